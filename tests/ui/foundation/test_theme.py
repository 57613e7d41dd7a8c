"""The tokens keep their promises: contrast measured, text scaled, one stylesheet that Qt understands."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.theme import Mode, apply_theme, current, make_theme
from ui.theme.contrast import contrast
from ui.theme.stylesheet import build, icon_folder
from ui.theme.tokens import DARK, LIGHT, READABLE, TONES, VISIBLE, Colours

MODES = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


def test_contrast_as_wcag_gives_it() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@MODES
@pytest.mark.parametrize(("ink", "ground"), READABLE)
def test_text_is_readable(colours: Colours, ink: str, ground: str) -> None:
    assert contrast(getattr(colours, ink), getattr(colours, ground)) >= 4.5


@MODES
@pytest.mark.parametrize(("edge", "ground"), VISIBLE)
def test_controls_and_focus_are_seen(colours: Colours, edge: str, ground: str) -> None:
    assert contrast(getattr(colours, edge), getattr(colours, ground)) >= 3


@MODES
@pytest.mark.parametrize("name", TONES)
def test_tones_are_readable(colours: Colours, name: str) -> None:
    tone = colours.tone(name)
    for ink, ground in (
        (tone.ink, tone.soft),
        (tone.ink, colours.surface),
        (tone.ink, colours.background),
        (tone.on_solid, tone.solid),
        (colours.text, tone.soft),
        (colours.link, tone.soft),
    ):
        assert contrast(ink, ground) >= 4.5, (ink, ground)
    for ground in (colours.surface, colours.background, tone.soft):
        assert contrast(tone.solid, ground) >= 3


@MODES
def test_lines_of_drawings_are_seen_and_differ(colours: Colours) -> None:
    assert len(set(colours.series)) == len(colours.series) >= 4
    assert all(contrast(line, colours.surface) >= 3 for line in colours.series)


@MODES
def test_every_colour_is_six_digits(colours: Colours) -> None:
    for field in fields(colours):
        value = getattr(colours, field.name)
        if isinstance(value, str):
            assert re.fullmatch(r"#[0-9a-f]{6}", value), field.name


@pytest.mark.parametrize("mode", list(Mode))
def test_stylesheet_names_only_what_exists(mode: Mode) -> None:
    sheet = build(make_theme(mode))
    assert "$" not in sheet
    assert sheet.count("{") == sheet.count("}")
    pictures = re.findall(r"url\(\w+:([\w-]+\.svg)\)", sheet)
    assert pictures
    assert all((icon_folder() / name).is_file() for name in pictures)


def test_text_grows_to_twice_and_no_further() -> None:
    base, double = make_theme(Mode.LIGHT), make_theme(Mode.LIGHT, 2.0)
    assert double.type.body == 2 * base.type.body
    assert double.type.small == 2 * base.type.small
    assert make_theme(Mode.LIGHT, 5).scale == 2
    assert make_theme(Mode.LIGHT, 0.2).scale == 1
    assert base.sizes.row == 48
    assert base.sizes.control >= 40
    assert base.sizes.arabic_control >= 36


def _pixels(image: QImage) -> set[str]:
    return {
        image.pixelColor(QPoint(x, y)).name() for x in range(image.width()) for y in range(image.height())
    }


@pytest.mark.parametrize("mode", list(Mode))
def test_what_is_painted_is_what_was_measured(any_theme: QApplication, qtbot: QtBot, mode: Mode) -> None:
    """From pixels: ground, text, the border of a field and of a checkbox, and the ring of the focus."""
    theme = apply_theme(any_theme, mode)
    colours = theme.colours
    page = QWidget()
    page.setObjectName("page")
    line, box, words = QLineEdit(), QCheckBox("Ja"), QLabel("WWWW")
    layout = QVBoxLayout(page)
    for widget in (line, box, words):
        layout.addWidget(widget)
    qtbot.addWidget(page)
    page.resize(300, 200)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    assert colours.focus in _pixels(line.grab().toImage())
    box.setFocus()
    assert colours.control_border in _pixels(line.grab().toImage())
    assert {colours.control_border, colours.focus} <= _pixels(box.grab().toImage())
    assert colours.text in _pixels(words.grab().toImage())
    assert any_theme.palette().color(QPalette.ColorRole.Window) == QColor(colours.background)
    assert current() is theme


def test_text_size_reaches_widgets_that_exist(any_theme: QApplication, qtbot: QtBot) -> None:
    words = QLabel("tekst")
    qtbot.addWidget(words)
    before = words.sizeHint().height()
    apply_theme(any_theme, Mode.LIGHT, 2.0)
    assert words.sizeHint().height() >= 1.8 * before
