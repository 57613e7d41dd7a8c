"""What an import would do or did, as plain facts for both faces."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.changes import Changes
from app.faults import Fault
from app.ports import BatchStand


class Outcome(StrEnum):
    """What becomes of one op at the register."""

    NIEUW = "nieuw"
    GEWIJZIGD = "gewijzigd"
    GELIJK = "gelijk"
    BOTSING = "botsing"
    GEWEIGERD = "geweigerd"
    WACHT = "wacht"
    APART = "apart"
    DUBBEL = "dubbel"
    INTREKKING = "intrekking"


class Chain(StrEnum):
    """Whether everything that the sender sent before is there."""

    HEEL = "heel"
    GAT = "gat"
    VORK = "vork"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRow:
    """One op: whose, on what, what becomes of it and why. `klok_seconden` is how far the writer's clock is ahead.

    `naam` and `titel` are of what is taken over; of what was refused nothing is here to be named.
    """

    op_id: str
    batch: str
    afzender: str
    actor: str
    dossier_id: str
    soort: str
    record_id: str
    uitkomst: Outcome
    reden: str = ""
    velden: tuple[str, ...] = ()
    klok_seconden: int = 0
    naam: str = ""
    titel: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchLine:
    """One batch: who signed it, the fingerprint to compare aloud, whether its chain is whole, and its state."""

    digest: str
    name: str
    afzender: str
    device_id: str
    vingerafdruk: str
    epoch: int
    seq: int
    count: int
    keten: Chain
    stand: BatchStand
    reden: str = ""
    received_op: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What an import would do; nothing was written. `verandert` is the share of the records that it would change."""

    batches: tuple[BatchLine, ...]
    rows: tuple[ImportRow, ...]
    set_aside: tuple[BatchLine, ...]
    records_before: int = 0

    @property
    def counts(self) -> Mapping[str, int]:
        """How many ops per outcome."""
        return count_outcomes(self.rows)

    @property
    def verandert(self) -> float:
        changed = (
            self.counts[Outcome.GEWIJZIGD] + self.counts[Outcome.BOTSING] + self.counts[Outcome.INTREKKING]
        )
        return changed / self.records_before if self.records_before else 0.0

    @property
    def recovery_point_advised(self) -> bool:
        """True when more than 1 % of the records would change: make an encrypted recovery point first."""
        return self.verandert > 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did. When `cancelled` or with a `fault`, what was done before it stands and the rest can go on."""

    batches: tuple[BatchLine, ...]
    rows: tuple[ImportRow, ...]
    changes: Changes
    cancelled: bool = False
    fault: Fault | None = None

    @property
    def counts(self) -> Mapping[str, int]:
        return count_outcomes(self.rows)


def count_outcomes(rows: tuple[ImportRow, ...]) -> Mapping[str, int]:
    """Return the number of rows per outcome; every outcome is there, also with 0."""
    found = Counter(row.uitkomst for row in rows)
    return {outcome: found.get(outcome, 0) for outcome in Outcome}


@dataclass(slots=True)
class Tally:
    """Rows and lines while an import runs."""

    batches: list[BatchLine] = field(default_factory=list)
    rows: list[ImportRow] = field(default_factory=list)
    changes: Changes = field(default_factory=Changes)
