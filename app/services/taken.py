"""Tasks: what somebody agreed to do, and by when."""

from __future__ import annotations

from datetime import date

from app.changes import Changes
from app.domain.taken import Taak
from app.faults import FaultKind
from app.ports import Clock, Ids, Store

TAAK_LEEG = FaultKind(
    "taak-leeg",
    "Er staat nog niet wat er moet gebeuren.",
    "Schrijf in een paar woorden wat er moet gebeuren.",
)
TAAK_ONBEKEND = FaultKind("taak-onbekend", "Deze taak staat niet op dit apparaat.", "Ververs het scherm.")


def add(store: Store, clock: Clock, ids: Ids, taak: Taak) -> tuple[str, Changes]:
    """Store a new task; its id is made here."""
    raise NotImplementedError


def change(store: Store, taak: Taak) -> Changes:
    """Store another text, date or person."""
    raise NotImplementedError


def finish(store: Store, clock: Clock, taak_id: str, *, done: bool = True) -> Changes:
    """Tick a task off today, or (`done=False`) take the tick away."""
    raise NotImplementedError


def still_open(store: Store, dossier_id: str = "", until: date | None = None) -> tuple[Taak, ...]:
    """Return the tasks that aren't done, soonest first; those without a date come last."""
    raise NotImplementedError
