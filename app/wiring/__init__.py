"""Composition: which store, mailbox, clock and ids are used together. Shared by the window and the command line.

Heavy modules are imported when a profile is opened, not before: the unlock screen must be there at once.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from app.clock import SystemClock, Uuid7Ids
from app.ports import Clock, Ids, Store

if TYPE_CHECKING:
    from app.crypto.kdf import KdfParams
    from app.services.vault import NewProfile, OpenProfile
    from app.wiring.transport import StoreTransport

PRACTICE_KDF_ENV = "DOORGAANDE_LIJN_SNELLE_OEFENSLEUTEL"
"""Set to 1 to give PRACTICE profiles a cheap key derivation (tests, demo); real profiles never take it."""
PRACTICE_FLOOR_KIB = 64


class World:
    """The real clock and ids; tests bring their own."""

    def __init__(self, clock: Clock | None = None, ids: Ids | None = None) -> None:
        self.clock: Clock = clock or SystemClock()
        self.ids: Ids = ids or Uuid7Ids()


def warm_up() -> None:
    """Read in, while somebody still types, what opening a profile needs: the first time it costs half a second."""
    import importlib

    for name in ("app.wiring.keeping", "app.wiring.transport", "storage.profile_folder"):
        importlib.import_module(name)


def create_profile(
    world: World, folder: Path, wanted: NewProfile, passphrase: str, recovery: Sequence[str] = ()
) -> OpenProfile:
    """Make a profile in a folder and return it opened; `recovery` are the groups of its printed herstelblad."""
    from app.services import vault
    from app.wiring import keeping
    from storage.profile_folder import ProfileFolder

    safe = ProfileFolder(folder, world.clock, world.ids)
    params, floor = kdf_params(wanted.practice)
    opened = vault.create_profile(safe, wanted, passphrase, params, recovery=recovery, floor_kib=floor)
    with keeping.closing_on_failure(opened):
        keeping.lay_down(opened, passphrase, params, recovery, floor)
        keeping.hold_anchor(world, opened)
    return opened


def unlock(world: World, folder: Path, passphrase: str) -> OpenProfile:
    """Open the profile in a folder with its passphrase."""
    from app.services import vault
    from app.wiring import keeping
    from storage.profile_folder import ProfileFolder

    safe = ProfileFolder(folder, world.clock, world.ids)
    floor = floor_of(safe.slot_copies())
    keeping.mend_with_passphrase(safe, passphrase, floor)
    opened = vault.unlock(safe, passphrase, floor_kib=floor)
    with keeping.closing_on_failure(opened):
        keeping.hold_anchor(world, opened)
    return opened


def check_recovery(world: World, folder: Path, typed: str) -> None:
    """Return when the typed recovery code opens the profile in a folder; nothing is changed."""
    from app.services import vault
    from storage.profile_folder import ProfileFolder

    vault.check_recovery(ProfileFolder(folder, world.clock, world.ids), typed)


def unlock_with_recovery(
    world: World, folder: Path, typed: str, passphrase: str, recovery: Sequence[str] = ()
) -> OpenProfile:
    """Open the profile in a folder with its herstelblad and give it a new passphrase."""
    from app.services import vault
    from app.wiring import keeping
    from storage.profile_folder import ProfileFolder

    safe = ProfileFolder(folder, world.clock, world.ids)
    params, floor = kdf_params(floor_of(safe.slot_copies()) == PRACTICE_FLOOR_KIB)
    keeping.mend_with_recovery(safe, typed)
    opened = vault.unlock_with_recovery(safe, typed, passphrase, params, recovery=recovery, floor_kib=floor)
    with keeping.closing_on_failure(opened):
        keeping.back_from_travel(opened)
        keeping.hold_anchor(world, opened)
        keeping.lay_down(opened, passphrase, params, recovery, floor)
    return opened


def change_passphrase(opened: OpenProfile, old: str, new: str) -> None:
    """Give an opened profile another passphrase."""
    from app.services import vault
    from app.wiring import keeping

    params, _ = kdf_params(opened.store.profile.practice)
    floor = floor_of(opened.safe.slot_copies())
    vault.change_passphrase(opened.safe, old, new, params, floor_kib=floor)
    keeping.lay_down(opened, new, params, (), floor)


def add_recovery(opened: OpenProfile, passphrase: str, groups: Sequence[str]) -> None:
    """Let a newly printed herstelblad open an opened profile, instead of the one from before."""
    from app.services import vault
    from app.wiring import keeping

    vault.add_recovery(opened.safe, passphrase, groups, floor_kib=floor_of(opened.safe.slot_copies()))
    keeping.lay_down(opened, "", None, groups, 0)


def remove_recovery(opened: OpenProfile, passphrase: str) -> None:
    """Let no herstelblad open an opened profile, nor its backups from now on."""
    from app.services import deposits, vault

    vault.remove_recovery(opened.safe, passphrase, floor_kib=floor_of(opened.safe.slot_copies()))
    deposits.take_away_recovery(opened.store)


def prove(opened: OpenProfile, passphrase: str) -> None:
    """Return when the passphrase is that of an opened profile; a Fault when it isn't. Slow."""
    from app.services import vault

    vault.check_passphrase(opened.safe, passphrase, floor_kib=floor_of(opened.safe.slot_copies()))


def open_transport(world: World, opened: OpenProfile) -> StoreTransport:
    """Return how an opened profile shares, imports and pairs (`app.ports.Transport`)."""
    from app.wiring.transport import StoreTransport

    return StoreTransport(_for_sharing(opened.store), opened.keys, world.clock, world.ids)


def _for_sharing(store: Store) -> Store:
    from storage.store import SqlStore

    return store.for_sharing() if isinstance(store, SqlStore) else store


def profile_exists(folder: Path) -> bool:
    """True when a profile lives in the folder (its files only are looked at); half a one doesn't count."""
    if (folder / "in-aanbouw").exists():
        return False
    return (folder / "dossiers.db").exists() or (folder / "sleutels.1").exists()


def default_folder() -> Path:
    """Return the user's own profile folder on this system."""
    if os.name == "nt":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    else:
        base = Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share"))
    return base / "doorgaande-lijn" / "profiel"


def floor_of(copies: Sequence[bytes | None]) -> int:
    """Return how cheap a key derivation may be to be tried: only a practice world's may be cheap.

    The name in the slot file is bound into each slot, so a real profile that is given another name opens nothing.
    """
    from app.crypto import kdf, slotfile
    from app.crypto.identity import PRACTICE_PREFIX
    from app.faults import Fault

    names = []
    for copy in copies:
        with suppress(Fault):
            names.append(slotfile.from_bytes(copy or b"").profile_id)
    practice = bool(names) and all(name.startswith(PRACTICE_PREFIX) for name in names)
    return PRACTICE_FLOOR_KIB if practice else kdf.FLOOR_KIB


def kdf_params(practice: bool) -> tuple[KdfParams, int]:
    """Return the cost of a new passphrase on this computer (about a second), and the least that may be tried."""
    from app.crypto import kdf

    if practice and os.environ.get(PRACTICE_KDF_ENV) == "1":
        salt = os.urandom(kdf.SALT_BYTES)
        params = kdf.KdfParams(memory_kib=PRACTICE_FLOOR_KIB, passes=1, lanes=1, salt=salt)
        return params, PRACTICE_FLOOR_KIB
    return kdf.calibrate(1.0, _timer()), kdf.FLOOR_KIB


def _timer() -> Callable[[], float]:
    import time

    return time.perf_counter
