"""Migrations: they make exactly today's tables, and survive being killed; old stores are kept as fixtures."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from app.faults import Fault
from storage import copying, migrating, opening
from storage.store import SqlStore, open_store, wrap
from storage.tables import SCHEMA, metadata
from tests.worlds import KEY, CountingIds, HandClock, new_store, person


def shadow(name: str) -> bool:
    return name.startswith("zoekindex") or name == "alembic_version"


def test_the_migrations_make_the_tables_that_the_code_uses(store: SqlStore) -> None:
    def ours(_: object, name: str | None, kind: str, *__: object) -> bool:
        return not (kind == "table" and shadow(name or ""))

    context = MigrationContext.configure(
        store._connection, opts={"include_object": ours, "compare_type": True}
    )
    assert compare_metadata(context, metadata) == []


def test_a_migration_imports_nothing_of_today() -> None:
    for path in (migrating.MIGRATIONS / "versions").glob("0*.py"):
        lines = [line for line in path.read_text("utf-8").splitlines() if line.startswith(("import", "from"))]
        assert {line.split()[1].split(".")[0] for line in lines} <= {"__future__", "sqlalchemy", "alembic"}, (
            path
        )


def test_a_migration_that_dies_halfway_leaves_the_old_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "half.db"
    connection = wrap(opening.connect(path, KEY, create=True))
    real = Connection.exec_driver_sql

    def die(self: Connection, statement: str, *args: object) -> object:
        if statement.startswith("PRAGMA foreign_key_check"):
            raise KeyboardInterrupt
        return real(self, statement, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(Connection, "exec_driver_sql", die)
    with pytest.raises(KeyboardInterrupt):
        migrating.bring_up_to_date(connection, path)
    monkeypatch.undo()
    assert connection.exec_driver_sql("PRAGMA user_version").scalar_one() == 0
    assert connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one() == 0
    assert migrating.bring_up_to_date(connection, path)
    assert connection.exec_driver_sql("PRAGMA user_version").scalar_one() == SCHEMA
    connection.close()


def test_an_up_to_date_store_is_not_migrated_again(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    assert migrating.bring_up_to_date(store._connection, tmp_path / "dossiers.db") is False
    store.close()


GOLDEN = Path(__file__).parent.parent / "golden"


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("schema-*.db")), ids=lambda path: path.stem)
def test_every_released_schema_still_opens(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "dossiers.db"
    copy.write_bytes(path.read_bytes())
    store = open_store(copy, KEY, HandClock(), CountingIds(99))
    try:
        with store.read() as reading:
            assert reading.counts()["inburgeraar"] == 1
            assert reading.search("Yousef")
        with store.write() as uow:
            uow.add(person("nieuw"))
            uow.commit()
        assert store.verify().ok
    finally:
        store.close()


FIRST_TABLES_DERIVED = ("zoekindex", "alembic")


def fill_every_table(path: Path) -> dict[str, int]:
    """Put a row in every empty table of a store as it is, whatever its columns are; return rows per table."""
    raw = opening.connect(path, KEY)
    raw.execute("PRAGMA foreign_keys=OFF")
    names = [
        str(name)
        for (name,) in raw.execute(
            "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%'"
        )
        if not str(name).startswith(FIRST_TABLES_DERIVED)
    ]
    counts = {}
    for name in names:
        if not raw.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]:
            columns = list(raw.execute(f'PRAGMA table_info("{name}")'))
            numbered = sum(bool(row[5]) for row in columns) == 1
            kept = [row for row in columns if not (numbered and row[5] and "INT" in row[2].upper())]
            values = [
                0 if "INT" in row[2].upper() else "{}" if "FLOAT" not in row[2].upper() else 0.0
                for row in kept
            ]
            listed, marks = ", ".join(f'"{row[1]}"' for row in kept), ", ".join("?" * len(kept))
            raw.execute(f'INSERT INTO "{name}" ({listed}) VALUES ({marks})', values)
        counts[name] = int(raw.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])
    raw.close()
    return counts


def rows_of(path: Path) -> dict[str, int]:
    raw = opening.connect(path, KEY)
    facts = dict(copying.file_facts(raw))
    raw.close()
    return facts


def test_the_first_schema_with_a_row_in_every_table_keeps_each_of_them(tmp_path: Path) -> None:
    path = tmp_path / "dossiers.db"
    path.write_bytes((GOLDEN / "schema-1.db").read_bytes())
    before = fill_every_table(path)
    assert len(before) > 15 and all(before.values())
    connection = wrap(opening.connect(path, KEY))
    assert migrating.bring_up_to_date(connection, path)
    assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    connection.close()
    connection.engine.dispose()
    after = rows_of(path)
    assert after["user_version"] == SCHEMA
    assert {name: after.get(name) for name in before} == before


def test_the_safety_copy_is_the_store_as_it_was_and_goes_at_the_next_opening(tmp_path: Path) -> None:
    path = tmp_path / "dossiers.db"
    path.write_bytes((GOLDEN / "schema-1.db").read_bytes())
    before = rows_of(path)
    open_store(path, KEY, HandClock(), CountingIds(99)).close()
    (copy,) = tmp_path.glob("dossiers.db.voor-schema-*")
    assert rows_of(copy) == before
    open_store(path, KEY, HandClock(), CountingIds(98)).close()
    assert list(tmp_path.glob("dossiers.db.voor-schema-*")) == []


def test_a_migration_without_room_for_its_safety_copy_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "dossiers.db"
    path.write_bytes((GOLDEN / "schema-1.db").read_bytes())

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(migrating.shutil, "copyfile", full)
    with pytest.raises(Fault) as caught:
        open_store(path, KEY, HandClock(), CountingIds(99))
    assert caught.value.code == "bijwerken-zonder-ruimte"
    monkeypatch.undo()
    assert rows_of(path)["user_version"] == 1
    assert list(tmp_path.glob("dossiers.db.voor-schema-*")) == []
