"""The town on both stores: one contract for sync, whatever keeps the records."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sync.town import Side, Town, fake_maker, real_maker


@pytest.fixture(params=["fake", "real"])
def town(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Town]:
    """An empty town with a register."""
    maker = fake_maker(tmp_path) if request.param == "fake" else real_maker(tmp_path)
    yield Town(maker)
    for store in getattr(maker, "made", []):
        store.close()


@pytest.fixture
def ans(town: Town) -> Side:
    """A volunteer's device that is paired with the town's register."""
    return town.device("Ans")


@pytest.fixture
def bram(town: Town, ans: Side) -> Side:
    """A second one."""
    return town.device("Bram")
