"""Overdracht: who gets it, which sections, the preview that is the file, and what was registered."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.toestemmingen import Ontvanger
from app.faults import Fault
from app.ports import Draft, Store
from app.services import bestanden, catalogue, concepten, overdrachten, personen
from app.services.afgifte import MadeDocument
from app.services.kalender import today
from app.services.overdrachten import Keuze, Plan
from ui.i18n import apart, tr
from ui.session import Session
from ui.viewmodels.editing import EditingViewModel, number_problem
from ui.viewmodels.toestemming import ONTVANGERS

VEILIGHEID = "veiligheid"
ALTIJD = frozenset(
    section.key for sheet in catalogue.sjablonen().values() for section in sheet.secties if section.altijd
)
PREVIEW_AFTER_MS = 350
"""A preview follows when somebody has stopped typing or ticking for a moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OverdrachtForm:
    """What the begeleider chose. `zonder` and `met` differ from the minimal choice; nothing else is stored."""

    ontvanger: str = ""
    ontvanger_naam: str = ""
    zonder: tuple[str, ...] = ()
    met: tuple[str, ...] = ()
    veiligheid: bool = False
    besproken_met: str = ""
    toelichting: str = ""

    def keuze(self) -> Keuze:
        """Return it as the service takes it."""
        return Keuze(
            ontvanger_naam=self.ontvanger_naam.strip(),
            zonder=frozenset(self.zonder),
            met=frozenset(self.met),
            veiligheid=self.veiligheid,
            besproken_met=self.besproken_met.strip(),
            toelichting=self.toelichting.strip(),
        )


