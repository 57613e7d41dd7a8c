"""The PVT is kept on course: sessions add up, and what is missing is said."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester

from app.domain.inburgering import Kernwaarde, PvtSessie, PvtSoort
from app.services import inburgering
from tests.ui.contacten.conftest import Bureau
from ui.models.texts import TextTableModel


def sessies(bureau: Bureau) -> tuple[PvtSessie, ...]:
    return inburgering.sessies(bureau.store, "d1")


def test_a_session_is_added_and_the_bars_follow(bureau: Bureau) -> None:
    page = bureau.go("pvt", dossier="d1")
    assert page.hours.words() == "0 minuten van 12 uur"
    page.kind.chip("excursie").click()
    QTest.keyClicks(page.minutes.line, "3 uur")
    page.covered.chip("vrijheid").click()
    page.covered.chip("participatie").click()
    QTest.mouseClick(page.done, Qt.MouseButton.LeftButton)
    (kept,) = sessies(bureau)
    assert (kept.minuten, kept.pvt_soort, kept.datum) == (180, PvtSoort.EXCURSIE, date(2026, 11, 22))
    assert kept.kernwaarden == (Kernwaarde.VRIJHEID, Kernwaarde.PARTICIPATIE)
    assert page.hours.words() == "3 uur van 12 uur"
    assert page.values.words() == "2 van 4"
    assert page.rows.rowCount() == 1
    assert page.minutes.value() is None
    assert "vastgelegd" in page.note.text()


def test_a_session_without_length_or_in_the_future_is_refused_in_place(bureau: Bureau) -> None:
    page = bureau.go("pvt", dossier="d1")
    page.day.set_value(date(2026, 12, 24))
    page.submit()
    assert "toekomst" in page.form.fields["datum"].error
    assert "hoe lang" in page.form.fields["minuten"].error
    assert sessies(bureau) == ()


def test_the_table_of_words_is_a_sound_model(qtmodeltester: ModelTester) -> None:
    model = TextTableModel(["Een", "Twee"])
    qtmodeltester.check(model)
    model.show([("a", "b"), ("c", "d")])
    qtmodeltester.check(model)
