"""The front of a backup: what is written is read, by each way in; what is changed anywhere is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.crypto import backupfile, keyslots
from app.crypto.deposit import Deposit, slots_for
from app.crypto.identity import DeviceKeys
from app.crypto.recovery import RecoveryCode
from app.crypto.secret import StoreKey
from app.faults import Fault
from tests.vectors import make_backup

VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "vectors" / "backup.json").read_text("utf-8")
)
GOOD = VECTORS["good"]


def read(data: bytes) -> tuple[backupfile.Header, StoreKey]:
    front = backupfile.read_front(data)
    found = keyslots.open_with_passphrase([front.slots.raw], GOOD["passphrase"], floor_kib=GOOD["floor_kib"])
    return backupfile.open_header(front, found.key), found.key


def test_the_good_vector_opens_by_both_ways() -> None:
    header, key = read(bytes.fromhex(GOOD["front"]))
    assert key.raw.hex() == GOOD["key"]
    assert (header.device_id, header.number, dict(header.rows)) == (
        GOOD["device_id"],
        GOOD["number"],
        GOOD["rows"],
    )
    front = backupfile.read_front(bytes.fromhex(GOOD["front"]))
    with RecoveryCode.parse(GOOD["recovery"]) as code:
        assert keyslots.open_with_recovery([front.slots.raw], code).key == key


def test_the_vectors_are_what_the_recipe_makes() -> None:
    assert make_backup.good()[0].hex() == GOOD["front"]


@pytest.mark.parametrize("bad", VECTORS["bad"], ids=lambda bad: bad["name"])
def test_each_bad_vector_is_refused(bad: dict[str, Any]) -> None:
    data = bytearray(bytes.fromhex(GOOD["front"]))
    if "keep" in bad:
        data = data[: bad["keep"]]
    else:
        new = bytes.fromhex(bad["hex"])
        data[bad["at"] : bad["at"] + len(new)] = new
        # An edit that changes nothing would prove nothing.
        if bytes(data).hex() == GOOD["front"]:
            data[bad["at"]] ^= 0xFF
    with pytest.raises(Fault) as caught:
        read(bytes(data))
    assert caught.value.code == bad["code"]


def test_a_header_signed_by_another_device_is_refused() -> None:
    _, header, key, _ = make_backup.good()
    keys = DeviceKeys.from_seed(bytes(31) + b"\1", practice=True)
    front = backupfile.read_front(bytes.fromhex(GOOD["front"]))
    forged = backupfile.write_front(header, front.slots, key, keys)
    with pytest.raises(Fault) as caught:
        backupfile.open_header(backupfile.read_front(forged), key)
    assert caught.value.code == "reservekopie-beschadigd"


def test_slots_of_a_profile_are_no_slots_of_a_backup() -> None:
    _, header, key, _ = make_backup.good()
    keys = DeviceKeys.from_seed(bytes(range(32)), practice=True)
    deposit = Deposit().with_recovery(RecoveryCode(bytes(20)))
    own = slots_for(deposit, header.device_id, key)
    data = backupfile.write_front(replace(header), own, key, keys)
    with pytest.raises(Fault) as caught:
        backupfile.read_front(data)
    assert caught.value.code == "reservekopie-beschadigd"


def test_nothing_laid_down_makes_no_slots() -> None:
    with pytest.raises(ValueError, match="way in"):
        slots_for(Deposit(), "oefen-x.reservekopie", StoreKey(bytes(32)))
    assert Deposit.from_plain({"wachtzin": "00"}).empty
    assert Deposit.from_plain(None).empty
