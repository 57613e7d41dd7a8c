"""kill -9 somewhere in a backup, restore, migration, rekey or import: what is there is whole, or isn't there.

The long form is `./run soak --only kills-backup,...`. Without the rule that makes it so, something is found.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.soak import killing

ROUNDS = os.environ.get("DOORGAANDE_LIJN_KILLS", "4")


def counts(*words: str) -> dict[str, int]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.soak.killing", *words], capture_output=True, check=True, text=True
    )
    return dict(json.loads(done.stdout))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the child that is killed is a fork")
@pytest.mark.parametrize("kind", sorted(killing.KINDS))
def test_what_was_killed_is_whole_or_not_there(kind: str) -> None:
    found = counts(kind, ROUNDS, "7")
    assert found["kills"] >= 1
    assert found["lost"] == 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the child that is killed is a fork")
def test_a_planted_bug_is_found() -> None:
    assert counts("migration", "60", "1", "planted")["lost"] == 1
