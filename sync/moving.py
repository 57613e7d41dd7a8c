"""A caseload from one device to another without a network: a card, a sealed file, a receipt, and the register learns.

The new device gives its card; the old one seals the dossiers to it, with what may go by the live grants and no more
than the register would hand out; the new one takes them over and gives a receipt; only then the old one erases what it
handed over. Formats: docs/format/sync.md, "Handing over".
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Annotated, Any

import msgspec

from app.crypto import canonical, envelope
from app.crypto.header import Header
from app.crypto.identity import PUBLIC_BYTES, PublicIdentity, require_same_world
from app.domain.catalogus import RECORD_CLASSES
from app.domain.ops import Op, kind_of
from app.domain.records import Record, record_type, to_fields
from app.faults import Fault, FaultKind
from app.ports import REGISTER, DeviceStatus, Reading, UnitOfWork
from sync import batches, notices, signedfiles
from sync.batches import Notice
from sync.consent import Grants, weigh
from sync.incoming import take_values
from sync.party import NIET_GEKOPPELD, Party, Peer

OVERDRACHT_ONLEESBAAR = FaultKind(
    "dossierbestand-onleesbaar",
    "Dit is geen bestand met dossiers, of het is beschadigd.",
    "Vraag je collega om het opnieuw te maken.",
)
OVERDRACHT_VOOR_ANDER = FaultKind(
    "dossierbestand-voor-ander",
    "Dit bestand is niet voor dit apparaat.",
    "Geef eerst je eigen adreskaart aan je collega.",
)
ANDERE_GEMEENTE = FaultKind(
    "andere-gemeente",
    "Dit apparaat deelt met een andere gemeente.",
    "Dossiers gaan alleen over tussen apparaten van dezelfde gemeente.",
)
NIETS_OM_OVER_TE_DRAGEN = FaultKind(
    "niets-over-te-dragen",
    "Van deze dossiers mag niets mee: daar is geen toestemming voor.",
    "Vraag de cliënt eerst om toestemming, of draag over in een gesprek.",
)
ONTVANGST_ONBEKEND = FaultKind(
    "ontvangst-onbekend",
    "Deze ontvangst hoort niet bij iets dat dit apparaat overdroeg.",
    "Kijk of je het goede bestand koos.",
)

MAGIC = b"DLOVD\r\n\x1a"
KIND = "overdracht"
MAX_FILE = 64 * 1024 * 1024
MAX_PARTS = 500
MAX_DOSSIERS = 500
TRANSFER = "transfer"
GROUND = "overgedragen"
_GIVEN = "sync.overgedragen"
_TAKEN = "sync.overgenomen"
_MOVED = "sync.verhuisd"
_MOVED_KEPT = 1_000
_GROUNDS = ("toestemming", "grondslag")

_Id = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\Z")]
_Dossiers = Annotated[list[_Id], msgspec.Meta(min_length=1, max_length=MAX_DOSSIERS)]


class _WireCard(msgspec.Struct):
    identity: Annotated[str, msgspec.Meta(max_length=4_000)]
    naam: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    register: _Id


class _WireStatement(msgspec.Struct):
    id: _Id
    register: _Id
    sender: Annotated[_Id, msgspec.Meta()] = msgspec.field(name="from")
    to: _Id
    dossiers: _Dossiers
    at: Annotated[str, msgspec.Meta(max_length=64)]
    parts: Annotated[int, msgspec.Meta(ge=1, le=MAX_PARTS)]


class _WireReceipt(msgspec.Struct):
    id: _Id
    digest: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]
    records: Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Where dossiers may be sealed to: a device of the same register."""

    identity: PublicIdentity
    naam: str
    register: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """What a file with dossiers says: of whom, which, and how many records go. `stays` counts what remains behind."""

    id: str
    sender: PublicIdentity
    dossiers: tuple[str, ...]
    records: int
    stays: int = 0
    data: bytes = b""


