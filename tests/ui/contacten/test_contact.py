"""A visit is written down at the kitchen table: by keyboard, without losing a letter."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.domain.contactmomenten import Afmelding, Contactmoment, Kanaal
from app.domain.leefgebieden import Leefgebied
from app.domain.taken import Taak
from app.ports import REGISTER
from app.services import concepten
from tests.ui.contacten.conftest import Bureau
from tests.ui.walk import settle, tab_stops


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def contacts(bureau: Bureau) -> tuple[Contactmoment, ...]:
    with bureau.store.read() as reading:
        return reading.of_dossier(Contactmoment, "d1")


def test_a_home_visit_is_recorded_by_keyboard_alone(bureau: Bureau, qtbot: QtBot) -> None:
    page = bureau.go("contact", dossier="d1")
    page.channel.chip("huisbezoek").setFocus()
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    page.duration.line.setFocus()
    QTest.keyClicks(focused(), "1 uur 15")
    page.subject.setFocus()
    QTest.keyClicks(focused(), "Brief van school")
    page.domains.chip("kinderen").setFocus()
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    page.summary.editor.setFocus()
    QTest.keyClicks(focused(), "De zoon begint maandag.")
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert focused() is page.note.editor
    QTest.keyClicks(focused(), "Moeder is moe.")
    page.add_agreement.setFocus()
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    QTest.keyClicks(focused(), "School bellen")
    page.rows[0].day.line.setFocus()
    QTest.keyClicks(focused(), "24-11-2026")
    QTest.keyClick(focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert bureau.here == "dossier"
    (kept,) = contacts(bureau)
    assert (kept.kanaal, kept.duur_minuten, kept.onderwerp) == (Kanaal.HUISBEZOEK, 75, "Brief van school")
    assert kept.leefgebieden == (Leefgebied.KINDEREN,)
    assert (kept.samenvatting, kept.aantekening) == ("De zoon begint maandag.", "Moeder is moe.")
    assert kept.plaatsgevonden_op == bureau.clock.now()
    with bureau.store.read() as reading:
        (taak,) = reading.of_dossier(Taak, "d1")
        assert (taak.omschrijving, taak.voor_op, taak.contactmoment_id) == (
            "School bellen",
            date(2026, 11, 24),
            kept.id,
        )
        fields = next(row.op.fields for row in reading.ledger.outbox(REGISTER) if row.op.record_id == kept.id)
    assert "aantekening" not in fields
    assert concepten.load(bureau.store, "contact:d1") is None


def test_what_is_missing_is_said_and_nothing_typed_is_lost(bureau: Bureau) -> None:
    page = bureau.go("contact", dossier="d1")
    page.summary.editor.setFocus()
    QTest.keyClicks(page.summary.editor, "Een lang verhaal.")
    QTest.mouseClick(page.done, Qt.MouseButton.LeftButton)
    assert bureau.here == "contact"
    assert "Kies hoe" in page.form.fields["kanaal"].error
    assert "waar het over ging" in page.form.fields["onderwerp"].error
    assert [link.text() for link in page.form.summary.links]
    assert page.summary.text() == "Een lang verhaal."
    assert contacts(bureau) == ()


def test_a_bsn_is_caught_while_typing(bureau: Bureau) -> None:
    page = bureau.go("contact", dossier="d1")
    page.note.editor.setFocus()
    QTest.keyClicks(page.note.editor, "BSN 111222333 gevraagd")
    assert "BSN" in page.form.fields["aantekening"].error
    page.channel.chip("telefoon").click()
    QTest.keyClicks(page.subject, "Gebeld")
    page.submit()
    assert contacts(bureau) == ()


def test_a_draft_is_kept_within_two_seconds_and_comes_back(bureau: Bureau, qtbot: QtBot) -> None:
    page = bureau.go("contact", dossier="d1")
    with qtbot.waitSignal(page.contact.kept, timeout=5000):
        QTest.keyClicks(page.subject, "Half verha")
    assert page.kept.text() == "Bewaard op dit apparaat 13:00"
    bureau.go("vandaag")
    draft = concepten.load(bureau.store, "contact:d1")
    assert draft is not None
    page.subject.clear()
    again = bureau.go("contact", dossier="d1")
    assert again.subject.text() == "Half verha"
    assert "concept" in again.kept.text()


def test_locking_keeps_the_letters_typed_this_very_moment(bureau: Bureau) -> None:
    page = bureau.go("contact", dossier="d1")
    QTest.keyClicks(page.subject, "Net getypt")
    bureau.window.lock()
    draft = concepten.load(bureau.store, "contact:d1")
    assert draft is not None
    assert draft.inhoud["onderwerp"] == "Net getypt"


def test_a_missed_visit_keeps_how_it_was_missed(bureau: Bureau) -> None:
    page = bureau.go("contact", dossier="d1")
    page.channel.chip("huisbezoek").click()
    page.outcome.chip(Afmelding.ZONDER.value).click()
    assert not page.duration_field.isVisible()
    QTest.keyClicks(page.subject, "Niemand thuis")
    page.submit()
    (kept,) = contacts(bureau)
    assert (kept.contact_gelukt, kept.afmelding, kept.duur_minuten) == (False, Afmelding.ZONDER, 0)


def test_a_correction_supersedes_and_both_stay(bureau: Bureau) -> None:
    page = bureau.go("contact", dossier="d1")
    page.channel.chip("telefoon").click()
    QTest.keyClicks(page.subject, "Gebelt")
    page.submit()
    (first,) = contacts(bureau)
    page = bureau.go("contact", dossier="d1", vervangt=first.id)
    assert page.title == "Contact verbeteren"
    assert page.subject.text() == "Gebelt"
    page.subject.setText("Gebeld")
    page.submit()
    assert sorted(one.onderwerp for one in contacts(bureau)) == ["Gebeld", "Gebelt"]
    assert next(one for one in contacts(bureau) if one.onderwerp == "Gebeld").vervangt == first.id


def test_the_future_is_refused_in_words(bureau: Bureau) -> None:
    page = bureau.go("contact", dossier="d1")
    page.channel.chip("telefoon").click()
    QTest.keyClicks(page.subject, "Gebeld")
    page.moment.set_value(bureau.clock.now() + timedelta(days=1))
    page.submit()
    assert "toekomst" in page.form.fields["moment"].error
    assert contacts(bureau) == ()


@pytest.mark.parametrize("key", ["onderwerp", "samenvatting", "waarneming", "duiding", "aanwezig", "tolk"])
def test_every_text_field_catches_a_bsn_while_typing(bureau: Bureau, key: str) -> None:
    page = bureau.go("contact", dossier="d1")
    control = page.form.fields[key].control
    line = getattr(control, "editor", control)
    line.setFocus()
    QTest.keyClicks(line, "BSN 111222333")
    assert "BSN" in page.form.fields[key].error
    for _ in range(4):
        QTest.keyClick(line, Qt.Key.Key_Backspace)
    assert page.form.fields[key].error == "", "and it goes when the number goes"


def test_a_bsn_in_an_agreement_is_said_at_that_agreement(bureau: Bureau) -> None:
    page = bureau.go("contact", dossier="d1")
    page.channel.chip("telefoon").click()
    QTest.keyClicks(page.subject, "Gebeld")
    page.add_agreement.click()
    settle(page)
    QTest.keyClicks(page.rows[0].what, "BSN 111222333 doorgeven")
    assert page.rows[0].error.isVisible() and "BSN" in page.rows[0].error.text()
    page.submit()
    assert contacts(bureau) == () and page.rows[0].what.hasFocus()


KEYS_IN_A_MINUTE = 150
"""Keys that somebody who types slowly (two or three a second) presses in a minute."""


def test_a_whole_contact_without_the_mouse_in_less_than_a_minute_of_keys(bureau: Bureau) -> None:
    """Only Tab, arrows, Space, letters and Ctrl+Enter, from the moment that the page opens."""
    pressed = 0

    def key(which: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        nonlocal pressed
        pressed += 1
        QTest.keyClick(focused(), which, modifier)

    def letters(text: str) -> None:
        nonlocal pressed
        pressed += len(text)
        QTest.keyClicks(focused(), text)

    def tab_to(target: Any) -> None:
        for _ in range(12):
            if focused() is target:
                return
            key(Qt.Key.Key_Tab)
        raise AssertionError(f"no way to {target.accessibleName()} by Tab")

    page = bureau.go("contact", dossier="d1")
    settle(page)
    page.scroller.widget().setFocus()
    first = tab_stops(page)
    assert page.channel.chip("huisbezoek") in first[:6]
    page.channel.setFocus()
    key(Qt.Key.Key_Space)
    tab_to(page.duration.line)
    letters("1u15")
    tab_to(page.subject)
    letters("Brief van school")
    tab_to(page.summary.editor)
    letters("De zoon begint maandag.")
    tab_to(page.add_agreement)
    key(Qt.Key.Key_Return)
    settle(page)
    letters("School bellen")
    tab_to(page.rows[0].day.line)
    letters("morgen")
    key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (kept,) = contacts(bureau)
    assert (kept.onderwerp, kept.duur_minuten) == ("Brief van school", 75)
    with bureau.store.read() as reading:
        assert [each.voor_op for each in reading.of_dossier(Taak, "d1")] == [date(2026, 11, 23)]
    assert pressed <= KEYS_IN_A_MINUTE


def test_a_missed_lesson_counts_for_nothing_in_the_zroute(bureau: Bureau) -> None:
    page = bureau.go("contact", dossier="d1")
    page.channel.chip("huisbezoek").click()
    page.duration.set_value(60)
    page.counts.setChecked(True)
    page.outcome.chip("zonder_afmelding").click()
    QTest.keyClicks(page.subject, "Niemand thuis")
    page.submit()
    (kept,) = contacts(bureau)
    assert (kept.contact_gelukt, kept.afmelding, kept.telt_mee_zroute, kept.duur_minuten) == (
        False,
        "zonder_afmelding",
        False,
        0,
    )
