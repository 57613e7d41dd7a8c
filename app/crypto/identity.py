"""A device's keys, what it shows of them, and signatures with a label."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ed25519

from app.crypto import hybrid
from app.crypto.chain import subkey
from app.crypto.hybrid import SealPrivate
from app.faults import Fault, FaultKind

IDENTITEIT_ONGELDIG = FaultKind(
    "identiteit-ongeldig",
    "De sleutels van dit apparaat kloppen niet ({wat}).",
    "Vraag het bestand opnieuw aan bij wie het stuurde.",
)
SLEUTELS_ONGELDIG = FaultKind(
    "sleutels-ongeldig",
    "De eigen sleutels van dit apparaat zijn beschadigd.",
    "Zet een back-up terug, of meld het apparaat opnieuw aan.",
)
HANDTEKENING_ONGELDIG = FaultKind(
    "handtekening-ongeldig",
    "De handtekening klopt niet. Dit is veranderd, of het komt van iemand anders.",
    "Vraag de afzender om het opnieuw te sturen.",
)
OEFENSLEUTEL = FaultKind(
    "oefensleutel",
    "Oefenen en echt gaan niet samen.",
    "Gebruik in de oefenwereld alleen apparaten van de oefenwereld.",
)

PUBLIC_MAGIC = b"DLID"
KEYS_MAGIC = b"DLKEYS\n"
VERSION = 1
PUBLIC_BYTES = 4 + 1 + 1 + 4 + 32 + hybrid.PUBLIC_BYTES + 64
MAX_GENERATION = 2**32 - 1
MAX_SEAL_KEYS = 4
SIGNATURE_BYTES = 64
Random = Callable[[int], bytes]

# Points of small order (RFC 7748 / Chalkias et al. 2020, y-coordinates, both signs): a signature under one of
# these can hold for messages that nobody signed.
_SMALL_ORDER_Y = {
    bytes.fromhex("0000000000000000000000000000000000000000000000000000000000000000"),
    bytes.fromhex("0100000000000000000000000000000000000000000000000000000000000000"),
    bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
    bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
    bytes.fromhex("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
}
_FIELD = 2**255 - 19


def _sound_sign_key(raw: bytes) -> bool:
    """Whether this is a canonically written point that isn't of small order."""
    y = raw[:31] + bytes([raw[31] & 0x7F])
    if int.from_bytes(y, "little") >= _FIELD or y in _SMALL_ORDER_Y:
        return False
    try:
        ed25519.Ed25519PublicKey.from_public_bytes(raw)
    except ValueError:
        return False
    return True


def _flag(practice: bool) -> bytes:
    return b"\x01" if practice else b"\x00"


PRACTICE_PREFIX = "oefen-"
"""How the name of every practice device begins, and so that of its slot file and backups."""


def device_id_of(sign_key: bytes, practice: bool) -> str:
    """`d-` or, for practice, `oefen-`, and 26 signs that follow from the flag and the signing key alone."""
    digest = hashlib.sha256(b"doorgaande-lijn/device-id/v1\x00" + _flag(practice) + sign_key).digest()
    return (PRACTICE_PREFIX if practice else "d-") + base64.b32encode(digest[:16]).decode("ascii").rstrip(
        "="
    ).lower()


