"""What a coordinator decides, from two devices to the register and back: versions, doubles, what was set aside."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.contactmomenten import Contactmoment
from app.domain.ops import Deelstand
from app.faults import Fault
from app.services import beslissen, besluiten
from app.services.besluiten import Kant
from sync import incoming
from tests.sync.test_chains import sent_names, take
from tests.sync.test_two_people import shared_dossier
from tests.sync.town import BEGELEIDING, Side, Town, real_maker


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """On the real store alone: what a person decides is read back out of it."""
    maker = real_maker(tmp_path)
    yield Town(maker)
    for store in maker.made:
        store.close()


@pytest.fixture
def dossier(town: Town, ans: Side, bram: Side) -> str:
    return shared_dossier(town, ans, bram)


def quarrel(town: Town, ans: Side, bram: Side, dossier: str) -> None:
    ans.edit(dossier, telefoon="06-ans")
    bram.edit(dossier, telefoon="06-bram")
    ans.share(town.mailbox)
    town.register.share(town.mailbox, apply_imports=True)
    bram.share(town.mailbox)
    town.register.share(town.mailbox, apply_imports=True)


def open_now(town: Town) -> besluiten.Besluiten:
    return besluiten.show(town.register.store, town.register.clock.now())


@pytest.mark.parametrize(("kant", "stands"), [(Kant.ONZE, "06-ans"), (Kant.HUNNE, "06-bram")])
def test_what_the_coordinator_chooses_stands_everywhere(
    town: Town, ans: Side, bram: Side, dossier: str, kant: Kant, stands: str
) -> None:
    quarrel(town, ans, bram, dossier)
    (verschil,) = open_now(town).verschillen
    (veld,) = verschil.velden
    assert (veld.veld, veld.onze, veld.hunne) == ("Telefoon", "06-ans", "06-bram")
    assert (veld.onze_door, veld.hunne_door) == ("Ans", "Bram") and veld.geldt is Kant.HUNNE
    assert bram.stand(dossier) is not Deelstand.VERWERKT
    beslissen.settle(town.register.store, town.register.clock, {veld.id: kant})
    town.everybody()
    town.everybody()
    assert {side.person(dossier).telefoon for side in (ans, bram, town.register)} == {stands}
    assert bram.stand(dossier) is ans.stand(dossier) is Deelstand.VERWERKT
    after = open_now(town)
    assert after.aantal == 0 and stands in after.geschiedenis[0].wat


def test_a_decision_is_taken_once(town: Town, ans: Side, bram: Side, dossier: str) -> None:
    quarrel(town, ans, bram, dossier)
    (verschil,) = open_now(town).verschillen
    beslissen.settle(town.register.store, town.register.clock, {verschil.velden[0].id: Kant.ONZE})
    with pytest.raises(Fault) as refused:
        beslissen.settle(town.register.store, town.register.clock, {verschil.velden[0].id: Kant.HUNNE})
    assert refused.value.kind is beslissen.AL_BESLOTEN


def two_dossiers(town: Town, ans: Side, bram: Side) -> tuple[str, str]:
    one = ans.client(BEGELEIDING, voornamen="Mohammed", achternaam="Karimi", geboortedatum="1990-03-12")
    other = bram.client(BEGELEIDING, voornamen="Karimi", achternaam="Muhamad", geboortedatum="1990-03-12")
    ans.visit(one, "Fietsles gehad.")
    bram.visit(other, "Naar de bibliotheek geweest.")
    town.everybody()
    return one, other


def summaries(side: Side, dossier: str) -> set[str]:
    with side.store.read() as reading:
        return {each.samenvatting for each in reading.of_dossier(Contactmoment, dossier)}


def test_a_double_is_proposed_merged_and_undone(town: Town, ans: Side, bram: Side) -> None:
    one, other = two_dossiers(town, ans, bram)
    register = town.register
    (dubbel,) = open_now(town).dubbelen
    assert {dubbel.een.dossier_id, dubbel.ander.dossier_id} == {one, other}
    assert any("geboortedatum" in words for words in dubbel.redenen)
    with pytest.raises(Fault) as refused:
        beslissen.merge(register.store, register.clock, register.ids, one, other, "  ")
    assert refused.value.kind is beslissen.REDEN_ONTBREEKT
    beslissen.merge(register.store, register.clock, register.ids, one, other, "Zelfde foto op het pasje.")
    both = {"Fietsles gehad.", "Naar de bibliotheek geweest."}
    assert summaries(register, one) == summaries(register, other) == both
    assert not open_now(town).dubbelen
    # A device sees only what it holds: the merge is the coordinator's.
    town.everybody()
    assert summaries(ans, one) == {"Fietsles gehad."} and not summaries(ans, other)
    (taken,) = open_now(town).geschiedenis
    assert taken.kan_terug
    beslissen.undo(register.store, register.clock, taken.id)
    assert summaries(register, one) == {"Fietsles gehad."}
    assert len(open_now(town).dubbelen) == 1


def test_two_people_stay_two_people(town: Town, ans: Side, bram: Side) -> None:
    one, other = two_dossiers(town, ans, bram)
    register = town.register
    beslissen.keep_apart(
        register.store, register.clock, register.ids, one, other, "Broers, beiden gesproken."
    )
    assert not open_now(town).dubbelen
    assert summaries(register, one) == {"Fietsles gehad."}


def test_of_a_merged_person_the_narrower_consent_counts(town: Town, ans: Side, bram: Side) -> None:
    one, other = two_dossiers(town, ans, bram)
    register = town.register
    beslissen.merge(register.store, register.clock, register.ids, one, other, "Zelfde persoon.")
    ans.visit(one, "Nog een keer gefietst.")
    town.everybody()
    assert "Nog een keer gefietst." in summaries(register, one)
    bram.withdraw(other, BEGELEIDING)
    town.everybody()
    later = ans.visit(one, "Dit mag niet meer.")
    town.everybody()
    assert "Dit mag niet meer." not in summaries(register, one)
    assert ans.stand(later) is Deelstand.GEWEIGERD


def test_what_was_set_aside_is_tried_again(town: Town, ans: Side, dossier: str) -> None:
    """The register refused a visit for a dossier of another's caseload; it is given to the device, and tried again."""
    register = town.register
    with register.store.write() as uow:
        uow.ledger.remove_from_caseload(ans.device_id, dossier)
        uow.commit()
    visit = ans.visit(dossier, "Ondertussen gefietst.")
    ans.share(town.mailbox)
    register.share(town.mailbox, apply_imports=True)
    (apart,) = open_now(town).apart
    assert apart.afzender == "Ans" and "toegewezen" in apart.reden
    assert incoming.retry(register.party, {apart.op_id}).rows
    assert len(open_now(town).apart) == 1
    with register.store.write() as uow:
        uow.ledger.add_to_caseload(ans.device_id, dossier)
        uow.commit()
    incoming.retry(register.party, {apart.op_id})
    assert not open_now(town).apart
    assert "Ondertussen gefietst." in summaries(register, dossier)
    town.everybody()
    assert ans.stand(visit) is Deelstand.VERWERKT
    # Once more does nothing.
    assert not incoming.retry(register.party, {apart.op_id}).rows


def test_a_part_that_never_comes_may_be_passed_over_after_five_days(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING, telefoon="06-1")
    town.everybody()
    ans.edit(dossier, telefoon="06-2")
    ans.share(town.mailbox)
    ans.edit(dossier, telefoon="06-3")
    ans.share(town.mailbox)
    take(town, sent_names(town, ans)[-2])
    town.register.share(town.mailbox, apply_imports=True)
    (wacht,) = open_now(town).wachtend
    assert not wacht.mag_door and open_now(town).aantal == 0
    town.register.clock.move(days=5)
    (wacht,) = open_now(town).wachtend
    assert wacht.mag_door and wacht.afzender == "Ans" and open_now(town).aantal == 1
    town.register.apply(force={wacht.digest})
    assert not open_now(town).wachtend
    assert town.register.person(dossier).telefoon == "06-3"
