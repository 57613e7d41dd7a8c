"""Sealing a short key to one reader: HPKE with ML-KEM-768 and X25519 together (RFC 9180, one-shot base mode)."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric import mlkem, x25519

SUITE = 1
"""The suite byte: 1 = MLKEM768-X25519, HKDF-SHA256, ChaCha20-Poly1305."""
PRIVATE_BYTES = 96
PUBLIC_BYTES = 1184 + 32
WRAP_OVERHEAD = 1088 + 32 + 16
WRAPPED_KEY_BYTES = 32 + WRAP_OVERHEAD

_HPKE = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)


@dataclass(frozen=True, slots=True, repr=False)
class SealPrivate:
    """64 bytes ML-KEM-768 seed and 32 bytes X25519 private key. The library's own key objects can't be wiped."""

    raw: bytes

    def __post_init__(self) -> None:
        if len(self.raw) != PRIVATE_BYTES:
            raise ValueError("a seal key is 96 bytes")

    @classmethod
    def generate(cls, random: Callable[[int], bytes] = os.urandom) -> SealPrivate:
        return cls(random(PRIVATE_BYTES))

    def __repr__(self) -> str:
        return "<SealPrivate verborgen>"

    def _pair(self) -> tuple[mlkem.MLKEM768PrivateKey, x25519.X25519PrivateKey]:
        return (
            mlkem.MLKEM768PrivateKey.from_seed_bytes(self.raw[:64]),
            x25519.X25519PrivateKey.from_private_bytes(self.raw[64:]),
        )

    def public_bytes(self) -> bytes:
        """1184 bytes ML-KEM-768 encapsulation key, then 32 bytes X25519 public key."""
        lattice, curve = self._pair()
        return lattice.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()


def check_public(raw: bytes) -> bool:
    """Whether `raw` can be sealed to: the right length, everything reduced, no low-order curve point."""
    if len(raw) != PUBLIC_BYTES or int.from_bytes(raw[1184:], "little") >= 2**255 - 19:
        return False
    try:
        _public(raw)
        # X25519 with a low-order point gives zero for every private key; the library raises on that.
        x25519.X25519PrivateKey.from_private_bytes(b"\x01" * 32).exchange(
            x25519.X25519PublicKey.from_public_bytes(raw[1184:])
        )
    except ValueError:
        return False
    return True


def _public(raw: bytes) -> hpke.MLKEM768X25519PublicKey:
    return hpke.MLKEM768X25519PublicKey(
        mlkem.MLKEM768PublicKey.from_public_bytes(raw[:1184]),
        x25519.X25519PublicKey.from_public_bytes(raw[1184:]),
    )


def wrap(public: bytes, key: bytes | bytearray, info: bytes) -> bytes:
    """1168 bytes for a 32-byte key; randomised inside the library, so two wraps of one key differ."""
    if len(key) != 32:
        raise ValueError("only 32-byte keys are wrapped")
    return _HPKE.encrypt(key, _public(public), info=info)


def unwrap(private: SealPrivate, wrapped: bytes, info: bytes) -> bytearray | None:
    """The 32-byte key, or None when it isn't for this key, this info, or was changed."""
    if len(wrapped) != WRAPPED_KEY_BYTES:
        return None
    try:
        key = _HPKE.decrypt(wrapped, hpke.MLKEM768X25519PrivateKey(*private._pair()), info=info)
    except (InvalidTag, ValueError):
        return None
    return bytearray(key) if len(key) == 32 else None
