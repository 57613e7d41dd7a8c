"""A desk with the pages of the plan over a real encrypted store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ports import Rol
from tests.ui.contacten.conftest import Bureau, NoTransport, _other
from tests.ui.walk import flush_deleted
from tests.worlds import CountingIds, HandClock, new_store, person
from ui.destinations import plannen, vragen
from ui.session import Session
from ui.shell import Desk, MainWindow
from ui.tasks import ImmediateTasks
from ui.theme import Mode, apply_theme


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp: QApplication) -> None:
    apply_theme(qapp, Mode.LIGHT, 1.0)


@pytest.fixture
def bureau(tmp_path: Path, qtbot: QtBot) -> Iterator[Bureau]:
    clock = HandClock()
    store = new_store(tmp_path, clock=clock, ids=CountingIds(3), rol=Rol.BEGELEIDER)
    with store.write() as uow:
        uow.add(person("d1", huishouden_id="h1", regisseur="Els de Boer"))
        uow.add(person("d2", voornamen="رانيا", achternaam="الحداد", huishouden_id="h1"))
        uow.commit()
    tasks = ImmediateTasks(store)
    session = Session(tasks, clock, CountingIds(7), store.profile, NoTransport())  # type: ignore[arg-type]
    window = MainWindow(clock)
    qtbot.addWidget(window)
    places = [_other(name) for name in ("vandaag", "dossier", "taken", "toestemming-gesprek")]
    for subject in (plannen, vragen):
        places += subject.destinations(session, window.navigator)
    window.open_desk(Desk(name="Ans Vermeer", role="Begeleider", destinations=places))
    window.show()
    window.session_for_test = session  # type: ignore[attr-defined]
    yield Bureau(store, clock, window)
    window.close_desk()
    flush_deleted()
    store.close()
