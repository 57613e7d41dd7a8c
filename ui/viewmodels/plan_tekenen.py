"""Signing the plan: the lines to read aloud, two pads, and why there is no signature where there is none."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject

from app.changes import Changes
from app.ports import Draft, Store
from app.services import concepten, plannen
from app.services.plannen import Signing, Strokes
from ui.i18n import tr
from ui.session import Session
from ui.viewmodels.editing import EditingViewModel, number_problem


@dataclass(frozen=True, slots=True, kw_only=True)
class TekenForm:
    """What the page holds: `regels` are the lines that were on the screen when somebody drew."""

    regels: tuple[str, ...] = ()
    client: Strokes = ()
    begeleider: Strokes = ()
    mondeling: bool = False
    reden: str = ""


@dataclass(frozen=True, slots=True)
class _Found:
    naam: str
    regels: tuple[str, ...]
    draft: Draft | None


class TekenViewModel(EditingViewModel[TekenForm]):
    """`regels` are the plan's lines as it stands; signatures under other words are thrown away, and it is said."""

    form_type = TekenForm

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, TekenForm(), parent)
        self.naam = ""
        self.begeleider = session.profile.naam
        self.regels: tuple[str, ...] = ()
        self.woorden_anders = False
        session.tasks.changed.connect(self._changed_elsewhere)

    def load(self, dossier_id: str) -> None:
        """Show the lines of this client's plan."""
        self.dossier_id = dossier_id
        self.draft_key = f"plan-tekenen:{dossier_id}"
        self._read()

    def _read(self) -> None:
        dossier_id, key = self.dossier_id, self.draft_key

        def find(store: Store) -> _Found:
            view = plannen.show(store, dossier_id)
            lines = plannen.lines_of(view.kader, [each.doel for each in view.doelen])
            return _Found(view.naam, lines, concepten.load(store, key))

        self.session.ask(find, self, self._fill, self.failed.emit)

    def _fill(self, found: _Found) -> None:
        self.naam, self.regels = found.naam, found.regels
        if not self.take_draft(found.draft):
            self.form = TekenForm(regels=found.regels)
        self._hold_to(found.regels)
        self.loaded.emit()

    def _hold_to(self, lines: tuple[str, ...]) -> None:
        self.woorden_anders = self.form.regels != lines and bool(self.form.client or self.form.begeleider)
        if self.form.regels != lines:
            self.form = TekenForm(regels=lines, mondeling=self.form.mondeling, reden=self.form.reden)

    def _changed_elsewhere(self, changes: Changes, initiator: object) -> None:
        if initiator is self or not self.dossier_id:
            return
        if not changes.concerns("doel", "plan_van_aanpak", dossier_id=self.dossier_id):
            return
        dossier_id = self.dossier_id

        def find(store: Store) -> tuple[str, ...]:
            view = plannen.show(store, dossier_id)
            return plannen.lines_of(view.kader, [each.doel for each in view.doelen])

        self.session.ask(find, self, self._other_words, None)

    def _other_words(self, lines: tuple[str, ...]) -> None:
        if lines != self.regels:
            self.regels = lines
            self._hold_to(lines)
            self.loaded.emit()

    def problems(self) -> dict[str, str]:
        """Say for each part that isn't right yet what to do."""
        form, found = self.form, {}
        if form.mondeling:
            if not form.reden.strip():
                found["reden"] = tr("Schrijf in één zin waarom er niet getekend is.")
            elif sentence := number_problem("De reden", form.reden):
                found["reden"] = sentence
            return found
        for key, strokes, who in (
            ("client", form.client, self.naam),
            ("begeleider", form.begeleider, self.begeleider),
        ):
            if sum(len(stroke) for stroke in strokes) < 8:
                found[key] = tr("Hier ontbreekt de handtekening van {who}.", who=who)
        return found

    def save(self) -> None:
        """Store what both agreed; the draft goes in the same transaction."""
        form, key = self.form, self.draft_key
        clock, ids = self.session.clock, self.session.ids
        signing = Signing(
            dossier_id=self.dossier_id,
            regels=form.regels,
            handtekening_client=() if form.mondeling else form.client,
            handtekening_begeleider=() if form.mondeling else form.begeleider,
            reden_mondeling=form.reden if form.mondeling else "",
        )
        self._timer.stop()
        self.session.act(
            lambda store: plannen.sign(store, clock, ids, signing, key), self, self.finished, self.refused
        )
