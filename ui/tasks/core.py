"""The half that both kinds of tasks share: who asked, whether they still live, and what they get."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from types import MethodType
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Signal

from app.faults import Fault
from ui.tasks.protocol import PROGRAMMAFOUT, CrashReport, Failed, Then

if TYPE_CHECKING:
    from app.changes import Changes
    from app.ports import Reading, Store, UnitOfWork


class Callback:
    """A callback that doesn't keep its owner alive when it's a method of that owner."""

    __slots__ = ("_call", "_weak")

    def __init__(self, call: Callable[..., object], owner: object) -> None:
        bound = isinstance(call, MethodType) and call.__self__ is owner
        self._weak = weakref.WeakMethod(call) if isinstance(call, MethodType) and bound else None
        self._call = None if bound else call

    def __call__(self, *arguments: object) -> None:
        call = self._weak() if self._weak is not None else self._call
        if call is not None:
            call(*arguments)


class Owner:
    """Knows whether the object that asked is still there, in Python and in Qt."""

    __slots__ = ("_reference", "key")

    def __init__(self, owner: object) -> None:
        self._reference = weakref.ref(owner)
        self.key = id(owner)

    def get(self) -> object | None:
        owner = self._reference()
        if isinstance(owner, QObject) and not shiboken6.isValid(owner):
            return None
        return owner


class Ticket:
    """What must happen on the GUI thread when a piece of work is done."""

    def __init__(self, owner: object, then: Then, failed: Failed) -> None:
        self.owner = Owner(owner)
        self.then = Callback(then, owner) if then else None
        self.failed = Callback(failed, owner) if failed else None
        self.writes = False
        self.latest: tuple[int, str] | None = None
        self.serial = 0


class TasksCore(QObject):
    """The half that lives on the GUI thread: signals, delivery, and who was replaced by whom."""

    changed = Signal(object, object)
    unheard = Signal(object)

    def __init__(self, crashed: Callable[[CrashReport], object] | None, parent: QObject | None) -> None:
        super().__init__(parent)
        self.stopping = threading.Event()
        self._crashed = crashed
        self._serials: dict[tuple[int, str], int] = {}

    def _ticket(
        self, owner: object, then: Then, failed: Failed, *, latest: str | None = None, writes: bool = False
    ) -> Ticket:
        ticket = Ticket(owner, then, failed)
        ticket.writes = writes
        if latest is not None:
            ticket.latest = (ticket.owner.key, latest)
            ticket.serial = self._serials[ticket.latest] = self._serials.get(ticket.latest, 0) + 1
        return ticket

    def _replaced(self, ticket: Ticket) -> bool:
        return ticket.latest is not None and self._serials.get(ticket.latest) != ticket.serial

    def _settle(self, ticket: Ticket, outcome: Outcome) -> None:
        """On the GUI thread: hand the outcome to the owner, then tell everybody what changed."""
        owner = ticket.owner.get()
        if outcome.crash is not None and self._crashed is not None:
            self._crashed(outcome.crash)
        try:
            if outcome.fault is not None:
                self._settle_fault(ticket, owner, outcome.fault)
            elif owner is not None and ticket.then is not None and not self._replaced(ticket):
                ticket.then(outcome.result)
        finally:
            if outcome.changes:
                self.changed.emit(outcome.changes, owner)

    def _settle_fault(self, ticket: Ticket, owner: object | None, fault: Fault) -> None:
        if owner is not None and ticket.failed is not None:
            if not self._replaced(ticket):
                ticket.failed(fault)
        elif owner is not None or ticket.writes:
            self.unheard.emit(fault)


@dataclass(slots=True)
class Outcome:
    result: object = None
    fault: Fault | None = None
    crash: CrashReport | None = None
    changes: Changes | None = None


def run_write(store: Store, work: Callable[[UnitOfWork], object], actor: str) -> Outcome:
    with store.write(actor=actor) as unit:
        result = work(unit)
        changes = unit.commit()
    return Outcome(result=result, changes=changes)


def run_read(store: Store, work: Callable[[Reading], object]) -> Outcome:
    with store.read() as reading:
        return Outcome(result=work(reading))


def attempt(work: Callable[[], Outcome]) -> Outcome:
    try:
        return work()
    except Fault as fault:
        return Outcome(fault=fault)
    except BaseException as error:
        return Outcome(fault=Fault(PROGRAMMAFOUT), crash=CrashReport.of(error))
