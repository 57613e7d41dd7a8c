"""A disk that fails, fills up or goes away: nothing acknowledged is lost, and somebody is told, each time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.faults import Fault
from storage.ballast import Ballast
from tests.storage import disks
from tests.storage.powercuts import simulate
from tests.worlds import new_store, person

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
