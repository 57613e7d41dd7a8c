"""Migrations: they make exactly today's tables, and survive being killed; old stores are kept as fixtures."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from storage import migrating, opening
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
