"""Verstrekking: the register of what was given to whom on paper or as a file, with ground and hash."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar

from app.domain.records import PRIVATE, Categorie, Record
from app.domain.toestemmingen import Ontvanger


@dataclass(frozen=True, slots=True, kw_only=True)
class Verstrekking(Record):
    """One document or export that left: kind, receiver, sections, ground, copy number, content and file hash (hex)."""

    soort: ClassVar[str] = "verstrekking"
    append_only: ClassVar[bool] = True

    document: Annotated[str, PRIVATE]
    ontvanger: Annotated[Ontvanger, PRIVATE]
    ontvanger_naam: Annotated[str, PRIVATE]
    onderdelen: Annotated[tuple[str, ...], PRIVATE]
    grondslag_ids: Annotated[tuple[str, ...], PRIVATE]
    gemaakt_op: Annotated[datetime, PRIVATE]
    gemaakt_door: Annotated[str, PRIVATE]
    kopie: Annotated[int, PRIVATE]
    inhoud_hash: Annotated[str, PRIVATE]
    bestand_hash: Annotated[str, PRIVATE]

    @property
    def inhoud_categorieen(self) -> frozenset[Categorie]:
        return frozenset({Categorie.TOESTEMMING})

    @property
    def titel(self) -> str:
        return f"{self.document} voor {self.ontvanger_naam or self.ontvanger.value}"
