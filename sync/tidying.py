"""What the reader has is taken out of the mailbox by who put it there, so that a listing never grows with the years.

Only files that this store knows it wrote and that a signed receipt covers; never by what a listing shows, since another
copy of this device may have put there what nobody has yet. The newest stay: a side that was put back may find them.
"""

from __future__ import annotations

from app.faults import Fault
from app.ports import Mailbox
from sync.mailboxes.faults import MAILBOX_GESTOPT
from sync.party import Cancelled, Party, Peer, never

KEEP = 50
STEP = 25
"""How many there must be before any goes, so that most rounds ask nothing of the mailbox for this."""
MOST = 200


def tidy(party: Party, peer: Peer, mailbox: Mailbox, cancelled: Cancelled = never) -> int:
    """Remove what was acknowledged but for the newest; return how many went. A mailbox that refuses is left alone."""
    with party.store.read() as reading:
        mark = reading.setting(_mark(peer)) or [0, 0, ""]
        if mark[2] == party.today().isoformat():
            return 0
        known = reading.ledger.batches_acked(peer.reader, (int(mark[0]), int(mark[1])))
    old = known[: max(0, len(known) - KEEP)][:MOST]
    if len(old) < STEP:
        return 0
    gone, refused = 0, ""
    for batch in old:
        if cancelled():
            break
        try:
            mailbox.remove(batch.name)
        except Fault as fault:
            if fault.kind is MAILBOX_GESTOPT:
                break
            # Everything that counts was done; tomorrow is soon enough to try this again.
            refused = party.today().isoformat()
            break
        gone += 1
        mark = [batch.epoch, batch.seq, ""]
    with party.store.write() as uow:
        uow.put_setting(_mark(peer), [mark[0], mark[1], refused])
        uow.commit()
    return gone


def _mark(peer: Peer) -> str:
    return f"sync.opgeruimd.{peer.reader}"
