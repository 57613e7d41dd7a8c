"""`folder:PATH`: a shared folder or a USB stick. Other programs may copy, rename, lock or pull it out meanwhile."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.faults import Fault, FaultKind
from app.ports import MailboxEntry
from sync import layout
from sync.mailboxes.faults import (
    MAILBOX_ALLEEN_LEZEN,
    MAILBOX_GEEN_TOEGANG,
    MAILBOX_ONTBREEKT,
    MAILBOX_STORING,
    MAILBOX_TE_GROOT,
    MAILBOX_TERUGLEZEN,
    MAILBOX_VOL,
    MAILBOX_WEG,
)
from sync.mailboxes.places import require_safe

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_GONE = frozenset({errno.ENODEV, errno.ENXIO, errno.EIO, getattr(errno, "ESTALE", errno.EIO), errno.ENOTCONN})
_CANNOT_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES})
_DENIED = frozenset({errno.EACCES, errno.EPERM})
# Windows has neither; there the check of every part for links must do.
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_BINARY = getattr(os, "O_BINARY", 0)


class FolderMailbox:
    """A folder that must exist already: a stick that isn't there must not come into being as an empty folder."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def describe(self) -> str:
        return f"de map {self._root}"

    def put(self, name: str, data: bytes) -> None:
        """Write aside, fsync, rename, fsync the folder, read back; other bytes under that name are damage."""
        with self._faults(writing=True):
            target = self._inside(name)
            if self._same(target, data):
                return
            self._make_folders(target.parent)
            aside = target.with_name(f".{target.name}.part")
            try:
                self._write_aside(aside, data)
                aside.replace(target)
            except OSError:
                with suppress(OSError):
                    aside.unlink()
                raise
            _sync_folder(target.parent)
            if not self._same(target, data):
                raise Fault(MAILBOX_TERUGLEZEN, plaats=self.describe())

    def get(self, name: str, limit: int) -> bytes:
        with self._faults(writing=False):
            descriptor = os.open(self._inside(name), os.O_RDONLY | _NO_FOLLOW | _BINARY)
            with os.fdopen(descriptor, "rb") as file:
                facts = os.fstat(file.fileno())
                if not stat.S_ISREG(facts.st_mode):
                    raise Fault(MAILBOX_ONTBREEKT)
                if facts.st_size > limit:
                    raise Fault(MAILBOX_TE_GROOT, grootte=facts.st_size)
                data = file.read(limit + 1)
        if len(data) > limit:
            raise Fault(MAILBOX_TE_GROOT, grootte=len(data))
        return data

    def list(self, folder: str, after: str = "") -> tuple[MailboxEntry, ...]:
        found: list[MailboxEntry] = []
        for entry in self._entries(folder):
            name = f"{folder}/{entry.name}"
            if name > after and layout.is_batch_file(entry.name) and entry.is_file(follow_symlinks=False):
                # A sync client may take a file away between the listing and the question how big it is.
                with suppress(FileNotFoundError):
                    found.append(MailboxEntry(name, entry.stat(follow_symlinks=False).st_size))
        return tuple(sorted(found, key=lambda item: item.name))

    def folders(self, folder: str) -> tuple[str, ...]:
        return tuple(
            sorted(
                entry.name
                for entry in self._entries(folder)
                if layout.IDENTIFIER.match(entry.name) and entry.is_dir(follow_symlinks=False)
            )
        )

    def remove(self, name: str) -> None:
        with self._faults(writing=True):
            self._inside(name).unlink(missing_ok=True)

    def server_clock(self) -> None:
        """A folder has no clock that can be trusted more than ours."""

    def close(self) -> None:
        """Nothing is held open between two pieces of work."""

    # -- inside

    def _entries(self, folder: str) -> tuple[os.DirEntry[str], ...]:
        with self._faults(writing=False):
            path = self._inside(folder)
            if not path.is_dir():
                return ()
            with os.scandir(path) as entries:
                return tuple(entries)

    def _inside(self, name: str) -> Path:
        """Return the path of a name, with every part below the root checked: no links, nothing that climbs out."""
        require_safe(name)
        if not self._root.is_dir():
            raise Fault(MAILBOX_WEG, plaats=self.describe())
        path = self._root
        for part in name.split("/"):
            path = path / part
            if path.is_symlink():
                raise Fault(MAILBOX_GEEN_TOEGANG, plaats=self.describe())
        return path

    def _same(self, target: Path, data: bytes) -> bool:
        try:
            return target.stat().st_size == len(data) and self._read_plain(target) == data
        except FileNotFoundError:
            return False

    @staticmethod
    def _read_plain(path: Path) -> bytes:
        with os.fdopen(os.open(path, os.O_RDONLY | _NO_FOLLOW | _BINARY), "rb") as file:
            return file.read()

    @staticmethod
    def _write_aside(aside: Path, data: bytes) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _NO_FOLLOW | _BINARY
        with os.fdopen(os.open(aside, flags, 0o660), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            if hasattr(os, "posix_fadvise"):
                # So that reading back asks the stick and not the memory of this machine.
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)

    def _make_folders(self, folder: Path) -> None:
        missing = []
        while not folder.is_dir() and folder != self._root:
            missing.append(folder)
            folder = folder.parent
        for path in reversed(missing):
            path.mkdir(exist_ok=True)
            _sync_folder(path.parent)

    @contextmanager
    def _faults(self, *, writing: bool) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            kind = self._kind_of(error, writing=writing)
            raise Fault(kind, plaats=self.describe()) from error

    def _kind_of(self, error: OSError, *, writing: bool) -> FaultKind:
        if error.errno in _FULL:
            return MAILBOX_VOL
        if error.errno == errno.EROFS or (writing and error.errno in _DENIED):
            return MAILBOX_ALLEEN_LEZEN
        if error.errno in _DENIED or error.errno == errno.ELOOP:
            return MAILBOX_GEEN_TOEGANG
        if error.errno in _GONE or not self._root.is_dir():
            return MAILBOX_WEG
        return MAILBOX_ONTBREEKT if error.errno == errno.ENOENT and not writing else MAILBOX_STORING


def _sync_folder(folder: Path) -> None:
    """Make a rename durable; a system that can't do this with folders (Windows, some shares) is taken as it is."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except PermissionError:
        return
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _CANNOT_SYNC:
            raise
    finally:
        os.close(descriptor)
