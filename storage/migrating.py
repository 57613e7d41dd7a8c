"""Bringing a store to today's schema: a safety copy first, then everything in one transaction.

Alembic is imported only when there's work for it: it costs half a second.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection

from app.faults import Fault, FaultKind
from storage.copying import flush_folder
from storage.opening import NIEUWER
from storage.tables import SCHEMA

GEEN_RUIMTE = FaultKind(
    "bijwerken-zonder-ruimte",
    "Het dossierbestand moet worden bijgewerkt. Er kan nu geen kopie naast worden bewaard. Er is niets veranderd.",
    "Maak ruimte vrij op deze computer, en open het profiel opnieuw.",
)

MIGRATIONS = Path(__file__).parent / "migrations"


def bring_up_to_date(connection: Connection, path: Path) -> bool:
    """Migrate when the store is older; raise a Fault when it's newer. True when something was migrated."""
    found = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    if found > SCHEMA:
        raise Fault(NIEUWER)
    if found == SCHEMA:
        return False
    if found > 0:
        _copy_aside(path, found)
    _upgrade(connection)
    return True


def drop_copies(path: Path) -> None:
    """Remove the safety copies of earlier migrations: they hold what was withdrawn and erased since."""
    for copy in path.parent.glob(f"{path.name}.voor-schema-*"):
        with suppress(OSError):
            copy.unlink()


def _copy_aside(path: Path, schema: int) -> None:
    target = path.with_name(f"{path.name}.voor-schema-{schema + 1}")
    part = target.with_name(target.name + ".part")
    try:
        shutil.copyfile(path, part)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(target)
        flush_folder(path.parent)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise Fault(GEEN_RUIMTE) from error


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    # Foreign keys off outside the transaction: a batch migration with them on silently deletes child rows.
    connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    try:
        command.upgrade(config, "head")
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            raise RuntimeError(f"the migration broke {len(broken)} references")
        connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA}")
        connection.exec_driver_sql("COMMIT")
    except BaseException:
        connection.exec_driver_sql("ROLLBACK")
        raise
    finally:
        connection.exec_driver_sql("PRAGMA foreign_keys=ON")
