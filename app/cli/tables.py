"""Plain text for a terminal: aligned tables, Dutch days and moments, and nothing that could steer the terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

_WIDEST = 60


def safe(text: object) -> str:
    """Return text on one line without control or direction signs: what came from elsewhere mustn't steer a terminal."""
    return "".join(" " if char in "\t\r\n" else char for char in str(text) if _is_harmless(char))


def _is_harmless(char: str) -> bool:
    return char in "\t\r\n" or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn")


def width(text: str) -> int:
    """Return how many columns a text takes: marks take none, wide signs two."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def short(text: object, most: int = _WIDEST) -> str:
    """Return text on one line of at most `most` signs, with … where it was cut."""
    line = safe(text)
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def table(head: Sequence[str], rows: Iterable[Sequence[object]], *, empty: str = "Niets gevonden.") -> str:
    """Return rows under a head, columns aligned; a last column isn't padded. Numbers stand to the right."""
    cells = [[short(cell) for cell in row] for row in rows]
    if not cells:
        return empty
    right = [all(cell.isdigit() for cell in column) for column in zip(*cells, strict=True)]
    every = [list(head), *cells]
    widths = [max(width(line[at]) for line in every) for at in range(len(head))]
    lines = [_line(line, widths, right) for line in every]
    lines.insert(1, "  ".join("-" * size for size in widths))
    return "\n".join(lines)


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    parts = []
    for cell, size, to_right in zip(cells, widths, right, strict=True):
        space = " " * (size - width(cell))
        parts.append(space + cell if to_right else cell + space)
    return "  ".join(parts).rstrip()


def facts(pairs: Mapping[str, object] | Iterable[tuple[str, object]]) -> str:
    """Return `label: value` lines with the values under each other; empty values are left out."""
    items = list(pairs.items() if isinstance(pairs, Mapping) else pairs)
    kept = [(label, safe(value)) for label, value in items if value not in ("", None, (), [])]
    most = max((width(label) for label, _ in kept), default=0)
    return "\n".join(f"{label + ':':<{most + 1}} {value}" for label, value in kept)


def heading(title: str) -> str:
    """Return a title with a line under it."""
    return f"{title}\n{'=' * width(title)}"


def blocks(*parts: str) -> str:
    """Put parts under each other with an empty line between; empty parts are left out."""
    return "\n\n".join(part for part in parts if part)


def day(value: date | None) -> str:
    """Say a day as 22-11-2026; nothing for None."""
    return "" if value is None else f"{value:%d-%m-%Y}"


def moment(value: datetime | None) -> str:
    """Say a moment in Dutch clock time as 22-11-2026 14:30; nothing for None."""
    if value is None:
        return ""
    from app.services.kalender import local

    return f"{local(value):%d-%m-%Y %H:%M}"


def yes_no(value: bool) -> str:
    return "ja" if value else "nee"


def words(value: str) -> str:
    """Say a stored value (`op_kantoor`) in words."""
    return value.replace("_", " ")


def counted(number: int, one: str, more: str) -> str:
    """Say a number with its word: `1 contact`, `2 contacten`."""
    return f"{number} {one if number == 1 else more}"


def plain(value: Any) -> Any:
    """Return a fact (dataclass, enum, day, set, mapping) as values that JSON knows; moments stay UTC, ISO."""
    import msgspec

    return msgspec.to_builtins(value, enc_hook=_plain_other)


def _plain_other(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"no plain form for {type(value).__name__}")
