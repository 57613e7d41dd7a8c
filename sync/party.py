"""Who takes part: this installation with its keys and store, and the other sides that it knows."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from app.crypto import canonical
from app.crypto.identity import DeviceKeys, PublicIdentity
from app.dagen import day_of
from app.domain.toestemmingen import Doelentabel
from app.faults import Fault, FaultKind
from app.ports import Clock, Device, DeviceStatus, Ids, Reading, Store, StreamOut

NIET_GEKOPPELD = FaultKind(
    "niet-gekoppeld",
    "Dit apparaat is nog niet gekoppeld aan een gemeente.",
    "Vraag de coördinator om een uitnodiging.",
)

RING_SETTING = "sync.sleutelring"
"""The register's key ring as this side knows it (sync.ring)."""
RECOVERY_SETTING = "sync.herstelsleutel"
"""PublicIdentity bytes (hex) of the organisation's recovery key; every batch is sealed to it too when it is set."""


class Progress(NamedTuple):
    """How far a long piece of work is: which step, how many done of how many (0: not known)."""

    step: str
    done: int
    total: int


Report = Callable[[Progress], None]
Cancelled = Callable[[], bool]


def silent(_: Progress) -> None:
    """Take progress and do nothing with it."""


def never() -> bool:
    """Nobody cancels."""
    return False


@dataclass(frozen=True, slots=True)
class Party:
    """This installation: its store, keys, clock, ids and table of purposes."""

    store: Store
    keys: DeviceKeys
    clock: Clock
    ids: Ids
    doelen: Doelentabel
    me: PublicIdentity = field(init=False)

    def __post_init__(self) -> None:
        # Derived once: it costs a key generation.
        object.__setattr__(self, "me", self.keys.public)

    @property
    def is_register(self) -> bool:
        return self.store.profile.is_register

    def now(self) -> datetime:
        return self.clock.now()

    def today(self) -> date:
        """Return the day on which grounds are judged: the one that the client and the screens live by."""
        return day_of(self.clock.now())


@dataclass(frozen=True, slots=True)
class Peer:
    """The other side of a pair of streams. `reader` is its name in the ledger (on a device always `register`)."""

    device: Device
    identity: PublicIdentity

    @property
    def reader(self) -> str:
        return self.device.device_id

    @property
    def folder(self) -> str:
        """Its name in the mailbox."""
        return self.identity.device_id


def peers(reading: Reading) -> tuple[Peer, ...]:
    """Return the other sides whose batches are looked for: admitted ones, and revoked ones for their withdrawals.

    One whose keys can't be read any more is left out: nothing of it could be verified.
    """
    found = []
    for device in reading.ledger.devices():
        if device.status is DeviceStatus.UITGENODIGD or not device.stream or not device.their_stream:
            continue
        try:
            identity = PublicIdentity.from_bytes(device.identity)
        except Fault:
            continue
        found.append(Peer(device, identity))
    return tuple(found)


def receivers(party: Party, peer: Peer, reading: Reading) -> tuple[PublicIdentity, ...]:
    """Return who a batch is sealed to: the reader, ourselves, and the organisation's recovery key where set."""
    found = [peer.identity, party.me]
    ring = None if party.is_register else reading.setting(RING_SETTING)
    if ring:
        # Several readers are several recipients.
        found += _readers_of(ring)
    recovery = reading.setting(RECOVERY_SETTING)
    if isinstance(recovery, str) and recovery:
        found.append(PublicIdentity.from_bytes(bytes.fromhex(recovery)))
    return tuple({one.device_id: one for one in found}.values())


def stream_out(reading: Reading, peer: Peer) -> StreamOut:
    """Return our stream to a peer, also before its first batch."""
    known = reading.ledger.stream_out(peer.reader)
    return known or StreamOut(
        stream=peer.device.stream, reader=peer.reader, epoch=1, next_seq=1, digest="", acked=0
    )


def _readers_of(kept: Mapping[str, Any]) -> list[PublicIdentity]:
    """Return the keys in a ring that was checked before it was kept."""
    plain = canonical.decode(base64.urlsafe_b64decode(str(kept["ring"])))
    assert isinstance(plain, dict)
    return [PublicIdentity.from_bytes(base64.urlsafe_b64decode(one["identity"])) for one in plain["members"]]
