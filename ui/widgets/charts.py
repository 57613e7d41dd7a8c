"""Drawings for who would rather look: bars and lines painted with the tokens, each with its table beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QTableWidget, QTableWidgetItem, QWidget

from ui import theme
from ui.i18n import decimal, tr, whole
from ui.widgets.layouts import column
from ui.widgets.text import label


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One row of numbers, as long as the labels; None where nothing is known."""

    name: str
    values: tuple[float | None, ...]


def _said(value: float | None) -> str:
    if value is None:
        return "-"
    return whole(int(value)) if float(value).is_integer() else decimal(value)


class _Drawing(QWidget):
    """What bars and lines share: the axes, the legend, and words for a screen reader."""

    def __init__(
        self, title: str, labels: Sequence[str], series: Sequence[Series], top: float | None
    ) -> None:
        super().__init__()
        self.labels = tuple(labels)
        self.series = tuple(series)
        self._top = top
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(title)
        self.setAccessibleDescription(tr("Tekening. De cijfers staan in de tabel eronder."))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def top(self) -> float:
        known = [value for one in self.series for value in one.values if value is not None]
        highest = self._top if self._top is not None else max(known, default=1.0)
        return highest or 1.0

    def bottom(self) -> float:
        """The value at the foot of the drawing."""
        return 0.0

    def height_of(self, field: QRectF, value: float) -> float:
        """Return the y of a value in the field of the drawing."""
        return field.bottom() - field.height() * (value - self.bottom()) / (
            (self.top() - self.bottom()) or 1.0
        )

    def small(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(theme.current().type.small)
        return font

    def colour(self, number: int) -> QColor:
        colours = theme.current().colours.series
        return QColor(colours[number % len(colours)])


class BarDrawing(_Drawing):
    """Lying bars, one per label, with the number at the end; `top` is the full length."""

    def sizeHint(self) -> QSize:
        line = round(theme.current().type.body * 2.3)
        return QSize(420, max(1, len(self.labels)) * line + 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.small())
        metrics = QFontMetrics(self.small())
        words = max((metrics.horizontalAdvance(text) for text in self.labels), default=0)
        words = min(words + 12, self.width() // 2)
        numbers = max((metrics.horizontalAdvance(_said(v)) for v in self._values()), default=0) + 14
        line = (self.height() - 8) / max(1, len(self.labels))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        room = max(20, self.width() - words - numbers)
        for number, (text, value) in enumerate(zip(self.labels, self._values(), strict=True)):
            y = 4 + number * line
            name = QRect(0, round(y), words - 10, round(line))
            bar = QRectF(words, y + line * 0.2, room * (value or 0) / self.top(), line * 0.6)
            track = QRectF(words, y + line * 0.2, room, line * 0.6)
            count = QRect(round(bar.right()) + 8, round(y), numbers, round(line))
            if mirrored:
                name.moveLeft(self.width() - name.right() - 1)
                bar.moveLeft(self.width() - bar.right())
                track.moveLeft(self.width() - track.right())
                count.moveLeft(self.width() - count.right() - 1)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.sunken))
            painter.drawRoundedRect(track, 4, 4)
            painter.setBrush(self.colour(0))
            if bar.width() > 0:
                painter.drawRoundedRect(bar, 4, 4)
            painter.setPen(QColor(colours.text))
            align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
            painter.drawText(
                name, int(align), metrics.elidedText(text, Qt.TextElideMode.ElideRight, name.width())
            )
            painter.drawText(count, int(align), _said(value))

    def _values(self) -> tuple[float | None, ...]:
        return self.series[0].values if self.series else ()


