"""No field leaves or stays without a live ground: at sealing, before sending, at import, after a withdrawal."""

from __future__ import annotations

from typing import Any

import pytest

from app.domain import deelredenen
from app.domain.contactmomenten import Contactmoment
from app.domain.leefgebieden import Leefgebied
from app.domain.ops import Deelstand
from app.domain.signalen import Signaal
from app.domain.toestemmingen import Besluit, Toestemming
from app.faults import Fault
from app.ports import BatchStand
from sync import batches, withdrawing
from sync.mailboxes.faults import MAILBOX_WEG
from sync.mailboxes.memory import MemoryMailbox
from sync.reports import Outcome
from tests.sync import forging
from tests.sync.forging import forge, op
from tests.sync.town import BEGELEIDING, GEZONDHEID, WERK, Side, Town, days


class Broken(MemoryMailbox):
    """A mailbox that can be read and that refuses to take anything while `broken`."""

    broken = False
    before_put: Any = None

    def put(self, name: str, data: bytes) -> None:
        if self.broken:
            raise Fault(MAILBOX_WEG, plaats="de stick")
        if self.before_put is not None:
            hook, self.before_put = self.before_put, None
            hook()
        super().put(name, data)


@pytest.fixture
def box(town: Town) -> Broken:
    town.mailbox = Broken()
    return town.mailbox


def opened(town: Town, side: Side) -> list[Any]:
    """Every batch of `side` in the mailbox, as the register can read it: (header, body), in order."""
    return forging.opened(town, side, town.register)


def ops_in(town: Town, side: Side) -> list[Any]:
    return [parsed.op for _, body in opened(town, side) for parsed in body.ops]


def holds(side: Side, text: str) -> bool:
    """True when the text is anywhere in what the side's store says of its records, conflicts and what was set aside."""
    with side.store.read() as reading:
        everything = [reading.everything(cls) for cls in (Contactmoment, Signaal, Toestemming)]
        return text in repr(everything) or text in repr(reading.ledger.conflicts(only_open=False))


# -- what leaves


def test_every_field_that_leaves_names_a_ground_that_lived(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING, huisarts="Zuid", kracht="Kookt")
    ans.visit(dossier, telt_mee_zroute=True)
    ans.signal(dossier)
    ans.share(town.mailbox)
    with ans.store.read() as reading:
        (grant,) = reading.of_dossier(Toestemming, dossier)
    sent = ops_in(town, ans)
    assert sent[0].soort == "toestemming", "the ground goes ahead of what stands on it"
    for one in sent:
        assert set(one.grants) == set(one.fields)
        assert set(one.grants.values()) == {(grant.id,)}
    assert {one.soort for one in sent} == {"toestemming", "inburgeraar", "contactmoment"}
    assert not {"huisarts", "kracht", "aantekening"} & {n for one in sent for n in one.fields}


def test_a_secret_address_stays(town: Town, ans: Side) -> None:
    ans.client(BEGELEIDING, adres="Dorpsstraat 1", adres_geheim=True)
    ans.share(town.mailbox)
    (person,) = [one for one in ops_in(town, ans) if one.soort == "inburgeraar"]
    assert "adres" not in person.fields
    assert person.fields["adres_geheim"] is True


def test_a_grant_of_another_receiver_opens_no_door(town: Town, ans: Side) -> None:
    ans.client("overdracht-huisarts")
    report = ans.share(town.mailbox)
    assert report.sent.ops_put == 0
    assert town.mailbox.files == {}


def test_an_expired_grant_lets_nothing_go(town: Town, ans: Side) -> None:
    dossier = ans.client()
    ans.grant(dossier, BEGELEIDING, vanaf=ans.clock.now().date() - days(30), tot=ans.clock.now().date())
    assert ans.share(town.mailbox).sent.ops_put == 0


