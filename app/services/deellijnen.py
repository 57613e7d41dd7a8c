"""How sharing goes with each other side: last heard, what waits, what is under way, what is missing, the clocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.ports import REGISTER, BatchStand, Device, DeviceStatus, Reading, Store

CLOCK = "sync.klok."
"""Setting per reader: seconds by which the clock of the other side was ahead of ours in its newest batch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lijn:
    """One other side. `wacht` counts records, `onderweg` and `ontbreekt` sealed batches, `apart` refused ones.

    `oudste`: since when the oldest thing waits that isn't in the mailbox yet. `klok`: seconds that its clock is ahead.
    """

    device_id: str
    naam: str
    toegelaten: bool
    gehoord: datetime | None
    wacht: int
    oudste: datetime | None
    onderweg: int
    ontbreekt: int
    apart: int
    klok: int


def lines(store: Store) -> tuple[Lijn, ...]:
    """Return one line per side that was ever admitted, who was heard longest ago first."""
    with store.read() as reading:
        return lines_of(reading)


def lines_of(reading: Reading) -> tuple[Lijn, ...]:
    """The same inside a reading that is already open."""
    devices = [one for one in reading.ledger.devices() if one.status is not DeviceStatus.UITGENODIGD]
    refused = [batch.sender for batch in reading.ledger.batches_in(BatchStand.GEWEIGERD)]
    found = [_line(reading, device, refused.count(device.device_id)) for device in devices]
    return tuple(sorted(found, key=lambda line: (line.gehoord is not None, line.gehoord, line.naam)))


def _line(reading: Reading, device: Device, refused: int) -> Lijn:
    ledger = reading.ledger
    waiting = ledger.outbox(device.device_id)
    sealed = ledger.batches_out(device.device_id)
    unput = [batch for batch in sealed if batch.put_op is None]
    moments = [row.created_op for row in waiting]
    facts = ledger.facts() if device.device_id == REGISTER else None
    oldest = facts.oldest_unsent if facts is not None else min(moments, default=None)
    return Lijn(
        device_id=device.device_id,
        naam=device.naam,
        toegelaten=device.status is DeviceStatus.TOEGELATEN,
        gehoord=device.last_seen,
        wacht=facts.unsent if facts is not None else len(waiting) + sum(batch.count for batch in unput),
        oudste=oldest,
        onderweg=sum(1 for batch in sealed if batch.put_op is not None and batch.count),
        ontbreekt=_missing(reading, device),
        apart=refused,
        klok=int(reading.setting(CLOCK + device.device_id) or 0),
    )


def _missing(reading: Reading, device: Device) -> int:
    """Return how many batches are missing below something that came in already."""
    count = 0
    for state in reading.ledger.streams_in(device.their_stream):
        if not state.closed and state.beyond:
            count += max(state.beyond) - state.contiguous - len(state.beyond)
    return count
