"""Invullingen: choose a checklist, go on where one was, and see what was answered before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

import msgspec

from app.changes import Changes
from app.domain.checklists import Antwoord, Checklist, Signaalwaarde, progress
from app.domain.doorgaande_lijn import Bestandsoverdracht, Overdrachtstand
from app.domain.inburgeraar import Inburgeraar
from app.domain.inburgering import Inburgeringstraject, Leerroute, add_years, laatste_dag_termijn
from app.domain.invullingen import Invulling
from app.domain.organisatie import Contactpersoon
from app.faults import Fault
from app.ports import Clock, Draft, Reading, Store
from app.services import catalogue, concepten, contactpersonen, lijsten, personen
from app.services.kalender import add_months, today


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A list that is being filled in. `rij` is the question one was at, `taal` the second language (`""`: none)."""

    versie: int
    begonnen_op: datetime
    antwoorden: Mapping[str, Antwoord] = field(default_factory=dict)
    rij: str = ""
    taal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenConcept:
    """How far an unfinished list is, and when it was last stored."""

    beantwoord: int
    gevraagd: int
    bewaard_op: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Lijstkeuze:
    """A checklist to choose: what it is for, and what was done with it in this dossier."""

    code: str
    titel: str
    doel: str
    vragen: int
    duur_minuten: int
    talen: tuple[str, ...]
    eigen: bool = False
    laatst_op: datetime | None = None
    laatst_door: str = ""
    concept: OpenConcept | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lijstkeuzes:
    """Every checklist for one dossier: what is unfinished first, then by title."""

    dossier_id: str
    naam: str
    lijsten: tuple[Lijstkeuze, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vorig:
    """What was answered the last time. `keer_soms`: how many times in a row it was `soms`, up to then."""

    waarde: str
    in_woorden: str
    waarneming: str
    op: datetime
    keer_soms: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Formulier:
    """A checklist to fill in: the version it began with, the draft, earlier answers, and what the dossier proposes."""

    dossier_id: str
    naam: str
    gemeente: str
    checklist: Checklist
    concept: Concept
    bewaard_op: datetime | None
    vorige: Mapping[str, Vorig]
    voorstellen: Mapping[str, str]
    contactpersoon: Contactpersoon | None = None


def draft_key(dossier_id: str, code: str) -> str:
    """Return the key under which the draft of a checklist is kept."""
    return f"checklist:{dossier_id}:{code}"


def choices(store: Store, dossier_id: str) -> Lijstkeuzes:
    """Return the checklists to choose from; Fault DOSSIER_ONBEKEND when there's no such dossier."""
    with store.read() as reading:
        persoon = personen.require(reading, dossier_id)
        newest: dict[str, Invulling] = {}
        for each in reading.of_dossier(Invulling, dossier_id):
            if each.code not in newest or newest[each.code].afgerond_op <= each.afgerond_op:
                newest[each.code] = each
        drafts = {each.sleutel: each for each in reading.drafts(dossier_id)}
        offered = {each.code: each for each in lijsten.offered(reading)}
        for mine in lijsten.own(reading):
            # What was begun on a list that is out of use since then can still be finished.
            if draft_key(dossier_id, mine.code) in drafts:
                offered.setdefault(mine.code, mine)
        keuzes = [
            _keuze(reading, each, newest.get(code), drafts.get(draft_key(dossier_id, code)))
            for code, each in offered.items()
        ]
    keuzes.sort(key=lambda each: each.concept is None)
    return Lijstkeuzes(dossier_id=dossier_id, naam=persoon.naam, lijsten=tuple(keuzes))


def _keuze(reading: Reading, checklist: Checklist, last: Invulling | None, draft: Draft | None) -> Lijstkeuze:
    return Lijstkeuze(
        code=checklist.code,
        titel=checklist.titel,
        doel=checklist.doel,
        vragen=sum(1 for item in checklist.items if item.answerable),
        duur_minuten=checklist.duur_minuten,
        talen=tuple(each.taal for each in checklist.talen),
        eigen=not catalogue.is_shipped(checklist.code),
        laatst_op=last.afgerond_op if last else None,
        laatst_door=last.ingevuld_door if last else "",
        concept=_open(reading, checklist.code, draft) if draft else None,
    )


def _open(reading: Reading, code: str, draft: Draft) -> OpenConcept | None:
    concept = from_plain(draft.inhoud)
    try:
        begun_on = lijsten.find(reading, code, concept.versie)
    except Fault:
        return None
    done, asked, _ = progress(begun_on, concept.antwoorden)
    return OpenConcept(beantwoord=done, gevraagd=asked, bewaard_op=draft.bewaard_op)


def begin(store: Store, clock: Clock, dossier_id: str, code: str) -> Formulier:
    """Return a checklist to fill in, with its draft when there is one, on the version that the draft began with.

    Fault LIJST_ONBEKEND when this installation hasn't got the list (or that version of it).
    """
    with store.read() as reading:
        persoon = personen.require(reading, dossier_id)
        draft = reading.draft(draft_key(dossier_id, code))
        concept = from_plain(draft.inhoud) if draft else None
        checklist = lijsten.find(reading, code, concept.versie if concept else None)
        return Formulier(
            dossier_id=dossier_id,
            naam=persoon.naam,
            gemeente=persoon.gemeente,
            checklist=checklist,
            concept=concept or Concept(versie=checklist.versie, begonnen_op=clock.now()),
            bewaard_op=draft.bewaard_op if draft else None,
            vorige=_earlier(reading, dossier_id, code),
            voorstellen=_proposals(reading, persoon, checklist, today(clock)),
            contactpersoon=contactpersonen.known(reading),
        )


def keep(store: Store, dossier_id: str, code: str, concept: Concept) -> Changes:
    """Store what was filled in up to now."""
    return concepten.save(store, draft_key(dossier_id, code), dossier_id, to_plain(concept))


def drop(store: Store, dossier_id: str, code: str) -> Changes:
    """Throw away what was filled in and not finished."""
    return concepten.drop(store, draft_key(dossier_id, code))


def to_plain(concept: Concept) -> dict[str, Any]:
    """Return a draft as plain values."""
    return {
        "versie": concept.versie,
        "begonnen_op": concept.begonnen_op.isoformat(),
        "rij": concept.rij,
        "taal": concept.taal,
        "antwoorden": [msgspec.to_builtins(each) for each in concept.antwoorden.values()],
    }


def from_plain(inhoud: Mapping[str, Any]) -> Concept:
    """Return the draft that `to_plain` wrote."""
    answers = (_answer(each) for each in inhoud["antwoorden"])
    return Concept(
        versie=inhoud["versie"],
        begonnen_op=datetime.fromisoformat(inhoud["begonnen_op"]),
        antwoorden={each.key: each for each in answers},
        rij=inhoud["rij"],
        taal=inhoud["taal"],
    )


def _answer(plain: Mapping[str, Any]) -> Antwoord:
    # A Waarde is a text or a tuple of texts; msgspec can't choose between those two.
    waarde = plain["waarde"]
    kept = msgspec.convert({**plain, "waarde": ""}, Antwoord)
    return replace(kept, waarde=waarde if isinstance(waarde, str) else tuple(waarde))


# -- what was answered before


def _earlier(reading: Reading, dossier_id: str, code: str) -> dict[str, Vorig]:
    """Return per question the newest answer of earlier times, over all versions: keys are stable."""
    filled = [each for each in reading.of_dossier(Invulling, dossier_id) if each.code == code]
    filled.sort(key=lambda each: each.afgerond_op)
    found: dict[str, Vorig] = {}
    for invulling in filled:
        for given in invulling.antwoorden:
            before = found.get(given.key)
            soms = given.waarde == Signaalwaarde.SOMS
            found[given.key] = Vorig(
                waarde=given.waarde,
                in_woorden=answer_in_words(given.waarde),
                waarneming=given.waarneming,
                op=invulling.afgerond_op,
                keer_soms=(before.keer_soms if before else 0) + 1 if soms else 0,
            )
    return found


def answer_in_words(waarde: str, taal: str = "nl") -> str:
    """Return a stored answer as a person reads it: the word of a fixed answer, or the text itself."""
    words = catalogue.answer_labels().get(waarde)
    return words.get(taal, waarde) if words else waarde


# -- what the dossier knows already


def _proposals(reading: Reading, persoon: Inburgeraar, checklist: Checklist, day: date) -> dict[str, str]:
    """Return per question the answer that the dossier proposes; a person still chooses it."""
    known = _known(reading, persoon, day)
    found: dict[str, str] = {}
    for item in checklist.items:
        proposed = known.get(item.voorvullen, "") if item.voorvullen else ""
        if proposed and (not item.waarden or proposed in item.waarden):
            found[item.key] = proposed
    return found


def _known(reading: Reading, persoon: Inburgeraar, day: date) -> dict[str, str]:
    known = {
        "persoon.talen": ", ".join(persoon.talen),
        "verblijf.vergunning_over": _permit(persoon.vergunning_tot, day),
        "persoon.amv_bijna_18": "" if persoon.amv else Signaalwaarde.NEE.value,
        **_adult(persoon, day),
        **_traject(next(iter(reading.of_dossier(Inburgeringstraject, persoon.id)), None), day),
    }
    for each in reading.of_dossier(Bestandsoverdracht, persoon.id):
        nvt = each.stand is Overdrachtstand.NVT
        known[f"dossieroverdracht.{each.wat.value}"] = "nvt" if nvt else each.stand.value
    return known


def _permit(until: date | None, day: date) -> str:
    if until is None:
        return ""
    if until < add_months(day, 3):
        return "onder_drie"
    return "drie_tot_zes" if until <= add_months(day, 6) else "ruim"


def _adult(persoon: Inburgeraar, day: date) -> dict[str, str]:
    if not persoon.amv or persoon.geboortedatum.count("-") != 2:
        return {}
    age = catalogue.regels("termijnen", day).getal("meerderjarig_leeftijd")
    adult = add_years(date.fromisoformat(persoon.geboortedatum), age)
    soon = day < adult <= add_months(day, 12)
    left = "kort"
    if adult <= day:
        left = "al_18"
    elif adult > add_months(day, 6):
        left = "jaar"
    elif adult >= add_months(day, 3):
        left = "half_jaar"
    return {
        "persoon.amv_bijna_18": (Signaalwaarde.JA if soon else Signaalwaarde.NEE).value,
        "persoon.maanden_tot_18": left if adult <= add_months(day, 12) else "",
    }


_ROUTES = {Leerroute.B1: "b", Leerroute.ONDERWIJS: "o", Leerroute.ZELFREDZAAMHEID: "z"}


def _traject(traject: Inburgeringstraject | None, day: date) -> dict[str, str]:
    if traject is None:
        return {}
    if traject.dagtekening_pip is None:
        return {"inburgering.leerroute": "geen", "inburgering.termijn_over": "niet_begonnen"}
    years = catalogue.regels("inburgering", day, traject.wet.value).getal("termijn_jaren")
    last = laatste_dag_termijn(traject, years)
    left = "" if last is None else "ruim" if last > add_months(day, 6) else "kort"
    if traject.datum_afronding_zroute is not None:
        left = "klaar"
    return {"inburgering.leerroute": _ROUTES.get(traject.leerroute, ""), "inburgering.termijn_over": left}
