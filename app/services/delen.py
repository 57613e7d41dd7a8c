"""Delen: the honest line at the bottom and the queue in human words; nothing of transport itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain import deelredenen
from app.domain.catalogus import BY_SOORT
from app.domain.inburgeraar import Inburgeraar
from app.domain.ops import Deelstand
from app.domain.toestemmingen import Reden, explain
from app.ports import REGISTER, OutboxRow, Reading, Store, SyncFacts
from app.services.kalender import local
from app.services.veldnamen import soort_naam

_LEAST_ADVANCED_FIRST = (
    Deelstand.GEWEIGERD,
    Deelstand.APART_GEZET,
    Deelstand.BESLUIT_NODIG,
    Deelstand.WACHT,
    Deelstand.VERZONDEN,
    Deelstand.WACHT_OP_DEEL,
    Deelstand.ONTVANGEN,
    Deelstand.VERWERKT,
    Deelstand.VOOR_EEN_DEEL,
    Deelstand.BIJ_GEMEENTE,
    Deelstand.BLIJFT_HIER,
)
"""The order in which a dossier shows its children: what needs a hand first, what stays by choice last."""

_DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncLine:
    """One calm sentence. `hand_nodig` is True only when a person has to do something."""

    facts: SyncFacts
    tekst: str
    hand_nodig: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueItem:
    """One record on its way, in words: what it is, whose, where it stands and why."""

    dossier_id: str
    naam: str
    soort: str
    soort_naam: str
    record_id: str
    titel: str
    stand: Deelstand
    uitleg: str
    sinds: datetime | None


def least_advanced(stands: Iterable[Deelstand]) -> Deelstand:
    """Return what a dossier shows of its records: the least advanced of their states."""
    found = set(stands)
    return next((stand for stand in _LEAST_ADVANCED_FIRST if stand in found), Deelstand.BLIJFT_HIER)


def why(reden: str) -> str:
    """Say a reason code, of consent or of the sharing itself, in a short Dutch sentence."""
    if reden in set(Reden):
        return explain(Reden(reden))
    return deelredenen.sentence(reden) if reden else ""


def line(store: Store) -> SyncLine:
    """Return the line: what isn't shared yet, what waits for a person, and the last success."""
    with store.read() as reading:
        return line_of(reading)


def line_of(reading: Reading) -> SyncLine:
    """The same inside a reading that is already open."""
    facts = reading.ledger.facts()
    hand = facts.decisions > 0 or facts.set_aside > 0
    parts = ["Alles bewaard op dit apparaat", _unshared(facts)]
    if facts.decisions:
        parts.append(_count(facts.decisions, "besluit nodig", "besluiten nodig"))
    if facts.set_aside:
        parts.append(_count(facts.set_aside, "ding apart gezet", "dingen apart gezet"))
    parts.append(
        f"laatst gedeeld {short_moment(facts.last_success)}" if facts.last_success else "nog nooit gedeeld"
    )
    return SyncLine(facts=facts, tekst=" · ".join(parts), hand_nodig=hand)


def _unshared(facts: SyncFacts) -> str:
    if facts.unsent:
        return _count(facts.unsent, "wijziging nog niet gedeeld", "wijzigingen nog niet gedeeld")
    if facts.sent_unconfirmed:
        return _count(
            facts.sent_unconfirmed, "wijziging nog niet bevestigd", "wijzigingen nog niet bevestigd"
        )
    if facts.withheld:
        return _count(facts.withheld, "wijziging blijft hier", "wijzigingen blijven hier")
    return "niets om te delen"


def _count(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def short_moment(moment: datetime) -> str:
    """Say a moment as `za 21 nov 16:02`."""
    here = local(moment)
    return f"{_DAYS[here.weekday()]} {here.day} {_MONTHS[here.month - 1]} {here:%H:%M}"


def clock_words(ahead: int) -> str:
    """Say by how many seconds a clock is ahead (negative: behind) of another, in the biggest unit that fits."""
    size = abs(ahead)
    if size < 60:
        return "gelijk"
    number, one, more = next(
        (size // unit, one, more)
        for unit, one, more in ((86_400, "dag", "dagen"), (3_600, "uur", "uur"), (60, "minuut", "minuten"))
        if size >= unit
    )
    return f"{_count(number, one, more)} {'voor' if ahead > 0 else 'achter'}"


def queue(store: Store, limit: int = 500) -> tuple[QueueItem, ...]:
    """Return what waits to be sent and what stays and why, oldest first."""
    with store.read() as reading:
        readers = [REGISTER]
        if store.profile.is_register:
            readers = [device.device_id for device in reading.ledger.devices()]
        rows = [row for reader in readers for row in reading.ledger.outbox(reader, limit, withheld=True)]
        return _items(reading, sorted(rows, key=lambda row: row.created_op)[:limit])


def _items(reading: Reading, rows: Sequence[OutboxRow]) -> tuple[QueueItem, ...]:
    names: dict[str, str] = {}
    items = []
    for row in rows:
        op = row.op
        if op.dossier_id not in names:
            persoon = reading.get(Inburgeraar, op.dossier_id)
            names[op.dossier_id] = persoon.naam if persoon else ""
        record = reading.get(BY_SOORT[op.soort], op.record_id)
        items.append(
            QueueItem(
                dossier_id=op.dossier_id,
                naam=names[op.dossier_id],
                soort=op.soort,
                soort_naam=soort_naam(op.soort),
                record_id=op.record_id,
                titel=record.titel if record else "",
                stand=Deelstand.BLIJFT_HIER if row.stays else Deelstand.WACHT,
                uitleg=why(row.stays) if row.stays else "Gaat mee bij de volgende keer delen.",
                sinds=row.created_op,
            )
        )
    return tuple(items)
