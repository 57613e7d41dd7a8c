"""Contact moments: record one, correct one by superseding, read them back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from app.changes import Changes
from app.domain.contactmomenten import Contactmoment, check
from app.domain.persoonsnummers import refuse_in
from app.domain.records import Categorie
from app.domain.taken import Taak
from app.faults import Fault, FaultKind
from app.ports import Clock, Ids, RecordShare, Store, UnitOfWork
from app.services import personen
from app.services.taken import ready
from app.services.veldnamen import VELDEN

CONTACT_ONBEKEND = FaultKind(
    "contact-onbekend", "Dit contact staat niet op dit apparaat.", "Kijk in de tijdlijn van het dossier."
)
CONTACT_TOEKOMST = FaultKind(
    "contact-toekomst", "Dit contact ligt in de toekomst.", "Leg een contact vast als het geweest is."
)
CONTACT_AL_VERBETERD = FaultKind(
    "contact-al-verbeterd", "Dit contact is al eerder verbeterd.", "Open de nieuwste versie en verbeter die."
)

_CLOCK_DRIFT = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class ContactView:
    """A contact as it stands now, with the versions that it replaced, newest first."""

    contact: Contactmoment
    share: RecordShare
    eerder: tuple[Contactmoment, ...] = ()


def record(
    store: Store,
    clock: Clock,
    ids: Ids,
    contact: Contactmoment,
    taken: Sequence[Taak] = (),
    draft_key: str = "",
) -> tuple[str, Changes]:
    """Store a contact, the tasks that were agreed in it, and drop its draft, all in one transaction.

    `contact.id` and the ids of `taken` are made here; an empty `door` becomes the profile's name. Returns the id.
    """
    full = _complete(store, clock, replace(contact, id=ids.new(), vervangt=""))
    with store.write() as uow:
        return full.id, _add(uow, ids, full, taken, draft_key)


def supersede(
    store: Store,
    clock: Clock,
    ids: Ids,
    old_id: str,
    contact: Contactmoment,
    taken: Sequence[Taak] = (),
    draft_key: str = "",
) -> tuple[str, Changes]:
    """Store a corrected version of a contact; the old one stays readable. Returns the new id."""
    full = _complete(store, clock, replace(contact, id=ids.new(), vervangt=old_id))
    with store.write() as uow:
        old = uow.get(Contactmoment, old_id)
        if old is None:
            raise Fault(CONTACT_ONBEKEND)
        if any(each.vervangt == old_id for each in uow.of_dossier(Contactmoment, old.dossier_id)):
            raise Fault(CONTACT_AL_VERBETERD)
        full = replace(full, dossier_id=old.dossier_id)
        return full.id, _add(uow, ids, full, taken, draft_key)


def _complete(store: Store, clock: Clock, contact: Contactmoment) -> Contactmoment:
    full = replace(contact, door=contact.door or store.profile.naam)
    check(full)
    if full.plaatsgevonden_op > clock.now() + _CLOCK_DRIFT:
        raise Fault(CONTACT_TOEKOMST)
    refuse_in(full, VELDEN)
    return full


def _add(uow: UnitOfWork, ids: Ids, contact: Contactmoment, taken: Sequence[Taak], draft_key: str) -> Changes:
    personen.require(uow, contact.dossier_id)
    uow.add(contact)
    for taak in taken:
        uow.add(ready(out_of(contact, replace(taak, id=ids.new()))))
    if draft_key:
        uow.drop_draft(draft_key)
    return uow.commit()


def out_of(contact: Contactmoment, taak: Taak) -> Taak:
    """Return the task as agreed in this contact: what the talk may not tell, its tasks may not tell either."""
    beyond = contact.inhoud_categorieen - {Categorie.BEGELEIDING}
    return replace(
        taak,
        dossier_id=contact.dossier_id,
        contactmoment_id=contact.id,
        categorieen=tuple(sorted({*taak.categorieen, *beyond})),
    )


def current(contacten: Iterable[Contactmoment]) -> tuple[Contactmoment, ...]:
    """Return the contacts that no later version replaced, in the order given."""
    every = tuple(contacten)
    replaced = {each.vervangt for each in every if each.vervangt}
    return tuple(each for each in every if each.id not in replaced)


def timeline(store: Store, dossier_id: str) -> tuple[ContactView, ...]:
    """Return the contacts of a dossier as they stand now, newest first."""
    with store.read() as reading:
        every = reading.of_dossier(Contactmoment, dossier_id)
        now = sorted(current(every), key=lambda each: (each.plaatsgevonden_op, each.id), reverse=True)
        shares = reading.shares([each.id for each in now])
    by_id = {each.id: each for each in every}
    return tuple(ContactView(each, shares[each.id], earlier(each, by_id)) for each in now)


def earlier(contact: Contactmoment, by_id: dict[str, Contactmoment]) -> tuple[Contactmoment, ...]:
    """Return the versions that a contact replaced, newest first, as far as they are known here."""
    chain: list[Contactmoment] = []
    previous = by_id.get(contact.vervangt)
    while previous is not None and previous not in chain:
        chain.append(previous)
        previous = by_id.get(previous.vervangt)
    return tuple(chain)
