"""A profile that was put back in time: it hears what was withdrawn before anything of a client leaves or is revived."""

from __future__ import annotations

import pytest

from app.domain.contactmomenten import Contactmoment
from app.domain.signalen import Signaal
from app.domain.toestemmingen import Toestemming
from app.faults import Fault
from app.ports import REGISTER
from storage.erasing import trace_name
from sync import returning
from sync.returning import TERUGGEZET_WACHT
from tests.sync.test_chains import sent_names, take
from tests.sync.town import BEGELEIDING, GEZONDHEID, Side, Town


def put_back(town: Town, side: Side) -> Side:
    """A copy of a profile as it is now, that knows that it was put back."""
    old = town.clone(side)
    with old.store.write() as uow:
        returning.begin(uow)
        uow.commit()
    return old


def waits(side: Side) -> bool:
    with side.store.read() as reading:
        return bool(returning.waiting(reading))


def withdrawn(side: Side, dossier: str) -> bool:
    with side.store.read() as reading:
        return any(item.trekt_in for item in reading.of_dossier(Toestemming, dossier))


def share_and_wait(town: Town, side: Side) -> int:
    """A round that may not send yet; return how many ops it put."""
    report = side.run(town.mailbox)
    assert report.fault is not None and report.fault.kind is TERUGGEZET_WACHT
    return report.sent.ops_put


def test_nothing_is_sent_before_the_other_side_told_what_was_withdrawn(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING)
    town.everybody()
    old = put_back(town, ans)
    ans.withdraw(dossier, BEGELEIDING)
    town.everybody()
    for name in sent_names(town, ans):
        take(town, name)  # the mailbox forgot: only the register can tell
    visit = old.visit(dossier, "Na het terugzetten.")
    assert share_and_wait(town, old) == 0
    assert waits(old)
    town.register.share(town.mailbox, apply_imports=True)
    report = old.share(town.mailbox)
    assert withdrawn(old, dossier) and not waits(old)
    assert report.sent.ops_put == 0
    town.register.share(town.mailbox, apply_imports=True)
    assert town.register.get(Contactmoment, visit) is None


def test_the_first_round_alone_learns_what_our_own_later_files_say(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING)
    town.everybody()
    old = put_back(town, ans)
    ans.withdraw(dossier, BEGELEIDING)
    ans.share(town.mailbox)  # the register did nothing yet
    old.visit(dossier)
    share_and_wait(town, old)
    assert withdrawn(old, dossier)


def test_a_copy_that_does_not_know_it_learns_its_own_withdrawals_before_it_sends(
    town: Town, ans: Side
) -> None:
    dossier = ans.client(BEGELEIDING)
    town.everybody()
    old = town.clone(ans)
    ans.withdraw(dossier, BEGELEIDING)
    ans.share(town.mailbox)
    visit = old.visit(dossier, "Dat mag niet meer.")
    old.share(town.mailbox)
    assert withdrawn(old, dossier)
    town.register.share(town.mailbox, apply_imports=True)
    assert town.register.get(Contactmoment, visit) is None


def test_what_still_has_a_ground_goes_after_the_answer(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING)
    town.everybody()
    old = put_back(town, ans)
    visit = old.visit(dossier, "Mag nog steeds.")
    share_and_wait(town, old)
    town.register.share(town.mailbox, apply_imports=True)
    old.share(town.mailbox)
    town.register.share(town.mailbox, apply_imports=True)
    assert town.register.get(Contactmoment, visit).samenvatting == "Mag nog steeds."


def test_a_withdrawal_of_our_own_does_not_wait(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING, GEZONDHEID)
    signal = ans.signal(dossier)
    town.everybody()
    old = put_back(town, ans)
    old.withdraw(dossier, GEZONDHEID)
    assert share_and_wait(town, old) == 1
    town.register.share(town.mailbox, apply_imports=True)
    assert town.register.get(Signaal, signal) is None


@pytest.mark.parametrize("lost", ["question", "answer"])
def test_a_question_or_answer_that_gets_lost_is_only_a_delay(town: Town, ans: Side, lost: str) -> None:
    dossier = ans.client(BEGELEIDING)
    town.everybody()
    old = put_back(town, ans)
    visit = old.visit(dossier)
    before = set(town.mailbox.files)
    share_and_wait(town, old)
    if lost == "answer":
        before = set(town.mailbox.files)
        town.register.share(town.mailbox, apply_imports=True)
    for name in set(town.mailbox.files) - before:
        take(town, name)
    share_and_wait(town, old)
    town.register.share(town.mailbox, apply_imports=True)
    old.share(town.mailbox)
    town.register.share(town.mailbox, apply_imports=True)
    assert town.register.get(Contactmoment, visit) is not None


