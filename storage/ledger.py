"""The ledger's writing half: ops queued, batches sealed and acknowledged, what came in and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, or_, select, text, true, update

from app.domain.catalogus import BY_SOORT
from app.domain.ops import Deelstand, Op, OpResult, kind_of
from app.domain.records import Record, from_fields, record_type, to_fields, with_fields
from app.domain.toestemmingen import Grondslag, Reden, Toestemming
from app.ports import REGISTER, BatchIn, BatchOut, Conflict, Device, OutboxRow, StreamIn, StreamOut
from storage.codec import from_json, in_chunks, maybe_moment, to_json, to_moment
from storage.ledger_reading import SqlLedgerReading
from storage.tables import (
    apart,
    apparaat,
    batch_in,
    batch_uit,
    botsing,
    outbox,
    ronde,
    stand,
    stroom_in,
    stroom_uit,
    toewijzing,
    verwerkte_op,
    verzonden_op,
)

if TYPE_CHECKING:
    from storage.unit import Note, SqlUnitOfWork

ROUNDS_KEPT = 500


class SqlLedger(SqlLedgerReading):
    """Writes on the ledger, inside one unit of work."""

    def __init__(self, uow: SqlUnitOfWork) -> None:
        super().__init__(uow.connection)
        self._uow = uow

    def _before_query(self) -> None:
        self._uow._before_query()

    # -- ops that writes make

    def queue_notes(self, notes: Sequence[Note]) -> None:
        """Derive the outbox ops of what was written here; what came by sync makes none."""
        local = [note for note in notes if note.local]
        fresh: list[dict[str, Any]] = []
        holders: dict[str, tuple[str, ...]] = {}
        for note in local:
            fields = _fields_that_may_travel(note.new, note.changed)
            if not fields:
                continue
            dossier_id = note.new.dossier_id
            if dossier_id not in holders:
                holders[dossier_id] = self._readers(dossier_id)
            for reader in holders[dossier_id]:
                left = fields if note.is_new else self._fold(note, reader, fields)
                if left:
                    fresh.append(self._outbox_values(_op_of(note, left, self._uow.ids.new()), reader))
        if fresh:
            self._connection.execute(insert(outbox), fresh)
            self._uow.touch("delen", "", "")
        for note in local:
            if isinstance(note.new, Toestemming | Grondslag):
                self._weigh_again(note.new)

    def _readers(self, dossier_id: str) -> tuple[str, ...]:
        return tuple(sorted(self.holders(dossier_id))) if self._uow.profile.is_register else (REGISTER,)

    def _fold(self, note: Note, reader: str, fields: Mapping[str, Any]) -> dict[str, Any]:
        """Put an edit into the ops of this record that haven't been sealed yet; what was typed over never travels.

        Returns what doesn't fit: fields of an edit that stands on a newer revision than the op that waits.
        """
        left = dict(fields)
        for row in self._waiting(note.new.id, reader):
            pending = from_json(row.fields)
            same_base = self._uow.profile.is_register or row.base_rev == note.rev
            mine = {name: value for name, value in left.items() if same_base or name in pending}
            if mine:
                self._connection.execute(
                    update(outbox)
                    .where(outbox.c.nr == row.nr)
                    .values(
                        fields=to_json({**pending, **mine}),
                        hlc=note.stamp,
                        rev=note.rev,
                        actor=note.actor,
                        reden="",
                    )
                )
            left = {name: value for name, value in left.items() if name not in mine}
        return left

    def _waiting(self, record_id: str, reader: str) -> Sequence[Any]:
        """Return the unsealed ops of a record for a reader, oldest first."""
        query = select(outbox).where(outbox.c.record_id == record_id, outbox.c.reader == reader)
        return self._connection.execute(query.order_by(outbox.c.nr)).all()

    def _weigh_again(self, ground: Toestemming | Grondslag) -> None:
        ended = ground.trekt_in if isinstance(ground, Toestemming) else ground.beeindigt
        if ended and not self._uow.profile.is_register:
            self._park_withdrawn(ground)
        self.requeue(ground.dossier_id)

    def _park_withdrawn(self, ended: Toestemming | Grondslag) -> None:
        """Keep an op ready for what was shared for a withdrawn purpose, so that a new grant can share it again.

        Earlier grants of that purpose count too: what was sent on one stood on its renewal later.
        """
        dossier_id = ended.dossier_id
        grounds: tuple[Toestemming | Grondslag, ...] = (
            *self._uow.of_dossier(Toestemming, dossier_id),
            *self._uow.of_dossier(Grondslag, dossier_id),
        )
        withdrawn = {ground.id for ground in grounds if ground.doel == ended.doel}
        query = select(verzonden_op).where(
            verzonden_op.c.dossier_id == dossier_id, verzonden_op.c.reader == REGISTER
        )
        lost: dict[tuple[str, str], set[str]] = {}
        for row in self._connection.execute(query):
            names = {name for name, grants in from_json(row.grants).items() if withdrawn.intersection(grants)}
            if names and row.record_id not in withdrawn:
                lost.setdefault((row.soort, row.record_id), set()).update(names)
        for (soort, record_id), names in lost.items():
            self._park_record(soort, record_id, names)

    def _park_record(self, soort: str, record_id: str, names: set[str]) -> None:
        record = self._uow.get(BY_SOORT[soort], record_id)
        if record is None:
            return
        row = to_fields(record)
        waiting = self._waiting(record_id, REGISTER)
        names = names - {name for one in waiting for name in from_json(one.fields)}
        if waiting:
            merged = {**{name: row[name] for name in row if name in names}, **from_json(waiting[0].fields)}
            self._connection.execute(
                update(outbox).where(outbox.c.nr == waiting[0].nr).values(fields=to_json(merged))
            )
            return
        op = Op(
            op_id=self._uow.ids.new(),
            record_id=record_id,
            dossier_id=record.dossier_id,
            soort=soort,
            kind=kind_of(soort, is_new=True, append_only=record.append_only),
            fields={name: row[name] for name in row if name in names},
            base_rev=self._uow.known(record_id).rev,
            hlc=self._uow.next_stamp(),
            actor=self._uow.profile.naam,
        )
        self._connection.execute(insert(outbox), [self._outbox_values(op, REGISTER, Reden.INGETROKKEN.value)])

    def requeue(self, dossier_id: str) -> None:
        self._connection.execute(update(outbox).where(outbox.c.dossier_id == dossier_id).values(reden=""))

    def _outbox_values(
        self, op: Op, reader: str, reden: str = "", created: datetime | None = None
    ) -> dict[str, Any]:
        return {
            "op_id": op.op_id,
            "reader": reader,
            "record_id": op.record_id,
            "dossier_id": op.dossier_id,
            "soort": op.soort,
            "kind": op.kind.value,
            "fields": to_json(op.fields),
            "base_rev": op.base_rev,
            "rev": op.rev,
            "hlc": op.hlc,
            "actor": op.actor,
            "template_hash": op.template_hash,
            "created_op": to_moment(created or self._uow.now()),
            "reden": reden,
        }

    # -- sealing and acknowledgement

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
            self._drop(reader, [row.op.op_id for row in rows if row.reader == reader])
        stays = [self._outbox_values(row.op, row.reader, row.reden, row.created_op) for row in rows]
        if stays:
            self._connection.execute(insert(outbox), stays)
            self._uow.touch("delen", "", "")

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
        for op in ops:
            self._put_back(op, batches[0].reader)
        self._uow.touch("delen", "", "")

    def _put_back(self, op: Op, reader: str) -> None:
        waiting = self._waiting(op.record_id, reader)
        if not waiting:
            self._connection.execute(insert(outbox), [self._outbox_values(op, reader)])
            return
        newer = waiting[0]
        typed_over = {name for row in waiting for name in from_json(row.fields)}
        kept = {name: value for name, value in op.fields.items() if name not in typed_over}
        self._connection.execute(
            update(outbox)
            .where(outbox.c.nr == newer.nr)
            .values(
                fields=to_json({**kept, **from_json(newer.fields)}),
                kind=op.kind.value,
                base_rev=min(op.base_rev, newer.base_rev),
                reden="",
            )
        )

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
        for chunk in in_chunks(list(by_id)):
            rows = self._connection.execute(select(verzonden_op).where(verzonden_op.c.op_id.in_(chunk))).all()
            for row in rows:
                self._store_result(row, by_id[row.op_id], at)

    def _store_result(self, row: Any, result: OpResult, at: datetime) -> None:
        if row.stand == result.stand.value and row.reden == result.reden:
            return
        self._connection.execute(
            update(verzonden_op)
            .where(verzonden_op.c.op_id == row.op_id, verzonden_op.c.reader == row.reader)
            .values(
                stand=result.stand.value,
                reden=result.reden,
                detail=to_json(result.detail),
                inhoud="",
                ontvangen_op=row.ontvangen_op or to_moment(at),
            )
        )
        if result.rev:
            self._take_over_rev(row.record_id, result.rev, from_json(row.velden))
        if result.rev == row.base_rev + 1:
            # Nobody else came between: what was edited since then stands on this revision.
            self._connection.execute(
                update(outbox)
                .where(outbox.c.record_id == row.record_id, outbox.c.base_rev < result.rev)
                .values(base_rev=result.rev)
            )
        self._uow.touch(row.soort, row.record_id, row.dossier_id)

    # -- what comes in

    def _take_over_rev(self, record_id: str, rev: int, names: Sequence[str]) -> None:
        self._before_query()
        found = self._connection.execute(select(stand).where(stand.c.record_id == record_id)).first()
        if found is None:
            return
        revs = from_json(found.field_revs)
        revs.update({name: max(rev, revs.get(name, 0)) for name in names})
        self._connection.execute(
            update(stand)
            .where(stand.c.record_id == record_id)
            .values(rev=max(rev, found.rev), field_revs=to_json(revs))
        )

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
        self._connection.execute(_PUT_RESULT, row)

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

    def relay(self, op: Op, readers: Sequence[str]) -> None:
        if readers:
            self._connection.execute(insert(outbox), [self._outbox_values(op, reader) for reader in readers])

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


def _fields_that_may_travel(record: Record, changed: Mapping[str, Any]) -> dict[str, Any]:
    facts = record_type(type(record)).fields
    travel = {name: value for name, value in changed.items() if facts[name].shared or facts[name].structural}
    return travel if any(facts[name].shared for name in travel) else {}


def _op_of(note: Note, fields: Mapping[str, Any], op_id: str) -> Op:
    record = note.new
    return Op(
        op_id=op_id,
        record_id=record.id,
        dossier_id=record.dossier_id,
        soort=record.soort,
        kind=kind_of(
            record.soort,
            is_new=note.is_new,
            append_only=record.append_only,
            besluit=str(getattr(record, "besluit", "")),
            supersedes=bool(getattr(record, "vervangt", "")),
        ),
        fields=fields,
        base_rev=note.rev if note.local and not note.is_new else 0,
        hlc=note.stamp,
        actor=note.actor,
        rev=note.rev,
        template_hash=str(getattr(record, "template_hash", "")),
    )


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
