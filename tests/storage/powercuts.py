"""Power cuts over the real workload: count what was acknowledged and isn't there afterwards. For tests and soak."""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from app.faults import Fault
from storage.copying import sound
from storage.opening import connect
from tests.storage import disks
from tests.worlds import KEY, new_store, person


@dataclass(slots=True)
class Cuts:
    """How many cuts were made, and what they cost."""

    cuts: int = 0
    acknowledged: int = 0
    lost: int = 0
    unopened: int = 0
    unsound: int = 0
    stories: list[str] = field(default_factory=list)

    @property
    def harmful(self) -> int:
        """Cuts after which something acknowledged was gone, or the store wasn't whole."""
        return len(self.stories)


def simulate(folder: Path, cuts: int, seed: int, *, units: int = 14, bug: str = "") -> Cuts:
    """Record one run of the workload and cut it off at so many places. `folder` must be empty."""
    shim = disks.build(folder)
    start, live, trace = folder / "begin", folder / "levend", folder / "spoor"
    start.mkdir()
    store = new_store(start)
    with store.write() as uow:
        uow.add(person("d1"))
        uow.commit()
    store.close()
    shutil.copytree(start, live)
    disks.run(shim, live, "tests.storage.workload", units, seed, *([bug] if bug else []), trace=trace)
    events = disks.read_trace(trace, live)
    assert any(event.op == "A" for event in events)
    rng = random.Random(seed)
    places = sorted(rng.randint(1, len(events)) for _ in range(cuts))
    return _cut(start, events, places, folder / "na", rng)


def _cut(start: Path, events: list[disks.Event], places: list[int], after: Path, rng: random.Random) -> Cuts:
    disk = disks.Disk(start, rng)
    result = Cuts()
    there: set[str] = set()
    done = 0
    for place in places:
        for event in events[done:place]:
            disk.apply(event)
            if event.op == "A":
                said = event.data.decode()
                (there.add if said[0] == "+" else there.discard)(f"c{said[1:]}")
        done = place
        going = {
            f"c{event.data.decode()[1:]}"
            for event in events[place:]
            if event.op == "A" and event.data[:1] == b"-"
        }
        after.mkdir()
        disk.leave(after, rng)
        _look(after / "dossiers.db", there - going, result)
        shutil.rmtree(after)
    return result


def _look(path: Path, expected: set[str], result: Cuts) -> None:
    result.cuts += 1
    result.acknowledged += len(expected)
    try:
        connection = connect(path, KEY)
    except Fault as fault:
        result.unopened += 1
        result.stories.append(f"cut {result.cuts}: {fault.code}")
        return
    try:
        if not sound(connection):
            result.unsound += 1
            result.stories.append(f"cut {result.cuts}: not sound")
            return
        kept = {str(name) for (name,) in connection.execute("SELECT id FROM contactmoment")}
        if missing := expected - kept:
            result.lost += len(missing)
            result.stories.append(f"cut {result.cuts}: {len(missing)} lost")
    finally:
        connection.close()
