"""The client decides: a yes must be proven, a no is enough by itself, and a withdrawal always wins."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.domain.leefgebieden import Leefgebied
from app.domain.toestemmingen import (
    Besluit,
    Grondslag,
    Grondslagsoort,
    Ontvanger,
    Reden,
    Toestemming,
    Wijze,
)
from app.faults import Fault
from app.ports import Rol
from app.services import catalogue, contactmomenten, dossiers, grondslagen, signaleringen, toestemmingen
from app.services.kalender import today
from app.services.toestemmingen import Decision
from storage.store import SqlStore
from tests.services.conftest import STROKES, Grant, somebody, yes
from tests.services.test_contactmomenten import visit
from tests.services.test_signaleringen import noticed
from tests.worlds import NOON, CountingIds, HandClock, new_store


def stored(store: SqlStore, dossier_id: str) -> tuple[Toestemming, ...]:
    with store.read() as reading:
        return reading.of_dossier(Toestemming, dossier_id)


def test_a_yes_keeps_the_exact_text_and_ends_by_itself(
    store: SqlStore, dossier_id: str, grant: Grant
) -> None:
    grant("gemeente-gezondheid")
    (kept,) = stored(store, dossier_id)
    tekst = catalogue.toestemmingstaal("nl").teksten["gemeente-gezondheid"]
    assert kept.besluit is Besluit.GEGEVEN and kept.tekst_hash == tekst.tekst_hash
    assert (kept.vanaf, kept.tot) == (date(2026, 11, 22), date(2027, 11, 22))
    assert kept.handtekening == STROKES and kept.vastgelegd_door == "Ans Vermeer"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"handtekening": ()}, "toestemming-handtekening-nodig"),
        ({"handtekening": ((),)}, "toestemming-handtekening-nodig"),
        ({"wijze": Wijze.MONDELING}, "toestemming-getuige-nodig"),
        ({"wijze": Wijze.MONDELING, "getuige": "Tolk Abel"}, "toestemming-getuige-nodig"),
        ({"tekst_hash": ""}, "toestemming-tekst-nodig"),
        ({"doel": "alles"}, "doel-onbekend"),
        ({"tolk": "pas 123456782"}, "bsn-in-tekst"),
    ],
)
def test_a_yes_that_cannot_be_proven_is_refused_and_nothing_is_kept(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str, change: dict[str, object], code: str
) -> None:
    decisions = [yes("gemeente-inburgering"), replace(yes("gemeente-begeleiding"), **change)]  # type: ignore[arg-type]
    with pytest.raises(Fault) as caught:
        toestemmingen.record_decisions(store, clock, ids, dossier_id, decisions)
    assert caught.value.code == code
    assert stored(store, dossier_id) == ()


def test_a_no_needs_no_proof_and_an_oral_yes_a_witness(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str
) -> None:
    oral = yes(
        "gemeente-inburgering",
        wijze=Wijze.MONDELING,
        getuige="Tolk Abel",
        reden_mondeling="Kan niet schrijven",
        handtekening=(),
    )
    toestemmingen.record_decisions(
        store, clock, ids, dossier_id, [Decision(doel="gemeente-gezondheid", ja=False), oral]
    )
    rows = {row.doel: row for row in toestemmingen.overview(store, dossier_id, today(clock)).rows}
    assert rows["gemeente-gezondheid"].besluit is Besluit.GEWEIGERD and not rows["gemeente-gezondheid"].geldt
    assert rows["gemeente-inburgering"].geldt and rows["gemeente-begeleiding"].besluit is None
    assert list(rows) == list(catalogue.doelen())


def test_under_sixteen_a_parent_decides(store: SqlStore, clock: HandClock, ids: CountingIds) -> None:
    child, _ = dossiers.open_dossier(store, clock, ids, somebody(geboortedatum="2011"))
    with pytest.raises(Fault) as caught:
        toestemmingen.record_decisions(store, clock, ids, child, [yes("gemeente-inburgering")])
    assert caught.value.code == "toestemming-ouder-nodig"
    toestemmingen.record_decisions(
        store, clock, ids, child, [yes("gemeente-inburgering", gegeven_door="moeder, Letay Tesfay")]
    )
    assert toestemmingen.overview(store, child, today(clock)).ouder_beslist
    (kept,) = stored(store, child)
    assert kept.gegeven_door == "moeder, Letay Tesfay"


def test_withdrawing_takes_back_every_yes_ever_given(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str, grant: Grant
) -> None:
    grant("gemeente-begeleiding")
    clock.move(days=800)
    grant("gemeente-begeleiding")
    given = {each.id for each in stored(store, dossier_id)}
    clock.move(days=1)
    toestemmingen.withdraw(store, clock, ids, dossier_id, "gemeente-begeleiding")
    withdrawn = [each for each in stored(store, dossier_id) if each.besluit is Besluit.INGETROKKEN]
    assert {each.trekt_in for each in withdrawn} == given
    rows = {row.doel: row for row in toestemmingen.overview(store, dossier_id, today(clock)).rows}
    assert (
        not rows["gemeente-begeleiding"].geldt and rows["gemeente-begeleiding"].besluit is Besluit.INGETROKKEN
    )
    with pytest.raises(Fault) as caught:
        toestemmingen.withdraw(store, clock, ids, dossier_id, "gemeente-begeleiding")
    assert caught.value.code == "niets-in-te-trekken"
    grant("gemeente-begeleiding")
    rows = {row.doel: row for row in toestemmingen.overview(store, dossier_id, today(clock)).rows}
    assert rows["gemeente-begeleiding"].geldt


def test_a_no_after_a_yes_is_a_withdrawal(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str, grant: Grant
) -> None:
    grant("gemeente-plan")
    toestemmingen.record_decisions(store, clock, ids, dossier_id, [Decision(doel="gemeente-plan", ja=False)])
    newest = stored(store, dossier_id)[-1]
    assert newest.besluit is Besluit.INGETROKKEN and newest.trekt_in == stored(store, dossier_id)[0].id


def test_a_withdrawal_wins_from_a_clock_that_ran_ahead(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str, grant: Grant
) -> None:
    clock.move(days=30)
    grant("gemeente-begeleiding")
    clock.move(days=-30)
    toestemmingen.withdraw(store, clock, ids, dossier_id, "gemeente-begeleiding")
    clock.move(days=60)
    leaves = toestemmingen.what_leaves(store, dossier_id, Ontvanger.GEMEENTE, today(clock))
    assert not any(each.gaat for each in leaves.records if each.soort != "toestemming")


def test_what_leaves_says_per_field_what_goes_and_why_not(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str, grant: Grant
) -> None:
    dossiers.change(
        store,
        clock,
        replace(
            dossiers.get(store, dossier_id),
            adres="Kade 1",
            adres_geheim=True,
            telefoon="0612345678",
            huisarts="Praktijk Zuid",
        ),
    )
    contactmomenten.record(
        store, clock, ids, visit(dossier_id, samenvatting="Post.", aantekening="Ruzie gehoord.")
    )
    signaleringen.note_signal(
        store, clock, ids, noticed(dossier_id, leefgebied=Leefgebied.LICHAMELIJKE_GEZONDHEID)
    )
    grant("gemeente-begeleiding")
    toestemmingen.record_decisions(
        store, clock, ids, dossier_id, [Decision(doel="gemeente-gezondheid", ja=False)]
    )
    leaves = toestemmingen.what_leaves(store, dossier_id, Ontvanger.GEMEENTE, today(clock))
    by_kind = {each.soort: each for each in leaves.records}
    person = {each.veld: each for each in by_kind["inburgeraar"].velden}
    assert person["telefoon"].gaat and person["telefoon"].waarde == "0612345678"
    assert person["telefoon"].grond == "toestemming van 22-11-2026: Begeleiding delen met de gemeente"
    assert person["adres"].reden is Reden.ADRES_GEHEIM
    assert person["huisarts"].reden is Reden.GEWEIGERD
    assert person["huisarts"].uitleg == "De cliënt zei nee voor gezondheid."
    assert person["geboortedatum"].waarde == "03-04-1991"
    contact = {each.veld: each for each in by_kind["contactmoment"].velden}
    assert contact["samenvatting"].gaat and contact["aantekening"].reden is Reden.PRIVE
    assert not by_kind["signaal"].gaat
    assert leaves.gaat + leaves.blijft == len(leaves.records)
    nobody = toestemmingen.what_leaves(store, dossier_id, Ontvanger.HUISARTS, today(clock))
    assert nobody.gaat == 0 and nobody.grants == ()


def test_an_outdated_text_is_pointed_out(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str
) -> None:
    toestemmingen.record_decisions(
        store, clock, ids, dossier_id, [yes("gemeente-plan", tekst_hash="ab" * 32)]
    )
    rows = {row.doel: row for row in toestemmingen.overview(store, dossier_id, today(clock)).rows}
    assert rows["gemeente-plan"].tekst_verouderd
    same = {("gemeente-plan", "nl"): "ab" * 32}
    rows = {row.doel: row for row in toestemmingen.overview(store, dossier_id, today(clock), texts=same).rows}
    assert not rows["gemeente-plan"].tekst_verouderd


def test_a_ground_is_recorded_by_a_professional_with_the_reason(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str
) -> None:
    def ground(**values: object) -> Grondslag:
        plain: dict[str, object] = {
            "doel": "gemeente-inburgering",
            "ontvanger": Ontvanger.CLIENT,
            "grondslag": Grondslagsoort.TAAK_GEMEENTE,
            "toelichting": "Artikel 13 van de Wet inburgering 2021.",
            "vastgelegd_op": NOON,
            "vastgelegd_door": "",
            "vanaf": today(clock),
        }
        return Grondslag(id="", dossier_id=dossier_id, **{**plain, **values})  # type: ignore[arg-type]

    for values, code in (
        ({"grondslag": Grondslagsoort.TOESTEMMING}, "grondslag-past-niet"),
        ({"doel": "gemeente-gezondheid"}, "grondslag-past-niet"),
        ({"toelichting": " "}, "grondslag-toelichting-nodig"),
    ):
        with pytest.raises(Fault) as caught:
            grondslagen.register(store, clock, ids, ground(**values))
        assert caught.value.code == code
    ground_id, _ = grondslagen.register(store, clock, ids, ground())
    rows = {row.doel: row for row in toestemmingen.overview(store, dossier_id, today(clock)).rows}
    row = rows["gemeente-inburgering"]
    assert row.geldt and row.besluit is None and [each.id for each in row.grondslagen] == [ground_id]
    assert row.grondslagen[0].ontvanger is Ontvanger.GEMEENTE
    grondslagen.end(store, clock, ids, ground_id, "Overeenkomst is afgelopen.")
    rows = {row.doel: row for row in toestemmingen.overview(store, dossier_id, today(clock)).rows}
    assert not rows["gemeente-inburgering"].geldt


def test_a_volunteer_records_no_ground(tmp_path, clock: HandClock, ids: CountingIds) -> None:  # type: ignore[no-untyped-def]
    store = new_store(tmp_path, clock=clock, ids=ids, rol=Rol.VRIJWILLIGER)
    dossier_id, _ = dossiers.open_dossier(store, clock, ids, somebody())
    ground = Grondslag(
        id="", dossier_id=dossier_id, doel="gemeente-inburgering", ontvanger=Ontvanger.GEMEENTE,
        grondslag=Grondslagsoort.TAAK_GEMEENTE, toelichting="x", vastgelegd_op=NOON, vastgelegd_door="",
        vanaf=NOON.date(),
    )  # fmt: skip
    with pytest.raises(Fault) as caught:
        grondslagen.register(store, clock, ids, ground)
    assert caught.value.code == "grondslag-professional"
    store.close()


def test_a_parent_takes_back_for_a_child(store, clock: HandClock, ids: CountingIds) -> None:  # type: ignore[no-untyped-def]
    child, _ = dossiers.open_dossier(store, clock, ids, somebody(geboortedatum="2014-02-01"))
    toestemmingen.record_decisions(
        store, clock, ids, child, [yes("gemeente-plan", gegeven_door="Hiwet, moeder")]
    )
    with pytest.raises(Fault) as caught:
        toestemmingen.withdraw(store, clock, ids, child, "gemeente-plan")
    assert caught.value.code == "toestemming-ouder-nodig"
    toestemmingen.withdraw(store, clock, ids, child, "gemeente-plan", gegeven_door="Hiwet, moeder")


def test_a_mere_ground_never_lets_health_go_whatever_a_table_says() -> None:
    from dataclasses import replace

    from app.domain.records import Categorie
    from app.domain.toestemmingen import live_grants

    doelen = dict(catalogue.doelen())
    doelen["gemeente-gezondheid"] = replace(
        doelen["gemeente-gezondheid"], grondslagen=frozenset(Grondslagsoort)
    )
    ground = Grondslag(
        id="g", dossier_id="d", doel="gemeente-gezondheid", ontvanger=Ontvanger.GEMEENTE,
        grondslag=Grondslagsoort.OVEREENKOMST, toelichting="x", vastgelegd_op=NOON, vastgelegd_door="",
        vanaf=NOON.date(),
    )  # fmt: skip
    (grant,) = live_grants((), (ground,), doelen, NOON.date())
    assert Categorie.GEZONDHEID not in grant.categorieen
    (grant,) = live_grants(
        (), (replace(ground, grondslag=Grondslagsoort.VITAAL_BELANG),), doelen, NOON.date()
    )
    assert Categorie.GEZONDHEID in grant.categorieen
