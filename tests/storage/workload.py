"""A process that works as people do and acknowledges each commit to the shim. For the power-cut simulator.

`python -m tests.storage.workload FOLDER UNITS SEED [planted]`; planted: `off` or `wal`, settings that lose commits;
`fsync`: one sync fails, which a sound store survives; `fsync-go-on`: the same, without freezing after a failed commit.
"""

from __future__ import annotations

import ctypes
import errno
import random
import sys
from pathlib import Path

from app.domain.contactmomenten import Contactmoment
from app.domain.inburgeraar import Inburgeraar
from app.faults import Fault
from storage import opening
from storage.guarding import Guard
from storage.store import SqlStore, open_store
from tests.worlds import KEY, CountingIds, HandClock, consent, contact, person

PLANTED = {
    "off": {"synchronous": ("OFF", 0)},
    "wal": {"journal_mode": ("WAL", "wal"), "synchronous": ("NORMAL", 1)},
}


def plant(bug: str) -> None:
    """Take settings that are known to lose acknowledged commits."""
    changed = PLANTED[bug]
    opening._SET_AND_READ_BACK = tuple(
        (name, *changed.get(name, (value, expected))) for name, value, expected in opening._SET_AND_READ_BACK
    )


def step(store: SqlStore, number: int, rng: random.Random, kept: list[str]) -> list[str]:
    """Do one commit of work; return what may be said of it once it is durable."""
    said = [f"+{number}"]
    record_id = f"c{number}"
    with store.write() as uow:
        uow.add(contact(record_id, "d1", samenvatting="Een lange zin over de dag. " * rng.randint(1, 200)))
        uow.save_draft("contact:d1", "d1", {"laatste": number})
        if number % 4 == 0:
            uow.add(person(f"p{number}"))
            uow.add(consent(f"t{number}", f"p{number}", "gemeente-begeleiding"))
        if number % 5 == 0 and kept:
            gone = kept.pop(rng.randrange(len(kept)))
            uow.ledger.erase(Contactmoment.soort, f"c{gone}", None, grond="intrekking")
            said.append(f"-{gone}")
        old = uow.get(Inburgeraar, "d1")
        assert old is not None
        uow.replace(person("d1", telefoon=f"06-{number}"))
        uow.commit()
    kept.append(str(number))
    return said


def main(folder: Path, units: int, seed: int, bug: str = "") -> None:
    shim = ctypes.CDLL(None)
    if bug in PLANTED:
        plant(bug)
    if bug == "fsync-go-on":
        Guard.commit_failed = lambda self: None  # type: ignore[method-assign]
    rng = random.Random(seed)
    store = open_store(folder / "dossiers.db", KEY, HandClock(), CountingIds(seed))
    if bug.startswith("fsync"):
        shim.shim_arm(
            ctypes.c_long(rng.randint(7, 3 * units)), ctypes.c_long(errno.EIO), ctypes.c_long(0), b"S"
        )
    kept: list[str] = []
    for number in range(1, units + 1):
        try:
            for said in step(store, number, rng, kept):
                shim.shim_ack(said.encode())
        except Fault:
            # Somebody who goes on after "niet bewaard": what was put on the list to be erased is still there.
            kept = []
    store.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), *sys.argv[4:])
