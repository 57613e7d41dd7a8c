"""Records in words: the Dutch name of each kind and field, and a value as a person reads it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from app.domain import deeldatum
from app.domain.examens import Examenonderdeel
from app.domain.inburgering import Leerroute, Verlenging, Wet, in_uren
from app.domain.invullingen import GegevenAntwoord
from app.domain.leefgebieden import Leefgebied, Urgentie
from app.domain.plan import Doeltermijn, Planstap, Planthema, Stapstand, Uitvoerder
from app.domain.records import Record
from app.domain.signalen import Bron
from app.services.kalender import local

SOORTEN: Mapping[str, str] = {
    "inburgeraar": "Persoon",
    "toestemming": "Toestemming",
    "gegevensbesluit": "Besluit over gegevens",
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
    "lijnonderdeel": "Onderdeel van een stap",
    "huishouden": "Huishouden",
    "huishoudlid": "Lid van het huishouden",
    "urenstaat": "Uren",
    "examen": "Examen",
    "loopbaanstap": "Leren en werken",
    "verstrekking": "Gemaakt document",
    "plan_van_aanpak": "Sterke kanten en wensen",
    "doel": "Doel",
    "afspraak": "Afspraken over het plan",
    "vraag": "Vraag aan de coördinator",
    "antwoord": "Antwoord",
    "agendapunt": "Afspraak in de agenda",
    "bijlage": "Brief",
    "bijlage_inhoud": "Inhoud van een brief",
    "eigen_lijst": "Eigen lijst",
    "organisatiegegevens": "Gegevens van de organisatie",
}

VELDEN: Mapping[str, str] = {
    "aantekening": "Eigen aantekening",
    "aanwezig": "Wie erbij was",
    "aanwezigheid": "Aanwezigheid",
    "achternaam": "Achternaam",
    "actie": "Wat er is besloten",
    "adres": "Adres",
    "adres_geheim": "Adres is geheim",
    "afgerond_op": "Afgerond op",
    "afgeschaald_op": "Afgeschaald op",
    "afgesloten_op": "Afgesloten op",
    "afmelding": "Afmelding",
    "agendasoort": "Soort afspraak",
    "amv": "Alleen gekomen als minderjarige",
    "andere_spellingen": "Andere spellingen van de naam",
    "antwoorden": "Antwoorden",
    "beeindigt": "Beëindigt",
    "begint_op": "Wanneer",
    "begonnen_op": "Begonnen op",
    "belegd_bij": "Wie pakt het op",
    "bereikbaar": "Bereikbaar",
    "bereikbaar_via": "Hoe het best te bereiken",
    "besloten_door": "Besloten door",
    "besloten_op": "Besloten op",
    "besluit": "Besluit",
    "bespreken_op": "Weer bespreken op",
    "besproken": "Besproken met de cliënt",
    "bestand_hash": "Controlegetal van het bestand",
    "bestandsoort": "Soort bestand",
    "bijzonderheden": "Bijzonderheden (privé)",
    "briefsoort": "Soort brief",
    "bron": "Van wie komt dit",
    "brp_op": "Ingeschreven in de BRP",
    "categorie": "Gegevenscategorie",
    "categorieen": "Gegevenscategorieën",
    "code": "Code van de lijst",
    "contact_gelukt": "Contact gelukt",
    "contactmoment_id": "Hoort bij contact",
    "contactpersoon": "Contactpersoon",
    "dagtekening_pip": "Dagtekening eerste PIP",
    "datum": "Datum",
    "datum_afronding_zroute": "Afronding Z-route",
    "datum_eindgesprek_map": "Eindgesprek MAP",
    "dialect": "Dialect",
    "document": "Document",
    "doel": "Doel",
    "doel_ids": "Doelen",
    "doelgroep": "Doelgroep",
    "door": "Door",
    "duiding": "Wat ik ervan denk (privé)",
    "duur_minuten": "Duur",
    "email": "E-mail",
    "fase": "Stap op de doorgaande lijn",
    "geboortedatum": "Geboortedatum",
    "gedaan": "Wat is gedaan",
    "gedaan_op": "Gedaan op",
    "gegeven": "Gegeven lestijd",
    "gegeven_door": "Gegeven door",
    "gegeven_op": "Gegeven op",
    "gekoppeld_op": "Gekoppeld op",
    "gemaakt_door": "Gemaakt door",
    "gemaakt_op": "Gemaakt op",
    "gemeente": "Gemeente",
    "genoteerd_door": "Genoteerd door",
    "genoteerd_op": "Genoteerd op",
    "gepubliceerd_door": "Gepubliceerd door",
    "gepubliceerd_op": "Gepubliceerd op",
    "geslacht": "Geslacht",
    "gesteld_door": "Gesteld door",
    "gesteld_op": "Gesteld op",
    "getuige": "Getuige",
    "gevoelig": "Gevoelig onderdeel",
    "gezet_op": "Datum van de stap",
    "groep": "Groep",
    "grondslag": "Grondslag",
    "grondslag_ids": "Gronden",
    "grootte": "Grootte",
    "haast": "Haast",
    "handtekening": "Handtekening",
    "handtekening_begeleider": "Handtekening begeleider",
    "handtekening_client": "Handtekening cliënt",
    "herziene_pips": "Later veranderde PIP’s",
    "huisarts": "Huisarts",
    "huishouden_id": "Huishouden",
    "ik_zin": "Wat ik wil",
    "in_huishouden": "Het gezin mag dit zien",
    "ingevuld_door": "Ingevuld door",
    "inhoud": "Inhoud",
    "inhoud_hash": "Controlegetal van de inhoud",
    "inhoud_id": "Hoort bij inhoud",
    "invulling_id": "Hoort bij lijst",
    "item_key": "Vraag in de lijst",
    "kan_lezen": "Kan lezen en schrijven",
    "kanaal": "Hoe",
    "kennisgeving_op": "Kennisgeving van DUO",
    "kernwaarden": "Kernwaarden",
    "klantreferentie": "Klantreferentie",
    "knm_themas": "Onderwerpen KNM",
    "kopie": "Kopie nummer",
    "kracht": "Wat gaat goed",
    "land": "Land",
    "leefgebied": "Leefgebied",
    "leefgebieden": "Leefgebieden",
    "leerroute": "Leerroute",
    "loopbaansoort": "Soort",
    "loopbaanstand": "Stand",
    "map_themas": "Onderwerpen MAP",
    "meenemen": "Wat mee moet naar de volgende stap",
    "minuten": "Duur",
    "naam": "Naam",
    "naam_begeleider": "Getekend door (begeleider)",
    "naam_client": "Getekend door (cliënt)",
    "naar": "Naar wie",
    "niet_besproken_reden": "Waarom niet besproken",
    "niveau": "Niveau",
    "omschrijving": "Wat",
    "onderdeel": "Onderdeel",
    "onderdelen": "Onderdelen",
    "onderwerp": "Onderwerp",
    "ontvanger": "Ontvanger",
    "ontvanger_naam": "Naam van de ontvanger",
    "organisatie": "Organisatie",
    "over": "Gaat over",
    "plaats": "Waar",
    "plaatsgevonden_op": "Wanneer",
    "plicht_vanaf": "Inburgeren vanaf",
    "postcode": "Postcode",
    "pvt_soort": "Soort bijeenkomst",
    "reden_mondeling": "Waarom mondeling",
    "regels": "Wat is afgesproken",
    "regisseur": "Regisseur",
    "relatie": "Plaats in het huishouden",
    "resultaat": "Resultaat",
    "rol_in_huishouden": "Rol in het huishouden",
    "rondt_af": "Rondt de vraag af",
    "samenvatting": "Samenvatting",
    "school": "School",
    "school_vanaf": "Op school vanaf",
    "schriften": "Leest welk schrift",
    "signaal_id": "Hoort bij signaal",
    "sinds": "Sinds",
    "stand": "Stand",
    "stap": "Stap",
    "stappen": "Stappen",
    "status": "Status van het dossier",
    "sterke_kanten": "Sterke kanten",
    "taak_id": "Hoort bij taak",
    "taal": "Taal",
    "talen": "Talen",
    "tekst": "Tekst",
    "tekst_hash": "Controlegetal van de tekst",
    "tekst_versie": "Versie van de tekst",
    "telefoon": "Telefoon",
    "telling": "Wat is gewist",
    "telt_mee_zroute": "Telt mee voor de Z-route",
    "template_hash": "Controlegetal van de lijst",
    "termijn": "Termijn",
    "thema": "Thema",
    "toegevoegd_door": "Toegevoegd door",
    "toegevoegd_op": "Toegevoegd op",
    "toelichting": "Toelichting",
    "tolk": "Tolk",
    "tolk_nodig": "Tolk nodig",
    "tolkvoorkeur": "Voorkeur voor de tolk",
    "tot": "Tot",
    "trekt_in": "Trekt in",
    "uit_gebruik": "Lijsten uit gebruik",
    "uiterlijk": "Uiterlijk",
    "uitkomst": "Uitkomst",
    "uitslag": "Uitslag",
    "uren": "Uren",
    "uren_per_week": "Uren per week",
    "urensoort": "Soort uren",
    "uitzondering": "Waarom geen toestemming kon worden gevraagd",
    "urgentie": "Urgentie",
    "urgentie_reden": "Waarom minder dringend",
    "van": "Van",
    "vanaf": "Vanaf",
    "vastgelegd_door": "Vastgelegd door",
    "vastgelegd_op": "Vastgelegd op",
    "verblijfsstatus": "Verblijfsstatus",
    "vergunning_tot": "Vergunning geldig tot",
    "vergunning_vanaf": "Vergunning vanaf",
    "verlengingen": "Verlengingen",
    "versie": "Versie van de lijst",
    "vervallen": "Vervallen",
    "vervangt": "Vervangt",
    "voor_op": "Voor welke dag",
    "voornamen": "Voornamen",
    "vraag": "Vraag in de lijst",
    "vraag_id": "Hoort bij vraag",
    "waar": "Waar",
    "waarneming": "Wat ik zag of hoorde",
    "wat": "Wat",
    "wat_te_doen": "Wat ermee moet",
    "wensen": "Wensen",
    "wet": "Wet",
    "wie": "Wie",
    "wie_helpt": "Wie helpt",
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
    if veld == "geboortedatum" or (veld in ("van", "tot") and isinstance(value, str)):
        return deeldatum.in_words(value) if value else ""
    if veld in ("duur_minuten", "minuten", "gegeven"):
        return in_uren(value) if value else ""
    if veld.startswith("handtekening"):
        return "een getekende handtekening" if value else ""
    if veld == "antwoorden":
        return f"{len(value)} antwoorden" if value else ""
    if veld in _REFERENCES or (veld.endswith("_id") and isinstance(value, str)):
        return "ja" if value else ""
    if veld in ("stappen", "regels"):
        return "\n".join(value_in_words(item) for item in value)
    return value_in_words(value)


def _step_in_words(stap: Planstap) -> str:
    """Return a step of a goal on one line: what, who, by when, how it stands."""
    who = stap.wie_naam or stap.wie.naam
    when = f", voor {stap.voor_op:%d-%m-%Y}" if stap.voor_op else ""
    stand = "" if stap.stand is Stapstand.OPEN else f", {stap.stand.value.replace('_', ' ')}"
    result = f": {stap.resultaat}" if stap.resultaat else ""
    return f"{stap.wat} ({who}{when}{stand}){result}"


def value_in_words(value: Any) -> str:
    """Return any value of a record as a person reads it."""
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nee"
        case Leefgebied() | Urgentie() | Planthema() | Doeltermijn() | Uitvoerder() | Examenonderdeel():
            return value.naam
        case Planstap():
            return _step_in_words(value)
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
