"""Lost, late, doubled and rolled back: what a mailbox does to a stream, and two copies of one device."""

from __future__ import annotations

from typing import Any

import pytest

from app.domain import deelredenen
from app.domain.contactmomenten import Contactmoment
from app.domain.ops import Deelstand
from app.domain.toestemmingen import Toestemming
from app.ports import BatchStand
from sync import layout
from sync.reports import Chain, Outcome
from tests.sync.forging import forge, op
from tests.sync.town import BEGELEIDING, Side, Town


def sent_names(town: Town, side: Side) -> list[str]:
    """The names of what `side` put, in order."""
    stream = town.peer(side).device.stream
    places = [(place, name) for name in town.mailbox.files if (place := layout.parse_name(name))]
    return [
        name
        for place, name in sorted(places, key=lambda item: (item[0].epoch, item[0].seq))
        if place.stream == stream
    ]


def take(town: Town, name: str) -> bytes:
    """Take a file out of the mailbox, as a mailbox that is late does."""
    return bytes(town.mailbox.files.pop(name))


def rows(report: Any) -> list[Any]:
    return [row for one in report.imports for row in one.rows]


def missing(town: Town, side: Side) -> int:
    with town.register.store.read() as reading:
        states = reading.ledger.streams_in(town.peer(side).device.stream)
    return sum(
        max(state.beyond, default=state.contiguous) - state.contiguous - len(state.beyond) for state in states
    )


def test_out_of_order_comes_to_the_same(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING, telefoon="06-1")
    ans.share(town.mailbox)
    ans.edit(dossier, telefoon="06-2")
    ans.share(town.mailbox)
    ans.edit(dossier, telefoon="06-3")
    ans.share(town.mailbox)
    names = sent_names(town, ans)
    late = {name: take(town, name) for name in names}
    for name in reversed(names):
        town.mailbox.files[name] = late[name]
        town.register.share(town.mailbox, apply_imports=True)
    assert town.register.person(dossier).telefoon == "06-3"
    with town.register.store.read() as reading:
        assert reading.ledger.conflicts() == ()
        assert reading.ledger.batches_in(BatchStand.WACHT_OP_DEEL) == ()
    ans.share(town.mailbox)
    assert ans.stand(dossier) is Deelstand.VERWERKT


def test_a_gap_holds_what_leans_on_it_and_lets_the_rest_through(town: Town, ans: Side) -> None:
    first = ans.client(BEGELEIDING)
    ans.share(town.mailbox)
    second = ans.client(BEGELEIDING)
    ans.share(town.mailbox)
    ans.edit(second, telefoon="06-2")
    visit = ans.visit(first)
    ans.share(town.mailbox)
    gone = sent_names(town, ans)[1]
    lost = take(town, gone)
    report = town.register.share(town.mailbox, apply_imports=True)
    by_record = {row.record_id: row for row in rows(report)}
    assert by_record[visit].uitkomst is Outcome.NIEUW
    assert (by_record[second].uitkomst, by_record[second].reden) == (Outcome.WACHT, deelredenen.EERDER_DEEL)
    assert report.imports[-1].batches[-1].keten is Chain.GAT
    assert missing(town, ans) == 1
    # The register's answer asks for it again, and the device puts the same bytes.
    back = ans.share(town.mailbox)
    assert back.sent.repaired == 1
    assert town.mailbox.files[gone] == lost
    assert ans.stand(second) is Deelstand.WACHT_OP_DEEL
    town.register.share(town.mailbox, apply_imports=True)
    assert town.register.person(second).telefoon == "06-2"
    assert missing(town, ans) == 0
    ans.share(town.mailbox)
    assert ans.stand(second) is Deelstand.VERWERKT


def test_a_person_may_decide_not_to_wait_any_longer(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING, telefoon="06-1")
    town.everybody()
    ans.edit(dossier, telefoon="06-2")
    ans.share(town.mailbox)
    ans.edit(dossier, telefoon="06-3")
    ans.share(town.mailbox)
    take(town, sent_names(town, ans)[-2])
    town.register.share(town.mailbox, apply_imports=True)
    assert town.register.person(dossier).telefoon == "06-1"
    (line,) = town.register.plan().batches
    assert line.reden == deelredenen.EERDER_DEEL
    town.register.apply(force={line.digest})
    assert town.register.person(dossier).telefoon == "06-3"


def test_consent_in_a_lost_batch_holds_what_needs_it(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING)
    ans.share(town.mailbox)
    ans.grant(dossier, "gemeente-gezondheid")
    ans.share(town.mailbox)
    signal = ans.signal(dossier)
    ans.share(town.mailbox)
    take(town, sent_names(town, ans)[1])
    report = town.register.share(town.mailbox, apply_imports=True)
    row = next(row for row in rows(report) if row.record_id == signal)
    assert (row.uitkomst, row.reden) == (Outcome.WACHT, deelredenen.EERDER_DEEL)
    town.everybody()
    assert ans.stand(signal) is Deelstand.VERWERKT


