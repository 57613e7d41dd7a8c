"""A whole, consistent copy of a store under another key: page by page, never in the clear, without ATTACH."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, func, select
from sqlcipher3 import dbapi2

from storage import access_log
from storage.opening import connect, fault_of
from storage.tables import metadata

_KEPT = ("user_version", "application_id")


def copy_store(source: dbapi2.Connection, path: Path, key: bytes | bytearray) -> None:
    """Write a copy to a new file, durably. SQLite's own backup keeps `user_version` and `application_id`.

    The export of SQLCipher would drop both, and needs ATTACH, which is denied on every connection of ours.
    """
    target = connect(path, key, create=True)
    try:
        source.backup(target)
    except dbapi2.DatabaseError as error:
        raise fault_of(error) from error
    finally:
        target.close()
    flush(path)


def flush(path: Path) -> None:
    """Have the system write a file, and its name in its folder, to the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
    flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """Make a new, moved or removed name in a folder durable, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file aside, durably, and move it into place, so that nobody ever sees half of it."""
    part = path.with_name(path.name + ".part")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    flush_folder(path.parent)


def rows_per_table(connection: Connection) -> dict[str, int]:
    """Count the rows of every table of ours that isn't empty."""
    counts = {
        table.name: int(connection.execute(select(func.count()).select_from(table)).scalar_one())
        for table in metadata.sorted_tables
    }
    return {name: number for name, number in sorted(counts.items()) if number}


def log_head(connection: Connection) -> tuple[int, str]:
    """Return how many rows the access log has, and its head in hex."""
    return access_log.head(connection)


def file_facts(connection: dbapi2.Connection) -> tuple[tuple[str, int], ...]:
    """Return what two copies of one store have in common: schema, application, and rows per table."""
    names = [
        str(name)
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='table' ORDER BY name")
    ]
    facts = [(pragma, int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])) for pragma in _KEPT]
    counts = [
        (name, int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])) for name in names
    ]
    return (*facts, *counts)


def sound(connection: dbapi2.Connection) -> bool:
    """True when every page in use is whole, and fits the others."""
    try:
        return not damage(lambda sql: [str(value) for (value,) in connection.execute(sql)], 1)
    except dbapi2.DatabaseError:
        return False


def damage(ask: Callable[[str], list[str]], most: int) -> list[str]:
    """Return what the checks of file and cipher find; `ask` runs one pragma and gives the first column.

    Each of the two finds what the other misses. A page that isn't in use may hold anything after a power cut, since
    SQLite never undoes what was on it: when the first check has read every page in use from the disk, and the second
    complains of no more pages than are free, nothing is wrong.
    """
    ask("PRAGMA shrink_memory")
    pages = [f"Bestand: {found}" for found in ask(f"PRAGMA integrity_check({most})") if found != "ok"]
    cipher = ask("PRAGMA cipher_integrity_check")
    if not pages and len(cipher) <= int(ask("PRAGMA freelist_count")[0]):
        return []
    return [*pages, *(f"Versleuteling: {found}" for found in cipher[:most])]
