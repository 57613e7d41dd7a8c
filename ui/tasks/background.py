"""The program's own tasks: a store thread and a pool."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from enum import Enum
from typing import TYPE_CHECKING, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from app.faults import Fault
from ui.tasks.core import Callback, Outcome, Owner, TasksCore, Ticket, attempt, run_read, run_write
from ui.tasks.protocol import OP_SLOT, CrashReport, Failed, Then

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

    from app.changes import Changes
    from app.ports import Reading, Store, UnitOfWork

T = TypeVar("T")


class State(Enum):
    """Whether work on the store is taken."""

    LOCKED = "locked"
    OPEN = "open"
    CLOSING = "closing"


_Job = Callable[[], None]


class BackgroundTasks(TasksCore):
    """The program's tasks. Make it on the GUI thread; end it with `close` and then `stop`."""

    _delivered = Signal(object)

    def __init__(
        self,
        *,
        crashed: Callable[[CrashReport], object] | None = None,
        workers: int = 2,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(crashed, parent)
        self._delivered.connect(self._receive, Qt.ConnectionType.QueuedConnection)
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._pool: ThreadPoolExecutor | None = None
        self._workers = workers
        self._store: Store | None = None
        self._lock = threading.Lock()
        self._state = State.LOCKED
        self._slow_running = 0
        self._closed: list[Callable[[], object]] = []

    @property
    def state(self) -> State:
        return self._state

    def _receive(self, deliver: Callable[[], None]) -> None:
        deliver()

    def _deliver(self, deliver: Callable[[], None]) -> None:
        """From any thread: call `deliver` on the GUI thread, unless this object is gone already."""
        if shiboken6.isValid(self):
            self._delivered.emit(deliver)

    def _on_store_thread(self, job: _Job) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._serve, name="store", daemon=True)
            self._thread.start()
        self._jobs.put(job)

    def _serve(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()

    def _run(self, ticket: Ticket, work: Callable[[], Outcome]) -> None:
        """On a worker thread: do the work and send its outcome home."""
        if self._replaced(ticket):
            return
        outcome = attempt(work)
        self._deliver(lambda: self._settle(ticket, outcome))

    def _give(self, ticket: Ticket, work: Callable[[Store], Outcome]) -> None:
        if self._state is not State.OPEN:
            self._deliver(lambda: self._settle(ticket, Outcome(fault=Fault(OP_SLOT))))
            return
        self._on_store_thread(lambda: self._run(ticket, lambda: work(self._opened())))

    def _opened(self) -> Store:
        if self._store is None:
            raise Fault(OP_SLOT)
        return self._store

    def open(
        self, opener: Callable[[], Store], owner: object, then: Then = None, failed: Failed = None
    ) -> None:
        if self._state is not State.LOCKED:
            raise RuntimeError("a store is open already")
        self.stopping.clear()
        self._state = State.OPEN

        def work() -> Outcome:
            self._store = opener()
            return Outcome(result=self._store.profile)

        def run() -> None:
            outcome = attempt(work)
            with self._lock:
                if outcome.fault is not None and self._state is State.OPEN:
                    self._state = State.LOCKED
            self._deliver(lambda: self._settle(ticket, outcome))

        ticket = self._ticket(owner, then, failed)
        self._on_store_thread(run)

    def close(self, then: Callable[[], object] | None = None) -> None:
        if then is not None:
            self._closed.append(then)
        if self._state is State.CLOSING:
            return
        self._state = State.CLOSING
        self.stopping.set()
        self._finish_when_dry()

    def _finish_when_dry(self) -> None:
        with self._lock:
            if self._state is not State.CLOSING or self._slow_running:
                return
        self._on_store_thread(self._close_store)

    def _close_store(self) -> None:
        store, self._store = self._store, None

        def close() -> Outcome:
            if store is not None:
                store.close()
            return Outcome()

        outcome = attempt(close)
        self._deliver(lambda: self._settle_close(outcome))

    def _settle_close(self, outcome: Outcome) -> None:
        if self._state is not State.CLOSING:
            return
        self._state = State.LOCKED
        waiting, self._closed = self._closed, []
        if outcome.crash is not None and self._crashed is not None:
            self._crashed(outcome.crash)
        if outcome.fault is not None:
            self.unheard.emit(outcome.fault)
        for then in waiting:
            then()

    def stop(self) -> None:
        """End the threads, after what is running. Only at the end of the program, once `close` has called back."""
        if self._pool is not None:
            self._pool.shutdown(wait=True)
            self._pool = None
        if self._thread is not None:
            self._jobs.put(None)
            self._thread.join()
            self._thread = None

    def read(
        self,
        work: Callable[[Reading], T],
        owner: object,
        then: Callable[[T], object] | None = None,
        failed: Failed = None,
        *,
        latest: str | None = None,
    ) -> None:
        self._give(self._ticket(owner, then, failed, latest=latest), lambda store: run_read(store, work))

    def write(
        self,
        work: Callable[[UnitOfWork], T],
        owner: object,
        then: Callable[[T], object] | None = None,
        failed: Failed = None,
        *,
        actor: str = "",
    ) -> None:
        self._give(
            self._ticket(owner, then, failed, writes=True), lambda store: run_write(store, work, actor)
        )

    def store(
        self,
        work: Callable[[Store], T],
        owner: object,
        then: Callable[[T], object] | None = None,
        failed: Failed = None,
    ) -> None:
        ticket = self._ticket(owner, then, failed, writes=True)
        self._give(ticket, lambda store: Outcome(result=work(store)))

    def slow(
        self,
        work: Callable[[], T],
        owner: object,
        then: Callable[[T], object] | None = None,
        failed: Failed = None,
    ) -> None:
        ticket = self._ticket(owner, then, failed)
        with self._lock:
            refused = self._state is State.CLOSING
            self._slow_running += not refused
        if refused:
            self._deliver(lambda: self._settle(ticket, Outcome(fault=Fault(OP_SLOT))))
            return
        if self._pool is None:
            # Imported here: it brings logging along, which the unlock screen can do without.
            from concurrent.futures import ThreadPoolExecutor

            self._pool = ThreadPoolExecutor(max_workers=self._workers, thread_name_prefix="slow")
        self._pool.submit(self._run_slow, ticket, work)

    def _run_slow(self, ticket: Ticket, work: Callable[[], object]) -> None:
        try:
            self._run(ticket, lambda: Outcome(result=work()))
        finally:
            with self._lock:
                self._slow_running -= 1
            self._finish_when_dry()

    def call_store(self, work: Callable[[Store], T]) -> T:
        if threading.current_thread() in (threading.main_thread(), self._thread):
            raise RuntimeError("call_store waits: it's for slow work only")
        done: queue.SimpleQueue[tuple[T | None, BaseException | None]] = queue.SimpleQueue()

        def job() -> None:
            try:
                done.put((work(self._opened()), None))
            except BaseException as error:
                done.put((None, error))

        self._on_store_thread(job)
        result, error = done.get()
        if error is not None:
            raise error
        return result  # type: ignore[return-value]

    def announce(self, changes: Changes, initiator: object | None = None) -> None:
        owner = Owner(initiator) if initiator is not None else None
        if changes:
            self._deliver(lambda: self.changed.emit(changes, owner.get() if owner else None))

    def reporter(self, owner: object, receive: Callable[..., object]) -> Callable[..., None]:
        holder, callback = Owner(owner), Callback(receive, owner)
        newest: list[tuple[object, ...]] = []
        guard = threading.Lock()

        def deliver() -> None:
            with guard:
                arguments = newest.pop()
            if holder.get() is not None:
                callback(*arguments)

        def report(*arguments: object) -> None:
            with guard:
                waiting = bool(newest)
                newest[:] = [arguments]
            if not waiting:
                self._deliver(deliver)

        return report
