"""Verify finds what was taken away, changed or put in another order; and says nothing about a sound store."""

from __future__ import annotations

import pytest

from storage.store import SqlStore
from tests.worlds import contact, person


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
