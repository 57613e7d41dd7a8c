"""What this device handed over to a colleague and has no receipt for yet."""

from __future__ import annotations

from app.ports import Store

SETTING = "sync.overgedragen"
"""Kept by sync.moving; by transfer."""


def waiting(store: Store) -> int:
    """Return how many files with dossiers wait for their receipt."""
    with store.read() as reading:
        return len(reading.setting(SETTING) or {})
