"""Changing the ways into the opened profile. Each asks the wachtzin of now: who finds it open can't do any of it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.faults import Fault
from app.services import wachtzinnen
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


class RemoveSheetViewModel(KeysViewModel):
    """The herstelblad opens nothing any more, and there is no new one."""

    def work(self) -> None:
        keyring = self.session.keyring
        assert keyring is not None
        keyring.remove_recovery(self.now)


class TravelViewModel(KeysViewModel):
    """The wachtzin opens nothing until the herstelblad or the organisation gives a new one."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, parent)
        keyring = session.keyring
        ways = keyring.ways_in() if keyring is not None else frozenset()
        self.on = bool(ways) and "wachtzin" not in ways

    def work(self) -> None:
        keyring = self.session.keyring
        assert keyring is not None
        keyring.travel_on(self.now)


class RekeyViewModel(KeysViewModel):
    """Another key for everything, because somebody knows a way in: with another wachtzin and another herstelblad.

    Here only the wachtzin of now is proven; the profile has to be closed for the rest, so the session does that.
    """

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, parent)
        profile = session.profile
        self.wachtzin = NewPassphrase(demanding=not profile.practice, parent=self)
        self.wachtzin.known = (profile.naam, profile.organisatie)
        self.blad = RecoverySheet(session.tasks, session.clock, session.ids, parent=self)
        self.blad.describe(profile.naam, profile.organisatie, practice=profile.practice)

    def check(self) -> dict[str, str]:
        errors = {**super().check(), **self.wachtzin.check(), **self.blad.check()}
        if not errors and wachtzinnen.same(self.now, self.wachtzin.passphrase):
            errors["eigen"] = tr("Dit is dezelfde wachtzin. Kies een andere.")
        return errors

    def work(self) -> None:
        keyring = self.session.keyring
        assert keyring is not None
        keyring.prove(self.now)

    def _succeeded(self, _: object) -> None:
        old, new, groups = self.now, self.wachtzin.passphrase, self.blad.groups
        self.now = ""
        self._busy(False)
        self.wachtzin.forget()
        self.blad.forget()
        if self.session.rekey is not None:
            self.session.rekey(old, new, groups)
