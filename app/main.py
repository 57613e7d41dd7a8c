"""The start of the window: chooses and wires, nothing else. `python -m app.main [--profile DIR] [--self-test]`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app import wiring
from app.hardening import keep_memory_private
from app.wiring.gate import ProfileGate

if TYPE_CHECKING:
    from types import TracebackType

    from PySide6.QtWidgets import QApplication

    from ui.program import Program
    from ui.tasks.protocol import CrashReport


def make_program(
    app: QApplication, folder: Path, world: wiring.World | None = None, *, hold: bool = False
) -> Program:
    """Wire window, tasks and gate for the profile in a folder; with `hold` later starts find it before it is open."""
    from ui.oneprogram import OneProgram, come_forward
    from ui.preferences import Preferences
    from ui.program import Program
    from ui.shell import MainWindow
    from ui.tasks.background import BackgroundTasks

    chosen = world or wiring.World()
    tasks = BackgroundTasks(crashed=lambda report: tell(report))
    window = MainWindow(chosen.clock)
    gate = ProfileGate(chosen, folder)
    program = Program(gate, window, tasks, chosen.clock, chosen.ids, preferences=Preferences(folder))

    only = OneProgram(program)
    only.called.connect(lambda: come_forward(window))
    gate.on_open, gate.on_taken = only.hold, only.ask_other
    if hold:
        only.hold(folder)

    def tell(report: CrashReport) -> None:
        from app import crash

        text = crash.describe_frames(report.kind, report.frames)
        program.tell_crash(str(crash.write_text(text, _reports(folder)) or ""))

    def start_anew() -> None:
        tasks.stop()
        only.release()
        _start_again(gate.folder)
        window.allow_close()
        app.quit()

    def end() -> None:
        tasks.stop()
        only.release()
        app.quit()

    program.on_locked(start_anew)
    program.on_quit(end)
    # The unlock screen and the first run close without asking anybody.
    app.lastWindowClosed.connect(end)
    return program


def _start_again(folder: Path) -> int:
    """Start a new process at the unlock screen, and return its number.

    Python can't forget what this one held, so this one ends.
    """
    from PySide6.QtCore import QProcess

    start = [] if getattr(sys, "frozen", False) else ["-m", "app.main"]
    words = [*start, "--profile", str(folder)]
    _, number = QProcess.startDetached(sys.executable, words, str(Path.cwd()))
    return number


def _reports(folder: Path) -> Path | None:
    """Where crash reports go: beside the profile, for its owner's eyes only; else the temporary folder."""
    return folder if folder.is_dir() else None


def _catch_crashes(program: Program, folder: Path) -> None:
    """Our own mistakes on the window's thread: a report without personal data, and a calm sentence."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        from PySide6.QtCore import QTimer

        from app import crash

        report = str(crash.write_report(error.with_traceback(trace), _reports(folder)) or "")
        # Later: the mistake may have been made in the midst of painting.
        QTimer.singleShot(0, program, lambda: program.tell_crash(report))

    sys.excepthook = hook


def run_window(folder: Path, passphrase: str = "", *, choose: bool = False) -> int:
    """Show the window on the profile in a folder and return its exit code.

    With `passphrase` it opens by itself; with `choose` it asks first which profile, when there are several.
    """
    from PySide6.QtCore import QTimer

    from app.wiring.shelf import Shelf
    from ui.application import make_application
    from ui.oneprogram import bring_forward

    app = make_application(sys.argv[:1], folder)
    alone = not choose or len(Shelf(folder).profiles()) < 2
    if alone and bring_forward(folder):
        # The profile has a window already, and it comes forward. Who has several profiles is asked which one first.
        return 0
    program = make_program(app, folder, hold=alone)
    _catch_crashes(program, folder)
    program.start(choose=choose)
    if passphrase:
        program.unlock_with(passphrase)
    program.window.show()
    QTimer.singleShot(0, program, lambda: program.tasks.slow(wiring.warm_up, program))
    program.listen_to_system()
    return app.exec()


def run_demo_window(folder: Path, passphrase: str) -> int:
    """Show the window on the practice profile in a folder, opened with the wachtzin that its maker gave it."""
    keep_memory_private()
    return run_window(folder, passphrase)


def main(argv: Sequence[str] | None = None) -> int:
    """Show the window on a profile and return its exit code."""
    parser = argparse.ArgumentParser(prog="doorgaande-lijn", description="Doorgaande Lijn")
    parser.add_argument("--profile", type=Path, default=None, help="de map van je profiel")
    parser.add_argument("--self-test", action="store_true", help="controleer of het programma heel is")
    options = parser.parse_args(argv)
    keep_memory_private()
    if options.self_test:
        from app.selftest import run

        return run()
    return run_window(options.profile or wiring.default_folder(), choose=options.profile is None)


if __name__ == "__main__":
    sys.exit(main())
