"""kill at a random moment of a backup, restore, migration, rekey or import; then what is there is whole or not there.

`python -m tests.soak.killing KIND ROUNDS SEED [planted]` prints counts as JSON. Each round a forked child does the work
and is ended by the system (SIGALRM without a handler: no `finally` runs) somewhere between its beginning and its end.
`planted` takes away the rule that makes the work safe: then something must be found `lost`.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from app import wiring
from app.domain.contactmomenten import Contactmoment
from app.faults import Fault
from app.ports import BatchStand, Rol
from app.services import backups
from app.services.backups import WayIn
from app.services.vault import NewProfile, OpenProfile
from app.wiring import World, keeping
from storage import backups as backup_files
from storage.profile_folder import ProfileFolder
from storage.store import open_store
from tests.worlds import KEY, CountingIds, HandClock, contact, person

OLD, NEW = "vier blauwe fietsen zingen 7", "een heel andere zin van woorden 9"
GOLDEN = Path(__file__).parents[1] / "golden" / "schema-1.db"
VISITS = 40


def world(seed: int = 1) -> World:
    return World(HandClock(), CountingIds(seed))


def make_profile(folder: Path) -> None:
    wanted = NewProfile(naam="Ans Vermeer", rol=Rol.VRIJWILLIGER, practice=True)
    opened = wiring.create_profile(world(), folder, wanted, OLD)
    with opened.store.write() as uow:
        uow.add(person("d1"))
        for index in range(VISITS):
            uow.add(contact(f"c{index}", "d1", samenvatting="Een lange zin over de dag. " * 40))
        uow.commit()
    opened.close()


def holds_all(opened: OpenProfile) -> bool:
    with opened.store.read() as reading:
        there = len(reading.of_dossier(Contactmoment, "d1")) == VISITS
    return there and opened.store.verify().ok


def unlocks(folder: Path, passphrase: str) -> bool:
    """True when the profile opens and has everything; what is half raises, or says False."""
    opened = wiring.unlock(world(9), folder, passphrase)
    try:
        return holds_all(opened)
    finally:
        opened.close()


@dataclass
class Backup:
    """Backups that bear the name are whole, the one from before is still there, and the profile has lost nothing."""

    place: Path

    def prepare(self) -> None:
        self.stick.mkdir()
        make_profile(self.place / "p")
        self.work()

    @property
    def stick(self) -> Path:
        return self.place / "stick"

    def work(self) -> None:
        opened = wiring.unlock(world(2), self.place / "p", OLD)
        keeping.create_backup(world(), opened, self.stick)
        opened.close()

    def is_whole(self) -> bool:
        named = sorted(self.stick.glob("*.dlres"))
        scratch = self.place / "proef"
        scratch.mkdir(exist_ok=True)
        sound = all(keeping.rehearse_backup(path, WayIn(OLD), scratch).ok for path in named)
        return bool(named) and sound and unlocks(self.place / "p", OLD)

    @staticmethod
    def plant() -> None:
        scratch = backup_files._scratch

        @contextmanager
        def in_place(path: Path, what: str) -> Iterator[Path]:
            if what == "part":
                yield path
            else:
                with scratch(path, what) as found:
                    yield found

        backup_files._scratch = in_place


class Restore(Backup):
    """There is no profile, and the folder can be used again; or a whole one that knows that it was put back."""

    def prepare(self) -> None:
        super().prepare()
        self.file = next(self.stick.glob("*.dlres"))

    def work(self) -> None:
        if not (self.place / "p").exists() or not hasattr(self, "file"):
            super().work()
            return
        keeping.restore_backup(world(), self.file, WayIn(OLD), self.place / "nieuw").close()

    def is_whole(self) -> bool:
        new = self.place / "nieuw"
        if not wiring.profile_exists(new):
            keeping.restore_backup(world(), self.file, WayIn(OLD), new).close()
        opened = wiring.unlock(world(3), new, OLD)
        try:
            with opened.store.read() as reading:
                knows = reading.setting(backups.RESTORED_SETTING) and backups.incarnation(reading) == 1
            return bool(knows) and holds_all(opened)
        finally:
            opened.close()

    @staticmethod
    def plant() -> None:
        ProfileFolder.begin_making = lambda self: None  # type: ignore[method-assign]
        ProfileFolder.made = lambda self: None  # type: ignore[method-assign]


@dataclass
class Migration:
    """The store of the first schema is there as it was, or at today's schema with all that it had."""

    place: Path

    @property
    def path(self) -> Path:
        return self.place / "dossiers.db"

    def prepare(self) -> None:
        shutil.copyfile(GOLDEN, self.path)

    def work(self) -> None:
        open_store(self.path, KEY, HandClock(), CountingIds(2)).close()

    def is_whole(self) -> bool:
        store = open_store(self.path, KEY, HandClock(), CountingIds(3))
        try:
            with store.read() as reading:
                return sum(reading.counts().values()) > 0 and store.verify().ok
        finally:
            store.close()

    @staticmethod
    def plant() -> None:
        _without_transactions()


