"""When a store has to be checked: after a program that wasn't closed, and once a week."""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class LastCheck:
    """When the store was last checked, and how many findings there were."""

    op: datetime
    bevindingen: int


def last(reading: Reading) -> LastCheck | None:
    """Return the last check, None when there never was one."""
    kept = reading.setting(CHECK_SETTING)
    return LastCheck(datetime.fromisoformat(kept["op"]), int(kept["bevindingen"])) if kept else None


def due(reading: Reading, now: datetime, *, unclean: bool) -> Aanleiding | None:
    """Return why a check is due, or None. `unclean`: the program before this one ended without closing."""
    if unclean:
        return Aanleiding.NIET_AFGESLOTEN
    before = last(reading)
    if before is None:
        return Aanleiding.NOOIT
    if before.bevindingen:
        return Aanleiding.VORIGE_FOUT
    # A clock that was set back makes a check due as well: its age isn't known then.
    age = now - before.op
    return Aanleiding.WEKELIJKS if not timedelta(0) <= age < CHECK_EVERY else None


def note(store: Store, report: VerifyReport, clock: Clock) -> None:
    """Keep when the store was checked, and how many findings there were."""
    with store.write() as uow:
        uow.put_setting(CHECK_SETTING, {"op": clock.now().isoformat(), "bevindingen": len(report.findings)})
        uow.commit()
