"""What servers and the world in between do to a WebDAV mailbox: each has its words, and no false success."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.faults import Fault, FaultKind
from sync import layout
from sync.mailboxes import faults
from sync.mailboxes.addresses import open_mailbox
from sync.mailboxes.places import Access, Manners
from sync.mailboxes.webdav import WebDavMailbox
from tests.postbus import certificates, hostile
from tests.postbus.hostile import Trick, Wolk, says
from tests.postbus.servers import PASSWORD, USER

NAME = layout.batch_name("d-lezer", "stroom", 1, 1, "a" * 64)
FOLDER = "v1/d-lezer/stroom/1"
AUTH = Access(user=USER, password=PASSWORD)


@pytest.fixture
def server() -> Iterator[Wolk]:
    with hostile.wolk() as running:
        yield running


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def box(server: Wolk, pauses: list[float]) -> Iterator[WebDavMailbox]:
    manners = Manners(pause=pauses.append, timeout=2.0, deadline=1.0)
    opened = open_mailbox(server.address, AUTH, None, manners)
    assert isinstance(opened, WebDavMailbox)
    yield opened
    opened.close()


def fault_of(work: object) -> Fault:
    assert callable(work)
    with pytest.raises(Fault) as caught:
        work()
    assert caught.value.sentence
    assert caught.value.next_step
    assert PASSWORD not in f"{caught.value!r} {caught.value.facts}"
    return caught.value


@pytest.mark.parametrize("method", ["PUT", "MOVE", "GET", "MKCOL"])
@pytest.mark.parametrize(
    "trick",
    [
        says(423),
        says(429, Retry_After="3"),
        says(500),
        says(502),
        says(503),
        says(504),
        hostile.hangs_up,
        hostile.stops_halfway,
        hostile.talks_nonsense,
    ],
)
def test_a_passing_trouble_is_waited_out(
    server: Wolk, box: WebDavMailbox, pauses: list[float], method: str, trick: Trick
) -> None:
    server.play(method, trick)
    box.put(NAME, b"inhoud")
    assert box.get(NAME, 100) == b"inhoud"
    assert [name for name in server.files if name.endswith(".tmp")] == []


@pytest.mark.parametrize(
    ("status", "kind", "tries"),
    [
        (401, faults.MAILBOX_WACHTWOORD, 1),
        (403, faults.MAILBOX_GEEN_TOEGANG, 1),
        (413, faults.MAILBOX_PAKKET_TE_GROOT, 1),
        (423, faults.MAILBOX_BEZET, 4),
        (429, faults.MAILBOX_DRUK, 4),
        (500, faults.MAILBOX_STORING, 4),
        (503, faults.MAILBOX_DRUK, 4),
        (507, faults.MAILBOX_VOL, 1),
        (418, faults.MAILBOX_ANTWOORD, 1),
    ],
)
def test_a_lasting_trouble_has_its_words(
    server: Wolk, box: WebDavMailbox, status: int, kind: FaultKind, tries: int
) -> None:
    server.play("PUT", *[says(status)] * 9)
    assert fault_of(lambda: box.put(NAME, b"x")).kind is kind
    assert server.methods().count("PUT") == tries
    assert NAME not in " ".join(server.files)


def test_the_server_says_how_long_to_wait(server: Wolk, box: WebDavMailbox, pauses: list[float]) -> None:
    server.play("PROPFIND", says(429, Retry_After="7"))
    box.folders("v1")
    assert sum(pauses) == pytest.approx(7)


def test_the_wait_may_be_a_date_by_the_servers_own_clock(
    server: Wolk, box: WebDavMailbox, pauses: list[float]
) -> None:
    def later(handler: hostile.Handler) -> None:
        handler.raw(
            b"HTTP/1.1 503 Even niet\r\nDate: Mon, 01 Jan 2001 00:00:00 GMT\r\n"
            b"Retry-After: Mon, 01 Jan 2001 00:00:09 GMT\r\nContent-Length: 0\r\n\r\n"
        )

    server.play("PROPFIND", later)
    box.folders("v1")
    assert sum(pauses) == pytest.approx(9)


def test_who_asks_for_an_hour_is_left_alone_until_the_next_round(
    server: Wolk, box: WebDavMailbox, pauses: list[float]
) -> None:
    server.play("PROPFIND", says(429, Retry_After="3600"))
    fault = fault_of(lambda: box.folders("v1"))
    assert fault.kind is faults.MAILBOX_DRUK
    assert fault.facts["wacht"] == 3600
    assert pauses == []


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_password_never_follows_a_redirect(server: Wolk, box: WebDavMailbox, status: int) -> None:
    with hostile.wolk() as elsewhere:
        server.play("*", *[says(status, Location=f"http://127.0.0.1:{elsewhere.port}/wolk/")] * 3)
        assert fault_of(lambda: box.folders("v1")).kind is faults.MAILBOX_OMGELEID
        assert elsewhere.seen == []


def test_a_login_page_of_a_hotel_is_no_mailbox(server: Wolk, box: WebDavMailbox) -> None:
    server.play("PROPFIND", says(200, b"<html>Welkom in ons hotel</html>"))
    assert fault_of(lambda: box.folders("v1")).kind is faults.MAILBOX_ANTWOORD
    server.play("PROPFIND", says(207, b"<html>Welkom"))
    assert fault_of(lambda: box.folders("v1")).kind is faults.MAILBOX_ANTWOORD


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x00\xff",
        b"<a/>",
        b'<!DOCTYPE a [<!ENTITY b "c">]><d:multistatus xmlns:d="DAV:">&b;</d:multistatus>',
        b"<d:multistatus xmlns:d='DAV:'>" + b"<a>" * 100 + b"</a>" * 100 + b"</d:multistatus>",
        b"<d:multistatus xmlns:d='DAV:'>" + b"x" * 5000 + b"</d:multistatus>",
        b"<d:multistatus xmlns:d='DAV:'><d:response><d:href>%ff%fe</d:href></d:response></d:multistatus>",
    ],
)
def test_a_hostile_listing_is_refused(server: Wolk, box: WebDavMailbox, body: bytes) -> None:
    server.play("PROPFIND", says(207, body))
    assert fault_of(lambda: box.list(FOLDER)).kind is faults.MAILBOX_ANTWOORD


def test_names_in_a_listing_are_never_believed(server: Wolk, box: WebDavMailbox) -> None:
    base = "/wolk/v1/d-lezer/stroom/1"
    good = NAME.rpartition("/")[2]
    hrefs = [
        f"{base}/",
        f"{base}/{good}",
        f"{base}/../../../{good}",
        f"{base}/diep/{good}",
        f"/elders/{good}",
        f"{base}/..%2f{good}",
        f"https://kwaad.example{base.replace('1', '2')}/{good}",
        f"{base}/{good}%00",
    ]
    lines = [hostile._line(href, 5) for href in hrefs]
    server.play("PROPFIND", says(207, hostile.multistatus(lines)))
    assert [entry.name for entry in box.list(FOLDER)] == [NAME]


def test_a_server_behind_another_one_knows_itself_by_another_path(server: Wolk, box: WebDavMailbox) -> None:
    line = hostile._line(f"http://binnen:8080/echt/pad/{NAME}", 7)
    server.play("PROPFIND", says(207, hostile.multistatus([line])))
    assert [(entry.name, entry.size) for entry in box.list(FOLDER)] == [(NAME, 7)]


def test_a_listing_without_end_is_cut_off(server: Wolk, box: WebDavMailbox) -> None:
    server.play("PROPFIND", hostile.never_ends)
    assert fault_of(lambda: box.list(FOLDER)).kind in (faults.MAILBOX_ANTWOORD, faults.MAILBOX_ONBEREIKBAAR)


def test_thousands_of_files_in_one_folder_are_read(server: Wolk, box: WebDavMailbox) -> None:
    names = [layout.batch_name("d-lezer", "stroom", 1, seq, "b" * 64) for seq in range(1, 5001)]
    lines = [hostile._line(f"/wolk/{name}", 3000) for name in names]
    server.play("PROPFIND", says(207, hostile.multistatus(lines)))
    after = layout.after_number("d-lezer", "stroom", 1, 4990)
    assert len(box.list(FOLDER, after)) == 11


@pytest.mark.parametrize("trick", [hostile.never_answers, hostile.drips])
def test_a_server_that_keeps_us_waiting_is_given_up(server: Wolk, trick: Trick) -> None:
    manners = Manners(pause=lambda _: None, timeout=0.3, deadline=0.4)
    box = open_mailbox(server.address, AUTH, None, manners)
    server.play("GET", *[trick] * 9)
    fault = fault_of(lambda: box.get(NAME, 1_000_000))
    assert fault.kind in (faults.MAILBOX_STORING, faults.MAILBOX_ONBEREIKBAAR)
    box.close()


def test_cancel_works_in_the_middle_of_a_request(server: Wolk) -> None:
    stop = threading.Event()
    manners = Manners(cancelled=stop.is_set, timeout=30, deadline=60)
    box = open_mailbox(server.address, AUTH, None, manners)

    def waits_for_the_person(handler: hostile.Handler) -> None:
        stop.set()
        hostile.never_answers(handler)

    server.play("PUT", waits_for_the_person)
    assert fault_of(lambda: box.put(NAME, b"x")).kind is faults.MAILBOX_GESTOPT
    assert server.files == {}
    box.close()


def test_cancel_works_while_waiting_for_a_busy_server(server: Wolk) -> None:
    stop = threading.Event()
    manners = Manners(cancelled=stop.is_set, pause=lambda _: stop.set())
    box = open_mailbox(server.address, AUTH, None, manners)
    server.play("PROPFIND", *[says(503, Retry_After="20")] * 9)
    assert fault_of(lambda: box.folders("v1")).kind is faults.MAILBOX_GESTOPT
    assert server.methods() == ["PROPFIND"]
    box.close()


# -- "verzonden" is only what was read back


def test_a_server_that_says_yes_and_keeps_nothing_is_no_success(server: Wolk, box: WebDavMailbox) -> None:
    server.play("PUT", says(201), says(201))
    server.play("MOVE", says(201))
    assert fault_of(lambda: box.put(NAME, b"inhoud")).kind is faults.MAILBOX_TERUGLEZEN


@pytest.mark.parametrize("kept", [b"", b"inh", b"INHOUD", b"inhoud en meer"])
def test_a_server_that_keeps_something_else_is_no_success(
    server: Wolk, box: WebDavMailbox, kept: bytes
) -> None:
    server.play("GET", says(200, kept))
    assert fault_of(lambda: box.put(NAME, b"inhoud")).kind is faults.MAILBOX_TERUGLEZEN


def test_an_answer_lost_after_the_move_is_a_success_all_the_same(server: Wolk, box: WebDavMailbox) -> None:
    def moves_and_hangs_up(handler: hostile.Handler) -> None:
        source = handler.name
        handler.server.files[f"/wolk/{NAME}"] = handler.server.files.pop(source)
        handler.raw(b"")

    server.play("MOVE", moves_and_hangs_up)
    box.put(NAME, b"inhoud")
    assert server.files == {f"/wolk/{NAME}": b"inhoud"}


def test_a_server_without_move_is_put_to_directly(server: Wolk, box: WebDavMailbox) -> None:
    server.play("MOVE", says(405))
    box.put(NAME, b"inhoud")
    assert server.files == {f"/wolk/{NAME}": b"inhoud"}


def test_a_server_that_ignores_overwrite_does_no_harm(server: Wolk, box: WebDavMailbox) -> None:
    box.put(NAME, b"inhoud")

    def overwrites(handler: hostile.Handler) -> None:
        handler.server.files[f"/wolk/{NAME}"] = handler.server.files.pop(handler.name)
        handler.answer(204)

    server.play("MOVE", overwrites)
    box.put(NAME, b"inhoud")
    assert server.files == {f"/wolk/{NAME}": b"inhoud"}


def test_a_length_that_is_wrong_is_noticed(server: Wolk, box: WebDavMailbox) -> None:
    box.put(NAME, b"inhoud")
    server.play("GET", hostile.stops_halfway)
    assert box.get(NAME, 1000) == b"inhoud"
    server.play("GET", hostile.announces_too_little)
    assert box.get(NAME, 1000) == b"inh"  # what the server said; the digest in the name tells the rest
    assert box.get(NAME, 1000) == b"inhoud"


def test_a_vanished_folder_is_not_an_empty_one(server: Wolk, box: WebDavMailbox) -> None:
    assert box.folders("v1") == ()
    server.folders.clear()
    again = open_mailbox(server.address, AUTH, None, Manners(pause=lambda _: None))
    assert fault_of(lambda: again.folders("v1")).kind is faults.MAILBOX_BASIS_WEG
    assert fault_of(lambda: again.put(NAME, b"x")).kind is faults.MAILBOX_BASIS_WEG
    assert server.folders == set()
    again.close()


def test_a_server_that_is_not_there(server: Wolk) -> None:
    server.shutdown()
    server.server_close()
    box = open_mailbox(server.address, AUTH, None, Manners(pause=lambda _: None))
    assert fault_of(lambda: box.folders("v1")).kind is faults.MAILBOX_ONBEREIKBAAR


def test_a_listing_costs_one_request_and_a_put_three(server: Wolk, box: WebDavMailbox) -> None:
    box.put(NAME, b"x")
    server.seen.clear()
    box.put(layout.batch_name("d-lezer", "stroom", 1, 2, "a" * 64), b"x")
    assert server.methods() == ["PUT", "MOVE", "GET"]
    before = box.wire.requests
    box.list(FOLDER)
    box.folders("v1/d-lezer/stroom")
    assert box.wire.requests - before == 2


# -- TLS


@pytest.fixture(scope="module")
def own() -> certificates.Authority:
    return certificates.authority()


@pytest.mark.parametrize(
    ("made", "kind"),
    [
        ({"last_day": -0.5}, faults.MAILBOX_CERTIFICAAT_VERLOPEN),
        ({"first_day": 5}, faults.MAILBOX_CERTIFICAAT_VERLOPEN),
        ({"name": "ergens.anders.example"}, faults.MAILBOX_CERTIFICAAT_NAAM),
    ],
)
def test_a_certificate_that_is_not_right_has_its_words(
    tmp_path: Path, own: certificates.Authority, made: dict[str, object], kind: FaultKind
) -> None:
    with hostile.wolk(certificates.server_context(tmp_path, own, **made)) as server:  # type: ignore[arg-type]
        box = open_mailbox(server.address, Access(user=USER, password=PASSWORD, ca_pem=own.pem))
        assert fault_of(lambda: box.folders("v1")).kind is kind
        assert server.seen == []


def test_an_own_authority_is_believed_only_when_it_was_given(
    tmp_path: Path, own: certificates.Authority
) -> None:
    with hostile.wolk(certificates.server_context(tmp_path, own)) as server:
        box = open_mailbox(server.address, AUTH)
        assert fault_of(lambda: box.folders("v1")).kind is faults.MAILBOX_CERTIFICAAT_ONBEKEND
        assert server.seen == []
        box = open_mailbox(server.address, Access(user=USER, password=PASSWORD, ca_pem=own.pem))
        box.put(NAME, b"inhoud")
        assert box.get(NAME, 10) == b"inhoud"
        box.close()


def test_speaking_tls_to_what_speaks_none(server: Wolk) -> None:
    box = open_mailbox(server.address.replace("http:", "https:"), AUTH)
    assert fault_of(lambda: box.folders("v1")).kind in (
        faults.MAILBOX_NIET_VEILIG,
        faults.MAILBOX_STORING,
    )


def test_what_is_no_certificate_is_said(server: Wolk) -> None:
    for bad in ("geen certificaat", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"):
        access = Access(ca_pem=bad)
        assert (
            fault_of(lambda access=access: open_mailbox("webdav:https://localhost/x", access)).kind
            is faults.MAILBOX_CERTIFICAAT_BESTAND
        )


# -- addresses and secrets


@pytest.mark.parametrize(
    "bad",
    [
        "webdav:http://wolk.example/dav",
        "webdav:https://ans:geheim@wolk.example/dav",
        "webdav:https:///dav",
        "webdav:https://wolk.example:99999/dav",
        "webdav:https://wolk.example/../dav",
        "webdav:ftp://wolk.example/",
        "webdav:https://wo lk.example/\nx",
        "s3:https://opslag.example/",
        "dav:https://wolk.example/",
    ],
)
def test_addresses_that_are_not_taken(bad: str) -> None:
    from app.clock import SystemClock

    fault = fault_of(lambda: open_mailbox(bad, AUTH, SystemClock()))
    assert fault.kind is faults.MAILBOX_ADRES
    assert "geheim" not in fault.sentence


def test_a_bare_https_address_is_webdav() -> None:
    assert isinstance(open_mailbox("https://wolk.example/dav"), WebDavMailbox)


def test_secrets_are_in_no_log_repr_or_exception(
    server: Wolk, box: WebDavMailbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    shown = [repr(AUTH), str(AUTH), repr(box), repr(box.wire)]
    for trick in (says(401), says(500), hostile.hangs_up, hostile.talks_nonsense):
        server.play("*", *[trick] * 9)
        with pytest.raises(Fault) as caught:
            box.put(NAME, b"x")
        error: BaseException | None = caught.value
        while error is not None:
            shown += [repr(error), str(error.__dict__)]
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        server.tricks.clear()
    text = " ".join([*shown, caplog.text])
    assert PASSWORD not in text
    assert "Basic " not in text
    assert USER not in text
