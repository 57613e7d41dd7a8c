"""Taak: something that somebody agreed to do; mostly born in a contact moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from app.domain.records import BY_CONTENT, SEARCHABLE, STRUCTURAL, Categorie, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Taak(Record):
    """An agreement with a date: who does what by when.

    `categorieen` are what the contact behind it was about, beyond ordinary begeleiding: "Veilig Thuis bellen" may not
    leave where the talk that it came from has to stay.
    """

    soort: ClassVar[str] = "taak"

    omschrijving: Annotated[str, BY_CONTENT, SEARCHABLE]
    voor_op: Annotated[date | None, BY_CONTENT] = None
    wie: Annotated[str, BY_CONTENT] = ""
    gedaan_op: Annotated[date | None, BY_CONTENT] = None
    contactmoment_id: Annotated[str, STRUCTURAL] = ""
    categorieen: Annotated[tuple[Categorie, ...], STRUCTURAL] = ()

    @property
    def inhoud_categorieen(self) -> frozenset[Categorie]:
        return frozenset({Categorie.BEGELEIDING, *self.categorieen})

    @property
    def titel(self) -> str:
        return self.omschrijving
