"""A process whose disk fails at the n-th call, over and over. For test_disk_faults and soak.

`python -m tests.storage.faulty FOLDER CASE ROUNDS`; prints one JSON object with counts. Runs behind the shim.
"""

from __future__ import annotations

import ctypes
import errno
import json
import random
import shutil
import sys
from collections import Counter
from contextlib import suppress
from pathlib import Path

from app.faults import Fault
from storage.ballast import BALLAST_BYTES, Ballast
from storage.store import SqlStore, open_store
from tests.storage.workload import plant, step
from tests.worlds import KEY, CountingIds, HandClock, new_store, person

CASES = {
    "write": (errno.EIO, 0, b"W"),
    "write-sticky": (errno.EIO, 1, b"W"),
    "sync": (errno.EIO, 0, b"S"),
    "sync-sticky": (errno.EIO, 1, b"S"),
    "truncate": (errno.EIO, 0, b"T"),
    "full-once": (errno.ENOSPC, 0, b"W"),
    "full-sticky": (errno.ENOSPC, 1, b"WT"),
    "read-only": (errno.EROFS, 1, b"WTS"),
}
_UNITS = 6


class Shim:
    """The shim in front of libc, in this process."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(None)
        self._library.shim_budget.argtypes = [ctypes.c_longlong]

    def arm(self, after: int, number: int, sticky: int, on: bytes) -> None:
        self._library.shim_arm(ctypes.c_long(after), ctypes.c_long(number), ctypes.c_long(sticky), on)

    def disarm(self) -> int:
        injected = int(self._library.shim_injected())
        self.arm(0, 0, 0, b"")
        return injected

    def budget(self, room: int) -> None:
        self._library.shim_budget(room)

    def acknowledge(self, what: str) -> None:
        self._library.shim_ack(what.encode())


def main(folder: Path, case: str, rounds: int, bug: str = "") -> None:
    if bug == "no-freeze":
        from storage.guarding import Guard

        Guard.commit_failed = lambda self: None  # type: ignore[method-assign]
    elif bug:
        plant(bug)
    start = folder / "begin"
    start.mkdir()
    store = new_store(start)
    with store.write() as uow:
        uow.add(person("d1"))
        uow.commit()
    store.close()
    counts = full(folder, start, rounds) if case == "full" else failing(folder, start, case, rounds)
    print(json.dumps(counts))


def failing(folder: Path, start: Path, case: str, rounds: int) -> Counter[str]:
    """Let the n-th call fail, n = 1, 2, ...; afterwards, with a sound disk, everything acknowledged must be there."""
    shim, counts = Shim(), Counter[str]()
    number, sticky, on = CASES[case]
    for after in range(1, rounds + 1):
        place = folder / "ronde"
        shutil.copytree(start, place)
        store = open_store(place / "dossiers.db", KEY, HandClock(), CountingIds(after))
        shim.arm(after, number, sticky, on)
        kept = _work(store, after, counts)
        injected = shim.disarm()
        counts["injected"] += injected
        counts["rounds_hit"] += injected > 0
        _close(store)
        _count_lost(place, kept, counts)
        shutil.rmtree(place)
    return counts


def _work(store: SqlStore, seed: int, counts: Counter[str]) -> dict[str, bool]:
    """Work on after a fault as a person would; return what was acknowledged, and counts per fault code."""
    rng, live = random.Random(seed), []
    kept: dict[str, bool] = {}
    frozen = False
    for number in range(1, _UNITS + 1):
        before = set(live)
        try:
            for said in step(store, number, rng, live):
                kept[f"c{said[1:]}"] = said[0] == "+"
            counts["acknowledged"] += 1
            counts["acknowledged_when_frozen"] += frozen
        except Fault as fault:
            counts[fault.code] += 1
            frozen = frozen or fault.code == "opslag-bevroren"
            if fault.code == "opslag-bevroren":
                # Nobody knows whether a commit that failed is on the disk, so what it erased may be gone, or not.
                for gone in before - set(live):
                    kept.pop(f"c{gone}", None)
                    counts["unknown"] += 1
    return kept


def _close(store: SqlStore) -> None:
    with suppress(Exception):  # closing on a broken disk may fail; what counts is what is found afterwards
        store.close()


def _count_lost(place: Path, kept: dict[str, bool], counts: Counter[str]) -> None:
    store = open_store(place / "dossiers.db", KEY, HandClock(), CountingIds(99))
    try:
        report = store.verify()
        # The workload erases what was never sent, which only a register does: an op without its record is left.
        counts["unsound"] += any(not finding.startswith("In de wachtrij") for finding in report.findings)
        with store.read() as reading:
            from app.domain.contactmomenten import Contactmoment

            there = {item.id for item in reading.of_dossier(Contactmoment, "d1")}
    finally:
        store.close()
    counts["lost"] += sum(1 for name, expected in kept.items() if expected and name not in there)
    counts["revived"] += sum(1 for name, expected in kept.items() if not expected and name in there)


def full(folder: Path, start: Path, rounds: int) -> Counter[str]:
    """Fill a disk of so many bytes: saving stops with a sentence, sharing goes on, nothing acknowledged is lost."""
    shim, counts = Shim(), Counter[str]()
    for round_number in range(rounds):
        place = folder / "ronde"
        shutil.copytree(start, place)
        Ballast(place).fill()
        store = open_store(place / "dossiers.db", KEY, HandClock(), CountingIds(round_number))
        shim.budget(150_000 + 9_973 * round_number)
        rng, live = random.Random(round_number), []
        kept: dict[str, bool] = {}
        codes: list[str] = []
        for number in range(1, 200):
            try:
                for said in step(store, number, rng, live):
                    kept[f"c{said[1:]}"] = said[0] == "+"
            except Fault as fault:
                codes.append(fault.code)
                if len(codes) == 3:
                    break
        counts[" > ".join(codes)] += 1
        counts["ballast_given_up"] += not (place / "ballast").exists()
        if "opslag-bevroren" not in codes:
            _erase_for_sharing(store, kept, counts)
            shim.budget(3 * BALLAST_BYTES)
            # Room again: saving works at once, in the same program.
            said = step(store, 500, rng, [])
            kept["c500"] = bool(said)
            counts["saved_again"] += 1
            counts["ballast_back"] += Ballast(place).there
        shim.budget(-1)
        _close(store)
        _count_lost(place, kept, counts)
        shutil.rmtree(place)
    return counts


def _erase_for_sharing(store: SqlStore, kept: dict[str, bool], counts: Counter[str]) -> None:
    """Do on the full disk what a round of sharing does: erase for a withdrawal, and note what was sent."""
    gone = next(name for name, there in kept.items() if there)
    with store.for_sharing().write() as uow:
        uow.ledger.erase("contactmoment", gone, None, grond="intrekking")
        uow.put_setting("gedeeld", "x" * 5000)
        uow.commit()
    kept[gone] = False
    counts["shared_when_full"] += 1


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), *sys.argv[4:])
