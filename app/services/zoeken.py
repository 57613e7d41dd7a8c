"""Zoeken: people in any spelling or script first, then what was written about them."""

from __future__ import annotations

from app.domain.gegevensbesluiten import Gegevensbesluit, is_beperkt
from app.ports import SearchHit, Store


def find(store: Store, text: str, limit: int = 30) -> tuple[SearchHit, ...]:
    """Return the best hits; `fragment` marks the matched part as `[[...]]`. Empty text finds nothing."""
    if not text.strip():
        return ()
    with store.read() as reading:
        shut = {
            dossier_id
            for dossier_id in {each.dossier_id for each in reading.everything(Gegevensbesluit)}
            if is_beperkt(reading.of_dossier(Gegevensbesluit, dossier_id))
        }
        return tuple(hit for hit in reading.search(text, limit) if hit.dossier_id not in shut)
