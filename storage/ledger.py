"""The ledger's writing half: what came in and what became of it, over the queue and the sending."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, text, true, update

from app.domain.catalogus import BY_SOORT
from app.domain.ops import Deelstand, Op, OpResult
from app.domain.records import Record, from_fields, with_fields
from app.ports import BatchIn, Conflict, Device, StreamIn
from storage.codec import in_chunks, maybe_moment, to_json, to_moment
from storage.ledger_moving import MovingLedger
from storage.tables import (
    apart,
    apparaat,
    batch_in,
    botsing,
    ronde,
    stroom_in,
    toewijzing,
    verwerkte_op,
)

if TYPE_CHECKING:
    from storage.unit import SqlUnitOfWork

ROUNDS_KEPT = 500


class SqlLedger(MovingLedger):
    """Writes on the ledger, inside one unit of work."""

    def __init__(self, uow: SqlUnitOfWork) -> None:
        super().__init__(uow)
        self._results: list[dict[str, Any]] = []

    def put_device(self, device: Device) -> None:
        values = {
            "naam": device.naam,
            "rol": device.rol.value,
            "identity": device.identity,
            "status": device.status.value,
            "stream": device.stream,
            "their_stream": device.their_stream,
            "admitted_op": maybe_moment(device.admitted_op),
            "last_seen": maybe_moment(device.last_seen),
            "ingetrokken_op": maybe_moment(device.revoked_op),
            "wissen": device.wipe,
            "gewist_op": maybe_moment(device.wiped_op),
            "inventaris": to_json(device.inventory),
        }
        done = self._connection.execute(
            update(apparaat).where(apparaat.c.device_id == device.device_id).values(values)
        )
        if done.rowcount == 0:
            self._connection.execute(insert(apparaat).values(device_id=device.device_id, **values))
        self._uow.touch("apparaat", device.device_id, "")

    def add_to_caseload(self, device_id: str, dossier_id: str) -> None:
        query = select(toewijzing).where(
            toewijzing.c.device_id == device_id, toewijzing.c.dossier_id == dossier_id
        )
        if self._connection.execute(query).first() is None:
            self._connection.execute(insert(toewijzing).values(device_id=device_id, dossier_id=dossier_id))
            self._uow.touch("toewijzing", device_id, dossier_id)

    def store_incoming(self, batch: BatchIn) -> None:
        found = self._connection.execute(
            select(batch_in.c.stand).where(batch_in.c.digest == batch.digest)
        ).first()
        if found is None:
            self._connection.execute(insert(batch_in).values(_incoming_values(batch)))
            self._uow.touch("batch_in", batch.digest, "")

    def set_incoming(self, batch: BatchIn) -> None:
        self._connection.execute(
            update(batch_in).where(batch_in.c.digest == batch.digest).values(_incoming_values(batch))
        )
        self._uow.touch("batch_in", batch.digest, "")

    def put_stream_in(self, stream: StreamIn) -> None:
        values = {
            "epoch": stream.epoch,
            "contiguous": stream.contiguous,
            "digest": stream.digest,
            "beyond": to_json(stream.beyond),
            "highest_listed": stream.highest_listed,
            "closed": int(stream.closed),
        }
        done = self._connection.execute(
            update(stroom_in)
            .where(stroom_in.c.stream == stream.stream, stroom_in.c.epoch == stream.epoch)
            .values(values)
        )
        if done.rowcount == 0:
            self._connection.execute(insert(stroom_in).values(stream=stream.stream, **values))

    def record_revs(self, record_id: str) -> tuple[int, Mapping[str, int]]:
        known = self._uow.known(record_id)
        return known.rev, known.field_revs

    def apply(
        self, op: Op, values: Mapping[str, Any], *, sender: str, rev: int, received_op: datetime
    ) -> bool:
        cls = BY_SOORT[op.soort]
        old = self._uow.get(cls, op.record_id)
        changed = dict(values)
        if old is None:
            new: Record = from_fields(cls, op.record_id, op.dossier_id, changed)
        else:
            new = with_fields(old, changed)
        self._uow.apply(new, old, changed, actor=op.actor, stamp=op.hlc, rev=rev)
        return old is None

    def put_result(self, device_id: str, result: OpResult, batch_digest: str, at: datetime) -> None:
        values = {
            "stand": result.stand.value,
            "reden": result.reden,
            "rev": result.rev,
            "detail": to_json(result.detail),
            "bericht_epoch": 0,
            "bericht_seq": 0,
        }
        row = {
            "op_id": result.op_id,
            "device_id": device_id,
            "batch_digest": batch_digest,
            "verwerkt_op": to_moment(at),
            **values,
        }
        self._results.append(row)

    def flush(self) -> None:
        if self._results:
            self._connection.execute(_PUT_RESULT, self._results)
            self._results = []

    def forget_results(self) -> None:
        """What was not written yet is undone with the savepoint around it."""
        self._results = []

    def add_conflict(self, conflict: Conflict) -> None:
        self._connection.execute(
            insert(botsing).values(
                id=conflict.id,
                dossier_id=conflict.dossier_id,
                soort=conflict.soort,
                record_id=conflict.record_id,
                veld=conflict.veld,
                ours=to_json(conflict.ours),
                theirs=to_json(conflict.theirs),
                ours_door=conflict.ours_door,
                theirs_door=conflict.theirs_door,
                op_id=conflict.op_id,
                gezien_op=to_moment(conflict.gezien_op),
                besluit=conflict.besluit,
            )
        )
        self._uow.touch("botsing", conflict.id, conflict.dossier_id)

    def settle_conflict(self, conflict_id: str, besluit: str) -> None:
        settled = select(botsing.c.op_id, botsing.c.dossier_id).where(botsing.c.id == conflict_id)
        op_id, dossier_id = self._connection.execute(settled).one()
        self._connection.execute(update(botsing).where(botsing.c.id == conflict_id).values(besluit=besluit))
        self._uow.touch("botsing", conflict_id, dossier_id)
        left = select(botsing.c.id).where(botsing.c.op_id == op_id, botsing.c.besluit == "")
        if self._connection.execute(left).first() is None:
            # Its sender hears it with the next receipt: what was told before is told anew.
            self._connection.execute(
                update(verwerkte_op)
                .where(verwerkte_op.c.op_id == op_id, verwerkte_op.c.stand == Deelstand.BESLUIT_NODIG.value)
                .values(stand=Deelstand.VERWERKT.value, reden="", bericht_epoch=0, bericht_seq=0)
            )

    def drop_aside(self, op_id: str) -> None:
        self._connection.execute(delete(apart).where(apart.c.op_id == op_id))
        self._uow.touch("apart", op_id, "")

    def set_aside(
        self, op_id: str, raw: bytes, dossier_id: str, sender: str, reden: str, at: datetime
    ) -> None:
        self._connection.execute(delete(apart).where(apart.c.op_id == op_id))
        self._connection.execute(
            insert(apart).values(
                op_id=op_id,
                sender=sender,
                dossier_id=dossier_id,
                op=raw,
                reden=reden,
                gezien_op=to_moment(at),
            )
        )
        self._uow.touch("apart", op_id, dossier_id)

    def savepoint(self) -> AbstractContextManager[None]:
        return self._uow.savepoint()

    def erase(self, soort: str, record_id: str, names: Sequence[str] | None, *, grond: str) -> None:
        self._uow.erase(BY_SOORT[soort], record_id, names, grond=grond)
        self._connection.execute(
            delete(botsing).where(botsing.c.record_id == record_id, _named(botsing.c.veld, names))
        )
        held = [
            row.op_id
            for row in self._connection.execute(select(apart.c.op_id, apart.c.op))
            if record_id.encode("ascii") in row.op
        ]
        for chunk in in_chunks(held):
            self._connection.execute(delete(apart).where(apart.c.op_id.in_(chunk)))

    def note_round(self, at: datetime, *, success: bool, detail: str = "") -> None:
        done = self._connection.execute(
            insert(ronde).values(op=to_moment(at), gelukt=int(success), bijzonderheid=detail)
        )
        last = done.inserted_primary_key
        if last is not None:
            self._connection.execute(delete(ronde).where(ronde.c.nr <= last[0] - ROUNDS_KEPT))
        self._uow.touch("delen", "", "")


# One statement instead of two, for every op that comes in; this form SQLite and PostgreSQL both know.
_PUT_RESULT = text(
    "INSERT INTO verwerkte_op"
    " (op_id, device_id, batch_digest, verwerkt_op, stand, reden, rev, detail, bericht_epoch, bericht_seq)"
    " VALUES (:op_id, :device_id, :batch_digest, :verwerkt_op, :stand, :reden, :rev, :detail,"
    " :bericht_epoch, :bericht_seq)"
    " ON CONFLICT (op_id) DO UPDATE SET stand = excluded.stand, reden = excluded.reden, rev = excluded.rev,"
    " detail = excluded.detail, bericht_epoch = excluded.bericht_epoch, bericht_seq = excluded.bericht_seq"
)


def _named(column: Any, names: Sequence[str] | None) -> Any:
    return true() if names is None else column.in_(list(names))


def _incoming_values(batch: BatchIn) -> dict[str, Any]:
    return {
        "stream": batch.stream,
        "epoch": batch.epoch,
        "seq": batch.seq,
        "digest": batch.digest,
        "sender": batch.sender,
        "name": batch.name,
        "data": batch.data,
        "stand": batch.stand.value,
        "reden": batch.reden,
        "count": batch.count,
        "received_op": maybe_moment(batch.received_op),
        "applied_op": maybe_moment(batch.applied_op),
        "prev": batch.prev,
    }
