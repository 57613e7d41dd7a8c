"""One round of sharing at a time, begun by a person or by itself, whatever page is shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.faults import Fault
from app.ports import ShareOutcome
from ui.session import Session
from ui.viewmodels.working import Working


class Deelronde(QObject):
    """`ended(ShareOutcome, quiet)` after a round; `failed(Fault, quiet)` when it could not begin."""

    ended = Signal(object, bool)
    failed = Signal(object, bool)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._quiet = False
        self.working = Working(session, self)
        self.working.failed.connect(self._fail)

    def share(self, *, quiet: bool = False) -> None:
        """Do one round in the pool; what was done before a cancel or a Fault is done. Ignored while one runs."""
        if self.working.busy:
            return
        self._quiet = quiet
        transport, tasks = self._session.transport, self._session.tasks

        def work(progress: Callable[[str, int, int], None], cancelled: Callable[[], bool]) -> ShareOutcome:
            outcome = transport.share(progress, cancelled)
            # Here, not in `then`: every screen must hear of it, whichever is shown.
            tasks.announce(outcome.changes, self)
            return outcome

        self.working.start(work, lambda outcome: self.ended.emit(outcome, self._quiet))

    def _fail(self, fault: Fault) -> None:
        self.failed.emit(fault, self._quiet)
