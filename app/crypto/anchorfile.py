"""The anchor: what a profile knows of itself, kept outside its store, where rolling back the store doesn't reach.

Bytes: magic (8), nonce (12), ciphertext with tag (ChaCha20-Poly1305, the magic as associated data) of JSON under zstd.
The key comes from the device's signing key, so only this profile, also one restored from its backup, can make it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec
import zstandard
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from app.crypto.chain import subkey
from app.crypto.identity import DeviceKeys
from app.faults import Fault, FaultKind

MAGIC = b"DLANKER\x01"
MOST_BYTES = 16 * 1024 * 1024
_NONCE = 12

ANKER_ONLEESBAAR = FaultKind(
    "anker-onleesbaar",
    "Het bestand dat bijhoudt hoe ver dit profiel is, is beschadigd of van een ander profiel.",
)


class Ended(msgspec.Struct, frozen=True):
    """One refusal, withdrawal or end of a ground: its kind, id and dossier, and its fields without private ones."""

    soort: str
    record_id: str
    dossier_id: str
    fields: dict[str, Any]


class Erased(msgspec.Struct, frozen=True):
    """One erasure: of which record which fields (None: all of it), why, and how often that happened."""

    soort: str
    record_id: str
    velden: list[str] | None
    grond: str
    keer: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """How far a store was: rows and head of its log, how often it was put back; and what has to be replayed."""

    log_rows: int
    log_head: str
    incarnation: int
    ended: tuple[Ended, ...] = ()
    erased: tuple[Erased, ...] = ()


class _Plain(msgspec.Struct):
    log: tuple[int, str]
    incarnatie: int
    beeindigd: list[Ended]
    gewist: list[Erased]


def seal(anchor: Anchor, keys: DeviceKeys, random: Callable[[int], bytes] = os.urandom) -> bytes:
    """Return the bytes of the file."""
    plain = {
        "log": [anchor.log_rows, anchor.log_head],
        "incarnatie": anchor.incarnation,
        "beeindigd": anchor.ended,
        "gewist": anchor.erased,
    }
    packed = zstandard.ZstdCompressor(level=3).compress(msgspec.json.encode(plain))
    nonce = random(_NONCE)
    return MAGIC + nonce + ChaCha20Poly1305(_key(keys)).encrypt(nonce, packed, MAGIC)


def open_anchor(data: bytes, keys: DeviceKeys) -> Anchor:
    """Return what a file says; Fault `ANKER_ONLEESBAAR` for one that is damaged or of another profile."""
    head, nonce, box = data[:8], data[8 : 8 + _NONCE], data[8 + _NONCE :]
    try:
        if head != MAGIC or len(nonce) != _NONCE or len(data) > MOST_BYTES:
            raise Fault(ANKER_ONLEESBAAR)
        packed = ChaCha20Poly1305(_key(keys)).decrypt(nonce, box, MAGIC)
        text = zstandard.ZstdDecompressor().decompress(packed, max_output_size=MOST_BYTES)
        plain = msgspec.json.decode(text, type=_Plain)
    except (InvalidTag, zstandard.ZstdError, msgspec.DecodeError) as error:
        raise Fault(ANKER_ONLEESBAAR) from error
    return Anchor(
        log_rows=plain.log[0],
        log_head=plain.log[1],
        incarnation=plain.incarnatie,
        ended=tuple(plain.beeindigd),
        erased=tuple(plain.gewist),
    )


def _key(keys: DeviceKeys) -> bytes:
    return subkey(keys.sign_private, "anchor")
