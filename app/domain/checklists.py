"""Checklists: versioned templates, the answers given on them, and what those answers ask for.

A template is data (read by `app.domain.checklist_lezen`); all else here is a function of template and answers.
There is no score and no diagnosis: an answer can only ask that somebody looks at it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.domain.leefgebieden import Leefgebied, Urgentie, most_urgent
from app.domain.records import Categorie
from app.domain.signalen import Bron
from app.domain.voorwaarden import Voorwaarde, holds
from app.faults import Fault, FaultKind

URGENTIE_ZONDER_REDEN = FaultKind(
    "urgentie-lager-zonder-reden",
    "Je maakt dit minder dringend dan de lijst zegt.",
    "Schrijf kort op waarom.",
)
ANTWOORD_PAST_NIET = FaultKind(
    "antwoord-past-niet",
    "Het antwoord '{waarde}' past niet bij de vraag '{key}'.",
    "Kies een van de antwoorden die bij de vraag staan.",
)


class Soort(StrEnum):
    """What kind of answer an item asks for."""

    SIGNAAL = "signaal"
    SCHAAL = "schaal"
    TEKST = "tekst"
    DATUM = "datum"
    GETAL = "getal"
    KEUZE = "keuze"
    MEERKEUZE = "meerkeuze"
    NOTITIE = "notitie"
    """A text to read; it has no answer."""


class Signaalwaarde(StrEnum):
    """The four answers of a signalering item."""

    NEE = "nee"
    SOMS = "soms"
    JA = "ja"
    NIET_GEZIEN = "niet_gezien"


class Schaalwaarde(StrEnum):
    """The four answers of a zelfredzaamheid item: no marks, only who does it."""

    WEET_NIET = "weet_niet"
    SAMEN = "samen"
    ZELF = "zelf"
    NVT = "nvt"


class Sectiesoort(StrEnum):
    """Whether a section asks for facts, for what weighs, for what carries, or about the begeleider."""

    FEITEN = "feiten"
    DRAAGLAST = "draaglast"
    DRAAGKRACHT = "draagkracht"
    BEGELEIDER = "begeleider"


Waarde = str | tuple[str, ...]
"""An answer's value: one text (dates ISO, numbers in digits) or, for several choices, a tuple of keys."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keuze:
    """One choice of a keuze or meerkeuze item."""

    key: str
    tekst: str
    vertalingen: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verhoging:
    """Makes an item's default urgency at least `urgentie` while `als` holds."""

    als: Voorwaarde
    urgentie: Urgentie
    als_tekst: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question, with what its answers lead to.

    `key` is stable over versions. `draagkracht` marks what goes well and who helps. `voorvullen` names the fact of
    the dossier that a form may propose as answer. `beschermd` keeps it off everything that the client carries.
    """

    key: str
    tekst: str
    hint: str
    soort: Soort
    leefgebied: Leefgebied | None
    categorie: Categorie
    urgentie: Urgentie | None
    urgentie_bij: Mapping[str, Urgentie]
    verhogingen: tuple[Verhoging, ...]
    signaal_bij: tuple[str, ...]
    naar: tuple[str, ...]
    doen: str
    keuzes: tuple[Keuze, ...]
    zichtbaar_als: Voorwaarde | None
    zichtbaar_tekst: str
    vertalingen: Mapping[str, str]
    beschermd: bool
    verplicht: bool
    draagkracht: bool
    voorvullen: str

    @property
    def answerable(self) -> bool:
        return self.soort is not Soort.NOTITIE

    @property
    def waarden(self) -> tuple[str, ...]:
        """The values an answer may have; empty where the answer is free."""
        match self.soort:
            case Soort.SIGNAAL:
                return tuple(Signaalwaarde)
            case Soort.SCHAAL:
                return tuple(Schaalwaarde)
            case Soort.KEUZE | Soort.MEERKEUZE:
                return tuple(keuze.key for keuze in self.keuzes)
            case _:
                return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sectie:
    """Items that belong together under one heading."""

    key: str
    titel: str
    uitleg: str
    soort: Sectiesoort
    zichtbaar_als: Voorwaarde | None
    zichtbaar_tekst: str
    vertalingen: Mapping[str, str]
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taalstaat:
    """Who translated the second-language texts of a checklist, and whether a native speaker read them."""

    taal: str
    vertaler: str
    nagekeken: bool
    opmerking: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """One published version of a template; `template_hash` is the SHA-256 of its content, not of its file."""

    code: str
    versie: int
    titel: str
    doel: str
    duur_minuten: int
    gepubliceerd: date
    talen: tuple[Taalstaat, ...]
    secties: tuple[Sectie, ...]
    template_hash: str

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for sectie in self.secties for item in sectie.items)

    def item(self, key: str) -> Item:
        """Return the item with this key; KeyError when this version has none."""
        for item in self.items:
            if item.key == key:
                return item
        raise KeyError(key)

    def taal(self, taal: str) -> Taalstaat | None:
        """Return the review state of a second language, or None where the checklist has no texts in it."""
        return next((state for state in self.talen if state.taal == taal), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Antwoord:
    """What was answered on one item. `waarneming` is what was seen or heard, never what one thinks of it."""

    key: str
    waarde: Waarde = ""
    waarneming: str = ""
    bron: Bron | None = None
    besproken: bool | None = None
    niet_besproken_reden: str = ""
    urgentie: Urgentie | None = None
    reden_lager: str = ""

    @property
    def given(self) -> bool:
        return bool(self.waarde)

    @property
    def waarden(self) -> tuple[str, ...]:
        if isinstance(self.waarde, str):
            return (self.waarde,) if self.waarde else ()
        return self.waarde


Antwoorden = Mapping[str, Antwoord]
"""Answers by item key; keys that the template doesn't have are kept and ignored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GevraagdSignaal:
    """An answer that asks for a signal: what, how urgent, and where it goes."""

    item_key: str
    tekst: str
    waarde: Waarde
    leefgebied: Leefgebied
    categorie: Categorie
    urgentie: Urgentie
    standaard_urgentie: Urgentie
    reden_lager: str
    naar: tuple[str, ...]
    doen: str
    beschermd: bool


