"""The shipped data, read once: checklists, rules, purposes, texts and the sociale kaart.

The only place that opens these files. What comes out is frozen and shared; a file that is wrong raises
`Fault(GEGEVENS_ONJUIST)` with its name and the place in it.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from functools import lru_cache

import resources
from app.domain.checklist_lezen import parse
from app.domain.checklists import Checklist
from app.domain.velden import GEGEVENS_ONJUIST
from app.faults import Fault

_VERSIONED = re.compile(r"(?P<code>[a-z0-9-]+)\.v(?P<versie>[1-9][0-9]*)\.toml")


def _load(name: str) -> dict[str, object]:
    try:
        return tomllib.loads(resources.read_text(name))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Fault(GEGEVENS_ONJUIST, waar=name, reden=str(error)) from error


def file_sha256(name: str) -> str:
    """Return the SHA-256 (hex) of a shipped file as it is."""
    return hashlib.sha256(resources.read_bytes(name)).hexdigest()


@lru_cache(maxsize=1)
def checklist_versions() -> tuple[tuple[str, int], ...]:
    """Return (code, version) of every shipped checklist, by code and then by version."""
    found = []
    for name in resources.list_names("checklists"):
        match = _VERSIONED.fullmatch(name)
        if match:
            found.append((match["code"], int(match["versie"])))
    return tuple(sorted(found))


def checklists() -> tuple[Checklist, ...]:
    """Return the newest version of every shipped checklist, by title."""
    newest = dict(checklist_versions())
    return tuple(sorted((checklist(code) for code in newest), key=lambda each: each.titel))


def checklist(code: str, versie: int | None = None) -> Checklist:
    """Return one shipped checklist, the newest version unless asked; KeyError when it isn't shipped."""
    versions = [number for name, number in checklist_versions() if name == code]
    if not versions or (versie is not None and versie not in versions):
        raise KeyError((code, versie))
    return _checklist(code, max(versions) if versie is None else versie)


@lru_cache(maxsize=64)
def _checklist(code: str, versie: int) -> Checklist:
    name = f"checklists/{code}.v{versie}.toml"
    return parse(_load(name), name)
