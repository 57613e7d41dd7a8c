"""Two versions of the same facts side by side: a person chooses per field; both stay in the history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QSizePolicy, QWidget

from ui import theme
from ui.i18n import is_right_to_left, tr
from ui.widgets.layouts import column
from ui.widgets.text import label


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One field with two values; `careful` names the side that stands until somebody chooses (`"mine"`, `"theirs"`)."""

    key: str
    caption: str
    mine: str
    theirs: str
    mine_meta: str = ""
    theirs_meta: str = ""
    careful: str = ""


class _Side(QRadioButton):
    """One version as a card to choose: the value large, who and when small."""

    def __init__(self, value: str, meta: str, name: str, stands: bool) -> None:
        super().__init__()
        self._value = value or tr("(leeg)")
        self._meta = meta
        self._stands = stands
        self.setAccessibleName(f"{name}: {self._value}")
        self.setAccessibleDescription(
            " ".join(part for part in (meta, tr("Dit geldt nu.") if stands else "") if part)
        )
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hitButton(self, place: QPoint) -> bool:
        return self.rect().contains(place)

    def hasHeightForWidth(self) -> bool:
        return True

    def _lead(self) -> int:
        return theme.current().sizes.indicator + 24

    def heightForWidth(self, width: int) -> int:
        room = max(60, width - self._lead() - 12)
        words = self.fontMetrics().boundingRect(0, 0, room, 4000, int(Qt.TextFlag.TextWordWrap), self._value)
        small = round(theme.current().type.small * 1.5)
        return words.height() + small * (bool(self._meta) + self._stands) + 26

    def sizeHint(self) -> QSize:
        return QSize(260, self.heightForWidth(260))

    def minimumSizeHint(self) -> QSize:
        return QSize(140, self.heightForWidth(max(140, self.width())))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.setChecked(True)
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme.current()
        colours = tokens.colours
        chosen = self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = colours.accent_soft if chosen else colours.hover if self.underMouse() else colours.surface
        edge, width = (colours.accent, 2.0) if chosen else (colours.control_border, 1.0)
        if self.hasFocus():
            edge, width = colours.focus, 2.0
        painter.setPen(QPen(QColor(edge), width))
        painter.setBrush(QColor(ground))
        box = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.drawRoundedRect(box, tokens.radii.m, tokens.radii.m)
        self._paint_mark(painter, chosen)
        self._paint_words(painter, chosen)

    def _paint_mark(self, painter: QPainter, chosen: bool) -> None:
        colours = theme.current().colours
        size = theme.current().sizes.indicator - 2
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = self.width() - 12 - size if mirrored else 12
        mark = QRectF(x, 12, size, size).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(QColor(colours.accent if chosen else colours.control_border), 2))
        painter.setBrush(QColor(colours.surface))
        painter.drawEllipse(mark)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent))
            painter.drawEllipse(mark.adjusted(4, 4, -4, -4))

    def _paint_words(self, painter: QPainter, chosen: bool) -> None:
        tokens = theme.current()
        colours = tokens.colours
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        room = self.rect().adjusted(
            *((12, 11, -self._lead(), -8) if mirrored else (self._lead(), 11, -12, -8))
        )
        painter.setPen(QColor(colours.on_accent_soft if chosen else colours.text))
        side = Qt.AlignmentFlag.AlignRight if is_right_to_left(self._value) else Qt.AlignmentFlag.AlignLeft
        flags = int(side | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignAbsolute) | int(
            Qt.TextFlag.TextWordWrap
        )
        used = painter.boundingRect(room, flags, self._value)
        painter.drawText(room, flags, self._value)
        font = painter.font()
        font.setPixelSize(tokens.type.small)
        painter.setFont(font)
        top = used.bottom() + 4
        for words, colour in (
            (self._meta, colours.text_muted),
            (tr("Dit geldt nu.") if self._stands else "", colours.text),
        ):
            if words:
                painter.setPen(QColor(colour))
                line = room.adjusted(0, 0, 0, 0)
                line.setTop(top)
                painter.drawText(line, int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading), words)
                top += round(tokens.type.small * 1.5)


class ConflictPicker(QWidget):
    """All differences of one record in two columns. Left and right choose, Tab goes to the next field.

    `choices()` maps each key to `"mine"`, `"theirs"` or `""`.
    """

    changed = Signal()

    def __init__(
        self,
        differences: Sequence[Difference],
        *,
        mine: str = "",
        theirs: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        space = theme.current().spacing
        mine, theirs = mine or tr("Jouw versie"), theirs or tr("De andere versie")
        self._sides: dict[str, dict[str, _Side]] = {}
        self._groups: list[QButtonGroup] = []
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(space.m)
        grid.setVerticalSpacing(space.s)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(label(mine, "heading"), 0, 0)
        grid.addWidget(label(theirs, "heading"), 0, 1)
        for number, one in enumerate(differences):
            caption = label(one.caption, "label")
            caption.setContentsMargins(0, space.s, 0, 0)
            grid.addWidget(caption, 2 * number + 1, 0, 1, 2)
            left = _Side(one.mine, one.mine_meta, f"{one.caption}, {mine}", one.careful == "mine")
            right = _Side(one.theirs, one.theirs_meta, f"{one.caption}, {theirs}", one.careful == "theirs")
            group = QButtonGroup(self)
            for side in (left, right):
                group.addButton(side)
                side.toggled.connect(lambda on: self._chosen() if on else None)
            self._groups.append(group)
            self._sides[one.key] = {"mine": left, "theirs": right}
            grid.addWidget(left, 2 * number + 2, 0)
            grid.addWidget(right, 2 * number + 2, 1)
        self.counter = label("", "muted")
        outer = column(gap=space.m)
        outer.addLayout(grid)
        outer.addWidget(self.counter)
        self.setLayout(outer)
        self._count()

    def choices(self) -> dict[str, str]:
        """Return per key which side was chosen, or `""`."""
        return {
            key: next((name for name, side in sides.items() if side.isChecked()), "")
            for key, sides in self._sides.items()
        }

    def choose(self, key: str, side: str) -> None:
        """Choose `"mine"` or `"theirs"` for a field."""
        self._sides[key][side].setChecked(True)

    def is_complete(self) -> bool:
        """True when every field has a choice."""
        return all(self.choices().values())

    def side(self, key: str, name: str) -> QRadioButton:
        """Return the card of one side."""
        return self._sides[key][name]

    def _chosen(self) -> None:
        self._count()
        self.changed.emit()

    def _count(self) -> None:
        chosen = sum(1 for choice in self.choices().values() if choice)
        self.counter.setText(tr("{n} van {total} gekozen", n=chosen, total=len(self._sides)))
