"""Changing the ways into the opened profile: another wachtzin, another herstelblad. Both ask the wachtzin of now."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.faults import Fault
from ui.i18n import tr
from ui.session import Session
from ui.viewmodels.herstelblad import RecoverySheet
from ui.viewmodels.nieuwe_wachtzin import NewPassphrase

WACHTZIN_ONJUIST = "wachtzin-onjuist"


class KeysViewModel(QObject):
    """`checked(errors)` per field after a refused attempt; `busy_changed`; `failed(Fault)`; `done` when it counts."""

    checked = Signal(object)
    busy_changed = Signal()
    failed = Signal(object)
    done = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.now = ""
        self.busy = False

    def check(self) -> dict[str, str]:
        """Return what is wrong per field, before anything slow begins."""
        return {} if self.now else {"nu": tr("Typ eerst de wachtzin van nu.")}

    def work(self) -> None:
        """Do it; runs in the pool."""
        raise NotImplementedError

    def submit(self) -> None:
        """Check, and do it."""
        if self.busy:
            return
        errors = self.check()
        self.checked.emit(errors)
        if not errors:
            self._busy(True)
            self.session.tasks.slow(self.work, self, self._succeeded, self._refused)

    def _busy(self, busy: bool) -> None:
        self.busy = busy
        self.busy_changed.emit()

    def _succeeded(self, _: object) -> None:
        self.now = ""
        self._busy(False)
        self.done.emit()

    def _refused(self, fault: Fault) -> None:
        self._busy(False)
        if fault.code == WACHTZIN_ONJUIST:
            self.checked.emit({"nu": tr("Dit is niet de wachtzin van nu. Probeer het nog een keer.")})
        else:
            self.failed.emit(fault)


class ChangePassphraseViewModel(KeysViewModel):
    """Another wachtzin; the herstelblad stays good."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, parent)
        profile = session.profile
        self.wachtzin = NewPassphrase(demanding=not profile.practice, parent=self)
        self.wachtzin.known = (profile.naam, profile.organisatie)

    def check(self) -> dict[str, str]:
        return {**super().check(), **self.wachtzin.check()}

    def work(self) -> None:
        keyring = self.session.keyring
        assert keyring is not None
        keyring.change_passphrase(self.now, self.wachtzin.passphrase)


class NewSheetViewModel(KeysViewModel):
    """Another herstelblad; the one from before stops working when this one counts."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, parent)
        profile = session.profile
        self.blad = RecoverySheet(session.tasks, session.clock, session.ids, parent=self)
        self.blad.describe(profile.naam, profile.organisatie, practice=profile.practice)

    def check(self) -> dict[str, str]:
        return {**self.blad.check(), **super().check()}

    def work(self) -> None:
        keyring = self.session.keyring
        assert keyring is not None
        keyring.add_recovery(self.now, self.blad.groups)
