"""Dialogs over the window: Ctrl+L works in them, the idle warning stands in front of them, a lock closes them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut, QWindow
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from ui import theme
from ui.i18n import tr
from ui.widgets.layouts import column
from ui.widgets.panels import MessageBar


class DialogWatch(QObject):
    """Knows the dialogs that open over a window. `lock` is what Ctrl+L does in them."""

    def __init__(self, window: QWidget, lock: Callable[[], object]) -> None:
        super().__init__(window)
        self._window = window
        self._lock = lock
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._front_changed)

    def _front_changed(self, front: QWindow | None) -> None:
        for dialog in self.open_ones():
            if dialog.windowHandle() is front and not dialog.property("knowslock"):
                dialog.setProperty("knowslock", True)
                QShortcut(QKeySequence("Ctrl+L"), dialog).activated.connect(self._lock)

    def open_ones(self) -> list[QDialog]:
        """Return the dialogs that are open over the window, the one in front last."""
        found = [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog)]
        mine = [each for each in found if each.isVisible() and self._belongs(each)]
        front = QApplication.activeModalWidget()
        return sorted(mine, key=lambda each: each is front)

    def _belongs(self, dialog: QDialog) -> bool:
        parent = dialog.parentWidget()
        return parent is not None and (
            parent.window() is self._window
            or (isinstance(parent.window(), QDialog) and parent.window() is not dialog)
        )

    def close_all(self) -> None:
        """Close menus and dialogs as Escape does: nothing that they asked for happens."""
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        for dialog in reversed(self.open_ones()):
            dialog.reject()


class IdleNote(QDialog):
    """The idle warning in front of a dialog, which would hide the bar in the window."""

    def __init__(self, front: QWidget, words: str, stay: Callable[[], object]) -> None:
        super().__init__(front)
        self.setWindowTitle(tr("Bijna op slot"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        space = theme.current().spacing
        self.bar = MessageBar(
            "warning",
            words,
            detail=tr("Je werk is bewaard."),
            action=tr("Ik ben er nog"),
            on_action=stay,
        )
        self.setLayout(column(self.bar, margins=(space.m, space.m, space.m, space.m)))
        self.setMinimumWidth(round(420 * theme.current().scale))
