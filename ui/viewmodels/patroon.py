"""The signals and answers of one client over time, in words and as marks to draw. No sum, no score."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.domain.leefgebieden import Leefgebied
from app.ports import Store
from app.services import patronen
from app.services.kalender import add_months, today
from app.services.patronen import Herhaling, Patroon, Punt, Vergelijking
from ui.i18n import apart, joined, month_heading, short_day, tr
from ui.session import Session
from ui.viewmodels.live import LiveViewModel
from ui.viewmodels.signaal import stand_in_words

SIGNAL_HEADINGS = ("Dag", "Leefgebied", "Signaal", "Hoe dringend", "Waar het nu is")
MOST_TIMES = 5
"""How many fillings stand beside each other; older ones are read one by one."""
MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One list: a heading per filling, and a row per question."""

    code: str
    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    older: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PatroonFacts:
    """What the page shows. `marks` are (row, day, urgency, open) over `domains`; `months` name the axis."""

    client: str
    domains: tuple[str, ...]
    marks: tuple[tuple[int, date, str, bool], ...]
    months: tuple[tuple[date, str], ...]
    last: date
    signals: tuple[tuple[str, ...], ...]
    signal_ids: tuple[str, ...]
    repeats: tuple[str, ...]
    compared: tuple[Compared, ...]


class PatroonViewModel(LiveViewModel[PatroonFacts]):
    """The patterns of one client; without what is shielded while somebody reads along."""

    kinds = ("signaal", "signaalstap", "invulling", "inburgeraar")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        session.along.changed.connect(self._somebody_along)

    def _somebody_along(self) -> None:
        self.facts = None
        if not self._asleep:
            self.reload()

    def show(self, dossier_id: str) -> None:
        """Show the patterns of this client from now on."""
        if dossier_id != self.dossier_id:
            self.facts = None
        self.dossier_id = dossier_id

    def query(self) -> Callable[[Store], PatroonFacts]:
        dossier_id, day, along = self.dossier_id, today(self.session.clock), self.session.along.on

        def read(store: Store) -> PatroonFacts:
            found = patronen.show(store, dossier_id)
            return patroon_facts(found.without_shielded() if along else found, day)

        return read


def patroon_facts(found: Patroon, day: date) -> PatroonFacts:
    """Put patterns into words."""
    domains = [each for each in Leefgebied if any(punt.leefgebied is each for punt in found.punten)]
    oldest = min((punt.op for punt in found.punten), default=day)
    start = min(add_months(day, -MONTHS + 1), oldest).replace(day=1)
    newest_first = sorted(found.punten, key=lambda punt: (punt.op, punt.signaal_id), reverse=True)
    return PatroonFacts(
        client=apart(found.naam),
        domains=tuple(each.naam for each in domains),
        marks=tuple(
            (domains.index(punt.leefgebied), punt.op, punt.urgentie.value, punt.open) for punt in found.punten
        ),
        months=_months(start, day),
        last=max(day, max((punt.op for punt in found.punten), default=day)),
        signals=tuple(_signal(punt, day) for punt in newest_first),
        signal_ids=tuple(punt.signaal_id for punt in newest_first),
        repeats=tuple(_repeat(each, day) for each in found.herhalingen),
        compared=tuple(_compared(each) for each in found.vergelijkingen),
    )


def _months(start: date, day: date) -> tuple[tuple[date, str], ...]:
    found = []
    while start <= day:
        name = "mrt" if start.month == 3 else month_heading(start)[:3]
        found.append((start, name if start.month != 1 else f"{name} {start.year}"))
        start = add_months(start, 1)
    return tuple(found)


def _signal(punt: Punt, day: date) -> tuple[str, ...]:
    return (
        short_day(punt.op, day),
        punt.leefgebied.naam,
        punt.titel,
        punt.urgentie.naam,
        stand_in_words(punt.stand),
    )


def _repeat(each: Herhaling, day: date) -> str:
    days = joined([short_day(op, day) for op in each.dagen])
    return tr("“{question}”: steeds “soms”, op {days}.", question=each.vraag, days=days)


def _compared(each: Vergelijking) -> Compared:
    times = len(each.dagen)
    first = max(0, times - MOST_TIMES)
    shown = each.dagen[first:]
    return Compared(
        code=each.code,
        name=each.naam,
        headings=(tr("Vraag"), *(short_day(op) for op in shown)),
        rows=tuple((rij.vraag, *(answer or "–" for answer in rij.antwoorden[first:])) for rij in each.rijen),
        older=first,
    )
