"""Live: what view-models of pages share: read through the session, reload when what they show was changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from app.changes import Changes
from app.faults import Fault
from app.ports import Store
from ui.session import Session

F = TypeVar("F")


class LiveViewModel(QObject, Generic[F]):
    """Holds `facts` (None while loading). `reloaded` when they're new, `failed(Fault)` when they couldn't be read.

    `kinds` are the kinds of records that it shows; `dossier_id` narrows them to one dossier. While `asleep` (its page
    isn't shown) nothing is read; waking reads anew.
    """

    reloaded = Signal()
    failed = Signal(object)
    kinds: tuple[str, ...] = ()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.facts: F | None = None
        self.fault: Fault | None = None
        self.dossier_id = ""
        self._asleep = True
        self._reading = False
        self._again = False
        session.tasks.changed.connect(self._changed)

    def query(self) -> Callable[[Store], F]:
        """Return the work that reads the facts; it runs where the store is, so it holds plain values only."""
        raise NotImplementedError

    def wake(self) -> None:
        """The page comes into view: read what it shows."""
        self._asleep = False
        self.reload()

    def sleep(self) -> None:
        """The page left the view."""
        self._asleep = True

    def reload(self) -> None:
        """Read again; while a reading is under way, once more after it."""
        if self._reading:
            self._again = True
            return
        self._reading = True
        self.session.ask(self.query(), self, self._loaded, self._refused)

    def concerns(self, changes: Changes) -> bool:
        """True when what was changed is shown here."""
        return changes.concerns(*self.kinds, dossier_id=self.dossier_id)

    def _changed(self, changes: Changes, initiator: object) -> None:
        if not self._asleep and self.concerns(changes):
            self.reload()

    def _loaded(self, facts: F) -> None:
        self._reading = False
        if self._again:
            self._again = False
            self.reload()
            return
        self.facts, self.fault = facts, None
        self.reloaded.emit()

    def _refused(self, fault: Fault) -> None:
        self._reading = self._again = False
        self.fault = fault
        self.failed.emit(fault)
