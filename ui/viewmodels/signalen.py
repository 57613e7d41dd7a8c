"""All signals: for who noted them what was done with them, for who coordinates what must be done next."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum
from typing import Any

from app.changes import Changes
from app.domain.leefgebieden import Leefgebied, Urgentie
from app.domain.regels import Regelset
from app.domain.signalen import OPEN_STANDEN, Signaalstand
from app.domain.zoeksleutel import fold, name_key
from app.ports import Rol, SignalRow, Store
from app.services import catalogue, signaleringen
from app.services.kalender import day_of, today
from ui.i18n import apart, counted, relative_day, short_day, tr
from ui.session import Session
from ui.viewmodels.live import LiveViewModel
from ui.viewmodels.signaal import stand_in_words

_UNASSIGNED = frozenset(
    {Signaalstand.GENOTEERD, Signaalstand.BESPROKEN, Signaalstand.GEMELD, Signaalstand.ONTVANGEN}
)
_BUSY = frozenset({Signaalstand.BELEGD, Signaalstand.OPGEPAKT})


class Which(Enum):
    """Which signals the list shows."""

    OPEN = "open"
    UNASSIGNED = "niet_belegd"
    LATE = "te_laat"
    CLOSED = "afgesloten"
    ALL = "alle"


WHICH: tuple[tuple[str, str], ...] = (
    (Which.OPEN.value, "Open"),
    (Which.UNASSIGNED.value, "Nog niet belegd"),
    (Which.LATE.value, "Te laat"),
    (Which.CLOSED.value, "Afgesloten"),
    (Which.ALL.value, "Alle"),
)
DOMAINS: tuple[tuple[str, str], ...] = tuple((each.value, each.naam) for each in Leefgebied)
URGENCY_WORDS: tuple[tuple[str, str], ...] = tuple((each.value, each.naam) for each in Urgentie)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalLine:
    """One signal in a list. `due` is the last day for its next step (None once closed); `rank` 3 is most urgent."""

    signaal_id: str
    dossier_id: str
    client: str
    title: str
    domain: str
    domain_key: str
    urgency: str
    rank: int
    stand: str
    stand_words: str
    who: str
    due: date | None
    due_words: str
    late: bool
    noted: date
    noted_words: str
    noted_by: str
    answer: str
    shielded: bool
    deelstand: str

    @property
    def is_open(self) -> bool:
        return Signaalstand(self.stand) in OPEN_STANDEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What the list shows, and by which column of the table it is sorted (`""`: what waits longest first)."""

    which: Which = Which.OPEN
    domain: str = ""
    urgency: str = ""
    text: str = ""
    sort: str = ""
    descending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalenFacts:
    """All signals on this device, in words."""

    lines: tuple[SignalLine, ...]


class SignalenViewModel(LiveViewModel[SignalenFacts]):
    """The list of signals. `shown()` is what passes the filter, in its order."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.filter = Filter()

    @property
    def for_coordinator(self) -> bool:
        """True for who assigns and answers."""
        return self.session.profile.rol is Rol.COORDINATOR

    @property
    def private(self) -> bool:
        """True while somebody reads along."""
        return self.session.along.on

    def query(self) -> Callable[[Store], SignalenFacts]:
        now, day = self.session.clock.now(), today(self.session.clock)

        def read(store: Store) -> SignalenFacts:
            with store.read() as reading:
                rows = reading.signals(only_open=False)
            rules = catalogue.regels("termijnen", day)
            return SignalenFacts(lines=tuple(_line(row, rules, now, day) for row in rows))

        return read

    def concerns(self, changes: Changes) -> bool:
        return changes.concerns("signaal", "signaalstap", "delen", "inburgeraar")

    def narrow(self, **wanted: object) -> None:
        """Change the filter or the order; `reloaded` follows."""
        self.filter = replace(self.filter, **wanted)  # type: ignore[arg-type]
        if self.facts is not None:
            self.reloaded.emit()

    def visible(self) -> tuple[SignalLine, ...]:
        """Return every signal that may be on the screen now."""
        lines = self.facts.lines if self.facts is not None else ()
        return tuple(each for each in lines if not (self.private and each.shielded))

    def shown(self) -> tuple[SignalLine, ...]:
        """Return the signals that pass the filter, in its order."""
        return ordered((each for each in self.visible() if passes(each, self.filter)), self.filter)

    def late_count(self) -> int:
        """Return how many open signals wait too long."""
        return sum(1 for each in self.visible() if each.late)


def passes(line: SignalLine, wanted: Filter) -> bool:
    """True when the filter shows this signal; text is found in the client's name in any spelling."""
    match wanted.which:
        case Which.OPEN if not line.is_open:
            return False
        case Which.UNASSIGNED if Signaalstand(line.stand) not in _UNASSIGNED:
            return False
        case Which.LATE if not line.late:
            return False
        case Which.CLOSED if line.is_open:
            return False
        case _:
            pass
    if wanted.domain and line.domain_key != wanted.domain:
        return False
    if wanted.urgency and line.urgency != wanted.urgency:
        return False
    text = wanted.text.strip()
    if not text:
        return True
    found = fold(text) in fold(f"{line.client} {line.title} {line.who}")
    return found or name_key(text) in name_key(line.client)


