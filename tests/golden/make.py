"""Make the golden store of today's schema, once, when that schema is released. An existing one is never replaced."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from storage.tables import SCHEMA
from tests.worlds import consent, contact, new_store, person


def main() -> int:
    """Write `schema-<n>.db` beside this file; 1 when it is there already."""
    target = Path(__file__).with_name(f"schema-{SCHEMA}.db")
    if target.exists():
        return 1
    with tempfile.TemporaryDirectory() as name:
        store = new_store(Path(name))
        with store.write() as uow:
            uow.add(person("d1"))
            uow.add(contact("c1", "d1"))
            uow.add(consent("t1", "d1", "gemeente-begeleiding"))
            uow.commit()
        store.close()
        target.write_bytes((Path(name) / "dossiers.db").read_bytes())
    return 0


if __name__ == "__main__":
    sys.exit(main())
