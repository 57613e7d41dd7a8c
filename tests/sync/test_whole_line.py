"""From a kitchen table to the gemeente and back, on both stores."""

from __future__ import annotations

from app.domain.contactmomenten import Contactmoment
from app.domain.inburgeraar import Inburgeraar
from app.domain.leefgebieden import Leefgebied
from app.domain.ops import Deelstand
from app.domain.signalen import Signaal, Signaalstand, Signaalstap
from app.domain.toestemmingen import Toestemming
from sync.reports import Outcome
from tests.sync.forging import opened
from tests.sync.town import BEGELEIDING, GEZONDHEID, Side, Town


def test_what_was_consented_arrives_and_the_answer_comes_back(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING)
    visit = ans.visit(dossier)
    health = ans.signal(dossier)
    home = ans.signal(dossier, Leefgebied.WONEN, "De keuken is koud.")

    sent = ans.share(town.mailbox).sent
    assert sent.ops_put == sent.ops_sealed == 4
    assert ans.stand(visit) is Deelstand.VERZONDEN
    assert ans.stand(health) is Deelstand.BLIJFT_HIER
    assert ans.reason(health) == "geen_toestemming"

    town.register.share(town.mailbox)
    ans.share(town.mailbox)
    assert ans.stand(visit) is Deelstand.ONTVANGEN

    plan = town.register.plan()
    assert plan.counts[Outcome.NIEUW] == 4
    assert town.register.counts() == {}
    assert plan.batches[0].afzender == "Ans"
    assert plan.batches[0].keten == "heel"

    report = town.register.apply(only={line.digest for line in plan.batches})
    assert report.counts == plan.counts
    assert town.register.counts() == {"inburgeraar": 1, "toestemming": 1, "contactmoment": 1, "signaal": 1}
    assert town.register.get(Signaal, health) is None
    assert town.register.get(Signaal, home).waarneming == "De keuken is koud."

    town.register.write(
        Signaalstap(
            id=town.register.ids.new(),
            dossier_id=dossier,
            signaal_id=home,
            categorieen=("wonen",),
            stand=Signaalstand.BELEGD,
            gezet_op=town.register.clock.now(),
            door="Cora",
            belegd_bij="Corporatie",
        )
    )
    town.register.share(town.mailbox)
    back = ans.share(town.mailbox)
    assert back.received.results == 4
    assert back.received.ops == 1
    assert ans.stand(visit) is Deelstand.VERWERKT
    with ans.store.read() as reading:
        assert [step.belegd_bij for step in reading.of_dossier(Signaalstap, dossier)] == ["Corporatie"]


def test_private_fields_never_leave(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING, bijzonderheden="Geheime aantekening.")
    visit = ans.visit(dossier)
    town.everybody()
    assert town.register.person(dossier).bijzonderheden == ""
    assert ans.get(Contactmoment, visit).aantekening == "Zeer vertrouwelijk."
    assert town.register.get(Contactmoment, visit).aantekening == ""


def test_private_fields_of_the_coordinator_never_leave_either(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING)
    town.everybody()
    visit = town.register.visit(dossier, "Voor de begeleider.")
    town.register.edit(dossier, bijzonderheden="Alleen voor de gemeente.", telefoon="06-4")
    town.everybody()
    assert ans.get(Contactmoment, visit).samenvatting == "Voor de begeleider."
    assert ans.get(Contactmoment, visit).aantekening == ""
    assert (ans.person(dossier).bijzonderheden, ans.person(dossier).telefoon) == ("", "06-4")
    sent = repr(opened(town, town.register, ans))
    assert "Voor de begeleider." in sent
    assert "vertrouwelijk" not in sent
    assert "Alleen voor de gemeente." not in sent


def test_what_was_withheld_goes_after_a_later_yes(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING)
    health = ans.signal(dossier)
    town.everybody()
    assert town.register.get(Signaal, health) is None
    ans.grant(dossier, GEZONDHEID)
    town.everybody()
    assert town.register.get(Signaal, health).waarneming == "Hoest al weken."
    assert ans.stand(health) is Deelstand.VERWERKT


def test_a_record_that_is_half_allowed_goes_half_and_the_rest_follows(town: Town, ans: Side) -> None:
    dossier = ans.client(GEZONDHEID, gemeente="Lindewaard", huisarts="Praktijk Zuid", kracht="Kookt graag.")
    town.everybody()
    there = town.register.person(dossier)
    assert (there.voornamen, there.huisarts, there.kracht) == ("Yousef", "Praktijk Zuid", "")
    assert ans.withheld() == {dossier: "geen_toestemming"}
    ans.grant(dossier, "gemeente-plan")
    town.everybody()
    assert town.register.person(dossier).kracht == "Kookt graag."


def test_a_refusal_stays_where_it_was_given(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING)
    no = ans.refuse(dossier, GEZONDHEID)
    town.everybody()
    assert town.register.get(Toestemming, no.id) is None
    assert ans.stand(no.id) is Deelstand.BLIJFT_HIER


def test_a_round_with_nothing_new_puts_nothing(town: Town, ans: Side) -> None:
    ans.visit(ans.client(BEGELEIDING))
    town.everybody(3)
    before = dict(town.mailbox.files)
    town.everybody(3)
    assert town.mailbox.files == before


def test_nothing_of_a_dossier_is_readable_in_the_mailbox(town: Town, ans: Side) -> None:
    ans.visit(ans.client(BEGELEIDING), "Zeldzaamwoord")
    town.everybody()
    for name, data in town.mailbox.files.items():
        assert b"Zeldzaamwoord" not in data
        assert b"Yousef" not in data
        assert "Ans" not in name


def test_two_rounds_before_an_answer_are_no_dispute(town: Town, ans: Side) -> None:
    dossier = ans.client(BEGELEIDING, telefoon="06-1")
    ans.share(town.mailbox)
    ans.edit(dossier, telefoon="06-2")
    ans.share(town.mailbox)
    ans.edit(dossier, telefoon="06-3")
    ans.share(town.mailbox)
    report = town.register.share(town.mailbox, apply_imports=True)
    assert not [row for one in report.imports for row in one.rows if row.uitkomst is Outcome.BOTSING]
    assert town.register.person(dossier).telefoon == "06-3"


def test_a_second_device_of_the_caseload_gets_what_the_first_sends(town: Town, ans: Side, bram: Side) -> None:
    dossier = ans.client(BEGELEIDING, telefoon="06-1")
    town.everybody()
    assert bram.person(dossier) is None
    with town.register.store.write() as uow:
        uow.ledger.add_to_caseload(bram.device_id, dossier)
        person = uow.get(Inburgeraar, dossier)
        uow.commit()
    assert person is not None
    ans.edit(dossier, telefoon="06-9")
    ans.visit(dossier)
    town.everybody()
    assert bram.counts()["contactmoment"] == 1
    assert bram.person(dossier).telefoon == "06-9"
