"""An XLSForm as a checklist of ours: read whole, and refused with every place that must be mended, never half taken."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.domain.checklist_lezen import parse
from app.domain.checklists import Checklist, Sectiesoort, Soort
from app.domain.velden import CODE_PATTERN
from app.domain.xlsform import (
    ANDERE_SOORTEN,
    CHOICES,
    GERESERVEERD,
    MAX_INHOUD,
    MAX_NIVEAUS,
    MAX_VRAGEN,
    NAAM,
    NIET_GEVRAAGD,
    SETTINGS,
    SOORTEN,
    SURVEY,
    Formulierblad,
    Melding,
    Oordeel,
    schoon,
    sleutel,
    taalcode,
)
from app.domain.xlsform_bladen import Lijst, Regel, hoofdtaal, keuzelijsten, pick, regels
from app.domain.xlsform_vragen import Bekend, answers, refuse_extras, signal_part, voorwaarde, yes_or_no
from app.faults import Fault

_SELECT = re.compile(
    r"(select[ _]one|select1|select[ _]multiple|select all that apply)(?: from)? (\S+)( or[ _]other)?"
)
_FILE = re.compile(r"select[ _](?:one|multiple)[ _](?:from[ _]file|external)\b.*")
_BEGIN = frozenset({"begin_group", "begin group"})
_END = frozenset({"end_group", "end group"})
NIET_NAGEKEKEN = "niet door een moedertaalspreker nagekeken"


@dataclass(frozen=True, slots=True)
class Gelezen:
    """What came of reading: a checklist with its plain content, or what must be mended first."""

    checklist: Checklist | None
    inhoud: Mapping[str, Any]
    fouten: tuple[Melding, ...]
    opmerkingen: tuple[Melding, ...]
    versie_genoemd: bool = False


@dataclass(slots=True)
class _Groep:
    key: str
    titel: str
    rij: int
    kolom: str
    uitleg: str
    soort: str
    relevant: str
    vertalingen: dict[str, str]


@dataclass(slots=True)
class _Lezer:
    """Goes down the survey once; sections are made as questions come."""

    hoofd: str
    lijsten: Mapping[str, Lijst]
    routes: Collection[str]
    oordeel: Oordeel
    bekend: Bekend = field(default_factory=Bekend)
    groepen: list[_Groep] = field(default_factory=list)
    secties: list[dict[str, Any]] = field(default_factory=list)
    namen: dict[str, int] = field(default_factory=dict)
    talen: set[str] = field(default_factory=set)
    vragen: int = 0
    open_for: tuple[int, ...] | None = None

    def take(self, regel: Regel) -> None:
        type_text = " ".join(regel.tekst("type").split())
        if not type_text:
            self._wrong(regel, "type", "Hier ontbreekt het type.", "Vul bijvoorbeeld select_one in.")
        elif type_text in _BEGIN:
            self._begin(regel)
        elif type_text in _END:
            self._end(regel)
        elif type_text in NIET_GEVRAAGD:
            self.oordeel.opmerking(
                regel.blad,
                f"“{type_text}” vraagt niets en doet niet mee.",
                rij=regel.rij,
                kolom=regel.kolom("type"),
            )
        else:
            self._question(regel, type_text)

    # -- groups

    def _begin(self, regel: Regel) -> None:
        name = self._name(regel)
        refuse_extras(regel, self.oordeel)
        soort = regel.tekst("dl_sectie").lower() or Sectiesoort.FEITEN.value
        if soort not in list(Sectiesoort):
            allowed = ", ".join(each.value for each in Sectiesoort)
            self._wrong(regel, "dl_sectie", f"“{soort[:30]}” kennen we niet.", f"Kies uit: {allowed}.")
            soort = Sectiesoort.FEITEN.value
        if len(self.groepen) >= MAX_NIVEAUS:
            self._wrong(regel, "type", "Hier zitten te veel groepen in elkaar.", "Maak er losse groepen van.")
        if regel.tekst("appearance"):
            self.oordeel.opmerking(regel.blad, "appearance doet niet mee.", rij=regel.rij)
        self.groepen.append(
            _Groep(
                key=name or f"groep_{regel.rij}",
                titel=self._text(regel) or regel.tekst("name") or f"Groep {regel.rij}",
                rij=regel.rij,
                kolom=regel.kolom("type"),
                uitleg=regel.tekst("hint"),
                soort=soort,
                relevant=voorwaarde(regel, "relevant", self.bekend, self.oordeel),
                vertalingen=self._translations(regel),
            )
        )

    def _end(self, regel: Regel) -> None:
        if not self.groepen:
            self._wrong(regel, "type", "Hier eindigt een groep die niet begon.", "Haal deze rij weg.")
            return
        groep = self.groepen.pop()
        if not any(groep.rij in sectie["_groepen"] for sectie in self.secties):
            self._wrong(
                regel, "type", f"In de groep “{groep.titel[:40]}” staat geen vraag.", "Haal de groep weg."
            )

    def _sectie(self) -> dict[str, Any]:
        path = tuple(groep.rij for groep in self.groepen)
        if self.open_for == path and self.secties:
            return self.secties[-1]
        self.open_for = path
        taken = {sectie["key"] for sectie in self.secties}
        base = self.groepen[-1].key if self.groepen else "vragen"
        key, number = base, 2
        while key in taken:
            key, number = f"{base[:58]}_{number}", number + 1
        made: dict[str, Any] = {"key": key, "titel": "Vragen", "soort": Sectiesoort.FEITEN.value, "items": []}
        made["_groepen"] = path
        if self.groepen:
            inner = self.groepen[-1]
            made["titel"] = ": ".join(groep.titel for groep in self.groepen)
            made["soort"] = inner.soort
            if inner.uitleg:
                made["uitleg"] = inner.uitleg
            if inner.vertalingen and len(self.groepen) == 1:
                made["vertalingen"] = inner.vertalingen
            conditions = [groep.relevant for groep in self.groepen if groep.relevant]
            if conditions:
                whole = (
                    conditions[0]
                    if len(conditions) == 1
                    else " and ".join(f"({part})" for part in conditions)
                )
                made["zichtbaar_als"] = whole
        self.secties.append(made)
        return made

    # -- questions

    def _question(self, regel: Regel, type_text: str) -> None:
        refuse_extras(regel, self.oordeel)
        found = self._kind(regel, type_text)
        name, text = self._name(regel), self._text(regel)
        if not text:
            self._wrong(regel, "label", "Hier ontbreekt de tekst van de vraag.", "Vul hem in.")
        if found is None or not name or not text:
            return
        soort, lijst = found
        self.vragen += 1
        if self.vragen > MAX_VRAGEN:
            if self.vragen == MAX_VRAGEN + 1:
                self._wrong(
                    regel, "type", f"Er zijn meer dan {MAX_VRAGEN} vragen.", "Maak er twee lijsten van."
                )
            return
        if "<" in text and re.search(r"<\w+[^<>]*>", text):
            self.oordeel.opmerking(regel.blad, "Opmaak in de tekst staat er als letters.", rij=regel.rij)
        item: dict[str, Any] = {"key": name, "soort": soort.value, "tekst": text}
        if regel.tekst("hint"):
            item["hint"] = regel.tekst("hint")
        if regel.vertalingen("hint", self.hoofd):
            self.oordeel.opmerking(regel.blad, "Alleen de Nederlandse hint doet mee.", rij=regel.rij)
        translations = self._translations(regel)
        if translations:
            item["vertalingen"] = translations
        condition = voorwaarde(regel, "relevant", self.bekend, self.oordeel)
        if condition:
            item["zichtbaar_als"] = condition
        required = yes_or_no(regel, "required", self.oordeel)
        if soort is not Soort.NOTITIE:
            item["verplicht"] = required
        if soort in (Soort.KEUZE, Soort.MEERKEUZE) and lijst is not None:
            item["keuzes"] = self._choices(lijst)
        values = answers(soort, lijst)
        item.update(signal_part(regel, soort, values, self.routes, self.bekend, self.oordeel))
        self._sectie()["items"].append(item)
        self.bekend.sleutels[regel.tekst("name")] = name
        self.bekend.waarden[name] = values

    def _kind(self, regel: Regel, type_text: str) -> tuple[Soort, Lijst | None] | None:
        if type_text in SOORTEN:
            return Soort(SOORTEN[type_text]), None
        if _FILE.fullmatch(type_text):
            self._wrong(
                regel, "type", "Keuzes uit een ander bestand kunnen niet.", "Zet de keuzes in blad choices."
            )
            return None
        select = _SELECT.fullmatch(type_text)
        if select:
            return self._select(regel, select)
        plain = type_text.replace(" ", "_")
        wat, doe = ANDERE_SOORTEN.get(plain, ANDERE_SOORTEN.get(plain.lower(), ("", "")))
        if not wat:
            known = ["select_one", "select_multiple", *SOORTEN, "begin_group", "end_group"]
            near = difflib.get_close_matches(plain.lower().split("_from_")[0], known, 1, 0.5)
            wat = f"Het type “{type_text[:40]}” kennen we niet."
            doe = f"Bedoel je {near[0]}?" if near else f"Kies uit: {', '.join(known)}."
            if type_text.lower() in (*SOORTEN, *_BEGIN, *_END) or _SELECT.fullmatch(type_text.lower()):
                doe = f"Schrijf dit met kleine letters: {type_text.lower()[:40]}."
        self._wrong(regel, "type", wat, doe)
        return None

    def _select(self, regel: Regel, select: re.Match[str]) -> tuple[Soort, Lijst | None] | None:
        if select[3]:
            self._wrong(
                regel,
                "type",
                "or_other kan niet.",
                "Zet “anders” in blad choices, met daaronder een tekstvraag en een relevant.",
            )
            return None
        lijst = self.lijsten.get(select[2])
        if lijst is None or not lijst.keuzes:
            near = difflib.get_close_matches(select[2], list(self.lijsten), 1)
            doe = f"Bedoel je {near[0]}?" if near else "Zet de keuzes van deze lijst in blad choices."
            self._wrong(regel, "type", f"De lijst “{select[2][:40]}” staat niet in blad choices.", doe)
            return None
        if "multiple" in select[1] or "all" in select[1]:
            return Soort.MEERKEUZE, lijst
        return (Soort(lijst.vast) if lijst.vast else Soort.KEUZE), lijst

    def _choices(self, lijst: Lijst) -> list[dict[str, Any]]:
        made = []
        for _, key, label, translations in lijst.keuzes:
            self.talen.update(translations)
            choice: dict[str, Any] = {"key": key, "tekst": label}
            if translations:
                choice["vertalingen"] = translations
            made.append(choice)
        return made

    def _name(self, regel: Regel) -> str:
        raw = regel.tekst("name")
        if not raw:
            self._wrong(regel, "name", "Hier ontbreekt de naam.", "Vul een naam in, zoals huisarts.")
            return ""
        key = sleutel(raw)
        if not NAAM.fullmatch(raw) or not key or raw.lower() in GERESERVEERD:
            doe = f"Schrijf bijvoorbeeld: {_suggest(raw)}."
            self._wrong(regel, "name", f"“{raw[:40]}” kan geen naam zijn.", doe)
            return ""
        if key in self.namen:
            wat = f"De naam “{raw[:40]}” staat ook in rij {self.namen[key]}."
            self._wrong(regel, "name", wat, "Geef een van de twee een andere naam.")
            return ""
        self.namen[key] = regel.rij
        return key

    def _text(self, regel: Regel) -> str:
        text = regel.tekst("label")
        if "${" in text:
            self._wrong(
                regel,
                "label",
                "Een antwoord in de tekst van een vraag kan niet.",
                "Haal ${...} uit de tekst.",
            )
        if not text and regel.vertalingen("label", self.hoofd):
            self._wrong(regel, "label", "Hier ontbreekt de tekst in de hoofdtaal.", "Vul hem in.")
        return text

    def _translations(self, regel: Regel) -> dict[str, str]:
        found = regel.vertalingen("label", self.hoofd)
        self.talen.update(found)
        return found

    def _wrong(self, regel: Regel, kolom: str, wat: str, doe: str) -> None:
        self.oordeel.fout(regel.blad, regel.rij, regel.kolom(kolom), wat, doe)


def _suggest(raw: str) -> str:
    key = sleutel(raw)
    return (
        key
        if key and NAAM.fullmatch(key) and key not in GERESERVEERD
        else f"vraag_{key}"
        if key
        else "vraag_1"
    )


def read(
    bladen: Iterable[Formulierblad], op: date, routes: Collection[str], naam: str, volgende: int = 1
) -> Gelezen:
    """Read the sheets of a workbook as a checklist published on `op`.

    `naam` is the file's, for where the form names no title; `volgende` the version it gets when it names none.
    """
    sheets = tuple(bladen)
    oordeel = Oordeel()
    survey = pick(sheets, SURVEY)
    if survey is None:
        names = ", ".join(each.naam[:30] for each in sheets[:6])
        doe = f"Noem het blad met de vragen survey. Nu heten de bladen: {names}."
        oordeel.fout("", 0, "", "Dit is geen XLSForm: er is geen blad survey.", doe)
        return _done(oordeel)
    if not _headings(survey, ("type", "name"), oordeel):
        return _done(oordeel)
    hoofd = hoofdtaal(sheets)
    choices = pick(sheets, CHOICES)
    if choices is not None and choices.rijen and not _headings(choices, ("list_name", "name"), oordeel):
        return _done(oordeel)
    lezer = _Lezer(hoofd, keuzelijsten(choices, hoofd, oordeel), routes, oordeel)
    for regel in regels(survey, hoofd, oordeel):
        lezer.take(regel)
    for groep in lezer.groepen:
        oordeel.fout(
            survey.naam, groep.rij, groep.kolom, "Deze groep eindigt nergens.", "Zet er end_group onder."
        )
    if not oordeel.fouten and not lezer.vragen:
        oordeel.fout(survey.naam, 0, "", "Er staat geen enkele vraag in.", "Zet vragen onder de koppen.")
    return _finish(lezer, sheets, op, naam, volgende)


def _headings(blad: Formulierblad, wanted: tuple[str, ...], oordeel: Oordeel) -> bool:
    """The headings must be in the first row: other programs look nowhere else either."""
    alias = {"list name": "list_name", "value": "name"}

    def names(cells: tuple[str, ...]) -> set[str]:
        return {alias.get(schoon(cell).lower(), schoon(cell).lower()) for cell in cells}

    first = blad.rijen[0] if blad.rijen else (1, ())
    if first[0] == 1 and set(wanted) <= names(first[1]):
        return True
    place = next((rij for rij, cells in blad.rijen[:20] if set(wanted) <= names(cells)), 0)
    if place:
        wat = f"De koppen staan in rij {place} in plaats van rij 1."
        oordeel.fout(blad.naam, place, "", wat, "Haal de rijen erboven weg.")
    else:
        missing = sorted(set(wanted) - names(first[1]))
        wat = f"In rij 1 ontbreekt de kop {' en '.join(missing)}."
        oordeel.fout(blad.naam, 1, "", wat, f"Zet in rij 1 de koppen {', '.join(wanted)} en label.")
    return False


def _settings(sheets: tuple[Formulierblad, ...]) -> dict[str, str]:
    """Return the settings by name."""
    blad = pick(sheets, SETTINGS)
    if blad is None or len(blad.rijen) < 2:
        return {}
    values: dict[str, str] = {}
    for kop, cell in zip(blad.rijen[0][1], blad.rijen[1][1], strict=False):
        name = {"title": "form_title", "id_string": "form_id"}.get(schoon(kop).lower(), schoon(kop).lower())
        if name and schoon(cell):
            values.setdefault(name, schoon(cell))
    return values


def _finish(lezer: _Lezer, sheets: tuple[Formulierblad, ...], op: date, naam: str, volgende: int) -> Gelezen:
    oordeel = lezer.oordeel
    settings = _settings(sheets)
    titel = settings.get("form_title", naam)[:120] or "Eigen lijst"
    code = re.sub(r"[^a-z0-9-]+", "-", settings.get("form_id", titel).lower()).strip("-")[:60]
    if not CODE_PATTERN.fullmatch(code):
        oordeel.fout(
            SETTINGS,
            2,
            "form_id",
            "De lijst heeft geen bruikbare form_id.",
            "Schrijf bijvoorbeeld: eigen-lijst.",
        )
    stated = settings.get("version", "")
    whole = re.fullmatch(r"0*([1-9][0-9]{0,8})", stated)
    if stated and not whole:
        wat = f"De versie “{stated[:30]}” is geen heel getal. De lijst krijgt versie {volgende}."
        oordeel.opmerking(SETTINGS, wat, "Schrijf in version een heel getal.", 2, "version")
    if (
        any(each.get("naar") for sectie in lezer.secties for each in sectie["items"]) is False
        and lezer.secties
    ):
        oordeel.opmerking(
            SURVEY,
            "Geen enkele vraag geeft een signaal.",
            "Met de kolommen dl_leefgebied, dl_urgentie, dl_signaal_bij en dl_naar kan dat wel.",
        )
    if lezer.hoofd != "nl":
        oordeel.opmerking(
            SURVEY, "De lijst heeft geen Nederlandse tekst.", "Voeg label::Nederlands (nl) toe."
        )
    checked = {taalcode(part) for part in settings.get("dl_nagekeken", "").replace(",", " ").split()}
    minutes = settings.get("dl_minuten", "")
    inhoud: dict[str, Any] = {
        "code": code,
        "versie": int(whole[1]) if whole else volgende,
        "titel": titel,
        "doel": settings.get("dl_doel", "Een eigen lijst van je organisatie."),
        "duur_minuten": int(minutes)
        if minutes.isascii() and minutes.isdigit() and len(minutes) < 4
        else _minutes(lezer),
        "gepubliceerd": op.isoformat(),
        "talen": [_language(taal, taal in checked) for taal in sorted(lezer.talen)],
        "secties": [{key: part for key, part in each.items() if key != "_groepen"} for each in lezer.secties],
    }
    if oordeel.fouten:
        return _done(oordeel)
    if len(json.dumps(inhoud, ensure_ascii=False)) > MAX_INHOUD:
        oordeel.fout("", 0, "", "De lijst is te groot om te delen.", "Maak er twee lijsten van.")
        return _done(oordeel)
    try:
        checklist = parse(inhoud, naam)
    except Fault as fault:
        oordeel.fout(SURVEY, 0, "", str(fault.facts.get("reden", fault.sentence)), "Kijk deze vraag na.")
        return _done(oordeel)
    return Gelezen(checklist, inhoud, (), tuple(oordeel.opmerkingen), whole is not None)


def _minutes(lezer: _Lezer) -> int:
    return max(1, round(lezer.vragen * 0.4))


def _language(taal: str, checked: bool) -> dict[str, Any]:
    return {
        "taal": taal,
        "vertaler": "de organisatie",
        "nagekeken": checked,
        "opmerking": "" if checked else NIET_NAGEKEKEN,
    }


def _done(oordeel: Oordeel) -> Gelezen:
    fouten = sorted(oordeel.fouten, key=lambda each: (each.blad != SURVEY, each.blad, each.rij))
    return Gelezen(None, {}, tuple(fouten), tuple(oordeel.opmerkingen))
