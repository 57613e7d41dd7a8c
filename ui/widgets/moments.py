"""What people type for a date, a time or a duration, understood tolerantly. Pure functions, no Qt."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_LONG = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
_DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_WORDS = {"vandaag": 0, "gisteren": -1, "eergisteren": -2, "morgen": 1, "overmorgen": 2, "nu": 0}


def parse_day(text: str, today: date) -> date | None:
    """Return the day that a Dutch reader means, or None.

    Understood: 21-11-2026, 21/11/26, 21.11, 21112026, 2026-11-21, 21 nov, 21 november 2026, vandaag, gisteren, vrijdag
    (the last one before today), -3 and +7 (days from today). Without a year: the day nearest to today.
    """
    words = " ".join(text.lower().replace(",", " ").split()).strip(". ")
    if not words:
        return None
    if words in _WORDS:
        return today + timedelta(days=_WORDS[words])
    if re.fullmatch(r"[+-]\d{1,4}", words):
        return today + timedelta(days=int(words))
    return _weekday(words, today) or _numeric(words, today) or _written(words, today)


def _weekday(words: str, today: date) -> date | None:
    name = words.removeprefix("afgelopen ").removeprefix("vorige ")
    matches = [number for number, day in enumerate(_DAYS) if len(name) >= 2 and day.startswith(name)]
    if len(matches) != 1:
        return None
    return today - timedelta(days=(today.weekday() - matches[0]) % 7 or 7)


def _numeric(words: str, today: date) -> date | None:
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", words):
        return _day(int(found[3]), int(found[2]), int(found[1]))
    if found := re.fullmatch(r"(\d{1,2})\s?[-/. ]\s?(\d{1,2})(?:\s?[-/. ]\s?(\d{4}|\d{2}))?", words):
        return _day(int(found[1]), int(found[2]), _year(found[3], today), today if not found[3] else None)
    if found := re.fullmatch(r"(\d{2})(\d{2})(\d{4}|\d{2})", words):
        return _day(int(found[1]), int(found[2]), _year(found[3], today))
    return None


def _written(words: str, today: date) -> date | None:
    words = re.sub(r"^(?:op )?(?:ma|di|wo|do|vr|za|zo)[a-z]* ", "", words)
    found = re.fullmatch(r"(\d{1,2}) ([a-z]+)\.?(?: '?(\d{4}|\d{2}))?", words)
    if not found:
        return None
    name = found[2]
    months = [
        number
        for number, (short, long) in enumerate(zip(_MONTHS, _LONG, strict=True), start=1)
        if name == short or (len(name) >= 3 and long.startswith(name))
    ]
    if len(months) != 1:
        return None
    return _day(int(found[1]), months[0], _year(found[3], today), today if not found[3] else None)


def _year(text: str | None, today: date) -> int:
    if not text:
        return today.year
    if len(text) == 4:
        return int(text)
    century = today.year // 100 * 100
    year = century + int(text)
    return year if year <= today.year + 10 else year - 100


def _day(day: int, month: int, year: int, near: date | None = None) -> date | None:
    years = (year,) if near is None else (year, year - 1, year + 1)
    found = []
    for one in years:
        try:
            found.append(date(one, month, day))
        except ValueError:
            continue
    if not found:
        return None
    return found[0] if near is None else min(found, key=lambda one: abs((one - near).days))


def parse_time(text: str) -> time | None:
    """Return the time meant by 16:02, 16.02, 1602, 16u02, 16 uur, 9u30, 9, or None."""
    words = text.lower().strip().removesuffix("uur").strip()
    found = re.fullmatch(r"(\d{1,2})(?:\s?[:.u]\s?(\d{2})?)?", words) or re.fullmatch(
        r"(\d{1,2})(\d{2})", words
    )
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def parse_duration(text: str) -> int | None:
    """Return the minutes meant by 45, 45 min, 1:30, 1u30, 1,5 uur, anderhalf uur, een kwartier, or None."""
    words = " ".join(text.lower().split())
    fixed = {"anderhalf uur": 90, "half uur": 30, "een half uur": 30, "kwartier": 15, "een kwartier": 15,
             "drie kwartier": 45, "een uur": 60, "twee uur": 120}  # fmt: skip
    if words in fixed:
        return fixed[words]
    if found := re.fullmatch(r"(\d{1,4})\s?(?:m|min|minuut|minuten)?\.?", words):
        return int(found[1])
    if found := re.fullmatch(
        r"(\d{1,2})\s?(?::|u|uur|h)\s?(?:en )?(\d{1,2})?\s?(?:m|min|minuut|minuten)?", words
    ):
        minutes = int(found[2] or 0)
        return int(found[1]) * 60 + minutes if minutes < 60 else None
    if found := re.fullmatch(r"(\d{1,2})[,.](\d{1,2})\s?(?:u|uur|h)", words):
        return round(float(f"{found[1]}.{found[2]}") * 60)
    return None
