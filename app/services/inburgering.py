"""Inburgering: the trajectory, the PVT built of sessions, and what can be derived from them."""

from __future__ import annotations

from datetime import date

from app.changes import Changes
from app.domain.inburgering import Inburgeringstraject, PvtSessie, PvtStand
from app.ports import Clock, Ids, Reading, Store


def traject(store: Store, dossier_id: str) -> Inburgeringstraject | None:
    """Return the dossier's trajectory, or None when nothing is known yet."""
    raise NotImplementedError


def save_traject(store: Store, clock: Clock, ids: Ids, traject: Inburgeringstraject) -> tuple[str, Changes]:
    """Store the trajectory (one per dossier: an empty id, or the id of the one that is there)."""
    raise NotImplementedError


def add_sessie(
    store: Store, clock: Clock, ids: Ids, sessie: PvtSessie, draft_key: str = ""
) -> tuple[str, Changes]:
    """Store one session; with `sessie.vervangt` it corrects an earlier one, which stays readable."""
    raise NotImplementedError


def sessies(store: Store, dossier_id: str) -> tuple[PvtSessie, ...]:
    """Return the sessions that count, oldest first."""
    raise NotImplementedError


def pvt(store: Store, dossier_id: str, today: date) -> PvtStand:
    """Return where the PVT stands today, by the rules in force."""
    raise NotImplementedError


def pvt_of(reading: Reading, dossier_id: str, today: date) -> PvtStand:
    """The same inside a reading that is already open."""
    raise NotImplementedError


def zroute_minuten(store: Store, dossier_id: str) -> int:
    """Return the minutes of contact that count as participation in the Z-route."""
    raise NotImplementedError
