"""When a store has to be checked: after a program that wasn't closed, and once a week."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from app.ports import Clock, Reading, Store, VerifyReport

CHECK_SETTING = "controle.laatst"
CHECK_EVERY = timedelta(days=7)


class Aanleiding(StrEnum):
    """Why a check is due."""

    NIET_AFGESLOTEN = "niet-afgesloten"
    NOOIT = "nog-nooit"
    WEKELIJKS = "wekelijks"
    VORIGE_FOUT = "vorige-keer-niet-goed"


def due(reading: Reading, now: datetime, *, unclean: bool) -> Aanleiding | None:
    """Return why a check is due, or None. `unclean`: the program before this one ended without closing."""
    if unclean:
        return Aanleiding.NIET_AFGESLOTEN
    last = reading.setting(CHECK_SETTING)
    if not last:
        return Aanleiding.NOOIT
    if last["bevindingen"]:
        return Aanleiding.VORIGE_FOUT
    # A clock that was set back makes a check due as well: its age isn't known then.
    age = now - datetime.fromisoformat(last["op"])
    return Aanleiding.WEKELIJKS if not timedelta(0) <= age < CHECK_EVERY else None


def note(store: Store, report: VerifyReport, clock: Clock) -> None:
    """Keep when the store was checked, and how many findings there were."""
    with store.write() as uow:
        uow.put_setting(CHECK_SETTING, {"op": clock.now().isoformat(), "bevindingen": len(report.findings)})
        uow.commit()
