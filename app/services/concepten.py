"""Concepten: unfinished screens, kept encrypted in the store within two seconds of typing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.changes import Changes
from app.ports import Draft, Store


def save(store: Store, sleutel: str, dossier_id: str, inhoud: Mapping[str, Any]) -> Changes:
    """Keep the fields of an unfinished screen as plain values; the same key again replaces them."""
    with store.write() as uow:
        uow.save_draft(sleutel, dossier_id, inhoud)
        return uow.commit()


def load(store: Store, sleutel: str) -> Draft | None:
    """Return what was kept under this key."""
    with store.read() as reading:
        return reading.draft(sleutel)


def drop(store: Store, sleutel: str) -> Changes:
    """Throw an unfinished screen away."""
    with store.write() as uow:
        uow.drop_draft(sleutel)
        return uow.commit()


def unfinished(store: Store, dossier_id: str = "") -> tuple[Draft, ...]:
    """Return everything unfinished, newest first."""
    with store.read() as reading:
        return reading.drafts(dossier_id)
