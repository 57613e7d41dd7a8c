"""Cards in which records are written down one at a time: a list, a button, and a form that opens in its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QWidget

from app.domain.records import Record
from app.faults import Fault
from ui import theme
from ui.i18n import apart, clock_time, tr
from ui.viewmodels.entries import EntryEditor, EntryLine, Question, hours_text, parse_hours
from ui.widgets.answering import changes_of, make_control, show_value, value_of
from ui.widgets.buttons import Button
from ui.widgets.form import Field, Form
from ui.widgets.inputs import LongText
from ui.widgets.layouts import column, row
from ui.widgets.page import LARGE_TEXT
from ui.widgets.panels import Card, MessageBar
from ui.widgets.rows import Row, RowList
from ui.widgets.text import announce, label


def rows_of(lines: Sequence[EntryLine]) -> list[Row]:
    """Return records as rows to press."""
    return [
        Row(
            key=line.record.id,
            title=apart(line.title),
            meta=apart(line.meta),
            text=apart(line.text) if line.text else "",
            icon=line.icon,
        )
        for line in lines
    ]


class EntryFormBody(QWidget):
    """The questions of an editor, with its buttons. Kept as a draft while one types."""

    closed = Signal()

    def __init__(self, editor: EntryEditor) -> None:
        super().__init__()
        self.editor = editor
        self.form = Form()
        self.controls: dict[str, Any] = {}
        self._filling = False
        self.trouble = MessageBar("error", "")
        self.trouble.hide()
        self.title = label("", "strong")
        self.hint = label(tr("Vul in wat je weet. Wat je niet weet, laat je leeg."), "muted")
        self._ask(editor.kind.questions)
        self.save = Button(tr("Bewaren"), "primary", "check", self.submit)
        self.leave = Button(tr("Niet bewaren"), "quiet", clicked=self._leave)
        self.kept = label("", "muted", wrap=False)
        buttons = row(self.save, self.leave, self.kept, None, gap=theme.current().spacing.m)
        self.setLayout(
            column(self.title, self.hint, self.trouble, self.form, buttons, gap=theme.current().spacing.m)
        )
        self._wire()

    def _ask(self, questions: Sequence[Question]) -> None:
        line: QHBoxLayout | None = None
        # With large text there is no room for two beside each other.
        wide = theme.current().scale < LARGE_TEXT
        for question in questions:
            control = make_control(
                question.kind,
                self.editor.today,
                options=question.options,
                most=question.most,
                width=question.width,
                caption=question.caption,
                needed=question.needed,
                hours=(parse_hours, hours_text),
            )
            self.controls[question.key] = control
            if isinstance(control, QCheckBox):
                self.form.body.addWidget(control)
                line = None
                continue
            # That the rest may stay empty is said once, on top.
            field = self.form.adopt(Field(question.key, question.caption, control, hint=question.hint))
            field.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            if question.beside and line is not None and wide:
                line.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
                continue
            line = row(gap=theme.current().spacing.l)
            line.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
            self.form.body.addLayout(line)

    def _wire(self) -> None:
        for key, control in self.controls.items():
            changes_of(control).connect(partial(self._edited, key))
        self.form.on_left(self._check)
        editor = self.editor
        editor.loaded.connect(self.fill)
        editor.kept.connect(self._show_kept)
        editor.failed.connect(self._failed)
        editor.problems_found.connect(self.form.show_errors)
        finish = QShortcut(QKeySequence("Ctrl+Return"), self)
        finish.activated.connect(self.submit)

    def fill(self) -> None:
        """Show what the editor holds."""
        form, kind = self.editor.form, self.editor.kind
        self.title.setText(kind.changing if form.record_id else kind.adding)
        self.save.setAccessibleName(f"{tr('Bewaren')}: {self.title.text()}")
        self.leave.setAccessibleName(f"{tr('Niet bewaren')}: {self.title.text()}")
        self._filling = True
        try:
            for key, control in self.controls.items():
                show_value(control, form.values.get(key))
        finally:
            self._filling = False
        self.form.show_errors({})
        self.trouble.hide()
        self.kept.setText(tr("Je gaat verder met je concept.") if self.editor.has_draft else "")

    def read(self) -> dict[str, Any]:
        """Return what the fields hold."""
        return {key: value_of(control) for key, control in self.controls.items()}

    def keep(self) -> None:
        """The page is being left, or the program is about to lock."""
        if self.editor.form.shown:
            self.editor.answer(self.read())
            self.editor.keep_draft()

    def _edited(self, key: str, *_: object) -> None:
        if self._filling:
            return
        self.editor.answer(self.read())
        field = self.form.fields.get(key)
        if field is not None:
            # While typing only a number that may not be here is said; all else waits until the field is left.
            said = self.editor.number(key)
            if said or field.error:
                field.set_error(said)

    def _check(self, key: str) -> str:
        self.editor.answer(self.read())
        control = self.controls[key]
        problem = getattr(control, "problem", None)
        said = str(problem()) if problem is not None else ""
        if isinstance(control, LongText) and control.too_much:
            said = tr("Deze tekst is te lang. Maak hem korter.")
        return said or self.editor.problem(key)

    def submit(self) -> None:
        """Check, and store."""
        if not self.editor.form.shown:
            return
        self.editor.answer(self.read())
        said = {key: self._check(key) for key in self.form.fields}
        if self.form.show_errors({key: words for key, words in said.items() if words}):
            self.trouble.hide()
            self.editor.save()

    def _leave(self) -> None:
        self.editor.cancel()

    def _show_kept(self, moment: datetime) -> None:
        self.kept.setText(tr("Bewaard op dit apparaat {time}", time=clock_time(moment)))

    def _failed(self, fault: Fault) -> None:
        self.trouble.show_message("error", fault.sentence, detail=fault.next_step)
        self.trouble.show()
        announce(self.trouble, self.trouble.text, urgent=True)


class EntryCard(Card):
    """A card over records of one kind: rows to press, a button for a new one, and the form."""

    def __init__(
        self, title: str, icon: str, editor: EntryEditor, *, none: str, add: str, intro: str = ""
    ) -> None:
        super().__init__(title, icon=icon)
        self.editor = editor
        self._records: Mapping[str, Record] = {}
        self.add_button = Button(add, "secondary", "plus", self.begin)
        self.tools.addWidget(self.add_button)
        self.none = label(none, "muted")
        self.rows = RowList(title)
        self.rows.opened.connect(self._change)
        self.body_form = EntryFormBody(editor)
        if intro:
            self.add(label(intro, "muted"))
        self.add(self.none, self.rows, self.body_form)
        self.body_form.hide()
        editor.loaded.connect(self._show_form)

    def show_rows(self, rows: Sequence[Row], records: Mapping[str, Record]) -> None:
        """Show these rows; `records` by the key of their row."""
        self._records = records
        self.rows.set_rows(rows)
        self._show_none()

    def begin(self, **values: Any) -> None:
        """Open the form for a new record."""
        self.editor.begin(**values)
        first = next(iter(self.body_form.form.fields.values()), None)
        if first is not None:
            first.focus()

    def _change(self, key: str) -> None:
        record = self._records.get(key)
        if record is not None:
            self.change(record)

    def change(self, record: Record) -> None:
        """Open the form over a record that exists."""
        self.editor.change(record)
        first = next(iter(self.body_form.form.fields.values()), None)
        if first is not None:
            first.focus()

    def _show_form(self) -> None:
        shown = self.editor.form.shown
        had = self.body_form.isAncestorOf(self.focusWidget())
        self.body_form.setVisible(shown)
        self.add_button.setVisible(not shown)
        self._show_none()
        if had and not shown:
            self.add_button.setFocus()

    def _show_none(self) -> None:
        self.none.setVisible(not self._records and not self.editor.form.shown)
