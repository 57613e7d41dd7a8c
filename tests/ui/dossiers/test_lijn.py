"""The doorgaande lijn: what happened on each step, what goes along, and four files that must not be lost."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.doorgaande_lijn import Bestandsoverdracht, Lijnstap
from app.domain.lijnonderdelen import Lijnonderdeel
from app.domain.records import Categorie
from app.services import concepten, doorgaande_lijn, dossiers, voortgang
from tests.ui.dossiers.desk import World
from tests.ui.dossiers.test_client import BSN, press, type_in


def steps(world: World, dossier_id: str) -> dict[int, Lijnstap]:
    with world.store.read() as reading:
        return {each.stap: each for each in reading.of_dossier(Lijnstap, dossier_id)}


def transfers(world: World, dossier_id: str) -> dict[str, Bestandsoverdracht]:
    with world.store.read() as reading:
        return {each.wat.value: each for each in reading.of_dossier(Bestandsoverdracht, dossier_id)}


def write(qtbot: QtBot, field: Any, text: str) -> None:
    field.editor.setFocus()
    qtbot.keyClicks(field.editor, text)


def test_it_opens_on_the_step_of_now(world: World) -> None:
    selam = world.client(fase=6)
    page = world.go("lijn", dossier=selam)
    assert page.step.heading.text() == "Stap 6: Verhuizen of wachten"
    assert not page.step.here.isVisible()
    assert "woning" in page.step.explanation.text()


def test_what_was_done_on_a_step_is_stored(world: World, qtbot: QtBot) -> None:
    selam = world.client(fase=6)
    page = world.go("lijn", dossier=selam)
    press(qtbot, page.line.button(3))
    assert page.step.heading.text() == "Stap 4: Intakegesprek"
    type_in(qtbot, page.step.begun.line, "3-5-2026")
    type_in(qtbot, page.step.ended.line, "9-5-2026")
    write(qtbot, page.step.done, "Gesproken met het COA.")
    write(qtbot, page.step.along, "De school moet het horen.")
    press(qtbot, page.step.save)
    stored = steps(world, selam)[4]
    assert (stored.begonnen_op, stored.afgerond_op) == (date(2026, 5, 3), date(2026, 5, 9))
    assert stored.gedaan == "Gesproken met het COA." and stored.meenemen == "De school moet het horen."
    assert page.step.kept.text() == "De stap is bewaard." and concepten.unfinished(world.store) == ()
    assert "9-5-2026" in page.line.button(3).accessibleName()
    press(qtbot, page.line.button(4))
    assert page.step.carried.isVisible() and "De school moet het horen." in page.step.carried.text


def test_an_impossible_span_and_a_bsn_are_refused_in_place(world: World, qtbot: QtBot) -> None:
    selam = world.client(fase=6)
    page = world.go("lijn", dossier=selam)
    type_in(qtbot, page.step.begun.line, "9-5-2026")
    type_in(qtbot, page.step.ended.line, "3-5-2026")
    write(qtbot, page.step.along, f"BSN {BSN}")
    assert "BSN" in page.step.form.fields["meenemen"].error, "said while typing"
    press(qtbot, page.step.save)
    assert steps(world, selam) == {}
    assert "voor het begin" in page.step.form.fields["afgerond_op"].error
    assert len(page.step.form.summary.links) == 2
    type_in(qtbot, page.step.begun.line, "morgenochtend")
    press(qtbot, page.step.save)
    assert "geen datum" in page.step.form.fields["begonnen_op"].error


def test_going_to_another_step_keeps_what_was_typed_on_the_first(world: World, qtbot: QtBot) -> None:
    selam = world.client(fase=6)
    page = world.go("lijn", dossier=selam)
    write(qtbot, page.step.done, "Half opgeschre")
    press(qtbot, page.line.button(0))
    assert page.step.done.text() == ""
    press(qtbot, page.line.button(5))
    assert page.step.done.text() == "Half opgeschre" and "concept" in page.step.kept.text()
    start = world.go("vandaag")
    start.cards["concepten"].rows.rows()[0].click()
    assert world.here.params == {"dossier": selam, "stap": "6"}
    assert page.step.done.text() == "Half opgeschre"


def test_moving_on_closes_the_step_and_can_be_undone(world: World, qtbot: QtBot) -> None:
    selam = world.client(fase=6)
    page = world.go("lijn", dossier=selam)
    press(qtbot, page.line.button(6))
    press(qtbot, page.step.here)
    assert dossiers.get(world.store, selam).fase == 7
    assert steps(world, selam)[6].afgerond_op == world.today
    assert page.step.begun.value() == world.today, "the fields show what moving wrote"
    assert not page.step.here.isVisible()
    bar = world.window._undo_bar
    assert bar is not None
    press(qtbot, bar.action_button)
    assert dossiers.get(world.store, selam).fase == 6


def test_an_import_refreshes_the_step_unless_somebody_types(world: World, qtbot: QtBot) -> None:
    selam = world.client(fase=6)
    page = world.go("lijn", dossier=selam)

    def arrives(text: str) -> None:
        step = Lijnstap(id="", dossier_id=selam, stap=6, gedaan=text)
        world.heard(doorgaande_lijn.save_step(world.store, world.clock, world.ids, step)[1])

    arrives("Van elders.")
    assert page.step.done.text() == "Van elders."
    write(qtbot, page.step.done, "Mijn ")
    arrives("Weer van elders.")
    assert "Mijn" in page.step.done.text()


def test_four_files_with_who_and_when(world: World, qtbot: QtBot) -> None:
    selam = world.client(fase=7)
    page = world.go("lijn", dossier=selam)
    assert list(page.rows) == ["medisch_dossier", "jgz", "begeleiding", "risicosignalen"]
    row = page.rows["medisch_dossier"]
    assert row.chips.value() == "nodig" and not row.details.isVisible()
    press(qtbot, row.chips.chip("gevraagd"))
    stored = transfers(world, selam)["medisch_dossier"]
    assert (stored.stand, stored.door, stored.datum) == ("gevraagd", "Ans Vermeer", world.today)
    assert row.details.isVisible() and row.by.text() == "Ans Vermeer"
    type_in(qtbot, row.by, "Huisarts De Linde")
    qtbot.keyClick(row.by, Qt.Key.Key_Tab)
    type_in(qtbot, row.day.line, "19-11-2026")
    qtbot.keyClick(row.day.line, Qt.Key.Key_Tab)
    stored = transfers(world, selam)["medisch_dossier"]
    assert (stored.door, stored.datum) == ("Huisarts De Linde", world.today - timedelta(days=3))
    press(qtbot, row.chips.chip("gebeurd"))
    stored = transfers(world, selam)["medisch_dossier"]
    assert (stored.stand, stored.door, stored.datum) == ("gebeurd", "Huisarts De Linde", world.today)
    press(qtbot, page.rows["jgz"].chips.chip("niet_van_toepassing"))
    assert transfers(world, selam)["jgz"].stand == "niet_van_toepassing"
    assert "2 open" in page.line.button(6).accessibleName()


def test_an_unreadable_day_is_not_stored(world: World, qtbot: QtBot) -> None:
    selam = world.client(fase=7)
    page = world.go("lijn", dossier=selam)
    row = page.rows["jgz"]
    press(qtbot, row.chips.chip("gevraagd"))
    type_in(qtbot, row.day.line, "ooit")
    qtbot.keyClick(row.day.line, Qt.Key.Key_Tab)
    assert transfers(world, selam)["jgz"].datum == world.today


def test_a_bsn_beside_a_file_is_refused_and_said(world: World, qtbot: QtBot) -> None:
    selam = world.client(fase=7)
    page = world.go("lijn", dossier=selam)
    row = page.rows["jgz"]
    press(qtbot, row.chips.chip("gevraagd"))
    type_in(qtbot, row.by, BSN)
    qtbot.keyClick(row.by, Qt.Key.Key_Tab)
    assert transfers(world, selam)["jgz"].door == "Ans Vermeer"
    assert page.trouble.isVisible() and "BSN" in page.trouble.text


def test_odd_parameters_open_the_step_of_now(world: World) -> None:
    selam = world.client(fase=2)
    for stap in ("", "9", "0", "x", "-1"):
        world.go("vandaag")
        page = world.go("lijn", dossier=selam, stap=stap)
        assert page.step.heading.text() == "Stap 2: AZC"


def parts(world: World, dossier_id: str) -> dict[str, Lijnonderdeel]:
    return {each.onderdeel: each for each in voortgang.of_kind(world.store, Lijnonderdeel, dossier_id)}


def test_a_dossier_that_began_in_the_gemeente_knows_nothing_of_the_steps_before(world: World) -> None:
    selam = world.client(fase=8)
    page = world.go("lijn", dossier=selam)
    names = [page.line.button(number).accessibleName() for number in range(8)]
    assert all("niet bekend" in name and "klaar" not in name for name in names[:7])
    assert "open" not in names[6]
    assert all(each.chips.value() == "" for each in page.rows.values()), "nobody looked at the four files yet"


def test_the_intake_of_now_and_the_assessment_of_then(world: World, qtbot: QtBot) -> None:
    selam = world.client(fase=5)
    page = world.go("lijn", dossier=selam, stap="3")
    toets, klachten = page.parts.rows["intake:leerbaarheidstoets"], page.parts.rows["noa:klachten"]
    assert not toets.details.isVisible()
    press(qtbot, toets.chips.chip("gedaan"))
    type_in(qtbot, toets.day.line, "3-5-2026")
    type_in(qtbot, toets.outcome, f"B1 {BSN}")
    assert "BSN" in toets.error.text()
    qtbot.keyClick(toets.outcome, Qt.Key.Key_Tab)
    assert parts(world, selam)["leerbaarheidstoets"].uitkomst == ""
    type_in(qtbot, toets.outcome, "B1-route past")
    qtbot.keyClick(toets.outcome, Qt.Key.Key_Tab)
    stored = parts(world, selam)["leerbaarheidstoets"]
    assert (stored.gedaan_op, stored.uitkomst, stored.stand) == (date(2026, 5, 3), "B1-route past", "gedaan")
    press(qtbot, klachten.chips.chip("gedaan"))
    assert klachten.details.isVisible() and not klachten.outcome.isVisible(), "never what came out"
    sensitive = parts(world, selam)["klachten"]
    assert sensitive.gevoelig and Categorie.GEZONDHEID in sensitive.inhoud_categorieen
    press(qtbot, page.line.button(5))
    assert not page.parts.isVisible()


def test_hours_of_voorinburgering_per_component(world: World, qtbot: QtBot) -> None:
    selam = world.client(fase=5)
    page = world.go("lijn", dossier=selam)
    assert page.parts.hours.words() == "niet bekend"
    taal = page.parts.rows["voorinburgering:taal"]
    press(qtbot, taal.chips.chip("gedaan"))
    type_in(qtbot, taal.hours, "96")
    qtbot.keyClick(taal.hours, Qt.Key.Key_Tab)
    assert parts(world, selam)["taal"].uren == 96 and page.parts.hours.words() == "96 van 156 uur"
    type_in(qtbot, taal.hours, "9000")
    qtbot.keyClick(taal.hours, Qt.Key.Key_Tab)
    assert "2000" in taal.error.text() and parts(world, selam)["taal"].uren == 96
    press(qtbot, taal.chips.chip("niet_gedaan"))
    assert parts(world, selam)["taal"].uren is None and page.parts.hours.words() == "niet bekend"
