"""Records in words: the Dutch name of each kind and field, and a value as a person reads it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from app.domain import deeldatum
from app.domain.inburgering import Leerroute, Verlenging, Wet, in_uren
from app.domain.invullingen import GegevenAntwoord
from app.domain.leefgebieden import Leefgebied, Urgentie
from app.domain.records import Record
from app.domain.signalen import Bron
from app.services.kalender import local

SOORTEN: Mapping[str, str] = {
    "inburgeraar": "Persoon",
    "toestemming": "Toestemming",
    "grondslag": "Grondslag",
    "contactmoment": "Contact",
    "taak": "Taak",
    "signaal": "Signaal",
    "signaalstap": "Stap van een signaal",
    "invulling": "Ingevulde lijst",
    "inburgeringstraject": "Inburgering",
    "pvt_sessie": "PVT-bijeenkomst",
    "lijnstap": "Stap op de doorgaande lijn",
    "bestandsoverdracht": "Dossier dat mee moet",
    "verstrekking": "Gemaakt document",
}

VELDEN: Mapping[str, str] = {
    "aanwezig": "Wie erbij was",
    "aanwezigheid": "Aanwezigheid",
    "aantekening": "Eigen aantekening",
    "achternaam": "Achternaam",
    "adres": "Adres",
    "adres_geheim": "Adres is geheim",
    "afgerond_op": "Afgerond op",
    "afgesloten_op": "Afgesloten op",
    "afmelding": "Afmelding",
    "amv": "Alleen gekomen als minderjarige",
    "andere_spellingen": "Andere spellingen van de naam",
    "antwoorden": "Antwoorden",
    "beeindigt": "Beëindigt",
    "begonnen_op": "Begonnen op",
    "belegd_bij": "Wie pakt het op",
    "besluit": "Besluit",
    "besproken": "Besproken met de cliënt",
    "bestand_hash": "Controlegetal van het bestand",
    "bijzonderheden": "Bijzonderheden (privé)",
    "bron": "Van wie komt dit",
    "categorie": "Gegevenscategorie",
    "categorieen": "Gegevenscategorieën",
    "code": "Code van de lijst",
    "contact_gelukt": "Contact gelukt",
    "contactmoment_id": "Hoort bij contact",
    "dagtekening_pip": "Dagtekening eerste PIP",
    "datum": "Datum",
    "datum_afronding_zroute": "Afronding Z-route",
    "datum_eindgesprek_map": "Eindgesprek MAP",
    "document": "Document",
    "doel": "Doel",
    "doelgroep": "Doelgroep",
    "door": "Door",
    "duiding": "Wat ik ervan denk (privé)",
    "duur_minuten": "Duur",
    "email": "E-mail",
    "fase": "Stap op de doorgaande lijn",
    "gedaan": "Wat is gedaan",
    "gedaan_op": "Gedaan op",
    "gegeven_door": "Gegeven door",
    "gemaakt_door": "Gemaakt door",
    "gemaakt_op": "Gemaakt op",
    "gemeente": "Gemeente",
    "genoteerd_door": "Genoteerd door",
    "genoteerd_op": "Genoteerd op",
    "geboortedatum": "Geboortedatum",
    "geslacht": "Geslacht",
    "getuige": "Getuige",
    "gezet_op": "Datum van de stap",
    "grondslag": "Grondslag",
    "grondslag_ids": "Gronden",
    "handtekening": "Handtekening",
    "huisarts": "Huisarts",
    "huishouden_id": "Huishouden",
    "ingevuld_door": "Ingevuld door",
    "inhoud_hash": "Controlegetal van de inhoud",
    "invulling_id": "Hoort bij lijst",
    "item_key": "Vraag in de lijst",
    "kan_lezen": "Kan lezen en schrijven",
    "kanaal": "Hoe",
    "kennisgeving_op": "Kennisgeving van DUO",
    "kernwaarden": "Kernwaarden",
    "klantreferentie": "Klantreferentie",
    "kopie": "Kopie nummer",
    "kracht": "Wat gaat goed",
    "leefgebied": "Leefgebied",
    "leefgebieden": "Leefgebieden",
    "leerroute": "Leerroute",
    "meenemen": "Wat mee moet naar de volgende stap",
    "minuten": "Duur",
    "naam": "Naam",
    "naar": "Naar wie",
    "niet_besproken_reden": "Waarom niet besproken",
    "omschrijving": "Wat",
    "onderdelen": "Onderdelen",
    "onderwerp": "Onderwerp",
    "ontvanger": "Ontvanger",
    "ontvanger_naam": "Naam van de ontvanger",
    "organisatie": "Organisatie",
    "plaatsgevonden_op": "Wanneer",
    "postcode": "Postcode",
    "pvt_soort": "Soort bijeenkomst",
    "reden_mondeling": "Waarom mondeling",
    "regisseur": "Regisseur",
    "rol_in_huishouden": "Rol in het huishouden",
    "samenvatting": "Samenvatting",
    "school": "School",
    "signaal_id": "Hoort bij signaal",
    "stand": "Stand",
    "stap": "Stap",
    "status": "Status van het dossier",
    "taal": "Taal",
    "talen": "Talen",
    "tekst_hash": "Controlegetal van de tekst",
    "tekst_versie": "Versie van de tekst",
    "telefoon": "Telefoon",
    "telt_mee_zroute": "Telt mee voor de Z-route",
    "template_hash": "Controlegetal van de lijst",
    "toelichting": "Toelichting",
    "tolk": "Tolk",
    "tolk_nodig": "Tolk nodig",
    "tolkvoorkeur": "Voorkeur voor de tolk",
    "tot": "Tot",
    "trekt_in": "Trekt in",
    "uiterlijk": "Uiterlijk",
    "urgentie": "Urgentie",
    "urgentie_reden": "Waarom minder dringend",
    "vanaf": "Vanaf",
    "vastgelegd_door": "Vastgelegd door",
    "vastgelegd_op": "Vastgelegd op",
    "verblijfsstatus": "Verblijfsstatus",
    "vergunning_tot": "Vergunning geldig tot",
    "verlengingen": "Verlengingen",
    "versie": "Versie van de lijst",
    "vervangt": "Vervangt",
    "voor_op": "Voor welke dag",
    "voornamen": "Voornamen",
    "vraag": "Vraag in de lijst",
    "waarneming": "Wat ik zag of hoorde",
    "wat": "Wat",
    "wensen": "Wensen",
    "wet": "Wet",
    "wie": "Wie",
    "wijze": "Hoe gegeven",
    "woonplaats": "Woonplaats",
    "zorgverzekeraar": "Zorgverzekeraar",
}

_WAARDEN: Mapping[StrEnum, str] = {
    Leerroute.ONBEKEND: "nog niet bekend",
    Leerroute.B1: "B1-route",
    Leerroute.ONDERWIJS: "onderwijsroute",
    Leerroute.ZELFREDZAAMHEID: "zelfredzaamheidsroute",
    Wet.WI2021: "Wet inburgering 2021",
    Wet.WI2013: "Wet inburgering 2013",
    Bron.CLIENT: "de cliënt zei het",
    Bron.ZELF: "ik zag het",
    Bron.DERDE: "iemand anders zei het",
}

_REFERENCES = frozenset({"vervangt", "trekt_in", "beeindigt", "huishouden_id"})


def soort_naam(soort: str) -> str:
    """Return the Dutch name of a kind of record."""
    return SOORTEN.get(soort, soort)


def veld_naam(veld: str) -> str:
    """Return the Dutch name of a field."""
    return VELDEN.get(veld, veld)


def in_words(record: Record, veld: str) -> str:
    """Return the value of one field as a person reads it; `""` when nothing was filled in."""
    value = getattr(record, veld)
    if veld == "geboortedatum":
        return deeldatum.in_words(value) if value else ""
    if veld in ("duur_minuten", "minuten"):
        return in_uren(value) if value else ""
    if veld == "handtekening":
        return "een getekende handtekening" if value else ""
    if veld == "antwoorden":
        return f"{len(value)} antwoorden" if value else ""
    if veld in _REFERENCES or (veld.endswith("_id") and isinstance(value, str)):
        return "ja" if value else ""
    return value_in_words(value)


def value_in_words(value: Any) -> str:
    """Return any value of a record as a person reads it."""
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nee"
        case Leefgebied() | Urgentie():
            return value.naam
        case StrEnum():
            return _WAARDEN.get(value, value.value.replace("_", " "))
        case datetime():
            return f"{local(value):%d-%m-%Y %H:%M}"
        case date():
            return f"{value:%d-%m-%Y}"
        case Verlenging():
            return f"{value.weken} weken: {value.grond}"
        case GegevenAntwoord():
            return f"{value.vraag} {value.waarde}"
        case tuple() | list():
            return ", ".join(value_in_words(item) for item in value)
        case _:
            return str(value)
