"""A household: who comes, who goes, one regisseur, and nothing of anybody's dossier."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.huishoudens import Huishouden, Huishoudlid, Relatie
from app.faults import Fault
from app.services import dossiers, huishoudens
from app.services.kalender import today
from storage.store import SqlStore
from tests.services.conftest import somebody
from tests.worlds import CountingIds, HandClock


@pytest.fixture
def partner(store: SqlStore, clock: HandClock, ids: CountingIds) -> str:
    return dossiers.open_dossier(
        store, clock, ids, somebody(voornamen="Biniam", kracht="Kookt graag.", regisseur="Joke")
    )[0]


def test_a_partner_joins_and_sees_a_name_and_a_place_only(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str, partner: str
) -> None:
    huishoudens.join(store, clock, ids, dossier_id, partner, Relatie.PARTNER)
    view = huishoudens.show(store, clock, dossier_id)
    assert [(each.naam, each.relatie, each.is_zelf) for each in view.leden] == [
        ("Selam Tesfay", Relatie.ONBEKEND, True),
        ("Biniam Tesfay", Relatie.PARTNER, False),
    ]
    assert view.leden[1].geboortedatum == "", "nothing of a partner but the name and the place"
    assert huishoudens.show(store, clock, partner).huishouden_id == view.huishouden_id
    assert [each.dossier_id for each in dossiers.show(store, dossier_id, today(clock)).huishouden] == [
        partner
    ]


def test_each_fact_stands_in_the_dossier_that_it_is_about(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str, partner: str
) -> None:
    huishoudens.join(store, clock, ids, dossier_id, partner, Relatie.PARTNER)
    with store.read() as reading:
        assert [each.relatie for each in reading.of_dossier(Huishoudlid, partner)] == [Relatie.PARTNER]
        assert [each.relatie for each in reading.of_dossier(Huishoudlid, dossier_id)] == [Relatie.ONBEKEND]


def test_a_child_without_a_dossier_is_written_down_and_leaves(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str
) -> None:
    child = Huishoudlid(
        id="",
        dossier_id=dossier_id,
        huishouden_id="",
        naam=" Abel ",
        geboortedatum="2019",
        relatie=Relatie.KIND,
    )
    lid_id, _ = huishoudens.add_member(store, clock, ids, child)
    (me, abel) = huishoudens.show(store, clock, dossier_id).leden
    assert me.is_zelf and (abel.naam, abel.geboortedatum, abel.dossier_id) == ("Abel", "2019", "")
    huishoudens.add_member(store, clock, ids, replace(child, id=lid_id, naam="Abel Tesfay"))
    assert huishoudens.show(store, clock, dossier_id).leden[1].naam == "Abel Tesfay"
    huishoudens.take_away(store, clock, lid_id)
    view = huishoudens.show(store, clock, dossier_id)
    assert len(view.leden) == 1 and [each.naam for each in view.eerder] == ["Abel Tesfay"]


def test_who_leaves_keeps_the_history_and_takes_nothing_of_the_others(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str, partner: str
) -> None:
    huishoudens.join(store, clock, ids, dossier_id, partner, Relatie.PARTNER)
    huishoudens.set_regisseur(store, clock, ids, dossier_id, "Karin Bos", "gemeente")
    before = huishoudens.show(store, clock, dossier_id).huishouden_id
    clock.move(days=30)
    huishoudens.leave(store, clock, ids, dossier_id)
    own, other = huishoudens.show(store, clock, dossier_id), huishoudens.show(store, clock, partner)
    assert own.huishouden_id == "" and own.eerder[0].tot == today(clock)
    assert other.huishouden_id not in ("", before) and other.regisseur == "Karin Bos"
    assert [each.naam for each in other.leden] == ["Biniam Tesfay"]
    with store.read() as reading:
        home = reading.get(Huishouden, other.huishouden_id)
    assert home is not None and home.dossier_id == partner, (
        "the household never stays behind in the leaver's dossier"
    )


def test_one_regisseur_for_all(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str, partner: str
) -> None:
    huishoudens.join(store, clock, ids, dossier_id, partner)
    huishoudens.set_regisseur(store, clock, ids, partner, "  Karin  Bos ")
    assert {dossiers.get(store, each).regisseur for each in (dossier_id, partner)} == {"Karin Bos"}
    with pytest.raises(Fault) as caught:
        huishoudens.set_regisseur(store, clock, ids, partner, "Karin 123456782")
    assert caught.value.code == "bsn-in-tekst"


def test_somebody_of_another_household_must_leave_that_first(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str, partner: str
) -> None:
    third = dossiers.open_dossier(store, clock, ids, somebody(voornamen="Hana"))[0]
    fourth = dossiers.open_dossier(store, clock, ids, somebody(voornamen="Sara"))[0]
    huishoudens.join(store, clock, ids, dossier_id, partner)
    huishoudens.join(store, clock, ids, third, fourth)
    with pytest.raises(Fault) as caught:
        huishoudens.join(store, clock, ids, dossier_id, fourth)
    assert caught.value.code == "al-in-huishouden"
    with pytest.raises(Fault):
        huishoudens.join(store, clock, ids, dossier_id, dossier_id)
    lonely = dossiers.open_dossier(store, clock, ids, somebody(voornamen="Luam"))[0]
    huishoudens.join(store, clock, ids, lonely, partner, Relatie.BROER_ZUS)
    assert len(huishoudens.show(store, clock, partner).leden) == 3, "who has none joins the one that is there"


def test_what_cannot_be_right_is_refused(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str
) -> None:
    day = today(clock)
    for values, code in (
        ({"naam": "  "}, "huishouden-naam-leeg"),
        ({"naam": "Abel", "geboortedatum": "2019-02-30"}, "huishouden-geboren"),
        ({"naam": "Abel", "geboortedatum": "2030"}, "huishouden-geboren"),
        ({"naam": "Abel", "sinds": day, "tot": day - timedelta(days=1)}, "huishouden-datums"),
        ({"naam": "A" * 101}, "tekst-past-niet"),
        ({"naam": "Abel", "sinds": date(2020, 1, 1), "id": "weg"}, "lid-onbekend"),
    ):
        lid = Huishoudlid(**{"id": "", "dossier_id": dossier_id, "huishouden_id": "", **values})  # type: ignore[arg-type]
        with pytest.raises(Fault) as caught:
            huishoudens.add_member(store, clock, ids, lid)
        assert caught.value.code == code
    with pytest.raises(Fault):
        huishoudens.leave(store, clock, ids, dossier_id)
    assert huishoudens.show(store, clock, dossier_id).leden == ()