class LineDrawing(_Drawing):
    """A line per series over the labels; each has its own kind of point, so that colour isn't alone."""

    def __init__(
        self,
        title: str,
        labels: Sequence[str],
        series: Sequence[Series],
        top: float | None,
        ticks: Sequence[tuple[float, str]] = (),
    ) -> None:
        super().__init__(title, labels, series, top)
        self.ticks = tuple(ticks)

    def bottom(self) -> float:
        lowest = min((value for value, _ in self.ticks), default=0.0)
        return lowest - (self.top() - lowest) * 0.12 if self.ticks else 0.0

    def sizeHint(self) -> QSize:
        return QSize(420, round(170 + 50 * theme.current().scale))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.small())
        metrics = QFontMetrics(self.small())
        ticks = self.ticks or tuple(
            (self.top() * part / 4, _said(self.top() * part / 4)) for part in range(5)
        )
        left = max(metrics.horizontalAdvance(text) for _, text in ticks) + 12
        legend = metrics.height() + 10 if len(self.series) > 1 else 0
        field = QRectF(
            left, 8 + legend, self.width() - left - 16, self.height() - metrics.height() - 24 - legend
        )
        self._paint_axes(painter, field, ticks, metrics)
        for number, one in enumerate(self.series):
            self._paint_series(painter, field, number, one)
        if legend:
            self._paint_legend(painter, left, metrics)

    def _x(self, field: QRectF, number: int) -> float:
        steps = max(1, len(self.labels) - 1)
        part = number / steps
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            part = 1 - part
        return field.left() + field.width() * (part if len(self.labels) > 1 else 0.5)

    def _paint_axes(
        self, painter: QPainter, field: QRectF, ticks: Sequence[tuple[float, str]], metrics: QFontMetrics
    ) -> None:
        colours = theme.current().colours
        for value, text in ticks:
            y = self.height_of(field, value)
            painter.setPen(QPen(QColor(colours.border), 1))
            painter.drawLine(QPointF(field.left(), y), QPointF(field.right(), y))
            painter.setPen(QColor(colours.text_muted))
            place = QRectF(0, y - metrics.height() / 2, field.left() - 8, metrics.height())
            painter.drawText(place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text)
        widest = max((metrics.horizontalAdvance(text) for text in self.labels), default=1) + 10
        every = max(1, -(-round(widest * len(self.labels)) // max(1, round(field.width()))))
        for number, text in enumerate(self.labels):
            if number % every:
                continue
            x = min(max(self._x(field, number), widest / 2), self.width() - widest / 2)
            place = QRectF(x - widest / 2, field.bottom() + 6, widest, metrics.height() + 4)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), text)

    def _paint_series(self, painter: QPainter, field: QRectF, number: int, one: Series) -> None:
        points = [
            QPointF(self._x(field, place), self.height_of(field, value))
            for place, value in enumerate(one.values)
            if value is not None
        ]
        pen = QPen(self.colour(number), 2.5)
        pen.setStyle(
            (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DashDotLine, Qt.PenStyle.DotLine)[
                number % 4
            ]
        )
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))
        for point in points:
            self._paint_point(painter, point, number)

    def _paint_point(self, painter: QPainter, point: QPointF, number: int) -> None:
        painter.setPen(QPen(QColor(theme.current().colours.surface), 1.5))
        painter.setBrush(self.colour(number))
        box = QRectF(point.x() - 5, point.y() - 5, 10, 10)
        if number % 4 == 0:
            painter.drawEllipse(box)
        elif number % 4 == 1:
            painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
        else:
            up = -1 if number % 4 == 2 else 1
            corners = [QPointF(point.x(), point.y() + 6 * up), QPointF(point.x() - 6, point.y() - 5 * up)]
            painter.drawPolygon(QPolygonF([*corners, QPointF(point.x() + 6, point.y() - 5 * up)]))

    def _paint_legend(self, painter: QPainter, left: float, metrics: QFontMetrics) -> None:
        x = left
        for number, one in enumerate(self.series):
            self._paint_point(painter, QPointF(x + 6, metrics.height() / 2 + 2), number)
            painter.setPen(QColor(theme.current().colours.text))
            painter.drawText(QPointF(x + 18, metrics.ascent() + 2), one.name)
            x += metrics.horizontalAdvance(one.name) + 40


class Chart(QWidget):
    """A drawing with its title and the table of its numbers, which can also be read by a screen reader."""

    def __init__(
        self,
        title: str,
        labels: Sequence[str],
        series: Sequence[Series],
        *,
        kind: str = "bars",
        top: float | None = None,
        ticks: Sequence[tuple[float, str]] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.drawing: _Drawing
        if kind == "bars":
            self.drawing = BarDrawing(title, labels, series, top)
        else:
            self.drawing = LineDrawing(title, labels, series, top, ticks)
        self.table = _number_table(title, labels, series, dict(ticks))
        self.setLayout(
            column(label(title, "strong"), self.drawing, self.table, gap=theme.current().spacing.s)
        )


def _number_table(
    title: str, labels: Sequence[str], series: Sequence[Series], words: dict[float, str]
) -> QTableWidget:
    table = QTableWidget(len(labels), len(series) + 1)
    table.setAccessibleName(tr("Tabel bij {title}", title=title))
    table.setHorizontalHeaderLabels(["", *(one.name for one in series)])
    table.verticalHeader().hide()
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    for line, text in enumerate(labels):
        table.setItem(line, 0, QTableWidgetItem(text))
        for place, one in enumerate(series):
            value = one.values[line]
            said = words.get(value, _said(value)) if value is not None else _said(value)
            item = QTableWidgetItem(said)
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            table.setItem(line, place + 1, item)
    height = round(theme.current().type.body * 2.1)
    table.verticalHeader().setDefaultSectionSize(height)
    header = table.horizontalHeader()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(header.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(0, header.ResizeMode.Stretch)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    head = table.horizontalHeader().sizeHint().height()
    table.setFixedHeight(min(len(labels), 6) * height + head + 6)
    return table
