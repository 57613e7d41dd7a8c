"""Levels and order on the line, held against python-bidi's own reordering."""

from __future__ import annotations

import pytest
from bidi import get_display
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents import bidi

ALPHABET = "ab1 2.,()[]-!:\u0627\u0628\u062a\u0661\u0662\u060c\u061f\u1200"


def shown(text: str, *, rtl: bool) -> str:
    """Reorder one line with our levels and order."""
    return "".join(text[at] for at in bidi.visual_order(bidi.raw_levels(text, rtl=rtl)))


@given(st.text(ALPHABET, min_size=1, max_size=30).filter(lambda text: text == text.strip()), st.booleans())
@settings(max_examples=200, deadline=None)
def test_levels_and_order_give_what_python_bidi_shows(text: str, rtl: bool) -> None:
    assert shown(text, rtl=rtl) == get_display(text, base_dir="R" if rtl else "L")


def test_first_strong_letter_decides() -> None:
    assert bidi.is_rtl("(12) الموافقة abc")
    assert not bidi.is_rtl("abc الموافقة")
    assert not bidi.is_rtl("12 (!)")


@pytest.mark.parametrize("number", ["020 123 45 67", "22-11-2026", "+31 6 1234 5678", "09:30", "0800-2000"])
def test_telephone_numbers_and_dates_stay_in_one_piece_inside_arabic(number: str) -> None:
    text = f"اتصل {number} الآن"
    levels = bidi.levels(text, rtl=True)
    start = text.index(number)
    assert set(levels[start : start + len(number)]) == {2}


def test_dutch_needs_no_levels() -> None:
    assert bidi.levels("gewone tekst (12)", rtl=False) == [0] * 17


def test_a_mark_goes_beside_a_bracket_between_two_scripts() -> None:
    assert bidi.marks_between(["abc (", "سمير", ")"], [0, 1, 0]) == [(1, bidi.LRM), (2, bidi.LRM)]
    assert bidi.marks_between(["abc ", "سمير", " def"], [0, 1, 0]) == []
