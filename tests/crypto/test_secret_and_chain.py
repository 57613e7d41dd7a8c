"""Secrets hide and wipe; hashes, subkeys and the chain of the access log."""

from __future__ import annotations

import copy
import pickle

import pytest

from app.crypto import chain
from app.crypto.secret import Secret, StoreKey


def test_a_secret_never_shows_itself() -> None:
    key = StoreKey(b"k" * 32)
    assert "kkk" not in repr(key) and "kkk" not in str(key) and "6b6b" not in f"{key}"
    for take in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError):
            take(key)
    with pytest.raises(TypeError):
        hash(key)


def test_wiping_overwrites_the_buffer_itself() -> None:
    buffer = bytearray(b"k" * 32)
    key = StoreKey(buffer)
    assert key.raw is buffer
    with key:
        pass
    assert buffer == bytes(32) and key.wiped
    with pytest.raises(ValueError, match="wiped"):
        _ = key.raw
    key.wipe()


def test_secrets_compare_by_contents() -> None:
    assert Secret(b"abc") == Secret(bytearray(b"abc"))
    assert Secret(b"abc") != Secret(b"abd")
    assert Secret(b"abc") != b"abc"
    with pytest.raises(ValueError):
        StoreKey(b"short")


def test_a_chain_shows_where_it_breaks() -> None:
    rows = [f"rij {n}".encode() for n in range(20)]
    heads: list[bytes] = []
    head = chain.GENESIS
    for row in rows:
        head = chain.next_hash(head, row)
        heads.append(head)
    assert chain.first_break(zip(rows, heads, strict=True)) is None
    changed = [*rows[:7], b"rij zeven", *rows[8:]]
    assert chain.first_break(zip(changed, heads, strict=True)) == 7
    assert chain.first_break(zip(rows[:5] + rows[6:], heads[:5] + heads[6:], strict=True)) == 5
    swapped = [*rows[:3], rows[4], rows[3], *rows[5:]]
    assert chain.first_break(zip(swapped, heads, strict=True)) == 3
    assert chain.first_break(zip(rows[10:], heads[10:], strict=True), start=heads[9]) is None


def test_a_row_can_not_lean_into_the_next() -> None:
    one = chain.next_hash(chain.next_hash(chain.GENESIS, b"ab"), b"c")
    other = chain.next_hash(chain.next_hash(chain.GENESIS, b"a"), b"bc")
    assert one != other
    with pytest.raises(ValueError):
        chain.next_hash(b"", b"row")
    fixed = "fe62d0713e294f92456725068c1c6e0357d3f90e2810ed0342fea9547dc2ab8b"
    assert chain.next_hash(chain.GENESIS, b"rij").hex() == fixed


def test_subkeys_differ_by_label_and_key_and_are_fixed_for_ever() -> None:
    key = StoreKey(bytes(range(32)))
    # Computed with plain HMAC as RFC 5869 writes it.
    assert (
        chain.subkey(key, "sqlcipher").hex()
        == "932fcd91768df393dac6f1304bb8d0d18a7f3a80843a4fe5f7a51bc53a2c3290"
    )
    assert chain.subkey(key, "a") != chain.subkey(key, "b")
    assert chain.subkey(key, "a") == chain.subkey(bytes(range(32)), "a") == bytes(chain.subkey_into(key, "a"))
    assert len(chain.subkey(key, "a", 64)) == 64
    with pytest.raises(ValueError):
        chain.subkey(key, "")
    with pytest.raises(ValueError):
        chain.subkey(b"kort", "a")


def test_a_keyed_hash_needs_the_key() -> None:
    assert chain.keyed_hash(b"k" * 32, "Amina") == chain.keyed_hash(StoreKey(b"k" * 32), b"Amina")
    assert chain.keyed_hash(b"k" * 32, "Amina") != chain.keyed_hash(b"l" * 32, "Amina")
    assert len(chain.keyed_hash(b"k" * 32, "")) == 64


def test_same_compares_like_with_like() -> None:
    assert chain.same(b"a", b"a") and chain.same("a", "a") and not chain.same("a", "b")
    with pytest.raises(TypeError):
        chain.same("a", b"a")
    assert chain.sha256_hex(b"").startswith("e3b0c442")
