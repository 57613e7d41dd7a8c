"""The start of the window: chooses and wires, nothing else. `python -m app.main [--profile DIR] [--self-test]`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app import wiring

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from app.ports import Store, Transport
    from app.services.vault import NewProfile, OpenProfile
    from ui.program import Program


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


class ProfileGate:
    """Leads into the profile of one folder."""

    def __init__(self, world: wiring.World, folder: Path) -> None:
        self.world = world
        self.folder = folder

    def exists(self) -> bool:
        return wiring.profile_exists(self.folder)

    def unlock(self, passphrase: str) -> WindowProfile:
        return self._with_transport(wiring.unlock(self.world, self.folder, passphrase))

    def create(self, wanted: NewProfile, passphrase: str) -> WindowProfile:
        return self._with_transport(wiring.create_profile(self.world, self.folder, wanted, passphrase))

    def _with_transport(self, opened: OpenProfile) -> WindowProfile:
        return WindowProfile(opened, wiring.open_transport(self.world, opened))


def make_program(app: QApplication, folder: Path, world: wiring.World | None = None) -> Program:
    """Wire window, tasks and gate for the profile in a folder."""
    from ui.program import Program
    from ui.shell import MainWindow
    from ui.tasks.background import BackgroundTasks

    chosen = world or wiring.World()
    tasks = BackgroundTasks()
    window = MainWindow(chosen.clock)
    program = Program(ProfileGate(chosen, folder), window, tasks, chosen.clock, chosen.ids)

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
    from ui.application import make_application

    app = make_application(sys.argv[:1])
    program = make_program(app, options.profile or wiring.default_folder())
    program.start()
    program.window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
