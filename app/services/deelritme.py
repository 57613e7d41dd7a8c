"""When sharing goes by itself: the rhythm of it, what makes it wait, and what it leaves to a person."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app.changes import Changes
from app.faults import Fault
from app.ports import DeviceStatus, Store

SETTING = "delen.vanzelf"

AT_FIRST = timedelta(seconds=40)
"""After unlocking: the first pages must not wait for it."""
EVERY = timedelta(minutes=15)
METERED = timedelta(hours=1)
"""How long between two rounds on a connection that is paid by the megabyte; what waits goes just the same."""
AFTER_WORK = timedelta(minutes=2)
"""After a change there is usually another one: what was corrected meanwhile needn't travel."""
_FIRST_BACKOFF = timedelta(minutes=1)
_LONGEST_BACKOFF = timedelta(hours=2)

FOR_A_PERSON = frozenset(
    {
        "mailbox-wachtwoord-onjuist",
        "mailbox-geen-toegang",
        "mailbox-alleen-lezen",
        "mailbox-map-bestaat-niet",
        "mailbox-adres-onjuist",
        "mailbox-omgeleid",
        "mailbox-certificaat-verlopen",
        "mailbox-certificaat-onbekend",
        "mailbox-certificaat-andere-naam",
        "mailbox-certificaat-onleesbaar",
        "mailbox-klok-loopt-anders",
    }
)
"""Codes of faults that trying again doesn't mend, and may make worse: a server locks out who keeps knocking."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ritme:
    """When the next round is due, and how often it failed in a row. `zaak`: the fault that waits for a person."""

    volgende: datetime
    mislukt: int = 0
    zaak: Fault | None = None

    def is_due(self, now: datetime) -> bool:
        return self.zaak is None and now >= self.volgende


def begin(now: datetime, chance: float) -> Ritme:
    """Return the rhythm of a profile that was just unlocked. `chance` is from 0 up to 1, here and below."""
    return Ritme(volgende=now + AT_FIRST * (0.5 + chance))


def after(
    rhythm: Ritme, now: datetime, chance: float, fault: Fault | None, *, metered: bool = False
) -> Ritme:
    """Return the rhythm after a round; everybody waits a little differently, so that no server gets all at once."""
    if fault is None:
        every = METERED if metered else EVERY
        return Ritme(volgende=now + every * (0.8 + 0.4 * chance))
    if fault.code in FOR_A_PERSON:
        return Ritme(volgende=now + _LONGEST_BACKOFF, mislukt=rhythm.mislukt + 1, zaak=fault)
    step = min(_LONGEST_BACKOFF, _FIRST_BACKOFF * 2 ** min(rhythm.mislukt, 10))
    asked = timedelta(seconds=min(float(str(fault.facts.get("wacht", 0) or 0)), 86_400))
    return Ritme(volgende=now + max(asked, step * (0.5 + chance)), mislukt=rhythm.mislukt + 1)


def after_work(rhythm: Ritme, now: datetime) -> Ritme:
    """Return the rhythm after somebody wrote something: sooner, but never sooner than a failing server allows."""
    if rhythm.mislukt:
        return rhythm
    return replace(rhythm, volgende=min(rhythm.volgende, now + AFTER_WORK))


def at_once(rhythm: Ritme, now: datetime) -> Ritme:
    """Return the rhythm when a connection or a stick appears: whatever failed before may work now."""
    return Ritme(volgende=now, zaak=rhythm.zaak)


def is_on(store: Store) -> bool:
    """True unless somebody turned it off."""
    with store.read() as reading:
        return reading.setting(SETTING) is not False


def turn(store: Store, on: bool) -> Changes:
    """Turn it on or off."""
    with store.write() as uow:
        uow.put_setting(SETTING, on)
        return uow.commit()


def may_begin(store: Store) -> bool:
    """True when a round by itself makes sense: it is on, and somebody is at the other side."""
    with store.read() as reading:
        if reading.setting(SETTING) is False:
            return False
        return any(device.status is DeviceStatus.TOEGELATEN for device in reading.ledger.devices())
