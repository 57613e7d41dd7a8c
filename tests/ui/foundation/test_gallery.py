"""A walk over every building block: named, reachable, and nothing cut off at any text size, in both palettes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.walk import cut_off, interfaces, settle, tab_stops, unnamed
from ui.theme import Mode, apply_theme
from ui.widgets import gallery

PAGES = (
    gallery.buttons_page,
    gallery.fields_page,
    gallery.answers_page,
    gallery.dossier_page,
    gallery.lists_page,
    gallery.charts_page,
    gallery.consent_page,
    gallery.right_to_left_page,
)
EACH = pytest.mark.parametrize("make", PAGES, ids=lambda make: make.__name__)


def shown(qtbot: QtBot, page: QWidget, width: int, height: int) -> QWidget:
    qtbot.addWidget(page)
    page.resize(width, height)
    page.show()
    settle(page)
    return page


@EACH
def test_every_control_has_a_name(qtbot: QtBot, make: type[QWidget]) -> None:
    page = shown(qtbot, make(), 1072, 640)
    assert unnamed(page) == []
    assert len(list(interfaces(page))) > 10


@EACH
@pytest.mark.parametrize(
    ("mode", "scale", "width"),
    [(Mode.LIGHT, 1.0, 816), (Mode.DARK, 1.0, 1072), (Mode.LIGHT, 1.5, 1072), (Mode.DARK, 2.0, 702)],
)
def test_nothing_is_cut_off(
    any_theme: QApplication, qtbot: QtBot, make: type[QWidget], mode: Mode, scale: float, width: int
) -> None:
    apply_theme(any_theme, mode, scale)
    page = shown(qtbot, make(), width, 640)
    assert cut_off(page) == []
    assert not page.grab().isNull()


@EACH
def test_tab_comes_past_every_control(qtbot: QtBot, make: type[QWidget]) -> None:
    page = shown(qtbot, make(), 1072, 640)
    stops = tab_stops(page)
    assert stops
    stops[0].setFocus(Qt.FocusReason.TabFocusReason)
    seen = []
    for _ in range(len(stops) + 5):
        widget = QApplication.focusWidget()
        assert widget is not None
        if widget in seen:
            break
        seen.append(widget)
        qtbot.keyClick(widget, Qt.Key.Key_Tab)
    # One stop per group of which one is chosen; all others are passed.
    exclusive = [stop for stop in stops if getattr(stop, "group", lambda: None)() is not None]
    assert {id(stop) for stop in stops if stop not in exclusive} <= {id(widget) for widget in seen}


def test_switching_the_palette_repaints_what_stands(any_theme: QApplication, qtbot: QtBot) -> None:
    page = shown(qtbot, gallery.buttons_page(), 1072, 640)
    before = page.grab().toImage()
    apply_theme(any_theme, Mode.DARK, 1.0)
    settle(page)
    after = page.grab().toImage()
    assert before.pixelColor(4, 4).lightness() > 200 > 60 > after.pixelColor(4, 4).lightness()


def test_states_are_said_not_only_shown(qtbot: QtBot) -> None:
    page = shown(qtbot, gallery.dossier_page(), 1072, 900)
    said = {interface.text(QAccessible.Text.Name) for interface in interfaces(page)}
    assert "Stap 7 van 8: Warme overdracht, nu, 3 open" in said
    assert "Besluit nodig" in said
    entry = next(text for text in said if text.startswith("Signaal: ongeopende post"))
    assert "Spoed" in entry and "Ontvangen" in entry
