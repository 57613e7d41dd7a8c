"""A day over a real server: from the volunteer's table to the gemeente and back; and with a stick in a pocket."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app.wiring import PRACTICE_KDF_ENV
from tests.cli.people import Person
from tests.postbus.conftest import NETWORK
from tests.postbus.servers import Server
from tests.worlds import HandClock

PLAIN = ("Zeynabira", "Zonnebloemgesprek", "Lindebladgeheim")
Pair = tuple[Person, Person]


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pair:
    """A volunteer and a coordinator, who don't know each other yet."""
    monkeypatch.setenv(PRACTICE_KDF_ENV, "1")
    clock = HandClock()
    ans = Person(tmp_path / "ans", clock, 1).create("vrijwilliger", "Ans Vermeer")
    kees = Person(tmp_path / "kees", clock, 2).create("coordinator", "Kees Bos", organisation="Lindewaard")
    return ans, kees


def meet(ans: Person, kees: Person, papers: Path) -> None:
    papers.mkdir()
    kees.data("invite", "--out", papers / "uitnodiging")
    ans.data("join", papers / "uitnodiging", "--out", papers / "antwoord")
    kees.data("admit", papers / "antwoord")


def visit(ans: Person) -> str:
    client = ans.add_client(PLAIN[0], "Al Haddad", "--birth-date", "1991-04-17")
    ans.consent("grant", client, "gemeente-begeleiding")
    add_note(ans, client, PLAIN[1])
    return client


def add_note(ans: Person, client: str, summary: str) -> None:
    ans.data(
        "contact",
        "add",
        "--client",
        client,
        "--subject",
        "Huisbezoek",
        "--summary",
        summary,
        "--note",
        PLAIN[2],
    )


def unconfirmed(person: Person) -> tuple[int, int]:
    found = person.data("status")["delen"]
    return found["unsent"], found["sent_unconfirmed"]


@pytest.mark.parametrize("kind", NETWORK)
def test_the_whole_day_over_a_real_server(
    two: Pair, kind: str, server_of: Callable[[str], Server], tmp_path: Path
) -> None:
    ans, kees = two
    server = server_of(kind)
    address = server.fresh(f"dag-{tmp_path.name}")
    secret = tmp_path / "wachtwoord"
    secret.write_text(server.access.password, encoding="utf-8")
    named = ("--user", server.access.user, "--password-file", secret)
    kees.data("mailbox", "set", address, *named)
    meet(ans, kees, tmp_path / "papier")
    # The invitation brought the address, and nothing to get in with.
    assert ans.data("mailbox", "show")["mailbox"] == address
    client = visit(ans)
    refused = ans.do("share")
    assert (refused.code, refused.fault) in (
        (3, "mailbox-wachtwoord-onjuist"),
        (3, "mailbox-geen-toegang"),
    )
    assert unconfirmed(ans)[0] > 0
    ans.data("mailbox", "set", address, *named)
    assert ans.data("mailbox", "try")["gelukt"] is True

    assert ans.data("share")["ops_verzonden"] > 0
    assert unconfirmed(ans)[0] == 0
    plan = kees.data("import", "--plan")
    applied = kees.data("import", "--apply")
    assert plan["aantallen"] == applied["aantallen"]
    assert PLAIN[1] in str(kees.data("clients", "show", client))
    assert PLAIN[2] not in str(kees.data("clients", "show", client))
    kees.data("share")
    assert ans.data("share")["ops_bevestigd"] > 0
    assert unconfirmed(ans) == (0, 0)

    # What changes later goes the same way, and sharing again does nothing.
    add_note(ans, client, "Tweede bezoek")
    assert ans.data("share")["ops_verzonden"] == 1
    assert ans.data("share")["ops_verzonden"] == 0
    kees.data("import", "--apply")
    kees.data("share")
    ans.data("share")
    assert unconfirmed(ans) == (0, 0)


