"""Contact moments: record one, correct one by superseding, read them back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.changes import Changes
from app.domain.contactmomenten import Contactmoment
from app.domain.taken import Taak
from app.faults import FaultKind
from app.ports import Clock, Ids, RecordShare, Store

CONTACT_ONBEKEND = FaultKind(
    "contact-onbekend", "Dit contact staat niet op dit apparaat.", "Kijk in de tijdlijn van het dossier."
)
CONTACT_TOEKOMST = FaultKind(
    "contact-toekomst", "Dit contact ligt in de toekomst.", "Leg een contact vast als het geweest is."
)


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
    raise NotImplementedError


def supersede(
    store: Store, clock: Clock, ids: Ids, old_id: str, contact: Contactmoment, draft_key: str = ""
) -> tuple[str, Changes]:
    """Store a corrected version of a contact; the old one stays readable. Returns the new id."""
    raise NotImplementedError


def timeline(store: Store, dossier_id: str) -> tuple[ContactView, ...]:
    """Return the contacts of a dossier as they stand now, newest first."""
    raise NotImplementedError
