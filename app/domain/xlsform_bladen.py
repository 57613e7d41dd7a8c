"""The sheets of an XLSForm as lines with named columns, and the lists of choices; what is odd is said by its cell."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from app.domain.checklists import Schaalwaarde, Signaalwaarde
from app.domain.xlsform import (
    BEKEND,
    CHOICES,
    DL_KOLOMMEN,
    MAX_KEUZEREGELS,
    MAX_KEUZES,
    MAX_KOLOMMEN,
    MAX_REGELS,
    MAX_TEKST,
    SETTINGS,
    STILLE,
    SURVEY,
    WEIGERT,
    Formulierblad,
    Oordeel,
    kolomletter,
    schoon,
    sleutel,
    taalcode,
)

_TAALKOP = re.compile(r"(label|hint|caption)\s*::?\s*(.+)", re.IGNORECASE)
_ZELFDE = {"caption": "label", "relevance": "relevant", "list name": "list_name", "read only": "read_only"}
_MEDIA = re.compile(r"(?:media\s*::?\s*)?(image|big-image|audio|video)(?:\s*::?.*)?", re.IGNORECASE)
_SOORTEN: Mapping[str, frozenset[str]] = {
    "signaal": frozenset(each.value for each in Signaalwaarde),
    "schaal": frozenset(each.value for each in Schaalwaarde),
}


@dataclass(frozen=True, slots=True)
class Kop:
    """One heading: what we call it, its language (`""`: none named), and how to name the column to a person."""

    soort: str
    taal: str
    naam: str


@dataclass(frozen=True, slots=True)
class Regel:
    """One row: the texts of the columns that we know, by (kind, language)."""

    blad: str
    rij: int
    cellen: Mapping[tuple[str, str], str]
    namen: Mapping[tuple[str, str], str]

    def tekst(self, soort: str, taal: str = "") -> str:
        return self.cellen.get((soort, taal), "")

    def kolom(self, soort: str, taal: str = "") -> str:
        """Return how to name the column; the plain word where the sheet hasn't got it."""
        return self.namen.get((soort, taal), soort)

    def vertalingen(self, soort: str, behalve: str) -> dict[str, str]:
        return {
            taal: text
            for (kind, taal), text in self.cellen.items()
            if kind == soort and taal and taal != behalve and text
        }


@dataclass(slots=True)
class Lijst:
    """One list of choices: (name as written, key, label, translations) in order."""

    keuzes: list[tuple[str, str, str, dict[str, str]]] = field(default_factory=list)

    @property
    def sleutels(self) -> dict[str, str]:
        return {naam: key for naam, key, _, _ in self.keuzes}

    @property
    def vast(self) -> str:
        """`signaal` or `schaal` when these are exactly our fixed answers, else `""`."""
        keys = frozenset(key for _, key, _, _ in self.keuzes)
        return next((soort for soort, values in _SOORTEN.items() if keys == values), "")


def pick(bladen: Iterable[Formulierblad], naam: str) -> Formulierblad | None:
    """Return the sheet with this name, in any case."""
    return next((each for each in bladen if each.naam.strip().casefold() == naam), None)


def standaardtaal(bladen: Iterable[Formulierblad]) -> str:
    """Return the code of `default_language` in settings; `nl` where it says nothing that we know."""
    blad = pick(bladen, SETTINGS)
    if blad is None or len(blad.rijen) < 2:
        return "nl"
    for kop, cell in zip(blad.rijen[0][1], blad.rijen[1][1], strict=False):
        if schoon(kop).lower() == "default_language":
            return taalcode(cell) or "nl"
    return "nl"


def hoofdtaal(bladen: Iterable[Formulierblad]) -> str:
    """Return the language whose texts stand first: Dutch, unless the form has none and says another."""
    blad = pick(bladen, SURVEY)
    koppen = [schoon(cell).lower() for cell in blad.rijen[0][1]] if blad and blad.rijen else []
    talen = [
        taalcode(found[2]) for kop in koppen if (found := _TAALKOP.fullmatch(kop)) and found[1] == "label"
    ]
    if "label" in koppen or "nl" in talen or not talen:
        return "nl"
    standaard = standaardtaal(bladen)
    return standaard if standaard in talen else talen[0]


def regels(blad: Formulierblad, hoofd: str, oordeel: Oordeel) -> list[Regel]:
    """Return the rows under the headings; the main language's texts stand under language `""`."""
    if not blad.rijen:
        return []
    rij, koppen = blad.rijen[0]
    if len(koppen) > MAX_KOLOMMEN:
        wat = f"Er zijn {len(koppen)} kolommen; er passen er {MAX_KOLOMMEN}."
        oordeel.fout(blad.naam, rij, "", wat, "Haal kolommen weg die je niet gebruikt.")
        return []
    known = _koppen(blad.naam, rij, koppen, hoofd, oordeel)
    namen = {(kop.soort, kop.taal): kop.naam for kop in known.values()}
    most = MAX_KEUZEREGELS if blad.naam.strip().casefold() == CHOICES else MAX_REGELS
    if len(blad.rijen) - 1 > most:
        wat = f"Er zijn {len(blad.rijen) - 1} rijen; er passen er {most}."
        oordeel.fout(blad.naam, 0, "", wat, "Verdeel de vragen over meer lijsten.")
        return []
    found = []
    used: set[int] = set()
    for nummer, cellen in blad.rijen[1:]:
        texts: dict[tuple[str, str], str] = {}
        for plaats, cell in enumerate(cellen[:MAX_KOLOMMEN]):
            text = schoon(cell)
            if not text:
                continue
            used.add(plaats)
            kop = known.get(plaats)
            if kop is None:
                continue
            if len(text) > MAX_TEKST and kop.soort != "relevant":
                wat = f"Deze tekst is {len(text)} tekens lang; er passen er {MAX_TEKST}."
                oordeel.fout(blad.naam, nummer, kop.naam, wat, "Maak hem korter.")
                text = text[:MAX_TEKST]
            texts[kop.soort, kop.taal] = text
        if texts:
            found.append(Regel(blad.naam, nummer, texts, namen))
    _left_out(blad.naam, rij, koppen, known, used, oordeel)
    return found


