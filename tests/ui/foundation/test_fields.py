"""Forms and fields as somebody uses them: typing, leaving, submitting, correcting."""

from __future__ import annotations

from datetime import date, time

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets import form as form_module
from ui.widgets import inputs as inputs_module
from ui.widgets import panels as panels_module
from ui.widgets.buttons import Button
from ui.widgets.choices import ChipGroup
from ui.widgets.dates import DateField, DurationField, MomentField, TimeField
from ui.widgets.form import Form
from ui.widgets.inputs import LongText, PassphraseField, SearchLine, TextLine
from ui.widgets.page import Page
from ui.widgets.panels import MessageBar

TODAY = date(2026, 11, 22)


def today() -> date:
    return TODAY


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    """What a screen reader would be told, and whether it was urgent."""
    heard: list[tuple[str, bool]] = []

    def announce(widget: QWidget, message: str, *, urgent: bool = False) -> None:
        heard.append((message, urgent))

    for module in (form_module, inputs_module, panels_module):
        monkeypatch.setattr(module, "announce", announce)
    return heard


def shown(qtbot: QtBot, *widgets: QWidget) -> QWidget:
    window = QWidget()
    layout = QVBoxLayout(window)
    for widget in widgets:
        layout.addWidget(widget)
    qtbot.addWidget(window)
    # qtbot holds its widgets weakly.
    vars(qtbot).setdefault("kept", []).append(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    return window


def filled_form(qtbot: QtBot) -> tuple[Form, TextLine, Button]:
    form, name, button = Form(), TextLine(), Button("Klaar", "primary")
    form.add_field("naam", "Naam", name, hint="Zoals op de brief.")
    form.add_field("plaats", "Plaats", TextLine(), optional=True)
    shown(qtbot, form, button)
    name.setFocus()
    qtbot.waitUntil(name.hasFocus)
    return form, name, button


def test_a_field_says_its_name_hint_and_mistake(qtbot: QtBot) -> None:
    form, name, _ = filled_form(qtbot)
    interface = QAccessible.queryAccessibleInterface(name)
    assert interface.text(QAccessible.Text.Name) == "Naam"
    assert interface.text(QAccessible.Text.Description) == "Zoals op de brief."
    form.show_error("naam", "Vul een naam in.")
    assert interface.text(QAccessible.Text.Description) == "Zoals op de brief. Vul een naam in."
    other = form.fields["plaats"].control
    assert other.accessibleName() == "Plaats (niet verplicht)"


def test_a_changed_field_is_checked_when_it_is_left(qtbot: QtBot) -> None:
    form, name, _ = filled_form(qtbot)
    form.on_left(lambda key: "Vul een naam in." if key == "naam" and len(name.text()) < 2 else "")
    qtbot.keyClick(name, Qt.Key.Key_Tab)
    assert form.fields["naam"].error == "", "nothing was changed yet"
    name.setFocus()
    qtbot.keyClicks(name, "a")
    assert form.fields["naam"].error == "", "not while typing"
    qtbot.keyClick(name, Qt.Key.Key_Tab)
    assert form.fields["naam"].error == "Vul een naam in."
    name.setFocus()
    qtbot.keyClicks(name, "bc")
    qtbot.keyClick(name, Qt.Key.Key_Tab)
    assert form.fields["naam"].error == ""


def test_the_summary_leads_to_the_field(qtbot: QtBot, said: list[tuple[str, bool]]) -> None:
    form, name, _ = filled_form(qtbot)
    assert not form.show_errors({"plaats": "Kies een plaats.", "naam": "Vul een naam in."})
    assert form.summary.isVisible() and form.summary.hasFocus()
    assert [link.text() for link in form.summary.links] == ["Vul een naam in.", "Kies een plaats."]
    assert said == [("2 dingen kloppen nog niet. Vul een naam in.. Kies een plaats.", True)]
    qtbot.mouseClick(form.summary.links[1], Qt.MouseButton.LeftButton)
    assert form.fields["plaats"].control.hasFocus()
    form.summary.links[0].setFocus()
    qtbot.keyClick(form.summary.links[0], Qt.Key.Key_Return)
    assert name.hasFocus()
    assert form.show_errors({})
    assert not form.summary.isVisible() and form.fields["naam"].error == ""


def test_the_link_scrolls_to_a_field_far_below(qtbot: QtBot) -> None:
    page, form = Page("Lang"), Form()
    for number in range(30):
        form.add_field(f"f{number}", f"Veld {number}", TextLine())
    page.add(form)
    page.resize(800, 500)
    qtbot.addWidget(page)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    form.show_errors({"f29": "Vul dit in."})
    qtbot.waitUntil(form.summary.hasFocus)
    assert page.scroller.verticalScrollBar().value() == 0
    qtbot.keyClick(form.summary.links[0], Qt.Key.Key_Return)
    assert page.scroller.verticalScrollBar().value() > 500


def test_a_date_is_typed_as_people_say_it(qtbot: QtBot) -> None:
    field, other = DateField(today), TextLine()
    shown(qtbot, field, other)
    changes: list[date | None] = []
    field.changed.connect(lambda: changes.append(field.value()))
    qtbot.keyClicks(field.line, "gisteren")
    other.setFocus()
    assert field.line.text() == "21-11-2026"
    assert field.note.text() == "zaterdag 21 november 2026 (gisteren)"
    assert changes[-1] == date(2026, 11, 21)
    field.line.clear()
    qtbot.keyClicks(field.line, "31-02-2026")
    other.setFocus()
    assert field.value() is None
    assert field.line.text() == "31-02-2026", "what was typed stays"
    assert field.problem().startswith("Dit is geen datum.")
    field.set_value(None)
    assert field.problem() == "" and field.line.text() == ""


def test_a_date_is_picked_by_keyboard(qtbot: QtBot) -> None:
    field = DateField(today)
    shown(qtbot, field)
    field.line.setFocus()
    qtbot.keyClick(field.line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    month = field._calendar.month  # type: ignore[union-attr]
    assert month.selectedDate() == QDate(2026, 11, 22)
    month.activated.emit(QDate(2026, 11, 3))
    assert field.value() == date(2026, 11, 3)
    assert not popup.isVisible()


def test_time_duration_and_moment(qtbot: QtBot) -> None:
    clock, span, moment = TimeField(), DurationField(), MomentField(today)
    shown(qtbot, clock, span, moment)
    qtbot.keyClicks(clock.line, "1602")
    qtbot.keyClick(clock.line, Qt.Key.Key_Return)
    assert (clock.value(), clock.line.text()) == (time(16, 2), "16:02")
    qtbot.keyClicks(span.line, "anderhalf uur")
    qtbot.keyClick(span.line, Qt.Key.Key_Return)
    assert (span.value(), span.line.text(), span.note.text()) == (90, "90", "1 uur 30 minuten")
    assert span.chips.value() == "90"
    qtbot.mouseClick(span.chips.chip("30"), Qt.MouseButton.LeftButton)
    assert (span.value(), span.line.text()) == (30, "30")
    qtbot.keyClicks(moment.day.line, "21-11-2026")
    assert moment.value() is None
    qtbot.keyClicks(moment.time.line, "16:02")
    found = moment.value()
    assert found is not None and found.isoformat() == "2026-11-21T16:02:00+01:00"


def test_long_text_counts_and_tab_leaves_it(qtbot: QtBot, said: list[tuple[str, bool]]) -> None:
    text, other = LongText(max_length=10), TextLine()
    shown(qtbot, text, other)
    text.editor.setFocus()
    qtbot.keyClicks(text.editor, "twaalf tekens")
    assert text.text() == "twaalf tekens", "too much is kept"
    assert text.too_much == 3
    assert text.counter.text().startswith("3 tekens te veel")
    assert len(said) == 1
    qtbot.keyClick(text.editor, Qt.Key.Key_Tab)
    assert other.hasFocus() and "\t" not in text.text()


def test_long_text_grows_with_what_is_typed(qtbot: QtBot) -> None:
    text = LongText(lines=2, most_lines=5)
    shown(qtbot, text)
    before = text.editor.height()
    text.set_text("\n".join("abcd"))
    grown = text.editor.height()
    text.set_text("\n".join("abcdefghijkl"))
    assert before < grown < text.editor.height()


def test_the_wachtzin_is_hidden_until_the_eye_is_pressed(qtbot: QtBot, said: list[tuple[str, bool]]) -> None:
    field = PassphraseField()
    shown(qtbot, field)
    field.line.setFocus()
    qtbot.keyClicks(field.line, "geheim")
    assert field.line.displayText() != "geheim"
    qtbot.mouseClick(field.eye, Qt.MouseButton.LeftButton)
    assert field.line.displayText() == "geheim"
    assert field.line.hasFocus()
    assert field.eye.accessibleName() == "Wachtzin verbergen"
    field.clear()
    assert field.text() == "" and field.line.echoMode() == field.line.EchoMode.Password


def test_caps_lock_is_noticed(qtbot: QtBot, said: list[tuple[str, bool]]) -> None:
    field = PassphraseField()
    shown(qtbot, field)
    field.line.setFocus()
    qtbot.keyClick(field.line, "A")
    assert field.caps_warning.isVisible()
    assert said == [("Caps Lock staat aan.", True)]
    qtbot.keyClick(field.line, "A", Qt.KeyboardModifier.ShiftModifier)
    assert not field.caps_warning.isVisible()


def test_search_line_empties_by_escape_and_cross(qtbot: QtBot) -> None:
    line = SearchLine("Zoek een cliënt")
    shown(qtbot, line)
    qtbot.keyClicks(line, "sel")
    cross = line.findChild(QWidget)
    assert cross is not None and cross.isVisible()
    qtbot.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert line.text() == "" and not cross.isVisible()
    qtbot.keyClicks(line, "x")
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert line.text() == ""


CHIPS = [("a", "Een", "home"), ("b", "Twee", ""), ("c", "Drie", "")]


def test_one_chip_by_arrows_and_space(qtbot: QtBot) -> None:
    group = ChipGroup(CHIPS, clearable=True)
    shown(qtbot, group)
    news: list[str] = []
    group.changed.connect(lambda: news.append(group.value()))
    group.chip("a").setFocus()
    qtbot.keyClick(group.chip("a"), Qt.Key.Key_Space)
    qtbot.keyClick(group.chip("a"), Qt.Key.Key_Right)
    assert group.value() == "b" and group.chip("b").hasFocus()
    qtbot.keyClick(group.chip("b"), Qt.Key.Key_Space)
    assert group.value() == ""
    qtbot.mouseClick(group.chip("c"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(group.chip("c"), Qt.MouseButton.LeftButton)
    assert news == ["a", "b", "", "c", ""]
    role = QAccessible.queryAccessibleInterface(group.chip("a")).role()
    assert role == QAccessible.Role.RadioButton


def test_many_chips(qtbot: QtBot) -> None:
    group = ChipGroup(CHIPS, many=True, chosen=["c"])
    shown(qtbot, group)
    news: list[tuple[str, ...]] = []
    group.changed.connect(lambda: news.append(group.values()))
    qtbot.mouseClick(group.chip("a"), Qt.MouseButton.LeftButton)
    qtbot.keyClick(group.chip("c"), Qt.Key.Key_Return)
    group.set_values(["b"])
    assert news == [("a", "c"), ("a",)]
    assert group.values() == ("b",)
    role = QAccessible.queryAccessibleInterface(group.chip("a")).role()
    assert role == QAccessible.Role.CheckBox


def test_a_message_is_said_when_it_appears_and_changes(qtbot: QtBot, said: list[tuple[str, bool]]) -> None:
    pressed: list[bool] = []
    bar = MessageBar("error", "Niet gelukt.", detail="Probeer het opnieuw.", action="Opnieuw")
    assert said == []
    shown(qtbot, bar)
    assert said == [("Niet gelukt. Probeer het opnieuw.", True)]
    bar.show_message("success", "Gelukt.", action="Verder", on_action=lambda: pressed.append(True))
    assert said[1:] == [("Gelukt.", False)]
    bar.action_button.setFocus()
    qtbot.keyClick(bar.action_button, Qt.Key.Key_Return)
    assert pressed == [True]
    with qtbot.waitSignal(bar.closed):
        bar.dismiss()
    assert not bar.isVisible()
