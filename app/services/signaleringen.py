"""Signalering: finish a checklist, note what was noticed, follow each signal to its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.changes import Changes
from app.domain.checklists import Antwoorden, Checklist, GevraagdSignaal
from app.domain.regels import Regelset
from app.domain.signalen import Signaal, Signaalstand
from app.faults import FaultKind
from app.ports import Clock, Ids, Rol, SignalRow, Store

SIGNAAL_ONBEKEND = FaultKind(
    "signaal-onbekend", "Dit signaal staat niet op dit apparaat.", "Ververs het scherm."
)
WAARNEMING_LEEG = FaultKind(
    "waarneming-leeg",
    "Er staat nog niet wat je zag of hoorde.",
    "Schrijf in een paar woorden wat je zag of hoorde.",
)
BELEGD_BIJ_WIE = FaultKind(
    "belegd-bij-wie", "Er staat nog niet wie dit signaal oppakt.", "Vul een naam in, en een datum."
)


@dataclass(frozen=True, slots=True)
class Finished:
    """What finishing a checklist made."""

    invulling_id: str
    signaal_ids: tuple[str, ...]
    changes: Changes


@dataclass(frozen=True, slots=True)
class LifeStep:
    """One step in a signal's life, recorded by a person or known from the sending (`uit_delen`)."""

    stand: Signaalstand
    op: datetime
    door: str = ""
    toelichting: str = ""
    belegd_bij: str = ""
    uiterlijk: date | None = None
    uit_delen: bool = False


@dataclass(frozen=True, slots=True)
class SignalView:
    """A signal with its life and what can be done next."""

    signaal: Signaal
    rij: SignalRow
    life: tuple[LifeStep, ...]
    kan: tuple[Signaalstand, ...]


@dataclass(frozen=True, slots=True)
class OverdueSignal:
    """A signal whose next step should have been there: `uiterlijk` is the last day, `dagen` how many days ago."""

    rij: SignalRow
    uiterlijk: date
    dagen: int


def preview_signals(checklist: Checklist, answers: Antwoorden) -> tuple[GevraagdSignaal, ...]:
    """Return the signals that finishing now would note, most urgent first; nothing is written."""
    raise NotImplementedError


def finish(
    store: Store,
    clock: Clock,
    ids: Ids,
    dossier_id: str,
    checklist: Checklist,
    answers: Antwoorden,
    draft_key: str = "",
    begonnen_op: datetime | None = None,
) -> Finished:
    """Store the answers, the signals they ask for and their first steps, and drop the draft, in one transaction.

    Raises a Fault when an answer doesn't fit its item, or a text holds a BSN or V-nummer.
    """
    raise NotImplementedError


def note_signal(
    store: Store, clock: Clock, ids: Ids, signaal: Signaal, draft_key: str = ""
) -> tuple[str, Changes]:
    """Store a signal that no checklist asked for; its id, moment and author are made here when empty."""
    raise NotImplementedError


def step(
    store: Store,
    clock: Clock,
    ids: Ids,
    signaal_id: str,
    stand: Signaalstand,
    *,
    toelichting: str = "",
    belegd_bij: str = "",
    uiterlijk: date | None = None,
) -> Changes:
    """Take the next step of a signal; a Fault when it can't follow, or lacks its explanation or its person."""
    raise NotImplementedError


def possible_steps(stand: Signaalstand, rol: Rol) -> tuple[Signaalstand, ...]:
    """Return the steps that a screen offers to this role, in the order of a signal's life."""
    raise NotImplementedError


def life(store: Store, signaal_id: str) -> tuple[LifeStep, ...]:
    """Return a signal's whole life, oldest first: noted, steps by people, sent and received by the sharing."""
    raise NotImplementedError


def show(store: Store, signaal_id: str) -> SignalView:
    """Return a signal with its life and the possible next steps."""
    raise NotImplementedError


def open_signals(store: Store, dossier_id: str = "") -> tuple[SignalRow, ...]:
    """Return the signals that still need something, most urgent first, then oldest first."""
    raise NotImplementedError


def overdue(store: Store, today: date, termijnen: Regelset) -> tuple[OverdueSignal, ...]:
    """Return the open signals that waited longer than their urgency allows, most urgent and longest first."""
    raise NotImplementedError


def overdue_rows(rows: Sequence[SignalRow], today: date, termijnen: Regelset) -> tuple[OverdueSignal, ...]:
    """The same over rows already read."""
    raise NotImplementedError
