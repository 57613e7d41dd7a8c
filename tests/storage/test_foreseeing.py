"""The words of sharing are true from the first moment: what no ground lets go never "waits"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.domain.ops import Deelstand
from app.domain.records import Categorie
from app.domain.toestemmingen import Besluit, Ontvanger, Reden
from app.ports import ClientFilter, Rol
from app.services import catalogue, deelstaat, delen
from app.services.weggaan import doors
from storage.store import SqlStore
from storage.weighing import shipped_doelen
from tests.worlds import NOON, CountingIds, HandClock, consent, contact, new_store, person


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def store(tmp_path: Path, clock: HandClock) -> Iterator[SqlStore]:
    made = new_store(tmp_path, clock=clock, ids=CountingIds())
    yield made
    made.close()


def write(store: SqlStore, *records: object) -> None:
    with store.write() as uow:
        for record in records:
            uow.add(record)  # type: ignore[arg-type]
        uow.commit()


def states(store: SqlStore, *record_ids: str) -> list[tuple[Deelstand, str]]:
    with store.read() as reading:
        found = reading.shares(record_ids)
        return [(found[each].stand, found[each].reden) for each in record_ids]


def card(store: SqlStore) -> Deelstand:
    with store.read() as reading:
        return reading.clients(ClientFilter())[0].deelstand


def test_nothing_waits_until_the_client_said_yes(store: SqlStore) -> None:
    write(store, person("d1"), contact("c1", "d1"))
    assert states(store, "c1") == [(Deelstand.BLIJFT_HIER, "geen_toestemming")]
    assert card(store) is Deelstand.BLIJFT_HIER
    assert "2 wijzigingen blijven hier" in delen.line(store).tekst
    write(store, consent("t1", "d1", "gemeente-begeleiding", Besluit.GEWEIGERD))
    assert states(store, "c1") == [(Deelstand.BLIJFT_HIER, "geweigerd")]
    write(store, consent("t2", "d1", "gemeente-begeleiding", vastgelegd_op=NOON + timedelta(seconds=1)))
    assert states(store, "c1", "d1", "t2", "t1")[:3] == [(Deelstand.WACHT, "")] * 3
    assert states(store, "t1")[0][0] is Deelstand.BLIJFT_HIER
    assert card(store) is Deelstand.WACHT
    assert "3 wijzigingen nog niet gedeeld" in delen.line(store).tekst


def test_a_yes_to_another_purpose_lets_nothing_of_this_wait(store: SqlStore) -> None:
    write(store, person("d1"), consent("t1", "d1", "gemeente-plan"), contact("c1", "d1"))
    assert states(store, "c1")[0][0] is Deelstand.BLIJFT_HIER
    assert states(store, "d1")[0][0] is Deelstand.WACHT


def test_a_withdrawal_takes_the_waiting_away_at_once(store: SqlStore) -> None:
    write(store, person("d1"), consent("t1", "d1", "gemeente-begeleiding"), contact("c1", "d1"))
    assert states(store, "c1")[0][0] is Deelstand.WACHT
    later = {"vastgelegd_op": NOON + timedelta(seconds=1), "trekt_in": "t1"}
    write(store, consent("t2", "d1", "gemeente-begeleiding", Besluit.INGETROKKEN, **later))
    assert states(store, "c1") == [(Deelstand.BLIJFT_HIER, "ingetrokken")]


def test_a_clock_that_was_set_back_is_named(store: SqlStore, clock: HandClock) -> None:
    write(store, person("d1"), consent("t1", "d1", "gemeente-begeleiding"))
    clock.move(days=-30)
    write(store, contact("c1", "d1"))
    assert states(store, "c1") == [(Deelstand.BLIJFT_HIER, "klok")]
    assert "Zet de klok" in delen.why("klok")
    with store.read() as reading:
        there = doors(reading, "d1", Ontvanger.GEMEENTE, clock.now().date(), catalogue.doelen())
    assert "klok" in there.why_closed([Categorie.BEGELEIDING])
    assert Reden.KLOK in set(there.judge(contact("c1", "d1")).stays.values())


def test_what_begins_later_and_what_ended_say_so(store: SqlStore) -> None:
    day = NOON.date()
    write(store, person("d1"), consent("t1", "d1", "gemeente-begeleiding", vanaf=day + timedelta(days=3)))
    write(store, person("d2"), consent("t2", "d2", "gemeente-begeleiding", tot=day))
    write(store, contact("c1", "d1"), contact("c2", "d2"))
    assert states(store, "c1", "c2") == [
        (Deelstand.BLIJFT_HIER, "begint_later"),
        (Deelstand.BLIJFT_HIER, "verlopen"),
    ]


def test_the_queue_says_what_stays_for_a_part(store: SqlStore, clock: HandClock, tmp_path: Path) -> None:
    from tests.sync.town import INBURGERING, Town, real_maker

    town = Town(real_maker(tmp_path))
    ans = town.device("Ans")
    ans.client(INBURGERING)
    town.everybody()
    (left,) = deelstaat.view(ans.store, ans.clock).blijft
    assert left.stand is Deelstand.VOOR_EEN_DEEL and left.uitleg


def test_at_the_register_a_dossier_is_where_it_belongs(tmp_path: Path) -> None:
    cora = new_store(tmp_path, naam="Cora", rol=Rol.COORDINATOR, device_id="oefen-cora")
    write(cora, person("d1"), contact("c1", "d1"))
    assert card(cora) is Deelstand.BIJ_GEMEENTE
    assert states(cora, "c1") == [(Deelstand.BIJ_GEMEENTE, "")]
    cora.close()


def test_storage_and_services_read_one_table() -> None:
    assert shipped_doelen() == catalogue.doelen()
