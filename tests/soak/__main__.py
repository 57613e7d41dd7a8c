"""`./run soak`: the long form of what the tests do for seconds. Prints a table of counts; exit 1 when one is wrong.

python -m tests.soak [--minutes 10] [--only kills,kills-backup,cuts,faults,full,bits-store,...]; `--help` names all.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.soak import flips, killing
from tests.storage import disks
from tests.storage.powercuts import simulate
from tests.storage.test_killing import missing, write_until_killed
from tests.worlds import new_store, person

BAD = ("lost", "revived", "unsound", "unopened", "accepted", "acknowledged_when_frozen", "blind")
"""Counts that must be nothing."""

Round = Callable[[Path, int], Counter[str]]


@dataclass(frozen=True, slots=True)
class Work:
    """One kind of mistreatment: `turn(folder, number)` does a small piece of it and returns counts."""

    turn: Round
    needs_shim: bool = False


def kills(folder: Path, number: int) -> Counter[str]:
    """Kill a writing process a few times, and look for what it had acknowledged."""
    store = new_store(folder)
    with store.write() as uow:
        uow.add(person("d1"))
        uow.commit()
    store.close()
    rng, said = random.Random(number), list[str]()
    for _ in range(4):
        said += write_until_killed(folder / "dossiers.db", rng.randint(1, 30))
    lost = len(missing(folder / "dossiers.db", said))
    return Counter(kills=4, acknowledged=len(said), lost=lost)


def kills_in(kind: str) -> Round:
    """Kill a piece of work somewhere; every fifth turn with its rule taken away, which must be found."""

    def turn(folder: Path, number: int) -> Counter[str]:
        planted = number % 5 == 1
        words = [kind, "60" if planted else "20", str(number), *(["planted"] if planted else [])]
        done = subprocess.run(
            [sys.executable, "-m", "tests.soak.killing", *words], capture_output=True, check=True, text=True
        )
        counts = Counter(json.loads(done.stdout))
        if planted:
            return Counter(planted_found=counts["lost"], blind=not counts["lost"])
        return counts

    return turn


def cuts(folder: Path, number: int) -> Counter[str]:
    """Cut the power; every seventh turn with a planted bug, which must be found."""
    bug = ("off", "wal")[number // 7 % 2] if number % 7 == 6 else ("", "fsync")[number % 2]
    found = simulate(folder, 150, number, bug=bug, units=8 + number % 12)
    if bug in ("off", "wal"):
        return Counter(planted_found=found.harmful > 0, blind=not found.harmful)
    return Counter(
        cuts=found.cuts,
        acknowledged=found.acknowledged,
        lost=found.lost,
        unopened=found.unopened,
        unsound=found.unsound,
    )


def fuzzed(folder: Path, number: int) -> Counter[str]:
    """Try every parser of foreign bytes for two seconds; what isn't a refusal counts as accepted and is shown."""
    from tests.fuzz import engine

    counts: Counter[str] = Counter()
    for name in engine.TARGETS:
        found = engine.fuzz(name, seed=number, seconds=2.0)
        for kind, data in found.wrong.items():
            print(f"fuzz {name} {kind} {data[:200]!r}", file=sys.stderr)
        counts.update(runs=found.runs, refused=found.refused, kept=found.kept, accepted=len(found.wrong))
    return counts


def modelled(folder: Path, number: int) -> Counter[str]:
    """Play the machine of the model a hundred times with a seed of its own, 60 steps each."""
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            f"--hypothesis-seed={number}",
            MODEL,
        ],
        env={**os.environ, "DOORGAANDE_LIJN_MODEL_EXAMPLES": "100", "DOORGAANDE_LIJN_MODEL_STEPS": "60"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        print(f"model, seed {number}\n{done.stdout[-6000:]}", file=sys.stderr)
    return Counter(machines=100, lost=int(done.returncode != 0))


MODEL = "tests/sync/test_model.py"


def faults(folder: Path, number: int) -> Counter[str]:
    """Let the n-th call fail, for n up to 40, in one of the ways a disk has."""
    from tests.storage.faulty import CASES

    if number % 9 == 8:
        found = _faulty(folder, "sync", 6, "no-freeze")["acknowledged_when_frozen"]
        return Counter(planted_found=found > 0, blind=not found)
    case = sorted(CASES)[number % len(CASES)]
    return _faulty(folder, case, 40)


def full(folder: Path, number: int) -> Counter[str]:
    """Fill up disks of different sizes."""
    return _faulty(folder, "full", 10)


def _faulty(folder: Path, case: str, rounds: int, *more: str) -> Counter[str]:
    shim = disks.build(folder)
    place = folder / "werk"
    place.mkdir()
    counts = json.loads(disks.run(shim, place, "tests.storage.faulty", case, rounds, *more))
    kept = (*BAD, "injected", "acknowledged", "shared_when_full", "saved_again")
    return Counter({name: counts.get(name, 0) for name in kept})


WORKS = {
    "kills": Work(kills),
    **{f"kills-{kind}": Work(kills_in(kind)) for kind in killing.KINDS},
    "cuts": Work(cuts, needs_shim=True),
    "faults": Work(faults, needs_shim=True),
    "full": Work(full, needs_shim=True),
    "bits-store": Work(flips.in_store),
    "bits-slots": Work(flips.in_slots),
    "bits-backup": Work(flips.in_backup),
    "bits-batch": Work(flips.in_batch),
    "fuzz": Work(fuzzed),
    "model": Work(modelled),
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="./run soak")
    parser.add_argument("--minutes", type=float, default=10.0, help="hoe lang in totaal (10)")
    parser.add_argument("--only", default=",".join(WORKS), help=f"alleen deze: {', '.join(WORKS)}")
    options = parser.parse_args()
    names = [name for name in options.only.split(",") if name]
    if unknown := [name for name in names if name not in WORKS]:
        parser.error(f"ken ik niet: {', '.join(unknown)}")
    os.environ["DOORGAANDE_LIJN_SNELLE_OEFENSLEUTEL"] = "1"
    wrong = 0
    for name in names:
        if WORKS[name].needs_shim and disks.why_not():
            print(f"{name:12} overgeslagen: {disks.why_not()}")
            continue
        counts = go_on(WORKS[name].turn, options.minutes * 60 / len(names))
        bad = sum(counts[one] for one in BAD)
        wrong += bad
        shown = "  ".join(
            f"{key}={value}" for key, value in counts.items() if value or key in ("lost", "accepted")
        )
        print(f"{name:12} {'FOUT ' if bad else 'goed '} {shown}", flush=True)
    return 1 if wrong else 0


def go_on(turn: Round, seconds: float) -> Counter[str]:
    """Repeat a work, each turn in a folder of its own, until its time is up; once at least."""
    total: Counter[str] = Counter()
    end, number = time.monotonic() + seconds, 0
    while number == 0 or time.monotonic() < end:
        folder = Path(tempfile.mkdtemp(prefix="doorgaande-lijn-soak-"))
        try:
            total.update(turn(folder, number))
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        number += 1
    total["turns"] = number
    return total


if __name__ == "__main__":
    sys.exit(main())
