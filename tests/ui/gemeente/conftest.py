"""The gemeente's desk and a volunteer's device, both real, with a folder between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ports import Rol
from app.services.vault import NewProfile, OpenProfile
from app.wiring import PRACTICE_KDF_ENV, World, create_profile, open_transport
from app.wiring.transport import StoreTransport
from tests.ui.walk import flush_deleted
from tests.worlds import CountingIds, HandClock, consent, contact, person
from ui.destinations import gemeente
from ui.navigation import Destination
from ui.session import Session
from ui.shell import Desk, MainWindow
from ui.tasks import ImmediateTasks
from ui.theme import Mode, apply_theme
from ui.widgets.page import Page


@dataclass
class Town:
    """Both sides. `desk` is the coordinator's window."""

    clock: HandClock
    mailbox: Path
    register: OpenProfile
    device: OpenProfile
    at_register: StoreTransport
    at_device: StoreTransport
    desk: MainWindow

    def go(self, name: str, **params: str) -> Any:
        self.desk.navigator.go(name, **params)
        return self.desk.stack.page(name)

    def pair(self) -> None:
        """Let them find each other, without screens."""
        self.at_register.admit(self.at_device.join(self.at_register.invite("Ans")))

    def visit(self, dossier_id: str = "d1", *, agreed: bool = True) -> None:
        """The volunteer writes something down and shares it."""
        with self.device.store.write() as uow:
            uow.add(person(dossier_id))
            if agreed:
                uow.add(consent(f"t-{dossier_id}", dossier_id, "gemeente-begeleiding"))
            uow.add(contact(f"c-{dossier_id}", dossier_id))
            uow.commit()
        assert self.at_device.share().fault is None


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp: QApplication) -> None:
    apply_theme(qapp, Mode.LIGHT, 1.0)


def _page(name: str) -> Destination:
    def make() -> QWidget:
        return Page(name)

    return Destination(key=name, title=name, icon="home", factory=make)


@pytest.fixture
def town(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    monkeypatch.setenv(PRACTICE_KDF_ENV, "1")
    clock = HandClock()
    mailbox = tmp_path / "postbus"
    mailbox.mkdir()

    def profile(naam: str, rol: Rol, series: int) -> tuple[OpenProfile, StoreTransport]:
        world = World(clock, CountingIds(series))
        wanted = NewProfile(naam=naam, rol=rol, practice=True, organisatie="Lindewaard")
        opened = create_profile(world, tmp_path / naam, wanted, "vier blauwe fietsen zingen")
        transport = open_transport(world, opened)
        transport.set_mailbox(f"folder:{mailbox}")
        return opened, transport

    register, at_register = profile("Loes", Rol.COORDINATOR, 11)
    device, at_device = profile("Ans", Rol.VRIJWILLIGER, 12)
    session = Session(
        ImmediateTasks(register.store), clock, CountingIds(13), register.store.profile, at_register
    )
    desk = MainWindow(clock)
    qtbot.addWidget(desk)
    places = [_page("vandaag"), _page("clienten"), *gemeente.destinations(session, desk.navigator)]
    desk.open_desk(Desk(name="Loes", role="Coördinator", destinations=places, practice=True))
    desk.show()
    yield Town(clock, mailbox, register, device, at_register, at_device, desk)
    desk.close_desk()
    flush_deleted()
    register.close()
    device.close()
