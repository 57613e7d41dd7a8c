"""What people type for a birth date of which only a part may be known. Pure functions, no Qt widgets."""

from __future__ import annotations

import re
from datetime import date

from ui.i18n import month_heading, plain_day, tr

_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
_SHORT = {"mrt": 3, "maa": 3, "okt": 10, "oct": 10}
_UNKNOWN = frozenset({"onbekend", "?", "??", "weet niet", "niet bekend"})


def parse_partial(text: str, today: date) -> str | None:
    """Return `"1990-05-12"`, `"1990-05"`, `"1990"`, or `""` for unknown; None when it can't be read.

    Understood: 12-5-1990, 12/05/90, 12051990, 12 mei 1990, 5-1990, mei 1990, 00-00-1990, 1990, 1990-05-12, onbekend.
    Two digits of a year mean the latest such year that isn't in the future.
    """
    words = " ".join(text.lower().replace(",", " ").split()).strip(". ")
    if not words or words in _UNKNOWN:
        return ""
    parts = _parts(words)
    if parts is None:
        return None
    year, month, day = parts
    full = _full_year(year, today)
    if full is None or not 1900 <= full <= today.year:
        return None
    return _joined(full, month, day)


def _parts(words: str) -> tuple[str, int, int] | None:
    """Return year as typed, month and day (0: unknown), or None."""
    if re.fullmatch(r"\d{4}", words):
        return words, 0, 0
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?", words):
        return found[1], int(found[2]), int(found[3] or 0)
    if found := re.fullmatch(r"(\d{1,2}|[?x]{1,2})[-/. ](\d{1,2}|[?x]{1,2})[-/. ](\d{4}|\d{2})", words):
        return found[3], _number(found[2]), _number(found[1])
    if found := re.fullmatch(r"(\d{1,2})[-/. ](\d{4})", words):
        return found[2], int(found[1]), 0
    if found := re.fullmatch(r"(\d{2})(\d{2})(\d{4})", words):
        return found[3], int(found[2]), int(found[1])
    if found := re.fullmatch(r"(?:(\d{1,2}) )?([a-z]{3,})\.? '?(\d{4}|\d{2})", words):
        month = _month(found[2])
        return (found[3], month, int(found[1] or 0)) if month else None
    return None


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 0


def _month(name: str) -> int:
    if name in _SHORT:
        return _SHORT[name]
    found = [number for number, month in enumerate(_MONTHS, start=1) if month.startswith(name)]
    return found[0] if len(found) == 1 else 0


def _full_year(text: str, today: date) -> int | None:
    if len(text) == 4:
        return int(text)
    year = today.year // 100 * 100 + int(text)
    return year if year <= today.year else year - 100


def _joined(year: int, month: int, day: int) -> str | None:
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    if not month:
        # A day without its month says nothing.
        return f"{year}" if not day else None
    return f"{year}-{month:02d}-{day:02d}" if day else f"{year}-{month:02d}"


def partial_problem(text: str, today: date) -> str:
    """Return a sentence when the text can't be read as a birth date, or lies in the future; else `""`."""
    value = parse_partial(text, today)
    if value is None:
        return tr("Dit is geen geboortedatum. Typ bijvoorbeeld 12-05-1990, mei 1990 of alleen 1990.")
    if value > today.isoformat():
        return tr("Deze geboortedatum ligt in de toekomst. Kijk het jaar na.")
    return ""


def partial_in_words(value: str) -> str:
    """Return `12 mei 1990`, `mei 1990 (dag onbekend)`, `1990 (dag en maand onbekend)`, or `""`."""
    parts = [int(part) for part in value.split("-")] if value else []
    if len(parts) == 3:
        return plain_day(date(parts[0], parts[1], parts[2]))
    if len(parts) == 2:
        return tr("{month} (dag onbekend)", month=month_heading(date(parts[0], parts[1], 1)))
    return tr("{year} (dag en maand onbekend)", year=parts[0]) if parts else ""
