"""The rows of a checklist: each kind of question, and what opens under an answer that asks for a signal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from ui import theme
from ui.i18n import is_right_to_left, tr
from ui.viewmodels.lijstantwoorden import AnswerState
from ui.viewmodels.lijstvragen import CHIPS, DAY, MANY, NOTE, NUMBER, SEGMENTS, Question
from ui.views.vraagdetails import REMARK_MAX, Details, count_late
from ui.widgets.answers import AnswerRow
from ui.widgets.buttons import Button
from ui.widgets.choices import ChipGroup
from ui.widgets.dates import DateField
from ui.widgets.form import Field
from ui.widgets.inputs import LongText, TextLine
from ui.widgets.layouts import FlowLayout, column, row
from ui.widgets.text import Icon, label

_NO_LIMIT = 16_777_215


def tongue() -> QLabel:
    """Return a label for words in the client's language; it takes no room until `set_tongue` gives it words."""
    made = label("", "tongue")
    made.setMaximumHeight(0)
    return made


def set_tongue(made: QLabel, text: str) -> None:
    """Show words in the client's language, on the side where it begins, or nothing.

    By height, not by showing and hiding: each of those lays out the whole page anew, and a list has a hundred.
    """
    made.setText(text)
    made.setMaximumHeight(_NO_LIMIT if text else 0)
    to_left = is_right_to_left(text)
    made.setLayoutDirection(Qt.LayoutDirection.RightToLeft if to_left else Qt.LayoutDirection.LeftToRight)


