"""Overzichtstabellen: the form of an overview, and what every overview is made from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.domain.records import Record
from app.ports import ClientFilter, ClientRow, Reading

Waarde = str | int | date | datetime | None
_PAGE = 500
MINUTES = 60


class Onderwerp(StrEnum):
    """What one can look at."""

    PVT = "pvt"
    UREN = "begeleiding"
    SIGNALEN = "signalen"
    APPARATEN = "apparaten"
    CASELOAD = "caseload"
    OVERDRACHTEN = "overdrachten"
    SCHOLEN = "taalscholen"
    WERKPLEKKEN = "werkplekken"


@dataclass(frozen=True, slots=True)
class Staaf:
    """One bar: what it counts, how many, and whether it asks for attention."""

    naam: str
    aantal: int
    aandacht: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Overzicht:
    """One table. `dossiers` are those whose clients are named in it, in the order of the rows; none for counts."""

    onderwerp: Onderwerp
    titel: str
    uitleg: str
    koppen: tuple[str, ...]
    rijen: tuple[tuple[Waarde, ...], ...]
    staven: tuple[Staaf, ...]
    dossiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """Where an overview is made from: one consistent state, a day, and a gemeente or all."""

    reading: Reading
    today: date
    gemeente: str

    def clients(self) -> tuple[ClientRow, ...]:
        return tuple(row for row in clients(self.reading) if self.gemeente in ("", row.gemeente))

    def records(self, cls: type[Record]) -> Mapping[str, list[Record]]:
        """Return every record of a kind by dossier, read in one go."""
        found: dict[str, list[Record]] = defaultdict(list)
        for record in self.reading.everything(cls):
            found[record.dossier_id].append(record)
        return found


def clients(reading: Reading) -> Iterator[ClientRow]:
    at = 0
    while rows := reading.clients(ClientFilter(vanaf=at, aantal=_PAGE)):
        yield from rows
        if len(rows) < _PAGE:
            return
        at += _PAGE


def hours(minutes: int) -> str:
    """Return hours with a decimal comma, as a Dutch sheet has them."""
    return f"{minutes / MINUTES:.1f}".replace(".", ",").removesuffix(",0")


def percentage(part: int, whole: int) -> int | None:
    return None if not whole else round(100 * part / whole)
