"""Rows to go through: icon, words and pills, the whole row a button. For short lists on a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QSizePolicy, QWidget

from ui import theme
from ui.widgets.badges import Badge, Pill
from ui.widgets.layouts import FlowLayout, clear, column, row
from ui.widgets.text import Icon, label


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: `key` comes back with `opened`; `meta` stands small under the title, `text` under that."""

    key: str
    title: str
    icon: str = ""
    meta: str = ""
    text: str = ""
    pills: tuple[Pill, ...] = ()

    @property
    def spoken(self) -> str:
        """Everything in it as one sentence for a screen reader."""
        parts = (self.title, self.meta, self.text, *(pill.text for pill in self.pills))
        return ". ".join(part for part in parts if part)


class _Spot(Icon):
    """An icon on a round ground."""

    def sizeHint(self) -> QSize:
        edge = round(theme.current().sizes.icon * 1.7)
        return QSize(edge, edge)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.current().colours.accent_soft))
        painter.drawEllipse(QRectF(self.rect()))
        painter.end()
        super().paintEvent(event)


class ActionRow(QAbstractButton):
    """One row of 48 px or more that opens something; Enter, Space or a click. Pills go under the words when narrow."""

    moved = Signal(int)

    def __init__(self, shown: Row, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        space = theme.current().spacing
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._icon = _Spot("info", "on_accent_soft")
        self._title, self._meta, self._text = label("", "strong"), label("", "small"), label("")
        words = column(self._title, self._meta, self._text, gap=1)
        self._pills = FlowLayout(gap=space.xs)
        self._pill_holder = QWidget()
        self._pill_holder.setLayout(self._pills)
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._both.setSpacing(space.s)
        self._both.addLayout(words, 1)
        self._both.addWidget(self._pill_holder)
        line = row(gap=space.m, margins=(space.s, space.s, space.s, space.s))
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(self._both, 1)
        line.addWidget(Icon("chevron-right", "text_muted"), 0, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(line)
        for part in (self._title, self._meta, self._text, self._pill_holder):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.shown = Row(key="", title="")
        self.show_row(shown)

    def show_row(self, shown: Row) -> None:
        """Show another row in the same place."""
        if shown == self.shown:
            return
        before, self.shown = self.shown, shown
        self._icon.setVisible(bool(shown.icon))
        if shown.icon:
            self._icon.set_icon(shown.icon)
        self._title.setText(shown.title)
        for part, text in ((self._meta, shown.meta), (self._text, shown.text)):
            part.setText(text)
            part.setVisible(bool(text))
        if before.pills != shown.pills:
            clear(self._pills)
            for pill in shown.pills:
                self._pills.addWidget(Badge(pill))
        self._pill_holder.setVisible(bool(shown.pills))
        self._fit_pills()
        self.setAccessibleName(shown.spoken)
        self.setMinimumHeight(theme.current().sizes.row)

    def _fit_pills(self) -> None:
        sizes = [badge.sizeHint().width() for badge in self._pill_holder.findChildren(Badge)]
        gaps = self._pills.spacing() * (len(sizes) + 1)
        narrow = sum(sizes) + gaps > self.width() * 0.45
        wanted = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._both.direction() != wanted:
            self._both.setDirection(wanted)
        self._pill_holder.setMinimumWidth(0 if narrow else sum(sizes) + gaps)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_pills()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.setMinimumHeight(theme.current().sizes.row)
            self._fit_pills()
        super().changeEvent(event)

    def enterEvent(self, event: QEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.sunken if self.isDown() else colours.hover))
            painter.drawRoundedRect(box, 8, 8)
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.focus), theme.current().sizes.focus))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 8, 8)


class RowList(QWidget):
    """Rows under each other. `opened(key)` is a choice; Up and Down go from row to row, the focus survives a reload."""

    opened = Signal(str)

    def __init__(self, name: str = "", rows: Sequence[Row] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._rows: list[ActionRow] = []
        self._column = column(gap=2)
        self.setLayout(self._column)
        self.set_rows(rows)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows; the row that has the focus keeps it while it's still there."""
        focused = next((each.shown.key for each in self._rows if each.hasFocus()), None)
        while len(self._rows) > len(rows):
            gone = self._rows.pop()
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for button, shown in zip(self._rows, rows, strict=False):
            button.show_row(shown)
        for shown in rows[len(self._rows) :]:
            self._add(shown)
        if focused is not None:
            self._focus_key(focused)

    def _add(self, shown: Row) -> None:
        button = ActionRow(shown)
        button.clicked.connect(lambda: self.opened.emit(button.shown.key))
        button.moved.connect(lambda step: self._move(button, step))
        self._rows.append(button)
        self._column.addWidget(button)
        # At once, or it couldn't take the focus before the next turn of the loop.
        button.show()

    def rows(self) -> tuple[ActionRow, ...]:
        """Return the buttons in the order of the screen."""
        return tuple(self._rows)

    def row(self, key: str) -> ActionRow:
        """Return the button of a key; KeyError when it isn't shown."""
        for button in self._rows:
            if button.shown.key == key:
                return button
        raise KeyError(key)

    def _focus_key(self, key: str) -> None:
        for button in self._rows:
            if button.shown.key == key:
                button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _move(self, button: ActionRow, step: int) -> None:
        place = self._rows.index(button) + step
        if 0 <= place < len(self._rows):
            self._rows[place].setFocus(Qt.FocusReason.TabFocusReason)
