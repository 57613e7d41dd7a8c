"""Parts of a step on the line: the assessment of then, the intake of now, hours of voorinburgering; stored at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal

from app.domain.lijnonderdelen import Lijnonderdeel, Onderdeelgroep, Onderdeelstand, Urenstand
from app.ports import Store
from app.services import catalogue, voortgang
from app.services.kalender import today
from ui.i18n import tr
from ui.viewmodels.editing import number_problem, options_of
from ui.viewmodels.live import LiveViewModel

GROEPEN = {
    3: ((Onderdeelgroep.INTAKE, "Intake van nu"), (Onderdeelgroep.NOA, "Assessment van vroeger (NOA)")),
    5: ((Onderdeelgroep.VOORINBURGERING, "Voorinburgering"),),
}
"""Which parts belong to which step, under which heading."""

STANDEN = options_of(
    {
        Onderdeelstand.GEDAAN: ("Gedaan", ""),
        Onderdeelstand.NIET_GEDAAN: ("Niet gedaan", ""),
        Onderdeelstand.MEEGEGEVEN: ("Meegegeven", ""),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartFacts:
    """One part: what it is, and what is known. `in_hours` asks for hours, `gevoelig` never for an outcome."""

    groep: str
    key: str
    title: str
    explanation: str
    stand: str
    datum: date | None
    uitkomst: str
    uren: int | None
    uren_van: int
    gevoelig: bool

    @property
    def in_hours(self) -> bool:
        return self.groep == Onderdeelgroep.VOORINBURGERING


@dataclass(frozen=True, slots=True, kw_only=True)
class PartsFacts:
    """Every part of every step, and the hours of voorinburgering in all."""

    parts: tuple[PartFacts, ...]
    uren: Urenstand


class PartsViewModel(LiveViewModel[PartsFacts]):
    """`put` stores one part; `refused(key, sentence)` when it can't be right."""

    kinds = (Lijnonderdeel.soort,)
    refused = Signal(str, str)

    def open(self, dossier_id: str) -> None:
        """Show the parts of this dossier."""
        if dossier_id != self.dossier_id:
            self.facts = None
        self.dossier_id = dossier_id
        self.wake()

    def today(self) -> date:
        """Return today here."""
        return today(self.session.clock)

    def query(self) -> Callable[[Store], PartsFacts]:
        dossier_id, day = self.dossier_id, self.today()

        def read(store: Store) -> PartsFacts:
            with store.read() as reading:
                known = {
                    (each.groep, each.onderdeel): each
                    for each in reading.of_dossier(Lijnonderdeel, dossier_id)
                }
                hours = voortgang.voorinburgering(reading, dossier_id, day)
            given = {each.key: each.uren for each, _ in hours.per_onderdeel}
            parts = []
            for each in catalogue.lijnonderdelen():
                stored = known.get((each.groep, each.key))
                parts.append(
                    PartFacts(
                        groep=each.groep,
                        key=each.key,
                        title=each.naam,
                        explanation=each.uitleg,
                        stand="" if stored is None or stored.stand == "onbekend" else stored.stand,
                        datum=stored.gedaan_op if stored else None,
                        uitkomst=stored.uitkomst if stored else "",
                        uren=stored.uren if stored else None,
                        uren_van=given.get(each.key, 0),
                        gevoelig=each.gevoelig,
                    )
                )
            return PartsFacts(parts=tuple(parts), uren=hours)

        return read

    def number(self, text: str) -> str:
        """Return why an outcome can't stay when it holds a BSN or V-nummer, else `""`."""
        return number_problem(tr("Uitkomst"), text)

    def put(self, facts: PartFacts, stand: str, datum: date | None, uitkomst: str, uren: int | None) -> None:
        """Store what is known of one part."""
        session = self.session
        part = Lijnonderdeel(
            id="",
            dossier_id=self.dossier_id,
            groep=Onderdeelgroep(facts.groep),
            onderdeel=facts.key,
            stand=Onderdeelstand(stand or "onbekend"),
            gedaan_op=datum,
            uitkomst=uitkomst.strip(),
            uren=uren,
            door=session.profile.naam,
            gevoelig=facts.gevoelig,
        )
        key = f"{facts.groep}:{facts.key}"
        session.act(
            lambda store: voortgang.save_part(store, session.clock, session.ids, part),
            self,
            lambda _: self.refused.emit(key, ""),
            lambda fault: self.refused.emit(key, f"{fault.sentence} {fault.next_step}".strip()),
        )
