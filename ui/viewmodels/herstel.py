"""Wachtzin forgotten: the code of the herstelblad or two papers of the organisation, a new wachtzin, a new herstelblad.

Nothing is changed before the end; then all of it at once.
"""

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
from ui.viewmodels.toegang import BLAD as SHEET
from ui.viewmodels.toegang import PAPIEREN, Access

CODE, WACHTZIN, BLAD = range(3)


class RecoveryGate(Protocol):
    """What opens a profile with its herstelblad, or with the organisation's papers."""

    def check_recovery(self, typed: str) -> None: ...
    def recover(self, typed: str, passphrase: str, recovery: Sequence[str]) -> object: ...
    def check_papers(self, papers: Sequence[str]) -> None: ...
    def recover_with_papers(
        self, papers: Sequence[str], passphrase: str, recovery: Sequence[str]
    ) -> object: ...


class RecoveryViewModel(StepsViewModel):
    """`finished(opened)` when the profile opened; `left` when somebody goes back to the unlock screen."""

    def __init__(
        self,
        tasks: Tasks,
        clock: Clock,
        ids: Ids,
        gate: RecoveryGate,
        way: str = SHEET,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks, self._gate = tasks, gate
        self.titles = ("Typ je code over", "Kies een nieuwe wachtzin", "Een nieuw herstelblad")
        self.access = Access((SHEET, PAPIEREN), parent=self)
        self.access.way = way
        self.wachtzin = NewPassphrase(parent=self)
        self.blad = RecoverySheet(tasks, clock, ids, parent=self)
        self.blad.describe(tr("Je profiel op dit apparaat"), "", practice=False)

    def check(self) -> dict[str, str]:
        if self.step == CODE:
            return self.access.check()
        return self.wachtzin.check() if self.step == WACHTZIN else self.blad.check()

    def forward(self) -> None:
        if self.step == CODE:
            self._try_code()
        elif self.step == WACHTZIN:
            self.show(BLAD)
        else:
            self._open(self.blad.groups)

    def _try_code(self) -> None:
        gate, typed, papers = self._gate, self.access.code, tuple(self.access.papers)
        by_paper = self.access.way == PAPIEREN
        self.set_busy(True)
        self._tasks.slow(
            lambda: gate.check_papers(papers) if by_paper else gate.check_recovery(typed),
            self,
            self._code_right,
            self._code_wrong,
        )

    def keep_old_sheet(self) -> None:
        """Go on without a new herstelblad: the old one stays good."""
        if self.step == BLAD and not self.busy:
            self._open(())

    def _code_right(self, _: object) -> None:
        self.set_busy(False)
        self.show(WACHTZIN)

    def _code_wrong(self, fault: Fault) -> None:
        self.set_busy(False)
        errors = self.access.refusal(fault)
        if errors:
            self.checked.emit(errors)
        else:
            self.failed.emit(fault)

    def _open(self, recovery: Sequence[str]) -> None:
        gate, typed, papers = self._gate, self.access.code, tuple(self.access.papers)
        passphrase, by_paper = self.wachtzin.passphrase, self.access.way == PAPIEREN
        self.set_busy(True)
        self._tasks.slow(
            lambda: (
                gate.recover_with_papers(papers, passphrase, recovery)
                if by_paper
                else gate.recover(typed, passphrase, recovery)
            ),
            self,
            self._opened,
            self.refused,
        )

    def _opened(self, opened: object) -> None:
        self.access.forget()
        self.wachtzin.forget()
        self.blad.forget()
        self.set_busy(False)
        self.finished.emit(opened)
