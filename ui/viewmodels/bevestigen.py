"""The wachtzin once more, before something leaves this computer or somebody new may read: who finds it open can't."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Signal

from app.faults import Fault
from ui.i18n import tr
from ui.session import Session

GOOD_FOR = timedelta(minutes=5)


def must_prove(session: Session) -> bool:
    """True when the wachtzin has to be typed again now; once typed it is good for five minutes."""
    at = session.proven.at
    now: datetime = session.clock.now()
    fresh = at is not None and timedelta(0) <= now - at < GOOD_FOR
    return session.keyring is not None and not fresh


class ConfirmViewModel(QObject):
    """`proven` when the wachtzin fits; `refused(sentence)` when it doesn't. `busy_changed` while it is tried."""

    proven = Signal()
    refused = Signal(str)
    busy_changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.busy = False

    def attempt(self, passphrase: str) -> None:
        """Try it; ignored while an attempt is under way."""
        keyring = self._session.keyring
        if self.busy or keyring is None:
            return
        if not passphrase:
            self.refused.emit(tr("Typ eerst je wachtzin."))
            return
        self._set_busy(True)
        self._session.tasks.slow(lambda: keyring.prove(passphrase), self, self._fits, self._fits_not)

    def _fits(self, _: object) -> None:
        self._set_busy(False)
        self._session.proven.at = self._session.clock.now()
        self.proven.emit()

    def _fits_not(self, fault: Fault) -> None:
        self._set_busy(False)
        wrong = fault.code == "wachtzin-onjuist"
        self.refused.emit(
            tr("Dit is niet je wachtzin. Probeer het nog een keer.")
            if wrong
            else f"{fault.sentence} {fault.next_step}"
        )

    def _set_busy(self, busy: bool) -> None:
        self.busy = busy
        self.busy_changed.emit()
