"""The access log: each row that is removed, changed or moved is found; a chain rewritten whole breaks its seals."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from app.crypto import chain
from app.crypto.identity import DeviceKeys
from app.ports import Profile, Rol
from storage import access_log
from storage.store import SqlStore, create_store
from storage.tables import logboek
from tests.worlds import KEY, CountingIds, HandClock, contact, person

KEYS = DeviceKeys.from_seed(bytes(32), practice=True)
STRANGER = DeviceKeys.from_seed(bytes([7]) * 32, practice=True)
ROWS = 12


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    profile = Profile(device_id=KEYS.device_id, naam="Ans", rol=Rol.VRIJWILLIGER, practice=True)
    made = create_store(tmp_path / "dossiers.db", KEY, profile, HandClock(), CountingIds())
    with made.write() as uow:
        uow.add(person("d1"))
        for number in range(ROWS - 1):
            uow.add(contact(f"c{number}", "d1"))
        uow.commit()
    made.keep_anchor(tmp_path / "anker", KEYS)
    yield made
    made.close()


def run(store: SqlStore, sql: str) -> None:
    store._connection.exec_driver_sql(sql)


def rewrite(store: SqlStore) -> None:
    """Make a whole new chain over what stands there now, as somebody with the store's key could."""
    connection = store._connection
    previous = chain.GENESIS
    for row in connection.execute(select(logboek).order_by(logboek.c.nummer)).all():
        previous = chain.next_hash(previous, access_log._canonical(row.nummer, row._mapping))
        connection.execute(logboek.update().where(logboek.c.nummer == row.nummer).values(kop=previous))


def test_a_sealed_log_is_sound(store: SqlStore) -> None:
    assert store.verify().ok
    assert run_count(store) == 1


def run_count(store: SqlStore) -> int:
    return int(store._connection.exec_driver_sql("SELECT count(*) FROM logboekzegel").scalar_one())


@pytest.mark.parametrize("nummer", range(1, ROWS + 1))
def test_each_row_is_missed_when_it_is_gone(store: SqlStore, nummer: int) -> None:
    run(store, f"DELETE FROM logboek WHERE nummer = {nummer}")
    assert not store.verify().ok


@pytest.mark.parametrize(
    "kolom", ["op", "wie", "namens", "dossier_id", "actie", "soort", "record_id", "grond", "resultaat"]
)
def test_each_column_that_changes_is_seen(store: SqlStore, kolom: str) -> None:
    run(store, f"UPDATE logboek SET {kolom} = {kolom} || 'x' WHERE nummer = 5")
    assert not store.verify().ok


@pytest.mark.parametrize("nummer", range(1, ROWS))
def test_each_two_rows_that_change_places_are_seen(store: SqlStore, nummer: int) -> None:
    for old, new in ((nummer, -1), (nummer + 1, nummer), (-1, nummer + 1)):
        run(store, f"UPDATE logboek SET nummer = {new} WHERE nummer = {old}")
    assert not store.verify().ok


def test_a_chain_that_was_rewritten_whole_breaks_the_seal(store: SqlStore) -> None:
    run(store, "UPDATE logboek SET wie = 'Niemand' WHERE nummer = 3")
    rewrite(store)
    assert access_log.find_break(store._connection)[1] == "", "the chain alone would believe it"
    (finding,) = store.verify().findings
    assert "logboek is veranderd" in finding


def test_the_last_rows_are_missed_and_a_stranger_cannot_seal(store: SqlStore) -> None:
    run(store, f"DELETE FROM logboek WHERE nummer > {ROWS - 3}")
    assert "ontbreekt" in store.verify().findings[0]
    run(store, "DELETE FROM logboekzegel")
    access_log.seal(store._connection, STRANGER, "2026-11-22T12:00:00+00:00")
    assert "klopt niet" in store.verify().findings[0]


def test_a_seal_comes_with_every_ended_ground_and_every_twentieth_commit(store: SqlStore) -> None:
    for number in range(25):
        with store.write() as uow:
            uow.add(contact(f"x{number}", "d1"))
            uow.commit()
    assert run_count(store) == 2 and store.verify().ok
