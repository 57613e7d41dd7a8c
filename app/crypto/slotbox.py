"""One slot of the sleutelbos: the store key in a box, and what the box is locked with."""

from __future__ import annotations

from collections.abc import Callable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from app.crypto import kdf
from app.crypto.chain import subkey_into
from app.crypto.kdf import KdfParams
from app.crypto.secret import Secret, StoreKey, wipe
from app.crypto.slotfile import Slot, SlotType

Random = Callable[[int], bytes]
_KDF_ARGON2ID = 1
_NONCE = 12


def aad(profile_id: str, kind: SlotType, rest: bytes) -> bytes:
    """What a box is bound to: this format, its kind of slot, this profile, and what stands beside it."""
    identifier = profile_id.encode("ascii")
    return b"doorgaande-lijn/slot/v1\x00" + bytes([kind, len(identifier)]) + identifier + rest


def seal_box(kek: bytearray, key: StoreKey, bound_to: bytes, random: Random) -> bytes:
    """60 bytes: nonce, the encrypted store key, tag."""
    nonce = random(_NONCE)
    return nonce + ChaCha20Poly1305(kek).encrypt(nonce, key.raw, bound_to)


def open_box(kek: bytearray, box: bytes, bound_to: bytes) -> StoreKey | None:
    """The store key, or None with another key, another binding, or a changed box."""
    opened = bytearray(StoreKey.SIZE)
    try:
        ChaCha20Poly1305(kek).decrypt_into(box[:_NONCE], box[_NONCE:], bound_to, opened)
    except InvalidTag:
        return None
    return StoreKey(opened)


def passphrase_head(params: KdfParams) -> bytes:
    """The 26 bytes that say how a passphrase is derived, as a slot of type 1 begins."""
    return (
        bytes([_KDF_ARGON2ID])
        + params.memory_kib.to_bytes(4, "big")
        + params.passes.to_bytes(4, "big")
        + bytes([params.lanes])
        + params.salt
    )


def passphrase_slot(
    key: StoreKey, passphrase: str, params: KdfParams, profile_id: str, floor_kib: int, random: Random
) -> Slot:
    """A slot of type 1 under a fresh salt; Faults of `kdf.derive`."""
    fresh = params.with_fresh_salt(random)
    head = passphrase_head(fresh)
    kek = kdf.derive(passphrase, fresh, floor_kib=floor_kib)
    try:
        box = seal_box(kek, key, aad(profile_id, SlotType.PASSPHRASE, head), random)
    finally:
        wipe(kek)
    return Slot(SlotType.PASSPHRASE, head + box)


def read_params(payload: bytes) -> KdfParams:
    """The derivation as the slot has it, unchecked: `check()` comes before any use."""
    # An unknown derivation is read as lanes 0: outside the bounds, so it is never run.
    known = payload[0] == _KDF_ARGON2ID
    return KdfParams(
        memory_kib=int.from_bytes(payload[1:5], "big"),
        passes=int.from_bytes(payload[5:9], "big"),
        lanes=payload[9] if known else 0,
        salt=payload[10:26],
    )


def recovery_kek(code: Secret, salt: bytes) -> bytearray:
    """The box's key from 160 random bits; those need no slow derivation."""
    material = bytearray(code.raw) + bytearray(salt)
    try:
        return subkey_into(material, "slotfile-recovery")
    finally:
        wipe(material)
