"""Vandaag: what needs somebody today, for who visits and for who coordinates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.domain.inburgeraar import Inburgeraar
from app.domain.signalen import Signaalstand, Signaalstap
from app.domain.taken import Taak
from app.ports import BatchIn, BatchStand, ClientFilter, Clock, Conflict, Draft, Reading, SignalRow, Store
from app.services import agenda, delen, termijnen, vragen
from app.services.agenda import AgendaLine
from app.services.delen import SyncLine
from app.services.kalender import today
from app.services.signaleringen import OverdueSignal, most_urgent_first, overdue_rows
from app.services.taken import soonest_first
from app.services.termijnen import Deadline, DeadlineSoort
from app.services.vragen import QuestionView

_ANSWERS_SHOWN = timedelta(days=14)
PLAATS = "plaats"
"""The draft in which the window keeps where somebody was; nothing unfinished."""
_TASKS_AHEAD = timedelta(days=14)
_AGENDA_AHEAD = timedelta(days=7)
_ANSWERED = frozenset(
    {Signaalstand.BELEGD, Signaalstand.OPGEPAKT, Signaalstand.AFGESLOTEN, Signaalstand.NIET_OPGEPAKT}
)
_UNDECIDED = frozenset(
    {Signaalstand.GENOTEERD, Signaalstand.BESPROKEN, Signaalstand.GEMELD, Signaalstand.ONTVANGEN}
)
_SCREENS = {
    "contact": "Contact",
    "checklist": "Ingevulde lijst",
    "toestemming": "Gesprek over toestemming",
    "grondslag": "Grondslag",
    "grondslag-stop": "Grondslag stoppen",
    "pvt": "PVT-bijeenkomst",
    "dossier": "Nieuwe cliënt",
    "overdracht": "Overdracht",
    "signaal": "Signaal",
    "lijn": "Stap op de doorgaande lijn",
    "stap": "Stap bij een signaal",
    "taak": "Taak",
    "doel": "Doel van het plan",
    "plan-kader": "Sterke kanten en wensen",
    "plan-tekenen": "Tekenen van het plan",
    "afspraak": "Afspraak in de agenda",
    "brief": "Brief",
    "vraag": "Vraag aan de coördinator",
    "antwoord": "Antwoord op een vraag",
    "inburgeringstraject": "Inburgering",
    "urenstaat": "Uren",
    "examen": "Examen",
    "loopbaanstap": "Leren en werken",
    "huishoudlid": "Huishouden",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskLine:
    """A task with whose dossier it belongs to; `te_laat` when its day is over."""

    taak: Taak
    naam: str
    te_laat: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLine:
    """Something unfinished: what it is in words, whose dossier, and when it was last stored."""

    draft: Draft
    naam: str
    titel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Vandaag:
    """The start screen of a volunteer or begeleider.

    `questions` are ours that were answered, and `answers` signals on which somebody else took a step, both in the last
    two weeks and newest first; `tasks` those that are late, due within two weeks, or without a date; `agenda` what went
    by without a word, and what is planned this week.
    """

    op: date
    naam: str
    deadlines: tuple[Deadline, ...]
    drafts: tuple[DraftLine, ...]
    tasks: tuple[TaskLine, ...]
    answers: tuple[SignalRow, ...]
    overdue: tuple[OverdueSignal, ...]
    decisions: int
    clients: int
    sync: SyncLine
    questions: tuple[QuestionView, ...] = ()
    agenda: tuple[AgendaLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchLine:
    """A batch that came in and waits: from whom, since when, how many changes, and how it stands."""

    batch: BatchIn
    apparaat: str
    sinds: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VandaagCoordinator:
    """The start screen of a coordinator. `undecided` are signals neither assigned nor answered, most urgent first."""

    op: date
    naam: str
    batches: tuple[BatchLine, ...]
    undecided: tuple[SignalRow, ...]
    overdue: tuple[OverdueSignal, ...]
    conflicts: tuple[Conflict, ...]
    drafts: tuple[DraftLine, ...]
    clients: int
    devices: int
    sync: SyncLine
    questions: tuple[QuestionView, ...] = ()


def for_volunteer(store: Store, clock: Clock) -> Vandaag:
    """Return what a volunteer or begeleider should see first."""
    day = today(clock)
    with store.read() as reading:
        people = reading.names()
        signals = reading.signals()
        found = termijnen.everywhere_in(reading, day)
        return Vandaag(
            op=day,
            naam=store.profile.naam,
            # Overdue signals have a place of their own on this screen.
            deadlines=tuple(each for each in found if each.soort is not DeadlineSoort.SIGNAAL),
            drafts=_drafts(reading, people),
            tasks=_tasks(reading, people, day),
            answers=_answers(reading, store.profile.naam, clock.now()),
            overdue=overdue_rows(signals, day),
            decisions=reading.ledger.facts().decisions,
            clients=reading.count_clients(ClientFilter()),
            sync=delen.line_of(reading),
            questions=vragen.answered(vragen.every_in(reading), store.profile.naam, clock.now()),
            agenda=(
                *agenda.unfinished_in(reading, day),
                *agenda.coming_in(reading, day, day + _AGENDA_AHEAD),
            ),
        )


def _drafts(reading: Reading, people: Mapping[str, str]) -> tuple[DraftLine, ...]:
    return tuple(
        DraftLine(draft=each, naam=people.get(each.dossier_id, ""), titel=draft_title(each.sleutel))
        for each in reading.drafts()
        if each.sleutel != PLAATS
    )


def draft_title(sleutel: str) -> str:
    """Return in words which screen a draft belongs to: its key begins with the screen's name and a colon."""
    screen = sleutel.replace("/", ":").partition(":")[0]
    return _SCREENS.get(screen, "Niet afgemaakt")


