"""The next step of a signal, while it is being written: kept as a draft until it is taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.changes import Changes
from app.domain.signalen import NEEDS_REASON, Signaalstand
from app.faults import Fault
from app.ports import Draft, Store
from app.services import concepten, signaleringen
from app.services.kalender import today
from ui.i18n import tr
from ui.session import Session
from ui.viewmodels.editing import EditingViewModel, number_problem


@dataclass(frozen=True, slots=True, kw_only=True)
class StepForm:
    """The fields of a step. `stand` is `""` while none was chosen; `uiterlijk` only goes with assigning."""

    stand: str = ""
    toelichting: str = ""
    belegd_bij: str = ""
    uiterlijk: date | None = None


class StapViewModel(EditingViewModel[StepForm]):
    """One step of one signal. `saved(stand)` when it was taken."""

    form_type = StepForm

    def __init__(self, session: Session) -> None:
        super().__init__(session, StepForm())
        self.signaal_id = ""
        self._busy = False

    def load(self, dossier_id: str, signaal_id: str) -> None:
        """Begin with nothing chosen, or go on where one was; the same signal again stays as it stands."""
        if signaal_id == self.signaal_id:
            return
        self.dossier_id, self.signaal_id = dossier_id, signaal_id
        self.draft_key = key = f"stap:{dossier_id}:{signaal_id}"
        self.session.ask(lambda store: concepten.load(store, key), self, self._read, self.failed.emit)

    def _read(self, draft: Draft | None) -> None:
        if not self.take_draft(draft):
            self.form = StepForm()
        self.loaded.emit()

    def choose(self, stand: str, promise: date) -> None:
        """Begin a step; assigning proposes the day that its urgency promises."""
        assigns = stand == Signaalstand.BELEGD
        # Not an edit: a step of which nothing was written yet is no draft.
        self.form = StepForm(
            stand=stand,
            toelichting=self.form.toelichting,
            belegd_bij=self.form.belegd_bij if assigns else "",
            uiterlijk=(self.form.uiterlijk or promise) if assigns else None,
        )
        self.loaded.emit()

    def cancel(self) -> None:
        """Take no step, and forget what was written for it."""
        self.form = StepForm()
        self.drop_draft()
        self.loaded.emit()

    def problems(self, form: StepForm) -> Mapping[str, str]:
        """Return what must still be said, by field."""
        found = {
            "belegd_bij": tr("Vul in wie dit oppakt.")
            if form.stand == Signaalstand.BELEGD and not form.belegd_bij.strip()
            else "",
            "toelichting": number_problem(tr("Toelichting"), form.toelichting),
        }
        if form.stand and Signaalstand(form.stand) in NEEDS_REASON and not form.toelichting.strip():
            found["toelichting"] = tr("Schrijf dit in één zin op. Wie het noteerde, leest het.")
        return {key: sentence for key, sentence in found.items() if sentence}

    def take(self) -> None:
        """Take the step; `saved(stand)` when it is stored."""
        form = self.form
        if self._busy or not form.stand or self.problems(form):
            return
        self._busy = True
        self._timer.stop()
        session, signaal_id, key = self.session, self.signaal_id, self.draft_key

        def step(store: Store) -> tuple[str, Changes]:
            changes = take_step(store, session, signaal_id, form)
            return form.stand, changes | concepten.drop(store, key)

        session.act(step, self, self._taken, self._not_taken)

    def _taken(self, stand: str) -> None:
        self._busy = False
        self.form = StepForm()
        self.has_draft = self._dirty = False
        self.loaded.emit()
        self.finished(stand)

    def _not_taken(self, fault: Fault) -> None:
        self._busy = False
        self.refused(fault)

    @property
    def today(self) -> date:
        return today(self.session.clock)


def take_step(store: Store, session: Session, signaal_id: str, form: StepForm) -> Changes:
    """Take a step on the store's thread."""
    return signaleringen.step(
        store,
        session.clock,
        session.ids,
        signaal_id,
        Signaalstand(form.stand),
        toelichting=form.toelichting.strip(),
        belegd_bij=form.belegd_bij.strip(),
        uiterlijk=form.uiterlijk,
    )
