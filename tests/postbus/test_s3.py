"""What is special about an object store: signatures, pages, keys, buckets, and clocks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.clock import SystemClock
from app.faults import Fault, FaultKind
from sync import layout
from sync.mailboxes import faults, s3
from sync.mailboxes.addresses import open_mailbox
from sync.mailboxes.places import Access
from sync.mailboxes.s3 import S3Mailbox
from sync.mailboxes.sigv4 import Signer
from tests.postbus import hostile
from tests.postbus.hostile import Wolk, says
from tests.postbus.servers import Server
from tests.worlds import HandClock

EXAMPLE = Signer("us-east-1", "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
AT = datetime(2013, 5, 24, tzinfo=UTC)
HOST = {"host": "examplebucket.s3.amazonaws.com"}
NAME = layout.batch_name("d-lezer", "stroom", 1, 1, "a" * 64)


@pytest.mark.parametrize(
    ("method", "path", "query", "headers", "body", "signature"),
    [
        (
            "GET",
            "/test.txt",
            {},
            {"range": "bytes=0-9"},
            b"",
            "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
        ),
        (
            "PUT",
            "/test%24file.text",
            {},
            {"date": "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class": "REDUCED_REDUNDANCY"},
            b"Welcome to Amazon S3.",
            "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
        ),
        (
            "GET",
            "/",
            {"lifecycle": ""},
            {},
            b"",
            "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
        ),
        (
            "GET",
            "/",
            {"max-keys": "2", "prefix": "J"},
            {},
            b"",
            "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
        ),
    ],
)
def test_the_signatures_in_amazons_documentation(
    method: str, path: str, query: dict[str, str], headers: dict[str, str], body: bytes, signature: str
) -> None:
    signed = EXAMPLE.headers(method, path, query, {**HOST, **headers}, body, AT)
    assert signed["authorization"].endswith(f"Signature={signature}")


def test_a_signer_shows_no_secret() -> None:
    assert "EXAMPLEKEY" not in repr(EXAMPLE)


@pytest.fixture
def box(rclone_s3: Server, tmp_path: Path) -> Iterator[S3Mailbox]:
    opened = open_mailbox(rclone_s3.fresh(f"{tmp_path.name} & één+plus"), rclone_s3.access, SystemClock())
    assert isinstance(opened, S3Mailbox)
    yield opened
    opened.close()


def test_a_listing_comes_in_pages_from_a_key_on(box: S3Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(s3, "PAGE", 3)
    for seq in range(1, 9):
        box.put(layout.batch_name("d-lezer", "stroom", 1, seq, "a" * 64), b"x")
    before = box.wire.requests
    assert len(box.list("v1/d-lezer/stroom/1")) == 8
    assert box.wire.requests - before == 3
    before = box.wire.requests
    after = layout.after_number("d-lezer", "stroom", 1, 7)
    assert len(box.list("v1/d-lezer/stroom/1", after)) == 2
    assert box.wire.requests - before == 1


def fault_of(work: Callable[[], object]) -> FaultKind:
    with pytest.raises(Fault) as caught:
        work()
    assert caught.value.sentence
    assert caught.value.next_step
    return caught.value.kind


def test_wrong_keys_have_their_words(rclone_s3: Server) -> None:
    for access in (
        Access(user="ANDERESLEUTEL0000000", password=rclone_s3.access.password),
        Access(user=rclone_s3.access.user, password="verkeerd"),
    ):
        box = open_mailbox(rclone_s3.fresh("geen"), access, SystemClock())
        assert fault_of(lambda box=box: box.folders("v1")) is faults.MAILBOX_WACHTWOORD
        assert fault_of(lambda box=box: box.put(NAME, b"x")) is faults.MAILBOX_WACHTWOORD
        box.close()


def test_a_bucket_that_is_not_there_is_not_an_empty_one(rclone_s3: Server) -> None:
    address = rclone_s3.fresh("x").replace("/postbus/", "/andere-bucket/")
    box = open_mailbox(address, rclone_s3.access, SystemClock())
    assert fault_of(lambda: box.folders("v1")) is faults.MAILBOX_BASIS_WEG
    assert fault_of(lambda: box.put(NAME, b"x")) is faults.MAILBOX_BASIS_WEG
    box.close()


# -- a store that behaves as asked


@pytest.fixture
def server() -> Iterator[Wolk]:
    with hostile.wolk() as running:
        yield running


def at(server: Wolk) -> S3Mailbox:
    box = open_mailbox(
        f"s3:http://127.0.0.1:{server.port}/emmer", Access(user="A", password="B"), HandClock()
    )
    assert isinstance(box, S3Mailbox)
    return box


def error(code: str) -> bytes:
    return f"<?xml version='1.0'?><Error><Code>{code}</Code></Error>".encode()


EMPTY = b"<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>"


def test_a_clock_that_is_off_follows_the_server(server: Wolk) -> None:
    box = at(server)
    moments = []

    def remembers(handler: hostile.Handler) -> None:
        moments.append(handler.headers["x-amz-date"])
        too_late = len(moments) == 1
        handler.answer(403, error("RequestTimeTooSkewed")) if too_late else handler.answer(200, EMPTY)

    server.play("GET", remembers, remembers)
    assert box.folders("v1") == ()
    assert moments[0] == "20261122T120000Z"
    assert moments[1] != moments[0]
    box.close()


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (403, "AccessDenied", faults.MAILBOX_GEEN_TOEGANG),
        (403, "InvalidAccessKeyId", faults.MAILBOX_WACHTWOORD),
        (404, "NoSuchBucket", faults.MAILBOX_BASIS_WEG),
        (400, "EntityTooLarge", faults.MAILBOX_PAKKET_TE_GROOT),
        (301, "PermanentRedirect", faults.MAILBOX_OMGELEID),
        (403, "RequestTimeTooSkewed", faults.MAILBOX_KLOK),
    ],
)
def test_a_refusal_has_its_words(server: Wolk, status: int, code: str, kind: FaultKind) -> None:
    box = at(server)
    server.play("*", *[says(status, error(code))] * 4)
    assert fault_of(lambda: box.put(NAME, b"x")) is kind
    box.close()


def test_what_stands_there_already_is_compared(server: Wolk) -> None:
    box = at(server)
    server.play("PUT", says(412, error("PreconditionFailed")))
    server.play("GET", says(200, b"x"))
    box.put(NAME, b"x")
    server.seen.clear()
    server.play("PUT", says(412, error("PreconditionFailed")), says(200))
    server.play("GET", says(200, b"schade"), says(200, b"x"))
    box.put(NAME, b"x")
    assert server.methods() == ["PUT", "GET", "PUT", "GET"]
    box.close()


def test_a_store_without_conditions_is_put_to_all_the_same(server: Wolk) -> None:
    box = at(server)
    server.play("PUT", says(501, error("NotImplemented")), says(200))
    server.play("GET", says(200, b"x"))
    box.put(NAME, b"x")
    assert "if-none-match" in server.seen[0][2]
    assert "if-none-match" not in server.seen[1][2]
    box.close()


def test_a_store_that_keeps_nothing_is_no_success(server: Wolk) -> None:
    box = at(server)
    server.play("PUT", says(200))
    server.play("GET", says(404, error("NoSuchKey")))
    assert fault_of(lambda: box.put(NAME, b"x")) is faults.MAILBOX_TERUGLEZEN
    box.close()


def test_a_listing_that_never_ends_is_cut_off(server: Wolk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(s3, "_MOST_PAGES", 4)
    box = at(server)
    pages = [
        says(
            200,
            f"<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>{n}"
            "</NextContinuationToken></ListBucketResult>".encode(),
        )
        for n in range(9)
    ]
    server.play("GET", *pages)
    assert fault_of(lambda: box.list("v1/d/s/1")) is faults.MAILBOX_ANTWOORD
    assert len(server.seen) == 4
    box.close()
