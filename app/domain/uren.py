"""Uren: hours of lessons, of participation in the Z-route and of the practical part of the MAP, by day or by period."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from app.domain.records import LINE, NAME, SEARCHABLE, Categorie, Record, shared
from app.faults import Fault, FaultKind

_INB = shared(Categorie.INBURGERING)
MINUTEN_PER_DAG_MOST = 16 * 60

UREN_ONJUIST = FaultKind(
    "uren-onjuist", "Dit aantal uren past niet in deze dagen.", "Kijk de uren en de datums na."
)
UREN_DATUMS = FaultKind("uren-datums", "De laatste dag ligt voor de eerste dag.", "Kijk de twee datums na.")
UREN_TOEKOMST = FaultKind(
    "uren-toekomst", "Deze dagen liggen in de toekomst.", "Vul uren in als ze geweest zijn."
)
UREN_MEER_DAN_GEGEVEN = FaultKind(
    "uren-meer-dan-gegeven",
    "De cliënt kan niet langer in de les zijn geweest dan de les duurde.",
    "Kijk de twee getallen na.",
)


class Urensoort(StrEnum):
    """What hours count for. Lessons are the course hours of every route, also of the Z-route."""

    LES = "les"
    PARTICIPATIE = "participatie"
    MAP_PRAKTIJK = "map_praktijk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Urenstaat(Record):
    """Hours from `van` to `tot` (the last day; None: one day). `gegeven` is what was offered, 0 when not known.

    `vervallen`: entered by mistake; it stays to be read and counts for nothing.
    """

    soort: ClassVar[str] = "urenstaat"

    van: Annotated[date, _INB]
    tot: Annotated[date | None, _INB] = None
    urensoort: Annotated[Urensoort, _INB] = Urensoort.LES
    minuten: Annotated[int, _INB] = 0
    gegeven: Annotated[int, _INB] = 0
    organisatie: Annotated[str, _INB, SEARCHABLE, NAME] = ""
    toelichting: Annotated[str, _INB, SEARCHABLE, LINE] = ""
    vervallen: Annotated[bool, _INB] = False

    @property
    def inhoud_categorieen(self) -> frozenset[Categorie]:
        return frozenset({Categorie.INBURGERING})

    @property
    def titel(self) -> str:
        return f"Uren {self.urensoort.value.replace('_', ' ')}"

    @property
    def laatste(self) -> date:
        """The last day that these hours are about."""
        return self.tot or self.van


@dataclass(frozen=True, slots=True)
class Aanwezigheidstand:
    """Minutes in lessons, of how many that were given (0: the school gave no number)."""

    minuten: int
    gegeven: int

    @property
    def percentage(self) -> int | None:
        """Presence as a whole percentage, rounded down; None when it isn't known what was given."""
        return None if self.gegeven <= 0 else min(100, self.minuten * 100 // self.gegeven)


def check_uren(staat: Urenstaat, today: date) -> None:
    """Raise a Fault for hours that can't be right."""
    if staat.laatste < staat.van:
        raise Fault(UREN_DATUMS)
    if staat.van > today or staat.laatste > today:
        raise Fault(UREN_TOEKOMST)
    room = ((staat.laatste - staat.van).days + 1) * MINUTEN_PER_DAG_MOST
    if not 0 <= staat.minuten <= room or not 0 <= staat.gegeven <= room:
        raise Fault(UREN_ONJUIST)
    if staat.gegeven and staat.minuten > staat.gegeven:
        raise Fault(UREN_MEER_DAN_GEGEVEN)


def minuten_van(staten: Iterable[Urenstaat], soort: Urensoort, tot: date | None = None) -> int:
    """Return the minutes of one kind in all, of periods that end before `tot` (exclusive) when it's given."""
    return sum(
        staat.minuten
        for staat in staten
        if staat.urensoort is soort and not staat.vervallen and (tot is None or staat.laatste < tot)
    )


def aanwezigheid(staten: Iterable[Urenstaat]) -> Aanwezigheidstand:
    """Return the presence in lessons; periods without a given number count for the minutes, not for the percentage."""
    lessen = [each for each in staten if each.urensoort is Urensoort.LES and not each.vervallen]
    known = [each for each in lessen if each.gegeven]
    if not known:
        return Aanwezigheidstand(sum(each.minuten for each in lessen), 0)
    missing = sum(each.minuten for each in lessen if not each.gegeven)
    return Aanwezigheidstand(
        sum(each.minuten for each in lessen), sum(each.gegeven for each in known) + missing
    )
