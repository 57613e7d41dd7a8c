"""A disk that is cut off: what a program wrote is recorded, and every state that a power cut may leave is made from it.

A write that wasn't synced may be there, be gone, or be there for some of its sectors; so may a truncation, a new name,
a removed one. What a sync failed on may be lost for good, also when a later sync succeeds (as Linux does it).
"""

from __future__ import annotations

import os
import random
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
HOUSE = HERE.parents[1]
SECTOR = 512


def why_not() -> str:
    """Return why the shim can't be used here; `""` when it can."""
    if not sys.platform.startswith("linux"):
        return "LD_PRELOAD is Linux's"
    return "" if shutil.which("gcc") else "no gcc to build the shim with"


def build(folder: Path) -> Path:
    """Compile the shim into a folder."""
    target = folder / "shim.so"
    if not target.exists():
        command = ["gcc", "-O1", "-shared", "-fPIC", "-w", "-o", str(target), str(HERE / "shim.c"), "-ldl"]
        subprocess.run(command, check=True)
    return target


def run(shim: Path, folder: Path, module: str, *words: object, trace: Path | None = None) -> str:
    """Run a module of ours behind the shim, watching `folder`; return what it said."""
    environment = {
        **os.environ,
        "LD_PRELOAD": str(shim),
        "SHIM_PREFIX": str(folder) + "/",
        "PYTHONPATH": str(HOUSE),
    }
    if trace is not None:
        environment["SHIM_TRACE"] = str(trace)
    command = [sys.executable, "-m", module, str(folder), *(str(word) for word in words)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=HOUSE)
    if done.returncode:
        raise AssertionError(done.stderr)
    return done.stdout


@dataclass(frozen=True, slots=True)
class Event:
    """One change, as the shim wrote it down. `path` is a name in the watched folder."""

    op: str
    path: str
    at: int
    data: bytes


def read_trace(path: Path, folder: Path) -> list[Event]:
    """Return what happened, in order."""
    data = path.read_bytes()
    events: list[Event] = []
    place = 0
    while place < len(data):
        op, length = data[place : place + 1].decode(), struct.unpack_from("=H", data, place + 1)[0]
        name = data[place + 3 : place + 3 + length].decode()
        at, size = struct.unpack_from("=QQ", data, place + 3 + length)
        place += 3 + length + 16
        body = data[place : place + size] if op in "WRA" else b""
        place += len(body)
        base = str(folder) + "/"
        events.append(
            Event(op, name.removeprefix(base), at, body.removeprefix(base.encode()) if op == "R" else body)
        )
    return events


@dataclass(slots=True)
class _File:
    """One file: what is surely on the disk, what may be, and what a failed sync may have lost for good."""

    sure: bytearray = field(default_factory=bytearray)
    loose: list[Event] = field(default_factory=list)
    doomed: list[Event] = field(default_factory=list)


class Disk:
    """Follows a trace and makes what a power cut may leave at any moment."""

    def __init__(self, folder: Path, rng: random.Random) -> None:
        self._rng = rng
        self._files: dict[int, _File] = {}
        self._names: dict[str, int] = {}  # as the program sees them
        self._sure_names: dict[str, int] = {}
        self._loose_names: list[tuple[str, str, int]] = []
        self._next = 0
        for path in sorted(folder.iterdir()):
            number = self._new()
            self._files[number].sure = bytearray(path.read_bytes())
            self._names[path.name] = self._sure_names[path.name] = number

    def _new(self) -> int:
        self._next += 1
        self._files[self._next] = _File()
        return self._next

    def apply(self, event: Event) -> None:
        """Follow one event."""
        if event.op == "C":
            self._names[event.path] = number = self._new()
            self._loose_names.append(("add", event.path, number))
        elif event.op == "U":
            self._loose_names.append(("drop", event.path, self._names.pop(event.path, 0)))
        elif event.op == "R":
            number = self._names.pop(event.path)
            target = event.data.decode()
            self._names[target] = number
            self._loose_names += [("move", f"{event.path}\0{target}", number)]
        elif event.path == "" and event.op == "S":
            self._sync_names()
        elif event.path in self._names:
            self._change(self._files[self._names[event.path]], event)

    def _change(self, file: _File, event: Event) -> None:
        if event.op in "WT":
            file.loose.append(event)
        elif event.op == "F":
            file.doomed += file.loose
            file.loose = []
        elif event.op == "S":
            # The system takes what it failed to write for written: a later sync says nothing about it.
            for one in file.doomed:
                if self._rng.random() < 0.5:
                    _write(file.sure, one)
            for one in file.loose:
                _write(file.sure, one)
            file.doomed, file.loose = [], []
            # A journalling file system makes the name of a synced new file sure, too.
            number = next(key for key, value in self._files.items() if value is file)
            kept = [item for item in self._loose_names if item[2] != number]
            for item in self._loose_names:
                if item[2] == number:
                    _rename(self._sure_names, item)
            self._loose_names = kept

    def _sync_names(self) -> None:
        for item in self._loose_names:
            _rename(self._sure_names, item)
        self._loose_names = []

    def leave(self, folder: Path, rng: random.Random) -> None:
        """Write one of the states that a cut may leave right now to an empty folder."""
        names = dict(self._sure_names)
        for item in self._loose_names[: rng.randint(0, len(self._loose_names))]:
            _rename(names, item)
        mood = rng.choice(("none", "all", "some", "first", "torn", "torn"))
        for name, number in names.items():
            file = self._files[number]
            content = bytearray(file.sure)
            for event in _left([*file.doomed, *file.loose], mood, rng):
                _write(content, event)
            (folder / name).write_bytes(content)


def _left(events: list[Event], mood: str, rng: random.Random) -> Iterator[Event]:
    if mood == "first":
        events = events[: rng.randint(0, len(events))]
    for event in events:
        if mood == "none" or (mood in ("some", "torn") and rng.random() < 0.5):
            continue
        if mood == "torn" and event.op == "W" and rng.random() < 0.5:
            yield from _torn(event, rng)
        else:
            yield event


def _torn(event: Event, rng: random.Random) -> Iterator[Event]:
    for start in range(0, len(event.data), SECTOR):
        if rng.random() < 0.5:
            yield Event("W", event.path, event.at + start, event.data[start : start + SECTOR])


def _write(content: bytearray, event: Event) -> None:
    if event.op == "T":
        del content[event.at :]
        content.extend(bytes(event.at - len(content)))
        return
    end = event.at + len(event.data)
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    content[event.at : end] = event.data


def _rename(names: dict[str, int], item: tuple[str, str, int]) -> None:
    kind, name, number = item
    if kind == "add":
        names[name] = number
    elif kind == "drop":
        names.pop(name, None)
    else:
        source, _, target = name.partition("\0")
        names.pop(source, None)
        names[target] = number
