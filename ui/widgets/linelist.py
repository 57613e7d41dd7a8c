"""Several short texts of one kind, such as the spellings of a name: a line each, with a cross, and one to add."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui import theme
from ui.i18n import is_right_to_left, tr
from ui.widgets.buttons import Button, IconButton
from ui.widgets.inputs import TextLine
from ui.widgets.layouts import column, row
from ui.widgets.text import announce


def follow_script(line: QLineEdit) -> None:
    """Let a line follow its first letter: Arabic begins at the right and gets the height that its letters need."""

    def fit(text: str) -> None:
        to_left = is_right_to_left(text)
        line.setLayoutDirection(Qt.LayoutDirection.RightToLeft if to_left else Qt.LayoutDirection.LeftToRight)
        if bool(line.property("arabic")) != to_left:
            line.setProperty("arabic", to_left)
            theme.restyle(line)

    line.textChanged.connect(fit)
    fit(line.text())


class LineList(QWidget):
    """Lines for texts in any script. `values()` are the filled ones in order. Enter in the last line adds another.

    `reshaped` when lines came or went: the page may have to order its Tab anew.
    """

    changed = Signal()
    reshaped = Signal()

    def __init__(
        self, name: str, add: str, *, most: int = 12, max_length: int = 120, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._most = most
        self._max_length = max_length
        self._lines: list[tuple[QWidget, TextLine]] = []
        space = theme.current().spacing
        self._column = column(gap=space.xs)
        self.add_button = Button(add, "quiet", "plus", self.add_line)
        self.setFocusProxy(self.add_button)
        self.setLayout(
            column(self._column, row(self.add_button, None, gap=0), gap=space.xs),
        )

    def values(self) -> tuple[str, ...]:
        """Return what was filled in, without white space and empty lines."""
        return tuple(text for _, line in self._lines if (text := line.text().strip()))

    def set_values(self, values: Iterable[str]) -> None:
        """Show these texts; nothing is emitted."""
        wanted = tuple(values)
        if wanted == self.values():
            return
        for holder, _ in self._lines:
            self._column.removeWidget(holder)
            holder.hide()
            holder.deleteLater()
        self._lines.clear()
        for value in wanted:
            self._append(value)
        self._dress()

    def lines(self) -> tuple[TextLine, ...]:
        """Return the lines in the order of the screen."""
        return tuple(line for _, line in self._lines)

    def add_line(self) -> None:
        """Add an empty line and put the cursor in it; an empty one that stands there already is used first."""
        bare = next((line for _, line in self._lines if not line.text().strip()), None)
        line = bare or self._append("")
        self._dress()
        line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _append(self, value: str) -> TextLine:
        line = TextLine(value, max_length=self._max_length)
        follow_script(line)
        line.textChanged.connect(lambda _: self.changed.emit())
        line.installEventFilter(self)
        holder = QWidget()
        cross = IconButton("close", "", clicked=lambda: self._remove(line))
        holder.setLayout(row(line, cross, gap=theme.current().spacing.xs))
        self._lines.append((holder, line))
        self._column.addWidget(holder)
        # At once, or it couldn't take the focus before the next turn of the loop.
        holder.show()
        return line

    def _dress(self) -> None:
        for number, (holder, line) in enumerate(self._lines, start=1):
            line.setAccessibleName(f"{self._name} {number}")
            cross = holder.findChild(IconButton)
            if cross is not None:
                cross.set_name(tr("{name} {n} weghalen", name=self._name, n=number))
        self.add_button.setVisible(len(self._lines) < self._most)
        self.reshaped.emit()

    def _remove(self, line: TextLine) -> None:
        number = next(place for place, (_, each) in enumerate(self._lines) if each is line)
        holder, _ = self._lines.pop(number)
        self._column.removeWidget(holder)
        holder.hide()
        holder.deleteLater()
        self._dress()
        announce(self, tr("{name} weggehaald", name=self._name))
        if self._lines:
            self._lines[min(number, len(self._lines) - 1)][1].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            last = self._lines[-1][1] if self._lines else None
            if (
                event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
                and watched is last
                and last.text().strip()
            ):
                if len(self._lines) < self._most:
                    self.add_line()
                return True
        return super().eventFilter(watched, event)
