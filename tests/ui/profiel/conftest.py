"""A desk with the pages of the profile over a real encrypted store and a real slot file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app import wiring
from app.ports import Rol
from app.services.vault import NewProfile
from app.wiring.gate import WindowProfile
from tests.ui.walk import flush_deleted
from tests.worlds import CountingIds, HandClock
from ui.destinations import profiel, veiligheid
from ui.navigation import Destination
from ui.preferences import Preferences
from ui.session import Session
from ui.shell import Desk, MainWindow
from ui.tasks import ImmediateTasks
from ui.theme import Mode, apply_theme
from ui.widgets.page import Page

WACHTZIN = "vier blauwe fietsen zingen"


@dataclass
class Bureau:
    """The window, the folder of its profile, and how it looks."""

    window: MainWindow
    folder: Path
    preferences: Preferences
    opened: WindowProfile
    clock: HandClock
    rekeyed: list[tuple[Any, ...]]

    def go(self, name: str, **params: str) -> Any:
        self.window.navigator.go(name, **params)
        return self.window.stack.page(name)

    def opens_with(self, passphrase: str) -> bool:
        from app.crypto import keyslots
        from app.faults import Fault

        try:
            copies = self.opened.opened.safe.slot_copies()
            keyslots.open_with_passphrase(copies, passphrase, floor_kib=wiring.PRACTICE_FLOOR_KIB)
        except Fault:
            return False
        return True


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp: QApplication) -> None:
    apply_theme(qapp, Mode.LIGHT, 1.0)


@pytest.fixture
def bureau(
    tmp_path: Path, qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Bureau]:
    monkeypatch.setenv(wiring.PRACTICE_KDF_ENV, "1")
    clock = HandClock()
    world = wiring.World(clock=clock, ids=CountingIds(3))
    wanted = NewProfile(naam="Ans Vermeer", rol=Rol.VRIJWILLIGER, practice=True, organisatie="Lijnhuis")
    profile = wiring.create_profile(world, tmp_path / "profiel", wanted, WACHTZIN)
    opened = WindowProfile(world, profile, wiring.open_transport(world, profile))
    looks = Preferences(tmp_path / "profiel")
    looks.mode = "licht"
    rekeyed: list[tuple[Any, ...]] = []
    session = Session(
        ImmediateTasks(profile.store),
        clock,
        world.ids,
        profile.store.profile,
        opened.transport,
        keyring=opened,
        preferences=looks,
        rekey=lambda *words: rekeyed.append(words),
    )
    window = MainWindow(clock)
    qtbot.addWidget(window)
    home = Destination(key="vandaag", title="Vandaag", icon="home", factory=lambda: _page())
    places = [home, *veiligheid.destinations(session, window.navigator)]
    places += profiel.destinations(session, window.navigator)
    window.open_desk(Desk(name="Ans Vermeer", role="Vrijwilliger", destinations=places, help="hulp"))
    window.resize(1280, 720)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    yield Bureau(window, tmp_path / "profiel", looks, opened, clock, rekeyed)
    window.close_desk()
    flush_deleted()
    profile.close()
    apply_theme(qapp, Mode.LIGHT, 1.0)


def _page() -> QWidget:
    return Page("Vandaag")
