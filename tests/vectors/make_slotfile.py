"""Make slotfile.json: good and bad sleutelbossen with fixed keys. See docs/format/vault.md.

Only the escrow wrap is randomised (the library draws it); it is taken over from the file that is there, so that a
second run gives the same bytes. `python -m tests.vectors.make_slotfile` from the top of the repository.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.crypto import keyslots, slotfile
from app.crypto.chain import subkey
from app.crypto.escrow import OrganisationSeed
from app.crypto.kdf import KdfParams
from app.crypto.recovery import RecoveryCode
from app.crypto.secret import StoreKey
from app.crypto.slotfile import HEADER_BYTES, MAC_BYTES, PLACE_BYTES, Slot, SlotFile, SlotType

HERE = Path(__file__).parent
TARGET = HERE / "slotfile.json"
FLOOR = 8
PASSPHRASE = "fiets molen regen lepel kaars"
PROFILE = "0192f0c1-7a3e-7c11-8d2a-5b6c7d8e9f00"
CHEAP = KdfParams(memory_kib=8, passes=1, lanes=1, salt=bytes(16))
FULL = KdfParams(memory_kib=64 * 1024, passes=3, lanes=4, salt=bytes(16))
SEED = bytes(range(32))
Edit = list[Any]


def counting(start: int) -> Callable[[int], bytes]:
    """A source whose bytes can be written down: SHA-256 of a counter, never for real keys."""
    state = [start]

    def draw(size: int) -> bytes:
        out = b""
        while len(out) < size:
            out += hashlib.sha256(b"vector" + state[0].to_bytes(8, "big")).digest()
            state[0] += 1
        return out[:size]

    return draw


class Base:
    """One good file, its secrets, and ways to change it."""

    def __init__(self, params: KdfParams, seed: int, escrow_payload: bytes | None) -> None:
        random = counting(seed)
        file, self.key = keyslots.create(PASSPHRASE, params, PROFILE, floor_kib=FLOOR, random=random)
        file, self.code = keyslots.add_recovery(file, self.key, random=random)
        organisation = OrganisationSeed(SEED).keys(practice=False).public
        with_escrow = keyslots.add_escrow(file, self.key, organisation)
        places = list(with_escrow.places)
        if escrow_payload is not None:
            places[2] = Slot(SlotType.ESCROW, escrow_payload)
        self.file = slotfile.assemble(PROFILE, with_escrow.epoch, places, self.key)
        self.raw = self.file.raw


def at(place: int, offset: int = 0) -> int:
    return HEADER_BYTES + place * PLACE_BYTES + offset


def put(offset: int, data: bytes) -> Edit:
    """Overwrite from `offset` on."""
    return [offset, data.hex()]


def flip(raw: bytes, offset: int, mask: int = 1) -> Edit:
    return put(offset, bytes([raw[offset] ^ mask]))


def apply(raw: bytes, edits: list[Edit]) -> bytes:
    data = bytearray(raw)
    for offset, text in edits:
        part = bytes.fromhex(text)
        data[offset : offset + len(part)] = part
    return bytes(data)


def header_fixed(raw: bytes, *edits: Edit) -> list[Edit]:
    """The edits, and the header's check made right again."""
    changed = apply(raw, list(edits))
    return [*edits, put(80, slotfile._check(b"header", changed[:80]))]


def place_fixed(raw: bytes, place: int, *edits: Edit) -> list[Edit]:
    """The edits, and the check of one place made right again (the MAC stays wrong)."""
    changed = apply(raw, list(edits))
    part = changed[at(place) : at(place, PLACE_BYTES - 16)]
    return [*edits, put(at(place, PLACE_BYTES - 16), slotfile._check(bytes([place]), part))]


def mac_fixed(raw: bytes, key: StoreKey, edits: list[Edit]) -> list[Edit]:
    """As written by somebody who holds the store key: also the MAC right."""
    body = apply(raw, edits)[:-MAC_BYTES]
    mac = hmac.new(subkey(key, "slotfile-mac"), body, "sha256").digest()
    return [*edits, put(len(body), mac)]


def place_bytes(number: int, slot: Slot | None) -> bytes:
    return slotfile._place_bytes(number, slot)


