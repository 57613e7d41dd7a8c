"""A disk that fails, fills up or goes away: nothing acknowledged is lost, and somebody is told, each time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from app.domain.inburgeraar import Inburgeraar
from app.faults import Fault
from storage.ballast import Ballast
from storage.store import open_store
from tests.storage import disks
from tests.storage.powercuts import simulate
from tests.worlds import KEY, CountingIds, HandClock, new_store, person

shim_only = pytest.mark.skipif(bool(disks.why_not()), reason=disks.why_not() or "-")

CODES = {
    "write": "schijf-fout",
    "write-sticky": "schijf-fout",
    "sync": "opslag-bevroren",
    "sync-sticky": "opslag-bevroren",
    "truncate": "opslag-bevroren",
    "full-once": "schijf-vol",
    "full-sticky": "schijf-vol-alleen-lezen",
    "read-only": "schijf-fout",
}


def counts_of(folder: Path, case: str, rounds: int, *more: str) -> dict[str, int]:
    shim = disks.build(folder)
    place = folder / case
    place.mkdir()
    return dict(json.loads(disks.run(shim, place, "tests.storage.faulty", case, rounds, *more)))


@shim_only
@pytest.mark.parametrize("case", CODES)
def test_the_nth_call_fails(tmp_path: Path, case: str) -> None:
    counts = counts_of(tmp_path, case, 12)
    assert counts["rounds_hit"] >= 4
    assert counts[CODES[case]] > 0
    assert (counts["lost"], counts["revived"], counts["unsound"]) == (0, 0, 0)
    assert counts.get("acknowledged_when_frozen", 0) == 0


@shim_only
def test_a_store_that_goes_on_after_a_failed_commit_is_found_out(tmp_path: Path) -> None:
    assert counts_of(tmp_path, "sync", 6, "no-freeze")["acknowledged_when_frozen"] > 0


@shim_only
def test_on_a_full_disk_saving_stops_sharing_goes_on_and_room_mends_it(tmp_path: Path) -> None:
    counts = counts_of(tmp_path, "full", 6)
    assert counts["schijf-vol > schijf-vol-alleen-lezen > schijf-vol-alleen-lezen"] == 6
    assert counts["ballast_given_up"] == counts["shared_when_full"] == counts["saved_again"] == 6
    assert counts["ballast_back"] == 6
    assert (counts["lost"], counts["revived"], counts["unsound"]) == (0, 0, 0)


@shim_only
def test_a_failed_sync_and_then_a_power_cut_lose_nothing(tmp_path: Path) -> None:
    found = simulate(tmp_path, 60, 3, bug="fsync")
    assert found.acknowledged > 100
    assert found.stories == []


@pytest.mark.parametrize("gone", ["file", "folder", "replaced"])
def test_a_store_that_vanished_takes_no_more_saves(tmp_path: Path, gone: str) -> None:
    place = tmp_path / "stick"
    place.mkdir()
    store = new_store(place)
    if gone == "file":
        (place / "dossiers.db").unlink()
    elif gone == "folder":
        place.rename(tmp_path / "elders")
    else:
        (place / "kopie").write_bytes((place / "dossiers.db").read_bytes())
        (place / "kopie").replace(place / "dossiers.db")
    for _ in range(2):
        with pytest.raises(Fault) as caught:
            store.write()
        assert caught.value.code == "dossiermap-weg"
    store.close()


def test_a_folder_that_vanishes_during_a_save_is_no_acknowledgement(tmp_path: Path) -> None:
    place = tmp_path / "stick"
    place.mkdir()
    store = new_store(place)
    with pytest.raises(Fault), store.write() as uow:
        uow.add(person("d1"))
        place.rename(tmp_path / "elders")
        uow.commit()
    store.close()


def test_ballast_is_laid_down_once_and_needs_twice_the_room_to_come_back(tmp_path: Path) -> None:
    ballast = Ballast(tmp_path, size=128 * 1024)
    assert ballast.fill()
    first = (tmp_path / "ballast").read_bytes()
    assert ballast.fill() and (tmp_path / "ballast").read_bytes() == first
    ballast.drop()
    assert not ballast.there
    assert ballast.fill(again=True)
    assert (tmp_path / "ballast").stat().st_size == 128 * 1024


class Failing:
    """A connection that lets one statement fail, as a disk does."""

    def __init__(self, inner: Any, statement: str) -> None:
        self.inner, self.statement = inner, statement

    def exec_driver_sql(self, sql: str) -> Any:
        if sql == self.statement:
            self.statement = ""
            error = dbapi2.OperationalError("disk I/O error")
            error.sqlite_errorcode = dbapi2.SQLITE_IOERR
            raise DBAPIError(sql, None, error)
        return self.inner.exec_driver_sql(sql)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inner, name)


def test_after_a_failed_commit_the_store_is_opened_anew_to_read_only(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    with store.write() as uow:
        uow.add(person("d1"))
        uow.commit()
    before = store._connection
    store._connection = Failing(before, "COMMIT")  # type: ignore[assignment]
    with pytest.raises(Fault) as caught, store.write() as uow:
        uow.add(person("d2"))
        uow.commit()
    assert caught.value.code == "opslag-bevroren"
    assert "Houd dit venster open" in caught.value.next_step
    with store.read() as reading:
        # What was acknowledged is there; what wasn't, isn't; and it is another connection that says so.
        assert reading.get(Inburgeraar, "d1") is not None
        assert reading.get(Inburgeraar, "d2") is None
    assert before.closed
    with pytest.raises(Fault, match="opslag-bevroren"):
        store.write()
    with pytest.raises(DBAPIError, match="readonly"):
        store._connection.exec_driver_sql("DELETE FROM inburgeraar")
    assert store.verify().ok
    store.close()
    again = open_store(tmp_path / "dossiers.db", KEY, HandClock(), CountingIds(5))
    with again.write() as uow:
        uow.add(person("d3"))
        uow.commit()
    again.close()


def test_after_a_failed_commit_on_a_stick_that_is_gone_reading_says_so(tmp_path: Path) -> None:
    place = tmp_path / "stick"
    place.mkdir()
    store = new_store(place)
    store._connection = Failing(store._connection, "COMMIT")  # type: ignore[assignment]
    with pytest.raises(Fault), store.write() as uow:
        uow.add(person("d1"))
        uow.commit()
    place.rename(tmp_path / "weg")
    for _ in range(2):
        with pytest.raises(Fault) as caught, store.read():
            pass
        assert caught.value.code == "dossierbestand-ontbreekt"
    (tmp_path / "weg").rename(place)
    with store.read() as reading:
        assert reading.counts()["inburgeraar"] == 0
    store.close()
