"""Inburgering: the trajectory, the PVT built of sessions, and what can be derived from them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.changes import Changes
from app.domain.contactmomenten import Contactmoment
from app.domain.inburgering import (
    Inburgeringstraject,
    PvtSessie,
    PvtStand,
    Wet,
    check_sessie,
    current_sessies,
    pvt_stand,
)
from app.domain.persoonsnummers import refuse_in
from app.domain.voortgang import minuten_uit_contacten
from app.faults import Fault, FaultKind
from app.ports import Clock, Ids, Reading, Store
from app.services import catalogue, personen
from app.services.contactmomenten import current
from app.services.kalender import today
from app.services.veldnamen import VELDEN

PIP_TOEKOMST = FaultKind(
    "pip-datum-toekomst",
    "De dagtekening van het PIP ligt in de toekomst.",
    "Neem de datum over van de brief.",
)
PIP_VOOR_KENNISGEVING = FaultKind(
    "pip-voor-kennisgeving",
    "Het PIP is ouder dan de kennisgeving van DUO.",
    "Kijk beide datums na in de brieven.",
)
PIP_VOLGORDE = FaultKind(
    "pip-volgorde",
    "Een veranderd PIP is ouder dan het eerste PIP.",
    "Kijk de datums na. Het eerste PIP telt voor de termijn.",
)
EINDE_TOEKOMST = FaultKind(
    "inburgering-toekomst",
    "Deze datum ligt in de toekomst.",
    "Vul de datum in als het geweest is.",
)
VERLENGING_ONJUIST = FaultKind(
    "verlenging-onjuist", "Een verlenging heeft een grond en een aantal weken.", "Vul 1 tot 520 weken in."
)
SESSIE_ONBEKEND = FaultKind(
    "pvt-sessie-onbekend", "Deze bijeenkomst staat niet op dit apparaat.", "Ververs het scherm."
)


def traject(store: Store, dossier_id: str) -> Inburgeringstraject | None:
    """Return the dossier's trajectory, or None when nothing is known yet."""
    with store.read() as reading:
        return traject_of(reading, dossier_id)


def traject_of(reading: Reading, dossier_id: str) -> Inburgeringstraject | None:
    """The same inside a reading that is already open."""
    return next(iter(reading.of_dossier(Inburgeringstraject, dossier_id)), None)


def save_traject(
    store: Store, clock: Clock, ids: Ids, traject: Inburgeringstraject, draft_key: str = ""
) -> tuple[str, Changes]:
    """Store the trajectory, one per dossier: whatever its id, it replaces the one that is there. Returns the id."""
    _check_traject(traject, today(clock))
    with store.write() as uow:
        personen.require(uow, traject.dossier_id)
        there = traject_of(uow, traject.dossier_id)
        if there is None:
            full = replace(traject, id=ids.new())
            uow.add(full)
        else:
            full = replace(traject, id=there.id)
            uow.replace(full)
        if draft_key:
            uow.drop_draft(draft_key)
        return full.id, uow.commit()


def _check_traject(traject: Inburgeringstraject, day: date) -> None:
    pip, notice = traject.dagtekening_pip, traject.kennisgeving_op
    if pip is not None and pip > day:
        raise Fault(PIP_TOEKOMST)
    if pip is not None and notice is not None and pip < notice:
        raise Fault(PIP_VOOR_KENNISGEVING)
    if traject.herziene_pips and (pip is None or min(traject.herziene_pips) < pip):
        raise Fault(PIP_VOLGORDE)
    if any(each > day for each in traject.herziene_pips):
        raise Fault(PIP_TOEKOMST)
    for end in (traject.datum_eindgesprek_map, traject.datum_afronding_zroute, traject.afgeschaald_op):
        if end is not None and end > day:
            raise Fault(EINDE_TOEKOMST)
    if any(not 1 <= each.weken <= 520 or not each.grond.strip() for each in traject.verlengingen):
        raise Fault(VERLENGING_ONJUIST)
    refuse_in(traject, VELDEN)


def add_sessie(
    store: Store, clock: Clock, ids: Ids, sessie: PvtSessie, draft_key: str = ""
) -> tuple[str, Changes]:
    """Store one session; with `sessie.vervangt` it corrects an earlier one, which stays readable. Returns the id."""
    check_sessie(sessie, today(clock))
    refuse_in(sessie, VELDEN)
    full = replace(sessie, id=ids.new())
    with store.write() as uow:
        personen.require(uow, full.dossier_id)
        if full.vervangt and uow.get(PvtSessie, full.vervangt) is None:
            raise Fault(SESSIE_ONBEKEND)
        uow.add(full)
        if draft_key:
            uow.drop_draft(draft_key)
        return full.id, uow.commit()


def sessies(store: Store, dossier_id: str) -> tuple[PvtSessie, ...]:
    """Return the sessions that count, oldest first."""
    with store.read() as reading:
        return current_sessies(reading.of_dossier(PvtSessie, dossier_id))


def pvt(store: Store, dossier_id: str, today: date) -> PvtStand:
    """Return where the PVT stands today, by the rules in force."""
    with store.read() as reading:
        return pvt_of(reading, dossier_id, today)


def pvt_of(reading: Reading, dossier_id: str, today: date) -> PvtStand:
    """The same inside a reading that is already open."""
    known = traject_of(reading, dossier_id)
    eis = catalogue.pvt_eisen(today, (known.wet if known else Wet.WI2021).value)
    return pvt_stand(reading.of_dossier(PvtSessie, dossier_id), known, eis, today)


def zroute_minuten(store: Store, dossier_id: str) -> int:
    """Return the minutes of contact that count as participation in the Z-route (superseded contacts don't)."""
    with store.read() as reading:
        return minuten_uit_contacten(current(reading.of_dossier(Contactmoment, dossier_id)))
