"""Gegevensbesluit: what was decided about the data of a dossier itself: correct, restrict, hold, release, erase."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, ClassVar

from app.domain.records import PRIVATE, Categorie, Record


class Gegevensactie(StrEnum):
    """What is done with the data (AVG 16, 17, 18), and what keeps it longer than its term."""

    VERBETEREN = "verbeteren"
    BEPERKEN = "beperken"
    OPHEFFEN = "opheffen"
    VASTHOUDEN = "vasthouden"
    VRIJGEVEN = "vrijgeven"
    WISSEN = "wissen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gegevensbesluit(Record):
    """One decision with its reason; never edited. `tot` ends a hold by itself; `telling` is what an erasure erased."""

    soort: ClassVar[str] = "gegevensbesluit"
    append_only: ClassVar[bool] = True

    actie: Annotated[Gegevensactie, PRIVATE]
    reden: Annotated[str, PRIVATE]
    besloten_op: Annotated[datetime, PRIVATE]
    besloten_door: Annotated[str, PRIVATE]
    tot: Annotated[date | None, PRIVATE] = None
    telling: Annotated[str, PRIVATE] = ""

    @property
    def inhoud_categorieen(self) -> frozenset[Categorie]:
        return frozenset({Categorie.TOESTEMMING})

    @property
    def titel(self) -> str:
        return self.actie.value.capitalize()


@dataclass(frozen=True, slots=True)
class Gegevensstand:
    """Where the data of a dossier stands: restricted (kept, not used), held past its term, erased."""

    beperkt: Gegevensbesluit | None = None
    vastgehouden: Gegevensbesluit | None = None
    gewist: Gegevensbesluit | None = None


def stand_of(besluiten: Iterable[Gegevensbesluit], day: date) -> Gegevensstand:
    """Return what the newest decision of each kind says on `day`."""
    beperkt = vastgehouden = gewist = None
    for each in sorted(besluiten, key=lambda item: (item.besloten_op, item.id)):
        match each.actie:
            case Gegevensactie.BEPERKEN:
                beperkt = each
            case Gegevensactie.OPHEFFEN:
                beperkt = None
            case Gegevensactie.VASTHOUDEN:
                vastgehouden = each if each.tot is None or day < each.tot else None
            case Gegevensactie.VRIJGEVEN:
                vastgehouden = None
            case Gegevensactie.WISSEN:
                gewist = each
            case Gegevensactie.VERBETEREN:
                pass
    return Gegevensstand(beperkt, vastgehouden, gewist)


def is_beperkt(besluiten: Iterable[Gegevensbesluit]) -> bool:
    """True while the data may only be kept: not used, not shown, not shared."""
    return stand_of(besluiten, date.min).beperkt is not None