@dataclass
class Rekey:
    """The old or the new passphrase opens everything."""

    place: Path

    def prepare(self) -> None:
        make_profile(self.place / "p")

    def work(self) -> None:
        keeping.rekey(world(2), self.place / "p", OLD, NEW)

    def is_whole(self) -> bool:
        for passphrase in (OLD, NEW):
            try:
                return unlocks(self.place / "p", passphrase)
            except Fault as fault:
                if fault.code != "wachtzin-onjuist":
                    raise
        return False

    @staticmethod
    def plant() -> None:
        def copied_onto(self: ProfileFolder) -> None:
            data = (self.store_path.parent / "dossiers.db.nieuw").read_bytes()
            (self.store_path.parent / "dossiers.db.nieuw").unlink()
            with self.store_path.open("wb", buffering=0) as file:
                for start in range(0, len(data), 512):
                    file.write(data[start : start + 512])

        ProfileFolder.swap = copied_onto  # type: ignore[method-assign]


@dataclass
class Import:
    """Every batch is in whole or not at all, and going on brings everything in once."""

    place: Path

    def prepare(self) -> None:
        from tests.sync.town import BEGELEIDING, Town, real_maker

        make = real_maker(self.place)
        town = Town(make)
        ans = town.device()
        for _ in range(4):
            dossier = ans.client(BEGELEIDING)
            for number in range(VISITS):
                ans.visit(dossier, f"Bezoek {number}. " * 20)
            ans.share(town.mailbox)
        town.register.share(town.mailbox)
        for store in make.made:  # type: ignore[attr-defined]
            store.close()

    def _register(self, seed: int) -> Any:
        from tests.sync.town import Side, keys_of

        clock, ids = HandClock(), CountingIds(seed)
        store = open_store(self.place / "store0" / "dossiers.db", KEY, clock, ids)
        return Side("Cora", store, keys_of("Cora"), clock, ids)

    def work(self) -> None:
        cora = self._register(50)
        cora.apply()
        cora.store.close()

    def is_whole(self) -> bool:
        cora = self._register(51)
        try:
            sound = cora.store.verify().ok
            cora.apply()
            counts = cora.counts()
            with cora.store.read() as reading:
                rows = [row for row in reading.log(limit=100_000) if row.soort == "contactmoment"]
                waiting = reading.ledger.batches_in(BatchStand.BINNEN, BatchStand.WACHT_OP_DEEL)
            done = counts["contactmoment"] == len(rows) == 4 * VISITS and counts["inburgeraar"] == 4
            return sound and done and not waiting and cora.store.verify().ok
        finally:
            cora.store.close()

    @staticmethod
    def plant() -> None:
        _without_transactions()


