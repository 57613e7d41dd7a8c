"""Deadlines: derived from what is known, never typed by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.ports import Reading, Store


class DeadlineSoort(StrEnum):
    PIP = "pip"
    TERMIJN = "termijn"
    PVT = "pvt"
    VERGUNNING = "vergunning"
    ACHTTIEN = "achttien"
    SIGNAAL = "signaal"
    TOESTEMMING = "toestemming"
    TAAK = "taak"


class Nadruk(StrEnum):
    """How loud a deadline is: over its date, within weeks, within months, or just to know."""

    VERLOPEN = "verlopen"
    DICHTBIJ = "dichtbij"
    OP_KOMST = "op_komst"
    RUSTIG = "rustig"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A day that matters for one dossier; `tekst` says what, in a short sentence. `dagen` is below 0 once past."""

    dossier_id: str
    naam: str
    soort: DeadlineSoort
    datum: date
    tekst: str
    urgentie: Nadruk
    dagen: int
    record_id: str = ""


def of_dossier(store: Store, dossier_id: str, today: date) -> tuple[Deadline, ...]:
    """Return the deadlines of one dossier, soonest first."""
    raise NotImplementedError


def of_dossier_in(reading: Reading, dossier_id: str, today: date) -> tuple[Deadline, ...]:
    """The same inside a reading that is already open."""
    raise NotImplementedError


def everywhere(store: Store, today: date, *, loud_only: bool = True) -> tuple[Deadline, ...]:
    """Return the deadlines of all open dossiers, soonest first; without the quiet ones unless asked."""
    raise NotImplementedError
