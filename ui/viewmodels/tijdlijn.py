"""The timeline in words: everything that happened, newest first, by kind, made page by page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.services.kalender import local
from app.services.tijdlijn import TimelineItem
from ui.i18n import apart, counted, month_heading, short_day, short_moment, tr
from ui.navigation import Route

KINDS: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "contact": ("Contacten", "contact", ("contactmoment",)),
    "signaal": ("Signalen", "signal", ("signaal", "signaalstap")),
    "lijst": ("Lijsten", "checklist", ("invulling",)),
    "pvt": ("PVT", "pvt", ("pvt_sessie",)),
    "toestemming": ("Toestemming", "consent", ("toestemming", "grondslag")),
    "lijn": ("Doorgaande lijn", "line", ("lijnstap", "bestandsoverdracht")),
    "taak": ("Taken", "task-done", ("taak",)),
    "plan": ("Plan", "plan", ("doel", "afspraak")),
    "vraag": ("Vragen", "question", ("vraag", "antwoord")),
    "brief": ("Brieven", "letter", ("bijlage",)),
    "document": ("Documenten", "pdf", ("verstrekking",)),
}
"""Chips of the timeline: their word, icon and the kinds of records that they stand for."""

_DAY_ONLY = frozenset({"pvt_sessie", "lijnstap", "bestandsoverdracht", "taak"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the timeline, in words; `heading` is its month."""

    key: str
    icon: str
    title: str
    meta: str
    text: str
    heading: str
    deelstand: str


@dataclass(frozen=True, slots=True)
class History:
    """The whole timeline; `page` makes the words of what is shown, and of no more. `along`: somebody reads along."""

    items: tuple[TimelineItem, ...]
    now: datetime
    revealed: bool
    kinds: tuple[str, ...]
    along: bool = False

    def of_kind(self, kind: str) -> tuple[TimelineItem, ...]:
        """Return the items under one chip (`""`: all)."""
        if not kind:
            return self.items
        return tuple(item for item in self.items if item.soort in KINDS[kind][2])

    def page(self, kind: str, count: int) -> tuple[tuple[Entry, ...], int]:
        """Return the newest `count` entries of a kind, and how many older ones there are."""
        found = self.of_kind(kind)
        return tuple(self._entry(item) for item in found[:count]), max(0, len(found) - count)

    def _entry(self, item: TimelineItem) -> Entry:
        hidden = item.beschermd and not self.revealed
        day = local(item.op).date()
        when = short_day(day, local(self.now).date())
        if item.soort not in _DAY_ONLY:
            when = short_moment(item.op, self.now)
        corrected = (
            tr(
                "verbeterd, {count} leesbaar",
                count=counted(item.eerdere_versies, "eerdere versie", "eerdere versies"),
            )
            if item.eerdere_versies
            else ""
        )
        return Entry(
            key=key_of(item),
            icon="private" if item.beschermd else item.icoon,
            title=tr("Afgeschermd") if hidden else item.titel,
            meta=" · ".join(part for part in (when, apart(item.door), corrected) if part),
            # A contact without a summary shows its private note here: not while somebody reads along.
            text="" if hidden or self.along else item.tekst,
            heading=month_heading(day),
            deelstand=item.deelstand,
        )


def key_of(item: TimelineItem) -> str:
    """Return the key of an entry: its kind, its record, and for what gives two lines the moment too."""
    return f"{item.soort}:{item.record_id}:{item.op:%Y%m%d%H%M}"


def history_of(
    items: tuple[TimelineItem, ...], now: datetime, *, revealed: bool, along: bool = False
) -> History:
    """Return the timeline with the chips that it has something for."""
    soorten = {item.soort for item in items}
    kinds = tuple(kind for kind, (_, _, covered) in KINDS.items() if soorten.intersection(covered))
    return History(items, now, revealed, kinds, along)


def route_of_entry(key: str, dossier_id: str) -> Route:
    """Return where an entry can be read in full."""
    soort, record_id, *_ = key.split(":")
    if soort == "signaal":
        return Route("signaal", {"signaal": record_id})
    if soort in ("doel", "afspraak"):
        return Route("plan", {"dossier": dossier_id})
    if soort == "vraag":
        return Route("vraag", {"vraag": record_id})
    if soort == "bijlage":
        return Route("brief", {"brief": record_id})
    if soort in ("lijnstap", "bestandsoverdracht"):
        return Route("lijn", {"dossier": dossier_id})
    return Route("gebeurtenis", {"dossier": dossier_id, "soort": soort, "record": record_id})
