"""The ledger's queue: the ops that writes make, folded while nothing has been sealed, parked after a withdrawal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, insert, select, update

from app.dagen import day_of
from app.domain.catalogus import BY_SOORT
from app.domain.gegevensbesluiten import Gegevensbesluit
from app.domain.inburgeraar import Inburgeraar
from app.domain.ops import Op, OpKind, kind_of
from app.domain.organisatie import ORGANISATIE
from app.domain.records import Record, record_type, to_fields
from app.domain.toestemmingen import Grondslag, Reden, Toestemming
from app.ports import REGISTER, DeviceStatus
from storage.codec import from_json, to_json, to_moment
from storage.ledger_reading import SqlLedgerReading
from storage.tables import (
    outbox,
    verzonden_op,
)
from storage.weighing import Scale

if TYPE_CHECKING:
    from storage.unit import Note, SqlUnitOfWork


class QueueingLedger(SqlLedgerReading):
    """Derives and keeps the unsealed ops, inside one unit of work."""

    def __init__(self, uow: SqlUnitOfWork) -> None:
        super().__init__(uow.connection)
        self._uow = uow
        self._unweighed: set[str] = set()

    def _before_query(self) -> None:
        self._uow._before_query()

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
            elif isinstance(note.new, Gegevensbesluit):
                self.requeue(note.new.dossier_id)
        if not self._uow.profile.is_register:
            self._foresee(notes)

    def _foresee(self, notes: Sequence[Note]) -> None:
        """Say of what was written, and of all in a dossier whose grounds changed, whether it may go at all."""
        written: dict[str, set[str]] = {}
        for note in notes:
            written.setdefault(note.new.dossier_id, set()).add(note.new.id)
            if isinstance(note.new, Toestemming | Grondslag | Inburgeraar | Gegevensbesluit):
                self._unweighed.add(note.new.dossier_id)
        for dossier_id in sorted({*written, *self._unweighed}):
            values: dict[str, Any] = {"dossier": dossier_id}
            if dossier_id in self._unweighed:
                rows = self._connection.execute(_WAITING_IN, values).all()
            else:
                values["records"] = sorted(written[dossier_id])
                rows = self._connection.execute(_WAITING_OF, values).all()
            if rows:
                self._foresee_rows(dossier_id, rows)
        self._unweighed.clear()

    def _foresee_rows(self, dossier_id: str, rows: Sequence[Any]) -> None:
        scale = Scale.of(self._uow, dossier_id, day_of(self._uow.now()))
        foreseen = []
        for row in rows:
            record = self._uow.get(BY_SOORT[row.soort], row.record_id)
            is_patch = row.kind == OpKind.PATCH.value
            why = scale.why_it_stays(record, from_json(row.fields), is_patch=is_patch) if record else ""
            if why != (row.oordeel or ""):
                foreseen.append({"b_nr": row.nr, "b_oordeel": why})
        if foreseen:
            self._connection.execute(_FORESEE, foreseen)

    def _readers(self, dossier_id: str) -> tuple[str, ...]:
        if dossier_id == ORGANISATIE:
            return self._admitted() if self._uow.profile.is_register else ()
        return tuple(sorted(self.holders(dossier_id))) if self._uow.profile.is_register else (REGISTER,)

    def _admitted(self) -> tuple[str, ...]:
        devices = (each for each in self.devices() if each.status is DeviceStatus.TOEGELATEN)
        return tuple(sorted(each.device_id for each in devices))

    def queue_organisation(self, reader: str) -> None:
        self._uow._before_query()
        fresh = []
        for cls in (each for each in BY_SOORT.values() if each.van_organisatie):
            for record in self._uow.of_dossier(cls, ORGANISATIE):
                known = self._uow.known(record.id)
                op = Op(
                    op_id=self._uow.ids.new(),
                    record_id=record.id,
                    dossier_id=ORGANISATIE,
                    soort=record.soort,
                    kind=kind_of(record.soort, is_new=True, append_only=record.append_only),
                    fields=_fields_that_may_travel(record, to_fields(record)),
                    base_rev=0,
                    hlc=self._uow.next_stamp(),
                    actor=self._uow.profile.naam,
                    rev=known.rev,
                    template_hash=str(getattr(record, "template_hash", "")),
                )
                fresh.append(self._outbox_values(op, reader))
        if fresh:
            self._connection.execute(insert(outbox), fresh)
            self._uow.touch("delen", "", "")

    def _fold(self, note: Note, reader: str, fields: Mapping[str, Any]) -> dict[str, Any]:
        """Put an edit into the ops of this record that haven't been sealed yet; what was typed over never travels.

        Returns what doesn't fit: fields of an edit that stands on a newer revision than the op that waits.
        """
        left = dict(fields)
        for row in self._waiting(note.new.id, reader):
            if row.nr < 0:
                continue
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
        """Return the unsealed ops of a record for a reader, oldest first.

        One with a number below 0 was sealed before: the reader may know its id, so nothing is folded into it.
        """
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

    def _park_record(
        self, soort: str, record_id: str, names: set[str], reden: str = Reden.INGETROKKEN.value
    ) -> None:
        """Keep an op ready, with the reason why it waits, for fields that the register has no ground for (any more)."""
        record = self._uow.get(BY_SOORT[soort], record_id)
        if record is None:
            return
        row = to_fields(record)
        waiting = self._waiting(record_id, REGISTER)
        names = names - {name for one in waiting for name in from_json(one.fields)}
        if not names:
            return
        kind = kind_of(soort, is_new=True, append_only=record.append_only)
        host = next((one for one in waiting if one.nr > 0), None)
        if host is not None:
            merged = {**{name: row[name] for name in row if name in names}, **from_json(host.fields)}
            self._connection.execute(
                update(outbox).where(outbox.c.nr == host.nr).values(fields=to_json(merged), kind=kind.value)
            )
            return
        op = Op(
            op_id=self._uow.ids.new(),
            record_id=record_id,
            dossier_id=record.dossier_id,
            soort=soort,
            kind=kind,
            fields={name: row[name] for name in row if name in names},
            base_rev=self._uow.known(record_id).rev,
            hlc=self._uow.next_stamp(),
            actor=self._uow.profile.naam,
        )
        self._connection.execute(insert(outbox), [self._outbox_values(op, REGISTER, reden)])

    def requeue(self, dossier_id: str = "") -> None:
        if not dossier_id:
            stayed = select(outbox.c.dossier_id).where(outbox.c.reden != "").distinct()
            for each in self._connection.execute(stayed).scalars().all():
                self.requeue(each)
            return
        self._connection.execute(update(outbox).where(outbox.c.dossier_id == dossier_id).values(reden=""))
        self._unweighed.add(dossier_id)

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

    def relay(self, op: Op, readers: Sequence[str]) -> None:
        if readers:
            self._connection.execute(insert(outbox), [self._outbox_values(op, reader) for reader in readers])


_WAITING_IN = select(outbox).where(
    outbox.c.dossier_id == bindparam("dossier"), outbox.c.reader == REGISTER, outbox.c.reden == ""
)
_WAITING_OF = _WAITING_IN.where(outbox.c.record_id.in_(bindparam("records", expanding=True)))
_FORESEE = update(outbox).where(outbox.c.nr == bindparam("b_nr")).values(oordeel=bindparam("b_oordeel"))


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
