"""Working: long work of the transport, with true counts, a way to stop, and an end that is said."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from app.faults import Fault
from ui.session import Session

T = TypeVar("T")

Progressing = Callable[[str, int, int], None]
Cancelled = Callable[[], bool]


class Working(QObject):
    """One piece of long work at a time. `progress(words, done, total)` and `busy_changed` come on the GUI thread."""

    progress = Signal(str, int, int)
    busy_changed = Signal(bool)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._stop = threading.Event()
        self.busy = False

    def start(self, work: Callable[[Progressing, Cancelled], T], then: Callable[[T], object]) -> None:
        """Do the work in the pool; ignored while something is under way, so a double click does nothing twice."""
        if self.busy:
            return
        self._stop.clear()
        self._set_busy(True)
        report = self._session.tasks.reporter(self, self.progress.emit)
        stopping = self._session.tasks.stopping

        def run() -> T:
            return work(report, lambda: self._stop.is_set() or stopping.is_set())

        def done(result: T) -> None:
            self._set_busy(False)
            then(result)

        self._session.tasks.slow(run, self, done, self._failed)

    def stop(self) -> None:
        """Ask the work to stop; what is done stays done."""
        self._stop.set()

    def _failed(self, fault: Fault) -> None:
        self._set_busy(False)
        self.failed.emit(fault)

    def _set_busy(self, busy: bool) -> None:
        self.busy = busy
        self.busy_changed.emit(busy)
