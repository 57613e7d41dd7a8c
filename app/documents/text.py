"""Text as people typed it, made safe to set: nothing that hides, reorders or piles up stays in."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime

from app.dagen import local

BOX = "\u25a1"
"""Drawn where no font of ours has the character; the character itself stays behind it for copying."""

_MAX_MARKS = 4
_PLAIN = re.compile(r"[\x20-\x7e\xa0-\xac\xae-\u02ff]*\Z")
_BREAKS = re.compile(r"\r\n|[\r\n\v\f\x85\u2028\u2029]")
_SPACES = re.compile(r"[\t\u1680\u2000-\u200a\u205f\u3000]")
_UNWANTED = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_BROKEN = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_JOINERS = re.compile("\u200c{2,}|\u200d{2,}")

_MONTHS = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
]


def clean(text: str) -> str:
    """Return `text` in NFC with `\\n` as its only control; bidi controls, invisible and broken characters go."""
    if _PLAIN.match(text):
        return text
    text = _BREAKS.sub("\n", text)
    text = _SPACES.sub(" ", text)
    text = _UNWANTED.sub("", text)
    text = _BROKEN.sub("\ufffd", text)
    text = _JOINERS.sub(lambda found: found.group()[0], text)
    return _thin_marks(unicodedata.normalize("NFC", text))


def clean_line(text: str) -> str:
    """Return `clean(text)` on one line, runs of white space made one space."""
    return " ".join(clean(text).split())


def _thin_marks(text: str) -> str:
    """Keep at most four marks on one letter: a pile would cover the lines around it."""
    kept: list[str] = []
    marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.combining(char) or unicodedata.category(char) == "Me" else 0
        if marks <= _MAX_MARKS:
            kept.append(char)
    return "".join(kept)


def dutch_date(value: date | str | None, *, absent: str = "niet bekend") -> str:
    """Write a date as `3 maart 1991`; a text stays as it is (an unknown day), nothing becomes `absent`."""
    if value is None or value == "":
        return absent
    if isinstance(value, str):
        return value
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def short_date(value: date | str | None, *, absent: str = "–") -> str:
    """Write a date as `3 mrt 1991`, for tables; a text stays as it is, nothing becomes `absent`."""
    if value is None or value == "":
        return absent
    if isinstance(value, str):
        return value
    month = "mrt" if value.month == 3 else _MONTHS[value.month - 1][:3]
    return f"{value.day} {month} {value.year}"


def dutch_moment(value: datetime) -> str:
    """Write a moment as `22-11-2026 10:31`, on the Dutch clock; one without a zone stays as it is."""
    return f"{local(value) if value.tzinfo else value:%d-%m-%Y %H:%M}"


def grouped(code: str, size: int = 4) -> str:
    """Write a code in groups that can be read aloud: `ab12 cd34`."""
    return " ".join(code[at : at + size] for at in range(0, len(code), size))