def _koppen(blad: str, rij: int, koppen: tuple[str, ...], hoofd: str, oordeel: Oordeel) -> dict[int, Kop]:
    known: dict[int, Kop] = {}
    taken: dict[tuple[str, str], str] = {}
    plain_label = any(schoon(cell).lower() == "label" for cell in koppen)
    for plaats, cell in enumerate(koppen):
        text = schoon(cell)
        kop = _kop(text, plaats, hoofd, plain_label=plain_label)
        if kop is None:
            continue
        if kop.taal == "?":
            wat = f"De taal van “{text[:40]}” heeft geen code."
            oordeel.fout(blad, rij, kop.naam, wat, "Schrijf bijvoorbeeld: label::Arabic (ar).")
            continue
        if (kop.soort, kop.taal) in taken:
            wat = f"Deze kolom staat er twee keer (ook als {taken[kop.soort, kop.taal]})."
            oordeel.fout(blad, rij, kop.naam, wat, "Haal er een weg.")
            continue
        taken[kop.soort, kop.taal] = kop.naam
        known[plaats] = kop
    return known


def _kop(text: str, plaats: int, hoofd: str, *, plain_label: bool) -> Kop | None:
    naam = f"{kolomletter(plaats)} ({text[:30]})"
    match = _TAALKOP.fullmatch(text)
    if match:
        code = taalcode(match[2])
        soort = _ZELFDE.get(match[1].lower(), match[1].lower())
        if code == hoofd and not (plain_label and hoofd != "nl"):
            code = ""
        return Kop(soort, code if code or taalcode(match[2]) else "?", naam)
    low = text.lower()
    low = _ZELFDE.get(low, low)
    media = _MEDIA.fullmatch(text)
    if media:
        return Kop(media[1].lower(), "", naam)
    if low in BEKEND or low in WEIGERT or low in ("list_name", "value"):
        return Kop("name" if low == "value" else low, "", naam)
    return None


def _left_out(
    blad: str, rij: int, koppen: tuple[str, ...], known: Mapping[int, Kop], used: set[int], oordeel: Oordeel
) -> None:
    for plaats in sorted(used - set(known)):
        text = schoon(koppen[plaats]) if plaats < len(koppen) else ""
        naam = f"{kolomletter(plaats)} ({text[:30]})" if text else kolomletter(plaats)
        if text.lower() in STILLE or text.startswith("$"):
            continue
        if text.lower().startswith("dl_"):
            near = difflib.get_close_matches(text.lower(), DL_KOLOMMEN, 1)
            doe = f"Bedoel je {near[0]}?" if near else f"Kies uit: {', '.join(DL_KOLOMMEN)}."
            oordeel.fout(blad, rij, naam, "Deze kolom kennen we niet.", doe)
        elif text:
            oordeel.opmerking(blad, "Deze kolom gebruiken we niet.", rij=rij, kolom=naam)
        else:
            oordeel.opmerking(blad, "In deze kolom staat iets zonder kop erboven.", rij=rij, kolom=naam)


def keuzelijsten(blad: Formulierblad | None, hoofd: str, oordeel: Oordeel) -> dict[str, Lijst]:
    """Return the lists of the sheet choices by name."""
    found: dict[str, Lijst] = {}
    if blad is None:
        return found
    for regel in regels(blad, hoofd, oordeel):
        list_name, naam, label = regel.tekst("list_name"), regel.tekst("name"), regel.tekst("label")
        if not list_name and not naam:
            oordeel.fout(
                blad.naam, regel.rij, "list_name", "Hier ontbreekt de naam van de lijst.", "Vul die in."
            )
            continue
        for soort in ("list_name", "name", "label"):
            if not regel.tekst(soort):
                oordeel.fout(blad.naam, regel.rij, regel.kolom(soort), "Deze cel is leeg.", "Vul hem in.")
        for soort in sorted(set(WEIGERT) - {"default"}):
            if regel.tekst(soort):
                wat, doe = WEIGERT[soort]
                oordeel.fout(blad.naam, regel.rij, regel.kolom(soort), wat, doe)
        if not (list_name and naam and label):
            continue
        _add_choice(found.setdefault(list_name, Lijst()), regel, hoofd, oordeel)
    return found


def _add_choice(lijst: Lijst, regel: Regel, hoofd: str, oordeel: Oordeel) -> None:
    naam = regel.tekst("name")
    key = sleutel(naam)
    if " " in naam or not key:
        wat = f"“{naam[:40]}” kan geen naam van een keuze zijn."
        oordeel.fout(regel.blad, regel.rij, regel.kolom("name"), wat, "Gebruik letters, cijfers en _.")
    elif key in {known for _, known, _, _ in lijst.keuzes}:
        wat = f"De keuze “{naam[:40]}” staat twee keer in deze lijst."
        oordeel.fout(regel.blad, regel.rij, regel.kolom("name"), wat, "Geef een van de twee een andere naam.")
    elif len(lijst.keuzes) >= MAX_KEUZES:
        wat = f"Deze lijst heeft meer dan {MAX_KEUZES} keuzes."
        oordeel.fout(regel.blad, regel.rij, regel.kolom("name"), wat, "Maak er een tekstvraag van.")
    else:
        lijst.keuzes.append((naam, key, regel.tekst("label"), regel.vertalingen("label", hoofd)))
