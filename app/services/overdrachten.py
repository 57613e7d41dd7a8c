"""Overdracht: the sheet for one receiver, limited by template, consent and ground, and registered when made."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.changes import Changes
from app.domain.toestemmingen import Ontvanger
from app.domain.verstrekkingen import Verstrekking
from app.faults import FaultKind
from app.ports import Clock, Ids, Store

OVERDRACHT_GEEN_GROND = FaultKind(
    "overdracht-geen-grond",
    "Er is geen toestemming of grondslag om dit aan {ontvanger} te geven. {reden}",
    "Vraag de cliënt om toestemming, of leg een grondslag vast.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Keuze:
    """What the begeleider chose: which sections are left out, whether safety goes along, who receives it."""

    ontvanger_naam: str = ""
    zonder: frozenset[str] = frozenset()
    met: frozenset[str] = frozenset()
    """Sections beyond the minimal ones that were ticked."""
    veiligheid: bool = False
    besproken_met: str = ""
    """With whom the handover was talked through (a warm handover), or `""`."""
    toelichting: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionChoice:
    """One section that the sheet may hold: `mag` by template and ground, `aan` by choice, else why not."""

    code: str
    titel: str
    mag: bool
    aan: bool
    standaard: bool
    reden: str = ""
    velden: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What the sheet would hold; `geblokkeerd` says in words why it can't be made at all (else `""`)."""

    ontvanger: Ontvanger
    geblokkeerd: str
    secties: tuple[SectionChoice, ...]
    gronden: tuple[str, ...]
    kopie: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeDocument:
    """A finished document: its bytes, the name to propose, what was registered, and the changes."""

    data: bytes
    bestandsnaam: str
    verstrekking: Verstrekking
    changes: Changes = field(default_factory=Changes)


def plan(
    store: Store, clock: Clock, dossier_id: str, ontvanger: Ontvanger, keuze: Keuze | None = None
) -> Plan:
    """Return which sections may go to this receiver and which would; nothing is written or logged."""
    raise NotImplementedError


def preview(
    store: Store, clock: Clock, dossier_id: str, ontvanger: Ontvanger, keuze: Keuze | None = None
) -> bytes:
    """Return the PDF as it would be, marked as a concept; nothing is registered."""
    raise NotImplementedError


def make(
    store: Store, clock: Clock, ids: Ids, dossier_id: str, ontvanger: Ontvanger, keuze: Keuze | None = None
) -> MadeDocument:
    """Make the sheet as PDF and register it: Verstrekking with hashes and copy number, E in the access log.

    Raises Fault OVERDRACHT_GEEN_GROND when no consent and no ground lets anything go to this receiver.
    """
    raise NotImplementedError
