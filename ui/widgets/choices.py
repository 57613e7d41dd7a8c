"""Chips: choosing one or several of a few by pointing, or by arrows and Space."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QCheckBox, QRadioButton, QStyle, QWidget

from ui import theme
from ui.widgets.layouts import FlowLayout

Option = tuple[str, str, str]
"""Key, word, and the name of an icon (`""`: none)."""


def _chip_size(chip: QAbstractButton) -> QSize:
    tokens = theme.current()
    font = QFont(chip.font())
    font.setWeight(QFont.Weight.DemiBold)
    words = QFontMetrics(font).horizontalAdvance(chip.text())
    return QSize(words + tokens.sizes.icon + 34, tokens.sizes.control)


def _paint_chip(chip: QAbstractButton, icon: str) -> None:
    from ui.theme.icons import pixmap

    tokens = theme.current()
    colours = tokens.colours
    chosen, focused, able = chip.isChecked(), chip.hasFocus(), chip.isEnabled()
    ink = colours.on_accent_soft if chosen else colours.text
    painter = QPainter(chip)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_box(painter, chip, chosen=chosen, focused=focused)
    if not able:
        ink = colours.text_disabled
    size = tokens.sizes.icon
    sign = QRect(12, (chip.height() - size) // 2, size, size)
    sign = QStyle.visualRect(chip.layoutDirection(), chip.rect(), sign)
    name = "check" if chosen else icon
    if name:
        painter.drawPixmap(sign.topLeft(), pixmap(name, ink, size, chip.devicePixelRatioF()))
    font = QFont(chip.font())
    font.setWeight(QFont.Weight.DemiBold if chosen else QFont.Weight.Normal)
    painter.setFont(font)
    painter.setPen(QColor(ink))
    if name:
        words = chip.rect().adjusted(12 + size + 6, 0, -14, 0)
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
    else:
        words, align = chip.rect(), Qt.AlignmentFlag.AlignCenter
    words = QStyle.visualRect(chip.layoutDirection(), chip.rect(), words)
    painter.drawText(words, int(align), chip.text())
    painter.end()


def _paint_box(painter: QPainter, chip: QAbstractButton, *, chosen: bool, focused: bool) -> None:
    colours = theme.current().colours
    ground = colours.accent_soft if chosen else colours.surface
    if chip.underMouse() and not chosen and chip.isEnabled():
        ground = colours.hover
    edge, width = (colours.accent, 2.0) if chosen else (colours.control_border, 1.0)
    if focused:
        edge, width = colours.focus, 2.0
    if not chip.isEnabled():
        edge = colours.border
    painter.setPen(QPen(QColor(edge), width))
    painter.setBrush(QColor(ground))
    inset = width / 2
    box = QRectF(chip.rect()).adjusted(inset, inset, -inset, -inset)
    radius = min(chip.height() / 2, 20)
    painter.drawRoundedRect(box, radius, radius)
    if focused and chosen:
        painter.setPen(QPen(QColor(colours.accent), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(2.5, 2.5, -2.5, -2.5), radius - 2.5, radius - 2.5)


class OneChip(QRadioButton):
    """A chip of which one is chosen; a screen reader hears a radio button. `confirmed`: Enter on the chosen one."""

    confirmed = Signal()

    def __init__(self, text: str, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._icon_name = icon
        self.clearable = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return _chip_size(self)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().sizes.control, theme.current().sizes.control)

    def hitButton(self, place: QPoint) -> bool:
        return self.rect().contains(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        _paint_chip(self, self._icon_name)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._press()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if self.clearable and self.isChecked() and inside and event.button() == Qt.MouseButton.LeftButton:
            self.setDown(False)
            self._press()
            return
        super().mouseReleaseEvent(event)

    def _press(self) -> None:
        group = self.group()
        if self.isChecked() and not self.clearable:
            self.confirmed.emit()
            return
        if self.isChecked() and self.clearable and group is not None:
            group.setExclusive(False)
            self.setChecked(False)
            group.setExclusive(True)
        else:
            self.setChecked(True)


class ManyChip(QCheckBox):
    """A chip of which several may be chosen; a screen reader hears a check box."""

    def __init__(self, text: str, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._icon_name = icon
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return _chip_size(self)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().sizes.control, theme.current().sizes.control)

    def hitButton(self, place: QPoint) -> bool:
        return self.rect().contains(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        _paint_chip(self, self._icon_name or "plus")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.toggle()
            return
        super().keyPressEvent(event)


class ChipGroup(QWidget):
    """Chips that flow over the lines. One of them (`value`), or with `many` any number (`values`).

    Arrows go from chip to chip; in a group of one they choose as well. `clearable` lets one be taken back.
    `confirmed` when Enter is pressed on what is chosen already: time to go on.
    """

    changed = Signal()
    confirmed = Signal()

    def __init__(
        self,
        options: Sequence[Option],
        *,
        many: bool = False,
        clearable: bool = False,
        chosen: Iterable[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._many = many
        self._chips: dict[str, OneChip | ManyChip] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(not many)
        flow = FlowLayout()
        for key, text, icon in options:
            chip: OneChip | ManyChip = ManyChip(text, icon) if many else OneChip(text, icon)
            if isinstance(chip, OneChip):
                chip.clearable = clearable
                chip.confirmed.connect(self.confirmed)
            self._chips[key] = chip
            self._group.addButton(chip)
            flow.addWidget(chip)
            chip.toggled.connect(self._toggled)
        self.setLayout(flow)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._quiet = False
        if self._chips:
            self.setFocusProxy(next(iter(self._chips.values())))
        self.set_values(chosen)

    @property
    def is_many(self) -> bool:
        """True when any number may be chosen."""
        return self._many

    def options(self) -> tuple[str, ...]:
        """Return the keys in the order of the screen."""
        return tuple(self._chips)

    def chip(self, key: str) -> OneChip | ManyChip:
        """Return the chip of a key."""
        return self._chips[key]

    def values(self) -> tuple[str, ...]:
        """Return the chosen keys in the order of the screen."""
        return tuple(key for key, chip in self._chips.items() if chip.isChecked())

    def value(self) -> str:
        """Return the chosen key, or `""`."""
        return next(iter(self.values()), "")

    def set_value(self, key: str) -> None:
        """Choose one, or none with `""`; nothing is emitted."""
        self.set_values([key] if key else [])

    def set_values(self, keys: Iterable[str]) -> None:
        """Choose these and no others; nothing is emitted."""
        wanted = set(keys)
        self._quiet = True
        self._group.setExclusive(False)
        for key, chip in self._chips.items():
            chip.setChecked(key in wanted)
        self._group.setExclusive(not self._many)
        self._quiet = False

    def _toggled(self, on: bool) -> None:
        if self._quiet:
            return
        # Choosing another one of a single choice toggles two; only the one that was chosen is news.
        if on or self._many or not self.values():
            self.changed.emit()
