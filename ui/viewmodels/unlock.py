"""Unlocking: one wachtzin, tried in the pool, with the fault in words when it doesn't fit."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.faults import Fault, FaultKind
from ui.tasks.protocol import Tasks

LEEG = FaultKind("wachtzin-leeg", "Je hebt nog geen wachtzin ingevuld.", "Typ je wachtzin in het veld.")


class UnlockViewModel(QObject):
    """`unlock` derives the key and opens the safe; it runs in the pool and may take a second. The wachtzin isn't kept.

    `changed` after every change of `busy` or `fault`; `unlocked(result)` when it opened; `forgotten` when somebody
    wants the way of the herstelblad, `help_wanted` any other way, `other_wanted` another profile.
    """

    changed = Signal()
    unlocked = Signal(object)
    forgotten = Signal()
    help_wanted = Signal()
    other_wanted = Signal()

    def __init__(
        self,
        tasks: Tasks,
        unlock: Callable[[str], object],
        *,
        name: str = "",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._unlock = unlock
        self.name = name
        self.busy = False
        self.fault: Fault | None = None

    def try_passphrase(self, passphrase: str) -> None:
        """Try to unlock. Ignored while an attempt is under way, so a double Enter does nothing twice."""
        if self.busy:
            return
        if not passphrase:
            self._failed(Fault(LEEG))
            return
        self.busy = True
        self.fault = None
        self.changed.emit()
        self._tasks.slow(lambda: self._unlock(passphrase), self, self._opened, self._failed)

    def forget_fault(self) -> None:
        """The text was changed: what was wrong with the last one is no longer news."""
        if self.fault is not None:
            self.fault = None
            self.changed.emit()

    def passphrase_forgotten(self) -> None:
        """Go the way of the herstelblad."""
        if not self.busy:
            self.forgotten.emit()

    def ask_help(self) -> None:
        """Look for another way in."""
        if not self.busy:
            self.help_wanted.emit()

    def ask_other(self) -> None:
        """Go to the other profiles on this computer."""
        if not self.busy:
            self.other_wanted.emit()

    def _opened(self, result: object) -> None:
        self.busy = False
        self.changed.emit()
        self.unlocked.emit(result)

    def _failed(self, fault: Fault) -> None:
        self.busy = False
        self.fault = fault
        self.changed.emit()
