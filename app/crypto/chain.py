"""Hashes, keyed hashes, subkeys, and the hash chain of the access log."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.crypto.secret import Secret

GENESIS = bytes(32)
"""What stands before the first row of a chain."""

_ROW_LABEL = b"doorgaande-lijn/chain/v1\x00"
_SUBKEY_LABEL = b"doorgaande-lijn/subkey/v1\x00"


def sha256_hex(data: bytes | bytearray | memoryview) -> str:
    """SHA-256 as 64 lowercase hex digits."""
    return hashlib.sha256(data).hexdigest()


def next_hash(previous: bytes, row: bytes) -> bytes:
    """The 32-byte head of a chain after `row`, given the 32-byte head before it (`GENESIS` at the start)."""
    if len(previous) != 32:
        raise ValueError("the previous head of a chain is 32 bytes")
    return hashlib.sha256(_ROW_LABEL + previous + len(row).to_bytes(8, "big") + row).digest()


def first_break(rows: Iterable[tuple[bytes, bytes]], start: bytes = GENESIS) -> int | None:
    """The index of the first `(row, head)` whose head doesn't follow from what precedes it, or None."""
    head = start
    for index, (row, stored) in enumerate(rows):
        head = next_hash(head, row)
        if not hmac.compare_digest(head, stored):
            return index
    return None


def subkey(key: Secret | bytes | bytearray, label: str, size: int = 32) -> bytes:
    """A key of `size` bytes for one purpose, by HKDF-SHA256 from a 32-byte key; the label names the purpose.

    The result is immutable `bytes` and can't be wiped: keep its life short, or use `subkey_into`.
    """
    return bytes(subkey_into(key, label, size))


def subkey_into(key: Secret | bytes | bytearray, label: str, size: int = 32) -> bytearray:
    """As `subkey`, in a buffer that the caller wipes."""
    if not label:
        raise ValueError("a subkey needs a label")
    buffer = bytearray(size)
    material = key.raw if isinstance(key, Secret) else key
    if len(material) < 16:
        raise ValueError("a subkey is derived from at least 128 bits")
    info = _SUBKEY_LABEL + label.encode("utf-8")
    HKDF(algorithm=hashes.SHA256(), length=size, salt=None, info=info).derive_into(material, buffer)
    return buffer


def keyed_hash(key: Secret | bytes | bytearray, text: str | bytes) -> str:
    """HMAC-SHA256 as hex, for what must be recognised later but not kept (a tombstone). Text is NOT normalised."""
    material = key.raw if isinstance(key, Secret) else key
    data = text.encode("utf-8") if isinstance(text, str) else text
    return hmac.new(material, data, "sha256").hexdigest()


def same(left: bytes | str, right: bytes | str) -> bool:
    """Constant-time equality of two hashes or codes of the same type (str: ASCII only)."""
    if isinstance(left, str) and isinstance(right, str):
        return hmac.compare_digest(left, right)
    if isinstance(left, bytes) and isinstance(right, bytes):
        return hmac.compare_digest(left, right)
    raise TypeError("compare like with like")
