"""Unlocking: one wachtzin, tried in the pool, with the fault in words when it doesn't fit."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from app.faults import Fault, FaultKind
from ui.tasks.protocol import Tasks

LEEG = FaultKind("wachtzin-leeg", "Je hebt nog geen wachtzin ingevuld.", "Typ je wachtzin in het veld.")


ONJUIST = "wachtzin-onjuist"
FREE_MISSES = 4
LONGEST_WAIT = 30


class Misses:
    """How often the wachtzin was wrong since this program began, whatever page was shown meanwhile."""

    def __init__(self) -> None:
        self.count = 0

    def wait(self) -> int:
        """Return how many seconds to wait before the next attempt: none at first, then 2, 4, 8 up to 30."""
        over = self.count - FREE_MISSES
        return min(LONGEST_WAIT, 2 ** min(over, 8)) if over > 0 else 0


class UnlockViewModel(QObject):
    """`waiting` seconds until another attempt is taken, after several wrong ones.

    `unlock` derives the key and opens the safe; it runs in the pool and may take a second. The wachtzin isn't kept.

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
        misses: Misses | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._misses = misses or Misses()
        self.waiting = 0
        self.timer = QTimer(self)
        self.timer.setInterval(1000)
        self.timer.timeout.connect(self._second)
        self._tasks = tasks
        self._unlock = unlock
        self.name = name
        self.busy = False
        self.fault: Fault | None = None

    def try_passphrase(self, passphrase: str) -> None:
        """Try to unlock. Ignored while an attempt is under way, so a double Enter does nothing twice."""
        if self.busy or self.waiting:
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

    def _second(self) -> None:
        self.waiting = max(0, self.waiting - 1)
        if not self.waiting:
            self.timer.stop()
        self.changed.emit()

    def _opened(self, result: object) -> None:
        self.busy = False
        self._misses.count = 0
        self.changed.emit()
        self.unlocked.emit(result)

    def _failed(self, fault: Fault) -> None:
        self.busy = False
        self.fault = fault
        if fault.code == ONJUIST:
            self._misses.count += 1
            self.waiting = self._misses.wait()
            if self.waiting:
                self.timer.start()
        self.changed.emit()