def test_a_receipt_that_is_lost_does_no_harm(town: Town, ans: Side) -> None:
    visit = ans.visit(ans.client(BEGELEIDING))
    ans.share(town.mailbox)
    town.register.share(town.mailbox, apply_imports=True)
    for name in sent_names(town, town.register):
        take(town, name)
    other = ans.visit(ans.client(BEGELEIDING))
    ans.share(town.mailbox)
    assert ans.stand(visit) is Deelstand.VERZONDEN
    town.register.share(town.mailbox, apply_imports=True)
    ans.share(town.mailbox)
    assert ans.stand(visit) is Deelstand.VERWERKT
    assert ans.stand(other) is Deelstand.VERWERKT


def test_replaying_everything_changes_nothing(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING, telefoon="06-1")
    town.everybody()
    ans.edit(dossier, telefoon="06-2")
    old = dict(town.mailbox.files)
    town.everybody(3)
    ans.edit(dossier, telefoon="06-3")
    town.everybody(3)
    town.mailbox.files.clear()
    town.mailbox.files.update(old)
    town.everybody(3)
    assert town.register.person(dossier).telefoon == "06-3"
    assert ans.person(dossier).telefoon == "06-3"


def test_the_same_op_in_a_new_batch_does_nothing_and_is_answered_again(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING)
    town.everybody()
    with ans.store.read() as reading:
        (grant,) = reading.of_dossier(Toestemming, dossier)
    one = op(ans, dossier_id=dossier, record_id="t1", grants=[[[grant.id], ["omschrijving"]]])
    forge(town, ans, [one, one])
    town.register.share(town.mailbox, apply_imports=True)
    assert town.register.counts()["taak"] == 1
    with town.register.store.read() as reading:
        outcome = reading.ledger.is_applied([one["op_id"]])[one["op_id"]]
    assert outcome.stand is Deelstand.VERWERKT


def test_a_restored_device_goes_on_in_a_new_epoch(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING)
    town.everybody()
    old = town.clone(ans)
    lost = ans.visit(dossier, "Na de back-up.")
    town.everybody()
    # The laptop is lost; the back-up comes back on another one.
    visit = old.visit(dossier, "Na het terugzetten.")
    report = old.share(town.mailbox)
    assert report.sent.new_epochs == 1
    town.register.share(town.mailbox, apply_imports=True)
    assert town.register.get(Contactmoment, visit).samenvatting == "Na het terugzetten."
    assert town.register.get(Contactmoment, lost).samenvatting == "Na de back-up."
    old.share(town.mailbox)
    assert old.stand(visit) is Deelstand.VERWERKT
    with town.register.store.read() as reading:
        assert not reading.ledger.batches_in(BatchStand.GEWEIGERD)


def test_a_restored_device_sees_its_own_later_files_before_it_sends(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING)
    town.everybody()
    old = town.clone(ans)
    ans.visit(dossier)
    ans.share(town.mailbox)
    visit = old.visit(dossier)
    assert old.share(town.mailbox).sent.new_epochs == 1
    report = town.register.share(town.mailbox, apply_imports=True)
    assert report.fetched.set_aside == []
    assert town.register.get(Contactmoment, visit) is not None
    assert town.register.counts()["contactmoment"] == 2


def test_a_restored_device_learns_it_from_an_answer_when_the_mailbox_forgot(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING)
    town.everybody()
    old = town.clone(ans)
    ans.visit(dossier)
    ans.share(town.mailbox)
    town.register.share(town.mailbox, apply_imports=True)
    for name in sent_names(town, ans):
        take(town, name)
    visit = old.visit(dossier)
    old.share(town.mailbox)
    town.register.share(town.mailbox, apply_imports=True)
    old.share(town.mailbox)
    town.register.share(town.mailbox, apply_imports=True)
    assert town.register.get(Contactmoment, visit) is not None


