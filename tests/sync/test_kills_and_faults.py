"""A round may be killed, cancelled or refused anywhere: what it says is true, and the next one goes on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.domain.contactmomenten import Contactmoment
from app.domain.ops import Deelstand
from app.faults import Fault, FaultKind
from app.ports import BatchStand
from sync import batches
from sync.mailboxes.faults import MAILBOX_ALLEEN_LEZEN, MAILBOX_VOL, MAILBOX_WEG
from sync.mailboxes.memory import MemoryMailbox
from sync.party import Progress
from sync.reports import Outcome
from sync.round import NIET_GEKOPPELD
from tests.sync.town import BEGELEIDING, GEZONDHEID, Side, Town, fake_maker
from tests.worlds import contact


class Killed(BaseException):
    """The process is gone."""


class Counting(MemoryMailbox):
    """Counts its calls, and kills or refuses at one of them."""

    def __init__(self) -> None:
        super().__init__()
        self.calls = 0
        self.at = 0
        self.act: Callable[[str], None] | None = None

    def _called(self, moment: str) -> None:
        self.calls += 1
        if self.calls == self.at and self.act is not None:
            self.act(moment)

    def put(self, name: str, data: bytes) -> None:
        self._called("before put")
        super().put(name, data)
        self._called("after put")

    def get(self, name: str, limit: int) -> bytes:
        self._called("get")
        return super().get(name, limit)

    def list(self, folder: str, after: str = "") -> Any:
        self._called("list")
        return super().list(folder, after)

    def folders(self, folder: str) -> tuple[str, ...]:
        self._called("folders")
        return super().folders(folder)


def story(town: Town, ans: Side) -> Callable[[], None]:
    """Prepare a bit of everything; return the rest of the story, which sends, imports and answers."""
    first = ans.client(BEGELEIDING, GEZONDHEID, dossier_id="dossier-een")
    town.everybody()
    ans.visit(first, "Bezoek.")
    ans.signal(first)
    ans.client(BEGELEIDING, dossier_id="dossier-twee")
    ans.edit(first, telefoon="06-2")
    ans.withdraw(first, GEZONDHEID)

    def rest() -> None:
        for _ in range(2):
            ans.share(town.mailbox)
            town.register.share(town.mailbox, apply_imports=True)
        ans.share(town.mailbox)

    return rest


def picture(town: Town, ans: Side) -> Any:
    """What both sides hold and say, without what differs from run to run."""
    with town.register.store.read() as reading:
        records = sorted(repr(record) for record in reading.everything(Contactmoment))
        conflicts = len(reading.ledger.conflicts())
        forks = [b.reden for b in reading.ledger.batches_in(BatchStand.GEWEIGERD, BatchStand.WACHT_OP_DEEL)]
    with ans.store.read() as reading:
        facts = reading.ledger.facts()
        ids = [row.op.record_id for row in reading.ledger.outbox("register", withheld=True)]
        stands = sorted(
            str(share.stand)
            for share in reading.shares([r.id for r in reading.everything(Contactmoment)]).values()
        )
    person = town.register.person("dossier-een")
    return (
        town.register.counts(),
        records,
        person,
        town.register.person("dossier-twee"),
        conflicts,
        forks,
        (facts.unsent, facts.withheld, facts.sent_unconfirmed),
        sorted(ids),
        stands,
    )


def small_town(path: Path) -> tuple[Town, Side]:
    town = Town(fake_maker(path), mailbox=Counting())
    return town, town.device("Ans")


def finished(path: Path) -> tuple[Any, dict[str, int]]:
    """The story without any trouble: its picture, and how many places there are to break it."""
    town, ans = small_town(path)
    rest = story(town, ans)
    places = {"mailbox": town.mailbox.calls, "Ans": ans.store.commits, "Cora": town.register.store.commits}
    rest()
    after = {"mailbox": town.mailbox.calls, "Ans": ans.store.commits, "Cora": town.register.store.commits}
    return picture(town, ans), {key: after[key] - places[key] for key in places}


def test_a_kill_at_any_call_of_the_mailbox_changes_nothing_in_the_end(tmp_path: Path) -> None:
    expected, places = finished(tmp_path)
    assert places["mailbox"] > 20
    for number in range(1, places["mailbox"] + 1):
        town, ans = small_town(tmp_path)
        rest = story(town, ans)

        def kill(_: str) -> None:
            raise Killed

        town.mailbox.at, town.mailbox.act = town.mailbox.calls + number, kill
        with pytest.raises(Killed):
            rest()
        rest()
        rest()
        assert picture(town, ans) == expected, f"killed at call {number}"


@pytest.mark.parametrize("who", ["Ans", "Cora"])
@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_kill_at_any_commit_changes_nothing_in_the_end(tmp_path: Path, who: str, moment: str) -> None:
    expected, places = finished(tmp_path)
    assert places[who] > 5
    for number in range(1, places[who] + 1):
        town, ans = small_town(tmp_path)
        rest = story(town, ans)
        store = town.sides[who].store
        # "After" is the start of the next commit's work: what this one wrote stands, what follows never was.
        at = store.commits + number + (moment == "after")

        def kill(count: int, at: int = at) -> None:
            if count == at:
                raise Killed

        store.on_commit = kill
        try:
            rest()
        except Killed:
            pass
        else:
            assert moment == "after" and number == places[who]
        store.on_commit = None
        rest()
        rest()
        assert picture(town, ans) == expected, f"killed at commit {number}"


@pytest.mark.parametrize("kind", [MAILBOX_WEG, MAILBOX_VOL, MAILBOX_ALLEEN_LEZEN], ids=lambda kind: kind.code)
def test_a_fault_at_any_call_leaves_a_true_report(tmp_path: Path, kind: FaultKind) -> None:
    expected, places = finished(tmp_path)
    for number in range(1, places["mailbox"] + 1):
        town, ans = small_town(tmp_path)
        rest = story(town, ans)

        def refuse(_: str) -> None:
            raise Fault(kind, plaats="de stick")

        town.mailbox.at, town.mailbox.act = town.mailbox.calls + number, refuse
        before = set(town.mailbox.files)
        report = ans.run(town.mailbox)
        if report.fault is None:
            with pytest.raises(Fault):
                rest()
        else:
            assert report.fault.kind is kind
            assert not report.success
            there = set(town.mailbox.files) - before
            # A put that failed after it was done counts as not done: the other way round would be a lie.
            assert report.sent.put in (len(there), len(there) - 1)
            with ans.store.read() as reading:
                put = [b for b in reading.ledger.batches_out("register") if b.put_op]
                assert {b.name for b in put} & there == {b.name for b in put if b.name in there}
                assert all(b.name in town.mailbox.files for b in put)
                assert reading.ledger.facts().last_success != ans.clock.now() or number > 1
        rest()
        rest()
        assert picture(town, ans) == expected, f"refused at call {number}"


def test_nothing_says_sent_before_it_is_put(town: Town, ans: Side) -> None:
    visit = ans.visit(ans.client(BEGELEIDING))
    seen: list[tuple[str, Deelstand]] = []

    class Looking(Counting):
        def _called(self, moment: str) -> None:
            if moment.endswith("put"):
                seen.append((moment, ans.stand(visit)))

    town.mailbox = Looking()
    ans.share(town.mailbox)
    assert seen == [("before put", Deelstand.WACHT), ("after put", Deelstand.WACHT)]
    assert ans.stand(visit) is Deelstand.VERZONDEN


def test_an_unpaired_device_says_so(town: Town) -> None:
    loose = town.side("Los")
    report = loose.run(town.mailbox)
    assert report.fault is not None
    assert report.fault.kind is NIET_GEKOPPELD
    with loose.store.read() as reading:
        assert reading.ledger.facts().last_success is None


def test_cancelling_stops_between_two_steps(town: Town, ans: Side, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "MAX_OPS", 1)
    dossier = ans.client(BEGELEIDING)
    for _ in range(5):
        ans.visit(dossier)
    steps: list[Progress] = []

    def cancelled() -> bool:
        return sum(step.step == "versturen" for step in steps) >= 2

    report = ans.run(town.mailbox, progress=steps.append, cancelled=cancelled)
    assert report.cancelled and not report.success
    assert report.sent.put == 2 == len(town.mailbox.files)
    assert report.unsent == 5
    assert ans.share(town.mailbox).unsent == 0
    town.register.share(town.mailbox)
    assert town.register.plan().counts[Outcome.NIEUW] == 7


def test_an_import_can_be_cancelled_and_goes_on_later(
    town: Town, ans: Side, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "MAX_OPS", 1)
    dossier = ans.client(BEGELEIDING)
    for _ in range(4):
        ans.visit(dossier)
    ans.share(town.mailbox)
    town.register.share(town.mailbox)
    steps: list[Progress] = []
    report = town.register.apply(progress=steps.append, cancelled=lambda: len(steps) >= 2)
    assert report.cancelled
    assert [step.done for step in steps] == [1, 2]
    assert {step.total for step in steps} == {6}
    assert sum(town.register.counts().values()) == 2
    town.register.apply()
    assert sum(town.register.counts().values()) == 6


def test_a_plan_writes_nothing_and_says_what_the_import_does(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING)
    ans.visit(dossier)
    ans.signal(dossier)
    ans.share(town.mailbox)
    town.register.share(town.mailbox)
    first, second = town.register.plan(), town.register.plan()
    assert first.counts == second.counts
    assert town.register.counts() == {}
    with town.register.store.read() as reading:
        assert reading.ledger.caseload(ans.device_id) == frozenset()
        assert reading.ledger.pending_results(ans.device_id) == ()
    assert town.register.apply().counts == first.counts
    assert town.register.plan().rows == ()


def test_a_plan_advises_a_recovery_point_before_much_changes(town: Town, ans: Side) -> None:
    dossiers = [ans.client(BEGELEIDING) for _ in range(3)]
    town.everybody()
    assert not town.register.plan().recovery_point_advised
    ans.edit(dossiers[0], telefoon="06-2")
    ans.share(town.mailbox)
    town.register.share(town.mailbox)
    assert town.register.plan().recovery_point_advised


def test_one_run_empties_the_outbox_in_batches_of_at_most_200(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING)
    with ans.store.write() as uow:
        for _ in range(450):
            uow.add(contact(ans.ids.new(), dossier))
        uow.commit()
    report = ans.share(town.mailbox)
    assert (report.sent.ops_put, report.sent.put, report.unsent) == (452, 3, 0)
    town.register.share(town.mailbox, apply_imports=True)
    assert town.register.counts()["contactmoment"] == 450
    ans.share(town.mailbox)
    with ans.store.read() as reading:
        assert reading.ledger.facts().sent_unconfirmed == 0


def test_a_batch_is_at_most_a_mebibyte(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING)
    for _ in range(15):
        ans.visit(dossier, "x" * 90_000)
    report = ans.share(town.mailbox)
    assert report.sent.put == 2
    town.register.share(town.mailbox, apply_imports=True)
    assert town.register.counts()["contactmoment"] == 15


def test_what_is_too_big_stays_and_says_so(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING)
    big = ans.visit(dossier, "x" * 1_200_000)
    long = ans.visit(dossier, "x" * 100_001)
    small = ans.visit(dossier)
    ans.share(town.mailbox)
    assert ans.reason(big) == ans.reason(long) == "te_groot"
    assert ans.stand(small) is Deelstand.VERZONDEN
