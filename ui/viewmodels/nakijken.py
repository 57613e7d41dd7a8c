"""Checking a sheet or a file: what was typed, scanned or chosen, and the answer."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.ports import Store
from app.services import bestanden, nakijken
from app.services.nakijken import Oordeel, Uitkomst
from ui.i18n import local, long_day, tr, whole
from ui.session import Session

LARGEST = 64 * 1024 * 1024


class NakijkenViewModel(QObject):
    """`judged` when there is an answer in `oordeel`; `refused(Fault)` when nothing could be read."""

    judged = Signal()
    refused = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.oordeel: Oordeel | None = None

    def check_code(self, text: str) -> None:
        """Judge a code."""
        self.session.ask(lambda store: nakijken.check_code(store, text), self, self._show, self.refused.emit)

    def check_file(self, path: str) -> None:
        """Judge a file."""

        def work(store: Store) -> Oordeel:
            return nakijken.check_file(store, bestanden.read(path, LARGEST))

        self.session.ask(work, self, self._show, self.refused.emit)

    @property
    def tone(self) -> str:
        """How the answer is shown."""
        if self.oordeel is None:
            return "info"
        return {Uitkomst.ECHT: "success", Uitkomst.VERANDERD: "error", Uitkomst.ONBEKEND: "warning"}[
            self.oordeel.uitkomst
        ]

    def facts(self) -> tuple[tuple[str, str], ...]:
        """Return what was noted when it was made; nothing when it isn't known."""
        found = self.oordeel
        if found is None or found.gemaakt_op is None:
            return ()
        return (
            (tr("Wat"), found.document),
            (tr("Cliënt"), found.naam),
            (tr("Voor"), found.ontvanger),
            (tr("Gemaakt op"), long_day(local(found.gemaakt_op).date())),
            (tr("Gemaakt door"), found.gemaakt_door),
            (tr("Exemplaar"), whole(found.exemplaar)),
        )

    def _show(self, oordeel: Oordeel) -> None:
        self.oordeel = oordeel
        self.judged.emit()
