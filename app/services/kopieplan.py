"""Where backups go, whether they are made by themselves, and when it is time to be reminded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.changes import Changes
from app.ports import Reading, Store
from app.services import backups

PLACE_SETTING = "reservekopie.plek"
SELF_SETTING = "reservekopie.vanzelf"
MAKE_AFTER = timedelta(days=1)
"""How old the newest backup must be before another one is made by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KopieStand:
    """How it stands with backups: `plek` is `""` when none was chosen, `laatst` None when none was ever made.

    A backup only counts once it was opened again and checked, so `laatst` is also when it was verified.
    `dagen` is how many days ago when somebody must be reminded; -1 for never made, None when all is well.
    """

    plek: str
    vanzelf: bool
    laatst: datetime | None
    nummer: int
    dagen: int | None
    nu_maken: bool


def stand(reading: Reading, now: datetime) -> KopieStand:
    """Return how it stands with backups now."""
    last = reading.setting(backups.LAST_SETTING) or {}
    made = datetime.fromisoformat(last["op"]) if last else None
    place = str(reading.setting(PLACE_SETTING) or "")
    by_itself = reading.setting(SELF_SETTING) is not False
    # A clock that was set back makes one due as well: its age isn't known then.
    old = made is None or not timedelta(0) <= now - made < MAKE_AFTER
    return KopieStand(
        plek=place,
        vanzelf=by_itself,
        laatst=made,
        nummer=int(last.get("nummer", 0)),
        dagen=backups.reminder(reading, now),
        nu_maken=bool(place) and by_itself and old,
    )


def choose_place(store: Store, plek: str) -> Changes:
    """Keep where backups go."""
    return _keep(store, PLACE_SETTING, plek)


def make_by_itself(store: Store, vanzelf: bool) -> Changes:
    """Keep whether backups are made by themselves after unlocking."""
    return _keep(store, SELF_SETTING, vanzelf)


def _keep(store: Store, name: str, value: object) -> Changes:
    with store.write() as uow:
        uow.put_setting(name, value)
        return uow.commit()
