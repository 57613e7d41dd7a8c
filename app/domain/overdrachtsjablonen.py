"""The doorgaande lijn explained, and the templates that say what a handover sheet may contain at most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.doorgaande_lijn import Dossieroverdracht
from app.domain.records import Categorie
from app.domain.toestemmingen import Ontvanger
from app.domain.velden import Velden


@dataclass(frozen=True, slots=True, kw_only=True)
class Stapuitleg:
    """One of the eight steps in the words of the plan of 2017 (`toen`) and of today (`nu`)."""

    nummer: int
    key: str
    naam: str
    toen: str
    nu: str
    uitleg: str
    wie: tuple[str, ...]
    meenemen: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossieruitleg:
    """One of the four files of the warme overdracht: from whom, to whom, who asks for it, and how."""

    soort: Dossieroverdracht
    naam: str
    van_toen: str
    van_nu: str
    naar: Ontvanger
    wie_vraagt: str
    doel: str
    zo_regel_je_het: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lijnuitleg:
    """The eight steps and the four files."""

    versie: int
    geldig_vanaf: date
    bron: str
    stappen: tuple[Stapuitleg, ...]
    dossiers: tuple[Dossieruitleg, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bladsectie:
    """A part of a handover sheet. It may appear only when every category in `categorieen` may go to the receiver.

    `per_record`: each record decides by its own categories. `altijd`: can't be left out. `apart_blad`: its own
    confidential page, and only when chosen explicitly.
    """

    key: str
    titel: str
    categorieen: frozenset[Categorie]
    altijd: bool
    per_record: bool
    apart_blad: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdrachtsjabloon:
    """What a sheet of this kind may contain at most, in order, and what is ticked at the start."""

    key: str
    titel: str
    ontvanger: Ontvanger
    doelen: tuple[str, ...]
    secties: tuple[Bladsectie, ...]
    standaard: frozenset[str]
    let_op: str
    vraag: str


def parse_lijnuitleg(data: Mapping[str, object], bestand: str) -> Lijnuitleg:
    """Return the steps and files in `data`; Fault GEGEVENS_ONJUIST for anything that's off."""
    velden = Velden(data, bestand)
    velden.code("code")
    velden.text("titel")
    uitleg = Lijnuitleg(
        versie=velden.number("versie"),
        geldig_vanaf=velden.day("geldig_vanaf"),
        bron=velden.text("bron"),
        stappen=tuple(_stap(part) for part in velden.tables("stappen")),
        dossiers=tuple(_dossier(part) for part in velden.tables("dossiers")),
    )
    velden.done()
    if [stap.nummer for stap in uitleg.stappen] != list(range(1, 9)):
        raise velden.fault("De stappen horen 1 tot en met 8 te zijn, op volgorde.", "stappen")
    if {dossier.soort for dossier in uitleg.dossiers} != set(Dossieroverdracht):
        raise velden.fault("Elk van de vier dossiers hoort er één keer in te staan.", "dossiers")
    return uitleg


def _stap(velden: Velden) -> Stapuitleg:
    stap = Stapuitleg(
        nummer=velden.number("nummer"),
        key=velden.key("key"),
        naam=velden.text("naam"),
        toen=velden.text("toen"),
        nu=velden.text("nu"),
        uitleg=velden.text("uitleg"),
        wie=velden.texts("wie"),
        meenemen=velden.texts("meenemen"),
    )
    velden.done()
    return stap


def _dossier(velden: Velden) -> Dossieruitleg:
    dossier = Dossieruitleg(
        soort=velden.choice("key", Dossieroverdracht),
        naam=velden.text("naam"),
        van_toen=velden.text("van_toen"),
        van_nu=velden.text("van_nu"),
        naar=velden.choice("naar", Ontvanger),
        wie_vraagt=velden.text("wie_vraagt"),
        doel=velden.code("doel"),
        zo_regel_je_het=velden.text("zo_regel_je_het"),
    )
    velden.done()
    return dossier


def parse_sjablonen(data: Mapping[str, object], bestand: str) -> dict[str, Overdrachtsjabloon]:
    """Return the templates in `data` by key; Fault GEGEVENS_ONJUIST for anything that's off."""
    velden = Velden(data, bestand)
    velden.code("code")
    velden.number("versie")
    velden.day("geldig_vanaf")
    secties = {sectie.key: sectie for sectie in (_sectie(part) for part in velden.tables("secties"))}
    sjablonen = [_sjabloon(part, secties) for part in velden.tables("sjablonen")]
    velden.done()
    if len({sjabloon.key for sjabloon in sjablonen}) != len(sjablonen):
        raise velden.fault("Een sjabloon staat er twee keer.", "sjablonen")
    return {sjabloon.key: sjabloon for sjabloon in sjablonen}


def _sectie(velden: Velden) -> Bladsectie:
    sectie = Bladsectie(
        key=velden.key("key"),
        titel=velden.text("titel"),
        categorieen=frozenset(velden.choices("categorieen", Categorie)),
        altijd=velden.flag("altijd", False),
        per_record=velden.flag("per_record", False),
        apart_blad=velden.flag("apart_blad", False),
    )
    velden.done()
    return sectie


def _sjabloon(velden: Velden, known: Mapping[str, Bladsectie]) -> Overdrachtsjabloon:
    keys = velden.texts("secties")
    unknown = [key for key in keys if key not in known]
    if unknown:
        raise velden.fault(f"Onbekend deel: {', '.join(unknown)}.", "secties")
    missing = [sectie.key for sectie in known.values() if sectie.altijd and sectie.key not in keys]
    if missing:
        raise velden.fault(f"Deze delen horen er altijd in: {', '.join(missing)}.", "secties")
    standaard = velden.texts("standaard")
    for key in standaard:
        if key not in keys:
            raise velden.fault(f"'{key}' staat niet bij de delen van dit sjabloon.", "standaard")
        if known[key].apart_blad:
            raise velden.fault(f"'{key}' mag nooit vanzelf aangevinkt zijn.", "standaard")
    sjabloon = Overdrachtsjabloon(
        key=velden.key("key"),
        titel=velden.text("titel"),
        ontvanger=velden.choice("ontvanger", Ontvanger),
        doelen=velden.texts("doelen"),
        secties=tuple(known[key] for key in keys),
        standaard=frozenset(standaard) | {key for key in keys if known[key].altijd},
        let_op=velden.text("let_op", ""),
        vraag=velden.text("vraag", ""),
    )
    velden.done()
    return sjabloon
