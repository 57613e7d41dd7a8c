"""A list of clients from elsewhere: read, shown row by row with what is wrong, and only then taken in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.domain.caseload import VELDNAMEN, CaseloadPlan, CaseloadRij, Rijstand
from app.domain.deeldatum import in_words
from app.faults import Fault
from app.ports import Store
from app.services import import_caseload
from app.services.import_caseload import CaseloadReport
from ui.i18n import counted, tr, whole
from ui.session import Session
from ui.viewmodels.working import Working

HEADINGS = ("Rij", "Naam", "Geboren", "Gevolg", "Wat er aan de hand is")
FIELDS = (("", "(niet overnemen)"), *VELDNAMEN.items())
_WORDS = {
    Rijstand.NIEUW: ("nieuw", "success", "plus"),
    Rijstand.BEKEND: ("is al bekend", "neutral", "check"),
    Rijstand.MOGELIJK_DUBBEL: ("misschien dubbel", "warning", "clients"),
    Rijstand.FOUT: ("fout", "error", "error"),
}
_ORDER = (Rijstand.FOUT, Rijstand.MOGELIJK_DUBBEL, Rijstand.NIEUW, Rijstand.BEKEND)


class CaseloadViewModel(QObject):
    """`planned` when there's a plan; `applied` when it was taken in; `failed(Fault)` for a file that can't be read."""

    planned = Signal()
    applied = Signal()
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.working = Working(session, self)
        self.working.failed.connect(self.failed)
        self.plan: CaseloadPlan | None = None
        self.report: CaseloadReport | None = None
        self._data = b""
        self._name = ""

    def read(self, data: bytes, name: str, mapping: dict[str, str] | None = None) -> None:
        """Read a file and say what would happen; nothing is written."""
        self._data, self._name = data, name
        clock, tasks = self.session.clock, self.session.tasks

        def work(progress: object, cancelled: object) -> CaseloadPlan:
            return tasks.call_store(lambda store: import_caseload.plan(store, clock, data, name, mapping))

        self.working.start(work, self._planned)

    def remap(self, kop: str, veld: str) -> None:
        """Take a column for another field (`""`: leave it out), and plan anew."""
        if self.plan is None or self.plan.kolommen.get(kop, "") == veld:
            return
        mapping = {name: self.plan.kolommen.get(name, "") for name in self.plan.koppen}
        if veld:
            mapping = {name: "" if field == veld else field for name, field in mapping.items()}
        mapping[kop] = veld
        self.read(self._data, self._name, mapping)

    def apply(self) -> None:
        """Take the good rows in, and remember which column was which."""
        plan, session = self.plan, self.session
        if plan is None:
            return

        def work(progress: Callable[[str, int, int], None], cancelled: Callable[[], bool]) -> CaseloadReport:
            def take_in(store: Store) -> CaseloadReport:
                report = import_caseload.apply(
                    store,
                    session.clock,
                    session.ids,
                    plan,
                    progress=lambda done, total: progress(tr("Rijen overnemen"), done, total),
                    cancelled=cancelled,
                )
                import_caseload.remember_mapping(store, plan)
                return report

            report: CaseloadReport = session.tasks.call_store(take_in)
            session.tasks.announce(report.changes, self)
            return report

        self.working.start(work, self._applied)

    def _planned(self, plan: CaseloadPlan) -> None:
        self.plan, self.report = plan, None
        self.planned.emit()

    def _applied(self, report: CaseloadReport) -> None:
        self.report = report
        self.applied.emit()

    def refuse(self, fault: Fault) -> None:
        """Say that a chosen file couldn't be read."""
        self.failed.emit(fault)

    # -- in words

    def counts(self) -> tuple[tuple[str, str, str], ...]:
        """Return (words, tone, icon) for each kind of row that occurs."""
        if self.plan is None:
            return ()
        return tuple(
            (f"{whole(number)} {_WORDS[stand][0]}", _WORDS[stand][1], _WORDS[stand][2])
            for stand in Rijstand
            if (number := self.plan.aantal(stand))
        )

    def rows(self, most: int = 2000) -> tuple[tuple[str, ...], ...]:
        """Return the rows in words, what is wrong first."""
        if self.plan is None:
            return ()
        every = sorted(self.plan.rijen, key=lambda rij: (_ORDER.index(rij.stand), rij.rij))
        return tuple(_words_of(rij) for rij in every[:most])

    def columns(self) -> tuple[tuple[str, str, str], ...]:
        """Return (header, field, remark) for each column of the sheet."""
        if self.plan is None:
            return ()
        refused = {fout.kolom: fout.reden for fout in self.plan.geweigerd}
        return tuple((kop, self.plan.kolommen.get(kop, ""), refused.get(kop, "")) for kop in self.plan.koppen)

    @property
    def outcome(self) -> str:
        """What taking in did, in one sentence."""
        report = self.report
        if report is None:
            return ""
        words = tr(
            "{added} toegevoegd, {skipped} overgeslagen, {bad} met een fout.",
            added=counted(report.toegevoegd, "cliënt", "cliënten"),
            skipped=whole(report.overgeslagen),
            bad=whole(report.fout),
        )
        return tr("Gestopt. ") + words if report.gestopt else words


def _words_of(rij: CaseloadRij) -> tuple[str, ...]:
    problems = [f"{fout.kolom}: {fout.reden}" for fout in (*rij.fouten, *rij.let_op)]
    if rij.reden:
        problems.insert(0, rij.reden)
    person = rij.persoon
    return (
        str(rij.rij),
        person.naam if person else "",
        in_words(person.geboortedatum) if person else "",
        _WORDS[rij.stand][0],
        " ".join(problems),
    )
