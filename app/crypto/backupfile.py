"""The front of a backup file: its slots, and a signed header that only its key opens. docs/format/backup.md."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from app.crypto import canonical, slotfile
from app.crypto.chain import subkey_into
from app.crypto.identity import SIGNATURE_BYTES, DeviceKeys, PublicIdentity, sign, signature_holds
from app.crypto.secret import StoreKey, wipe
from app.crypto.slotbox import Random
from app.crypto.slotfile import FILE_BYTES, SlotFile
from app.faults import Fault, FaultKind

GEEN_RESERVEKOPIE = FaultKind(
    "reservekopie-vreemd",
    "Dit bestand is geen reservekopie van Doorgaande Lijn ({wat}).",
    "Kies een ander bestand.",
)
RESERVEKOPIE_NIEUWER = FaultKind(
    "reservekopie-nieuwer",
    "Deze reservekopie is gemaakt met een nieuwere versie van het programma.",
    "Werk het programma bij en probeer het opnieuw.",
)
RESERVEKOPIE_BESCHADIGD = FaultKind(
    "reservekopie-beschadigd",
    "Deze reservekopie is beschadigd of door iets anders veranderd ({wat}).",
    "Gebruik een andere reservekopie. Gooi deze nog niet weg.",
)

MAGIC = b"DLRESERV"
VERSION = 1
LEAD_BYTES = 16
MAX_HEAD_BYTES = 64 * 1024
FRONT_LIMIT = LEAD_BYTES + FILE_BYTES + MAX_HEAD_BYTES
_NONCE = 12
_TAG = 16
_LABEL = "backup"
_SUFFIX = ".reservekopie"


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What a backup says about itself: rows per table, the head of the log in hex, size and digest of the body."""

    device_id: str
    made_op: str
    number: int
    schema: int
    size: int
    sha256: str
    rows: Mapping[str, int]
    log_rows: int
    log_head: str


@dataclass(frozen=True, slots=True)
class Front:
    """A front that was read: the slots, the sealed head, and where the body begins. Nothing of it is believed yet."""

    slots: SlotFile
    lead: bytes
    sealed: bytes

    @property
    def body_at(self) -> int:
        return LEAD_BYTES + FILE_BYTES + len(self.sealed)


def slots_id(device_id: str) -> str:
    """The profile id in a backup's slots: no slot of a profile opens a backup, nor the other way round."""
    return device_id + _SUFFIX


def write_front(
    header: Header, slots: SlotFile, key: StoreKey, keys: DeviceKeys, *, random: Random = os.urandom
) -> bytes:
    """Everything that stands before the body."""
    plain = canonical.encode(
        {
            "version": VERSION,
            "device_id": header.device_id,
            "identity": keys.public.to_bytes().hex(),
            "made_op": header.made_op,
            "number": header.number,
            "schema": header.schema,
            "size": header.size,
            "sha256": header.sha256,
            "rows": dict(header.rows),
            "log_rows": header.log_rows,
            "log_head": header.log_head,
        }
    )
    message = plain + sign(keys, _LABEL, slots.raw + plain)
    length = _NONCE + len(message) + _TAG
    if length > MAX_HEAD_BYTES:
        raise ValueError("the header of a backup is too long")
    lead = MAGIC + bytes([VERSION, 0, 0, 0]) + length.to_bytes(4, "big")
    kek = subkey_into(key, "backup-header")
    try:
        nonce = random(_NONCE)
        sealed = nonce + ChaCha20Poly1305(kek).encrypt(nonce, message, lead + slots.raw)
    finally:
        wipe(kek)
    return lead + slots.raw + sealed


def read_front(data: bytes) -> Front:
    """Parse the first bytes of a backup strictly (give at least `FRONT_LIMIT`, or the whole file)."""
    if data[:8] != MAGIC or len(data) < LEAD_BYTES:
        raise Fault(GEEN_RESERVEKOPIE, wat="begin")
    if data[8] > VERSION:
        raise Fault(RESERVEKOPIE_NIEUWER)
    length = int.from_bytes(data[12:16], "big")
    if data[8] != VERSION or any(data[9:12]) or not _NONCE + _TAG < length <= MAX_HEAD_BYTES:
        raise Fault(RESERVEKOPIE_BESCHADIGD, wat="begin")
    if len(data) < LEAD_BYTES + FILE_BYTES + length:
        raise Fault(RESERVEKOPIE_BESCHADIGD, wat="lengte")
    slots = slotfile.from_bytes(data[LEAD_BYTES : LEAD_BYTES + FILE_BYTES])
    if not slots.profile_id.endswith(_SUFFIX):
        raise Fault(RESERVEKOPIE_BESCHADIGD, wat="profiel")
    at = LEAD_BYTES + FILE_BYTES
    return Front(slots, data[:LEAD_BYTES], data[at : at + length])


def open_header(front: Front, key: StoreKey) -> Header:
    """Unseal the header and check its signature and its device; Fault `RESERVEKOPIE_BESCHADIGD`."""
    kek = subkey_into(key, "backup-header")
    try:
        opened = ChaCha20Poly1305(kek).decrypt(
            front.sealed[:_NONCE], front.sealed[_NONCE:], front.lead + front.slots.raw
        )
    except InvalidTag:
        raise Fault(RESERVEKOPIE_BESCHADIGD, wat="kop") from None
    finally:
        wipe(kek)
    plain, signature = opened[:-SIGNATURE_BYTES], opened[-SIGNATURE_BYTES:]
    try:
        values = canonical.decode(plain)
        header, identity = _header(values)
    except (Fault, KeyError, TypeError, ValueError):
        raise Fault(RESERVEKOPIE_BESCHADIGD, wat="kop") from None
    if not signature_holds(identity, _LABEL, front.slots.raw + plain, signature):
        raise Fault(RESERVEKOPIE_BESCHADIGD, wat="handtekening")
    if identity.device_id != header.device_id or front.slots.profile_id != slots_id(header.device_id):
        raise Fault(RESERVEKOPIE_BESCHADIGD, wat="apparaat")
    return header


def _header(values: object) -> tuple[Header, PublicIdentity]:
    if not isinstance(values, dict) or values.get("version") != VERSION:
        raise ValueError("version")
    texts = {name: values[name] for name in ("device_id", "made_op", "sha256", "log_head")}
    numbers = {name: values[name] for name in ("number", "schema", "size", "log_rows")}
    rows = values["rows"]
    if not isinstance(rows, dict):
        raise TypeError("rows")
    counts = [*numbers.values(), *rows.values()]
    if any(not isinstance(text, str) for text in texts.values()):
        raise TypeError("text")
    if any(not isinstance(number, int) or isinstance(number, bool) or number < 0 for number in counts):
        raise TypeError("number")
    identity = PublicIdentity.from_bytes(bytes.fromhex(values["identity"]))
    return Header(rows=rows, **texts, **numbers), identity