# -- the new device: who it is


def card(party: Party) -> bytes:
    """Return our card: our keys and the register that we share with, signed."""
    value = {
        "identity": signedfiles.to_text(party.me.to_bytes()),
        "naam": party.store.profile.naam[:200],
        "register": _register_id(party),
    }
    return signedfiles.write(signedfiles.CARD, value, party.keys)


def read_card(party: Party, data: bytes) -> Card:
    """Parse a card and check it. Faults: `kaart-onleesbaar`, `oefensleutel`, `andere-gemeente`."""
    wire, identity = signedfiles.read_own(signedfiles.CARD, data, _WireCard, lambda found: found.identity)
    require_same_world(party.keys.practice, identity)
    if wire.register != _register_id(party):
        raise Fault(ANDERE_GEMEENTE)
    return Card(identity=identity, naam=wire.naam, register=wire.register)


def _register_id(party: Party) -> str:
    with party.store.read() as reading:
        known = reading.ledger.device(REGISTER)
    if known is None:
        raise Fault(NIET_GEKOPPELD)
    return PublicIdentity.from_bytes(known.identity).device_id


# -- the old device: seals, and keeps


def hand_over(party: Party, to: Card, dossier_ids: Collection[str]) -> Handed:
    """Seal dossiers to another device; they stay here until its receipt. Compare the fingerprint aloud before this."""
    if to.identity.device_id == party.me.device_id:
        raise Fault(OVERDRACHT_VOOR_ANDER)
    require_same_world(party.keys.practice, to.identity)
    chosen = tuple(sorted(set(dossier_ids)))[:MAX_DOSSIERS]
    with party.store.write() as uow:
        found = list(_what_may_go(party, uow, chosen))
        ops = [op for op, _ in found if op is not None]
        if all(op.soort in _GROUNDS for op in ops):
            raise Fault(NIETS_OM_OVER_TE_DRAGEN)
        parts = list(_parts(ops))
        transfer_id = party.ids.new()
        statement = _statement(party, to, chosen, transfer_id, len(parts))
        data = _file(party, to, transfer_id, statement, parts)
        whole = {op.record_id: mark for op, mark in found if op is not None and mark}
        known = dict(uow.setting(_GIVEN) or {})
        known[transfer_id] = {
            "naar": to.identity.device_id,
            "kaart": signedfiles.to_text(to.identity.to_bytes()),
            "digest": hashlib.sha256(data).hexdigest(),
            "statement": signedfiles.to_text(statement),
            "dossiers": list(chosen),
            "records": whole,
        }
        uow.put_setting(_GIVEN, known)
        for dossier_id in chosen:
            uow.note_access(dossier_id, "E", soort="overdracht", grond=GROUND)
        uow.commit()
    return Handed(
        id=transfer_id,
        sender=party.me,
        dossiers=chosen,
        records=len(ops),
        stays=len(found) - len(whole),
        data=data,
    )


def _what_may_go(
    party: Party, uow: UnitOfWork, dossier_ids: Sequence[str]
) -> Iterator[tuple[Op | None, str]]:
    """Give per record the op with what its live grants let go, and its mark when nothing of it stays behind."""
    grants = Grants(uow, party.doelen, party.today())
    for dossier_id in dossier_ids:
        for cls in RECORD_CLASSES:
            for record in uow.of_dossier(cls, dossier_id):
                yield _op_of(party, uow, record, grants)


