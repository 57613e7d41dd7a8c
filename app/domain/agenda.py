"""Agendapunt: the next visit, or another appointment with or about a client."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar

from app.domain.records import BY_CONTENT, SEARCHABLE, STRUCTURAL, Categorie, Record


class Agendasoort(StrEnum):
    HUISBEZOEK = "huisbezoek"
    KANTOOR = "op_kantoor"
    TELEFOON = "telefoon"
    GEMEENTE = "gemeente"
    ZORG = "zorg"
    SCHOOL = "school"
    ANDERS = "anders"


class Agendastand(StrEnum):
    GEPLAND = "gepland"
    GEWEEST = "geweest"
    AFGEZEGD = "afgezegd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agendapunt(Record):
    """An appointment. An appointment for care says something about health, so it needs that ground too."""

    soort: ClassVar[str] = "agendapunt"

    begint_op: Annotated[datetime, BY_CONTENT]
    duur_minuten: Annotated[int, BY_CONTENT] = 60
    agendasoort: Annotated[Agendasoort, BY_CONTENT] = Agendasoort.HUISBEZOEK
    omschrijving: Annotated[str, BY_CONTENT, SEARCHABLE] = ""
    plaats: Annotated[str, BY_CONTENT] = ""
    wie: Annotated[str, BY_CONTENT] = ""
    tolk: Annotated[str, BY_CONTENT] = ""
    stand: Annotated[Agendastand, BY_CONTENT] = Agendastand.GEPLAND
    categorieen: Annotated[tuple[Categorie, ...], STRUCTURAL] = ()

    @property
    def inhoud_categorieen(self) -> frozenset[Categorie]:
        care = {Categorie.GEZONDHEID} if self.agendasoort is Agendasoort.ZORG else set()
        return frozenset({Categorie.BEGELEIDING, *care, *self.categorieen})

    @property
    def titel(self) -> str:
        return self.omschrijving or self.agendasoort.value.replace("_", " ").capitalize()
