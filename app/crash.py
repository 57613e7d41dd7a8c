"""Crash reports of our own mistakes: where in the code it went wrong, and nothing of what it was about."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path

_DEEPEST = 12
_MOST_FRAMES = 60
_HEAD = "Doorgaande Lijn: verslag van een fout in het programma"


def describe(error: BaseException) -> str:
    """Return the kinds of error and the places in the code; no messages, values or paths of a person's machine."""
    lines = [_HEAD, _machine()]
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen and len(seen) < _DEEPEST:
        seen.add(id(link))
        lines += ["", f"{type(link).__module__}.{type(link).__qualname__}"]
        frames = traceback.extract_tb(link.__traceback__)[-_MOST_FRAMES:]
        lines += [f"  {_place(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
        link = link.__cause__ or link.__context__
    return "\n".join(lines) + "\n"


def write_report(error: BaseException, folder: Path | None = None) -> Path | None:
    """Write the report to a new file (in the system's temporary folder) and return it; None where that fails too."""
    return write_text(describe(error), folder)


def describe_frames(kind: str, frames: Sequence[str]) -> str:
    """Return the report of an error of which only its kind and its frames (`file:line function`) are left."""
    lines = [_HEAD, _machine(), "", kind, *(f"  {frame}" for frame in frames[-_MOST_FRAMES:])]
    return "\n".join(lines) + "\n"


def write_text(report: str, folder: Path | None = None) -> Path | None:
    """Write a report that was described already."""
    try:
        descriptor, name = tempfile.mkstemp(prefix="doorgaande-lijn-fout-", suffix=".txt", dir=folder)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(report)
    except OSError:
        return None
    return Path(name)


def _machine() -> str:
    return f"Python {platform.python_version()} op {platform.system()} {platform.machine()}"


def _place(filename: str) -> str:
    """Return the path below the program or the library: what is above it may hold the user's name."""
    path = Path(filename)
    roots = [Path(__file__).parents[1], *(Path(entry) for entry in sys.path if entry)]
    for root in roots:
        if path.is_relative_to(root):
            return path.relative_to(root).as_posix()
    return path.name
