"""The doorgaande lijn: eight steps with where somebody is, to look at and to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui import theme
from ui.i18n import tr


class StepState(Enum):
    """Where a step is."""

    DONE = "klaar"
    UNKNOWN = "niet bekend"
    CURRENT = "nu"
    FUTURE = "nog niet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: its name, its state, and a note under it (a date, or what is missing)."""

    title: str
    state: StepState
    note: str = ""
    attention: bool = False


class _StepButton(QAbstractButton):
    """One step as something to press; it paints its own half of the line on both sides."""

    def __init__(self, number: int, total: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.number = number
        self.total = total
        self.step = Step(title="", state=StepState.FUTURE)
        self.before_done = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_step(self, step: Step) -> None:
        self.step = step
        name = tr("Stap {n} van {total}: {title}", n=self.number + 1, total=self.total, title=step.title)
        parts = [name, tr(step.state.value), step.note]
        self.setAccessibleName(", ".join(part for part in parts if part))
        self.setToolTip(step.title + (f"\n{step.note}" if step.note else ""))
        self.update()

    def least_width(self) -> int:
        """Return the width in which the longest word of the title and the note stay whole."""
        font = self._title_font()
        font.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetrics(font)
        words = [*self.step.title.split(), self.step.note]
        return max(90, *(metrics.horizontalAdvance(word) for word in words)) + 10

    def _above(self) -> int:
        return round(theme.current().sizes.icon * 0.5)

    def _circle(self) -> int:
        return round(theme.current().sizes.icon * 1.5)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            onward = event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Down)
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            if mirrored and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
                onward = not onward
            line = self.parentWidget()
            if isinstance(line, StepLine):
                line.focus_step(self.number + (1 if onward else -1))
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        centre = QPoint(self.width() // 2, self._circle() // 2 + self._above())
        self._paint_line(painter, centre)
        self._paint_circle(painter, centre)
        self._paint_words(painter, centre)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.current().colours.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)

    def _paint_line(self, painter: QPainter, centre: QPoint) -> None:
        colours = theme.current().colours
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        gap = self._circle() // 2 + 3
        halves = (
            (self.number > 0, self.before_done, -1 if not mirrored else 1),
            (self.number < self.total - 1, self.step.state is StepState.DONE, 1 if not mirrored else -1),
        )
        for wanted, done, side in halves:
            if not wanted:
                continue
            pen = QPen(QColor(colours.accent if done else colours.control_border), 3 if done else 2)
            if not done:
                pen.setStyle(Qt.PenStyle.DotLine)
            painter.setPen(pen)
            edge = 0 if side < 0 else self.width()
            painter.drawLine(centre.x() + side * gap, centre.y(), edge, centre.y())

    def _paint_circle(self, painter: QPainter, centre: QPoint) -> None:
        from ui.theme.icons import pixmap

        tokens = theme.current()
        colours = tokens.colours
        size = self._circle()
        circle = QRectF(centre.x() - size / 2, centre.y() - size / 2, size, size)
        state = self.step.state
        if state is StepState.CURRENT:
            halo = circle.adjusted(-5, -5, 5, 5)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_soft))
            painter.drawEllipse(halo)
        if state in (StepState.FUTURE, StepState.UNKNOWN):
            painter.setPen(QPen(QColor(colours.control_border), 2))
            painter.setBrush(QColor(colours.hover if self.underMouse() else colours.surface))
        else:
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.setBrush(QColor(colours.accent_hover if self.underMouse() else colours.accent))
        painter.drawEllipse(circle.adjusted(1, 1, -1, -1))
        if state is StepState.DONE:
            sign = round(size * 0.6)
            place = QPoint(round(centre.x() - sign / 2), round(centre.y() - sign / 2))
            painter.drawPixmap(place, pixmap("check", colours.on_accent, sign, self.devicePixelRatioF()))
        else:
            font = QFont(self.font())
            font.setPixelSize(tokens.type.body)
            font.setWeight(QFont.Weight.DemiBold)
            painter.setFont(font)
            painter.setPen(QColor(colours.on_accent if state is StepState.CURRENT else colours.text_muted))
            painter.drawText(circle, int(Qt.AlignmentFlag.AlignCenter), str(self.number + 1))
        if self.step.attention:
            sign = round(tokens.sizes.icon * 0.9)
            spot = QRectF(circle.right() - sign * 0.55, circle.top() - sign * 0.45, sign, sign)
            painter.setPen(QPen(QColor(colours.surface), 2))
            painter.setBrush(QColor(colours.warning.solid))
            painter.drawEllipse(spot)
            painter.setPen(QColor(colours.warning.on_solid))
            font = QFont(self.font())
            font.setPixelSize(round(sign * 0.7))
            font.setWeight(QFont.Weight.Bold)
            painter.setFont(font)
            painter.drawText(spot, int(Qt.AlignmentFlag.AlignCenter), "!")

    def _title_font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(theme.current().type.small)
        current = self.step.state is StepState.CURRENT
        font.setWeight(QFont.Weight.DemiBold if current else QFont.Weight.Normal)
        return font

    def _paint_words(self, painter: QPainter, centre: QPoint) -> None:
        tokens = theme.current()
        font = self._title_font()
        height = round(tokens.type.small * 1.4)
        top = centre.y() + self._circle() // 2 + 9
        place = QRect(3, top, self.width() - 6, 2 * height)
        painter.setFont(font)
        muted = self.step.state in (StepState.FUTURE, StepState.UNKNOWN)
        painter.setPen(QColor(tokens.colours.text_muted if muted else tokens.colours.text))
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        used = painter.boundingRect(place, int(flags) | int(Qt.TextFlag.TextWordWrap), self.step.title)
        painter.drawText(place, int(flags) | int(Qt.TextFlag.TextWordWrap), self.step.title)
        if self.step.note:
            font.setWeight(QFont.Weight.Normal)
            painter.setFont(font)
            painter.setPen(QColor(tokens.colours.text_muted))
            note = QRect(3, min(used.bottom(), place.bottom()) + 2, self.width() - 6, height)
            words = QFontMetrics(font).elidedText(self.step.note, Qt.TextElideMode.ElideRight, note.width())
            painter.drawText(note, int(flags), words)


