"""Revoked, lost, wiped: what a lost device still may, what it is asked to do, and what nobody loses by it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.domain import deelredenen
from app.domain.contactmomenten import Contactmoment
from app.domain.ops import Deelstand
from app.ports import BatchStand, DeviceStatus
from sync import batches, lease, wiping
from sync.batches import Notice
from tests.sync.forging import forge
from tests.sync.town import BEGELEIDING, Side, Town


def known(town: Town, side: Side):
    with town.register.store.read() as reading:
        return reading.ledger.device(side.device_id)


def test_what_a_lost_device_sealed_and_nobody_imported_is_set_aside(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING)
    town.everybody()
    before = ans.visit(dossier, "Voor het verlies.")
    ans.share(town.mailbox)
    town.register.share(town.mailbox)
    town.forget_device(ans.device_id)
    late = ans.visit(dossier, "Na het verlies.")
    ans.share(town.mailbox)
    town.register.share(town.mailbox, apply_imports=True)
    for visit in (before, late):
        assert town.register.get(Contactmoment, visit) is None
    with town.register.store.read() as reading:
        aside = reading.ledger.batches_in(BatchStand.GEWEIGERD)
    assert {batch.reden for batch in aside} == {deelredenen.APPARAAT_INGETROKKEN}
    assert all(batch.data for batch in aside), "a person looks at it first"
    assert known(town, ans).revoked_op is not None


def test_a_person_may_take_over_what_was_set_aside(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING)
    town.everybody()
    visit = ans.visit(dossier, "Net voor het verlies.")
    ans.share(town.mailbox)
    town.register.share(town.mailbox)
    town.forget_device(ans.device_id)
    (line,) = town.register.plan().set_aside
    report = town.register.review({line.digest})
    assert [row.record_id for row in report.rows] == [visit]
    assert town.register.get(Contactmoment, visit).samenvatting == "Net voor het verlies."
    assert town.register.plan().set_aside == ()


def test_or_put_it_away_for_good(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING)
    town.everybody()
    visit = ans.visit(dossier)
    ans.share(town.mailbox)
    town.register.share(town.mailbox)
    town.forget_device(ans.device_id)
    (line,) = town.register.plan().set_aside
    town.register.discard({line.digest})
    assert town.register.plan().set_aside == ()
    town.register.share(town.mailbox, apply_imports=True)
    assert town.register.get(Contactmoment, visit) is None


def test_nothing_goes_to_a_revoked_device(town: Town, ans: Side, bram: Side) -> None:
    dossier = ans.client(BEGELEIDING)
    town.everybody()
    town.forget_device(ans.device_id)
    files = set(town.mailbox.files)
    town.register.edit(dossier, telefoon="06-9")
    town.register.share(town.mailbox, apply_imports=True)
    assert set(town.mailbox.files) == files


def test_a_wipe_seals_first_then_erases_and_then_says_so(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING)
    ans.visit(dossier)
    town.everybody()
    unsent = ans.visit(dossier, "Nog niet verzonden.")
    loose = ans.client()
    town.forget_device(ans.device_id, wipe=True)
    assert known(town, ans).wipe == wiping.ASKED
    town.register.share(town.mailbox)
    report = ans.share(town.mailbox)
    assert report.wiped
    assert ans.counts() == {}
    assert ans.person(loose) is None
    assert known(town, ans).wipe == wiping.ASKED, "asked isn't done before the device said so itself"
    town.register.share(town.mailbox, apply_imports=True)
    device = known(town, ans)
    assert (device.wipe, device.status) == (wiping.DONE, DeviceStatus.INGETROKKEN)
    assert device.inventory["dossiers"] == 2
    assert device.inventory["nooit_gedeeld"] > 0
    aside = [line.digest for line in town.register.plan().set_aside]
    town.register.review(set(aside))
    assert town.register.get(Contactmoment, unsent).samenvatting == "Nog niet verzonden."
    again = ans.share(town.mailbox)
    assert (again.wiped, again.sent.put) == (False, 0)


def test_nothing_is_wiped_while_the_mailbox_does_not_take_what_is_unsent(town: Town, ans: Side) -> None:
    from app.faults import Fault
    from sync.mailboxes.faults import MAILBOX_VOL

    dossier = ans.client(BEGELEIDING)
    town.everybody()
    unsent = ans.visit(dossier)
    town.forget_device(ans.device_id, wipe=True)
    town.register.share(town.mailbox)
    real = town.mailbox.put

    def full(name: str, data: bytes) -> None:
        raise Fault(MAILBOX_VOL, plaats="de stick")

    town.mailbox.put = full
    report = ans.run(town.mailbox)
    assert report.fault is not None and not report.wiped
    assert ans.get(Contactmoment, unsent) is not None
    town.mailbox.put = real
    assert ans.share(town.mailbox).wiped


def test_what_a_wiped_device_had_put_is_put_again_when_it_gets_lost(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING)
    town.everybody()
    unsent = ans.visit(dossier)
    town.forget_device(ans.device_id, wipe=True)
    town.register.share(town.mailbox)
    before = set(town.mailbox.files)
    ans.share(town.mailbox)
    for name in set(town.mailbox.files) - before:
        del town.mailbox.files[name]
    ans.share(town.mailbox)
    town.register.share(town.mailbox, apply_imports=True)
    assert known(town, ans).wipe == wiping.DONE
    town.register.review({line.digest for line in town.register.plan().set_aside})
    assert town.register.get(Contactmoment, unsent) is not None


def test_only_its_own_register_can_ask_a_device_to_wipe(town: Town, ans: Side, bram: Side) -> None:
    ans.client(BEGELEIDING)
    town.everybody()
    # Bram signs a wipe request and puts it where the register's batches to Ans lie.
    peer = town.peer(ans)
    body = {"ops": [], "notices": [{"id": "n1", "type": "wipe", "data": {}}]}
    from tests.sync.forging import drop_in, header_of, sealed

    header = header_of(town, bram, stream=peer.device.their_stream, seq=9, kind="bericht")
    data = sealed(header, body, bram.keys, [ans.keys.public])
    drop_in(town, data, header, reader=ans.device_id)
    report = ans.share(town.mailbox)
    assert not report.wiped
    assert ans.counts()


def test_a_device_cannot_say_that_it_was_wiped_when_nobody_asked(town: Town, ans: Side) -> None:
    body = {"ops": [], "notices": [{"id": "n1", "type": "wiped", "data": {"dossiers": 3}}]}
    forge(town, ans, body=body, kind="bericht")
    town.register.share(town.mailbox)
    assert known(town, ans).wipe == ""


def test_a_register_is_never_wiped_by_a_device(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING)
    town.everybody()
    body = {"ops": [], "notices": [{"id": "n1", "type": "wipe", "data": {}}]}
    forge(town, ans, body=body, kind="bericht")
    assert not town.register.share(town.mailbox).wiped
    assert town.register.person(dossier) is not None


@pytest.mark.parametrize(
    "notice",
    [
        {},
        {"id": "n1"},
        {"id": "../x", "type": "wipe"},
        {"id": "n1", "type": "WIPE"},
        "wipe",
        5,
        {"id": "n1", "type": "wipe", "data": {"x": "x" * 50_000}},
    ],
)
def test_a_notice_that_is_none_changes_nothing(notice: object) -> None:
    from app.crypto import canonical

    assert batches.decode(canonical.encode({"notices": [notice]})).notices == ()


def test_a_notice_of_a_later_version_is_passed_over(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING)
    body = {"ops": [], "notices": [{"id": "n1", "type": "zing", "data": {}}]}
    forge(town, ans, body=body, kind="bericht")
    town.everybody()
    assert town.register.person(dossier) is not None


def test_a_notice_that_got_lost_comes_again(town: Town, ans: Side) -> None:
    from sync import notices

    ans.client(BEGELEIDING)
    town.everybody()
    with town.register.store.write() as uow:
        notices.queue(uow, ans.device_id, Notice("n1", "zing", {}))
        uow.commit()
    before = set(town.mailbox.files)
    town.register.share(town.mailbox)
    (name,) = set(town.mailbox.files) - before
    data = town.mailbox.files.pop(name)
    town.register.share(town.mailbox)
    assert town.mailbox.files[name] == data
    town.everybody()
    with town.register.store.read() as reading:
        assert reading.setting(f"sync.berichten.{ans.device_id}") == []


def test_after_a_wipe_no_word_of_a_client_is_left_in_any_table(town: Town, ans: Side) -> None:
    if not hasattr(ans.store, "verify"):
        pytest.skip("only a real store has tables")
    dossier = ans.client(BEGELEIDING, achternaam="Merkteken", bijzonderheden="Merkteken")
    ans.visit(dossier, "Merkteken", aantekening="Merkteken")
    town.everybody()
    ans.visit(dossier, "Merkteken")
    ans.client(achternaam="Merkteken")
    with ans.store.write() as uow:
        uow.save_draft("contact:x", dossier, {"samenvatting": "Merkteken"})
        uow.commit()
    town.forget_device(ans.device_id, wipe=True)
    town.register.share(town.mailbox)
    assert ans.share(town.mailbox).wiped
    connection = ans.store._connection
    names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
    for name in names:
        rows = connection.exec_driver_sql(f'SELECT * FROM "{name}"').all()
        assert not [row for row in rows if "merkteken" in repr(row).lower()], name
    assert ans.store.verify().ok


# -- the lease


def away(town: Town, ans: Side, days: int) -> None:
    """A round without anything from the register, some days later."""
    ans.clock.moment += timedelta(days=days)
    empty = type(town.mailbox)()
    ans.share(empty)


def test_after_thirty_days_it_warns_and_days_later_clears_what_is_safe_elsewhere(
    town: Town, ans: Side
) -> None:
    dossier = ans.client(BEGELEIDING)
    visit = ans.visit(dossier, aantekening="")
    town.everybody()
    assert ans.stand(visit) is Deelstand.VERWERKT
    away(town, ans, 31)
    with ans.store.read() as reading:
        assert lease.state(reading).warned_op is not None
    assert ans.get(Contactmoment, visit) is not None
    away(town, ans, 4)
    assert ans.get(Contactmoment, visit) is None
    # And when the register is heard again, it all comes back.
    town.everybody(3)
    assert ans.get(Contactmoment, visit) is not None
    with ans.store.read() as reading:
        assert lease.state(reading).warned_op is None


def test_what_is_unsent_or_private_is_never_cleared(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING)
    private = ans.visit(dossier, aantekening="Alleen voor mij.")
    sent = ans.visit(dossier, aantekening="")
    town.everybody()
    unsent = ans.visit(dossier, "Nog niet verzonden.")
    with ans.store.write() as uow:
        uow.put_setting("mailbox.adres", "")
        uow.commit()
    away(town, ans, 31)
    away(town, ans, 4)
    assert ans.get(Contactmoment, private).aantekening == "Alleen voor mij."
    assert ans.get(Contactmoment, unsent) is not None
    assert ans.person(dossier) is not None
    assert ans.get(Contactmoment, sent) is None


def test_a_clock_that_jumps_and_comes_back_clears_nothing(town: Town, ans: Side) -> None:
    visit = ans.visit(ans.client(BEGELEIDING), aantekening="")
    town.everybody()
    away(town, ans, 730)
    away(town, ans, -730)
    away(town, ans, 1)
    assert ans.get(Contactmoment, visit) is not None
    with ans.store.read() as reading:
        assert lease.state(reading).warned_op is None
