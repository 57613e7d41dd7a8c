"""A damaged store: what can be read is saved, what can't be is counted, and the damaged file stays as it is."""

from __future__ import annotations

import random
from contextlib import suppress
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from app.domain.contactmomenten import Contactmoment
from app.domain.inburgeraar import Inburgeraar
from app.faults import Fault
from app.ports import ClientFilter
from storage.opening import connect
from storage.salvaging import SalvageReport, salvage
from storage.store import open_store
from tests.worlds import KEY, CountingIds, HandClock, contact, new_store, person

NEW_KEY = bytes(32 - 1) + b"\1"
PEOPLE, CONTACTS = 40, 400


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "oud").mkdir()
    store = new_store(tmp_path / "oud")
    with store.write() as uow:
        for number in range(PEOPLE):
            uow.add(person(f"d{number}", achternaam=f"Zeldzaam{number}"))
        for number in range(CONTACTS):
            uow.add(contact(f"c{number}", f"d{number % PEOPLE}", samenvatting="Een lange zin. " * 60))
        uow.commit()
    store.close()
    return tmp_path / "oud" / "dossiers.db"


def save(path: Path, target: Path) -> SalvageReport:
    return salvage(path, KEY, target, NEW_KEY, lambda _: None)


def damage(path: Path, pages: set[int]) -> None:
    data = bytearray(path.read_bytes())
    for page in pages:
        data[page * 4096 + 77] ^= 1
    path.write_bytes(data)


def leaves(path: Path, table: str) -> list[int]:
    """Pages (from 0) that a table's rows lie on: those whose damage makes reading the table fail."""
    whole = path.read_bytes()
    found = []
    for page in range(1, len(whole) // 4096):
        damage(path, {page})
        with suppress(Fault):  # a page of the schema: then the store doesn't open at all
            connection = connect(path, KEY)
            try:
                connection.execute(f"SELECT * FROM {table} NOT INDEXED").fetchall()
            except dbapi2.DatabaseError:
                found.append(page)
            connection.close()
        path.write_bytes(whole)
    return found


def test_a_whole_store_is_saved_whole(path: Path, tmp_path: Path) -> None:
    report = save(path, tmp_path / "nieuw.db")
    assert report.gone == {} and report.saved["contactmoment"] == CONTACTS
    store = open_store(tmp_path / "nieuw.db", NEW_KEY, HandClock(), CountingIds())
    try:
        assert store.verify().ok
        with store.read() as reading:
            assert len(reading.clients(ClientFilter(tekst="Zeldzaam7"))) == 1
    finally:
        store.close()


def test_what_is_gone_is_counted_per_kind_and_dossier(path: Path, tmp_path: Path) -> None:
    pages = leaves(path, "contactmoment")
    assert len(pages) > 20
    damage(path, set(random.Random(4).sample(pages[2:], 3)) | {pages[-1]})
    before = path.read_bytes()
    report = save(path, tmp_path / "nieuw.db")
    assert path.read_bytes() == before
    lost = report.gone["contactmoment"]
    assert 0 < lost < 60
    assert report.saved["contactmoment"] == CONTACTS - lost
    assert report.saved["inburgeraar"] == PEOPLE
    assert sum(report.gone_per_dossier.values()) == lost
    store = open_store(tmp_path / "nieuw.db", NEW_KEY, HandClock(), CountingIds())
    try:
        with store.read() as reading:
            kept = {
                item.id
                for number in range(PEOPLE)
                for item in reading.of_dossier(Contactmoment, f"d{number}")
            }
            assert len(kept) == CONTACTS - lost
            assert all(reading.get(Inburgeraar, f"d{number}") for number in range(PEOPLE))
    finally:
        store.close()


def test_random_damage_never_stops_the_salvage(path: Path, tmp_path: Path) -> None:
    whole = path.read_bytes()
    rng = random.Random(11)
    for turn in range(6):
        path.write_bytes(whole)
        damage(path, set(rng.sample(range(1, len(whole) // 4096), 4)))
        report = save(path, tmp_path / f"nieuw{turn}.db")
        assert sum(report.saved.values()) > 400


def test_without_its_first_page_nothing_can_be_saved(path: Path, tmp_path: Path) -> None:
    damage(path, {0})
    with pytest.raises(Fault) as caught:
        save(path, tmp_path / "nieuw.db")
    assert caught.value.code == "dossierbestand-beschadigd"


def test_a_damaged_store_is_looked_into_and_never_written(path: Path) -> None:
    damage(path, {leaves(path, "contactmoment")[-1]})
    before = path.read_bytes()
    store = open_store(path, KEY, HandClock(), CountingIds(), read_only=True)
    try:
        with store.read() as reading:
            assert reading.get(Inburgeraar, "d3") is not None
        with pytest.raises(Fault) as caught:
            store.write()
        assert caught.value.code == "alleen-inkijken"
    finally:
        store.close()
    assert path.read_bytes() == before
