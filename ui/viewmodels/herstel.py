"""Wachtzin forgotten: the code of the herstelblad, a new wachtzin, a new herstelblad; changed at the end, at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QObject

from app.faults import Fault
from app.ports import Clock, Ids
from ui.i18n import tr
from ui.tasks.protocol import Tasks
from ui.viewmodels.herstelblad import RecoverySheet
from ui.viewmodels.nieuwe_wachtzin import NewPassphrase
from ui.viewmodels.stappen import StepsViewModel

CODE, WACHTZIN, BLAD = range(3)


class RecoveryGate(Protocol):
    """What opens a profile with its herstelblad."""

    def check_recovery(self, typed: str) -> None: ...
    def recover(self, typed: str, passphrase: str, recovery: Sequence[str]) -> object: ...


class RecoveryViewModel(StepsViewModel):
    """`finished(opened)` when the profile opened; `left` when somebody goes back to the unlock screen."""

    titles = ("Typ je herstelcode over", "Kies een nieuwe wachtzin", "Een nieuw herstelblad")

    def __init__(
        self, tasks: Tasks, clock: Clock, ids: Ids, gate: RecoveryGate, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks, self._gate = tasks, gate
        self.code = ""
        self.wachtzin = NewPassphrase(parent=self)
        self.blad = RecoverySheet(tasks, clock, ids, parent=self)
        self.blad.describe(tr("Je profiel op dit apparaat"), "", practice=False)

    def check(self) -> dict[str, str]:
        if self.step == CODE:
            empty = tr("Je herstelcode is nog leeg. Hij staat op je herstelblad.")
            return {} if self.code.strip() else {"code": empty}
        return self.wachtzin.check() if self.step == WACHTZIN else self.blad.check()

    def forward(self) -> None:
        if self.step == CODE:
            typed = self.code
            self.set_busy(True)
            self._tasks.slow(
                lambda: self._gate.check_recovery(typed), self, self._code_right, self._code_wrong
            )
        elif self.step == WACHTZIN:
            self.show(BLAD)
        else:
            self._open(self.blad.groups)

    def keep_old_sheet(self) -> None:
        """Go on without a new herstelblad: the old one stays good."""
        if self.step == BLAD and not self.busy:
            self._open(())

    def _code_right(self, _: object) -> None:
        self.set_busy(False)
        self.show(WACHTZIN)

    def _code_wrong(self, fault: Fault) -> None:
        self.set_busy(False)
        if fault.code.startswith("herstelcode"):
            self.checked.emit({"code": f"{fault.sentence} {fault.next_step}"})
        else:
            self.failed.emit(fault)

    def _open(self, recovery: Sequence[str]) -> None:
        typed, passphrase = self.code, self.wachtzin.passphrase
        self.set_busy(True)
        self._tasks.slow(
            lambda: self._gate.recover(typed, passphrase, recovery), self, self._opened, self.refused
        )

    def _opened(self, opened: object) -> None:
        self.code = ""
        self.wachtzin.forget()
        self.blad.forget()
        self.set_busy(False)
        self.finished.emit(opened)
