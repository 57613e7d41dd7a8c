"""The start of the window: chooses and wires, nothing else. `python -m app.main [--profile DIR] [--self-test]`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app import wiring

if TYPE_CHECKING:
    from types import TracebackType

    from PySide6.QtWidgets import QApplication

    from app.ports import Store, Transport
    from app.services.vault import NewProfile, OpenProfile
    from ui.program import Program
    from ui.tasks.protocol import CrashReport


@dataclass(slots=True)
class WindowProfile:
    """An opened profile as the window knows it."""

    opened: OpenProfile
    transport: Transport

    @property
    def store(self) -> Store:
        return self.opened.store

    def release(self) -> None:
        """Give the folder free; the store was closed by the thread that owns it."""
        self.opened.safe.unlock()

    def change_passphrase(self, old: str, new: str) -> None:
        wiring.change_passphrase(self.opened, old, new)

    def add_recovery(self, passphrase: str, groups: Sequence[str]) -> None:
        wiring.add_recovery(self.opened, passphrase, groups)

    def versions(self) -> Mapping[str, str]:
        from app.crypto import kdf
        from storage import opening

        return {**opening.versions(), "OpenSSL (in cryptography)": kdf.openssl_version()}


class ProfileGate:
    """Leads into the profile of one folder."""

    def __init__(self, world: wiring.World, folder: Path) -> None:
        self.world = world
        self.folder = folder

    def exists(self) -> bool:
        return wiring.profile_exists(self.folder)

    def unlock(self, passphrase: str) -> WindowProfile:
        return self._with_transport(wiring.unlock(self.world, self.folder, passphrase))

    def create(self, wanted: NewProfile, passphrase: str, recovery: Sequence[str] = ()) -> WindowProfile:
        return self._with_transport(
            wiring.create_profile(self.world, self.folder, wanted, passphrase, recovery)
        )

    def check_recovery(self, typed: str) -> None:
        wiring.check_recovery(self.world, self.folder, typed)

    def recover(self, typed: str, passphrase: str, recovery: Sequence[str]) -> WindowProfile:
        return self._with_transport(
            wiring.unlock_with_recovery(self.world, self.folder, typed, passphrase, recovery)
        )

    def _with_transport(self, opened: OpenProfile) -> WindowProfile:
        return WindowProfile(opened, wiring.open_transport(self.world, opened))


def make_program(app: QApplication, folder: Path, world: wiring.World | None = None) -> Program:
    """Wire window, tasks and gate for the profile in a folder."""
    from ui.preferences import Preferences
    from ui.program import Program
    from ui.shell import MainWindow
    from ui.tasks.background import BackgroundTasks

    chosen = world or wiring.World()
    tasks = BackgroundTasks(crashed=lambda report: tell(report))
    window = MainWindow(chosen.clock)
    program = Program(
        ProfileGate(chosen, folder), window, tasks, chosen.clock, chosen.ids, preferences=Preferences(folder)
    )

    def tell(report: CrashReport) -> None:
        from app import crash

        text = crash.describe_frames(report.kind, report.frames)
        program.tell_crash(str(crash.write_text(text, _reports(folder)) or ""))

    def start_anew() -> None:
        tasks.stop()
        _start_again(folder)
        window.allow_close()
        app.quit()

    def end() -> None:
        tasks.stop()
        app.quit()

    program.on_locked(start_anew)
    program.on_quit(end)
    # The unlock screen and the first run close without asking anybody.
    app.lastWindowClosed.connect(end)
    return program


def _start_again(folder: Path) -> None:
    """Start a new process at the unlock screen: Python can't forget what this one held, so this one ends."""
    from PySide6.QtCore import QProcess

    start = [] if getattr(sys, "frozen", False) else ["-m", "app.main"]
    QProcess.startDetached(sys.executable, [*start, "--profile", str(folder)], str(Path.cwd()))


def _no_core_dumps() -> None:
    if os.name == "posix":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


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


def run_window(folder: Path, passphrase: str = "") -> int:
    """Show the window on the profile in a folder and return its exit code; with `passphrase` it opens by itself."""
    from ui.application import make_application

    app = make_application(sys.argv[:1], folder)
    program = make_program(app, folder)
    _catch_crashes(program, folder)
    program.start()
    if passphrase:
        program.unlock_with(passphrase)
    program.window.show()
    return app.exec()


def run_demo_window(folder: Path, passphrase: str) -> int:
    """Show the window on the practice profile in a folder, opened with the wachtzin that its maker gave it."""
    _no_core_dumps()
    return run_window(folder, passphrase)


def main(argv: Sequence[str] | None = None) -> int:
    """Show the window on a profile and return its exit code."""
    parser = argparse.ArgumentParser(prog="doorgaande-lijn", description="Doorgaande Lijn")
    parser.add_argument("--profile", type=Path, default=None, help="de map van je profiel")
    parser.add_argument("--self-test", action="store_true", help="controleer of het programma heel is")
    options = parser.parse_args(argv)
    _no_core_dumps()
    if options.self_test:
        from app.selftest import run

        return run()
    return run_window(options.profile or wiring.default_folder())


if __name__ == "__main__":
    sys.exit(main())
