"""Legal grounds other than consent: who recorded which, why, for what and until when; ended, or recorded anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.changes import Changes
from app.domain.persoonsnummers import refuse_in
from app.domain.records import Categorie
from app.domain.toestemmingen import (
    BIJZONDER,
    Grondslag,
    Grondslagsoort,
    Verwerkingsdoel,
    live_grants,
)
from app.faults import Fault, FaultKind
from app.ports import Clock, Ids, Rol, Store
from app.services import catalogue, personen
from app.services.kalender import add_months, today
from app.services.toestemmingen import DOEL_ONBEKEND
from app.services.veldnamen import VELDEN

PAST_NIET = FaultKind(
    "grondslag-past-niet",
    "Deze grondslag mag niet bij dit doel.",
    "Kies een andere grondslag, of vraag toestemming.",
)
PROFESSIONAL = FaultKind(
    "grondslag-professional",
    "Een andere grondslag dan toestemming legt een begeleider of coördinator vast.",
    "Vraag de cliënt om toestemming, of bel je contactpersoon.",
)
ONBEKEND = FaultKind(
    "grondslag-onbekend", "Deze grondslag staat niet op dit apparaat.", "Ververs het scherm."
)
TOELICHTING_NODIG = FaultKind(
    "grondslag-toelichting-nodig", "Bij een grondslag hoort een uitleg.", "Schrijf in één zin waarom dit mag."
)
UITZONDERING_NODIG = FaultKind(
    "grondslag-uitzondering-nodig",
    "Voor gezondheid en veiligheid is toestemming nodig, of een reden waarom je die niet kon vragen.",
    "Vraag toestemming. Kan dat echt niet? Schrijf op waarom niet.",
)
PERIODE = FaultKind(
    "grondslag-periode",
    "Deze einddatum kan niet.",
    "Kies een dag na het begin en uiterlijk {uiterlijk}. Daarna kun je verlengen.",
)
AL_GESTOPT = FaultKind(
    "grondslag-al-gestopt", "Deze grondslag is al gestopt.", "Er is niets te stoppen. Ververs het scherm."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundRow:
    """One ground and where it stands on a day (`geldt`, `begint_later`, `verlopen`, `gestopt`), and who ended it."""

    grond: Grondslag
    titel: str
    stand: str
    tot: date | None
    categorieen: tuple[Categorie, ...]
    verlengen: bool
    gestopt_door: Grondslag | None = None


def grounds_allowed(doel: Verwerkingsdoel) -> tuple[Grondslagsoort, ...]:
    """Return the grounds other than consent that the table allows for a purpose, in their usual order."""
    return tuple(
        each for each in Grondslagsoort if each in doel.grondslagen and each is not Grondslagsoort.TOESTEMMING
    )


def needs_exception(doel: Verwerkingsdoel, categorieen: Sequence[Categorie] = ()) -> bool:
    """True when the ground would let health or safety go: that takes a recorded exception."""
    return bool((frozenset(categorieen) & doel.categorieen or doel.categorieen) & BIJZONDER)


def last_day(doel: Verwerkingsdoel, soort: Grondslagsoort, vanaf: date) -> date:
    """Return the exclusive day until which a ground may hold at most: vital interest is short."""
    if soort is Grondslagsoort.VITAAL_BELANG:
        days = catalogue.regels("termijnen", vanaf).getal("vitaal_belang_dagen")
        return vanaf + timedelta(days=days)
    return add_months(vanaf, doel.maanden_geldig)


def register(
    store: Store, clock: Clock, ids: Ids, grondslag: Grondslag, draft_key: str = ""
) -> tuple[str, Changes]:
    """Store a legal ground other than consent, with its explanation. By a begeleider or coordinator only.

    Id, moment, author, receiver and (when absent) the end are filled in here. Raises a Fault for a ground that the doel
    doesn't allow, without explanation, or for health and safety without a recorded exception. Returns the id.
    """
    full = replace(_checked(store, grondslag), id=ids.new(), vastgelegd_op=clock.now())
    refuse_in(full, VELDEN)
    with store.write() as uow:
        personen.require(uow, full.dossier_id)
        uow.add(full)
        if draft_key:
            uow.drop_draft(draft_key)
        return full.id, uow.commit()


def _checked(store: Store, wanted: Grondslag) -> Grondslag:
    if store.profile.rol is Rol.VRIJWILLIGER:
        raise Fault(PROFESSIONAL)
    doel = catalogue.doelen().get(wanted.doel)
    if doel is None:
        raise Fault(DOEL_ONBEKEND, doel=wanted.doel)
    if wanted.grondslag not in grounds_allowed(doel):
        raise Fault(PAST_NIET)
    if not wanted.toelichting.strip():
        raise Fault(TOELICHTING_NODIG)
    if needs_exception(doel, wanted.categorieen) and not wanted.uitzondering.strip():
        raise Fault(UITZONDERING_NODIG)
    latest = last_day(doel, wanted.grondslag, wanted.vanaf)
    until = latest if wanted.tot is None else wanted.tot
    if not wanted.vanaf < until <= latest:
        raise Fault(PERIODE, uiterlijk=f"{latest:%d-%m-%Y}")
    return replace(
        wanted,
        ontvanger=doel.ontvanger,
        tot=until,
        toelichting=wanted.toelichting.strip(),
        uitzondering=wanted.uitzondering.strip(),
        categorieen=tuple(sorted(frozenset(wanted.categorieen) & doel.categorieen)),
        vastgelegd_door=wanted.vastgelegd_door or store.profile.naam,
    )


def end(
    store: Store, clock: Clock, ids: Ids, grondslag_id: str, toelichting: str, draft_key: str = ""
) -> Changes:
    """End a legal ground today, with the reason: as with a withdrawal, nothing more leaves on it."""
    if store.profile.rol is Rol.VRIJWILLIGER:
        raise Fault(PROFESSIONAL)
    if not toelichting.strip():
        raise Fault(TOELICHTING_NODIG)
    with store.write() as uow:
        there = uow.get(Grondslag, grondslag_id)
        if there is None:
            raise Fault(ONBEKEND)
        every = uow.of_dossier(Grondslag, there.dossier_id)
        if there.beeindigt or any(each.beeindigt == there.id for each in every):
            raise Fault(AL_GESTOPT)
        full = replace(
            there,
            id=ids.new(),
            toelichting=toelichting.strip(),
            vastgelegd_op=clock.now(),
            vastgelegd_door=store.profile.naam,
            vanaf=today(clock),
            tot=None,
            beeindigt=there.id,
            uitzondering="",
        )
        refuse_in(full, VELDEN)
        uow.add(full)
        if draft_key:
            uow.drop_draft(draft_key)
        return uow.commit()


def of_dossier(store: Store, dossier_id: str, day: date) -> tuple[GroundRow, ...]:
    """Return every ground of a dossier with where it stands, those that hold first and then the newest."""
    with store.read() as reading:
        personen.require(reading, dossier_id)
        every = reading.of_dossier(Grondslag, dossier_id)
    ended = {each.beeindigt: each for each in every if each.beeindigt}
    live = {grant.id: grant.categorieen for grant in live_grants((), every, catalogue.doelen(), day)}
    rows = [_row(each, ended.get(each.id), live, day) for each in every if not each.beeindigt]
    newest = sorted(rows, key=lambda row: (row.grond.vastgelegd_op, row.grond.id), reverse=True)
    return tuple(sorted(newest, key=lambda row: row.stand != "geldt"))


def _row(
    grond: Grondslag, stopped: Grondslag | None, live: dict[str, frozenset[Categorie]], day: date
) -> GroundRow:
    doel = catalogue.doelen().get(grond.doel)
    if stopped is not None:
        stand = "gestopt"
    elif grond.vanaf > day:
        stand = "begint_later"
    else:
        stand = "geldt" if grond.id in live else "verlopen"
    warn = timedelta(days=catalogue.regels("termijnen", day).getal("toestemming_waarschuwing_dagen"))
    soon = stand == "verlopen" or (stand == "geldt" and grond.tot is not None and grond.tot <= day + warn)
    return GroundRow(
        grond=grond,
        titel=doel.titel if doel else grond.doel,
        stand=stand,
        tot=grond.tot,
        categorieen=tuple(sorted(live.get(grond.id, frozenset(grond.categorieen)))),
        verlengen=soon,
        gestopt_door=stopped,
    )