def test_what_lies_on_the_server_tells_nothing(
    two: Pair, rclone_webdav: Server, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    ans, kees = two
    address = rclone_webdav.fresh(f"stil-{tmp_path.name}")
    secret = tmp_path / "wachtwoord"
    secret.write_text(rclone_webdav.access.password, encoding="utf-8")
    named = ("--user", rclone_webdav.access.user, "--password-file", secret)
    kees.data("mailbox", "set", address, *named)
    meet(ans, kees, tmp_path / "papier")
    ans.data("mailbox", "set", address, *named)
    visit(ans)
    ans.data("share")
    kees.data("import", "--apply")
    kees.data("share")
    found = [
        path for path in tmp_path_factory.getbasetemp().rglob(f"stil-{tmp_path.name}/**/*") if path.is_file()
    ]
    assert len(found) >= 2
    for path in found:
        assert path.suffix == ".batch"
        data = path.read_bytes()
        for word in (*PLAIN, "Ans Vermeer", rclone_webdav.access.password):
            assert word.encode() not in data
            assert word not in str(path)


def test_a_stick_goes_from_pocket_to_pocket(two: Pair, tmp_path: Path) -> None:
    """The volunteer's stick hangs elsewhere on the coordinator's machine; a stick that isn't in costs nothing."""
    ans, kees = two
    home, desk = tmp_path / "thuis" / "STICK", tmp_path / "kantoor" / "E"
    home.mkdir(parents=True)
    desk.parent.mkdir()
    ans.data("mailbox", "set", f"folder:{home}")
    meet(ans, kees, tmp_path / "papier")
    client = visit(ans)

    def carry(there: Path) -> None:
        here = desk if there is home else home
        shutil.move(here, there)

    ans.data("share")
    carry(desk)
    kees.data("mailbox", "set", f"folder:{desk}")
    away = ans.do("share")
    assert (away.code, away.fault) == (3, "mailbox-weg")
    assert unconfirmed(ans)[1] > 0
    kees.data("import", "--apply")
    kees.data("share")
    carry(home)
    assert kees.do("share").fault == "mailbox-weg"
    assert ans.data("share")["ops_bevestigd"] > 0
    assert unconfirmed(ans) == (0, 0)
    assert PLAIN[1] in str(kees.data("clients", "show", client))


def test_a_volunteer_with_a_stick_and_a_register_with_a_shared_folder(two: Pair, tmp_path: Path) -> None:
    """Somebody copies between stick and folder with an ordinary file manager: both ways, twice, and half."""
    ans, kees = two
    stick, folder = tmp_path / "stick", tmp_path / "gedeeld"
    stick.mkdir()
    folder.mkdir()
    ans.data("mailbox", "set", f"folder:{stick}")
    kees.data("mailbox", "set", f"folder:{folder}")
    meet(ans, kees, tmp_path / "papier")
    client = visit(ans)
    ans.data("share")

    def copy(source: Path, target: Path) -> None:
        shutil.copytree(source, target, dirs_exist_ok=True)

    copy(stick, folder)
    (batch,) = folder.rglob("*.batch")
    whole = batch.read_bytes()
    batch.write_bytes(whole[: len(whole) // 2])
    kees.data("import", "--apply")
    kees.data("share")
    copy(folder, stick)
    ans.data("share")
    assert unconfirmed(ans)[1] > 0, "half a file is not received, whatever the folder shows"
    copy(stick, folder)
    kees.data("import", "--apply")
    kees.data("share")
    copy(folder, stick)
    copy(stick, folder)
    ans.data("share")
    assert unconfirmed(ans) == (0, 0)
    assert PLAIN[1] in str(kees.data("clients", "show", client))


def test_an_emptied_mailbox_deletes_nothing_and_says_nothing_false(two: Pair, tmp_path: Path) -> None:
    ans, kees = two
    folder = tmp_path / "gedeeld"
    folder.mkdir()
    for person in two:
        person.data("mailbox", "set", f"folder:{folder}")
    meet(ans, kees, tmp_path / "papier")
    client = visit(ans)
    ans.data("share")
    kees.data("import", "--apply")
    kees.data("share")
    ans.data("share")
    before = kees.data("status")["aantallen"], ans.data("status")["aantallen"]
    shutil.rmtree(folder)
    folder.mkdir()
    add_note(ans, client, "Na het legen")
    for _ in range(2):
        ans.data("share")
        kees.data("import", "--apply")
        kees.data("share")
    ans.data("share")
    assert unconfirmed(ans) == (0, 0)
    after = kees.data("status")["aantallen"], ans.data("status")["aantallen"]
    for old, new in zip(before, after, strict=True):
        assert all(new[soort] >= number for soort, number in old.items())
    assert "Na het legen" in str(kees.data("clients", "show", client))
