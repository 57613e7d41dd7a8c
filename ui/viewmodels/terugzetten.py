"""A backup: what is in it, and putting it back. Everything up to the last step is a rehearsal that changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from app.faults import Fault
from app.ports import Clock
from app.services.backups import Rehearsal, WayIn
from ui.i18n import counted, relative_moment, short_moment, tr
from ui.tasks.protocol import Tasks
from ui.viewmodels.nieuwe_wachtzin import NewPassphrase
from ui.viewmodels.stappen import StepsViewModel
from ui.viewmodels.toegang import BLAD, PAPIEREN, Access
from ui.viewmodels.toegang import WACHTZIN as OLD_PASSPHRASE

KOPIE, MANIER, PROEF, WACHTZIN = range(4)
_FOUR = ("Kies de reservekopie", "Hoe open je hem?", "Dit zit erin", "Kies een nieuwe wachtzin")

_KINDS = (
    ("inburgeraar", "cliënt", "cliënten"),
    ("contactmoment", "contact", "contacten"),
    ("signaal", "signaal", "signalen"),
    ("toestemming", "besluit over toestemming", "besluiten over toestemming"),
    ("taak", "taak", "taken"),
)


class RestoreGate(Protocol):
    """What opens a backup, and makes a profile out of it."""

    def look_at_backup(self, path: Path) -> None: ...
    def rehearse(self, path: Path, way: WayIn) -> Rehearsal: ...
    def restore(self, path: Path, way: WayIn, new_passphrase: str) -> object: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupFacts:
    """What a backup turned out to hold, in words. `findings` is empty when everything can be put back."""

    made: str
    pairs: tuple[tuple[str, str], ...]
    findings: tuple[str, ...]


def backup_facts(done: Rehearsal, now: datetime) -> BackupFacts:
    """Put what a backup holds into words."""
    counts = [counted(done.rows.get(name, 0), tr(one), tr(many)) for name, one, many in _KINDS]
    return BackupFacts(
        made=short_moment(done.made_op, now),
        pairs=(
            (tr("Bestand"), done.path.name),
            (tr("Gemaakt"), f"{short_moment(done.made_op, now)} ({relative_moment(done.made_op, now)})"),
            (tr("Inhoud"), "\n".join(counts)),
            (tr("Logboek"), counted(done.log_rows, "regel", "regels")),
        ),
        findings=done.findings,
    )


class RestoreViewModel(StepsViewModel):
    """`finished((opened, made))` when it was put back: `made` says in words from when it is. `left`: back to the start.

    `beside`: a profile is here already, so the backup becomes another one beside it. `picked` when a file was chosen.
    """

    picked = Signal()

    def __init__(
        self,
        tasks: Tasks,
        clock: Clock,
        gate: RestoreGate,
        *,
        beside: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks, self._clock, self._gate = tasks, clock, gate
        self.titles = _FOUR[:3]
        self.beside = beside
        self.path = ""
        self.access = Access((OLD_PASSPHRASE, BLAD, PAPIEREN), parent=self)
        self.access.changed.connect(self._count_steps)
        self.wachtzin = NewPassphrase(parent=self)
        self.facts: BackupFacts | None = None

    def _count_steps(self) -> None:
        self.titles = _FOUR[:3] if self.access.way == OLD_PASSPHRASE else _FOUR
        self.moved.emit()

    def pick(self, path: str) -> None:
        """Take another file."""
        self.path = path
        self.picked.emit()

    def check(self) -> dict[str, str]:
        if self.step == KOPIE:
            return {} if self.path else {"bestand": tr("Kies eerst het bestand. De naam eindigt op .dlres.")}
        if self.step == MANIER:
            return self.access.check()
        return self.wachtzin.check() if self.step == WACHTZIN else {}

    def forward(self) -> None:
        gate, path = self._gate, Path(self.path)
        if self.step == KOPIE:
            self._slowly(lambda: gate.look_at_backup(path), self._is_backup)
        elif self.step == MANIER:
            way = self.access.way_in()
            self._slowly(lambda: gate.rehearse(path, way), self._rehearsed)
        elif self.step == PROEF and self.access.way != OLD_PASSPHRASE:
            self.show(WACHTZIN)
        else:
            self._restore()

    def _slowly(self, work: object, then: object) -> None:
        self.set_busy(True)
        self._tasks.slow(work, self, then, self._refused_here)  # type: ignore[arg-type]

    def _is_backup(self, _: object) -> None:
        self.set_busy(False)
        self.show(MANIER)

    def _rehearsed(self, done: Rehearsal) -> None:
        self.set_busy(False)
        self.facts = backup_facts(done, self._clock.now())
        self.show(PROEF)

    def _refused_here(self, fault: Fault) -> None:
        self.set_busy(False)
        if self.step == KOPIE:
            self.checked.emit({"bestand": f"{fault.sentence} {fault.next_step}"})
            return
        errors = self.access.refusal(fault)
        if fault.code == "wachtzin-onjuist" and errors:
            errors = {"wachtzin": tr("Deze wachtzin past niet. Neem die van de dag van de reservekopie.")}
        if errors:
            self.checked.emit(errors)
        else:
            self.failed.emit(fault)

    @property
    def restorable(self) -> bool:
        """True when the rehearsal found nothing wrong."""
        return self.facts is not None and not self.facts.findings

    def _restore(self) -> None:
        if not self.restorable:
            return
        gate, path, way = self._gate, Path(self.path), self.access.way_in()
        fresh = "" if self.access.way == OLD_PASSPHRASE else self.wachtzin.passphrase
        self.set_busy(True)
        self._tasks.slow(lambda: gate.restore(path, way, fresh), self, self._restored, self.refused)

    def _restored(self, opened: object) -> None:
        made = self.facts.made if self.facts is not None else ""
        self.forget()
        self.set_busy(False)
        self.finished.emit((opened, made))

    def end_rehearsal(self) -> None:
        """Leave it at the rehearsal."""
        if not self.busy:
            self.forget()
            self.left.emit()

    def forget(self) -> None:
        """Let go of everything that was typed."""
        self.access.forget()
        self.wachtzin.forget()
