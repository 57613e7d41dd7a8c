"""A store per test, closed afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.store import SqlStore
from tests.worlds import CountingIds, HandClock, new_store


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def ids() -> CountingIds:
    return CountingIds()


@pytest.fixture
def store(tmp_path: Path, clock: HandClock, ids: CountingIds) -> Iterator[SqlStore]:
    opened = new_store(tmp_path, clock=clock, ids=ids)
    yield opened
    opened.close()
