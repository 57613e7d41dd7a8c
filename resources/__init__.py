"""Data that ships with the program: checklists, rules, texts, fonts, icons. Found from inside the package."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

_VERSIONED = re.compile(r"(?P<code>[a-z0-9_-]+)\.v(?P<versie>[1-9][0-9]{0,5})\.toml")


def read_bytes(name: str) -> bytes:
    """Return the bytes of a shipped file such as `"regels/inburgering.v1.toml"`; FileNotFoundError when absent."""
    return files(__name__).joinpath(name).read_bytes()


def read_text(name: str) -> str:
    """Return a shipped UTF-8 text."""
    return read_bytes(name).decode("utf-8")


def list_names(folder: str) -> tuple[str, ...]:
    """Return the sorted file names (no folders) directly under a shipped folder."""
    return tuple(
        sorted(entry.name for entry in files(__name__).joinpath(folder).iterdir() if entry.is_file())
    )


@lru_cache(maxsize=16)
def versions(folder: str) -> Mapping[str, tuple[int, ...]]:
    """Return the shipped version numbers per code in a folder, oldest first; other files are left out."""
    found: dict[str, list[int]] = {}
    for name in list_names(folder):
        match = _VERSIONED.fullmatch(name)
        if match:
            found.setdefault(match["code"], []).append(int(match["versie"]))
    return MappingProxyType({code: tuple(sorted(numbers)) for code, numbers in sorted(found.items())})


def newest(folder: str, code: str) -> str:
    """Return the name of the newest version of a shipped file; KeyError for a code that doesn't ship."""
    numbers = versions(folder).get(code)
    if not numbers:
        raise KeyError(f"{folder}/{code}")
    return f"{folder}/{code}.v{numbers[-1]}.toml"
