"""The lists of the organisation: which there are, a new one from Excel to try and publish, ours to Excel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject, Signal

from app.changes import Changes
from app.domain.checklists import Antwoord, Checklist, Waarde, raised_signals, visible_items
from app.domain.xlsform import Melding
from app.faults import Fault
from app.ports import Store
from app.services import hulp, lijsten
from app.services.invullingen import Concept, Formulier
from app.services.kalender import today
from app.services.lijsten import Lijstfeiten, Voorstel
from ui.i18n import counted, joined, tr
from ui.session import Session
from ui.viewmodels.bellen import advice
from ui.viewmodels.lijstantwoorden import AnswerState
from ui.viewmodels.lijstvragen import FormFacts, form_facts
from ui.viewmodels.live import LiveViewModel
from ui.viewmodels.toestemming import language_name

HEADINGS = ("Waar", "Wat er staat", "Wat je kunt doen")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLine:
    """One list. `own`: made by the organisation; `off`: not offered on the devices any more."""

    code: str
    title: str
    facts: str
    own: bool
    off: bool


class TryOut(QObject):
    """A proposed list that can be filled in to see how it behaves; nothing of it is kept. `changed` after an answer."""

    changed = Signal()

    def __init__(self, session: Session, checklist: Checklist, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._checklist = checklist
        self._answers: dict[str, Antwoord] = {}
        form = Formulier(
            dossier_id="",
            naam="",
            gemeente="",
            checklist=checklist,
            concept=Concept(versie=checklist.versie, begonnen_op=session.clock.now()),
            bewaard_op=None,
            vorige={},
            voorstellen={},
        )
        self.facts: FormFacts = form_facts(form)

    def today(self) -> date:
        """Return the day of the clock."""
        return today(self._session.clock)

    def choose(self, key: str, value: Waarde) -> None:
        """Answer a question, to see what opens."""
        self._answers[key] = Antwoord(key=key, waarde=value)
        self.changed.emit()

    def visible(self) -> frozenset[str]:
        """Return the keys of the questions that apply with the answers given so far."""
        return frozenset(item.key for item in visible_items(self._checklist, self._answers))

    def state(self, key: str) -> AnswerState:
        """Return how an answer stands, and what it asks for."""
        antwoord = self._answers.get(key)
        if antwoord is None:
            return AnswerState()
        raised = raised_signals(self._checklist, self._answers)
        asked = next((each for each in raised if each.item_key == key), None)
        if asked is None:
            return AnswerState(value=antwoord.waarde)
        return AnswerState(
            value=antwoord.waarde,
            asks=True,
            urgency=asked.urgentie.value,
            usual=asked.standaard_urgentie.value,
            haste=hulp.haste_in_words(asked.urgentie, self.today()),
            advice=advice(
                asked.urgentie,
                asked.naar,
                op=self.today(),
                doen=asked.doen,
                oefen=self._session.profile.practice,
            ),
        )


class LijstenViewModel(LiveViewModel[tuple[ListLine, ...]]):
    """All lists, and what a chosen workbook would become. `proposed` after reading one, `done` after publishing."""

    kinds = ("eigen_lijst", "organisatiegegevens")
    proposed = Signal()
    done = Signal(str)
    refused = Signal(object)
    written = Signal(bytes)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.proposal: Voorstel | None = None
        self._busy = False

    def query(self) -> Callable[[Store], tuple[ListLine, ...]]:
        return lambda store: tuple(_line(each) for each in lijsten.overview(store))

    # -- a new one

    def read_file(self, data: bytes, name: str) -> None:
        """Say what a workbook would become; nothing is written."""
        clock = self.session.clock
        self.session.ask(
            lambda store: lijsten.propose(store, clock, data, name), self, self._proposed, self._not_done
        )

    def _proposed(self, found: Voorstel) -> None:
        self.proposal = found
        self.proposed.emit()

    def refuse(self, fault: Fault) -> None:
        """Say that a chosen file couldn't be read."""
        self._not_done(fault)

    def forget(self) -> None:
        """Leave what was proposed."""
        self.proposal = None
        self.proposed.emit()

    def try_out(self) -> TryOut | None:
        """Return the proposed list to try, or None while something must be mended first."""
        found = self.proposal
        return (
            None if found is None or found.checklist is None else TryOut(self.session, found.checklist, self)
        )

    def publish(self) -> None:
        """Publish what was proposed; `done` says so."""
        found, session = self.proposal, self.session
        if found is None or self._busy:
            return
        self._busy = True

        def work(store: Store) -> tuple[None, Changes]:
            return None, lijsten.publish(store, session.clock, session.ids, found)

        session.act(work, self, lambda _: self._published(found), self._not_done)

    def _published(self, found: Voorstel) -> None:
        self._busy = False
        assert found.checklist is not None
        self.proposal = None
        self.done.emit(
            tr(
                "“{title}” is gepubliceerd. De apparaten krijgen de lijst bij het delen.",
                title=found.checklist.titel,
            )
        )
        self.proposed.emit()

    def set_in_use(self, code: str, in_use: bool) -> None:
        """Offer an own list on the devices, or not any more."""
        words = (
            tr("De lijst wordt weer aangeboden.") if in_use else tr("De lijst wordt niet meer aangeboden.")
        )
        self.session.act(
            lambda store: (None, lijsten.set_in_use(store, code, in_use)),
            self,
            lambda _: self.done.emit(words),
            self._not_done,
        )

    def workbook(self, code: str) -> None:
        """Make the workbook of a list; `written` has its bytes."""
        self.session.ask(lambda store: lijsten.workbook(store, code), self, self.written.emit, self._not_done)

    def _not_done(self, fault: Fault) -> None:
        self._busy = False
        self.refused.emit(fault)

    # -- in words

    def headline(self) -> tuple[str, str, str]:
        """Return (tone, sentence, detail) about what was proposed."""
        found = self.proposal
        if found is None:
            return "info", "", ""
        checklist = found.checklist
        if checklist is None:
            places = counted(len(found.fouten), "plaats", "plaatsen")
            return (
                "error",
                tr("Deze lijst kan zo niet gebruikt worden."),
                tr("Herstel {places} in Excel en kies het bestand opnieuw.", places=places),
            )
        questions = counted(sum(1 for item in checklist.items if item.answerable), "vraag", "vragen")
        name = tr(
            "“{title}”, versie {versie}: {questions}.",
            title=checklist.titel,
            versie=checklist.versie,
            questions=questions,
        )
        if found.gelijk:
            return "info", name, tr("Precies deze lijst is al gepubliceerd. Er is niets te doen.")
        if found.vorige:
            detail = tr(
                "Dit komt in plaats van versie {old}. Wat begonnen is, gaat op de oude verder.",
                old=found.vorige,
            )
        else:
            detail = tr(
                "Dit is een nieuwe lijst. Kijk hem na; na publiceren verandert deze versie nooit meer."
            )
        return "success", name, detail

    def rows(self) -> tuple[tuple[str, str, str], ...]:
        """Return what must be mended, or else what is good to know, as rows of a table."""
        found = self.proposal
        if found is None:
            return ()
        return tuple(_row(each) for each in (found.fouten or found.opmerkingen))


def _row(each: Melding) -> tuple[str, str, str]:
    place = each.plaats
    return place[:1].upper() + place[1:], each.wat, each.doe


def _line(each: Lijstfeiten) -> ListLine:
    facts = [
        tr("versie {n}", n=each.versie),
        counted(each.vragen, "vraag", "vragen"),
    ]
    if each.talen:
        facts.append(tr("ook in het {languages}", languages=joined([language_name(t) for t in each.talen])))
    if each.gepubliceerd_door:
        facts.append(tr("gepubliceerd door {who}", who=each.gepubliceerd_door))
    return ListLine(code=each.code, title=each.titel, facts=" · ".join(facts), own=each.eigen, off=each.uit)
