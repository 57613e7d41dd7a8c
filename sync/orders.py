"""Which notice is whose business: the one table from the type of a notice to what is done with it."""

from __future__ import annotations

from collections.abc import Mapping

from app.ports import UnitOfWork
from sync import lease, moving, recovering, ring, wiping
from sync.batches import Notice
from sync.notices import Handler
from sync.party import Party, Peer


def passed_over(party: Party, peer: Peer, uow: UnitOfWork, notice: Notice) -> None:
    """Do nothing: that it came, and is acknowledged, is all it is for."""


HANDLERS: Mapping[str, Handler] = {
    wiping.WIPE: wiping.asked,
    wiping.WIPED: wiping.confirmed,
    lease.CASELOAD: lease.wanted,
    lease.HELLO: passed_over,
    recovering.RESTORED: passed_over,
    moving.TRANSFER: moving.learn,
    ring.RING: ring.learn,
}
"""A type that isn't here is a later version's: it is passed over."""
