"""A second start brings the first window forward; profiles stay apart; nobody is kept out by what was left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app import main as start
from app import wiring
from app.faults import Fault
from app.ports import Rol
from app.services.vault import NewProfile
from app.wiring import World
from app.wiring.gate import ProfileGate
from tests.ui.walk import flush_deleted
from tests.worlds import CountingIds, HandClock
from ui import oneprogram
from ui.oneprogram import OneProgram, bring_forward, come_forward

PASSPHRASE = "vier blauwe fietsen zingen 7"

OTHER = """
import sys
from pathlib import Path
import ui
from PySide6.QtCore import QCoreApplication
from ui import oneprogram
app = QCoreApplication([])
only = oneprogram.OneProgram()
if sys.argv[2] == "hangs":
    only._answer_all = lambda: None
only.hold(Path(sys.argv[1]))
print("ready", flush=True)
app.exec()
"""


@pytest.fixture
def only(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[OneProgram]:
    # A socket's name is at most a hundred bytes: pytest's own folders are too long for it.
    with tempfile.TemporaryDirectory(prefix="dl") as run:
        monkeypatch.setenv("XDG_RUNTIME_DIR", run)
        made = OneProgram()
        yield made
        made.release()
        made.deleteLater()
        flush_deleted()


ASKING = """
import sys
from pathlib import Path
import ui
from PySide6.QtCore import QCoreApplication
from ui.oneprogram import bring_forward
app = QCoreApplication([])
sys.exit(0 if bring_forward(Path(sys.argv[1])) else 1)
"""


def is_answered(qtbot: QtBot, only: OneProgram, folder: Path) -> bool:
    """Start a second program, which asks; ours goes on meanwhile."""
    with qtbot.waitSignal(only.called):
        asking = subprocess.Popen([sys.executable, "-c", ASKING, str(folder)], env=environment())
    qtbot.waitUntil(lambda: asking.poll() is not None)
    return asking.returncode == 0


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path.cwd()), "QT_QPA_PLATFORM": "offscreen"}


def other(folder: Path, how: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", OTHER, str(folder), how],
        stdout=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    assert process.stdout is not None and process.stdout.readline() == "ready\n"
    return process


def end(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert process.stdout is not None
    process.stdout.close()


def test_the_first_window_comes_forward(qtbot: QtBot, only: OneProgram, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.showMinimized()
    only.called.connect(lambda: come_forward(window))
    only.hold(tmp_path / "profiel")
    assert is_answered(qtbot, only, tmp_path / "profiel")
    assert window.isVisible() and not window.windowState() & Qt.WindowState.WindowMinimized


def test_another_profile_has_a_window_of_its_own(qtbot: QtBot, only: OneProgram, tmp_path: Path) -> None:
    only.hold(tmp_path / "profiel")
    assert bring_forward(tmp_path / "profiel-2") is False
    only.hold(tmp_path / "profiel-2")
    assert is_answered(qtbot, only, tmp_path / "profiel-2")


def test_after_closing_nobody_answers(qtbot: QtBot, only: OneProgram, tmp_path: Path) -> None:
    only.hold(tmp_path / "profiel")
    only.release()
    assert bring_forward(tmp_path / "profiel") is False


def test_a_program_that_was_killed_keeps_nobody_out(qtbot: QtBot, only: OneProgram, tmp_path: Path) -> None:
    process = other(tmp_path / "profiel", "answers")
    assert bring_forward(tmp_path / "profiel") is True
    end(process)
    assert bring_forward(tmp_path / "profiel") is False
    only.hold(tmp_path / "profiel")
    assert is_answered(qtbot, only, tmp_path / "profiel")


def test_a_program_that_hangs_keeps_nobody_out(
    only: OneProgram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(oneprogram, "_PATIENCE_MS", 100)
    process = other(tmp_path / "profiel", "hangs")
    assert bring_forward(tmp_path / "profiel") is False
    end(process)


def test_where_it_listens_names_nobody(only: OneProgram, tmp_path: Path) -> None:
    only.hold(tmp_path / "Ans Vermeer")
    (left,) = Path(os.environ["XDG_RUNTIME_DIR"]).iterdir()
    assert "Ans" not in left.name and "Vermeer" not in left.name


def test_opening_a_profile_that_is_open_elsewhere_brings_that_window_forward(
    only: OneProgram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(wiring.PRACTICE_KDF_ENV, "1")
    folder, world = tmp_path / "profiel", World(HandClock(), CountingIds(4))
    wanted = NewProfile(naam="Ans Vermeer", rol=Rol.VRIJWILLIGER, practice=True)
    opened: list[Path] = []
    first = ProfileGate(world, folder)
    first.on_open = opened.append
    profile = first.create(wanted, PASSPHRASE)
    assert opened == [folder]
    second, taken = ProfileGate(world, folder), list[Path]()
    second.on_taken = taken.append
    with pytest.raises(Fault) as caught:
        second.unlock(PASSPHRASE)
    assert caught.value.code == "profiel-al-open" and taken == [folder]
    profile.store.close()
    profile.release()
    second.unlock(PASSPHRASE).opened.close()
    assert taken == [folder]


@pytest.mark.parametrize("profiles", [1, 2])
def test_a_second_start_ends_unless_there_is_a_choice(
    profiles: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui import application

    class Started(Exception):
        pass

    def make_program(*_: object, **__: object) -> None:
        raise Started

    for number in range(profiles):
        place = tmp_path / ("profiel" if not number else f"profiel-{number + 1}")
        place.mkdir()
        (place / "dossiers.db").write_bytes(b"x")
    monkeypatch.setattr(application, "make_application", lambda *_: None)
    monkeypatch.setattr(oneprogram, "bring_forward", lambda _: True)
    monkeypatch.setattr(start, "make_program", make_program)
    folder = tmp_path / "profiel"
    assert start.run_window(folder) == 0
    if profiles == 1:
        assert start.run_window(folder, choose=True) == 0
    else:
        with pytest.raises(Started):
            start.run_window(folder, choose=True)
