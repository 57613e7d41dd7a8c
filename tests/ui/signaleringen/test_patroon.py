"""Signals over time: nothing is added up, a repeated soms is said in words, and answers stand beside earlier ones."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtGui import QColor, QImage

from app.domain.checklists import Antwoord
from app.domain.leefgebieden import Leefgebied, Urgentie
from app.domain.signalen import Signaalstand
from app.services import catalogue, patronen, signaleringen
from tests.ui.signaleringen.desk import Bureau, words
from ui import theme
from ui.views.patroon import PatroonView


def fill(bureau: Bureau, **values: str) -> None:
    checklist = catalogue.checklist("signalering-algemeen")
    answers = {key: Antwoord(key=key, waarde=value) for key, value in values.items()}
    signaleringen.finish(bureau.store, bureau.clock, bureau.ids, "d1", checklist, answers)
    bureau.clock.move(days=30)


@pytest.fixture
def page(bureau: Bureau) -> PatroonView:
    bureau.clock.moment -= timedelta(days=150)
    fill(bureau, psy_slaap="ja", soc_bellen="ja", vei_bang="soms", inb_lessen="soms")
    fill(bureau, psy_slaap="soms", soc_bellen="ja", vei_bang="soms", inb_lessen="niet_gezien")
    fill(bureau, psy_slaap="soms", soc_bellen="nee", inb_lessen="soms")
    fill(bureau, psy_slaap="soms", geld_post="ja")
    gone = bureau.signal(leefgebied=Leefgebied.WONEN, urgentie=Urgentie.SPOED, waarneming="Lekkage.")
    bureau.step(gone, Signaalstand.AFGESLOTEN, toelichting="Dicht.")
    made: PatroonView = bureau.go("patroon", dossier="d1")
    return made


def test_a_repeated_soms_is_said_in_words_with_its_days(page: PatroonView) -> None:
    said = page.repeat_words.text()
    assert said.count("“Slaap je al weken slecht, of heb je vaak nare dromen?”: steeds “soms”, op") == 1
    assert "Mis je vaak lessen?" in said, "not seen in between doesn't end the row"
    assert "Bespreek het met je contactpersoon" in words(page)
    facts = page.model.facts
    assert facts is not None
    assert len(facts.repeats) == 3
    assert not any(word in words(page).lower() for word in ("totaal", "score:", "punten", "risico"))


def test_every_signal_stands_in_the_drawing_and_in_the_table(page: PatroonView) -> None:
    rows = page.signals.rowCount()
    assert rows == len(page.drawing.marks) >= 8
    assert {mark.open for mark in page.drawing.marks} == {True, False}
    assert set(page.drawing.rows) >= {"Wonen", "Psychische gezondheid", "Veiligheid en relaties"}
    assert page.signals.index(0, 1).data() == "Wonen"
    assert page.drawing.accessibleName() and "tabel" in page.drawing.accessibleDescription()
    image = QImage(900, page.drawing.sizeHint().height(), QImage.Format.Format_RGB32)
    image.fill(QColor(theme.current().colours.surface))
    page.drawing.resize(image.size())
    page.drawing.render(image)
    spoed = QColor(theme.current().colours.tone("spoed").ink)
    assert any(
        image.pixelColor(x, y) == spoed for x in range(0, 900, 1) for y in range(30, image.height() - 30, 2)
    )


def test_a_row_of_the_table_opens_its_signal(bureau: Bureau, page: PatroonView) -> None:
    page.table.opened.emit(0)
    assert bureau.here == "signaal"


def test_answers_of_one_list_stand_beside_each_other(page: PatroonView) -> None:
    facts = page.model.facts
    assert facts is not None
    (compared,) = facts.compared
    assert len(compared.headings) == 5
    rows = {row[0]: row[1:] for row in compared.rows}
    assert rows["Slaap je al weken slecht, of heb je vaak nare dromen?"] == ("Ja", "Soms", "Soms", "Soms")
    assert rows["Ligt er post die nog dicht is of die je niet begrijpt?"] == ("–", "–", "–", "Ja")
    assert page.answers is not None and page.answers.isVisibleTo(page)


def test_with_somebody_reading_along_nothing_about_safety_is_drawn(bureau: Bureau, page: PatroonView) -> None:
    bureau.session.along.set(True)
    bureau.page("patroon")
    facts = page.model.facts
    assert facts is not None
    assert "Veiligheid en relaties" not in facts.domains
    assert len(facts.repeats) == 2
    assert not any("bang" in row[0] for each in facts.compared for row in each.rows)
    bureau.session.along.set(False)


def test_a_client_without_signals_has_one_sentence_and_one_button(bureau: Bureau) -> None:
    page = bureau.go("patroon", dossier="d2")
    assert "Er is nog niets genoteerd" in words(page)
    assert not page.over_time.isVisibleTo(page) and not page.beside.isVisibleTo(page)


def test_a_repeat_begins_at_two_and_ends_with_another_answer(bureau: Bureau) -> None:
    fill(bureau, psy_slaap="soms")
    assert patronen.show(bureau.store, "d1").herhalingen == ()
    fill(bureau, psy_slaap="soms")
    (again,) = patronen.show(bureau.store, "d1").herhalingen
    assert again.dagen == (date(2026, 11, 22), date(2026, 12, 22))
    fill(bureau, psy_slaap="nee")
    assert patronen.show(bureau.store, "d1").herhalingen == ()
