"""The table of purposes and the texts that a client reads before saying yes or no, as read from data.

The table is the one place that says which categories may go to whom and on which ground; `decide` in
`app.domain.toestemmingen` enforces it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.domain.records import Categorie
from app.domain.toestemmingen import Grondslagsoort, Ontvanger, Verwerkingsdoel
from app.domain.velden import Velden

SENSITIVE = frozenset({Categorie.GEZONDHEID, Categorie.VEILIGHEID})
CARE_RECEIVERS = frozenset({Ontvanger.HUISARTS, Ontvanger.JGZ, Ontvanger.WIJKTEAM})
_ALWAYS_ALONG = frozenset({Categorie.IDENTIFICATIE, Categorie.BEREIKBAARHEID, Categorie.TAAL})

WITHDRAWAL_POLICIES = ("wissen", "beperken")


def parse_doelen(data: Mapping[str, object], bestand: str) -> dict[str, Verwerkingsdoel]:
    """Return the purposes in `data` by code; Fault GEGEVENS_ONJUIST where the table breaks its own rules."""
    velden = Velden(data, bestand)
    velden.code("code")
    velden.number("versie")
    velden.day("geldig_vanaf")
    velden.text("bron")
    doelen = [_doel(part) for part in velden.tables("doelen", "code")]
    velden.done()
    if len({doel.code for doel in doelen}) != len(doelen):
        raise velden.fault("Een doel staat er twee keer.", "doelen")
    return {doel.code: doel for doel in doelen}


def _doel(velden: Velden) -> Verwerkingsdoel:
    doel = Verwerkingsdoel(
        code=velden.code("code"),
        titel=velden.text("titel"),
        ontvanger=velden.choice("ontvanger", Ontvanger),
        categorieen=frozenset(velden.choices("categorieen", Categorie)),
        grondslagen=frozenset(velden.choices("grondslagen", Grondslagsoort)),
        maanden_geldig=velden.number("maanden_geldig"),
        bij_intrekking=velden.text("bij_intrekking"),
        bewaargrond=velden.text("bewaargrond", ""),
        uitleg=velden.text("uitleg"),
        bij_ja=velden.text("bij_ja"),
        bij_nee=velden.text("bij_nee"),
    )
    velden.done()
    _check_sensitive(velden, doel)
    if Grondslagsoort.TOESTEMMING not in doel.grondslagen:
        raise velden.fault("Toestemming hoort bij elk doel als grondslag te kunnen.", "grondslagen")
    if doel.maanden_geldig < 1:
        raise velden.fault("Een toestemming geldt ten minste één maand.", "maanden_geldig")
    if doel.bij_intrekking not in WITHDRAWAL_POLICIES:
        raise velden.fault(f"Kies uit: {', '.join(WITHDRAWAL_POLICIES)}.", "bij_intrekking")
    if (doel.bij_intrekking == "beperken") is not bool(doel.bewaargrond):
        raise velden.fault("Bij beperken hoort een grond om te bewaren, en alleen daar.", "bewaargrond")
    return doel


def _check_sensitive(velden: Velden, doel: Verwerkingsdoel) -> None:
    """Health and safety never travel as a stowaway in a purpose about something else."""
    sensitive = doel.categorieen & SENSITIVE
    if not sensitive:
        return
    if doel.ontvanger not in CARE_RECEIVERS and (
        len(sensitive) > 1 or doel.categorieen - sensitive - _ALWAYS_ALONG
    ):
        raise velden.fault(
            "Gezondheid en veiligheid hebben elk een eigen doel, of een zorgverlener als ontvanger.",
            "categorieen",
        )
    if doel.grondslagen - {Grondslagsoort.TOESTEMMING, Grondslagsoort.VITAAL_BELANG}:
        raise velden.fault("Hier kan alleen toestemming of vitaal belang.", "grondslagen")


@dataclass(frozen=True, slots=True, kw_only=True)
class Doeltekst:
    """What the client reads for one purpose in one language; `tekst_hash` fixes every word of the page."""

    doel: str
    taal: str
    tekst_versie: str
    titel: str
    wat: str
    met_wie: str
    waarom: str
    als_ja: str
    als_nee: str
    vrij: str
    intrekken: str
    papier: str
    vraag: str
    knop_ja: str
    knop_nee: str
    tekst_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Toestemmingstaal:
    """One language: its name in itself, the direction of its script, who translated, and whether it was reviewed."""

    taal: str
    naam: str
    van_rechts: bool
    versie: int
    vertaler: str
    nagekeken: bool
    niet_nagekeken: str
    teksten: Mapping[str, Doeltekst]


_PAGE = ("vrij", "intrekken", "papier", "vraag", "knop_ja", "knop_nee")
_PER_DOEL = ("titel", "wat", "met_wie", "waarom", "als_ja", "als_nee")


def parse_toestemmingstaal(data: Mapping[str, object], bestand: str) -> Toestemmingstaal:
    """Return the consent texts of one language; Fault GEGEVENS_ONJUIST for anything that's off."""
    velden = Velden(data, bestand)
    taal, versie = velden.key("taal"), velden.number("versie")
    page_fields = velden.table("algemeen")
    page = {name: page_fields.text(name) for name in _PAGE}
    page_fields.done()
    teksten: dict[str, Doeltekst] = {}
    for part in velden.tables("doelen", "code"):
        code = part.code("code")
        if code in teksten:
            raise part.fault("Dit doel staat er twee keer.", "code")
        words = {name: part.text(name) for name in _PER_DOEL} | page
        part.done()
        tekst_versie = f"{taal}.v{versie}"
        canonical = json.dumps(
            {"doel": code, "versie": tekst_versie, **words}, sort_keys=True, ensure_ascii=False
        )
        teksten[code] = Doeltekst(
            doel=code,
            taal=taal,
            tekst_versie=tekst_versie,
            tekst_hash=hashlib.sha256(canonical.encode("utf-8")).hexdigest(),
            **words,
        )
    language = Toestemmingstaal(
        taal=taal,
        naam=velden.text("naam"),
        van_rechts=velden.flag("van_rechts", False),
        versie=versie,
        vertaler=velden.text("vertaler"),
        nagekeken=velden.flag("nagekeken"),
        niet_nagekeken=velden.text("niet_nagekeken", ""),
        teksten=MappingProxyType(teksten),
    )
    velden.done()
    if not language.nagekeken and not language.niet_nagekeken:
        raise velden.fault("Zeg in de eigen taal dat de tekst nog niet is nagekeken.", "niet_nagekeken")
    return language