def seal_key_id(seal_key: bytes) -> bytes:
    """16 bytes that name a public sealing key."""
    return hashlib.sha256(b"doorgaande-lijn/seal-key-id/v1\x00" + seal_key).digest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicIdentity:
    """What others know of a device. `binding` is the signing key's own signature over all the rest.

    The sealing key may be renewed under the same signing key: `generation` then goes up, the id stays.
    """

    device_id: str
    sign_key: bytes
    seal_key: bytes
    practice: bool
    generation: int
    binding: bytes

    def core(self) -> bytes:
        """What the binding signs and the fingerprint shows."""
        return (
            PUBLIC_MAGIC
            + bytes([VERSION])
            + _flag(self.practice)
            + self.generation.to_bytes(4, "big")
            + self.sign_key
            + self.seal_key
        )

    def to_bytes(self) -> bytes:
        """1,322 bytes, as written in docs/format/envelope.md."""
        return self.core() + self.binding

    @classmethod
    def from_bytes(cls, data: bytes) -> PublicIdentity:
        """Parse and check everything that can be checked without knowing the device; Fault `IDENTITEIT_ONGELDIG`."""
        if len(data) != PUBLIC_BYTES or data[:4] != PUBLIC_MAGIC:
            raise Fault(IDENTITEIT_ONGELDIG, wat="geen sleutelgegevens")
        if data[4] != VERSION:
            raise Fault(IDENTITEIT_ONGELDIG, wat="versie")
        if data[5] > 1:
            raise Fault(IDENTITEIT_ONGELDIG, wat="oefenvlag")
        sign_key, seal_key = bytes(data[10:42]), bytes(data[42 : 42 + hybrid.PUBLIC_BYTES])
        if not _sound_sign_key(sign_key):
            raise Fault(IDENTITEIT_ONGELDIG, wat="handtekeningsleutel")
        if not hybrid.check_public(seal_key):
            raise Fault(IDENTITEIT_ONGELDIG, wat="verzegelsleutel")
        identity = cls(
            device_id=device_id_of(sign_key, data[5] == 1),
            sign_key=sign_key,
            seal_key=seal_key,
            practice=data[5] == 1,
            generation=int.from_bytes(data[6:10], "big"),
            binding=bytes(data[-SIGNATURE_BYTES:]),
        )
        if not signature_holds(identity, "identity", identity.core(), identity.binding):
            raise Fault(IDENTITEIT_ONGELDIG, wat="binding")
        return identity


@dataclass(frozen=True, slots=True, repr=False)
class DeviceKeys:
    """The private half: one signing key and up to four sealing keys, newest first (older ones still open).

    Kept only inside the encrypted store. The bytes and the library's key objects can't be wiped by Python.
    """

    practice: bool
    sign_private: bytes
    seal_privates: tuple[SealPrivate, ...]
    generation: int = 0

    def __repr__(self) -> str:
        return "<DeviceKeys verborgen>"

    @classmethod
    def generate(cls, practice: bool, *, random: Random = os.urandom) -> DeviceKeys:
        """Fresh keys of a new device."""
        return cls(practice, random(32), (SealPrivate.generate(random),))

    @classmethod
    def from_seed(cls, seed: bytes | bytearray, *, practice: bool) -> DeviceKeys:
        """The keys that follow from 32 random bytes: for a key that is kept on paper."""
        if len(seed) != 32:
            raise ValueError("a seed is 32 bytes")
        material = subkey(seed, "seeded-keys-practice" if practice else "seeded-keys", 128)
        return cls(practice, material[:32], (SealPrivate(material[32:]),))

    @property
    def public(self) -> PublicIdentity:
        sign_key = self._signer().public_key().public_bytes_raw()
        unsigned = PublicIdentity(
            device_id=device_id_of(sign_key, self.practice),
            sign_key=sign_key,
            seal_key=self.seal_privates[0].public_bytes(),
            practice=self.practice,
            generation=self.generation,
            binding=b"",
        )
        return PublicIdentity(
            device_id=unsigned.device_id,
            sign_key=sign_key,
            seal_key=unsigned.seal_key,
            practice=self.practice,
            generation=self.generation,
            binding=sign(self, "identity", unsigned.core()),
        )

    @property
    def device_id(self) -> str:
        return device_id_of(self._signer().public_key().public_bytes_raw(), self.practice)

    def with_new_seal_key(self, *, random: Random = os.urandom) -> DeviceKeys:
        """A fresh sealing key in front; at most three older ones stay to open what is still under way."""
        kept = (SealPrivate.generate(random), *self.seal_privates)[:MAX_SEAL_KEYS]
        return DeviceKeys(self.practice, self.sign_private, kept, self.generation + 1)

    def _signer(self) -> ed25519.Ed25519PrivateKey:
        return ed25519.Ed25519PrivateKey.from_private_bytes(self.sign_private)

    def to_bytes(self) -> bytes:
        """For inside the encrypted store only."""
        head = KEYS_MAGIC + bytes([VERSION]) + _flag(self.practice) + self.generation.to_bytes(4, "big")
        body = head + self.sign_private + bytes([len(self.seal_privates)])
        body += b"".join(private.raw for private in self.seal_privates)
        return body + hashlib.sha256(body).digest()[:8]

    @classmethod
    def from_bytes(cls, data: bytes) -> DeviceKeys:
        """Fault `SLEUTELS_ONGELDIG` when damaged or of an unknown version."""
        body, check = data[:-8], data[-8:]
        if len(data) < 54 or body[:7] != KEYS_MAGIC or body[7] != VERSION or body[8] > 1:
            raise Fault(SLEUTELS_ONGELDIG)
        count = body[45]
        right_length = len(body) == 46 + count * hybrid.PRIVATE_BYTES and 1 <= count <= MAX_SEAL_KEYS
        if not right_length or not hmac.compare_digest(hashlib.sha256(body).digest()[:8], check):
            raise Fault(SLEUTELS_ONGELDIG)
        seals = tuple(
            SealPrivate(body[at : at + hybrid.PRIVATE_BYTES])
            for at in range(46, len(body), hybrid.PRIVATE_BYTES)
        )
        return cls(body[8] == 1, body[13:45], seals, int.from_bytes(body[9:13], "big"))


