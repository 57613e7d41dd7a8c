"""The doorgaande lijn of one dossier: its eight steps, what goes along to the next, and the four file transfers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject, Signal

from app.changes import Changes
from app.domain.doorgaande_lijn import (
    STAPPEN,
    Bestandsoverdracht,
    Dossieroverdracht,
    Lijnstap,
    Overdrachtstand,
)
from app.ports import Draft, Store
from app.services import concepten, doorgaande_lijn, dossiers
from app.services.doorgaande_lijn import LineStep
from app.services.kalender import today
from app.services.veldnamen import veld_naam
from ui.i18n import short_day, tr
from ui.session import Session
from ui.viewmodels.dossier import StepFacts, steps_of
from ui.viewmodels.editing import EditingViewModel, number_problem
from ui.viewmodels.lijnonderdelen import PartsViewModel
from ui.viewmodels.live import LiveViewModel

UITLEG = (
    "De aankomst in Nederland, nog zonder status.",
    "Het gesprek over rechten en plichten, en de koppeling aan een gemeente.",
    "Nu de brede intake en de leerbaarheidstoets, eerder het assessment NOA.",
    "Het gesprek van het COA en de gemeente met de cliënt.",
    "Wonen, gezondheid en meedoen, leren en werk. Ook de voorinburgering hoort hierbij.",
    "Verhuizen naar een woning, of langer wachten.",
    "Alles wat bekend is gaat mee. Vertel het elkaar, geef niet alleen papier.",
    "Verder leren, werken en wonen in de gemeente.",
)
"""What each step is about, in one sentence."""

OVERDRACHTEN = {
    Dossieroverdracht.MEDISCH: (
        "Medisch dossier",
        "Van GZA naar de huisarts. De huisarts vraagt het op als de cliënt dat goed vindt.",
    ),
    Dossieroverdracht.JGZ: (
        "Jeugdgezondheidszorg (JGZ)",
        "Van de JGZ op het AZC naar de JGZ in de gemeente.",
    ),
    Dossieroverdracht.BEGELEIDING: (
        "Begeleiding",
        "Van VluchtelingenWerk op het AZC naar de begeleiding in de gemeente.",
    ),
    Dossieroverdracht.RISICO: (
        "Zorgen en risico’s",
        "Van het COA naar wijkteam, huisarts, begeleiding of JGZ.",
    ),
}
STANDEN = (
    (Overdrachtstand.NVT.value, "Niet nodig", ""),
    (Overdrachtstand.NODIG.value, "Nodig", ""),
    (Overdrachtstand.GEVRAAGD.value, "Gevraagd", ""),
    (Overdrachtstand.GEBEURD.value, "Gebeurd", ""),
)
"""Chips (value, word, icon) of the states of a file transfer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferFacts:
    """One file that must travel along: what, from whom to whom, where it stands, by whom and when."""

    wat: str
    title: str
    explanation: str
    stand: str
    door: str
    datum: date | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFacts:
    """The page: the name, the eight steps as drawn and as known, on which one the dossier stands, the transfers."""

    naam: str
    steps: tuple[StepFacts, ...]
    known: tuple[LineStep, ...]
    fase: int
    transfers: tuple[TransferFacts, ...]


class LineViewModel(LiveViewModel[LineFacts]):
    """`open(dossier)`; `go_to` moves the dossier to a step, `put_transfer` stores where a file stands."""

    kinds = (Lijnstap.soort, Bestandsoverdracht.soort, "inburgeraar")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.editor = StepEditor(session, self)
        self.parts = PartsViewModel(session, self)

    def sleep(self) -> None:
        super().sleep()
        self.parts.sleep()

    def open(self, dossier_id: str) -> None:
        """Show the line of a dossier."""
        self.parts.open(dossier_id)
        if dossier_id != self.dossier_id:
            self.facts = None
        self.dossier_id = dossier_id
        self.wake()

    def query(self) -> Callable[[Store], LineFacts]:
        dossier_id, day = self.dossier_id, today(self.session.clock)

        def read(store: Store) -> LineFacts:
            persoon = dossiers.get(store, dossier_id)
            with store.read() as reading:
                known = doorgaande_lijn.line_of(reading, dossier_id, persoon.fase)
                transfers = doorgaande_lijn.transfers_of(reading, dossier_id)
            return LineFacts(
                naam=persoon.naam,
                steps=steps_of(known, transfers, persoon.fase),
                known=known,
                fase=persoon.fase,
                transfers=tuple(_transfer(each, day, persoon.fase) for each in transfers),
            )

        return read

    def go_to(self, stap: int, then: Callable[[], object] | None = None) -> None:
        """Put the dossier on a step today."""
        session, dossier_id = self.session, self.dossier_id
        session.act(
            lambda store: (
                None,
                doorgaande_lijn.go_to(store, session.clock, session.ids, dossier_id, stap),
            ),
            self,
            (lambda _: then()) if then else None,
            self._refused,
        )

    def put_transfer(self, wat: str, stand: str, door: str, datum: date | None) -> None:
        """Store where one file stands; whoever works here is filled in when nobody is named, and today."""
        session = self.session
        moved = stand in (Overdrachtstand.GEVRAAGD, Overdrachtstand.GEBEURD)
        record = Bestandsoverdracht(
            id="",
            dossier_id=self.dossier_id,
            wat=Dossieroverdracht(wat),
            stand=Overdrachtstand(stand),
            door=(door.strip() or session.profile.naam) if moved else "",
            datum=datum if moved else None,
        )
        session.act(
            lambda store: doorgaande_lijn.save_transfer(store, session.clock, session.ids, record),
            self,
            None,
            self._refused,
        )


