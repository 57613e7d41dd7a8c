"""Questions to the coordinator: the list, one with its answers, asking one, and answering."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from app.domain.records import Categorie
from app.domain.vragen import ANTWOORD_MAX, VRAAG_MAX, Vraagstand
from app.ports import Draft, Store
from app.services import concepten, personen, vragen
from app.services.kalender import today
from app.services.vragen import QuestionView
from ui.i18n import apart, relative_moment, short_moment, tr
from ui.navigation import Route
from ui.session import Session
from ui.viewmodels.editing import EditingViewModel, number_problem
from ui.viewmodels.lines import Line
from ui.viewmodels.live import LiveViewModel

STANDWORDS = {
    Vraagstand.OPEN: ("Wacht op antwoord", "info", "clock"),
    Vraagstand.BEANTWOORD: ("Beantwoord", "success", "answer"),
    Vraagstand.AFGEROND: ("Klaar", "neutral", "check"),
}
EXTRA = (
    (Categorie.GEZONDHEID.value, "Gezondheid", "heart"),
    (Categorie.VEILIGHEID.value, "Veiligheid", "shield"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class VragenFacts:
    """The list under its headings: what waits, what was answered, what is finished."""

    groepen: tuple[tuple[str, tuple[Line, ...]], ...]
    count: int


def question_line(view: QuestionView, now: datetime, *, revealed: bool = True) -> Line:
    """Return a question as a line: what was asked, by whom, and the last word."""
    hidden = view.beschermd and not revealed
    last = view.antwoorden[-1].antwoord if view.antwoorden else None
    who = view.vraag.gesteld_door
    said = tr("Antwoord van {who}: {text}", who=last.gegeven_door, text=last.tekst) if last else ""
    return Line(
        key=view.vraag.id,
        title=tr("Afgeschermde vraag") if hidden else view.vraag.tekst,
        meta=" · ".join(part for part in (apart(view.naam), who, relative_moment(view.laatste, now)) if part),
        text="" if hidden else said,
        icon="private" if view.beschermd else "answer" if last else "question",
        nadruk="dichtbij" if view.vraag.haast and view.stand is Vraagstand.OPEN else "",
        wanneer=tr("Haast"),
        deelstand=view.share.stand,
        route=Route("vraag", {"vraag": view.vraag.id}),
        dossier_id=view.vraag.dossier_id,
    )


class VragenViewModel(LiveViewModel[VragenFacts]):
    """All questions on this device."""

    kinds = ("vraag", "antwoord", "inburgeraar", "delen")

    def query(self) -> Callable[[Store], VragenFacts]:
        now, along = self.session.clock.now(), self.session.along.on

        def read(store: Store) -> VragenFacts:
            found = vragen.every(store)
            groups = []
            for stand, (words, _, _) in STANDWORDS.items():
                lines = tuple(
                    question_line(each, now, revealed=not along) for each in found if each.stand is stand
                )
                if lines:
                    groups.append((tr(words), lines))
            return VragenFacts(groepen=tuple(groups), count=len(found))

        return read


@dataclass(frozen=True, slots=True, kw_only=True)
class WoordFacts:
    """One thing that was said."""

    door: str
    wanneer: str
    tekst: str
    deelstand: str
    is_antwoord: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VraagFacts:
    """One question with everything that was said to it."""

    naam: str
    dossier_id: str
    over: str
    stand: Vraagstand
    haast: bool
    woorden: tuple[WoordFacts, ...]
    waarom: str
    van_mij: bool


class VraagViewModel(LiveViewModel[VraagFacts]):
    """Reads one question; answering is `AntwoordViewModel`'s."""

    kinds = ("vraag", "antwoord", "inburgeraar", "delen")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.vraag_id = ""

    def open(self, vraag_id: str) -> None:
        """Show this question."""
        if vraag_id != self.vraag_id:
            self.facts = None
        self.vraag_id = vraag_id

    def query(self) -> Callable[[Store], VraagFacts]:
        vraag_id, now, me = self.vraag_id, self.session.clock.now(), self.session.profile.naam

        def read(store: Store) -> VraagFacts:
            view = vragen.show(store, vraag_id)
            vraag = view.vraag
            first = WoordFacts(
                door=vraag.gesteld_door,
                wanneer=short_moment(vraag.gesteld_op, now),
                tekst=vraag.tekst,
                deelstand=view.share.stand,
                is_antwoord=False,
            )
            rest = (
                WoordFacts(
                    door=each.antwoord.gegeven_door,
                    wanneer=short_moment(each.antwoord.gegeven_op, now),
                    tekst=each.antwoord.tekst,
                    deelstand=each.share.stand,
                    is_antwoord=each.antwoord.gegeven_door != vraag.gesteld_door,
                )
                for each in view.antwoorden
            )
            return VraagFacts(
                naam=apart(view.naam),
                dossier_id=vraag.dossier_id,
                over=vraag.over,
                stand=view.stand,
                haast=vraag.haast,
                woorden=(first, *rest),
                waarom=view.waarom,
                van_mij=vraag.gesteld_door == me,
            )

        return read


