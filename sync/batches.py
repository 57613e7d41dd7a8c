"""The body of a batch: ops, results and what is asked for again. Strict and bounded when it comes from elsewhere.

Written down in docs/format/sync.md. The envelope around it (signature, encryption, header) is app.crypto's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import msgspec

from app.crypto import canonical
from app.crypto.header import Header
from app.domain import hlc
from app.domain.catalogus import BY_SOORT
from app.domain.deelredenen import ONLEESBAAR, UPDATE_NODIG
from app.domain.ops import SCHEMA_VERSION, Deelstand, Op, OpKind, OpResult
from app.domain.records import record_type
from app.faults import Fault, FaultKind

BATCH_VORM = FaultKind(
    "batch-vorm",
    "De inhoud van dit bestand klopt niet ({wat}).",
    "Vraag de afzender om het opnieuw te sturen.",
)

READER_VERSION = 1
"""The version of the protocol that this program reads; a batch that asks for a later one is held."""
KIND_OPS = "ops"
KIND_WITHDRAWAL = "intrekking"
KIND_ACK = "ontvangst"
KIND_NOTICE = "bericht"
KINDS = (KIND_OPS, KIND_WITHDRAWAL, KIND_ACK, KIND_NOTICE)

MAX_OPS = 200
MAX_RESULTS = 2_000
MAX_BODY = 1024 * 1024
MAX_BODY_READ = 4 * MAX_BODY
MAX_ITEMS = 18_000
"""Values in one body; the canonical form refuses more than 20,000."""
MAX_FILE = 8 * 1024 * 1024
"""Sealed bytes that a reader is willing to fetch."""
MAX_FIELDS = 200
MAX_TEXT = 100_000
MAX_DETAIL = 4_096
MAX_AGAIN = 200
MAX_AFTER = 100
MAX_NOTICES = 20
MAX_NOTICE = 48 * 1024
MAX_ENDED = 400
"""How many ends of grounds one batch names, the newest first; with all else full the items still fit."""

_Id = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\Z")]
_Name = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_]{0,63}\Z")]
_Code = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9_-]{0,64}\Z")]
_Count = Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)]
_Short = Annotated[str, msgspec.Meta(max_length=200)]


class _WireOp(msgspec.Struct):
    op_id: _Id
    record_id: _Id
    dossier_id: _Id
    soort: _Name
    kind: _Name
    fields: Annotated[dict[_Name, Any], msgspec.Meta(max_length=MAX_FIELDS)]
    base_rev: _Count
    hlc: Annotated[str, msgspec.Meta(max_length=90)]
    actor: _Short
    grants: Annotated[list[tuple[list[_Id], list[_Name]]], msgspec.Meta(max_length=MAX_FIELDS)] = []
    rev: _Count = 0
    schema_v: Annotated[int, msgspec.Meta(ge=1, le=65_535)] = 1
    template_hash: Annotated[str, msgspec.Meta(max_length=64)] = ""
    after: Annotated[list[_Id], msgspec.Meta(max_length=MAX_AFTER)] = []


class _WireResult(msgspec.Struct):
    op_id: _Id
    stand: str
    reden: _Code = ""
    rev: _Count = 0
    detail: dict[str, Any] = {}


class _WireNotice(msgspec.Struct):
    id: _Id
    type: Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9-]{0,31}\Z")]
    data: dict[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Notice:
    """A short message of one side to the other, beside the ops."""

    id: str
    type: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ParsedOp:
    """One op as it came: `op` when it can be judged, else `reden` (`onleesbaar`, or `update_nodig`: hold it)."""

    op_id: str
    dossier_id: str
    soort: str
    item: object
    op: Op | None
    reden: str = ""

    @property
    def raw(self) -> bytes:
        """The op as it stood in the batch, also with what this version doesn't know."""
        return msgspec.json.encode(self.item, order="sorted")


@dataclass(frozen=True, slots=True)
class Body:
    """What a batch says: ops, results on our ops, the numbers (epoch, seq) that the sender wants again, and notices."""

    ops: tuple[ParsedOp, ...] = ()
    results: tuple[OpResult, ...] = ()
    again: tuple[tuple[int, int], ...] = ()
    notices: tuple[Notice, ...] = ()
    ended: tuple[tuple[str, str], ...] = ()
    """(dossier, id) of the withdrawals and ends of grounds that the reader must know."""


