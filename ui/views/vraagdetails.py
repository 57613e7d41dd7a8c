"""What opens under an answer that asks for a signal: help at once, the remark, the source, and how urgent it is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QStyle, QWidget

from ui import theme
from ui.i18n import tr
from ui.viewmodels.lijstantwoorden import AnswerState
from ui.viewmodels.lijstvragen import BRONNEN, Question
from ui.views.bellen import CallPanel
from ui.widgets.choices import ChipGroup
from ui.widgets.form import Field
from ui.widgets.inputs import LongText, TextLine
from ui.widgets.layouts import column
from ui.widgets.text import label

REMARK_MAX = 1000
URGENCIES = (
    ("acuut", "Acuut", "urgency-acuut"),
    ("spoed", "Spoed", "urgency-spoed"),
    ("binnenkort", "Binnenkort", "urgency-binnenkort"),
    ("volgen", "Volgen", "urgency-volgen"),
)


def count_late(text: LongText) -> None:
    """Count the letters only when the room is nearly used: a list is full of such fields."""

    def show() -> None:
        text.counter.setVisible(len(text.text()) > 0.8 * text.max_length)

    text.changed.connect(show)
    show()


class Details(QFrame):
    """Under an answer that asks for a signal: what to do at once, what was seen or heard, who said so, how urgent."""

    remarked = Signal(str)
    sourced = Signal(str)
    wished = Signal(str)
    reasoned = Signal(str)
    left = Signal()

    def __init__(
        self, question: Question, check: Callable[[str], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        space = theme.current().spacing
        self._check = check
        self.panel: CallPanel | None = None
        self.panel_place = column(gap=0)
        self.remark = LongText(max_length=REMARK_MAX, lines=2)
        count_late(self.remark)
        self.remark_field = Field(
            "waarneming",
            tr("Wat zag of hoorde je?"),
            self.remark,
            hint=tr("Alleen wat je zag of hoorde. Niet wat je ervan denkt."),
        )
        self.source = ChipGroup([(key, tr(text), "") for key, text in BRONNEN], clearable=True)
        self.source_field = Field("bron", tr("Van wie weet je het?"), self.source)
        self.urgency = ChipGroup([(key, tr(text), icon) for key, text, icon in URGENCIES])
        self.urgency_field = Field("urgentie", tr("Hoe dringend?"), self.urgency)
        self.haste = label("", "small")
        self.reason = TextLine(max_length=300)
        self.reason_field = Field(
            "reden",
            tr("Waarom minder dringend?"),
            self.reason,
            hint=tr("Deze reden blijft bij het signaal staan. Zonder reden telt de keuze niet."),
        )
        self.again = label("", "small")
        for part in (self.remark_field, self.source_field, self.urgency_field, self.reason_field):
            target = part.control.focusProxy() or part.control
            target.setAccessibleName(f"{part.caption} {question.text}")
        inside = column(
            self.panel_place,
            self.again,
            self.remark_field,
            self.source_field,
            self.urgency_field,
            gap=space.m,
        )
        inside.setContentsMargins(space.m, space.xs, 0, space.l)
        inside.addWidget(self.haste)
        inside.addWidget(self.reason_field)
        self.setLayout(inside)
        self._wire()

    def _wire(self) -> None:
        self.remark.changed.connect(lambda: self.remarked.emit(self.remark.text()))
        self.source.changed.connect(lambda: self.sourced.emit(self.source.value()))
        self.urgency.changed.connect(lambda: self.wished.emit(self.urgency.value()))
        self.reason.textEdited.connect(lambda text: self.reasoned.emit(text.strip()))
        self.remark_field.left.connect(lambda _: self._check_numbers())
        for part in self.findChildren(QWidget):
            part.installEventFilter(self)

    def _check_numbers(self) -> None:
        self.remark_field.set_error(self._check(self.remark.text()))

    def show_state(self, state: AnswerState) -> None:
        """Show how the answer stands; text that is being typed is left alone."""
        if state.advice is None:
            if self.panel is not None:
                self.panel.hide()
        elif self.panel is None:
            self.panel = CallPanel(state.advice)
            self.panel_place.addWidget(self.panel)
        else:
            self.panel.show_advice(state.advice)
            self.panel.show()
        if not self.remark.editor.hasFocus():
            self.remark.set_text(state.remark)
        self.source.set_value(state.source)
        self.urgency.set_value(state.wished or state.urgency)
        self.reason_field.setVisible(state.wants_reason)
        if not self.reason.hasFocus():
            self.reason.setText(state.reason)
        waits = state.wants_reason and not state.reason.strip()
        kept = tr("Tot er een reden staat, blijft het: {word}.", word=tr(_word(state.usual)))
        self.haste.setText(kept if waits else state.haste)
        self.again.setText(
            tr("Nu {n} keer achter elkaar “soms”. Bespreek dit met je contactpersoon.", n=state.again_soms)
        )
        self.again.setVisible(bool(state.again_soms))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        edge = QStyle.visualRect(self.layoutDirection(), self.rect(), QRect(0, 0, 3, self.height() - 12))
        painter.fillRect(edge, QColor(theme.current().colours.border))


def _word(urgency: str) -> str:
    return next((text for key, text, _ in URGENCIES if key == urgency), "")
