"""Learning and work of one client: what is written down step by step, and Klant in beeld as one page to read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.domain.loopbaan import (
    GESCHIEDENIS,
    LOOPBAAN_DATUM,
    LOOPBAAN_DATUMS,
    LOOPBAAN_LEEG,
    LOOPBAAN_UREN,
    Loopbaansoort,
    Loopbaanstand,
    Loopbaanstap,
    newest_first,
)
from app.ports import Store
from app.services import bestanden, dossiers, klant_in_beeld
from app.services.afgifte import MadeDocument
from app.services.kalender import today
from app.services.klant_in_beeld import KlantInBeeld, periode, soort_in_woorden
from app.services.klant_in_beeld import Loopbaanregel as Loopbaanregel
from app.services.veldnamen import value_in_words
from ui.session import Session
from ui.viewmodels.editing import options_of
from ui.viewmodels.entries import EntryEditor, EntryKind, EntryLine, Question
from ui.viewmodels.live import LiveViewModel

ICONS = {
    Loopbaansoort.OPLEIDING: "school",
    Loopbaansoort.WERKERVARING: "clock",
    Loopbaansoort.DIPLOMAWAARDERING: "checklist",
    Loopbaansoort.TAALSTAGE: "chat",
    Loopbaansoort.WERKERVARINGSPLEK: "places",
    Loopbaansoort.LEERWERKTRAJECT: "school",
    Loopbaansoort.VRIJWILLIGERSWERK: "heart",
    Loopbaansoort.EIGEN_BEDRIJF: "home",
    Loopbaansoort.BETAALD_WERK: "work",
}
SOORTEN = tuple((each.value, soort_in_woorden(each), ICONS[each]) for each in Loopbaansoort)
STANDEN = options_of(
    {
        Loopbaanstand.GEPLAND: ("Gepland", ""),
        Loopbaanstand.BEZIG: ("Bezig", ""),
        Loopbaanstand.KLAAR: ("Klaar", ""),
        Loopbaanstand.GESTOPT: ("Gestopt", ""),
    }
)
_PART = "Alleen het jaar mag ook."

STAP = EntryKind(
    cls=Loopbaanstap,
    adding="Leren of werken toevoegen",
    changing="Leren of werken wijzigen",
    questions=(
        Question(key="loopbaansoort", caption="Wat voor stap?", kind="one", options=SOORTEN, needed=True),
        Question(
            key="wat",
            caption="Wat deed of leerde de cliënt?",
            hint="Bijvoorbeeld: bakker, havo, Nederlands op de werkvloer.",
            needed=True,
        ),
        Question(key="waar", caption="Waar?", hint="School, bedrijf of plaats.", width=30),
        Question(
            key="land", caption="Land", hint="Als het niet Nederland is.", width=20, most=100, beside=True
        ),
        Question(key="van", caption="Begonnen", kind="partial", hint=_PART),
        Question(key="tot", caption="Gestopt of klaar", kind="partial", hint=_PART, beside=True),
        Question(key="loopbaanstand", caption="Hoe staat het?", kind="one", options=STANDEN, needed=True),
        Question(key="uren_per_week", caption="Uren per week", kind="number"),
        Question(key="niveau", caption="Niveau", width=24, most=100, beside=True),
        Question(
            key="resultaat",
            caption="Wat kwam eruit?",
            kind="long",
            most=2000,
            hint="Diploma, waardering, baan, of waarom het stopte. Geen medische redenen.",
        ),
    ),
    start=lambda day: {"loopbaanstand": Loopbaanstand.BEZIG},
    where={
        LOOPBAAN_LEEG: "wat",
        LOOPBAAN_DATUM: "van",
        LOOPBAAN_DATUMS: "tot",
        LOOPBAAN_UREN: "uren_per_week",
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WerkFacts:
    """What goes on here, and what was brought along, newest first."""

    naam: str
    nu: tuple[EntryLine, ...]
    geschiedenis: tuple[EntryLine, ...]


class WerkViewModel(LiveViewModel[WerkFacts]):
    """The page `werk`."""

    kinds = (Loopbaanstap.soort, "inburgeraar")

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, parent)
        self.editor = EntryEditor(session, STAP, self)

    def open(self, dossier_id: str) -> None:
        """Show this client, and what was left unfinished."""
        if dossier_id != self.dossier_id:
            self.facts = None
        self.dossier_id = dossier_id
        self.editor.load(dossier_id)
        self.wake()

    def query(self) -> Callable[[Store], WerkFacts]:
        dossier_id = self.dossier_id

        def read(store: Store) -> WerkFacts:
            naam = dossiers.get(store, dossier_id).naam
            with store.read() as reading:
                steps = newest_first(reading.of_dossier(Loopbaanstap, dossier_id))
            return WerkFacts(
                naam=naam,
                nu=tuple(_line(each) for each in steps if each.loopbaansoort not in GESCHIEDENIS),
                geschiedenis=tuple(_line(each) for each in steps if each.loopbaansoort in GESCHIEDENIS),
            )

        return read


def _line(each: Loopbaanstap) -> EntryLine:
    brought = each.loopbaansoort in GESCHIEDENIS
    parts = (
        soort_in_woorden(each.loopbaansoort),
        ", ".join(part for part in (each.waar, each.land) if part),
        periode(each),
        "" if brought else value_in_words(each.loopbaanstand),
    )
    return EntryLine(
        record=each,
        title=each.wat,
        meta=" · ".join(part for part in parts if part),
        text=each.resultaat,
        icon=ICONS[each.loopbaansoort],
    )


class KlantInBeeldViewModel(LiveViewModel[KlantInBeeld]):
    """The page `klant-in-beeld`. `saved_as(name)` when the paper was stored, `refused(Fault)` when it couldn't."""

    kinds = (Loopbaanstap.soort, "inburgeraar", "inburgeringstraject", "examen")
    saved_as = Signal(str)
    refused = Signal(object)

    def open(self, dossier_id: str) -> None:
        """Show this client."""
        if dossier_id != self.dossier_id:
            self.facts = None
        self.dossier_id = dossier_id
        self.wake()

    def query(self) -> Callable[[Store], KlantInBeeld]:
        dossier_id, clock = self.dossier_id, self.session.clock
        return lambda store: klant_in_beeld.show(store, clock, dossier_id)

    def proposed_name(self) -> str:
        """Return a name for the paper, without the client in it."""
        return f"klant-in-beeld-{today(self.session.clock):%Y-%m-%d}.pdf"

    def save_paper(self, path: str) -> None:
        """Make the page on paper, store it at `path` and register it."""
        session, dossier_id = self.session, self.dossier_id

        def work() -> MadeDocument:
            store = session.tasks.call_store(lambda opened: opened)
            with bestanden.saving(path) as put:
                made = klant_in_beeld.make(store, session.clock, session.ids, dossier_id)
                session.tasks.announce(made.changes, None)
                put(made.data)
            return made

        session.tasks.slow(work, self, lambda _: self.saved_as.emit(Path(path).name), self.refused.emit)
