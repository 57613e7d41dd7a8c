"""Properties of the one consent rule, over random decisions, grounds and records."""

from __future__ import annotations

from dataclasses import MISSING, fields, replace
from datetime import date, datetime, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.domain.catalogus import RECORD_CLASSES
from app.domain.contactmomenten import Contactmoment, Kanaal
from app.domain.inburgeraar import Inburgeraar
from app.domain.leefgebieden import Leefgebied, Urgentie
from app.domain.records import Categorie, Record, record_type
from app.domain.signalen import Signaal
from app.domain.toestemmingen import (
    BIJZONDER,
    Besluit,
    Grondslag,
    Grondslagsoort,
    Ontvanger,
    Toestemming,
    Verwerkingsdoel,
    decide,
    live_grants,
    newest_per_doel,
)
from tests.worlds import NOON

DAY = NOON.date()
DOELEN = {
    code: Verwerkingsdoel(
        code=code,
        titel=code,
        ontvanger=ontvanger,
        categorieen=frozenset(categorieen),
        grondslagen=frozenset(grondslagen),
        maanden_geldig=12,
        bij_intrekking="wissen",
    )
    for code, ontvanger, categorieen, grondslagen in (
        ("breed", Ontvanger.GEMEENTE,
         {Categorie.IDENTIFICATIE, Categorie.BEGELEIDING, Categorie.ADRES, Categorie.INKOMEN},
         {Grondslagsoort.TOESTEMMING, Grondslagsoort.TAAK_GEMEENTE}),
        ("zorg", Ontvanger.GEMEENTE, {Categorie.GEZONDHEID}, {Grondslagsoort.TOESTEMMING}),
        ("arts", Ontvanger.HUISARTS, {Categorie.IDENTIFICATIE, Categorie.GEZONDHEID},
         {Grondslagsoort.TOESTEMMING, Grondslagsoort.VITAAL_BELANG}),
    )
}  # fmt: skip

moments = st.integers(-400, 400).map(lambda hours: NOON + timedelta(hours=hours))
days = st.integers(-30, 30).map(lambda count: DAY + timedelta(days=count))


@st.composite
def decisions(draw: st.DrawFn) -> tuple[Toestemming, ...]:
    made: list[Toestemming] = []
    for number in range(draw(st.integers(0, 6))):
        doel = draw(st.sampled_from(sorted(DOELEN)))
        given_before = [each for each in made if each.besluit is Besluit.GEGEVEN and each.doel == doel]
        besluit = draw(st.sampled_from(list(Besluit)))
        trekt_in = ""
        if besluit is Besluit.INGETROKKEN:
            if not given_before:
                continue
            trekt_in = draw(st.sampled_from(given_before)).id
        made.append(
            Toestemming(
                id=f"t{number}", dossier_id="d", doel=doel, ontvanger=DOELEN[doel].ontvanger, besluit=besluit,
                vastgelegd_op=draw(moments), vanaf=draw(days), tot=draw(st.none() | days), trekt_in=trekt_in,
            )
        )  # fmt: skip
    return tuple(made)


@st.composite
def grounds(draw: st.DrawFn) -> tuple[Grondslag, ...]:
    made: list[Grondslag] = []
    for number in range(draw(st.integers(0, 3))):
        doel = draw(st.sampled_from(sorted(DOELEN)))
        made.append(
            Grondslag(
                id=f"g{number}", dossier_id="d", doel=doel, ontvanger=DOELEN[doel].ontvanger,
                grondslag=draw(st.sampled_from(list(Grondslagsoort))), toelichting="x", vastgelegd_op=draw(moments),
                vastgelegd_door="x", vanaf=draw(days), tot=draw(st.none() | days),
                beeindigt=draw(st.sampled_from(["", *(each.id for each in made)])),
            )
        )  # fmt: skip
    return tuple(made)


RECORDS: tuple[Record, ...] = (
    Inburgeraar(id="d", dossier_id="d", voornamen="A", adres="B", huisarts="C", bijzonderheden="D"),
    Inburgeraar(id="d", dossier_id="d", voornamen="A", adres="B", adres_geheim=True),
    Contactmoment(
        id="c", dossier_id="d", plaatsgevonden_op=NOON, kanaal=Kanaal.KANTOOR, onderwerp="x", aantekening="y",
    ),
    Contactmoment(
        id="c", dossier_id="d", plaatsgevonden_op=NOON, kanaal=Kanaal.KANTOOR, onderwerp="x",
        leefgebieden=(Leefgebied.PSYCHISCHE_GEZONDHEID,),
    ),
    *(
        Signaal(
            id="s", dossier_id="d", leefgebied=gebied, urgentie=Urgentie.SPOED, waarneming="x", genoteerd_op=NOON,
            categorie=categorie,
        )
        for gebied in Leefgebied
        for categorie in (None, Categorie.VEILIGHEID, Categorie.GEZONDHEID)
    ),
)  # fmt: skip
records = st.sampled_from(RECORDS)
receivers = st.sampled_from(list(Ontvanger))


