"""One thing that happened, to be read in full, with the versions before it and where it is on its way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from app.domain.contactmomenten import Contactmoment
from app.domain.records import Record
from app.ports import Store
from app.services import dossiers, gebeurtenissen
from app.services.gebeurtenissen import Gebeurtenis, VeldInWoorden
from ui.i18n import apart, short_moment, tr
from ui.navigation import Route
from ui.session import Session
from ui.viewmodels.live import LiveViewModel

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFacts:
    """What is read. `private` are the fields that never leave this device; `earlier` older versions, newest first.

    `way` is where one can go on from here: the word of a button and its route.
    """

    title: str
    subtitle: str
    open_fields: Pairs
    private: Pairs
    deelstand: str
    sharing: str
    earlier: tuple[tuple[str, Pairs, Pairs], ...]
    shielded: bool
    way: tuple[str, Route] | None
    newer: Route | None


class EventViewModel(LiveViewModel[EventFacts]):
    """`open(dossier, soort, record)` shows one record of the timeline."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._soort = self._record_id = ""

    @property
    def along(self) -> bool:
        """True while somebody reads along: private and shielded parts are out of sight."""
        return self.session.along.on

    def open(self, dossier_id: str, soort: str, record_id: str) -> None:
        """Show another record."""
        if record_id != self._record_id:
            self.facts = None
        self.dossier_id, self._soort, self._record_id = dossier_id, soort, record_id
        self.wake()

    def query(self) -> Callable[[Store], EventFacts]:
        dossier_id, soort, record_id = self.dossier_id, self._soort, self._record_id
        now = self.session.clock.now()

        def read(store: Store) -> EventFacts:
            name = dossiers.get(store, dossier_id).naam
            return event_facts(gebeurtenissen.show(store, soort, record_id), name, now)

        return read


def event_facts(found: Gebeurtenis, name: str, now: datetime) -> EventFacts:
    """Put a record into words."""
    record = found.record
    open_fields, private = _split(found.velden)
    newer = (
        Route(
            "gebeurtenis",
            {"dossier": record.dossier_id, "soort": record.soort, "record": found.vervangen_door},
        )
        if found.vervangen_door
        else None
    )
    return EventFacts(
        title=_title(found),
        subtitle=" · ".join(part for part in (found.soort_naam, apart(name)) if part),
        open_fields=open_fields,
        private=private,
        deelstand=found.share.stand,
        sharing=_sharing(found, now),
        earlier=tuple((_version(each, now), *_split(velden)) for each, velden in found.eerder),
        shielded=found.beschermd,
        way=None if newer else _way(found),
        newer=newer,
    )


def _title(found: Gebeurtenis) -> str:
    title = found.titel.replace("_", " ")
    return title[:1].upper() + title[1:] if title else found.soort_naam


def _split(velden: tuple[VeldInWoorden, ...]) -> tuple[Pairs, Pairs]:
    plain = tuple((tr(each.naam), each.waarde) for each in velden if not each.prive)
    private = tuple((tr(each.naam), each.waarde) for each in velden if each.prive)
    return plain, private


def _version(record: Record, now: datetime) -> str:
    if isinstance(record, Contactmoment):
        return tr("Eerdere versie, over {when}", when=short_moment(record.plaatsgevonden_op, now))
    return tr("Eerdere versie")


def _sharing(found: Gebeurtenis, now: datetime) -> str:
    share = found.share
    parts = [found.waarom]
    if share.verzonden_op is not None:
        parts.append(tr("Verzonden {when}.", when=short_moment(share.verzonden_op, now)))
    if share.ontvangen_op is not None:
        parts.append(tr("Ontvangen {when}.", when=short_moment(share.ontvangen_op, now)))
    return " ".join(part for part in parts if part)


def _way(found: Gebeurtenis) -> tuple[str, Route] | None:
    record = found.record
    here = {"dossier": record.dossier_id}
    match record.soort:
        case "contactmoment":
            return tr("Verbeteren"), Route("contact", {**here, "vervangt": record.id})
        case "signaalstap":
            return tr("Naar het signaal"), Route("signaal", {"signaal": found.signaal_id})
        case "pvt_sessie":
            return tr("Naar PVT"), Route("pvt", here)
        case "toestemming" | "grondslag":
            return tr("Naar toestemming"), Route("toestemming", here)
        case "taak":
            return tr("Naar de taken"), Route("taken")
        case _:
            return None
