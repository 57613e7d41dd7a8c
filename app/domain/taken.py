"""Taak: something that somebody agreed to do; mostly born in a contact moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from app.domain.records import SEARCHABLE, STRUCTURAL, Categorie, Record, shared

_BEG = shared(Categorie.BEGELEIDING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taak(Record):
    """An agreement with a date: who does what by when."""

    soort: ClassVar[str] = "taak"

    omschrijving: Annotated[str, _BEG, SEARCHABLE]
    voor_op: Annotated[date | None, _BEG] = None
    wie: Annotated[str, _BEG] = ""
    gedaan_op: Annotated[date | None, _BEG] = None
    contactmoment_id: Annotated[str, STRUCTURAL] = ""

    @property
    def titel(self) -> str:
        return self.omschrijving
