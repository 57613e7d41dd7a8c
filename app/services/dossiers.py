"""Dossiers: open one, change it, list them, and show everything about one on a page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from app.changes import Changes
from app.domain import deeldatum
from app.domain.doorgaande_lijn import STAPPEN, Bestandsoverdracht
from app.domain.inburgeraar import Dossierstatus, Inburgeraar
from app.domain.inburgering import Inburgeringstraject, PvtStand
from app.domain.ops import Deelstand
from app.domain.persoonsnummers import refuse_in
from app.domain.taken import Taak
from app.domain.toestemmingen import Grondslag, Toestemming
from app.faults import Fault, FaultKind
from app.ports import ClientFilter, ClientRow, Clock, Conflict, Draft, Ids, Reading, SignalRow, Store
from app.services import agenda, catalogue, doorgaande_lijn, inburgering, personen, termijnen, tijdlijn
from app.services.agenda import AgendaLine
from app.services.delen import least_advanced
from app.services.doorgaande_lijn import LineStep as LineStep
from app.services.kalender import today as day_of_clock
from app.services.personen import DOSSIER_ONBEKEND as DOSSIER_ONBEKEND
from app.services.signaleringen import most_urgent_first
from app.services.taken import soonest_first
from app.services.termijnen import Deadline
from app.services.tijdlijn import TimelineItem as TimelineItem
from app.services.toestemmingen import ConsentRow, consent_rows
from app.services.veldnamen import VELDEN

NAAM_LEEG = FaultKind("naam-leeg", "Er is nog geen naam.", "Vul ten minste één naam in. Eén naam is genoeg.")
DATUM_ONJUIST = FaultKind(
    "geboortedatum-onjuist",
    "Deze geboortedatum bestaat niet: {datum}.",
    "Vul dag, maand en jaar in, of alleen wat bekend is.",
)
DATUM_TOEKOMST = FaultKind(
    "geboortedatum-toekomst", "Deze geboortedatum ligt in de toekomst.", "Kijk het jaar na."
)
VERGUNNING_DATUMS = FaultKind(
    "vergunning-datums", "De vergunning eindigt voor zij begint.", "Kijk de twee datums na op de pas."
)
TELEFOON_ONJUIST = FaultKind(
    "telefoon-onjuist", "Dit lijkt geen telefoonnummer: {nummer}.", "Kijk het nummer na, of laat het leeg."
)


@dataclass(frozen=True, slots=True)
class DossierView:
    """Everything of one dossier on a day; `timeline` is newest first, `tasks` are the open ones.

    `huishouden` names the others of the household without anything of their dossiers.
    """

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
    huishouden: tuple[HouseholdMember, ...] = ()
    drafts: tuple[Draft, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    agenda: tuple[AgendaLine, ...] = ()


@dataclass(frozen=True, slots=True)
class HouseholdMember:
    """Somebody of the same household with a dossier here: who and which role, and nothing more."""

    dossier_id: str
    naam: str
    rol: str


def open_dossier(
    store: Store, clock: Clock, ids: Ids, gegevens: Inburgeraar, draft_key: str = ""
) -> tuple[str, Changes]:
    """Open a dossier and drop its draft; the ids in `gegevens` are ignored and made. Returns the new dossier's id.

    Raises a Fault for a person without any name, an impossible date, or a BSN or V-nummer in any text.
    """
    dossier_id = ids.new()
    full = ready(replace(gegevens, id=dossier_id, dossier_id=dossier_id), day_of_clock(clock))
    with store.write() as uow:
        uow.add(full)
        if draft_key:
            uow.drop_draft(draft_key)
        return dossier_id, uow.commit()


def ready(persoon: Inburgeraar, day: date) -> Inburgeraar:
    """Return the person as it may be stored (white space off); a Fault for what can't be right."""
    full = replace(
        persoon,
        voornamen=" ".join(persoon.voornamen.split()),
        achternaam=" ".join(persoon.achternaam.split()),
        andere_spellingen=tuple(each.strip() for each in persoon.andere_spellingen if each.strip()),
        klantreferentie=persoon.klantreferentie.strip(),
        telefoon=persoon.telefoon.strip(),
        postcode=persoon.postcode.strip().upper(),
    )
    if not (full.voornamen or full.achternaam):
        raise Fault(NAAM_LEEG)
    if not deeldatum.is_deeldatum(full.geboortedatum):
        raise Fault(DATUM_ONJUIST, datum=full.geboortedatum)
    if full.geboortedatum and full.geboortedatum > day.isoformat():
        raise Fault(DATUM_TOEKOMST)
    if full.vergunning_vanaf and full.vergunning_tot and full.vergunning_tot < full.vergunning_vanaf:
        raise Fault(VERGUNNING_DATUMS)
    if not 1 <= full.fase <= len(STAPPEN):
        raise Fault(doorgaande_lijn.STAP_ONBEKEND)
    if full.telefoon and not 3 <= sum(char.isdecimal() for char in full.telefoon) <= 20:
        raise Fault(TELEFOON_ONJUIST, nummer=full.telefoon)
    refuse_in(full, VELDEN)
    return full


