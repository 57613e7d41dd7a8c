"""Composition: which store, mailbox, clock and ids are used together. Shared by the window and the command line.

Heavy modules are imported when a profile is opened, not before: the unlock screen must be there at once.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app.clock import SystemClock, Uuid7Ids
from app.ports import Clock, Ids

if TYPE_CHECKING:
    from app.crypto.kdf import KdfParams
    from app.services.vault import NewProfile, OpenProfile
    from app.wiring.transport import StoreTransport

PRACTICE_KDF_ENV = "DOORGAANDE_LIJN_SNELLE_OEFENSLEUTEL"
"""Set to 1 to give PRACTICE profiles a cheap key derivation (tests, demo); real profiles never take it."""


class World:
    """The real clock and ids; tests bring their own."""

    def __init__(self, clock: Clock | None = None, ids: Ids | None = None) -> None:
        self.clock: Clock = clock or SystemClock()
        self.ids: Ids = ids or Uuid7Ids()


def create_profile(world: World, folder: Path, wanted: NewProfile, passphrase: str) -> OpenProfile:
    """Make a profile in a folder and return it opened."""
    from app.services import vault
    from storage.profile_folder import ProfileFolder

    safe = ProfileFolder(folder, world.clock, world.ids)
    params, floor = _kdf(wanted.practice)
    return vault.create_profile(safe, wanted, passphrase, params, floor_kib=floor)


def unlock(world: World, folder: Path, passphrase: str) -> OpenProfile:
    """Open the profile in a folder with its passphrase."""
    from app.services import vault
    from storage.profile_folder import ProfileFolder

    return vault.unlock(ProfileFolder(folder, world.clock, world.ids), passphrase, floor_kib=_kdf(True)[1])


def open_transport(world: World, opened: OpenProfile) -> StoreTransport:
    """Return how an opened profile shares, imports and pairs (`app.ports.Transport`)."""
    from app.wiring.transport import StoreTransport

    return StoreTransport(opened.store, opened.keys, world.clock, world.ids)


def profile_exists(folder: Path) -> bool:
    """True when a profile lives in the folder (its files only are looked at)."""
    return (folder / "dossiers.db").exists() or (folder / "sleutels.1").exists()


def default_folder() -> Path:
    """Return the user's own profile folder on this system."""
    if os.name == "nt":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    else:
        base = Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share"))
    return base / "doorgaande-lijn" / "profiel"


def _kdf(practice: bool) -> tuple[KdfParams, int]:
    from app.crypto import kdf

    if practice and os.environ.get(PRACTICE_KDF_ENV) == "1":
        params = kdf.KdfParams(memory_kib=64, passes=1, lanes=1, salt=os.urandom(kdf.SALT_BYTES))
        return params, 64
    return kdf.calibrate(1.0, _timer()), kdf.FLOOR_KIB


def _timer() -> Callable[[], float]:
    import time

    return time.perf_counter
