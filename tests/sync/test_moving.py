"""A caseload goes from one volunteer to another on a stick: nothing lost, nothing that may not, once is once."""

from __future__ import annotations

import pytest

from app.crypto.identity import OEFENSLEUTEL
from app.domain.contactmomenten import Contactmoment
from app.faults import Fault
from sync import moving, signedfiles
from tests.sync.town import BEGELEIDING, GEZONDHEID, Side, Town


def give(ans: Side, bram: Side, *dossiers: str) -> moving.Handed:
    return moving.hand_over(ans.party, moving.read_card(ans.party, moving.card(bram.party)), dossiers)


def refused(call, *args) -> str:
    with pytest.raises(Fault) as caught:
        call(*args)
    return caught.value.code


def holders(town: Town, dossier: str) -> set[str]:
    with town.register.store.read() as reading:
        return set(reading.ledger.holders(dossier))


def test_a_dossier_goes_over_without_a_network_and_the_register_learns(
    town: Town, ans: Side, bram: Side
) -> None:
    dossier = ans.client(BEGELEIDING, telefoon="06-1")
    old = ans.visit(dossier, "Al verwerkt.", aantekening="")
    town.everybody()
    new = ans.visit(dossier, "Nog niet verzonden.", aantekening="")
    handed = give(ans, bram, dossier)
    assert ans.get(Contactmoment, old) is not None, "it stays until the receipt"
    assert moving.look(bram.party, handed.data).records == handed.records
    assert bram.counts() == {}
    _, receipt = moving.take_over(bram.party, handed.data)
    assert bram.get(Contactmoment, new).samenvatting == "Nog niet verzonden."
    moving.finish(ans.party, receipt)
    assert ans.get(Contactmoment, old) is None
    assert ans.get(Contactmoment, new) is None
    bram.share(town.mailbox)
    town.everybody(3)
    assert holders(town, dossier) == {bram.device_id}
    assert town.register.get(Contactmoment, new).samenvatting == "Nog niet verzonden."
    bram.edit(dossier, telefoon="06-2")
    town.everybody()
    assert town.register.person(dossier).telefoon == "06-2"
    assert ans.person(dossier) is None or ans.person(dossier).telefoon != "06-2"
    with town.register.store.read() as reading:
        assert reading.ledger.conflicts() == ()


def test_only_what_the_grounds_let_go(town: Town, ans: Side, bram: Side) -> None:
    dossier = ans.client(BEGELEIDING, huisarts="Zuid")
    signal = ans.signal(dossier)
    private = ans.visit(dossier, "Bezoek.", aantekening="Alleen van Ans.")
    handed = give(ans, bram, dossier)
    _, receipt = moving.take_over(bram.party, handed.data)
    assert bram.person(dossier).huisarts == ""
    assert bram.get(Contactmoment, private).aantekening == ""
    assert bram.counts().get("signaal", 0) == 0
    assert moving.finish(ans.party, receipt) > 0
    assert ans.get(Contactmoment, private).aantekening == "Alleen van Ans.", "what did not go is not erased"
    assert ans.counts()["signaal"] == 1, signal


def test_nothing_goes_without_any_ground(town: Town, ans: Side, bram: Side) -> None:
    dossier = ans.client()
    assert refused(give, ans, bram, dossier) == "niets-over-te-dragen"
    withdrawn = ans.client(GEZONDHEID)
    ans.withdraw(withdrawn, GEZONDHEID)
    assert refused(give, ans, bram, withdrawn) == "niets-over-te-dragen"


def test_what_was_changed_after_the_file_was_made_stays(town: Town, ans: Side, bram: Side) -> None:
    dossier = ans.client(BEGELEIDING, telefoon="06-1")
    ans.visit(dossier, aantekening="")
    handed = give(ans, bram, dossier)
    _, receipt = moving.take_over(bram.party, handed.data)
    ans.edit(dossier, telefoon="06-9")
    moving.finish(ans.party, receipt)
    assert ans.person(dossier).telefoon == "06-9"


