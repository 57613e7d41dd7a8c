"""Session: what every view-model gets, and the one way in which it has work done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeVar

from app.changes import Changes
from app.ports import Clock, Ids, Profile, Store, Transport
from ui.meekijken import Meekijken
from ui.tasks.protocol import Failed, Tasks

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from app.services.backups import Rehearsal, Say, WayIn
    from ui.preferences import Preferences
    from ui.viewmodels.bewaking import Safekeeping
    from ui.viewmodels.deelronde import Deelronde

T = TypeVar("T")


class Keyring(Protocol):
    """The ways into the opened profile, and what keeps it safe. Slow: call it through `tasks.slow`."""

    def change_passphrase(self, old: str, new: str) -> None: ...
    def add_recovery(self, passphrase: str, groups: Sequence[str]) -> None: ...
    def remove_recovery(self, passphrase: str) -> None: ...
    def prove(self, passphrase: str) -> None: ...
    def ways_in(self) -> frozenset[str]: ...
    def travel_on(self, passphrase: str) -> None: ...
    def add_organisation(self, passphrase: str, public: bytes) -> str: ...
    def remove_organisation(self, passphrase: str) -> None: ...
    def create_backup(self, folder: Path, say: Say) -> Rehearsal: ...
    def rehearse(self, path: Path, way: WayIn) -> Rehearsal: ...
    def versions(self) -> Mapping[str, str]: ...


Rekey = Callable[[str, str, Sequence[str]], None]
"""Takes the wachtzin of now, the new one, and the groups of the new herstelblad."""


@dataclass(slots=True)
class Proven:
    """When the wachtzin was last typed to confirm something; None since unlocking."""

    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """An unlocked profile as the window knows it: tasks (which own the store), clock, ids, profile, transport.

    `along`: whether somebody beside the user reads along. `keyring` and `preferences` are there in the program, for the
    settings; other pages need neither. `safekeeping` makes backups and checks in the background, whatever page is
    shown, and `rounds` is where sharing runs, begun by a person or by itself; `rekey` closes the profile, gives it
    another key and opens it again.
    """

    tasks: Tasks
    clock: Clock
    ids: Ids
    profile: Profile
    transport: Transport
    along: Meekijken = field(default_factory=Meekijken)
    rounds: Deelronde | None = None
    keyring: Keyring | None = None
    preferences: Preferences | None = None
    safekeeping: Safekeeping | None = None
    rekey: Rekey | None = None
    proven: Proven = field(default_factory=Proven)

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
