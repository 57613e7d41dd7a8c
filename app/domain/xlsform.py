"""The part of XLSForm that our own checklists are written in: its words, its limits, and what is said of the rest.

XLSForm is what coordinators know from ODK and Kobo: a workbook with the sheets survey, choices and settings. What only
we know (leefgebied, urgency, route) stands in columns that begin with `dl_`, which every other program leaves alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

SURVEY = "survey"
CHOICES = "choices"
SETTINGS = "settings"

MAX_REGELS = 1_000
MAX_KEUZEREGELS = 3_000
MAX_KOLOMMEN = 80
MAX_VRAGEN = 300
MAX_KEUZES = 60
MAX_TEKST = 600
MAX_VOORWAARDE = 900
MAX_NIVEAUS = 6
MAX_INHOUD = 90_000
"""Letters of a whole template as JSON: one text of an op holds 100,000."""
MOST_MELDINGEN = 100

NEDERLANDS = "Nederlands (nl)"
TAALNAMEN: Mapping[str, str] = {
    "nl": "Nederlands",
    "en": "English",
    "ar": "Arabic",
    "ti": "Tigrinya",
    "fa": "Farsi",
    "tr": "Turkish",
    "fr": "French",
    "uk": "Ukrainian",
    "so": "Somali",
    "am": "Amharic",
    "ku": "Kurdish",
    "ps": "Pashto",
    "es": "Spanish",
    "de": "German",
}
_NAMEN = {
    **{naam.casefold(): code for code, naam in TAALNAMEN.items()},
    "dutch": "nl",
    "nederlands": "nl",
    "engels": "en",
    "arabisch": "ar",
    "persian": "fa",
    "perzisch": "fa",
    "turks": "tr",
    "frans": "fr",
    "français": "fr",
    "oekraïens": "uk",
    "somalisch": "so",
    "dari": "fa",
    "العربية": "ar",
    "ትግርኛ": "ti",
    "فارسی": "fa",
    "türkçe": "tr",
    "español": "es",
    "deutsch": "de",
}

NAAM = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,63}")
"""A name of a question or group, as every XLSForm program takes it."""


GERESERVEERD = frozenset({"meta", "data", "instance", "instanceid", "instancename", "__version__"})
"""Names that every form has already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Melding:
    """Something about one cell (rij 0: about a whole sheet): what it is, and what to do about it."""

    blad: str
    wat: str
    doe: str = ""
    rij: int = 0
    kolom: str = ""

    @property
    def plaats(self) -> str:
        """Where it is, in words."""
        parts = [f"blad {self.blad}"] if self.blad else ["het bestand"]
        if self.rij:
            parts.append(f"rij {self.rij}")
        if self.kolom:
            parts.append(f"kolom {self.kolom}")
        return ", ".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Formulierblad:
    """One sheet as texts: (row number, cells) with the headings in the first; empty rows are left out."""

    naam: str
    rijen: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(slots=True)
class Oordeel:
    """What was found while reading: what must be mended first, and what is good to know."""

    fouten: list[Melding] = field(default_factory=list)
    opmerkingen: list[Melding] = field(default_factory=list)

    def fout(self, blad: str, rij: int, kolom: str, wat: str, doe: str) -> None:
        if len(self.fouten) < MOST_MELDINGEN:
            self.fouten.append(Melding(blad=blad, rij=rij, kolom=kolom, wat=wat, doe=doe))

    def opmerking(self, blad: str, wat: str, doe: str = "", rij: int = 0, kolom: str = "") -> None:
        if len(self.opmerkingen) < MOST_MELDINGEN:
            self.opmerkingen.append(Melding(blad=blad, rij=rij, kolom=kolom, wat=wat, doe=doe))


DL_KOLOMMEN = (
    "dl_leefgebied",
    "dl_urgentie",
    "dl_signaal_bij",
    "dl_naar",
    "dl_doen",
    "dl_beschermd",
    "dl_draagkracht",
    "dl_urgentie_bij",
    "dl_verhogingen",
    "dl_categorie",
    "dl_voorvullen",
    "dl_sectie",
)
BEKEND = frozenset({"type", "name", "label", "hint", "required", "relevant", *DL_KOLOMMEN})
STILLE = frozenset({"comment", "comments", "note", "notes", "opmerking", "disabled", "kuid", "$kuid", "tags"})
"""Columns that never did anything: left out without a word."""

