"""What view-models may ask of the tasks, and the two faults that tasks themselves can answer with."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from PySide6.QtCore import SignalInstance

from app.faults import Fault, FaultKind

if TYPE_CHECKING:
    from app.changes import Changes
    from app.ports import Reading, Store, UnitOfWork

T = TypeVar("T")

OP_SLOT = FaultKind(
    "op-slot", "Het programma is op slot.", "Open het weer met je wachtzin. Probeer het dan opnieuw."
)
PROGRAMMAFOUT = FaultKind(
    "programmafout",
    "Er ging iets mis in het programma.",
    "Wat al bewaard was, is veilig. Probeer het nog een keer.",
)

Then = Callable[[Any], object] | None
Failed = Callable[[Fault], object] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CrashReport:
    """Where our own bug was: the kind of exception and its frames, never its message or any value."""

    kind: str
    frames: tuple[str, ...]

    @classmethod
    def of(cls, error: BaseException) -> CrashReport:
        """Describe an exception as `file:line function` per frame, outermost first, without folders."""
        frames = (
            f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(error.__traceback__)
        )
        return cls(kind=type(error).__qualname__, frames=tuple(frames))


class Tasks(Protocol):
    """How view-models get work done; `BackgroundTasks` in the program, `ImmediateTasks` in tests."""

    @property
    def changed(self) -> SignalInstance:
        """Emits `(changes: Changes, initiator: object | None)` on the GUI thread after each write."""

    @property
    def unheard(self) -> SignalInstance:
        """Emits a `Fault` that nobody listened to: work without `failed`, or whose owner is gone while it wrote."""

    @property
    def stopping(self) -> threading.Event:
        """Set while closing: long work looks at it between batches and stops early."""

    def open(
        self, opener: Callable[[], Store], owner: object, then: Then = None, failed: Failed = None
    ) -> None:
        """Run `opener` on the store thread and keep the store it returns. `then` gets the store's profile."""

    def close(self, then: Callable[[], object] | None = None) -> None:
        """Take no more work, let what was given run dry, close the store, then call `then`. May be repeated."""

    def read(
        self,
        work: Callable[[Reading], T],
        owner: object,
        then: Callable[[T], object] | None = None,
        failed: Failed = None,
        *,
        latest: str | None = None,
    ) -> None:
        """Query the store. With `latest`, newer work of the same owner and name replaces what hasn't come back yet."""

    def write(
        self,
        work: Callable[[UnitOfWork], T],
        owner: object,
        then: Callable[[T], object] | None = None,
        failed: Failed = None,
        *,
        actor: str = "",
    ) -> None:
        """Do `work` in one unit of work and commit it; `then` gets what `work` returned, after the commit."""

    def store(
        self,
        work: Callable[[Store], T],
        owner: object,
        then: Callable[[T], object] | None = None,
        failed: Failed = None,
    ) -> None:
        """Give `work` the whole store, on its thread, for what takes several units (import, a sync round)."""

    def slow(
        self,
        work: Callable[[], T],
        owner: object,
        then: Callable[[T], object] | None = None,
        failed: Failed = None,
    ) -> None:
        """Do work that doesn't touch the store in the pool: key derivation, network, PDF."""

    def call_store(self, work: Callable[[Store], T]) -> T:
        """From inside slow work only: run `work` on the store thread and wait for what it returns or raises."""

    def announce(self, changes: Changes, initiator: object | None = None) -> None:
        """Emit `changed` for units that `store` or `slow` work committed itself. From any thread."""

    def reporter(self, owner: object, receive: Callable[..., object]) -> Callable[..., None]:
        """Return a function for any thread that brings its newest arguments to `receive` on the GUI thread."""
