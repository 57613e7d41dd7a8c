"""A process that writes contacts and says each id after its commit, until it is killed. For test_killing and soak."""

from __future__ import annotations

import sys
from pathlib import Path

from app.clock import SystemClock, Uuid7Ids
from storage.store import open_store
from tests.worlds import KEY, contact


def main(path: Path) -> None:
    ids = Uuid7Ids()
    store = open_store(path, KEY, SystemClock(), ids)
    while True:
        record_id = ids.new()
        with store.write() as uow:
            uow.add(contact(record_id, "d1", samenvatting="Een lange zin over de dag. " * 30))
            uow.save_draft("contact:d1", "d1", {"laatste": record_id})
            uow.commit()
        print(record_id, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
