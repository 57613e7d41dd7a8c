"""The practice world is the same for the same seed, believable, and only for practice."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.catalogus import RECORD_CLASSES
from app.domain.contactmomenten import Contactmoment, check
from app.domain.deeldatum import is_deeldatum
from app.domain.examens import Examen
from app.domain.huishoudens import Huishouden, Huishoudlid
from app.domain.inburgeraar import Inburgeraar
from app.domain.inburgering import PvtSessie, check_sessie
from app.domain.leefgebieden import Leefgebied
from app.domain.lijnonderdelen import Lijnonderdeel
from app.domain.loopbaan import Loopbaanstap
from app.domain.persoonsnummers import refuse_in
from app.domain.records import Record, to_fields
from app.domain.signalen import Signaalstap
from app.domain.toestemmingen import Besluit, Ontvanger, Toestemming
from app.domain.uren import Urenstaat
from app.faults import Fault
from app.ports import ClientFilter, Rol
from app.services import (
    catalogue,
    dossiers,
    overdrachten,
    practice,
    signaleringen,
    toestemmingen,
    vandaag,
    voortgang,
    zoeken,
)
from app.services.kalender import today
from app.services.practice_notes import VISITS
from storage.store import SqlStore
from tests.worlds import CountingIds, HandClock, new_store


@pytest.fixture
def world(tmp_path: Path, clock: HandClock, ids: CountingIds) -> Iterator[SqlStore]:
    opened = new_store(tmp_path, clock=clock, ids=ids, rol=Rol.BEGELEIDER)
    practice.seed(opened, clock, ids, random.Random(7), 16, 96)
    yield opened
    opened.close()


def everything(store: SqlStore) -> list[Record]:
    with store.read() as reading:
        return [record for cls in RECORD_CLASSES for record in reading.everything(cls)]


def test_the_same_seed_gives_the_same_world(tmp_path: Path) -> None:
    worlds = []
    for name, seed in (("a", 7), ("b", 7), ("c", 8)):
        folder = tmp_path / name
        folder.mkdir()
        clock, ids = HandClock(), CountingIds()
        store = new_store(folder, clock=clock, ids=ids)
        practice.seed(store, clock, ids, random.Random(seed), 14, 40)
        worlds.append([to_fields(record) for record in everything(store)])
        store.close()
    assert worlds[0] == worlds[1] != worlds[2]


def test_counts_are_what_was_asked_and_more_can_be_added(
    world: SqlStore, clock: HandClock, ids: CountingIds
) -> None:
    with world.read() as reading:
        counts = reading.counts()
    assert (counts["inburgeraar"], counts["contactmoment"]) == (16, 96)
    more = practice.seed(world, clock, ids, random.Random(9), 5, 7)
    assert (len(more.dossier_ids), more.contacten) == (5, 7)
    assert dossiers.count_clients(world, ClientFilter(status="")) == 21
    with world.read() as reading:
        references = Counter(each.klantreferentie for each in reading.everything(Inburgeraar))
    assert max(references.values()) == 1


def test_everything_in_it_could_have_been_typed(world: SqlStore, clock: HandClock) -> None:
    day = today(clock)
    for record in everything(world):
        refuse_in(record, {})
        if isinstance(record, Contactmoment):
            check(record)
            assert record.plaatsgevonden_op <= clock.now()
        elif isinstance(record, Inburgeraar):
            assert is_deeldatum(record.geboortedatum) and record.voornamen
            dossiers.ready(record, day)
        elif isinstance(record, PvtSessie):
            check_sessie(record, day)
        elif isinstance(record, Urenstaat | Examen | Loopbaanstap | Lijnonderdeel | Huishoudlid):
            voortgang.check(record, day)
        elif isinstance(record, Toestemming):
            assert record.doel in catalogue.doelen() and record.vastgelegd_op <= clock.now()
            if record.besluit is Besluit.GEGEVEN:
                assert record.tekst_hash and (
                    record.handtekening or (record.getuige and record.reden_mondeling)
                )
        elif isinstance(record, Signaalstap):
            assert record.gezet_op <= clock.now()


def test_steps_of_signals_follow_each_other(world: SqlStore) -> None:
    with world.read() as reading:
        rows = reading.signals(only_open=False)
    assert {row.stand for row in rows} >= {"besproken", "belegd", "opgepakt", "afgesloten", "niet_opgepakt"}
    for row in rows:
        moments = [step.op for step in signaleringen.life(world, row.signaal_id)]
        assert moments == sorted(moments)


def test_it_has_what_makes_the_work_hard(world: SqlStore, clock: HandClock) -> None:
    with world.read() as reading:
        people = reading.everything(Inburgeraar)
    assert any(not each.achternaam for each in people), "somebody with one name"
    assert any(not each.geboortedatum for each in people), "an unknown birth date"
    assert any(each.amv for each in people)
    assert Counter(each.huishouden_id for each in people if each.huishouden_id).most_common(1)[0][1] == 2
    found = vandaag.for_volunteer(world, clock)
    assert {each.soort for each in found.deadlines} >= {"pip", "termijn", "pvt", "vergunning", "achttien"}
    assert {each.urgentie for each in found.deadlines} >= {"verlopen", "dichtbij", "op_komst"}
    assert found.answers and found.tasks and found.overdue
    for words in ("سلام", "ሰላም", "Jusuf", "Mehret", "Olena"):
        assert zoeken.find(world, words), words


def test_consent_differs_and_safety_stays_shielded(world: SqlStore, clock: HandClock) -> None:
    rania = zoeken.find(world, "Rania")[0].dossier_id
    leaves = toestemmingen.what_leaves(world, rania, Ontvanger.GEMEENTE, today(clock))
    shielded = [each for each in leaves.records if each.beschermd]
    assert shielded and not any(each.gaat for each in shielded)
    selam = zoeken.find(world, "Selam")[0].dossier_id
    sheet = overdrachten.sheet(world, clock, selam, Ontvanger.HUISARTS)
    assert [row.leefgebied for row in sheet.signalen or ()] == ["Lichamelijke gezondheid"]
    gemeente = toestemmingen.what_leaves(world, selam, Ontvanger.GEMEENTE, today(clock))
    health = [each for each in gemeente.records if each.soort == "signaal" and "ziekenhuis" in repr(each)]
    assert health and not any(each.gaat for each in health)
    hassan = zoeken.find(world, "Hassan Noori")[0].dossier_id
    rows = {row.doel: row.besluit for row in toestemmingen.overview(world, hassan, today(clock)).rows}
    assert rows["gemeente-begeleiding"] is Besluit.INGETROKKEN


def test_only_in_a_practice_profile(tmp_path: Path, clock: HandClock, ids: CountingIds) -> None:
    store = new_store(tmp_path, clock=clock, ids=ids, practice=False)
    with pytest.raises(Fault) as caught:
        practice.seed(store, clock, ids, random.Random(1), 1, 1)
    assert caught.value.code == "alleen-oefenen"
    assert dossiers.count_clients(store, ClientFilter(status="")) == 0
    store.close()


@pytest.mark.parametrize(("clients", "contacts"), [(0, 5), (-1, 0), (3, -1)])
def test_numbers_that_make_no_world_are_refused(
    store: SqlStore, clock: HandClock, ids: CountingIds, clients: int, contacts: int
) -> None:
    with pytest.raises(Fault) as caught:
        practice.seed(store, clock, ids, random.Random(1), clients, contacts)
    assert caught.value.code == "aantal-onjuist"


def test_there_is_a_note_for_every_leefgebied_of_a_client() -> None:
    assert set(VISITS) == set(Leefgebied) - {Leefgebied.BEGELEIDER_ZELF}
    for visits in VISITS.values():
        for visit in visits:
            assert visit.onderwerp and len(visit.samenvatting) <= 1000


def test_there_is_progress_to_look_at(world: SqlStore, clock: HandClock) -> None:
    with world.read() as reading:
        counts = reading.counts()
        homes = {each.id for each in reading.everything(Huishouden)}
        people = reading.everything(Inburgeraar)
    assert all(
        counts[each] for each in ("urenstaat", "examen", "loopbaanstap", "lijnonderdeel", "huishoudlid")
    )
    assert homes == {each.huishouden_id for each in people if each.huishouden_id}
