"""Signals over time by leefgebied: a row per domain, a mark per signal; its shape says how urgent it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.i18n import tr

SHAPES = (("acuut", "acuut"), ("spoed", "spoed"), ("binnenkort", "binnenkort"), ("volgen", "volgen"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One signal: in which row, when, how urgent, and whether it is still open."""

    row: int
    day: date
    urgency: str
    open: bool


class SignalDrawing(QWidget):
    """Rows of marks over months. The same facts stand in the table under it, which a screen reader reads."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[str, ...] = ()
        self.marks: tuple[Mark, ...] = ()
        self.first = self.last = date(2000, 1, 1)
        self.months: tuple[tuple[date, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(title)
        self.setAccessibleDescription(tr("Tekening. De signalen staan in de tabel eronder."))

    def show_marks(
        self, rows: Sequence[str], marks: Sequence[Mark], months: Sequence[tuple[date, str]], last: date
    ) -> None:
        """Draw these; `months` are the first days with their names, `last` the day at the far edge."""
        self.rows, self.marks, self.months = tuple(rows), tuple(marks), tuple(months)
        self.first, self.last = (months[0][0] if months else last), last
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(480, self._head() + self._line() * max(1, len(self.rows)) + self._foot())

    def minimumSizeHint(self) -> QSize:
        return QSize(320, self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(theme.current().type.small)
        return font

    def _line(self) -> int:
        return round(theme.current().type.body * 2.2)

    def _head(self) -> int:
        return QFontMetrics(self._font()).height() + 14

    def _foot(self) -> int:
        return QFontMetrics(self._font()).height() + 12

    def _field(self, metrics: QFontMetrics) -> QRectF:
        names = max((metrics.horizontalAdvance(each) for each in self.rows), default=80)
        left = min(names, self.width() * 0.4) + 16
        return QRectF(left, self._head(), self.width() - left - 14, self._line() * max(1, len(self.rows)))

    def _x(self, field: QRectF, day: date) -> float:
        span = max(1, (self.last - self.first).days)
        part = min(1.0, max(0.0, (day - self.first).days / span))
        return field.left() + field.width() * part

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font())
        metrics = QFontMetrics(self._font())
        field = self._field(metrics)
        self._paint_legend(painter, metrics)
        self._paint_rows(painter, field, metrics)
        self._paint_months(painter, field, metrics)
        for mark, place in self._placed(field):
            paint_mark(painter, place, mark.urgency, hollow=not mark.open)

    def _placed(self, field: QRectF) -> list[tuple[Mark, QPointF]]:
        """Marks of one row and one day stand beside each other instead of on top."""
        taken: dict[tuple[int, int], int] = {}
        placed = []
        for mark in self.marks:
            x = self._x(field, mark.day)
            spot = (mark.row, round(x / 14))
            shift = taken.get(spot, 0)
            taken[spot] = shift + 1
            y = field.top() + self._line() * (mark.row + 0.5)
            placed.append((mark, QPointF(min(x + 13 * shift, field.right() + 4), y)))
        return placed

    def _paint_rows(self, painter: QPainter, field: QRectF, metrics: QFontMetrics) -> None:
        colours = theme.current().colours
        for number, name in enumerate(self.rows):
            y = field.top() + self._line() * (number + 0.5)
            painter.setPen(QPen(QColor(colours.border), 1))
            painter.drawLine(QPointF(field.left(), y), QPointF(field.right(), y))
            painter.setPen(QColor(colours.text))
            box = QRectF(4, y - metrics.height() / 2, field.left() - 14, metrics.height())
            said = metrics.elidedText(name, Qt.TextElideMode.ElideRight, round(box.width()))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), said)

    def _paint_months(self, painter: QPainter, field: QRectF, metrics: QFontMetrics) -> None:
        colours = theme.current().colours
        widest = max((metrics.horizontalAdvance(name) for _, name in self.months), default=1) + 8
        room = max(1.0, field.width() / max(1, len(self.months)))
        every = max(1, -(-widest // max(1, round(room))))
        for number, (day, name) in enumerate(self.months):
            x = self._x(field, day)
            painter.setPen(QPen(QColor(colours.border), 1, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(x, field.top()), QPointF(x, field.bottom()))
            if number % every == 0:
                painter.setPen(QColor(colours.text_muted))
                painter.drawText(
                    QPointF(min(x, self.width() - widest), field.bottom() + metrics.ascent() + 4), name
                )

    def _paint_legend(self, painter: QPainter, metrics: QFontMetrics) -> None:
        x, y = 10.0, metrics.height() / 2 + 2
        entries = [(key, tr(word), False) for key, word in SHAPES]
        entries.append(("binnenkort", tr("afgesloten"), True))
        for key, word, hollow in entries:
            paint_mark(painter, QPointF(x, y), key, hollow=hollow)
            painter.setPen(QColor(theme.current().colours.text))
            painter.drawText(QPointF(x + 12, metrics.ascent() + 2), word)
            x += metrics.horizontalAdvance(word) + 34


def paint_mark(painter: QPainter, place: QPointF, urgency: str, *, hollow: bool) -> None:
    """Paint one mark: a diamond, a triangle, a square or a dot; a ring of that shape when it ended."""
    colours = theme.current().colours
    colour = QColor(colours.tone(urgency).ink)
    painter.setPen(QPen(colour, 2))
    painter.setBrush(QColor(colours.surface) if hollow else colour)
    x, y = place.x(), place.y()
    if urgency == "acuut":
        painter.drawPolygon(
            QPolygonF([QPointF(x, y - 7), QPointF(x + 7, y), QPointF(x, y + 7), QPointF(x - 7, y)])
        )
    elif urgency == "spoed":
        painter.drawPolygon(QPolygonF([QPointF(x, y - 6), QPointF(x + 6, y + 5), QPointF(x - 6, y + 5)]))
    elif urgency == "binnenkort":
        painter.drawRect(QRectF(x - 5, y - 5, 10, 10))
    else:
        painter.drawEllipse(QRectF(x - 4.5, y - 4.5, 9, 9))
