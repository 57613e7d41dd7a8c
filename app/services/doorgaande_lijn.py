"""The eight steps of one dossier and the four files that must travel along."""

from __future__ import annotations

from app.changes import Changes
from app.domain.doorgaande_lijn import Bestandsoverdracht, Lijnstap
from app.ports import Clock, Ids, Store


def save_step(store: Store, clock: Clock, ids: Ids, stap: Lijnstap) -> tuple[str, Changes]:
    """Store what is known of one step (one record per step and dossier)."""
    raise NotImplementedError


def go_to(store: Store, clock: Clock, ids: Ids, dossier_id: str, fase: int) -> Changes:
    """Put the dossier on another step today: the step it leaves is closed, the new one begun."""
    raise NotImplementedError


def save_transfer(
    store: Store, clock: Clock, ids: Ids, overdracht: Bestandsoverdracht
) -> tuple[str, Changes]:
    """Store where one of the four file transfers stands (one record per file and dossier)."""
    raise NotImplementedError