def test_a_device_that_lacks_a_named_withdrawal_stops_and_asks(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING, GEZONDHEID)
    town.everybody()
    old = town.clone(ans)  # nobody told it: the folder of an earlier day was put in place
    ans.withdraw(dossier, BEGELEIDING)
    town.everybody()
    ans.visit(dossier)
    town.everybody()
    for name in sent_names(town, ans):
        take(town, name)
    visit = old.visit(dossier, "Op oude gronden.")
    share_and_wait(town, old)
    town.register.share(town.mailbox, apply_imports=True)
    for _ in range(2):
        old.run(town.mailbox)
        town.register.share(town.mailbox, apply_imports=True)
    assert withdrawn(old, dossier) and not waits(old)
    found = town.register.get(Contactmoment, visit)
    assert found is None or not found.samenvatting


def test_a_register_that_was_put_back_passes_nothing_on_before_all_devices_told(
    town: Town, ans: Side, bram: Side
) -> None:
    dossier = ans.client(BEGELEIDING, GEZONDHEID)
    signal = ans.signal(dossier)
    town.everybody()
    old = put_back(town, town.register)
    ans.withdraw(dossier, GEZONDHEID)
    town.everybody()
    assert town.register.get(Signaal, signal) is None
    town.register = town.sides["Cora"] = old
    assert old.get(Signaal, signal) is not None
    with old.store.write() as uow:
        uow.ledger.add_to_caseload(bram.device_id, dossier)
        uow.commit()
    old.edit(dossier, telefoon="06-7")
    report = old.run(town.mailbox, apply_imports=True)
    assert report.fault is not None and report.fault.kind is TERUGGEZET_WACHT
    bram.share(town.mailbox)
    assert bram.person(dossier) is None
    for side in (ans, bram):
        side.share(town.mailbox)
    old.share(town.mailbox, apply_imports=True)
    assert old.get(Signaal, signal) is None and withdrawn(old, dossier)


def test_what_was_erased_is_not_sent_any_more(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING)
    town.everybody()
    queued, sealed = ans.visit(dossier, "Nog niet verzegeld."), ans.visit(dossier, "Al verzegeld.")

    class Full(Exception):
        pass

    def refuse(name: str, data: bytes) -> None:
        raise Full

    put, town.mailbox.put = town.mailbox.put, refuse
    with pytest.raises(Full):
        ans.run(town.mailbox)
    town.mailbox.put = put
    later = ans.visit(dossier, "Daarna genoteerd.")
    with ans.store.write() as uow:
        for record_id in (queued, sealed, later):
            uow.ledger.erase(Contactmoment.soort, record_id, None, grond="bewaartermijn")
        uow.commit()
    with ans.store.read() as reading:
        assert not [row for row in reading.ledger.outbox(REGISTER) if row.op.record_id == later]
    town.everybody()
    for record_id in (queued, sealed, later):
        assert town.register.get(Contactmoment, record_id) is None


def test_the_end_of_a_ground_is_sent_although_it_was_erased(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING, GEZONDHEID)
    signal = ans.signal(dossier)
    town.everybody()
    ended = ans.withdraw(dossier, GEZONDHEID)
    with ans.store.write() as uow:
        uow.ledger.erase(Toestemming.soort, ended.id, None, grond="bewaartermijn")
        uow.commit()
    town.everybody()
    assert town.register.get(Signaal, signal) is None


def test_the_trace_of_an_erasure_has_no_content(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING)
    visit = ans.visit(dossier, "Geheim.")
    with ans.store.write() as uow:
        uow.ledger.erase(Contactmoment.soort, visit, None, grond="bewaartermijn")
        uow.commit()
    with ans.store.read() as reading:
        assert reading.ledger.erased_fields([visit]) == {visit: None}
        assert "Geheim" not in str(reading.setting(trace_name(visit)))


def test_a_hostile_count_or_list_changes_nothing(town: Town, ans: Side) -> None:
    peer = town.peer(ans)
    for extra in (
        {"incarnatie": -1},
        {"incarnatie": True},
        {"incarnatie": "9"},
        {"gezien": 2**40},
        {"wacht": 1},
    ):
        with ans.store.write() as uow:
            returning.hear(ans.party, uow, peer, extra, ())
            uow.commit()
    assert not waits(ans)
    with ans.store.read() as reading:
        assert returning.header_extra(reading, peer) == {}
    with pytest.raises(Fault):
        from app.crypto import canonical
        from sync import batches

        batches.decode(canonical.encode({"beeindigd": [["x"] * 3]}))