_RECEIPT_STATES = frozenset(
    {
        Deelstand.VERWERKT,
        Deelstand.BESLUIT_NODIG,
        Deelstand.APART_GEZET,
        Deelstand.GEWEIGERD,
        Deelstand.WACHT_OP_DEEL,
    }
)


def is_readable(header: Header) -> bool:
    """True for a batch that this version understands; another is held, never guessed at."""
    return header.kind in KINDS and header.schema <= SCHEMA_VERSION and header.min_reader <= READER_VERSION


@dataclass(frozen=True, slots=True)
class Piece:
    """An op or a result as it stands in a body: its canonical text, and how many values that holds."""

    data: bytes
    items: int

    @property
    def size(self) -> int:
        return len(self.data) + 1


def encode(
    ops: Iterable[Piece],
    results: Iterable[Piece] = (),
    again: Iterable[tuple[int, int]] = (),
    notices: Iterable[Notice] = (),
    ended: Iterable[tuple[str, str]] = (),
) -> bytes:
    """Return the canonical JSON body of pieces that were weighed one by one."""
    body = {
        "again": [canonical.encode(list(item)) for item in again],
        "ops": [piece.data for piece in ops],
        "results": [piece.data for piece in results],
    }
    if said := [canonical.encode({"id": n.id, "type": n.type, "data": dict(n.data)}) for n in notices]:
        body["notices"] = said
    if named := [canonical.encode(list(item)) for item in ended]:
        body["beeindigd"] = named
    return canonical.join(body)


def op_to_wire(op: Op) -> dict[str, Any]:
    """Return an op as plain values in the form of the specification."""
    by_grants: dict[tuple[str, ...], list[str]] = {}
    for name, grants in op.grants.items():
        by_grants.setdefault(tuple(grants), []).append(name)
    wire: dict[str, Any] = {
        "op_id": op.op_id,
        "record_id": op.record_id,
        "dossier_id": op.dossier_id,
        "soort": op.soort,
        "kind": op.kind.value,
        "fields": dict(op.fields),
        "base_rev": op.base_rev,
        "hlc": op.hlc,
        "actor": op.actor,
        "schema_v": op.schema_v,
    }
    if by_grants:
        wire["grants"] = [[list(key), sorted(names)] for key, names in sorted(by_grants.items())]
    if op.rev:
        wire["rev"] = op.rev
    if op.template_hash:
        wire["template_hash"] = op.template_hash
    if op.after:
        wire["after"] = list(op.after)
    return wire


def op_piece(op: Op) -> Piece:
    """Return an op as it will stand in a body. Raises ValueError for values that can't travel (a float, too deep)."""
    return Piece(*canonical.encode_decoded(op_to_wire(op)))


def is_readable_op(op: Op, piece: Piece) -> bool:
    """True when a reader would accept the op: what it would refuse isn't sent in the first place."""
    try:
        return not _trouble(msgspec.convert(op_to_wire(op), _WireOp), piece.size)
    except msgspec.ValidationError:
        return False


def result_piece(result: OpResult) -> Piece:
    """Return a result as it will stand in a body."""
    return Piece(*canonical.encode_decoded(_result_to_wire(result)))


def _result_to_wire(result: OpResult) -> dict[str, Any]:
    wire: dict[str, Any] = {"op_id": result.op_id, "stand": result.stand.value}
    if result.reden:
        wire["reden"] = result.reden
    if result.rev:
        wire["rev"] = result.rev
    if result.detail:
        wire["detail"] = dict(result.detail)
    return wire


def decode(body: bytes) -> Body:
    """Parse a body. Fault `batch-vorm` when the whole can't be read; one bad op never spoils the others."""
    return parse(canonical.decode(body) if len(body) <= MAX_BODY_READ else None, len(body))


def parse(value: object, size: int) -> Body:
    """Take a body of `size` bytes apart that was decoded before; Faults as `decode`."""
    if size > MAX_BODY_READ:
        raise Fault(BATCH_VORM, wat="te groot")
    if not isinstance(value, dict):
        raise Fault(BATCH_VORM, wat="geen tabel")
    ops = _list(value, "ops", MAX_OPS)
    results = _list(value, "results", MAX_RESULTS)
    return Body(
        ops=tuple(parse_op(item) for item in ops),
        results=tuple(found for item in results if (found := _parse_result(item)) is not None),
        again=_parse_again(_list(value, "again", MAX_AGAIN)),
        notices=_parse_notices(_list(value, "notices", MAX_NOTICES)),
        ended=_parse_ended(_list(value, "beeindigd", MAX_ENDED)),
    )


