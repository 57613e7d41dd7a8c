"""Devices of the volunteers: invite one, admit it after comparing digits, and see when each was last heard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.changes import Changes, Touched
from app.ports import Device, DeviceStatus, ImportView, Invitation, Store
from app.services import verlies
from ui.i18n import short_moment, tr, whole
from ui.session import Session
from ui.viewmodels.live import LiveViewModel
from ui.viewmodels.working import Working

HEADINGS = ("Naam", "Rol", "Stand", "Toegelaten", "Laatst gehoord", "Dossiers")


@dataclass(frozen=True, slots=True)
class Apparaat:
    """One device. `wipe`: "", "gevraagd" or "bevestigd"."""

    device_id: str
    naam: str
    revoked: bool
    wipe: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What one revoked device sent that a person still has to look at."""

    device_id: str
    naam: str
    digests: tuple[str, ...]
    changes: int


@dataclass(frozen=True, slots=True)
class Apparaten:
    """The devices in words, with their ids in the same order, and our own digits to read aloud."""

    rows: tuple[tuple[str, ...], ...]
    fingerprint: str
    devices: tuple[Apparaat, ...] = ()
    kept: tuple[Kept, ...] = ()


class ApparatenViewModel(LiveViewModel[Apparaten]):
    """`invited(bytes)` with the file to hand over; `answered(pairs)` when an answer was read; `admitted(name)`."""

    kinds = ("apparaat", "toewijzing", "batch_in")
    invited = Signal(object)
    answered = Signal(object)
    admitted = Signal(str)
    revoked = Signal(str, bool)
    reviewed = Signal(int)
    sheet = Signal(object)

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
                verlies.status_words(device),
                short_moment(device.admitted_op, now) if device.admitted_op else "",
                short_moment(device.last_seen, now) if device.last_seen else tr("nog niet"),
                whole(dossiers),
            )

        def read(store: Store) -> Apparaten:
            with store.read() as reading:
                ledger = reading.ledger
                devices = ledger.devices()
                rows = tuple(line(one, len(ledger.caseload(one.device_id))) for one in devices)
                aside = verlies.set_aside(reading)
            kept = tuple(
                Kept(one.device_id, one.naam, digests, sum(count for _, count in aside[one.device_id]))
                for one in devices
                if (digests := tuple(digest for digest, _ in aside.get(one.device_id, ())))
            )
            shown = tuple(
                Apparaat(one.device_id, one.naam, one.status is DeviceStatus.INGETROKKEN, one.wipe)
                for one in devices
            )
            return Apparaten(rows, transport.fingerprint(), shown, kept)

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

    def revoke(self, device: Apparaat, *, wipe: bool) -> None:
        """Revoke a device, after the person said so."""
        transport = self.session.transport

        def done(changes: Changes) -> None:
            self.session.tasks.announce(changes, self)
            self.reload()
            self.revoked.emit(device.naam, wipe)

        self.working.start(lambda *_: transport.revoke(device.device_id, wipe=wipe), done)

    def take_over(self, kept: Kept) -> None:
        """Import what a revoked device sent, by every rule of import."""
        transport = self.session.transport

        def done(view: ImportView) -> None:
            self.session.tasks.announce(view.changes, self)
            self.reload()
            self.reviewed.emit(sum(view.counts.values()))

        self.working.start(lambda say, stop: transport.take_over(kept.digests, say, stop), done)

    def put_away(self, kept: Kept) -> None:
        """Decide that what a revoked device sent isn't taken over."""
        transport = self.session.transport

        def done(changes: Changes) -> None:
            self.session.tasks.announce(changes, self)
            self.reload()
            self.reviewed.emit(0)

        self.working.start(lambda *_: transport.put_away(kept.digests), done)

    def print_sheet(self, device: Apparaat) -> None:
        """Make the sheet for a data breach."""
        clock, ids = self.session.clock, self.session.ids
        device_id = device.device_id
        self.session.ask(
            lambda store: verlies.print_sheet(store, clock, ids, device_id),
            self,
            self.sheet.emit,
            self._refused,
        )

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
