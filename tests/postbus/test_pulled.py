"""A stick that is pulled out, at every step of putting a file: never half a file that counts, never a false yes."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from app.faults import Fault
from sync import layout
from sync.mailboxes import faults
from sync.mailboxes.folder import FolderMailbox

NAME = layout.batch_name("d-lezer", "stroom", 1, 1, "a" * 64)
FOLDER = "v1/d-lezer/stroom/1"
DATA = bytes(range(256)) * 40
CALLS = ("open", "fsync", "mkdir", "replace", "stat", "lstat", "unlink", "scandir", "write", "posix_fadvise")


class Pulled(BaseException):
    """The process dies with the stick: nothing after this runs."""


@contextmanager
def stick(fails_at: int, outcome: Callable[[], BaseException]) -> Iterator[list[str]]:
    """Count the calls to the system under this folder, and let the n-th fail."""
    seen: list[str] = []
    real = {name: getattr(os, name) for name in CALLS if hasattr(os, name)}

    def wrap(name: str, original: Any) -> Any:
        def call(*words: Any, **more: Any) -> Any:
            seen.append(name)
            if len(seen) == fails_at:
                raise outcome()
            return original(*words, **more)

        return call

    with pytest.MonkeyPatch.context() as patch:
        for name, original in real.items():
            patch.setattr(os, name, wrap(name, original))
        yield seen


def steps() -> int:
    """How many calls an undisturbed put makes."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder, stick(0, OSError) as seen:
        FolderMailbox(Path(folder)).put(NAME, DATA)
        return len(seen)


STEPS = steps()


def is_whole_or_absent(root: Path) -> bool:
    """What another machine sees: no file of that name, or all of it."""
    path = root / NAME
    return not path.exists() or path.read_bytes() == DATA


def test_an_undisturbed_put_asks_the_disk_to_keep_it_and_reads_it_back() -> None:
    assert STEPS >= 10


@pytest.mark.parametrize("number", [errno.EIO, errno.ENODEV, errno.ENOSPC, errno.EROFS])
@pytest.mark.parametrize("step", range(1, STEPS + 1))
def test_a_disk_that_fails_at_any_step_gives_words_and_no_half_file(
    tmp_path: Path, step: int, number: int
) -> None:
    box = FolderMailbox(tmp_path)
    said_yes = True
    with stick(step, lambda: OSError(number, os.strerror(number))):
        try:
            box.put(NAME, DATA)
        except Fault as fault:
            said_yes = False
            assert fault.code.startswith("mailbox-")
    assert is_whole_or_absent(tmp_path)
    if said_yes:
        assert box.get(NAME, len(DATA)) == DATA
    box.put(NAME, DATA)
    assert box.get(NAME, len(DATA)) == DATA
    assert [entry.name for entry in box.list(FOLDER)] == [NAME]


@pytest.mark.parametrize("step", range(1, STEPS + 1))
def test_pulled_out_with_the_power_at_any_step(tmp_path: Path, step: int) -> None:
    with stick(step, Pulled):
        with suppress(Pulled):
            FolderMailbox(tmp_path).put(NAME, DATA)
    assert is_whole_or_absent(tmp_path)
    again = FolderMailbox(tmp_path)
    assert all(entry.size == len(DATA) for entry in again.list(FOLDER))
    again.put(NAME, DATA)
    assert again.get(NAME, len(DATA)) == DATA
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


@pytest.mark.parametrize("kept", [b"", DATA[:100], b"\x00" * len(DATA), DATA + b"x"])
def test_a_stick_that_lies_about_what_it_kept_is_no_success(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: bytes
) -> None:
    """Cheap sticks say yes and keep zeroes: only what is read back counts."""
    real = Path.replace

    def lies(self: Path, target: Path) -> Path:
        done = real(self, target)
        Path(target).write_bytes(kept)
        return done

    monkeypatch.setattr(Path, "replace", lies)
    with pytest.raises(Fault) as caught:
        FolderMailbox(tmp_path).put(NAME, DATA)
    assert caught.value.kind is faults.MAILBOX_TERUGLEZEN


def test_a_half_copied_folder_shows_less_and_never_other_things(tmp_path: Path) -> None:
    box = FolderMailbox(tmp_path)
    names = [layout.batch_name("d-lezer", "stroom", 1, seq, f"{seq:x}" * 64) for seq in range(1, 9)]
    for name in names:
        box.put(name, DATA)
    for name in names[::2]:
        path = tmp_path / name
        path.rename(path.with_name(f"{path.stem} (conflicted copy 2026-11-22).batch"))
    (tmp_path / names[1]).rename(tmp_path / f"{names[1]}.part")
    assert [entry.name for entry in box.list(FOLDER)] == [names[3], names[5], names[7]]
