"""The eight steps of one dossier and the four files that must travel along."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from app.changes import Changes
from app.domain.doorgaande_lijn import (
    STAPPEN,
    Bestandsoverdracht,
    Dossieroverdracht,
    Lijnstap,
    Overdrachtstand,
)
from app.domain.persoonsnummers import refuse_in
from app.faults import Fault, FaultKind
from app.ports import Clock, Ids, Reading, Store, UnitOfWork
from app.services import personen
from app.services.kalender import today
from app.services.veldnamen import VELDEN

STAP_ONBEKEND = FaultKind(
    "stap-onbekend", "De doorgaande lijn heeft acht stappen.", "Kies een stap van 1 tot en met 8."
)
STAP_DATUMS = FaultKind(
    "stap-datums", "Deze stap is eerder afgerond dan begonnen.", "Kijk de twee datums na."
)

HANDOVER = 7
"""The step of the warme overdracht."""


@dataclass(frozen=True, slots=True)
class LineStep:
    """One of the eight steps for a dossier; `stand` is `gedaan`, `onbekend`, `nu` or `later`.

    A step behind the present one of which nobody wrote anything down is `onbekend`: nobody said that it was done.
    """

    nummer: int
    titel: str
    stand: str
    begonnen_op: date | None = None
    afgerond_op: date | None = None
    gedaan: str = ""
    meenemen: str = ""


def line_of(reading: Reading, dossier_id: str, fase: int) -> tuple[LineStep, ...]:
    """Return the eight steps of a dossier that stands on step `fase`."""
    known = {each.stap: each for each in reading.of_dossier(Lijnstap, dossier_id)}
    return tuple(_line_step(number, fase, known.get(number)) for number in range(1, len(STAPPEN) + 1))


def _line_step(number: int, fase: int, stap: Lijnstap | None) -> LineStep:
    behind = "gedaan" if stap is not None and _says_something(stap) else "onbekend"
    stand = behind if number < fase else "nu" if number == fase else "later"
    if stap is None:
        return LineStep(number, STAPPEN[number - 1], stand)
    return LineStep(
        number, STAPPEN[number - 1], stand, stap.begonnen_op, stap.afgerond_op, stap.gedaan, stap.meenemen
    )


def _says_something(stap: Lijnstap) -> bool:
    return bool(stap.begonnen_op or stap.afgerond_op or stap.gedaan or stap.meenemen)


def open_transfers(overdrachten: Iterable[Bestandsoverdracht], fase: int) -> int:
    """Return how many files still have to come along: those that somebody said are needed or asked for.

    On step 7 itself also those that nobody looked at yet; in the gemeente (step 8) that no longer makes them open.
    """
    waiting = (Overdrachtstand.NODIG, Overdrachtstand.GEVRAAGD)
    return sum(each.stand in waiting and (bool(each.id) or fase == HANDOVER) for each in overdrachten)


def transfers_of(reading: Reading, dossier_id: str) -> tuple[Bestandsoverdracht, ...]:
    """Return the four file transfers in their fixed order; one that nobody touched yet is `nodig`, with an empty id."""
    known = {each.wat: each for each in reading.of_dossier(Bestandsoverdracht, dossier_id)}
    return tuple(
        known.get(wat)
        or Bestandsoverdracht(id="", dossier_id=dossier_id, wat=wat, stand=Overdrachtstand.NODIG)
        for wat in Dossieroverdracht
    )


def save_step(store: Store, clock: Clock, ids: Ids, stap: Lijnstap) -> tuple[str, Changes]:
    """Store what is known of one step: one record per step and dossier, whatever id is given. Returns its id."""
    _check(stap)
    with store.write() as uow:
        personen.require(uow, stap.dossier_id)
        return _put_step(uow, ids, stap), uow.commit()


def _check(stap: Lijnstap) -> None:
    if not 1 <= stap.stap <= len(STAPPEN):
        raise Fault(STAP_ONBEKEND)
    if stap.begonnen_op and stap.afgerond_op and stap.afgerond_op < stap.begonnen_op:
        raise Fault(STAP_DATUMS)
    refuse_in(stap, VELDEN)


def _put_step(uow: UnitOfWork, ids: Ids, stap: Lijnstap) -> str:
    there = next((each for each in uow.of_dossier(Lijnstap, stap.dossier_id) if each.stap == stap.stap), None)
    full = replace(stap, id=there.id if there else ids.new())
    if there is None:
        uow.add(full)
    else:
        uow.replace(full)
    return full.id


def go_to(store: Store, clock: Clock, ids: Ids, dossier_id: str, fase: int) -> Changes:
    """Put the dossier on another step today: going forward closes the step it leaves; the new one begins."""
    if not 1 <= fase <= len(STAPPEN):
        raise Fault(STAP_ONBEKEND)
    day = today(clock)
    with store.write() as uow:
        persoon = personen.require(uow, dossier_id)
        known = {each.stap: each for each in uow.of_dossier(Lijnstap, dossier_id)}
        leaving = known.get(persoon.fase) or Lijnstap(id="", dossier_id=dossier_id, stap=persoon.fase)
        if fase > persoon.fase and leaving.afgerond_op is None:
            _put_step(uow, ids, replace(leaving, afgerond_op=day))
        entering = known.get(fase) or Lijnstap(id="", dossier_id=dossier_id, stap=fase)
        if fase != persoon.fase:
            begonnen = entering.begonnen_op or day
            _put_step(uow, ids, replace(entering, begonnen_op=begonnen, afgerond_op=None))
            uow.replace(replace(persoon, fase=fase))
        return uow.commit()


def save_transfer(
    store: Store, clock: Clock, ids: Ids, overdracht: Bestandsoverdracht
) -> tuple[str, Changes]:
    """Store where one of the four file transfers stands: one record per file and dossier. Returns its id."""
    refuse_in(overdracht, VELDEN)
    with store.write() as uow:
        personen.require(uow, overdracht.dossier_id)
        every = uow.of_dossier(Bestandsoverdracht, overdracht.dossier_id)
        there = next((each for each in every if each.wat is overdracht.wat), None)
        full = replace(
            overdracht, id=there.id if there else ids.new(), datum=overdracht.datum or today(clock)
        )
        if there is None:
            uow.add(full)
        else:
            uow.replace(full)
        return full.id, uow.commit()
