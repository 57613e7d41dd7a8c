"""A store in memory that keeps the promises of app.ports: what the tests of sync stand on beside the real one.

State is made of frozen values in plain containers, so a transaction is a shallow copy and undoing is forgetting it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Any

from app.changes import Changes, Touched
from app.domain import hlc
from app.domain.catalogus import BY_SOORT, RECORD_CLASSES
from app.domain.deelredenen import GEEN_TOESTEMMING, INGETROKKEN
from app.domain.ops import Deelstand, Op, OpKind, OpResult, kind_of
from app.domain.organisatie import ORGANISATIE
from app.domain.records import Record, changed_fields, from_fields, record_type, to_fields, with_fields
from app.domain.toestemmingen import Grondslag, Reden, Toestemming
from app.ports import (
    REGISTER,
    BatchIn,
    BatchOut,
    BatchStand,
    Clock,
    Conflict,
    Device,
    DeviceStatus,
    Ids,
    OutboxRow,
    Profile,
    RecordShare,
    StreamIn,
    StreamOut,
    SyncFacts,
)

UNANSWERED = (Deelstand.WACHT, Deelstand.VERZONDEN, Deelstand.ONTVANGEN, Deelstand.WACHT_OP_DEEL)


@dataclass(frozen=True)
class Sent:
    op: Op
    reader: str
    epoch: int
    seq: int
    stand: Deelstand = Deelstand.WACHT
    reden: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Told:
    """A result and where it was told: (0, 0) not yet, None confirmed."""

    device_id: str
    result: OpResult
    batch_digest: str
    told: tuple[int, int] | None = (0, 0)


@dataclass
class State:
    records: dict[str, Record] = field(default_factory=dict)
    revs: dict[str, int] = field(default_factory=dict)
    field_revs: dict[str, dict[str, int]] = field(default_factory=dict)
    actors: dict[str, str] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)
    devices: dict[str, Device] = field(default_factory=dict)
    caseloads: dict[str, frozenset[str]] = field(default_factory=dict)
    outbox: list[OutboxRow] = field(default_factory=list)
    sent: dict[tuple[str, str], Sent] = field(default_factory=dict)
    batches_out: dict[tuple[str, int, int], BatchOut] = field(default_factory=dict)
    batches_in: dict[str, BatchIn] = field(default_factory=dict)
    streams_in: dict[tuple[str, int], StreamIn] = field(default_factory=dict)
    streams_out: dict[str, StreamOut] = field(default_factory=dict)
    results: dict[str, Told] = field(default_factory=dict)
    conflicts: dict[str, Conflict] = field(default_factory=dict)
    aside: dict[str, tuple[bytes, str, str]] = field(default_factory=dict)
    rounds: list[tuple[datetime, bool, str]] = field(default_factory=list)
    erased: list[tuple[str, tuple[str, ...] | None]] = field(default_factory=list)
    frozen: frozenset[str] = frozenset()
    stamp: str = ""

    def copy(self) -> State:
        twin = State(**{item.name: getattr(self, item.name) for item in fields(self)})
        for item in fields(self):
            value = getattr(self, item.name)
            if isinstance(value, dict | list):
                setattr(twin, item.name, value.copy())
        twin.field_revs = {key: dict(value) for key, value in self.field_revs.items()}
        return twin


class FakeReading:
    def __init__(self, store: FakeStore) -> None:
        self.store = store

    @property
    def state(self) -> State:
        return self.store.state

    @property
    def ledger(self) -> FakeLedger:
        return FakeLedger(self.store)

    def get(self, cls, record_id):
        found = self.state.records.get(record_id)
        return found if isinstance(found, cls) else None

    def prefetch(self, wanted):
        """Everything is at hand."""

    def of_dossier(self, cls, dossier_id):
        return tuple(
            item
            for key, item in sorted(self.state.records.items())
            if isinstance(item, cls) and item.dossier_id == dossier_id
        )

    def everything(self, cls):
        return tuple(item for _, item in sorted(self.state.records.items()) if isinstance(item, cls))

    def setting(self, name):
        return self.state.settings.get(name)

    def counts(self):
        return {
            cls.soort: sum(isinstance(item, cls) for item in self.state.records.values())
            for cls in RECORD_CLASSES
        }

    def shares(self, record_ids):
        found: dict[str, RecordShare] = {}
        for sent in self.state.sent.values():
            if sent.op.record_id in record_ids:
                found[sent.op.record_id] = RecordShare(stand=sent.stand, reden=sent.reden, detail=sent.detail)
        for row in self.state.outbox:
            if row.op.record_id in record_ids:
                if not row.reden:
                    found[row.op.record_id] = RecordShare(stand=Deelstand.WACHT)
                else:
                    found.setdefault(
                        row.op.record_id, RecordShare(stand=Deelstand.BLIJFT_HIER, reden=row.reden)
                    )
        return {key: found.get(key, RecordShare(stand=Deelstand.BLIJFT_HIER)) for key in record_ids}


class FakeUnit(FakeReading):
    def __init__(self, store: FakeStore, actor: str) -> None:
        super().__init__(store)
        self._actor = actor or store.profile.naam
        self._touched: set[Touched] = set()
        self._before: State | None = None
        self._written: dict[str, tuple[Record | None, Record]] = {}

    def __enter__(self) -> FakeUnit:
        if self.store.open:
            raise AssertionError("a unit of work inside a unit of work")
        self.store.open = True
        self._before = self.store.state
        self.store.state = self._before.copy()
        return self

    def __exit__(self, kind, error, trace) -> None:
        self.store.open = False
        if self._before is not None:
            self.store.state = self._before
            self._before = None

    @property
    def ledger(self) -> FakeLedger:
        return FakeLedger(self.store, self)

    def touch(self, soort, record_id, dossier_id):
        self._touched.add(Touched(soort, record_id, dossier_id))

    def put_setting(self, name, value):
        self.state.settings[name] = value

    def note_access(self, dossier_id, actie, *, soort="", grond=""):
        pass

    def next_stamp(self) -> str:
        self.state.stamp = hlc.tick(self.state.stamp, self.store.clock.now(), self.store.profile.device_id)
        return self.state.stamp

    def add(self, record: Record) -> None:
        if record.id in self.state.records:
            raise ValueError("exists")
        self._local(record, None, changed_fields(None, record))

    def replace(self, record: Record) -> None:
        if record.append_only:
            raise TypeError("append-only")
        old = self.state.records[record.id]
        changed = changed_fields(old, record)
        if changed:
            self._local(record, old, changed)

    def _local(self, record: Record, old: Record | None, changed: dict[str, Any]) -> None:
        state, is_register = self.state, self.store.profile.is_register
        state.records[record.id] = record
        rev = state.revs.get(record.id, 0) + is_register
        state.revs[record.id] = rev
        revs = state.field_revs.setdefault(record.id, {})
        if is_register:
            revs.update(dict.fromkeys(changed, rev))
        state.actors[record.id] = self._actor
        self._queue(record, old, changed, rev)
        if isinstance(record, Toestemming | Grondslag):
            self._ground_written(record)
        self.touch(record.soort, record.id, record.dossier_id)

    def _readers(self, dossier_id: str) -> list[str]:
        if dossier_id == ORGANISATIE:
            devices = self.state.devices.values() if self.store.profile.is_register else ()
            return sorted(each.device_id for each in devices if each.status is DeviceStatus.TOEGELATEN)
        return sorted(self.ledger.holders(dossier_id)) if self.store.profile.is_register else [REGISTER]

    def _queue(self, record: Record, old: Record | None, changed: dict[str, Any], rev: int) -> None:
        facts = record_type(type(record)).fields
        travel = {
            name: value for name, value in changed.items() if facts[name].shared or facts[name].structural
        }
        if not any(facts[name].shared for name in travel):
            return
        readers = self._readers(record.dossier_id)
        stamp = self.next_stamp()
        for reader in readers:
            left = dict(travel)
            for at, row in enumerate(self.state.outbox):
                if old is None or row.op.record_id != record.id or row.reader != reader:
                    continue
                if row.op.op_id in self.state.frozen:
                    continue
                same_base = self.store.profile.is_register or row.op.base_rev == rev
                mine = {name: left[name] for name in left if same_base or name in row.op.fields}
                if mine:
                    merged = replace(row.op, fields={**row.op.fields, **mine}, hlc=stamp, actor=self._actor)
                    self.state.outbox[at] = replace(row, op=merged, reden="")
                left = {name: value for name, value in left.items() if name not in mine}
            if not left:
                continue
            op = Op(
                op_id=self.store.ids.new(),
                record_id=record.id,
                dossier_id=record.dossier_id,
                soort=record.soort,
                kind=kind_of(
                    record.soort,
                    is_new=old is None,
                    append_only=record.append_only,
                    besluit=str(getattr(record, "besluit", "")),
                    supersedes=bool(getattr(record, "vervangt", "")),
                ),
                fields=left,
                base_rev=rev if old is not None else 0,
                hlc=stamp,
                actor=self._actor,
            )
            self.state.outbox.append(OutboxRow(op=op, reader=reader, created_op=self.store.clock.now()))

    def _ground_written(self, ground: Toestemming | Grondslag) -> None:
        ended = ground.trekt_in if isinstance(ground, Toestemming) else ground.beeindigt
        if ended and not self.store.profile.is_register:
            self._park(ground)
        self.ledger.requeue(ground.dossier_id)

    def _park(self, ended: Toestemming | Grondslag) -> None:
        dossier_id = ended.dossier_id
        grounds = (*self.of_dossier(Toestemming, dossier_id), *self.of_dossier(Grondslag, dossier_id))
        withdrawn = {ground.id for ground in grounds if ground.doel == ended.doel}
        lost: dict[str, set[str]] = {}
        for sent in self.state.sent.values():
            if sent.op.dossier_id == dossier_id and sent.op.record_id not in withdrawn:
                names = {name for name, grants in sent.op.grants.items() if withdrawn.intersection(grants)}
                if names:
                    lost.setdefault(sent.op.record_id, set()).update(names)
        for record_id, names in lost.items():
            self.park(record_id, names, Reden.INGETROKKEN.value)

    def park(self, record_id: str, names: set[str], reden: str) -> None:
        record = self.state.records.get(record_id)
        if record is None:
            return
        values = to_fields(record)
        waiting = [at for at, row in enumerate(self.state.outbox) if row.op.record_id == record_id]
        names = names - {name for at in waiting for name in self.state.outbox[at].op.fields}
        if not names:
            return
        kind = kind_of(record.soort, is_new=True, append_only=record.append_only)
        for at in waiting:
            row = self.state.outbox[at]
            if row.op.op_id not in self.state.frozen:
                more = {**{name: values[name] for name in names}, **row.op.fields}
                self.state.outbox[at] = replace(row, op=replace(row.op, fields=more, kind=kind))
                return
        op = Op(
            op_id=self.store.ids.new(),
            record_id=record_id,
            dossier_id=record.dossier_id,
            soort=record.soort,
            kind=kind,
            fields={name: values[name] for name in values if name in names},
            base_rev=self.state.revs.get(record_id, 0),
            hlc=self.next_stamp(),
            actor=self._actor,
        )
        self.state.outbox.append(
            OutboxRow(op=op, reader=REGISTER, created_op=self.store.clock.now(), reden=reden)
        )

    def commit(self) -> Changes:
        self.store.commits += 1
        if self.store.on_commit is not None:
            self.store.on_commit(self.store.commits)
        self._before = None
        return Changes(frozenset(self._touched))


class FakeLedger:
    def __init__(self, store: FakeStore, unit: FakeUnit | None = None) -> None:
        self._store = store
        self._unit = unit

    @property
    def _state(self) -> State:
        return self._store.state

    # -- reading

    def devices(self) -> tuple[Device, ...]:
        return tuple(sorted(self._state.devices.values(), key=lambda item: item.naam))

    def device(self, device_id: str) -> Device | None:
        return self._state.devices.get(device_id)

    def outbox(
        self, reader: str, limit: int = 0, *, withheld: bool = False, soorten: Sequence[str] = ()
    ) -> tuple[OutboxRow, ...]:
        order = {OpKind.WITHDRAW: 0, OpKind.CONSENT: 1}
        rows = [row for row in self._state.outbox if row.reader == reader and (withheld or not row.reden)]
        rows = [row for row in rows if not soorten or row.op.soort in soorten]
        rows.sort(key=lambda row: order.get(row.op.kind, 2))
        return tuple(rows[:limit] if limit else rows)

    def batches_out(self, reader: str, *, only_unput: bool = False) -> tuple[BatchOut, ...]:
        return tuple(
            batch
            for key, batch in sorted(self._state.batches_out.items())
            if key[0] == reader and batch.acked_op is None and not (only_unput and batch.put_op)
        )

    def batches_acked(self, reader: str, after: tuple[int, int] = (0, 0)) -> tuple[BatchOut, ...]:
        return tuple(
            batch
            for (name, epoch, seq), batch in sorted(self._state.batches_out.items())
            if name == reader and batch.acked_op is not None and (epoch, seq) > after
        )

    def batches_in(self, *stands: BatchStand) -> tuple[BatchIn, ...]:
        return tuple(b for b in self._state.batches_in.values() if not stands or b.stand in stands)

    def batches_at(self, stream: str, epoch: int, seq: int) -> tuple[BatchIn, ...]:
        return tuple(
            b for b in self._state.batches_in.values() if (b.stream, b.epoch, b.seq) == (stream, epoch, seq)
        )

    def streams_in(self, stream: str) -> tuple[StreamIn, ...]:
        return tuple(item for key, item in sorted(self._state.streams_in.items()) if key[0] == stream)

    def stream_out(self, reader: str) -> StreamOut | None:
        return self._state.streams_out.get(reader)

    def is_applied(self, op_ids: Iterable[str]) -> Mapping[str, OpResult]:
        return {key: self._state.results[key].result for key in op_ids if key in self._state.results}

    def record_revs(self, record_id: str) -> tuple[int, Mapping[str, int]]:
        return self._state.revs.get(record_id, 0), dict(self._state.field_revs.get(record_id, {}))

    def last_actor(self, record_id: str) -> str:
        return self._state.actors.get(record_id, "")

    def unconfirmed_fields(self, record_id: str) -> frozenset[str]:
        names: set[str] = set()
        for row in self._state.outbox:
            if row.op.record_id == record_id:
                names.update(row.op.fields)
        for sent in self._state.sent.values():
            if sent.op.record_id == record_id and sent.stand in UNANSWERED:
                names.update(sent.op.fields)
        return frozenset(names)

    def unanswered(self, record_id: str) -> tuple[str, ...]:
        found = [
            sent
            for sent in self._state.sent.values()
            if sent.op.record_id == record_id and sent.stand in UNANSWERED
        ]
        return tuple(sent.op.op_id for sent in sorted(found, key=lambda item: (item.epoch, item.seq)))

    def pending_results(self, device_id: str, *, only_unsealed: bool = False) -> tuple[OpResult, ...]:
        return tuple(
            told.result
            for told in self._state.results.values()
            if told.device_id == device_id
            and (told.told == (0, 0) if only_unsealed else told.told is not None)
        )

    def conflicts(self, *, only_open: bool = True) -> tuple[Conflict, ...]:
        return tuple(c for c in self._state.conflicts.values() if not only_open or not c.besluit)

    def caseload(self, device_id: str) -> frozenset[str]:
        return self._state.caseloads.get(device_id, frozenset())

    def holders(self, dossier_id: str) -> frozenset[str]:
        return frozenset(
            key
            for key, held in self._state.caseloads.items()
            if dossier_id in held and self._state.devices[key].status is DeviceStatus.TOEGELATEN
        )

    def ended_grounds(self, reader: str) -> tuple[tuple[str, str, str], ...]:
        found = []
        for record in self._state.records.values():
            ended = record.trekt_in if isinstance(record, Toestemming) else ""
            ended = record.beeindigt if isinstance(record, Grondslag) else ended
            if reader == REGISTER:
                known = (record.id, reader) in {
                    (one.op.record_id, one.reader) for one in self._state.sent.values()
                }
            else:
                known = record.dossier_id in self.caseload(reader)
            if ended and known:
                found.append((record.soort, record.id, record.dossier_id))
        return tuple(sorted(found, key=lambda item: item[1], reverse=True))

    def erased_fields(self, record_ids: Iterable[str]) -> Mapping[str, tuple[str, ...] | None]:
        wanted = set(record_ids)
        return {record_id: names for record_id, names in self._state.erased if record_id in wanted}

    def facts(self) -> SyncFacts:
        waiting = [row for row in self._state.outbox if not row.reden]
        sealed = [sent for sent in self._state.sent.values() if sent.stand is Deelstand.WACHT]
        return SyncFacts(
            unsent=len(waiting) + len(sealed),
            oldest_unsent=min((row.created_op for row in waiting), default=None),
            withheld=sum(bool(row.reden) for row in self._state.outbox),
            sent_unconfirmed=sum(sent.stand is Deelstand.VERZONDEN for sent in self._state.sent.values()),
            decisions=len(self.conflicts()),
            set_aside=len(self._state.aside),
            last_success=max((at for at, fine, _ in self._state.rounds if fine), default=None),
        )

    # -- writing

    def put_device(self, device: Device) -> None:
        self._state.devices[device.device_id] = device

    def add_to_caseload(self, device_id: str, dossier_id: str) -> None:
        self._state.caseloads[device_id] = self.caseload(device_id) | {dossier_id}

    def queue_organisation(self, reader: str) -> None:
        assert self._unit is not None
        for record in list(self._state.records.values()):
            if record.van_organisatie:
                op = Op(
                    op_id=self._store.ids.new(),
                    record_id=record.id,
                    dossier_id=record.dossier_id,
                    soort=record.soort,
                    kind=kind_of(record.soort, is_new=True, append_only=record.append_only),
                    fields=to_fields(record),
                    base_rev=0,
                    hlc=self._unit.next_stamp(),
                    actor=self._store.profile.naam,
                )
                row = OutboxRow(op=op, reader=reader, created_op=self._store.clock.now())
                self._state.outbox.append(row)

    def was_sealed(self, reader: str, epoch: int, seq: int) -> bool:
        return (reader, epoch, seq) in self._state.batches_out

    def unconfirmed_records(self) -> frozenset[str]:
        settled = (Deelstand.VERWERKT, Deelstand.BESLUIT_NODIG)
        waiting = {row.op.record_id for row in self._state.outbox if not row.reden}
        return frozenset(
            waiting | {sent.op.record_id for sent in self._state.sent.values() if sent.stand not in settled}
        )

    def remove_from_caseload(self, device_id: str, dossier_id: str) -> None:
        self._state.caseloads[device_id] = self.caseload(device_id) - {dossier_id}
        self._state.outbox = [
            row
            for row in self._state.outbox
            if not (row.reader == device_id and row.op.dossier_id == dossier_id)
        ]

    def offer_again(self, reader: str, dossier_ids=None) -> int:
        assert self._unit is not None
        self._state.sent = {
            key: sent
            for key, sent in self._state.sent.items()
            if not (
                sent.reader == reader
                and sent.stand in UNANSWERED
                and (dossier_ids is None or sent.op.dossier_id in dossier_ids)
            )
        }
        before = len(self._state.outbox)
        order = {cls: at for at, cls in enumerate(RECORD_CLASSES)}
        for record in sorted(self._state.records.values(), key=lambda one: (order[type(one)], one.id)):
            if record.van_organisatie and reader == REGISTER:
                continue
            if dossier_ids is None or record.dossier_id in dossier_ids:
                self._offer(record, reader)
        return len(self._state.outbox) - before

    def _offer(self, record: Record, reader: str) -> None:
        facts = record_type(type(record)).fields
        waiting = {
            name
            for row in self._state.outbox
            if (row.op.record_id, row.reader) == (record.id, reader)
            for name in row.op.fields
        }
        left = {
            name: value
            for name, value in to_fields(record).items()
            if (facts[name].shared or facts[name].structural) and name not in waiting
        }
        if not any(facts[name].shared for name in left):
            return
        rev = self._state.revs.get(record.id, 0)
        assert self._unit is not None
        op = Op(
            op_id=self._store.ids.new(),
            record_id=record.id,
            dossier_id=record.dossier_id,
            soort=record.soort,
            kind=kind_of(
                record.soort,
                is_new=not waiting,
                append_only=record.append_only,
                besluit=str(getattr(record, "besluit", "")),
                supersedes=bool(getattr(record, "vervangt", "")),
            ),
            fields=left,
            base_rev=rev if reader == REGISTER else 0,
            hlc=self._unit.next_stamp(),
            actor=self._state.actors.get(record.id, self._store.profile.naam),
            rev=rev,
        )
        self._state.outbox.append(OutboxRow(op=op, reader=reader, created_op=self._store.clock.now()))

    def raise_revs(self, by: int) -> None:
        self._state.revs = {key: rev + by for key, rev in self._state.revs.items()}

    def erase_dossier(self, dossier_id: str, *, grond: str, keep=()) -> dict[str, int]:
        gone = [
            record
            for record in self._state.records.values()
            if record.dossier_id == dossier_id and not isinstance(record, tuple(keep))
        ]
        for record in gone:
            self.erase(record.soort, record.id, None, grond=grond)
        self._state.outbox = [
            row
            for row in self._state.outbox
            if row.op.dossier_id != dossier_id
            or row.op.fields.get("trekt_in")
            or row.op.fields.get("beeindigt")
        ]
        return dict(Counter(record.soort for record in gone))

    def erase_everything(self, *, grond: str) -> int:
        gone = list(self._state.records.values())
        for record in gone:
            self.erase(record.soort, record.id, None, grond=grond)
        self._state.outbox, self._state.aside, self._state.conflicts = [], {}, {}
        self._state.batches_in = {
            key: replace(batch, data=b"") for key, batch in self._state.batches_in.items()
        }
        return len(gone)

    def put_stream_out(self, stream: StreamOut) -> None:
        self._state.streams_out[stream.reader] = stream

    def put_stream_in(self, stream: StreamIn) -> None:
        self._state.streams_in[stream.stream, stream.epoch] = stream

    def seal(
        self,
        batch: BatchOut,
        sealed: Sequence[Op],
        left_over: Sequence[OutboxRow],
        results: Sequence[OpResult] = (),
    ) -> None:
        assert (batch.reader, batch.epoch, batch.seq) not in self._state.batches_out
        self._drop(batch.reader, {op.op_id for op in sealed})
        self.withhold(left_over)
        for op in sealed:
            self._state.sent[op.op_id, batch.reader] = Sent(op, batch.reader, batch.epoch, batch.seq)
        self._state.batches_out[batch.reader, batch.epoch, batch.seq] = batch
        for result in results:
            told = self._state.results[result.op_id]
            if told.told == (0, 0):
                self._state.results[result.op_id] = replace(told, told=(batch.epoch, batch.seq))
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

    def withhold(self, rows: Sequence[OutboxRow]) -> None:
        for row in rows:
            place = next(
                (
                    at
                    for at, one in enumerate(self._state.outbox)
                    if (one.op.op_id, one.reader) == (row.op.op_id, row.reader)
                ),
                None,
            )
            if place is None:
                self._state.outbox.append(row)
            else:
                self._state.outbox[place] = replace(self._state.outbox[place], reden=row.reden)

    def drop_outbox(self, rows: Sequence[OutboxRow]) -> None:
        for row in rows:
            self._drop(row.reader, {row.op.op_id})

    def _drop(self, reader: str, op_ids: set[str]) -> None:
        self._state.outbox = [
            row for row in self._state.outbox if not (row.reader == reader and row.op.op_id in op_ids)
        ]

    def unseal(self, batches: Sequence[BatchOut], ops: Sequence[Op]) -> None:
        for batch in batches:
            key = (batch.epoch, batch.seq)
            del self._state.batches_out[batch.reader, batch.epoch, batch.seq]
            self._state.sent = {
                name: sent
                for name, sent in self._state.sent.items()
                if not (sent.reader == batch.reader and (sent.epoch, sent.seq) == key)
            }
            for op_id, told in list(self._state.results.items()):
                if told.device_id == batch.reader and told.told == key:
                    self._state.results[op_id] = replace(told, told=(0, 0))
        reader, now, back = batches[0].reader, self._store.clock.now(), []
        for op in ops:
            back.append(OutboxRow(op=replace(op, grants={}, after=()), reader=reader, created_op=now))
        self._state.frozen = self._state.frozen | {op.op_id for op in ops}
        self._state.outbox = back + self._state.outbox

    def mark_put(self, batch: BatchOut, at: datetime) -> None:
        key = (batch.reader, batch.epoch, batch.seq)
        self._state.batches_out[key] = replace(self._state.batches_out[key], put_op=at)
        self._move(batch.reader, batch.epoch, {batch.seq}, (Deelstand.WACHT,), Deelstand.VERZONDEN)

    def _move(self, reader, epoch, numbers, before, after) -> None:
        for key, sent in list(self._state.sent.items()):
            if sent.reader == reader and sent.epoch == epoch and sent.seq in numbers and sent.stand in before:
                self._state.sent[key] = replace(sent, stand=after)

    def mark_acked(
        self, reader: str, epoch: int, contiguous: int, beyond: Sequence[int], at: datetime
    ) -> None:
        numbers = {
            seq
            for name, at_epoch, seq in self._state.batches_out
            if name == reader and at_epoch == epoch and (seq <= contiguous or seq in beyond)
        }
        for seq in numbers:
            key = (reader, epoch, seq)
            self._state.batches_out[key] = replace(self._state.batches_out[key], acked_op=at, data=b"")
        self._move(reader, epoch, numbers, (Deelstand.WACHT, Deelstand.VERZONDEN), Deelstand.ONTVANGEN)
        stream = self._state.streams_out.get(reader)
        if stream is not None and stream.epoch == epoch and stream.acked < contiguous:
            self.put_stream_out(replace(stream, acked=contiguous))
        for op_id, told in list(self._state.results.items()):
            if told.device_id == reader and told.told and told.told[0] == epoch and told.told[1] in numbers:
                self._state.results[op_id] = replace(told, told=None)

    def store_results(self, results: Sequence[OpResult], at: datetime) -> None:
        for result in results:
            key = (result.op_id, REGISTER)
            sent = self._state.sent.get(key)
            if sent is None:
                continue
            self._state.sent[key] = replace(
                sent, stand=result.stand, reden=result.reden, detail=dict(result.detail)
            )
            record_id = sent.op.record_id
            if result.rev == sent.op.base_rev + 1:
                self._state.outbox = [
                    replace(row, op=replace(row.op, base_rev=result.rev))
                    if row.op.record_id == record_id and row.op.base_rev < result.rev
                    else row
                    for row in self._state.outbox
                ]
            news = (sent.stand, sent.reden) != (result.stand, result.reden)
            if news and sent.op.soort not in ("toestemming", "grondslag"):
                names = set(result.detail.get("geweigerde_velden", ()))
                if result.stand is Deelstand.GEWEIGERD and result.reden in (GEEN_TOESTEMMING, INGETROKKEN):
                    names = set(sent.op.fields)
                if names:
                    assert self._unit is not None
                    self._unit.park(record_id, names, result.reden or GEEN_TOESTEMMING)
            if result.rev and record_id in self._state.records:
                self._state.revs[record_id] = max(result.rev, self._state.revs.get(record_id, 0))
                revs = self._state.field_revs.setdefault(record_id, {})
                revs.update({name: max(result.rev, revs.get(name, 0)) for name in sent.op.fields})

    def store_incoming(self, batch: BatchIn) -> None:
        self._state.batches_in.setdefault(batch.digest, batch)

    def set_incoming(self, batch: BatchIn) -> None:
        assert batch.digest in self._state.batches_in
        self._state.batches_in[batch.digest] = batch

    def apply(
        self, op: Op, values: Mapping[str, Any], *, sender: str, rev: int, received_op: datetime
    ) -> bool:
        cls = BY_SOORT[op.soort]
        old = self._state.records.get(op.record_id)
        if old is not None and not isinstance(old, cls):
            raise ValueError("a record of another kind has this id")
        new = (
            from_fields(cls, op.record_id, op.dossier_id, values) if old is None else with_fields(old, values)
        )
        self._state.records[op.record_id] = new
        self._state.revs[op.record_id] = rev
        self._state.field_revs.setdefault(op.record_id, {}).update(dict.fromkeys(values, rev))
        self._state.actors[op.record_id] = op.actor
        if self._unit is not None:
            self._unit.touch(op.soort, op.record_id, op.dossier_id)
        return old is None

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        kept = self._state.copy()
        try:
            yield
        except BaseException:
            self._store.state = kept
            raise

    def put_result(self, device_id: str, result: OpResult, batch_digest: str, at: datetime) -> None:
        earlier = self._state.results.get(result.op_id)
        owner = earlier.device_id if earlier else device_id
        self._state.results[result.op_id] = Told(owner, result, batch_digest)

    def add_conflict(self, conflict: Conflict) -> None:
        self._state.conflicts[conflict.id] = conflict

    def set_aside(
        self, op_id: str, raw: bytes, dossier_id: str, sender: str, reden: str, at: datetime
    ) -> None:
        self._state.aside[op_id] = (raw, sender, reden)

    def erase(self, soort: str, record_id: str, names: Sequence[str] | None, *, grond: str) -> None:
        record = self._state.records.get(record_id)
        if record is None:
            return
        self._state.erased.append((record_id, None if names is None else tuple(names)))
        self._state.outbox = [
            row
            for row in self._state.outbox
            if row.op.record_id != record_id or names is not None or row.op.fields.get("trekt_in")
        ]
        if names is None:
            del self._state.records[record_id]
            self._state.revs.pop(record_id, None)
            self._state.field_revs.pop(record_id, None)
        else:
            kept = {name: value for name, value in to_fields(record).items() if name not in names}
            self._state.records[record_id] = from_fields(type(record), record.id, record.dossier_id, kept)
            for name in names:
                self._state.field_revs.get(record_id, {}).pop(name, None)
        self._state.conflicts = {
            key: item
            for key, item in self._state.conflicts.items()
            if not (item.record_id == record_id and (names is None or item.veld in names))
        }
        self._state.aside = {
            key: item for key, item in self._state.aside.items() if record_id.encode() not in item[0]
        }

    def relay(self, op: Op, readers: Sequence[str]) -> None:
        for reader in readers:
            self._state.outbox.append(OutboxRow(op=op, reader=reader, created_op=self._store.clock.now()))

    def requeue(self, dossier_id: str = "") -> None:
        self._state.outbox = [
            replace(row, reden="") if dossier_id in ("", row.op.dossier_id) else row
            for row in self._state.outbox
        ]

    def note_round(self, at: datetime, *, success: bool, detail: str = "") -> None:
        self._state.rounds.append((at, success, detail))


class FakeStore:
    """`on_commit` is called with the number of the commit right before it counts: raise there to play a kill."""

    def __init__(self, profile: Profile, clock: Clock, ids: Ids) -> None:
        self.profile = profile
        self.clock = clock
        self.ids = ids
        self.state = State()
        self.open = False
        self.commits = 0
        self.on_commit: Callable[[int], None] | None = None

    @contextmanager
    def read(self) -> Iterator[FakeReading]:
        yield FakeReading(self)

    def write(self, *, actor: str = "") -> FakeUnit:
        return FakeUnit(self, actor)

    def close(self) -> None:
        pass
