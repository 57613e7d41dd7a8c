"""Deadlines are derived from what is known, at the right loudness, and never typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.agenda import Agendapunt
from app.domain.inburgering import (
    Aanwezigheid,
    Inburgeringstraject,
    Kernwaarde,
    Leerroute,
    PvtSessie,
    PvtSoort,
    Verlenging,
    Wet,
)
from app.domain.leefgebieden import Urgentie
from app.domain.taken import Taak
from app.faults import Fault
from app.services import (
    concepten,
    delen,
    dossiers,
    inburgering,
    kalender,
    signaleringen,
    taken,
    termijnen,
    vandaag,
)
from app.services.kalender import today
from app.services.termijnen import Deadline, DeadlineSoort, Nadruk
from storage.store import SqlStore
from tests.services.conftest import Grant, somebody
from tests.services.test_signaleringen import noticed
from tests.worlds import CountingIds, HandClock, contact


def traject(dossier_id: str, **values: object) -> Inburgeringstraject:
    return Inburgeringstraject(id="", dossier_id=dossier_id, **values)  # type: ignore[arg-type]


def session(dossier_id: str, **values: object) -> PvtSessie:
    plain: dict[str, object] = {"datum": date(2026, 11, 1), "minuten": 180}
    return PvtSessie(id="", dossier_id=dossier_id, **{**plain, **values})  # type: ignore[arg-type]


def of_kind(found: tuple[termijnen.Deadline, ...], soort: DeadlineSoort) -> list[termijnen.Deadline]:
    return [each for each in found if each.soort is soort]


def test_the_pip_is_due_ten_weeks_after_the_notice(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str
) -> None:
    inburgering.save_traject(store, clock, ids, traject(dossier_id, kennisgeving_op=date(2026, 9, 20)))
    (pip,) = of_kind(termijnen.of_dossier(store, dossier_id, today(clock)), DeadlineSoort.PIP)
    assert (pip.datum, pip.urgentie, pip.dagen) == (date(2026, 11, 29), Nadruk.DICHTBIJ, 7)
    (pip,) = of_kind(termijnen.of_dossier(store, dossier_id, date(2026, 11, 30)), DeadlineSoort.PIP)
    assert (pip.urgentie, pip.dagen) == (Nadruk.VERLOPEN, -1)


def test_the_term_ends_the_day_before_three_years_and_its_extensions(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str
) -> None:
    known = traject(dossier_id, dagtekening_pip=date(2024, 2, 28), leerroute=Leerroute.B1)
    inburgering.save_traject(store, clock, ids, known)
    (term,) = of_kind(termijnen.of_dossier(store, dossier_id, today(clock)), DeadlineSoort.TERMIJN)
    # From 29 February: three years later that day is 1 March, exclusive, so the last day is 28 February.
    assert (term.datum, term.urgentie) == (date(2027, 2, 28), Nadruk.OP_KOMST)
    extended = replace(known, verlengingen=(Verlenging(grond="ziekte", weken=26),))
    inburgering.save_traject(store, clock, ids, extended)
    (term,) = of_kind(termijnen.of_dossier(store, dossier_id, today(clock)), DeadlineSoort.TERMIJN)
    assert term.datum == date(2027, 2, 28) + timedelta(weeks=26)
    with store.read() as reading:
        assert len(reading.of_dossier(Inburgeringstraject, dossier_id)) == 1


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"dagtekening_pip": date(2026, 11, 23)}, "pip-datum-toekomst"),
        ({"dagtekening_pip": date(2026, 1, 1), "kennisgeving_op": date(2026, 2, 1)}, "pip-voor-kennisgeving"),
        ({"verlengingen": (Verlenging(grond="ziekte", weken=0),)}, "verlenging-onjuist"),
        ({"school": "cursist 123456782"}, "bsn-in-tekst"),
    ],
)
def test_a_trajectory_that_cannot_be_right_is_refused(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str, values: dict[str, object], code: str
) -> None:
    with pytest.raises(Fault) as caught:
        inburgering.save_traject(store, clock, ids, traject(dossier_id, **values))
    assert caught.value.code == code


def test_the_pvt_says_what_is_missing_and_is_silent_when_complete(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str
) -> None:
    inburgering.save_traject(store, clock, ids, traject(dossier_id, dagtekening_pip=date(2025, 1, 1)))
    first, _ = inburgering.add_sessie(
        store, clock, ids, session(dossier_id, kernwaarden=(Kernwaarde.VRIJHEID, Kernwaarde.SOLIDARITEIT))
    )
    inburgering.add_sessie(store, clock, ids, session(dossier_id, aanwezigheid=Aanwezigheid.AFWEZIG))
    stand = inburgering.pvt(store, dossier_id, today(clock))
    assert (stand.minuten, stand.minuten_nodig, stand.laatste_dag) == (180, 720, date(2028, 1, 1))
    (pvt,) = of_kind(termijnen.of_dossier(store, dossier_id, today(clock)), DeadlineSoort.PVT)
    assert pvt.tekst == (
        "PVT: nog 9 uur; kernwaarde gelijkwaardigheid, participatie; een excursie of activiteit; de ondertekening. "
        "Nog 405 dagen."
    )
    for more in (
        session(dossier_id, pvt_soort=PvtSoort.EXCURSIE, minuten=300, kernwaarden=tuple(Kernwaarde)),
        session(dossier_id, pvt_soort=PvtSoort.ONDERTEKENING, minuten=240),
    ):
        inburgering.add_sessie(store, clock, ids, more)
    assert inburgering.pvt(store, dossier_id, today(clock)).is_compleet
    assert not of_kind(termijnen.of_dossier(store, dossier_id, today(clock)), DeadlineSoort.PVT)
    inburgering.add_sessie(store, clock, ids, session(dossier_id, minuten=60, vervangt=first))
    assert inburgering.pvt(store, dossier_id, today(clock)).minuten == 600
    assert len(inburgering.sessies(store, dossier_id)) == 4
    for bad, code in (
        (session(dossier_id, datum=date(2026, 11, 23)), "pvt-datum-toekomst"),
        (session(dossier_id, minuten=0), "pvt-duur-onjuist"),
        (session(dossier_id, vervangt="nothing"), "pvt-sessie-onbekend"),
    ):
        with pytest.raises(Fault) as caught:
            inburgering.add_sessie(store, clock, ids, bad)
        assert caught.value.code == code


def test_under_the_old_law_the_pvt_has_one_year_and_no_hours(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str
) -> None:
    inburgering.save_traject(
        store, clock, ids, traject(dossier_id, wet=Wet.WI2013, dagtekening_pip=date(2020, 5, 1))
    )
    stand = inburgering.pvt(store, dossier_id, today(clock))
    assert (stand.minuten_nodig, stand.excursie_nodig, stand.laatste_dag) == (0, False, date(2021, 5, 1))


@pytest.mark.parametrize(
    ("until", "nadruk"),
    [
        (date(2026, 11, 21), Nadruk.VERLOPEN),
        (date(2026, 11, 22), Nadruk.DICHTBIJ),
        (date(2027, 2, 22), Nadruk.DICHTBIJ),
        (date(2027, 2, 23), Nadruk.OP_KOMST),
        (date(2027, 5, 22), Nadruk.OP_KOMST),
        (date(2027, 5, 23), Nadruk.RUSTIG),
    ],
)
def test_the_permit_is_reminded_six_and_three_months_ahead(
    store: SqlStore, clock: HandClock, ids: CountingIds, until: date, nadruk: Nadruk
) -> None:
    dossier_id, _ = dossiers.open_dossier(store, clock, ids, somebody(vergunning_tot=until))
    (permit,) = of_kind(termijnen.of_dossier(store, dossier_id, today(clock)), DeadlineSoort.VERGUNNING)
    assert permit.urgentie is nadruk
    loud = termijnen.everywhere(store, today(clock))
    assert bool(of_kind(loud, DeadlineSoort.VERGUNNING)) is (nadruk is not Nadruk.RUSTIG)


def test_an_amv_turns_eighteen_on_the_earliest_possible_day(
    store: SqlStore, clock: HandClock, ids: CountingIds
) -> None:
    for born, expected in (
        ("2009-03-10", date(2027, 3, 10)),
        ("2009", date(2027, 1, 1)),
        ("2009-05", date(2027, 5, 1)),
    ):
        dossier_id, _ = dossiers.open_dossier(store, clock, ids, somebody(amv=True, geboortedatum=born))
        (birthday,) = of_kind(termijnen.of_dossier(store, dossier_id, today(clock)), DeadlineSoort.ACHTTIEN)
        assert birthday.datum == expected
        assert ("of later" in birthday.tekst) is (len(born) < 10)
    unknown, _ = dossiers.open_dossier(store, clock, ids, somebody(amv=True, geboortedatum=""))
    long_ago, _ = dossiers.open_dossier(store, clock, ids, somebody(amv=True, geboortedatum="2000-01-01"))
    assert (
        termijnen.of_dossier(store, unknown, today(clock))
        == termijnen.of_dossier(store, long_ago, today(clock))
        == ()
    )


def test_consent_that_runs_out_is_mentioned_a_month_ahead(
    store: SqlStore, clock: HandClock, dossier_id: str, grant: Grant
) -> None:
    grant("overdracht-huisarts")
    ends = date(2027, 5, 22)
    for day, nadruk in (
        (ends - timedelta(days=31), Nadruk.RUSTIG),
        (ends - timedelta(days=30), Nadruk.DICHTBIJ),
        (ends, Nadruk.VERLOPEN),
    ):
        (found,) = of_kind(termijnen.of_dossier(store, dossier_id, day), DeadlineSoort.TOESTEMMING)
        assert found.urgentie is nadruk, day
    assert not termijnen.of_dossier(store, dossier_id, ends + timedelta(days=91))


def test_vandaag_for_a_begeleider_and_the_line_below(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str
) -> None:
    dossiers.change(store, clock, replace(dossiers.get(store, dossier_id), vergunning_tot=date(2027, 1, 10)))
    signaleringen.note_signal(store, clock, ids, noticed(dossier_id, urgentie=Urgentie.ACUUT))
    taken.add(
        store, clock, ids, Taak(id="", dossier_id=dossier_id, omschrijving="Bank", voor_op=date(2026, 11, 20))
    )
    taken.add(
        store,
        clock,
        ids,
        Taak(id="", dossier_id=dossier_id, omschrijving="Ver weg", voor_op=date(2027, 11, 20)),
    )
    concepten.save(store, f"contact:{dossier_id}", dossier_id, {})
    clock.move(days=2)
    seen = vandaag.for_volunteer(store, clock)
    assert (seen.op, seen.naam, seen.clients) == (date(2026, 11, 24), "Ans Vermeer", 1)
    assert [each.soort for each in seen.deadlines] == ["vergunning"]
    assert [(each.taak.omschrijving, each.naam, each.te_laat) for each in seen.tasks] == [
        ("Bank", "Selam Tesfay", True)
    ]
    assert [(each.titel, each.naam) for each in seen.drafts] == [("Contact", "Selam Tesfay")]
    assert len(seen.overdue) == 1 and seen.decisions == 0
    assert seen.sync.tekst == "Alles bewaard op dit apparaat · 4 wijzigingen blijven hier · nog nooit gedeeld"
    assert not seen.sync.hand_nodig
    (first, *_) = delen.queue(store)
    assert (first.naam, first.soort_naam) == ("Selam Tesfay", "Persoon")


def test_vandaag_for_a_coordinator(register: SqlStore, clock: HandClock, ids: CountingIds) -> None:
    dossier_id, _ = dossiers.open_dossier(register, clock, ids, somebody())
    signaal_id, _ = signaleringen.note_signal(register, clock, ids, noticed(dossier_id))
    seen = vandaag.for_coordinator(register, clock)
    assert [row.signaal_id for row in seen.undecided] == [signaal_id]
    assert (seen.clients, seen.devices, seen.batches, seen.conflicts) == (1, 0, (), ())
    signaleringen.step(register, clock, ids, signaal_id, "belegd", belegd_bij="Wijkteam")  # type: ignore[arg-type]
    assert vandaag.for_coordinator(register, clock).undecided == ()


def test_days_are_days_in_the_netherlands(clock: HandClock) -> None:
    clock.move(hours=11, minutes=30)
    assert clock.now().date() == date(2026, 11, 22) and today(clock) == date(2026, 11, 23)
    assert kalender.add_months(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert kalender.add_months(date(2026, 1, 31), -2) == date(2025, 11, 30)
    assert kalender.add_workdays(date(2026, 11, 20), 1) == date(2026, 11, 23)
    assert kalender.add_workdays(date(2026, 11, 22), 0) == date(2026, 11, 23)
    assert kalender.noon(date(2026, 7, 1)).hour == 10


def test_the_pip_waits_for_a_later_brp_registration(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str
) -> None:
    known = traject(dossier_id, kennisgeving_op=date(2026, 9, 20), brp_op=date(2026, 10, 4))
    inburgering.save_traject(store, clock, ids, known)
    (pip,) = of_soort(store, dossier_id, DeadlineSoort.PIP)
    assert pip.datum == date(2026, 10, 4) + timedelta(weeks=10)


def test_under_the_old_law_the_term_runs_from_the_letter(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str
) -> None:
    old = traject(dossier_id, wet=Wet.WI2013, kennisgeving_op=date(2024, 1, 1), plicht_vanaf=date(2024, 2, 1))
    inburgering.save_traject(store, clock, ids, old)
    (term,) = of_soort(store, dossier_id, DeadlineSoort.TERMIJN)
    assert term.datum == date(2027, 1, 31)
    assert of_soort(store, dossier_id, DeadlineSoort.PIP) == ()


def test_a_visit_comes_up_six_weeks_after_the_last_one_unless_planned(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str
) -> None:
    assert of_soort(store, dossier_id, DeadlineSoort.BEZOEK) == (), "nobody is late before the first contact"
    with store.write() as uow:
        uow.add(contact(ids.new(), dossier_id, plaatsgevonden_op=clock.now()))
        uow.add(
            contact(
                ids.new(), dossier_id, plaatsgevonden_op=clock.now() + timedelta(days=9), contact_gelukt=False
            )
        )
        uow.commit()
    last = today(clock)
    for days, loud in ((34, None), (36, Nadruk.OP_KOMST), (42, Nadruk.OP_KOMST), (43, Nadruk.DICHTBIJ)):
        found = termijnen.of_dossier(store, dossier_id, last + timedelta(days=days))
        visits = [each for each in found if each.soort is DeadlineSoort.BEZOEK]
        assert [each.urgentie for each in visits] == ([loud] if loud else []), days
        everywhere = termijnen.everywhere(store, last + timedelta(days=days))
        assert [each for each in everywhere if each.soort is DeadlineSoort.BEZOEK] == visits
    with store.write() as uow:
        when = clock.now() + timedelta(days=50)
        uow.add(Agendapunt(id=ids.new(), dossier_id=dossier_id, begint_op=when))
        uow.commit()
    found = termijnen.of_dossier(store, dossier_id, last + timedelta(days=43))
    (visit,) = [each for each in found if each.soort is DeadlineSoort.BEZOEK]
    assert (visit.datum, visit.urgentie) == (last + timedelta(days=50), Nadruk.RUSTIG)


def of_soort(store: SqlStore, dossier_id: str, soort: DeadlineSoort) -> tuple[Deadline, ...]:
    found = termijnen.of_dossier(store, dossier_id, date(2026, 11, 22))
    return tuple(each for each in found if each.soort is soort)