class OverdrachtViewModel(EditingViewModel[OverdrachtForm]):
    """One sheet. `planned` when `plan` is new, `previewed(bytes)` with the pages, `made(words)` when it's registered.

    `unwell(Fault)` is what went wrong with the preview or the sheet; nothing that was chosen is lost by it.
    """

    planned = Signal()
    previewed = Signal(object)
    made = Signal(str, object)
    working = Signal(bool)
    unwell = Signal(object)
    form_type = OverdrachtForm

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, OverdrachtForm(), parent)
        self.plan: Plan | None = None
        self.naam = ""
        self.busy = False
        self._round = 0
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PREVIEW_AFTER_MS)
        self._later.timeout.connect(self.refresh)
        session.tasks.changed.connect(self._changed)

    # -- opening

    def open(self, dossier_id: str) -> None:
        """Begin a sheet in a dossier, or go on with the draft; the same dossier keeps what is there."""
        if dossier_id == self.dossier_id:
            self.refresh()
            return
        self.dossier_id, self.draft_key = dossier_id, f"overdracht:{dossier_id}"
        self.form, self.plan = OverdrachtForm(), None
        key = self.draft_key

        def read(store: Store) -> tuple[str, Draft | None]:
            with store.read() as reading:
                naam = personen.require(reading, dossier_id).naam
            return naam, concepten.load(store, key)

        self.session.ask(read, self, self._opened, self.failed.emit)

    def _opened(self, found: tuple[str, Draft | None]) -> None:
        self.naam = apart(found[0])
        self.take_draft(found[1])
        self.loaded.emit()
        self.refresh()

    def _changed(self, changes: object, initiator: object) -> None:
        """A yes that was given meanwhile opens the sheet."""
        concerns = getattr(changes, "concerns", None)
        if self.dossier_id and concerns and concerns("toestemming", "grondslag", dossier_id=self.dossier_id):
            self.refresh_soon()

    # -- choosing

    def choose(self, form: OverdrachtForm) -> None:
        """Take what the fields hold now; the preview and the draft follow. Another receiver begins minimal again."""
        if form.ontvanger != self.form.ontvanger:
            form = replace(form, zonder=(), met=(), veiligheid=False)
        if form != self.form:
            self.edit(form)
            self.refresh_soon()

    def tick(self, code: str, on: bool) -> None:
        """Put a section on the sheet or leave it out."""
        if code == VEILIGHEID:
            self.choose(replace(self.form, veiligheid=on))
            return
        section = next(each for each in self.plan.secties if each.code == code) if self.plan else None
        standard = section is not None and section.standaard
        zonder, met = set(self.form.zonder) - {code}, set(self.form.met) - {code}
        if standard and not on:
            zonder.add(code)
        if not standard and on:
            met.add(code)
        self.choose(replace(self.form, zonder=tuple(sorted(zonder)), met=tuple(sorted(met))))

    # -- plan and preview

    def refresh_soon(self) -> None:
        """Make plan and preview anew in a moment."""
        self._later.start()

    def refresh(self) -> None:
        """Ask what may go, and make the pages in the pool."""
        self._later.stop()
        if not self.form.ontvanger or not self.dossier_id:
            return
        self._round += 1
        number, form, dossier_id = self._round, self.form, self.dossier_id
        session, receiver = self.session, Ontvanger(self.form.ontvanger)

        def work() -> tuple[Plan, bytes]:
            store: Store = session.tasks.call_store(lambda opened: opened)
            plan = overdrachten.plan(store, session.clock, dossier_id, receiver, form.keuze())
            pages = b""
            if not plan.geblokkeerd:
                pages = overdrachten.preview(store, session.clock, dossier_id, receiver, form.keuze())
            return plan, pages

        def then(found: tuple[Plan, bytes]) -> None:
            # An older answer that comes late must not replace a newer one.
            if number == self._round:
                self.plan = found[0]
                self.planned.emit()
                self.previewed.emit(found[1])

        session.tasks.slow(work, self, then, lambda fault: self._unwell(number, fault))

    def _unwell(self, number: int, fault: Fault) -> None:
        if number == self._round:
            self.unwell.emit(fault)

    def always(self, code: str) -> bool:
        """True for a section that can't be left out."""
        return code in ALTIJD

    # -- making

    def problems(self) -> dict[str, str]:
        """Return what keeps the sheet from being made, by field."""
        form, found = self.form, {}
        if not form.ontvanger:
            found["ontvanger"] = tr("Kies wie dit blad krijgt.")
        for key, name, text in (
            ("ontvanger_naam", tr("Naam"), form.ontvanger_naam),
            ("besproken_met", tr("Besproken met"), form.besproken_met),
            ("toelichting", tr("Toelichting"), form.toelichting),
        ):
            if problem := number_problem(name, text):
                found[key] = problem
        return found

    def proposed_name(self) -> str:
        """Return a name for the file, without the client in it."""
        return f"overdracht-{self.form.ontvanger}-{today(self.session.clock):%Y-%m-%d}.pdf"

    def save(self, path: str) -> None:
        """Make the sheet, register it, and store it at `path`; the place is proven first."""
        self._make(path)

    def make_for_print(self) -> None:
        """Make the sheet and register it; `made` brings the bytes to print."""
        self._make("")

    def _make(self, path: str) -> None:
        if self.busy:
            return
        self._set_busy(True)
        self.refresh_if_stale()
        session, dossier_id, key = self.session, self.dossier_id, self.draft_key
        receiver, keuze = Ontvanger(self.form.ontvanger), self.form.keuze()
        self._timer.stop()

        def make(store: Store) -> MadeDocument:
            made = overdrachten.make(store, session.clock, session.ids, dossier_id, receiver, keuze)
            session.tasks.announce(made.changes, None)
            session.tasks.announce(concepten.drop(store, key), None)
            return made

        def work() -> MadeDocument:
            store: Store = session.tasks.call_store(lambda opened: opened)
            if not path:
                return make(store)
            with bestanden.saving(path) as put:
                made = make(store)
                put(made.data)
            return made

        session.tasks.slow(work, self, self._made, self._not_made)

    def refresh_if_stale(self) -> None:
        """What is made is what was chosen last, so a preview that waits isn't needed any more."""
        self._later.stop()

    def _made(self, made: MadeDocument) -> None:
        self._set_busy(False)
        self.has_draft = False
        self.made.emit(registered(made), made.data)
        self.previewed.emit(made.data)

    def _not_made(self, fault: Fault) -> None:
        self._set_busy(False)
        self.unwell.emit(fault)

    def _set_busy(self, busy: bool) -> None:
        self.busy = busy
        self.working.emit(busy)


def receivers() -> tuple[tuple[str, str, str], ...]:
    """Return chips (receiver, words, icon) of who can get a sheet."""
    words = {
        Ontvanger.HUISARTS: "Huisarts",
        Ontvanger.JGZ: "JGZ",
        Ontvanger.WIJKTEAM: "Wijkteam",
        Ontvanger.COLLEGA: "Andere begeleider",
        Ontvanger.GEMEENTE: "Gemeente",
    }
    return tuple((str(each), tr(text), "") for each, text in words.items())


def receiver_words(ontvanger: str) -> str:
    """Return a receiver in a sentence: `de huisarts`."""
    return tr(ONTVANGERS[Ontvanger(ontvanger)])


def registered(made: MadeDocument) -> str:
    """Say what was registered: to whom, which copy, how many parts, and the number on the sheet."""
    given = made.verstrekking
    who = apart(given.ontvanger_naam) or tr(ONTVANGERS[given.ontvanger])
    return tr(
        "Vastgelegd in het dossier: voor {who}, kopie {copy}, {parts} onderdelen, nummer {number}.",
        who=who,
        copy=given.kopie,
        parts=len(given.onderdelen),
        number=given.id[-8:],
    )
