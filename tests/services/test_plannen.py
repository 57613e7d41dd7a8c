"""The plan: goals in the client's words, every version readable, signed by both, and private inside the household."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.domain.plan import Doel, Doelstand, Planstap, Planthema, PlanVanAanpak, Stapstand, Uitvoerder
from app.domain.records import Categorie
from app.domain.toestemmingen import Ontvanger, decide
from app.domain.verstrekkingen import Verstrekking
from app.faults import Fault
from app.services import catalogue, planbladen, plannen, termijnen, toestemmingen
from app.services.kalender import today
from app.services.plannen import Signing
from app.services.signaleringen import NOG_NIET
from app.services.termijnen import DeadlineSoort
from storage.store import SqlStore
from tests.services.conftest import Grant
from tests.worlds import CountingIds, HandClock, person

DRAWN = (tuple((n / 10, n / 20) for n in range(9)),)


def goal(dossier_id: str, zin: str = "Ik wil zelf de huisarts bellen.", **more: object) -> Doel:
    values: dict[str, object] = {
        "thema": Planthema.HUISVESTING,
        "stappen": (
            Planstap(wat="Nummer opzoeken", voor_op=date(2026, 12, 1)),
            Planstap(wat="Samen oefenen", wie=Uitvoerder.BEGELEIDER),
        ),
    }
    return Doel(id="", dossier_id=dossier_id, ik_zin=zin, vastgelegd_op=NOG_NIET, **{**values, **more})  # type: ignore[arg-type]


def frame(dossier_id: str, **more: object) -> PlanVanAanpak:
    return PlanVanAanpak(id="", dossier_id=dossier_id, vastgelegd_op=NOG_NIET, **more)  # type: ignore[arg-type]


@pytest.fixture
def doel_id(store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str) -> str:
    return plannen.save_goal(store, clock, ids, goal(dossier_id))[0]


def test_a_step_is_ticked_and_the_earlier_version_stays_readable(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str, doel_id: str
) -> None:
    clock.move(days=3)
    plannen.set_step(store, clock, ids, doel_id, 1, Stapstand.GEDAAN)
    (now,) = plannen.show(store, dossier_id).doelen
    assert now.doel.stappen[0].stand is Stapstand.GEDAAN
    assert [each.id for each in now.eerder] == [doel_id]
    assert now.eerder[0].stappen[0].stand is Stapstand.OPEN
    newest, first = plannen.history(store, dossier_id)
    assert (first.titel, newest.titel) == ("Nieuw doel", "Doel gewijzigd")
    assert any("gedaan" in line for line in newest.regels)
    assert newest.op > first.op


def test_two_people_change_one_goal_and_the_second_is_told(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str, doel_id: str
) -> None:
    mine = replace(plannen.goal(store, doel_id), vervangt=doel_id)
    plannen.set_step(store, clock, ids, doel_id, 2, Stapstand.BEZIG)
    with pytest.raises(Fault) as caught:
        plannen.save_goal(store, clock, ids, replace(mine, ik_zin="Ik wil iets anders."))
    assert caught.value.kind is plannen.DOEL_AL_GEWIJZIGD


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"ik_zin": "  "}, "doel-zonder-zin"),
        ({"stappen": (Planstap(wat=" "),)}, "planstap-leeg"),
        ({"stappen": tuple(Planstap(wat=f"s{n}") for n in range(21))}, "te-veel-stappen"),
        ({"stand": Doelstand.BEREIKT}, "doel-zonder-resultaat"),
        ({"ik_zin": "Ik " * 200}, "plan-tekst-te-lang"),
        ({"stappen": (Planstap(wat="Bel met BSN 111222333"),)}, "bsn-in-tekst"),
    ],
)
def test_what_can_not_be_a_goal_is_refused_in_words(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str, more: dict[str, object], code: str
) -> None:
    with pytest.raises(Fault) as caught:
        plannen.save_goal(store, clock, ids, replace(goal(dossier_id), **more))  # type: ignore[arg-type]
    assert caught.value.code == code
    assert plannen.show(store, dossier_id).doelen == ()


def test_both_sign_word_for_word_and_a_later_change_is_seen(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str, doel_id: str
) -> None:
    plannen.save_frame(store, clock, ids, frame(dossier_id, bespreken_op=date(2027, 2, 1)))
    view = plannen.show(store, dossier_id)
    lines = plannen.lines_of(view.kader, [each.doel for each in view.doelen])
    assert lines[0].endswith("Ik wil zelf de huisarts bellen.")
    assert "01-02-2027" in lines[-1]
    with pytest.raises(Fault) as caught:
        plannen.sign(
            store, clock, ids, Signing(dossier_id=dossier_id, regels=lines, handtekening_client=DRAWN)
        )
    assert "begeleider" in caught.value.sentence
    both = Signing(
        dossier_id=dossier_id, regels=lines, handtekening_client=DRAWN, handtekening_begeleider=DRAWN
    )
    plannen.sign(store, clock, ids, both)
    assert plannen.show(store, dossier_id).getekend
    clock.move(days=1)
    plannen.set_step(store, clock, ids, doel_id, 1, Stapstand.GEDAAN)
    after = plannen.show(store, dossier_id)
    assert not after.getekend
    assert after.afspraken[0].afspraak.regels == lines
    with pytest.raises(Fault) as caught:
        plannen.sign(store, clock, ids, both)
    assert caught.value.kind is plannen.PLAN_VERANDERD


def test_who_will_not_draw_says_why(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str, doel_id: str
) -> None:
    lines = plannen.lines_of(None, [plannen.goal(store, doel_id)])
    plannen.sign(
        store,
        clock,
        ids,
        Signing(dossier_id=dossier_id, regels=lines, reden_mondeling="Hij kan niet schrijven."),
    )
    assert plannen.show(store, dossier_id).getekend


def test_a_goal_about_health_stays_without_that_yes(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str, grant: Grant
) -> None:
    grant("gemeente-plan")
    plannen.save_goal(store, clock, ids, goal(dossier_id, "Ik wil werken."))
    plannen.save_goal(
        store, clock, ids, goal(dossier_id, "Ik wil beter slapen.", categorieen=(Categorie.GEZONDHEID,))
    )
    with store.read() as reading:
        grants = toestemmingen.grants_of(reading, dossier_id, today(clock), catalogue.doelen())
        goals = {each.ik_zin: each for each in reading.of_dossier(Doel, dossier_id)}
    work, sleep = (
        decide(goals[zin], ["ik_zin", "stappen"], grants, Ontvanger.GEMEENTE)
        for zin in ("Ik wil werken.", "Ik wil beter slapen.")
    )
    assert set(work.goes) == {"ik_zin", "stappen"}
    assert not sleep.anything_goes


def test_safety_is_never_signed_for_printed_or_shown_to_the_household(
    store: SqlStore, clock: HandClock, ids: CountingIds
) -> None:
    with store.write() as uow:
        uow.add(person("a1", huishouden_id="h", regisseur="Els de Boer"))
        uow.add(person("a2", voornamen="Rania", huishouden_id="h", rol_in_huishouden="partner"))
        uow.commit()
    plannen.save_goal(store, clock, ids, goal("a2", "Ik wil een eigen kamer.", in_huishouden=True))
    plannen.save_goal(store, clock, ids, goal("a2", "Ik wil alleen reizen."))
    secret = goal("a2", "Ik wil weg van hem.", in_huishouden=True, categorieen=(Categorie.VEILIGHEID,))
    plannen.save_goal(store, clock, ids, secret)
    house = plannen.household(store, "a1", today(clock))
    assert house.regisseur == "Els de Boer"
    partner = house.leden[1]
    assert [each.ik_zin for each in partner.doelen] == ["Ik wil een eigen kamer."]
    assert partner.verborgen == 1
    view = plannen.show(store, "a2")
    assert "weg van hem" not in repr(plannen.lines_of(None, [each.doel for each in view.doelen]))
    assert "weg van hem" not in repr(planbladen.content(store, clock, "a2", "doc"))


def test_the_paper_has_the_goals_and_is_registered(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str, doel_id: str
) -> None:
    with pytest.raises(Fault):
        with store.write() as uow:
            uow.add(person("leeg"))
            uow.commit()
        planbladen.make(store, clock, ids, "leeg")
    lines = plannen.lines_of(None, [plannen.goal(store, doel_id)])
    plannen.sign(
        store,
        clock,
        ids,
        Signing(
            dossier_id=dossier_id, regels=lines, handtekening_client=DRAWN, handtekening_begeleider=DRAWN
        ),
    )
    made = planbladen.make(store, clock, ids, dossier_id)
    assert made.data.startswith(b"%PDF")
    assert "Tesfay" not in made.bestandsnaam
    sheet = planbladen.content(store, clock, dossier_id, "doc")
    assert [each.rol for each in sheet.handtekeningen] == ["cliënt", "begeleider"]
    with store.read() as reading:
        assert [each.document for each in reading.of_dossier(Verstrekking, dossier_id)] == ["Plan van aanpak"]
        assert any(row.actie == "E" for row in reading.log(dossier_id=dossier_id))


def test_the_day_to_look_again_is_a_deadline_of_the_newest_frame(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str
) -> None:
    plannen.save_frame(store, clock, ids, frame(dossier_id, bespreken_op=date(2026, 11, 24)))
    plannen.save_frame(store, clock, ids, frame(dossier_id, bespreken_op=date(2026, 11, 27)))
    for found in (
        termijnen.of_dossier(store, dossier_id, today(clock)),
        termijnen.everywhere(store, today(clock)),
    ):
        assert [each.datum for each in found if each.soort is DeadlineSoort.PLAN] == [date(2026, 11, 27)]
