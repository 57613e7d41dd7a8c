"""The chain of a stream: what follows on what, what is missing, and what contradicts something that we have."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.domain.deelredenen import BATCH_KETEN, BATCH_VORK
from app.ports import BatchIn, BatchStand, Ledger, LedgerReading, StreamIn, UnitOfWork


@dataclass(frozen=True, slots=True)
class ChainState:
    """How a stream stands: missing numbers per epoch, forks, and whether what came before a number is all there."""

    missing: tuple[tuple[int, int], ...]
    forks: tuple[tuple[int, int], ...]

    @property
    def whole(self) -> bool:
        return not self.missing and not self.forks


def place(uow: UnitOfWork, batch: BatchIn) -> tuple[BatchIn, ...]:
    """Store a verified batch in its stream and move the stream's head; return it, and what was found wrong by it.

    A second batch of one number is a fork: it is kept, aside. The chain is checked as far as it is contiguous.
    """
    ledger = uow.ledger
    same = [
        other
        for other in ledger.batches_at(batch.stream, batch.epoch, batch.seq)
        if _counts(other) and other.digest != batch.digest
    ]
    if same:
        refused = replace(batch, stand=BatchStand.GEWEIGERD, reden=BATCH_VORK)
        ledger.store_incoming(refused)
        return (refused,)
    ledger.store_incoming(batch)
    state = _state(ledger, batch.stream, batch.epoch)
    if batch.seq > state.contiguous and batch.seq not in state.beyond:
        state = replace(
            state,
            beyond=tuple(sorted({*state.beyond, batch.seq})),
            highest_listed=max(state.highest_listed, batch.seq),
        )
    state, wrong = _advance(ledger, state)
    ledger.put_stream_in(state)
    if batch.seq == 1 and batch.epoch > 1:
        close_before(ledger, batch)
    elif not wrong:
        close_if_followed(ledger, state)
    found = next((item for item in wrong if item.digest == batch.digest), batch)
    return (found, *(item for item in wrong if item.digest != batch.digest))


def _counts(batch: BatchIn) -> bool:
    """True for a batch that holds its number; one that was refused doesn't."""
    return batch.stand is not BatchStand.GEWEIGERD


def _state(ledger: LedgerReading, stream: str, epoch: int) -> StreamIn:
    found = next((state for state in ledger.streams_in(stream) if state.epoch == epoch), None)
    return found or StreamIn(stream=stream, epoch=epoch, contiguous=0, digest="")


def _advance(ledger: Ledger, state: StreamIn) -> tuple[StreamIn, tuple[BatchIn, ...]]:
    """Move the head over what follows on it; a batch that says it follows on something else is set aside."""
    wrong: list[BatchIn] = []
    while state.contiguous + 1 in state.beyond:
        number = state.contiguous + 1
        standing = [item for item in ledger.batches_at(state.stream, state.epoch, number) if _counts(item)]
        follows = [item for item in standing if _follows(item, state)]
        for item in standing:
            if item not in follows:
                refused = replace(item, stand=BatchStand.GEWEIGERD, reden=BATCH_KETEN)
                ledger.set_incoming(refused)
                wrong.append(refused)
        rest = tuple(seq for seq in state.beyond if seq != number)
        if not follows:
            return replace(state, beyond=rest), tuple(wrong)
        state = replace(state, contiguous=number, digest=follows[0].digest, beyond=rest)
    return state, tuple(wrong)


def _follows(batch: BatchIn, state: StreamIn) -> bool:
    # What an epoch begins with may point anywhere: a restored writer only knows its own past.
    return batch.seq == 1 or batch.prev == state.digest


def close_before(ledger: Ledger, first: BatchIn) -> None:
    """Close the epoch on whose head a new one begins: nothing can follow there any more."""
    for state in ledger.streams_in(first.stream):
        if state.epoch < first.epoch and not state.closed and state.digest == first.prev:
            ledger.put_stream_in(replace(state, closed=True))


def close_all_before(ledger: Ledger, stream: str, epoch: int) -> None:
    """Close every epoch before one in which the writer offers everything anew: nothing there is waited for."""
    for state in ledger.streams_in(stream):
        if state.epoch < epoch and not state.closed:
            ledger.put_stream_in(replace(state, closed=True))


def is_newest(ledger: LedgerReading, batch: BatchIn) -> bool:
    """True when nothing later of the stream is known than this batch."""
    states = ledger.streams_in(batch.stream)
    top = max((state.epoch for state in states), default=0)
    last = max((max((state.contiguous, *state.beyond)) for state in states if state.epoch == top), default=0)
    return (batch.epoch, batch.seq) >= (top, last)


def close_if_followed(ledger: Ledger, state: StreamIn) -> None:
    """Close an epoch whose head was reached only now, when a later epoch begins on it."""
    for later in ledger.streams_in(state.stream):
        if later.epoch > state.epoch:
            firsts = ledger.batches_at(later.stream, later.epoch, 1)
            if any(_counts(first) and first.prev == state.digest for first in firsts):
                ledger.put_stream_in(replace(state, closed=True))
                return


def state_of(ledger: LedgerReading, stream: str) -> ChainState:
    """Say what is missing and what is doubled in a stream."""
    missing: list[tuple[int, int]] = []
    forks: list[tuple[int, int]] = []
    for state in ledger.streams_in(stream):
        if not state.closed:
            missing += [(state.epoch, number) for number in _missing(state)]
    for batch in ledger.batches_in(BatchStand.GEWEIGERD):
        if batch.stream == stream and batch.reden in (BATCH_VORK, BATCH_KETEN):
            forks.append((batch.epoch, batch.seq))
    return ChainState(tuple(missing), tuple(forks))


def _missing(state: StreamIn) -> list[int]:
    have = set(state.beyond)
    top = max(have, default=state.contiguous)
    # Numbers are only believed from signed headers, but a signed one may be far off: name the first few.
    return [
        number
        for number in range(state.contiguous + 1, min(top, state.contiguous + 1000))
        if number not in have
    ]


def gap_before(ledger: LedgerReading, batch: BatchIn) -> bool:
    """True when something that was sent before this batch may still come."""
    for state in ledger.streams_in(batch.stream):
        if state.epoch < batch.epoch and not state.closed and _may_miss(state):
            return True
        if state.epoch == batch.epoch and not state.closed and batch.seq > state.contiguous:
            return True
    return False


def _may_miss(state: StreamIn) -> bool:
    """An older epoch that nothing follows on: only a hole in it is known to be missing."""
    return bool(state.beyond)
