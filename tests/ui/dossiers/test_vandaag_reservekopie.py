"""The start screen reminds of a backup: not on the first empty day, not in the practice world."""

from __future__ import annotations

from pathlib import Path

from tests.ui.dossiers.desk import close_world, desk_over
from tests.worlds import CountingIds, HandClock, new_store, person


def test_real_dossiers_without_a_backup_are_told_of(tmp_path: Path) -> None:
    clock = HandClock()
    store = new_store(tmp_path, practice=False, device_id="d-ans", clock=clock)
    world = desk_over(store, clock, CountingIds(7))
    world.show()
    page = world.page("vandaag")
    assert not page.backup.isVisible()
    with store.write() as uow:
        uow.add(person("019a0000-0001-7000-8000-000000000001"))
        world.heard(uow.commit())
    world.go("clienten")
    page = world.go("vandaag")
    assert page.backup.isVisible() and "nog geen reservekopie" in page.backup.text
    close_world(world)
