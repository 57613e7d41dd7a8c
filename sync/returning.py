"""A side that was put back in time first hears what was withdrawn since, and sends nothing of a client before it knows.

Every batch says in its header's `extra` how often its sender was put back (`incarnatie`), which number it has seen of
its reader (`gezien`), and whether it is waiting for an answer (`wacht`). Who sees a higher number tells every end of a
ground again. Every batch that isn't an acknowledgement alone, and every answer to one that waits, names all of them
(`beeindigd` in its body); the wait is over when the reader has each of those. Withdrawals of our own don't wait.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from app.domain import hlc
from app.domain.catalogus import BY_SOORT
from app.domain.ops import Op, kind_of
from app.domain.records import record_type, to_fields
from app.domain.toestemmingen import Grondslag, Toestemming
from app.faults import FaultKind
from app.ports import Reading, UnitOfWork
from sync import acknowledging, batches
from sync.acknowledging import EpochTrouble
from sync.party import Party, Peer, peers, stream_out

INCARNATION = "incarnatie"
"""The setting that counts how often this profile was put back (a backup, a salvage, a store of an earlier moment)."""

WAITING = "sync.wacht_op"
"""The setting with the sides that we wait for."""

TERUGGEZET_WACHT = FaultKind(
    "teruggezet-wacht",
    "Dit profiel is teruggezet. Het wacht eerst op antwoord: wat is er intussen ingetrokken of gewist?",
    "Alleen intrekkingen zijn verstuurd. Deel opnieuw als de andere kant ook heeft gedeeld.",
)


def begin(uow: UnitOfWork) -> None:
    """Note that this profile was put back: every stream goes on in a new epoch, and waits for its other side."""
    uow.put_setting(INCARNATION, incarnation(uow) + 1)
    for peer in peers(uow):
        above = stream_out(uow, peer).epoch
        acknowledging.note_trouble(uow, peer, EpochTrouble("terug", above))
        _set_waiting(uow, peer, on=True)


def incarnation(reading: Reading) -> int:
    """Return how often this profile was put back."""
    return int(reading.setting(INCARNATION) or 0)


def waiting(reading: Reading) -> frozenset[str]:
    """Return the sides of which we don't know yet what was withdrawn there since we were put back."""
    return frozenset(reading.setting(WAITING) or ())


def waits(reading: Reading, peer: Peer) -> bool:
    """True while we wait for one side."""
    return peer.reader in waiting(reading)


def _set_waiting(uow: UnitOfWork, peer: Peer, *, on: bool) -> None:
    others = waiting(uow) - {peer.reader}
    uow.put_setting(WAITING, sorted(others | {peer.reader} if on else others))
    uow.put_setting(_answered(peer), False)


# -- what a batch says


def header_extra(reading: Reading, peer: Peer) -> dict[str, object]:
    """Return what the header of our next batch says about being put back; nothing when nobody ever was."""
    ours, seen = incarnation(reading), _seen(reading, peer)
    extra: dict[str, object] = {INCARNATION: ours} if ours else {}
    if seen:
        extra["gezien"] = seen
    if waits(reading, peer):
        extra["wacht"] = True
    return extra


def named_in_body(reading: Reading, peer: Peer) -> list[tuple[str, str]]:
    """Return (dossier, id) of the ends of grounds that the reader must know."""
    ended = reading.ledger.ended_grounds(peer.reader)[: batches.MAX_ENDED]
    return [(dossier_id, record_id) for _, record_id, dossier_id in ended]


def hear(
    party: Party,
    uow: UnitOfWork,
    peer: Peer,
    extra: Mapping[str, object],
    ended: Sequence[tuple[str, str]],
) -> None:
    """Take over what a sound batch says: tell all again to who was put back, note what we are told."""
    theirs = _count(extra.get(INCARNATION))
    if theirs > _seen(uow, peer):
        uow.put_setting(_seen_name(peer), theirs)
        tell_again(party, uow, peer)
    if extra.get("wacht") is True:
        acknowledging.owe(uow, peer)
    if _count(extra.get("gezien")) >= incarnation(uow) and waits(uow, peer):
        uow.put_setting(_answered(peer), True)
    if ended and sorted(ended) != sorted(tuple(item) for item in uow.setting(_told(peer)) or ()):
        uow.put_setting(_told(peer), [list(item) for item in ended])
        uow.put_setting(_unread(peer), True)


def tell_again(party: Party, uow: UnitOfWork, peer: Peer) -> None:
    """Queue every end of a ground for a reader that was put back in time; what it knows it passes over."""
    for soort, record_id, _ in reversed(uow.ledger.ended_grounds(peer.reader)):
        ground = uow.get(BY_SOORT[soort], record_id)
        if isinstance(ground, Toestemming | Grondslag):
            uow.ledger.relay(_op_of(party, uow, ground), [peer.reader])
    acknowledging.owe(uow, peer)


def settle(party: Party, peer: Peer) -> None:
    """After taking over what came: begin to wait when something is named that we lack, stop when nothing is."""
    with party.store.read() as reading:
        waited, unread = waits(reading, peer), reading.setting(_unread(peer))
        if not waited and not unread:
            return
        missing = _missing(reading, peer)
        answered = bool(reading.setting(_answered(peer)))
    with party.store.write() as uow:
        if missing and not waited:
            begin_waiting(uow, peer)
        elif waited and answered and not missing:
            _set_waiting(uow, peer, on=False)
        if unread and not missing:
            uow.put_setting(_unread(peer), False)
        uow.commit()


def begin_waiting(uow: UnitOfWork, peer: Peer) -> None:
    """Ask one side to tell everything again, and send it nothing else until it did."""
    uow.put_setting(INCARNATION, incarnation(uow) + 1)
    _set_waiting(uow, peer, on=True)


def _missing(reading: Reading, peer: Peer) -> list[str]:
    told: Iterable[Sequence[str]] = reading.setting(_told(peer)) or ()
    return [record_id for _, record_id in told if not _knows(reading, record_id)]


def _knows(reading: Reading, record_id: str) -> bool:
    for cls in (Toestemming, Grondslag):
        if reading.get(cls, record_id) is not None:
            return True
    return record_id in reading.ledger.erased_fields([record_id])


def _op_of(party: Party, uow: UnitOfWork, ground: Toestemming | Grondslag) -> Op:
    facts = record_type(type(ground)).fields
    rev, _ = uow.ledger.record_revs(ground.id)
    return Op(
        op_id=party.ids.new(),
        record_id=ground.id,
        dossier_id=ground.dossier_id,
        soort=ground.soort,
        kind=kind_of(
            ground.soort, is_new=True, append_only=True, besluit=str(getattr(ground, "besluit", ""))
        ),
        fields={
            name: value
            for name, value in to_fields(ground).items()
            if facts[name].shared or facts[name].structural
        },
        base_rev=0,
        hlc=hlc.tick("", party.now(), party.me.device_id),
        actor=uow.ledger.last_actor(ground.id),
        rev=rev,
    )


def _count(value: object) -> int:
    """Return a sound count out of a signed header; 0 for anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**31 else 0


def _seen(reading: Reading, peer: Peer) -> int:
    return int(reading.setting(_seen_name(peer)) or 0)


def _seen_name(peer: Peer) -> str:
    return f"sync.incarnatie.{peer.reader}"


def _answered(peer: Peer) -> str:
    return f"sync.antwoord.{peer.reader}"


def _told(peer: Peer) -> str:
    return f"sync.beeindigd.{peer.reader}"


def _unread(peer: Peer) -> str:
    return f"sync.beeindigd_nieuw.{peer.reader}"