def _op_of(party: Party, uow: UnitOfWork, record: Record, grants: Grants) -> tuple[Op | None, str]:
    facts, values = record_type(type(record)).fields, to_fields(record)
    names = [name for name in values if facts[name].shared or facts[name].structural]
    going = weigh(record, names, grants.of(record.dossier_id), party.doelen).goes
    blank = _defaults(record)
    left = [name for name, value in values.items() if name not in going and value not in blank(name)]
    if not going:
        return None, ""
    op = Op(
        op_id=party.ids.new(),
        record_id=record.id,
        dossier_id=record.dossier_id,
        soort=record.soort,
        kind=kind_of(record.soort, is_new=True, append_only=record.append_only),
        fields={name: values[name] for name in going},
        base_rev=0,
        hlc=signedfiles.stamp(party),
        actor=uow.ledger.last_actor(record.id)[:200],
        grants=dict(going),
        rev=uow.ledger.record_revs(record.id)[0],
        template_hash=str(getattr(record, "template_hash", "")),
    )
    try:
        fits = batches.is_readable_op(op, batches.op_piece(op))
    except ValueError:
        fits = False
    return (op, "" if left else _mark_of(record)) if fits else (None, "")


def _defaults(record: Record) -> Any:
    known = {item.name: item.default for item in fields(record)}
    return lambda name: (known.get(name), "", None, [], {}, 0, False)


def _parts(ops: Sequence[Op]) -> Iterator[list[Op]]:
    part: list[Op] = []
    size = items = 0
    for op in ops:
        piece = batches.op_piece(op)
        full = size + piece.size > batches.MAX_BODY or items + piece.items > batches.MAX_ITEMS
        if part and (full or len(part) >= batches.MAX_OPS):
            yield part
            part, size, items = [], 0, 0
        part.append(op)
        size, items = size + piece.size, items + piece.items
    if part:
        yield part


def _statement(party: Party, to: Card, dossiers: Sequence[str], transfer_id: str, parts: int) -> bytes:
    value = {
        "id": transfer_id,
        "register": to.register,
        "from": party.me.device_id,
        "to": to.identity.device_id,
        "dossiers": list(dossiers),
        "at": party.now().isoformat(timespec="seconds"),
        "parts": parts,
    }
    return signedfiles.write(signedfiles.STATEMENT, value, party.keys)


def _file(party: Party, to: Card, transfer_id: str, statement: bytes, parts: Sequence[Sequence[Op]]) -> bytes:
    pieces = []
    for number, ops in enumerate(parts):
        body: dict[str, Any] = {"ops": [batches.op_to_wire(op) for op in ops]}
        if number == 0:
            body["statement"] = signedfiles.to_text(statement)
        header = Header(
            kind=KIND,
            purpose="gemeente",
            stream=transfer_id,
            epoch=0,
            seq=number,
            count=len(ops),
            created=party.now().isoformat(timespec="seconds"),
        )
        sealed = envelope.seal(header, canonical.encode(body), party.keys, [to.identity])
        pieces.append(len(sealed).to_bytes(4, "big") + sealed)
    return MAGIC + party.me.to_bytes() + len(pieces).to_bytes(2, "big") + b"".join(pieces)


# -- the new device: looks, takes over, and says so


def look(party: Party, data: bytes) -> Handed:
    """Open a file with dossiers and check everything in it; nothing is written. Compare the fingerprint after this."""
    found, _, _ = _open(party, data)
    return found


def take_over(party: Party, data: bytes) -> tuple[Handed, bytes]:
    """Take dossiers over, once, and return them with the receipt for the old device; the register learns at a round."""
    found, ops, statement = _open(party, data)
    digest = hashlib.sha256(data).hexdigest()
    with party.store.write() as uow:
        taken = dict(uow.setting(_TAKEN) or {})
        if found.id not in taken:
            for op in ops:
                take_values(party, uow, op, found.sender.device_id)
            taken[found.id] = {"van": found.sender.device_id, "op": party.now().isoformat(timespec="seconds")}
            uow.put_setting(_TAKEN, taken)
            # The register must get what the old device had not sent yet; what it knows already changes nothing.
            uow.ledger.offer_again(REGISTER, found.dossiers)
            said = {"statement": signedfiles.to_text(statement)}
            notices.queue(uow, REGISTER, Notice(found.id, TRANSFER, said), each=True)
            uow.commit()
    receipt = {"id": found.id, "digest": digest, "records": found.records}
    return found, signedfiles.write(signedfiles.RECEIPT, receipt, party.keys)


