"""Zoeken: people in any spelling or script first, then what was written about them."""

from __future__ import annotations

from app.ports import SearchHit, Store


def find(store: Store, text: str, limit: int = 30) -> tuple[SearchHit, ...]:
    """Return the best hits; `fragment` marks the matched part as `[[...]]`. Empty text finds nothing."""
    if not text.strip():
        return ()
    with store.read() as reading:
        return reading.search(text, limit)
