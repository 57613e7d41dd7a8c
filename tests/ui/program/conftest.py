"""The program as it runs: its own threads, a real encrypted profile in a folder, a clock moved by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import wiring
from app.ports import Rol
from app.services.vault import NewProfile
from app.wiring.gate import ProfileGate
from tests.ui.walk import flush_deleted
from tests.worlds import HandClock
from ui.preferences import Preferences
from ui.program import Program
from ui.shell import MainWindow
from ui.tasks import BackgroundTasks, CrashReport
from ui.theme import Mode, apply_theme

WACHTZIN = "vier blauwe fietsen zingen"
NAAM = "Ans Vermeer"


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp: QApplication) -> None:
    apply_theme(qapp, Mode.LIGHT, 1.0)


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(wiring.PRACTICE_KDF_ENV, "1")


@dataclass
class House:
    """A folder, and the programs that were started on it. Each has its own window and threads."""

    folder: Path
    qtbot: QtBot
    clock: HandClock = field(default_factory=HandClock)
    programs: list[Program] = field(default_factory=list)
    crashes: list[CrashReport] = field(default_factory=list)

    def start(self) -> Program:
        world = wiring.World(clock=self.clock)
        tasks = BackgroundTasks(crashed=self.crashes.append)
        window = MainWindow(self.clock)
        looks = Preferences(self.folder)
        looks.mode = "licht"
        gate = ProfileGate(world, self.folder)
        program = Program(gate, window, tasks, world.clock, world.ids, preferences=looks)
        self.programs.append(program)
        program.start()
        with self.qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        return program

    def end(self) -> None:
        for program in self.programs:
            done: list[bool] = []
            program.on_locked(lambda: None)
            program.window.close_desk()
            program.tasks.close(lambda done=done: done.append(True))
            self.qtbot.waitUntil(lambda done=done: bool(done))
            if program._opened is not None:
                program._opened.release()
            program.tasks.stop()
            program.window.allow_close()
            program.window.close()
            program.window.deleteLater()
        flush_deleted()

    def opened(self, program: Program) -> None:
        self.qtbot.waitUntil(lambda: program.window.is_open)

    def page(self, program: Program) -> Any:
        current = program.window.navigator.current
        assert current is not None
        return program.window.stack.page(current.name)


@pytest.fixture
def house(tmp_path: Path, qtbot: QtBot) -> Iterator[House]:
    made = House(tmp_path / "profiel", qtbot)
    yield made
    made.end()


@pytest.fixture
def profile(house: House) -> House:
    """A practice profile that exists already."""
    wanted = NewProfile(naam=NAAM, rol=Rol.VRIJWILLIGER, practice=True, organisatie="Lijnhuis")
    wiring.create_profile(wiring.World(clock=house.clock), house.folder, wanted, WACHTZIN).close()
    return house


@pytest.fixture
def unlock(profile: House, qtbot: QtBot) -> Callable[[Program], None]:
    """Type the wachtzin and press Enter, as everybody does each morning."""

    def act(program: Program) -> None:
        view = alone(program)
        program.window.activateWindow()
        qtbot.waitUntil(view.passphrase.line.hasFocus)
        qtbot.keyClicks(view.passphrase.line, WACHTZIN)
        qtbot.keyClick(view.passphrase.line, Qt.Key.Key_Return)
        profile.opened(program)

    return act


def alone(program: Program) -> Any:
    """The page that stands alone in the window."""
    return program.window._alone
