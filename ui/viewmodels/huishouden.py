"""The household around one client: who lives there, who comes and goes, one regisseur. Never a partner's dossier."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.changes import Changes
from app.domain import deeldatum
from app.domain.huishoudens import (
    LID_DATUMS,
    LID_GEBOREN,
    LID_NAAM_LEEG,
    Huishouden,
    Huishoudlid,
    Relatie,
)
from app.domain.inburgeraar import Inburgeraar
from app.domain.records import Record
from app.ports import ClientFilter, Clock, Ids, Store
from app.services import dossiers, huishoudens
from app.services.huishoudens import Huisgenoot, HuishoudenView
from app.services.veldnamen import value_in_words
from ui.i18n import apart, numeric_day, tr
from ui.navigation import Route
from ui.session import Session
from ui.viewmodels.entries import EntryEditor, EntryKind, Question
from ui.viewmodels.lines import Line
from ui.viewmodels.live import LiveViewModel

RELATIES = tuple(
    (each.value, str(value_in_words(each)).capitalize(), "")
    for each in Relatie
    if each is not Relatie.ONBEKEND
)
SAMEN = tuple(each for each in RELATIES if each[0] != Relatie.ALLEEN.value)
"""The places of somebody who comes to live with another."""
CANDIDATES = 6


def _add(store: Store, clock: Clock, ids: Ids, record: Record, key: str) -> tuple[str, Changes]:
    assert isinstance(record, Huishoudlid)
    return huishoudens.add_member(store, clock, ids, record, key)


LID = EntryKind(
    cls=Huishoudlid,
    adding="Iemand zonder dossier toevoegen",
    changing="Gezinslid wijzigen",
    questions=(
        Question(key="naam", caption="Naam", most=100, width=30, needed=True),
        Question(
            key="geboortedatum",
            caption="Geboren",
            kind="partial",
            hint="Alleen het jaar mag ook.",
            beside=True,
        ),
        Question(key="relatie", caption="Plaats in het huishouden", kind="one", options=SAMEN),
        Question(key="sinds", caption="Woont hier sinds", kind="day"),
        Question(key="tot", caption="Laatste dag hier", kind="day", hint="Als iemand weggaat.", beside=True),
    ),
    start=lambda day: {"relatie": Relatie.KIND, "huishouden_id": ""},
    where={LID_NAAM_LEEG: "naam", LID_GEBOREN: "geboortedatum", LID_DATUMS: "tot"},
    save=_add,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HuishoudenFacts:
    """What the page shows. `leden` lead to their own dossier, or to the form over a member without one."""

    naam: str
    in_huishouden: bool
    relatie: str
    leden: tuple[Line, ...]
    eerder: tuple[Line, ...]
    regisseur: str
    organisatie: str
    records: dict[str, Huishoudlid]


class HuishoudenViewModel(LiveViewModel[HuishoudenFacts]):
    """The page. `found(lines)` are clients who could join; `done(words)` when something was stored."""

    kinds = (Huishouden.soort, Huishoudlid.soort, Inburgeraar.soort)
    found = Signal(object)
    done = Signal(str)
    refused = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, parent)
        self.editor = EntryEditor(session, LID, self)
        session.along.changed.connect(self._along)

    def concerns(self, changes: Changes) -> bool:
        # What is written in a housemate's dossier is shown here too.
        return changes.concerns(*self.kinds)

    def open(self, dossier_id: str) -> None:
        """Show the household of this client, and what was left unfinished."""
        if dossier_id != self.dossier_id:
            self.facts = None
        self.dossier_id = dossier_id
        self.editor.load(dossier_id)
        self.wake()

    def _along(self) -> None:
        if not self._asleep:
            self.reload()

    def query(self) -> Callable[[Store], HuishoudenFacts]:
        dossier_id, clock, along = self.dossier_id, self.session.clock, self.session.along.on

        def read(store: Store) -> HuishoudenFacts:
            naam = dossiers.get(store, dossier_id).naam
            view = huishoudens.show(store, clock, dossier_id)
            with store.read() as reading:
                every = reading.matching(Huishoudlid, "huishouden_id", view.huishouden_id)
            records = {each.id: each for each in every if not each.is_client} if view.huishouden_id else {}
            return _facts(naam, view, records, along=along)

        return read

    def look(self, text: str) -> None:
        """Look for clients who could join, by name in any spelling."""
        here = {self.dossier_id, *(each.dossier_id for each in (self.facts.leden if self.facts else ()))}
        if not text.strip():
            self.found.emit(())
            return

        def read(store: Store) -> tuple[Line, ...]:
            rows = dossiers.list_clients(store, ClientFilter(tekst=text, aantal=CANDIDATES + len(here)))
            return tuple(
                Line(
                    key=row.dossier_id,
                    title=apart(row.naam),
                    meta=" · ".join(
                        part for part in (deeldatum.in_words(row.geboortedatum), row.gemeente) if part
                    ),
                    icon="person",
                )
                for row in rows
                if row.dossier_id not in here
            )[:CANDIDATES]

        self.session.ask(read, self, self.found.emit, self.refused.emit)

    def join(self, other_id: str, relatie: str) -> None:
        """Let another client join this household."""
        clock, ids, dossier_id = self.session.clock, self.session.ids, self.dossier_id
        self._act(
            lambda store: huishoudens.join(store, clock, ids, dossier_id, other_id, Relatie(relatie)),
            tr("Toegevoegd aan het huishouden."),
        )

    def set_place(self, relatie: str) -> None:
        """Store which place this client has."""
        clock, ids, dossier_id = self.session.clock, self.session.ids, self.dossier_id
        self._act(
            lambda store: huishoudens.set_place(store, clock, ids, dossier_id, Relatie(relatie)),
            tr("De plaats is bewaard."),
        )

    def leave(self) -> None:
        """Let this client leave the household today."""
        clock, ids, dossier_id = self.session.clock, self.session.ids, self.dossier_id
        self._act(
            lambda store: huishoudens.leave(store, clock, ids, dossier_id),
            tr("De cliënt hoort niet meer bij dit huishouden."),
        )

    def set_regisseur(self, naam: str, organisatie: str) -> None:
        """Name the one regisseur."""
        clock, ids, dossier_id = self.session.clock, self.session.ids, self.dossier_id
        self._act(
            lambda store: huishoudens.set_regisseur(store, clock, ids, dossier_id, naam, organisatie),
            tr("De regisseur is bewaard."),
        )

    def _act(self, work: Callable[[Store], Changes], said: str) -> None:
        self.session.act(
            lambda store: (None, work(store)), self, lambda _: self.done.emit(said), self.refused.emit
        )


def _facts(
    naam: str, view: HuishoudenView, records: dict[str, Huishoudlid], *, along: bool
) -> HuishoudenFacts:
    me = next((each for each in view.leden if each.is_zelf), None)
    place = me.relatie if me else Relatie.ONBEKEND
    return HuishoudenFacts(
        naam=naam,
        in_huishouden=bool(view.huishouden_id),
        relatie="" if place is Relatie.ONBEKEND else place.value,
        leden=tuple(_line(each, along=along) for each in view.leden if not each.is_zelf),
        eerder=tuple(_line(each, along=True) for each in view.eerder),
        regisseur=view.regisseur,
        organisatie=view.organisatie,
        records=records,
    )


def _line(each: Huisgenoot, *, along: bool) -> Line:
    """A member as a line; while somebody reads along a housemate's dossier can't be opened from here."""
    place = "" if each.relatie is Relatie.ONBEKEND else str(value_in_words(each.relatie))
    parts = (
        place or each.rol,
        tr("geboren {day}", day=deeldatum.in_words(each.geboortedatum)) if each.geboortedatum else "",
        tr("sinds {day}", day=numeric_day(each.sinds)) if each.sinds else "",
        tr("tot en met {day}", day=numeric_day(each.tot)) if each.tot else "",
        tr("eigen dossier") if each.dossier_id else tr("geen dossier"),
        tr("gesloten") if each.gesloten else "",
    )
    own = Route("dossier", {"dossier": each.dossier_id}) if each.dossier_id and not along else Route("")
    return Line(
        key=each.lid_id or each.dossier_id,
        title=apart(each.naam) if each.naam else tr("Deze cliënt"),
        meta=" · ".join(part for part in parts if part),
        icon="person",
        route=own,
        dossier_id=each.dossier_id,
    )
