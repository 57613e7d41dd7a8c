"""Which notice is whose business: the one table from the type of a notice to what is done with it."""

from __future__ import annotations

from collections.abc import Mapping

from sync import lease, wiping
from sync.notices import Handler

HANDLERS: Mapping[str, Handler] = {
    wiping.WIPE: wiping.asked,
    wiping.WIPED: wiping.confirmed,
    lease.CASELOAD: lease.wanted,
}
"""A type that isn't here is a later version's: it is passed over."""
