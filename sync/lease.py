"""The lease: after 30 days without a word from the register a device warns, and later clears what is safe elsewhere.

Only what the register confirmed goes, and only records of which nothing is left here alone: no private text, nothing
that waits or stays, no draft of the dossier. A clock that jumps clears nothing by itself: the warning must have stood
for days, seen more than once. When the register is heard again, the device asks for its caseload.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from app.changes import Changes
from app.domain.catalogus import RECORD_CLASSES
from app.domain.inburgeraar import Inburgeraar
from app.domain.records import Record, record_type, to_fields
from app.domain.toestemmingen import Grondslag, Toestemming
from app.ports import REGISTER, Reading, UnitOfWork
from sync import notices, recovering
from sync.batches import Notice
from sync.party import Party, Peer

DAYS = 30
WARNED_DAYS = 3
"""How long the warning must have stood before anything is cleared."""
HELLO_DAYS = 14
"""After how many quiet days the device says something, only to hear an answer."""
HELLO = "hello"
CASELOAD = "caseload"
GROUND = "lang niets gehoord"
_WARNED = "sync.termijn"
_CLEARED = "sync.opgeruimd"
_KEPT = (Inburgeraar, Toestemming, Grondslag)
_CLEARED_KINDS: tuple[type[Record], ...] = tuple(
    cls for cls in RECORD_CLASSES if cls not in _KEPT and not cls.van_organisatie
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """How it stands: the last word of the register, since when we warn, how many records were cleared."""

    heard_op: datetime | None
    warned_op: datetime | None
    cleared: int


def state(reading: Reading) -> Lease:
    """Return how the lease of this device stands."""
    register = reading.ledger.device(REGISTER)
    warned = reading.setting(_WARNED) or {}
    return Lease(
        heard_op=register.last_seen or register.admitted_op if register else None,
        warned_op=datetime.fromisoformat(warned["op"]) if warned else None,
        cleared=int((reading.setting(_CLEARED) or {}).get("records", 0)),
    )


def mind(party: Party) -> Changes:
    """Look at the lease once a round: warn, clear, or, after the register was heard, ask for the caseload again."""
    if party.is_register:
        return Changes()
    with party.store.read() as reading:
        found, now = state(reading), party.now()
    if found.heard_op is None or _is_quiet_enough(found, now):
        return Changes()
    with party.store.write() as uow:
        quiet = now - found.heard_op
        if quiet >= timedelta(days=HELLO_DAYS) and not notices.has(uow, REGISTER, HELLO):
            notices.queue(uow, REGISTER, Notice(party.ids.new(), HELLO, {}))
        if quiet < timedelta(days=DAYS):
            if found.warned_op is None and not found.cleared:
                return uow.commit()
            _heard_again(party, uow, found)
        elif found.warned_op is None or now < found.warned_op:
            uow.put_setting(_WARNED, {"op": now.isoformat(timespec="seconds")})
        elif now - found.warned_op >= timedelta(days=WARNED_DAYS):
            gone = _clear(uow)
            if gone:
                uow.put_setting(_CLEARED, {"records": found.cleared + gone})
        return uow.commit()


def _is_quiet_enough(found: Lease, now: datetime) -> bool:
    """True when there is nothing to do: heard not long ago, and nothing was warned of or cleared."""
    assert found.heard_op is not None
    return now - found.heard_op < timedelta(days=HELLO_DAYS) and found.warned_op is None and not found.cleared


def _heard_again(party: Party, uow: UnitOfWork, found: Lease) -> None:
    uow.put_setting(_WARNED, None)
    if found.cleared:
        uow.put_setting(_CLEARED, None)
        notices.queue(uow, REGISTER, Notice(party.ids.new(), CASELOAD, {}))


def _clear(uow: UnitOfWork) -> int:
    """Erase what the register has and this device alone has nothing of; return how many records."""
    busy = uow.ledger.unconfirmed_records()
    stays: dict[str, set[str]] = {}
    for row in uow.ledger.outbox(REGISTER, withheld=True):
        stays.setdefault(row.op.record_id, set()).update(row.op.fields)
    drafts = _drafted(uow)
    gone = 0
    kinds: tuple[type[Record], ...] = (*_CLEARED_KINDS, Inburgeraar)
    for cls in kinds:
        for record in uow.everything(cls):
            if (
                record.id in busy
                or record.dossier_id in drafts
                or _is_ours_alone(uow, record, stays.get(record.id, set()))
            ):
                continue
            if cls is Inburgeraar and _has_more(uow, record.dossier_id):
                continue
            uow.ledger.erase(record.soort, record.id, None, grond=GROUND)
            gone += 1
    return gone


def _drafted(uow: UnitOfWork) -> frozenset[str]:
    drafts = getattr(uow, "drafts", None)
    return frozenset(one.dossier_id for one in drafts()) if drafts is not None else frozenset()


def _is_ours_alone(uow: UnitOfWork, record: Record, stays: set[str]) -> bool:
    """True when something that was filled in was never confirmed, had to stay, or may never travel."""
    _, revs = uow.ledger.record_revs(record.id)
    empty = {field.name: field.default for field in _fields(record)}
    facts = record_type(type(record)).fields
    return any(
        value not in (empty.get(name), "", None, [], {}, 0, False)
        and not facts[name].structural
        and (name in stays or not revs.get(name))
        for name, value in to_fields(record).items()
    )


def _fields(record: Record) -> Any:
    from dataclasses import fields

    return fields(record)


def _has_more(uow: UnitOfWork, dossier_id: str) -> bool:
    return any(uow.of_dossier(cls, dossier_id) for cls in _CLEARED_KINDS)


def wanted(party: Party, peer: Peer, uow: UnitOfWork, notice: Notice) -> None:
    """At the register: offer a device its caseload anew."""
    if party.is_register:
        recovering.offer_everything(party, peer, uow)
