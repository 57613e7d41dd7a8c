"""The scaffold of a page: title, subtitle, actions, messages, and a body that scrolls and stays readable."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.layouts import FlowLayout, column, row, turn
from ui.widgets.panels import MessageBar
from ui.widgets.text import label

LARGE_TEXT = 1.5


class ScrollBody(QScrollArea):
    """A column that scrolls vertically, never sideways, no wider than `readable`, and follows the focus."""

    def __init__(self, *, readable: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        space = theme.current().spacing
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._readable = readable
        ground = QWidget()
        ground.setObjectName("scrollbody")
        # Ignored: else the scroll area takes the height that the words would need in the narrowest column.
        ground.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.content = QWidget()
        self.content.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.body: QVBoxLayout = column(gap=space.l)
        self.content.setLayout(self.body)
        if readable is not None:
            self.content.setMaximumWidth(readable)
        line = row(gap=0)
        line.addWidget(self.content, 1)
        if readable is not None:
            line.addStretch(0)
        ground.setLayout(column(line, None, gap=0, margins=(space.xl, space.s, space.xl, space.xl)))
        self.setWidget(ground)
        _follow_focus()


@cache
def _follow_focus() -> None:
    """Scroll to what has the focus, however it got it; one ear for all pages, tied to none of them."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        app.focusChanged.connect(_show_focused)


def _show_focused(old: QWidget | None, new: QWidget | None) -> None:
    inner, ancestor = new, new.parentWidget() if new is not None else None
    while inner is not None and ancestor is not None:
        if isinstance(ancestor, ScrollBody):
            ancestor.ensureWidgetVisible(inner, 24, 48)
        ancestor = ancestor.parentWidget()


class Page(QWidget):
    """A page of the window. Fill `body`; put buttons with `add_action`; say things with `show_message`.

    `wide` gives tables and boards the whole width; otherwise lines stay readable.
    """

    def __init__(
        self, title: str, subtitle: str = "", *, wide: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tokens = theme.current()
        self._most = 10**6 if wide else self._tokens.sizes.readable + 2 * self._tokens.spacing.xl
        space, sizes = self._tokens.spacing, self._tokens.sizes
        self.heading = label(title, "title")
        self.subtitle = label(subtitle, "muted")
        self.subtitle.setVisible(bool(subtitle))
        self.messages = column(gap=space.s)
        self._actions = FlowLayout()
        self._action_holder = QWidget()
        self._action_holder.setLayout(self._actions)
        self._action_holder.hide()
        self.above = column(gap=space.s)
        words = column(self.heading, self.subtitle, gap=space.xs)
        self._head = row(gap=space.l)
        self._head.addLayout(words, 1)
        self._head.addWidget(self._action_holder, 0, Qt.AlignmentFlag.AlignTop)
        top = column(self._head, self.messages, self.above, gap=space.m)
        self.scroller = ScrollBody(readable=None if wide else sizes.readable)
        self.body: QVBoxLayout = self.scroller.body
        outer = column(gap=0)
        if self._tokens.scale < LARGE_TEXT:
            top.setContentsMargins(space.xl, space.xl, space.xl, space.m)
            holder = QWidget()
            holder.setLayout(top)
            if not wide:
                holder.setMaximumWidth(self._most)
            outer.addWidget(holder)
        else:
            # With large text a fixed head would leave no room for the page: it scrolls along.
            top.setContentsMargins(0, space.m, 0, 0)
            self.body.addLayout(top)
        outer.addWidget(self.scroller, 1)
        self.setLayout(outer)
        self.setAccessibleName(title)

    @property
    def title(self) -> str:
        return self.heading.text()

    def activate(self, params: Mapping[str, str]) -> None:
        """The page comes into view. Pages that show something by its id take it from `params`."""

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Change what the page is called."""
        self.heading.setText(title)
        self.subtitle.setText(subtitle)
        self.subtitle.setVisible(bool(subtitle))
        self.setAccessibleName(title)

    def add_action(self, button: QWidget) -> None:
        """Put a button to the right of the title; what matters most goes last."""
        self._actions.addWidget(button)
        self._action_holder.show()
        self._place_actions()

    def show_action(self, button: QWidget, shown: bool) -> None:
        """Show or hide a button beside the title; the others take its place."""
        button.setVisible(shown)
        items = [self._actions.itemAt(index) for index in range(self._actions.count())]
        widgets = [item.widget() for item in items if item is not None]
        # Without any button it would still stand beside the title, as wide as nothing.
        self._action_holder.setVisible(any(each is not None and not each.isHidden() for each in widgets))
        self._place_actions()

    def _place_actions(self) -> None:
        """Buttons beside the title where both have room, under it where they haven't."""
        items = (self._actions.itemAt(index) for index in range(self._actions.count()))
        gap = self._actions.spacing()
        width = sum(item.sizeHint().width() + gap for item in items if item is not None) - gap
        room = min(self.width(), self._most)
        beside = width + round(260 * self._tokens.scale) < room - 2 * self._tokens.spacing.xl
        turn(self._head, beside=beside)
        self._action_holder.setMinimumWidth(max(0, width) if beside else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._actions.count():
            self._place_actions()

    def add(self, *parts: QWidget) -> None:
        """Put widgets in the body, one under the other."""
        for part in parts:
            self.body.addWidget(part)

    def show_message(self, bar: MessageBar) -> MessageBar:
        """Put a message under the title; it stays until it's dismissed."""
        self.messages.addWidget(bar)
        return bar
