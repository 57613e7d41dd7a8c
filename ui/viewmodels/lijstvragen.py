"""The questions of a checklist as a form shows them: words, answers to choose, earlier answers, proposals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.checklists import Checklist, Item, Sectie, Sectiesoort, Soort
from app.domain.leefgebieden import Leefgebied
from app.domain.signalen import Bron
from app.services import catalogue
from app.services.invullingen import Formulier, Vorig, answer_in_words
from ui.i18n import isolated, local, plain_day, tr

SEGMENTS = "segmenten"
CHIPS = "chips"
MANY = "meer"
TEXT = "tekst"
DAY = "datum"
NUMBER = "getal"
NOTE = "notitie"

SHORT_ANSWERS = 26
"""Letters of all answers together that still fit in boxes beside a question."""

_TONES = {"nee": "success", "soms": "warning", "ja": "spoed"}
_TURNED = {"nee": "spoed", "soms": "warning", "ja": "success"}

LANGUAGES = {
    "en": "English",
    "ar": "العربية",
    "ti": "ትግርኛ",
    "fa": "فارسی",
    "tr": "Türkçe",
    "fr": "Français",
    "uk": "Українська",
    "am": "አማርኛ",
    "so": "Soomaali",
    "ku": "Kurdî",
    "es": "Español",
    "de": "Deutsch",
}

BRONNEN: tuple[tuple[str, str], ...] = (
    (Bron.CLIENT.value, "De cliënt zei het"),
    (Bron.ZELF.value, "Ik zag het"),
    (Bron.DERDE.value, "Iemand anders zei het"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One item. `form` says how it is answered; `answers` are (key, word, tone). `second` holds other languages."""

    key: str
    text: str
    hint: str
    form: str
    answers: tuple[tuple[str, str, str], ...] = ()
    optional: bool = False
    strength: bool = False
    shielded: bool = False
    second: Mapping[str, str] = field(default_factory=dict)
    second_answers: Mapping[str, str] = field(default_factory=dict)
    earlier: str = ""
    earlier_soms: int = 0
    proposal: str = ""
    proposal_words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Questions under a heading; `shielded` when every one of them is."""

    key: str
    title: str
    explanation: str
    second: Mapping[str, str]
    questions: tuple[Question, ...]
    shielded: bool = False
    domain: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A second language to read along in; `note` says when nobody who grew up with it read it yet."""

    code: str
    name: str
    note: str
    answers: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFacts:
    """A whole list as it stands on the screen, for one client."""

    dossier_id: str
    client: str
    code: str
    title: str
    purpose: str
    sections: tuple[Section, ...]
    languages: tuple[Language, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(each for section in self.sections for each in section.questions)


def form_facts(form: Formulier) -> FormFacts:
    """Put a checklist, with what is known of earlier times, into words."""
    checklist = form.checklist
    return FormFacts(
        dossier_id=form.dossier_id,
        client=form.naam,
        code=checklist.code,
        title=checklist.titel,
        purpose=checklist.doel,
        sections=tuple(_section(sectie, form) for sectie in checklist.secties),
        languages=_languages(checklist),
    )


def _section(sectie: Sectie, form: Formulier) -> Section:
    domains = {item.leefgebied for item in sectie.items if item.leefgebied}
    only = next(iter(domains)) if len(domains) == 1 else None
    shielded = sectie.soort is Sectiesoort.BEGELEIDER or all(item.beschermd for item in sectie.items)
    return Section(
        key=sectie.key,
        title=sectie.titel,
        explanation=sectie.uitleg,
        second=sectie.vertalingen,
        questions=tuple(_question(item, form) for item in sectie.items),
        shielded=shielded,
        domain=only.naam if isinstance(only, Leefgebied) and only.naam != sectie.titel else "",
    )


def _question(item: Item, form: Formulier) -> Question:
    proposal = form.voorstellen.get(item.key, "")
    vorig = form.vorige.get(item.key)
    words = {each.key: each for each in item.keuzes}
    return Question(
        key=item.key,
        text=item.tekst,
        hint=item.hint,
        form=_form(item),
        answers=_answers(item),
        optional=item.answerable and not item.verplicht,
        strength=item.draagkracht,
        shielded=item.beschermd,
        second=item.vertalingen,
        second_answers=_second_answers(item),
        earlier=_earlier(vorig) if vorig else "",
        earlier_soms=vorig.keer_soms if vorig else 0,
        proposal=proposal,
        proposal_words=words[proposal].tekst if proposal in words else answer_in_words(proposal),
    )


def _form(item: Item) -> str:
    match item.soort:
        case Soort.SIGNAAL | Soort.SCHAAL:
            return SEGMENTS
        case Soort.KEUZE:
            return SEGMENTS if sum(len(each.tekst) for each in item.keuzes) <= SHORT_ANSWERS else CHIPS
        case Soort.MEERKEUZE:
            return MANY
        case Soort.DATUM:
            return DAY
        case Soort.GETAL:
            return NUMBER
        case Soort.NOTITIE:
            return NOTE
        case Soort.TEKST:
            return TEXT


def _answers(item: Item) -> tuple[tuple[str, str, str], ...]:
    if item.keuzes:
        return tuple((each.key, each.tekst, "neutral") for each in item.keuzes)
    # Where "nee" is what asks for a signal, "nee" has the warm colour.
    tones = _TURNED if "nee" in item.signaal_bij and "ja" not in item.signaal_bij else _TONES
    return tuple(
        (value, answer_in_words(value).lower(), tones.get(value, "neutral")) for value in item.waarden
    )


def _second_answers(item: Item) -> Mapping[str, str]:
    """The answers of an item's own in the other languages; the fixed ones stand once above the list."""
    if all(each.key in catalogue.answer_labels() for each in item.keuzes):
        return {}
    codes = {code for each in item.keuzes for code in each.vertalingen}
    return {
        code: "\n".join(
            f"{isolated(each.tekst)}: {each.vertalingen.get(code, each.tekst)}" for each in item.keuzes
        )
        for code in codes
    }


def _earlier(vorig: Vorig) -> str:
    words = tr(
        "Vorige keer ({day}): {answer}",
        day=plain_day(local(vorig.op).date()),
        answer=vorig.in_woorden.lower() if len(vorig.in_woorden) < SHORT_ANSWERS else vorig.in_woorden,
    )
    return f"{words}. “{vorig.waarneming}”" if vorig.waarneming else words


def _languages(checklist: Checklist) -> tuple[Language, ...]:
    labels = catalogue.answer_labels()
    fixed = (item.waarden for item in checklist.items if all(value in labels for value in item.waarden))
    used = {value for waarden in fixed for value in waarden}
    found = []
    for state in checklist.talen:
        pairs = (
            f"{words['nl'].lower()}: {words.get(state.taal, words['nl'])}"
            for key, words in labels.items()
            if key in used
        )
        found.append(
            Language(
                code=state.taal,
                name=LANGUAGES.get(state.taal, state.taal),
                note="" if state.nagekeken else state.opmerking,
                answers=" · ".join(pairs),
            )
        )
    return tuple(found)
