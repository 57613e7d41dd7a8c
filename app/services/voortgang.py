"""Voortgang: hours, exams, work and parts of steps, written down one at a time; and where the inburgering stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from app.changes import Changes
from app.domain.contactmomenten import Contactmoment
from app.domain.duo import DuoAdvies, advies_map, advies_pvt, advies_zroute
from app.domain.examens import Examen, Examenonderdeel, Examenstand, check_examen, examenstand
from app.domain.huishoudens import Huishoudlid, check_lid
from app.domain.inburgeraar import Inburgeraar
from app.domain.inburgering import Inburgeringstraject, Leerroute, PvtStand, Wet, begin_termijn
from app.domain.inburgering import einddatum_termijn as einddatum
from app.domain.lijnonderdelen import Lijnonderdeel, Urenstand, check_onderdeel, urenstand
from app.domain.loopbaan import Loopbaanstap, check_loopbaan
from app.domain.persoonsnummers import refuse_in
from app.domain.records import Record
from app.domain.regels import Regel, Regelset
from app.domain.uren import Aanwezigheidstand, Urenstaat, aanwezigheid, check_uren
from app.domain.voortgang import (
    AfschaalStand,
    KnmStand,
    MapStand,
    ZRouteStand,
    afschaal_stand,
    knm_stand,
    map_stand,
    zroute_regel,
    zroute_stand,
)
from app.faults import Fault, FaultKind
from app.ports import Clock, Ids, Reading, Store
from app.services import catalogue, inburgering, personen
from app.services.contactmomenten import current
from app.services.kalender import today as day_of_clock
from app.services.veldnamen import VELDEN

REGEL_ONBEKEND = FaultKind("regel-onbekend", "Deze regel staat niet op dit apparaat.", "Ververs het scherm.")

R = TypeVar("R", bound=Record)

_CHECKS: Mapping[type[Record], Callable[[Any, date], None]] = {
    Urenstaat: check_uren,
    Examen: check_examen,
    Loopbaanstap: check_loopbaan,
    Lijnonderdeel: check_onderdeel,
    Huishoudlid: check_lid,
}


def save(store: Store, clock: Clock, ids: Ids, record: Record, draft_key: str = "") -> tuple[str, Changes]:
    """Store one record: a new one without id, or a changed one; drops its draft. Returns the id.

    Raises a Fault for what can't be right, a text that is too long, or a BSN or V-nummer in any text.
    """
    check(record, day_of_clock(clock))
    with store.write() as uow:
        personen.require(uow, record.dossier_id)
        if record.id:
            if uow.get(type(record), record.id) is None:
                raise Fault(REGEL_ONBEKEND)
            full = record
            uow.replace(full)
        else:
            full = replace(record, id=ids.new())
            uow.add(full)
        if draft_key:
            uow.drop_draft(draft_key)
        return full.id, uow.commit()


def check(record: Record, today: date) -> None:
    """Raise a Fault when a record can't be stored as it is."""
    _CHECKS[type(record)](record, today)
    refuse_in(record, VELDEN)


def of_kind(store: Store, cls: type[R], dossier_id: str) -> tuple[R, ...]:
    """Return the records of one kind in a dossier, oldest first."""
    with store.read() as reading:
        return reading.of_dossier(cls, dossier_id)


def save_part(store: Store, clock: Clock, ids: Ids, part: Lijnonderdeel) -> tuple[str, Changes]:
    """Store what is known of one part of a step: one record per part and dossier, whatever id is given."""
    explained = {(each.groep, each.key): each for each in catalogue.lijnonderdelen()}
    known = explained.get((part.groep, part.onderdeel))
    if known is None:
        raise Fault(REGEL_ONBEKEND)
    part = replace(part, gevoelig=known.gevoelig)
    check(part, day_of_clock(clock))
    with store.write() as uow:
        personen.require(uow, part.dossier_id)
        every = uow.of_dossier(Lijnonderdeel, part.dossier_id)
        there = next(
            (each for each in every if (each.groep, each.onderdeel) == (part.groep, part.onderdeel)), None
        )
        full = replace(part, id=there.id if there else ids.new())
        if there is None:
            uow.add(full)
        else:
            uow.replace(full)
        return full.id, uow.commit()


