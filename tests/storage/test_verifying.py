"""Verify finds what was taken away, changed or put in another order; and says nothing about a sound store."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.contactmomenten import Contactmoment
from app.faults import Fault
from storage.copying import sound
from storage.opening import connect
from storage.store import SqlStore
from tests.worlds import KEY, contact, new_store, person


@pytest.fixture
def filled(store: SqlStore) -> SqlStore:
    with store.write() as uow:
        uow.add(person("d1"))
        for number in range(20):
            uow.add(contact(f"c{number}", "d1"))
        uow.commit()
    return store


def test_a_sound_store_has_no_findings(filled: SqlStore) -> None:
    parts: list[str] = []
    report = filled.verify(parts.append)
    assert report.ok
    assert (report.log_rows, report.records) == (21, 21)
    assert tuple(parts) == report.checked


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE logboek SET wie = 'Niemand' WHERE nummer = 7",
        "DELETE FROM logboek WHERE nummer = 7",
        "UPDATE logboek SET nummer = -7 WHERE nummer = 7",
        "DELETE FROM logboek WHERE nummer = 1",
        "DELETE FROM stand WHERE record_id = 'c3'",
        "DELETE FROM contactmoment WHERE id = 'c3'; DELETE FROM stand WHERE record_id = 'c3'",
        "DELETE FROM dossierkaart",
    ],
)
def test_tampering_is_found(filled: SqlStore, tampering: str) -> None:
    for statement in tampering.split(";"):
        filled._connection.exec_driver_sql(statement)
    assert not filled.verify().ok


def test_a_page_in_use_that_was_damaged_after_it_was_read_is_found(tmp_path: Path) -> None:
    store = big(tmp_path)
    try:
        with store.read() as reading:
            assert len(reading.of_dossier(Contactmoment, "d1")) == 60  # everything is in the cache now
        path = tmp_path / "dossiers.db"
        data = bytearray(path.read_bytes())
        for page in range(len(data) // 4096 // 2, len(data) // 4096):
            data[page * 4096 + 99] ^= 1
        path.write_bytes(data)
        assert not store.verify().ok
    finally:
        store.close()


def test_a_damaged_page_that_holds_nothing_is_no_alarm(tmp_path: Path) -> None:
    store = big(tmp_path)
    with store.write() as uow:
        for number in range(60):
            uow.ledger.erase("contactmoment", f"c{number}", None, grond="test")
        uow.commit()
    raw = store._connection
    free = int(raw.exec_driver_sql("PRAGMA freelist_count").scalar_one())
    assert free > 20
    store.close()
    path = tmp_path / "dossiers.db"
    whole = path.read_bytes()
    used = dict.fromkeys(("harmless", "harmful"), 0)
    for page in range(1, len(whole) // 4096, 5):
        data = bytearray(whole)
        data[page * 4096 + 99] ^= 1
        path.write_bytes(data)
        try:
            connection = connect(path, KEY)
        except Fault:
            used["harmful"] += 1
            continue
        used["harmless" if sound(connection) else "harmful"] += 1
        connection.close()
    share = free / (len(whole) // 4096)
    found = used["harmless"] / sum(used.values())
    assert abs(found - share) < 0.15
    assert min(used.values()) > 5


def big(folder: Path) -> SqlStore:
    store = new_store(folder)
    with store.write() as uow:
        uow.add(person("d1"))
        for number in range(60):
            uow.add(contact(f"c{number}", "d1", samenvatting="Een lange zin. " * 200))
        uow.commit()
    return store
