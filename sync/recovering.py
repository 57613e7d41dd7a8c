"""A side that was put back in time, and what the other side does about it: nothing is missing in the end.

Whoever was put back is noticed by what it acknowledges, asks for, or finds under its own name in the mailbox. It goes
on in a new epoch. What the other side had sent, and keeps no longer, is offered anew in an epoch that begins afresh.
"""

from __future__ import annotations

from app.domain.organisatie import ORGANISATIE
from app.ports import REGISTER, Reading, UnitOfWork
from sync import acknowledging, notices
from sync.batches import Notice
from sync.party import Party, Peer, peers, stream_out

RESTORED = "restored"
RESTORED_SETTING = "incarnatie"
"""How often this profile was restored from a backup; counted by the restore itself (app.services.backups)."""
_SEEN = "sync.incarnatie"
REVS = 1_000_000
"""How far revisions jump at a register that was put back: further than any device may have seen."""


def put_back_in_time(party: Party, uow: UnitOfWork, above: int) -> None:
    """At a register that finds out that it was put back: lift the revisions, so that no device takes them for old.

    `above` is the highest epoch that anybody saw of us. It rises with every time, so the same backup put back twice
    doesn't lift to the same height.
    """
    uow.ledger.raise_revs(REVS * max(above, 1))


def mind_restore(party: Party) -> bool:
    """Notice once that this profile was restored from a backup: new epochs to everybody; True when it was."""
    with party.store.read() as reading:
        found = state_of(reading)
    times = found["incarnatie"]
    if times <= found["opgemerkt"]:
        return False
    with party.store.write() as uow:
        for peer in peers(uow):
            epoch = stream_out(uow, peer).epoch
            acknowledging.note_trouble(uow, peer, acknowledging.EpochTrouble("terug", epoch))
            # A notice is put again until it is acknowledged, so that the other side surely hears of it.
            notices.queue(uow, peer.reader, Notice(party.ids.new(), RESTORED, {"keer": times}))
        if party.is_register:
            highest = max((stream_out(uow, peer).epoch for peer in peers(uow)), default=1)
            put_back_in_time(party, uow, highest + times)
        uow.put_setting(_SEEN, times)
        uow.commit()
    return True


def offer_everything(party: Party, peer: Peer, uow: UnitOfWork) -> int:
    """Queue all that the peer may have of us: a device everything it holds, the register the device's caseload."""
    if peer.reader == REGISTER:
        return uow.ledger.offer_again(REGISTER)
    return uow.ledger.offer_again(peer.reader, {*uow.ledger.caseload(peer.reader), ORGANISATIE})


def state_of(reading: Reading) -> dict[str, int]:
    """Return what a diagnostic page may show: how often this profile was put back, and what it has noticed of it."""
    return {
        "incarnatie": int(reading.setting(RESTORED_SETTING) or 0),
        "opgemerkt": int(reading.setting(_SEEN) or 0),
    }