def _list(value: Mapping[str, Any], name: str, most: int) -> Sequence[Any]:
    found = value.get(name, [])
    if not isinstance(found, list) or len(found) > most:
        raise Fault(BATCH_VORM, wat=name)
    return found


def _parse_again(items: Sequence[Any]) -> tuple[tuple[int, int], ...]:
    try:
        return tuple(msgspec.convert(items, list[tuple[_Count, _Count]]))
    except msgspec.ValidationError:
        raise Fault(BATCH_VORM, wat="again") from None


def _parse_notices(items: Sequence[Any]) -> tuple[Notice, ...]:
    """Return the notices that can be read; a malformed one changes nothing, and spoils no other."""
    found = []
    for item in items:
        try:
            wire = msgspec.convert(item, _WireNotice)
        except msgspec.ValidationError:
            continue
        if len(msgspec.json.encode(wire.data)) <= MAX_NOTICE:
            found.append(Notice(wire.id, wire.type, wire.data))
    return tuple(found)


def _parse_ended(items: Sequence[Any]) -> tuple[tuple[str, str], ...]:
    try:
        return tuple(msgspec.convert(items, list[tuple[_Id, _Id]]))
    except msgspec.ValidationError:
        raise Fault(BATCH_VORM, wat="beeindigd") from None


def _parse_result(item: object) -> OpResult | None:
    """Return one result; a malformed one, or a state of a newer version, is left out: it changes nothing."""
    try:
        wire = msgspec.convert(item, _WireResult)
        stand = Deelstand(wire.stand)
    except (msgspec.ValidationError, ValueError):
        return None
    if stand not in _RECEIPT_STATES or len(msgspec.json.encode(wire.detail)) > MAX_DETAIL:
        return None
    return OpResult(op_id=wire.op_id, stand=stand, reden=wire.reden, rev=wire.rev, detail=wire.detail)


def parse_op(item: object) -> ParsedOp:
    """Parse one op. Keys that this version doesn't know are passed over; they are still in `raw`."""
    try:
        wire = msgspec.convert(item, _WireOp)
    except msgspec.ValidationError:
        return ParsedOp(_id_in(item, "op_id"), _id_in(item, "dossier_id"), "", item, None, ONLEESBAAR)
    reden = _trouble(wire)
    op = None if reden else _op_of(wire)
    return ParsedOp(wire.op_id, wire.dossier_id, wire.soort, item, op, reden)


def _trouble(wire: _WireOp, size: int = MAX_BODY_READ) -> str:
    """Return why an op of `size` bytes can't be judged, or ""."""
    if wire.schema_v > SCHEMA_VERSION or wire.kind not in _KINDS or wire.soort not in BY_SOORT:
        return UPDATE_NODIG
    if not hlc.is_stamp(wire.hlc) or not wire.fields:
        return ONLEESBAAR
    if size > MAX_TEXT and not _texts_fit(wire.fields):
        return ONLEESBAAR
    # A field of a later version may need a consent that we can't judge: hold, never guess.
    return "" if record_type(BY_SOORT[wire.soort]).fields.keys() >= wire.fields.keys() else UPDATE_NODIG


_KINDS = frozenset(kind.value for kind in OpKind)


def _texts_fit(value: object) -> bool:
    if isinstance(value, str):
        return len(value) <= MAX_TEXT
    if isinstance(value, dict):
        return all(_texts_fit(item) for item in value.values())
    return all(_texts_fit(item) for item in value) if isinstance(value, list) else True


def _op_of(wire: _WireOp) -> Op:
    grants: dict[str, tuple[str, ...]] = {}
    for ids, names in wire.grants:
        for name in names:
            grants[name] = tuple(ids)
    return Op(
        op_id=wire.op_id,
        record_id=wire.record_id,
        dossier_id=wire.dossier_id,
        soort=wire.soort,
        kind=OpKind(wire.kind),
        fields=wire.fields,
        base_rev=wire.base_rev,
        hlc=wire.hlc,
        actor=wire.actor,
        grants=grants,
        rev=wire.rev,
        schema_v=wire.schema_v,
        template_hash=wire.template_hash,
        after=tuple(wire.after),
    )


def _id_in(item: object, name: str) -> str:
    """Return an id out of something malformed, or "" when that isn't one either."""
    value = item.get(name) if isinstance(item, dict) else None
    try:
        return msgspec.convert(value, _Id)
    except msgspec.ValidationError:
        return ""
