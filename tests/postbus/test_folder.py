"""A shared folder or a stick, with everything that other programs and people do to it."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from app.faults import Fault, FaultKind
from sync import layout
from sync.mailboxes.addresses import open_mailbox
from sync.mailboxes.faults import (
    MAILBOX_ADRES,
    MAILBOX_ALLEEN_LEZEN,
    MAILBOX_GEEN_TOEGANG,
    MAILBOX_ONTBREEKT,
    MAILBOX_STORING,
    MAILBOX_VOL,
    MAILBOX_WEG,
)
from sync.mailboxes.folder import FolderMailbox

NAME = layout.batch_name("d-lezer", "stroom", 1, 1, "a" * 64)
FOLDER = "v1/d-lezer/stroom/1"


@pytest.fixture
def box(tmp_path: Path) -> FolderMailbox:
    root = tmp_path / "gedeeld"
    root.mkdir()
    return FolderMailbox(root)


def refuse(monkeypatch: pytest.MonkeyPatch, function: str, number: int) -> None:
    def fails(*_: Any, **__: Any) -> Any:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, function, fails)


def fault_of(work: Any) -> FaultKind:
    with pytest.raises(Fault) as caught:
        work()
    assert caught.value.sentence
    assert caught.value.next_step
    return caught.value.kind


def test_a_vanished_folder_is_said_and_not_made_anew(tmp_path: Path, box: FolderMailbox) -> None:
    box.put(NAME, b"x")
    shutil.rmtree(tmp_path / "gedeeld")
    assert fault_of(lambda: box.put(NAME, b"x")) is MAILBOX_WEG
    assert fault_of(lambda: box.get(NAME, 10)) is MAILBOX_WEG
    assert fault_of(lambda: box.list(FOLDER)) is MAILBOX_WEG
    assert fault_of(lambda: box.folders("v1")) is MAILBOX_WEG
    assert not (tmp_path / "gedeeld").exists()


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, MAILBOX_VOL),
        (errno.EDQUOT, MAILBOX_VOL),
        (errno.EROFS, MAILBOX_ALLEEN_LEZEN),
        (errno.EACCES, MAILBOX_ALLEEN_LEZEN),
        (errno.EIO, MAILBOX_WEG),
        (errno.ENODEV, MAILBOX_WEG),
        (errno.EBUSY, MAILBOX_STORING),
    ],
)
def test_what_the_world_does_while_writing_has_words(
    box: FolderMailbox, monkeypatch: pytest.MonkeyPatch, number: int, kind: FaultKind
) -> None:
    refuse(monkeypatch, "fsync", number)
    assert fault_of(lambda: box.put(NAME, b"x")) is kind
    monkeypatch.undo()
    assert box.list(FOLDER) == ()


def test_a_full_disk_leaves_nothing_half(
    tmp_path: Path, box: FolderMailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    box.put(NAME, b"goed")
    refuse(monkeypatch, "fsync", errno.ENOSPC)
    assert fault_of(lambda: box.put(NAME, b"nieuw")) is MAILBOX_VOL
    monkeypatch.undo()
    assert box.get(NAME, 10) == b"goed"
    assert [path.name for path in (tmp_path / "gedeeld").rglob("*") if path.is_file()] == [
        NAME.split("/")[-1]
    ]


def test_reading_without_permission_has_words(box: FolderMailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    box.put(NAME, b"x")
    refuse(monkeypatch, "open", errno.EACCES)
    assert fault_of(lambda: box.get(NAME, 10)) is MAILBOX_GEEN_TOEGANG


def test_a_stick_pulled_between_write_and_rename_is_no_success(
    box: FolderMailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(self: Path, target: Path) -> Path:
        raise OSError(errno.ENODEV, "weg")

    monkeypatch.setattr(Path, "replace", gone)
    assert fault_of(lambda: box.put(NAME, b"x")) is MAILBOX_WEG


@pytest.mark.parametrize(
    "junk",
    [
        ".0000000001-aaaaaaaaaaaaaaaa.batch.part",
        "0000000001-aaaaaaaaaaaaaaaa.batch.part",
        "0000000001-aaaaaaaaaaaaaaaa (conflicted copy 2026-11-22).batch",
        "0000000001-aaaaaaaaaaaaaaaa.sync-conflict-20261122.batch",
        "0000000001-aaaaaaaaaaaaaaaa.batch~",
        "0000000001-AAAAAAAAAAAAAAAA.batch",
        "1-aaaaaaaaaaaaaaaa.batch",
        "desktop.ini",
        ".DS_Store",
        "lees mij.txt",
    ],
)
def test_other_files_are_passed_over(tmp_path: Path, box: FolderMailbox, junk: str) -> None:
    box.put(NAME, b"x")
    (tmp_path / "gedeeld" / FOLDER / junk).write_bytes(b"troep")
    assert [entry.name for entry in box.list(FOLDER)] == [NAME]


def test_a_folder_with_the_name_of_a_batch_is_passed_over(tmp_path: Path, box: FolderMailbox) -> None:
    (tmp_path / "gedeeld" / NAME).mkdir(parents=True)
    assert box.list(FOLDER) == ()
    assert fault_of(lambda: box.get(NAME, 10)) in (MAILBOX_ONTBREEKT, MAILBOX_STORING)


def test_links_are_never_followed(tmp_path: Path, box: FolderMailbox) -> None:
    secret = tmp_path / "geheim"
    secret.write_bytes(b"van iemand anders")
    folder = tmp_path / "gedeeld" / FOLDER
    folder.mkdir(parents=True)
    (tmp_path / "gedeeld" / NAME).symlink_to(secret)
    assert box.list(FOLDER) == ()
    assert fault_of(lambda: box.get(NAME, 100)) is MAILBOX_GEEN_TOEGANG
    assert fault_of(lambda: box.put(NAME, b"x")) is MAILBOX_GEEN_TOEGANG
    assert secret.read_bytes() == b"van iemand anders"


def test_a_linked_folder_is_never_followed(tmp_path: Path, box: FolderMailbox) -> None:
    elsewhere = tmp_path / "elders"
    elsewhere.mkdir()
    (tmp_path / "gedeeld" / "v1").symlink_to(elsewhere)
    assert fault_of(lambda: box.put(NAME, b"x")) is MAILBOX_GEEN_TOEGANG
    assert fault_of(lambda: box.list(FOLDER)) is MAILBOX_GEEN_TOEGANG
    assert not list(elsewhere.iterdir())


def test_nothing_can_be_read_before_it_is_whole(
    tmp_path: Path, box: FolderMailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[str, ...]] = []
    real = os.fsync

    def spy(descriptor: int) -> None:
        seen.append(tuple(entry.name for entry in box.list(FOLDER)))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", spy)
    box.put(NAME, b"x" * 1000)
    before_rename, after_rename = seen[-2], seen[-1]
    assert before_rename == ()
    assert after_rename == (NAME,)


def test_what_an_earlier_kill_left_aside_does_no_harm(tmp_path: Path, box: FolderMailbox) -> None:
    folder = tmp_path / "gedeeld" / FOLDER
    folder.mkdir(parents=True)
    (folder / ".0000000001-aaaaaaaaaaaaaaaa.batch.part").write_bytes(b"half")
    box.put(NAME, b"heel")
    assert box.get(NAME, 10) == b"heel"
    assert [path.name for path in folder.iterdir()] == [NAME.split("/")[-1]]


def test_addresses(tmp_path: Path) -> None:
    assert isinstance(open_mailbox(f"folder:{tmp_path}"), FolderMailbox)
    assert isinstance(open_mailbox(f"  FOLDER:{tmp_path} "), FolderMailbox)
    for bad in ("", "folder", "folder:", "folder:hier/ergens", "ftp://x", str(tmp_path)):
        assert fault_of(lambda bad=bad: open_mailbox(bad)) is MAILBOX_ADRES
