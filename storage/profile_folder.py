"""A profile's folder: the store file, two copies of the slot file, and the lock of the one program that uses it."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from app.faults import Fault, FaultKind
from app.ports import Clock, Ids, Profile
from storage.store import SqlStore, create_store, open_store

STORE_FILE = "dossiers.db"
SLOT_FILES = ("sleutels.1", "sleutels.2")
LOCK_FILE = "in-gebruik"
SLOT_LIMIT = 64 * 1024

AL_OPEN = FaultKind(
    "profiel-al-open",
    "Dit profiel is al open in een ander venster of programma.",
    "Ga naar het andere venster, of sluit het eerst.",
)
PROFIEL_BESTAAT = FaultKind(
    "profiel-bestaat-al",
    "In deze map staat al een profiel.",
    "Kies een andere map, of open het profiel met de wachtzin.",
)
GEEN_PROFIEL = FaultKind(
    "profiel-ontbreekt",
    "In deze map staat geen profiel.",
    "Kies een andere map, of maak een nieuw profiel.",
)
MAP_ONBRUIKBAAR = FaultKind(
    "profielmap-onbruikbaar",
    "In deze map kan niet worden geschreven.",
    "Kies een map op je eigen computer waar je mag schrijven.",
)


class ProfileFolder:
    """The folder of one profile. `lock()` before anything else; the lock goes with the process at the latest."""

    def __init__(self, folder: Path, clock: Clock, ids: Ids) -> None:
        self._folder = folder
        self._clock = clock
        self._ids = ids
        self._lock: IO[bytes] | None = None

    @property
    def store_path(self) -> Path:
        return self._folder / STORE_FILE

    def exists(self) -> bool:
        return self.store_path.exists() or any((self._folder / name).exists() for name in SLOT_FILES)

    def prepare(self) -> None:
        """Make the folder for its owner's eyes only; Fault when a profile is there or writing isn't possible."""
        if self.exists():
            raise Fault(PROFIEL_BESTAAT)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._folder.chmod(0o700)
        except OSError as error:
            raise Fault(MAP_ONBRUIKBAAR) from error

    def lock(self) -> None:
        """Take the profile for this program; Fault when another one has it. The system frees it if we die."""
        if self._lock is not None:
            return
        try:
            file = (self._folder / LOCK_FILE).open("ab")
        except FileNotFoundError as error:
            raise Fault(GEEN_PROFIEL) from error
        except OSError as error:
            raise Fault(MAP_ONBRUIKBAAR) from error
        try:
            _lock_whole(file)
        except OSError as error:
            file.close()
            raise Fault(AL_OPEN) from error
        self._lock = file

    def unlock(self) -> None:
        """Give the profile free."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def slot_copies(self) -> Sequence[bytes | None]:
        """Return the two copies of the slot file, None where one can't be read."""
        if not self.exists():
            raise Fault(GEEN_PROFIEL)
        return [self._read_slots(name) for name in SLOT_FILES]

    def _read_slots(self, name: str) -> bytes | None:
        try:
            with (self._folder / name).open("rb") as file:
                data = file.read(SLOT_LIMIT + 1)
        except OSError:
            return None
        return data if len(data) <= SLOT_LIMIT else None

    def write_slots(self, data: bytes) -> None:
        """Replace both copies, one after the other, each whole or not at all."""
        for name in SLOT_FILES:
            try:
                write_whole(self._folder / name, data)
            except OSError as error:
                raise Fault(MAP_ONBRUIKBAAR) from error

    def create_store(self, key: bytes | bytearray, profile: Profile) -> SqlStore:
        return create_store(self.store_path, key, profile, self._clock, self._ids)

    def open_store(self, key: bytes | bytearray) -> SqlStore:
        return open_store(self.store_path, key, self._clock, self._ids)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file aside, durably, and move it into place, so that nobody ever sees half of it."""
    part = path.with_name(path.name + ".part")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _lock_whole(file: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
