"""The agenda: what is planned per day, one appointment being made or changed, and a file for another calendar."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QObject, Signal

from app.changes import Changes
from app.domain.agenda import Agendapunt, Agendasoort, Agendastand
from app.ports import Store
from app.services import agenda, bestanden, personen
from app.services.agenda import SOORTNAMEN, AgendaLine, in_words
from app.services.kalender import add_workdays, day_of, local, today
from ui.i18n import apart, clock_time, long_day, relative_day, tr
from ui.navigation import Route
from ui.session import Session
from ui.viewmodels.editing import number_problem
from ui.viewmodels.lines import Line
from ui.viewmodels.live import LiveViewModel
from ui.viewmodels.revising import RevisingViewModel, Stored

_ICONS = {
    Agendasoort.HUISBEZOEK: "home-visit",
    Agendasoort.KANTOOR: "contact",
    Agendasoort.TELEFOON: "phone",
    Agendasoort.GEMEENTE: "places",
    Agendasoort.ZORG: "heart",
    Agendasoort.SCHOOL: "school",
    Agendasoort.ANDERS: "calendar",
}
SOORTEN = tuple((each.value, SOORTNAMEN[each], _ICONS[each]) for each in Agendasoort)


def agenda_line(each: AgendaLine, day: date, *, named: bool = True, dated: bool = True) -> Line:
    """Return an appointment as a line that leads to it."""
    punt = each.punt
    when = clock_time(punt.begint_op)
    if dated:
        there = day_of(punt.begint_op)
        when = (
            f"{relative_day(there, day)} {when}" if there >= day else tr("was {when}", when=long_day(there))
        )
    who = apart(each.naam) if named else ""
    where = ", ".join(
        part for part in (punt.plaats, tr("tolk: {who}", who=punt.tolk) if punt.tolk else "") if part
    )
    return Line(
        key=punt.id,
        title=who or in_words(punt),
        meta=" · ".join(part for part in (when, in_words(punt) if who else "", punt.wie) if part),
        text=where,
        icon=_ICONS[punt.agendasoort],
        route=Route("afspraak", {"dossier": punt.dossier_id, "punt": punt.id}),
        dossier_id=punt.dossier_id,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaFacts:
    """The page: days with their appointments, and what went by without a word."""

    dagen: tuple[tuple[str, tuple[Line, ...]], ...]
    voorbij: tuple[Line, ...]
    aantal: int


class AgendaViewModel(LiveViewModel[AgendaFacts]):
    """Everything that is planned. `saved_as(name, count)` when the file for another calendar is there."""

    kinds = ("agendapunt", "inburgeraar")
    saved_as = Signal(str, int)
    refused = Signal(object)

    def query(self) -> Callable[[Store], AgendaFacts]:
        day = today(self.session.clock)

        def read(store: Store) -> AgendaFacts:
            with store.read() as reading:
                found = agenda.coming_in(reading, day)
                late = agenda.unfinished_in(reading, day)
            days: dict[date, list[Line]] = {}
            for each in found:
                days.setdefault(day_of(each.punt.begint_op), []).append(agenda_line(each, day, dated=False))
            return AgendaFacts(
                dagen=tuple(
                    (
                        f"{long_day(one)[:1].upper()}{long_day(one)[1:]} ({relative_day(one, day)})",
                        tuple(lines),
                    )
                    for one, lines in days.items()
                ),
                voorbij=tuple(agenda_line(each, day) for each in late),
                aantal=len(found),
            )

        return read

    def proposed_name(self) -> str:
        """Return a name for the file."""
        return f"afspraken-{today(self.session.clock):%Y-%m-%d}.ics"

    def save_file(self, path: str) -> None:
        """Store what is planned as .ics at `path`; it is logged per dossier."""
        clock = self.session.clock

        def work(store: Store) -> tuple[int, Changes]:
            with bestanden.saving(path) as put:
                made = agenda.as_file(store, clock)
                put(made.data)
            return made.aantal, made.changes

        self.session.act(
            work, self, lambda count: self.saved_as.emit(Path(path).name, count), self.refused.emit
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AfspraakVelden:
    """What the fields of an appointment hold; `moment` is Dutch clock time."""

    moment: datetime | None = None
    duur: int | None = 60
    soort: str = Agendasoort.HUISBEZOEK.value
    omschrijving: str = ""
    plaats: str = ""
    wie: str = ""
    tolk: str = ""
    stand: str = Agendastand.GEPLAND.value


@dataclass(frozen=True, slots=True, kw_only=True)
class AfspraakForm:
    """The fields, as they were when this began, and which appointment that was."""

    shown: AfspraakVelden = field(default_factory=AfspraakVelden)
    basis: AfspraakVelden = field(default_factory=AfspraakVelden)
    basis_id: str = ""


class AfspraakViewModel(RevisingViewModel):
    """Make an appointment, or change one."""

    form_type = AfspraakForm
    kinds = ("agendapunt",)
    captions: ClassVar[Mapping[str, str]] = {
        "moment": "Wanneer",
        "duur": "Duur",
        "soort": "Soort afspraak",
        "omschrijving": "Waar gaat het over",
        "plaats": "Waar",
        "wie": "Wie gaat mee",
        "tolk": "Tolk",
        "stand": "Stand",
    }

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, AfspraakForm(), parent)
        self.punt_id = ""
        self._punt: Agendapunt | None = None

    def load(self, dossier_id: str, punt_id: str = "") -> None:
        """Show an appointment, or an empty form for this client."""
        self.punt_id = punt_id
        self.start(dossier_id, f"afspraak:{dossier_id}" + (f":{punt_id}" if punt_id else ""))

    @property
    def is_new(self) -> bool:
        return not self.punt_id

    def today(self) -> date:
        """Return today here."""
        return today(self.session.clock)

    def stored(self) -> Callable[[Store], Stored[AfspraakVelden]]:
        dossier_id, punt_id = self.dossier_id, self.punt_id
        # A week from now, and not in a weekend.
        day = add_workdays(self.today() + timedelta(days=7), 0)
        soon = local(self.session.clock.now()).replace(hour=10, minute=0, second=0, microsecond=0)
        soon = soon.replace(year=day.year, month=day.month, day=day.day)

        def read(store: Store) -> Stored[AfspraakVelden]:
            with store.read() as reading:
                persoon = personen.require(reading, dossier_id)
            if not punt_id:
                tolk = ", ".join(persoon.talen[:1]) if persoon.tolk_nodig else ""
                fields = AfspraakVelden(moment=soon, tolk=tolk)
                return Stored(id="", fields=fields, naam=persoon.naam)
            punt = agenda.get(store, punt_id)
            return Stored(id=punt.id, fields=_fields_of(punt), naam=persoon.naam)

        return read

    def problems(self) -> dict[str, str]:
        """Say for each field that isn't right yet what to do."""
        shown: AfspraakVelden = self.form.shown
        found: dict[str, str] = {}
        moved = shown.moment != self.form.basis.moment or self.is_new
        if shown.moment is None:
            found["moment"] = tr("Vul de dag en de tijd in.")
        elif moved and shown.moment.date() < self.today() and shown.stand == Agendastand.GEPLAND.value:
            found["moment"] = tr("Deze dag is voorbij. Kies een dag die nog komt.")
        if not shown.duur or not agenda.DUUR[0] <= shown.duur <= agenda.DUUR[1]:
            found["duur"] = tr("Vul een duur in van 5 minuten tot 12 uur.")
        for key in ("omschrijving", "plaats", "wie", "tolk"):
            if sentence := number_problem(self.captions[key], getattr(shown, key)):
                found[key] = sentence
        return found

    def save(self) -> None:
        """Store the appointment; the draft goes in the same transaction."""
        punt, key, new = self._made(), self.draft_key, self.is_new
        clock, ids = self.session.clock, self.session.ids

        def work(store: Store) -> tuple[str, Changes]:
            if new:
                return agenda.add(store, clock, ids, punt, key)
            kept = agenda.get(store, punt.id)
            return agenda.change(store, clock, replace(punt, categorieen=kept.categorieen), key)

        self.store(work)

    def _made(self) -> Agendapunt:
        shown: AfspraakVelden = self.form.shown
        assert shown.moment is not None
        return Agendapunt(
            id=self.punt_id,
            dossier_id=self.dossier_id,
            begint_op=shown.moment,
            duur_minuten=shown.duur or 60,
            agendasoort=Agendasoort(shown.soort),
            omschrijving=shown.omschrijving,
            plaats=shown.plaats,
            wie=shown.wie,
            tolk=shown.tolk,
            stand=Agendastand(shown.stand),
        )


def _fields_of(punt: Agendapunt) -> AfspraakVelden:
    return AfspraakVelden(
        moment=local(punt.begint_op),
        duur=punt.duur_minuten,
        soort=punt.agendasoort.value,
        omschrijving=punt.omschrijving,
        plaats=punt.plaats,
        wie=punt.wie,
        tolk=punt.tolk,
        stand=punt.stand.value,
    )
