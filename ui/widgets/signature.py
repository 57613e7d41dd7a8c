"""A place to sign with mouse, pen or finger, kept as strokes; and a way for who can't or won't draw."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import theme
from ui.i18n import tr
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.layouts import column, row
from ui.widgets.text import announce

Stroke = tuple[tuple[float, float], ...]
"""Points of one line, each 0.0 to 1.0 of the pad's width and of its height."""

MOST_POINTS = 4000


class _Pad(QWidget):
    """The paper itself."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.strokes: list[list[tuple[float, float]]] = []
        self._drawing = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents, False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Handtekening"))

    def sizeHint(self) -> QSize:
        return QSize(480, 160)

    def _point(self, event: QMouseEvent) -> tuple[float, float]:
        place = event.position()
        x = min(1.0, max(0.0, place.x() / max(1, self.width())))
        y = min(1.0, max(0.0, place.y() / max(1, self.height())))
        return round(x, 4), round(y, 4)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._drawing = True
            self.strokes.append([self._point(event)])
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drawing and sum(len(stroke) for stroke in self.strokes) < MOST_POINTS:
            point = self._point(event)
            if point != self.strokes[-1][-1]:
                self.strokes[-1].append(point)
                self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._drawing and event.button() == Qt.MouseButton.LeftButton:
            self._drawing = False
            self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        undo = event.key() == Qt.Key.Key_Z and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if self.strokes and (undo or event.key() == Qt.Key.Key_Backspace):
            self.strokes.pop()
            self.update()
            self.changed.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.current()
        colours = tokens.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        width = 2.0 if focused else 1.0
        painter.setPen(QPen(QColor(colours.focus if focused else colours.control_border), width))
        painter.setBrush(QColor(colours.surface))
        box = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.drawRoundedRect(box, tokens.radii.m, tokens.radii.m)
        line = round(self.height() * 0.78)
        painter.setPen(QPen(QColor(colours.border), 1, Qt.PenStyle.DashLine))
        painter.drawLine(24, line, self.width() - 24, line)
        if not self.strokes:
            painter.setPen(QColor(colours.text_muted))
            painter.drawText(
                self.rect(), int(Qt.AlignmentFlag.AlignCenter), tr("Teken hier met muis, pen of vinger")
            )
        pen = QPen(
            QColor(colours.text),
            2.4,
            Qt.PenStyle.SolidLine,
            Qt.PenCapStyle.RoundCap,
            Qt.PenJoinStyle.RoundJoin,
        )
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for stroke in self.strokes:
            painter.drawPath(self._path(stroke))

    def _path(self, stroke: Sequence[tuple[float, float]]) -> QPainterPath:
        points = [QPointF(x * self.width(), y * self.height()) for x, y in stroke]
        path = QPainterPath(points[0])
        if len(points) == 1:
            path.lineTo(points[0] + QPointF(0.1, 0.1))
        for before, after in pairwise(points):
            path.quadTo(before, (before + after) / 2)
        path.lineTo(points[-1])
        return path


class SignaturePad(QWidget):
    """Strokes as numbers between 0 and 1, so that they can be drawn again at any size.

    Backspace takes the last stroke back. `alternative` is emitted by who would rather not draw.
    """

    changed = Signal()
    alternative = Signal()

    def __init__(self, *, alternative: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        space = theme.current().spacing
        self.pad = _Pad()
        self.undo_button = Button(tr("Laatste lijn weg"), "quiet", "undo", self.undo)
        self.clear_button = Button(tr("Opnieuw tekenen"), "quiet", "trash", self.clear)
        line = row(self.undo_button, self.clear_button, None, gap=space.xs)
        words = alternative or tr("Liever niet tekenen? Leg vast wat er mondeling is gezegd.")
        self.alternative_link = LinkButton(words, self.alternative.emit)
        self.setFocusProxy(self.pad)
        self.setLayout(column(self.pad, line, self.alternative_link, gap=space.xs))
        self.pad.changed.connect(self._changed)
        self._show_state()

    def strokes(self) -> tuple[Stroke, ...]:
        """Return what was drawn."""
        return tuple(tuple(stroke) for stroke in self.pad.strokes)

    def set_strokes(self, strokes: Sequence[Stroke]) -> None:
        """Show strokes that were kept."""
        self.pad.strokes = [list(stroke) for stroke in strokes]
        self.pad.update()
        self._show_state()

    def is_signed(self) -> bool:
        """True when something was drawn that can be a signature: more than a few specks."""
        return sum(len(stroke) for stroke in self.pad.strokes) >= 8

    def undo(self) -> None:
        """Take the last stroke back."""
        if self.pad.strokes:
            self.pad.strokes.pop()
            self.pad.update()
            self._changed()

    def clear(self) -> None:
        """Wipe the pad."""
        self.pad.strokes.clear()
        self.pad.update()
        announce(self.pad, tr("De handtekening is weg."))
        self._changed()

    def _changed(self) -> None:
        self._show_state()
        self.changed.emit()

    def _show_state(self) -> None:
        drawn = bool(self.pad.strokes)
        self.undo_button.setEnabled(drawn)
        self.clear_button.setEnabled(drawn)
        self.pad.setAccessibleDescription(tr("Er is getekend.") if drawn else tr("Nog niet getekend."))
