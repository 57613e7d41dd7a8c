"""A sealed, signed batch for a mailbox that nobody trusts. Written down in docs/format/envelope.md."""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from app.crypto import canonical, hybrid, packing
from app.crypto.chain import sha256_hex, subkey
from app.crypto.header import MAX_HEADER_BYTES, MAX_RECEIVERS, Header
from app.crypto.hybrid import WRAPPED_KEY_BYTES
from app.crypto.identity import (
    SIGNATURE_BYTES,
    DeviceKeys,
    PublicIdentity,
    require_same_world,
    sign,
    signature_holds,
)
from app.faults import Fault, FaultKind

_AGAIN = "Vraag de afzender om het opnieuw te sturen."
ENVELOP_TE_GROOT = FaultKind("envelop-te-groot", "Dit bestand is te groot om een bericht te zijn.", _AGAIN)
ENVELOP_AFGEBROKEN = FaultKind("envelop-afgebroken", "Dit bericht is niet compleet.", _AGAIN)
ENVELOP_ONBEKEND = FaultKind("envelop-onbekend", "Dit bestand is geen bericht van dit programma.", _AGAIN)
ENVELOP_NIEUWER = FaultKind(
    "envelop-nieuwer",
    "Dit bericht komt van een nieuwere versie van het programma.",
    "Werk het programma bij. Het bericht blijft bewaard.",
)
ENVELOP_VORM = FaultKind("envelop-vorm", "Dit bericht is niet goed opgebouwd ({wat}).", _AGAIN)
ENVELOP_NIET_VOOR_MIJ = FaultKind(
    "envelop-niet-voor-mij", "Dit bericht is niet voor dit apparaat, of het is beschadigd.", _AGAIN
)
ENVELOP_SLEUTELBINDING = FaultKind(
    "envelop-sleutelbinding", "Dit bericht is beschadigd of veranderd.", _AGAIN
)
ENVELOP_BESCHADIGD = FaultKind("envelop-beschadigd", "Dit bericht is beschadigd of veranderd.", _AGAIN)
ENVELOP_AFZENDER_ONBEKEND = FaultKind(
    "envelop-afzender-onbekend",
    "Dit bericht komt van een apparaat dat hier niet bekend is.",
    "Vraag de coördinator of dit apparaat is toegelaten.",
)
ENVELOP_HANDTEKENING = FaultKind(
    "envelop-handtekening",
    "De handtekening onder dit bericht klopt niet.",
    "Neem dit bericht niet over. Bel de afzender.",
)
ENVELOP_KOP_ONGELIJK = FaultKind(
    "envelop-kop-ongelijk", "De kop van dit bericht past niet bij het bericht zelf ({veld}).", _AGAIN
)
ENVELOP_OEFENEN = FaultKind(
    "envelop-oefenen",
    "Oefenen en echt gaan niet samen: dit bericht hoort bij de andere wereld.",
    "Kijk of je in de oefenwereld bent.",
)

MAGIC = b"DLENV\r\n\x1a"
VERSION = 1
MAX_FILE = 32 * 1024 * 1024
_PREFIX = 12
_COMMITMENT = 32
_TAG = 16
_SIGN_LABEL = "envelope"


class EnvelopeRejected(Fault):
    """A batch that isn't taken over. Nothing of it may be used; `code` says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What came out: a header and a canonical JSON body, both signed; `digest` is SHA-256 hex of the sealed file.

    `value` is the body, parsed within the limits of `canonical`.
    """

    header: Header
    body: bytes
    value: object
    digest: str


@dataclass(frozen=True, slots=True)
class _Frame:
    """The parts inside the encryption, as bytes."""

    sender: str
    signature: bytes
    header: bytes
    method: int
    plain_size: int
    packed: bytes


def digest(sealed: bytes) -> str:
    """The name of a sealed batch: what the next one in its stream has as `prev`."""
    return sha256_hex(sealed)


# Sealing


def seal(
    header: Header,
    body: bytes,
    sender: DeviceKeys,
    receivers: Sequence[PublicIdentity],
    random: Callable[[int], bytes] = os.urandom,
) -> bytes:
    """The file for the mailbox. `body` must be canonical JSON (`canonical.encode`), at most 16 MiB.

    Raises ValueError for what a reader would refuse, and `OEFENSLEUTEL` when practice and real keys are mixed.
    The wrapping inside the library is randomised by itself: `random` gives the content key and the order.
    """
    require_same_world(sender.practice, *receivers)
    full = _complete(header, sender, receivers)
    try:
        canonical.decode(body)
    except Fault as fault:
        raise ValueError(f"the body is not canonical JSON: {fault.code}") from None
    content_key = bytearray(random(32))
    wraps = [hybrid.wrap(one.seal_key, content_key, wrap_info(one.device_id)) for one in receivers]
    # Sorted by their random bytes: the place says nothing about who it is for.
    prefix = outer(sorted(wraps), content_key)
    return encrypt(prefix, content_key, frame(full, body, prefix, sender))


