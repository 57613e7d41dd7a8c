"""What was copied here doesn't stay on the clipboard: it goes after half a minute, and at the lock."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

SECONDS = 30


class ClipboardWatch(QObject):
    """Empties the clipboard 30 seconds after something was copied in this program; what others put there stays."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(SECONDS * 1000)
        self.timer.timeout.connect(self.clear)
        self._board = QGuiApplication.clipboard()
        self._board.dataChanged.connect(self._changed)
        self._ours = False

    def _changed(self) -> None:
        # Not every system tells whose it is; while this program is in front, nobody else copies anything.
        front = QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive
        self._ours = bool(self._board.text()) and (self._board.ownsClipboard() or front)
        if self._ours:
            self.timer.start()
        else:
            self.timer.stop()

    def clear(self) -> None:
        """Take away what was copied or selected here."""
        self.timer.stop()
        if self._ours:
            self._board.clear()
        if self._board.supportsSelection() and self._board.ownsSelection():
            self._board.clear(QClipboard.Mode.Selection)