def _transfer(each: Bestandsoverdracht, day: date, fase: int) -> TransferFacts:
    # Of a client who lives in the gemeente already nobody knows yet whether this file has to come.
    looked_at = bool(each.id) or fase <= doorgaande_lijn.HANDOVER
    title, explanation = OVERDRACHTEN[each.wat]
    words = "" if looked_at else tr("Nog niet bekeken.")
    if each.id and each.datum is not None:
        words = tr("{day}, door {who}", day=short_day(each.datum, day), who=each.door) if each.door else ""
        words = words or tr("sinds {day}", day=short_day(each.datum, day))
    return TransferFacts(
        wat=each.wat.value,
        title=tr(title),
        explanation=tr(explanation),
        stand=each.stand.value if looked_at else "",
        door=each.door,
        datum=each.datum if each.id else None,
        words=words,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class StepForm:
    """What the fields of one step hold."""

    begonnen_op: date | None = None
    afgerond_op: date | None = None
    gedaan: str = ""
    meenemen: str = ""


@dataclass(frozen=True, slots=True)
class _Found:
    step: LineStep
    draft: Draft | None


class StepEditor(EditingViewModel[StepForm]):
    """What is known of one step being written down. `problems_found(dict)` names fields with a sentence."""

    form_type = StepForm
    problems_found = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, StepForm(), parent)
        self.stap = 0
        self._stored = StepForm()

    @property
    def title(self) -> str:
        return tr("Stap {n}: {title}", n=self.stap, title=STAPPEN[self.stap - 1])

    def today(self) -> date:
        """Return today here."""
        return today(self.session.clock)

    def load(self, dossier_id: str, stap: int) -> None:
        """Take up a step: its draft, or as it is stored."""
        self.dossier_id, self.stap = dossier_id, stap
        self.draft_key = key = f"lijn:{dossier_id}:{stap}"

        def find(store: Store) -> _Found:
            persoon = dossiers.get(store, dossier_id)
            with store.read() as reading:
                known = doorgaande_lijn.line_of(reading, dossier_id, persoon.fase)
            return _Found(known[stap - 1], concepten.load(store, key))

        self.session.ask(find, self, self._fill, self.failed.emit)

    def refresh(self, step: LineStep) -> None:
        """The step was changed elsewhere: show it, unless something was typed here."""
        if step.nummer == self.stap and self.form == self._stored and _form_of(step) != self._stored:
            self.form = self._stored = _form_of(step)
            self.loaded.emit()

    def _fill(self, found: _Found) -> None:
        self._stored = _form_of(found.step)
        if not self.take_draft(found.draft):
            self.form = self._stored
        self.loaded.emit()

    @property
    def is_changed(self) -> bool:
        return self.form != self._stored

    def problem(self, key: str) -> str:
        """Return what is wrong with one field, or `""`."""
        form = self.form
        if (
            key == "afgerond_op"
            and form.begonnen_op
            and form.afgerond_op
            and form.afgerond_op < form.begonnen_op
        ):
            return tr("Deze dag ligt voor het begin van de stap. Kijk de twee dagen na.")
        if key in ("gedaan", "meenemen"):
            return number_problem(tr(veld_naam(key)), getattr(form, key))
        return ""

    def save(self) -> None:
        """Store the step."""
        found = {key: said for key in ("afgerond_op", "gedaan", "meenemen") if (said := self.problem(key))}
        self.problems_found.emit(found)
        if found:
            return
        session, form, key = self.session, self.form, self.draft_key
        step = Lijnstap(
            id="",
            dossier_id=self.dossier_id,
            stap=self.stap,
            begonnen_op=form.begonnen_op,
            afgerond_op=form.afgerond_op,
            gedaan=form.gedaan,
            meenemen=form.meenemen,
        )

        def store_it(store: Store) -> tuple[str, Changes]:
            step_id, changes = doorgaande_lijn.save_step(store, session.clock, session.ids, step)
            return step_id, changes | concepten.drop(store, key)

        session.act(store_it, self, self.finished, self.refused)

    def finished(self, record_id: str) -> None:
        self._stored = self.form
        super().finished(record_id)


def _form_of(step: LineStep) -> StepForm:
    return StepForm(
        begonnen_op=step.begonnen_op,
        afgerond_op=step.afgerond_op,
        gedaan=step.gedaan,
        meenemen=step.meenemen,
    )
