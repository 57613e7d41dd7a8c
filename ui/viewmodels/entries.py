"""Entries: records that are written down one at a time on a page, by the same few kinds of questions."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import msgspec
from PySide6.QtCore import QObject, Signal

from app.changes import Changes
from app.domain.persoonsnummers import BSN_IN_TEKST, TEKST_PAST_NIET, VNUMMER_IN_TEKST
from app.domain.records import Record, from_fields, to_fields
from app.faults import Fault, FaultKind
from app.ports import Clock, Draft, Ids, Store
from app.services import concepten, voortgang
from app.services.kalender import today
from app.services.veldnamen import veld_naam
from ui.i18n import tr
from ui.session import Session
from ui.viewmodels.editing import EditingViewModel, number_problem
from ui.widgets.choices import Option

TEXTS = ("line", "long")
_ABOUT_A_TEXT = (BSN_IN_TEKST, VNUMMER_IN_TEKST, TEKST_PAST_NIET)
Saving = Callable[[Store, Clock, Ids, Record, str], tuple[str, Changes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question of a form. `kind`: day, days, partial, line, long, one, many, hours, number, check or weeks.

    `hours` are minutes as value, typed in hours; `days` is a list of dates; `weeks` a list of grounds with weeks.
    `width` in characters is how much is expected of a line. `beside` puts it beside the question before it.
    """

    key: str
    caption: str
    kind: str = "line"
    options: tuple[Option, ...] = ()
    hint: str = ""
    needed: bool = False
    most: int = 200
    width: int = 0
    beside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryKind:
    """A kind of record with its questions. `where` says at which question a refusal of ours belongs."""

    cls: type[Record]
    adding: str
    changing: str
    questions: tuple[Question, ...]
    start: Callable[[date], Mapping[str, Any]]
    where: Mapping[FaultKind, str] = field(default_factory=dict)
    save: Saving = voortgang.save


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryForm:
    """What the fields hold, as plain values of the record's fields; `record_id` when one is changed."""

    record_id: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    shown: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLine:
    """A record as a row: what, when, and a few words more."""

    record: Record
    title: str
    meta: str
    icon: str
    text: str = ""


class EntryEditor(EditingViewModel[EntryForm]):
    """One record being written down or changed. `form.shown` is False while nobody is at it.

    `problems_found(dict)` names questions with a sentence.
    """

    form_type = EntryForm
    problems_found = Signal(object)

    def __init__(self, session: Session, kind: EntryKind, parent: QObject | None = None) -> None:
        super().__init__(session, EntryForm(), parent)
        self.kind = kind

    def today(self) -> date:
        """Return today here."""
        return today(self.session.clock)

    def load(self, dossier_id: str) -> None:
        """Take up what is unfinished in this dossier; else nothing is being written."""
        self.dossier_id = dossier_id
        self.draft_key = key = f"{self.kind.cls.soort}:{dossier_id}"
        self.session.ask(lambda store: concepten.load(store, key), self, self._fill, self.failed.emit)

    def _fill(self, draft: Draft | None) -> None:
        if not self.take_draft(draft):
            self.form = EntryForm()
        self.loaded.emit()

    def begin(self, **values: Any) -> None:
        """Begin a new record."""
        plain = {**self.kind.start(self.today()), **values}
        self.form = EntryForm(values=msgspec.to_builtins(plain), shown=True)
        self.loaded.emit()

    def change(self, record: Record) -> None:
        """Change a record that exists."""
        self.form = EntryForm(record_id=record.id, values=to_fields(record), shown=True)
        self.loaded.emit()

    def cancel(self) -> None:
        """Leave it as it was."""
        self.drop_draft()
        self.form = EntryForm()
        self.loaded.emit()

    def answer(self, values: Mapping[str, Any]) -> None:
        """Take what the fields hold now."""
        if self.form.shown:
            self.edit(replace(self.form, values={**self.form.values, **values}))

    def number(self, key: str) -> str:
        """Return why a text can't stay as it is when it holds a BSN or V-nummer, else `""`; said while typing."""
        question = self._question(key)
        if question.kind not in TEXTS:
            return ""
        return number_problem(question.caption, str(self.form.values.get(key) or ""))

    def problem(self, key: str) -> str:
        """Return what is wrong with one answer, or `""`."""
        question, value = self._question(key), self.form.values.get(key)
        if question.needed and value in (None, "", []):
            return tr("Dit is nog leeg. Vul het in.")
        return self.number(key)

    def _question(self, key: str) -> Question:
        return next(each for each in self.kind.questions if each.key == key)

    def problems(self) -> dict[str, str]:
        """Return everything that is wrong, per question."""
        return {q.key: said for q in self.kind.questions if (said := self.problem(q.key))}

    def save(self) -> None:
        """Store it; the draft goes in the same transaction."""
        found = self.problems()
        self.problems_found.emit(found)
        if found:
            return
        form, key, session = self.form, self.draft_key, self.session
        record = from_fields(self.kind.cls, form.record_id, self.dossier_id, form.values)
        self._timer.stop()
        session.act(
            lambda store: self.kind.save(store, session.clock, session.ids, record, key),
            self,
            self.finished,
            self.refused,
        )

    def refused(self, fault: Fault) -> None:
        where = self.kind.where.get(fault.kind, "")
        if not where and fault.kind in _ABOUT_A_TEXT:
            named = str(fault.facts.get("veld", ""))
            where = next((q.key for q in self.kind.questions if veld_naam(q.key) == named), "")
        if not where:
            super().refused(fault)
            return
        self._dirty = True
        self.problems_found.emit({where: f"{fault.sentence} {fault.next_step}".strip()})

    def finished(self, record_id: str) -> None:
        self.form = EntryForm()
        super().finished(record_id)
        self.loaded.emit()


_HOURS = re.compile(r"(\d{1,5})(?:[,.](\d{1,2}))?(?:\s?(?:u|uur|uren))?")


def parse_hours(text: str) -> int | None:
    """Return the minutes meant by `12`, `12,5`, `12 uur`, `1:30`; None when it can't be read."""
    words = " ".join(text.lower().split())
    if found := re.fullmatch(r"(\d{1,5})\s?(?::|u|uur)\s?([0-5]\d)", words):
        return int(found[1]) * 60 + int(found[2])
    found = _HOURS.fullmatch(words)
    if not found:
        return None
    return int(found[1]) * 60 + round(float(f"0.{found[2] or 0}") * 60)


def hours_text(minutes: int | None) -> str:
    """Return minutes as they are typed: `12`, `12:30`."""
    if minutes is None:
        return ""
    hours, rest = divmod(minutes, 60)
    return f"{hours}:{rest:02d}" if rest else str(hours)
