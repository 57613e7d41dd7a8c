"""Facts to read: names with values, and how far something is, in numbers and as a bar."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QProgressBar, QSizePolicy, QStyle, QWidget

from ui import theme
from ui.i18n import tr, whole
from ui.widgets.layouts import clear, column, row
from ui.widgets.text import label


class KeyValueList(QWidget):
    """Names with their values under each other; values can be selected and copied. A value may be a widget."""

    def __init__(
        self, pairs: Sequence[tuple[str, str | QWidget]] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        space = theme.current().spacing
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(space.l)
        self._grid.setVerticalSpacing(space.s)
        self._grid.setColumnStretch(1, 1)
        self.setLayout(self._grid)
        self.set_pairs(pairs)

    def set_pairs(self, pairs: Sequence[tuple[str, str | QWidget]]) -> None:
        """Show these pairs; an empty value shows as "onbekend"."""
        clear(self._grid)
        top = Qt.AlignmentFlag.AlignTop
        for number, (name, value) in enumerate(pairs):
            caption = label(name, "muted", wrap=False)
            shown = value if isinstance(value, QWidget) else label(value or tr("onbekend"), selectable=True)
            if not isinstance(value, QWidget):
                shown.setAccessibleDescription(name)
                if not value:
                    shown.setProperty("role", "muted")
            if isinstance(value, QWidget):
                self._grid.addWidget(caption, number, 0, Qt.AlignmentFlag.AlignVCenter)
                self._grid.addWidget(shown, number, 1, Qt.AlignmentFlag.AlignLeft)
            else:
                self._grid.addWidget(caption, number, 0, top)
                self._grid.addWidget(shown, number, 1)


class _Bar(QProgressBar):
    """A bar painted with the tokens; the number stands beside it as text."""

    def __init__(self, tone: str) -> None:
        super().__init__()
        self.tone = tone
        self.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(160, 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        radius = box.height() / 2
        painter.setPen(QPen(QColor(colours.control_border), 1))
        painter.setBrush(QColor(colours.sunken))
        painter.drawRoundedRect(box, radius, radius)
        span = self.maximum() - self.minimum()
        part = (self.value() - self.minimum()) / span if span else 0.0
        if part > 0:
            width = max(box.height(), box.width() * min(1.0, part))
            filled = QRectF(box.left(), box.top(), width, box.height()).toAlignedRect()
            filled = QStyle.visualRect(self.layoutDirection(), self.rect(), filled)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent if not self.tone else colours.tone(self.tone).solid))
            painter.drawRoundedRect(QRectF(filled).adjusted(0, 0.5, 0, -0.5), radius, radius)


class Progress(QWidget):
    """How far something is: a caption, the counts in words ("7 van 12"), and a bar."""

    def __init__(
        self,
        caption: str,
        done: int = 0,
        total: int = 0,
        *,
        words: str = "",
        tone: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._caption = label(caption, "strong")
        self._words = label("", "muted", wrap=False)
        self.bar = _Bar(tone)
        self.bar.setAccessibleName(caption)
        line = row(gap=theme.current().spacing.m)
        line.addWidget(self._caption, 1)
        line.addWidget(self._words)
        self.setLayout(column(line, self.bar, gap=theme.current().spacing.xs))
        self.set_counts(done, total, words)

    def set_caption(self, caption: str) -> None:
        """Name what is counted."""
        self._caption.setText(caption)
        self.bar.setAccessibleName(caption)

    def set_counts(self, done: int, total: int, words: str = "") -> None:
        """Show `done` of `total`; `words` replaces "7 van 12" when a unit belongs to it ("9 van 12 uur")."""
        self.bar.setRange(0, max(1, total))
        self.bar.setValue(min(done, max(1, total)))
        said = words or tr("{done} van {total}", done=whole(done), total=whole(total))
        self._words.setText(said)
        self.bar.setAccessibleDescription(said)

    def words(self) -> str:
        """Return the counts as shown."""
        return self._words.text()
