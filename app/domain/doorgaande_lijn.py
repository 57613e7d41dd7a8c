"""The eight steps from asylum seeker to inhabitant, and the file transfers that step 7 must not lose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from app.domain.records import NAME, SEARCHABLE, TEXT, Categorie, Record, shared

STAPPEN: tuple[str, ...] = (
    "Aankomst",
    "AZC",
    "Assessment",
    "Intakegesprek",
    "Eerste plan",
    "Verhuizen of wachten",
    "Warme overdracht",
    "Verder in de gemeente",
)
"""Short names of the steps, in order; a dossier's `fase` is 1 to 8."""

_INB = shared(Categorie.INBURGERING)


class Dossieroverdracht(StrEnum):
    """The four files that must travel along at the warme overdracht."""

    MEDISCH = "medisch_dossier"
    JGZ = "jgz"
    BEGELEIDING = "begeleiding"
    RISICO = "risicosignalen"


class Overdrachtstand(StrEnum):
    NVT = "niet_van_toepassing"
    NODIG = "nodig"
    GEVRAAGD = "gevraagd"
    GEBEURD = "gebeurd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lijnstap(Record):
    """What is known of one of the eight steps: dates, what was done, what must be carried over."""

    soort: ClassVar[str] = "lijnstap"

    stap: Annotated[int, _INB]
    begonnen_op: Annotated[date | None, _INB] = None
    afgerond_op: Annotated[date | None, _INB] = None
    gedaan: Annotated[str, _INB, SEARCHABLE, TEXT] = ""
    meenemen: Annotated[str, _INB, SEARCHABLE, TEXT] = ""

    @property
    def titel(self) -> str:
        return STAPPEN[self.stap - 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bestandsoverdracht(Record):
    """State of one of the four handovers of step 7. Never medical content."""

    soort: ClassVar[str] = "bestandsoverdracht"

    wat: Annotated[Dossieroverdracht, _INB]
    stand: Annotated[Overdrachtstand, _INB] = Overdrachtstand.NODIG
    door: Annotated[str, _INB, NAME] = ""
    datum: Annotated[date | None, _INB] = None

    @property
    def titel(self) -> str:
        return self.wat.value
