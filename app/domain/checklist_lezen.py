"""Reading a checklist template from data: strict, so that a typing error never silently drops a warning."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from app.domain.checklists import (
    Checklist,
    Item,
    Keuze,
    Sectie,
    Sectiesoort,
    Signaalwaarde,
    Soort,
    Taalstaat,
    Verhoging,
)
from app.domain.leefgebieden import Leefgebied, Urgentie
from app.domain.records import Categorie
from app.domain.velden import Velden
from app.domain.voorwaarden import Voorwaarde, VoorwaardeOnjuist, comparisons, parse_voorwaarde

_CHOICES = (Soort.KEUZE, Soort.MEERKEUZE)
_CAN_SIGNAL = (Soort.SIGNAAL, Soort.SCHAAL, *_CHOICES)


def parse(data: Mapping[str, object], bestand: str = "checklist") -> Checklist:
    """Return the checklist in `data`; Fault GEGEVENS_ONJUIST naming file, section and key for anything that's off."""
    velden = Velden(data, bestand)
    talen = tuple(_taalstaat(part) for part in velden.tables("talen", "taal"))
    known: dict[str, Item] = {}
    secties = tuple(
        _sectie(part, known, tuple(state.taal for state in talen)) for part in velden.tables("secties")
    )
    if not known:
        raise velden.fault("Deze lijst heeft geen vragen.", "secties")
    if len({sectie.key for sectie in secties}) != len(secties):
        raise velden.fault("Twee secties hebben dezelfde sleutel.", "secties")
    checklist = Checklist(
        code=velden.code("code"),
        versie=velden.number("versie"),
        titel=velden.text("titel"),
        doel=velden.text("doel"),
        duur_minuten=velden.number("duur_minuten", 0),
        gepubliceerd=velden.day("gepubliceerd"),
        talen=talen,
        secties=secties,
        template_hash=template_hash(data),
    )
    velden.done()
    return checklist


def template_hash(data: Mapping[str, object]) -> str:
    """Return the SHA-256 (hex) of the content, the same however the file is laid out."""
    canonical = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_day_text)
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def _day_text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _taalstaat(velden: Velden) -> Taalstaat:
    state = Taalstaat(
        taal=velden.key("taal"),
        vertaler=velden.text("vertaler"),
        nagekeken=velden.flag("nagekeken"),
        opmerking=velden.text("opmerking", ""),
    )
    velden.done()
    return state


def _sectie(velden: Velden, known: dict[str, Item], talen: tuple[str, ...]) -> Sectie:
    key = velden.key("key")
    soort = velden.choice("soort", Sectiesoort, Sectiesoort.DRAAGLAST)
    zichtbaar_tekst = velden.text("zichtbaar_als", "")
    zichtbaar_als = _condition(velden, zichtbaar_tekst, known)
    items = []
    for part in velden.tables("items"):
        item = _item(part, soort, known, talen)
        if item.key in known:
            raise part.fault("Deze sleutel komt twee keer voor.", "key")
        known[item.key] = item
        items.append(item)
    sectie = Sectie(
        key=key,
        titel=velden.text("titel"),
        uitleg=velden.text("uitleg", ""),
        soort=soort,
        zichtbaar_als=zichtbaar_als,
        zichtbaar_tekst=zichtbaar_tekst,
        vertalingen=_translations(velden, talen),
        items=tuple(items),
    )
    velden.done()
    return sectie


def _item(velden: Velden, sectie: Sectiesoort, known: Mapping[str, Item], talen: tuple[str, ...]) -> Item:
    soort = velden.choice("soort", Soort, Soort.SIGNAAL)
    keuzes = tuple(_keuze(part, talen) for part in velden.tables("keuzes"))
    if (soort in _CHOICES) is not bool(keuzes):
        raise velden.fault("Keuzes horen bij keuze en meerkeuze, en alleen daar.", "keuzes")
    if len({keuze.key for keuze in keuzes}) != len(keuzes):
        raise velden.fault("Twee keuzes hebben dezelfde sleutel.", "keuzes")
    leefgebied = velden.choice("leefgebied", Leefgebied) if velden.has("leefgebied") else None
    signaal_bij = velden.texts("signaal_bij")
    if soort is Soort.SIGNAAL and not velden.has("signaal_bij"):
        signaal_bij = (Signaalwaarde.SOMS.value, Signaalwaarde.JA.value)
    zichtbaar_tekst = velden.text("zichtbaar_als", "")
    beschermd = velden.flag("beschermd", bool(leefgebied and leefgebied.beschermd))
    item = Item(
        key=velden.key("key"),
        tekst=velden.text("tekst"),
        hint=velden.text("hint", ""),
        soort=soort,
        leefgebied=leefgebied,
        categorie=_categorie(velden, leefgebied, beschermd),
        urgentie=velden.choice("urgentie", Urgentie) if velden.has("urgentie") else None,
        urgentie_bij=MappingProxyType(_urgencies(velden)),
        verhogingen=tuple(_verhoging(part, known) for part in velden.tables("verhogingen", "als")),
        signaal_bij=signaal_bij,
        naar=velden.texts("naar"),
        doen=velden.text("doen", ""),
        keuzes=keuzes,
        zichtbaar_als=_condition(velden, zichtbaar_tekst, known),
        zichtbaar_tekst=zichtbaar_tekst,
        vertalingen=_translations(velden, talen),
        beschermd=beschermd,
        verplicht=velden.flag("verplicht", soort not in (Soort.TEKST, Soort.NOTITIE)),
        draagkracht=velden.flag("draagkracht", sectie is Sectiesoort.DRAAGKRACHT),
        voorvullen=velden.text("voorvullen", ""),
    )
    velden.done()
    _check_signal(velden, item)
    return item