def test_a_grant_that_begins_by_the_calendar_lets_go_what_waited(town: Town, ans: Side) -> None:
    dossier = ans.client()
    ans.grant(dossier, BEGELEIDING, vanaf=ans.clock.now().date() + days(2))
    visit = ans.visit(dossier)
    assert ans.share(town.mailbox).sent.ops_put == 0
    ans.clock.move(days=2)
    ans.share(town.mailbox)
    assert ans.stand(visit) is Deelstand.VERZONDEN


# -- between sealing and sending


def test_what_was_sealed_and_lost_its_ground_is_sealed_anew_without_it(
    town: Town, ans: Side, box: Broken
) -> None:
    dossier = ans.client(BEGELEIDING)
    health = ans.grant(dossier, GEZONDHEID)
    ans.signal(dossier, text="Hoest al weken.")
    visit = ans.visit(dossier)
    box.broken = True
    report = ans.run(box)
    assert report.fault is not None
    assert (report.sent.sealed, report.sent.put) == (1, 0)
    assert ans.stand(visit) is Deelstand.WACHT
    ans.withdraw(dossier, GEZONDHEID)
    box.broken = False
    report = ans.share(box)
    assert report.sent.unsealed == 1
    sent = opened(town, ans)
    assert [header.kind for header, _ in sent] == ["intrekking", "ops"]
    assert len(sent[0][1].ops) == 1
    assert "Hoest" not in repr(sent)
    assert health.id not in {one.record_id for one in ops_in(town, ans)}
    town.register.share(box, apply_imports=True)
    assert town.register.counts() == {"inburgeraar": 1, "toestemming": 2, "contactmoment": 1}


def test_a_withdrawal_in_the_middle_of_sending_stops_the_rest(
    town: Town, ans: Side, box: Broken, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "MAX_OPS", 2)
    dossier = ans.client(BEGELEIDING)
    for number in range(4):
        ans.visit(dossier, f"Bezoek {number}")
    box.before_put = lambda: ans.withdraw(dossier, BEGELEIDING)
    ans.share(box)
    kinds = [header.kind for header, _ in opened(town, ans)]
    # One batch was on its way; then the withdrawal overtakes everything, and nothing comes after it.
    assert kinds == ["ops", "intrekking"]
    assert "Bezoek" not in repr(opened(town, ans))


def test_a_withdrawal_overtakes_what_waits_of_others_too(town: Town, ans: Side, box: Broken) -> None:
    dossier, other = ans.client(BEGELEIDING), ans.client(BEGELEIDING)
    town.everybody()
    ans.visit(other)
    box.broken = True
    ans.run(box)
    ans.withdraw(dossier, BEGELEIDING)
    box.broken = False
    before = len(opened(town, ans))
    ans.share(box)
    assert [header.kind for header, _ in opened(town, ans)][before:] == ["intrekking", "ops"]


def test_what_the_mailbox_lost_is_not_sent_again_after_a_withdrawal(town: Town, ans: Side) -> None:
    dossier, other = ans.client(BEGELEIDING), ans.client(BEGELEIDING)
    ans.share(town.mailbox)
    visit = ans.visit(dossier, "Verdwenen bezoek.")
    kept = ans.visit(other)
    ans.share(town.mailbox)
    town.mailbox.files.pop(max(town.mailbox.files))
    ans.withdraw(dossier, BEGELEIDING)
    ans.share(town.mailbox)
    assert "Verdwenen" not in repr(opened(town, ans))
    town.everybody()
    assert town.register.get(Contactmoment, visit) is None
    assert town.register.get(Contactmoment, kept) is not None


# -- at the register


def test_the_register_asks_again_and_believes_no_device(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING)
    town.everybody()
    with ans.store.read() as reading:
        (grant,) = reading.of_dossier(Toestemming, dossier)
    fields = {
        "leefgebied": "lichamelijke_gezondheid",
        "urgentie": "spoed",
        "waarneming": "Medicijnen op",
        "genoteerd_op": "2026-11-22T12:00:00Z",
    }
    signal = op(ans, soort="signaal", kind="append", dossier_id=dossier, record_id="s1", fields=fields)
    signal["grants"] = [[[grant.id], sorted(fields)]]
    forge(town, ans, [signal])
    report = town.register.share(town.mailbox, apply_imports=True)
    (row,) = [row for one in report.imports for row in one.rows]
    assert (row.uitkomst, row.reden) == (Outcome.GEWEIGERD, deelredenen.GEEN_TOESTEMMING)
    assert not holds(town.register, "Medicijnen")


