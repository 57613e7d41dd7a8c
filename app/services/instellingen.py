"""Settings of a profile that belong to its safety, so they're kept in the store."""

from __future__ import annotations

from app.changes import Changes
from app.faults import Fault, FaultKind
from app.ports import Store

LOCK_SETTING = "op-slot.minuten"
LOCK_DEFAULT = 10
LOCK_CHOICES = (2, 5, 10, 15, 30)

TIJD_BUITEN_KEUZE = FaultKind(
    "slot-tijd",
    "Na {minuten} minuten op slot gaan kan niet.",
    "Kies een tijd van hoogstens een half uur.",
)


def lock_minutes(store: Store) -> int:
    """Return after how many minutes without input the window locks; 10 when nobody chose."""
    with store.read() as reading:
        kept = reading.setting(LOCK_SETTING)
    return kept if kept in LOCK_CHOICES else LOCK_DEFAULT


def set_lock_minutes(store: Store, minutes: int) -> Changes:
    """Keep another time before the lock; a Fault for one that isn't offered."""
    if minutes not in LOCK_CHOICES:
        raise Fault(TIJD_BUITEN_KEUZE, minuten=minutes)
    with store.write() as uow:
        uow.put_setting(LOCK_SETTING, minutes)
        return uow.commit()
