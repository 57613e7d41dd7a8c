"""Values as people type them: days, moments, lists, choices of the domain. What doesn't fit ends in WrongUse."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import TypeVar

from app.cli.terminal import WrongUse

E = TypeVar("E", bound=StrEnum)

_DUTCH_DAY = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})")
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")


def day(text: str) -> date:
    """Read 22-11-2026 or 2026-11-22."""
    match = _DUTCH_DAY.fullmatch(text.strip())
    try:
        if match:
            return date(int(match[3]), int(match[2]), int(match[1]))
        return date.fromisoformat(text.strip())
    except ValueError:
        raise argparse.ArgumentTypeError("schrijf een datum als 22-11-2026") from None


def moment(text: str) -> datetime:
    """Read `22-11-2026 14:30` (or ISO) as Dutch clock time; a day alone is its noon. Returns UTC."""
    from app.services.kalender import HERE

    first, _, rest = text.strip().replace("T", " ").partition(" ")
    clock = _CLOCK.fullmatch(rest.strip() or "12:00")
    if clock is None:
        raise argparse.ArgumentTypeError("schrijf een moment als “22-11-2026 14:30”")
    return datetime.combine(day(first), time(int(clock[1]), int(clock[2])), HERE).astimezone(UTC)


def count(text: str) -> int:
    """Read a number of 0 or more."""
    if not (text.isascii() and text.isdigit()) or len(text) > 9:
        raise argparse.ArgumentTypeError("schrijf een heel getal van 0 of meer")
    return int(text)


def seed(text: str) -> int:
    """Read a whole number."""
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError("schrijf een heel getal") from None


def names(text: str) -> tuple[str, ...]:
    """Read `a, b` as names."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def one_of(choices: Iterable[str]) -> Callable[[str], str]:
    """Return a reader for one word out of several, written with - or _."""
    known = {choice.replace("-", "_"): choice for choice in choices}

    def read(text: str) -> str:
        found = known.get(text.strip().lower().replace("-", "_"))
        if found is None:
            raise argparse.ArgumentTypeError(f"kies uit: {', '.join(known.values())}")
        return found

    return read


def several_of(choices: Iterable[str]) -> Callable[[str], tuple[str, ...]]:
    """Return a reader for words out of several, with commas between them."""
    one = one_of(choices)
    return lambda text: tuple(dict.fromkeys(one(part) for part in names(text)))


def setting(text: str) -> tuple[str, str]:
    """Read `veld=waarde`."""
    name, separator, value = text.partition("=")
    if not separator or not name.strip():
        raise argparse.ArgumentTypeError("schrijf het als veld=waarde")
    return name.strip(), value.strip()


_YES_NO = {"ja": True, "nee": False, "true": True, "false": False, "1": True, "0": False}


def flag(text: str) -> bool:
    """Read ja or nee."""
    found = _YES_NO.get(text.strip().lower())
    if found is None:
        raise WrongUse("Hier past alleen ja of nee.")
    return found
