"""That a profile was put back, saved or rolled back, told once to whoever opens it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from app.faults import Fault
from app.ports import Store
from app.services.backups import RESTORED_SETTING

TOLD_SETTING = "teruggezet.verteld"


@dataclass(frozen=True, slots=True, kw_only=True)
class Teruggezet:
    """`gemaakt_op` when it came out of a backup; `gered` out of a damaged store; `ouder` when the store is one of an
    earlier moment. `ingetrokken` and `gewist` say how much was replayed of what happened since.
    """

    gemaakt_op: datetime | None
    gered: bool
    ouder: bool
    ingetrokken: int
    gewist: int


def news(store: Store) -> Teruggezet | None:
    """Return what became of this profile when nobody was told yet, and note that it is told; else None."""
    with store.read() as reading:
        kept = reading.setting(RESTORED_SETTING)
        told = reading.setting(TOLD_SETTING)
    if not isinstance(kept, dict) or kept.get("op") == told:
        return None
    with suppress(Fault), store.write() as uow:
        uow.put_setting(TOLD_SETTING, kept.get("op"))
        uow.commit()
    if kept.get("anker") == "anker-weg":
        # Only the anchor is gone: nothing is known to be missing.
        return None
    made = kept.get("gemaakt_op")
    return Teruggezet(
        gemaakt_op=datetime.fromisoformat(made) if made else None,
        gered=bool(kept.get("gered")),
        ouder="anker" in kept,
        ingetrokken=int(kept.get("ingetrokken", 0)),
        gewist=int(kept.get("gewist", 0)),
    )
