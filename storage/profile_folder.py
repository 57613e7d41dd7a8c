"""A profile's folder: the store file, two copies of the slot file, and the lock of the one program that uses it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

from app.faults import Fault, FaultKind
from app.ports import Clock, Ids, Profile
from storage.anchoring import ANCHOR_FILE
from storage.ballast import BALLAST_FILE, Ballast
from storage.copying import copy_store, file_facts, flush, flush_folder, sound, write_whole
from storage.migrating import drop_copies
from storage.opening import BESCHADIGD, connect
from storage.placing import check_place
from storage.store import SqlStore, create_store, open_store

STORE_FILE = "dossiers.db"
SLOT_FILES = ("sleutels.1", "sleutels.2")
LOCK_FILE = "in-gebruik"
OPEN_FILE = "niet-afgesloten"
"""Lies beside the store while a program has it open: found at the start, it tells of a kill or a power cut."""
MAKING_FILE = "in-aanbouw"
"""Lies there while a profile is being made: found later, the making was cut off and nobody ever worked in it."""
COPY_FILE = "dossiers.db.nieuw"
"""The store under its new key, during a rekey."""
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
        self.unclean = False
        """Whether the program before this one ended without closing the profile; known once it is locked."""

    @property
    def store_path(self) -> Path:
        return self._folder / STORE_FILE

    @property
    def anchor_path(self) -> Path:
        return self._folder / ANCHOR_FILE

    def exists(self) -> bool:
        """True when a whole profile is here; one whose making was cut off doesn't count."""
        if (self._folder / MAKING_FILE).exists():
            return False
        return self.store_path.exists() or any((self._folder / name).exists() for name in SLOT_FILES)

    def prepare(self) -> None:
        """Make the folder for its owner's eyes only; Fault when a profile is there or writing isn't possible."""
        if self.exists():
            raise Fault(PROFIEL_BESTAAT)
        check_place(self._folder)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._folder.chmod(0o700)
        except OSError as error:
            raise Fault(MAP_ONBRUIKBAAR) from error
        if (self._folder / MAKING_FILE).exists():
            # Only under the lock: another program may be making its profile right now.
            self.lock()
            self.abandon()
            self.unclean = False

    def begin_making(self) -> None:
        """Say that what is here isn't a profile yet, until `made`. Only after `prepare` and `lock`."""
        try:
            write_whole(self._folder / MAKING_FILE, b"")
        except OSError as error:
            raise Fault(MAP_ONBRUIKBAAR) from error

    def made(self) -> None:
        """Say, durably, that the profile is whole: from now on nothing here is ever cleared away."""
        try:
            (self._folder / MAKING_FILE).unlink()
            flush_folder(self._folder)
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
        marker = self._folder / OPEN_FILE
        self.unclean = self.unclean or marker.exists()
        with suppress(OSError):
            marker.touch()

    def unlock(self) -> None:
        """Give the profile free."""
        if self._lock is not None:
            with suppress(OSError):
                (self._folder / OPEN_FILE).unlink()
            self._lock.close()
            self._lock = None

    def abandon(self) -> None:
        """Take away what a failed making or restore left here, and give the folder free. Only after `prepare`."""
        names = (STORE_FILE, COPY_FILE, ANCHOR_FILE, *SLOT_FILES)
        made = [self._folder / each for name in names for each in (name, f"{name}-journal", f"{name}.part")]
        for path in (*made, self._folder / BALLAST_FILE):
            with suppress(OSError):
                path.unlink()
        if not any(path.exists() for path in made):
            with suppress(OSError):
                (self._folder / MAKING_FILE).unlink()
        self.unlock()

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
        store = create_store(self.store_path, key, profile, self._clock, self._ids)
        Ballast(self._folder).fill()
        return store

    def open_store(self, key: bytes | bytearray) -> SqlStore:
        """Open the store to work in; a Fault, too, where its folder is copied about or on a network."""
        check_place(self._folder)
        store = open_store(self.store_path, key, self._clock, self._ids)
        Ballast(self._folder).fill()
        return store

    def open_read_only(self, key: bytes | bytearray) -> SqlStore:
        """Open a store that may be damaged, to look into; nothing is written to it."""
        return open_store(self.store_path, key, self._clock, self._ids, read_only=True)

    # -- another key

    def opens(self, key: bytes | bytearray) -> bool:
        """True when the store opens with this key; a Fault for anything but another key or damage."""
        try:
            connect(self.store_path, key).close()
        except Fault as fault:
            if fault.kind is BESCHADIGD:
                return False
            raise
        return True

    def copy_under(self, key: bytes | bytearray, new_key: bytes | bytearray) -> None:
        """Write the store aside under a new key, durably, and prove that the copy is whole. Nothing else changes."""
        self.drop_copy()
        target = self._folder / COPY_FILE
        source = connect(self.store_path, key)
        try:
            before = file_facts(source)
            copy_store(source, target, new_key)
        finally:
            source.close()
        made = connect(target, new_key)
        try:
            if file_facts(made) != before or not sound(made):
                raise Fault(BESCHADIGD)
        finally:
            made.close()

    def swap(self) -> None:
        """Put the copy in the place of the store: the one moment at which the key changes.

        What still lies there under the old key goes: somebody may know it.
        """
        drop_copies(self.store_path)
        (self._folder / COPY_FILE).replace(self.store_path)
        flush(self.store_path)
        self.drop_copy()

    @property
    def copy_left(self) -> bool:
        """True when a rekey was cut off while it copied."""
        return (self._folder / COPY_FILE).exists()

    def drop_copy(self) -> None:
        """Remove a copy that an interrupted rekey left behind."""
        for name in (COPY_FILE, f"{COPY_FILE}-journal"):
            with suppress(OSError):
                (self._folder / name).unlink()


def _lock_whole(file: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
