"""The register's keys: renewed with overlap, shared with a second coordinator, guarded by a key on paper."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.crypto import envelope
from app.crypto.escrow import OrganisationSeed, combine_shares, split_seed
from app.crypto.identity import OEFENSLEUTEL, DeviceKeys
from app.domain.contactmomenten import Contactmoment
from app.faults import Fault
from sync import layout, notices, ring
from sync.batches import Notice
from tests.sync.town import BEGELEIDING, Side, Town, fake_maker, keys_of

SEED = OrganisationSeed(bytes(range(32)))


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """The ring lives in settings alone: what keeps them makes no difference here."""
    return Town(fake_maker(tmp_path))


def change(town: Town, how: Any, *args: Any) -> Any:
    with town.register.store.write() as uow:
        done = how(town.register.party, uow, *args)
        uow.commit()
    return done


def ring_of(side: Side) -> ring.Ring:
    with side.store.read() as reading:
        found = ring.known_to(reading, practice=side.keys.practice)
    assert found is not None
    return found


def said(side: Side, found: Any) -> None:
    """What the register would send, straight to the device's ears."""
    from sync.party import peers

    with side.store.write() as uow:
        (peer,) = peers(uow)
        plain = found if isinstance(found, dict) else found.as_plain()
        ring.learn(side.party, peer, uow, Notice("n", ring.RING, plain))
        uow.commit()


def sealed_to(town: Town, side: Side, reader: DeviceKeys) -> bool:
    """Whether the newest batch of a device can be opened with these keys."""
    stream = town.peer(side).device.stream
    names = [
        name for name in town.mailbox.files if (place := layout.parse_name(name)) and place.stream == stream
    ]
    try:
        envelope.open_envelope(town.mailbox.files[max(names)], reader, lambda _: side.keys.public)
    except envelope.EnvelopeRejected:
        return False
    return True


def test_a_renewed_sealing_key_reaches_the_devices_and_the_old_one_still_opens(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING)
    town.everybody()
    under_way = ans.visit(dossier, "Verzegeld voor de oude sleutel.")
    ans.share(town.mailbox)
    old = town.register.keys
    town.register = town.sides["Cora"] = replace(town.register, keys=change(town, ring.renew))
    town.everybody()
    assert town.register.get(Contactmoment, under_way) is not None
    assert ring_of(ans).version == 1
    later = ans.visit(dossier, "Voor de nieuwe sleutel.")
    ans.share(town.mailbox)
    assert not sealed_to(town, ans, old)
    assert sealed_to(town, ans, town.register.keys)
    town.everybody()
    assert town.register.get(Contactmoment, later) is not None
    assert town.register.keys.device_id == old.device_id


def test_a_second_coordinator_is_a_second_recipient_until_dropped(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING)
    town.everybody()
    second = keys_of("Loes", town.practice)
    ans.visit(dossier)
    ans.share(town.mailbox)
    assert not sealed_to(town, ans, second)
    change(town, ring.admit_reader, second.public, "Loes")
    town.everybody()
    ans.visit(dossier)
    ans.share(town.mailbox)
    assert sealed_to(town, ans, second) and sealed_to(town, ans, town.register.keys)
    change(town, ring.drop_reader, second.device_id)
    town.everybody()
    ans.visit(dossier)
    ans.share(town.mailbox)
    assert not sealed_to(town, ans, second)
    town.everybody()
    assert town.register.counts()["contactmoment"] == 3


def test_a_device_that_is_admitted_later_learns_the_ring(town: Town, ans: Side) -> None:
    second = keys_of("Loes", town.practice)
    change(town, ring.admit_reader, second.public, "Loes")
    bram = town.device("Bram")
    bram.client(BEGELEIDING)
    town.everybody()
    assert ring_of(bram).of(second.device_id) is not None


def test_the_root_on_paper_guards_who_comes_and_goes(town: Town, ans: Side) -> None:
    change(town, ring.set_root, SEED)
    town.everybody()
    assert ring_of(ans).root is not None
    second = keys_of("Loes", town.practice)
    with pytest.raises(Fault) as caught:
        change(town, ring.admit_reader, second.public, "Loes")
    assert caught.value.kind is ring.HOOFDSLEUTEL_NODIG
    with pytest.raises(Fault):
        change(town, ring.admit_reader, second.public, "Loes", OrganisationSeed(bytes(32)))
    papers = split_seed(SEED)
    change(town, ring.admit_reader, second.public, "Loes", combine_shares(papers[1:]))
    town.everybody()
    assert ring_of(ans).of(second.device_id) is not None
    # Renewing one's own sealing key needs no paper.
    town.register = town.sides["Cora"] = replace(town.register, keys=change(town, ring.renew))
    town.everybody()
    assert ring_of(ans).version == 3


def made(town: Town, known: ring.Ring, *signers: DeviceKeys, **changes: Any) -> ring.Ring:
    return ring._signed(replace(known, version=known.version + 1, **changes), *signers)


@pytest.mark.parametrize(
    "case",
    ["unsigned", "stranger", "replayed", "other-register", "practice", "older-key", "root-gone", "cut"],
)
def test_a_ring_that_does_not_follow_changes_nothing(town: Town, ans: Side, case: str) -> None:
    change(town, ring.set_root, SEED)
    town.register = town.sides["Cora"] = replace(town.register, keys=change(town, ring.renew))
    town.everybody()
    known, cora, stranger = ring_of(ans), town.register.keys, keys_of("Vreemdeling", town.practice)
    more = (*known.members, ring.Member(identity=stranger.public, naam="X"))
    if case == "practice":
        real = keys_of("Echt", practice=not town.practice)
        bad: Any = made(town, known, cora, members=(ring.Member(identity=real.public, naam="X"),))
    else:
        bad = {
            "unsigned": lambda: made(town, known, members=more),
            "stranger": lambda: made(town, known, stranger, members=more),
            "replayed": lambda: replace(made(town, known, cora), version=known.version),
            "other-register": lambda: made(town, known, cora, register=stranger.device_id),
            "older-key": lambda: made(
                town, known, cora, members=(ring.Member(identity=keys_of("Cora").public, naam="Cora"),)
            ),
            "root-gone": lambda: made(town, known, cora, root=None),
            "cut": lambda: {"ring": "AAAA", "signatures": []},
        }[case]()
    said(ans, bad)
    assert ring_of(ans) == known


def test_practice_keys_are_refused_by_a_real_register_and_the_other_way_round(town: Town) -> None:
    for practice in (True, False):
        place = Town(town.make_store, practice=practice)
        other = keys_of("Loes", practice=not practice)
        with pytest.raises(Fault) as caught:
            change(place, ring.admit_reader, other.public, "Loes")
        assert caught.value.kind is OEFENSLEUTEL


def test_a_device_cannot_change_the_ring_of_its_register(town: Town, ans: Side) -> None:
    stranger = keys_of("Vreemdeling", town.practice)
    known = ring_of(ans)
    bad = made(town, known, ans.keys, members=(ring.Member(identity=stranger.public, naam="X"),))
    with ans.store.write() as uow:
        notices.queue(uow, "register", Notice("n", ring.RING, bad.as_plain()))
        uow.commit()
    town.everybody()
    with town.register.store.read() as reading:
        assert ring.own(town.register.party, reading).version == 0


def test_the_register_keeps_its_own_key(town: Town) -> None:
    with pytest.raises(Fault) as caught:
        change(town, ring.drop_reader, town.register.device_id)
    assert caught.value.kind is ring.LAATSTE_LEZER
