"""A register or device that was put back in time: noticed by the other side, and mended without anybody's hand."""

from __future__ import annotations

from typing import Any

from app.domain.contactmomenten import Contactmoment
from app.domain.inburgeraar import Inburgeraar
from app.domain.ops import Deelstand
from app.domain.toestemmingen import Toestemming
from tests.sync.town import BEGELEIDING, GEZONDHEID, Side, Town


def put_back(town: Town) -> Side:
    """A copy of the register as it is now, to be its future self later."""
    return town.clone(town.register)


def resettle(town: Town, old: Side) -> None:
    """The register as it was is restored from the menu, and everybody goes on."""
    with old.store.write() as uow:
        uow.put_setting("incarnatie", 1)
        uow.commit()
    town.sides["Cora"] = town.register = old
    town.everybody(4)


def same(town: Town, ans: Side, dossier: str) -> tuple[Any, Any]:
    return town.register.person(dossier), ans.person(dossier)


def test_a_restored_register_gets_back_what_it_had_acknowledged(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING, telefoon="06-1")
    town.everybody()
    old = put_back(town)
    ans.edit(dossier, telefoon="06-2")
    visit = ans.visit(dossier, "Na de reservekopie.")
    town.everybody()
    assert ans.stand(visit) is Deelstand.VERWERKT
    # The mailbox was cleaned meanwhile: nobody but the device has it.
    town.mailbox.files.clear()
    resettle(town, old)
    assert town.register.get(Contactmoment, visit).samenvatting == "Na de reservekopie."
    assert town.register.person(dossier).telefoon == "06-2"
    assert town.register.counts()["contactmoment"] == 1
    town.register.edit(dossier, telefoon="06-3")
    town.everybody()
    assert ans.person(dossier).telefoon == "06-3", "what it writes now is new to everybody"


def test_a_restored_register_with_the_mailbox_still_there(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING)
    town.everybody()
    old = put_back(town)
    visits = [ans.visit(dossier, f"Bezoek {n}") for n in range(3)]
    town.everybody()
    resettle(town, old)
    assert all(town.register.get(Contactmoment, visit) for visit in visits)
    assert town.register.counts()["contactmoment"] == 3


def test_a_withdrawal_reaches_a_restored_register_again(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING, GEZONDHEID, huisarts="Zuid")
    signal = ans.signal(dossier)
    town.everybody()
    old = put_back(town)
    ans.withdraw(dossier, GEZONDHEID)
    town.everybody()
    town.mailbox.files.clear()
    resettle(town, old)
    assert town.register.counts().get("signaal", 0) == 0, signal
    assert town.register.person(dossier).huisarts == ""


def test_what_the_register_itself_wrote_after_the_restore_is_no_old_news(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING, telefoon="06-1", email="a@voorbeeld.nl")
    town.everybody()
    old = put_back(town)
    for number in range(3):
        ans.edit(dossier, telefoon=f"06-{number}")
        town.everybody()
    town.mailbox.files.clear()
    old.edit(dossier, email="b@voorbeeld.nl")
    resettle(town, old)
    there, here = same(town, ans, dossier)
    assert there.telefoon == here.telefoon == "06-2"
    assert there.email == here.email


def test_a_restored_device_gets_back_what_it_had_acknowledged(town: Town, ans: Side, bram: Side) -> None:
    dossier = ans.client(BEGELEIDING, telefoon="06-1")
    town.everybody()
    with town.register.store.write() as uow:
        uow.ledger.add_to_caseload(bram.device_id, dossier)
        uow.ledger.offer_again(bram.device_id, {dossier})
        uow.commit()
    town.everybody()
    old = town.clone(bram)
    ans.edit(dossier, telefoon="06-2")
    town.everybody()
    assert bram.person(dossier).telefoon == "06-2"
    town.mailbox.files.clear()
    town.sides["Bram"] = old
    ans.edit(dossier, email="c@voorbeeld.nl")
    town.everybody(4)
    assert old.person(dossier).email == "c@voorbeeld.nl"
    assert old.person(dossier).telefoon == "06-2", "the register offered its caseload again"


