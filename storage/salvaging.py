"""Saving what can be read of a damaged store into a new one, and saying what is gone. The damaged file isn't changed.

Every table is read from its first row on; where a page can't be read, the next row that can be is looked for, in steps
that double. What is derived (cards, full text) is made again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, insert, select
from sqlcipher3 import dbapi2

from app.domain.catalogus import RECORD_CLASSES
from app.faults import Fault
from storage import derived, search
from storage.codec import from_row
from storage.copying import flush
from storage.failing import faults
from storage.migrating import bring_up_to_date
from storage.opening import NIEUWER, connect
from storage.store import wrap
from storage.tables import SCHEMA, dossierkaart, metadata, record_tables, stand

_LAST_STEP = 2**40
_BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class SalvageReport:
    """What was saved and what is gone, per table; `gone_per_dossier` where the dossier is known.

    What is gone is counted by what the store still knew of it; a table whose end is unreadable counts as one at least.
    """

    saved: Mapping[str, int]
    gone: Mapping[str, int]
    gone_per_dossier: Mapping[str, int]


@dataclass(slots=True)
class _Found:
    """What was read of one table, and the stretches of row numbers that couldn't be."""

    rows: int = 0
    gaps: list[tuple[int, int | None]] = field(default_factory=list)

    @property
    def least_gone(self) -> int:
        """Rows are numbered without gaps where none were removed, so a stretch tells how many it held."""
        return sum(1 if last is None else last - first + 1 for first, last in self.gaps)


def salvage(
    path: Path, key: bytes | bytearray, target: Path, new_key: bytes | bytearray, say: Callable[[str], None]
) -> SalvageReport:
    """Copy every readable row into a new store at `target`. A Fault when not even the first page can be read."""
    source = _Damaged(path, key)
    connection = wrap(connect(target, new_key, create=True))
    try:
        with faults():
            bring_up_to_date(connection, target)
            found = {
                table.name: _copy_table(source, connection, table, say)
                for table in metadata.sorted_tables
                if table is not dossierkaart
            }
            say("lijst en zoeken opnieuw maken")
            _derive(connection)
            report = _report(connection, found)
    finally:
        source.close()
        connection.close()
        connection.engine.dispose()
    flush(target)
    return report


class _Damaged:
    """A store that may fail at any page. After a failure the connection is made anew: SQLCipher trusts none further."""

    def __init__(self, path: Path, key: bytes | bytearray) -> None:
        self._path = path
        self._key = bytearray(key)
        self._connection: dbapi2.Connection | None = None
        schema, _ = self.read("PRAGMA user_version")
        if not schema or schema[0][0] > SCHEMA:
            self.close()
            raise Fault(NIEUWER)

    def read(self, query: str, values: Sequence[Any] = ()) -> tuple[list[Any], bool]:
        """Return the rows up to the first page that can't be read, and whether that was all of them."""
        rows: list[Any] = []
        try:
            if self._connection is None:
                self._connection = connect(self._path, self._key)
            rows.extend(self._connection.execute(query, values))
        except dbapi2.DatabaseError:
            self._renew()
            return rows, False
        return rows, True

    def _renew(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def close(self) -> None:
        self._renew()
        self._key[:] = bytes(len(self._key))


def _copy_table(source: _Damaged, connection: Connection, table: Table, say: Callable[[str], None]) -> _Found:
    say(f"redden: {table.name}")
    found = _Found()
    there, _ = source.read(f'PRAGMA table_info("{table.name}")')
    names = [str(row[1]) for row in there if str(row[1]) in table.c]
    if not names:
        return found
    listed = ", ".join(f'"{name}"' for name in names)
    query = f'SELECT rowid, {listed} FROM "{table.name}" NOT INDEXED WHERE rowid >= ? ORDER BY rowid'
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    for rows in _stretches(source, query, found):
        plain = [dict(zip(names, row[1:], strict=True)) for row in rows]
        for start in range(0, len(plain), _BATCH):
            connection.execute(insert(table).prefix_with("OR IGNORE"), plain[start : start + _BATCH])
        found.rows += len(plain)
    connection.exec_driver_sql("COMMIT")
    return found


def _stretches(source: _Damaged, query: str, found: _Found) -> Iterator[list[Any]]:
    start = 0
    while True:
        rows, whole = source.read(query, (start,))
        if rows:
            yield rows
        if whole:
            return
        gap = rows[-1][0] + 1 if rows else start
        beyond = _next_readable(source, query, gap)
        found.gaps.append((gap, beyond - 1 if beyond else None))
        if beyond is None:
            return
        start = beyond


def _next_readable(source: _Damaged, query: str, gap: int) -> int | None:
    """Return the least row number from which reading goes on; None when nothing can be read up to the end."""

    def can(start: int) -> bool:
        return source.read(f"{query} LIMIT 1", (start,))[1]

    step = 1
    while not can(gap + step):
        step *= 2
        if step > _LAST_STEP:
            return None
    low, high = gap + step // 2, gap + step
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if can(middle) else (middle, high)
    return high


def _derive(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    numbers = {row.record_id: row.nr for row in connection.execute(select(stand.c.record_id, stand.c.nr))}
    for cls in RECORD_CLASSES:
        records = [from_row(cls, row) for row in connection.execute(select(record_tables[cls])).mappings()]
        derived.refresh(connection, records)
        rows = [
            row
            for record in records
            if record.id in numbers and (row := search.index_row(numbers[record.id], record))
        ]
        search.put(connection, rows, [])
    connection.exec_driver_sql("COMMIT")


def _report(connection: Connection, found: Mapping[str, _Found]) -> SalvageReport:
    """Compare what was saved with what the stand of every record, and gaps in row numbers, say there was."""
    gone: Counter[str] = Counter()
    per_dossier: Counter[str] = Counter()
    for cls in RECORD_CLASSES:
        table = record_tables[cls]
        lost = connection.execute(
            select(stand.c.dossier_id).where(
                stand.c.soort == cls.soort,
                stand.c.verwijderd_op.is_(None),
                stand.c.record_id.not_in(select(table.c.id)),
            )
        )
        for (dossier_id,) in lost:
            gone[cls.soort] += 1
            per_dossier[dossier_id] += 1
        gone[cls.soort] = max(gone[cls.soort], found[cls.soort].least_gone)
    others = {name: item.least_gone for name, item in found.items() if name not in gone}
    return SalvageReport(
        saved={name: item.rows for name, item in found.items() if item.rows},
        gone={name: number for name, number in {**gone, **others}.items() if number},
        gone_per_dossier=dict(per_dossier),
    )
