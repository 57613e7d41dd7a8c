"""The ledger's sending: batches sealed, put, unsealed and acknowledged, and what the reader said of each op."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, func, insert, or_, select, update

from app.domain.deelredenen import GEEN_TOESTEMMING, INGETROKKEN
from app.domain.ops import Deelstand, Op, OpResult
from app.domain.toestemmingen import Grondslag, Toestemming
from app.ports import REGISTER, BatchOut, OutboxRow, StreamOut
from storage.codec import from_json, in_chunks, to_json, to_moment
from storage.ledger_queueing import QueueingLedger
from storage.tables import (
    batch_uit,
    outbox,
    stand,
    stroom_uit,
    verwerkte_op,
    verzonden_op,
)

if TYPE_CHECKING:
    pass


class SendingLedger(QueueingLedger):
    """Keeps what was sealed until a receipt covers it."""

    def seal(
        self,
        batch: BatchOut,
        sealed: Sequence[Op],
        left_over: Sequence[OutboxRow],
        results: Sequence[OpResult] = (),
    ) -> None:
        self._drop(batch.reader, [op.op_id for op in sealed])
        self.withhold(left_over)
        if sealed:
            self._connection.execute(insert(verzonden_op), [self._sealed_values(batch, op) for op in sealed])
        self._connection.execute(insert(batch_uit), [_batch_values(batch)])
        for chunk in in_chunks([result.op_id for result in results]):
            self._connection.execute(
                update(verwerkte_op)
                .where(verwerkte_op.c.op_id.in_(chunk), verwerkte_op.c.bericht_seq == 0)
                .values(bericht_epoch=batch.epoch, bericht_seq=batch.seq)
            )
        known = self.stream_out(batch.reader)
        self.put_stream_out(
            StreamOut(
                stream=batch.stream,
                reader=batch.reader,
                epoch=batch.epoch,
                next_seq=batch.seq + 1,
                digest=batch.digest,
                acked=known.acked if known and known.epoch == batch.epoch else 0,
            )
        )
        self._uow.touch("delen", "", "")

    def withhold(self, rows: Sequence[OutboxRow]) -> None:
        for reader in {row.reader for row in rows}:
            self._withhold_for(reader, [row for row in rows if row.reader == reader])
        if rows:
            self._uow.touch("delen", "", "")

    def _withhold_for(self, reader: str, rows: Sequence[OutboxRow]) -> None:
        """What is in the outbox keeps its place and its number; what is new comes at the end."""
        known: set[str] = set()
        for chunk in in_chunks([row.op.op_id for row in rows]):
            found = select(outbox.c.op_id).where(outbox.c.reader == reader, outbox.c.op_id.in_(chunk))
            known.update(self._connection.execute(found).scalars())
        reasons = [
            {"b_op": row.op.op_id, "b_reader": reader, "b_reden": row.reden}
            for row in rows
            if row.op.op_id in known
        ]
        if reasons:
            self._connection.execute(_WITHHOLD, reasons)
        fresh = [
            self._outbox_values(row.op, reader, row.reden, row.created_op)
            for row in rows
            if row.op.op_id not in known
        ]
        if fresh:
            self._connection.execute(insert(outbox), fresh)

    def drop_outbox(self, rows: Sequence[OutboxRow]) -> None:
        for reader in {row.reader for row in rows}:
            self._drop(reader, [row.op.op_id for row in rows if row.reader == reader])

    def _drop(self, reader: str, op_ids: Sequence[str]) -> None:
        for chunk in in_chunks(op_ids):
            self._connection.execute(
                delete(outbox).where(outbox.c.reader == reader, outbox.c.op_id.in_(chunk))
            )

    def unseal(self, batches: Sequence[BatchOut], ops: Sequence[Op]) -> None:
        for batch in batches:
            self._connection.execute(delete(batch_uit).where(*_out_key(batch)))
            self._connection.execute(
                delete(verzonden_op).where(
                    verzonden_op.c.reader == batch.reader,
                    verzonden_op.c.epoch == batch.epoch,
                    verzonden_op.c.seq == batch.seq,
                )
            )
            self._connection.execute(
                update(verwerkte_op)
                .where(
                    verwerkte_op.c.device_id == batch.reader,
                    verwerkte_op.c.bericht_epoch == batch.epoch,
                    verwerkte_op.c.bericht_seq == batch.seq,
                )
                .values(bericht_seq=0)
            )
        self._put_back(ops, batches[0].reader)
        self._uow.touch("delen", "", "")

    def _put_back(self, ops: Sequence[Op], reader: str) -> None:
        """Put ops back in front of the outbox, as they are: a number below 0 keeps later edits out of them."""
        lowest = self._connection.execute(select(func.min(outbox.c.nr))).scalar_one_or_none()
        first = min(lowest or 0, 0) - len(ops)
        rows = [{"nr": first + at, **self._outbox_values(op, reader)} for at, op in enumerate(ops)]
        if rows:
            self._connection.execute(insert(outbox), rows)

    def _sealed_values(self, batch: BatchOut, op: Op) -> dict[str, Any]:
        return {
            "op_id": op.op_id,
            "reader": batch.reader,
            "record_id": op.record_id,
            "dossier_id": op.dossier_id,
            "soort": op.soort,
            "kind": op.kind.value,
            "velden": to_json(sorted(op.fields)),
            "grants": to_json(op.grants),
            "inhoud": to_json(op.fields),
            "base_rev": op.base_rev,
            "hlc": op.hlc,
            "actor": op.actor,
            "epoch": batch.epoch,
            "seq": batch.seq,
            "stand": Deelstand.WACHT.value,
            "reden": "",
            "detail": "{}",
            "verzegeld_op": to_moment(self._uow.now()),
        }

    def put_stream_out(self, stream: StreamOut) -> None:
        values = {
            "stream": stream.stream,
            "epoch": stream.epoch,
            "next_seq": stream.next_seq,
            "digest": stream.digest,
            "acked": stream.acked,
        }
        done = self._connection.execute(
            update(stroom_uit).where(stroom_uit.c.reader == stream.reader).values(values)
        )
        if done.rowcount == 0:
            self._connection.execute(insert(stroom_uit).values(reader=stream.reader, **values))

    def mark_put(self, batch: BatchOut, at: datetime) -> None:
        self._connection.execute(update(batch_uit).where(*_out_key(batch)).values(put_op=to_moment(at)))
        self._connection.execute(
            update(verzonden_op)
            .where(
                verzonden_op.c.reader == batch.reader,
                verzonden_op.c.epoch == batch.epoch,
                verzonden_op.c.seq == batch.seq,
                verzonden_op.c.stand == Deelstand.WACHT.value,
            )
            .values(stand=Deelstand.VERZONDEN.value, verzonden_op=to_moment(at))
        )
        self._uow.touch("delen", "", "")

    def mark_acked(
        self, reader: str, epoch: int, contiguous: int, beyond: Sequence[int], at: datetime
    ) -> None:
        covered = or_(batch_uit.c.seq <= contiguous, batch_uit.c.seq.in_(list(beyond)))
        self._connection.execute(
            update(batch_uit)
            .where(
                batch_uit.c.reader == reader,
                batch_uit.c.epoch == epoch,
                batch_uit.c.acked_op.is_(None),
                covered,
            )
            .values(acked_op=to_moment(at), data=b"")
        )
        self._connection.execute(
            update(verzonden_op)
            .where(
                verzonden_op.c.reader == reader,
                verzonden_op.c.epoch == epoch,
                verzonden_op.c.stand.in_([Deelstand.WACHT.value, Deelstand.VERZONDEN.value]),
                or_(verzonden_op.c.seq <= contiguous, verzonden_op.c.seq.in_(list(beyond))),
            )
            .values(stand=Deelstand.ONTVANGEN.value, ontvangen_op=to_moment(at), inhoud="")
        )
        self._connection.execute(
            update(verwerkte_op)
            .where(
                verwerkte_op.c.device_id == reader,
                verwerkte_op.c.bericht_epoch == epoch,
                verwerkte_op.c.bericht_seq > 0,
                or_(verwerkte_op.c.bericht_seq <= contiguous, verwerkte_op.c.bericht_seq.in_(list(beyond))),
            )
            .values(bericht_seq=-1)
        )
        self._connection.execute(
            update(stroom_uit)
            .where(
                stroom_uit.c.reader == reader, stroom_uit.c.epoch == epoch, stroom_uit.c.acked < contiguous
            )
            .values(acked=contiguous)
        )
        self._uow.touch("delen", "", "")

    def store_results(self, results: Sequence[OpResult], at: datetime) -> None:
        by_id = {result.op_id: result for result in results}
        self._before_query()
        for chunk in in_chunks(list(by_id)):
            rows = self._connection.execute(select(verzonden_op).where(verzonden_op.c.op_id.in_(chunk))).all()
            news = [(row, by_id[row.op_id]) for row in rows if _is_news(row, by_id[row.op_id])]
            if news:
                self._store_news(news, at)

    def _store_news(self, news: Sequence[tuple[Any, OpResult]], at: datetime) -> None:
        self._connection.execute(_STORE_RESULT, [_result_values(row, result, at) for row, result in news])
        self._take_over_revs([(row, result.rev) for row, result in news if result.rev])
        # Where nobody else came between, what was edited since then stands on this revision.
        alone = [
            {"b_record": row.record_id, "b_rev": result.rev}
            for row, result in news
            if result.rev == row.base_rev + 1
        ]
        if alone:
            self._connection.execute(_REBASE, alone)
        for row, result in news:
            self._uow.touch(row.soort, row.record_id, row.dossier_id)
            self._park_refused(row, result)

    def _park_refused(self, row: Any, result: OpResult) -> None:
        """Keep what the register had no ground for ready, so that a new grant lets it go."""
        if row.reader != REGISTER or row.soort in (Toestemming.soort, Grondslag.soort):
            return
        names: set[str] = set(result.detail.get("geweigerde_velden", ()))
        if result.stand is Deelstand.GEWEIGERD and result.reden in (GEEN_TOESTEMMING, INGETROKKEN):
            names = set(from_json(row.velden))
        if names:
            self._park_record(row.soort, row.record_id, names, result.reden or GEEN_TOESTEMMING)

    def _take_over_revs(self, answered: Sequence[tuple[Any, int]]) -> None:
        """Raise the revision of records, and of the fields that an answered op carried."""
        wanted = list({row.record_id for row, _ in answered})
        known: dict[str, tuple[int, dict[str, int]]] = {}
        for chunk in in_chunks(wanted):
            for found in self._connection.execute(select(stand).where(stand.c.record_id.in_(chunk))):
                known[found.record_id] = (found.rev, from_json(found.field_revs))
        for row, rev in answered:
            if row.record_id not in known:
                continue
            highest, revs = known[row.record_id]
            revs.update({name: max(rev, revs.get(name, 0)) for name in from_json(row.velden)})
            known[row.record_id] = (max(rev, highest), revs)
        for record_id in known:
            self._uow.forget_loaded(record_id)
        raised = [
            {"b_record": record_id, "b_rev": rev, "b_revs": to_json(revs)}
            for record_id, (rev, revs) in known.items()
        ]
        if raised:
            self._connection.execute(_RAISE_REV, raised)


def _batch_values(batch: BatchOut) -> dict[str, Any]:
    return {
        "reader": batch.reader,
        "epoch": batch.epoch,
        "seq": batch.seq,
        "stream": batch.stream,
        "name": batch.name,
        "digest": batch.digest,
        "data": batch.data,
        "count": batch.count,
    }


def _out_key(batch: BatchOut) -> tuple[Any, ...]:
    return (
        batch_uit.c.reader == batch.reader,
        batch_uit.c.epoch == batch.epoch,
        batch_uit.c.seq == batch.seq,
    )


def _is_news(row: Any, result: OpResult) -> bool:
    return bool(row.stand != result.stand.value or row.reden != result.reden)


def _result_values(row: Any, result: OpResult, at: datetime) -> dict[str, Any]:
    return {
        "b_op": row.op_id,
        "b_reader": row.reader,
        "b_stand": result.stand.value,
        "b_reden": result.reden,
        "b_detail": to_json(result.detail),
        "b_ontvangen": row.ontvangen_op or to_moment(at),
    }


_WITHHOLD = (
    update(outbox)
    .where(outbox.c.op_id == bindparam("b_op"), outbox.c.reader == bindparam("b_reader"))
    .values(reden=bindparam("b_reden"))
)
_STORE_RESULT = (
    update(verzonden_op)
    .where(verzonden_op.c.op_id == bindparam("b_op"), verzonden_op.c.reader == bindparam("b_reader"))
    .values(
        stand=bindparam("b_stand"),
        reden=bindparam("b_reden"),
        detail=bindparam("b_detail"),
        inhoud="",
        ontvangen_op=bindparam("b_ontvangen"),
    )
)
_REBASE = (
    update(outbox)
    .where(outbox.c.record_id == bindparam("b_record"), outbox.c.base_rev < bindparam("b_rev"))
    .values(base_rev=bindparam("b_rev"))
)
_RAISE_REV = (
    update(stand)
    .where(stand.c.record_id == bindparam("b_record"))
    .values(rev=bindparam("b_rev"), field_revs=bindparam("b_revs"))
)
