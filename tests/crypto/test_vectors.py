"""The written formats, file by file: what must open, and what must be refused for exactly which reason."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from app.crypto import kdf, keyslots
from app.crypto.envelope import EnvelopeRejected, open_envelope
from app.crypto.escrow import OrganisationSeed
from app.crypto.identity import DeviceKeys, PublicIdentity, fingerprint
from app.crypto.keyslots import Unlocked
from app.crypto.packing import unpack
from app.crypto.recovery import RecoveryCode
from app.faults import Fault

VECTORS = Path(__file__).parents[1] / "vectors"
ENVELOPES: dict[str, Any] = json.loads((VECTORS / "envelope.json").read_text(encoding="utf-8"))
SLOTS: dict[str, Any] = json.loads((VECTORS / "slotfile.json").read_text(encoding="utf-8"))


def by_name(cases: list[dict[str, Any]]) -> Any:
    return pytest.mark.parametrize("case", cases, ids=[case["name"] for case in cases])


# Envelopes

KEYS = {
    name: DeviceKeys.from_seed(bytes.fromhex(one["seed"]), practice=one["practice"])
    for name, one in ENVELOPES["devices"].items()
}
RING = {
    one["device_id"]: PublicIdentity.from_bytes(base64.b64decode(one["public"]))
    for one in ENVELOPES["devices"].values()
    if one["admitted"]
}
FIRST = base64.b64decode(ENVELOPES["good"][0]["file"])


def envelope_bytes(case: dict[str, Any]) -> bytes:
    if "file" in case:
        return base64.b64decode(case["file"])
    if "tail" in case:
        tail = base64.b64decode(case["tail"])
        return FIRST[: 12 + 1168 + 32] + tail
    return edited(FIRST, case)


def edited(raw: bytes, case: dict[str, Any]) -> bytes:
    data = bytearray(raw)
    for offset, text in case["edits"]:
        part = bytes.fromhex(text)
        data[offset : offset + len(part)] = part
    return bytes(data[: case.get("keep", len(data))]) + bytes.fromhex(case.get("append", ""))


def test_the_vectors_are_many_and_different() -> None:
    files = [envelope_bytes(case) for case in ENVELOPES["bad"]]
    assert len(files) >= 120
    assert len({(data, case["opener"]) for data, case in zip(files, ENVELOPES["bad"], strict=True)}) == len(
        files
    )
    assert len(SLOTS["bad"]) >= 50


@pytest.mark.parametrize("name", ENVELOPES["devices"])
def test_a_devices_keys_follow_from_its_seed(name: str) -> None:
    one, keys = ENVELOPES["devices"][name], KEYS[name]
    assert keys.device_id == one["device_id"]
    assert keys.public.to_bytes() == base64.b64decode(one["public"])
    assert fingerprint(keys.public) == one["fingerprint"]


@by_name(ENVELOPES["good"])
def test_a_good_envelope_opens(case: dict[str, Any]) -> None:
    for name in case["openers"]:
        opened = open_envelope(envelope_bytes(case), KEYS[name], RING.get)
        assert json.loads(opened.header.to_bytes()) == case["header"]
        assert opened.digest == case["digest"]
        assert hashlib.sha256(opened.body).hexdigest() == case["body_sha256"]


@by_name(ENVELOPES["bad"])
def test_a_bad_envelope_is_refused_for_its_own_reason(case: dict[str, Any]) -> None:
    with pytest.raises(EnvelopeRejected) as caught:
        open_envelope(envelope_bytes(case), KEYS[case["opener"]], RING.get)
    assert caught.value.code == case["code"]
    assert caught.value.sentence


def test_the_bomb_is_never_inflated() -> None:
    with pytest.raises(Fault, match="inpak-te-groot"):
        unpack(1, b"\x28\xb5\x2f\xfd" + bytes(100), 16 * 1024 * 1024 + 1)


# Slot files

ORGANISATION = OrganisationSeed(bytes.fromhex(SLOTS["organisation_seed"])).keys(practice=False)


def unsqueezed(parts: list[list[Any]]) -> bytes:
    data = bytearray(SLOTS["bytes"])
    for offset, text in parts:
        part = bytes.fromhex(text)
        data[offset : offset + len(part)] = part
    return bytes(data)


def try_to_open(data: bytes, way: str, base: str, floor_kib: int, *, salvage: bool = False) -> Unlocked:
    if way == "passphrase":
        return keyslots.open_with_passphrase(
            [data], SLOTS["passphrase"], floor_kib=floor_kib, salvage=salvage
        )
    if way == "recovery":
        return keyslots.open_with_recovery(
            [data], RecoveryCode.parse(SLOTS["recovery"][base]), salvage=salvage
        )
    return keyslots.open_with_escrow([data], ORGANISATION, salvage=salvage)


@by_name(SLOTS["good"])
def test_a_good_slot_file_opens_every_way(case: dict[str, Any]) -> None:
    base = "full" if "full" in case["name"] else "cheap"
    data = unsqueezed(case["file"])
    for way in case["ways"]:
        opened = try_to_open(data, way, base, case["floor_kib"])
        assert opened.key.raw.hex() == SLOTS["store_key"][base]
        assert (opened.intact, opened.file.epoch, opened.file.profile_id) == (
            True,
            case["epoch"],
            SLOTS["profile_id"],
        )
    if "passphrase" not in case["ways"]:
        with pytest.raises(Fault, match="slot-ontbreekt"):
            try_to_open(data, "passphrase", base, case["floor_kib"])


@by_name(SLOTS["bad"])
def test_a_bad_slot_file_is_refused_for_its_own_reason(case: dict[str, Any]) -> None:
    data = edited(unsqueezed(SLOTS["good"][0]["file"]), case)
    floor = case.get("floor_kib", 8)
    with pytest.raises(Fault) as caught:
        try_to_open(data, case["way"], "cheap", floor)
    assert caught.value.code == case["code"]
    if case["salvage"]:
        opened = try_to_open(data, case["way"], "cheap", floor, salvage=True)
        assert opened.key.raw.hex() == SLOTS["store_key"]["cheap"] and not opened.intact
    else:
        with pytest.raises(Fault):
            try_to_open(data, case["way"], "cheap", floor, salvage=True)


@by_name([case for case in SLOTS["bad"] if case["name"].startswith("kdf: ")])
def test_costs_outside_their_bounds_are_never_paid(
    case: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("derived")

    monkeypatch.setattr(kdf, "derive", never)
    data = edited(unsqueezed(SLOTS["good"][0]["file"]), case)
    with pytest.raises(Fault, match="wachtzin-onjuist"):
        try_to_open(data, "passphrase", "cheap", case["floor_kib"])
