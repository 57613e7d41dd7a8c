"""Rows of a checklist: a question of 48 px with its answers beside it, a place for remark and help below."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QButtonGroup, QFrame, QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.layouts import column, row, turn
from ui.widgets.text import label

Answer = tuple[str, str, str]
"""Key, word, tone (`"neutral"`, `"warning"`, ...)."""

SIGNALS: tuple[Answer, ...] = (
    ("nee", "nee", "success"),
    ("soms", "soms", "warning"),
    ("ja", "ja", "spoed"),
    ("niet_gezien", "niet gezien", "neutral"),
)


class Segment(QRadioButton):
    """One answer of a row: a joined box, filled when chosen, with a mark so that colour isn't alone."""

    moved = Signal(int)
    cleared = Signal()

    def __init__(self, text: str, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._tone = tone
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        sizes = theme.current().sizes
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        width = QFontMetrics(font).horizontalAdvance(self.text()) + sizes.icon + 22
        return QSize(max(width, round(sizes.control * 1.7)), sizes.control)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, place: QPoint) -> bool:
        return self.rect().contains(place)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
            return
        toggles = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) or (toggles and self.isChecked()):
            self.cleared.emit()
            return
        if toggles:
            self.setChecked(True)
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        from ui.theme.icons import pixmap

        colours = theme.current().colours
        tone = colours.tone(self._tone)
        chosen = self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hover = self.underMouse() and not chosen
        ground = tone.solid if chosen else colours.hover if hover else colours.surface
        painter.setPen(QPen(QColor(tone.solid if chosen else colours.control_border), 1))
        painter.setBrush(QColor(ground))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        radius = theme.current().radii.m - 2
        painter.drawRoundedRect(box, radius, radius)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
            if chosen:
                painter.setPen(QPen(QColor(tone.on_solid), 1.5))
                painter.drawRoundedRect(box.adjusted(3, 3, -3, -3), radius - 2, radius - 2)
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold if chosen else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(tone.on_solid if chosen else colours.text))
        words = QFontMetrics(font).horizontalAdvance(self.text())
        if not chosen:
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.text())
            return
        size = round(theme.current().sizes.icon * 0.8)
        left = (self.width() - words - size - 5) // 2
        place = QRect(left, (self.height() - size) // 2, size, size)
        painter.drawPixmap(place.topLeft(), pixmap("check", tone.on_solid, size, self.devicePixelRatioF()))
        painter.drawText(
            QRect(left + size + 5, 0, words + 4, self.height()),
            int(Qt.AlignmentFlag.AlignVCenter),
            self.text(),
        )


class AnswerRow(QFrame):
    """One question. Clicking the words goes to the next answer; arrows go along the answers and rows,
    Space, Enter, the first letter or the number of the answer answers. Space or Enter on it again takes it back.

    `words` is the room under the question for more about it, `body` the room below for a remark or for what to do.
    """

    changed = Signal(str)
    moved = Signal(int)

    def __init__(
        self,
        question: str,
        answers: Sequence[Answer] = SIGNALS,
        *,
        hint: str = "",
        chosen: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("answerrow")
        self.question = question
        self.setAccessibleName(question)
        self.setMinimumHeight(theme.current().sizes.row)
        space = theme.current().spacing
        self._words = label(question)
        self._group = QButtonGroup(self)
        self.segments: dict[str, Segment] = {}
        line = row(gap=space.m, margins=(space.s, 4, space.s, 4))
        self.words: QVBoxLayout = column(self._words, gap=0)
        if hint:
            self.words.addWidget(label(hint, "small"))
        line.addLayout(self.words, 1)
        buttons = row(gap=space.xs)
        for key, text, tone in answers:
            segment = Segment(text, tone)
            segment.setAccessibleName(text)
            segment.setAccessibleDescription(question)
            segment.moved.connect(self.moved)
            segment.cleared.connect(self.take_back)
            self.segments[key] = segment
            self._group.addButton(segment)
            buttons.addWidget(segment)
            segment.toggled.connect(lambda on, key=key: self._toggled(key, on))
        buttons.addStretch(0)
        line.addLayout(buttons)
        self._line, self._buttons = line, buttons
        self.body: QVBoxLayout = column(gap=space.s, margins=(space.s, 0, space.s, 0))
        self.setLayout(column(line, self.body, gap=0))
        self._quiet = False
        if self.segments:
            self.setFocusProxy(next(iter(self.segments.values())))
        self.set_value(chosen)

    def value(self) -> str:
        """Return the key of the answer, or `""` while the question is open."""
        return next((key for key, segment in self.segments.items() if segment.isChecked()), "")

    def set_value(self, key: str) -> None:
        """Choose an answer, or none with `""`; nothing is emitted."""
        self._quiet = True
        self._group.setExclusive(False)
        for name, segment in self.segments.items():
            segment.setChecked(name == key)
        self._group.setExclusive(True)
        self._quiet = False

    def take_back(self) -> None:
        """Leave the question open again."""
        if self.value():
            self.set_value("")
            self.changed.emit("")

    def focus(self) -> None:
        """Put the focus on the answer that is chosen, or on the first."""
        target = self.segments.get(self.value()) or next(iter(self.segments.values()))
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def focused_column(self) -> int:
        """Return which answer has the focus, or 0."""
        found = (number for number, segment in enumerate(self.segments.values()) if segment.hasFocus())
        return next(found, 0)

    def focus_column(self, column_number: int) -> None:
        """Put the focus on the answer with this number, without choosing it."""
        segments = list(self.segments.values())
        segments[min(column_number, len(segments) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _toggled(self, key: str, on: bool) -> None:
        if on and not self._quiet:
            self.changed.emit(key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wanted = self._buttons.sizeHint().width() + round(180 * theme.current().scale)
        turn(self._line, beside=wanted < self.width())

    def minimumSizeHint(self) -> QSize:
        # Narrow enough to turn: then the answers stand under the question.
        size = super().minimumSizeHint()
        return QSize(min(size.width(), self._buttons.minimumSize().width() + 40), size.height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        keys = list(self.segments)
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            current = self.value()
            following = keys[(keys.index(current) + 1) % len(keys)] if current else keys[0]
            self.segments[following].setChecked(True)
            self.focus()
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text().lower()
        if typed.isdecimal() and 0 < int(typed) <= len(self.segments):
            list(self.segments.values())[int(typed) - 1].setChecked(True)
            self.focus()
            return
        starts = [key for key in self.segments if typed and key.startswith(typed)]
        if typed.isalpha() and starts:
            # "nee" and "niet gezien" begin alike: the same letter again goes to the next one.
            current = self.value()
            following = starts[(starts.index(current) + 1) % len(starts)] if current in starts else starts[0]
            self.segments[following].setChecked(True)
            self.focus()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(QColor(theme.current().colours.border), 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)


class AnswerList(QWidget):
    """The rows of one section; up and down go from row to row, `first_open` to what isn't answered yet."""

    changed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[str, AnswerRow] = {}
        self._layout: QVBoxLayout = column(gap=0)
        self.setLayout(self._layout)

    def add_row(self, key: str, answer_row: AnswerRow) -> AnswerRow:
        """Put a row under the others."""
        self.rows[key] = answer_row
        self._layout.addWidget(answer_row)
        answer_row.changed.connect(lambda value: self.changed.emit(key, value))
        answer_row.moved.connect(lambda step: self._move(key, step))
        return answer_row

    def add_heading(self, text: str) -> None:
        """Put a heading between the rows."""
        heading = label(text, "strong")
        heading.setContentsMargins(8, 16, 8, 8)
        self._layout.addWidget(heading)

    def answered(self) -> int:
        """Return how many of the visible rows have an answer."""
        return sum(1 for one in self.visible_rows() if one.value())

    def visible_rows(self) -> list[AnswerRow]:
        """Return the rows that aren't hidden, in order."""
        return [one for one in self.rows.values() if not one.isHidden()]

    def first_open(self) -> bool:
        """Go to the first row without an answer; False when there is none."""
        for one in self.visible_rows():
            if not one.value():
                one.focus()
                return True
        return False

    def _move(self, key: str, step: int) -> None:
        shown = self.visible_rows()
        here = self.rows[key]
        place = shown.index(here) + step
        if 0 <= place < len(shown):
            shown[place].focus_column(here.focused_column())


class TickRow(QFrame):
    """One thing to do or to agree with: the whole row of 48 px ticks, as do Space and Enter."""

    changed = Signal(bool)

    def __init__(
        self,
        text: str,
        *,
        detail: str = "",
        checked: bool = False,
        trailing: QWidget | None = None,
        on_change: Callable[[bool], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        from PySide6.QtWidgets import QCheckBox

        super().__init__(parent)
        self.setObjectName("tickrow")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumHeight(theme.current().sizes.row)
        space = theme.current().spacing
        self.box = QCheckBox()
        self.box.setAccessibleName(text)
        self.box.setAccessibleDescription(detail)
        self.box.setChecked(checked)
        self.box.installEventFilter(self)
        self.box.toggled.connect(self.changed)
        if on_change is not None:
            self.box.toggled.connect(on_change)
        self.setFocusProxy(self.box)
        words = column(label(text), gap=0)
        if detail:
            words.addWidget(label(detail, "small"))
        line = row(gap=space.s, margins=(space.s, 2, space.s, 2))
        line.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        words.setContentsMargins(0, 7, 0, 3)
        line.addLayout(words, 1)
        if trailing is not None:
            line.addWidget(trailing)
        self.setLayout(line)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.box.toggle()
                return True
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
                return True
        return False

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.box.toggle()
            self.box.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mouseReleaseEvent(event)
