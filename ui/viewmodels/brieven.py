"""Letters of one client: the list, one being added, and one to read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject, Signal

from app.changes import Changes
from app.domain.bijlagen import Bijlage, Briefsoort
from app.faults import Fault
from app.ports import Draft, Store
from app.services import bijlagen, concepten, personen
from app.services.bijlagen import NieuweBrief
from app.services.kalender import today
from app.services.veldnamen import value_in_words
from ui.i18n import apart, plain_day, relative_day, short_day, tr
from ui.navigation import Route
from ui.session import Session
from ui.viewmodels.editing import EditingViewModel, number_problem
from ui.viewmodels.lines import Line
from ui.viewmodels.live import LiveViewModel

SOORTEN = tuple((each.value, value_in_words(each).capitalize(), "") for each in Briefsoort)


@dataclass(frozen=True, slots=True, kw_only=True)
class BrievenFacts:
    """The list of one client, and whether the client's yes to a photo is live."""

    naam: str
    brieven: tuple[Line, ...]
    mag: bool


class BrievenViewModel(LiveViewModel[BrievenFacts]):
    """Reads the letters of `dossier_id`."""

    kinds = ("bijlage", "toestemming", "inburgeraar")

    def open(self, dossier_id: str) -> None:
        """Show this client."""
        if dossier_id != self.dossier_id:
            self.facts = None
        self.dossier_id = dossier_id

    def query(self) -> Callable[[Store], BrievenFacts]:
        dossier_id, day = self.dossier_id, today(self.session.clock)

        def read(store: Store) -> BrievenFacts:
            found = bijlagen.of_dossier(store, dossier_id)
            with store.read() as reading:
                naam = personen.require(reading, dossier_id).naam
                mag = bijlagen.may_keep(reading, dossier_id, day)
            return BrievenFacts(naam=apart(naam), brieven=tuple(_line(each, day) for each in found), mag=mag)

        return read