def test_twice_is_once(town: Town, ans: Side, bram: Side) -> None:
    dossier = ans.client(BEGELEIDING)
    ans.visit(dossier, aantekening="")
    town.everybody()
    handed = give(ans, bram, dossier)
    _, first = moving.take_over(bram.party, handed.data)
    before = bram.counts()
    _, second = moving.take_over(bram.party, handed.data)
    assert (first, bram.counts()) == (second, before)
    moving.finish(ans.party, first)
    assert refused(moving.finish, ans.party, second) == "ontvangst-onbekend"
    town.everybody(3)
    # Back to Ans; the first statement that comes again changes nothing.
    back = give(bram, ans, dossier)
    _, receipt = moving.take_over(ans.party, back.data)
    moving.finish(bram.party, receipt)
    town.everybody(3)
    assert holders(town, dossier) == {ans.device_id}
    with bram.store.write() as uow:
        from sync import notices
        from sync.batches import Notice

        notices.queue(uow, "register", Notice("andere", "transfer", {"statement": "onzin"}))
        uow.commit()
    town.everybody(3)
    assert holders(town, dossier) == {ans.device_id}


def test_nobody_else_can_open_or_forge_it(town: Town, ans: Side, bram: Side) -> None:
    carla = town.device("Carla")
    dossier = ans.client(BEGELEIDING)
    handed = give(ans, bram, dossier)
    assert refused(moving.look, carla.party, handed.data) == "dossierbestand-voor-ander"
    for at in range(0, len(handed.data), max(1, len(handed.data) // 60)):
        data = bytearray(handed.data)
        data[at] ^= 1
        with pytest.raises(Fault):
            moving.look(bram.party, bytes(data))
    for cut in (0, 7, 1_000, len(handed.data) - 1):
        with pytest.raises(Fault):
            moving.look(bram.party, handed.data[:cut])
    assert refused(moving.look, bram.party, handed.data + b"\x00") == "dossierbestand-onleesbaar"
    receipt = signedfiles.write(
        signedfiles.RECEIPT, {"id": handed.id, "digest": "ab" * 32, "records": 1}, carla.keys
    )
    assert refused(moving.finish, ans.party, receipt) == "ontvangst-onbekend"
    assert ans.person(dossier) is not None
    assert refused(moving.finish, ans.party, b"troep") == "ontvangst-onleesbaar"
    assert refused(moving.read_card, ans.party, b"troep") == "kaart-onleesbaar"


def test_practice_and_real_never_meet(town: Town, ans: Side) -> None:
    real = Town(town.make_store, practice=False)
    echt = real.device("Echt")
    assert refused(moving.read_card, ans.party, moving.card(echt.party)) == OEFENSLEUTEL.code
    bram = real.device("Bram")
    handed = give(echt, bram, echt.client(BEGELEIDING))
    assert refused(moving.look, ans.party, handed.data) == OEFENSLEUTEL.code


def test_only_between_devices_of_one_gemeente(town: Town, ans: Side) -> None:
    loose = town.side("Los")
    assert refused(moving.card, loose.party) == "niet-gekoppeld"
    other = signedfiles.write(
        signedfiles.CARD,
        {
            "identity": signedfiles.to_text(loose.party.me.to_bytes()),
            "naam": "Los",
            "register": "oefen-ander",
        },
        loose.keys,
    )
    assert refused(moving.read_card, ans.party, other) == "andere-gemeente"


def test_a_revoked_device_hands_nothing_over(town: Town, ans: Side, bram: Side) -> None:
    dossier = ans.client(BEGELEIDING)
    town.everybody()
    handed = give(ans, bram, dossier)
    town.forget_device(ans.device_id)
    moving.take_over(bram.party, handed.data)
    town.everybody(2)
    assert bram.device_id not in holders(town, dossier)


def test_a_device_cannot_hand_over_what_it_does_not_hold(town: Town, ans: Side, bram: Side) -> None:
    carla = town.device("Carla")
    dossier = ans.client(BEGELEIDING)
    town.everybody()
    # Bram signs that he hands Ans's dossier to Carla.
    value = {
        "id": "t-1",
        "register": town.register.device_id,
        "from": bram.device_id,
        "to": carla.device_id,
        "dossiers": [dossier],
        "at": "2026-11-22T10:00:00+00:00",
        "parts": 1,
    }
    from sync import notices
    from sync.batches import Notice

    statement = signedfiles.to_text(signedfiles.write(signedfiles.STATEMENT, value, bram.keys))
    with carla.store.write() as uow:
        notices.queue(uow, "register", Notice("t-1", "transfer", {"statement": statement}))
        uow.commit()
    town.everybody(2)
    assert holders(town, dossier) == {ans.device_id}
