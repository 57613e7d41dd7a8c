"""The shipped data, read once: checklists, rules, purposes, consent texts and the sociale kaart.

The only place that opens these files. What comes out is frozen and shared; a file that is wrong raises
`Fault(GEGEVENS_ONJUIST)` with its name and the place in it. The newest version of a file counts (`resources.newest`).
"""

from __future__ import annotations

import dataclasses
import hashlib
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

import resources
from app.domain.checklist_lezen import parse
from app.domain.checklists import Checklist
from app.domain.doelentabel import Toestemmingstaal, parse_doelen, parse_toestemmingstaal
from app.domain.inburgering import PvtEis
from app.domain.lijnonderdelen import Onderdeelgroep, Onderdeeluitleg, parse_onderdelen
from app.domain.overdrachtsjablonen import Lijnuitleg, Overdrachtsjabloon, parse_lijnuitleg, parse_sjablonen
from app.domain.regels import (
    Alarmnummer,
    Regelboek,
    Regelset,
    in_force,
    parse_alarmnummers,
    parse_regelboek,
    pvt_eis,
)
from app.domain.socialekaart import SocialeKaart, parse_kaart
from app.domain.toestemmingen import Verwerkingsdoel
from app.domain.velden import GEGEVENS_ONJUIST, Velden
from app.domain.voortgang import MapEis
from app.faults import Fault

TALEN = ("nl", "en", "ar", "ti", "fa", "tr", "fr", "uk")
"""Languages of the consent texts, Dutch first."""


def _load(name: str) -> dict[str, object]:
    try:
        return tomllib.loads(resources.read_text(name))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Fault(GEGEVENS_ONJUIST, waar=name, reden=str(error)) from error


def file_sha256(name: str) -> str:
    """Return the SHA-256 (hex) of a shipped file as it is."""
    return hashlib.sha256(resources.read_bytes(name)).hexdigest()


# -- checklists


@lru_cache(maxsize=1)
def checklist_versions() -> tuple[tuple[str, int], ...]:
    """Return (code, version) of every shipped checklist that the manifest names, by code and then by version."""
    return tuple(sorted((code, versie) for code, versie in _manifest()))


@lru_cache(maxsize=1)
def _manifest() -> Mapping[tuple[str, int], tuple[str, str]]:
    """Return (file hash, content hash) by (code, version) of every published checklist."""
    velden = Velden(_load("checklists/manifest.toml"), "checklists/manifest.toml")
    found = {}
    for part in velden.tables("gepubliceerd", "code"):
        found[part.code("code"), part.number("versie")] = (part.text("sha256"), part.text("template_hash"))
        part.done()
    velden.done()
    return MappingProxyType(found)


def published_hash(code: str, versie: int) -> tuple[str, str]:
    """Return (SHA-256 of the file, template hash) that were written down when this version was published."""
    return _manifest()[code, versie]


def checklists() -> tuple[Checklist, ...]:
    """Return the newest version of every shipped checklist, by title."""
    newest = dict(checklist_versions())
    return tuple(sorted((checklist(code) for code in newest), key=lambda each: each.titel))


def checklist(code: str, versie: int | None = None) -> Checklist:
    """Return one shipped checklist, the newest version unless asked; KeyError when it isn't shipped."""
    versions = [number for name, number in checklist_versions() if name == code]
    if not versions or (versie is not None and versie not in versions):
        raise KeyError((code, versie))
    return _checklist(code, max(versions) if versie is None else versie)


def is_shipped(code: str) -> bool:
    """True for a list that comes with the program."""
    return any(name == code for name, _ in checklist_versions())


@lru_cache(maxsize=64)
def _checklist(code: str, versie: int) -> Checklist:
    name = f"checklists/{code}.v{versie}.toml"
    return parse(_load(name), name)


@lru_cache(maxsize=1)
def answer_labels() -> Mapping[str, Mapping[str, str]]:
    """Return the words of the fixed answers (`nee`, `soms`, `samen`, ...) by value and then by language."""
    name = resources.newest("checklists", "antwoorden")
    velden = Velden(_load(name), name)
    for read, key in ((velden.code, "code"), (velden.number, "versie"), (velden.text, "vertaler")):
        read(key)
    velden.flag("nagekeken")
    labels = {
        part.key("key"): MappingProxyType(part.text_map("tekst")) for part in velden.tables("antwoorden")
    }
    velden.done()
    return MappingProxyType(labels)


# -- rules


@lru_cache(maxsize=16)
def regelboek(code: str) -> Regelboek:
    """Return a rule book: `inburgering`, `termijnen` or `voorinburgering`; KeyError for another code."""
    name = resources.newest("regels", code)
    return parse_regelboek(_load(name), name)