def test_a_restore_from_the_menu_is_noticed_before_anything_is_said(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING)
    town.everybody()
    old = put_back(town)
    town.everybody()
    with old.store.write() as uow:
        uow.put_setting("incarnatie", 1)
        uow.commit()
    rev = old.store.read().__enter__().ledger.record_revs(dossier)[0]
    report = old.share(town.mailbox)
    assert report.sent.new_epochs == 1
    with old.store.read() as reading:
        assert reading.ledger.record_revs(dossier)[0] > rev + 1000
    assert old.share(town.mailbox).sent.new_epochs == 0, "once"


def test_a_new_holder_gets_the_whole_dossier(town: Town, ans: Side, bram: Side) -> None:
    dossier = ans.client(BEGELEIDING)
    visit = ans.visit(dossier, "Kennismaking.", aantekening="Alleen van Ans.")
    town.everybody()
    with town.register.store.write() as uow:
        uow.ledger.add_to_caseload(bram.device_id, dossier)
        uow.ledger.offer_again(bram.device_id, {dossier})
        uow.commit()
    town.everybody()
    assert bram.person(dossier) == town.register.person(dossier)
    assert bram.get(Contactmoment, visit).samenvatting == "Kennismaking."
    assert bram.get(Contactmoment, visit).aantekening == ""
    with bram.store.read() as reading:
        assert reading.of_dossier(Toestemming, dossier)
        assert reading.ledger.facts().unsent == 0
    assert bram.get(Inburgeraar, dossier) is not None


def test_nothing_is_offered_twice(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING)
    ans.visit(dossier)
    town.everybody()
    before = town.register.counts()
    for _ in range(3):
        with ans.store.write() as uow:
            uow.ledger.offer_again("register")
            uow.commit()
        town.everybody()
    assert town.register.counts() == before
    with town.register.store.read() as reading:
        assert reading.ledger.conflicts() == ()


def test_an_old_answer_that_comes_late_restarts_nothing(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING)
    ans.share(town.mailbox)
    town.register.share(town.mailbox, apply_imports=True)
    names = [name for name in town.mailbox.files if name.startswith(f"v1/{ans.device_id}")]
    late = {name: town.mailbox.files.pop(name) for name in names}
    for _ in range(3):
        ans.visit(dossier)
        ans.share(town.mailbox)
        town.register.share(town.mailbox, apply_imports=True)
    ans.share(town.mailbox)
    town.mailbox.files.update(late)
    report = ans.share(town.mailbox)
    assert report.sent.new_epochs == 0


def test_junk_under_a_low_number_makes_nobody_start_over(town: Town, ans: Side) -> None:
    from sync import layout

    dossier = ans.client(BEGELEIDING)
    town.everybody()
    stream = town.peer(ans).device.stream
    name = layout.batch_name(town.register.device_id, stream, 3, 500, "f" * 64)
    town.mailbox.files[name] = b"troep"
    ans.visit(dossier)
    for _ in range(3):
        town.register.share(town.mailbox, apply_imports=True)
        assert ans.share(town.mailbox).sent.new_epochs == 0


def test_a_register_that_was_put_back_without_a_word_is_found_out_at_the_next_message(
    town: Town, ans: Side
) -> None:
    dossier = ans.client(BEGELEIDING, telefoon="06-1")
    town.everybody()
    old = put_back(town)
    visits = [ans.visit(dossier, f"Bezoek {n}") for n in range(2)]
    town.everybody()
    ans.edit(dossier, telefoon="06-2")
    town.everybody()
    town.mailbox.files.clear()
    town.sides["Cora"] = town.register = old
    last = ans.visit(dossier, "Daarna.")
    town.everybody(4)
    assert all(town.register.get(Contactmoment, visit) for visit in (*visits, last))
    assert town.register.person(dossier).telefoon == "06-2"


def test_or_when_it_says_something_itself(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING, telefoon="06-1")
    town.everybody()
    town.register.edit(dossier, email="a@voorbeeld.nl")
    town.everybody()
    old = put_back(town)
    ans.edit(dossier, telefoon="06-2")
    town.register.edit(dossier, email="b@voorbeeld.nl")
    town.everybody()
    town.mailbox.files.clear()
    town.sides["Cora"] = town.register = old
    old.edit(dossier, email="c@voorbeeld.nl")
    town.everybody(5)
    assert old.person(dossier).telefoon == "06-2"
    assert old.person(dossier).email == ans.person(dossier).email
