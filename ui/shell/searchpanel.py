"""Search over the page: Ctrl+K anywhere."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QFrame, QMainWindow, QWidget

from ui import theme
from ui.widgets.layouts import column


class SearchPanel(QWidget):
    """The panel of Ctrl+K: a card on a shade over the whole window, closed by Escape, a click beside it, a choice."""

    left = Signal()

    def __init__(self, content: QWidget, window: QMainWindow) -> None:
        super().__init__(window)
        self._content = content
        self._before: QWidget | None = window.focusWidget()
        space = theme.current().spacing
        self._card = QFrame(self)
        self._card.setObjectName("searchpanel")
        self._card.setLayout(column(content, margins=(space.l, space.l, space.l, space.l)))
        for name in ("left", "opened"):
            signal = getattr(content, name, None)
            if signal is not None and hasattr(signal, "connect"):
                signal.connect(lambda *_: self.left.emit())
        escape = QShortcut(QKeySequence("Escape"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.left)

    @property
    def content(self) -> QWidget:
        return self._content

    def open(self) -> None:
        self.fit()
        self.show()
        self.raise_()
        self._content.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.deleteLater()

    def fit(self) -> None:
        room = self.parentWidget()
        if room is not None:
            self.setGeometry(room.rect())
            scale = theme.current().scale
            width = min(room.width() - 80, round(720 * (0.6 + 0.4 * scale)))
            height = min(room.height() - 120, round(460 * (0.5 + scale / 2)))
            self._card.setGeometry((room.width() - width) // 2, 64, width, height)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._card.geometry().contains(event.position().toPoint()):
            self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(10, 20, 24, 110))
