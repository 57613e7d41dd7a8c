"""Vandaag: what needs somebody today, for who visits and for who coordinates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from app.domain.taken import Taak
from app.ports import BatchIn, Clock, Conflict, Draft, SignalRow, Store
from app.services.delen import SyncLine
from app.services.signaleringen import OverdueSignal
from app.services.termijnen import Deadline


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
    """The start screen of a volunteer or begeleider."""

    op: date
    naam: str
    deadlines: tuple[Deadline, ...]
    drafts: tuple[DraftLine, ...]
    tasks: tuple[TaskLine, ...]
    answers: tuple[SignalRow, ...]
    """Signals on which somebody at the gemeente took a step in the last two weeks, newest first."""
    overdue: tuple[OverdueSignal, ...]
    decisions: int
    clients: int
    sync: SyncLine


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchLine:
    """A batch that came in and waits: from whom, since when, how many changes, and how it stands."""

    batch: BatchIn
    apparaat: str
    sinds: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VandaagCoordinator:
    """The start screen of a coordinator."""

    op: date
    naam: str
    batches: tuple[BatchLine, ...]
    undecided: tuple[SignalRow, ...]
    """Signals that came in and were neither assigned nor answered, most urgent first."""
    overdue: tuple[OverdueSignal, ...]
    conflicts: tuple[Conflict, ...]
    deadlines: tuple[Deadline, ...]
    clients: int
    devices: int
    sync: SyncLine


def for_volunteer(store: Store, clock: Clock) -> Vandaag:
    """Return what a volunteer or begeleider should see first."""
    raise NotImplementedError


def for_coordinator(store: Store, clock: Clock) -> VandaagCoordinator:
    """Return what a coordinator should see first."""
    raise NotImplementedError
