"""Seeded names through a tour of every page of the window: none is found outside the encrypted store."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.wiring import PRACTICE_KDF_ENV
from tests.cli.test_leaks import found_in
from tests.ui.leaks.tour import MARKERS

PLACES = ("HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")


def tour(world: Path, role: str, *words: str) -> tuple[dict[str, Any], str]:
    """Take the tour in a process whose every place to leave something lies in one folder; return what it saw."""
    env = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(Path.cwd()),
        "PYTHONDONTWRITEBYTECODE": "1",
        "QT_QPA_PLATFORM": "offscreen",
        PRACTICE_KDF_ENV: "1",
    }
    for name in PLACES:
        (world / name.lower()).mkdir()
        env[name] = str(world / name.lower())
    command = [sys.executable, "-m", "tests.ui.leaks.tour", str(world), role, *words]
    done = subprocess.run(
        command, env=env, cwd=world / "home", capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1]), done.stderr


def named_in(seen: list[str]) -> list[str]:
    return [text for text in seen if any(marker.lower() in text.lower() for marker in MARKERS)]


@pytest.mark.parametrize("role", ["begeleider", "coordinator"])
def test_nothing_of_a_person_is_left_outside_the_store(tmp_path: Path, role: str) -> None:
    told, said = tour(tmp_path, role)
    assert {"vandaag", "dossier", "contact", "veiligheid", "delen"} <= set(told["typed"])
    assert sum(told["typed"].values()) > 20, "the tour must type somewhere"
    assert found_in(tmp_path) == []
    assert named_in(told["seen"]) == [] and named_in([said]) == []
    assert told["copied"] == "" and told["at_lock"] == ""
    assert len(list(tmp_path.rglob("*.dlres"))) == 1, "the backup was made, and looked into"
    assert "Traceback" not in said
    # The window and the file dialog say so; each further time, a widget was shown before it had a parent.
    assert said.count("propagateSizeHints") <= 2


def test_a_tour_that_leaks_is_found(tmp_path: Path) -> None:
    told, _ = tour(tmp_path, "vrijwilliger", "--leak")
    assert len(named_in(told["seen"])) == 1
    assert len(found_in(tmp_path)) == 2