def change(store: Store, clock: Clock, dossier: Inburgeraar, draft_key: str = "") -> Changes:
    """Store what was changed about the person and drop its draft; the same checks as opening."""
    full = ready(dossier, day_of_clock(clock))
    with store.write() as uow:
        personen.require(uow, dossier.id)
        uow.replace(full)
        if draft_key:
            uow.drop_draft(draft_key)
        return uow.commit()


def close(store: Store, clock: Clock, dossier_id: str) -> Changes:
    """Close the dossier today: from here the retention clock runs. Nothing is erased."""
    return _set_status(store, dossier_id, Dossierstatus.GESLOTEN, day_of_clock(clock))


def reopen(store: Store, clock: Clock, dossier_id: str) -> Changes:
    """Open a closed dossier again."""
    return _set_status(store, dossier_id, Dossierstatus.OPEN, None)


def _set_status(store: Store, dossier_id: str, status: Dossierstatus, closed_on: date | None) -> Changes:
    with store.write() as uow:
        persoon = personen.require(uow, dossier_id)
        if persoon.status is not status:
            uow.replace(replace(persoon, status=status, afgesloten_op=closed_on))
        return uow.commit()


def enter(store: Store, dossier_id: str) -> Changes:
    """Note in the access log that somebody opened this dossier to read it (once per opening, not per reload)."""
    with store.write() as uow:
        personen.require(uow, dossier_id)
        uow.note_access(dossier_id, "R", soort=Inburgeraar.soort)
        return uow.commit()


def list_clients(store: Store, wanted: ClientFilter | None = None) -> tuple[ClientRow, ...]:
    """Return one page of the list of clients."""
    with store.read() as reading:
        return reading.clients(wanted or ClientFilter())


def count_clients(store: Store, wanted: ClientFilter | None = None) -> int:
    """Return how many clients the filter finds in all."""
    with store.read() as reading:
        return reading.count_clients(wanted or ClientFilter())


def get(store: Store, dossier_id: str) -> Inburgeraar:
    """Return the person; Fault DOSSIER_ONBEKEND when this store has no such dossier."""
    with store.read() as reading:
        return personen.require(reading, dossier_id)


def show(store: Store, dossier_id: str, today: date) -> DossierView:
    """Return everything about one dossier; Fault DOSSIER_ONBEKEND when this store has no such dossier."""
    doelen = catalogue.doelen()
    with store.read() as reading:
        persoon = personen.require(reading, dossier_id)
        toestemmingen = reading.of_dossier(Toestemming, dossier_id)
        grondslagen = reading.of_dossier(Grondslag, dossier_id)
        traject = inburgering.traject_of(reading, dossier_id)
        timeline = tijdlijn.of_dossier(reading, dossier_id, doelen)
        loose = reading.shares([persoon.id, *([traject.id] if traject else [])])
        return DossierView(
            persoon=persoon,
            today=today,
            leeftijd=deeldatum.age_on(persoon.geboortedatum, today),
            line=doorgaande_lijn.line_of(reading, dossier_id, persoon.fase),
            overdrachten=doorgaande_lijn.transfers_of(reading, dossier_id),
            deadlines=termijnen.of_dossier_in(reading, dossier_id, today),
            signals=most_urgent_first(reading.signals(dossier_id=dossier_id)),
            timeline=timeline.items,
            traject=traject,
            pvt=inburgering.pvt_of(reading, dossier_id, today),
            tasks=soonest_first(reading.of_dossier(Taak, dossier_id)),
            consents=consent_rows(toestemmingen, grondslagen, doelen, today),
            deelstand=least_advanced(timeline.stands | {share.stand for share in loose.values()}),
            huishouden=_household(reading, persoon),
            drafts=reading.drafts(dossier_id),
            conflicts=tuple(each for each in reading.ledger.conflicts() if each.dossier_id == dossier_id),
            agenda=agenda.coming_in(reading, today, dossier_id=dossier_id),
        )


def _household(reading: Reading, persoon: Inburgeraar) -> tuple[HouseholdMember, ...]:
    if not persoon.huishouden_id:
        return ()
    return tuple(
        HouseholdMember(each.id, each.naam, each.rol_in_huishouden)
        for each in reading.matching(Inburgeraar, "huishouden_id", persoon.huishouden_id)
        if each.id != persoon.id
    )
