"""One client's own facts being written down or changed, beside what arrives meanwhile."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from PySide6.QtCore import QObject, Signal

from app.changes import Changes
from app.domain import deeldatum
from app.domain.inburgeraar import Inburgeraar
from app.faults import Fault
from app.ports import Draft, Store
from app.services import concepten, dossiers, dubbelen
from app.services.dubbelen import LookAlike
from app.services.kalender import today
from app.services.veldnamen import veld_naam
from ui.i18n import apart, counted, tr
from ui.navigation import Route
from ui.session import Session
from ui.viewmodels.client_fields import TEXTS, ClientFields, FieldDifference, fields_of, merge, person_of
from ui.viewmodels.drafts import client_key
from ui.viewmodels.editing import EditingViewModel, number_problem
from ui.viewmodels.lines import Line
from ui.widgets.partials import parse_partial, partial_problem

_WHERE = {
    dossiers.NAAM_LEEG: "voornamen",
    dossiers.DATUM_ONJUIST: "geboortedatum",
    dossiers.DATUM_TOEKOMST: "geboortedatum",
    dossiers.TELEFOON_ONJUIST: "telefoon",
    dossiers.VERGUNNING_DATUMS: "vergunning_tot",
}
"""Which field a refusal is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientForm:
    """The fields, and as they were stored when this began: so that a draft knows what was typed and what was not."""

    shown: ClientFields = field(default_factory=ClientFields)
    basis: ClientFields = field(default_factory=ClientFields)


@dataclass(frozen=True, slots=True)
class _Found:
    persoon: Inburgeraar | None
    draft: Draft | None


