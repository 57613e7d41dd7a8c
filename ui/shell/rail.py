"""The rail on the left: where one can go, icon and word, with counts of what waits there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QSizePolicy, QStyle, QVBoxLayout, QWidget

from ui import theme
from ui.i18n import tr
from ui.navigation import Destination
from ui.widgets.layouts import clear, column
from ui.widgets.text import label


class RailButton(QPushButton):
    """One destination; a count of what waits stands at its end, and in its name."""

    moved = Signal(int)

    def __init__(self, destination: Destination, shortcut: str) -> None:
        super().__init__(destination.title)
        self.key = destination.key
        self._title = destination.title
        self._icon_name = destination.icon
        self._shortcut = shortcut
        self._count = 0
        self.setCheckable(True)
        self.setAutoExclusive(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.toggled.connect(lambda _: self._dress())
        self._dress()
        self.set_count(0)

    def set_count(self, count: int) -> None:
        """Show how many things wait there (0: nothing)."""
        self._count = count
        waiting = tr("{n} wachten", n=count) if count > 1 else tr("1 wacht") if count else ""
        self.setAccessibleName(", ".join(part for part in (self._title, waiting) if part))
        self.setToolTip(f"{self._title} ({self._shortcut})" if self._shortcut else self._title)
        self.update()

    def _dress(self) -> None:
        size = theme.current().sizes.icon
        gap = 6 if self.layoutDirection() == Qt.LayoutDirection.LeftToRight else -6
        self.setIconSize(QSize(size + 6, size))
        role = "rail_current_text" if self.isChecked() else "rail_text"
        self.setIcon(theme.icon(self._icon_name, role, size, gap))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._dress()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._count:
            return
        tokens = theme.current()
        colours = tokens.colours
        font = QFont(self.font())
        font.setPixelSize(tokens.type.small)
        font.setWeight(QFont.Weight.DemiBold)
        text = str(self._count) if self._count < 1000 else "999+"
        metrics = QFontMetrics(font)
        height = metrics.height() + 2
        width = max(height, metrics.horizontalAdvance(text) + 12)
        words = self.iconSize().width() + QFontMetrics(self.font()).horizontalAdvance(self.text()) + 24
        place = QRect(self.width() - width - 10, (self.height() - height) // 2, width, height)
        if words > place.left():
            # No room at the end of a long word in large text: on the icon's corner.
            place.moveTopLeft(QPoint(tokens.sizes.icon - 4, 1))
        place = QStyle.visualRect(self.layoutDirection(), self.rect(), place)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.rail_current_text if self.isChecked() else colours.rail_text))
        painter.drawRoundedRect(QRectF(place), height / 2, height / 2)
        painter.setFont(font)
        painter.setPen(QColor(colours.rail_current if self.isChecked() else colours.rail))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), text)


class Rail(QFrame):
    """The buttons, the program's name above them; scrolls when large text needs more height than there is."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAccessibleName(tr("Hoofdmenu"))
        self._buttons: dict[str, RailButton] = {}
        space = theme.current().spacing
        self._name = label(tr("Doorgaande lijn"), "strong")
        self._name.setObjectName("railname")
        self._top: QVBoxLayout = column(gap=space.xs)
        self._bottom: QVBoxLayout = column(gap=space.xs)
        ground = QWidget()
        ground.setObjectName("railground")
        self._column = column(self._name, space.m, gap=0, margins=(space.m, space.l, space.m, space.m))
        self._column.addLayout(self._top)
        self._column.addStretch(1)
        self._column.addLayout(self._bottom)
        ground.setLayout(self._column)
        scroller = QScrollArea()
        scroller.setWidgetResizable(True)
        scroller.setFrameShape(QFrame.Shape.NoFrame)
        scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroller.setWidget(ground)
        self._scroller = scroller
        self.setLayout(column(scroller))
        self._fit()

    def _fit(self) -> None:
        self.setFixedWidth(theme.current().sizes.rail)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._fit()
        super().changeEvent(event)

    def set_destinations(self, destinations: Sequence[Destination]) -> None:
        """Show these destinations; the first nine answer to Ctrl+1 to Ctrl+9."""
        clear(self._top)
        clear(self._bottom)
        self._buttons.clear()
        for number, destination in enumerate(destinations):
            shortcut = f"Ctrl+{number + 1}" if number < 9 else ""
            button = RailButton(destination, shortcut)
            button.clicked.connect(lambda _=False, key=destination.key: self.chosen.emit(key))
            button.moved.connect(lambda step, key=destination.key: self._move(key, step))
            self._buttons[destination.key] = button
            (self._bottom if destination.at_bottom else self._top).addWidget(button)

    def keys(self) -> tuple[str, ...]:
        """Return the destinations in the order of the screen."""
        return tuple(self._buttons)

    def button(self, key: str) -> RailButton:
        """Return the button of a destination."""
        return self._buttons[key]

    def show_current(self, key: str) -> None:
        """Mark where one is."""
        for name, button in self._buttons.items():
            button.setChecked(name == key)

    def set_count(self, key: str, count: int) -> None:
        """Show how many things wait at a destination."""
        if key in self._buttons:
            self._buttons[key].set_count(count)

    def _move(self, key: str, step: int) -> None:
        keys = list(self._buttons)
        place = keys.index(key) + step
        if 0 <= place < len(keys):
            button = self._buttons[keys[place]]
            button.setFocus(Qt.FocusReason.TabFocusReason)
            self._scroller.ensureWidgetVisible(button)
