"""Bijlage: a photo or scan of a letter, kept encrypted on this device and nowhere else.

Every field is private: no purpose lets a letter travel. The yes that it needs is one to make and keep the photo.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, ClassVar

from app.domain.records import PRIVATE, SEARCHABLE, Categorie, Record

DOEL_FOTO = "brief-foto"
"""The purpose (resources/toestemming/doelen) that must be live to keep a letter."""


class Briefsoort(StrEnum):
    BRIEF = "brief"
    BESLUIT = "besluit"
    REKENING = "rekening"
    AANMANING = "aanmaning"
    UITNODIGING = "uitnodiging"
    DIPLOMA = "diploma"
    ANDERS = "anders"


class Bestandsoort(StrEnum):
    JPEG = "jpeg"
    PNG = "png"
    PDF = "pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bijlage(Record):
    """What is known of a kept letter; its bytes are a Bijlage-inhoud of their own, read only when it is opened."""

    soort: ClassVar[str] = "bijlage"

    briefsoort: Annotated[Briefsoort, PRIVATE]
    omschrijving: Annotated[str, PRIVATE, SEARCHABLE]
    bestandsoort: Annotated[Bestandsoort, PRIVATE]
    inhoud_id: Annotated[str, PRIVATE]
    toegevoegd_op: Annotated[datetime, PRIVATE]
    toegevoegd_door: Annotated[str, PRIVATE] = ""
    datum: Annotated[date | None, PRIVATE] = None
    grootte: Annotated[int, PRIVATE] = 0
    bestand_hash: Annotated[str, PRIVATE] = ""
    wat_te_doen: Annotated[str, PRIVATE, SEARCHABLE] = ""
    taak_id: Annotated[str, PRIVATE] = ""

    @property
    def inhoud_categorieen(self) -> frozenset[Categorie]:
        return frozenset({Categorie.BEGELEIDING})

    @property
    def titel(self) -> str:
        return self.omschrijving or self.briefsoort.value.capitalize()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bijlageinhoud(Record):
    """The bytes of one kept letter, as base64 text: cleaned of what a camera adds."""

    soort: ClassVar[str] = "bijlage_inhoud"
    append_only: ClassVar[bool] = True

    inhoud: Annotated[str, PRIVATE]

    @property
    def inhoud_categorieen(self) -> frozenset[Categorie]:
        return frozenset({Categorie.BEGELEIDING})
