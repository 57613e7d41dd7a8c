"""A second reader, written from docs/format alone, without app.crypto: the documents say enough, and say it right."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import struct
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import zstandard
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric import ed25519, mlkem, x25519
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

VECTORS = Path(__file__).parents[1] / "vectors"
ENVELOPES: dict[str, Any] = json.loads((VECTORS / "envelope.json").read_text(encoding="utf-8"))
SLOTS: dict[str, Any] = json.loads((VECTORS / "slotfile.json").read_text(encoding="utf-8"))
SUITE = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)


def subkey(key: bytes, label: str, size: int = 32) -> bytes:
    extracted = hmac.digest(bytes(32), key, "sha256")
    out, block, number = b"", b"", 1
    while len(out) < size:
        info = b"doorgaande-lijn/subkey/v1\0" + label.encode()
        block = hmac.digest(extracted, block + info + bytes([number]), "sha256")
        out, number = out + block, number + 1
    return out[:size]


def keys_from_seed(seed: str, practice: bool) -> tuple[bytes, hpke.MLKEM768X25519PrivateKey, bytes]:
    material = subkey(bytes.fromhex(seed), "seeded-keys-practice" if practice else "seeded-keys", 128)
    lattice = mlkem.MLKEM768PrivateKey.from_seed_bytes(material[32:96])
    curve = x25519.X25519PrivateKey.from_private_bytes(material[96:])
    public = lattice.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()
    sign = ed25519.Ed25519PrivateKey.from_private_bytes(material[:32]).public_key().public_bytes_raw()
    return sign, hpke.MLKEM768X25519PrivateKey(lattice, curve), public


@pytest.mark.parametrize("name", ENVELOPES["devices"])
def test_identities(name: str) -> None:
    one = ENVELOPES["devices"][name]
    sign, _, seal = keys_from_seed(one["seed"], one["practice"])
    data = base64.b64decode(one["public"])
    flag = bytes([one["practice"]])
    assert data[:1258] == b"DLID\x01" + flag + bytes(4) + sign + seal
    ed25519.Ed25519PublicKey.from_public_bytes(sign).verify(
        data[1258:], b"doorgaande-lijn/sign/v1\0" + b"\x08identity" + flag + data[:1258]
    )
    digest = hashlib.sha256(b"doorgaande-lijn/device-id/v1\0" + flag + sign).digest()[:16]
    text = base64.b32encode(digest).decode().lower().rstrip("=")
    assert one["device_id"] == ("oefen-" if one["practice"] else "d-") + text
    spoken = hashlib.sha512(b"doorgaande-lijn/fingerprint/v1\0" + data[:1258]).digest()
    groups = [f"{int.from_bytes(spoken[n * 8 : n * 8 + 8], 'big') % 100000:05d}" for n in range(6)]
    assert one["fingerprint"] == " ".join(groups)


@pytest.mark.parametrize("case", ENVELOPES["good"], ids=lambda case: case["name"])
def test_envelopes(case: dict[str, Any]) -> None:
    data = base64.b64decode(case["file"])
    one = ENVELOPES["devices"][case["openers"][0]]
    _, private, _ = keys_from_seed(one["seed"], one["practice"])
    assert data[:10] == bytes.fromhex("444c454e560d0a1a") + b"\x01\x01"
    count = data[10]
    info = b"doorgaande-lijn/envelope/v1/wrap\0\x01\x01" + one["device_id"].encode()
    key = b""
    for number in range(count):
        try:
            key = SUITE.decrypt(data[12 + number * 1168 : 12 + number * 1168 + 1168], private, info=info)
        except Exception:
            continue
    prefix, cipher = data[: 44 + 1168 * count], data[44 + 1168 * count :]
    assert prefix[-32:] == subkey(key, "envelope-commitment")
    material = subkey(key, "envelope-aead", 44)
    frame = ChaCha20Poly1305(material[:32]).decrypt(material[32:], cipher, prefix)
    at = 1 + frame[0]
    sender, signature = frame[1:at].decode(), frame[at : at + 64]
    size = struct.unpack(">I", frame[at + 64 : at + 68])[0]
    header = frame[at + 68 : at + 68 + size]
    method, plain, packed_size = struct.unpack(">BII", frame[at + 68 + size : at + 77 + size])
    packed = frame[at + 77 + size : at + 77 + size + packed_size]
    assert not any(frame[at + 77 + size + packed_size :])
    by = next(one for one in ENVELOPES["devices"].values() if one["device_id"] == sender)
    signed = (
        hashlib.sha256(prefix).digest()
        + frame[:at]
        + struct.pack(">I", size)
        + header
        + struct.pack(">BI", method, plain)
        + hashlib.sha256(packed).digest()
    )
    public = ed25519.Ed25519PublicKey.from_public_bytes(base64.b64decode(by["public"])[10:42])
    flag = bytes([by["practice"]])
    public.verify(signature, b"doorgaande-lijn/sign/v1\0\x08envelope" + flag + signed)
    assert json.loads(header) == case["header"]
    body = zstandard.ZstdDecompressor().decompress(packed) if method else packed
    assert (len(body), hashlib.sha256(body).hexdigest()) == (plain, case["body_sha256"])
    assert hashlib.sha256(data).hexdigest() == case["digest"]


def unsqueezed(parts: list[list[Any]]) -> bytes:
    data = bytearray(10_368)
    for offset, text in parts:
        data[offset : offset + len(text) // 2] = bytes.fromhex(text)
    return bytes(data)


def recovery_bytes(text: str) -> bytes:
    signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    number = 0
    for group in text.split("-"):
        for sign in group[:4]:
            number = number << 5 | signs.index(sign)
    return number.to_bytes(20, "big")


@pytest.mark.parametrize("case", SLOTS["good"], ids=lambda case: case["name"])
def test_slot_files(case: dict[str, Any]) -> None:
    data = unsqueezed(case["file"])
    base = "full" if "full" in case["name"] else "cheap"
    profile = data[16 : 16 + data[10]]
    assert (
        data[:10] == bytes.fromhex("444c534c4555540a") + b"\x01\x08"
        and profile.decode() == SLOTS["profile_id"]
    )
    check = hashlib.sha256(b"doorgaande-lijn/slotfile/v1/check\0header\0" + data[:80]).digest()[:16]
    assert data[80:96] == check and int.from_bytes(data[12:16], "big") == case["epoch"]
    found: dict[int, bytes] = {}
    for number in range(8):
        place = data[96 + number * 1280 : 96 + number * 1280 + 1280]
        if not any(place):
            continue
        label = b"doorgaande-lijn/slotfile/v1/check\0" + bytes([number]) + b"\0"
        assert place[1264:] == hashlib.sha256(label + place[:1264]).digest()[:16]
        kind, _, length = struct.unpack(">BBH", place[:4])
        payload = place[4 : 4 + length]
        aad = b"doorgaande-lijn/slot/v1\0" + bytes([kind, len(profile)]) + profile
        if kind == 1:
            _, memory, passes, lanes = struct.unpack(">BIIB", payload[:10])
            text = unicodedata.normalize("NFKC", SLOTS["passphrase"]).encode()
            cost = {"iterations": passes, "lanes": lanes, "memory_cost": memory}
            kek = Argon2id(salt=payload[10:26], length=32, **cost).derive(text)
            found[1] = ChaCha20Poly1305(kek).decrypt(payload[26:38], payload[38:], aad + payload[:26])
        elif kind == 2:
            kek = subkey(recovery_bytes(SLOTS["recovery"][base]) + payload[:16], "slotfile-recovery")
            found[2] = ChaCha20Poly1305(kek).decrypt(payload[16:28], payload[28:], aad + payload[:16])
        elif kind == 3:
            _, private, public = keys_from_seed(SLOTS["organisation_seed"], practice=False)
            assert payload[:16] == hashlib.sha256(b"doorgaande-lijn/seal-key-id/v1\0" + public).digest()[:16]
            found[3] = SUITE.decrypt(payload[16:], private, info=aad + payload[:16])
    assert len(found) == len(case["ways"])
    assert {key.hex() for key in found.values()} == {SLOTS["store_key"][base]}
    assert data[-32:] == hmac.digest(subkey(found[2], "slotfile-mac"), data[:-32], "sha256")
