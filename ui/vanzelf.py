"""Sharing by itself: quietly, when it is due and can be done, and never in the way of anybody's work."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from app.changes import Changes
from app.faults import Fault
from app.ports import ShareOutcome, Store
from app.services import deelritme
from app.services.deelritme import Ritme
from ui.bereik import Bereik
from ui.session import Session
from ui.viewmodels.deelronde import Deelronde

LOOK_MS = 20_000
_OWN = ("delen", "instelling", "apparaat")
"""What a round itself touches, and what asks for no round."""


class VanzelfDelen(QObject):
    """Looks now and then whether a round is due. `trouble_changed(Fault | None)`: what a person must mend first."""

    trouble_changed = Signal(object)

    def __init__(
        self,
        session: Session,
        rounds: Deelronde,
        chance: Callable[[], float],
        network: Bereik | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._rounds = rounds
        self._chance = chance
        self.network = network or Bereik(self)
        self.rhythm: Ritme = deelritme.begin(session.clock.now(), chance())
        self._was_there = False
        self._looking = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        rounds.ended.connect(self._ended)
        rounds.failed.connect(lambda fault, _quiet: self._note(fault))
        session.tasks.changed.connect(self._heard)
        self.network.came.connect(self.connection_came)

    def start(self) -> None:
        """Begin to look."""
        self.network.start()
        self._timer.start()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self) -> None:
        """Begin a round when one is due and can be done; a stick that was just put in is due at once."""
        if self._looking or self._rounds.working.busy:
            return
        self._looking = True
        transport = self._session.transport

        def ready(store: Store) -> tuple[bool, bool]:
            there = transport.mailbox_is_there()
            return there, there and deelritme.may_begin(store)

        self._session.ask(ready, self, self._decide, self._could_not_look)

    def connection_came(self) -> None:
        """A connection appeared: whatever failed before may work now."""
        self.rhythm = deelritme.at_once(self.rhythm, self._session.clock.now())
        self.look()

    # -- inside

    def _decide(self, found: tuple[bool, bool]) -> None:
        self._looking = False
        there, ready = found
        now = self._session.clock.now()
        if there and not self._was_there and self.rhythm.mislukt:
            self.rhythm = deelritme.at_once(self.rhythm, now)
        self._was_there = there
        if ready and self.network.is_there and self.rhythm.is_due(now):
            self._rounds.share(quiet=True)

    def _could_not_look(self, _: Fault) -> None:
        self._looking = False

    def _ended(self, outcome: ShareOutcome, _quiet: bool) -> None:
        if not outcome.cancelled:
            self._note(outcome.fault)

    def _note(self, fault: Fault | None) -> None:
        before = self.rhythm.zaak
        self.rhythm = deelritme.after(
            self.rhythm, self._session.clock.now(), self._chance(), fault, metered=self.network.is_metered
        )
        if self.rhythm.zaak is not before:
            self.trouble_changed.emit(self.rhythm.zaak)

    def _heard(self, changes: Changes, initiator: object | None) -> None:
        """Something was written: it may go soon. Another mailbox, or being paired, is a new beginning."""
        if initiator is self._rounds:
            return
        now = self._session.clock.now()
        if changes.concerns("instelling", "apparaat") and self.rhythm.zaak is not None:
            self.rhythm = Ritme(volgende=now + deelritme.AFTER_WORK)
            self.trouble_changed.emit(None)
        elif any(item.soort not in _OWN for item in changes.touched):
            self.rhythm = deelritme.after_work(self.rhythm, now)