def test_a_grant_that_ended_before_the_import_refuses(town: Town, ans: Side) -> None:
    dossier = ans.client()
    ans.grant(dossier, BEGELEIDING, tot=ans.clock.now().date() + days(5))
    visit = ans.visit(dossier, "Vorige week.")
    ans.share(town.mailbox)
    town.register.clock.move(days=10)
    town.register.share(town.mailbox, apply_imports=True)
    assert town.register.get(Contactmoment, visit) is None
    ans.share(town.mailbox)
    assert ans.stand(visit) is Deelstand.GEWEIGERD


@pytest.mark.parametrize("skew", [-730, -1, 1, 730])
def test_a_wrong_clock_costs_nobody_an_op(town: Town, ans: Side, skew: int) -> None:
    ans.clock.move(days=skew)
    dossier = ans.client()
    ans.grant(dossier, BEGELEIDING, tot=None)
    visit = ans.visit(dossier)
    town.everybody()
    assert ans.stand(visit) is Deelstand.VERWERKT
    assert town.register.get(Contactmoment, visit) is not None


def test_a_clock_far_ahead_is_shown_and_stamped(town: Town, ans: Side) -> None:
    ans.clock.move(minutes=30)
    first = ans.visit(ans.client(BEGELEIDING))
    ans.clock.move(days=3)
    second = ans.visit(ans.client(BEGELEIDING))
    ans.share(town.mailbox)
    report = town.register.share(town.mailbox, apply_imports=True)
    drift = {row.record_id: row.klok_seconden for one in report.imports for row in one.rows}
    assert 1700 < drift[first] < 1900
    assert drift[second] > 86_400


def test_a_second_no_that_never_had_to_come_is_refused(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING)
    town.everybody()
    fields = {
        "doel": GEZONDHEID,
        "ontvanger": "gemeente",
        "besluit": "geweigerd",
        "vastgelegd_op": "2026-11-22T12:00:00Z",
        "vanaf": "2026-11-22",
    }
    forge(
        town,
        ans,
        [op(ans, soort="toestemming", kind="consent", dossier_id=dossier, record_id="t9", fields=fields)],
    )
    report = town.register.share(town.mailbox, apply_imports=True)
    (row,) = [row for one in report.imports for row in one.rows]
    assert row.uitkomst is Outcome.GEWEIGERD


# -- withdrawal of what is already there


def test_a_withdrawal_erases_what_stood_on_it_alone(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING, GEZONDHEID, huisarts="Praktijk Zuid", telefoon="06-1")
    signal = ans.signal(dossier, text="Hoest al weken.")
    home = ans.signal(dossier, Leefgebied.WONEN, "Koude keuken.")
    town.everybody()
    assert holds(town.register, "Hoest")
    said = ans.withdraw(dossier, GEZONDHEID)
    ans.share(town.mailbox)
    # Nobody has to press a button at the gemeente for this.
    report = town.register.share(town.mailbox)
    assert [row.uitkomst for one in report.imports for row in one.rows] == [Outcome.INTREKKING]
    assert not holds(town.register, "Hoest")
    there = town.register.person(dossier)
    assert (there.huisarts, there.telefoon) == ("", "06-1")
    assert town.register.get(Signaal, signal) is None
    assert town.register.get(Signaal, home) is not None
    ans.share(town.mailbox)
    assert ans.stand(said.id) is Deelstand.VERWERKT


