"""Buttons: one primary per screen, secondary beside it, quiet and link for what is less, danger for what removes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui import theme

_ICON_ROLE = {"primary": "on_accent", "danger": "error.ink", "quiet": "link", "link": "link"}


class Button(QPushButton):
    """A button with a word, and an icon if one is named. Enter presses it as Space does."""

    def __init__(
        self,
        text: str,
        kind: str = "secondary",
        icon: str = "",
        clicked: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._icon_name = icon
        self._kind = kind
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._dress()
        if clicked is not None:
            self.clicked.connect(lambda *_: clicked())

    def set_icon(self, name: str) -> None:
        """Show another icon of ours (`""` for none)."""
        self._icon_name = name
        self._dress()

    def _dress(self) -> None:
        size = theme.current().sizes.icon
        # Qt leaves 4 px between icon and word; the rest of the room is part of the picture.
        gap = (4 if self.layoutDirection() == Qt.LayoutDirection.LeftToRight else -4) if self.text() else 0
        self.setIconSize(QSize(size + abs(gap), size))
        self.setIcon(
            theme.icon(self._icon_name, self._icon_role(), size, gap) if self._icon_name else QIcon()
        )

    def _icon_role(self) -> str:
        return _ICON_ROLE.get(self._kind, "text")

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange):
            self._dress()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._kind == "primary" and self.hasFocus():
            # The ring outside is ink on a light ground; on the filled button a second ring makes it unmistakable.
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.current().colours.on_accent), 1.5))
            radius = theme.current().radii.m - 2
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(3.5, 3.5, -3.5, -3.5), radius, radius)


class IconButton(Button):
    """A square button with only an icon; its name is said by a screen reader and shown as a tip."""

    def __init__(
        self,
        icon: str,
        name: str,
        kind: str = "quiet",
        clicked: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", kind, icon, clicked, parent)
        self.setProperty("iconic", True)
        self.set_name(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_name(self, name: str) -> None:
        """Give the button another name, as its meaning changes."""
        self.setAccessibleName(name)
        self.setToolTip(name)

    def _icon_role(self) -> str:
        return "text" if self._kind == "quiet" else super()._icon_role()


class LinkButton(Button):
    """Something to go to, underlined, in a running text or under a field."""

    def __init__(
        self, text: str, clicked: Callable[[], object] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, "link", "", clicked, parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        # With room for the ring of the focus, which must not cut a short word.
        return super().sizeHint() + QSize(4, 0)
