"""Session: what every view-model gets, and the one way in which it has work done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from app.changes import Changes
from app.ports import Clock, Ids, Profile, Store, Transport
from ui.tasks.protocol import Failed, Tasks

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Session:
    """An unlocked profile as the window knows it: tasks (which own the store), clock, ids, profile, transport."""

    tasks: Tasks
    clock: Clock
    ids: Ids
    profile: Profile
    transport: Transport

    def ask(
        self,
        work: Callable[[Store], T],
        owner: object,
        then: Callable[[T], object] | None,
        failed: Failed = None,
    ) -> None:
        """Let a use case read; `then` gets what it returns, on the GUI thread."""
        self.tasks.store(work, owner, then, failed)

    def act(
        self,
        work: Callable[[Store], tuple[T, Changes]],
        owner: object,
        then: Callable[[T], object] | None = None,
        failed: Failed = None,
    ) -> None:
        """Let a use case write: `work` returns (result, Changes); every screen hears of the Changes, then `then`."""

        def run(store: Store) -> T:
            result, changes = work(store)
            # Here, not in `then`: the other screens must hear of it even when this one has gone.
            self.tasks.announce(changes, owner)
            return result

        self.tasks.store(run, owner, then, failed)
