"""Nobody there? First a warning, then the lock. The clock comes from outside, so that tests move it by hand."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

if TYPE_CHECKING:
    from app.ports import Clock


INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class IdleWatch(QObject):
    """Emits `warned(seconds left)` from `warning` seconds before the end, `resumed` when somebody came back, and
    `expired` once when `limit` has passed without input.

    A machine that slept counts as nobody there: the first key or mouse after a long sleep doesn't count as presence,
    it meets the lock, and does nothing else. A clock that is set back doesn't give anybody more time.
    """

    warned = Signal(int)
    resumed = Signal()
    expired = Signal()

    def __init__(
        self, clock: Clock, *, limit: float = 600, warning: float = 30, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._limit = timedelta(seconds=limit)
        self._warning = timedelta(seconds=warning)
        self._seen: datetime = clock.now()
        self._alone = timedelta(0)
        self.touches = 0
        self._warning_shown = False
        self._running = False
        self._windows: list[QWindow] = []
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.check)

    @property
    def is_warning(self) -> bool:
        return self._warning_shown

    def set_limit(self, seconds: float) -> None:
        """Lock after this many seconds without input."""
        self._limit = timedelta(seconds=seconds)

    def watch(self, window: QWindow) -> None:
        """Listen to the input of a window; an ear in every widget would cost something at each event."""
        if window not in self._windows:
            self._windows.append(window)
            window.installEventFilter(self)

    def start(self) -> None:
        """Begin counting, from now."""
        self._seen = self._clock.now()
        self._alone = timedelta(0)
        self._warning_shown = False
        self._running = True
        self._timer.start()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._window_changed)
            app.applicationStateChanged.connect(self._state_changed)

    def stop(self) -> None:
        """Stop counting, as while locked. Stopping twice is no mistake."""
        self._timer.stop()
        if not self._running:
            return
        self._running = False
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.disconnect(self._window_changed)
            app.applicationStateChanged.disconnect(self._state_changed)

    def _state_changed(self, _: object) -> None:
        self.check()

    def _window_changed(self, window: QWindow | None) -> None:
        if window is not None:
            self.watch(window)

    def touch(self) -> bool:
        """Somebody is there. False when they came too late: then the lock comes instead."""
        if not self._running:
            return True
        self._count()
        if self._alone >= self._limit:
            self._expire()
            return False
        self._alone = timedelta(0)
        self.touches += 1
        if self._warning_shown:
            self._warning_shown = False
            self.resumed.emit()
        return True

    def check(self) -> None:
        """Look at the clock; called every second, and by tests."""
        if not self._running:
            return
        self._count()
        left = self._limit - self._alone
        if left <= timedelta(0):
            self._expire()
        elif left <= self._warning:
            self._warning_shown = True
            self.warned.emit(-(-int(left.total_seconds() * 1000) // 1000))

    def _count(self) -> None:
        now = self._clock.now()
        passed = now - self._seen
        self._seen = now
        self._alone += passed if passed >= timedelta(0) else timedelta(milliseconds=self._timer.interval())

    def _expire(self) -> None:
        self.stop()
        self._warning_shown = False
        self.expired.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return event.type() in INPUT and not self.touch()
