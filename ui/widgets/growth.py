"""How something grew, one small line per subject: the dates share one axis, every point says its own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.i18n import numeric_day, short_day, tr
from ui.widgets.layouts import column

_RADIUS = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowthPoint:
    """One moment: its day, how high (0.0 to 1.0), and what it says in words."""

    op: date
    height: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """One subject with its points, oldest first."""

    name: str
    points: tuple[GrowthPoint, ...]

    @property
    def spoken(self) -> str:
        """Everything in it as one sentence for a screen reader."""
        said = [f"{numeric_day(each.op)} {each.words}" for each in self.points]
        return f"{self.name}: {', '.join(said)}"


class GrowthLine(QWidget):
    """One subject as a line: its name before it, the last words behind it."""

    def __init__(self, growth: Growth, first: date, last: date) -> None:
        super().__init__()
        self.growth = growth
        self._first, self._last = first, last
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(growth.spoken)
        self.setToolTip("\n".join(f"{numeric_day(each.op)}: {each.words}" for each in growth.points))

    def sizeHint(self) -> QSize:
        return QSize(420, round(theme.current().type.body * 3.6))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def _font(self, *, small: bool) -> QFont:
        font = QFont(self.font())
        sizes = theme.current().type
        font.setPixelSize(sizes.small if small else sizes.body)
        return font

    def _field(self) -> QRectF:
        names = self.width() * 0.30
        words = self.width() * 0.20
        return QRectF(names, 8, max(40.0, self.width() - names - words), self.height() - 16)

    def _place(self, field: QRectF, point: GrowthPoint) -> QPointF:
        span = max(1, (self._last - self._first).days)
        part = (point.op - self._first).days / span if self._last > self._first else 1.0
        inner = field.adjusted(_RADIUS + 2, _RADIUS, -_RADIUS - 10, -_RADIUS)
        x = inner.left() + inner.width() * part
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            x = self.width() - x
        return QPointF(x, inner.bottom() - inner.height() * point.height)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        field = self._field()
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        box = QRectF(field)
        name = QRectF(0, 0, field.left() - 12, self.height())
        words = QRectF(field.right() + 4, 0, self.width() - field.right() - 4, self.height())
        if mirrored:
            for part in (box, name, words):
                part.moveLeft(self.width() - part.right())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.sunken))
        painter.drawRoundedRect(box, 6, 6)
        self._paint_line(painter, field)
        leading = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading)
        painter.setFont(self._font(small=False))
        painter.setPen(QColor(colours.text))
        painter.drawText(name, leading | int(Qt.TextFlag.TextWordWrap), self.growth.name)
        painter.setFont(self._font(small=True))
        painter.setPen(QColor(colours.text_muted))
        painter.drawText(words, leading | int(Qt.TextFlag.TextWordWrap), self.growth.points[-1].words)

    def _paint_line(self, painter: QPainter, field: QRectF) -> None:
        colours = theme.current().colours
        ink = QColor(colours.series[0])
        points = [self._place(field, each) for each in self.growth.points]
        painter.setPen(QPen(ink, 2.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))
        for number, point in enumerate(points):
            last = number == len(points) - 1
            painter.setPen(QPen(ink, 2))
            painter.setBrush(ink if last else QColor(colours.surface))
            radius = _RADIUS if last else _RADIUS - 1
            painter.drawEllipse(point, radius, radius)


class _Axis(QWidget):
    """The first and the last day under the lines."""

    def __init__(self, line: GrowthLine, days: Sequence[date], today: date) -> None:
        super().__init__()
        self._line = line
        self._days = [days[0], days[-1]] if days[0] != days[-1] else [days[-1]]
        self._today = today
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(420, round(theme.current().type.small * 1.7))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = QFont(self.font())
        font.setPixelSize(theme.current().type.small)
        painter.setFont(font)
        painter.setPen(QColor(theme.current().colours.text_muted))
        metrics = QFontMetrics(font)
        field = self._line._field()
        for day in self._days:
            text = short_day(day, self._today)
            width = metrics.horizontalAdvance(text) + 4
            x = self._line._place(field, GrowthPoint(op=day, height=0, words="")).x()
            left = min(max(x - width / 2, field.left()), field.right() - width)
            painter.drawText(QRectF(left, 0, width, self.height()), int(Qt.AlignmentFlag.AlignCenter), text)


class GrowthLines(QWidget):
    """Subjects under each other over one span of days, the days below them."""

    def __init__(self, title: str, growths: Sequence[Growth], today: date) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.setAccessibleDescription(tr("Tekening. De cijfers staan in de tabel eronder."))
        days = sorted({each.op for one in growths for each in one.points})
        self.lines = [GrowthLine(one, days[0], days[-1]) for one in growths]
        body = column(gap=2)
        for line in self.lines:
            body.addWidget(line)
        if self.lines:
            body.addWidget(_Axis(self.lines[0], days, today))
        self.setLayout(body)
