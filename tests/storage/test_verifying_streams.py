"""Verify also looks at the chains of sharing: files that changed or went, and heads that don't fit."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest

from app.ports import REGISTER, BatchIn, BatchOut, BatchStand, StreamIn
from storage.store import SqlStore
from tests.worlds import NOON


@pytest.fixture
def shared(store: SqlStore) -> SqlStore:
    """A device that sent two batches, of which none is confirmed, and received two."""
    with store.write() as uow:
        for seq in (1, 2):
            data = b"verzegeld %d" % seq
            digest = sha256(data).hexdigest()
            batch = BatchOut(
                reader=REGISTER,
                stream="ons",
                epoch=1,
                seq=seq,
                name=f"n{seq}",
                digest=digest,
                data=data,
                count=0,
            )
            uow.ledger.seal(batch, [], [])
            uow.ledger.mark_put(batch, NOON)
            theirs = BatchIn(
                sender=REGISTER, stream="hun", epoch=1, seq=seq, name=f"h{seq}", digest=digest, data=data,
                stand=BatchStand.BINNEN,
            )  # fmt: skip
            uow.ledger.store_incoming(replace(theirs, digest=digest))
            uow.ledger.put_stream_in(StreamIn(stream="hun", epoch=1, contiguous=seq, digest=digest))
        uow.commit()
    return store


def test_sound_chains_have_no_findings(shared: SqlStore) -> None:
    assert shared.verify().findings == ()


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE batch_uit SET data = x'00' WHERE seq = 1",
        "UPDATE batch_uit SET data = x'' WHERE seq = 1",
        "UPDATE batch_in SET data = x'00' WHERE seq = 2",
        "UPDATE stroom_uit SET digest = 'anders'",
        "UPDATE stroom_uit SET next_seq = 2",
        "UPDATE stroom_in SET digest = 'anders'",
        "UPDATE stroom_in SET contiguous = 1",
    ],
)
def test_tampering_with_a_chain_is_found(shared: SqlStore, tampering: str) -> None:
    shared._connection.exec_driver_sql(tampering)
    (finding,) = shared.verify().findings
    assert finding.endswith(".")


def test_what_was_confirmed_may_be_let_go(shared: SqlStore) -> None:
    with shared.write() as uow:
        uow.ledger.mark_acked(REGISTER, 1, 2, (), NOON)
        uow.commit()
    assert shared.verify().ok
