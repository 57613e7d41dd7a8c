"""Caseload: a coordinator's list of clients as it came from a spreadsheet, judged row by row. No I/O."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.inburgeraar import Inburgeraar


class Rijstand(StrEnum):
    NIEUW = "nieuw"
    BEKEND = "bekend"
    MOGELIJK_DUBBEL = "mogelijk_dubbel"
    FOUT = "fout"


@dataclass(frozen=True, slots=True)
class Celfout:
    """What is wrong with one cell: sheet, row (1 is the header), column header, the reason in Dutch."""

    blad: str
    rij: int
    kolom: str
    reden: str


@dataclass(frozen=True, slots=True)
class CaseloadRij:
    """One row: its number in the sheet, what would become of it, the person, and what to say about it."""

    rij: int
    stand: Rijstand
    persoon: Inburgeraar | None
    fouten: tuple[Celfout, ...] = ()
    let_op: tuple[Celfout, ...] = ()
    reden: str = ""
    dossier_id: str = ""
    """Of a known row: the dossier that is already there (`""` when the double is in the sheet itself)."""


@dataclass(frozen=True, slots=True)
class CaseloadPlan:
    """What an import would do. `kolommen` maps header -> field, `onbekend` and `geweigerd` are headers not used."""

    bron: str
    blad: str
    kolommen: Mapping[str, str]
    onbekend: tuple[str, ...]
    geweigerd: tuple[Celfout, ...]
    rijen: tuple[CaseloadRij, ...]

    def aantal(self, stand: Rijstand) -> int:
        return sum(rij.stand is stand for rij in self.rijen)

    @property
    def fouten(self) -> tuple[Celfout, ...]:
        return tuple(fout for rij in self.rijen for fout in rij.fouten)