class ClientViewModel(EditingViewModel[ClientForm]):
    """`load("")` begins a new client. `problems_found(dict)` names fields with a sentence; `alike_found(lines)` are
    clients who may be the same person; `differed(differences)` when somebody else changed what was changed here too.
    """

    form_type = ClientForm
    problems_found = Signal(object)
    alike_found = Signal(object)
    differed = Signal(object)
    thrown_away = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, ClientForm(), parent)
        self._persoon = _nobody()
        self._theirs = ClientFields()
        self._seen: tuple[FieldDifference, ...] = ()
        self._saving = False
        session.tasks.changed.connect(self._changed_elsewhere)

    @property
    def is_new(self) -> bool:
        return not self.dossier_id

    @property
    def name(self) -> str:
        """The name as it is stored; empty for a new client."""
        return "" if self.is_new else self._persoon.naam

    def today(self) -> date:
        """Return today here."""
        return today(self.session.clock)

    def age(self, geboortedatum: str) -> str:
        """Return `36 jaar`, `ongeveer 36 jaar` or `""` for a birth date known in full or in part."""
        years = deeldatum.age_on(geboortedatum, self.today())
        if years is None or years < 0:
            return ""
        words = counted(years, "jaar", "jaar")
        return words if geboortedatum.count("-") == 2 else tr("ongeveer {age}", age=words)

    def load(self, dossier_id: str) -> None:
        """Take up the draft, the client as stored, or empty fields."""
        self.dossier_id, self.draft_key = dossier_id, client_key(dossier_id)
        self._seen, self._saving = (), False
        key = self.draft_key

        def find(store: Store) -> _Found:
            persoon = dossiers.get(store, dossier_id) if dossier_id else None
            return _Found(persoon, concepten.load(store, key))

        self.session.ask(find, self, self._fill, self.failed.emit)

    def _fill(self, found: _Found) -> None:
        self._persoon = found.persoon or _nobody()
        stored = fields_of(self._persoon)
        drafted = self.take_draft(found.draft)
        if not drafted:
            self.form = ClientForm(shown=stored, basis=stored)
        self.loaded.emit()
        if drafted and found.persoon is not None:
            self._take_over(found.persoon)

    # -- what comes in meanwhile

    def _changed_elsewhere(self, changes: Changes, initiator: object) -> None:
        mine = initiator is self or self._saving
        if self.is_new or mine or not changes.concerns("inburgeraar", dossier_id=self.dossier_id):
            return
        dossier_id = self.dossier_id
        self.session.ask(lambda store: dossiers.get(store, dossier_id), self, self._take_over, None)

    def _take_over(self, persoon: Inburgeraar) -> None:
        if persoon.id != self.dossier_id:
            return
        self._persoon, self._theirs = persoon, fields_of(persoon)
        shown, differences = merge(self.form.shown, self.form.basis, self._theirs)
        if shown != self.form.shown:
            self.form = replace(self.form, shown=shown)
            self.loaded.emit()
        if differences != self._seen:
            self._seen = differences
            self.differed.emit(differences)
        if not differences:
            self.form = replace(self.form, basis=self._theirs)

    def choose(self, key: str, *, theirs: bool) -> None:
        """Settle a difference: take the other value, or keep what was typed here."""
        if theirs:
            shown = replace(self.form.shown, **{key: getattr(self._theirs, key)})
            self.edit(replace(self.form, shown=shown))
            self.loaded.emit()
        basis = replace(self.form.basis, **{key: getattr(self._theirs, key)})
        self.edit(replace(self.form, basis=basis))

    # -- checks

    def problem(self, key: str) -> str:
        """Return what is wrong with one field, in a sentence that says what to do, or `""`."""
        shown = self.form.shown
        if key == "geboortedatum":
            return partial_problem(shown.geboortedatum, self.today())
        if key == "andere_spellingen":
            return next(
                (said for text in shown.andere_spellingen if (said := number_problem(_name(key), text))), ""
            )
        return self.number(key)

    def number(self, key: str) -> str:
        """Return why a field can't stay as it is when it holds a BSN or V-nummer, else `""`; said while typing."""
        return number_problem(_name(key), getattr(self.form.shown, key)) if key in TEXTS else ""

    def problems(self) -> dict[str, str]:
        """Return everything that is wrong, per field."""
        shown = self.form.shown
        found = {key: said for key in (*TEXTS, "andere_spellingen") if (said := self.problem(key))}
        if not (shown.voornamen.strip() or shown.achternaam.strip()):
            found["voornamen"] = _sentences(Fault(dossiers.NAAM_LEEG))
        return found

    def look_alike(self) -> None:
        """Look for clients who may be this person; `alike_found` brings them."""
        shown, dossier_id = self.form.shown, self.dossier_id
        names = [f"{shown.voornamen} {shown.achternaam}".strip(), *shown.andere_spellingen]
        born = parse_partial(shown.geboortedatum, self.today()) or ""
        if not any(names):
            self.alike_found.emit(())
            return
        self.session.ask(
            lambda store: dubbelen.alike(store, names, born, except_for=dossier_id),
            self,
            lambda found: self.alike_found.emit(tuple(map(_alike_line, found))),
            None,
        )

    # -- storing

    def save(self) -> None:
        """Store the client; what is wrong comes back per field with `problems_found`, and nothing is lost."""
        found = self.problems()
        if found:
            self.problems_found.emit(found)
            return
        self._saving = True
        session, key = self.session, self.draft_key
        persoon = person_of(self.form.shown, self._persoon, self.today())
        new = self.is_new

        def store_it(store: Store) -> tuple[str, Changes]:
            if new:
                return dossiers.open_dossier(store, session.clock, session.ids, persoon, key)
            return persoon.id, dossiers.change(store, session.clock, persoon, key)

        session.act(store_it, self, self.finished, self._refused)

    def _refused(self, fault: Fault) -> None:
        self._saving = False
        where = _WHERE.get(fault.kind)
        if where is None:
            self.refused(fault)
        else:
            self.problems_found.emit({where: _sentences(fault)})

    def finished(self, record_id: str) -> None:
        self.form = replace(self.form, basis=self.form.shown)
        super().finished(record_id)

    def throw_away(self) -> None:
        """Forget what was typed and not stored; `bring_back` undoes it for who pressed by mistake."""
        self._thrown = (self.form, self.dossier_id)
        self.drop_draft()
        self.form = replace(self.form, shown=self.form.basis)
        # The fields forget it too, or leaving the page would keep it again.
        self.loaded.emit()
        self.thrown_away.emit()

    def bring_back(self) -> None:
        """Store again as a draft what was thrown away last."""
        form, dossier_id = self._thrown
        self.dossier_id, self.draft_key = dossier_id, client_key(dossier_id)
        self.edit(form)
        self.keep_draft()


def _nobody() -> Inburgeraar:
    return Inburgeraar(id="", dossier_id="")


def _name(key: str) -> str:
    return tr(veld_naam(key))


def _sentences(fault: Fault) -> str:
    return " ".join(part for part in (fault.sentence, fault.next_step) if part)


def _alike_line(found: LookAlike) -> Line:
    born = deeldatum.in_words(found.geboortedatum)
    return Line(
        key=found.dossier_id,
        title=apart(found.naam),
        meta=" · ".join(part for part in (tr("geboren {day}", day=born), found.gemeente) if part),
        icon="person",
        route=Route("dossier", {"dossier": found.dossier_id}),
        dossier_id=found.dossier_id,
    )
