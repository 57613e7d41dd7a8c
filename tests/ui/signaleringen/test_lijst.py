"""The one form: every kind of question, what urgency asks for, what is kept, and what people do wrong."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.checklists import Antwoord
from app.domain.invullingen import Invulling
from app.domain.signalen import Signaal
from app.faults import Fault, FaultKind
from app.services import catalogue, concepten, invullingen, signaleringen
from tests.ui.signaleringen.desk import Bureau, click, focused, press, words
from tests.ui.walk import settle
from tests.worlds import person
from ui.viewmodels.checklist import TEXT_PAUSE_MS
from ui.widgets.buttons import LinkButton

CODE = "signalering-algemeen"


def opened(bureau: Bureau, code: str = CODE, dossier: str = "d1") -> Any:
    return bureau.go("checklist", dossier=dossier, code=code)


def answer(page: Any, key: str, value: str) -> None:
    page.rows[key].row.segments[value].click()
    settle(page.window())


def kept(bureau: Bureau, code: str = CODE) -> dict[str, Antwoord]:
    draft = concepten.load(bureau.store, f"checklist:d1:{code}")
    return dict(invullingen.from_plain(draft.inhoud).antwoorden) if draft else {}


def noted(bureau: Bureau) -> tuple[Signaal, ...]:
    with bureau.store.read() as reading:
        return reading.of_dossier(Signaal, "d1")


@pytest.mark.parametrize("code", [each.code for each in catalogue.checklists()])
def test_every_list_opens_as_the_same_form(bureau: Bureau, code: str) -> None:
    page = opened(bureau, code)
    checklist = catalogue.checklist(code)
    assert page.title == checklist.titel
    assert set(page.rows) == {item.key for item in checklist.items}
    assert page.progress.words().startswith("0 van ")
    assert [card.section.title for card in page.cards] == [sectie.titel for sectie in checklist.secties]
    assert bureau.window.windowTitle().startswith("Lijst invullen")
    page.rows[page.model.counts()[2]].focus()
    assert focused() is not None


def test_every_kind_of_answer_is_kept_at_once(bureau: Bureau) -> None:
    code = "overdracht-azc-gemeente"
    page = opened(bureau, code)
    day = page.rows["verhuisdatum"].row.control
    day.line.setFocus()
    press("1-12-2026")
    chips = page.rows["besproken_met"].row.control
    click(chips.chip(chips.options()[0]))
    click(chips.chip(chips.options()[2]))
    number = page.rows["uren_taal"].row.control.control
    number.setFocus()
    press("40")
    text = page.rows["taal_gesprek"].row.control
    text.editor.setFocus()
    press("Tigrinya")
    page.save_draft()
    answers = kept(bureau, code)
    assert answers["verhuisdatum"].waarde == "2026-12-01"
    assert answers["besproken_met"].waarde == (chips.options()[0], chips.options()[2])
    assert answers["uren_taal"].waarde == "40"
    assert answers["taal_gesprek"].waarde == "Tigrinya"


def test_a_number_that_is_none_is_said_in_place(bureau: Bureau) -> None:
    page = opened(bureau, "overdracht-azc-gemeente")
    field = page.rows["uren_taal"].row.control
    field.control.setFocus()
    press("veel")
    assert "heel getal" in field.error
    page.save_draft()
    assert "uren_taal" not in kept(bureau, "overdracht-azc-gemeente")


def test_keys_choose_and_take_back(bureau: Bureau) -> None:
    page = opened(bureau)
    row = page.rows["lich_huisarts"]
    row.focus()
    press("s")
    assert row.row.value() == "soms" and kept(bureau)["lich_huisarts"].waarde == "soms"
    press("4")
    assert row.row.value() == "niet_gezien"
    press(Qt.Key.Key_Space)
    assert row.row.value() == "" and kept(bureau)["lich_huisarts"].waarde == ""
    press(Qt.Key.Key_Return)
    assert row.row.value() == "niet_gezien"
    press(Qt.Key.Key_Backspace)
    assert row.row.value() == ""
    before = page.progress.words()
    # A click anywhere on the row answers too, and goes round.
    QTest.mouseClick(
        row.row, Qt.MouseButton.LeftButton, pos=row.row.rect().topLeft() + row.rect().center() / 20
    )
    assert row.row.value() == "nee" and page.progress.words() != before
    assert row.row.minimumHeight() >= 48


def test_questions_come_and_go_with_the_answers(bureau: Bureau) -> None:
    page = opened(bureau)
    assert page.rows["kin_school"].isHidden()
    answer(page, "kinderen_thuis", "ja")
    assert not page.rows["kin_school"].isHidden()
    assert page.rows["vei_niet_alleen"].isVisibleTo(page)
    answer(page, "alleen_gesproken", "ja")
    assert page.rows["vei_niet_alleen"].isHidden()
    total = page.progress.words()
    answer(page, "kinderen_thuis", "nee")
    assert page.rows["kin_school"].isHidden() and page.progress.words() != total


def test_raising_is_free_and_helps_at_once_lowering_asks_a_reason_that_stays(bureau: Bureau) -> None:
    page = opened(bureau)
    answer(page, "geld_post", "ja")
    details = page.rows["geld_post"].details
    assert details.panel is None and not details.reason_field.isVisible()
    click(details.urgency.chip("spoed"))
    assert details.panel.isVisible() and "Sociaal raadslieden" in words(details.panel)
    click(details.urgency.chip("volgen"))
    assert not details.panel.isVisible() and details.reason_field.isVisible()
    assert "blijft het: Binnenkort" in details.haste.text()
    assert page.model.noted()[0].urgency == "binnenkort"
    details.reason.setFocus()
    press("De post is van vorig jaar.")
    assert details.haste.text() == "Bij het volgende bezoek."
    page.model.summarise()
    settle(bureau.window)
    click(page.summary.cards["geld_post"].discussed.chip("ja"))
    click(page.summary.done)
    (signaal,) = noted(bureau)
    assert (signaal.urgentie, signaal.urgentie_reden) == ("volgen", "De post is van vorig jaar.")


def test_a_later_answer_can_make_an_earlier_one_urgent(bureau: Bureau) -> None:
    page = opened(bureau)
    answer(page, "inb_lessen", "ja")
    assert page.rows["inb_lessen"].details.panel is None
    page.rows["termijn"].row.control.chip("kort").click()
    settle(bureau.window)
    assert page.rows["inb_lessen"].details.panel.isVisible()


def test_what_is_urgent_stays_in_reach_and_names_no_subject(bureau: Bureau) -> None:
    page = opened(bureau)
    answer(page, "vei_gevaar", "ja")
    page.rows["vei_gevaar"].focus()
    settle(bureau.window)
    assert not page.urgent.isVisible()
    page.rows["alleen_gesproken"].focus()
    settle(bureau.window)
    assert page.urgent.isVisible() and "Bel eerst" in page.urgent.text
    assert not any(word in page.urgent.text.lower() for word in ("gevaar", "veilig", "contactpersoon"))
    click(page.urgent.action_button)
    assert page.rows["vei_gevaar"].isAncestorOf(focused()) and not page.urgent.isVisible()
    assert bureau.window.windowTitle() == "Lijst invullen - Doorgaande lijn"


def test_the_volunteer_is_led_to_the_contactpersoon_and_decides_nothing(bureau: Bureau) -> None:
    page = opened(bureau)
    answer(page, "kin_veilig", "soms")
    said = words(page.rows["kin_veilig"].details.panel)
    assert said.index("000-1000001") < said.index("0800-2000")
    page.model.summarise()
    settle(bureau.window)
    card = page.summary.cards["kin_veilig"]
    assert "Jij beslist niet over een melding" in words(card)
    assert not any("elding doen" in line for line in words(card).splitlines())
    answers = page.summary.cards["kin_veilig"].discussed
    click(answers.chip("nee"))
    click(page.summary.done)
    assert "Schrijf kort op waarom niet" in words(page.summary.form.summary)
    click(card.reasons.chip("niet_veilig"))
    click(page.summary.done)
    (signaal,) = noted(bureau)
    assert signaal.is_veiligheid and signaal.niet_besproken_reden == "Dat was nu niet veilig"


def test_about_yourself_nobody_asks_whether_the_client_knows(bureau: Bureau) -> None:
    page = opened(bureau)
    answer(page, "zelf_steun", "ja")
    assert "coördinator" in words(page.rows["zelf_steun"].details.panel)
    page.model.summarise()
    settle(bureau.window)
    click(page.summary.done)
    (signaal,) = noted(bureau)
    assert not signaal.besproken and signaal.is_veiligheid


def test_earlier_answers_stand_beside_the_new_ones(bureau: Bureau) -> None:
    checklist = catalogue.checklist(CODE)
    given = Antwoord(key="psy_slaap", waarde="soms", waarneming="Wordt elke nacht wakker.")
    signaleringen.finish(bureau.store, bureau.clock, bureau.ids, "d1", checklist, {"psy_slaap": given})
    bureau.clock.move(days=30)
    bureau.window.idle.start()
    page = opened(bureau)
    row = page.rows["psy_slaap"]
    assert row.earlier.text() == "Vorige keer (22 november 2026): soms. “Wordt elke nacht wakker.”"
    assert row.row.value() == ""
    answer(page, "psy_slaap", "soms")
    assert "2 keer achter elkaar" in row.details.again.text() and row.details.again.isVisible()
    answer(page, "psy_slaap", "nee")
    assert not row.details.isVisible()


def test_the_client_reads_along_in_arabic(bureau: Bureau) -> None:
    page = opened(bureau)
    row = page.rows["lich_huisarts"]
    assert row.second.height() == 0
    page.languages.setFocus()
    press(Qt.Key.Key_Down, 2)
    page.languages.activated.emit(page.languages.currentIndex())
    settle(bureau.window)
    assert row.second.height() > 15 and row.second.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert row.second.text() == catalogue.checklist(CODE).item("lich_huisarts").vertalingen["ar"]
    assert "moedertaalspreker" in page.language_note.text()
    assert "نعم" in page.language_answers.text()
    answer(page, "lich_huisarts", "ja")
    bureau.go("vandaag")
    assert invullingen.begin(bureau.store, bureau.clock, "d1", CODE).concept.taal == "ar"
    assert not opened(bureau, "stagnatie-inburgering").languages.isVisible()


def test_the_dossier_proposes_and_a_person_takes_over(bureau: Bureau) -> None:
    with bureau.store.write() as uow:
        uow.replace(person("d1", vergunning_tot=date(2027, 1, 10)))
        uow.commit()
    page = opened(bureau)
    row = page.rows["ver_vergunning"]
    assert "Minder dan drie maanden" in words(row.proposal) and kept(bureau) == {}
    row._take_proposal()
    settle(bureau.window)
    assert kept(bureau)["ver_vergunning"].waarde == "onder_drie"
    assert row.details.panel.isVisible() and not row.proposal.isVisible()


def test_words_are_kept_within_two_seconds_and_when_the_page_is_left(bureau: Bureau) -> None:
    page = opened(bureau)
    answer(page, "geld_post", "ja")
    remark = page.rows["geld_post"].details.remark
    remark.editor.setFocus()
    press("Drie enveloppen van DUO.")
    assert TEXT_PAUSE_MS < 1500 and page.model._timer.isActive()
    assert kept(bureau)["geld_post"].waarneming == ""
    bureau.go("vandaag")
    assert kept(bureau)["geld_post"].waarneming == "Drie enveloppen van DUO."
    assert "Bewaard op dit apparaat 13:00" in page.subtitle.text()


def test_looking_at_a_list_makes_no_draft(bureau: Bureau) -> None:
    page = opened(bureau)
    page.rows["geld_post"].focus()
    bureau.go("vandaag")
    assert kept(bureau) == {} and concepten.unfinished(bureau.store) == ()


def test_a_draft_that_cannot_be_kept_is_said_and_nothing_is_lost(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(bureau)
    full = FaultKind("schijf-vol", "De schijf is vol.", "Maak ruimte.")
    keep = invullingen.keep

    def refuse(*_: object) -> None:
        raise Fault(full)

    monkeypatch.setattr(invullingen, "keep", refuse)
    answer(page, "geld_post", "ja")
    assert page.trouble.isVisible() and "De schijf is vol." in page.trouble.text
    assert "Nog niet bewaard" in page.subtitle.text()
    assert page.rows["geld_post"].row.value() == "ja"
    monkeypatch.setattr(invullingen, "keep", keep)
    click(page.trouble.action_button)
    assert not page.trouble.isVisible() and kept(bureau)["geld_post"].waarde == "ja"


def test_a_bsn_in_a_remark_is_refused_and_the_words_stay(bureau: Bureau) -> None:
    page = opened(bureau)
    answer(page, "geld_post", "ja")
    details = page.rows["geld_post"].details
    details.remark.editor.setFocus()
    press("bsn 123456782")
    press(Qt.Key.Key_Tab)
    assert "BSN" in details.remark_field.error
    page.model.summarise()
    settle(bureau.window)
    click(page.summary.cards["geld_post"].discussed.chip("ja"))
    click(page.summary.done)
    assert page.trouble.isVisible() and noted(bureau) == ()
    assert page.model.state("geld_post").remark == "bsn 123456782"
    page.model.back_to_form("geld_post")
    settle(bureau.window)
    page.model.remark("geld_post", "Een brief met een nummer.")
    page.model.summarise()
    settle(bureau.window)
    click(page.summary.done)
    assert len(noted(bureau)) == 1


def test_finishing_with_nothing_noticed_notes_nothing(bureau: Bureau) -> None:
    page = opened(bureau)
    answer(page, "lich_huisarts", "ja")
    press(Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    assert "niets opgevallen" in page.summary.heading.text()
    click(page.summary.done)
    assert "geen signalen" in words(page.done)
    assert noted(bureau) == ()
    with bureau.store.read() as reading:
        (invulling,) = reading.of_dossier(Invulling, "d1")
    assert [given.key for given in invulling.antwoorden] == ["lich_huisarts"]
    # The next time is a new one.
    again = opened(bureau)
    assert again.rows["lich_huisarts"].row.value() == "" and again.form.isVisible()


def test_the_way_back_from_the_summary_and_to_what_is_open(bureau: Bureau) -> None:
    page = opened(bureau)
    answer(page, "alleen_gesproken", "ja")
    answer(page, "geld_post", "ja")
    click(page.open_button)
    assert page.rows["kinderen_thuis"].isAncestorOf(focused())
    number = page.sections.findText("Wonen")
    page.sections.activated.emit(number)
    settle(bureau.window)
    assert page.rows["won_veilig"].isAncestorOf(focused())
    click(page.finish)
    assert page.summary.isVisible() and not page.form.isVisible()
    (change,) = page.summary.cards["geld_post"].findChildren(LinkButton)
    click(change)
    assert page.form.isVisible() and page.rows["geld_post"].isAncestorOf(focused())


def test_a_list_or_a_client_that_is_not_there(bureau: Bureau) -> None:
    page = bureau.go("checklist", dossier="d1", code="verzonnen")
    assert page.trouble.isVisible() and "niet op dit apparaat" in page.trouble.text
    click(page.trouble.action_button)
    assert bureau.here == "checklists"
    page = bureau.go("checklist", dossier="niemand", code=CODE)
    assert page.trouble.isVisible() and not page.rows
    page = opened(bureau)
    assert not page.trouble.isVisible() and page.rows


def test_the_question_is_in_sight_with_what_has_the_keyboard(bureau: Bureau) -> None:
    page = opened(bureau)
    for key in ("zelf_steun", "ver_vergunning", "won_veilig", "termijn"):
        row = page.rows[key]
        row.focus()
        settle(bureau.window)
        assert row.visibleRegion().boundingRect().top() <= 0, key


def test_another_client_gets_another_form(bureau: Bureau) -> None:
    page = opened(bureau)
    answer(page, "geld_post", "ja")
    page = opened(bureau, dossier="d2")
    assert page.rows["geld_post"].row.value() == "" and "Selam" in page.subtitle.text()
    page = opened(bureau)
    assert page.rows["geld_post"].row.value() == "ja"


def test_no_part_of_a_page_is_ever_a_window_of_its_own(bureau: Bureau) -> None:
    shown: list[str] = []

    class Filter(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Show and getattr(watched, "isWindow", lambda: False)():
                shown.append(type(watched).__name__)
            return False

    app = QApplication.instance()
    assert app is not None
    watcher = Filter()
    app.installEventFilter(watcher)
    page = opened(bureau)
    for key in ("lich_medicijnen", "psy_slaap", "vei_bang"):
        answer(page, key, "ja")
    page.model.summarise()
    settle(bureau.window)
    bureau.go("signaal-noteren", dossier="d1")
    bureau.go("signaal", signaal=bureau.signal())
    bureau.go("signalen")
    app.removeEventFilter(watcher)
    assert [name for name in shown if name != "QTipLabel"] == []