def _complete(header: Header, sender: DeviceKeys, receivers: Sequence[PublicIdentity]) -> Header:
    ids = tuple(sorted(one.device_id for one in receivers))
    if not 1 <= len(ids) <= MAX_RECEIVERS or len(set(ids)) != len(ids):
        raise ValueError("a batch has 1 to 16 different receivers")
    mine = sender.device_id
    other_world = header.practice and not sender.practice
    if other_world or header.sender not in ("", mine) or header.receivers not in ((), ids):
        raise ValueError("the header names another sender, other receivers or another world")
    return replace(header, sender=mine, receivers=ids, practice=sender.practice)


def wrap_info(device_id: str) -> bytes:
    """HPKE's `info`: this format, this version and suite, this receiver."""
    return (
        b"doorgaande-lijn/envelope/v1/wrap\x00" + bytes([VERSION, hybrid.SUITE]) + device_id.encode("ascii")
    )


def outer(wraps: Sequence[bytes], content_key: bytes | bytearray) -> bytes:
    """Everything before the ciphertext: what the encryption authenticates and the signature covers."""
    fixed = MAGIC + bytes([VERSION, hybrid.SUITE, len(wraps), 0])
    return fixed + b"".join(wraps) + subkey(content_key, "envelope-commitment")


def frame(header: Header, body: bytes, prefix: bytes, sender: DeviceKeys) -> bytes:
    """The signed plaintext, padded."""
    method, packed = packing.pack(body)
    return raw_frame(header.sender, header.to_bytes(), method, len(body), packed, prefix, sender)


def raw_frame(
    sender_id: str,
    header: bytes,
    method: int,
    plain_size: int,
    packed: bytes,
    prefix: bytes,
    signer: DeviceKeys,
) -> bytes:
    """As `frame`, from bytes that nobody checked: the vectors of bad envelopes are made with it."""
    parts = _Frame(sender_id, b"", header, method, plain_size, packed)
    signature = sign(signer, _SIGN_LABEL, _signed_part(parts, prefix))
    name = sender_id.encode("ascii")
    inner = bytes([len(name)]) + name + signature + len(header).to_bytes(4, "big") + header
    inner += bytes([method]) + plain_size.to_bytes(4, "big") + len(packed).to_bytes(4, "big") + packed
    return inner.ljust(packing.padded_size(len(inner)), b"\x00")


def _signed_part(parts: _Frame, prefix: bytes) -> bytes:
    name = parts.sender.encode("ascii")
    return (
        hashlib.sha256(prefix).digest()
        + bytes([len(name)])
        + name
        + len(parts.header).to_bytes(4, "big")
        + parts.header
        + bytes([parts.method])
        + parts.plain_size.to_bytes(4, "big")
        + hashlib.sha256(parts.packed).digest()
    )


def encrypt(prefix: bytes, content_key: bytes | bytearray, inner: bytes) -> bytes:
    """Prefix and ciphertext. Key and nonce follow from the content key, which is used for one batch only."""
    material = subkey(content_key, "envelope-aead", 44)
    return prefix + ChaCha20Poly1305(material[:32]).encrypt(material[32:], inner, prefix)


# Opening, in the order of the specification


def open_envelope(data: bytes, keys: DeviceKeys, sender_of: Callable[[str], PublicIdentity | None]) -> Opened:
    """Open and check everything that can be checked from the file alone; `EnvelopeRejected` otherwise.

    `sender_of` gives the admitted device with an id, or None. Chain, schema, revocation and `min_reader` are the
    caller's. Nothing is parsed before the signature holds, and nothing is inflated before its size is agreed.
    """
    try:
        prefix, sealed = _split_outer(data)
        content_key = _unwrap(prefix, keys)
        inner = _decrypt(prefix, sealed, content_key)
        parts = _parse_frame(inner)
        _check_sender(parts, prefix, keys, sender_of)
        header = Header.from_bytes(parts.header)
        _check_header(header, parts, prefix, keys)
        body = packing.unpack(parts.method, parts.packed, parts.plain_size)
        value = canonical.decode(body)
    except EnvelopeRejected:
        raise
    except Fault as fault:
        raise EnvelopeRejected(fault.kind, **fault.facts) from None
    return Opened(header=header, body=body, value=value, digest=digest(data))


