"""A file for whoever helps: how sharing stands, in numbers and codes, with nothing in it about anybody.

What may stand in it is listed here, one by one; there is no way in for a name, a text, an address or an id.
"""

from __future__ import annotations

import platform
import sys
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.ports import BatchStand, Clock, Reading, Store
from app.services import deellijnen, deelritme

SORTS = ("folder", "webdav", "s3")
_CLOCK_AHEAD = "mailbox.klok_voor"
_ADDRESS = "mailbox.adres"


def report(store: Store, clock: Clock, versions: Mapping[str, str]) -> dict[str, Any]:
    """Return the file as plain values: versions, counts, moments, codes. Sides are numbered, never named."""
    profile = store.profile
    with store.read() as reading:
        facts = reading.ledger.facts()
        return {
            "soort": "doorgaande-lijn-diagnose-1",
            "gemaakt_op": _moment(clock.now()),
            "systeem": f"{platform.system()} {platform.release()} {platform.machine()}",
            "python": ".".join(map(str, sys.version_info[:3])),
            "onderdelen": dict(versions),
            "register": profile.is_register,
            "oefenen": profile.practice,
            "aantallen": {soort: number for soort, number in sorted(reading.counts().items()) if number},
            "delen": {
                "vanzelf": reading.setting(deelritme.SETTING) is not False,
                "plek": _sort(reading),
                "klok_voor_op_server": reading.setting(_CLOCK_AHEAD),
                "niet_verzonden": facts.unsent,
                "oudste_niet_verzonden": _moment(facts.oldest_unsent),
                "blijft_hier": facts.withheld,
                "niet_bevestigd": facts.sent_unconfirmed,
                "besluiten": facts.decisions,
                "apart": facts.set_aside,
                "laatst_gelukt": _moment(facts.last_success),
            },
            "rondes": [
                {"op": _moment(one.op), "gelukt": one.gelukt, "code": one.bijzonderheid}
                for one in reading.ledger.rounds()
            ],
            "lijnen": [
                _line(number, one) for number, one in enumerate(deellijnen.lines_of(reading), start=1)
            ],
            "geweigerde_pakketten": _refused(reading),
        }


def _line(number: int, line: deellijnen.Lijn) -> dict[str, Any]:
    return {
        "nummer": number,
        "toegelaten": line.toegelaten,
        "gehoord": _moment(line.gehoord),
        "wacht": line.wacht,
        "oudste": _moment(line.oudste),
        "onderweg": line.onderweg,
        "ontbreekt": line.ontbreekt,
        "apart": line.apart,
        "klok_voor": line.klok,
    }


def _sort(reading: Reading) -> str:
    """Return the sort of place only: an address may hold a name."""
    sort = str(reading.setting(_ADDRESS) or "").partition(":")[0].lower()
    return sort if sort in SORTS else ""


def _refused(reading: Reading) -> dict[str, int]:
    return dict(Counter(batch.reden for batch in reading.ledger.batches_in(BatchStand.GEWEIGERD)))


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
