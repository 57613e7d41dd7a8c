"""Text made safe: controls, direction overrides and piles of marks go, letters stay."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.documents.text import clean, clean_line, dutch_date, dutch_moment, grouped, short_date
from tests.documents.hostile import HOSTILE


def test_direction_overrides_are_dropped_and_their_text_stays() -> None:
    assert clean("a\u202eb\u202cc\u2067d\u2069\u200f") == "abcd"


def test_line_ends_become_one_kind_and_tabs_become_spaces() -> None:
    assert clean("a\r\nb\rc\u2028d\te") == "a\nb\nc\nd e"


def test_zero_width_joiners_of_farsi_stay() -> None:
    assert clean("می‌خواهم") == "می‌خواهم"


def test_a_pile_of_marks_is_cut_to_four() -> None:
    cleaned = clean("q" + "\u0301" * 50 + "x")
    assert cleaned == "q" + "\u0301" * 4 + "x"


def test_broken_characters_become_visible() -> None:
    assert clean("a\ud800b\ufffec") == "a\ufffdb\ufffdc"


@pytest.mark.parametrize("text", HOSTILE)
def test_clean_twice_is_clean_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_no_control_is_left_but_the_line_end(text: str) -> None:
    kept = [char for char in clean(text) if char != "\n"]
    assert not any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in kept)
    assert not any(0x202A <= ord(char) <= 0x202E or 0x2066 <= ord(char) <= 0x2069 for char in kept)


def test_dates_in_dutch() -> None:
    assert dutch_date(date(1991, 3, 3)) == "3 maart 1991"
    assert dutch_date("1991, dag onbekend") == "1991, dag onbekend"
    assert dutch_date(None) == "niet bekend"
    assert short_date(date(2026, 3, 9)) == "9 mrt 2026"
    assert dutch_moment(datetime(2026, 11, 2, 9, 5)) == "02-11-2026 09:05"


def test_a_page_says_the_time_on_the_dutch_clock() -> None:
    assert dutch_moment(datetime(2026, 11, 22, 12, 0, tzinfo=UTC)) == "22-11-2026 13:00"
    assert dutch_moment(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == "02-07-2026 01:30"


def test_one_line_and_groups() -> None:
    assert clean_line(" a\n b\u2003c ") == "a b c"
    assert grouped("ab12cd34e") == "ab12 cd34 e"
