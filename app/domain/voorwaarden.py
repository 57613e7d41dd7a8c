"""Conditions as data: `${key} = 'value'`, `!=`, `and`, `or`, `selected(${key}, 'value')`, parsed once into a tree.

The notation is the part of XLSForm's `relevant` column that we support, so a form written in a spreadsheet and
a checklist of our own say the same thing in the same words. Nothing is ever evaluated as code.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

Lookup = Callable[[str], tuple[str, ...]]
"""Gives the chosen values of a question; empty when it has no answer."""

MAX_LENGTH = 1000
MAX_DEPTH = 12

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<ref>\$\{(?P<name>[a-z0-9][a-z0-9_]*)\})
      | (?P<text>'(?P<single>[^']*)'|"(?P<double>[^"]*)")
      | (?P<word>and|or|selected)\b
      | (?P<sign>!=|=|\(|\)|,)
    )""",
    re.VERBOSE,
)


class VoorwaardeOnjuist(ValueError):
    """The text is not a condition we support; the message is Dutch and names the place."""


@dataclass(frozen=True, slots=True)
class Is:
    """True when the answer equals `waarde` (`gelijk`) or differs from it; no answer counts as an empty text."""

    key: str
    waarde: str
    gelijk: bool = True


@dataclass(frozen=True, slots=True)
class Gekozen:
    """True when `waarde` is among the chosen values of a question."""

    key: str
    waarde: str


@dataclass(frozen=True, slots=True)
class Alle:
    """True when every part is."""

    delen: tuple[Voorwaarde, ...]


@dataclass(frozen=True, slots=True)
class EenVan:
    """True when at least one part is."""

    delen: tuple[Voorwaarde, ...]


Voorwaarde = Is | Gekozen | Alle | EenVan


def holds(condition: Voorwaarde, lookup: Lookup) -> bool:
    """Say whether the condition is true for the answers that `lookup` gives."""
    match condition:
        case Is(key, waarde, gelijk):
            values = lookup(key)
            answer = values[0] if len(values) == 1 else " ".join(values)
            return (answer == waarde) is gelijk
        case Gekozen(key, waarde):
            return waarde in lookup(key)
        case Alle(delen):
            return all(holds(part, lookup) for part in delen)
        case EenVan(delen):
            return any(holds(part, lookup) for part in delen)


def comparisons(condition: Voorwaarde) -> tuple[tuple[str, str], ...]:
    """Return every (key, value) the condition looks at, in reading order."""
    if isinstance(condition, (Alle, EenVan)):
        return tuple(pair for part in condition.delen for pair in comparisons(part))
    return ((condition.key, condition.waarde),)


def parse_voorwaarde(text: str) -> Voorwaarde:
    """Parse the notation above; VoorwaardeOnjuist for anything else."""
    if len(text) > MAX_LENGTH:
        raise VoorwaardeOnjuist(f"Deze voorwaarde is langer dan {MAX_LENGTH} tekens.")
    reader = _Reader(text)
    condition = reader.either(0)
    if reader.peek is not None:
        raise VoorwaardeOnjuist(f"Na plaats {reader.place} staat iets te veel: '{reader.peek[1]}'.")
    return condition


class _Reader:
    """Recursive descent over the tokens of one condition."""

    def __init__(self, text: str) -> None:
        self._tokens = list(_tokens(text))
        self._next = 0

    @property
    def peek(self) -> tuple[str, str, int] | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    @property
    def place(self) -> int:
        token = self.peek
        return token[2] if token else (self._tokens[-1][2] + 1 if self._tokens else 0)

    def take(self, kind: str, value: str | None = None) -> str:
        token = self.peek
        if token is None or token[0] != kind or (value is not None and token[1] != value):
            wanted = value or {"ref": "een verwijzing als ${vraag}", "text": "een waarde tussen quotes"}[kind]
            raise VoorwaardeOnjuist(f"Op plaats {self.place} hoort {wanted} te staan.")
        self._next += 1
        return token[1]

    def maybe(self, kind: str, value: str) -> bool:
        token = self.peek
        if token is not None and token[0] == kind and token[1] == value:
            self._next += 1
            return True
        return False

    def either(self, depth: int) -> Voorwaarde:
        parts = [self.both(depth)]
        while self.maybe("word", "or"):
            parts.append(self.both(depth))
        return parts[0] if len(parts) == 1 else EenVan(tuple(parts))

    def both(self, depth: int) -> Voorwaarde:
        parts = [self.one(depth)]
        while self.maybe("word", "and"):
            parts.append(self.one(depth))
        return parts[0] if len(parts) == 1 else Alle(tuple(parts))

    def one(self, depth: int) -> Voorwaarde:
        if depth > MAX_DEPTH:
            raise VoorwaardeOnjuist("Deze voorwaarde heeft te veel haakjes in elkaar.")
        if self.maybe("sign", "("):
            inside = self.either(depth + 1)
            self.take("sign", ")")
            return inside
        if self.maybe("word", "selected"):
            self.take("sign", "(")
            key = self.take("ref")
            self.take("sign", ",")
            waarde = self.take("text")
            self.take("sign", ")")
            return Gekozen(key, waarde)
        key = self.take("ref")
        gelijk = not self.maybe("sign", "!=")
        if gelijk:
            self.take("sign", "=")
        return Is(key, self.take("text"), gelijk)


def _tokens(text: str) -> list[tuple[str, str, int]]:
    tokens: list[tuple[str, str, int]] = []
    place = 0
    stripped = text.rstrip()
    while place < len(stripped):
        match = _TOKEN.match(stripped, place)
        if match is None:
            raise VoorwaardeOnjuist(
                f"Op plaats {place + 1} staat iets wat niet kan: '{stripped[place : place + 20]}'."
            )
        start = match.start(match.lastgroup or 0) + 1
        if match["ref"]:
            tokens.append(("ref", match["name"], start))
        elif match["text"] is not None:
            single = match["single"]
            tokens.append(("text", single if single is not None else match["double"], start))
        elif match["word"]:
            tokens.append(("word", match["word"], start))
        else:
            tokens.append(("sign", match["sign"], start))
        place = match.end()
    return tokens