def _check_signal(velden: Velden, item: Item) -> None:
    """A question that asks for a signal must say how urgent, about what, and where it goes."""
    if not item.signaal_bij:
        if item.urgentie is not None:
            raise velden.fault("Een urgentie zonder signaal_bij doet niets.", "urgentie")
        return
    if item.soort not in _CAN_SIGNAL:
        raise velden.fault("Bij deze soort kan geen signaal horen.", "signaal_bij")
    unknown = set(item.signaal_bij) - set(item.waarden)
    if unknown:
        raise velden.fault(f"Onbekend antwoord: {', '.join(sorted(unknown))}.", "signaal_bij")
    stray = set(item.urgentie_bij) - set(item.signaal_bij)
    if stray:
        raise velden.fault(f"Geen signaal bij: {', '.join(sorted(stray))}.", "urgentie_bij")
    for key, missing in (("leefgebied", item.leefgebied is None), ("urgentie", item.urgentie is None)):
        if missing:
            raise velden.fault("Dit veld hoort bij een vraag die een signaal kan geven.", key)
    if not item.naar:
        raise velden.fault("Zeg naar wie dit signaal gaat.", "naar")


def _keuze(velden: Velden, talen: tuple[str, ...]) -> Keuze:
    keuze = Keuze(key=velden.key("key"), tekst=velden.text("tekst"), vertalingen=_translations(velden, talen))
    velden.done()
    return keuze


def _urgencies(velden: Velden) -> dict[str, Urgentie]:
    out: dict[str, Urgentie] = {}
    for value, name in velden.text_map("urgentie_bij").items():
        try:
            out[value] = Urgentie(name)
        except ValueError as error:
            raise velden.fault(f"'{name}' is geen urgentie.", "urgentie_bij") from error
    return out


def _verhoging(velden: Velden, known: Mapping[str, Item]) -> Verhoging:
    condition = _condition(velden, velden.text("als"), known, "als")
    assert condition is not None
    verhoging = Verhoging(
        als=condition, urgentie=velden.choice("urgentie", Urgentie), als_tekst=velden.text("als")
    )
    velden.done()
    return verhoging


def _condition(
    velden: Velden, text: str, known: Mapping[str, Item], key: str = "zichtbaar_als"
) -> Voorwaarde | None:
    if not text:
        return None
    try:
        condition = parse_voorwaarde(text)
    except VoorwaardeOnjuist as error:
        raise velden.fault(str(error), key) from error
    for name, value in comparisons(condition):
        if name not in known:
            raise velden.fault(f"De vraag '{name}' staat niet eerder in deze lijst.", key)
        allowed = known[name].waarden
        if value and allowed and value not in allowed:
            raise velden.fault(f"De vraag '{name}' kent het antwoord '{value}' niet.", key)
    return condition


def _categorie(velden: Velden, leefgebied: Leefgebied | None, beschermd: bool) -> Categorie:
    default = leefgebied.categorie if leefgebied else Categorie.BEGELEIDING
    categorie = velden.choice("categorie", Categorie, Categorie.VEILIGHEID if beschermd else default)
    if beschermd is not (categorie is Categorie.VEILIGHEID):
        raise velden.fault("Beschermd en de categorie veiligheid horen altijd bij elkaar.", "categorie")
    return categorie


def _translations(velden: Velden, talen: tuple[str, ...]) -> Mapping[str, str]:
    texts = velden.text_map("vertalingen")
    unknown = set(texts) - set(talen)
    if unknown:
        raise velden.fault(f"Taal niet genoemd in 'talen': {', '.join(sorted(unknown))}.", "vertalingen")
    return MappingProxyType(texts)