@dataclass(frozen=True, slots=True, kw_only=True)
class AntwoordForm:
    """What the answer form holds."""

    tekst: str = ""
    rondt_af: bool = False


class AntwoordViewModel(EditingViewModel[AntwoordForm]):
    """Write a word to a question, or finish it."""

    form_type = AntwoordForm

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, AntwoordForm(), parent)
        self.vraag_id = ""

    def load(self, vraag_id: str) -> None:
        """Take up the draft of an answer to this question."""
        self.vraag_id, self.draft_key = vraag_id, f"antwoord::{vraag_id}"
        key = self.draft_key
        self.session.ask(lambda store: concepten.load(store, key), self, self._fill, self.failed.emit)

    def _fill(self, draft: Draft | None) -> None:
        if not self.take_draft(draft):
            self.form = AntwoordForm()
        self.loaded.emit()

    def problems(self, *, may_be_empty: bool) -> dict[str, str]:
        """Say what isn't right yet."""
        text = self.form.tekst
        if not text.strip() and not (may_be_empty and self.form.rondt_af):
            return {"tekst": tr("Schrijf in een paar zinnen wat je wilt zeggen.")}
        if len(text) > ANTWOORD_MAX:
            return {"tekst": tr("Maak de tekst korter.")}
        sentence = number_problem("Het antwoord", text)
        return {"tekst": sentence} if sentence else {}

    def save(self) -> None:
        """Store the answer; the draft goes in the same transaction."""
        form, key, vraag_id = self.form, self.draft_key, self.vraag_id
        clock, ids = self.session.clock, self.session.ids
        self._timer.stop()
        self.session.act(
            lambda store: vragen.answer(
                store, clock, ids, vraag_id, form.tekst, rondt_af=form.rondt_af, draft_key=key
            ),
            self,
            self._stored,
            self.refused,
        )

    def _stored(self, record_id: str) -> None:
        self.form = AntwoordForm()
        self.finished(record_id)
        self.loaded.emit()


@dataclass(frozen=True, slots=True, kw_only=True)
class VraagForm:
    """What the fields of a new question hold."""

    tekst: str = ""
    haast: bool = False
    extra: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    dossier_id: str
    naam: str
    draft: Draft | None
    extra: tuple[str, ...]
    lacking: frozenset[Categorie]


class VraagStellenViewModel(EditingViewModel[VraagForm]):
    """Ask about the client of the place one came from. `needs_client` when that place was about nobody."""

    form_type = VraagForm
    needs_client = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, VraagForm(), parent)
        self.naam = ""
        self.over = ""
        self.lacking: frozenset[Categorie] = frozenset()

    def load(self, dossier_id: str, over: str = "", signaal_id: str = "") -> None:
        """Take up the draft of a question about this client, or about the client of this signal."""
        self.over = over
        if not dossier_id and not signaal_id:
            self.dossier_id = self.draft_key = ""
            self.needs_client.emit()
            return
        day = today(self.session.clock)

        def find(store: Store) -> _Found:
            known = dossier_id
            extra: tuple[str, ...] = ()
            if signaal_id:
                known, about = vragen.about_signal(store, signaal_id)
                extra = tuple(each.value for each in about)
            with store.read() as reading:
                naam = personen.require(reading, known).naam
            draft = concepten.load(store, f"vraag:{known}")
            return _Found(known, naam, draft, extra, vragen.lacking(store, known, day))

        self.session.ask(find, self, self._fill, self.failed.emit)

    def _fill(self, found: _Found) -> None:
        self.dossier_id, self.draft_key = found.dossier_id, f"vraag:{found.dossier_id}"
        self.naam, self.lacking = found.naam, found.lacking
        if not self.take_draft(found.draft):
            self.form = VraagForm(extra=found.extra)
        self.loaded.emit()

    @property
    def stays(self) -> bool:
        """True when what is written now would stay on this device for lack of a yes."""
        about = {Categorie.BEGELEIDING, *(Categorie(each) for each in self.form.extra)}
        return bool(about & self.lacking)

    def problems(self) -> dict[str, str]:
        """Say what isn't right yet."""
        text = self.form.tekst
        if not text.strip():
            return {"tekst": tr("Schrijf in een paar zinnen wat je wilt weten.")}
        if len(text) > VRAAG_MAX:
            return {"tekst": tr("Maak de tekst korter.")}
        sentence = number_problem("De vraag", text)
        return {"tekst": sentence} if sentence else {}

    def save(self) -> None:
        """Store the question; the draft goes in the same transaction."""
        form, key, dossier_id, over = self.form, self.draft_key, self.dossier_id, self.over
        clock, ids = self.session.clock, self.session.ids
        about = tuple(Categorie(each) for each in form.extra)
        self._timer.stop()
        self.session.act(
            lambda store: vragen.ask(
                store,
                clock,
                ids,
                dossier_id,
                form.tekst,
                over=over,
                haast=form.haast,
                categorieen=about,
                draft_key=key,
            ),
            self,
            self.finished,
            self.refused,
        )
