"""Dutch beside the client's own language: both on one height, each in its own direction and script."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from ui import theme
from ui.i18n import is_right_to_left
from ui.theme.fonts import arabic_font
from ui.viewmodels.toestemming_gesprek import Tekstpaar
from ui.widgets.layouts import clear, column
from ui.widgets.text import label

NARROW = 560


class OwnLabel(QLabel):
    """Words in the client's language: from the right where the script runs so, in lines as tall as it needs."""

    def __init__(self, text: str, role: str = "body", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        if role != "body":
            self.setProperty("role", role)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._role = role
        to_left = is_right_to_left(text)
        self._arabic = to_left
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft if to_left else Qt.LayoutDirection.LeftToRight)
        self.setAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop)
        self._choose_font()

    def _choose_font(self) -> None:
        if not self._arabic:
            return
        sizes = theme.current().type
        pixels = (
            getattr(sizes, self._role, sizes.body)
            if self._role in ("title", "heading", "lead")
            else sizes.body
        )
        font = arabic_font(pixels)
        font.setBold(self._role in ("title", "heading", "strong", "label"))
        if self.font() != font:
            self.setFont(font)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._choose_font()
        super().changeEvent(event)


class BesideEachOther(QWidget):
    """Pairs of texts in two columns with their headings; under each other where there is no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        space = theme.current().spacing
        self._grid.setHorizontalSpacing(space.xl)
        self._grid.setVerticalSpacing(space.m)
        self.setLayout(self._grid)
        self._cells: list[tuple[QWidget, QWidget | None]] = []
        self._two: bool | None = None

    def show_pairs(self, pairs: tuple[Tekstpaar, ...], *, role: str = "body") -> None:
        """Show these texts; `role` is the type role of the words."""
        clear(self._grid)
        self._cells = []
        for pair in pairs:
            own = self._own(pair, role) if pair.eigen else None
            self._cells.append((self._dutch(pair, role), own))
        self._two = None
        self._place()

    def _dutch(self, pair: Tekstpaar, role: str) -> QWidget:
        cell = QWidget(self)
        box = column(gap=theme.current().spacing.xs)
        if pair.kop:
            box.addWidget(label(pair.kop, "strong"))
        box.addWidget(label(pair.nl, role))
        box.addStretch(1)
        cell.setLayout(box)
        return cell

    def _own(self, pair: Tekstpaar, role: str) -> QWidget:
        cell = QWidget(self)
        box = column(gap=theme.current().spacing.xs)
        if pair.kop_eigen:
            box.addWidget(OwnLabel(pair.kop_eigen, "strong"))
        box.addWidget(OwnLabel(pair.eigen, role))
        box.addStretch(1)
        cell.setLayout(box)
        return cell

    def _place(self) -> None:
        two = self.width() >= round(NARROW * (0.4 + 0.6 * theme.current().scale))
        if two == self._two:
            return
        self._two = two
        while self._grid.takeAt(0) is not None:
            pass
        any_own = any(own is not None for _, own in self._cells)
        for number, (dutch, own) in enumerate(self._cells):
            if two:
                self._grid.addWidget(dutch, number, 0)
            else:
                self._grid.addWidget(dutch, 2 * number, 0)
            if own is not None:
                self._grid.addWidget(own, number if two else 2 * number + 1, 1 if two else 0)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1 if two and any_own else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
