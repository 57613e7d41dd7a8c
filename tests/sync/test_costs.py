"""What a round asks of the mailbox: the same with much history as with little, and a mailbox that doesn't grow."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any

import pytest

from app.faults import Fault
from sync import tidying
from sync.mailboxes.faults import MAILBOX_ALLEEN_LEZEN, MAILBOX_PAKKET_TE_GROOT
from sync.mailboxes.memory import MemoryMailbox
from tests.sync.town import Side, Town

BEGELEIDING = "gemeente-begeleiding"


class Counting(MemoryMailbox):
    """Counts what is asked, and how many entries came back from listings."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: Counter[str] = Counter()
        self.entries = 0
        self.refuses_removal = False

    def put(self, name: str, data: bytes) -> None:
        self.asked["put"] += 1
        super().put(name, data)

    def get(self, name: str, limit: int) -> bytes:
        self.asked["get"] += 1
        return super().get(name, limit)

    def list(self, folder: str, after: str = "") -> Any:
        self.asked["list"] += 1
        # As WebDAV does it: the whole folder comes over the line.
        self.entries += len(super().list(folder))
        return super().list(folder, after)

    def folders(self, folder: str) -> tuple[str, ...]:
        self.asked["list"] += 1
        found = super().folders(folder)
        self.entries += len(found)
        return found

    def remove(self, name: str) -> None:
        self.asked["remove"] += 1
        if self.refuses_removal:
            raise Fault(MAILBOX_ALLEEN_LEZEN, plaats="de map")
        super().remove(name)


@pytest.fixture
def counting(town: Town) -> Counting:
    town.mailbox = Counting()
    return town.mailbox


def idle(side: Side, mailbox: Counting) -> tuple[int, int]:
    """Return the requests and the listed entries of a round in which there is nothing new."""
    mailbox.asked.clear()
    mailbox.entries = 0
    side.share(mailbox)
    assert set(mailbox.asked) <= {"list"}
    return mailbox.asked["list"], mailbox.entries


def test_a_round_without_news_costs_two_requests_whatever_the_history(
    counting: Counting, town: Town, ans: Side, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tidying, "KEEP", 4)
    monkeypatch.setattr(tidying, "STEP", 2)
    dossier = ans.client(BEGELEIDING)
    town.everybody(3)
    before = idle(ans, counting)
    for _ in range(7):
        ans.visit(dossier)
        town.everybody()
    town.everybody(3)
    after = idle(ans, counting)
    assert before[0] == after[0] == 2
    assert after[1] <= 4 + 2 + 3
    assert idle(town.register, counting)[0] == 2
    assert len(counting.files) <= 2 * (4 + 2 + 3)


def test_nothing_goes_before_its_receipt(
    counting: Counting, town: Town, ans: Side, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tidying, "KEEP", 0)
    monkeypatch.setattr(tidying, "STEP", 1)
    dossier = ans.client(BEGELEIDING)
    for _ in range(5):
        ans.visit(dossier)
        ans.share(counting)
    assert counting.asked["remove"] == 0
    assert len(counting.files) == 5


def test_what_another_copy_of_us_put_there_is_never_taken_away(
    counting: Counting, town: Town, ans: Side, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tidying, "KEEP", 1)
    monkeypatch.setattr(tidying, "STEP", 1)
    dossier = ans.client(BEGELEIDING)
    town.everybody(3)
    twin = town.clone(ans)
    twin.visit(dossier, "Alleen de tweede weet dit.")
    twin.share(counting)
    theirs = set(counting.files)
    for _ in range(4):
        ans.visit(dossier)
        ans.share(counting)
    newest = max(theirs)
    assert newest in counting.files


def test_a_mailbox_where_nothing_may_go_is_left_alone_for_the_day(
    counting: Counting, town: Town, ans: Side, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tidying, "KEEP", 0)
    monkeypatch.setattr(tidying, "STEP", 1)
    counting.refuses_removal = True
    dossier = ans.client(BEGELEIDING)
    for _ in range(4):
        ans.visit(dossier)
        town.everybody()
    assert counting.asked["remove"] <= 2
    assert ans.share(counting).success
    counting.refuses_removal = False
    ans.clock.move(days=1)
    town.everybody()
    assert counting.asked["remove"] > 2


def test_who_was_put_back_in_time_is_helped_also_when_the_mailbox_was_tidied(
    counting: Counting, town: Town, ans: Side, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tidying, "KEEP", 1)
    monkeypatch.setattr(tidying, "STEP", 1)
    dossier = ans.client(BEGELEIDING, telefoon="06-0")
    town.everybody(3)
    old = town.clone(town.register)
    for number in range(1, 4):
        ans.edit(dossier, telefoon=f"06-{number}")
        town.everybody()
    town.register = old
    ans.edit(dossier, email="b@voorbeeld.nl")
    town.everybody(4)
    assert old.person(dossier) is not None
    assert old.person(dossier).telefoon == "06-3"  # type: ignore[union-attr]


class Narrow(MemoryMailbox):
    """A server that takes no files over some size, as many do at one megabyte."""

    most = 12_000

    def put(self, name: str, data: bytes) -> None:
        if len(data) > self.most:
            raise Fault(MAILBOX_PAKKET_TE_GROOT, plaats="de server")
        super().put(name, data)


def test_a_server_that_takes_only_small_files_gets_more_of_them(town: Town, ans: Side) -> None:
    town.mailbox = Narrow()
    random = Random(7)
    dossier = ans.client(BEGELEIDING)
    for number in range(8):
        ans.visit(dossier, "".join(random.choices("abcdefghijklmnopqrstuvwxyz ", k=3000)) + str(number))
    for _ in range(3):
        report = ans.share(town.mailbox)
    assert report.success
    assert report.unsent == 0
    town.everybody(2)
    assert town.register.counts()["contactmoment"] == 8
    assert len(town.mailbox.files) >= 4


def test_one_thing_that_is_too_big_for_the_server_is_said(town: Town, ans: Side) -> None:
    town.mailbox = Narrow()
    town.mailbox.most = 100
    ans.client(BEGELEIDING)
    for _ in range(2):
        report = ans.run(town.mailbox)
    assert report.fault is not None
    assert report.fault.kind is MAILBOX_PAKKET_TE_GROOT
    assert report.unsent
    town.mailbox.most = 1_000_000
    assert ans.share(town.mailbox).unsent == 0
