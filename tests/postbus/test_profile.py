"""The mailbox of a profile: kept in the encrypted store, tried before it's taken, opened for one round at a time."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.faults import Fault
from app.ports import MailboxAccess
from app.services.delen import clock_words
from app.wiring.mailboxes import ACCESS, CLOCK_AHEAD, GEEN_MAILBOX
from app.wiring.transport import DEELT_AL, StoreTransport
from storage.store import SqlStore
from sync.mailboxes import faults
from tests.cli.people import Person
from tests.postbus import hostile
from tests.postbus.hostile import Wolk, says
from tests.postbus.servers import PASSWORD, USER
from tests.sync.town import keys_of
from tests.worlds import CountingIds, HandClock, new_store

AUTH = MailboxAccess(user=USER, password=PASSWORD)


@pytest.fixture
def server() -> Iterator[Wolk]:
    with hostile.wolk() as running:
        yield running


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    made = new_store(tmp_path)
    yield made
    made.close()


@pytest.fixture
def transport(store: SqlStore) -> StoreTransport:
    return StoreTransport(store, keys_of("ans"), HandClock(), CountingIds())


def test_a_try_says_what_works_and_leaves_nothing(server: Wolk, transport: StoreTransport) -> None:
    trial = transport.try_mailbox(server.address, AUTH)
    assert trial.fault is None
    assert len(trial.steps) == 3
    assert server.files == {}
    assert trial.clock_ahead is not None
    assert transport.mailbox_address() == ""


def test_a_try_says_where_it_broke_off(server: Wolk, transport: StoreTransport) -> None:
    server.play("PUT", *[says(403)] * 3)
    trial = transport.try_mailbox(server.address, AUTH)
    assert trial.fault is not None
    assert trial.fault.kind is faults.MAILBOX_GEEN_TOEGANG
    assert trial.steps == ("Het programma kan er lezen.",)
    wrong = transport.try_mailbox(server.address, MailboxAccess(user=USER, password="anders"))
    assert wrong.fault is not None
    assert wrong.fault.kind is faults.MAILBOX_WACHTWOORD
    assert wrong.steps == ()


def test_a_try_of_a_folder_leaves_nothing(tmp_path: Path, transport: StoreTransport) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    trial = transport.try_mailbox(f"folder:{stick}", None)
    assert trial.fault is None
    assert trial.clock_ahead is None
    assert [path for path in stick.rglob("*") if path.is_file()] == []


def test_what_is_wrong_is_not_kept(server: Wolk, transport: StoreTransport) -> None:
    with pytest.raises(Fault) as caught:
        transport.set_mailbox(server.address, MailboxAccess(user=USER, password="anders"))
    assert caught.value.kind is faults.MAILBOX_WACHTWOORD
    assert transport.mailbox_address() == ""


def test_an_empty_password_keeps_the_one_of_before_at_the_same_address_only(
    server: Wolk, transport: StoreTransport, store: SqlStore
) -> None:
    transport.set_mailbox(server.address, AUTH)
    assert transport.mailbox_user() == USER
    transport.set_mailbox(server.address, MailboxAccess(user=USER))
    transport.set_mailbox(server.address)
    with store.read() as reading:
        assert reading.setting(ACCESS)["wachtwoord"] == PASSWORD
    with hostile.wolk() as elsewhere:
        with pytest.raises(Fault):
            transport.set_mailbox(elsewhere.address, MailboxAccess(user=USER))
        with pytest.raises(Fault):
            transport.set_mailbox(elsewhere.address)
        assert all(
            "authorization" not in headers or PASSWORD not in headers for *_, headers in elsewhere.seen
        )
        assert [headers.get("authorization") for *_, headers in elsewhere.seen][-1] is None


def test_a_password_goes_when_a_folder_is_chosen(
    server: Wolk, transport: StoreTransport, store: SqlStore, tmp_path: Path
) -> None:
    transport.set_mailbox(server.address, AUTH)
    stick = tmp_path / "stick"
    stick.mkdir()
    transport.set_mailbox(f"folder:{stick}")
    with store.read() as reading:
        assert reading.setting(ACCESS) is None


def test_an_invitation_carries_the_address_and_no_secret(
    server: Wolk, transport: StoreTransport, tmp_path: Path
) -> None:
    from app.ports import Rol

    (tmp_path / "r").mkdir()
    register = new_store(tmp_path / "r", rol=Rol.COORDINATOR, naam="Bram", device_id="oefen-bram")
    theirs = StoreTransport(register, keys_of("bram"), HandClock(), CountingIds(7))
    theirs.set_mailbox(server.address, AUTH)
    letter = theirs.invite("Ans")
    assert PASSWORD.encode() not in letter
    assert USER.encode() not in letter
    transport.join(letter)
    assert transport.mailbox_address() == server.address
    assert transport.mailbox_user() == ""
    register.close()


def test_one_round_at_a_time(server: Wolk, transport: StoreTransport) -> None:
    transport.set_mailbox(server.address, AUTH)
    with transport.running:
        with pytest.raises(Fault) as caught:
            transport.share()
    assert caught.value.kind is DEELT_AL


def test_a_round_leaves_no_connection_and_notes_how_the_clock_runs(
    server: Wolk, transport: StoreTransport, store: SqlStore
) -> None:
    transport.set_mailbox(server.address, AUTH)
    with transport._round(lambda: False) as mailbox:
        mailbox.folders("v1")
    with store.read() as reading:
        assert isinstance(reading.setting(CLOCK_AHEAD), int)
    assert not transport.running.locked()


def test_a_network_that_is_down_is_worth_a_try_and_a_missing_stick_is_not(
    transport: StoreTransport, tmp_path: Path, server: Wolk
) -> None:
    assert not transport.mailbox_is_there()
    stick = tmp_path / "stick"
    stick.mkdir()
    transport.set_mailbox(f"folder:{stick}")
    assert transport.mailbox_is_there()
    stick.rmdir()
    assert not transport.mailbox_is_there()
    transport.set_mailbox(server.address, AUTH)
    assert transport.mailbox_is_there()


def test_without_a_mailbox_there_are_words(transport: StoreTransport) -> None:
    with pytest.raises(Fault) as caught:
        transport.share()
    assert caught.value.kind is GEEN_MAILBOX
    assert not transport.running.locked()


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (0, "gelijk"),
        (59, "gelijk"),
        (-61, "1 minuut achter"),
        (7200, "2 uur voor"),
        (-200_000, "2 dagen achter"),
    ],
)
def test_a_clock_in_words(ahead: int, words: str) -> None:
    assert clock_words(ahead) == words


# -- by the command line


@pytest.fixture
def ans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Person:
    from app.wiring import PRACTICE_KDF_ENV

    monkeypatch.setenv(PRACTICE_KDF_ENV, "1")
    return Person(tmp_path / "ans", HandClock(), 1).create("vrijwilliger", "Ans Vermeer")


def test_a_mailbox_with_a_password_by_the_command_line(server: Wolk, ans: Person, tmp_path: Path) -> None:
    secret = tmp_path / "wachtwoord"
    secret.write_text(f"{PASSWORD}\n", encoding="utf-8")
    named: tuple[Any, ...] = ("--user", USER, "--password-file", secret)
    tried = ans.data("mailbox", "try", server.address, *named)
    assert tried["gelukt"] is True
    assert ans.data("mailbox", "show")["mailbox"] == ""
    ans.data("mailbox", "set", server.address, *named)
    assert ans.data("mailbox", "show")["mailbox"] == server.address
    assert ans.data("mailbox", "try")["gelukt"] is True
    refused = ans.do("mailbox", "try", server.address, "--user", "iemand", "--password-file", secret)
    assert (refused.code, refused.fault) == (3, "mailbox-wachtwoord-onjuist")
    for spoken in (ans.do("mailbox", "show"), ans.do("status"), refused):
        assert PASSWORD not in spoken.out + spoken.err


def test_no_option_takes_a_password_and_no_process_list_shows_one(server: Wolk, ans: Person) -> None:
    done = ans.do("mailbox", "set", server.address, "--user", USER, "--password", PASSWORD)
    assert done.code == 2
    # What a process list shows of this very test run, in which the password went over the line a dozen times.
    if sys.platform.startswith("linux"):
        mine = Path("/proc/self/cmdline").read_bytes() + Path("/proc/self/environ").read_bytes()
        assert PASSWORD.encode() not in mine


def test_the_store_file_and_settings_hold_no_readable_password(
    server: Wolk, transport: StoreTransport, tmp_path: Path
) -> None:
    transport.set_mailbox(server.address, AUTH)
    transport.store.close()
    for path in tmp_path.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert PASSWORD.encode() not in data
            assert USER.encode() not in data
            assert PASSWORD.encode("utf-16-le") not in data


def test_sharing_does_not_hang_on_a_lock_of_another_thread(transport: StoreTransport, server: Wolk) -> None:
    transport.set_mailbox(server.address, AUTH)
    caught: list[Fault] = []

    def other() -> None:
        try:
            transport.share()
        except Fault as fault:
            caught.append(fault)

    with transport.running:
        thread = threading.Thread(target=other)
        thread.start()
        thread.join(10)
    assert [fault.kind for fault in caught] == [DEELT_AL]


def test_http_is_loaded_only_when_a_network_is_used() -> None:
    words = "import app.wiring.transport, sys; sys.exit('http.client' in sys.modules or 'ssl' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", words], check=False).returncode == 0