def test_the_receipt_of_a_withdrawal_accounts_for_it(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING, GEZONDHEID)
    ans.signal(dossier)
    town.everybody()
    said = ans.withdraw(dossier, GEZONDHEID)
    ans.share(town.mailbox)
    town.register.share(town.mailbox)
    results = [
        result
        for _, body in forging.opened(town, town.register, ans)
        for result in body.results
        if result.detail
    ]
    assert results[-1].detail["gewiste_records"] == 1
    assert results[-1].detail["gebleven"] == {"toestemming": 1}
    assert results[-1].detail["op"].startswith("2026-11-22")
    ans.share(town.mailbox)
    with ans.store.read() as reading:
        assert reading.shares([said.id])[said.id].detail == results[-1].detail


def test_a_withdrawal_with_a_ground_to_keep_shields(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING)
    visit = ans.visit(dossier)
    town.everybody()
    ans.withdraw(dossier, BEGELEIDING)
    town.everybody()
    assert town.register.get(Contactmoment, visit) is not None
    with town.register.store.read() as reading:
        shielded = reading.setting(withdrawing.restricted_setting(dossier))
    assert visit in shielded
    ans.grant(dossier, BEGELEIDING)
    town.everybody()
    with town.register.store.read() as reading:
        assert reading.setting(withdrawing.restricted_setting(dossier)) == {}


def test_another_ground_keeps_what_it_covers(town: Town, ans: Side) -> None:
    dossier = ans.client(WERK, BEGELEIDING, telefoon="06-1")
    town.everybody()
    ans.withdraw(dossier, WERK)
    town.everybody()
    there = town.register.person(dossier)
    assert (there.voornamen, there.telefoon) == ("Yousef", "06-1")


def test_a_withdrawal_of_the_only_ground_leaves_the_proof_alone(town: Town, ans: Side) -> None:
    dossier = ans.client(WERK)
    town.everybody()
    assert town.register.person(dossier) is not None
    ans.withdraw(dossier, WERK)
    town.everybody()
    assert town.register.person(dossier) is None
    assert town.register.counts() == {"toestemming": 2}


def test_what_was_withdrawn_can_be_shared_anew_after_a_new_yes(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING, GEZONDHEID, huisarts="Zuid")
    signal = ans.signal(dossier)
    town.everybody()
    ans.withdraw(dossier, GEZONDHEID)
    town.everybody()
    assert town.register.get(Signaal, signal) is None
    ans.grant(dossier, GEZONDHEID)
    town.everybody()
    assert town.register.get(Signaal, signal) is not None
    assert town.register.person(dossier).huisarts == "Zuid"


@pytest.mark.parametrize("way", ["gap", "late", "revoked", "skew"])
def test_a_withdrawal_is_honoured_whatever_happened_to_the_stream(town: Town, ans: Side, way: str) -> None:
    dossier = ans.client(BEGELEIDING, GEZONDHEID)
    other = ans.client(BEGELEIDING)
    ans.signal(dossier, text="Hoest al weken.")
    town.everybody()
    if way == "gap":
        ans.visit(other)
        ans.share(town.mailbox)
        gone = max(name for name in town.mailbox.files if town.peer(ans).device.stream in name)
        town.mailbox.files.pop(gone)
    if way == "skew":
        ans.clock.move(days=-700)
    ans.withdraw(dossier, GEZONDHEID)
    old = dict(town.mailbox.files)
    ans.share(town.mailbox)
    if way == "gap":
        # The mailbox loses the older one again before the register looks.
        town.mailbox.files.pop(gone)
    if way == "revoked":
        town.forget_device(ans.device_id)
    if way == "late":
        new = {name: data for name, data in town.mailbox.files.items() if name not in old}
        town.mailbox.files.clear()
        ans.visit(other)
        town.register.share(town.mailbox, apply_imports=True)
        town.mailbox.files.update(new)
    report = town.register.share(town.mailbox)
    assert [row.uitkomst for one in report.imports for row in one.rows] == [Outcome.INTREKKING]
    assert not holds(town.register, "Hoest")


