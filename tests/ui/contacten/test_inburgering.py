"""Inburgering on one page: the term, themes, hours and exams are written down, and DUO's answer is known beforehand."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from app.domain.examens import Examen, Examenuitslag
from app.domain.inburgering import Inburgeringstraject, Leerroute, PvtSessie, PvtSoort, Verlenging, Wet
from app.domain.uren import Urenstaat
from app.services import concepten, inburgering, voortgang
from tests.ui.contacten.conftest import Bureau
from tests.ui.walk import cut_off, settle, unnamed
from tests.worlds import CountingIds
from ui.theme import Mode, apply_theme
from ui.viewmodels.entries import hours_text, parse_hours

_SERIES = count(11)


def click(button: Any) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def type_in(control: Any, text: str) -> None:
    line = getattr(control, "line", control)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)


def words(card: Any) -> str:
    settle(card)
    return "\n".join(part.text() for part in card.findChildren(QLabel) if part.isVisibleTo(card))


def traject(bureau: Bureau) -> Inburgeringstraject:
    found = inburgering.traject(bureau.store, "d1")
    assert found is not None
    return found


def stored(bureau: Bureau, cls: Any) -> tuple[Any, ...]:
    return voortgang.of_kind(bureau.store, cls, "d1")


def test_a_trajectory_is_filled_in_and_the_term_follows(bureau: Bureau) -> None:
    page = bureau.go("inburgering", dossier="d1")
    assert page.term.none.isVisible() and not page.term.form.isVisible()
    click(page.term.change)
    form = page.term.form
    click(form.controls["leerroute"].chip("B"))
    type_in(form.controls["kennisgeving_op"], "3-2-2025")
    type_in(form.controls["dagtekening_pip"], "10-3-2025")
    type_in(form.controls["herziene_pips"], "1-6-2026, 1-9-2025")
    click(form.controls["verlengingen"].add_button)
    (line,) = form.controls["verlengingen"].rows
    type_in(line.ground, "ziekte")
    type_in(line.weeks, "4")
    type_in(form.controls["school"], "Taalschool De Brug")
    click(form.save)
    kept = traject(bureau)
    assert kept.leerroute is Leerroute.B1 and kept.dagtekening_pip == date(2025, 3, 10)
    assert kept.herziene_pips == (date(2025, 9, 1), date(2026, 6, 1)), "kept in order"
    assert kept.verlengingen == (Verlenging(grond="ziekte", weken=4),)
    assert "7 april 2028" in words(page.term), "10 March 2028 and four weeks"
    assert not page.term.form.isVisible() and page.term.change.hasFocus()
    assert concepten.unfinished(bureau.store) == ()


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("dagtekening_pip", "10-3-2027", "toekomst"),
        ("dagtekening_pip", "ooit", "geen datum"),
        ("herziene_pips", "1-6-2026, misschien", "misschien"),
        ("school", "BSN 123456782", "BSN"),
    ],
)
def test_what_cannot_be_right_is_said_at_its_field(bureau: Bureau, key: str, text: str, said: str) -> None:
    page = bureau.go("inburgering", dossier="d1")
    click(page.term.change)
    type_in(page.term.form.controls[key], text)
    click(page.term.form.save)
    assert said in page.term.form.form.fields[key].error
    assert inburgering.traject(bureau.store, "d1") is None


def test_a_revised_pip_before_the_first_is_refused_in_its_place(bureau: Bureau) -> None:
    page = bureau.go("inburgering", dossier="d1")
    click(page.term.change)
    form = page.term.form
    type_in(form.controls["dagtekening_pip"], "10-3-2025")
    type_in(form.controls["herziene_pips"], "1-2-2025")
    click(form.save)
    assert "ouder dan het eerste PIP" in form.form.fields["herziene_pips"].error
    assert form.controls["dagtekening_pip"].value() == date(2025, 3, 10), "nothing typed is lost"


def test_the_old_law_has_its_own_first_day_and_no_map(bureau: Bureau) -> None:
    page = bureau.go("inburgering", dossier="d1")
    click(page.term.change)
    form = page.term.form
    click(form.controls["wet"].chip("wi2013"))
    type_in(form.controls["plicht_vanaf"], "1-9-2020")
    click(form.save)
    assert traject(bureau).wet is Wet.WI2013
    assert "31 augustus 2023" in words(page.term) and "voorbij" in words(page.term)
    assert "hoort niet bij" in words(page.map) and page.map.bars == []
    assert "oude wet" in words(page.duo)


def test_a_lesson_period_counts_towards_six_hundred_hours(bureau: Bureau) -> None:
    keep(bureau, leerroute=Leerroute.B1, dagtekening_pip=date(2025, 3, 10))
    page = bureau.go("inburgering", dossier="d1")
    click(page.uren.add_button)
    form = page.uren.body_form
    type_in(form.controls["van"], "1-9-2026")
    type_in(form.controls["tot"], "31-10-2026")
    type_in(form.controls["minuten"], "96:30")
    type_in(form.controls["gegeven"], "120")
    type_in(form.controls["organisatie"], "Taalschool De Brug")
    click(form.save)
    (kept,) = stored(bureau, Urenstaat)
    assert (kept.minuten, kept.gegeven, kept.laatste) == (5790, 7200, date(2026, 10, 31))
    assert [bar.words() for bar in page.school.bars] == ["96 uur 30 van 600 uur", "96 uur 30 van 120 uur"]
    assert "Aanwezig: 80 %." in words(page.school)
    click(page.uren.rows.rows()[0])
    click(page.uren.body_form.controls["vervallen"])
    click(page.uren.body_form.save)
    assert stored(bureau, Urenstaat)[0].vervallen and "telt niet mee" in page.uren.rows.rows()[0].shown.meta
    assert page.school.bars[0].words().startswith("0 minuten")


def test_more_hours_than_the_lesson_lasted_are_refused_in_place(bureau: Bureau) -> None:
    page = bureau.go("inburgering", dossier="d1")
    click(page.uren.add_button)
    form = page.uren.body_form
    type_in(form.controls["minuten"], "veel")
    click(form.save)
    assert "geen uren" in form.form.fields["minuten"].error
    type_in(form.controls["minuten"], "3")
    type_in(form.controls["gegeven"], "2")
    click(form.save)
    assert "niet langer" in form.form.fields["gegeven"].error
    assert stored(bureau, Urenstaat) == ()


def test_an_exam_is_planned_and_later_passed(bureau: Bureau) -> None:
    keep(bureau, leerroute=Leerroute.B1)
    page = bureau.go("inburgering", dossier="d1")
    assert "0 van 5" in page.examens_words.text()
    click(page.examens.add_button)
    form = page.examens.body_form
    click(form.save)
    assert "leeg" in form.form.fields["onderdeel"].error
    click(form.controls["onderdeel"].chip("lezen"))
    type_in(form.controls["datum"], "1-12-2026")
    click(form.controls["uitslag"].chip("gehaald"))
    click(form.save)
    assert "nog niet geweest" in form.form.fields["uitslag"].error
    click(form.controls["uitslag"].chip("nog_niet_bekend"))
    click(form.save)
    bureau.clock.move(days=20)
    page = bureau.go("inburgering", dossier="d1")
    click(page.examens.rows.rows()[0])
    click(form.controls["uitslag"].chip("gehaald"))
    click(form.controls["niveau"].chip("B1"))
    click(form.save)
    (kept,) = stored(bureau, Examen)
    assert kept.uitslag is Examenuitslag.GEHAALD and kept.niveau == "B1"
    assert "1 van 5" in page.examens_words.text()


def test_themes_are_ticked_and_kept_at_once(bureau: Bureau) -> None:
    page = bureau.go("inburgering", dossier="d1")
    assert page.map.chips is not None and page.knm.chips is not None
    first = page.map.chips.options()[0]
    click(page.map.chips.chip(first))
    click(page.knm.chips.chip("wonen"))
    assert traject(bureau).map_themas == (first,) and traject(bureau).knm_themas == ("wonen",)
    assert "7 thema’s" in page.map.words.text()


def test_duo_is_foretold_with_the_reason(bureau: Bureau) -> None:
    keep(bureau, leerroute=Leerroute.B1, dagtekening_pip=date(2025, 3, 10))
    page = bureau.go("inburgering", dossier="d1")
    assert "nog niet bij DUO melden" in words(page.duo)
    session = PvtSessie(
        id="", dossier_id="d1", datum=date(2025, 3, 1), minuten=60, pvt_soort=PvtSoort.ONDERTEKENING
    )
    inburgering.add_sessie(bureau.store, bureau.clock, fresh(), session)
    page = bureau.go("inburgering", dossier="d1")
    assert "voor het begin van de termijn (11-03-2025)" in words(page.duo)
    assert "Zo kan de gemeente dit niet bij DUO melden." in words(page.duo)


def test_the_zroute_counts_lessons_and_talks(bureau: Bureau) -> None:
    keep(bureau, leerroute=Leerroute.ZELFREDZAAMHEID)
    page = bureau.go("inburgering", dossier="d1")
    assert [bar.words() for bar in page.zroute.bars] == ["0 minuten van 800 uur"] * 2
    assert "geen verplichte examens" in page.examens_words.text()


def test_half_typed_hours_come_back(bureau: Bureau) -> None:
    page = bureau.go("inburgering", dossier="d1")
    click(page.uren.add_button)
    type_in(page.uren.body_form.controls["organisatie"], "De Bru")
    page.save_draft()
    bureau.go("vandaag")
    page = bureau.go("inburgering", dossier="d1")
    assert page.uren.body_form.isVisible()
    assert page.uren.body_form.controls["organisatie"].text() == "De Bru"
    click(page.uren.body_form.leave)
    assert not page.uren.body_form.isVisible() and concepten.unfinished(bureau.store) == ()


def test_each_rule_says_its_source_and_date(bureau: Bureau) -> None:
    page = bureau.go("inburgering", dossier="d1")
    click(page.rules.toggle)
    assert "sinds 01-01-2022" in words(page.rules) and "Besluit inburgering 2021" in words(page.rules)
    click(page.rules.toggle)
    assert not page.rules.list.isVisible()


@pytest.mark.parametrize(("mode", "scale"), [(Mode.LIGHT, 1.0), (Mode.DARK, 2.0)], ids=["100", "200-dark"])
def test_everything_has_a_name_and_fits(
    qapp: QApplication, request: pytest.FixtureRequest, mode: Mode, scale: float
) -> None:
    apply_theme(qapp, mode, scale)
    request.addfinalizer(lambda: apply_theme(qapp, Mode.LIGHT, 1.0))
    bureau: Bureau = request.getfixturevalue("bureau")
    page = bureau.go("inburgering", dossier="d1")
    bureau.window.resize(1280, 720)
    for button in (page.term.change, page.uren.add_button, page.examens.add_button, page.rules.toggle):
        click(button)
    settle(page)
    assert unnamed(page) == [] and cut_off(page) == []


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("12", 720),
        ("12,5", 750),
        ("1:30", 90),
        ("96 uur", 5760),
        ("2u15", 135),
        ("", None),
        ("x", None),
        ("1:75", None),
    ],
)
def test_hours_as_people_type_them(text: str, minutes: int | None) -> None:
    assert parse_hours(text) == minutes
    assert minutes is None or parse_hours(hours_text(minutes)) == minutes


def fresh() -> CountingIds:
    """Ids that nobody else in the test gave."""
    return CountingIds(next(_SERIES))


def keep(bureau: Bureau, **values: Any) -> None:
    made = Inburgeringstraject(id="", dossier_id="d1", **values)
    inburgering.save_traject(bureau.store, bureau.clock, fresh(), made)
