"""Dated rules: what was in force when, from which source, and how a wrong file is refused."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import resources
from app.domain.doorgaande_lijn import STAPPEN, Dossieroverdracht
from app.domain.inburgering import Kernwaarde, PvtEis
from app.domain.leefgebieden import Urgentie
from app.domain.lijnonderdelen import Onderdeelgroep, parse_onderdelen
from app.domain.regels import (
    in_force,
    parse_alarmnummers,
    parse_regelboek,
    urgency_workdays,
)
from app.domain.velden import GEGEVENS_ONJUIST
from app.faults import Fault
from app.services import catalogue

TODAY = date(2026, 11, 22)


def book(**regel: Any) -> dict[str, Any]:
    line = {"key": "a", "waarde": 1, "bron": "proef", "bevestigd": True} | regel
    return {
        "code": "proef",
        "versie": 1,
        "titel": "Proef",
        "geldig_vanaf": date(2022, 1, 1),
        "regels": [line],
    }


# -- a change of law is a line of data


@pytest.mark.parametrize(
    ("code", "key", "wet", "day", "expected"),
    [
        ("termijnen", "asielvergunning_jaren", "", date(2026, 6, 11), 5),
        ("termijnen", "asielvergunning_jaren", "", date(2026, 6, 12), 3),
        ("inburgering", "boete_te_laat_asielstatushouder", "wi2021", date(2025, 7, 8), True),
        ("inburgering", "boete_te_laat_asielstatushouder", "wi2021", date(2025, 7, 9), False),
        ("inburgering", "pvt_termijn_jaren", "wi2021", TODAY, 3),
        ("inburgering", "pvt_termijn_jaren", "wi2013", TODAY, 1),
        ("inburgering", "pvt_minuten", "wi2021", TODAY, 720),
        ("inburgering", "pvt_minuten", "wi2013", TODAY, 0),
        ("inburgering", "termijn_jaren", "wi2021", date(2022, 1, 1), 3),
        ("inburgering", "pip_weken", "wi2021", TODAY, 10),
        ("inburgering", "map_praktijk_uren", "wi2021", TODAY, 40),
        ("inburgering", "zroute_participatie_uren_asielstatushouder", "wi2021", TODAY, 800),
        ("inburgering", "zroute_participatie_uren_gezinsmigrant", "wi2021", TODAY, 0),
        ("termijnen", "vergunning_waarschuwing_maanden", "", TODAY, (6, 3)),
        ("termijnen", "amv_waarschuwing_maanden", "", TODAY, (12, 6, 3)),
        ("termijnen", "bewaartermijn_maanden", "", TODAY, 24),
        ("voorinburgering", "taal_uren", "", TODAY, 121),
    ],
)
def test_a_rule_is_the_one_in_force_that_day(code: str, key: str, wet: str, day: date, expected: Any) -> None:
    assert catalogue.regels(code, day, wet).regel(key).waarde == expected


def test_before_a_law_began_it_has_no_rules() -> None:
    for key, wet, day in (("termijn_jaren", "wi2021", date(2021, 12, 31)), ("pip_weken", "wi2013", TODAY)):
        with pytest.raises(KeyError):
            catalogue.regels("inburgering", day, wet).regel(key)
    with pytest.raises(KeyError):
        catalogue.regels("inburgering", date(2017, 9, 30), "wi2013").regel("pvt_termijn_jaren")


def test_a_later_line_changes_the_law_and_leaves_the_past() -> None:
    data = book(waarde=3)
    data["regels"].append(
        {"key": "a", "waarde": 4, "bron": "nieuw", "bevestigd": False, "geldig_vanaf": date(2027, 1, 1)}
    )
    boek = parse_regelboek(data, "proef")
    assert in_force(boek, date(2026, 12, 31)).getal("a") == 3
    later = in_force(boek, date(2027, 1, 1))
    assert (later.getal("a"), later.regel("a").bron) == (4, "nieuw")


def test_a_rule_of_one_law_goes_before_a_general_one() -> None:
    data = book(waarde="algemeen")
    data["regels"].append({"key": "a", "waarde": "eigen", "bron": "x", "bevestigd": True, "wet": "wi2021"})
    boek = parse_regelboek(data, "proef")
    assert in_force(boek, TODAY, "wi2021").tekst("a") == "eigen"
    assert in_force(boek, TODAY, "wi2013").tekst("a") == "algemeen"


def test_a_value_of_another_kind_is_our_own_mistake() -> None:
    rules = in_force(parse_regelboek(book(waarde=True), "proef"), TODAY)
    assert rules.ja("a")
    for read in (rules.getal, rules.tekst, rules.lijst, rules.getallen):
        with pytest.raises(TypeError):
            read("a")


@pytest.mark.parametrize("code", ["inburgering", "termijnen", "voorinburgering"])
def test_every_rule_says_its_source(code: str) -> None:
    boek = catalogue.regelboek(code)
    assert boek.code == code
    for regel in boek.regels:
        assert regel.bron
        assert regel.geldig_vanaf <= TODAY


def test_what_is_not_confirmed_is_said_so() -> None:
    unsure = {
        regel.key
        for code in ("inburgering", "termijnen", "voorinburgering")
        for regel in catalogue.regelboek(code).regels
        if not regel.bevestigd
    }
    assert {"bewaartermijn_maanden", "totaal_uren", "verlenging_gronden"} <= unsure


# -- the values that others lean on


def test_the_pvt_requirement_comes_from_data() -> None:
    assert catalogue.pvt_eisen(TODAY, "wi2021") == PvtEis(minuten=720, excursie=True, jaren=3)
    assert catalogue.pvt_eisen(TODAY, "wi2013") == PvtEis(minuten=0, excursie=False, jaren=1)
    values = catalogue.regels("inburgering", TODAY, "wi2021").lijst("pvt_kernwaarden")
    assert values == tuple(waarde.value for waarde in Kernwaarde)


@pytest.mark.parametrize("key", ["map_themas", "knm_themas"])
def test_there_are_eight_themes(key: str) -> None:
    assert len(catalogue.regels("inburgering", TODAY, "wi2021").lijst(key)) == 8


def test_the_more_urgent_the_shorter_the_term() -> None:
    rules = catalogue.regels("termijnen", TODAY)
    terms = [urgency_workdays(rules, urgency) for urgency in sorted(Urgentie, key=lambda u: -u.rang)]
    assert terms == [0, 1, 10, 30]
    for urgency in Urgentie:
        assert rules.tekst(f"urgentie_{urgency.value}_zin").endswith(".")


# -- numbers that must work without internet


def test_the_three_numbers_are_always_shown() -> None:
    always = {number.key: number.nummers for number in catalogue.alarmnummers() if number.altijd_tonen}
    assert always == {"112": ("112",), "113": ("113", "0800-0113"), "veilig_thuis": ("0800-2000",)}
    numbers = {number.key: number for number in catalogue.alarmnummers()}
    assert numbers["veilig_thuis"].anoniem
    assert numbers["113"].anoniem
    assert all(number.wanneer and number.bron for number in numbers.values())
    assert all(number.bevestigd for number in numbers.values() if number.altijd_tonen)


# -- the doorgaande lijn


def test_the_eight_steps_have_words_of_then_and_now() -> None:
    lijn = catalogue.lijnuitleg()
    assert tuple(stap.naam for stap in lijn.stappen) == STAPPEN
    assert all(stap.toen and stap.nu and stap.meenemen for stap in lijn.stappen)
    assert {dossier.soort for dossier in lijn.dossiers} == set(Dossieroverdracht)
    for dossier in lijn.dossiers:
        doel = catalogue.doelen()[dossier.doel]
        assert doel.ontvanger is dossier.naar


# -- wrong files


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (book(bron=""), "bron"),
        (book(bevestigd="ja"), "bevestigd"),
        (book(waarde=1.5), "waarde"),
        (book(waarde=[1, "x"]), "waarde"),
        (book(waarde={}), "waarde"),
        (book(geldig_vanaf="gisteren"), "geldig_vanaf"),
        (book(onzin=1), "onzin"),
        (book() | {"geldig_vanaf": None}, "geldig_vanaf"),
        (book() | {"regels": [book()["regels"][0]] * 2}, "a"),
        (book() | {"regels": "geen"}, "regels"),
    ],
)
def test_a_wrong_rule_book_is_refused_with_its_place(data: dict[str, Any], named: str) -> None:
    with pytest.raises(Fault) as caught:
        parse_regelboek(data, "proef.toml")
    assert caught.value.kind is GEGEVENS_ONJUIST
    assert "proef.toml" in caught.value.sentence
    assert named in caught.value.sentence


def test_a_number_without_source_is_refused() -> None:
    with pytest.raises(Fault):
        parse_alarmnummers(
            {"code": "a", "versie": 1, "geldig_vanaf": date(2026, 1, 1), "nummers": [{"key": "112"}]}, "proef"
        )


def test_every_rules_file_is_read_by_somebody() -> None:
    assert set(resources.list_names("regels")) == {
        "alarmnummers.v1.toml",
        "inburgering.v1.toml",
        "lijnonderdelen.v1.toml",
        "overdracht_sjablonen.v1.toml",
        "overdrachten.v1.toml",
        "termijnen.v1.toml",
        "voorinburgering.v1.toml",
    }


def test_parts_of_the_steps_then_and_now() -> None:
    parts = catalogue.lijnonderdelen()
    per_group = {groep: [each.key for each in parts if each.groep is groep] for groep in Onderdeelgroep}
    assert len(per_group[Onderdeelgroep.NOA]) == 9
    assert {"brede_intake", "leerbaarheidstoets"} <= set(per_group[Onderdeelgroep.INTAKE])
    assert {each.key for each in parts if each.gevoelig} == {"klachten", "stabiliteit"}
    hours, total = catalogue.voorinburgering(TODAY)
    assert [each.uren for each in hours] == [121, 24, 11] and total == 156
    with pytest.raises(Fault):
        parse_onderdelen({"code": "x", "versie": 1}, "x.toml")
