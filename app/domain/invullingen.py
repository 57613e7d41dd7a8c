"""Invulling: a finished checklist, tied to the exact version that was on the screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar

from app.domain.records import BY_CONTENT, PRIVATE, SEARCHABLE, Categorie, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class GegevenAntwoord:
    """One answer, with the text of the question as it stood, so that it stays readable when the template is gone.

    `beschermd` says that it was about safety: also without the template it stays off what the client carries.
    """

    key: str
    vraag: str
    waarde: str
    leefgebied: str = ""
    waarneming: str = ""
    bron: str = ""
    beschermd: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Invulling(Record):
    """Answers to one version of a checklist. The answers stay on the device: signals carry what must be known."""

    soort: ClassVar[str] = "invulling"
    append_only: ClassVar[bool] = True

    code: Annotated[str, BY_CONTENT]
    versie: Annotated[int, BY_CONTENT]
    template_hash: Annotated[str, BY_CONTENT]
    naam: Annotated[str, BY_CONTENT, SEARCHABLE]
    begonnen_op: Annotated[datetime, BY_CONTENT]
    afgerond_op: Annotated[datetime, BY_CONTENT]
    ingevuld_door: Annotated[str, BY_CONTENT] = ""
    antwoorden: Annotated[tuple[GegevenAntwoord, ...], PRIVATE] = ()

    @property
    def inhoud_categorieen(self) -> frozenset[Categorie]:
        return frozenset({Categorie.BEGELEIDING})

    @property
    def titel(self) -> str:
        return self.naam
