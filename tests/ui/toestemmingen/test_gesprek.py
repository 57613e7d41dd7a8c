"""The conversation goes wrong in every way that a kitchen table knows, and nothing is lost."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.toestemmingen import Besluit, Toestemming, Wijze
from app.services import concepten
from tests.ui.toestemmingen.desk import World, click, draw
from tests.ui.walk import settle
from ui.viewmodels.editing import KEEP_AFTER_MS
from ui.views.tweetalig import OwnLabel

INBURGERING, PLAN = "gemeente-inburgering", "gemeente-plan"


def begin(world: World, dossier: str, taal: str = "nl", *doelen: str) -> Any:
    page = world.go("toestemming-gesprek", dossier=dossier)
    click(page.start.language.chip(taal))
    for doel in doelen or (INBURGERING,):
        click(page.start.topics.chip(doel))
    click(page.on)
    return page


def kept(world: World, dossier: str) -> tuple[Toestemming, ...]:
    with world.store.read() as reading:
        return reading.of_dossier(Toestemming, dossier)


def test_nothing_is_chosen_beforehand_and_going_on_without_a_choice_says_what_to_do(world: World) -> None:
    page = world.go("toestemming-gesprek", dossier=world.client())
    assert page.start.language.value() == "" and page.start.topics.values() == ()
    click(page.on)
    assert page.form.fields["taal"].error and page.form.fields["doelen"].error
    assert page.step == "begin"
    click(page.start.language.chip("nl"))
    click(page.start.open_ones)
    assert len(page.start.topics.values()) == 11
    click(page.on)
    assert page.step == "gemeente-begeleiding"
    click(page.on)
    assert page.step == "gemeente-begeleiding", "nobody may skip a question unanswered"


def test_back_never_loses_an_answer_and_a_draft_comes_back_after_a_lock(world: World) -> None:
    assert KEEP_AFTER_MS < 2000
    dossier = world.client()
    page = begin(world, dossier, "ti", INBURGERING, PLAN)
    click(page.doel.answer.chip("ja"))
    click(page.on)
    click(page.back)
    assert page.step == INBURGERING and page.doel.answer.value() == "ja"
    click(page.on)
    page.save_draft()
    assert concepten.load(world.store, f"toestemming:{dossier}") is not None

    # After a lock no page is left: the next one is made from what the store kept.
    world.window.stack.drop_all()
    page = world.go("toestemming-gesprek", dossier=dossier)
    assert page.step == PLAN and page.model.answered(INBURGERING) == "ja"
    assert page.model.form.taal == "ti"


def test_another_language_is_another_text_so_the_question_is_asked_again(world: World) -> None:
    page = begin(world, world.client(), "ar")
    click(page.doel.answer.chip("ja"))
    click(page.back)
    click(page.start.language.chip("fa"))
    click(page.on)
    assert page.doel.answer.value() == ""
    click(page.back)
    click(page.start.language.chip("ar"))
    click(page.on)
    assert page.doel.answer.value() == "ja", "what was said under the first text isn't lost"


def test_arabic_runs_from_the_right_and_says_that_nobody_reviewed_it(world: World) -> None:
    page = begin(world, world.client(), "ar")
    own = page.doel.parts.findChildren(OwnLabel)
    assert own and all(each.layoutDirection() is Qt.LayoutDirection.RightToLeft for each in own)
    assert page.doel.notice.isVisible()
    dutch_at, own_at = page.doel.parts._grid.itemAtPosition(0, 0), page.doel.parts._grid.itemAtPosition(0, 1)
    assert dutch_at is not None and own_at is not None
    assert dutch_at.geometry().top() == own_at.geometry().top()
    click(page.back)
    click(page.start.language.chip("nl"))
    click(page.on)
    assert not page.doel.notice.isVisible() and not page.doel.parts.findChildren(OwnLabel)


def test_an_oral_yes_needs_a_witness_and_a_reason(world: World) -> None:
    dossier = world.client()
    page = begin(world, dossier)
    click(page.doel.answer.chip("ja"))
    click(page.on)
    click(page.on)
    assert page.proof.how_field.error
    click(page.proof.how.chip("mondeling"))
    click(page.on)
    assert page.proof.witness_field.error and page.proof.reason_field.error
    QTest.keyClicks(page.proof.witness, "Abel Haile")
    QTest.keyClicks(page.proof.reason, "Kan niet schrijven")
    click(page.on)
    click(page.on)
    (record,) = kept(world, dossier)
    assert record.wijze is Wijze.MONDELING and record.getuige == "Abel Haile" and not record.handtekening


def test_a_few_specks_are_no_signature(world: World) -> None:
    dossier = world.client()
    page = begin(world, dossier)
    click(page.doel.answer.chip("ja"))
    click(page.on)
    click(page.proof.how.chip("handtekening"))
    click(page.on)
    assert page.step == "tekenen" and page.proof.pad_field.error
    draw(page.proof.pad)
    click(page.on)
    assert page.step == "nakijken"


def test_only_no_needs_no_signature(world: World) -> None:
    dossier = world.client()
    page = begin(world, dossier)
    click(page.doel.answer.chip("nee"))
    click(page.on)
    assert page.proof.no_proof.isVisible() and not page.proof.how_field.isVisible()
    click(page.on)
    click(page.on)
    (record,) = kept(world, dossier)
    assert record.besluit is Besluit.GEWEIGERD


def test_under_sixteen_a_parent_decides(world: World) -> None:
    dossier = world.client(geboortedatum="2012-05-01")
    page = begin(world, dossier)
    click(page.doel.answer.chip("nee"))
    click(page.on)
    click(page.on)
    assert page.proof.guardian_field.error
    QTest.keyClicks(page.proof.guardian, "Hanan Al Haddad, moeder")
    click(page.on)
    click(page.on)
    (record,) = kept(world, dossier)
    assert record.gegeven_door == "Hanan Al Haddad, moeder"


def test_a_bsn_in_a_name_is_refused_where_it_is_typed(world: World) -> None:
    page = world.go("toestemming-gesprek", dossier=world.client())
    click(page.start.language.chip("nl"))
    click(page.start.topics.chip(PLAN))
    QTest.keyClicks(page.start.interpreter, "Nour 123456782")
    click(page.on)
    assert page.step == "begin" and page.form.fields["tolk"].error


def test_the_whole_conversation_by_keyboard(world: World) -> None:
    dossier = world.client()
    page = world.go("toestemming-gesprek", dossier=dossier)
    page.start.language.chip("nl").setFocus()
    QTest.keyClick(page.start.language.chip("nl"), Qt.Key.Key_Space)
    QTest.keyClick(page.start.topics.chip(PLAN), Qt.Key.Key_Return)
    QTest.keyClick(page.on, Qt.Key.Key_Return)
    settle(world.window)
    assert page.doel.answer.chip("ja").hasFocus() and page.doel.answer.value() == ""
    QTest.keyClick(page.doel.answer.chip("nee"), Qt.Key.Key_Space)
    for _ in range(3):
        QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        settle(world.window)
    assert len(kept(world, dossier)) == 1


def test_a_dossier_that_is_gone_says_so_in_its_place(world: World) -> None:
    page = world.go("toestemming-gesprek", dossier="019a0000-0000-7000-8000-00000000dead")
    assert page.trouble.isVisible() and "dossier" in page.trouble.text.lower()
