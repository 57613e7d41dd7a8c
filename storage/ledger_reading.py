"""What sync needs to know, read from the tables of the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, and_, bindparam, case, func, not_, or_, select

from app.domain.ops import Deelstand, Op, OpKind, OpResult
from app.domain.toestemmingen import Grondslag, Toestemming
from app.ports import (
    REGISTER,
    BatchIn,
    BatchOut,
    BatchStand,
    Conflict,
    Device,
    DeviceStatus,
    OutboxRow,
    Rol,
    Round,
    SetAside,
    StreamIn,
    StreamOut,
    SyncFacts,
)
from storage.codec import from_json, from_moment, in_chunks, read_moment
from storage.erasing import ERASED, trace_name
from storage.tables import (
    WAITS,
    apart,
    apparaat,
    batch_in,
    batch_uit,
    botsing,
    instelling,
    outbox,
    record_tables,
    ronde,
    stand,
    stroom_in,
    stroom_uit,
    toewijzing,
    verwerkte_op,
    verzonden_op,
)

_ORDER = case(
    (outbox.c.kind == OpKind.WITHDRAW.value, 0), (outbox.c.kind == OpKind.CONSENT.value, 1), else_=2
)


_HOLDERS = (
    select(toewijzing.c.device_id)
    .join(apparaat, apparaat.c.device_id == toewijzing.c.device_id)
    .where(
        toewijzing.c.dossier_id == bindparam("dossier"), apparaat.c.status == DeviceStatus.TOEGELATEN.value
    )
)
_CONSENTS = record_tables[Toestemming]
_GROUNDS = record_tables[Grondslag]
_UNANSWERED = (Deelstand.WACHT, Deelstand.VERZONDEN, Deelstand.ONTVANGEN, Deelstand.WACHT_OP_DEEL)


class SqlLedgerReading:
    """Queries on the ledger."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def _before_query(self) -> None:
        """Nothing is buffered when only reading."""

    def devices(self) -> tuple[Device, ...]:
        return tuple(
            _device(row) for row in self._connection.execute(select(apparaat).order_by(apparaat.c.naam))
        )

    def device(self, device_id: str) -> Device | None:
        row = self._connection.execute(select(apparaat).where(apparaat.c.device_id == device_id)).first()
        return None if row is None else _device(row)

    def outbox(
        self, reader: str, limit: int = 0, *, withheld: bool = False, soorten: Sequence[str] = ()
    ) -> tuple[OutboxRow, ...]:
        query = select(outbox).where(outbox.c.reader == reader).order_by(_ORDER, outbox.c.nr)
        if not withheld:
            query = query.where(outbox.c.reden == "")
        if soorten:
            query = query.where(outbox.c.soort.in_(soorten))
        if limit:
            query = query.limit(limit)
        return tuple(_outbox_row(row) for row in self._connection.execute(query))

    def batches_out(self, reader: str, *, only_unput: bool = False) -> tuple[BatchOut, ...]:
        query = select(batch_uit).where(batch_uit.c.reader == reader, batch_uit.c.acked_op.is_(None))
        if only_unput:
            query = query.where(batch_uit.c.put_op.is_(None))
        return tuple(
            _batch_out(row)
            for row in self._connection.execute(query.order_by(batch_uit.c.epoch, batch_uit.c.seq))
        )

    def batches_acked(self, reader: str, after: tuple[int, int] = (0, 0)) -> tuple[BatchOut, ...]:
        beyond = or_(
            batch_uit.c.epoch > after[0], and_(batch_uit.c.epoch == after[0], batch_uit.c.seq > after[1])
        )
        query = select(batch_uit).where(
            batch_uit.c.reader == reader, batch_uit.c.acked_op.is_not(None), beyond
        )
        return tuple(
            _batch_out(row)
            for row in self._connection.execute(query.order_by(batch_uit.c.epoch, batch_uit.c.seq))
        )

    def rounds(self, limit: int = 50) -> tuple[Round, ...]:
        query = select(ronde).order_by(ronde.c.nr.desc()).limit(limit)
        return tuple(
            Round(op=moment, gelukt=bool(row.gelukt), bijzonderheid=row.bijzonderheid)
            for row in self._connection.execute(query)
            if (moment := read_moment(row.op)) is not None
        )

    def batches_in(self, *stands: BatchStand) -> tuple[BatchIn, ...]:
        query = select(batch_in).order_by(batch_in.c.nr)
        if stands:
            query = query.where(batch_in.c.stand.in_([item.value for item in stands]))
        return tuple(_batch_in(row) for row in self._connection.execute(query))

    def batches_at(self, stream: str, epoch: int, seq: int) -> tuple[BatchIn, ...]:
        query = select(batch_in).where(
            batch_in.c.stream == stream, batch_in.c.epoch == epoch, batch_in.c.seq == seq
        )
        return tuple(_batch_in(row) for row in self._connection.execute(query.order_by(batch_in.c.nr)))

    def streams_in(self, stream: str) -> tuple[StreamIn, ...]:
        query = select(stroom_in).where(stroom_in.c.stream == stream).order_by(stroom_in.c.epoch)
        return tuple(
            StreamIn(
                stream=row.stream,
                epoch=row.epoch,
                contiguous=row.contiguous,
                digest=row.digest,
                beyond=tuple(from_json(row.beyond)),
                highest_listed=row.highest_listed,
                closed=bool(row.closed),
            )
            for row in self._connection.execute(query)
        )

    def stream_out(self, reader: str) -> StreamOut | None:
        row = self._connection.execute(select(stroom_uit).where(stroom_uit.c.reader == reader)).first()
        if row is None:
            return None
        return StreamOut(
            stream=row.stream,
            reader=row.reader,
            epoch=row.epoch,
            next_seq=row.next_seq,
            digest=row.digest,
            acked=row.acked,
        )

    def is_applied(self, op_ids: Iterable[str]) -> Mapping[str, OpResult]:
        self._before_query()
        found: dict[str, OpResult] = {}
        for chunk in in_chunks(list(op_ids)):
            rows = self._connection.execute(select(verwerkte_op).where(verwerkte_op.c.op_id.in_(chunk)))
            found.update({row.op_id: _result(row) for row in rows})
        return found

    def record_revs(self, record_id: str) -> tuple[int, Mapping[str, int]]:
        self._before_query()
        row = self._connection.execute(
            select(stand.c.rev, stand.c.field_revs).where(stand.c.record_id == record_id)
        ).first()
        return (0, {}) if row is None else (row.rev, from_json(row.field_revs))

    def last_actor(self, record_id: str) -> str:
        self._before_query()
        found = self._connection.execute(select(stand.c.actor).where(stand.c.record_id == record_id))
        return str(found.scalar_one_or_none() or "")

    def unconfirmed_fields(self, record_id: str) -> frozenset[str]:
        self._before_query()
        names: set[str] = set()
        for text in self._connection.execute(
            select(outbox.c.fields).where(outbox.c.record_id == record_id)
        ).scalars():
            names.update(from_json(text))
        under_way = select(verzonden_op.c.velden).where(
            verzonden_op.c.record_id == record_id,
            verzonden_op.c.stand.in_([state.value for state in _UNANSWERED]),
        )
        for text in self._connection.execute(under_way).scalars():
            names.update(from_json(text))
        return frozenset(names)

    def unanswered(self, record_id: str) -> tuple[str, ...]:
        query = (
            select(verzonden_op.c.op_id)
            .where(
                verzonden_op.c.record_id == record_id,
                verzonden_op.c.stand.in_([state.value for state in _UNANSWERED]),
            )
            .order_by(verzonden_op.c.epoch, verzonden_op.c.seq)
        )
        return tuple(self._connection.execute(query).scalars())

    def pending_results(self, device_id: str, *, only_unsealed: bool = False) -> tuple[OpResult, ...]:
        self._before_query()
        told = verwerkte_op.c.bericht_seq == 0 if only_unsealed else verwerkte_op.c.bericht_seq >= 0
        query = select(verwerkte_op).where(verwerkte_op.c.device_id == device_id, told)
        return tuple(_result(row) for row in self._connection.execute(query.order_by(verwerkte_op.c.nr)))

    def conflicts(self, *, only_open: bool = True) -> tuple[Conflict, ...]:
        query = select(botsing).order_by(botsing.c.gezien_op)
        if only_open:
            query = query.where(botsing.c.besluit == "")
        return tuple(_conflict(row) for row in self._connection.execute(query))

    def aside(self) -> tuple[SetAside, ...]:
        return tuple(
            SetAside(
                op_id=row.op_id,
                sender=row.sender,
                dossier_id=row.dossier_id,
                raw=row.op,
                reden=row.reden,
                gezien_op=from_moment(row.gezien_op),
            )
            for row in self._connection.execute(select(apart).order_by(apart.c.gezien_op, apart.c.op_id))
        )

    def caseload(self, device_id: str) -> frozenset[str]:
        query = select(toewijzing.c.dossier_id).where(toewijzing.c.device_id == device_id)
        return frozenset(self._connection.execute(query).scalars())

    def holders(self, dossier_id: str) -> frozenset[str]:
        return frozenset(self._connection.execute(_HOLDERS, {"dossier": dossier_id}).scalars())

    def ended_grounds(self, reader: str) -> tuple[tuple[str, str, str], ...]:
        self._before_query()
        found: list[tuple[str, str, str]] = []
        for soort, table, ends in (
            (Toestemming.soort, _CONSENTS, _CONSENTS.c.trekt_in != ""),
            (Grondslag.soort, _GROUNDS, _GROUNDS.c.beeindigt != ""),
        ):
            query = select(table.c.id, table.c.dossier_id).where(ends)
            if reader == REGISTER:
                sealed = select(verzonden_op.c.record_id).where(verzonden_op.c.reader == reader)
                query = query.where(table.c.id.in_(sealed))
            else:
                held = select(toewijzing.c.dossier_id).where(toewijzing.c.device_id == reader)
                query = query.where(table.c.dossier_id.in_(held))
            found += [(soort, row.id, row.dossier_id) for row in self._connection.execute(query)]
        return tuple(sorted(found, key=lambda item: item[1], reverse=True))

    def erased_fields(self, record_ids: Iterable[str]) -> Mapping[str, tuple[str, ...] | None]:
        found: dict[str, tuple[str, ...] | None] = {}
        for chunk in in_chunks([trace_name(record_id) for record_id in record_ids]):
            rows = select(instelling.c.naam, instelling.c.waarde).where(instelling.c.naam.in_(chunk))
            for row in self._connection.execute(rows):
                names = from_json(row.waarde)["velden"]
                found[row.naam.removeprefix(ERASED)] = None if names is None else tuple(names)
        return found

    def facts(self) -> SyncFacts:
        self._before_query()
        waiting = self._connection.execute(
            select(func.count(), func.min(outbox.c.created_op)).where(WAITS)
        ).one()
        sealed = self._connection.execute(
            select(func.count(), func.min(verzonden_op.c.verzegeld_op)).where(
                verzonden_op.c.stand == Deelstand.WACHT.value
            )
        ).one()
        oldest = min((moment for moment in (waiting[1], sealed[1]) if moment), default=None)
        success = self._connection.execute(
            select(func.max(ronde.c.op)).where(ronde.c.gelukt == 1)
        ).scalar_one()
        return SyncFacts(
            unsent=waiting[0] + sealed[0],
            oldest_unsent=read_moment(oldest),
            withheld=self._count(outbox, not_(WAITS)),
            sent_unconfirmed=self._count(verzonden_op, verzonden_op.c.stand == Deelstand.VERZONDEN.value),
            decisions=self._count(botsing, botsing.c.besluit == ""),
            set_aside=self._count(apart, apart.c.reden != ""),
            last_success=read_moment(success),
        )

    def was_sealed(self, reader: str, epoch: int, seq: int) -> bool:
        query = select(batch_uit.c.seq).where(
            batch_uit.c.reader == reader, batch_uit.c.epoch == epoch, batch_uit.c.seq == seq
        )
        return self._connection.execute(query).first() is not None

    def unconfirmed_records(self) -> frozenset[str]:
        self._before_query()
        found = set(
            self._connection.execute(select(outbox.c.record_id).where(outbox.c.reden == "")).scalars()
        )
        settled = [Deelstand.VERWERKT.value, Deelstand.BESLUIT_NODIG.value]
        open_ops = select(verzonden_op.c.record_id).where(verzonden_op.c.stand.not_in(settled))
        found.update(self._connection.execute(open_ops).scalars())
        return frozenset(found)

    def _count(self, table: Any, condition: Any) -> int:
        return int(
            self._connection.execute(select(func.count()).select_from(table).where(condition)).scalar_one()
        )


