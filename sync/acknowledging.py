"""Acknowledgements: what we have of the other side's stream, in the header of every batch, and what theirs tells us.

One per epoch: `[epoch, contiguous number, its digest, [numbers beyond]]`. They are cumulative, so a lost one does no
harm. A batch with nothing else in it goes only when something of substance came in: acknowledgements aren't
acknowledged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

import msgspec

from app.ports import BatchStand, Reading, StreamIn, UnitOfWork
from sync import batches, notices
from sync.party import Peer, stream_out

MAX_EPOCHS = 8
MAX_BEYOND = 500

_Count = Annotated[int, msgspec.Meta(ge=0, le=9_999_999_999)]
_Digest = Annotated[str, msgspec.Meta(pattern=r"^(?:[0-9a-f]{64})?\Z")]


class _WireAck(msgspec.Struct):
    stream: str
    epochs: Annotated[
        list[tuple[_Count, _Count, _Digest, Annotated[list[_Count], msgspec.Meta(max_length=MAX_BEYOND)]]],
        msgspec.Meta(max_length=64),
    ]


@dataclass(frozen=True, slots=True)
class EpochTrouble:
    """Why we must go on in a new epoch.

    `terug` (we are behind our own stream), `vork` (two copies of us), or `opnieuw` (the reader lost what it had).
    """

    reden: str
    above: int


def owes(reading: Reading, peer: Peer) -> bool:
    """True when something of substance came from the peer since our last batch to it."""
    return bool(reading.setting(_owed(peer)))


def owe(uow: UnitOfWork, peer: Peer) -> None:
    """Note that the peer must hear from us."""
    if not owes(uow, peer):
        uow.put_setting(_owed(peer), True)


def paid(uow: UnitOfWork, peer: Peer) -> None:
    """Note that a batch with our acknowledgement was sealed."""
    if owes(uow, peer):
        uow.put_setting(_owed(peer), False)


def note_wanted(uow: UnitOfWork, peer: Peer, again: Sequence[tuple[int, int]]) -> None:
    """Keep which of our batches the peer wants again, until the next sending."""
    if again or uow.setting(_wanted(peer)):
        uow.put_setting(_wanted(peer), [list(item) for item in again])


def wanted_of_us(reading: Reading, peer: Peer) -> frozenset[tuple[int, int]]:
    """Return (epoch, number) of our batches that the peer asked for again."""
    return frozenset((int(epoch), int(seq)) for epoch, seq in reading.setting(_wanted(peer)) or ())


def _wanted(peer: Peer) -> str:
    return f"sync.opnieuw.{peer.reader}"


def _owed(peer: Peer) -> str:
    return f"sync.ontvangst.{peer.reader}"


def for_header(reading: Reading, peer: Peer) -> tuple[dict[str, Any], tuple[tuple[int, int], ...]]:
    """Return our acknowledgement of the peer's stream, and the numbers that we want again."""
    states = reading.ledger.streams_in(peer.device.their_stream)[-MAX_EPOCHS:]
    ack = {
        "stream": peer.device.their_stream,
        "epochs": [
            [state.epoch, state.contiguous, state.digest, list(state.beyond[:MAX_BEYOND])] for state in states
        ],
    }
    return ack, wanted_again(reading, peer, states)


def wanted_again(reading: Reading, peer: Peer, states: Sequence[StreamIn]) -> tuple[tuple[int, int], ...]:
    """Return (epoch, number) of what is missing below something that we have, and of what came damaged."""
    found: set[tuple[int, int]] = set()
    for state in states:
        have = set(state.beyond)
        top = max(have, default=state.contiguous)
        missing = (number for number in range(state.contiguous + 1, top) if number not in have)
        found.update(
            (state.epoch, number) for number, _ in zip(missing, range(batches.MAX_AGAIN), strict=False)
        )
    by_epoch = {state.epoch: state for state in states}
    for batch in reading.ledger.batches_in(BatchStand.GEWEIGERD):
        if batch.stream != peer.device.their_stream or batch.reden not in REPAIRABLE:
            continue
        have_epoch = by_epoch.get(batch.epoch)
        if have_epoch is None or (batch.seq > have_epoch.contiguous and batch.seq not in have_epoch.beyond):
            found.add((batch.epoch, batch.seq))
    return tuple(sorted(found)[: batches.MAX_AGAIN])


REPAIRABLE = frozenset({"batch_beschadigd", "batch_te_groot"})
"""Reasons why a file under a sound name may become sound when its writer puts it again."""


def believe(
    uow: UnitOfWork, peer: Peer, ack: object, at: datetime, *, newest: bool = True
) -> EpochTrouble | None:
    """Take over a signed acknowledgement of our stream; say so when it shows that we are behind or doubled.

    In the `newest` batch of the peer, having less than it had before shows that the peer was put back in time.
    """
    try:
        said = msgspec.convert(ack, _WireAck)
    except msgspec.ValidationError:
        return None
    ours = stream_out(uow, peer)
    if said.stream != ours.stream:
        return None
    trouble: EpochTrouble | None = None
    top = max((epoch for epoch, *_ in said.epochs), default=0)
    kept = {(batch.epoch, batch.seq): batch.digest for batch in uow.ledger.batches_out(peer.reader)}
    for epoch, contiguous, digest, beyond in said.epochs:
        if epoch > ours.epoch or (epoch == ours.epoch and max([contiguous, *beyond]) >= ours.next_seq):
            trouble = EpochTrouble("terug", max(top, ours.epoch))
        elif contiguous and kept.get((epoch, contiguous), digest) != digest:
            trouble = EpochTrouble("vork", max(top, ours.epoch))
        else:
            uow.ledger.mark_acked(peer.reader, epoch, contiguous, beyond, at)
            notices.acknowledged(uow, peer.reader, epoch, contiguous, beyond)
    has = next((contiguous for epoch, contiguous, *_ in said.epochs if epoch == ours.epoch), 0)
    if trouble is None and newest and has < ours.acked:
        trouble = EpochTrouble(AFRESH, max(top, ours.epoch))
    return trouble


AFRESH = "opnieuw"
"""The reason of an epoch in which everything is offered again, because the reader lost what we no longer keep."""


def start_afresh(uow: UnitOfWork, peer: Peer, epoch: int) -> None:
    """Say from now on, in every header, that whatever came before this epoch needn't be waited for."""
    uow.put_setting(_afresh(peer), epoch)


def afresh_from(reading: Reading, peer: Peer) -> int:
    """Return the epoch in which we began afresh; 0 when we never did."""
    return int(reading.setting(_afresh(peer)) or 0)


def _afresh(peer: Peer) -> str:
    return f"sync.begin.{peer.reader}"


def note_trouble(uow: UnitOfWork, peer: Peer, trouble: EpochTrouble) -> None:
    """Keep the need for a new epoch until the next sending makes one."""
    uow.put_setting(_trouble(peer), {"reden": trouble.reden, "boven": trouble.above})


def trouble_of(reading: Reading, peer: Peer) -> EpochTrouble | None:
    """Return what `note_trouble` kept."""
    kept = reading.setting(_trouble(peer))
    return EpochTrouble(str(kept["reden"]), int(kept["boven"])) if kept else None


def clear_trouble(uow: UnitOfWork, peer: Peer) -> None:
    if uow.setting(_trouble(peer)):
        uow.put_setting(_trouble(peer), None)


def _trouble(peer: Peer) -> str:
    return f"sync.nieuwe_reeks.{peer.reader}"