def _open(party: Party, data: bytes) -> tuple[Handed, list[Op], bytes]:
    try:
        sender, sealed = _split(data)
    except (IndexError, ValueError) as error:
        raise Fault(OVERDRACHT_ONLEESBAAR) from error
    require_same_world(party.keys.practice, sender)
    ops: list[Op] = []
    statement, transfer_id = b"", ""
    for number, piece in enumerate(sealed):
        header, body = _open_part(party, sender, piece)
        if number == 0:
            statement, transfer_id = signedfiles.from_text(str(body.get("statement", ""))), header.stream
        if (header.kind, header.stream, header.seq) != (KIND, transfer_id, number):
            raise Fault(OVERDRACHT_ONLEESBAAR)
        ops += _ops_of(body)
    wire = _said(statement, sender)
    sound = (wire.id, wire.sender, wire.parts) == (transfer_id, sender.device_id, len(sealed))
    if not sound or any(op.dossier_id not in wire.dossiers for op in ops):
        raise Fault(OVERDRACHT_ONLEESBAAR)
    if wire.to != party.me.device_id:
        raise Fault(OVERDRACHT_VOOR_ANDER)
    if wire.register != _register_id(party):
        raise Fault(ANDERE_GEMEENTE)
    found = Handed(id=wire.id, sender=sender, dossiers=tuple(wire.dossiers), records=len(ops))
    return found, ops, statement


def _split(data: bytes) -> tuple[PublicIdentity, list[bytes]]:
    at = len(MAGIC) + PUBLIC_BYTES + 2
    if len(data) > MAX_FILE or not data.startswith(MAGIC) or len(data) < at:
        raise ValueError("no file with dossiers")
    try:
        sender = PublicIdentity.from_bytes(data[len(MAGIC) : len(MAGIC) + PUBLIC_BYTES])
    except Fault as fault:
        raise ValueError("keys") from fault
    count = int.from_bytes(data[at - 2 : at], "big")
    pieces: list[bytes] = []
    for _ in range(count):
        size = int.from_bytes(data[at : at + 4], "big")
        piece = data[at + 4 : at + 4 + size]
        if not size or len(piece) != size:
            raise ValueError("cut off")
        pieces.append(piece)
        at += 4 + size
    if at != len(data) or not 1 <= count <= MAX_PARTS:
        raise ValueError("length")
    return sender, pieces


def _open_part(party: Party, sender: PublicIdentity, piece: bytes) -> tuple[Header, Mapping[str, Any]]:
    try:
        opened = envelope.open_envelope(
            piece, party.keys, lambda name: sender if name == sender.device_id else None
        )
        body = canonical.decode(opened.body)
    except Fault as fault:
        if fault.kind is envelope.ENVELOP_NIET_VOOR_MIJ:
            raise Fault(OVERDRACHT_VOOR_ANDER) from fault
        raise Fault(OVERDRACHT_ONLEESBAAR) from fault
    if not isinstance(body, dict):
        raise Fault(OVERDRACHT_ONLEESBAAR)
    return opened.header, body


def _ops_of(body: Mapping[str, Any]) -> list[Op]:
    """Return the ops of one part; one that can't be judged refuses the whole: half a dossier is none."""
    raw = body.get("ops")
    if not isinstance(raw, list) or len(raw) > batches.MAX_OPS:
        raise Fault(OVERDRACHT_ONLEESBAAR)
    parsed = [batches.parse_op(item).op for item in raw]
    if any(op is None for op in parsed):
        raise Fault(OVERDRACHT_ONLEESBAAR)
    return [op for op in parsed if op is not None]


def _said(statement: bytes, sender: PublicIdentity) -> _WireStatement:
    try:
        return signedfiles.read(signedfiles.STATEMENT, statement, _WireStatement, sender)
    except Fault as fault:
        raise Fault(OVERDRACHT_ONLEESBAAR) from fault