def visible_items(checklist: Checklist, answers: Antwoorden) -> tuple[Item, ...]:
    """Return the items that apply, in order; an answer on a hidden item doesn't open others."""
    shown: dict[str, Item] = {}

    def lookup(key: str) -> tuple[str, ...]:
        return answers[key].waarden if key in shown and key in answers else ()

    for sectie in checklist.secties:
        if sectie.zichtbaar_als is not None and not holds(sectie.zichtbaar_als, lookup):
            continue
        for item in sectie.items:
            if item.zichtbaar_als is None or holds(item.zichtbaar_als, lookup):
                shown[item.key] = item
    return tuple(shown.values())


def progress(checklist: Checklist, answers: Antwoorden) -> tuple[int, int, str | None]:
    """Return (answered, total, key of the first open item or None) over the required items that apply."""
    asked = [item for item in visible_items(checklist, answers) if item.answerable and item.verplicht]
    still_open = [item.key for item in asked if item.key not in answers or not answers[item.key].given]
    return len(asked) - len(still_open), len(asked), still_open[0] if still_open else None


def default_urgency(checklist: Checklist, answers: Antwoorden, key: str) -> Urgentie | None:
    """Return the urgency that the template gives to the answer on `key`; None when it asks for no signal."""
    item = checklist.item(key)
    antwoord = answers.get(key)
    if antwoord is None or item.urgentie is None:
        return None
    hits = [value for value in antwoord.waarden if value in item.signaal_bij]
    if not hits:
        return None
    shown = {visible.key for visible in visible_items(checklist, answers)}
    urgency = most_urgent(*(item.urgentie_bij.get(value, item.urgentie) for value in hits))
    for verhoging in item.verhogingen:
        if holds(
            verhoging.als,
            lambda other: answers[other].waarden if other in shown and other in answers else (),
        ):
            urgency = most_urgent(urgency, verhoging.urgentie)
    return urgency


def raised_signals(checklist: Checklist, answers: Antwoorden) -> tuple[GevraagdSignaal, ...]:
    """Return the signals that the answers ask for, most urgent first, then in the order of the list."""
    raised = []
    for item in visible_items(checklist, answers):
        default = default_urgency(checklist, answers, item.key)
        if default is None or item.leefgebied is None:
            continue
        antwoord = answers[item.key]
        chosen = _effective(antwoord, default)
        raised.append(
            GevraagdSignaal(
                item_key=item.key,
                tekst=item.tekst,
                waarde=antwoord.waarde,
                leefgebied=item.leefgebied,
                categorie=item.categorie,
                urgentie=chosen,
                standaard_urgentie=default,
                reden_lager=antwoord.reden_lager if chosen.is_lower_than(default) else "",
                naar=item.naar,
                doen=item.doen,
                beschermd=item.beschermd,
            )
        )
    return tuple(sorted(raised, key=lambda signal: -signal.urgentie.rang))


def _effective(antwoord: Antwoord, default: Urgentie) -> Urgentie:
    if antwoord.urgentie is None:
        return default
    if antwoord.urgentie.is_lower_than(default) and not antwoord.reden_lager.strip():
        # A later answer can raise the default; an old choice without a reason must not keep it down.
        return default
    return antwoord.urgentie


def set_urgency(
    checklist: Checklist, answers: Antwoorden, key: str, urgentie: Urgentie, reden: str = ""
) -> Antwoord:
    """Return the answer on `key` with another urgency; Fault URGENTIE_ZONDER_REDEN when lowered without a reason."""
    antwoord = answers[key]
    default = default_urgency(checklist, answers, key)
    lower = default is not None and urgentie.is_lower_than(default)
    if lower and not reden.strip():
        raise Fault(URGENTIE_ZONDER_REDEN, key=key)
    return replace(antwoord, urgentie=urgentie, reden_lager=reden.strip() if lower else "")


def check_answer(item: Item, antwoord: Antwoord) -> None:
    """Do nothing when the value fits the item; Fault ANTWOORD_PAST_NIET otherwise. An open answer always fits."""
    values = antwoord.waarden
    if not values:
        return
    if not _fits(item, antwoord.waarde):
        raise Fault(ANTWOORD_PAST_NIET, key=item.key, waarde=", ".join(values))


def _fits(item: Item, waarde: Waarde) -> bool:
    if isinstance(waarde, tuple):
        return (
            item.soort is Soort.MEERKEUZE
            and set(waarde) <= set(item.waarden)
            and len(set(waarde)) == len(waarde)
        )
    match item.soort:
        case Soort.MEERKEUZE | Soort.NOTITIE:
            return False
        case Soort.TEKST:
            return True
        case Soort.GETAL:
            digits = waarde.removeprefix("-")
            return digits.isascii() and digits.isdigit() and len(digits) <= 9
        case Soort.DATUM:
            try:
                date.fromisoformat(waarde)
            except ValueError:
                return False
            return len(waarde) == 10
        case _:
            return waarde in item.waarden
