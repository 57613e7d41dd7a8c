"""No power cut takes away what was acknowledged; and the simulator isn't blind: settings that do are found."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.storage import disks
from tests.storage.powercuts import simulate

pytestmark = pytest.mark.skipif(bool(disks.why_not()), reason=disks.why_not() or "-")


def test_no_acknowledged_commit_is_lost_to_a_power_cut(tmp_path: Path) -> None:
    found = simulate(tmp_path, 120, 7)
    assert found.acknowledged > 500
    assert found.stories == []


@pytest.mark.parametrize("bug", ["off", "wal"])
def test_settings_that_lose_commits_are_found(tmp_path: Path, bug: str) -> None:
    assert simulate(tmp_path, 60, 7, bug=bug).harmful > 5
