"""The one contract that every mailbox keeps: in memory, a folder, Apache's and rclone's WebDAV, rclone's S3."""

from __future__ import annotations

from typing import Any

import pytest

from app.faults import Fault
from app.ports import Mailbox, MailboxEntry
from sync import layout
from sync.mailboxes.faults import MAILBOX_ADRES, MAILBOX_ONTBREEKT, MAILBOX_TE_GROOT
from tests.postbus.servers import KEY_ID, PASSWORD, SECRET_KEY, USER

DIGEST = "0123456789abcdef" * 4


def name(
    seq: int, *, epoch: int = 1, stream: str = "stroom", reader: str = "d-lezer", digest: str = DIGEST
) -> str:
    return layout.batch_name(reader, stream, epoch, seq, digest)


def test_what_is_put_can_be_got(mailbox: Mailbox) -> None:
    mailbox.put(name(1), b"een")
    assert mailbox.get(name(1), 100) == b"een"


def test_putting_the_same_again_is_no_error(mailbox: Mailbox) -> None:
    mailbox.put(name(1), b"een")
    mailbox.put(name(1), b"een")
    assert [entry.name for entry in mailbox.list("v1/d-lezer/stroom/1")] == [name(1)]


def test_a_damaged_file_is_mended_by_putting_it_again(mailbox: Mailbox) -> None:
    mailbox.put(name(1), b"half")
    mailbox.put(name(1), b"helemaal")
    assert mailbox.get(name(1), 100) == b"helemaal"


def test_getting_is_bounded(mailbox: Mailbox) -> None:
    mailbox.put(name(1), b"x" * 101)
    assert len(mailbox.get(name(1), 101)) == 101
    with pytest.raises(Fault) as caught:
        mailbox.get(name(1), 100)
    assert caught.value.kind is MAILBOX_TE_GROOT


def test_what_is_not_there_is_a_fault(mailbox: Mailbox) -> None:
    with pytest.raises(Fault) as caught:
        mailbox.get(name(1), 100)
    assert caught.value.kind is MAILBOX_ONTBREEKT


def test_listing_is_sorted_sized_and_of_one_folder(mailbox: Mailbox) -> None:
    for seq in (10, 2, 1):
        mailbox.put(name(seq), b"x" * seq)
    mailbox.put(name(3, epoch=2), b"anders")
    mailbox.put(name(3, stream="ander"), b"anders")
    assert mailbox.list("v1/d-lezer/stroom/1") == (
        MailboxEntry(name(1), 1),
        MailboxEntry(name(2), 2),
        MailboxEntry(name(10), 10),
    )


def test_listing_after_a_name_gives_only_what_is_newer(mailbox: Mailbox) -> None:
    for seq in range(1, 6):
        mailbox.put(name(seq), b"x")
    after = layout.after_number("d-lezer", "stroom", 1, 3)
    found = [layout.parse_name(entry.name) for entry in mailbox.list("v1/d-lezer/stroom/1", after)]
    # The head itself is in it: a second file of that number must be seen.
    assert [place.seq for place in found if place] == [3, 4, 5]


def test_two_files_of_one_number_are_both_listed(mailbox: Mailbox) -> None:
    mailbox.put(name(1), b"een")
    mailbox.put(name(1, digest="f" * 64), b"ander")
    assert len(mailbox.list("v1/d-lezer/stroom/1")) == 2


def test_an_absent_folder_is_empty(mailbox: Mailbox) -> None:
    assert mailbox.list("v1/d-lezer/stroom/1") == ()
    assert mailbox.folders("v1/d-lezer/stroom") == ()


def test_folders_are_named_without_path(mailbox: Mailbox) -> None:
    mailbox.put(name(1, epoch=1), b"x")
    mailbox.put(name(1, epoch=2), b"x")
    mailbox.put(name(1, epoch=12), b"x")
    assert mailbox.folders("v1/d-lezer/stroom") == ("1", "12", "2")
    assert mailbox.folders("v1/d-lezer") == ("stroom",)


@pytest.mark.parametrize(
    "bad",
    [
        "../buiten.batch",
        "v1/../../x.batch",
        "/etc/x.batch",
        "v1/.verborgen/x.batch",
        "v1//x.batch",
        "v1/a\\b/x",
        "",
    ],
)
def test_names_that_climb_out_are_refused(mailbox: Mailbox, bad: str) -> None:
    with pytest.raises(Fault) as caught:
        mailbox.put(bad, b"x")
    assert caught.value.kind is MAILBOX_ADRES


def test_it_can_be_named_in_a_sentence(mailbox: Mailbox) -> None:
    assert mailbox.describe()


@pytest.mark.parametrize("size", [0, 1, 4096, 1_000_003])
def test_every_size_survives(mailbox: Mailbox, size: int) -> None:
    data = bytes(index % 251 for index in range(size))
    mailbox.put(name(1), data)
    assert mailbox.get(name(1), 2_000_000) == data


def test_bytes_are_kept_exactly(mailbox: Mailbox) -> None:
    data: Any = bytes(range(256)) + b"\r\n\x1a\x00"
    mailbox.put(name(1), data)
    assert mailbox.get(name(1), 1000) == data


def test_what_is_removed_is_gone_and_removing_it_again_is_no_error(mailbox: Mailbox) -> None:
    mailbox.put(name(1), b"een")
    mailbox.put(name(2), b"twee")
    mailbox.remove(name(1))
    mailbox.remove(name(1))
    assert [entry.name for entry in mailbox.list("v1/d-lezer/stroom/1")] == [name(2)]


def test_after_closing_the_next_piece_of_work_goes_on(mailbox: Mailbox) -> None:
    mailbox.put(name(1), b"een")
    mailbox.close()
    assert mailbox.get(name(1), 10) == b"een"
    mailbox.close()


def test_nothing_put_aside_is_left_or_listed(mailbox: Mailbox) -> None:
    mailbox.put(name(1), b"half")
    mailbox.put(name(1), b"helemaal")
    assert mailbox.list("v1/d-lezer/stroom/1") == (MailboxEntry(name(1), 8),)
    assert mailbox.folders("v1/d-lezer/stroom/1") == ()


def test_it_shows_no_secret(mailbox: Mailbox) -> None:
    for text in (repr(mailbox), str(mailbox), mailbox.describe()):
        assert not any(secret in text for secret in (PASSWORD, SECRET_KEY, USER, KEY_ID))
