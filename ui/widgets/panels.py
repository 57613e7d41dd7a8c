"""Grounds to put things on: cards, dividers, inline messages, and what an empty list says."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QStyle, QVBoxLayout, QWidget

from ui import theme
from ui.i18n import tr
from ui.widgets.buttons import Button, IconButton
from ui.widgets.layouts import column, row, turn
from ui.widgets.text import Icon, announce, label

TONE_ICONS = {
    "info": "info",
    "success": "success",
    "warning": "warning",
    "error": "error",
    "neutral": "info",
    "acuut": "urgency-acuut",
    "spoed": "urgency-spoed",
    "binnenkort": "urgency-binnenkort",
    "volgen": "urgency-volgen",
}


class Card(QFrame):
    """A part of a page: an optional heading with tools beside it, and `body` to fill."""

    def __init__(self, title: str = "", *, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        space = theme.current().spacing
        self.heading: QLabel | None = None
        self.tools: QHBoxLayout = row()
        self.body: QVBoxLayout = column(gap=space.m)
        outer = column(gap=space.m, margins=(space.l, space.l, space.l, space.l))
        if title:
            self.heading = label(title, "heading")
            self.setAccessibleName(title)
            head = row(gap=space.s)
            if icon:
                head.addWidget(Icon(icon, "accent", theme.current().sizes.icon_large))
            head.addWidget(self.heading, 1)
            head.addLayout(self.tools)
            outer.addLayout(head)
        outer.addLayout(self.body, 1)
        self.setLayout(outer)

    def add(self, *parts: QWidget) -> Card:
        """Put widgets in the body, one under the other; returns the card."""
        for part in parts:
            self.body.addWidget(part)
        return self


def divider() -> QFrame:
    """Return a hairline."""
    made = QFrame()
    made.setObjectName("divider")
    made.setFixedHeight(1)
    return made


class MessageBar(QFrame):
    """A message in its place: what happened, what to do, and a button to do it. Said aloud when it appears.

    Tones: info, success, warning, error (and the four urgencies). Never a modal box.
    """

    closed = Signal()

    def __init__(
        self,
        tone: str,
        text: str,
        *,
        detail: str = "",
        action: str = "",
        on_action: Callable[[], object] | None = None,
        closable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = Icon(TONE_ICONS[tone], f"{tone}.ink", theme.current().sizes.icon_large)
        self._text = label("", "strong")
        self._detail = label("")
        self._action = Button("")
        self._on_action: Callable[[], object] | None = None
        self._action.clicked.connect(self._act)
        self._close = IconButton("close", tr("Melding sluiten"), clicked=self.dismiss)
        self._announced = ""
        space = theme.current().spacing
        words = column(self._text, self._detail, gap=space.xs)
        self._middle = row(gap=space.m)
        self._middle.addLayout(words, 1)
        self._middle.addWidget(self._action, 0, Qt.AlignmentFlag.AlignVCenter)
        line = row(gap=space.m, margins=(space.l, space.m, space.m, space.m))
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addLayout(self._middle, 1)
        line.addWidget(self._close, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(line)
        # Not before: what is shown without a parent is a window of its own, if only for a moment.
        self._close.setVisible(closable)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.show_message(tone, text, detail=detail, action=action, on_action=on_action)

    @property
    def text(self) -> str:
        """The message and its detail, as said aloud."""
        return " ".join(part for part in (self._text.text(), self._detail.text()) if part)

    @property
    def action_button(self) -> Button:
        return self._action

    def show_message(
        self,
        tone: str,
        text: str,
        *,
        detail: str = "",
        action: str = "",
        on_action: Callable[[], object] | None = None,
    ) -> None:
        """Say something else in the same place; said aloud at once when the bar is visible."""
        self._tone = tone
        self._icon.set_icon(TONE_ICONS[tone], f"{tone}.ink")
        self._text.setText(text)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._on_action = on_action
        self.update()
        if self.isVisible():
            self._say()

    def change_words(self, text: str) -> None:
        """Change the words without saying them aloud again, as for a number that counts down."""
        self._text.setText(text)
        self._announced = self.text

    def _say(self) -> None:
        if self.text != self._announced:
            self._announced = self.text
            announce(self, self.text, urgent=self._tone in ("error", "acuut"))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._say()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wanted = self._action.sizeHint().width() + round(300 * theme.current().scale)
        beside = self._action.isHidden() or wanted < self.width()
        turn(self._middle, beside=beside)
        side = Qt.AlignmentFlag.AlignVCenter if beside else Qt.AlignmentFlag.AlignLeading
        self._middle.setAlignment(self._action, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        tone = theme.current().colours.tone(self._tone)
        radius = theme.current().radii.m
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), radius, radius)
        painter.setClipPath(shape)
        painter.fillRect(self.rect(), QColor(tone.soft))
        edge = QStyle.visualRect(self.layoutDirection(), self.rect(), QRect(0, 0, 5, self.height()))
        painter.fillRect(edge, QColor(tone.solid))

    def _act(self) -> None:
        if self._on_action is not None:
            self._on_action()

    def dismiss(self) -> None:
        """Hide the message; the same words are said again if it comes back."""
        self._announced = ""
        self.hide()
        self.closed.emit()


class EmptyState(QWidget):
    """What stands where a list would: one sentence, and one button that helps."""

    def __init__(
        self,
        sentence: str,
        *,
        icon: str = "info",
        button: str = "",
        clicked: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        space = theme.current().spacing
        centre = Qt.AlignmentFlag.AlignHCenter
        words = label(sentence, "lead")
        words.setAlignment(centre)
        outer = column(gap=space.l, margins=(space.xl, space.xxl, space.xl, space.xxl))
        outer.addStretch(1)
        outer.addWidget(Icon(icon, "text_muted", theme.current().sizes.icon * 2), 0, centre)
        outer.addWidget(words)
        self.button: Button | None = None
        if button:
            self.button = Button(button, "primary", clicked=clicked)
            outer.addWidget(self.button, 0, centre)
        outer.addStretch(1)
        self.setLayout(outer)
