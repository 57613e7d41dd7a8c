"""Opening: every trap of SQLCipher is closed, and each way to fail has its own words."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from app.faults import Fault
from storage import opening
from storage.store import open_store
from storage.tables import SCHEMA
from tests.worlds import KEY, CountingIds, HandClock, new_store, person


@pytest.fixture
def path(tmp_path: Path) -> Path:
    store = new_store(tmp_path)
    with store.write() as uow:
        for number in range(200):
            uow.add(person(f"d{number}", achternaam=f"Zeldzamenaam{number}"))
        uow.commit()
    store.close()
    return tmp_path / "dossiers.db"


def reopen(path: Path, key: bytes = KEY) -> None:
    open_store(path, key, HandClock(), CountingIds()).close()


def code_of(path: Path, key: bytes = KEY) -> str:
    with pytest.raises(Fault) as caught:
        reopen(path, key)
    assert caught.value.sentence
    assert caught.value.next_step
    return caught.value.code


def test_an_intact_store_opens_again(path: Path) -> None:
    reopen(path)


@pytest.mark.parametrize(("name", "value", "expected"), opening._SET_AND_READ_BACK)
def test_every_setting_holds_on_the_connection(path: Path, name: str, value: str, expected: object) -> None:
    connection = opening.connect(path, KEY)
    found = connection.execute(f"PRAGMA {name}").fetchone()
    connection.close()
    assert found is None or found[0] == expected


def test_a_setting_that_does_not_hold_is_never_accepted(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "_SET_AND_READ_BACK", (("cache_size", "-1000", -2000),))
    with pytest.raises(RuntimeError, match="cache_size"):
        opening.connect(path, KEY)


def test_the_file_on_disk_is_not_a_readable_database(path: Path) -> None:
    data = path.read_bytes()
    assert not data.startswith(b"SQLite format 3")
    assert b"Zeldzamenaam7" not in data
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(path).execute("SELECT count(*) FROM sqlite_master")


def test_a_key_of_the_wrong_length_is_our_mistake_and_never_a_passphrase(path: Path) -> None:
    with pytest.raises(ValueError, match="32 raw bytes"):
        opening.connect(path, KEY[:31])


def test_another_key_opens_nothing(path: Path) -> None:
    assert code_of(path, bytes(32)) == "dossierbestand-beschadigd"


def test_a_plain_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE t(a)")
    plain.commit()
    plain.close()
    assert code_of(path) == "dossierbestand-vreemd"


def test_an_encrypted_file_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    connection = opening.connect(path, KEY, create=True)
    connection.execute("PRAGMA application_id=7")
    connection.execute("CREATE TABLE t(a)")
    connection.close()
    assert code_of(path) == "dossierbestand-vreemd"


@pytest.mark.parametrize("size", [0, 100, 4096 + 1, 4096 * 3 - 7])
def test_a_truncated_file_is_named_damaged(path: Path, size: int) -> None:
    path.write_bytes(path.read_bytes()[:size])
    assert code_of(path) == "dossierbestand-beschadigd"


def test_a_file_of_noise_is_named_damaged(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 64)
    assert code_of(path) == "dossierbestand-beschadigd"


def test_a_flipped_byte_on_the_first_page_is_named_damaged(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[1000] ^= 1
    path.write_bytes(data)
    assert code_of(path) == "dossierbestand-beschadigd"


def test_a_flipped_byte_further_on_is_found_by_verify(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-2000] ^= 0x40
    path.write_bytes(data)
    store = open_store(path, KEY, HandClock(), CountingIds())
    try:
        assert not store.verify().ok
    finally:
        store.close()


def test_a_missing_file_is_named_missing(tmp_path: Path) -> None:
    assert code_of(tmp_path / "weg.db") == "dossierbestand-ontbreekt"


def test_a_newer_store_is_refused_and_left_as_it_is(path: Path) -> None:
    connection = opening.connect(path, KEY)
    connection.execute(f"PRAGMA user_version={SCHEMA + 1}")
    connection.close()
    before = path.read_bytes()
    assert code_of(path) == "dossierbestand-nieuwer"
    assert path.read_bytes() == before


def test_attach_is_denied(path: Path, tmp_path: Path) -> None:
    connection = opening.connect(path, KEY)
    with pytest.raises(dbapi2.DatabaseError, match="not authorized"):
        connection.execute(f"ATTACH '{tmp_path / 'elders.db'}' AS elders KEY ''")
    connection.close()


def test_a_busy_store_is_told_apart_from_a_wrong_key(path: Path) -> None:
    first = opening.connect(path, KEY)
    first.execute("BEGIN EXCLUSIVE")
    raised = False
    try:
        second = dbapi2.connect(str(path), isolation_level=None, timeout=0.0)
        opening._set_key(second, KEY)
    except Fault as fault:
        raised = fault.code == "dossierbestand-bezet"
    finally:
        first.close()
        second.close()
    assert raised


def test_old_parts_are_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "SQLITE_FLOOR", (99, 0, 0))
    assert code_of(path) == "onderdeel-verouderd"
