"""What people type for a day, a time or a duration is understood, or refused; never guessed wrongly."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.widgets.moments import parse_day, parse_duration, parse_time

TODAY = date(2026, 11, 22)  # a Sunday


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("21-11-2026", date(2026, 11, 21)),
        ("21/11/26", date(2026, 11, 21)),
        ("21.11", date(2026, 11, 21)),
        ("1-1", date(2027, 1, 1)),
        ("31-12", date(2026, 12, 31)),
        ("21112026", date(2026, 11, 21)),
        ("2026-11-21", date(2026, 11, 21)),
        ("04-03-88", date(1988, 3, 4)),
        ("21 nov", date(2026, 11, 21)),
        ("za 21 nov.", date(2026, 11, 21)),
        ("zaterdag 21 november 2026", date(2026, 11, 21)),
        ("3 mrt 2025", date(2025, 3, 3)),
        ("Vandaag", TODAY),
        ("gisteren", date(2026, 11, 21)),
        ("morgen", date(2026, 11, 23)),
        ("vrijdag", date(2026, 11, 20)),
        ("zondag", date(2026, 11, 15)),
        ("-3", date(2026, 11, 19)),
        ("+7", date(2026, 11, 29)),
        ("29-2-2024", date(2024, 2, 29)),
    ],
)
def test_days_that_are_understood(text: str, day: date) -> None:
    assert parse_day(text, TODAY) == day


@pytest.mark.parametrize(
    "text", ["", "31-02-2026", "29-2-2026", "32-1", "ooit", "21 ma", "d", "13-13-2026", "0-0-0"]
)
def test_days_that_are_refused(text: str) -> None:
    assert parse_day(text, TODAY) is None


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_a_written_day_reads_back(day: date) -> None:
    assert parse_day(f"{day:%d-%m-%Y}", TODAY) == day
    assert parse_day(f"{day:%d%m%Y}", TODAY) == day


@given(st.text(max_size=30))
def test_nothing_typed_breaks_them(text: str) -> None:
    parse_day(text, TODAY)
    parse_time(text)
    minutes = parse_duration(text)
    assert minutes is None or minutes >= 0


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("16:02", time(16, 2)),
        ("16.02", time(16, 2)),
        ("1602", time(16, 2)),
        ("9u30", time(9, 30)),
        ("9", time(9)),
        ("16 uur", time(16)),
        ("24:00", None),
        ("12:60", None),
        ("laat", None),
    ],
)
def test_times(text: str, moment: time | None) -> None:
    assert parse_time(text) == moment


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("45", 45),
        ("45 min", 45),
        ("1:30", 90),
        ("1u30", 90),
        ("1 uur", 60),
        ("1 uur en 15 minuten", 75),
        ("1,5 uur", 90),
        ("anderhalf uur", 90),
        ("een kwartier", 15),
        ("1:75", None),
        ("lang", None),
    ],
)
def test_durations(text: str, minutes: int | None) -> None:
    assert parse_duration(text) == minutes