@pytest.mark.parametrize("first", ["one", "twin"])
def test_two_copies_of_a_device_are_reported_and_lose_nothing(town: Town, ans: Side, first: str) -> None:
    dossier = ans.client(BEGELEIDING)
    town.everybody()
    twin = town.clone(ans)
    one, other = ans.visit(dossier, "Van de een."), twin.visit(dossier, "Van de ander.")
    # Each puts its batch of the same number without seeing the other's.
    ans.share(town.mailbox)
    files = {"one": (sent_names(town, ans)[-1], take(town, sent_names(town, ans)[-1]))}
    twin.share(town.mailbox)
    files["twin"] = (sent_names(town, ans)[-1], take(town, sent_names(town, ans)[-1]))
    codes = []
    for which in sorted(files, key=lambda name: name != first):
        name, data = files[which]
        town.mailbox.files[name] = data
        report = town.register.share(town.mailbox, apply_imports=True)
        codes += [item.code for item in report.fetched.set_aside]
    assert codes == [deelredenen.BATCH_VORK]
    assert town.register.plan().set_aside[0].reden == deelredenen.BATCH_VORK
    for _ in range(3):
        ans.share(town.mailbox)
        town.register.share(town.mailbox, apply_imports=True)
        twin.share(town.mailbox)
        town.register.share(town.mailbox, apply_imports=True)
    assert town.register.get(Contactmoment, one).samenvatting == "Van de een."
    assert town.register.get(Contactmoment, other).samenvatting == "Van de ander."


def test_a_batch_that_follows_on_something_else_is_set_aside(town: Town, ans: Side, bram: Side) -> None:
    ans.client(BEGELEIDING)
    town.everybody()
    forge(town, ans, prev="f" * 64)
    report = town.register.share(town.mailbox, apply_imports=True)
    assert [item.code for item in report.fetched.set_aside] == [deelredenen.BATCH_KETEN]
    assert not rows(report)
    with town.register.store.read() as reading:
        (refused,) = reading.ledger.batches_in(BatchStand.GEWEIGERD)
    assert refused.data, "it is kept, for whoever wants to look"
    dossier = bram.client(BEGELEIDING)
    town.everybody(1)
    assert town.register.person(dossier) is not None


def test_a_mailbox_that_is_rolled_back_loses_nothing(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING)
    town.everybody()
    old = dict(town.mailbox.files)
    visit = ans.visit(dossier)
    ans.share(town.mailbox)
    town.mailbox.files = dict(old)
    town.everybody(3)
    assert town.register.get(Contactmoment, visit) is not None
    assert ans.stand(visit) is Deelstand.VERWERKT


def test_a_mailbox_that_is_emptied_wipes_nothing(town: Town, ans: Side) -> None:
    ans.visit(ans.client(BEGELEIDING))
    town.everybody()
    before = (ans.counts(), town.register.counts())
    town.mailbox.files.clear()
    town.everybody(3)
    assert (ans.counts(), town.register.counts()) == before


def test_a_forged_file_with_a_high_number_does_not_make_us_start_over(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING)
    town.everybody()
    stream = town.peer(ans).device.stream
    name = layout.batch_name(town.register.device_id, stream, 1, 500, "f" * 64)
    town.mailbox.files[name] = b"troep"
    ans.visit(dossier)
    assert ans.share(town.mailbox).sent.new_epochs == 0


def test_an_epoch_on_whose_head_the_next_begins_is_closed(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING)
    town.everybody()
    old = town.clone(ans)
    ans.visit(dossier)
    town.everybody()
    old.visit(dossier)
    old.share(town.mailbox)
    old.visit(dossier)
    old.share(town.mailbox)
    town.register.share(town.mailbox, apply_imports=True)
    with town.register.store.read() as reading:
        states = reading.ledger.streams_in(town.peer(old).device.stream)
    # The restored device only knew the head before: both epochs stay open, and nothing is lost.
    assert [state.epoch for state in states] == [1, 2]
    assert [bool(state.contiguous) for state in states] == [True, True]


def test_listing_costs_in_proportion_to_what_is_new(town: Town, ans: Side) -> None:
    class Counting:
        def __init__(self, inner: Any) -> None:
            self.inner, self.lists, self.listed, self.gets, self.puts = inner, 0, 0, 0, 0

        def list(self, folder: str, after: str = "") -> Any:
            found = self.inner.list(folder, after)
            self.lists, self.listed = self.lists + 1, self.listed + len(found)
            return found

        def folders(self, folder: str) -> Any:
            self.lists += 1
            return self.inner.folders(folder)

        def get(self, name: str, limit: int) -> Any:
            self.gets += 1
            return self.inner.get(name, limit)

        def put(self, name: str, data: bytes) -> None:
            self.puts += 1
            self.inner.put(name, data)

    dossier = ans.client(BEGELEIDING)
    costs = []
    for _ in range(2):
        for _ in range(5):
            ans.visit(dossier)
            town.everybody(1)
        town.everybody(2)
        counting = Counting(town.mailbox)
        ans.share(counting)
        town.register.share(counting)
        costs.append((counting.lists, counting.listed, counting.gets, counting.puts))
    assert costs[0] == costs[1]
    lists, listed, gets, puts = costs[1]
    assert lists <= 4
    assert listed <= 2
    assert (gets, puts) == (0, 0)
