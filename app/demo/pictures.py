"""Pictures of the main screens: which were made, or why there are none."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

SECONDS = 300


@dataclass(frozen=True, slots=True)
class Pictures:
    """The folder and the names of the pictures; without them `reden` says why."""

    map: Path | None
    files: tuple[str, ...] = ()
    reden: str = ""


def draw(folder: Path, say: Callable[[str], None]) -> Pictures:
    """Let the screens be drawn by a process of their own; say plainly when that isn't possible."""
    if importlib.util.find_spec("ui.screens") is None:
        return Pictures(None, reden="niet gemaakt: deze versie kan nog geen plaatjes van schermen maken")
    say("Ik maak plaatjes van de schermen.")
    target = folder / "schermen"
    try:
        done = subprocess.run(
            [sys.executable, "-m", "ui.screens", "--out", str(target), "--only", "main"],
            cwd=Path(__file__).parents[2],
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return Pictures(None, reden="niet gemaakt: het tekenen kwam niet klaar")
    files = tuple(sorted(path.name for path in target.glob("*.png"))) if target.is_dir() else ()
    if done.returncode or not files:
        return Pictures(None, reden="niet gemaakt: het tekenen van de schermen mislukte")
    return Pictures(target, files)