class FreeRow(QFrame):
    """A question that is answered in words, by a day, a number, or chips under it. Same room as an AnswerRow."""

    moved = Signal(int)

    def __init__(self, question: Question, control: QWidget | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control = control
        space = theme.current().spacing
        self.setMinimumHeight(theme.current().sizes.row)
        self.words: QVBoxLayout = column(label(_with_optional(question)), gap=0)
        if question.hint:
            self.words.addWidget(label(question.hint, "small"))
        self.body: QVBoxLayout = column(gap=space.s, margins=(space.s, 0, space.s, 0))
        inside = column(self.words, gap=space.s, margins=(space.s, space.s, space.s, space.s))
        if control is not None:
            inside.addWidget(control)
            target = control.focusProxy() or control
            target.setAccessibleName(question.text)
            target.setAccessibleDescription(question.hint)
            for watched in (*control.findChildren(QWidget), control):
                watched.installEventFilter(self)
        self.setLayout(column(inside, self.body, gap=0))

    def focus(self) -> None:
        """Put the focus in the control; on the chosen chip where chips are."""
        control = self.control
        if isinstance(control, ChipGroup) and control.value():
            control.chip(control.value()).setFocus(Qt.FocusReason.OtherFocusReason)
        elif control is not None:
            (control.focusProxy() or control).setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # In a text of several lines the arrows belong to the text; Tab and Shift+Tab leave it.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = not event.modifiers() & Qt.KeyboardModifier.AltModifier
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and plain:
                if not isinstance(self.control, LongText):
                    self.moved.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
                    return True
        return super().eventFilter(watched, event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.focus()
        super().mouseReleaseEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(QColor(theme.current().colours.border), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)


def _with_optional(question: Question) -> str:
    return f"{question.text} {tr('(niet verplicht)')}" if question.optional else question.text


class QuestionRow(QWidget):
    """One question in the list, of any kind. It only shows and tells; the view-model knows what an answer means."""

    chosen = Signal(str, object)
    written = Signal(str, str)
    remarked = Signal(str, str)
    sourced = Signal(str, str)
    wished = Signal(str, str)
    reasoned = Signal(str, str)
    moved = Signal(str, int)
    panel_opened = Signal(object)

    def __init__(
        self,
        question: Question,
        today: Callable[[], date],
        check: Callable[[str], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.question = question
        self.key = question.key
        self._check = check
        self.details: Details | None = None
        self._quiet = False
        self.row: AnswerRow | FreeRow = self._make(question, today)
        self.row.moved.connect(lambda step: self.moved.emit(self.key, step))
        self.second = tongue()
        self.row.words.addWidget(self.second)
        self.earlier = label(question.earlier, "small")
        self.row.words.addWidget(self.earlier)
        self.earlier.setVisible(bool(question.earlier))
        self.proposal = self._make_proposal()
        self.setLayout(column(self.row, gap=0))
        self.setMinimumHeight(theme.current().sizes.row)

    def _make(self, question: Question, today: Callable[[], date]) -> AnswerRow | FreeRow:
        if question.form == SEGMENTS:
            made = AnswerRow(_with_optional(question), question.answers, hint=question.hint)
            made.changed.connect(self._choose)
            return made
        if question.form in (CHIPS, MANY):
            many = question.form == MANY
            options = [(key, text, "") for key, text, _ in question.answers]
            chips = ChipGroup(options, many=many, clearable=not many)
            chips.changed.connect(lambda: self._choose(chips.values() if many else chips.value()))
            return FreeRow(question, chips)
        if question.form == NOTE:
            return self._make_note(question)
        if question.form == DAY:
            day = DateField(today)
            day.changed.connect(lambda: self._day(day))
            return FreeRow(question, day)
        if question.form == NUMBER:
            return self._make_number(question)
        text = LongText(max_length=REMARK_MAX, lines=1, most_lines=8)
        count_late(text)
        text.changed.connect(lambda: self._write(text.text()))
        return FreeRow(question, text)

    def _make_note(self, question: Question) -> FreeRow:
        made = FreeRow(question, None)
        made.words.insertLayout(0, row(Icon("info", "info.ink"), None))
        return made

    def _make_number(self, question: Question) -> FreeRow:
        line = TextLine(width=8, max_length=9)
        line.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        field = Field("getal", question.text, line)
        field.layout().itemAt(0).widget().hide()  # type: ignore[union-attr]

        def take(text: str) -> None:
            fits = not text.strip() or (text.strip().isascii() and text.strip().isdigit())
            field.set_error("" if fits else tr("Typ een heel getal, bijvoorbeeld 40."))
            if fits:
                self._write(text.strip())

        line.textEdited.connect(take)
        made = FreeRow(question, field)
        field.setFocusProxy(line)
        return made

    def _make_proposal(self) -> QWidget | None:
        if not self.question.proposal:
            return None
        holder = QWidget()
        flow = FlowLayout()
        words = tr("Volgens het dossier: {answer}", answer=self.question.proposal_words)
        flow.addWidget(label(words, "small", wrap=False))
        take = Button(tr("Overnemen"), "link", clicked=self._take_proposal)
        take.setAccessibleDescription(f"{self.question.text} {words}")
        flow.addWidget(take)
        holder.setLayout(flow)
        self.row.words.addWidget(holder)
        return holder

    def _take_proposal(self) -> None:
        self.focus()
        if self.question.answers:
            self.chosen.emit(self.key, self.question.proposal)
        else:
            self.written.emit(self.key, self.question.proposal)

    # -- telling

    def _choose(self, value: object) -> None:
        if not self._quiet:
            self.chosen.emit(self.key, value)

    def _write(self, text: str) -> None:
        if not self._quiet:
            self.written.emit(self.key, text)

    def _remark(self, text: str) -> None:
        if not self._quiet:
            self.remarked.emit(self.key, text)

    def _day(self, field: DateField) -> None:
        day = field.value()
        self._write(day.isoformat() if day else "")

    # -- showing

    @property
    def answerable(self) -> bool:
        return self.question.form != NOTE

    def focus(self) -> None:
        """Put the focus on the answer."""
        self.row.focus()

    def focus_column(self, number: int) -> None:
        """Put the focus on an answer without choosing it."""
        if isinstance(self.row, AnswerRow):
            self.row.focus_column(number)
        else:
            self.row.focus()

    def focused_column(self) -> int:
        """Return which answer has the focus, or 0."""
        return self.row.focused_column() if isinstance(self.row, AnswerRow) else 0

    def show_language(self, code: str) -> None:
        """Show the question in another language too (`""`: Dutch only)."""
        words = [self.question.second.get(code, ""), self.question.second_answers.get(code, "")]
        set_tongue(self.second, "\n".join(part for part in words if part) if code else "")

    def show_private(self, private: bool) -> None:
        """Hide what somebody beside you must not read."""
        self.earlier.setVisible(bool(self.question.earlier) and not private)

    def show_state(self, state: AnswerState) -> None:
        """Show how the answer stands."""
        self._quiet = True
        try:
            self._show_value(state.value)
            if self.proposal is not None:
                self.proposal.setVisible(not state.value)
            self._show_details(state)
        finally:
            self._quiet = False

    def _show_value(self, value: object) -> None:
        row = self.row
        if isinstance(row, AnswerRow):
            if row.value() != value:
                row.set_value(str(value))
            return
        control = row.control
        if isinstance(control, ChipGroup):
            control.set_values((value,) if isinstance(value, str) and value else value or ())  # type: ignore[arg-type]
        elif isinstance(control, LongText):
            if not control.editor.hasFocus():
                control.set_text(str(value))
        elif isinstance(control, DateField):
            if not control.line.hasFocus():
                control.set_value(date.fromisoformat(str(value)) if value else None)
        elif isinstance(control, Field) and isinstance(control.control, TextLine):
            if not control.control.hasFocus():
                control.control.setText(str(value))

    def _show_details(self, state: AnswerState) -> None:
        wanted = state.asks or bool(state.remark)
        if wanted and self.details is None:
            self._make_details()
        if self.details is None:
            return
        had = self.details.panel is not None and self.details.panel.isVisibleTo(self)
        self.details.show_state(state)
        self.details.setVisible(wanted)
        panel = self.details.panel
        if panel is not None and state.advice is not None and not had:
            self.panel_opened.emit(panel)

    def _make_details(self) -> None:
        made = self.details = Details(self.question, self._check)
        made.remarked.connect(self._remark)
        made.sourced.connect(lambda key: self.sourced.emit(self.key, key))
        made.wished.connect(lambda key: self.wished.emit(self.key, key))
        made.reasoned.connect(lambda text: self.reasoned.emit(self.key, text))
        made.left.connect(self.focus)
        self.row.body.addWidget(made)
        follow_in_tab_order(self.row, made)


def follow_in_tab_order(row: QWidget, added: QWidget) -> None:
    """Let Tab go from the answers of a row into what was opened under it, and only then on."""
    stops = [
        each
        for each in row.findChildren(QWidget)
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.focusProxy() is None
    ]
    inside = [each for each in stops if added.isAncestorOf(each)]
    before = [each for each in stops if each not in inside]
    last = before[-1] if before else None
    for each in inside:
        if last is not None:
            QWidget.setTabOrder(last, each)
        last = each
