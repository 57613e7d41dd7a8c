"""Whom to call: the calm bar on every signalering screen, and the panel that an urgent answer opens in its place."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QStyle, QWidget

from ui import theme
from ui.i18n import tr
from ui.viewmodels.bellen import NO_NUMBER, Advice, CallLine, always
from ui.widgets.layouts import FlowLayout, column, row
from ui.widgets.page import LARGE_TEXT, Page
from ui.widgets.panels import TONE_ICONS
from ui.widgets.text import Icon, announce, label, toned


class NumbersBar(QFrame):
    """The three numbers that must always be at hand; they need no internet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusline")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("Nummers die altijd werken"))
        space = theme.current().spacing
        flow = FlowLayout(gap=space.l)
        self.lines = always()
        for line in self.lines:
            flow.addWidget(_number(line))
        outer = column(flow, gap=0, margins=(space.xl, space.s, space.xl, space.s))
        self.setLayout(outer)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)


def _number(line: CallLine) -> QWidget:
    large = theme.current().scale >= LARGE_TEXT
    own_name = line.name.split()[0] not in line.numbers
    words = f"{line.name} {line.numbers}" if large and own_name else line.numbers
    number = label(words, "strong", wrap=False)
    number.setAccessibleName(line.numbers if line.name == line.numbers else f"{line.name}: {line.numbers}")
    number.setAccessibleDescription(line.note)
    inside = row(Icon("phone", "text_muted"), number, gap=theme.current().spacing.s)
    if not large:
        inside.addWidget(label(_short_note(line), "small", wrap=False))
    holder = QWidget()
    holder.setLayout(inside)
    holder.setToolTip(line.note)
    return holder


def _short_note(line: CallLine) -> str:
    if line.name == line.numbers:
        return tr("direct gevaar")
    return tr("{name}, mag zonder naam", name=line.name) if line.nameless else line.name


def put_under(page: Page) -> NumbersBar:
    """Put the bar at the foot of a page, where it stays while the page scrolls."""
    bar = NumbersBar()
    layout = page.layout()
    assert layout is not None
    layout.addWidget(bar)
    return bar


class CallPanel(QFrame):
    """What to do now and whom to call. It appears where the answer was given, takes no focus, and is said aloud."""

    def __init__(self, shown: Advice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        space = theme.current().spacing
        self._icon = Icon(TONE_ICONS[shown.tone], f"{shown.tone}.ink", theme.current().sizes.icon_large)
        self._heading = toned("", shown.tone)
        self._deed = label("")
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, space.xs, 0, 0)
        self._grid.setHorizontalSpacing(space.l)
        self._grid.setVerticalSpacing(space.s)
        self._grid.setColumnStretch(1, 1)
        words = column(self._heading, self._deed, gap=space.xs)
        words.addLayout(self._grid)
        line = row(gap=space.m, margins=(space.l, space.m, space.m, space.m))
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        self.setLayout(line)
        self._said = ""
        self.shown: Advice | None = None
        self.show_advice(shown)

    def show_advice(self, shown: Advice) -> None:
        """Show other advice in the same place; said aloud when it differs."""
        if shown == self.shown:
            return
        self.shown = shown
        self._icon.set_icon(TONE_ICONS[shown.tone], f"{shown.tone}.ink")
        self._heading.setText(f"{tr(_WORDS[shown.tone])} {shown.heading}")
        self._heading.setProperty("tone", shown.tone)
        theme.restyle(self._heading)
        self._deed.setText(shown.deed)
        self._deed.setVisible(bool(shown.deed))
        fill_calls(self._grid, shown.lines)
        self.setAccessibleName(shown.spoken)
        self.update()
        if self.isVisible():
            self._say()

    def _say(self) -> None:
        if self.shown is not None and self.shown.spoken != self._said:
            self._said = self.shown.spoken
            announce(self, self.shown.spoken, urgent=True)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._say()

    def paintEvent(self, event: QPaintEvent) -> None:
        assert self.shown is not None
        tone = theme.current().colours.tone(self.shown.tone)
        radius = theme.current().radii.m
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), radius, radius)
        painter.setClipPath(shape)
        painter.fillRect(self.rect(), QColor(tone.soft))
        edge = QStyle.visualRect(self.layoutDirection(), self.rect(), QRect(0, 0, 6, self.height()))
        painter.fillRect(edge, QColor(tone.solid))


_WORDS = {"acuut": "Acuut.", "spoed": "Spoed."}


def fill_calls(grid: QGridLayout, lines: Iterable[CallLine]) -> None:
    """Put numbers, large, beside whose they are and when to call them."""
    while (item := grid.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
    for number, line in enumerate(lines):
        digits = label(line.numbers or tr(NO_NUMBER), "callnumber" if line.numbers else "small", wrap=False)
        digits.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        digits.setAccessibleName(line.spoken)
        name = line.name if line.name != line.numbers else tr("Alarmnummer")
        words = column(label(name, "strong"), gap=0)
        if line.note:
            words.addWidget(label(line.note, "small"))
        holder = QWidget()
        holder.setLayout(words)
        grid.addWidget(digits, number, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(holder, number, 1)
