"""kill -9 in the middle of writing: everything that was acknowledged is there, whole, and the chain holds."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from app.domain.contactmomenten import Contactmoment
from app.ports import REGISTER
from storage.store import open_store
from tests.worlds import KEY, CountingIds, HandClock, new_store, person

KILLS = int(os.environ.get("DOORGAANDE_LIJN_KILLS", "6"))


def write_until_killed(path: Path, after: int) -> list[str]:
    """Let a process write, kill it after so many acknowledgements, and return all that it had acknowledged."""
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    with subprocess.Popen(
        [sys.executable, "-m", "tests.storage.writer", str(path)],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as process:
        assert process.stdout is not None
        said = [process.stdout.readline().strip() for _ in range(after)]
        process.kill()
        said += [line.strip() for line in process.stdout if line.endswith("\n")]
    return said


def missing(path: Path, acknowledged: list[str]) -> list[str]:
    """Return what was acknowledged and isn't in the store; a store that isn't sound fails the test."""
    store = open_store(path, KEY, HandClock(), CountingIds(7))
    try:
        assert store.verify().ok
        with store.read() as reading:
            kept = {item.id for item in reading.of_dossier(Contactmoment, "d1")}
            queued = {row.op.record_id for row in reading.ledger.outbox(REGISTER)}
            logged = {row.record_id for row in reading.log(limit=1_000_000)}
    finally:
        store.close()
    assert kept <= queued
    assert kept <= logged
    return [record_id for record_id in acknowledged if record_id not in kept]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    store = new_store(tmp_path)
    with store.write() as uow:
        uow.add(person("d1"))
        uow.commit()
    store.close()
    return tmp_path / "dossiers.db"


def test_no_acknowledged_visit_is_lost_to_kills(path: Path) -> None:
    rng = random.Random(20261122)
    acknowledged: list[str] = []
    for _ in range(KILLS):
        acknowledged += write_until_killed(path, rng.randint(1, 25))
    assert len(acknowledged) >= KILLS
    assert missing(path, acknowledged) == []


def test_the_check_itself_notices_a_loss(path: Path) -> None:
    acknowledged = write_until_killed(path, 3)
    assert missing(path, [*acknowledged, "nooit-bewaard"]) == ["nooit-bewaard"]
