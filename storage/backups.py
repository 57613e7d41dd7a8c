"""Backup files on a disk or stick: written aside, verified, moved into place; read, rehearsed and restored."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from app.crypto.backupfile import RESERVEKOPIE_BESCHADIGD
from app.faults import Fault, FaultKind
from app.ports import Store
from storage import copying, verifying
from storage.failing import faults
from storage.opening import (
    ALLEEN_LEZEN,
    BESCHADIGD,
    NIEUWER,
    ONTBREEKT,
    SCHIJF_FOUT,
    SCHIJF_VOL,
    connect,
)
from storage.store import SqlStore, wrap
from storage.tables import SCHEMA

RESERVEMAP_ONBRUIKBAAR = FaultKind(
    "reservemap-onbruikbaar",
    "De reservekopie kan daar niet worden bewaard. Er is niets veranderd.",
    "Kijk of de stick erin zit, of er ruimte is, en of je er mag schrijven.",
)
RESERVEKOPIE_WEG = FaultKind(
    "reservekopie-niet-gelezen",
    "De reservekopie kan niet worden gelezen.",
    "Kijk of de stick erin zit en of de naam klopt.",
)

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """What the encrypted body of a backup holds: its size and digest, rows per table, head of the log."""

    size: int
    sha256: str
    schema: int
    rows: Mapping[str, int]
    log_rows: int
    log_head: str


class BackupFiles:
    """Keeps the promises of `app.services.backups.Files`."""

    def write(
        self, store: Store, path: Path, key: bytes | bytearray, front_of: Callable[[Body], bytes]
    ) -> None:
        """Copy a store to a new file under its own key; what is half done never bears the name."""
        if not isinstance(store, SqlStore):
            raise TypeError("only a store of ours can be copied")
        with _scratch(path, "inhoud") as body_path, _scratch(path, "part") as part, _disk():
            with part.open("xb") as file:
                # The place is proven before anything is copied.
                store.copy_to(body_path, key)
                body, _ = _examine(body_path, key, check=False)
                file.write(front_of(body))
                with body_path.open("rb") as source:
                    for chunk in _chunks(source):
                        file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
            copying.flush(path)

    def front(self, path: Path, limit: int) -> bytes:
        """Return the first bytes of a file, at most `limit`."""
        try:
            with path.open("rb") as file:
                return file.read(limit)
        except (OSError, ValueError) as error:
            raise Fault(RESERVEKOPIE_WEG) from error

    def examine(
        self, path: Path, body_at: int, key: bytes | bytearray, scratch: Path
    ) -> tuple[Body, tuple[str, ...]]:
        """Open the body (as an encrypted copy in `scratch`, gone afterwards), count it and check it; also findings."""
        with _scratch(scratch / path.name, "proef") as body_path, _disk():
            _extract(path, body_at, body_path)
            try:
                return _examine(body_path, key, check=True)
            except Fault as fault:
                if fault.kind is BESCHADIGD:
                    raise Fault(RESERVEKOPIE_BESCHADIGD, wat="inhoud") from fault
                raise

    def unpack(
        self, path: Path, body_at: int, key: bytes | bytearray, target: Path, new_key: bytes | bytearray
    ) -> None:
        """Write the body as a store of its own under a new key; `target` may not exist yet."""
        with _scratch(target, "inhoud") as body_path, _disk():
            _extract(path, body_at, body_path)
            source = connect(body_path, key)
            try:
                copying.copy_store(source, target, new_key)
            finally:
                source.close()

    def named(self, folder: Path, stem: str, ending: str) -> Sequence[Path]:
        """Return the backups in a folder by their names, oldest first."""
        try:
            return sorted(path for path in folder.glob(f"{stem}*{ending}") if path.is_file())
        except OSError as error:
            raise Fault(RESERVEMAP_ONBRUIKBAAR) from error

    def remove(self, path: Path) -> None:
        """Take an old generation away; one that can't be removed stays."""
        with suppress(OSError):
            path.unlink()


def _examine(path: Path, key: bytes | bytearray, *, check: bool) -> tuple[Body, tuple[str, ...]]:
    connection = wrap(connect(path, key))
    try:
        with faults():
            schema = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
            if schema > SCHEMA:
                raise Fault(NIEUWER)
            findings = verifying.verify(connection, lambda _: None).findings if check else ()
            number, head = copying.log_head(connection)
            rows = copying.rows_per_table(connection)
    finally:
        connection.close()
        connection.engine.dispose()
    with path.open("rb") as file:
        digest = hashlib.sha256()
        for chunk in _chunks(file):
            digest.update(chunk)
    body = Body(
        size=path.stat().st_size,
        sha256=digest.hexdigest(),
        schema=schema,
        rows=rows,
        log_rows=number,
        log_head=head,
    )
    return body, tuple(findings)


def _extract(path: Path, at: int, target: Path) -> None:
    try:
        source = path.open("rb")
    except OSError as error:
        raise Fault(RESERVEKOPIE_WEG) from error
    with source, target.open("xb") as file:
        source.seek(at)
        for chunk in _chunks(source):
            file.write(chunk)


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk


@contextmanager
def _scratch(path: Path, what: str) -> Iterator[Path]:
    """Give a name beside a file, for encrypted bytes that go away again whatever happens."""
    scratch = path.with_name(f".{path.name}.{what}")
    with suppress(OSError):
        scratch.unlink()
    try:
        yield scratch
    finally:
        for name in (scratch.name, f"{scratch.name}-journal"):
            with suppress(OSError):
                scratch.with_name(name).unlink()


@contextmanager
def _disk() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Fault(RESERVEMAP_ONBRUIKBAAR) from error
    except Fault as fault:
        if fault.kind in (SCHIJF_VOL, SCHIJF_FOUT, ALLEEN_LEZEN, ONTBREEKT):
            raise Fault(RESERVEMAP_ONBRUIKBAAR) from fault
        raise
