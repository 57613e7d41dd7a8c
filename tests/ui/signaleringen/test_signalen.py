"""The lists: three groups with the answer for who noted, a table to assign from for who coordinates."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.domain.leefgebieden import Leefgebied, Urgentie
from app.domain.signalen import Signaalstand
from tests.ui.signaleringen.desk import Bureau, click, focused, press, words
from tests.ui.walk import settle
from ui.models.signalen import TITEL, UITERLIJK, SignalenModel
from ui.viewmodels.signalen import Filter, SignalLine, Which, ordered, passes


def titles(page: object) -> list[str]:
    model = page.table_model  # type: ignore[attr-defined]
    return [model.index(row, TITEL).data() for row in range(model.rowCount())]


@pytest.fixture
def week(register: Bureau) -> Bureau:
    """A coordinator's Wednesday."""
    register.signal("d1", waarneming="Post", urgentie=Urgentie.SPOED)
    register.signal("d2", waarneming="Slaapt slecht", leefgebied=Leefgebied.PSYCHISCHE_GEZONDHEID)
    done = register.signal("d3", waarneming="Koud", leefgebied=Leefgebied.WONEN)
    given = register.signal("d3", waarneming="Geen les", leefgebied=Leefgebied.STAGNERENDE_INBURGERING)
    register.clock.move(days=1)
    register.step(done, Signaalstand.AFGESLOTEN, toelichting="Gemaakt.")
    register.step(given, Signaalstand.BELEGD, belegd_bij="Taalschool De Brug", uiterlijk=date(2026, 11, 25))
    register.clock.move(days=3)
    return register


def test_too_late_comes_first_and_says_how_long(week: Bureau) -> None:
    page = week.go("signalen")
    assert titles(page) == ["Post", "Geen les", "Slaapt slecht"]
    model = page.table_model
    assert model.index(0, UITERLIJK).data() == "2 dagen te laat"
    assert model.index(1, UITERLIJK).data() == "1 dag te laat"
    assert "2 signalen wachten te lang" in page.subtitle.text()


def test_filters_and_headings(week: Bureau) -> None:
    page = week.go("signalen")
    for which, found in (
        (Which.UNASSIGNED, ["Post", "Slaapt slecht"]),
        (Which.LATE, ["Post", "Geen les"]),
        (Which.CLOSED, ["Koud"]),
        (Which.ALL, ["Post", "Geen les", "Slaapt slecht", "Koud"]),
    ):
        page.which.setCurrentIndex(page.which.findData(which.value))
        page.which.activated.emit(page.which.currentIndex())
        assert titles(page) == found, which
    page.domain.setCurrentIndex(page.domain.findData("wonen"))
    page.domain.activated.emit(page.domain.currentIndex())
    assert titles(page) == ["Koud"]
    page.domain.activated.emit(0)
    page.urgency.setCurrentIndex(page.urgency.findData("spoed"))
    page.urgency.activated.emit(page.urgency.currentIndex())
    assert titles(page) == ["Post"] and page.count.text() == "1 signaal"
    page.urgency.activated.emit(0)
    page.search.setFocus()
    press("noer")  # نور, as one hears it
    assert titles(page) == ["Geen les", "Koud"]
    press(Qt.Key.Key_Escape)
    page.table.sort_wanted.emit(TITEL, False)
    assert titles(page) == ["Geen les", "Koud", "Post", "Slaapt slecht"]
    page.table.sort_wanted.emit(TITEL, True)
    assert titles(page)[0] == "Slaapt slecht"
    press("niets van dit al")
    assert titles(page) == [] and "Geen signalen met deze keuze" in words(page)


