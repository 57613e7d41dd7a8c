"""A dressed application, and a desk over an empty store for each test: a begeleider's, or a coordinator's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.ports import Rol
from tests.ui.dossiers.desk import World, close_world, open_world
from tests.ui.walk import flush_deleted
from ui.i18n import install_dutch
from ui.theme import Mode, apply_theme


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp: QApplication) -> QApplication:
    apply_theme(qapp, Mode.LIGHT, 1.0)
    install_dutch(qapp)
    return qapp


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = open_world(tmp_path)
    made.show()
    yield made
    close_world(made)


@pytest.fixture
def register(tmp_path: Path) -> Iterator[World]:
    made = open_world(tmp_path, rol=Rol.COORDINATOR, naam="Bram Coster")
    made.show()
    yield made
    close_world(made)


@pytest.fixture
def themed(qapp: QApplication, tmp_path: Path) -> Iterator[Callable[[Mode, float], World]]:
    """Open a begeleider's desk in another theme; the light one is put back."""
    opened: list[World] = []

    def make(mode: Mode, scale: float) -> World:
        flush_deleted()
        apply_theme(qapp, mode, scale)
        opened.append(open_world(tmp_path))
        opened[-1].show()
        return opened[-1]

    yield make
    for world in opened:
        close_world(world)
    apply_theme(qapp, Mode.LIGHT, 1.0)
