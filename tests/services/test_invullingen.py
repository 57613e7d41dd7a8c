"""Choosing a list, going on where one was, what was answered before, and whom to call."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.domain.checklists import Antwoord
from app.domain.doorgaande_lijn import Bestandsoverdracht, Dossieroverdracht, Overdrachtstand
from app.domain.inburgering import Inburgeringstraject, Leerroute
from app.domain.leefgebieden import Leefgebied, Urgentie
from app.domain.signalen import Bron, Signaal, Signaalstand
from app.faults import Fault
from app.ports import Rol
from app.services import catalogue, dossiers, hulp, invullingen, signaleringen
from app.services.invullingen import Concept
from storage.store import SqlStore
from tests.services.conftest import somebody
from tests.worlds import CountingIds, HandClock

CODE = "signalering-algemeen"


def begun(**answers: object) -> Concept:
    given = {key: Antwoord(key=key, waarde=value) for key, value in answers.items()}  # type: ignore[arg-type]
    return Concept(versie=1, begonnen_op=HandClock().now(), antwoorden=given, rij="lich_huisarts", taal="ar")


def test_a_draft_comes_back_as_it_was(store: SqlStore, clock: HandClock, dossier_id: str) -> None:
    full = Antwoord(
        key="psy_slaap",
        waarde="soms",
        waarneming="Wordt elke nacht wakker. ሰላም",
        bron=Bron.CLIENT,
        besproken=False,
        niet_besproken_reden="Geen tolk.",
        urgentie=Urgentie.VOLGEN,
        reden_lager="Gaat al beter.",
    )
    many = Antwoord(key="besproken_met", waarde=("client", "coa"))
    kept = replace(begun(lich_huisarts="nee"), antwoorden={"psy_slaap": full, "besproken_met": many})
    invullingen.keep(store, dossier_id, CODE, kept)
    again = invullingen.begin(store, clock, dossier_id, CODE)
    assert again.concept == kept
    assert again.bewaard_op == clock.now()
    invullingen.drop(store, dossier_id, CODE)
    assert invullingen.begin(store, clock, dossier_id, CODE).bewaard_op is None


def test_choices_say_what_is_unfinished_and_when_it_was_last_done(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str
) -> None:
    offered = invullingen.choices(store, dossier_id)
    assert len(offered.lijsten) == 7 and offered.naam == "Selam Tesfay"
    assert all(
        each.vragen > 10 and each.concept is None and each.laatst_op is None for each in offered.lijsten
    )
    checklist = catalogue.checklist(CODE)
    answers = {"lich_huisarts": Antwoord(key="lich_huisarts", waarde="ja")}
    signaleringen.finish(store, clock, ids, dossier_id, checklist, answers)
    invullingen.keep(store, dossier_id, "zelfredzaamheid", begun(zr_rust="samen"))
    offered = invullingen.choices(store, dossier_id)
    first = offered.lijsten[0]
    assert first.code == "zelfredzaamheid" and first.concept is not None
    assert (first.concept.beantwoord, first.concept.bewaard_op) == (1, clock.now())
    (done,) = [each for each in offered.lijsten if each.laatst_op]
    assert (done.code, done.laatst_door) == (CODE, "Ans Vermeer")


def test_a_list_or_client_that_is_not_there_is_refused(
    store: SqlStore, clock: HandClock, dossier_id: str
) -> None:
    with pytest.raises(Fault) as caught:
        invullingen.begin(store, clock, dossier_id, "verzonnen")
    assert caught.value.code == "lijst-onbekend"
    invullingen.keep(store, dossier_id, CODE, replace(begun(), versie=99))
    with pytest.raises(Fault) as caught:
        invullingen.begin(store, clock, dossier_id, CODE)
    assert caught.value.code == "lijst-onbekend"
    with pytest.raises(Fault) as caught:
        invullingen.choices(store, "nobody")
    assert caught.value.code == "dossier-onbekend"


def test_earlier_answers_count_a_repeated_soms(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str
) -> None:
    checklist = catalogue.checklist(CODE)
    for value in ("nee", "soms", "soms"):
        clock.move(days=30)
        answers = {"psy_slaap": Antwoord(key="psy_slaap", waarde=value, waarneming=f"zei {value}")}
        signaleringen.finish(store, clock, ids, dossier_id, checklist, answers)
    vorig = invullingen.begin(store, clock, dossier_id, CODE).vorige["psy_slaap"]
    assert (vorig.in_woorden, vorig.waarneming, vorig.keer_soms) == ("Soms", "zei soms", 2)
    assert vorig.op == clock.now()
    answers = {
        "psy_slaap": Antwoord(key="psy_slaap", waarde="ja"),
        "termijn": Antwoord(key="termijn", waarde="kort"),
    }
    signaleringen.finish(store, clock, ids, dossier_id, checklist, answers)
    vorige = invullingen.begin(store, clock, dossier_id, CODE).vorige
    assert vorige["psy_slaap"].keer_soms == 0
    assert vorige["termijn"].in_woorden == "Minder dan zes maanden"


@pytest.mark.parametrize(
    ("until", "proposed"),
    [
        (date(2027, 1, 1), "onder_drie"),
        (date(2027, 2, 21), "onder_drie"),
        (date(2027, 2, 22), "drie_tot_zes"),
        (date(2027, 5, 22), "drie_tot_zes"),
        (date(2027, 5, 23), "ruim"),
        (None, None),
    ],
)
def test_the_dossier_proposes_what_it_knows(
    store: SqlStore, clock: HandClock, ids: CountingIds, until: date | None, proposed: str | None
) -> None:
    dossier_id, _ = dossiers.open_dossier(store, clock, ids, somebody(vergunning_tot=until))
    voorstellen = invullingen.begin(store, clock, dossier_id, CODE).voorstellen
    assert voorstellen.get("ver_vergunning") == proposed
    assert voorstellen["kin_18"] == "nee" and "kinderen_thuis" not in voorstellen


def test_a_minor_and_a_traject_propose_too(store: SqlStore, clock: HandClock, ids: CountingIds) -> None:
    dossier_id, _ = dossiers.open_dossier(store, clock, ids, somebody(amv=True, geboortedatum="2009-04-03"))
    traject = Inburgeringstraject(
        id=ids.new(), dossier_id=dossier_id, leerroute=Leerroute.B1, dagtekening_pip=date(2024, 1, 1)
    )
    dossier = Bestandsoverdracht(
        id=ids.new(), dossier_id=dossier_id, wat=Dossieroverdracht.JGZ, stand=Overdrachtstand.NVT
    )
    with store.write() as uow:
        uow.add(traject)
        uow.add(dossier)
        uow.commit()
    assert invullingen.begin(store, clock, dossier_id, CODE).voorstellen["kin_18"] == "ja"
    jong = invullingen.begin(store, clock, dossier_id, "18min-18plus").voorstellen
    assert jong["tijd_tot_18"] == "half_jaar"
    stil = invullingen.begin(store, clock, dossier_id, "stagnatie-inburgering").voorstellen
    assert (stil["route"], stil["termijn"]) == ("b", "kort")
    over = invullingen.begin(store, clock, dossier_id, "overdracht-azc-gemeente").voorstellen
    assert over["dos_jgz"] == "nvt" and "dos_medisch" not in over


# -- whom to call


def keys(lines: tuple[hulp.Hulplijn, ...]) -> list[str]:
    return [each.key for each in lines]


def test_the_three_numbers_are_always_there() -> None:
    assert [each.nummers for each in hulp.always()] == [("112",), ("113", "0800-0113"), ("0800-2000",)]


def test_acute_puts_the_alarm_first_then_the_contactpersoon() -> None:
    lines = hulp.whom_to_call(Urgentie.ACUUT, ("113", "huisarts", "112"), "Lindewaard", oefen=True)
    assert keys(lines) == ["113", "112", "lw_contactpersoon", "lw_huisarts", "lw_hap"]
    gevaar = hulp.whom_to_call(
        Urgentie.ACUUT, ("112", "contactpersoon", "veilig_thuis"), "Lindewaard", oefen=True
    )
    assert keys(gevaar) == ["112", "lw_contactpersoon", "veilig_thuis"]


def test_haste_always_reaches_the_contactpersoon_and_calm_worries_call_nobody() -> None:
    called = keys(hulp.whom_to_call(Urgentie.SPOED, ("schuldhulp",), "Lindewaard", oefen=True))
    assert called[0] == "lw_schuldhulp" and called[-1] == "lw_contactpersoon"
    assert keys(hulp.whom_to_call(Urgentie.SPOED, ("coordinator",), "Lindewaard", oefen=True)) == [
        "lw_coordinator"
    ]
    assert hulp.whom_to_call(Urgentie.BINNENKORT, ("huisarts",)) == ()


def test_outside_the_practice_world_no_made_up_number_is_shown() -> None:
    lines = hulp.whom_to_call(Urgentie.SPOED, ("contactpersoon", "veilig_thuis"), "Lindewaard")
    assert [(each.naam, each.nummers) for each in lines] == [
        ("Contactpersoon van je organisatie", ()),
        ("Veilig Thuis", ("0800-2000",)),
    ]


def test_usual_haste_follows_the_table_of_the_domain() -> None:
    calm = {Leefgebied.SOCIAAL_NETWERK, Leefgebied.TAAL_EN_DIGITAAL}
    fast = {Leefgebied.VEILIGHEID_EN_RELATIES, Leefgebied.BEGELEIDER_ZELF}
    for leefgebied in Leefgebied:
        expected = (
            Urgentie.VOLGEN
            if leefgebied in calm
            else Urgentie.SPOED
            if leefgebied in fast
            else Urgentie.BINNENKORT
        )
        assert hulp.usual_urgency(leefgebied) is expected, leefgebied
        assert hulp.usual_routes(leefgebied), leefgebied
    assert hulp.usual_routes(Leefgebied.VEILIGHEID_EN_RELATIES)[0] == "contactpersoon"


# -- safety


def test_a_volunteer_never_closes_a_safety_signal_that_nobody_weighed() -> None:
    offered = signaleringen.possible_steps
    assert Signaalstand.AFGESLOTEN in offered(Signaalstand.GENOTEERD, Rol.VRIJWILLIGER)
    for stand in (
        Signaalstand.GENOTEERD,
        Signaalstand.BESPROKEN,
        Signaalstand.GEMELD,
        Signaalstand.ONTVANGEN,
    ):
        assert Signaalstand.AFGESLOTEN not in offered(stand, Rol.VRIJWILLIGER, veiligheid=True)
        assert Signaalstand.AFGESLOTEN in offered(stand, Rol.COORDINATOR, veiligheid=True)
    assert Signaalstand.AFGESLOTEN in offered(Signaalstand.OPGEPAKT, Rol.VRIJWILLIGER, veiligheid=True)


def test_a_list_of_signals_says_which_are_shielded_also_outside_their_leefgebied(
    store: SqlStore, clock: HandClock, ids: CountingIds, dossier_id: str
) -> None:
    checklist = catalogue.checklist(CODE)
    answers = {
        "kin_veilig": Antwoord(key="kin_veilig", waarde="soms"),
        "geld_post": Antwoord(
            key="geld_post", waarde="ja", besproken=False, niet_besproken_reden=" Geen tijd. "
        ),
    }
    done = signaleringen.finish(store, clock, ids, dossier_id, checklist, answers)
    rows = {row.titel: row.beschermd for row in signaleringen.open_signals(store)}
    assert sorted(rows.values()) == [False, True]
    with store.read() as reading:
        signals = [reading.get(Signaal, each) for each in done.signaal_ids]
    assert {each.niet_besproken_reden for each in signals if each} == {"", "Geen tijd."}
    answers["geld_post"] = replace(answers["geld_post"], niet_besproken_reden="bsn 123456782")
    with pytest.raises(Fault) as caught:
        signaleringen.finish(store, clock, ids, dossier_id, checklist, answers)
    assert caught.value.code == "bsn-in-tekst"
