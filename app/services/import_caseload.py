"""Import of a coordinator's list of clients: plan first, then apply what is good, row by row accounted for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.changes import Changes
from app.domain.caseload import CaseloadPlan
from app.ports import Clock, Ids, Store

Progress = Callable[[int, int], None]
"""Called with (rows done, rows in all)."""
Cancelled = Callable[[], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseloadReport:
    """What applying did: counts of rows, and whether it was stopped before the end."""

    toegevoegd: int
    overgeslagen: int
    fout: int
    gestopt: bool
    dossier_ids: tuple[str, ...]
    changes: Changes


def plan(
    store: Store, clock: Clock, data: bytes, filename: str, mapping: Mapping[str, str] | None = None
) -> CaseloadPlan:
    """Read a CSV or XLSX and say per row what would happen; nothing is written.

    `mapping` gives column header -> field (`""` ignores the column); without it the mapping remembered for these
    headers is used, else what the headers are recognised as. Raises a Fault for a file that can't be read.
    """
    raise NotImplementedError


def apply(
    store: Store,
    clock: Clock,
    ids: Ids,
    plan: CaseloadPlan,
    *,
    ook_mogelijk_dubbel: frozenset[int] = frozenset(),
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> CaseloadReport:
    """Open a dossier for every new row, in chunks; a row that turned up meanwhile is skipped, so it can be run again.

    `ook_mogelijk_dubbel` are the numbers of doubtful rows that a person chose to add all the same.
    """
    raise NotImplementedError


def remember_mapping(store: Store, plan: CaseloadPlan) -> Changes:
    """Keep the plan's mapping for the next file with the same headers."""
    raise NotImplementedError
