"""Zoeken: people in any spelling or script first, then what was written about them."""

from __future__ import annotations

from app.domain.gegevensbesluiten import Gegevensbesluit, is_beperkt
from app.ports import SearchHit, Store


def find(store: Store, text: str, limit: int = 30, *, closed: bool = False) -> tuple[SearchHit, ...]:
    """Return the best hits; `fragment` marks the matched part as `[[...]]`. Empty text finds nothing.

    Closed dossiers stay closed: only with `closed` somebody looks in them too.
    """
    if not text.strip():
        return ()
    with store.read() as reading:
        shut = {
            dossier_id
            for dossier_id in {each.dossier_id for each in reading.everything(Gegevensbesluit)}
            if is_beperkt(reading.of_dossier(Gegevensbesluit, dossier_id))
        }
        hits = reading.search(text, limit, closed=closed)
        return tuple(hit for hit in hits if hit.dossier_id not in shut)
