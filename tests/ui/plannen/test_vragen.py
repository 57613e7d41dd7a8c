"""A question is asked wherever somebody is, and its answer is found again on the same page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.records import Categorie
from app.domain.vragen import Antwoord, Vraag, Vraagstand
from app.services import concepten, vandaag, vragen
from tests.ui.contacten.conftest import Bureau
from tests.worlds import CountingIds, consent


def asked(bureau: Bureau, text: str = "Mag zijn broer mee naar les?", **more: object) -> str:
    return vragen.ask(bureau.store, bureau.clock, CountingIds(20), "d1", text, **more)[0]  # type: ignore[arg-type]


def said(bureau: Bureau, vraag_id: str, text: str, door: str = "Els de Boer", ids: int = 30) -> None:
    bureau.clock.move(hours=2)
    with bureau.store.write() as uow:
        uow.add(
            Antwoord(
                id=CountingIds(ids).new(),
                dossier_id="d1",
                vraag_id=vraag_id,
                tekst=text,
                gegeven_op=bureau.clock.now(),
                gegeven_door=door,
            )
        )
        uow.commit()


def test_a_question_is_asked_with_ctrl_j_from_a_goal_being_written(bureau: Bureau) -> None:
    editor = bureau.go("doel", dossier="d1")
    editor.sentence.set_text("Ik wil")
    editor._edited()
    QTest.keyClick(bureau.window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert bureau.here == "vraag-stellen"
    page = bureau.window.stack.page("vraag-stellen")
    assert "over: Doel" in page.subtitle.text()
    QTest.keyClicks(page.text.focusProxy(), "Betaalt de gemeente de cursus?")
    QTest.mouseClick(page.done, Qt.MouseButton.LeftButton)
    assert bureau.here == "vraag"
    (view,) = vragen.every(bureau.store)
    assert (view.vraag.tekst, view.vraag.over) == ("Betaalt de gemeente de cursus?", "Doel")
    assert concepten.load(bureau.store, "doel:d1") is not None


def test_without_a_yes_it_says_before_and_after_that_the_question_stays(bureau: Bureau) -> None:
    page = bureau.go("vraag-stellen", dossier="d1")
    assert page.stays.isVisible()
    with bureau.store.write() as uow:
        uow.add(consent("t1", "d1", "gemeente-begeleiding"))
        uow.commit()
    page = bureau.go("vraag-stellen", dossier="d1")
    assert not page.stays.isVisible()
    page.extra.chip("gezondheid").click()
    assert page.stays.isVisible()


def test_an_empty_question_and_a_bsn_are_refused_in_place(bureau: Bureau) -> None:
    page = bureau.go("vraag-stellen", dossier="d1")
    page.submit()
    assert "Schrijf" in page.form.fields["tekst"].error
    QTest.keyClicks(page.text.focusProxy(), "Klopt BSN 111222333?")
    page.submit()
    assert "BSN" in page.form.fields["tekst"].error
    assert vragen.every(bureau.store) == ()


def test_a_place_about_nobody_asks_first_who(bureau: Bureau) -> None:
    bureau.go("vandaag")
    QTest.mouseClick(bureau.window.header.ask, Qt.MouseButton.LeftButton)
    page = bureau.window.stack.page("vraag-stellen")
    assert page.who.isVisible()
    assert not page.form.isVisible()
    page.save_draft()


def test_the_answer_comes_back_on_vandaag_and_the_asker_finishes(bureau: Bureau) -> None:
    vraag_id = asked(bureau)
    listing = bureau.go("vragen")
    assert [title for title, _ in listing.model.facts.groepen] == ["Wacht op antwoord"]
    said(bureau, vraag_id, "Ja, dat kan.")
    (news,) = vandaag.for_volunteer(bureau.store, bureau.clock).questions
    assert news.antwoorden[-1].antwoord.tekst == "Ja, dat kan."
    page = bureau.go("vraag", vraag=vraag_id)
    assert [each.tekst for each in page.vraag.facts.woorden] == [
        "Mag zijn broer mee naar les?",
        "Ja, dat kan.",
    ]
    page.submit()
    assert page.form.fields["tekst"].error
    page.finish.click()
    QTest.mouseClick(page.done, Qt.MouseButton.LeftButton)
    assert vragen.show(bureau.store, vraag_id).stand is Vraagstand.AFGEROND
    assert vandaag.for_volunteer(bureau.store, bureau.clock).questions == ()


def test_a_half_written_answer_is_kept(bureau: Bureau) -> None:
    vraag_id = asked(bureau)
    page = bureau.go("vraag", vraag=vraag_id)
    QTest.keyClicks(page.text.focusProxy(), "Ik zoek het")
    page.save_draft()
    bureau.go("vragen")
    assert bureau.go("vraag", vraag=vraag_id).text.text() == "Ik zoek het"


def test_a_question_about_safety_is_not_readable_while_somebody_looks_along(bureau: Bureau) -> None:
    asked(bureau, "Hij dreigt thuis, wat nu?", categorieen=(Categorie.VEILIGHEID,))
    page = bureau.go("vragen")
    session = page.model.session
    session.along.set(True)
    page = bureau.go("vragen")
    assert "dreigt" not in repr(page.model.facts)
    session.along.set(False)


def test_what_the_coordinator_has_to_answer_comes_in_order_of_haste(bureau: Bureau) -> None:
    with bureau.store.write() as uow:
        for number, haste in enumerate((False, True, False)):
            bureau.clock.move(minutes=1)
            uow.add(
                Vraag(
                    id=f"v{number}",
                    dossier_id="d1",
                    tekst="Vraag",
                    gesteld_op=bureau.clock.now(),
                    gesteld_door="Mo",
                    haast=haste,
                )
            )
        uow.commit()
    found = vragen.waiting(vragen.every(bureau.store), "Ans Vermeer")
    assert [each.vraag.id for each in found] == ["v1", "v0", "v2"]