WEIGERT: Mapping[str, tuple[str, str]] = {
    "calculation": ("Rekenen kan niet.", "Haal de berekening weg, of stel het als vraag."),
    "constraint": ("Een grens aan een antwoord kan niet.", "Haal de grens weg, of zet hem in de hint."),
    "choice_filter": (
        "Keuzes die van een ander antwoord afhangen, kunnen niet.",
        "Maak er losse vragen van, elk met een eigen relevant.",
    ),
    "repeat_count": ("Herhalen kan niet.", "Zet de vragen er een vast aantal keren in."),
    "default": ("Een antwoord vooraf invullen kan niet.", "Haal de waarde weg. Een mens kiest elk antwoord."),
    "trigger": ("Een antwoord dat iets anders in gang zet, kan niet.", "Haal de waarde weg."),
    "read_only": ("Een vraag waar je niets kunt invullen, kan niet.", "Maak er een note van."),
    "image": ("Een plaatje kan niet.", "Haal het weg, en beschrijf het in de tekst."),
    "big-image": ("Een plaatje kan niet.", "Haal het weg, en beschrijf het in de tekst."),
    "audio": ("Geluid kan niet.", "Haal het weg, en zet de woorden in de tekst."),
    "video": ("Film kan niet.", "Haal het weg, en zet de woorden in de tekst."),
    "repeat": ("Herhalen kan niet.", "Zet de vragen er een vast aantal keren in."),
    "save_to": ("Bewaren in een andere lijst kan niet.", "Haal de waarde weg."),
}
"""Columns that change what a form does: a filled cell there is refused."""

SOORTEN: Mapping[str, str] = {
    "text": "tekst",
    "string": "tekst",
    "integer": "getal",
    "int": "getal",
    "date": "datum",
    "note": "notitie",
}
NIET_GEVRAAGD = frozenset(
    {"start", "end", "today", "deviceid", "phonenumber", "username", "email", "simserial", "subscriberid"}
    | {"audit", "start-geopoint", "background-audio", "imei", "caseid"}
)
"""Types that ask a person nothing: left out, with a remark."""

ANDERE_SOORTEN: Mapping[str, tuple[str, str]] = {
    "begin_repeat": ("Herhalen kan niet.", "Zet de vragen er een vast aantal keren in, in een groep."),
    "end_repeat": ("Herhalen kan niet.", "Haal begin_repeat en end_repeat weg."),
    "calculate": ("Rekenen kan niet.", "Haal deze rij weg, of stel het als vraag."),
    "decimal": ("Een getal met een komma kan niet.", "Maak er integer of text van."),
    "range": ("Een schuif kan niet.", "Maak er select_one van met de keuzes die je bedoelt."),
    "rank": ("Op volgorde zetten kan niet.", "Maak er select_multiple van."),
    "time": ("Een tijd kan niet.", "Maak er text van."),
    "datetime": ("Een tijd kan niet.", "Maak er date van, of text."),
    "dateTime": ("Een tijd kan niet.", "Maak er date van, of text."),
    "acknowledge": ("Bevestigen kan niet.", "Maak er select_one van met de keuze: ja."),
    "trigger": ("Bevestigen kan niet.", "Maak er select_one van met de keuze: ja."),
    "hidden": ("Een verborgen veld kan niet.", "Haal deze rij weg."),
    "xml-external": ("Gegevens uit een ander bestand kunnen niet.", "Zet de keuzes in blad choices."),
    "csv-external": ("Gegevens uit een ander bestand kunnen niet.", "Zet de keuzes in blad choices."),
    "entity": ("Gegevens uit een andere lijst kunnen niet.", "Haal deze rij weg."),
    **dict.fromkeys(
        ("image", "photo", "audio", "video", "file", "signature", "draw", "annotate"),
        ("Foto, geluid of bestand kan niet.", "Maak er een note of text van."),
    ),
    **dict.fromkeys(
        ("geopoint", "geotrace", "geoshape", "location"),
        ("Een plek op de kaart kan niet.", "Maak er text van. Vraag geen adres als het niet nodig is."),
    ),
    **dict.fromkeys(("barcode", "qrcode"), ("Een streepjescode kan niet.", "Maak er text van.")),
}

_RUIS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)


def schoon(text: str) -> str:
    """Return a cell's text on one line, without signs that show nothing or turn the reading order around."""
    return " ".join(_RUIS.sub("", text).split())


def taalcode(taal: str) -> str:
    """Return the code of a language as a heading names it: `Arabic (ar)`, `arabic`, `ar`; `""` when it isn't known."""
    taal = schoon(taal)
    between = re.search(r"\(([A-Za-z]{2,3}(?:[-_][A-Za-z]{2,8})?)\)\s*$", taal)
    if between:
        return between[1].lower().replace("-", "_")
    if taal.casefold() in _NAMEN:
        return _NAMEN[taal.casefold()]
    return taal.lower() if taal.lower() in TAALNAMEN else ""


def taalkop(code: str) -> str:
    """Return how a heading names a language."""
    return f"{TAALNAMEN.get(code, code)} ({code})"


def sleutel(naam: str) -> str:
    """Return a name as a key of ours: small letters, digits and underscores."""
    return re.sub(r"[^a-z0-9_]", "_", naam.lower()).strip("_")[:64]


def kolomletter(nummer: int) -> str:
    """Return the letters of a column by its index from 0, as Excel shows them."""
    letters = ""
    nummer += 1
    while nummer:
        nummer, rest = divmod(nummer - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