def bad_cases(base: Base, stranger: Base) -> list[dict[str, Any]]:
    raw, key = base.raw, base.key
    mac_at = len(raw) - MAC_BYTES
    passphrase = base.file.places[0]
    recovery = base.file.places[1]
    assert passphrase is not None and recovery is not None
    cases: list[dict[str, Any]] = []

    def case(
        name: str, code: str, way: str, edits: list[Edit], *, salvage: bool = False, **more: Any
    ) -> None:
        cases.append({"name": name, "code": code, "way": way, "edits": edits, "salvage": salvage, **more})

    unreadable, changed = "sleutelbos-onleesbaar", "sleutelbos-veranderd"
    case("empty", unreadable, "recovery", [], keep=0)
    case("only the magic", unreadable, "recovery", [], keep=8)
    case("one byte short", unreadable, "recovery", [], keep=len(raw) - 1)
    case("cut in the middle", unreadable, "recovery", [], keep=5000)
    case("one byte too many", unreadable, "recovery", [], append="00")
    case("another file", unreadable, "recovery", [put(0, b"SQLite format 3\x00")])
    case("version 0", unreadable, "recovery", header_fixed(raw, put(8, b"\x00")))
    case("version 2", "sleutelbos-nieuwer", "recovery", header_fixed(raw, put(8, b"\x02")))
    case("seven places", unreadable, "recovery", header_fixed(raw, put(9, b"\x07")))
    case("header: reserved byte", unreadable, "recovery", header_fixed(raw, put(11, b"\x01")))
    case("epoch 0", unreadable, "recovery", header_fixed(raw, put(12, bytes(4))))
    case("profile id empty", unreadable, "recovery", header_fixed(raw, put(10, b"\x00")))
    case("profile id longer than its field", unreadable, "recovery", header_fixed(raw, put(10, b"\x41")))
    case("profile id with a space", unreadable, "recovery", header_fixed(raw, put(20, b" ")))
    case("profile id not ASCII", unreadable, "recovery", header_fixed(raw, put(20, b"\xe9")))
    case("bytes after the profile id", unreadable, "recovery", header_fixed(raw, put(79, b"x")))
    case("header check wrong", unreadable, "recovery", [flip(raw, 80)])
    case("header changed, check not", unreadable, "recovery", [flip(raw, 15)])
    case("another profile id", "herstelcode-onjuist", "recovery", header_fixed(raw, put(16, b"1")))
    case(
        "epoch raised without the key", changed, "recovery", header_fixed(raw, put(15, b"\x09")), salvage=True
    )
    case("MAC changed", changed, "recovery", [flip(raw, mac_at)], salvage=True)
    case("MAC zero", changed, "recovery", [put(mac_at, bytes(32))], salvage=True)
    case("MAC of another store", changed, "recovery", [put(mac_at, stranger.raw[-MAC_BYTES:])], salvage=True)
    case("the slot itself damaged", "slot-ontbreekt", "recovery", [flip(raw, at(1, 40))])
    case("another slot damaged", changed, "recovery", [flip(raw, at(0, 40))], salvage=True)
    case("a bit in an empty place", changed, "recovery", [put(at(7, 600), b"\x10")], salvage=True)
    case(
        "slot: reserved byte",
        "slot-ontbreekt",
        "recovery",
        mac_fixed(raw, key, place_fixed(raw, 1, put(at(1, 1), b"\x01"))),
    )
    case(
        "slot: one byte short",
        "slot-ontbreekt",
        "recovery",
        mac_fixed(
            raw, key, place_fixed(raw, 1, put(at(1, 2), (75).to_bytes(2, "big")), put(at(1, 79), b"\x00"))
        ),
    )
    case(
        "slot: longer than its type",
        "slot-ontbreekt",
        "recovery",
        mac_fixed(raw, key, place_fixed(raw, 1, put(at(1, 2), (77).to_bytes(2, "big")))),
    )
    case(
        "slot: longer than its place",
        "slot-ontbreekt",
        "recovery",
        mac_fixed(raw, key, place_fixed(raw, 1, put(at(1, 2), b"\xff\xff"))),
    )
    case(
        "slot: bytes after the payload",
        "slot-ontbreekt",
        "recovery",
        mac_fixed(raw, key, place_fixed(raw, 1, put(at(1, 200), b"\x01"))),
    )
    case(
        "slot: type 0 with contents",
        "slot-ontbreekt",
        "recovery",
        mac_fixed(raw, key, place_fixed(raw, 1, put(at(1), b"\x00"))),
    )
    two = [
        put(at(0), place_bytes(0, Slot(SlotType.PASSPHRASE, bytes(86)))),
        put(at(3), place_bytes(3, passphrase)),
    ]
    case(
        "two passphrase slots: the second doesn't count",
        "wachtzin-onjuist",
        "passphrase",
        mac_fixed(raw, key, two),
        floor_kib=FLOOR,
    )
    for name, offset, data in (
        ("unknown derivation", 4, b"\x02"),
        ("memory over the bound", 5, (1024 * 1024 + 1).to_bytes(4, "big")),
        ("memory 4 TiB", 5, b"\xff\xff\xff\xff"),
        ("memory 0", 5, bytes(4)),
        ("no passes", 9, bytes(4)),
        ("17 passes", 9, (17).to_bytes(4, "big")),
        ("no lanes", 13, b"\x00"),
        ("9 lanes", 13, b"\x09"),
        ("memory under 8 KiB a lane", 13, b"\x02"),
    ):
        edits = mac_fixed(raw, key, place_fixed(raw, 0, put(at(0, offset), data)))
        case(f"kdf: {name}", "wachtzin-onjuist", "passphrase", edits, floor_kib=FLOOR)
    case("kdf: under the floor of 64 MiB", "wachtzin-onjuist", "passphrase", [], floor_kib=64 * 1024)
    for name, way, place, offset, code in (
        ("salt of the passphrase slot", "passphrase", 0, 14, "wachtzin-onjuist"),
        ("nonce of the passphrase slot", "passphrase", 0, 30, "wachtzin-onjuist"),
        ("ciphertext of the passphrase slot", "passphrase", 0, 45, "wachtzin-onjuist"),
        ("tag of the passphrase slot", "passphrase", 0, 89, "wachtzin-onjuist"),
        ("salt of the recovery slot", "recovery", 1, 4, "herstelcode-onjuist"),
        ("nonce of the recovery slot", "recovery", 1, 20, "herstelcode-onjuist"),
        ("ciphertext of the recovery slot", "recovery", 1, 40, "herstelcode-onjuist"),
        ("key id of the escrow slot", "escrow", 2, 4, "organisatiesleutel-onjuist"),
        ("lattice part of the escrow slot", "escrow", 2, 100, "organisatiesleutel-onjuist"),
        ("curve part of the escrow slot", "escrow", 2, 20 + 1088 + 3, "organisatiesleutel-onjuist"),
        ("tag of the escrow slot", "escrow", 2, 20 + 1167, "organisatiesleutel-onjuist"),
    ):
        edits = place_fixed(raw, place, flip(raw, at(place, offset)))
        case(f"flipped, check right: {name}", code, way, edits, floor_kib=FLOOR)
    moved = [put(at(1), bytes(PLACE_BYTES)), put(at(5), place_bytes(5, recovery))]
    case("a slot moved to another place", changed, "recovery", moved, salvage=True)
    case(
        "a slot added without the key",
        changed,
        "recovery",
        [put(at(6), place_bytes(6, Slot(9, b"nieuw")))],
        salvage=True,
    )
    case(
        "a slot taken away without the key",
        changed,
        "recovery",
        [put(at(0), bytes(PLACE_BYTES))],
        salvage=True,
    )
    foreign = stranger.file.places[1]
    case("a slot of another store", "herstelcode-onjuist", "recovery", [put(at(1), place_bytes(1, foreign))])
    return cases


