"""Properties of the dates of the inburgering: the term, the PIP, what DUO takes, hours and exams."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import duo
from app.domain.contactmomenten import Contactmoment
from app.domain.examens import Examen, Examenonderdeel, Examenuitslag, check_examen, examenstand
from app.domain.inburgering import (
    Inburgeringstraject,
    Leerroute,
    Verlenging,
    Wet,
    add_years,
    begin_termijn,
    einddatum_termijn,
    laatste_dag_termijn,
    pip_uiterlijk,
)
from app.domain.loopbaan import Loopbaansoort, Loopbaanstand, Loopbaanstap, check_loopbaan, newest_first
from app.domain.uren import Urensoort, Urenstaat, aanwezigheid, check_uren, minuten_van
from app.domain.voortgang import MapEis, afschaal_stand, map_stand, zroute_stand
from app.faults import Fault
from tests.worlds import contact

DAYS = st.dates(date(2013, 1, 1), date(2040, 12, 31))
WEEKS = st.lists(st.integers(1, 104), max_size=4)
TODAY = date(2026, 11, 22)


def traject(**values: object) -> Inburgeringstraject:
    return Inburgeringstraject(id="t", dossier_id="d", **values)  # type: ignore[arg-type]


def uren(soort: Urensoort = Urensoort.LES, minuten: int = 60, **values: object) -> Urenstaat:
    plain: dict[str, object] = {"van": date(2026, 1, 5), **values}
    return Urenstaat(id="u", dossier_id="d", urensoort=soort, minuten=minuten, **plain)  # type: ignore[arg-type]


# -- the term


@given(DAYS, st.lists(DAYS, max_size=3))
def test_a_revised_pip_never_moves_the_term(first: date, revised: list[date]) -> None:
    plain = traject(dagtekening_pip=first)
    later = traject(dagtekening_pip=first, herziene_pips=tuple(revised))
    assert einddatum_termijn(plain, 3) == einddatum_termijn(later, 3)


@given(DAYS, WEEKS)
def test_the_end_is_exclusive_and_extensions_add_whole_weeks(pip: date, weeks: list[int]) -> None:
    extended = traject(
        dagtekening_pip=pip, verlengingen=tuple(Verlenging(grond="ziekte", weken=each) for each in weeks)
    )
    begin, end, last = (
        begin_termijn(extended),
        einddatum_termijn(extended, 3),
        laatste_dag_termijn(extended, 3),
    )
    assert begin is not None and end is not None and last is not None
    assert begin == pip + timedelta(days=1)
    assert end - last == timedelta(days=1)
    assert end - add_years(begin, 3) == timedelta(weeks=sum(weeks))
    assert last > pip


@given(DAYS)
def test_the_term_is_three_years_to_the_day(pip: date) -> None:
    end = einddatum_termijn(traject(dagtekening_pip=pip), 3)
    assert end is not None and 1095 <= (end - pip - timedelta(days=1)).days <= 1096


@given(DAYS, st.none() | DAYS)
def test_under_the_old_law_the_term_begins_on_the_day_of_the_letter(plicht: date, pip: date | None) -> None:
    old = traject(wet=Wet.WI2013, plicht_vanaf=plicht, dagtekening_pip=pip)
    assert begin_termijn(old) == plicht
    assert einddatum_termijn(old, 3) == add_years(plicht, 3)
    new = traject(wet=Wet.WI2021, plicht_vanaf=plicht)
    assert begin_termijn(new) is None, "under the new law only a PIP begins it"


@given(DAYS, st.none() | DAYS, st.integers(1, 20))
def test_the_pip_is_due_after_the_later_of_notice_and_brp(notice: date, brp: date | None, weeks: int) -> None:
    due = pip_uiterlijk(traject(kennisgeving_op=notice, brp_op=brp), weeks)
    assert due == max(notice, brp or notice) + timedelta(weeks=weeks)
    assert pip_uiterlijk(traject(kennisgeving_op=notice, dagtekening_pip=notice), weeks) is None
    assert pip_uiterlijk(traject(kennisgeving_op=notice, wet=Wet.WI2013), weeks) is None
    assert pip_uiterlijk(traject(brp_op=brp), weeks) is None


# -- what DUO takes


@given(DAYS, DAYS, DAYS, st.none() | DAYS)
def test_duo_takes_a_date_inside_the_limits_and_says_why_else(
    pip: date, signed: date, today: date, done: date | None
) -> None:
    case = traject(dagtekening_pip=pip, datum_afronding_zroute=done)
    advice = duo.advies_pvt(case, signed, 3, today)
    begin, end = begin_termijn(case), einddatum_termijn(case, 3)
    assert begin is not None and end is not None
    allowed = signed <= today and signed >= begin and (done is None or signed <= done)
    assert advice.kan is allowed
    assert advice.verwijtbaar_invullen is (signed >= end), "absent before the end, present once overrun"
    assert bool(advice.redenen) is not allowed
    assert (advice.zin == "Zo kan de gemeente dit bij DUO melden.") is allowed


@given(DAYS)
def test_the_last_day_is_in_time_and_the_next_is_not(pip: date) -> None:
    case = traject(dagtekening_pip=pip)
    last = laatste_dag_termijn(case, 3)
    assert last is not None
    for signed, late in ((last, False), (last + timedelta(days=1), True)):
        assert duo.advies_pvt(case, signed, 3, signed).verwijtbaar_invullen is late


def test_duo_advice_without_facts_is_calm() -> None:
    advice = duo.advies_pvt(None, None, 3, TODAY)
    assert not advice.kan and advice.zin == "De gemeente kan dit nog niet bij DUO melden."
    old = duo.advies_pvt(traject(wet=Wet.WI2013, plicht_vanaf=date(2020, 1, 1)), date(2020, 6, 1), 3, TODAY)
    assert "oude wet" in old.redenen[0]
    b1 = traject(leerroute=Leerroute.ONDERWIJS, dagtekening_pip=date(2025, 1, 1), datum_eindgesprek_map=TODAY)
    assert "leerroute" in duo.advies_map(b1, 3, TODAY, ("B", "Z")).redenen[0]
    z = traject(
        leerroute=Leerroute.ZELFREDZAAMHEID, dagtekening_pip=date(2025, 1, 1), datum_afronding_zroute=TODAY
    )
    zadvice = duo.advies_zroute(z, 3, TODAY, ("nog 20 uur les",))
    assert zadvice.kan and not zadvice.verwijtbaar_invullen and "20 uur" in zadvice.let_op[0]


# -- hours


@given(st.lists(st.tuples(st.sampled_from(Urensoort), st.integers(0, 900), DAYS, st.booleans()), max_size=12))
def test_totals_up_to_a_day_grow_with_the_day(rows: list[tuple[Urensoort, int, date, bool]]) -> None:
    every = [uren(soort, minuten, van=day, vervallen=gone) for soort, minuten, day, gone in rows]
    for soort in Urensoort:
        whole = minuten_van(every, soort)
        assert whole == sum(m for s, m, _, gone in rows if s is soort and not gone)
        days = sorted(day for _, _, day, _ in rows)
        sums = [minuten_van(every, soort, day) for day in days] + [whole]
        assert sums == sorted(sums)
        for day in days:
            # Exclusive: what ends on the day itself isn't in it.
            assert minuten_van(every, soort, day) <= sum(m for s, m, d, _ in rows if s is soort and d < day)


@given(st.lists(st.tuples(st.integers(0, 600), st.integers(0, 600)), max_size=8))
def test_presence_is_never_above_everything(rows: list[tuple[int, int]]) -> None:
    stand = aanwezigheid([uren(minuten=min(m, g) if g else m, gegeven=g) for m, g in rows])
    assert stand.percentage is None or 0 <= stand.percentage <= 100


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"van": date(2026, 11, 23)}, "uren-toekomst"),
        ({"van": date(2026, 1, 5), "tot": date(2026, 1, 4)}, "uren-datums"),
        ({"minuten": 17 * 60}, "uren-onjuist"),
        ({"minuten": -1}, "uren-onjuist"),
        ({"minuten": 120, "gegeven": 60}, "uren-meer-dan-gegeven"),
    ],
)
def test_hours_that_cannot_be_right_are_refused(values: dict[str, object], code: str) -> None:
    with pytest.raises(Fault) as caught:
        check_uren(uren(**values), TODAY)  # type: ignore[arg-type]
    assert caught.value.code == code


# -- MAP, Z-route, scaling down, exams


def test_the_map_says_what_is_missing_and_is_silent_where_it_is_not_asked() -> None:
    eis = MapEis(leerroutes=("B", "Z"), minuten=2400, themas=("een", "twee"), eindgesprek=True)
    none = map_stand(None, [], eis)
    assert none.geldt is None and none.ontbreekt == ("nog 40 uur praktijk", "2 thema’s", "het eindgesprek")
    school = map_stand(traject(leerroute=Leerroute.ONDERWIJS), [], eis)
    assert school.geldt is False and school.ontbreekt == () and not school.is_compleet
    done = traject(leerroute=Leerroute.B1, map_themas=("een", "twee"), datum_eindgesprek_map=TODAY)
    assert map_stand(done, [uren(Urensoort.MAP_PRAKTIJK, 2400)], eis).is_compleet


def test_contacts_that_count_are_participation_and_missed_ones_are_not() -> None:
    talks: list[Contactmoment] = [
        contact("a", "d", duur_minuten=90, telt_mee_zroute=True),
        contact("b", "d", duur_minuten=60, telt_mee_zroute=True, contact_gelukt=False),
        contact("c", "d", duur_minuten=60),
    ]
    staten = [uren(Urensoort.LES, 600), uren(Urensoort.PARTICIPATIE, 120)]
    stand = zroute_stand(traject(leerroute=Leerroute.ZELFREDZAAMHEID), staten, talks, 48_000, 48_000)
    assert (stand.cursus, stand.participatie, stand.uit_contacten) == (600, 210, 90)
    assert len(stand.ontbreekt) == 2 and stand.geldt
    assert zroute_stand(traject(leerroute=Leerroute.B1), [], [], 1, 1).ontbreekt == ()


def test_six_hundred_hours_open_the_way_down() -> None:
    b1 = traject(leerroute=Leerroute.B1)
    assert not afschaal_stand(b1, [uren(minuten=600 * 60 - 1)], 600).uren_genoeg
    assert afschaal_stand(b1, [uren(minuten=600 * 60)], 600).uren_genoeg
    assert not afschaal_stand(traject(leerroute=Leerroute.ZELFREDZAAMHEID), [], 600).geldt


def test_an_exam_has_attempts_a_next_day_and_an_end() -> None:
    def attempt(day: date | None, uitslag: Examenuitslag) -> Examen:
        return Examen(
            id=str(day), dossier_id="d", onderdeel=Examenonderdeel.LEZEN, datum=day, uitslag=uitslag
        )

    failed = attempt(date(2026, 5, 1), Examenuitslag.NIET_GEHAALD)
    planned = attempt(date(2026, 12, 1), Examenuitslag.NOG_NIET)
    (stand,) = examenstand([failed, planned], [Examenonderdeel.LEZEN], TODAY)
    assert stand.klaar is None and stand.pogingen == 1 and stand.gepland_op == date(2026, 12, 1)
    passed = attempt(date(2026, 11, 1), Examenuitslag.GEHAALD)
    (stand,) = examenstand([failed, planned, passed], [Examenonderdeel.LEZEN], TODAY)
    assert stand.klaar is passed and stand.pogingen == 2 and stand.gepland_op is None
    with pytest.raises(Fault):
        check_examen(attempt(date(2026, 12, 1), Examenuitslag.GEHAALD), TODAY)


# -- work


def test_work_known_in_part_is_ordered_and_checked() -> None:
    def step(wat: str, van: str, tot: str, stand: Loopbaanstand = Loopbaanstand.KLAAR) -> Loopbaanstap:
        return Loopbaanstap(
            id=wat,
            dossier_id="d",
            loopbaansoort=Loopbaansoort.WERKERVARING,
            wat=wat,
            van=van,
            tot=tot,
            loopbaanstand=stand,
        )

    check_loopbaan(step("bakker", "2010-05", "2010"), TODAY)
    check_loopbaan(step("bakker", "", "2010"), TODAY)
    for van, tot in (("2012", "2010"), ("2010-05", "2010-04"), ("2010-13", "")):
        with pytest.raises(Fault):
            check_loopbaan(step("bakker", van, tot), TODAY)
    rows = [
        step("oud", "2001", "2005"),
        step("nu", "2025", "", Loopbaanstand.BEZIG),
        step("later", "2010", "2012"),
    ]
    assert [each.wat for each in newest_first(rows)] == ["nu", "later", "oud"]