@lru_cache(maxsize=256)
def regels(code: str, op: date, wet: str = "") -> Regelset:
    """Return the rules of a book that are in force on a day, under a law (`wi2021`, `wi2013`) where it matters."""
    return in_force(regelboek(code), op, wet)


def pvt_eisen(op: date, wet: str) -> PvtEis:
    """Return what the law asks of a PVT on a day."""
    return pvt_eis(regels("inburgering", op, wet))


def map_eisen(op: date, wet: str) -> MapEis:
    """Return what the law asks of a MAP on a day; without MAP under this law no route has it."""
    found = regels("inburgering", op, wet)
    if "map_leerroutes" not in found:
        return MapEis(leerroutes=(), minuten=0, themas=(), eindgesprek=False)
    return MapEis(
        leerroutes=found.lijst("map_leerroutes"),
        minuten=found.getal("map_praktijk_uren") * 60,
        themas=found.lijst("map_themas"),
        eindgesprek=found.ja("map_eindgesprek"),
    )


@lru_cache(maxsize=1)
def lijnonderdelen() -> tuple[Onderdeeluitleg, ...]:
    """Return the parts of assessment, intake and voorinburgering, in the order of the file."""
    name = resources.newest("regels", "lijnonderdelen")
    return parse_onderdelen(_load(name), name)


def voorinburgering(op: date) -> tuple[tuple[Onderdeeluitleg, ...], int]:
    """Return the components of the voorinburgering with the hours of each, and the hours in all."""
    found = regels("voorinburgering", op)
    wanted = found.lijst("onderdelen")
    named = {each.key: each for each in lijnonderdelen() if each.groep is Onderdeelgroep.VOORINBURGERING}
    parts = tuple(
        dataclasses.replace(named[key], uren=found.getal(f"{key}_uren")) for key in wanted if key in named
    )
    return parts, found.getal("totaal_uren")


@lru_cache(maxsize=1)
def alarmnummers() -> tuple[Alarmnummer, ...]:
    """Return the numbers that must work without internet; `altijd_tonen` means on every signalering screen."""
    name = resources.newest("regels", "alarmnummers")
    return parse_alarmnummers(_load(name), name)


@lru_cache(maxsize=1)
def lijnuitleg() -> Lijnuitleg:
    """Return the eight steps in the words of then and now, and the four files of the warme overdracht."""
    name = resources.newest("regels", "overdrachten")
    return parse_lijnuitleg(_load(name), name)


@lru_cache(maxsize=1)
def sjablonen() -> Mapping[str, Overdrachtsjabloon]:
    """Return the handover templates by key: `azc_gemeente`, `gemeente_gemeente`, `begeleider_begeleider`, `huisarts`,
    `jgz`, `wijkteam`, `afsluiting`."""
    name = resources.newest("regels", "overdracht_sjablonen")
    return MappingProxyType(parse_sjablonen(_load(name), name))


# -- consent


@lru_cache(maxsize=1)
def doelen() -> Mapping[str, Verwerkingsdoel]:
    """Return the table of purposes by code, in the order of the file."""
    name = resources.newest("toestemming", "doelen")
    return MappingProxyType(parse_doelen(_load(name), name))


def toestemmingstaal(taal: str, versie: int | None = None) -> Toestemmingstaal:
    """Return the consent texts in one of TALEN, the newest unless asked; KeyError when there's no such text."""
    versions = resources.versions("toestemming").get(taal, ()) if taal in TALEN else ()
    if not versions or (versie is not None and versie not in versions):
        raise KeyError((taal, versie))
    return _toestemmingstaal(taal, versions[-1] if versie is None else versie)


@lru_cache(maxsize=64)
def _toestemmingstaal(taal: str, versie: int) -> Toestemmingstaal:
    name = f"toestemming/{taal}.v{versie}.toml"
    return parse_toestemmingstaal(_load(name), name)


# -- sociale kaart


@lru_cache(maxsize=1)
def sociale_kaart() -> SocialeKaart:
    """Return the routes and the organisations that ship: national ones, and those of the practice gemeente."""
    names = [resources.newest("sociale_kaart", code) for code in ("routes", "landelijk", "lindewaard")]
    return parse_kaart((_load(name), name) for name in names)


@lru_cache(maxsize=16)
def papierwoorden(taal: str) -> Mapping[str, str]:
    """Return the words on what the client is given (inzage, proof of withdrawal); Dutch for an unknown language."""
    name = resources.newest("papieren", taal if taal in TALEN else "nl")
    velden = Velden(_load(name), name)
    velden.code("code")
    velden.number("versie")
    velden.text("vertaler")
    velden.flag("nagekeken")
    words = velden.text_map("tekst")
    velden.done()
    return MappingProxyType(words)
