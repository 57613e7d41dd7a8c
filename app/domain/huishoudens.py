"""Huishouden: people who live together, each adult with a dossier of their own; here stands who, and in which role.

A partner never reads along: a household holds no content of anybody's dossier. Each fact stands in the dossier of the
person that it is about, so that consent, sharing and erasure of one member never touch another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from app.domain import deeldatum
from app.domain.records import NAME, SEARCHABLE, STRUCTURAL, Categorie, Most, Record, shared
from app.faults import Fault, FaultKind

_HUIS = shared(Categorie.HUISHOUDEN)

LID_NAAM_LEEG = FaultKind(
    "huishouden-naam-leeg",
    "Er staat nog geen naam bij dit gezinslid.",
    "Vul een naam in. Eén naam is genoeg.",
)
LID_DATUMS = FaultKind(
    "huishouden-datums",
    "Iemand gaat hier eerder weg dan dat hij of zij kwam.",
    "Kijk de twee datums na.",
)
LID_GEBOREN = FaultKind(
    "huishouden-geboren",
    "Deze geboortedatum kan niet.",
    "Vul dag, maand en jaar in, of alleen wat bekend is.",
)


class Relatie(StrEnum):
    """The place of somebody in the household, seen from the household and not from one member."""

    ONBEKEND = "onbekend"
    ALLEEN = "alleenstaand"
    PARTNER = "partner"
    OUDER = "ouder"
    KIND = "kind"
    BROER_ZUS = "broer_of_zus"
    GROOTOUDER = "grootouder"
    FAMILIE = "andere_familie"
    HUISGENOOT = "huisgenoot"


@dataclass(frozen=True, slots=True, kw_only=True)
class Huishouden(Record):
    """A household and its one regisseur. Its id is the `huishouden_id` of its members; it stands in one's dossier."""

    soort: ClassVar[str] = "huishouden"

    regisseur: Annotated[str, _HUIS, NAME] = ""
    organisatie: Annotated[str, _HUIS, NAME] = ""
    begonnen_op: Annotated[date | None, _HUIS] = None

    @property
    def inhoud_categorieen(self) -> frozenset[Categorie]:
        return frozenset({Categorie.HUISHOUDEN})

    @property
    def titel(self) -> str:
        return "Huishouden"


@dataclass(frozen=True, slots=True, kw_only=True)
class Huishoudlid(Record):
    """Somebody's stay in a household, from `sinds` to `tot` (the last day).

    Without `naam` it is the client of the dossier; with a name somebody who has no dossier, such as a child.
    """

    soort: ClassVar[str] = "huishoudlid"

    huishouden_id: Annotated[str, STRUCTURAL]
    naam: Annotated[str, _HUIS, SEARCHABLE, NAME] = ""
    geboortedatum: Annotated[str, _HUIS, Most(10)] = ""
    relatie: Annotated[Relatie, _HUIS] = Relatie.ONBEKEND
    sinds: Annotated[date | None, _HUIS] = None
    tot: Annotated[date | None, _HUIS] = None

    @property
    def inhoud_categorieen(self) -> frozenset[Categorie]:
        return frozenset({Categorie.HUISHOUDEN})

    @property
    def is_client(self) -> bool:
        return not self.naam

    @property
    def titel(self) -> str:
        return self.naam or "Huishouden"

    def lives_there(self, day: date) -> bool:
        """True on every day of the stay; one without dates has always lived there."""
        return (self.sinds is None or self.sinds <= day) and (self.tot is None or day <= self.tot)


def check_lid(lid: Huishoudlid, today: date) -> None:
    """Raise a Fault for a stay that can't be right."""
    if lid.sinds and lid.tot and lid.tot < lid.sinds:
        raise Fault(LID_DATUMS)
    if not deeldatum.is_deeldatum(lid.geboortedatum) or lid.geboortedatum > today.isoformat():
        raise Fault(LID_GEBOREN)


def living_there(leden: Iterable[Huishoudlid], today: date) -> tuple[Huishoudlid, ...]:
    """Return who lives there today, in the order given; who left is left out."""
    return tuple(lid for lid in leden if lid.tot is None or lid.tot >= today)
