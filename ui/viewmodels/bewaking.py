"""What keeps the opened profile safe in the background, whatever page is shown: backups and checks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.faults import Fault
from app.ports import Clock, Store, VerifyReport
from app.services import controle, kopieplan
from app.services.backups import Rehearsal
from app.services.kopieplan import KopieStand
from ui.session import Keyring
from ui.tasks.protocol import Tasks


class Safekeeping(QObject):
    """One for a session. A backup and a check each run once at a time, off the window's thread.

    `backup_changed` when one begins or ends; `progress(phrase, done, total)` meanwhile; then `backed_up(Rehearsal)`
    or `backup_failed(Fault, asked)`, `asked` when a person wanted it. `check_changed`, `checking(phrase)`,
    `checked(VerifyReport, reason)` and `check_failed(Fault)` likewise.
    """

    backup_changed = Signal()
    progress = Signal(str, int, int)
    backed_up = Signal(object)
    backup_failed = Signal(object, bool)
    check_changed = Signal()
    checking = Signal(str)
    checked = Signal(object, str)
    check_failed = Signal(object)

    def __init__(
        self, tasks: Tasks, clock: Clock, keyring: Keyring | None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks, self._clock, self._keyring = tasks, clock, keyring
        self.backing_up = False
        self.is_checking = False

    # -- backups

    def back_up(self, folder: str, *, asked: bool = True) -> None:
        """Make a backup; ignored while one is made already."""
        keyring = self._keyring
        if self.backing_up or keyring is None:
            return
        self._set_backing_up(True)
        say = self._tasks.reporter(self, self.progress.emit)

        def failed(fault: Fault) -> None:
            self._set_backing_up(False)
            self.backup_failed.emit(fault, asked)

        self._tasks.slow(lambda: keyring.create_backup(Path(folder), say), self, self._backed_up, failed)

    def _backed_up(self, done: Rehearsal) -> None:
        self._set_backing_up(False)
        self.backed_up.emit(done)

    def _set_backing_up(self, busy: bool) -> None:
        self.backing_up = busy
        self.backup_changed.emit()

    def back_up_if_due(self) -> None:
        """Make today's backup when somebody chose a place for it, and the stick or folder is there."""
        now = self._clock.now()

        def read(store: Store) -> tuple[KopieStand, bool]:
            with store.read() as reading:
                found = kopieplan.stand(reading, now)
            return found, found.nu_maken and Path(found.plek).is_dir()

        def then(found: tuple[KopieStand, bool]) -> None:
            stand, there = found
            if there:
                self.back_up(stand.plek, asked=False)

        self._tasks.store(read, self, then, _nobody_asked)

    # -- checks

    def check(self, reason: str = "") -> None:
        """Look at everything in the store; it changes nothing but the note of when it was done."""
        if self.is_checking:
            return
        self._set_checking(True)
        say = self._tasks.reporter(self, self.checking.emit)
        clock = self._clock

        def work(store: Store) -> VerifyReport:
            report = store.verify(say)
            controle.note(store, report, clock)
            return report

        def done(report: VerifyReport) -> None:
            self._set_checking(False)
            self.checked.emit(report, reason)

        self._tasks.store(work, self, done, self._check_failed)

    def _check_failed(self, fault: Fault) -> None:
        self._set_checking(False)
        self.check_failed.emit(fault)

    def _set_checking(self, busy: bool) -> None:
        self.is_checking = busy
        self.check_changed.emit()

    def check_if_due(self, *, unclean: bool) -> None:
        """Check after a program that wasn't closed, and once a week."""
        now = self._clock.now()

        def read(store: Store) -> str:
            with store.read() as reading:
                return str(controle.due(reading, now, unclean=unclean) or "")

        self._ask_quietly(read, lambda reason: self.check(reason) if reason else None)

    def _ask_quietly(self, read: Callable[[Store], str], then: Callable[[str], object]) -> None:
        self._tasks.store(read, self, then, _nobody_asked)


def _nobody_asked(_: Fault) -> None:
    """Nobody asked for it: what fails here fails again where somebody does."""
