"""Two people, one dossier: by field, nothing overwritten in silence, and all replicas come to the same."""

from __future__ import annotations

from typing import Any

import pytest

from app.domain.inburgeraar import Inburgeraar
from app.domain.ops import Deelstand
from app.domain.toestemmingen import Toestemming
from sync.reports import Outcome
from tests.sync.town import BEGELEIDING, Side, Town


@pytest.fixture
def dossier(town: Town, ans: Side, bram: Side) -> str:
    """A dossier that both devices hold, the same everywhere."""
    return shared_dossier(town, ans, bram)


def shared_dossier(town: Town, ans: Side, bram: Side) -> str:
    made = ans.client(BEGELEIDING, telefoon="06-0", email="oud@voorbeeld.nl", adres="Dorpsstraat 1")
    town.everybody()
    with town.register.store.write() as uow:
        uow.ledger.add_to_caseload(bram.device_id, made)
        uow.commit()
    # Whoever gets a dossier gets it whole: each field touched once by the one who has it.
    ans.edit(made, telefoon="06-1", email="nieuw@voorbeeld.nl", adres="Kerkweg 2", voornamen="Youssef")
    with ans.store.read() as reading:
        grants = [record for record in reading.everything(Toestemming) if record.dossier_id == made]
    town.everybody()
    bram.write(*grants)
    bram_person = bram.person(made)
    assert bram_person is not None and bram_person.telefoon == "06-1"
    town.everybody()
    return made


def outcome(report: Any) -> list[Outcome]:
    return [row.uitkomst for one in report.imports for row in one.rows]


def shown(side: Side, dossier: str) -> tuple[str, str, str]:
    person = side.person(dossier)
    assert isinstance(person, Inburgeraar)
    return person.telefoon, person.email, person.adres


def test_different_fields_come_together(town: Town, ans: Side, bram: Side, dossier: str) -> None:
    ans.edit(dossier, telefoon="06-2")
    bram.edit(dossier, email="bram@voorbeeld.nl")
    town.everybody()
    everywhere = {shown(side, dossier) for side in (ans, bram, town.register)}
    assert everywhere == {("06-2", "bram@voorbeeld.nl", "Kerkweg 2")}
    with town.register.store.read() as reading:
        assert reading.ledger.conflicts() == ()


def test_the_same_value_twice_is_no_conflict(town: Town, ans: Side, bram: Side, dossier: str) -> None:
    ans.edit(dossier, telefoon="06-5")
    bram.edit(dossier, telefoon="06-5")
    town.everybody()
    assert ans.stand(dossier) is bram.stand(dossier) is Deelstand.VERWERKT
    with town.register.store.read() as reading:
        assert reading.ledger.conflicts() == ()


def test_the_same_field_twice_keeps_both_and_asks_a_person(
    town: Town, ans: Side, bram: Side, dossier: str
) -> None:
    ans.edit(dossier, telefoon="06-ans")
    bram.edit(dossier, telefoon="06-bram")
    ans.share(town.mailbox)
    town.register.share(town.mailbox, apply_imports=True)
    bram.share(town.mailbox)
    report = town.register.share(town.mailbox, apply_imports=True)
    assert outcome(report) == [Outcome.BOTSING]
    with town.register.store.read() as reading:
        (conflict,) = reading.ledger.conflicts()
    assert (conflict.veld, conflict.ours, conflict.theirs) == ("telefoon", "06-ans", "06-bram")
    assert (conflict.ours_door, conflict.theirs_door) == ("Ans", "Bram")
    town.everybody()
    assert bram.stand(dossier) is Deelstand.BESLUIT_NODIG
    assert len({shown(side, dossier) for side in (ans, bram, town.register)}) == 1


def test_in_a_conflict_the_careful_value_stands_for_secrecy(
    town: Town, ans: Side, bram: Side, dossier: str
) -> None:
    ans.edit(dossier, adres_geheim=True)
    ans.share(town.mailbox)
    town.register.share(town.mailbox, apply_imports=True)
    # Bram doesn't know that yet; what he leaves of a doubt is a no.
    bram.edit(dossier, adres_geheim=True)
    bram.edit(dossier, adres_geheim=False)
    bram.share(town.mailbox)
    report = town.register.share(town.mailbox, apply_imports=True)
    assert outcome(report) == [Outcome.BOTSING]
    assert town.register.person(dossier).adres_geheim is True
    town.everybody()
    assert {side.person(dossier).adres_geheim for side in (ans, bram, town.register)} == {True}
    with town.register.store.read() as reading:
        (conflict,) = reading.ledger.conflicts()
    assert (conflict.ours, conflict.theirs) == (True, False)


def test_a_decision_of_the_coordinator_reaches_everybody(
    town: Town, ans: Side, bram: Side, dossier: str
) -> None:
    ans.edit(dossier, telefoon="06-ans")
    bram.edit(dossier, telefoon="06-bram")
    town.everybody()
    town.register.edit(dossier, telefoon="06-besluit")
    town.everybody()
    assert {shown(side, dossier)[0] for side in (ans, bram, town.register)} == {"06-besluit"}


def test_what_is_being_typed_is_not_overwritten(town: Town, ans: Side, bram: Side, dossier: str) -> None:
    ans.edit(dossier, telefoon="06-ans")
    town.register.share(town.mailbox)
    bram.edit(dossier, telefoon="06-bram")
    ans.share(town.mailbox)
    town.register.share(town.mailbox, apply_imports=True)
    # Bram receives Ans's value while his own hasn't been answered: his stays on his screen.
    bram.share(town.mailbox)
    assert bram.person(dossier).telefoon == "06-bram"


@pytest.mark.parametrize("order", ["ans-first", "bram-first", "together"])
def test_the_order_of_arrival_changes_no_replica(
    town: Town, ans: Side, bram: Side, dossier: str, order: str
) -> None:
    ans.edit(dossier, telefoon="06-ans", email="zelfde@voorbeeld.nl")
    bram.edit(dossier, telefoon="06-bram", adres="Nieuwstraat 3")
    first, second = (ans, bram) if order != "bram-first" else (bram, ans)
    first.share(town.mailbox)
    if order != "together":
        town.register.share(town.mailbox, apply_imports=True)
    second.share(town.mailbox)
    town.everybody(3)
    replicas = {shown(side, dossier) for side in (ans, bram, town.register)}
    assert len(replicas) == 1
    assert replicas.pop()[1:] == ("zelfde@voorbeeld.nl", "Nieuwstraat 3")


def test_notes_of_two_people_both_stay(town: Town, ans: Side, bram: Side, dossier: str) -> None:
    one, other = ans.visit(dossier, "Van Ans."), bram.visit(dossier, "Van Bram.")
    town.everybody()
    for side in (ans, bram, town.register):
        assert side.counts()["contactmoment"] == 2, side.name
    assert one != other
