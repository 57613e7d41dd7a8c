"""Filling in a checklist: every tap is kept, urgency is known at once, and finishing says first what it will note."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from PySide6.QtCore import QObject, QTimer, Signal

from app.changes import Changes
from app.domain.checklists import (
    Antwoord,
    Checklist,
    GevraagdSignaal,
    Waarde,
    progress,
    raised_signals,
    visible_items,
)
from app.domain.leefgebieden import Urgentie
from app.domain.signalen import Bron
from app.faults import Fault
from app.ports import Store
from app.services import hulp, invullingen, signaleringen
from app.services.invullingen import Concept, Formulier
from app.services.kalender import today
from app.services.signaleringen import Finished
from ui.i18n import clock_time, tr
from ui.session import Session
from ui.viewmodels.bellen import Advice, advice
from ui.viewmodels.editing import number_problem
from ui.viewmodels.lijstantwoorden import AnswerState, NotedSignal, Stage
from ui.viewmodels.lijstvragen import FormFacts, form_facts

TEXT_PAUSE_MS = 800
"""How long after the last letter a text is kept; a tap is kept at once."""


class ChecklistViewModel(QObject):
    """One list for one client. `reloaded` when another list or stage is to be shown, `changed` after each answer."""

    reloaded = Signal()
    changed = Signal()
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.facts: FormFacts | None = None
        self.fault: Fault | None = None
        self.stage = Stage.FORM
        self.dossier_id = ""
        self.code = ""
        self.place = ""
        self.language = ""
        self.saved_at: datetime | None = None
        self.finished_ids: tuple[str, ...] = ()
        self.finished: tuple[NotedSignal, ...] = ()
        self._form: Formulier | None = None
        self._answers: dict[str, Antwoord] = {}
        self._asked: tuple[GevraagdSignaal, ...] | None = None
        self._begun: datetime | None = None
        self._dirty = False
        self._busy = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.flush)

    # -- opening

    def open(self, dossier_id: str, code: str) -> None:
        """Show a list for a client, where it was left; the same one, unfinished, stays as it stands."""
        same = (dossier_id, code) == (self.dossier_id, self.code)
        if same and self.facts is not None and self.stage is not Stage.DONE:
            self.reloaded.emit()
            return
        self.flush()
        self.dossier_id, self.code = dossier_id, code
        self.facts, self.fault, self.stage = None, None, Stage.FORM
        clock = self.session.clock
        self.session.ask(
            lambda store: invullingen.begin(store, clock, dossier_id, code), self, self._opened, self._refused
        )

    def _opened(self, form: Formulier) -> None:
        if (form.dossier_id, form.checklist.code) != (self.dossier_id, self.code):
            return
        self._form = form
        self._answers = dict(form.concept.antwoorden)
        self._asked = None
        self._begun = form.concept.begonnen_op
        self.place, self.language = form.concept.rij, form.concept.taal
        self.saved_at = form.bewaard_op
        self._dirty = False
        self.facts = form_facts(form)
        self.reloaded.emit()

    def _refused(self, fault: Fault) -> None:
        self._busy = False
        self.fault = fault
        self.failed.emit(fault)

    @property
    def _checklist(self) -> Checklist:
        assert self._form is not None
        return self._form.checklist

    # -- what stands on the screen

    def visible(self) -> frozenset[str]:
        """Return the keys of the questions that apply with the answers given so far."""
        return frozenset(item.key for item in visible_items(self._checklist, self._answers))

    def counts(self) -> tuple[int, int, str | None]:
        """Return (answered, asked, key of the first open question or None)."""
        return progress(self._checklist, self._answers)

    def state(self, key: str) -> AnswerState:
        """Return how the answer on a question stands."""
        antwoord = self._answers.get(key)
        if antwoord is None:
            return AnswerState()
        asked = next((each for each in self._raised() if each.item_key == key), None)
        return AnswerState(
            value=antwoord.waarde,
            remark=antwoord.waarneming,
            source=antwoord.bron.value if antwoord.bron else "",
            asks=asked is not None,
            urgency=asked.urgentie.value if asked else "",
            usual=asked.standaard_urgentie.value if asked else "",
            wished=antwoord.urgentie.value if antwoord.urgentie else "",
            reason=antwoord.reden_lager,
            haste=hulp.haste_in_words(asked.urgentie, self.today()) if asked else "",
            advice=self._advice(asked) if asked else None,
            again_soms=self._again(key, antwoord),
        )

    def _again(self, key: str, antwoord: Antwoord) -> int:
        assert self._form is not None
        vorig = self._form.vorige.get(key)
        return vorig.keer_soms + 1 if vorig and vorig.keer_soms and antwoord.waarde == "soms" else 0

    def urgent(self) -> tuple[tuple[str, Advice], ...]:
        """Return (question, advice) of every answer that asks to act now, most urgent first."""
        found = ((each.item_key, self._advice(each)) for each in self._raised())
        return tuple((key, each) for key, each in found if each is not None)

    def _raised(self) -> tuple[GevraagdSignaal, ...]:
        if self._asked is None:
            self._asked = raised_signals(self._checklist, self._answers)
        return self._asked

    def _advice(self, asked: GevraagdSignaal) -> Advice | None:
        assert self._form is not None
        return advice(
            asked.urgentie,
            asked.naar,
            op=self.today(),
            doen=asked.doen,
            gemeente=self._form.gemeente,
            oefen=self.session.profile.practice,
            contactpersoon=self._form.contactpersoon,
        )

    @property
    def private(self) -> bool:
        """True while somebody reads along."""
        return self.session.along.on

    def today(self) -> date:
        """Return the day of the clock."""
        return today(self.session.clock)

    @staticmethod
    def number_problem(text: str) -> str:
        """Return why a remark can't stay as it is, or `""`."""
        return number_problem(tr("Wat zag of hoorde je?"), text)

    @property
    def saved_words(self) -> str:
        """Say where the answers are: kept, or not yet."""
        if self.fault is not None:
            return tr("Nog niet bewaard")
        if self.saved_at is None:
            return tr("Elk antwoord wordt meteen bewaard")
        return tr("Bewaard op dit apparaat {time}", time=clock_time(self.saved_at))

    # -- answering

    def choose(self, key: str, value: Waarde) -> None:
        """Answer a question (`""`: take the answer back); kept at once."""
        before = self._answers.get(key) or Antwoord(key=key)
        if before.waarde == value:
            return
        self.place = key
        self._put(replace(before, waarde=value), wait=False)

    def write(self, key: str, text: str) -> None:
        """Answer a question in words; kept after a pause in the typing."""
        before = self._answers.get(key) or Antwoord(key=key)
        if before.waarde != text:
            self.place = key
            self._put(replace(before, waarde=text), wait=True)

    def remark(self, key: str, text: str) -> None:
        """Note what was seen or heard at an answer."""
        before = self._answers[key]
        if before.waarneming != text:
            self._put(replace(before, waarneming=text), wait=True)

    def source(self, key: str, bron: str) -> None:
        """Note who told it (`""`: not said)."""
        self._put(replace(self._answers[key], bron=Bron(bron) if bron else None), wait=False)

    def wish_urgency(self, key: str, urgency: str) -> None:
        """Make a signal more or less urgent; less counts once `give_reason` said why."""
        wished = None if urgency == self.state(key).usual else Urgentie(urgency)
        self._put(replace(self._answers[key], urgentie=wished), wait=False)

    def give_reason(self, key: str, reason: str) -> None:
        """Say why a signal is less urgent than the list says."""
        if self._answers[key].reden_lager != reason:
            self._put(replace(self._answers[key], reden_lager=reason), wait=True)

    def discuss(self, key: str, yes: bool | None) -> None:
        """Note whether a signal was talked through with the client."""
        self._put(replace(self._answers[key], besproken=yes), wait=False)

    def explain_not_discussed(self, key: str, reason: str) -> None:
        """Note why a signal was not talked through."""
        if self._answers[key].niet_besproken_reden != reason:
            self._put(replace(self._answers[key], niet_besproken_reden=reason), wait=True)

    def be_at(self, key: str) -> None:
        """Remember which question has the focus, to come back to."""
        if self.stage is Stage.FORM and key != self.place:
            self.place = key
            if self._answers:
                self._dirty = True

    def read_along_in(self, language: str) -> None:
        """Show the questions in a second language too (`""`: Dutch only)."""
        if language != self.language:
            self.language = language
            if self._answers:
                self._dirty = True
            self.changed.emit()

    def _put(self, antwoord: Antwoord, *, wait: bool) -> None:
        self._answers[antwoord.key] = antwoord
        self._asked = None
        self._dirty = True
        if wait:
            self._timer.start(TEXT_PAUSE_MS)
        else:
            self.flush()
        self.changed.emit()

    # -- keeping

    def flush(self) -> None:
        """Keep now what isn't kept yet."""
        self._timer.stop()
        if not self._dirty or self._form is None or self._begun is None or self.stage is Stage.DONE:
            return
        self._dirty = False
        concept = Concept(
            versie=self._checklist.versie,
            begonnen_op=self._begun,
            antwoorden=dict(self._answers),
            rij=self.place,
            taal=self.language,
        )
        dossier_id, code, at = self.dossier_id, self.code, self.session.clock.now()

        def keep(store: Store) -> tuple[datetime, Changes]:
            return at, invullingen.keep(store, dossier_id, code, concept)

        self.session.act(keep, self, self._kept, self._not_kept)

    def _kept(self, at: datetime) -> None:
        self.saved_at, self.fault = at, None
        self.changed.emit()

    def _not_kept(self, fault: Fault) -> None:
        self._dirty = True
        self._refused(fault)

    # -- finishing

    def summarise(self) -> None:
        """Go and look at what finishing will note."""
        self.flush()
        self.stage = Stage.SUMMARY
        self.reloaded.emit()

    def back_to_form(self, key: str = "") -> None:
        """Go back to the questions, at one of them if it is named."""
        if key:
            self.place = key
        self.stage = Stage.FORM
        self.reloaded.emit()

    def noted(self) -> tuple[NotedSignal, ...]:
        """Return the signals that finishing will note, most urgent first."""
        assert self.facts is not None
        questions = {each.key: each for each in self.facts.questions}
        found = []
        for asked in self._raised():
            antwoord = self._answers[asked.item_key]
            words = {key: text for key, text, _ in questions[asked.item_key].answers}
            found.append(
                NotedSignal(
                    key=asked.item_key,
                    question=asked.tekst,
                    answer=", ".join(words.get(value, value) for value in antwoord.waarden),
                    remark=antwoord.waarneming,
                    domain=asked.leefgebied.naam,
                    urgency=asked.urgentie.value,
                    to=hulp.route_names(asked.naar),
                    shielded=asked.beschermd,
                    about_self="coordinator" in asked.naar,
                    discussed=antwoord.besproken,
                    why_not=antwoord.niet_besproken_reden,
                    advice=self._advice(asked),
                )
            )
        return tuple(found)

    def problems(self) -> Mapping[str, str]:
        """Return what must still be said before finishing, by question."""
        found: dict[str, str] = {}
        for each in self.noted():
            if each.about_self:
                continue
            if each.discussed is None:
                found[each.key] = tr("Besproken? Kies ja of nee bij “{question}”", question=each.question)
            elif not each.discussed and not each.why_not.strip():
                found[each.key] = tr("Schrijf kort op waarom niet, bij “{question}”", question=each.question)
        return found

    def finish(self) -> None:
        """Store the answers and the signals; `reloaded` with the stage DONE when that is done."""
        if self._busy or self.problems() or self._form is None:
            return
        self._busy = True
        self._timer.stop()
        self._dirty = False
        noted = self.noted()
        checklist, answers = self._checklist, dict(self._answers)
        dossier_id, begun = self.dossier_id, self._begun
        key = invullingen.draft_key(dossier_id, self.code)
        session = self.session

        def store_all(store: Store) -> tuple[Finished, Changes]:
            done = signaleringen.finish(
                store, session.clock, session.ids, dossier_id, checklist, answers, key, begun
            )
            return done, done.changes

        def stored(done: Finished) -> None:
            self._busy = False
            self.fault = None
            self.finished, self.finished_ids = noted, done.signaal_ids
            self.stage = Stage.DONE
            self.reloaded.emit()

        session.act(store_all, self, stored, self._not_kept)