def ordered(lines: Iterable[SignalLine], wanted: Filter) -> tuple[SignalLine, ...]:
    """Return the lines in the order of the filter; without one: too late first, then urgent, then what is due."""
    first = sorted(lines, key=_usual_order)
    if wanted.sort:
        first.sort(key=_KEYS[wanted.sort], reverse=wanted.descending)
    return tuple(first)


def _usual_order(line: SignalLine) -> tuple[bool, int, date, str]:
    return (not line.late, -line.rank, line.due or date.max, line.signaal_id)


_KEYS: dict[str, Callable[[SignalLine], Any]] = {
    "urgentie": lambda line: -line.rank,
    "titel": lambda line: line.title.casefold(),
    "client": lambda line: line.client.casefold(),
    "leefgebied": lambda line: line.domain,
    "stand": lambda line: list(Signaalstand).index(Signaalstand(line.stand)),
    "uiterlijk": lambda line: line.due or date.max,
    "genoteerd": lambda line: line.noted,
}


def groups(lines: Iterable[SignalLine]) -> tuple[tuple[str, tuple[SignalLine, ...]], ...]:
    """Return the signals as who noted them looks at them: `open`, `bezig` (somebody has it), `klaar`."""
    found: dict[str, list[SignalLine]] = {"open": [], "bezig": [], "klaar": []}
    for line in sorted(lines, key=_usual_order):
        stand = Signaalstand(line.stand)
        found["open" if stand in _UNASSIGNED else "bezig" if stand in _BUSY else "klaar"].append(line)
    found["klaar"].sort(key=lambda line: line.noted, reverse=True)
    return tuple((key, tuple(each)) for key, each in found.items())


def _line(row: SignalRow, rules: Regelset, now: datetime, day: date) -> SignalLine:
    stand = Signaalstand(row.stand)
    is_open = stand in OPEN_STANDEN
    due = signaleringen.last_day(row, rules) if is_open else None
    urgentie = Urgentie(row.urgentie)
    noted = day_of(row.genoteerd_op)
    return SignalLine(
        signaal_id=row.signaal_id,
        dossier_id=row.dossier_id,
        client=apart(row.naam),
        title=row.titel,
        domain=Leefgebied(row.leefgebied).naam,
        domain_key=row.leefgebied,
        urgency=urgentie.value,
        rank=urgentie.rang,
        stand=stand.value,
        stand_words=stand_in_words(stand, row.belegd_bij),
        who=apart(row.belegd_bij),
        due=due,
        due_words=_due(due, day) if due else "",
        late=due is not None and due < day,
        noted=noted,
        noted_words=short_day(noted, day),
        noted_by=apart(row.genoteerd_door),
        answer=_answer(row, stand, day),
        shielded=row.beschermd,
        deelstand=row.deelstand.value,
    )


def _due(due: date, day: date) -> str:
    if due < day:
        return tr("{span} te laat", span=counted((day - due).days, "dag", "dagen"))
    near = (due - day).days < 3
    return relative_day(due, day) if near else short_day(due, day)


def _answer(row: SignalRow, stand: Signaalstand, day: date) -> str:
    """What was done with it, as who noted it reads it."""
    parts = []
    if stand in _BUSY or stand not in OPEN_STANDEN:
        parts.append(stand_in_words(stand, row.belegd_bij) + ".")
    if row.uiterlijk is not None and stand in _BUSY:
        parts.append(tr("Uiterlijk {day}.", day=short_day(row.uiterlijk, day)))
    if row.toelichting:
        parts.append(f"“{row.toelichting}”")
    return " ".join(parts)