def _line(each: Bijlage, day: date) -> Line:
    when = tr("van {day}", day=short_day(each.datum, day)) if each.datum else ""
    kept = tr("bewaard {day}", day=short_day(each.toegevoegd_op.date(), day))
    return Line(
        key=each.id,
        title=each.omschrijving,
        meta=" · ".join(part for part in (value_in_words(each.briefsoort), when, kept) if part),
        text=tr("Te doen: {what}", what=each.wat_te_doen) if each.wat_te_doen else "",
        icon="letter",
        deelstand="blijft hier",
        route=Route("brief", {"brief": each.id}),
        dossier_id=each.dossier_id,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefForm:
    """What the fields of a new letter hold; of the file only where it is."""

    pad: str = ""
    soort: str = Briefsoort.BRIEF.value
    omschrijving: str = ""
    datum: date | None = None
    wat_te_doen: str = ""
    voor_op: date | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    naam: str
    draft: Draft | None
    mag: bool


class BriefToevoegenViewModel(EditingViewModel[BriefForm]):
    """Add a letter. `seen(kind, bytes)` when the chosen file was read and cleaned, `unreadable(Fault)` when it wasn't.

    `mag` is False while the client hasn't said yes to a photo of a letter.
    """

    form_type = BriefForm
    seen = Signal(str, bytes)
    unreadable = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, BriefForm(), parent)
        self.naam = ""
        self.mag = True
        self._read: bijlagen.SchoneBrief | None = None
        self._reading = ""

    def load(self, dossier_id: str) -> None:
        """Take up the draft of a letter for this client."""
        self.dossier_id, self.draft_key = dossier_id, f"brief:{dossier_id}"
        self._read = None
        key, day = self.draft_key, today(self.session.clock)

        def find(store: Store) -> _Found:
            with store.read() as reading:
                naam = personen.require(reading, dossier_id).naam
                mag = bijlagen.may_keep(reading, dossier_id, day)
            return _Found(naam, concepten.load(store, key), mag)

        self.session.ask(find, self, self._fill, self.failed.emit)

    def _fill(self, found: _Found) -> None:
        self.naam, self.mag = found.naam, found.mag
        if not self.take_draft(found.draft):
            self.form = BriefForm()
        self.loaded.emit()
        if self.form.pad:
            self.look_at(self.form.pad)

    def look_at(self, path: str) -> None:
        """Read and clean the chosen file, off the window's thread."""
        self._read, self._reading = None, path

        def done(brief: bijlagen.SchoneBrief) -> None:
            if path == self._reading:
                self._read = brief
                self.seen.emit(brief.soort, brief.data)

        def refused(fault: Fault) -> None:
            if path == self._reading:
                self.unreadable.emit(fault)

        self.session.tasks.slow(lambda: bijlagen.read_file(path), self, done, refused)

    @property
    def has_letter(self) -> bool:
        """True when a letter was read and can be kept."""
        return self._read is not None

    def today(self) -> date:
        """Return today here."""
        return today(self.session.clock)

    def problems(self) -> dict[str, str]:
        """Say for each field that isn't right yet what to do."""
        form, found = self.form, {}
        if self._read is None:
            found["bestand"] = tr("Kies een foto of PDF van de brief.")
        if not form.omschrijving.strip():
            found["omschrijving"] = tr("Schrijf in een paar woorden van wie de brief is.")
        if form.voor_op is not None and not form.wat_te_doen.strip():
            found["wat_te_doen"] = tr("Schrijf wat er voor die dag moet gebeuren.")
        if form.datum is not None and form.datum > self.today():
            found["datum"] = tr("Deze dag ligt in de toekomst.")
        for key, naam in (("omschrijving", "De omschrijving"), ("wat_te_doen", "Wat ermee moet")):
            if key not in found and (sentence := number_problem(naam, getattr(form, key))):
                found[key] = sentence
        return found

    def save(self) -> None:
        """Keep the letter with its task; the draft goes in the same transaction."""
        form, key, schoon = self.form, self.draft_key, self._read
        if schoon is None:
            return
        clock, ids = self.session.clock, self.session.ids
        brief = NieuweBrief(
            dossier_id=self.dossier_id,
            briefsoort=Briefsoort(form.soort),
            omschrijving=form.omschrijving,
            datum=form.datum,
            wat_te_doen=form.wat_te_doen,
            voor_op=form.voor_op,
        )
        self._timer.stop()
        self.session.act(
            lambda store: bijlagen.add(store, clock, ids, brief, schoon, key), self, self._kept, self.refused
        )

    def _kept(self, record_id: str) -> None:
        self._read = None
        self.finished(record_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefFacts:
    """One letter in words."""

    titel: str
    naam: str
    dossier_id: str
    soort: str
    feiten: tuple[tuple[str, str], ...]


class BriefViewModel(LiveViewModel[BriefFacts]):
    """Reads one letter; `shown(kind, bytes)` brings its page, `removed` says that it is gone."""

    kinds = ("bijlage", "taak")
    shown = Signal(str, bytes)
    removed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.brief_id = ""

    def open(self, brief_id: str) -> None:
        """Show this letter; opening it is logged."""
        if brief_id != self.brief_id:
            self.facts = None
        self.brief_id = brief_id

        def read(store: Store) -> tuple[tuple[str, bytes], Changes]:
            kind = bijlagen.show(store, brief_id).bijlage.bestandsoort.value
            data, changes = bijlagen.content(store, brief_id)
            return (kind, data), changes

        self.session.act(read, self, lambda found: self.shown.emit(*found), self._refused)

    def query(self) -> Callable[[Store], BriefFacts]:
        brief_id, day = self.brief_id, today(self.session.clock)

        def read(store: Store) -> BriefFacts:
            view = bijlagen.show(store, brief_id)
            each, taak = view.bijlage, view.taak
            todo = each.wat_te_doen
            if taak is not None and taak.gedaan_op is not None:
                todo = tr("{what} (gedaan)", what=todo)
            elif taak is not None and taak.voor_op is not None:
                todo = tr("{what} ({when})", what=todo, when=relative_day(taak.voor_op, day))
            pairs = (
                (tr("Soort"), value_in_words(each.briefsoort)),
                (tr("Datum van de brief"), plain_day(each.datum) if each.datum else ""),
                (tr("Te doen"), todo),
                (tr("Bewaard"), f"{plain_day(each.toegevoegd_op.date())}, {each.toegevoegd_door}"),
                (tr("Grootte"), tr("{n} kB", n=max(1, each.grootte // 1024))),
            )
            return BriefFacts(
                titel=each.omschrijving,
                naam=apart(view.naam),
                dossier_id=each.dossier_id,
                soort=each.bestandsoort.value,
                feiten=tuple(pair for pair in pairs if pair[1]),
            )

        return read

    def remove(self) -> None:
        """Erase the letter for good."""
        brief_id = self.brief_id
        self.sleep()
        self.session.act(
            lambda store: (None, bijlagen.remove(store, brief_id)),
            self,
            lambda _: self.removed.emit(),
            self._refused,
        )
