"""Deeldatum: a date of which the day, the month or everything may be unknown, as birth dates of refugees often are."""

from __future__ import annotations

import re
from datetime import date

_SHAPE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def is_deeldatum(text: str) -> bool:
    """True for `""` (unknown), `"1990"`, `"1990-05"` and `"1990-05-12"` when they exist on the calendar."""
    if text == "":
        return True
    match = _SHAPE.fullmatch(text)
    if match is None:
        return False
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        date(year, month, day)
    except ValueError:
        return False
    return year >= 1900


def age_on(text: str, day: date) -> int | None:
    """Return the age in whole years, counting an unknown month or day as the last possible; None when unknown."""
    match = _SHAPE.fullmatch(text)
    if match is None:
        return None
    year = int(match[1])
    month = int(match[2] or 12)
    born_day = int(match[3] or 31)
    return day.year - year - ((day.month, day.day) < (month, born_day))


def in_words(text: str) -> str:
    """Return the date as the Dutch write it: `12-05-1990`, `05-1990`, `1990` or `onbekend`."""
    return "-".join(reversed(text.split("-"))) if text else "onbekend"
