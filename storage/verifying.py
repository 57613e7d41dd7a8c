"""Checking a store: the file, the cipher, the log chain, and that everything derived is really there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Connection, Select, func, select
from sqlalchemy.exc import DBAPIError

from app.domain.catalogus import RECORD_CLASSES
from app.domain.inburgeraar import Inburgeraar
from app.ports import VerifyReport
from storage import access_log
from storage.tables import dossierkaart, outbox, record_tables, stand

_MOST_FINDINGS = 20


def verify(connection: Connection, progress: Callable[[str], None]) -> VerifyReport:
    """Check everything and change nothing. `progress` gets a Dutch phrase before each part.

    A part of a damaged store that can't be read is itself a finding, and the other parts are still looked at.
    """
    parts: tuple[tuple[str, Callable[[Connection], Iterator[str]]], ...] = (
        ("het bestand", _file),
        ("het logboek", _log),
        ("de dossiers", _records),
        ("de wachtrij", _outbox),
    )
    findings: list[str] = []
    for name, check in parts:
        progress(name)
        try:
            findings.extend(check(connection))
        except DBAPIError:
            findings.append(f"Niet alles kon gelezen worden bij de controle van {name}.")
    return VerifyReport(
        checked=tuple(name for name, _ in parts),
        findings=tuple(findings[:_MOST_FINDINGS]),
        log_rows=_count(connection, access_log.count),
        records=_count(connection, _all_records),
    )


def _file(connection: Connection) -> Iterator[str]:
    # Each of the two finds what the other misses.
    for (finding,) in connection.exec_driver_sql(f"PRAGMA integrity_check({_MOST_FINDINGS})"):
        if finding != "ok":
            yield f"Bestand: {finding}"
    for (finding,) in connection.exec_driver_sql("PRAGMA cipher_integrity_check"):
        yield f"Versleuteling: {finding}"


def _log(connection: Connection) -> Iterator[str]:
    _, broken = access_log.find_break(connection)
    if broken:
        yield broken


def _records(connection: Connection) -> Iterator[str]:
    for cls in RECORD_CLASSES:
        table = record_tables[cls]
        there = _scalar(connection, select(func.count()).select_from(table))
        known = select(func.count()).select_from(table.join(stand, stand.c.record_id == table.c.id))
        if missing := there - _scalar(connection, known):
            yield f"Bij {missing} van {there} stukken ({cls.soort}) ontbreekt de stand."
        lost = select(func.count()).where(
            stand.c.soort == cls.soort, stand.c.record_id.not_in(select(table.c.id))
        )
        if gone := _scalar(connection, lost):
            yield f"Er zijn {gone} stukken ({cls.soort}) verdwenen."
    people = record_tables[Inburgeraar]
    without = (
        select(func.count()).select_from(people).where(people.c.id.not_in(select(dossierkaart.c.dossier_id)))
    )
    if absent := _scalar(connection, without):
        yield f"Bij {absent} dossiers ontbreekt de regel in de lijst."


def _outbox(connection: Connection) -> Iterator[str]:
    lost = (
        select(func.count()).select_from(outbox).where(outbox.c.record_id.not_in(select(stand.c.record_id)))
    )
    if orphans := _scalar(connection, lost):
        yield f"In de wachtrij staan {orphans} stukken zonder dossier."


def _all_records(connection: Connection) -> int:
    return _scalar(connection, select(func.count()).select_from(stand))


def _count(connection: Connection, counting: Callable[[Connection], int]) -> int:
    try:
        return counting(connection)
    except DBAPIError:
        return 0


def _scalar(connection: Connection, query: Select[Any]) -> int:
    return int(connection.execute(query).scalar_one())