# -- the old device: erases at the receipt


def finish(party: Party, data: bytes) -> int:
    """Erase what was handed over, now that its receipt is here; return how many records stay because they changed.

    Records that could not go whole stay, and so do those that were changed since. Faults: `ontvangst-onleesbaar`,
    `ontvangst-onbekend`.
    """
    with party.store.write() as uow:
        given = dict(uow.setting(_GIVEN) or {})
        for transfer_id, known in given.items():
            identity = PublicIdentity.from_bytes(signedfiles.from_text(known["kaart"]))
            try:
                wire = signedfiles.read(signedfiles.RECEIPT, data, _WireReceipt, identity)
            except Fault:
                continue
            if (wire.id, wire.digest) != (transfer_id, known["digest"]):
                continue
            stays = _erase(uow, known)
            said = {"statement": known["statement"]}
            notices.queue(uow, REGISTER, Notice(transfer_id, TRANSFER, said), each=True)
            del given[transfer_id]
            uow.put_setting(_GIVEN, given)
            uow.commit()
            return stays
    signedfiles.require(signedfiles.RECEIPT, data)
    raise Fault(ONTVANGST_ONBEKEND)


def _erase(uow: UnitOfWork, known: Mapping[str, Any]) -> int:
    stays = 0
    for dossier_id in known["dossiers"]:
        records = [record for cls in RECORD_CLASSES for record in uow.of_dossier(cls, dossier_id)]
        kept = [record for record in records if known["records"].get(record.id) != _mark_of(record)]
        if not kept:
            uow.ledger.erase_dossier(dossier_id, grond=GROUND)
            continue
        stays += len(kept)
        # What stays needs its person and its grounds.
        for record in records:
            if record not in kept and record.soort not in ("inburgeraar", *_GROUNDS):
                uow.ledger.erase(record.soort, record.id, None, grond=GROUND)
    return stays


def _mark_of(record: Record) -> str:
    """Return what shows later whether a record is still as it was handed over."""
    return hashlib.sha256(msgspec.json.encode(to_fields(record), order="sorted")).hexdigest()[:32]


def given(reading: Reading) -> Mapping[str, Any]:
    """Return what this device handed over and has no receipt for yet, by transfer."""
    return dict(reading.setting(_GIVEN) or {})


# -- the register


def learn(party: Party, peer: Peer, uow: UnitOfWork, notice: Notice) -> None:
    """At the register: move the dossiers that the old device signed away, once, between two admitted devices."""
    moved = list(uow.setting(_MOVED) or ())
    if not party.is_register or notice.id in moved:
        return
    try:
        statement = signedfiles.from_text(str(notice.data.get("statement", "")))
        claimed = signedfiles.peek(signedfiles.STATEMENT, statement, _WireStatement)
        old, new = uow.ledger.device(claimed.sender), uow.ledger.device(claimed.to)
        if old is None or new is None:
            return
        wire = _said(statement, PublicIdentity.from_bytes(old.identity))
    except Fault:
        return
    admitted = old.status is DeviceStatus.TOEGELATEN and new.status is DeviceStatus.TOEGELATEN
    sound = wire.id == notice.id and wire.register == party.me.device_id
    if not (admitted and sound and peer.reader in (wire.sender, wire.to)):
        return
    held = sorted(set(wire.dossiers) & uow.ledger.caseload(wire.sender))
    for dossier_id in held:
        uow.ledger.add_to_caseload(wire.to, dossier_id)
        uow.ledger.remove_from_caseload(wire.sender, dossier_id)
        uow.note_access(dossier_id, "U", soort="toewijzing", grond=GROUND)
    uow.ledger.offer_again(wire.to, held)
    uow.put_setting(_MOVED, [*moved, notice.id][-_MOVED_KEPT:])
