"""Tasks that run at once, for tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

from app.faults import Fault
from ui.tasks.core import Callback, Outcome, Owner, TasksCore, Ticket, run_read, run_write
from ui.tasks.protocol import OP_SLOT, Failed, Then

if TYPE_CHECKING:
    from app.changes import Changes
    from app.ports import Reading, Store, UnitOfWork

T = TypeVar("T")


class ImmediateTasks(TasksCore):
    """Tasks for tests: everything runs at once on the caller's thread, and our own bugs are raised where they are.

    `hold()` keeps the outcomes of later work until `release()`, to look at a screen while it waits.
    """

    def __init__(self, store: Store | None = None, parent: QObject | None = None) -> None:
        super().__init__(None, parent)
        self._opened_store = store
        self._held: list[Callable[[], None]] | None = None

    def hold(self) -> None:
        """From now on, keep outcomes back."""
        self._held = []

    def release(self) -> None:
        """Hand out what was kept back, in order, and stop keeping back."""
        held, self._held = self._held or [], None
        for deliver in held:
            deliver()

    def _do(self, ticket: Ticket, work: Callable[[], Outcome]) -> None:
        try:
            outcome = work()
        except Fault as fault:
            outcome = Outcome(fault=fault)
        if self._held is None:
            self._settle(ticket, outcome)
        else:
            self._held.append(lambda: self._settle(ticket, outcome))

    def _opened(self) -> Store:
        if self._opened_store is None:
            raise Fault(OP_SLOT)
        return self._opened_store

    def open(
        self, opener: Callable[[], Store], owner: object, then: Then = None, failed: Failed = None
    ) -> None:
        if self._opened_store is not None:
            raise RuntimeError("a store is open already")

        def work() -> Outcome:
            self._opened_store = opener()
            return Outcome(result=self._opened_store.profile)

        self.stopping.clear()
        self._do(self._ticket(owner, then, failed), work)

    def close(self, then: Callable[[], object] | None = None) -> None:
        self.stopping.set()
        store, self._opened_store = self._opened_store, None
        if store is not None:
            store.close()
        if then is not None:
            then()

    def read(
        self,
        work: Callable[[Reading], T],
        owner: object,
        then: Callable[[T], object] | None = None,
        failed: Failed = None,
        *,
        latest: str | None = None,
    ) -> None:
        self._do(self._ticket(owner, then, failed, latest=latest), lambda: run_read(self._opened(), work))

    def write(
        self,
        work: Callable[[UnitOfWork], T],
        owner: object,
        then: Callable[[T], object] | None = None,
        failed: Failed = None,
        *,
        actor: str = "",
    ) -> None:
        ticket = self._ticket(owner, then, failed, writes=True)
        self._do(ticket, lambda: run_write(self._opened(), work, actor))

    def store(
        self,
        work: Callable[[Store], T],
        owner: object,
        then: Callable[[T], object] | None = None,
        failed: Failed = None,
    ) -> None:
        ticket = self._ticket(owner, then, failed, writes=True)
        self._do(ticket, lambda: Outcome(result=work(self._opened())))

    def slow(
        self,
        work: Callable[[], T],
        owner: object,
        then: Callable[[T], object] | None = None,
        failed: Failed = None,
    ) -> None:
        self._do(self._ticket(owner, then, failed), lambda: Outcome(result=work()))

    def call_store(self, work: Callable[[Store], T]) -> T:
        return work(self._opened())

    def announce(self, changes: Changes, initiator: object | None = None) -> None:
        if changes:
            self.changed.emit(changes, initiator)

    def reporter(self, owner: object, receive: Callable[..., object]) -> Callable[..., None]:
        holder, callback = Owner(owner), Callback(receive, owner)

        def report(*arguments: object) -> None:
            if holder.get() is not None:
                callback(*arguments)

        return report
