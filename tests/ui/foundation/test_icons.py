"""Icons: all of one kind, tinted, sharp, and those that others lean on are there."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QImage

import resources
from ui.theme.icons import icon_names, pixmap
from ui.widgets.badges import sharing, urgency

NEEDED = """
home clients person household contact home-visit phone chat letter checklist signal pvt plan consent share lock
unlock search settings help print pdf import export warning info success calendar task question answer key
fingerprint device inbox conflict undo eye eye-off plus chevron-left chevron-right chevron-up chevron-down close
attachment language line
"""
STATES = (
    "concept", "blijft hier", "wacht op verzenden", "verzonden", "ontvangen", "verwerkt",
    "wacht op eerder deel", "besluit nodig", "apart gezet", "geweigerd",
)  # fmt: skip


def test_all_that_is_needed_is_there() -> None:
    assert set(NEEDED.split()) <= set(icon_names())


@pytest.mark.parametrize("name", icon_names())
def test_icons_are_of_one_kind(name: str) -> None:
    drawing = resources.read_text(f"icons/{name}.svg")
    assert 'viewBox="0 0 24 24"' in drawing
    assert 'stroke="currentColor"' in drawing
    assert not re.search(r"#[0-9a-f]{3}|<script|<image|href|<text|style=", drawing)
    assert len(drawing) < 1200


@pytest.mark.parametrize("name", icon_names())
@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_icons_are_drawn_in_the_colour_asked_for(name: str, ratio: float) -> None:
    image = pixmap(name, "#a3162b", 24, ratio).toImage().convertToFormat(QImage.Format.Format_ARGB32)
    assert image.width() == 24 * ratio
    inks = [
        image.pixelColor(x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() > 200
    ]
    assert inks
    assert all(abs(ink.red() - 0xA3) < 6 and abs(ink.green() - 0x16) < 6 for ink in inks)
    edge = {(x, y) for x in range(image.width()) for y in (0, image.height() - 1)}
    assert all(image.pixelColor(x, y).alpha() == 0 for x, y in edge), "drawn over its edge"


def test_every_state_has_a_word_and_an_icon_of_its_own() -> None:
    pills = [sharing(state) for state in STATES]
    assert len({pill.icon for pill in pills}) == len(pills)
    assert [pill.text.lower() for pill in pills] == list(STATES)
    urgencies = [urgency(word) for word in ("acuut", "spoed", "binnenkort", "volgen")]
    assert len({(pill.tone, pill.icon) for pill in urgencies}) == 4
    with pytest.raises(KeyError):
        sharing("kwijt")


def test_unknown_icon() -> None:
    with pytest.raises(FileNotFoundError):
        pixmap("bestaat-niet", "#000000", 24)


def test_icons_are_given_away() -> None:
    assert "CC0 1.0" in resources.read_text("icons/LICENCE.md")
