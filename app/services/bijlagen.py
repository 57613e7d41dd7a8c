"""Letters: keep a photo or scan of one, say what must happen with it, and take it away for good."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, replace
from datetime import date

from app.changes import Changes
from app.documents.brieven import MOST_BYTES, clean
from app.documents.brieven import SchoneBrief as SchoneBrief
from app.domain.bijlagen import DOEL_FOTO, Bestandsoort, Bijlage, Bijlageinhoud, Briefsoort
from app.domain.persoonsnummers import refuse_in
from app.domain.taken import Taak
from app.faults import Fault, FaultKind
from app.ports import Clock, Ids, Reading, Store, UnitOfWork
from app.services import bestanden, brieven_wissen, catalogue, personen, toestemmingen
from app.services.kalender import today
from app.services.taken import ready
from app.services.veldnamen import VELDEN

FOTO_NIET_GEVRAAGD = FaultKind(
    "brief-geen-toestemming",
    "De cliënt heeft nog geen ja gezegd tegen een foto van een brief.",
    "Vraag het eerst, bij Toestemming. Zonder ja lees je de brief nu samen.",
)
BRIEF_ONBEKEND = FaultKind(
    "brief-onbekend", "Deze brief staat niet (meer) op dit apparaat.", "Kijk bij Brieven in het dossier."
)
BRIEF_WAT = FaultKind(
    "brief-wat",
    "Er staat nog niet wat voor brief dit is.",
    "Schrijf in een paar woorden van wie de brief is.",
)
TE_VEEL_BRIEVEN = FaultKind(
    "te-veel-brieven",
    "Er staan al {aantal} brieven in dit dossier. Er passen er {max}.",
    "Verwijder eerst een brief die niet meer nodig is.",
)
MOST_LETTERS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class NieuweBrief:
    """A letter to keep: what it is, and what must happen with it by when (which becomes a task)."""

    dossier_id: str
    briefsoort: Briefsoort
    omschrijving: str
    datum: date | None = None
    wat_te_doen: str = ""
    voor_op: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefView:
    """One kept letter with whose it is and the task that came of it."""

    bijlage: Bijlage
    naam: str
    taak: Taak | None


def read_file(path: str) -> SchoneBrief:
    """Return the letter in a file as it may be kept; a Fault in words for anything else. Writes nothing."""
    return clean(bestanden.read(path, MOST_BYTES))


def may_keep(reading: Reading, dossier_id: str, day: date) -> bool:
    """True when the client's yes to a photo of a letter is live."""
    grants = toestemmingen.grants_of(reading, dossier_id, day, catalogue.doelen())
    return any(grant.doel == DOEL_FOTO for grant in grants)


def add(
    store: Store, clock: Clock, ids: Ids, brief: NieuweBrief, schoon: SchoneBrief, draft_key: str = ""
) -> tuple[str, Changes]:
    """Keep a letter on this device, with its task, in one transaction; returns its id.

    Raises a Fault without a live yes of the client. The letter itself never leaves; its task is a task like any other.
    """
    if not brief.omschrijving.strip():
        raise Fault(BRIEF_WAT)
    with store.write() as uow:
        personen.require(uow, brief.dossier_id)
        if not may_keep(uow, brief.dossier_id, today(clock)):
            raise Fault(FOTO_NIET_GEVRAAGD)
        count = len(uow.of_dossier(Bijlage, brief.dossier_id))
        if count >= MOST_LETTERS:
            raise Fault(TE_VEEL_BRIEVEN, aantal=count, max=MOST_LETTERS)
        inhoud = Bijlageinhoud(
            id=ids.new(), dossier_id=brief.dossier_id, inhoud=base64.b64encode(schoon.data).decode("ascii")
        )
        taak_id = _task(uow, ids, brief)
        bijlage = Bijlage(
            id=ids.new(),
            dossier_id=brief.dossier_id,
            briefsoort=brief.briefsoort,
            omschrijving=brief.omschrijving.strip(),
            bestandsoort=Bestandsoort(schoon.soort),
            inhoud_id=inhoud.id,
            toegevoegd_op=clock.now(),
            toegevoegd_door=store.profile.naam,
            datum=brief.datum,
            grootte=len(schoon.data),
            bestand_hash=hashlib.sha256(schoon.data).hexdigest(),
            wat_te_doen=brief.wat_te_doen.strip(),
            taak_id=taak_id,
        )
        refuse_in(bijlage, VELDEN)
        uow.add(inhoud)
        uow.add(bijlage)
        if draft_key:
            uow.drop_draft(draft_key)
        return bijlage.id, uow.commit()


def _task(uow: UnitOfWork, ids: Ids, brief: NieuweBrief) -> str:
    if not brief.wat_te_doen.strip():
        return ""
    taak = ready(
        Taak(id=ids.new(), dossier_id=brief.dossier_id, omschrijving=brief.wat_te_doen, voor_op=brief.voor_op)
    )
    uow.add(taak)
    return taak.id


def of_dossier(store: Store, dossier_id: str) -> tuple[Bijlage, ...]:
    """Return the kept letters of a client, newest letter first."""
    with store.read() as reading:
        personen.require(reading, dossier_id)
        found = reading.of_dossier(Bijlage, dossier_id)
    return tuple(
        sorted(found, key=lambda each: (each.datum or each.toegevoegd_op.date(), each.id), reverse=True)
    )


def show(store: Store, bijlage_id: str) -> BriefView:
    """Return what is known of one letter; Fault BRIEF_ONBEKEND without it."""
    with store.read() as reading:
        bijlage = _known(reading, bijlage_id)
        taak = reading.get(Taak, bijlage.taak_id) if bijlage.taak_id else None
        return BriefView(bijlage=bijlage, naam=personen.require(reading, bijlage.dossier_id).naam, taak=taak)


def content(store: Store, bijlage_id: str) -> tuple[bytes, Changes]:
    """Return the bytes of a letter, and log that it was opened to read."""
    with store.write() as uow:
        bijlage = _known(uow, bijlage_id)
        inhoud = uow.get(Bijlageinhoud, bijlage.inhoud_id)
        if inhoud is None:
            raise Fault(BRIEF_ONBEKEND)
        uow.note_access(bijlage.dossier_id, "R", soort=Bijlage.soort)
        return base64.b64decode(inhoud.inhoud), uow.commit()


def _known(reading: Reading, bijlage_id: str) -> Bijlage:
    bijlage = reading.get(Bijlage, bijlage_id)
    if bijlage is None:
        raise Fault(BRIEF_ONBEKEND)
    return bijlage


def change(store: Store, bijlage: Bijlage) -> Changes:
    """Store another description, kind or date of a letter; its bytes stay."""
    full = replace(bijlage, omschrijving=bijlage.omschrijving.strip())
    if not full.omschrijving:
        raise Fault(BRIEF_WAT)
    refuse_in(full, VELDEN)
    with store.write() as uow:
        _known(uow, bijlage.id)
        uow.replace(full)
        return uow.commit()


def remove(store: Store, bijlage_id: str) -> Changes:
    """Erase a letter and its bytes from the store, for good; that it was erased stays in the log."""
    with store.write() as uow:
        brieven_wissen.erase(uow, _known(uow, bijlage_id), "verwijderd door de begeleider")
        return uow.commit()
