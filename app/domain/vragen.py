"""Vraag and Antwoord: a question to the coordinator from any place, and the answer that comes back by the same way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar

from app.domain.records import BY_CONTENT, SEARCHABLE, STRUCTURAL, Categorie, Record
from app.faults import Fault, FaultKind

VRAAG_MAX = 1000
ANTWOORD_MAX = 2000

VRAAG_LEEG = FaultKind(
    "vraag-leeg", "Er staat nog geen vraag.", "Schrijf in een paar zinnen wat je wilt weten."
)
ANTWOORD_LEEG = FaultKind(
    "antwoord-leeg", "Er staat nog geen antwoord.", "Schrijf in een paar zinnen wat kan."
)
VRAAG_TE_LANG = FaultKind(
    "vraag-te-lang", "Deze tekst is te lang: {lengte} tekens, er passen er {max}.", "Maak de tekst korter."
)


class Vraagstand(StrEnum):
    OPEN = "open"
    BEANTWOORD = "beantwoord"
    AFGEROND = "afgerond"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vraag(Record):
    """A question about one client. `over` says in words what was on the screen when it was asked.

    `categorieen` are what it is about beyond begeleiding: a question about health stays without that consent.
    """

    soort: ClassVar[str] = "vraag"
    append_only: ClassVar[bool] = True

    tekst: Annotated[str, BY_CONTENT, SEARCHABLE]
    gesteld_op: Annotated[datetime, BY_CONTENT]
    gesteld_door: Annotated[str, BY_CONTENT] = ""
    over: Annotated[str, BY_CONTENT] = ""
    haast: Annotated[bool, BY_CONTENT] = False
    categorieen: Annotated[tuple[Categorie, ...], STRUCTURAL] = ()

    @property
    def inhoud_categorieen(self) -> frozenset[Categorie]:
        return frozenset({Categorie.BEGELEIDING, *self.categorieen})

    @property
    def titel(self) -> str:
        return self.tekst


@dataclass(frozen=True, slots=True, kw_only=True)
class Antwoord(Record):
    """What was said to a question; `rondt_af` when nothing more has to be said."""

    soort: ClassVar[str] = "antwoord"
    append_only: ClassVar[bool] = True

    vraag_id: Annotated[str, STRUCTURAL]
    tekst: Annotated[str, BY_CONTENT, SEARCHABLE]
    gegeven_op: Annotated[datetime, BY_CONTENT]
    gegeven_door: Annotated[str, BY_CONTENT] = ""
    rondt_af: Annotated[bool, BY_CONTENT] = False
    categorieen: Annotated[tuple[Categorie, ...], STRUCTURAL] = ()

    @property
    def inhoud_categorieen(self) -> frozenset[Categorie]:
        return frozenset({Categorie.BEGELEIDING, *self.categorieen})

    @property
    def titel(self) -> str:
        return self.tekst


def stand_of(vraag: Vraag, antwoorden: Iterable[Antwoord]) -> Vraagstand:
    """Return where a question is: what its asker adds doesn't answer it, a word of somebody else does."""
    said = sorted(
        (each for each in antwoorden if each.vraag_id == vraag.id),
        key=lambda each: (each.gegeven_op, each.id),
    )
    if any(each.rondt_af for each in said[-1:]):
        return Vraagstand.AFGEROND
    if said and said[-1].gegeven_door != vraag.gesteld_door:
        return Vraagstand.BEANTWOORD
    return Vraagstand.OPEN


def check_text(text: str, most: int, empty: FaultKind) -> str:
    """Return the text without white space around it; a Fault when nothing is left or it is too long."""
    bare = text.strip()
    if not bare:
        raise Fault(empty)
    if len(bare) > most:
        raise Fault(VRAAG_TE_LANG, lengte=len(bare), max=most)
    return bare