def _to_sign(label: str, practice: bool, message: bytes) -> bytes:
    name = label.encode("ascii")
    if not 1 <= len(name) <= 64:
        raise ValueError("a label is 1 to 64 ASCII characters")
    return b"doorgaande-lijn/sign/v1\x00" + bytes([len(name)]) + name + _flag(practice) + message


def sign(keys: DeviceKeys, label: str, message: bytes) -> bytes:
    """64 bytes of Ed25519 over label, practice flag and message: a signature for one label is none for another."""
    return keys._signer().sign(_to_sign(label, keys.practice, message))


def signature_holds(identity: PublicIdentity, label: str, message: bytes, signature: bytes) -> bool:
    """Whether the device that `identity` shows signed this message under this label."""
    if len(signature) != SIGNATURE_BYTES:
        return False
    try:
        ed25519.Ed25519PublicKey.from_public_bytes(identity.sign_key).verify(
            signature, _to_sign(label, identity.practice, message)
        )
    except (InvalidSignature, ValueError):
        return False
    return True


def verify(identity: PublicIdentity, label: str, message: bytes, signature: bytes) -> None:
    """Raise `HANDTEKENING_ONGELDIG` unless `signature_holds`."""
    if not signature_holds(identity, label, message, signature):
        raise Fault(HANDTEKENING_ONGELDIG)


def require_same_world(practice: bool, *identities: PublicIdentity) -> None:
    """Raise `OEFENSLEUTEL` when a practice key stands among real ones, or the other way round."""
    if any(identity.practice != practice for identity in identities):
        raise Fault(OEFENSLEUTEL)


def fingerprint(identity: PublicIdentity) -> str:
    """Six groups of five digits (99 bits) over all of a device's public keys, to read aloud."""
    return _digits(hashlib.sha512(b"doorgaande-lijn/fingerprint/v1\x00" + identity.core()).digest())


def shared_fingerprint(one: PublicIdentity, other: PublicIdentity) -> str:
    """Six groups of five digits over two devices together, the same on both screens whoever asks."""
    first, second = sorted((one.core(), other.core()))
    return _digits(hashlib.sha512(b"doorgaande-lijn/shared-fingerprint/v1\x00" + first + second).digest())


def _digits(digest: bytes) -> str:
    # Eight bytes a group: the remainder of 2^64 by 100,000 favours no digits that anybody could use.
    return " ".join(f"{int.from_bytes(digest[at : at + 8], 'big') % 100_000:05d}" for at in range(0, 48, 8))