def test_a_withdrawal_in_a_forked_batch_is_honoured(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING, GEZONDHEID)
    ans.signal(dossier, text="Hoest al weken.")
    town.everybody()
    twin = town.clone(ans)
    ans.visit(dossier)
    twin.withdraw(dossier, GEZONDHEID)
    before = set(town.mailbox.files)
    ans.share(town.mailbox)
    (name,) = set(town.mailbox.files) - before
    hidden = town.mailbox.files.pop(name)
    twin.share(town.mailbox)
    others = {key: town.mailbox.files.pop(key) for key in set(town.mailbox.files) - before}
    town.mailbox.files[name] = hidden
    town.register.share(town.mailbox, apply_imports=True)
    assert holds(town.register, "Hoest")
    town.mailbox.files.update(others)
    report = town.register.share(town.mailbox)
    assert deelredenen.BATCH_VORK in [item.code for item in report.fetched.set_aside]
    assert not holds(town.register, "Hoest")
    with town.register.store.read() as reading:
        (refused,) = reading.ledger.batches_in(BatchStand.GEWEIGERD)
    assert (refused.reden, refused.data) == (deelredenen.BATCH_VORK, b"")


def test_data_that_comes_after_its_withdrawal_is_refused(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING, GEZONDHEID)
    town.everybody()
    signal = ans.signal(dossier, text="Hoest al weken.")
    ans.share(town.mailbox)
    late = max(name for name in town.mailbox.files if town.peer(ans).device.stream in name)
    ans.withdraw(dossier, GEZONDHEID)
    ans.share(town.mailbox)
    data = town.mailbox.files.pop(late)
    town.register.share(town.mailbox, apply_imports=True)
    town.mailbox.files[late] = data
    report = town.register.share(town.mailbox, apply_imports=True)
    (row,) = [row for one in report.imports for row in one.rows if row.record_id == signal]
    assert (row.uitkomst, row.reden) == (Outcome.GEWEIGERD, deelredenen.INGETROKKEN)
    assert not holds(town.register, "Hoest")


def test_nobody_else_can_withdraw_for_a_client(town: Town, ans: Side, bram: Side) -> None:
    dossier = ans.client(BEGELEIDING, GEZONDHEID)
    signal = ans.signal(dossier)
    town.everybody()
    with ans.store.read() as reading:
        grant = next(t for t in reading.of_dossier(Toestemming, dossier) if t.doel == GEZONDHEID)
    fields = {
        "doel": GEZONDHEID,
        "ontvanger": "gemeente",
        "besluit": "ingetrokken",
        "trekt_in": grant.id,
        "vastgelegd_op": "2026-11-23T12:00:00Z",
        "vanaf": "2026-11-22",
    }
    forge(
        town,
        bram,
        [op(bram, soort="toestemming", kind="withdraw", dossier_id=dossier, record_id="t9", fields=fields)],
        kind="intrekking",
    )
    report = town.register.share(town.mailbox)
    (row,) = [row for one in report.imports for row in one.rows]
    assert (row.uitkomst, row.reden) == (Outcome.APART, deelredenen.NIET_IN_CASELOAD)
    assert town.register.get(Signaal, signal) is not None


def test_a_withdrawal_reaches_the_others_of_the_caseload(town: Town, ans: Side, bram: Side) -> None:
    dossier = ans.client(BEGELEIDING)
    town.everybody()
    with town.register.store.write() as uow:
        uow.ledger.add_to_caseload(bram.device_id, dossier)
        uow.commit()
    ans.edit(dossier, telefoon="06-9")
    town.everybody()
    assert bram.person(dossier).telefoon == "06-9"
    said = ans.withdraw(dossier, BEGELEIDING)
    town.everybody()
    assert bram.get(Toestemming, said.id).besluit is Besluit.INGETROKKEN


def test_a_revoked_device_is_heard_only_for_withdrawals(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING)
    town.everybody()
    visit = ans.visit(dossier)
    ans.share(town.mailbox)
    town.forget_device(ans.device_id)
    report = town.register.share(town.mailbox, apply_imports=True)
    assert [item.code for item in report.fetched.set_aside] == [deelredenen.APPARAAT_INGETROKKEN]
    assert town.register.get(Contactmoment, visit) is None
    (line,) = town.register.plan().set_aside
    assert line.reden == deelredenen.APPARAAT_INGETROKKEN
