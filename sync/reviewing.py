"""What was set aside because its sender was revoked: a person looks, and takes it over or puts it away."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from app.domain.deelredenen import APPARAAT_INGETROKKEN
from app.ports import BatchIn, BatchStand, Reading
from sync.incoming import run_batches
from sync.party import Cancelled, Party, Peer, Report, never, peers, silent
from sync.reports import ImportReport


def waiting(reading: Reading) -> tuple[BatchIn, ...]:
    """Return the batches of revoked devices that nobody has decided about yet."""
    return tuple(
        batch
        for batch in reading.ledger.batches_in(BatchStand.GEWEIGERD)
        if batch.reden == APPARAAT_INGETROKKEN and batch.data
    )


def take_over(
    party: Party, digests: Collection[str], progress: Report = silent, cancelled: Cancelled = never
) -> ImportReport:
    """Import these batches all the same; consent and every other rule are asked as always."""
    return run_batches(party, _chosen(party, digests), "importeren", progress, cancelled, digests)


def put_away(party: Party, digests: Collection[str]) -> int:
    """Decide that these batches aren't taken over: their bytes go, that they came stays known; return how many."""
    with party.store.write() as uow:
        chosen = [batch for batch in waiting(uow) if batch.digest in digests]
        for batch in chosen:
            uow.ledger.set_incoming(replace(batch, data=b"", applied_op=party.now()))
        uow.commit()
    return len(chosen)


def _chosen(party: Party, digests: Collection[str]) -> list[tuple[Peer, BatchIn]]:
    with party.store.read() as reading:
        known = {peer.reader: peer for peer in peers(reading)}
        found = [
            (known[batch.sender], replace(batch, stand=BatchStand.BINNEN, reden=""))
            for batch in waiting(reading)
            if batch.digest in digests and batch.sender in known
        ]
    return sorted(found, key=lambda item: (item[1].stream, item[1].epoch, item[1].seq))
