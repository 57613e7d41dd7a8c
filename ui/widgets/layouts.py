"""Rows, columns, and a layout that wraps its widgets like words."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QLayoutItem, QStyle, QVBoxLayout, QWidget

from ui import theme

Part = QWidget | QLayout | int | None
"""What a row or column takes: a widget, a layout, an empty distance in pixels, or None for stretch."""


def column(
    *parts: Part, gap: int | None = None, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QVBoxLayout:
    """Return a vertical layout of `parts`; `gap` defaults to the theme's `s`."""
    made = QVBoxLayout()
    _fill(made, parts, gap, margins)
    return made


def row(
    *parts: Part, gap: int | None = None, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QHBoxLayout:
    """Return a horizontal layout of `parts`; `gap` defaults to the theme's `s`."""
    made = QHBoxLayout()
    _fill(made, parts, gap, margins)
    return made


def _fill(
    layout: QVBoxLayout | QHBoxLayout,
    parts: tuple[Part, ...],
    gap: int | None,
    margins: tuple[int, int, int, int],
) -> None:
    layout.setContentsMargins(*margins)
    layout.setSpacing(theme.current().spacing.s if gap is None else gap)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(part)
        elif isinstance(part, QLayout):
            layout.addLayout(part)
        else:
            layout.addWidget(part)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let the widgets go."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


def turn(layout: QBoxLayout, *, beside: bool) -> None:
    """Put the parts of a layout beside each other, or under each other where there is no room."""
    towards = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
    if layout.direction() != towards:
        layout.setDirection(towards)


class FlowLayout(QLayout):
    """Puts widgets in reading order and goes to the next line when the line is full, in both directions of writing."""

    def __init__(self, gap: int | None = None) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(theme.current().spacing.s if gap is None else gap)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize(0, 0)
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, *, move: bool) -> int:
        x, y, line = 0, 0, 0
        for item in self._items:
            widget = item.widget()
            if widget is not None and widget.isHidden():
                continue
            wanted = item.sizeHint()
            size = QSize(min(wanted.width(), rect.width()), wanted.height())
            if x and x + size.width() > rect.width():
                x, y, line = 0, y + line + self.spacing(), 0
            if move:
                place = QRect(rect.topLeft() + QPoint(x, y), size)
                parent = self.parentWidget()
                if parent is not None:
                    place = QStyle.visualRect(parent.layoutDirection(), rect, place)
                item.setGeometry(place)
            x += size.width() + self.spacing()
            line = max(line, size.height())
        return y + line


def flow(*parts: QWidget) -> QWidget:
    """Return a widget that holds parts beside each other, on the next line where there is no room."""
    made = QWidget()
    line = FlowLayout()
    for part in parts:
        line.addWidget(part)
    made.setLayout(line)
    return made
