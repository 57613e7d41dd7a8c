"""Checking a store: the file, the cipher, the log chain, and that everything derived is really there."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, func, select

from app.domain.catalogus import RECORD_CLASSES
from app.ports import VerifyReport
from storage import access_log
from storage.tables import dossierkaart, outbox, record_tables, stand

_MOST_FINDINGS = 20


def verify(connection: Connection, progress: Callable[[str], None]) -> VerifyReport:
    """Check everything and change nothing. `progress` gets a Dutch phrase before each part."""
    checked: list[str] = []
    findings: list[str] = []

    def begin(part: str) -> None:
        checked.append(part)
        progress(part)

    begin("het bestand")
    # Each of the two finds what the other misses.
    for pragma in ("integrity_check", "cipher_integrity_check"):
        for row in connection.exec_driver_sql(
            f"PRAGMA {pragma}({_MOST_FINDINGS})" if pragma[0] == "i" else f"PRAGMA {pragma}"
        ):
            if row[0] != "ok":
                findings.append(f"Bestand: {row[0]}")
    begin("het logboek")
    log_rows, broken = access_log.find_break(connection)
    if broken:
        findings.append(broken)
    begin("de dossiers")
    records = 0
    for cls in RECORD_CLASSES:
        table = record_tables[cls]
        number = int(connection.execute(select(func.count()).select_from(table)).scalar_one())
        records += number
        joined = select(func.count()).select_from(table.join(stand, stand.c.record_id == table.c.id))
        known = int(connection.execute(joined).scalar_one())
        if known != number:
            findings.append(f"Bij {number - known} van {number} stukken ({cls.soort}) ontbreekt de stand.")
    people = record_tables[next(cls for cls in RECORD_CLASSES if cls.soort == "inburgeraar")]
    without = (
        select(func.count()).select_from(people).where(people.c.id.not_in(select(dossierkaart.c.dossier_id)))
    )
    if missing := int(connection.execute(without).scalar_one()):
        findings.append(f"Bij {missing} dossiers ontbreekt de regel in de lijst.")
    begin("de wachtrij")
    lost = (
        select(func.count()).select_from(outbox).where(outbox.c.record_id.not_in(select(stand.c.record_id)))
    )
    if orphans := int(connection.execute(lost).scalar_one()):
        findings.append(f"In de wachtrij staan {orphans} stukken zonder dossier.")
    return VerifyReport(
        checked=tuple(checked), findings=tuple(findings[:_MOST_FINDINGS]), log_rows=log_rows, records=records
    )
