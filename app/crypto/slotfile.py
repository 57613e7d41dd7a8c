"""The bytes of the sleutelbos, the slot file beside a store. Written down in docs/format/vault.md."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from app.crypto.chain import subkey
from app.crypto.hybrid import WRAPPED_KEY_BYTES
from app.crypto.secret import StoreKey
from app.faults import Fault, FaultKind

SLEUTELBOS_ONLEESBAAR = FaultKind(
    "sleutelbos-onleesbaar",
    "Het sleutelbestand van dit profiel is beschadigd of is geen sleutelbestand ({wat}).",
    "Zet een back-up terug, of vraag hulp aan je coördinator.",
)
SLEUTELBOS_NIEUWER = FaultKind(
    "sleutelbos-nieuwer",
    "Dit profiel is gemaakt met een nieuwere versie van het programma.",
    "Werk het programma bij en probeer het opnieuw.",
)

MAGIC = b"DLSLEUT\n"
VERSION = 1
PLACES = 8
HEADER_BYTES = 96
PLACE_BYTES = 1280
CHECK_BYTES = 16
MAC_BYTES = 32
FILE_BYTES = HEADER_BYTES + PLACES * PLACE_BYTES + MAC_BYTES
MAX_PROFILE_ID = 64
MAX_PAYLOAD = PLACE_BYTES - 4 - CHECK_BYTES
MAX_EPOCH = 2**32 - 1


class SlotType(IntEnum):
    """What opens a slot."""

    PASSPHRASE = 1
    RECOVERY = 2
    ESCROW = 3
    PREVIOUS = 4
    """Not a way in: the store key before a rekey, kept under the new one until the rekey is verified."""


PAYLOAD_BYTES = {
    SlotType.PASSPHRASE: 1 + 4 + 4 + 1 + 16 + 12 + 48,
    SlotType.RECOVERY: 16 + 12 + 48,
    SlotType.ESCROW: 16 + WRAPPED_KEY_BYTES,
    SlotType.PREVIOUS: 12 + 48,
}
_AT_MOST_ONE = {int(SlotType.PASSPHRASE), int(SlotType.PREVIOUS)}


@dataclass(frozen=True, slots=True)
class Slot:
    """One filled place. `type` may be a number this version doesn't know; such a slot is kept and skipped."""

    type: int
    payload: bytes


@dataclass(frozen=True, slots=True)
class SlotFile:
    """A parsed sleutelbos. Nothing in it is secret; nothing in it is to be believed before `mac_holds`."""

    profile_id: str
    epoch: int
    places: tuple[Slot | None, ...]
    damaged: tuple[int, ...]
    raw: bytes

    @property
    def whole(self) -> bool:
        """Whether every place could be read."""
        return not self.damaged

    def of_type(self, kind: SlotType) -> tuple[Slot, ...]:
        return tuple(slot for slot in self.places if slot is not None and slot.type == kind)

    def types(self) -> tuple[SlotType, ...]:
        """The known ways in that are present, in the order of their places."""
        known = {int(kind) for kind in SlotType} - {int(SlotType.PREVIOUS)}
        return tuple(SlotType(slot.type) for slot in self.places if slot is not None and slot.type in known)


def to_bytes(file: SlotFile) -> bytes:
    """Exactly the bytes to write; always `FILE_BYTES` long, so the size tells nothing about the slots."""
    return file.raw


def from_bytes(data: bytes) -> SlotFile:
    """Parse strictly; a place that can't be read is listed in `damaged` and skipped, the rest stays usable."""
    if len(data) < 9 or data[:8] != MAGIC:
        raise Fault(SLEUTELBOS_ONLEESBAAR, wat="geen sleutelbestand")
    header = data[:HEADER_BYTES]
    if data[8] > VERSION:
        raise Fault(SLEUTELBOS_NIEUWER)
    if data[8] != VERSION:
        raise Fault(SLEUTELBOS_ONLEESBAAR, wat="versie")
    if len(data) != FILE_BYTES:
        raise Fault(SLEUTELBOS_ONLEESBAAR, wat="lengte")
    profile_id, epoch = _parse_header(header)
    places: list[Slot | None] = []
    damaged: list[int] = []
    seen: set[int] = set()
    for number in range(PLACES):
        at = HEADER_BYTES + number * PLACE_BYTES
        slot, sound = _parse_place(number, data[at : at + PLACE_BYTES])
        if slot is not None and slot.type in seen and slot.type in _AT_MOST_ONE:
            slot, sound = None, False
        if slot is not None:
            seen.add(slot.type)
        if not sound:
            damaged.append(number)
        places.append(slot)
    return SlotFile(profile_id, epoch, tuple(places), tuple(damaged), bytes(data))


