"""The profiles on one computer, apart from each other: each in a folder of its own, beside the first one.

What a profile is called here is readable without its wachtzin, so a person chooses it: never a client, and not by
default the user either.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app import wiring
from app.faults import Fault, FaultKind

NAME_FILE = "profielnaam.json"
NAME_MOST = 40
_NUMBERED = re.compile(r"-\d{1,4}$")

PROFIELMAP_VOL = FaultKind(
    "profielen-te-veel",
    "Er zijn te veel profielen op deze computer.",
    "Verwijder eerst een profiel dat je niet meer gebruikt.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfProfile:
    """One profile as it can be seen from outside: a key, what it is called here, and whether it is for practice."""

    key: str
    naam: str
    practice: bool


class Shelf:
    """The folders beside `first` that hold a profile: `profiel`, `profiel-2`, and so on."""

    def __init__(self, folder: Path) -> None:
        self._base = folder.parent
        self._stem = _NUMBERED.sub("", folder.name)

    def folder(self, key: str) -> Path:
        """Return the folder of a profile."""
        return self._base / key

    def profiles(self) -> tuple[ShelfProfile, ...]:
        """Return the profiles on this computer in the order in which they were made."""
        return tuple(self._seen(folder) for folder in self._folders() if wiring.profile_exists(folder))

    def new_folder(self, wanted: Path | None = None) -> Path:
        """Return a folder in which a profile can be made: `wanted` when it is free, else the next one beside it."""
        if wanted is not None and not wiring.profile_exists(wanted):
            return wanted
        taken = {folder.name for folder in self._folders()}
        for number in range(2, 1000):
            name = f"{self._stem}-{number}"
            if name not in taken:
                return self._base / name
        raise Fault(PROFIELMAP_VOL)

    def rename(self, folder: Path, naam: str) -> None:
        """Call a profile something on this computer; empty takes the name away. What can't be written is let be."""
        from storage.copying import write_whole

        wanted = " ".join(naam.split())[:NAME_MOST]
        with suppress(OSError):
            if wanted:
                write_whole(folder / NAME_FILE, json.dumps({"naam": wanted}).encode("utf-8"))
            else:
                (folder / NAME_FILE).unlink(missing_ok=True)

    def _folders(self) -> Sequence[Path]:
        try:
            found = [each for each in self._base.iterdir() if each.is_dir() and self._is_ours(each.name)]
        except OSError:
            return ()
        return sorted(found, key=lambda each: (_number(each.name), each.name))

    def _is_ours(self, name: str) -> bool:
        return name == self._stem or (name.startswith(f"{self._stem}-") and bool(_NUMBERED.search(name)))

    def _seen(self, folder: Path) -> ShelfProfile:
        practice = wiring.floor_of(_slot_copies(folder)) == wiring.PRACTICE_FLOOR_KIB
        number = _number(folder.name)
        plain = ("Oefenprofiel" if practice else "Profiel") + (f" {number}" if number > 1 else "")
        return ShelfProfile(key=folder.name, naam=_name(folder) or plain, practice=practice)


def _number(name: str) -> int:
    found = _NUMBERED.search(name)
    return int(found.group()[1:]) if found else 1


def _slot_copies(folder: Path) -> Sequence[bytes | None]:
    from app.clock import SystemClock, Uuid7Ids
    from storage.profile_folder import ProfileFolder

    try:
        return ProfileFolder(folder, SystemClock(), Uuid7Ids()).slot_copies()
    except Fault:
        return ()


def _name(folder: Path) -> str:
    try:
        kept = json.loads((folder / NAME_FILE).read_bytes()[:1024])
    except (OSError, ValueError):
        return ""
    naam = kept.get("naam") if isinstance(kept, dict) else None
    return " ".join(naam.split())[:NAME_MOST] if isinstance(naam, str) else ""