def good_cases(base: Base, full: Base) -> list[dict[str, Any]]:
    travel = keyslots.remove_slot(base.file, base.key, SlotType.PASSPHRASE)
    unknown = slotfile.assemble(
        PROFILE, base.file.epoch + 1, [*base.file.places[:3], Slot(9, b"van later")], base.key
    )

    def entry(name: str, file: SlotFile, ways: list[str], floor: int) -> dict[str, Any]:
        return {
            "name": name,
            "ways": ways,
            "floor_kib": floor,
            "epoch": file.epoch,
            "file": squeeze(file.raw),
        }

    every = ["passphrase", "recovery", "escrow"]
    return [
        entry("three ways in", base.file, every, FLOOR),
        entry("three ways in, full cost", full.file, every, 64 * 1024),
        entry("travel mode", travel, every[1:], FLOOR),
        entry("a slot of a later version", unknown, every, FLOOR),
    ]


def squeeze(raw: bytes) -> list[list[Any]]:
    """The parts that aren't zero, as [offset, hex]; a file is 10,368 bytes."""
    parts: list[list[Any]] = []
    for start in (0, *(at(n) for n in range(slotfile.PLACES)), len(raw) - MAC_BYTES):
        end = {0: HEADER_BYTES, len(raw) - MAC_BYTES: len(raw)}.get(start, start + PLACE_BYTES)
        chunk = raw[start:end]
        if any(chunk):
            head = chunk[:-16].rstrip(b"\x00") if end - start == PLACE_BYTES else chunk
            parts.append([start, head.hex()])
            if len(head) < len(chunk):
                parts.append([end - 16, chunk[-16:].hex()])
    return parts


def main() -> None:
    old = json.loads(TARGET.read_text(encoding="utf-8")) if TARGET.exists() else {}
    kept = {name: base64.b64decode(text) for name, text in old.get("escrow_payloads", {}).items()}
    bases = {
        "cheap": Base(CHEAP, 1, kept.get("cheap")),
        "full": Base(FULL, 2, kept.get("full")),
        "stranger": Base(CHEAP, 3, kept.get("stranger")),
    }
    cheap = bases["cheap"]
    bad = bad_cases(cheap, bases["stranger"])
    escrows = {name: base.file.places[2] for name, base in bases.items()}
    result = {
        "format": "docs/format/vault.md, version 1",
        "bytes": slotfile.FILE_BYTES,
        "passphrase": PASSPHRASE,
        "organisation_seed": SEED.hex(),
        "profile_id": PROFILE,
        "recovery": {name: RecoveryCode(base.code.raw[:]).text() for name, base in bases.items()},
        "store_key": {name: bytes(base.key.raw).hex() for name, base in bases.items()},
        "escrow_payloads": {
            name: base64.b64encode(slot.payload).decode() for name, slot in escrows.items() if slot
        },
        "good": good_cases(cheap, bases["full"]),
        "bad": bad,
    }
    TARGET.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
