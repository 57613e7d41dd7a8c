"""What this program is: its version and what it is built on, with licences."""

from __future__ import annotations

import platform
import tomllib
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

import resources
from app import VERSION


@dataclass(frozen=True, slots=True, kw_only=True)
class Onderdeel:
    """One part: its name, version (`""` when it has none), licence, and what it is for."""

    naam: str
    versie: str
    licentie: str
    waarvoor: str


def program_version() -> str:
    """Return the version of the program."""
    return VERSION


def parts() -> tuple[Onderdeel, ...]:
    """Return everything the program is built on, in the order of the shipped list."""
    table = tomllib.loads(resources.read_text("over/onderdelen.v1.toml"))
    return tuple(
        Onderdeel(
            naam=row["naam"],
            versie=_version(row.get("pakket", ""), row["naam"]),
            licentie=row["licentie"],
            waarvoor=row["waarvoor"],
        )
        for row in table["onderdeel"]
    )


def _version(package: str, name: str) -> str:
    if name == "Python":
        return platform.python_version()
    try:
        return version(package) if package else ""
    except PackageNotFoundError:
        return ""


def system() -> str:
    """Return the kind of computer, without its name."""
    return f"{platform.system()} {platform.machine()}"
