"""A volunteer's and a coordinator's desk, each over a store of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.ports import Rol
from storage.store import SqlStore
from tests.ui.signaleringen.desk import Bureau, open_bureau
from tests.ui.walk import flush_deleted
from tests.worlds import CountingIds, HandClock, new_store, person
from ui.theme import Mode, apply_theme

Opener = Callable[..., Bureau]


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp: QApplication) -> None:
    apply_theme(qapp, Mode.LIGHT, 1.0)


@pytest.fixture
def opener(qapp: QApplication) -> Iterator[Opener]:
    """Open desks; all of them are closed at the end of the test."""
    made: list[Bureau] = []

    def open_one(store: SqlStore, clock: HandClock, ids: CountingIds | None = None) -> Bureau:
        made.append(open_bureau(store, clock, ids))
        return made[-1]

    yield open_one
    for bureau in made:
        bureau.window.close_desk()
        bureau.window.hide()
        bureau.window.deleteLater()
    flush_deleted()


def _filled(folder: Path, clock: HandClock, rol: Rol, naam: str) -> SqlStore:
    store = new_store(folder, clock=clock, ids=CountingIds(3), rol=rol, naam=naam)
    with store.write() as uow:
        uow.add(person("d1"))
        uow.add(person("d2", voornamen="Selam", achternaam="Tesfay"))
        uow.add(person("d3", voornamen="نور", achternaam="الحداد"))
        uow.commit()
    return store


@pytest.fixture
def bureau(tmp_path: Path, opener: Opener) -> Iterator[Bureau]:
    """Ans, a volunteer, with three clients."""
    clock = HandClock()
    store = _filled(tmp_path, clock, Rol.VRIJWILLIGER, "Ans Vermeer")
    made = opener(store, clock)
    yield made
    made.window.close_desk()
    flush_deleted()
    store.close()


@pytest.fixture
def register(tmp_path: Path, opener: Opener) -> Iterator[Bureau]:
    """Bram, a coordinator."""
    clock = HandClock()
    store = _filled(tmp_path, clock, Rol.COORDINATOR, "Bram Coster")
    made = opener(store, clock)
    yield made
    made.window.close_desk()
    flush_deleted()
    store.close()
