"""What was noticed becomes signals, each with its whole life; nothing gets lost between states."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.checklists import Antwoord
from app.domain.invullingen import Invulling
from app.domain.leefgebieden import Leefgebied, Urgentie
from app.domain.records import Categorie
from app.domain.signalen import NEEDS_REASON, NEXT, Bron, Signaal, Signaalstand
from app.faults import Fault
from app.ports import Rol
from app.services import catalogue, concepten, dossiers, signaleringen, vandaag
from app.services.kalender import today
from storage.store import SqlStore
from tests.services.conftest import somebody
from tests.worlds import CountingIds, HandClock


def noticed(dossier_id: str, **values: object) -> Signaal:
    plain: dict[str, object] = {
        "leefgebied": Leefgebied.GELD_EN_POST,
        "urgentie": Urgentie.BINNENKORT,
        "waarneming": "Een stapel dichte post op de kast.",
        "genoteerd_op": signaleringen.NOG_NIET,
    }
    return Signaal(id="", dossier_id=dossier_id, **{**plain, **values})  # type: ignore[arg-type]


def test_finishing_makes_answers_signals_and_first_steps_at_once(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str
) -> None:
    checklist = catalogue.checklist("signalering-algemeen")
    item = next(each for each in checklist.items if each.signaal_bij and each.zichtbaar_als is None)
    answers = {
        item.key: Antwoord(
            key=item.key,
            waarde=item.signaal_bij[0],
            waarneming="Staat nergens ingeschreven.",
            bron=Bron.CLIENT,
            besproken=True,
        )
    }
    concepten.save(store, "checklist:1", dossier_id, {"x": 1})
    preview = signaleringen.preview_signals(checklist, answers)
    done = signaleringen.finish(store, clock, ids, dossier_id, checklist, answers, "checklist:1")
    assert len(preview) == len(done.signaal_ids) == 1
    assert concepten.load(store, "checklist:1") is None
    with store.read() as reading:
        invulling = reading.get(Invulling, done.invulling_id)
        signaal = reading.get(Signaal, done.signaal_ids[0])
    assert invulling is not None and signaal is not None
    assert invulling.template_hash == checklist.template_hash
    assert invulling.antwoorden[0].vraag == item.tekst
    assert (signaal.vraag, signaal.urgentie, signaal.bron) == (item.tekst, preview[0].urgentie, Bron.CLIENT)
    assert [step.stand for step in signaleringen.life(store, signaal.id)] == ["genoteerd", "besproken"]


def test_a_shielded_item_makes_a_shielded_signal(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str
) -> None:
    checklist = catalogue.checklist("signalering-algemeen")
    shielded = [
        each for each in checklist.items if each.beschermd and each.signaal_bij and each.zichtbaar_als is None
    ]
    assert shielded
    for item in shielded:
        answers = {item.key: Antwoord(key=item.key, waarde=item.signaal_bij[0])}
        done = signaleringen.finish(store, clock, ids, dossier_id, checklist, answers)
        with store.read() as reading:
            for signaal_id in done.signaal_ids:
                signaal = reading.get(Signaal, signaal_id)
                assert signaal is not None and signaal.is_veiligheid, item.key


def test_an_answer_that_does_not_fit_or_holds_a_bsn_is_refused(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str
) -> None:
    checklist = catalogue.checklist("signalering-algemeen")
    item = next(each for each in checklist.items if each.signaal_bij)
    bad = {item.key: Antwoord(key=item.key, waarde="misschien")}
    with pytest.raises(Fault) as caught:
        signaleringen.finish(store, clock, ids, dossier_id, checklist, bad)
    assert caught.value.code == "antwoord-past-niet"
    bsn = {item.key: Antwoord(key=item.key, waarde="ja", waarneming="bsn 123456782")}
    with pytest.raises(Fault) as caught:
        signaleringen.finish(store, clock, ids, dossier_id, checklist, bsn)
    assert caught.value.code == "bsn-in-tekst"
    assert signaleringen.open_signals(store) == ()


def test_life_goes_through_assigning_and_answering(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str
) -> None:
    signaal_id, _ = signaleringen.note_signal(store, clock, ids, noticed(dossier_id, besproken=True))
    clock.move(days=1)
    with pytest.raises(Fault) as caught:
        signaleringen.step(store, clock, ids, signaal_id, Signaalstand.BELEGD)
    assert caught.value.code == "belegd-bij-wie"
    signaleringen.step(store, clock, ids, signaal_id, Signaalstand.BELEGD, belegd_bij="Schuldhulp")
    clock.move(days=1)
    with pytest.raises(Fault) as caught:
        signaleringen.step(store, clock, ids, signaal_id, Signaalstand.AFGESLOTEN)
    assert caught.value.code == "signaal-reden-nodig"
    signaleringen.step(
        store, clock, ids, signaal_id, Signaalstand.AFGESLOTEN, toelichting="Regeling getroffen."
    )
    life = signaleringen.life(store, signaal_id)
    assert [step.stand for step in life] == ["genoteerd", "besproken", "belegd", "afgesloten"]
    assert life[2].belegd_bij == "Schuldhulp" and life[2].uiterlijk == date(2026, 12, 7)
    assert signaleringen.open_signals(store) == ()
    view = signaleringen.show(store, signaal_id)
    assert view.rij.toelichting == "Regeling getroffen." and Signaalstand.OPGEPAKT in view.kan
    with pytest.raises(Fault) as caught:
        signaleringen.step(store, clock, ids, signaal_id, Signaalstand.BESPROKEN)
    assert caught.value.code == "signaal-stap-niet-mogelijk"


def test_every_transition_is_allowed_or_refused_as_the_table_says(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str
) -> None:
    facts = {"toelichting": "Omdat.", "belegd_bij": "Wijkteam"}
    for van, naar in itertools.product(Signaalstand, Signaalstand):
        signaal_id, _ = signaleringen.note_signal(store, clock, ids, noticed(dossier_id))
        if van is not Signaalstand.GENOTEERD:
            signaleringen.step(store, clock, ids, signaal_id, van, **facts)  # type: ignore[arg-type]
        if naar in NEXT[van]:
            signaleringen.step(store, clock, ids, signaal_id, naar, **facts)  # type: ignore[arg-type]
            assert signaleringen.life(store, signaal_id)[-1].stand is naar
        else:
            with pytest.raises(Fault):
                signaleringen.step(store, clock, ids, signaal_id, naar, **facts)  # type: ignore[arg-type]
            assert signaleringen.life(store, signaal_id)[-1].stand is van


def test_what_is_offered_can_be_done_and_nothing_gets_stuck() -> None:
    for stand in Signaalstand:
        for rol in Rol:
            offered = signaleringen.possible_steps(stand, rol)
            assert set(offered) <= NEXT[stand]
        assert signaleringen.possible_steps(stand, Rol.COORDINATOR), stand
    assert set(Signaalstand) >= NEEDS_REASON


def test_a_clock_put_back_does_not_hide_the_last_step(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str
) -> None:
    signaal_id, _ = signaleringen.note_signal(store, clock, ids, noticed(dossier_id))
    signaleringen.step(store, clock, ids, signaal_id, Signaalstand.BELEGD, belegd_bij="Wijkteam")
    clock.move(days=-400)
    signaleringen.step(store, clock, ids, signaal_id, Signaalstand.OPGEPAKT)
    assert signaleringen.show(store, signaal_id).rij.stand == "opgepakt"


def test_overdue_counts_working_days_and_promised_days(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str
) -> None:
    # 22 November 2026 is a Sunday.
    spoed, _ = signaleringen.note_signal(store, clock, ids, noticed(dossier_id, urgentie=Urgentie.SPOED))
    later, _ = signaleringen.note_signal(store, clock, ids, noticed(dossier_id))
    day = today(clock)
    assert signaleringen.overdue(store, day + timedelta(days=2)) == ()
    late = signaleringen.overdue(store, day + timedelta(days=3))
    assert [(each.rij.signaal_id, each.uiterlijk, each.dagen) for each in late] == [
        (spoed, date(2026, 11, 24), 1)
    ]
    signaleringen.step(
        store, clock, ids, later, Signaalstand.BELEGD, belegd_bij="Taalschool", uiterlijk=date(2026, 11, 23)
    )
    late = signaleringen.overdue(store, day + timedelta(days=3))
    assert [each.rij.signaal_id for each in late] == [spoed, later]


def test_an_answer_from_somebody_else_is_on_the_start_screen(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str
) -> None:
    signaal_id, _ = signaleringen.note_signal(store, clock, ids, noticed(dossier_id))
    signaleringen.step(store, clock, ids, signaal_id, Signaalstand.OPGEPAKT)
    assert vandaag.for_volunteer(store, clock).answers == ()
    with store.write(actor="Bram Coster") as uow:
        (own,) = signaleringen._steps_of(uow, uow.get(Signaal, signaal_id))  # type: ignore[arg-type]
        uow.add(
            replace(
                own,
                id=ids.new(),
                stand=Signaalstand.AFGESLOTEN,
                door="Bram Coster",
                toelichting="Opgelost.",
                gezet_op=own.gezet_op + timedelta(minutes=1),
            )
        )
        uow.commit()
    (row,) = vandaag.for_volunteer(store, clock).answers
    assert (row.signaal_id, row.toelichting) == (signaal_id, "Opgelost.")
    clock.move(days=15)
    assert vandaag.for_volunteer(store, clock).answers == ()


def test_a_signal_of_nothing_or_nobody_is_refused(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str
) -> None:
    with pytest.raises(Fault) as caught:
        signaleringen.note_signal(store, clock, ids, noticed(dossier_id, waarneming=" "))
    assert caught.value.code == "waarneming-leeg"
    with pytest.raises(Fault) as caught:
        signaleringen.note_signal(store, clock, ids, noticed("nobody"))
    assert caught.value.code == "dossier-onbekend"
    with pytest.raises(Fault) as caught:
        signaleringen.life(store, "nothing")
    assert caught.value.code == "signaal-onbekend"


def test_most_urgent_comes_first(store: SqlStore, clock: HandClock, ids: CountingIds) -> None:
    dossier_id, _ = dossiers.open_dossier(store, clock, ids, somebody())
    for urgentie in (Urgentie.VOLGEN, Urgentie.ACUUT, Urgentie.BINNENKORT, Urgentie.SPOED):
        signaleringen.note_signal(store, clock, ids, noticed(dossier_id, urgentie=urgentie))
    assert [row.urgentie for row in signaleringen.open_signals(store)] == [
        "acuut",
        "spoed",
        "binnenkort",
        "volgen",
    ]
    assert Categorie.INKOMEN in noticed(dossier_id).inhoud_categorieen