@given(decisions(), grounds(), records, receivers)
@settings(max_examples=300)
def test_nothing_goes_without_a_live_ground_for_every_category(
    said: tuple[Toestemming, ...], grondslagen: tuple[Grondslag, ...], record: Record, ontvanger: Ontvanger
) -> None:
    grants = live_grants(said, grondslagen, DOELEN, DAY)
    judged = decide(record, record_type(type(record)).fields, grants, ontvanger)
    by_id = {grant.id: grant for grant in grants}
    for name, ids in judged.goes.items():
        fact = record_type(type(record)).fields[name]
        assert ids and all(by_id[each].ontvanger is ontvanger for each in ids)
        if not fact.structural:
            assert fact.shared is not None, f"{name} is private"
            needed = {fact.shared.categorie} if fact.shared.categorie else record.inhoud_categorieen
            covered = frozenset[Categorie]().union(*(by_id[each].categorieen for each in ids))
            assert needed <= covered
            assert not (
                name in ("adres", "postcode", "woonplaats") and getattr(record, "adres_geheim", False)
            )
    assert set(judged.goes) | set(judged.stays) == set(record_type(type(record)).fields)
    assert not set(judged.goes) & set(judged.stays)
    if any(Categorie.VEILIGHEID in each.categorieen for each in grants) is False and isinstance(
        record, Signaal
    ):
        assert not (record.is_veiligheid and judged.anything_goes)


@given(decisions(), grounds())
@settings(max_examples=300)
def test_every_live_grant_has_a_reason_that_holds_today(
    said: tuple[Toestemming, ...], grondslagen: tuple[Grondslag, ...]
) -> None:
    every: dict[str, Toestemming | Grondslag] = {each.id: each for each in (*said, *grondslagen)}
    for grant in live_grants(said, grondslagen, DOELEN, DAY):
        behind = every[grant.id]
        assert behind.vanaf <= DAY and (behind.tot is None or behind.tot > DAY)
        assert grant.grondslag in DOELEN[grant.doel].grondslagen
        assert grant.categorieen <= DOELEN[grant.doel].categorieen
        if isinstance(behind, Toestemming):
            assert grant.categorieen == DOELEN[grant.doel].categorieen
            assert behind.besluit is Besluit.GEGEVEN
            assert all(each.trekt_in != behind.id for each in said)
        else:
            assert all(each.beeindigt != behind.id for each in grondslagen)
            assert behind.grondslag is not Grondslagsoort.TOESTEMMING
            assert behind.grondslag is Grondslagsoort.VITAAL_BELANG or not grant.categorieen & BIJZONDER


@given(decisions(), moments, st.randoms(use_true_random=False))
@settings(max_examples=300)
def test_a_withdrawal_always_wins_whatever_the_clocks_and_the_order(
    said: tuple[Toestemming, ...], when: datetime, shuffle: object
) -> None:
    given_ones = [each for each in said if each.besluit is Besluit.GEGEVEN]
    assume(given_ones)
    withdrawn = given_ones[0]
    others = [each for each in said if each.doel != withdrawn.doel or each.id == withdrawn.id]
    after = [
        *others,
        replace(withdrawn, id="w", besluit=Besluit.INGETROKKEN, vastgelegd_op=when, trekt_in=withdrawn.id),
    ]
    shuffle.shuffle(after)  # type: ignore[attr-defined]
    assert withdrawn.doel not in {grant.doel for grant in live_grants(after, (), DOELEN, DAY)}
    assert newest_per_doel(after)[withdrawn.doel].besluit is Besluit.INGETROKKEN


@given(decisions(), grounds(), st.randoms(use_true_random=False))
def test_the_order_in_which_records_are_read_does_not_matter(
    said: tuple[Toestemming, ...], grondslagen: tuple[Grondslag, ...], shuffle: object
) -> None:
    mixed = list(said)
    shuffle.shuffle(mixed)  # type: ignore[attr-defined]
    assert set(live_grants(said, grondslagen, DOELEN, DAY)) == set(
        live_grants(mixed, grondslagen, DOELEN, DAY)
    )


def test_a_purpose_that_this_version_does_not_know_opens_nothing() -> None:
    stranger = Toestemming(
        id="t", dossier_id="d", doel="nieuw", ontvanger=Ontvanger.GEMEENTE, besluit=Besluit.GEGEVEN,
        vastgelegd_op=NOON, vanaf=date(2026, 1, 1),
    )  # fmt: skip
    assert live_grants([stranger], (), DOELEN, DAY) == ()
    wrong = replace(stranger, doel="breed", ontvanger=Ontvanger.HUISARTS)
    assert live_grants([wrong], (), DOELEN, DAY) == ()
    assert {field.name for field in fields(Toestemming)} >= {"trekt_in", "tekst_hash"}


def test_a_record_that_cannot_stand_without_some_fields_never_goes_in_parts() -> None:
    """A field without default must go whenever another one goes, or the receiver gets a record it can't build."""
    for cls in RECORD_CLASSES:
        kinds = record_type(cls).fields
        needed = {field.name for field in fields(cls) if field.default is MISSING} - {"id", "dossier_id"}
        marks = {kinds[name].shared for name in needed if not kinds[name].structural}
        others = {fact.shared for fact in kinds.values() if fact.shared is not None and not fact.structural}
        if marks and marks != {None}:
            assert len(marks) == 1 and others <= marks, cls.__name__
