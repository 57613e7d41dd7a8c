"""Ballast: a file that is given up on a full disk, because without room even DELETE and closing fail."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

BALLAST_FILE = "ballast"
BALLAST_BYTES = 2 * 1024 * 1024
"""Room for the journal of a withdrawal and for sealing and noting what leaves; a save of one visit takes 60 kB."""
_CHUNK = 64 * 1024


class Ballast:
    """The ballast beside one store."""

    def __init__(self, folder: Path, size: int = BALLAST_BYTES) -> None:
        self._path = folder / BALLAST_FILE
        self._size = size

    @property
    def there(self) -> bool:
        try:
            return self._path.stat().st_size >= self._size
        except OSError:
            return False

    def fill(self, *, again: bool = False) -> bool:
        """Lay the ballast down when it isn't there; False when there is no room (then nothing of it stays).

        With `again`, after a full disk, there must be room for twice as much: what was just given up is no room.
        """
        if self.there:
            return True
        try:
            with self._path.open("wb") as file:
                # Random bytes: zeros would take no room on a file system that compresses or keeps holes.
                for _ in range((2 if again else 1) * self._size // _CHUNK):
                    file.write(os.urandom(_CHUNK))
                file.flush()
                os.fsync(file.fileno())
                file.truncate(self._size)
        except OSError:
            self.drop()
            return False
        return True

    def drop(self) -> None:
        """Give the room free."""
        with suppress(OSError):
            self._path.unlink()
