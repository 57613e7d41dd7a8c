"""Strict reading of data files: every error names the file, the place in it and the key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from app.faults import Fault, FaultKind

GEGEVENS_ONJUIST = FaultKind(
    "gegevens-onjuist",
    "Dit gegevensbestand klopt niet. Plaats: {waar}. {reden}",
    "Laat de maker van het bestand dit herstellen.",
)

KEY_PATTERN = re.compile(r"[a-z0-9][a-z0-9_]{0,63}")
CODE_PATTERN = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")

_E = TypeVar("_E", bound=StrEnum)


class Velden:
    """One table of a data file; takes fields out by kind and refuses what is missing, unknown or of another kind."""

    def __init__(self, data: object, waar: str) -> None:
        self.waar = waar
        if not isinstance(data, Mapping):
            raise self.fault("Hier hoort een tabel te staan.")
        self._data: Mapping[str, object] = data
        self._taken: set[str] = set()

    def fault(self, reden: str, key: str = "") -> Fault:
        """Make (not raise) the fault for this place."""
        return Fault(GEGEVENS_ONJUIST, waar=f"{self.waar}, {key}" if key else self.waar, reden=reden)

    def has(self, key: str) -> bool:
        return key in self._data

    def _take(self, key: str) -> object:
        self._taken.add(key)
        return self._data.get(key)

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text without white space around it; an empty text only when `default` is given."""
        value = self._take(key)
        if value is None and default is not None:
            return default
        if not isinstance(value, str):
            raise self.fault("Dit veld ontbreekt of is geen tekst.", key)
        if default is None and not value.strip():
            raise self.fault("Deze tekst is leeg.", key)
        return value.strip()

    def key(self, key: str) -> str:
        """Return a stable key: small letters, digits and underscores, at most 64."""
        value = self.text(key)
        if not KEY_PATTERN.fullmatch(value):
            raise self.fault(f"'{value}' is geen sleutel (a-z, 0-9 en _).", key)
        return value

    def code(self, key: str) -> str:
        """Return a file code: small letters, digits and hyphens, at most 64."""
        value = self.text(key)
        if not CODE_PATTERN.fullmatch(value):
            raise self.fault(f"'{value}' is geen code (a-z, 0-9 en -).", key)
        return value

    def number(self, key: str, default: int | None = None) -> int:
        value = self._take(key)
        if value is None and default is not None:
            return default
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.fault("Dit veld ontbreekt of is geen heel getal.", key)
        return value

    def flag(self, key: str, default: bool | None = None) -> bool:
        value = self._take(key)
        if value is None and default is not None:
            return default
        if not isinstance(value, bool):
            raise self.fault("Dit veld ontbreekt of is niet true of false.", key)
        return value

    def day(self, key: str) -> date:
        value = self.optional_day(key)
        if value is None:
            raise self.fault("Deze datum ontbreekt.", key)
        return value

    def optional_day(self, key: str) -> date | None:
        value = self._take(key)
        if value is None:
            return None
        if isinstance(value, str):
            try:
                return date.fromisoformat(value)
            except ValueError as error:
                raise self.fault("Dit is geen datum (jjjj-mm-dd).", key) from error
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.fault("Dit is geen datum (jjjj-mm-dd).", key)
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts without doubles; an absent list is empty."""
        value = self._take(key)
        if value is None:
            return ()
        if not isinstance(value, (list, tuple)) or not all(isinstance(part, str) and part for part in value):
            raise self.fault("Hier hoort een lijst met teksten te staan.", key)
        if len(set(value)) != len(value):
            raise self.fault("Deze lijst noemt iets twee keer.", key)
        return tuple(value)

    def choice(self, key: str, kind: type[_E], default: _E | None = None) -> _E:
        value = self._take(key)
        if value is None and default is not None:
            return default
        try:
            return kind(str(value))
        except ValueError as error:
            allowed = ", ".join(member.value for member in kind)
            raise self.fault(f"'{value}' mag hier niet. Kies uit: {allowed}.", key) from error

    def choices(self, key: str, kind: type[_E]) -> tuple[_E, ...]:
        """Return a list of members of `kind` without doubles; an absent list is empty."""
        members = []
        for value in self.texts(key):
            try:
                members.append(kind(value))
            except ValueError as error:
                raise self.fault(f"'{value}' mag hier niet.", key) from error
        return tuple(members)

    def text_map(self, key: str) -> dict[str, str]:
        """Return a table of texts, such as translations by language code; an absent table is empty."""
        value = self._take(key)
        if value is None:
            return {}
        if not isinstance(value, Mapping):
            raise self.fault("Hier hoort een tabel met teksten te staan.", key)
        for name, text in value.items():
            if not isinstance(text, str) or not text.strip():
                raise self.fault(f"De tekst bij '{name}' is leeg of geen tekst.", key)
        return {str(name): str(text).strip() for name, text in value.items()}

    def table(self, key: str) -> Velden:
        return Velden(self._take(key), f"{self.waar}, {key}")

    def tables(self, key: str, naam: str = "key") -> tuple[Velden, ...]:
        """Return a list of tables; the place of each is told by its `naam` field or its number."""
        value = self._take(key)
        if value is None:
            return ()
        if not isinstance(value, (list, tuple)):
            raise self.fault("Hier hoort een lijst met tabellen te staan.", key)
        out = []
        for number, part in enumerate(value, start=1):
            name = part.get(naam, number) if isinstance(part, Mapping) else number
            out.append(Velden(part, f"{self.waar}, {key} {name}"))
        return tuple(out)

    def value(self, key: str) -> object:
        """Return a field as it stands; the caller checks it."""
        return self._take(key)

    def names(self) -> tuple[str, ...]:
        return tuple(self._data)

    def done(self) -> None:
        """Refuse every field that nobody asked for: a typing error must not be silent."""
        unknown = sorted(set(self._data) - self._taken)
        if unknown:
            raise self.fault(f"Onbekend veld: {', '.join(unknown)}.")
