"""kill -9 at every step of a rekey: the old or the new passphrase opens everything that was there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.faults import Fault
from app.ports import ClientFilter
from app.wiring import World, unlock
from tests.cli.people import PASSPHRASE, Person
from tests.worlds import CountingIds, HandClock

NEW = "een heel andere zin van woorden 9"
MOMENTS = ("copied", "slot 1", "slot 2", "swapped", "verified", "slot 3", "slot 4")

KILLER = """
import os, signal, sys
from pathlib import Path
from app.services import rekeying
from app.wiring import World, keeping
import storage.profile_folder as profile_folder

folder, old, new, moment = Path(sys.argv[1]), *sys.argv[2:]
def reached(what):
    if what == moment:
        os.kill(os.getpid(), signal.SIGKILL)
written = 0
whole = profile_folder.write_whole
def write_whole(path, data):
    global written
    whole(path, data)
    written += 1
    reached(f"slot {written}")
profile_folder.write_whole = write_whole
rekey = rekeying.rekey
rekeying.rekey = lambda *a, **k: rekey(*a, **{**k, "step": reached})
keeping.rekey(World(), folder, old, new)
"""


def opens(folder: Path, passphrase: str) -> list[str] | None:
    try:
        opened = unlock(World(HandClock(), CountingIds(9)), folder, passphrase)
    except Fault as fault:
        assert fault.code == "wachtzin-onjuist"
        return None
    try:
        assert opened.store.verify().ok
        with opened.store.read() as reading:
            return [row.dossier_id for row in reading.clients(ClientFilter())]
    finally:
        opened.close()


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("first", [PASSPHRASE, NEW])
def test_a_rekey_that_was_killed_is_finished_or_undone(ans: Person, moment: str, first: str) -> None:
    client = ans.add_client()
    command = [sys.executable, "-c", KILLER, str(ans.folder), PASSPHRASE, NEW, moment]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(Path.cwd())}, check=False)
    assert done.returncode == -signal.SIGKILL
    second = NEW if first == PASSPHRASE else PASSPHRASE
    found = [opens(ans.folder, first), opens(ans.folder, second)]
    # Exactly one of the two opens, and has all of it.
    assert sorted(found, key=lambda rows: rows is None) == [[client], None]
    left = {path.name for path in ans.folder.iterdir()}
    assert not any("nieuw" in name or name.endswith(".part") for name in left)