def _split_outer(data: bytes) -> tuple[bytes, bytes]:
    if len(data) > MAX_FILE:
        raise EnvelopeRejected(ENVELOP_TE_GROOT)
    if data[:8] != MAGIC[: len(data[:8])] or not data:
        raise EnvelopeRejected(ENVELOP_ONBEKEND)
    if len(data) < _PREFIX:
        raise EnvelopeRejected(ENVELOP_AFGEBROKEN)
    version, suite, count, reserved = data[8:_PREFIX]
    if version > VERSION or suite > hybrid.SUITE:
        raise EnvelopeRejected(ENVELOP_NIEUWER)
    if version != VERSION or suite != hybrid.SUITE or reserved != 0:
        raise EnvelopeRejected(ENVELOP_VORM, wat="versie")
    if not 1 <= count <= MAX_RECEIVERS:
        raise EnvelopeRejected(ENVELOP_VORM, wat="ontvangers")
    end = _PREFIX + count * WRAPPED_KEY_BYTES + _COMMITMENT
    if len(data) < end + packing.PAD_FLOOR + _TAG:
        raise EnvelopeRejected(ENVELOP_AFGEBROKEN)
    return data[:end], data[end:]


def _unwrap(prefix: bytes, keys: DeviceKeys) -> bytearray:
    info = wrap_info(keys.device_id)
    for private in keys.seal_privates:
        for at in range(_PREFIX, len(prefix) - _COMMITMENT, WRAPPED_KEY_BYTES):
            content_key = hybrid.unwrap(private, prefix[at : at + WRAPPED_KEY_BYTES], info)
            if content_key is not None:
                return content_key
    raise EnvelopeRejected(ENVELOP_NIET_VOOR_MIJ)


def _decrypt(prefix: bytes, sealed: bytes, content_key: bytearray) -> bytes:
    if not hmac.compare_digest(subkey(content_key, "envelope-commitment"), prefix[-_COMMITMENT:]):
        raise EnvelopeRejected(ENVELOP_SLEUTELBINDING)
    material = subkey(content_key, "envelope-aead", 44)
    try:
        return ChaCha20Poly1305(material[:32]).decrypt(material[32:], sealed, prefix)
    except InvalidTag:
        raise EnvelopeRejected(ENVELOP_BESCHADIGD) from None


class _Reader:
    """Takes fields off a byte string; short input is a fault, not an index error."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, size: int) -> bytes:
        end = self._at + size
        if end > len(self._data):
            raise EnvelopeRejected(ENVELOP_VORM, wat="lengte")
        part = self._data[self._at : end]
        self._at = end
        return part

    def number(self, size: int) -> int:
        return int.from_bytes(self.take(size), "big")

    @property
    def used(self) -> int:
        return self._at


def _parse_frame(inner: bytes) -> _Frame:
    reader = _Reader(inner)
    name = reader.take(reader.number(1))
    signature = reader.take(SIGNATURE_BYTES)
    header_size = reader.number(4)
    if header_size > MAX_HEADER_BYTES:
        raise EnvelopeRejected(ENVELOP_VORM, wat="kop")
    header = reader.take(header_size)
    method, plain_size = reader.number(1), reader.number(4)
    packed = reader.take(reader.number(4))
    if (
        len(inner) != packing.padded_size(reader.used)
        or inner.count(0, reader.used) != len(inner) - reader.used
    ):
        raise EnvelopeRejected(ENVELOP_VORM, wat="opvulling")
    if not name.isascii():
        raise EnvelopeRejected(ENVELOP_VORM, wat="afzender")
    return _Frame(name.decode("ascii"), signature, header, method, plain_size, packed)


def _check_sender(
    parts: _Frame, prefix: bytes, keys: DeviceKeys, sender_of: Callable[[str], PublicIdentity | None]
) -> None:
    sender = sender_of(parts.sender)
    if sender is None or sender.device_id != parts.sender:
        raise EnvelopeRejected(ENVELOP_AFZENDER_ONBEKEND)
    if sender.practice != keys.practice:
        raise EnvelopeRejected(ENVELOP_OEFENEN)
    if not signature_holds(sender, _SIGN_LABEL, _signed_part(parts, prefix), parts.signature):
        raise EnvelopeRejected(ENVELOP_HANDTEKENING)


def _check_header(header: Header, parts: _Frame, prefix: bytes, keys: DeviceKeys) -> None:
    if header.version != prefix[8]:
        raise EnvelopeRejected(ENVELOP_KOP_ONGELIJK, veld="version")
    if header.sender != parts.sender:
        raise EnvelopeRejected(ENVELOP_KOP_ONGELIJK, veld="sender")
    if len(header.receivers) != prefix[10] or keys.device_id not in header.receivers:
        raise EnvelopeRejected(ENVELOP_KOP_ONGELIJK, veld="receivers")
    if header.practice != keys.practice:
        raise EnvelopeRejected(ENVELOP_OEFENEN)
