"""Devices of the volunteers: invite one, admit it after comparing digits, and see when each was last heard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.changes import Changes, Touched
from app.ports import Device, DeviceStatus, Invitation, Store
from ui.i18n import short_moment, tr, whole
from ui.session import Session
from ui.viewmodels.live import LiveViewModel
from ui.viewmodels.working import Working

HEADINGS = ("Naam", "Rol", "Stand", "Toegelaten", "Laatst gehoord", "Dossiers")
_STATUS = {
    DeviceStatus.UITGENODIGD: "uitgenodigd",
    DeviceStatus.TOEGELATEN: "toegelaten",
    DeviceStatus.INGETROKKEN: "ingetrokken",
}


@dataclass(frozen=True, slots=True)
class Apparaten:
    """The devices in words, and our own digits to read aloud."""

    rows: tuple[tuple[str, ...], ...]
    fingerprint: str


class ApparatenViewModel(LiveViewModel[Apparaten]):
    """`invited(bytes)` with the file to hand over; `answered(pairs)` when an answer was read; `admitted(name)`."""

    kinds = ("apparaat", "toewijzing")
    invited = Signal(object)
    answered = Signal(object)
    admitted = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(session, parent)
        self.working = Working(session, self)
        self.working.failed.connect(self._refused)
        self._answer = b""

    def query(self) -> Callable[[Store], Apparaten]:
        transport, now = self.session.transport, self.session.clock.now()

        def line(device: Device, dossiers: int) -> tuple[str, ...]:
            return (
                device.naam,
                device.rol.value,
                _STATUS[device.status],
                short_moment(device.admitted_op, now) if device.admitted_op else "",
                short_moment(device.last_seen, now) if device.last_seen else tr("nog niet"),
                whole(dossiers),
            )

        def read(store: Store) -> Apparaten:
            with store.read() as reading:
                ledger = reading.ledger
                rows = tuple(line(one, len(ledger.caseload(one.device_id))) for one in ledger.devices())
            return Apparaten(rows, transport.fingerprint())

        return read

    def invite(self, naam: str) -> None:
        """Make a signed invitation for one person."""
        transport = self.session.transport
        self.working.start(lambda *_: transport.invite(naam), self._made)

    def read_answer(self, data: bytes) -> None:
        """Read the answer file of a device; nobody is admitted yet."""
        self._answer = data
        transport = self.session.transport
        self.working.start(lambda *_: transport.read_answer(data), self._read)

    def admit(self) -> None:
        """Admit the device whose answer was read, now that the digits were compared."""
        transport, data = self.session.transport, self._answer
        self.working.start(lambda *_: transport.admit(data), self._welcome)

    def _made(self, data: bytes) -> None:
        self._touched("uitnodiging")
        self.invited.emit(data)

    def _read(self, answer: Invitation) -> None:
        self.answered.emit(
            (
                (tr("Naam"), answer.naam),
                (tr("Rol"), answer.rol),
                (tr("Cijfers om te vergelijken"), answer.fingerprint),
            )
        )

    def _welcome(self, device: Device) -> None:
        self._answer = b""
        self._touched(device.device_id)
        self.admitted.emit(device.naam)

    def _touched(self, device_id: str) -> None:
        changes = Changes(frozenset({Touched("apparaat", device_id, "")}))
        self.session.tasks.announce(changes, self)
