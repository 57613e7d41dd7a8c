"""From the outbox to sealed batches: what may go is asked in the same transaction in which it is sealed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from app.crypto import envelope
from app.crypto.header import Header
from app.domain.catalogus import BY_SOORT
from app.domain.deelredenen import NIET_TE_VERWERKEN, TE_GROOT
from app.domain.inburgeraar import Inburgeraar
from app.domain.ops import SCHEMA_VERSION, Op, OpKind, OpResult
from app.domain.organisatie import ORGANISATIE
from app.domain.records import Record, from_fields, record_type, required_fields, to_fields
from app.domain.toestemmingen import Deelbesluit, Doelentabel, Reden, main_reason
from app.ports import BatchOut, DeviceStatus, OutboxRow, Reading, UnitOfWork
from sync import acknowledging, batches, layout, notices, returning
from sync.batches import KIND_ACK, KIND_NOTICE, KIND_OPS, KIND_WITHDRAWAL, Notice, Piece
from sync.consent import DossierGrants, Grants, ends_ground, weigh
from sync.party import Party, Peer, receivers, stream_out

PURPOSE = "gemeente"
ROOM = "sync.grootste_pakket"

RESULTS_PER_BATCH = 1_000
OLD_RESULTS = 300
"""How many results that were told before are told again in a batch that goes anyway: receipts are cumulative."""


@dataclass(slots=True)
class Draft:
    """What the next batch will hold, and what becomes of the outbox rows that were weighed for it."""

    kind: str = KIND_OPS
    ops: list[Op] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    left_over: list[OutboxRow] = field(default_factory=list)
    withheld: list[OutboxRow] = field(default_factory=list)
    dropped: list[OutboxRow] = field(default_factory=list)
    results: list[OpResult] = field(default_factory=list)
    result_pieces: list[Piece] = field(default_factory=list)
    notices: tuple[Notice, ...] = ()
    erased: Mapping[str, tuple[str, ...] | None] = field(default_factory=dict)
    size: int = 0
    items: int = 0
    room: int = batches.MAX_BODY

    @property
    def weighed(self) -> bool:
        return bool(self.ops or self.withheld or self.dropped)

    def add_op(self, op: Op, piece: Piece) -> bool:
        """Take an op when there is room for it."""
        if not self._has_room(piece):
            return False
        self.ops.append(op)
        self.pieces.append(piece)
        return True

    def add_result(self, result: OpResult) -> bool:
        """Take a result when there is room for it."""
        piece = batches.result_piece(result)
        if not self._has_room(piece):
            return False
        self.results.append(result)
        self.result_pieces.append(piece)
        return True

    def _has_room(self, piece: Piece) -> bool:
        if (
            len(self.ops) >= batches.MAX_OPS
            # What is too big by itself goes alone: nothing may stay behind because of it.
            or (self.size and self.size + piece.size > self.room)
            or self.items + piece.items > batches.MAX_ITEMS
        ):
            return False
        self.size += piece.size
        self.items += piece.items
        return True


@dataclass(frozen=True, slots=True)
class Sealed:
    """One step of emptying the outbox: the batch that was made, if any, and how many ops had to stay."""

    batch: BatchOut | None
    ops: tuple[Op, ...]
    withheld: int
    more: bool


def seal_next(party: Party, peer: Peer, inventory: Mapping[str, int]) -> Sealed:
    """Weigh the front of the outbox and seal one batch of it, in one transaction."""
    with party.store.write() as uow:
        draft = _draft(party, peer, uow)
        owes = acknowledging.owes(uow, peer)
        if not (draft.ops or draft.results or draft.notices or owes):
            if draft.weighed:
                uow.ledger.withhold(draft.withheld)
                uow.ledger.drop_outbox(draft.dropped)
                uow.commit()
            return Sealed(None, (), len(draft.withheld), draft.weighed)
        batch = _seal(party, peer, uow, draft, inventory)
        uow.ledger.seal(batch, draft.ops, draft.left_over, draft.results)
        notices.sealed(uow, peer.reader, draft.notices, batch.epoch, batch.seq)
        uow.ledger.withhold(draft.withheld)
        uow.ledger.drop_outbox(draft.dropped)
        acknowledging.paid(uow, peer)
        uow.commit()
    return Sealed(batch, tuple(draft.ops), len(draft.withheld) + len(draft.left_over), True)


def room_of(reading: Reading) -> int:
    """Return how many bytes of ops fit in one batch: what is fixed, or less where the server took no bigger files."""
    return min(int(reading.setting(ROOM) or batches.MAX_BODY), batches.MAX_BODY)


def _draft(party: Party, peer: Peer, uow: UnitOfWork) -> Draft:
    draft = Draft(notices=notices.waiting(uow, peer.reader), room=room_of(uow))
    if peer.device.status is DeviceStatus.INGETROKKEN:
        # To a revoked device nothing goes any more but what it is asked to do.
        draft.kind = KIND_NOTICE
        return draft
    rows = uow.ledger.outbox(peer.reader, batches.MAX_OPS)
    uow.prefetch((BY_SOORT[row.op.soort], row.op.record_id) for row in rows)
    if party.is_register:
        _take_results(peer, uow, draft)
        _take_for_device(peer, uow, rows, draft)
        _take_old_results(peer, uow, draft)
    else:
        _take_consented(party, uow, rows, draft)
    if draft.kind == KIND_WITHDRAWAL:
        draft.notices = ()
    elif not draft.ops and not draft.results:
        draft.kind = KIND_NOTICE if draft.notices else KIND_ACK
    return draft


# -- a device to the register


def _take_consented(party: Party, uow: UnitOfWork, rows: Sequence[OutboxRow], draft: Draft) -> None:
    """Take what the live grants let go; a withdrawal goes alone in its batch, ahead of everything."""
    grants = Grants(uow, party.doelen, party.today())
    draft.erased = erased_behind(uow, (row.op for row in rows))
    marked = [(ends_ground(row.op.soort, row.op.kind, row.op.fields), row) for row in rows]
    if returning.waiting(uow):
        marked = [(alone, row) for alone, row in marked if alone]
    for alone, row in sorted(marked, key=lambda item: not item[0]):
        if draft.ops and (draft.kind == KIND_WITHDRAWAL or alone):
            return
        if not _weigh_row(party, uow, row, grants, draft):
            return
        if alone and draft.ops:
            draft.kind = KIND_WITHDRAWAL


def _weigh_row(party: Party, uow: UnitOfWork, row: OutboxRow, grants: Grants, draft: Draft) -> bool:
    """Put one outbox row where it belongs; False when the batch is full and the row has to wait for the next."""
    op = row.op
    record = record_behind(uow, op)
    if record is None or was_erased(uow, op, draft.erased):
        draft.dropped.append(row)
        return True
    besluit = weigh(record, op.fields, grants.of(op.dossier_id), party.doelen)
    sent = _what_goes(op, record, besluit, grants.of(op.dossier_id), party.doelen)
    if sent is None:
        if all(reason is Reden.PRIVE for reason in besluit.stays.values()) and not besluit.goes:
            draft.dropped.append(row)
        else:
            draft.withheld.append(replace(row, reden=main_reason(besluit)))
        return True
    sent = replace(sent, after=_own_earlier(uow, draft, op))
    if op.kind is OpKind.PATCH and not (op.base_rev or sent.after or uow.ledger.record_revs(op.record_id)[0]):
        # Its beginning had to stay: the reader couldn't do anything with a change alone.
        draft.withheld.append(replace(row, reden=main_reason(besluit)))
        return True
    try:
        piece = batches.op_piece(sent)
    except ValueError:
        draft.withheld.append(replace(row, reden=NIET_TE_VERWERKEN))
        return True
    fits = piece.size <= batches.MAX_BODY and piece.items <= batches.MAX_ITEMS
    if not fits or not batches.is_readable_op(sent, piece):
        draft.withheld.append(replace(row, reden=TE_GROOT))
        return True
    if not draft.add_op(sent, piece):
        return False
    left = {name: op.fields[name] for name, reason in besluit.stays.items() if reason is not Reden.PRIVE}
    if left:
        rest = replace(op, op_id=party.ids.new(), kind=OpKind.PATCH, fields=left)
        draft.left_over.append(replace(row, op=rest, reden=main_reason(besluit)))
    return True


def _own_earlier(uow: UnitOfWork, draft: Draft, op: Op) -> tuple[str, ...]:
    """Return our ops on this record that have no answer yet: on the way, and in this same batch."""
    if op.kind is not OpKind.PATCH:
        return ()
    under_way = uow.ledger.unanswered(op.record_id)
    beside = (one.op_id for one in draft.ops if one.record_id == op.record_id)
    return (*under_way, *beside)[-batches.MAX_AFTER :]


def _what_goes(
    op: Op, record: Record, besluit: Deelbesluit, grants: DossierGrants, doelen: Doelentabel
) -> Op | None:
    """Return the op with only what may go, or None when that is nothing that the reader could use.

    A new record needs the fields that have no default. What is shared anew after a withdrawal brings them along, or
    goes as a change when the register may still have the rest.
    """
    going = {name: op.fields[name] for name in besluit.goes}
    if not going:
        return None
    named = dict(besluit.goes)
    if op.kind is OpKind.PATCH or _is_whole(op, going):
        return replace(op, fields=going, grants=named)
    if not op.base_rev:
        return None
    needed = [name for name in required_fields(type(record)) if name not in going]
    extra = weigh(record, [*going, *needed], grants, doelen).goes
    if all(name in extra for name in needed):
        now = to_fields(record)
        return replace(op, fields={**going, **{name: now[name] for name in needed}}, grants=dict(extra))
    return replace(op, kind=OpKind.PATCH, fields=going, grants=named)


def erased_behind(reading: Reading, ops: Iterable[Op]) -> Mapping[str, tuple[str, ...] | None]:
    """Return what was erased of the records of these ops, and of the people whose dossiers they belong to."""
    every = tuple(ops)
    return reading.ledger.erased_fields({*(op.record_id for op in every), *(op.dossier_id for op in every)})


def was_erased(reading: Reading, op: Op, erased: Mapping[str, tuple[str, ...] | None]) -> bool:
    """True for an op with something in it that was erased after it was made; `erased` as `erased_behind` says.

    With the person the whole dossier went: the proof that stays here needn't go anywhere any more.
    """
    if ends_ground(op.soort, op.kind, op.fields):
        return False
    if erased.get(op.dossier_id, ()) is None and reading.get(Inburgeraar, op.dossier_id) is None:
        return True
    if op.record_id not in erased:
        return False
    record = reading.get(BY_SOORT[op.soort], op.record_id)
    if record is None:
        return True
    now = to_fields(record)
    return any(name in op.fields and op.fields[name] != now.get(name) for name in erased[op.record_id] or ())


def record_behind(reading: Reading, op: Op) -> Record | None:
    """Return the record that an op speaks of: from its own fields when they are whole, else as it is stored."""
    cls = BY_SOORT[op.soort]
    whole = len(op.fields) == len(record_type(cls).fields) or ends_ground(op.soort, op.kind, op.fields)
    if op.kind is not OpKind.PATCH and whole:
        return from_fields(cls, op.record_id, op.dossier_id, op.fields)
    return reading.get(cls, op.record_id)


def _is_whole(op: Op, going: Mapping[str, Any]) -> bool:
    """True when the reader can build the record from these fields."""
    try:
        from_fields(BY_SOORT[op.soort], op.record_id, op.dossier_id, going)
    except (ValueError, TypeError):
        return False
    return True


# -- the register to a device


def _take_for_device(peer: Peer, uow: UnitOfWork, rows: Sequence[OutboxRow], draft: Draft) -> None:
    """Take ops for dossiers of the device's caseload, with the values that stand now; no consent is asked here.

    A register that was put back passes on nothing of a client before all who hold the dossier told what was withdrawn.
    """
    caseload = uow.ledger.caseload(peer.reader)
    waiting = returning.waiting(uow)
    for group in _by_record(rows):
        first = group[0]
        holds = first.op.dossier_id in caseload or first.op.dossier_id == ORGANISATIE
        if waiting and not ends_ground(first.op.soort, first.op.kind, first.op.fields):
            if waiting.intersection({peer.reader, *uow.ledger.holders(first.op.dossier_id)}):
                continue
        op = _as_it_stands(uow, group) if holds else None
        if op is None:
            draft.dropped.extend(group)
            continue
        if not draft.add_op(op, batches.op_piece(op)):
            return
        draft.dropped.extend(group[1:])


def _by_record(rows: Sequence[OutboxRow]) -> Iterator[tuple[OutboxRow, ...]]:
    groups: dict[str, list[OutboxRow]] = {}
    for row in rows:
        groups.setdefault(row.op.record_id, []).append(row)
    return (tuple(group) for group in groups.values())


def _as_it_stands(uow: UnitOfWork, group: Sequence[OutboxRow]) -> Op | None:
    """Return the op with the record's present values and revision, without what never leaves; None without record.

    Sending what stands, not what once was, makes the order in which a device gets things of no importance.
    """
    op = group[0].op
    cls = BY_SOORT[op.soort]
    record = uow.get(cls, op.record_id)
    if record is None:
        return None
    facts = record_type(cls).fields
    names = {name for row in group for name in row.op.fields}
    now = to_fields(record)
    fields = {
        name: now[name]
        for name in sorted(names)
        if name in facts and (facts[name].shared or facts[name].structural)
    }
    rev, _ = uow.ledger.record_revs(op.record_id)
    return replace(op, fields=fields, rev=rev, grants={}) if fields else None


def _take_results(peer: Peer, uow: UnitOfWork, draft: Draft) -> None:
    """Take what the device was never told yet."""
    for result in uow.ledger.pending_results(peer.reader, only_unsealed=True)[:RESULTS_PER_BATCH]:
        if not draft.add_result(result):
            return


def _take_old_results(peer: Peer, uow: UnitOfWork, draft: Draft) -> None:
    """Tell again what wasn't acknowledged, in a batch that goes anyway: a lost receipt does no harm."""
    if not (draft.ops or draft.results):
        return
    told = {result.op_id for result in draft.results}
    for result in uow.ledger.pending_results(peer.reader):
        if len(draft.results) >= OLD_RESULTS:
            return
        if result.op_id not in told and not draft.add_result(result):
            return


