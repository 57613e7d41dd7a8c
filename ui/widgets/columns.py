"""A page in two columns that becomes one on a narrow window or with large text."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.layouts import column


class TwoColumns(QWidget):
    """`first` and `rest` under each other in the wide column, `aside` in the narrow one beside them.

    In one column they stand in the order first, aside, rest: also the order of Tab.
    """

    def __init__(self, *, least: int = 880, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least = least
        space = theme.current().spacing
        self.first, self.aside, self.rest = QWidget(), QWidget(), QWidget()
        self._bodies: dict[QWidget, QVBoxLayout] = {}
        for part in (self.first, self.aside, self.rest):
            body = column(gap=space.l)
            part.setLayout(body)
            part.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
            self._bodies[part] = body
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(space.l)
        self.setLayout(self._grid)
        self._two: bool | None = None
        self._place(two=True)

    def add(self, part: QWidget, *shown: QWidget) -> None:
        """Put widgets at the end of `first`, `aside` or `rest`; one that stands there already moves to the end."""
        body = self._bodies[part]
        for widget in shown:
            body.removeWidget(widget)
            body.insertWidget(body.count() - _ends_with_stretch(body), widget)

    @property
    def in_two(self) -> bool:
        """True while the columns stand beside each other."""
        return bool(self._two)

    def _place(self, *, two: bool) -> None:
        if two == self._two:
            return
        self._two = two
        for part in self._bodies:
            self._grid.removeWidget(part)
        if two:
            self._grid.addWidget(self.first, 0, 0)
            self._grid.addWidget(self.rest, 1, 0)
            self._grid.addWidget(self.aside, 0, 1, 3, 1)
        else:
            self._grid.addWidget(self.first, 0, 0)
            self._grid.addWidget(self.aside, 1, 0)
            self._grid.addWidget(self.rest, 2, 0)
        self._grid.setColumnStretch(0, 5)
        self._grid.setColumnStretch(1, 3 if two else 0)
        self._grid.setRowStretch(0, 0)
        self._grid.setRowStretch(1, 0)
        self._grid.setRowStretch(2, 1)
        for part, body in self._bodies.items():
            _end_with_stretch(body, wanted=two and part is self.aside)

    def _fit(self) -> None:
        scale = theme.current().scale
        self._place(two=self.width() >= round(self._least * (0.45 + 0.55 * scale)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._fit()
        super().changeEvent(event)


def _end_with_stretch(body: QVBoxLayout, *, wanted: bool) -> None:
    """Keep the cards of the narrow column at their own height, at the top."""
    has = _ends_with_stretch(body)
    if has and not wanted:
        body.takeAt(body.count() - 1)
    elif wanted and not has:
        body.addStretch(1)


def _ends_with_stretch(body: QVBoxLayout) -> bool:
    last = body.itemAt(body.count() - 1)
    return last is not None and last.spacerItem() is not None
