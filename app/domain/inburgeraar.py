"""Inburgeraar: the person supported, and with that the dossier; one per adult, never one per family."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from app.domain.records import PRIVATE, PROTECTIVE, SEARCHABLE, Categorie, Record, shared


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

    voornamen: Annotated[str, shared(Categorie.IDENTIFICATIE), SEARCHABLE] = ""
    achternaam: Annotated[str, shared(Categorie.IDENTIFICATIE), SEARCHABLE] = ""
    andere_spellingen: Annotated[tuple[str, ...], shared(Categorie.IDENTIFICATIE), SEARCHABLE] = ()
    geboortedatum: Annotated[str, shared(Categorie.IDENTIFICATIE)] = ""
    geslacht: Annotated[Geslacht, shared(Categorie.IDENTIFICATIE)] = Geslacht.ONBEKEND
    klantreferentie: Annotated[str, shared(Categorie.IDENTIFICATIE), SEARCHABLE] = ""
    gemeente: Annotated[str, shared(Categorie.IDENTIFICATIE)] = ""
    doelgroep: Annotated[Doelgroep, shared(Categorie.INBURGERING)] = Doelgroep.ASIELSTATUSHOUDER
    talen: Annotated[tuple[str, ...], shared(Categorie.TAAL)] = ()
    tolk_nodig: Annotated[bool, shared(Categorie.TAAL)] = False
    tolkvoorkeur: Annotated[Tolkvoorkeur, shared(Categorie.TAAL)] = Tolkvoorkeur.GEEN
    kan_lezen: Annotated[bool | None, shared(Categorie.TAAL)] = None
    telefoon: Annotated[str, shared(Categorie.BEREIKBAARHEID)] = ""
    email: Annotated[str, shared(Categorie.BEREIKBAARHEID)] = ""
    adres: Annotated[str, shared(Categorie.ADRES)] = ""
    postcode: Annotated[str, shared(Categorie.ADRES)] = ""
    woonplaats: Annotated[str, shared(Categorie.ADRES)] = ""
    adres_geheim: Annotated[bool, shared(Categorie.IDENTIFICATIE), PROTECTIVE] = False
    huishouden_id: Annotated[str, shared(Categorie.HUISHOUDEN)] = ""
    rol_in_huishouden: Annotated[str, shared(Categorie.HUISHOUDEN)] = ""
    amv: Annotated[bool, shared(Categorie.GEZIN)] = False
    verblijfsstatus: Annotated[Verblijfsstatus, shared(Categorie.VERBLIJF)] = Verblijfsstatus.ONBEKEND
    vergunning_tot: Annotated[date | None, shared(Categorie.VERBLIJF)] = None
    huisarts: Annotated[str, shared(Categorie.GEZONDHEID)] = ""
    zorgverzekeraar: Annotated[str, shared(Categorie.GEZONDHEID)] = ""
    school: Annotated[str, shared(Categorie.INBURGERING)] = ""
    fase: Annotated[int, shared(Categorie.INBURGERING)] = 8
    kracht: Annotated[str, shared(Categorie.PLAN), SEARCHABLE] = ""
    wensen: Annotated[str, shared(Categorie.PLAN), SEARCHABLE] = ""
    bijzonderheden: Annotated[str, PRIVATE, SEARCHABLE] = ""
    regisseur: Annotated[str, shared(Categorie.BEGELEIDING)] = ""
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
