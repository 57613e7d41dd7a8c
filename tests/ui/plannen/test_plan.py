"""A plan is made at the kitchen table: words, steps, two signatures, a paper, and what came in meanwhile."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.domain.plan import Doelstand, Planstap, Stapstand
from app.services import concepten, plannen
from tests.services.test_plannen import frame, goal
from tests.ui.contacten.conftest import Bureau
from tests.worlds import CountingIds


def draw(pad: QWidget) -> None:
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(20, 80))
    for step in range(12):
        QTest.mouseMove(pad, QPoint(20 + 12 * step, 80 + (9 if step % 2 else -9)))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(170, 80))


def stored_goal(bureau: Bureau, **more: object) -> str:
    return plannen.save_goal(bureau.store, bureau.clock, CountingIds(20), goal("d1", **more))[0]  # type: ignore[arg-type]


def test_a_first_goal_is_written_by_keyboard_and_stands_in_the_plan(bureau: Bureau) -> None:
    page = bureau.go("plan", dossier="d1")
    assert page.empty_card.isVisible()
    QTest.mouseClick(page.empty.button, Qt.MouseButton.LeftButton)
    assert bureau.here == "doel"
    editor = bureau.window.stack.page("doel")
    editor.thema.chip("werk_inkomen").click()
    QTest.keyClicks(editor.sentence.focusProxy(), "Ik wil als kok werken.")
    QTest.mouseClick(editor.add_step, Qt.MouseButton.LeftButton)
    QTest.keyClicks(editor.rows[0].what, "Een proefdag vragen")
    QTest.keyClicks(editor.rows[0].day.line, "1-12-2026")
    editor.rows[0].who.chip("partner").click()
    QTest.keyClicks(editor.rows[0].who_name, "Restaurant De Brug")
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert bureau.here == "plan"
    (made,) = plannen.show(bureau.store, "d1").doelen
    assert made.doel.ik_zin == "Ik wil als kok werken."
    assert made.doel.stappen[0].wie_naam == "Restaurant De Brug"
    assert not page.empty_card.isVisible()
    assert len(page.ticks) == 1
    assert concepten.load(bureau.store, "doel:d1") is None


def test_a_goal_without_words_is_refused_in_place_and_nothing_is_lost(bureau: Bureau) -> None:
    editor = bureau.go("doel", dossier="d1", thema="werk_inkomen")
    QTest.mouseClick(editor.add_step, Qt.MouseButton.LeftButton)
    QTest.keyClicks(editor.rows[0].what, "Bellen met 111222333")
    editor.submit()
    assert "Ik" in editor.form.fields["ik_zin"].error
    assert "BSN" in editor.form.fields["stappen"].error
    assert editor.rows[0].what.text() == "Bellen met 111222333"
    assert plannen.show(bureau.store, "d1").doelen == ()


def test_a_tick_is_a_version_and_can_be_undone(bureau: Bureau) -> None:
    doel_id = stored_goal(bureau)
    page = bureau.go("plan", dossier="d1")
    bureau.clock.move(minutes=5)
    QTest.keyClick(page.ticks[(doel_id, 1)].box, Qt.Key.Key_Space)
    (now,) = plannen.show(bureau.store, "d1").doelen
    assert now.doel.stappen[0].stand is Stapstand.GEDAAN
    assert len(now.eerder) == 1
    assert page.history.isVisible()
    page.model.tick(now.doel.id, 1, done=False)
    assert plannen.show(bureau.store, "d1").doelen[0].doel.stappen[0].stand is Stapstand.OPEN


def test_both_sign_on_the_screen_and_the_plan_says_so(bureau: Bureau) -> None:
    stored_goal(bureau)
    page = bureau.go("plan", dossier="d1")
    QTest.mouseClick(page.signed.action_button, Qt.MouseButton.LeftButton)
    signing = bureau.window.stack.page("plan-tekenen")
    draw(signing.client.pad)
    QTest.mouseClick(signing.done, Qt.MouseButton.LeftButton)
    assert "Ans Vermeer" in signing.form.fields["begeleider"].error
    draw(signing.helper.pad)
    signing.save_draft()
    again = bureau.go("plan-tekenen", dossier="d1")
    assert again.client.is_signed()
    assert again.helper.is_signed()
    QTest.mouseClick(signing.done, Qt.MouseButton.LeftButton)
    assert bureau.here == "plan"
    assert plannen.show(bureau.store, "d1").getekend
    assert "Samen getekend" in page.signed.text


def test_who_would_rather_not_draw_says_why(bureau: Bureau) -> None:
    stored_goal(bureau)
    signing = bureau.go("plan-tekenen", dossier="d1")
    signing.client.alternative_link.click()
    assert not signing.client.isVisible()
    signing.submit()
    assert "waarom" in signing.form.fields["reden"].error
    QTest.keyClicks(signing.reason, "Hij leert nog schrijven.")
    signing.submit()
    assert (
        plannen.show(bureau.store, "d1").afspraken[0].afspraak.reden_mondeling == "Hij leert nog schrijven."
    )


def test_words_that_change_while_signing_ask_for_a_new_signature(bureau: Bureau) -> None:
    doel_id = stored_goal(bureau)
    signing = bureau.go("plan-tekenen", dossier="d1")
    draw(signing.client.pad)
    changes = plannen.set_step(bureau.store, bureau.clock, CountingIds(30), doel_id, 1, Stapstand.GEDAAN)[1]
    signing.model.session.tasks.announce(changes, None)
    assert signing.other_words.isVisible()
    assert not signing.client.is_signed()


def test_an_import_changes_the_goal_under_an_open_editor_and_nothing_typed_is_lost(bureau: Bureau) -> None:
    doel_id = stored_goal(bureau)
    editor = bureau.go("doel", dossier="d1", doel=doel_id)
    editor.sentence.set_text("Ik wil zelf bellen met iedereen.")
    editor._edited()
    theirs = replace(
        plannen.goal(bureau.store, doel_id),
        ik_zin="Ik wil de tandarts bellen.",
        stappen=(Planstap(wat="Een andere stap"),),
        vervangt=doel_id,
    )
    changes = plannen.save_goal(bureau.store, bureau.clock, CountingIds(40), theirs)[1]
    editor.model.session.tasks.announce(changes, None)
    assert editor.difference.isVisible()
    assert editor.sentence.text() == "Ik wil zelf bellen met iedereen."
    assert [each.what.text() for each in editor.rows] == ["Een andere stap"]
    editor.submit()
    assert "Kies eerst" in editor.trouble.text
    editor.picker.side("ik_zin", "mine").click()
    editor.submit()
    (now,) = plannen.show(bureau.store, "d1").doelen
    assert now.doel.ik_zin == "Ik wil zelf bellen met iedereen."
    assert now.doel.stappen[0].wat == "Een andere stap"
    assert len(now.eerder) == 2


def test_a_goal_that_is_reached_needs_its_result(bureau: Bureau) -> None:
    doel_id = stored_goal(bureau)
    editor = bureau.go("doel", dossier="d1", doel=doel_id)
    editor.state.chip("bereikt").click()
    editor.submit()
    assert "resultaat" in editor.form.fields["resultaat"].error
    QTest.keyClicks(editor.result.focusProxy(), "Hij belt nu zelf.")
    editor.submit()
    assert plannen.show(bureau.store, "d1").doelen[0].doel.stand is Doelstand.BEREIKT


def test_strengths_come_first_and_are_kept_as_a_draft(bureau: Bureau) -> None:
    page = bureau.go("plan-kader", dossier="d1")
    QTest.keyClicks(page.strengths.focusProxy(), "Ik kan goed koken.")
    page.save_draft()
    assert concepten.load(bureau.store, "plan-kader:d1") is not None
    QTest.keyClicks(page.again.line, "1-11-2026")
    page.submit()
    assert "voorbij" in page.form.fields["bespreken_op"].error
    page.again.line.clear()
    QTest.keyClicks(page.again.line, "1-2-2027")
    page.submit()
    kader = plannen.show(bureau.store, "d1").kader
    assert kader is not None
    assert kader.sterke_kanten == "Ik kan goed koken."


def test_the_paper_is_stored_where_somebody_says(bureau: Bureau, tmp_path: Path) -> None:
    stored_goal(bureau)
    plannen.save_frame(bureau.store, bureau.clock, CountingIds(50), frame("d1", wensen="Ik wil werken."))
    page = bureau.go("plan", dossier="d1")
    target = tmp_path / "plan.pdf"
    page.ask_path = lambda parent, caption, name, chosen: chosen(str(target))
    QTest.mouseClick(page.paper, Qt.MouseButton.LeftButton)
    assert target.read_bytes().startswith(b"%PDF")
    assert "plan.pdf" in page.said.text


def test_the_household_sees_only_what_somebody_shows(bureau: Bureau) -> None:
    store, clock, ids = bureau.store, bureau.clock, CountingIds(60)
    plannen.save_goal(store, clock, ids, goal("d2", "Ik wil leren fietsen.", in_huishouden=True))
    plannen.save_goal(store, clock, ids, goal("d2", "Ik wil alleen reizen."))
    page = bureau.go("plan-huishouden", dossier="d1")
    facts = page.model.facts
    assert facts.regisseur == "Els de Boer"
    assert facts.leden[1].doelen == (("Huisvesting", "Ik wil leren fietsen."),)
    assert "alleen reizen" not in repr(facts)
    assert "1 doel" in facts.leden[1].verborgen
