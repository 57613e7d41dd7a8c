"""Dossiers: open one, change it, list them, and show everything about one on a page."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from app.changes import Changes
from app.domain.doorgaande_lijn import Bestandsoverdracht
from app.domain.inburgeraar import Inburgeraar
from app.domain.inburgering import Inburgeringstraject, PvtStand
from app.domain.ops import Deelstand
from app.domain.taken import Taak
from app.faults import FaultKind
from app.ports import ClientFilter, ClientRow, Clock, Conflict, Draft, Ids, SignalRow, Store
from app.services.termijnen import Deadline
from app.services.toestemmingen import ConsentRow

DOSSIER_ONBEKEND = FaultKind(
    "dossier-onbekend", "Dit dossier staat niet op dit apparaat.", "Zoek de cliënt in de lijst."
)


@dataclass(frozen=True, slots=True)
class LineStep:
    """One of the eight steps for a dossier; `stand` is `gedaan`, `nu` or `later`."""

    nummer: int
    titel: str
    stand: str
    begonnen_op: date | None = None
    afgerond_op: date | None = None
    gedaan: str = ""
    meenemen: str = ""


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """One line of the timeline. `soort` is the record's kind, `icoon` what to draw, `beschermd` hides it from a
    household's eyes, `vervangen_door` is the id of a later version (`""` for the present one)."""

    soort: str
    record_id: str
    icoon: str
    titel: str
    tekst: str
    door: str
    op: datetime
    deelstand: Deelstand
    reden: str = ""
    beschermd: bool = False
    vervangen_door: str = ""


@dataclass(frozen=True, slots=True)
class DossierView:
    """Everything of one dossier on a day; `timeline` is newest first."""

    persoon: Inburgeraar
    today: date
    leeftijd: int | None
    line: tuple[LineStep, ...]
    overdrachten: tuple[Bestandsoverdracht, ...]
    deadlines: tuple[Deadline, ...]
    signals: tuple[SignalRow, ...]
    timeline: tuple[TimelineItem, ...]
    traject: Inburgeringstraject | None
    pvt: PvtStand
    tasks: tuple[Taak, ...]
    consents: tuple[ConsentRow, ...]
    deelstand: Deelstand
    huishouden: tuple[ClientRow, ...] = ()
    drafts: tuple[Draft, ...] = ()
    conflicts: tuple[Conflict, ...] = field(default=())


def open_dossier(store: Store, clock: Clock, ids: Ids, gegevens: Inburgeraar) -> tuple[str, Changes]:
    """Open a dossier; the ids in `gegevens` are ignored and made. Returns the new dossier's id.

    Raises a Fault for a person without any name, an impossible date, or a BSN or V-nummer in any text.
    """
    raise NotImplementedError


def change(store: Store, clock: Clock, dossier: Inburgeraar) -> Changes:
    """Store what was changed about the person; the same checks as opening."""
    raise NotImplementedError


def close(store: Store, clock: Clock, dossier_id: str) -> Changes:
    """Close the dossier today: from here the retention clock runs. Nothing is erased."""
    raise NotImplementedError


def reopen(store: Store, clock: Clock, dossier_id: str) -> Changes:
    """Open a closed dossier again."""
    raise NotImplementedError


def enter(store: Store, dossier_id: str) -> Changes:
    """Note in the access log that somebody opened this dossier to read it (once per opening, not per reload)."""
    raise NotImplementedError


def list_clients(store: Store, wanted: ClientFilter | None = None) -> tuple[ClientRow, ...]:
    """Return one page of the list of clients."""
    raise NotImplementedError


def count_clients(store: Store, wanted: ClientFilter | None = None) -> int:
    """Return how many clients the filter finds in all."""
    raise NotImplementedError


def get(store: Store, dossier_id: str) -> Inburgeraar:
    """Return the person; Fault DOSSIER_ONBEKEND when this store has no such dossier."""
    raise NotImplementedError


def show(store: Store, dossier_id: str, today: date) -> DossierView:
    """Return everything about one dossier; Fault DOSSIER_ONBEKEND when this store has no such dossier."""
    raise NotImplementedError
