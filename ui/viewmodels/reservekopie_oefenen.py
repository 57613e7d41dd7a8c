"""Trying a backup while the profile is open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.faults import Fault
from app.services.backups import Rehearsal
from ui.i18n import tr
from ui.session import Session
from ui.viewmodels.sleutels import KeysViewModel
from ui.viewmodels.terugzetten import BackupFacts, backup_facts
from ui.viewmodels.toegang import BLAD, PAPIEREN, WACHTZIN, Access


class RehearseViewModel(KeysViewModel):
    """`rehearsed` when `facts` tell what is in the backup."""

    rehearsed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, parent)
        self.path = ""
        self.access = Access((WACHTZIN, BLAD, PAPIEREN), parent=self)
        self.facts: BackupFacts | None = None
        self._found: Rehearsal | None = None

    def check(self) -> dict[str, str]:
        errors = {} if self.path else {"bestand": tr("Kies eerst het bestand. De naam eindigt op .dlres.")}
        return {**errors, **self.access.check()}

    def work(self) -> None:
        keyring = self.session.keyring
        assert keyring is not None
        self._found = keyring.rehearse(Path(self.path), self.access.way_in())

    def _succeeded(self, _: object) -> None:
        self._busy(False)
        if self._found is not None:
            self.facts = backup_facts(self._found, self.session.clock.now())
            self.rehearsed.emit()

    def _refused(self, fault: Fault) -> None:
        self._busy(False)
        errors = self.access.refusal(fault)
        if fault.code == "wachtzin-onjuist":
            errors = {"wachtzin": tr("Deze wachtzin past niet. Neem die van de dag van de reservekopie.")}
        elif fault.code.startswith("reservekopie"):
            errors = {"bestand": f"{fault.sentence} {fault.next_step}"}
        if errors:
            self.checked.emit(errors)
        else:
            self.failed.emit(fault)