@dataclass
class Share:
    """A whole round of a device, sealing and putting into a real folder: it goes on, and all comes in once."""

    place: Path

    def prepare(self) -> None:
        from tests.sync.town import BEGELEIDING, Town, real_maker

        make = real_maker(self.place)
        town = Town(make, mailbox=self._mailbox())
        ans = town.device()
        for _ in range(4):
            dossier = ans.client(BEGELEIDING)
            for number in range(VISITS):
                ans.visit(dossier, f"Bezoek {number}. " * 20)
        for store in make.made:  # type: ignore[attr-defined]
            store.close()

    def _mailbox(self) -> Any:
        from sync.mailboxes.folder import FolderMailbox

        (self.place / "postbus").mkdir(exist_ok=True)
        return FolderMailbox(self.place / "postbus")

    def _side(self, name: str, number: int, seed: int) -> Any:
        from tests.sync.town import Side, keys_of

        clock, ids = HandClock(), CountingIds(seed)
        store = open_store(self.place / f"store{number}" / "dossiers.db", KEY, clock, ids)
        return Side(name, store, keys_of(name), clock, ids)

    def work(self) -> None:
        from sync import batches

        batches.MAX_OPS = 7  # many small batches: many places to be cut off
        ans, cora = self._side("Ans", 1, 60), self._side("Cora", 0, 61)
        ans.share(self._mailbox())
        cora.share(self._mailbox(), apply_imports=True)
        ans.share(self._mailbox())
        ans.store.close()
        cora.store.close()

    def is_whole(self) -> bool:
        ans, cora = self._side("Ans", 1, 62), self._side("Cora", 0, 63)
        try:
            sound = ans.store.verify().ok and cora.store.verify().ok
            for _ in range(2):
                ans.share(self._mailbox())
                cora.share(self._mailbox(), apply_imports=True)
            ans.share(self._mailbox())
            with ans.store.read() as reading:
                facts = reading.ledger.facts()
            with cora.store.read() as reading:
                forks = reading.ledger.batches_in(BatchStand.GEWEIGERD, BatchStand.WACHT_OP_DEEL)
                clashes = reading.ledger.conflicts()
            counts = cora.counts()
            done = counts["contactmoment"] == 4 * VISITS and counts["inburgeraar"] == 4
            told = facts.unsent == facts.sent_unconfirmed == 0
            return sound and done and told and not forks and not clashes
        finally:
            ans.store.close()
            cora.store.close()

    @staticmethod
    def plant() -> None:
        _without_transactions()


def _without_transactions() -> None:
    execute = Connection.exec_driver_sql

    def bare(self: Connection, sql: str, *more: Any) -> Any:
        ends = sql in ("BEGIN IMMEDIATE", "COMMIT", "ROLLBACK")
        return execute(self, "SELECT 1" if ends else sql, *more)

    Connection.exec_driver_sql = bare  # type: ignore[method-assign,assignment]


KINDS: dict[str, Callable[[Path], Any]] = {
    "backup": Backup,
    "restore": Restore,
    "migration": Migration,
    "rekey": Rekey,
    "import": Import,
    "share": Share,
}


def ended_in(work: Callable[[], None], seconds: float) -> bool:
    """Do the work in a child that the system ends after so long; True when it was ended before it was done."""
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, max(seconds, 1e-4))
        try:
            work()
        except BaseException:
            os._exit(3)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def rounds(kind: str, number: int, seed: int, *, planted: bool = False) -> Counter[str]:
    """Do a number of rounds, each in a folder of its own; with `planted` until something was found."""
    os.environ[wiring.PRACTICE_KDF_ENV] = "1"
    if planted:
        KINDS[kind].plant()  # type: ignore[attr-defined]
    rng, counts = random.Random(seed), Counter[str]()
    top = Path(tempfile.mkdtemp(prefix="doorgaande-lijn-kill-"))
    try:
        model = top / "model"
        model.mkdir()
        prepared = KINDS[kind](model)
        prepared.prepare()
        took = 0.0
        for round_number in range(number + 1):
            place = top / str(round_number)
            shutil.copytree(model, place)
            prepared.place = place
            began = time.monotonic()
            # The first round runs to its end, to know how long that is.
            share = (round_number - 1 + rng.random()) / number if round_number else 0
            was_ended = ended_in(prepared.work, share * took if round_number else 60)
            took = took or time.monotonic() - began
            counts["kills"] += was_ended
            counts["lost"] += not _looks_whole(prepared)
            shutil.rmtree(place)
            if planted and counts["lost"]:
                break
    finally:
        shutil.rmtree(top, ignore_errors=True)
    return counts


def _looks_whole(prepared: Any) -> bool:
    try:
        return bool(prepared.is_whole())
    except Exception as error:  # whatever it is, somebody couldn't go on
        if os.environ.get("DOORGAANDE_LIJN_TOON"):
            print(type(error).__name__, error, file=sys.stderr)
        return False


def main(kind: str, number: str, seed: str, planted: str = "") -> None:
    print(json.dumps(rounds(kind, int(number), int(seed), planted=bool(planted))))


if __name__ == "__main__":
    main(*sys.argv[1:])
