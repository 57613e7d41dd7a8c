"""Checking a store: the file, the cipher, the chains of log and sharing, and that everything derived is there."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Connection, Select, func, select
from sqlalchemy.exc import DBAPIError

from app.domain.catalogus import RECORD_CLASSES
from app.domain.inburgeraar import Inburgeraar
from app.ports import VerifyReport
from storage import access_log
from storage.codec import from_json
from storage.copying import damage
from storage.tables import (
    batch_in,
    batch_uit,
    dossierkaart,
    instelling,
    outbox,
    record_tables,
    stand,
    stroom_in,
    stroom_uit,
)

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
        ("de reeksen van het delen", _streams),
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
    def ask(sql: str) -> list[str]:
        found = connection.exec_driver_sql(sql)
        return [str(row[0]) for row in found] if found.returns_rows else []

    yield from damage(ask, _MOST_FINDINGS)


def _log(connection: Connection) -> Iterator[str]:
    _, broken = access_log.find_break(connection)
    if broken:
        yield broken
    profile = connection.execute(select(instelling.c.waarde).where(instelling.c.naam == "profiel"))
    device_id = from_json(profile.scalar_one())["device_id"]
    if bad := access_log.find_bad_seal(connection, device_id):
        yield bad


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


def _streams(connection: Connection) -> Iterator[str]:
    """Sealed files are what their digests say, none that may have to be sent again is gone, and heads fit."""
    for what, table in (("verzonden", batch_uit), ("ontvangen", batch_in)):
        for digest, data in connection.execute(
            select(table.c.digest, table.c.data).where(table.c.data != b"")
        ):
            if hashlib.sha256(data).hexdigest() != digest:
                yield f"Een {what} pakket is niet meer zoals het was."
    gone = select(func.count()).where(batch_uit.c.acked_op.is_(None), batch_uit.c.data == b"")
    if lost := _scalar(connection, gone):
        yield f"Van {lost} pakketten die nog niet bevestigd zijn, is de inhoud weg."
    ours = select(func.count()).where(
        batch_uit.c.reader == stroom_uit.c.reader,
        batch_uit.c.epoch == stroom_uit.c.epoch,
        batch_uit.c.seq >= stroom_uit.c.next_seq - 1,
        (batch_uit.c.seq >= stroom_uit.c.next_seq) | (batch_uit.c.digest != stroom_uit.c.digest),
    )
    sound = select(batch_in.c.digest).where(
        batch_in.c.stream == stroom_in.c.stream,
        batch_in.c.epoch == stroom_in.c.epoch,
        batch_in.c.seq == stroom_in.c.contiguous,
    )
    theirs = (
        select(func.count())
        .select_from(stroom_in)
        .where(stroom_in.c.contiguous > 0, stroom_in.c.digest.not_in(sound))
    )
    if wrong := _scalar(connection, ours) + _scalar(connection, theirs):
        yield f"Bij {wrong} reeksen van het delen past het eind niet bij de pakketten."


def _all_records(connection: Connection) -> int:
    return _scalar(connection, select(func.count()).select_from(stand))


def _count(connection: Connection, counting: Callable[[Connection], int]) -> int:
    try:
        return counting(connection)
    except DBAPIError:
        return 0


def _scalar(connection: Connection, query: Select[Any]) -> int:
    return int(connection.execute(query).scalar_one())
