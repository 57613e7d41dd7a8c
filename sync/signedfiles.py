"""Small signed files beside the batches: magic, canonical JSON, 64 bytes of signature with a label of its own."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec

from app.crypto import canonical
from app.crypto.identity import SIGNATURE_BYTES, DeviceKeys, PublicIdentity, sign, verify
from app.domain import hlc
from app.faults import Fault, FaultKind
from sync.party import Party

KAART_ONLEESBAAR = FaultKind(
    "kaart-onleesbaar",
    "Dit is geen adreskaart van een apparaat, of het bestand is beschadigd.",
    "Vraag je collega om de kaart opnieuw te maken.",
)
VERKLARING_ONLEESBAAR = FaultKind(
    "overdrachtsverklaring-onleesbaar",
    "De verklaring bij deze dossiers klopt niet.",
    "Vraag je collega om het bestand opnieuw te maken.",
)
ONTVANGST_ONLEESBAAR = FaultKind(
    "ontvangst-onleesbaar",
    "Dit is geen ontvangstbewijs, of het bestand is beschadigd.",
    "Vraag je collega om het ontvangstbewijs opnieuw.",
)

VERSION = 1
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Form:
    """One kind of file: how it begins, under which label it is signed, how long it may be, how it is refused."""

    magic: bytes
    label: str
    most: int
    refusal: FaultKind


CARD = Form(b"DLKRT\r\n\x1a", "card", 8 * 1024, KAART_ONLEESBAAR)
STATEMENT = Form(b"DLVKL\r\n\x1a", "transfer", 64 * 1024, VERKLARING_ONLEESBAAR)
RECEIPT = Form(b"DLONT\r\n\x1a", "transfer-receipt", 8 * 1024, ONTVANGST_ONLEESBAAR)


def write(form: Form, value: Mapping[str, Any], keys: DeviceKeys) -> bytes:
    """Return the file, signed."""
    payload = canonical.encode({**value, "v": VERSION})
    return form.magic + payload + sign(keys, form.label, payload)


def read(form: Form, data: bytes, kind: type[T], signer: PublicIdentity) -> T:
    """Parse a file that this signer must have signed; the form's Fault for anything else."""
    wire, payload = _parse(form, data, kind)
    try:
        verify(signer, form.label, payload, data[-SIGNATURE_BYTES:])
    except Fault as fault:
        raise Fault(form.refusal) from fault
    return wire


def read_own(
    form: Form, data: bytes, kind: type[T], identity_of: Callable[[T], str]
) -> tuple[T, PublicIdentity]:
    """Parse a file that shows the keys that signed it; whose they are, only a fingerprint read aloud can show."""
    wire, _ = _parse(form, data, kind)
    try:
        identity = PublicIdentity.from_bytes(from_text(identity_of(wire)))
    except Fault as fault:
        raise Fault(form.refusal) from fault
    return read(form, data, kind, identity), identity


def peek(form: Form, data: bytes, kind: type[T]) -> T:
    """Parse a file without looking at its signature, only to know whose it must be."""
    return _parse(form, data, kind)[0]


def require(form: Form, data: bytes) -> None:
    """Raise the form's Fault unless this looks like such a file."""
    _parse(form, data, dict)


def _parse(form: Form, data: bytes, kind: type[T]) -> tuple[T, bytes]:
    if len(data) > form.most or not data.startswith(form.magic):
        raise Fault(form.refusal)
    payload = data[len(form.magic) : -SIGNATURE_BYTES]
    try:
        value = canonical.decode(payload)
        if not isinstance(value, dict) or value.get("v") != VERSION:
            raise Fault(form.refusal)
        return msgspec.convert(value, kind), payload
    except Fault as fault:
        raise Fault(form.refusal) from fault
    except msgspec.ValidationError as error:
        raise Fault(form.refusal) from error


def to_text(data: bytes) -> str:
    """Write bytes as URL-safe base64."""
    return base64.urlsafe_b64encode(data).decode("ascii")


def from_text(text: str) -> bytes:
    """Read URL-safe base64; what isn't gives no bytes, which no reader takes."""
    try:
        return base64.b64decode(text.encode("ascii", "replace"), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return b""


def stamp(party: Party) -> str:
    """Return a hybrid clock's stamp of now."""
    return hlc.tick("", party.now(), party.me.device_id)