def test_assigning_one_after_the_other_by_keyboard(week: Bureau) -> None:
    page = week.go("signalen")
    page.which.setCurrentIndex(page.which.findData(Which.UNASSIGNED.value))
    page.which.activated.emit(page.which.currentIndex())
    page.table.setFocus()
    assert focused() is page.table
    press(Qt.Key.Key_B)
    assert focused() is page.steps.who and "Post" in page.steps.subject.text()
    press("Schuldhulp")
    press(Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    # Assigned, gone from this list; the next one is under the cursor.
    assert titles(page) == ["Slaapt slecht"] and focused() is page.table
    press(Qt.Key.Key_B)
    assert "Slaapt slecht" in page.steps.subject.text() and page.steps.who.text() == ""
    press(Qt.Key.Key_Escape)
    assert focused() is page.table and not page.steps.isVisible() and page.filters.isVisible()
    press(Qt.Key.Key_Return)
    assert week.here == "signaal"


def test_assigning_by_mouse_needs_no_chosen_row(week: Bureau) -> None:
    page = week.go("signalen")
    click(page.assign_button)
    assert page.steps.isVisible() and "Post" in page.steps.subject.text()
    click(page.steps.done)
    assert "Vul in wie" in page.steps.who_field.error


def test_the_table_is_a_sound_model(week: Bureau, qtmodeltester: ModelTester, qtbot: QtBot) -> None:
    page = week.go("signalen")
    qtmodeltester.check(page.table_model)
    model = SignalenModel()
    qtmodeltester.check(model)
    assert model.line(0) is None and model.row_of("x") == -1 and model.rowCount() == 0


def test_a_signal_that_comes_in_appears_by_itself(week: Bureau) -> None:
    page = week.go("signalen")
    signaal = week.signal("d2", waarneming="Nieuw", urgentie=Urgentie.ACUUT)
    week.step(signaal, Signaalstand.GEMELD)
    assert titles(page)[0] == "Post" and "Nieuw" in titles(page)


def test_an_empty_list_says_so(bureau: Bureau) -> None:
    page = bureau.go("signalen")
    assert page.empty.isVisible() and "nog geen signalen" in words(page)
    assert page.empty.button is not None
    click(page.empty.button)
    assert bureau.here == "clienten"


def test_the_volunteer_reads_what_was_done_in_three_groups(bureau: Bureau) -> None:
    bureau.signal(waarneming="Post", urgentie=Urgentie.SPOED)
    given = bureau.signal("d2", waarneming="Koud", leefgebied=Leefgebied.WONEN)
    done = bureau.signal("d3", waarneming="Leest niet", leefgebied=Leefgebied.TAAL_EN_DIGITAAL)
    bureau.step(given, Signaalstand.BELEGD, belegd_bij="Woonstichting", uiterlijk=date(2026, 12, 4))
    bureau.step(done, Signaalstand.AFGESLOTEN, toelichting="Aangemeld bij het taalhuis.")
    bureau.clock.move(days=5)
    page = bureau.go("signalen")
    shown = {key: [each.shown for each in rows.rows()] for key, rows in page.rows.items()}
    assert [row.title for row in shown["open"]] == ["Post"]
    assert "Te laat" in [pill.text for pill in shown["open"][0].pills]
    assert shown["bezig"][0].text == "Belegd bij Woonstichting. Uiterlijk vr 4 dec."
    assert shown["klaar"][0].text == "Afgesloten. “Aangemeld bij het taalhuis.”"
    page.rows["klaar"].rows()[0].setFocus()
    press(Qt.Key.Key_Return)
    assert bureau.here == "signaal"


def test_many_closed_signals_show_the_newest_and_the_rest_on_asking(bureau: Bureau) -> None:
    for number in range(23):
        signaal = bureau.signal(waarneming=f"Brief {number}")
        bureau.step(signaal, Signaalstand.AFGESLOTEN, toelichting="Gedaan.")
    page = bureau.go("signalen")
    assert len(page.rows["klaar"].rows()) == 20 and "Nog 3" in page.more.text()
    click(page.more)
    assert len(page.rows["klaar"].rows()) == 23 and not page.more.isVisible()
    assert focused() is page.rows["klaar"].rows()[20]


def _line(**more: object) -> SignalLine:
    plain: dict[str, object] = {
        "signaal_id": "s", "dossier_id": "d", "client": "Yousef", "title": "Post", "domain": "Geld en post",
        "domain_key": "geld_en_post", "urgency": "spoed", "rank": 2, "stand": "genoteerd", "stand_words": "",
        "who": "", "due": date(2026, 11, 24), "due_words": "", "late": False, "noted": date(2026, 11, 20),
        "noted_words": "", "noted_by": "", "answer": "", "shielded": False, "deelstand": "",
    }  # fmt: skip
    return SignalLine(**{**plain, **more})  # type: ignore[arg-type]


def test_order_and_filter_of_plain_lines() -> None:
    calm = _line(signaal_id="a", rank=0, urgency="volgen")
    late = _line(signaal_id="b", rank=1, urgency="binnenkort", late=True)
    urgent = _line(signaal_id="c", rank=3, urgency="acuut")
    closed = _line(signaal_id="d", stand="afgesloten", due=None)
    every = (calm, late, urgent, closed)
    assert [each.signaal_id for each in ordered(every, Filter())] == ["b", "c", "d", "a"]
    assert ordered(every, Filter(sort="uiterlijk", descending=True))[0] is closed
    assert not passes(closed, Filter()) and passes(closed, Filter(which=Which.CLOSED))
    assert passes(calm, Filter(text="jusef")) and not passes(calm, Filter(text="Fatima"))


def test_reading_along_hides_safety_from_the_lists(bureau: Bureau) -> None:
    bureau.signal(waarneming="Post")
    bureau.signal(leefgebied=Leefgebied.VEILIGHEID_EN_RELATIES, waarneming="Blauwe plek")
    page = bureau.go("signalen")
    assert "Blauwe plek" in words(page)
    page.rows["open"].rows()[0].setFocus()
    press(Qt.Key.Key_F9)
    assert "Blauwe plek" not in words(page) and "Post" in words(page)
    assert bureau.window.view.along_band.isVisible()
    press(Qt.Key.Key_F9)
    settle(bureau.window)
    assert "Blauwe plek" in words(page) and not bureau.window.view.along_band.isVisible()
