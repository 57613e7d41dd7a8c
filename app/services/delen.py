"""Delen: the honest line at the bottom and the queue in human words; nothing of transport itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.domain.ops import Deelstand
from app.ports import Store, SyncFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncLine:
    """One calm sentence. `hand_nodig` is True only when a person has to do something."""

    facts: SyncFacts
    tekst: str
    hand_nodig: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueItem:
    """One record on its way, in words: what it is, whose, where it stands and why."""

    dossier_id: str
    naam: str
    soort: str
    soort_naam: str
    record_id: str
    titel: str
    stand: Deelstand
    uitleg: str
    sinds: datetime | None


def line(store: Store) -> SyncLine:
    """Return the line: what isn't shared yet, what waits for a person, and the last success."""
    raise NotImplementedError


def queue(store: Store, limit: int = 500) -> tuple[QueueItem, ...]:
    """Return what waits, what stays and why, oldest first."""
    raise NotImplementedError
