"""Rules of law and practice as dated data: what was in force on a day, from which source, and how sure we are.

A change of law is a line with a later `geldig_vanaf`; the code never changes for it. `bevestigd` is False where a value
is believed right but was not confirmed from a primary source: screens may say so, and an organisation may set its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.inburgering import PvtEis
from app.domain.leefgebieden import Urgentie
from app.domain.velden import Velden

Regelwaarde = int | bool | str | tuple[str, ...] | tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Regel:
    """One value from `geldig_vanaf` on; `wet` is empty where the rule holds under every law."""

    key: str
    waarde: Regelwaarde
    eenheid: str
    wet: str
    geldig_vanaf: date
    bron: str
    bevestigd: bool
    toelichting: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Regelboek:
    """Every rule of one file, older and newer, in any order."""

    code: str
    versie: int
    titel: str
    regels: tuple[Regel, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Regelset:
    """The rules of one book that hold on one day under one law, by key."""

    code: str
    versie: int
    op: date
    wet: str
    regels: Mapping[str, Regel]

    def __iter__(self) -> Iterator[Regel]:
        return iter(self.regels.values())

    def __contains__(self, key: object) -> bool:
        return key in self.regels

    def regel(self, key: str) -> Regel:
        """Return the rule itself, with its source; KeyError when none is in force."""
        try:
            return self.regels[key]
        except KeyError:
            raise KeyError(f"{self.code}: no rule '{key}' on {self.op} under '{self.wet}'") from None

    def getal(self, key: str) -> int:
        """Return a whole number; TypeError when the rule isn't one."""
        waarde = self.regel(key).waarde
        if isinstance(waarde, bool) or not isinstance(waarde, int):
            raise TypeError(f"{self.code}: '{key}' is not a number")
        return waarde

    def ja(self, key: str) -> bool:
        """Return a yes or no; TypeError when the rule isn't one."""
        waarde = self.regel(key).waarde
        if not isinstance(waarde, bool):
            raise TypeError(f"{self.code}: '{key}' is not a yes or no")
        return waarde

    def tekst(self, key: str) -> str:
        """Return a text; TypeError when the rule isn't one."""
        waarde = self.regel(key).waarde
        if not isinstance(waarde, str):
            raise TypeError(f"{self.code}: '{key}' is not a text")
        return waarde

    def lijst(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; TypeError when the rule isn't one."""
        waarde = self.regel(key).waarde
        if not isinstance(waarde, tuple):
            raise TypeError(f"{self.code}: '{key}' is not a list")
        return tuple(part for part in waarde if isinstance(part, str))

    def getallen(self, key: str) -> tuple[int, ...]:
        """Return a list of whole numbers; TypeError when the rule isn't one."""
        waarde = self.regel(key).waarde
        if not isinstance(waarde, tuple):
            raise TypeError(f"{self.code}: '{key}' is not a list")
        return tuple(part for part in waarde if isinstance(part, int))


def in_force(boek: Regelboek, op: date, wet: str = "") -> Regelset:
    """Return the rules in force on `op`: per key the newest that has begun, under `wet` or under every law."""
    found: dict[str, Regel] = {}
    for regel in sorted(boek.regels, key=lambda each: (each.geldig_vanaf, each.wet)):
        if regel.geldig_vanaf <= op and regel.wet in ("", wet):
            found[regel.key] = regel
    return Regelset(code=boek.code, versie=boek.versie, op=op, wet=wet, regels=found)


def parse_regelboek(data: Mapping[str, object], bestand: str) -> Regelboek:
    """Return the rules in `data`; Fault GEGEVENS_ONJUIST naming file, rule and field for anything that's off."""
    velden = Velden(data, bestand)
    default_from = velden.day("geldig_vanaf")
    regels = tuple(_regel(part, default_from) for part in velden.tables("regels"))
    seen: set[tuple[str, str, date]] = set()
    for regel in regels:
        mark = (regel.key, regel.wet, regel.geldig_vanaf)
        if mark in seen:
            raise velden.fault("Deze regel staat er twee keer met dezelfde begindatum.", regel.key)
        seen.add(mark)
    boek = Regelboek(
        code=velden.code("code"), versie=velden.number("versie"), titel=velden.text("titel"), regels=regels
    )
    velden.done()
    return boek


def _regel(velden: Velden, default_from: date) -> Regel:
    regel = Regel(
        key=velden.key("key"),
        waarde=_waarde(velden),
        eenheid=velden.text("eenheid", ""),
        wet=velden.text("wet", ""),
        geldig_vanaf=velden.optional_day("geldig_vanaf") or default_from,
        bron=velden.text("bron"),
        bevestigd=velden.flag("bevestigd"),
        toelichting=velden.text("toelichting", ""),
    )
    velden.done()
    return regel


def _waarde(velden: Velden) -> Regelwaarde:
    waarde = velden.value("waarde")
    if isinstance(waarde, list):
        if waarde and all(isinstance(part, int) and not isinstance(part, bool) for part in waarde):
            return tuple(int(part) for part in waarde)
        return velden.texts("waarde")
    if isinstance(waarde, (bool, int, str)):
        return waarde
    raise velden.fault("Een waarde is een getal, ja of nee, een tekst of een lijst met teksten.", "waarde")


def pvt_eis(inburgering: Regelset) -> PvtEis:
    """Return what the law asks of a PVT under this rule set."""
    return PvtEis(
        minuten=inburgering.getal("pvt_minuten"),
        excursie=inburgering.ja("pvt_excursie"),
        jaren=inburgering.getal("pvt_termijn_jaren"),
    )


def urgency_workdays(termijnen: Regelset, urgentie: Urgentie) -> int:
    """Return within how many working days a signal of this urgency needs its next step; 0 is the same day."""
    return termijnen.getal(f"urgentie_{urgentie.value}_werkdagen")


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarmnummer:
    """A number that must work without internet: whom to call, when, and whether a name is needed."""

    key: str
    naam: str
    nummers: tuple[str, ...]
    wanneer: str
    uitleg: str
    anoniem: bool
    dag_en_nacht: bool
    altijd_tonen: bool
    bron: str
    nagekeken_op: date
    bevestigd: bool


def parse_alarmnummers(data: Mapping[str, object], bestand: str) -> tuple[Alarmnummer, ...]:
    """Return the numbers in the order of the file; Fault GEGEVENS_ONJUIST for anything that's off."""
    velden = Velden(data, bestand)
    velden.code("code")
    velden.number("versie")
    velden.day("geldig_vanaf")
    numbers = []
    for part in velden.tables("nummers"):
        numbers.append(
            Alarmnummer(
                key=part.key("key"),
                naam=part.text("naam"),
                nummers=part.texts("nummers"),
                wanneer=part.text("wanneer"),
                uitleg=part.text("uitleg", ""),
                anoniem=part.flag("anoniem"),
                dag_en_nacht=part.flag("dag_en_nacht"),
                altijd_tonen=part.flag("altijd_tonen"),
                bron=part.text("bron"),
                nagekeken_op=part.day("nagekeken_op"),
                bevestigd=part.flag("bevestigd"),
            )
        )
        part.done()
    velden.done()
    if len({number.key for number in numbers}) != len(numbers):
        raise velden.fault("Een nummer staat er twee keer.", "nummers")
    return tuple(numbers)