def _device(row: Any) -> Device:
    return Device(
        device_id=row.device_id,
        naam=row.naam,
        rol=Rol(row.rol),
        identity=row.identity,
        status=DeviceStatus(row.status),
        stream=row.stream,
        their_stream=row.their_stream,
        admitted_op=read_moment(row.admitted_op),
        last_seen=read_moment(row.last_seen),
        revoked_op=read_moment(row.ingetrokken_op),
        wipe=row.wissen,
        wiped_op=read_moment(row.gewist_op),
        inventory=from_json(row.inventaris),
    )


def _outbox_row(row: Any) -> OutboxRow:
    op = Op(
        op_id=row.op_id,
        record_id=row.record_id,
        dossier_id=row.dossier_id,
        soort=row.soort,
        kind=OpKind(row.kind),
        fields=from_json(row.fields),
        base_rev=row.base_rev,
        hlc=row.hlc,
        actor=row.actor,
        rev=row.rev,
        template_hash=row.template_hash,
    )
    return OutboxRow(
        op=op,
        reader=row.reader,
        created_op=from_moment(row.created_op),
        reden=row.reden,
        oordeel=row.oordeel or "",
    )


def _batch_out(row: Any) -> BatchOut:
    return BatchOut(
        reader=row.reader,
        stream=row.stream,
        epoch=row.epoch,
        seq=row.seq,
        name=row.name,
        digest=row.digest,
        data=row.data,
        count=row.count,
        put_op=read_moment(row.put_op),
        acked_op=read_moment(row.acked_op),
    )


def _batch_in(row: Any) -> BatchIn:
    return BatchIn(
        sender=row.sender,
        stream=row.stream,
        epoch=row.epoch,
        seq=row.seq,
        name=row.name,
        digest=row.digest,
        data=row.data,
        stand=BatchStand(row.stand),
        reden=row.reden,
        count=row.count,
        received_op=read_moment(row.received_op),
        applied_op=read_moment(row.applied_op),
        prev=row.prev,
    )


def _result(row: Any) -> OpResult:
    return OpResult(
        op_id=row.op_id,
        stand=Deelstand(row.stand),
        reden=row.reden,
        rev=row.rev,
        detail=from_json(row.detail),
    )


def _conflict(row: Any) -> Conflict:
    return Conflict(
        id=row.id,
        dossier_id=row.dossier_id,
        soort=row.soort,
        record_id=row.record_id,
        veld=row.veld,
        ours=from_json(row.ours),
        theirs=from_json(row.theirs),
        ours_door=row.ours_door,
        theirs_door=row.theirs_door,
        op_id=row.op_id,
        gezien_op=from_moment(row.gezien_op),
        besluit=row.besluit,
    )
