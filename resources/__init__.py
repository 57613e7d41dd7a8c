"""Data that ships with the program: checklists, rules, texts, fonts, icons. Found from inside the package."""

from __future__ import annotations

from importlib.resources import files


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
