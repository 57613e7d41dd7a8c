"""The access log: append-only and hash-chained, answering NEN 7513's questions without any content."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, func, insert, select

from app.crypto import chain
from app.crypto.identity import DeviceKeys, PublicIdentity, sign, signature_holds
from app.faults import Fault
from app.ports import LogRow
from storage.codec import from_moment, to_json
from storage.tables import logboek, logboekzegel

_COLUMNS = ("op", "wie", "namens", "dossier_id", "actie", "soort", "record_id", "grond", "resultaat")
_INSERT = insert(logboek)
_HEAD = select(logboek.c.nummer, logboek.c.kop).order_by(logboek.c.nummer.desc()).limit(1)


def append(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Chain rows (each with the text columns of `logboek`, without number) to the log."""
    if not rows:
        return
    found = connection.execute(_HEAD).first()
    number, head = (found.nummer, found.kop) if found else (0, chain.GENESIS)
    chained: list[dict[str, Any]] = []
    for row in rows:
        number += 1
        head = chain.next_hash(head, _canonical(number, row))
        chained.append({**row, "nummer": number, "kop": head})
    connection.execute(_INSERT, chained)


def head(connection: Connection) -> tuple[int, str]:
    """Return the number of rows and the head of the chain in hex (`""` when the log is empty)."""
    found = connection.execute(_HEAD).first()
    return (found.nummer, found.kop.hex()) if found else (0, "")


def rows_of(connection: Connection, dossier_id: str, after: int, limit: int) -> tuple[LogRow, ...]:
    """Return log rows, oldest first, of one dossier or (`""`) of all."""
    query = select(logboek).where(logboek.c.nummer > after).order_by(logboek.c.nummer).limit(limit)
    if dossier_id:
        query = query.where(logboek.c.dossier_id == dossier_id)
    return tuple(
        LogRow(
            nummer=row.nummer,
            op=from_moment(row.op),
            wie=row.wie,
            namens=row.namens,
            dossier_id=row.dossier_id,
            actie=row.actie,
            soort=row.soort,
            record_id=row.record_id,
            grond=row.grond,
            resultaat=row.resultaat,
        )
        for row in connection.execute(query)
    )


def find_break(connection: Connection) -> tuple[int, str]:
    """Return (rows checked, finding); the finding is `""` when every row follows from the one before."""
    previous = chain.GENESIS
    expected = 0
    for row in connection.execute(select(logboek).order_by(logboek.c.nummer)):
        expected += 1
        if row.nummer != expected:
            return expected, f"Regel {expected} van het logboek ontbreekt."
        previous = chain.next_hash(previous, _canonical(row.nummer, row._mapping))
        if previous != row.kop:
            return expected, f"Regel {expected} van het logboek is veranderd."
    return expected, ""


SEAL_LABEL = "logboekzegel"


def seal(connection: Connection, keys: DeviceKeys, at: str) -> None:
    """Sign the head of the chain with the device's key: who rewrites the chain up to here can't hide it."""
    number, kop = head(connection)
    if not number:
        return
    known = select(logboekzegel.c.nummer).where(logboekzegel.c.nummer == number)
    if connection.execute(known).first() is not None:
        return
    connection.execute(
        insert(logboekzegel).values(
            nummer=number,
            kop=bytes.fromhex(kop),
            op=at,
            ondertekenaar=keys.public.to_bytes(),
            handtekening=sign(keys, SEAL_LABEL, _sealed(number, bytes.fromhex(kop), at)),
        )
    )


def find_bad_seal(connection: Connection, device_id: str) -> str:
    """Return what is wrong with the first checkpoint that the log doesn't bear out, or `""`."""
    heads = select(logboekzegel, logboek.c.kop.label("nu")).select_from(
        logboekzegel.outerjoin(logboek, logboek.c.nummer == logboekzegel.c.nummer)
    )
    for row in connection.execute(heads.order_by(logboekzegel.c.nummer)):
        if row.nu is None:
            return f"Regel {row.nummer} van het logboek ontbreekt, terwijl er een zegel op zit."
        if not _seal_holds(row, device_id):
            return f"Het zegel op regel {row.nummer} van het logboek klopt niet."
        if bytes(row.nu) != bytes(row.kop):
            return f"Het logboek is veranderd, in regel {row.nummer} of daarvoor."
    return ""


def _seal_holds(row: Any, device_id: str) -> bool:
    try:
        identity = PublicIdentity.from_bytes(bytes(row.ondertekenaar))
    except (Fault, ValueError):
        return False
    message = _sealed(row.nummer, bytes(row.kop), row.op)
    # The name of a device follows from its key: a key of somebody else can't seal for it.
    return identity.device_id == device_id and signature_holds(
        identity, SEAL_LABEL, message, bytes(row.handtekening)
    )


def _sealed(number: int, kop: bytes, at: str) -> bytes:
    return to_json([number, kop.hex(), at]).encode("utf-8")


def count(connection: Connection) -> int:
    return int(connection.execute(select(func.count()).select_from(logboek)).scalar_one())


def _canonical(number: int, row: Any) -> bytes:
    return to_json([number, *(row[name] for name in _COLUMNS)]).encode("utf-8")