def voorinburgering(reading: Reading, dossier_id: str, today: date) -> Urenstand:
    """Return how many hours of voorinburgering were followed, per component."""
    parts, total = catalogue.voorinburgering(today)
    return urenstand(reading.of_dossier(Lijnonderdeel, dossier_id), parts, total)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inburgeringstand:
    """Everything about somebody's inburgering on a day. `einddatum` is exclusive; `regels` are those that hold."""

    persoon: Inburgeraar
    traject: Inburgeringstraject | None
    today: date
    begin: date | None
    einddatum: date | None
    pvt: PvtStand
    map: MapStand
    knm: KnmStand
    zroute: ZRouteStand
    afschalen: AfschaalStand
    aanwezigheid: Aanwezigheidstand
    examens: tuple[Examenstand, ...]
    duo: tuple[DuoAdvies, ...]
    regels: tuple[Regel, ...]


def stand(store: Store, dossier_id: str, today: date) -> Inburgeringstand:
    """Return where somebody's inburgering stands; Fault DOSSIER_ONBEKEND when the store has no such dossier."""
    with store.read() as reading:
        return stand_in(reading, dossier_id, today)


def stand_in(reading: Reading, dossier_id: str, today: date) -> Inburgeringstand:
    """The same inside a reading that is already open."""
    persoon = personen.require(reading, dossier_id)
    traject = inburgering.traject_of(reading, dossier_id)
    wet = (traject.wet if traject else Wet.WI2021).value
    regels = catalogue.regels("inburgering", today, wet)
    staten = reading.of_dossier(Urenstaat, dossier_id)
    examens = reading.of_dossier(Examen, dossier_id)
    jaren = regels.getal("termijn_jaren")
    pvt = inburgering.pvt_of(reading, dossier_id, today)
    mapstand = map_stand(traject, staten, catalogue.map_eisen(today, wet))
    zroute = _zroute(reading, persoon, traject, staten, regels)
    return Inburgeringstand(
        persoon=persoon,
        traject=traject,
        today=today,
        begin=begin_termijn(traject) if traject else None,
        einddatum=einddatum(traject, jaren) if traject else None,
        pvt=pvt,
        map=mapstand,
        knm=knm_stand(traject, examens, regels.lijst("knm_themas") if "knm_themas" in regels else ()),
        zroute=zroute,
        afschalen=afschaal_stand(
            traject, staten, regels.getal("afschalen_uren") if "afschalen_uren" in regels else 0
        ),
        aanwezigheid=aanwezigheid(staten),
        examens=examenstand(examens, _parts(regels, traject), today),
        duo=_duo(traject, pvt, mapstand, zroute, regels, today),
        regels=tuple(regels),
    )


def _zroute(
    reading: Reading,
    persoon: Inburgeraar,
    traject: Inburgeringstraject | None,
    staten: tuple[Urenstaat, ...],
    regels: Regelset,
) -> ZRouteStand:
    group = zroute_regel(persoon.doelgroep)
    needed = [
        regels.getal(key) * 60 if (key := f"zroute_{part}_uren_{group}") in regels else 0
        for part in ("cursus", "participatie")
    ]
    contacten = current(reading.of_dossier(Contactmoment, persoon.id))
    return zroute_stand(traject, staten, contacten, *needed)


def _parts(regels: Regelset, traject: Inburgeringstraject | None) -> tuple[Examenonderdeel, ...]:
    """The exams of the route; while the route isn't known those of the law."""
    if traject and traject.leerroute is not Leerroute.ONBEKEND and "examen_leerroutes" in regels:
        if traject.leerroute.value not in regels.lijst("examen_leerroutes"):
            return ()
    if "examen_onderdelen" not in regels:
        return ()
    return tuple(Examenonderdeel(key) for key in regels.lijst("examen_onderdelen"))


def _duo(
    traject: Inburgeringstraject | None,
    pvt: PvtStand,
    mapstand: MapStand,
    zroute: ZRouteStand,
    regels: Regelset,
    today: date,
) -> tuple[DuoAdvies, ...]:
    jaren = regels.getal("termijn_jaren")
    routes = regels.lijst("map_leerroutes") if "map_leerroutes" in regels else ()
    found = [advies_pvt(traject, pvt.datum_ondertekening_pvt, jaren, today, pvt.ontbreekt)]
    if mapstand.geldt is not False or mapstand.eindgesprek_op is not None:
        found.append(advies_map(traject, jaren, today, routes, mapstand.ontbreekt))
    if zroute.geldt or zroute.afgerond_op is not None:
        found.append(advies_zroute(traject, jaren, today, zroute.ontbreekt))
    return tuple(found)