def _parse_header(header: bytes) -> tuple[str, int]:
    if not hmac.compare_digest(_check(b"header", header[:80]), header[80:96]):
        raise Fault(SLEUTELBOS_ONLEESBAAR, wat="kop")
    length = header[10]
    epoch = int.from_bytes(header[12:16], "big")
    identifier = header[16 : 16 + length]
    if header[9] != PLACES or header[11] != 0 or epoch == 0 or not 1 <= length <= MAX_PROFILE_ID:
        raise Fault(SLEUTELBOS_ONLEESBAAR, wat="kop")
    if any(header[16 + length : 80]) or not _valid_id(identifier):
        raise Fault(SLEUTELBOS_ONLEESBAAR, wat="profiel")
    return identifier.decode("ascii"), epoch


def _valid_id(identifier: bytes) -> bool:
    return all(0x21 <= byte <= 0x7E for byte in identifier)


def _parse_place(number: int, place: bytes) -> tuple[Slot | None, bool]:
    if not any(place):
        return None, True
    if not hmac.compare_digest(_check(bytes([number]), place[:-CHECK_BYTES]), place[-CHECK_BYTES:]):
        return None, False
    kind = place[0]
    length = int.from_bytes(place[2:4], "big")
    if kind == 0 or place[1] != 0 or length > MAX_PAYLOAD or any(place[4 + length : -CHECK_BYTES]):
        return None, False
    expected = PAYLOAD_BYTES.get(SlotType(kind)) if kind in set(SlotType) else None
    if expected is not None and length != expected:
        return None, False
    return Slot(kind, place[4 : 4 + length]), True


def _check(what: bytes, data: bytes) -> bytes:
    return hashlib.sha256(b"doorgaande-lijn/slotfile/v1/check\x00" + what + b"\x00" + data).digest()[
        :CHECK_BYTES
    ]


def assemble(profile_id: str, epoch: int, places: Sequence[Slot | None], key: StoreKey) -> SlotFile:
    """Build a file with its MAC; places that are left out stay empty."""
    identifier = profile_id.encode("ascii")
    if not 1 <= len(identifier) <= MAX_PROFILE_ID or not _valid_id(identifier):
        raise ValueError("a profile id is 1 to 64 visible ASCII characters")
    if not 1 <= epoch <= MAX_EPOCH or len(places) > PLACES:
        raise ValueError("epoch or number of places out of range")
    header = MAGIC + bytes([VERSION, PLACES, len(identifier), 0]) + epoch.to_bytes(4, "big")
    header += identifier.ljust(MAX_PROFILE_ID, b"\x00")
    body = header + _check(b"header", header)
    filled = tuple(places) + (None,) * (PLACES - len(places))
    for number, slot in enumerate(filled):
        body += _place_bytes(number, slot)
    return SlotFile(profile_id, epoch, filled, (), body + _mac(body, key))


def _place_bytes(number: int, slot: Slot | None) -> bytes:
    if slot is None:
        return bytes(PLACE_BYTES)
    if len(slot.payload) > MAX_PAYLOAD:
        raise ValueError("a slot's payload is too long")
    place = bytes([slot.type, 0]) + len(slot.payload).to_bytes(2, "big") + slot.payload
    place = place.ljust(PLACE_BYTES - CHECK_BYTES, b"\x00")
    return place + _check(bytes([number]), place)


def _mac(body: bytes, key: StoreKey) -> bytes:
    return hmac.new(subkey(key, "slotfile-mac"), body, "sha256").digest()


def mac_holds(file: SlotFile, key: StoreKey) -> bool:
    """Whether these exact bytes were written by somebody who held the store key."""
    return hmac.compare_digest(_mac(file.raw[:-MAC_BYTES], key), file.raw[-MAC_BYTES:])


@dataclass(frozen=True, slots=True)
class Copy:
    """One readable copy: which of the given ones it was, and its contents."""

    index: int
    file: SlotFile


def by_preference(copies: Sequence[bytes | None]) -> tuple[Copy, ...]:
    """The readable copies, best first: whole before damaged, then the highest epoch, then the earliest given.

    Raises the fault of the first unreadable one (newer version before damage) when none can be read.
    """
    readable: list[Copy] = []
    faults: list[Fault] = []
    for index, data in enumerate(copies):
        if data is None:
            continue
        try:
            readable.append(Copy(index, from_bytes(data)))
        except Fault as fault:
            faults.append(fault)
    if not readable:
        newer = [fault for fault in faults if fault.kind is SLEUTELBOS_NIEUWER]
        raise (newer or faults or [Fault(SLEUTELBOS_ONLEESBAAR, wat="ontbreekt")])[0]
    return tuple(sorted(readable, key=lambda copy: (len(copy.file.damaged), -copy.file.epoch, copy.index)))


def newest_valid(copies: Sequence[bytes | None]) -> SlotFile:
    """The copy to use, by what can be seen without a key. Opening also checks the MAC: see `keyslots.open_*`."""
    return by_preference(copies)[0].file