# -- the envelope


def _seal(party: Party, peer: Peer, uow: UnitOfWork, draft: Draft, inventory: Mapping[str, int]) -> BatchOut:
    stream = stream_out(uow, peer)
    ack, again = acknowledging.for_header(uow, peer)
    ended = returning.named_in_body(uow, peer)
    body = batches.encode(draft.pieces, draft.result_pieces, again, draft.notices, ended)
    afresh = acknowledging.afresh_from(uow, peer)
    header = Header(
        kind=draft.kind,
        purpose=PURPOSE,
        stream=stream.stream,
        epoch=stream.epoch,
        seq=stream.next_seq,
        created=party.now().isoformat(timespec="seconds"),
        count=len(draft.ops) + len(draft.results) + len(draft.notices),
        schema=SCHEMA_VERSION,
        prev=stream.digest,
        ack=ack,
        inventory=dict(inventory),
        extra={**({"afresh": afresh} if afresh else {}), **returning.header_extra(uow, peer)},
    )
    data = envelope.seal(header, body, party.keys, receivers(party, peer, uow))
    digest = envelope.digest(data)
    return BatchOut(
        reader=peer.reader,
        stream=stream.stream,
        epoch=stream.epoch,
        seq=stream.next_seq,
        name=layout.batch_name(peer.folder, stream.stream, stream.epoch, stream.next_seq, digest),
        digest=digest,
        data=data,
        count=header.count,
    )


def inventory_of(party: Party) -> dict[str, int]:
    """Return what a lost device would have held, for the breach sheet: it goes, signed, in every batch of a device."""
    if party.is_register:
        return {}
    with party.store.read() as reading:
        facts = reading.ledger.facts()
        return {
            "dossiers": reading.counts().get("inburgeraar", 0),
            "niet_verzonden": facts.unsent,
            "blijft_hier": facts.withheld,
        }
