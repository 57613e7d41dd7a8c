"""Agenda: plan the next visit, move it, say that it has been; and an .ics file without anybody's name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from app.changes import Changes
from app.domain.agenda import Agendapunt, Agendasoort, Agendastand
from app.domain.inburgeraar import Inburgeraar
from app.domain.persoonsnummers import refuse_in
from app.faults import Fault, FaultKind
from app.ports import Clock, Ids, Reading, Store
from app.services import personen
from app.services.kalender import day_of, today
from app.services.veldnamen import VELDEN

AFSPRAAK_ONBEKEND = FaultKind(
    "afspraak-onbekend", "Deze afspraak staat niet op dit apparaat.", "Kijk in de agenda."
)
AFSPRAAK_VOORBIJ = FaultKind(
    "afspraak-voorbij", "Deze dag is al voorbij.", "Kies een dag die nog komt, of leg een contact vast."
)
AFSPRAAK_DUUR = FaultKind("afspraak-duur", "De duur klopt niet.", "Vul een duur in van 5 minuten tot 12 uur.")
AGENDA_LEEG = FaultKind(
    "agenda-leeg", "Er staan geen afspraken in de agenda om op te slaan.", "Maak eerst een afspraak."
)
DUUR = (5, 12 * 60)
SOORTNAMEN = {
    Agendasoort.HUISBEZOEK: "Huisbezoek",
    Agendasoort.KANTOOR: "Op kantoor",
    Agendasoort.TELEFOON: "Telefoon",
    Agendasoort.GEMEENTE: "Gemeente",
    Agendasoort.ZORG: "Zorg",
    Agendasoort.SCHOOL: "School",
    Agendasoort.ANDERS: "Iets anders",
}


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """An appointment with whose dossier it stands in."""

    punt: Agendapunt
    naam: str


@dataclass(frozen=True, slots=True)
class AgendaFile:
    """A file for another calendar: its bytes, a name to propose, and how many appointments are in it."""

    data: bytes
    bestandsnaam: str
    aantal: int
    changes: Changes


def ready(punt: Agendapunt, clock: Clock, *, moved: bool = True) -> Agendapunt:
    """Return the appointment as it may be stored; `moved` when its day is new, which must still come."""
    full = replace(
        punt,
        omschrijving=punt.omschrijving.strip(),
        plaats=punt.plaats.strip(),
        wie=punt.wie.strip(),
        tolk=punt.tolk.strip(),
    )
    if not DUUR[0] <= full.duur_minuten <= DUUR[1]:
        raise Fault(AFSPRAAK_DUUR)
    if moved and full.stand is Agendastand.GEPLAND and day_of(full.begint_op) < today(clock):
        raise Fault(AFSPRAAK_VOORBIJ)
    refuse_in(full, VELDEN)
    return full


def add(store: Store, clock: Clock, ids: Ids, punt: Agendapunt, draft_key: str = "") -> tuple[str, Changes]:
    """Store a new appointment; its id is made here and returned."""
    full = ready(replace(punt, id=ids.new()), clock)
    with store.write() as uow:
        personen.require(uow, full.dossier_id)
        uow.add(full)
        if draft_key:
            uow.drop_draft(draft_key)
        return full.id, uow.commit()


def change(store: Store, clock: Clock, punt: Agendapunt, draft_key: str = "") -> tuple[str, Changes]:
    """Store what was changed about an appointment."""
    with store.write() as uow:
        before = uow.get(Agendapunt, punt.id)
        if before is None:
            raise Fault(AFSPRAAK_ONBEKEND)
        uow.replace(ready(punt, clock, moved=before.begint_op != punt.begint_op))
        if draft_key:
            uow.drop_draft(draft_key)
        return punt.id, uow.commit()


def set_stand(store: Store, punt_id: str, stand: Agendastand) -> Changes:
    """Say that an appointment has been, was called off, or stands again."""
    with store.write() as uow:
        before = uow.get(Agendapunt, punt_id)
        if before is None:
            raise Fault(AFSPRAAK_ONBEKEND)
        uow.replace(replace(before, stand=stand))
        return uow.commit()


def get(store: Store, punt_id: str) -> Agendapunt:
    """Return one appointment; Fault AFSPRAAK_ONBEKEND without it."""
    with store.read() as reading:
        found = reading.get(Agendapunt, punt_id)
    if found is None:
        raise Fault(AFSPRAAK_ONBEKEND)
    return found


def coming(store: Store, clock: Clock) -> tuple[AgendaLine, ...]:
    """Return what is planned from today on, over all dossiers, soonest first."""
    with store.read() as reading:
        return coming_in(reading, today(clock))


def coming_in(
    reading: Reading, day: date, until: date | None = None, dossier_id: str = ""
) -> tuple[AgendaLine, ...]:
    """The same inside a reading that is open: from `day`, up to and including `until`, of one dossier or of all."""
    every = reading.of_dossier(Agendapunt, dossier_id) if dossier_id else reading.everything(Agendapunt)
    wanted = [
        each
        for each in every
        if each.stand is Agendastand.GEPLAND
        and day_of(each.begint_op) >= day
        and (until is None or day_of(each.begint_op) <= until)
    ]
    lines = []
    for each in sorted(wanted, key=lambda one: (one.begint_op, one.id)):
        persoon = reading.get(Inburgeraar, each.dossier_id)
        lines.append(AgendaLine(each, persoon.naam if persoon else ""))
    return tuple(lines)


def unfinished_in(reading: Reading, day: date) -> tuple[AgendaLine, ...]:
    """Return what was planned for a day that is over, and of which nobody said how it went; newest first."""
    late = [
        each
        for each in reading.everything(Agendapunt)
        if each.stand is Agendastand.GEPLAND and day_of(each.begint_op) < day
    ]
    lines = []
    for each in sorted(late, key=lambda one: one.begint_op, reverse=True):
        persoon = reading.get(Inburgeraar, each.dossier_id)
        lines.append(AgendaLine(each, persoon.naam if persoon else ""))
    return tuple(lines)


# -- for another calendar


def as_file(store: Store, clock: Clock, dossier_id: str = "") -> AgendaFile:
    """Return what is planned as iCalendar (RFC 5545), and log that it left.

    Another calendar is read by others and by its maker: so no name, no address, no words that somebody typed. Only
    when, how long and what kind; the id leads back to the dossier here.
    """
    with store.write() as uow:
        if dossier_id:
            personen.require(uow, dossier_id)
        lines = coming_in(uow, today(clock), dossier_id=dossier_id)
        if not lines:
            raise Fault(AGENDA_LEEG)
        for touched in sorted({each.punt.dossier_id for each in lines}):
            uow.note_access(touched, "E", soort=Agendapunt.soort)
        changes = uow.commit()
    data = to_ical([each.punt for each in lines], clock.now())
    name = f"afspraken-{today(clock):%Y-%m-%d}.ics"
    return AgendaFile(data=data, bestandsnaam=name, aantal=len(lines), changes=changes)


def to_ical(punten: list[Agendapunt], now: datetime) -> bytes:
    """Return appointments as an iCalendar file, in the order given."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//Doorgaande Lijn//afspraken//NL")
    calendar.add("version", "2.0")
    for each in punten:
        event = Event()
        event.add("uid", f"{each.id}@doorgaande-lijn")
        event.add("dtstamp", now)
        event.add("dtstart", each.begint_op)
        event.add("dtend", each.begint_op + timedelta(minutes=each.duur_minuten))
        event.add("summary", f"Afspraak: {SOORTNAMEN[each.agendasoort].lower()}")
        event.add("class", "PRIVATE")
        calendar.add_component(event)
    data: bytes = calendar.to_ical()
    return data


def in_words(punt: Agendapunt) -> str:
    """Return what an appointment is about on one line."""
    kind = SOORTNAMEN[punt.agendasoort]
    return f"{kind}: {punt.omschrijving}" if punt.omschrijving else kind
