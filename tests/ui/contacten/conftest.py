"""A desk with the contact and PVT pages over a real encrypted store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from storage.store import SqlStore
from tests.ui.walk import flush_deleted
from tests.worlds import CountingIds, HandClock, new_store, person
from ui.destinations import contacten
from ui.navigation import Destination
from ui.session import Session
from ui.shell import Desk, MainWindow
from ui.tasks import ImmediateTasks
from ui.theme import Mode, apply_theme
from ui.widgets.page import Page


class NoTransport:
    """Nothing leaves in these tests."""


@dataclass
class Bureau:
    """A store with one client, and the window over it."""

    store: SqlStore
    clock: HandClock
    window: MainWindow

    def go(self, name: str, **params: str) -> Any:
        self.window.navigator.go(name, **params)
        return self.window.stack.page(name)

    @property
    def here(self) -> str:
        assert self.window.navigator.current is not None
        return self.window.navigator.current.name


def _other(name: str) -> Destination:
    def make() -> QWidget:
        return Page(name)

    return Destination(key=name, title=name, icon="info", factory=make, in_rail=name == "vandaag")


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp: QApplication) -> None:
    apply_theme(qapp, Mode.LIGHT, 1.0)


@pytest.fixture
def bureau(tmp_path: Path, qtbot: QtBot) -> Iterator[Bureau]:
    clock = HandClock()
    store = new_store(tmp_path, clock=clock, ids=CountingIds(3))
    with store.write() as uow:
        uow.add(person("d1"))
        uow.commit()
    tasks = ImmediateTasks(store)
    session = Session(tasks, clock, CountingIds(7), store.profile, NoTransport())  # type: ignore[arg-type]
    window = MainWindow(clock)
    qtbot.addWidget(window)
    places = [_other(name) for name in ("vandaag", "dossier", "checklists")]
    places += contacten.destinations(session, window.navigator)
    window.open_desk(Desk(name="Ans Vermeer", role="Vrijwilliger", destinations=places))
    window.show()
    yield Bureau(store, clock, window)
    window.close_desk()
    flush_deleted()
    store.close()
