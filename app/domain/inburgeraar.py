"""Inburgeraar: the person supported, and with that the dossier; one per adult, never one per family."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from app.domain.records import (
    LINE,
    NAME,
    PRIVATE,
    PROTECTIVE,
    SEARCHABLE,
    TEXT,
    Categorie,
    Most,
    Record,
    shared,
)


class Doelgroep(StrEnum):
    ASIELSTATUSHOUDER = "asielstatushouder"
    GEZINSMIGRANT = "gezinsmigrant_en_overige_migrant"


class Verblijfsstatus(StrEnum):
    ONBEKEND = "onbekend"
    AANVRAAG = "in_aanvraag"
    VERGUNNING = "vergunning_asiel"
    VLUCHTELING = "vluchteling"
    SUBSIDIAIR = "subsidiair_beschermde"
    NAREIS = "nareis"
    REGULIER = "regulier"

    @property
    def is_asiel(self) -> bool:
        """True when the permit is an asylum permit for a fixed time, of the old kind or one of the new two."""
        return self in (Verblijfsstatus.VERGUNNING, Verblijfsstatus.VLUCHTELING, Verblijfsstatus.SUBSIDIAIR)


class Geslacht(StrEnum):
    ONBEKEND = "onbekend"
    VROUW = "vrouw"
    MAN = "man"
    ANDERS = "anders"


class Tolkvoorkeur(StrEnum):
    GEEN = "geen_voorkeur"
    VROUW = "vrouw"
    MAN = "man"


class Dossierstatus(StrEnum):
    OPEN = "open"
    GESLOTEN = "gesloten"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inburgeraar(Record):
    """A client. One name is normal (`achternaam` may be empty), so is an unknown birth date (a Deeldatum)."""

    soort: ClassVar[str] = "inburgeraar"

    voornamen: Annotated[str, shared(Categorie.IDENTIFICATIE), SEARCHABLE, NAME] = ""
    achternaam: Annotated[str, shared(Categorie.IDENTIFICATIE), SEARCHABLE, NAME] = ""
    andere_spellingen: Annotated[tuple[str, ...], shared(Categorie.IDENTIFICATIE), SEARCHABLE, NAME] = ()
    geboortedatum: Annotated[str, shared(Categorie.IDENTIFICATIE), Most(10)] = ""
    geslacht: Annotated[Geslacht, shared(Categorie.IDENTIFICATIE)] = Geslacht.ONBEKEND
    klantreferentie: Annotated[str, shared(Categorie.IDENTIFICATIE), SEARCHABLE, Most(40)] = ""
    gemeente: Annotated[str, shared(Categorie.IDENTIFICATIE), NAME] = ""
    gekoppeld_op: Annotated[date | None, shared(Categorie.VERBLIJF)] = None
    doelgroep: Annotated[Doelgroep, shared(Categorie.INBURGERING)] = Doelgroep.ASIELSTATUSHOUDER
    talen: Annotated[tuple[str, ...], shared(Categorie.TAAL), NAME] = ()
    dialect: Annotated[str, shared(Categorie.TAAL), NAME] = ""
    tolk_nodig: Annotated[bool, shared(Categorie.TAAL)] = False
    tolkvoorkeur: Annotated[Tolkvoorkeur, shared(Categorie.TAAL)] = Tolkvoorkeur.GEEN
    kan_lezen: Annotated[bool | None, shared(Categorie.TAAL)] = None
    schriften: Annotated[tuple[str, ...], shared(Categorie.TAAL), NAME] = ()
    telefoon: Annotated[str, shared(Categorie.BEREIKBAARHEID), Most(40)] = ""
    email: Annotated[str, shared(Categorie.BEREIKBAARHEID), LINE] = ""
    bereikbaar_via: Annotated[str, shared(Categorie.BEREIKBAARHEID), LINE] = ""
    adres: Annotated[str, shared(Categorie.ADRES), LINE] = ""
    postcode: Annotated[str, shared(Categorie.ADRES), Most(12)] = ""
    woonplaats: Annotated[str, shared(Categorie.ADRES), NAME] = ""
    adres_geheim: Annotated[bool, shared(Categorie.IDENTIFICATIE), PROTECTIVE] = False
    huishouden_id: Annotated[str, shared(Categorie.HUISHOUDEN)] = ""
    rol_in_huishouden: Annotated[str, shared(Categorie.HUISHOUDEN), NAME] = ""
    amv: Annotated[bool, shared(Categorie.GEZIN)] = False
    verblijfsstatus: Annotated[Verblijfsstatus, shared(Categorie.VERBLIJF)] = Verblijfsstatus.ONBEKEND
    vergunning_vanaf: Annotated[date | None, shared(Categorie.VERBLIJF)] = None
    vergunning_tot: Annotated[date | None, shared(Categorie.VERBLIJF)] = None
    huisarts: Annotated[str, shared(Categorie.GEZONDHEID), LINE] = ""
    zorgverzekeraar: Annotated[str, shared(Categorie.GEZONDHEID), LINE] = ""
    school: Annotated[str, shared(Categorie.INBURGERING), LINE] = ""
    fase: Annotated[int, shared(Categorie.INBURGERING)] = 8
    kracht: Annotated[str, shared(Categorie.PLAN), SEARCHABLE, TEXT] = ""
    wensen: Annotated[str, shared(Categorie.PLAN), SEARCHABLE, TEXT] = ""
    bijzonderheden: Annotated[str, PRIVATE, SEARCHABLE] = ""
    regisseur: Annotated[str, shared(Categorie.BEGELEIDING), NAME] = ""
    status: Annotated[Dossierstatus, shared(Categorie.IDENTIFICATIE)] = Dossierstatus.OPEN
    afgesloten_op: Annotated[date | None, shared(Categorie.IDENTIFICATIE)] = None

    @property
    def naam(self) -> str:
        """The full name as spoken: given names, then family name; either may be absent."""
        return " ".join(part for part in (self.voornamen, self.achternaam) if part) or "(naam onbekend)"

    @property
    def inhoud_categorieen(self) -> frozenset[Categorie]:
        return frozenset({Categorie.IDENTIFICATIE})

    @property
    def titel(self) -> str:
        return self.naam
