"""Revoked, lost, wiped: three states that are never taken for one another.

Revoking is the register's own act and holds at once. Wiping is only asked: the device does it in its next round, after
what it may still send was sealed and put. `bevestigd` stands nowhere before the device said so itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.domain.deelredenen import APPARAAT_INGETROKKEN
from app.ports import BatchStand, DeviceStatus, Reading, UnitOfWork
from sync import notices
from sync.batches import Notice
from sync.party import Party, Peer

ASKED = "gevraagd"
DONE = "bevestigd"
WIPE = "wipe"
WIPED = "wiped"
_ASKED_SETTING = "sync.wissen"
_DONE_SETTING = "sync.gewist"
GROUND = "wissen op afstand"


# -- the register


def ask(party: Party, uow: UnitOfWork, device_id: str) -> None:
    """Ask a device to wipe itself at its next round; asking twice is asking once."""
    known = uow.ledger.device(device_id)
    if known is None or known.wipe:
        return
    uow.ledger.put_device(replace(known, wipe=ASKED))
    notices.queue(
        uow, device_id, Notice(party.ids.new(), WIPE, {"op": party.now().isoformat(timespec="seconds")})
    )


def confirmed(party: Party, peer: Peer, uow: UnitOfWork, notice: Notice) -> None:
    """Note that a device says, signed, that it wiped itself; only when it was asked to."""
    known = uow.ledger.device(peer.reader)
    if known is None or not party.is_register or known.wipe != ASKED:
        return
    held = {name: n for name, n in notice.data.items() if isinstance(n, int) and not isinstance(n, bool)}
    uow.ledger.put_device(
        replace(known, wipe=DONE, wiped_op=party.now(), inventory=dict(list(held.items())[:64]))
    )


# -- the device


def asked(party: Party, peer: Peer, uow: UnitOfWork, notice: Notice) -> None:
    """Keep the register's request until the work of this round was sealed and put."""
    if not party.is_register and not uow.setting(_DONE_SETTING):
        uow.put_setting(_ASKED_SETTING, {"id": notice.id, "door": peer.device.naam})


def is_asked(reading: Reading) -> bool:
    """True when the register asked and it isn't done yet."""
    return bool(reading.setting(_ASKED_SETTING)) and not is_wiped(reading)


def is_wiped(reading: Reading) -> bool:
    """True on a device that was wiped at its register's request."""
    return bool(reading.setting(_DONE_SETTING))


def account(reading: Reading) -> Mapping[str, Any]:
    """Return when, at whose request, and how much was wiped; empty when nothing was."""
    return dict(reading.setting(_DONE_SETTING) or {})


def carry_out(party: Party, peer: Peer) -> bool:
    """Erase everything, once all that may go is in the mailbox; True when it was done now."""
    with party.store.write() as uow:
        if not is_asked(uow) or uow.ledger.batches_out(peer.reader, only_unput=True):
            return False
        facts = uow.ledger.facts()
        if facts.unsent:
            return False
        request = uow.setting(_ASKED_SETTING)
        dossiers = uow.counts().get("inburgeraar", 0)
        records = uow.ledger.erase_everything(grond=GROUND)
        done = {"records": records, "dossiers": dossiers, "nooit_gedeeld": facts.withheld}
        uow.put_setting(
            _DONE_SETTING, {**done, "op": party.now().isoformat(timespec="seconds"), "door": request["door"]}
        )
        notices.queue(uow, peer.reader, Notice(request["id"], WIPED, done))
        uow.commit()
    return True


def revoke(party: Party, uow: UnitOfWork, device_id: str, *, wipe: bool) -> bool:
    """Revoke a device: what waits of it is set aside for review, nothing goes to it any more. False when unknown."""
    known = uow.ledger.device(device_id)
    if known is None:
        return False
    if known.status is not DeviceStatus.INGETROKKEN:
        uow.ledger.put_device(replace(known, status=DeviceStatus.INGETROKKEN, revoked_op=party.now()))
        for batch in uow.ledger.batches_in(BatchStand.BINNEN, BatchStand.WACHT_OP_DEEL):
            if batch.sender == device_id:
                uow.ledger.set_incoming(
                    replace(batch, stand=BatchStand.GEWEIGERD, reden=APPARAAT_INGETROKKEN)
                )
    if wipe:
        ask(party, uow, device_id)
    return True
