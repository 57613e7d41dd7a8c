"""Moments in rows sort as text the way they follow one another in time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from app.domain.contactmomenten import Contactmoment
from app.domain.leefgebieden import Leefgebied, Urgentie
from app.domain.signalen import Signaal, Signaalstand, Signaalstap
from storage.codec import to_row
from storage.store import SqlStore
from tests.worlds import NOON, contact, person


def test_a_whole_second_comes_before_a_part_of_it(store: SqlStore) -> None:
    """Two steps in one second: the last one counts, also when the first fell on the second itself."""
    signal = Signaal(
        id="s1",
        dossier_id="d1",
        leefgebied=Leefgebied.WONEN,
        urgentie=Urgentie.SPOED,
        waarneming="x",
        genoteerd_op=NOON,
    )
    steps = [
        Signaalstap(
            id=f"t{number}",
            dossier_id="d1",
            signaal_id="s1",
            categorieen=(),
            stand=stand,
            gezet_op=moment,
            door="x",
        )
        for number, (stand, moment) in enumerate(
            [(Signaalstand.BESPROKEN, NOON), (Signaalstand.BELEGD, NOON + timedelta(microseconds=1))]
        )
    ]
    with store.write() as uow:
        for record in (person("d1"), signal, *steps):
            uow.add(record)
        uow.commit()
    with store.read() as reading:
        (row,) = reading.signals()
    assert row.stand == Signaalstand.BELEGD


def test_a_moment_of_another_clock_is_kept_as_the_same_instant(store: SqlStore) -> None:
    there = datetime(2026, 11, 22, 13, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
    assert (
        to_row(contact("c1", "d1", plaatsgevonden_op=there))["plaatsgevonden_op"]
        == "2026-11-22T12:00:00.000000Z"
    )
    with store.write() as uow:
        uow.add(person("d1"))
        uow.add(contact("c1", "d1", plaatsgevonden_op=there))
        uow.commit()
    with store.read() as reading:
        found = reading.get(Contactmoment, "c1")
    assert found is not None
    assert found.plaatsgevonden_op == there.astimezone(UTC)