class StepLine(QWidget):
    """The line. `chosen(number)` comes with a click, Enter or Space on a step (0-based); arrows go along the line.

    On a narrow window the steps stand in two rows.
    """

    chosen = Signal(int)

    def __init__(self, name: str, steps: Sequence[Step] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._buttons: list[_StepButton] = []
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_steps(steps)

    def set_steps(self, steps: Sequence[Step]) -> None:
        """Show these steps; a screen reader hears the name of the line and the current step."""
        while len(self._buttons) > len(steps):
            self._buttons.pop().deleteLater()
        while len(self._buttons) < len(steps):
            number = len(self._buttons)
            button = _StepButton(number, len(steps), self)
            button.clicked.connect(lambda _=False, number=number: self.chosen.emit(number))
            button.show()
            self._buttons.append(button)
        before = False
        for button, step in zip(self._buttons, steps, strict=True):
            button.total = len(steps)
            button.before_done = before
            button.show_step(step)
            before = step.state is StepState.DONE
        current = next((b for b in self._buttons if b.step.state is StepState.CURRENT), None)
        self.setAccessibleName(self._name)
        self.setAccessibleDescription(current.accessibleName() if current else "")
        self._place()
        self.updateGeometry()

    def focus_step(self, number: int) -> None:
        """Put the focus on a step, if it exists."""
        if 0 <= number < len(self._buttons):
            self._buttons[number].setFocus(Qt.FocusReason.TabFocusReason)

    def button(self, number: int) -> QAbstractButton:
        """Return the button of a step."""
        return self._buttons[number]

    def _per_row(self, width: int) -> int:
        least = max((button.least_width() for button in self._buttons), default=96)
        total = max(1, len(self._buttons))
        rows = 1
        while rows < total and width // -(-total // rows) < least:
            rows += 1
        return -(-total // rows)

    def _row_height(self) -> int:
        tokens = theme.current()
        return round(tokens.sizes.icon * 2) + 9 + round(tokens.type.small * 1.4) * 3 + 8

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rows = -(-max(1, len(self._buttons)) // self._per_row(width))
        return rows * self._row_height()

    def sizeHint(self) -> QSize:
        return QSize(720, self._row_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self._row_height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange):
            self.updateGeometry()
            self._place()
        super().changeEvent(event)

    def _place(self) -> None:
        per_row, height = self._per_row(self.width()), self._row_height()
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for number, button in enumerate(self._buttons):
            line, place = divmod(number, per_row)
            width = self.width() / per_row
            left = round(place * width)
            box = QRect(left, line * height, round((place + 1) * width) - left, height)
            if mirrored:
                box.moveLeft(self.width() - box.right() - 1)
            button.setGeometry(box)
