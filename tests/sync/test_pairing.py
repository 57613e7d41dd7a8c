"""Pairing with files: a token that works once, fingerprints that agree, and nothing that a thief can do with either."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from typing import Any

import pytest

from app.crypto.identity import OEFENSLEUTEL, PublicIdentity
from app.faults import Fault, FaultKind
from app.ports import REGISTER, DeviceStatus, Rol
from sync import pairing
from tests.sync.town import BEGELEIDING, Side, Town, keys_of


def invite(town: Town, **more: Any) -> bytes:
    register = town.register
    return pairing.invite(register.store, register.keys, register.clock, register.ids, **more)


def join(side: Side, data: bytes) -> bytes:
    return pairing.join(side.store, side.keys, side.clock, side.ids, pairing.read_invitation(data))


def admit(town: Town, answer: bytes) -> Any:
    register = town.register
    read = pairing.read_answer(register.store, register.keys, answer)
    return pairing.admit(register.store, register.keys, register.clock, read)


def fault_of(work: Any) -> FaultKind:
    with pytest.raises(Fault) as caught:
        work()
    assert caught.value.sentence and caught.value.next_step
    return caught.value.kind


def test_an_invitation_says_who_invites(town: Town) -> None:
    found = pairing.read_invitation(invite(town, mailbox="folder:/gedeeld"))
    assert (found.organisatie, found.naam, found.mailbox) == ("Lijnhuis", "Cora", "folder:/gedeeld")
    assert found.register == town.register.keys.public
    assert found.practice is True
    assert len(found.vingerafdruk.split()) == 6


def test_both_sides_read_the_same_digits(town: Town) -> None:
    ans = town.side("Ans")
    invitation = pairing.read_invitation(invite(town))
    here = pairing.fingerprints(ans.keys, invitation.register)
    answer = pairing.read_answer(town.register.store, town.register.keys, join(ans, invite(town)))
    there = pairing.fingerprints(town.register.keys, answer.identity)
    assert here.samen == there.samen
    assert (here.eigen, here.ander) == (there.ander, there.eigen)


def test_after_admitting_they_can_share(town: Town) -> None:
    ans = town.side("Ans", Rol.BEGELEIDER)
    device = admit(town, join(ans, invite(town)))
    assert (device.naam, device.rol, device.status) == ("Ans", Rol.BEGELEIDER, DeviceStatus.TOEGELATEN)
    assert device.device_id == ans.device_id
    with ans.store.read() as reading:
        register = reading.ledger.device(REGISTER)
    assert (register.stream, register.their_stream) == (device.their_stream, device.stream)
    assert PublicIdentity.from_bytes(register.identity) == town.register.keys.public
    dossier = ans.client(BEGELEIDING)
    town.everybody()
    assert town.register.person(dossier) is not None


def test_a_token_works_once(town: Town) -> None:
    data = invite(town)
    admit(town, join(town.side("Ans"), data))
    answer = join(town.side("Dief"), data)
    assert fault_of(lambda: admit(town, answer)) is pairing.UITNODIGING_GEBRUIKT
    with town.register.store.read() as reading:
        assert [device.naam for device in reading.ledger.devices()] == ["Ans"]


def test_the_same_answer_twice_admits_once(town: Town) -> None:
    answer = join(town.side("Ans"), invite(town))
    admit(town, answer)
    assert fault_of(lambda: admit(town, answer)) is pairing.UITNODIGING_GEBRUIKT


def test_an_invitation_ends(town: Town) -> None:
    answer = join(town.side("Ans"), invite(town, days=14))
    town.register.clock.move(days=14, seconds=1)
    assert fault_of(lambda: admit(town, answer)) is pairing.UITNODIGING_VERLOPEN


def test_a_withdrawn_invitation_is_worthless(town: Town) -> None:
    data = invite(town)
    answer = join(town.side("Ans"), data)
    pairing.withdraw_invitation(town.register.store, pairing.read_invitation(data).id)
    assert fault_of(lambda: admit(town, answer)) is pairing.UITNODIGING_ONBEKEND


def test_an_answer_for_another_register_is_of_no_use(town: Town) -> None:
    other = town.side("Dirk", Rol.COORDINATOR)
    data = pairing.invite(other.store, other.keys, other.clock, other.ids)
    answer = join(town.side("Ans"), data)
    assert fault_of(lambda: admit(town, answer)) is pairing.ANTWOORD_ONLEESBAAR


def test_nobody_can_answer_without_the_token(town: Town) -> None:
    data = invite(town)
    invitation = pairing.read_invitation(data)
    guess = replace(invitation, token=type(invitation.token)(bytes(20)))
    thief = town.side("Dief")
    answer = pairing.join(thief.store, thief.keys, thief.clock, thief.ids, guess)
    assert fault_of(lambda: admit(town, answer)) is pairing.ANTWOORD_BEWIJS
    assert admit(town, join(town.side("Ans"), data)).naam == "Ans"


def test_an_answer_cannot_be_made_somebody_elses(town: Town) -> None:
    answer = join(town.side("Ans"), invite(town))
    thief = keys_of("Dief").public.to_bytes()
    start = len(pairing.ANSWER_MAGIC)
    swapped = answer[:start] + thief + answer[start + len(thief) :]
    assert fault_of(lambda: admit(town, swapped)) is pairing.ANTWOORD_ONLEESBAAR


@pytest.mark.parametrize("at", [0, 9, 40, 400, 1200, -1, -65])
def test_a_changed_invitation_is_refused(town: Town, at: int) -> None:
    data = bytearray(invite(town))
    data[at] ^= 1
    assert fault_of(lambda: pairing.read_invitation(bytes(data))) is pairing.UITNODIGING_ONLEESBAAR


@pytest.mark.parametrize("size", [0, 5, 8, 100, 1000])
def test_a_short_invitation_is_refused(town: Town, size: int) -> None:
    assert fault_of(lambda: pairing.read_invitation(invite(town)[:size])) is pairing.UITNODIGING_ONLEESBAAR


@pytest.mark.parametrize("at", [0, 9, 40, 1000, 1400, 3000, -1])
def test_a_changed_answer_is_refused(town: Town, at: int) -> None:
    data = bytearray(join(town.side("Ans"), invite(town)))
    data[at] ^= 1
    kind = fault_of(lambda: admit(town, bytes(data)))
    assert kind in (pairing.ANTWOORD_ONLEESBAAR, OEFENSLEUTEL)
    with town.register.store.read() as reading:
        assert reading.ledger.devices() == ()


@pytest.mark.parametrize("junk", [b"", b"x", b"x" * 70_000, pairing.ANSWER_MAGIC, pairing.INVITATION_MAGIC])
def test_junk_is_no_answer_and_no_invitation(town: Town, junk: bytes) -> None:
    assert fault_of(lambda: admit(town, junk)) is pairing.ANTWOORD_ONLEESBAAR
    assert fault_of(lambda: pairing.read_invitation(junk)) is pairing.UITNODIGING_ONLEESBAAR


def test_an_invitation_of_a_newer_version_says_so(town: Town) -> None:
    data = invite(town)
    body = json.loads(data[len(pairing.INVITATION_MAGIC) : -64])
    body["v"] = 2
    from app.crypto import canonical
    from app.crypto.identity import sign

    payload = canonical.encode(body)
    made = pairing.INVITATION_MAGIC + payload + sign(town.register.keys, "invitation", payload)
    assert fault_of(lambda: pairing.read_invitation(made)) is pairing.UITNODIGING_NIEUWER


def test_practice_and_real_never_pair(town: Town) -> None:
    real = town.side("Echt", practice=False)
    data = invite(town)
    assert fault_of(lambda: join(real, data)) is OEFENSLEUTEL
    register = town.side("Real register", Rol.COORDINATOR, practice=False)
    made = pairing.invite(register.store, register.keys, register.clock, register.ids)
    answer = join(real, made)
    assert fault_of(lambda: admit(town, answer)) in (OEFENSLEUTEL, pairing.ANTWOORD_ONLEESBAAR)
    assert fault_of(lambda: join(town.side("Ans"), made)) is OEFENSLEUTEL


def test_a_device_belongs_to_one_register(town: Town) -> None:
    ans = town.device("Ans")
    other = town.side("Dirk", Rol.COORDINATOR)
    data = pairing.invite(other.store, other.keys, other.clock, other.ids)
    assert fault_of(lambda: join(ans, data)) is pairing.AL_GEKOPPELD


def test_joining_the_same_register_again_goes_on_in_the_same_stream(town: Town) -> None:
    ans = town.device("Ans")
    ans.client(BEGELEIDING)
    town.everybody()
    town.pair(ans)
    later = ans.client(BEGELEIDING)
    town.everybody()
    assert town.register.person(later) is not None


def test_a_revoked_device_is_not_admitted_again(town: Town) -> None:
    ans = town.device("Ans")
    town.forget_device(ans.device_id)
    assert fault_of(lambda: town.pair(ans)) is pairing.APPARAAT_IS_INGETROKKEN


def test_nobody_takes_over_the_stream_of_another(town: Town) -> None:
    ans = town.device("Ans")
    stream = town.peer(ans).device.stream
    thief = town.side("Dief")
    data = invite(town)
    answer = pairing.read_answer(town.register.store, town.register.keys, join(thief, data))
    stolen = replace(answer, stream=stream)
    register = town.register
    assert (
        fault_of(lambda: pairing.admit(register.store, register.keys, register.clock, stolen))
        is pairing.ANTWOORD_ONLEESBAAR
    )


def test_only_a_register_invites_and_only_a_device_joins(town: Town) -> None:
    ans = town.side("Ans")
    data = invite(town)
    assert fault_of(lambda: pairing.invite(ans.store, ans.keys, ans.clock, ans.ids)) is pairing.VERKEERDE_KANT
    assert fault_of(lambda: join(town.register, data)) is pairing.VERKEERDE_KANT
    answer = join(ans, data)
    assert fault_of(lambda: pairing.read_answer(ans.store, ans.keys, answer)) is pairing.VERKEERDE_KANT


def test_the_token_is_in_the_invitation_and_in_no_answer(town: Town) -> None:
    data = invite(town)
    token = pairing.read_invitation(data).token
    answer = join(town.side("Ans"), data)
    assert token.text().encode() in data
    assert bytes(token.raw) not in answer
    assert token.text().encode() not in answer
    assert base64.urlsafe_b64encode(bytes(token.raw)) not in answer
    assert b"Ans" not in answer


def test_devices_of_one_town_do_not_see_each_other(town: Town) -> None:
    ans, bram = town.device("Ans"), town.device("Bram")
    dossier = ans.client(BEGELEIDING)
    ans.visit(dossier)
    town.everybody(3)
    assert bram.counts() == {}
