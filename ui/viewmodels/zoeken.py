"""Finding as one types: people first, in any spelling or script, then what was written about them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.domain import deeldatum
from app.domain.inburgeraar import Dossierstatus, Inburgeraar
from app.domain.zoeksleutel import fold, name_key
from app.faults import Fault
from app.ports import SearchHit, Store
from app.services import dossiers, zoeken
from app.services.veldnamen import soort_naam
from ui.i18n import apart, tr
from ui.navigation import Route
from ui.session import Session

LIMIT = 30
_ICONS = {
    "inburgeraar": "person",
    "contactmoment": "contact",
    "taak": "task",
    "signaal": "signal",
    "signaalstap": "answer",
    "invulling": "checklist",
    "pvt_sessie": "pvt",
    "lijnstap": "line",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One place that was found. `title` and `text` mark the matched part as `[[...]]`; `group` is its heading."""

    key: str
    title: str
    text: str
    icon: str
    group: str
    route: Route
    dossier_id: str


class SearchViewModel(QObject):
    """`search(text)` with every letter; `found(results)` always belongs to the newest text."""

    found = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.text = ""
        self.closed = False
        self.results: tuple[Found, ...] = ()
        self._asked: str | None = None

    def search(self, text: str) -> None:
        """Look for a text. While an earlier search is under way only the newest text waits for its turn."""
        self.text = text
        if not text.strip():
            self.results = ()
            self.found.emit(())
        elif self._asked is None:
            self._ask()

    def look_in_closed(self, closed: bool) -> None:
        """Look in closed dossiers too, or no longer."""
        self.closed = closed
        self.search(self.text)

    def _ask(self) -> None:
        text = self._asked = self.text
        along, closed = self.session.along.on, self.closed
        self.session.ask(
            lambda store: find(store, text, along=along, closed=closed), self, self._arrived, self._refused
        )

    def _arrived(self, results: tuple[Found, ...]) -> None:
        asked, self._asked = self._asked, None
        if asked != self.text and self.text.strip():
            self._ask()
        elif asked == self.text:
            self.results = results
            self.found.emit(results)

    def _refused(self, fault: Fault) -> None:
        self._asked = None
        self.failed.emit(fault)

    def route_of(self, key: str) -> tuple[Route, str]:
        """Return where a result leads, and its dossier."""
        result = next(each for each in self.results if each.key == key)
        return result.route, result.dossier_id


def find(store: Store, text: str, *, along: bool = False, closed: bool = False) -> tuple[Found, ...]:
    """Return what was found, people first. While somebody reads along (`along`) only people."""
    hits = zoeken.find(store, text, LIMIT, closed=closed)
    people = [_person(dossiers.get(store, hit.dossier_id), text, hit) for hit in hits if _is_person(hit)]
    rest = [] if along else [_record(hit) for hit in hits if not _is_person(hit)]
    return (*people, *rest)


def _is_person(hit: SearchHit) -> bool:
    return hit.soort == Inburgeraar.soort


def _person(persoon: Inburgeraar, text: str, hit: SearchHit) -> Found:
    name = mark_name(persoon.naam, text)
    spelled = next((each for each in persoon.andere_spellingen if "[[" in mark_name(each, text)), "")
    parts = [
        tr("ook {name}", name=apart(mark_name(spelled, text))) if spelled and "[[" not in name else "",
        tr("geboren {day}", day=deeldatum.in_words(persoon.geboortedatum)) if persoon.geboortedatum else "",
        persoon.gemeente,
        tr("gesloten") if persoon.status is Dossierstatus.GESLOTEN else "",
    ]
    return Found(
        key=f"{hit.soort}:{hit.record_id}",
        title=apart(name),
        text=" · ".join(part for part in parts if part),
        icon="person",
        group=tr("Mensen"),
        route=Route("dossier", {"dossier": hit.dossier_id}),
        dossier_id=hit.dossier_id,
    )


def _record(hit: SearchHit) -> Found:
    return Found(
        key=f"{hit.soort}:{hit.record_id}",
        title=hit.fragment.replace("\n", " ") or hit.titel,
        text=" · ".join(part for part in (tr(soort_naam(hit.soort)), apart(hit.naam)) if part),
        icon=_ICONS.get(hit.soort, "info"),
        group=tr("In de dossiers"),
        route=_route(hit),
        dossier_id=hit.dossier_id,
    )


def _route(hit: SearchHit) -> Route:
    if hit.soort == "signaal":
        return Route("signaal", {"signaal": hit.record_id})
    if hit.soort == "lijnstap":
        return Route("lijn", {"dossier": hit.dossier_id})
    if hit.soort == "inburgeringstraject":
        return Route("inburgering", {"dossier": hit.dossier_id})
    return Route("gebeurtenis", {"dossier": hit.dossier_id, "soort": hit.soort, "record": hit.record_id})


def mark_name(name: str, text: str) -> str:
    """Mark the words of a name that the typed words begin: the letters typed, or by the sound the whole word."""
    words = name.split()
    cuts = [0] * len(words)
    for typed in text.split():
        found = [_letters(word, typed) for word in words]
        if not any(found):
            found = [_sound(word, typed) for word in words]
        cuts = [max(pair) for pair in zip(cuts, found, strict=True)]
    marked = (f"[[{word[:cut]}]]{word[cut:]}" if cut else word for word, cut in zip(words, cuts, strict=True))
    return " ".join(marked)


def _letters(word: str, typed: str) -> int:
    """Return how many letters of the word were typed, whatever their accents and script."""
    folded, plain = fold(word), fold(typed)
    if not plain or not folded.startswith(plain):
        return 0
    # Letters can only be counted where folding left them as many as they were.
    return len(typed) if len(folded) == len(word) and len(plain) == len(typed) else len(word)


def _sound(word: str, typed: str) -> int:
    """Return the length of a word that sounds as what was typed begins."""
    key = name_key(typed)
    return len(word) if len(key) > 1 and name_key(word).startswith(key) else 0
