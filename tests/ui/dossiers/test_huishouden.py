"""A household: a partner and a child are added, somebody leaves, and nobody reads along."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.huishoudens import Huishoudlid, Relatie
from app.services import concepten, dossiers, huishoudens
from tests.ui.dossiers.desk import World
from tests.ui.dossiers.test_client import BSN, press, type_in
from tests.ui.walk import cut_off, settle, unnamed


def names(rows: Any) -> list[str]:
    return [each.shown.title.strip("\u2068\u2069") for each in rows.rows()]


def test_a_partner_is_found_in_any_spelling_and_joins(world: World, qtbot: QtBot) -> None:
    selam, yusuf = world.client(), world.client("Yusuf", "Haddad", kracht="Kookt graag voor de buurt.")
    page = world.go("huishouden", dossier=selam)
    assert page.none.isVisible() and not page.place.isVisible()
    press(qtbot, page.relation.chip("partner"))
    type_in(qtbot, page.search, "joesoef")
    assert names(page.found) == ["Yusuf Haddad"]
    press(qtbot, page.found.rows()[0])
    assert names(page.rows) == ["Yusuf Haddad"] and page.search.text() == ""
    row = page.rows.rows()[0].shown
    assert "partner" in row.meta and "eigen dossier" in row.meta
    assert "Kookt" not in row.spoken, "nothing of a partner's dossier"
    assert huishoudens.show(world.store, world.clock, yusuf).leden[1].dossier_id == selam
    press(qtbot, page.rows.rows()[0])
    assert world.here.name == "dossier" and world.here.params["dossier"] == yusuf


def test_with_somebody_reading_along_a_housemates_dossier_is_no_press_away(
    world: World, qtbot: QtBot
) -> None:
    selam, yusuf = world.client(), world.client("Yusuf", "Haddad")
    huishoudens.join(world.store, world.clock, world.ids, selam, yusuf)
    world.session.along.set(True)
    page = world.go("huishouden", dossier=selam)
    press(qtbot, page.rows.rows()[0])
    assert world.here.name == "huishouden"
    dossier = world.go("dossier", dossier=selam)
    assert dossier.household.rows.rows() == ()


def test_a_child_without_a_dossier(world: World, qtbot: QtBot) -> None:
    selam = world.client()
    page = world.go("huishouden", dossier=selam)
    press(qtbot, page.child)
    type_in(qtbot, page.form.controls["naam"], f"Abel {BSN}")
    press(qtbot, page.form.save)
    assert "BSN" in page.form.form.fields["naam"].error
    type_in(qtbot, page.form.controls["naam"], "Abel")
    type_in(qtbot, page.form.controls["geboortedatum"].line, "mei 2019")
    press(qtbot, page.form.save)
    assert names(page.rows) == ["Abel"] and "05-2019" in page.rows.rows()[0].shown.meta
    assert not page.form.isVisible() and concepten.unfinished(world.store) == ()
    with world.store.read() as reading:
        kept = [each for each in reading.of_dossier(Huishoudlid, selam) if not each.is_client]
    assert (kept[0].naam, kept[0].geboortedatum, kept[0].relatie) == ("Abel", "2019-05", Relatie.KIND)
    press(qtbot, page.rows.rows()[0])
    type_in(qtbot, page.form.controls["tot"].line, "gisteren")
    press(qtbot, page.form.save)
    assert page.rows.rows() == () and names(page.earlier_rows) == ["Abel"]


def test_the_client_leaves_and_the_other_keeps_the_household(world: World, qtbot: QtBot) -> None:
    selam, yusuf = world.client(), world.client("Yusuf", "Haddad")
    huishoudens.join(world.store, world.clock, world.ids, selam, yusuf)
    page = world.go("huishouden", dossier=selam)
    press(qtbot, page.own.chip("ouder"))
    assert huishoudens.show(world.store, world.clock, selam).leden[0].relatie is Relatie.OUDER
    press(qtbot, page.away)
    press(qtbot, page.no)
    assert names(page.rows) == ["Yusuf Haddad"]
    press(qtbot, page.away)
    press(qtbot, page.yes)
    assert page.rows.rows() == () and "hoort niet meer" in page.said.text
    assert dossiers.get(world.store, selam).huishouden_id == ""
    assert dossiers.get(world.store, yusuf).huishouden_id


def test_one_regisseur_by_keyboard(world: World, qtbot: QtBot) -> None:
    selam, yusuf = world.client(), world.client("Yusuf", "Haddad")
    huishoudens.join(world.store, world.clock, world.ids, selam, yusuf)
    page = world.go("huishouden", dossier=selam)
    type_in(qtbot, page.name, "Karin Bos")
    qtbot.keyClick(page.name, Qt.Key.Key_Tab)
    page.keep.setFocus()
    qtbot.keyClick(page.keep, Qt.Key.Key_Space)
    assert {dossiers.get(world.store, each).regisseur for each in (selam, yusuf)} == {"Karin Bos"}
    type_in(qtbot, page.name, BSN)
    press(qtbot, page.keep)
    assert "BSN" in page.said.text and page.name.text() == BSN, "what was typed stays"


def test_who_lives_elsewhere_is_refused_with_the_reason(world: World, qtbot: QtBot) -> None:
    one, two = world.client("Hana"), world.client("Sara")
    three, four = world.client("Luam"), world.client("Abebe", "Kidane")
    huishoudens.join(world.store, world.clock, world.ids, one, two)
    huishoudens.join(world.store, world.clock, world.ids, three, four)
    page = world.go("huishouden", dossier=one)
    type_in(qtbot, page.search, "abebe")
    press(qtbot, page.found.rows()[0])
    assert "ander huishouden" in page.said.text
    type_in(qtbot, page.search, "bestaat niet")
    assert page.nothing.isVisible()


def test_everything_has_a_name_and_fits(world: World, qtbot: QtBot) -> None:
    selam, yusuf = world.client(), world.client("يوسف", "الحداد")
    huishoudens.join(world.store, world.clock, world.ids, selam, yusuf)
    page = world.go("huishouden", dossier=selam)
    press(qtbot, page.child)
    settle(page)
    assert unnamed(page) == [] and cut_off(page) == []
