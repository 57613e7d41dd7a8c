"""Which Python packages go along in the program: what requirements.in asks for itself, and what that needs."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement

HOUSE = Path(__file__).resolve().parents[1]
TOOLS = "# --- tools"


def plain(name: str) -> str:
    """Return the name of a package as indexes write it: `PySide6_Pdf` is `pyside6-pdf`."""
    return re.sub(r"[-_.]+", "-", name).lower()


def parts() -> list[dict[str, str]]:
    """Return the rows of "Over dit programma": name, licence, use, and the package when there is one."""
    text = (HOUSE / "resources" / "over" / "onderdelen.v1.toml").read_text(encoding="utf-8")
    rows: list[dict[str, str]] = tomllib.loads(text)["onderdeel"]
    return rows


def packages() -> dict[str, set[str]]:
    """Return each package that goes along and what it needs itself, as this environment and system have it."""
    ours = (HOUSE / "requirements.in").read_text(encoding="utf-8").partition(TOOLS)[0]
    waiting = [plain(name) for name in re.findall(r"^([A-Za-z][\w.-]*)", ours, re.M)]
    found: dict[str, set[str]] = {}
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = _needs(name)
            waiting += found[name]
    return found


def _needs(name: str) -> set[str]:
    wanted = [Requirement(line) for line in distribution(name).requires or []]
    return {plain(one.name) for one in wanted if one.marker is None or one.marker.evaluate({"extra": ""})}
