"""A dressed application and a world with an empty store, for each test its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.toestemmingen.desk import World, open_world
from tests.ui.walk import flush_deleted
from ui.i18n import install_dutch
from ui.theme import Mode, apply_theme


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp: QApplication) -> QApplication:
    apply_theme(qapp, Mode.LIGHT, 1.0)
    install_dutch(qapp)
    return qapp


@pytest.fixture
def any_theme(qapp: QApplication) -> Iterator[QApplication]:
    """For tests that change the theme: puts the light one back."""
    flush_deleted()
    yield qapp
    flush_deleted()
    apply_theme(qapp, Mode.LIGHT, 1.0)


@pytest.fixture
def world(tmp_path: Path, dressed: QApplication) -> Iterator[World]:
    made = open_world(tmp_path)
    made.window.show()
    yield made
    close(made)


def close(made: World) -> None:
    """Let the window and its pages really go."""
    made.window.close_desk()
    made.tasks.close()
    made.window.allow_close()
    made.window.close()
    made.window.deleteLater()
    flush_deleted()