def _tasks(reading: Reading, people: Mapping[str, str], day: date) -> tuple[TaskLine, ...]:
    return tuple(
        TaskLine(
            taak=each,
            naam=people.get(each.dossier_id, ""),
            te_laat=each.voor_op is not None and each.voor_op < day,
        )
        for each in soonest_first(reading.everything(Taak))
        if each.voor_op is None or each.voor_op <= day + _TASKS_AHEAD
    )


def _answers(reading: Reading, me: str, now: datetime) -> tuple[SignalRow, ...]:
    recent = [
        row
        for row in reading.signals(only_open=False)
        if row.stand in _ANSWERED and row.stap_op > now - _ANSWERS_SHOWN
    ]
    # Read at once: a query per signal made this screen slow for who has many.
    last: dict[str, Signaalstap] = {}
    for step in reading.everything(Signaalstap) if recent else ():
        known = last.get(step.signaal_id)
        if known is None or (step.gezet_op, step.id) > (known.gezet_op, known.id):
            last[step.signaal_id] = step
    answered = [row for row in recent if row.signaal_id in last and last[row.signaal_id].door != me]
    return tuple(sorted(answered, key=lambda row: row.stap_op, reverse=True))


def for_coordinator(store: Store, clock: Clock) -> VandaagCoordinator:
    """Return what a coordinator should see first."""
    day = today(clock)
    with store.read() as reading:
        ledger = reading.ledger
        devices = {each.device_id: each.naam for each in ledger.devices()}
        waiting = ledger.batches_in(BatchStand.BINNEN, BatchStand.WACHT_OP_DEEL, BatchStand.GEWEIGERD)
        signals = reading.signals()
        undecided = [row for row in signals if row.stand in _UNDECIDED]
        drafts = tuple(each for each in reading.drafts() if each.sleutel != PLAATS)
        named = {each.dossier_id: _name(reading, each.dossier_id) for each in drafts}
        return VandaagCoordinator(
            op=day,
            naam=store.profile.naam,
            batches=tuple(
                BatchLine(batch=each, apparaat=devices.get(each.sender, "onbekend"), sinds=each.received_op)
                for each in waiting
            ),
            undecided=most_urgent_first(undecided),
            overdue=overdue_rows(signals, day),
            conflicts=ledger.conflicts(),
            drafts=_drafts(reading, named),
            clients=reading.count_clients(ClientFilter()),
            devices=len(devices),
            sync=delen.line_of(reading),
            questions=vragen.waiting(vragen.every_in(reading), store.profile.naam),
        )


def _name(reading: Reading, dossier_id: str) -> str:
    persoon = reading.get(Inburgeraar, dossier_id) if dossier_id else None
    return persoon.naam if persoon else ""
