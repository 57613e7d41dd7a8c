"""The one table of purposes, the texts that go with it, and the handover templates that lean on it."""

from __future__ import annotations

import copy
import hashlib
import re
import tomllib
from typing import Any

import pytest

import resources
from app.domain.doelentabel import CARE_RECEIVERS, SENSITIVE, parse_doelen, parse_toestemmingstaal
from app.domain.overdrachtsjablonen import parse_sjablonen
from app.domain.records import Categorie
from app.domain.toestemmingen import Grondslagsoort, Ontvanger
from app.domain.velden import GEGEVENS_ONJUIST
from app.faults import Fault
from app.services import catalogue

DOELEN = catalogue.doelen()
CODES = {
    "gemeente-begeleiding",
    "gemeente-inburgering",
    "gemeente-gezondheid",
    "gemeente-veiligheid",
    "gemeente-werk-inkomen",
    "gemeente-plan",
    "overdracht-huisarts",
    "overdracht-jgz",
    "overdracht-wijkteam",
    "overdracht-collega",
    "brief-foto",
}


def raw(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.read_text(name))


# -- the table


def test_the_purposes_are_the_agreed_ones() -> None:
    assert set(DOELEN) == CODES


@pytest.mark.parametrize("code", sorted(CODES))
def test_health_and_safety_travel_only_on_their_own(code: str) -> None:
    doel = DOELEN[code]
    sensitive = doel.categorieen & SENSITIVE
    if sensitive and doel.ontvanger not in CARE_RECEIVERS:
        assert len(sensitive) == 1
        assert code in ("gemeente-gezondheid", "gemeente-veiligheid")
    if sensitive:
        assert doel.grondslagen <= {Grondslagsoort.TOESTEMMING, Grondslagsoort.VITAAL_BELANG}


def test_safety_has_one_way_out_only() -> None:
    ways = [code for code, doel in DOELEN.items() if Categorie.VEILIGHEID in doel.categorieen]
    assert ways == ["gemeente-veiligheid"]


def test_a_photo_is_kept_and_never_goes_anywhere() -> None:
    assert DOELEN["brief-foto"].categorieen == frozenset()


def test_proof_of_consent_is_no_content_of_any_purpose() -> None:
    assert not any(Categorie.TOESTEMMING in doel.categorieen for doel in DOELEN.values())


def test_whatever_leaves_says_whose_it_is() -> None:
    for code, doel in DOELEN.items():
        if doel.categorieen:
            assert Categorie.IDENTIFICATIE in doel.categorieen, code


def test_each_category_has_a_way_to_the_gemeente_or_none_at_all() -> None:
    to_gemeente = {
        categorie
        for doel in DOELEN.values()
        if doel.ontvanger is Ontvanger.GEMEENTE
        for categorie in doel.categorieen
    }
    assert to_gemeente == set(Categorie) - {Categorie.TOESTEMMING}


@pytest.mark.parametrize(
    ("code", "field", "value"),
    [
        ("gemeente-begeleiding", "categorieen", ["identificatie", "gezondheid"]),
        ("gemeente-begeleiding", "categorieen", ["identificatie", "begeleiding", "veiligheid"]),
        ("gemeente-gezondheid", "categorieen", ["identificatie", "gezondheid", "veiligheid"]),
        ("gemeente-gezondheid", "categorieen", ["identificatie", "gezondheid", "inkomen"]),
        ("gemeente-gezondheid", "grondslagen", ["toestemming", "taak_gemeente"]),
        ("overdracht-huisarts", "grondslagen", ["toestemming", "overeenkomst"]),
        ("overdracht-collega", "categorieen", ["identificatie", "gezondheid", "begeleiding"]),
        ("gemeente-plan", "grondslagen", ["taak_gemeente"]),
        ("gemeente-plan", "grondslagen", ["zomaar"]),
        ("gemeente-plan", "ontvanger", "buurman"),
        ("gemeente-plan", "categorieen", ["geheim"]),
        ("gemeente-plan", "categorieen", ["plan", "plan"]),
        ("gemeente-plan", "maanden_geldig", 0),
        ("gemeente-plan", "bij_intrekking", "vergeten"),
        ("gemeente-plan", "bij_intrekking", "beperken"),
        ("gemeente-plan", "bewaargrond", "zomaar"),
        ("gemeente-plan", "bij_nee", ""),
        ("gemeente-plan", "onzin", 1),
        ("gemeente-plan", "code", "brief-foto"),
    ],
)
def test_a_table_that_breaks_its_own_rules_is_refused(code: str, field: str, value: Any) -> None:
    data = raw("toestemming/doelen.v1.toml")
    row = next(row for row in data["doelen"] if row["code"] == code)
    row[field] = value
    with pytest.raises(Fault) as caught:
        parse_doelen(data, "doelen.toml")
    assert caught.value.kind is GEGEVENS_ONJUIST
    assert "doelen.toml" in caught.value.sentence


# -- the texts


@pytest.mark.parametrize("taal", catalogue.TALEN)
def test_every_purpose_has_its_page_in_every_language(taal: str) -> None:
    language = catalogue.toestemmingstaal(taal)
    assert language.taal == taal
    assert tuple(language.teksten) == tuple(DOELEN)
    assert language.van_rechts is (taal in ("ar", "fa"))
    assert language.nagekeken is (taal == "nl")
    assert bool(language.niet_nagekeken) is (taal != "nl")
    hashes = {tekst.tekst_hash for tekst in language.teksten.values()}
    assert len(hashes) == len(DOELEN)


SCRIPTS = {"ar": "\u0600-\u06ff", "fa": "\u0600-\u06ff", "ti": "\u1200-\u137f", "uk": "\u0400-\u04ff"}


@pytest.mark.parametrize("taal", catalogue.TALEN)
def test_texts_are_in_their_own_script_and_differ_from_dutch(taal: str) -> None:
    script = re.compile(f"[{SCRIPTS.get(taal, 'A-Za-z')}]")
    dutch = catalogue.toestemmingstaal("nl")
    for code, tekst in catalogue.toestemmingstaal(taal).teksten.items():
        for field in (
            "titel",
            "wat",
            "met_wie",
            "waarom",
            "als_ja",
            "als_nee",
            "vrij",
            "intrekken",
            "papier",
        ):
            words = getattr(tekst, field)
            letters = [letter for letter in words if letter.isalpha()]
            # Dutch names of bodies stay as they are, so that the client can recognise them on a letter.
            own = sum(1 for letter in letters if script.match(letter))
            assert own / len(letters) > (0.3 if field == "met_wie" else 0.6), (code, field)
            if taal != "nl":
                assert words != getattr(dutch.teksten[code], field), (code, field)


# Whoever says yes must have read of each category that goes.
WORDS = {
    Categorie.IDENTIFICATIE: ("naam", "namen", "gegevens"),
    Categorie.BEREIKBAARHEID: ("telefoon", "gegevens"),
    Categorie.ADRES: ("adres", "gegevens"),
    Categorie.HUISHOUDEN: ("wie bij je woont", "gezin"),
    Categorie.TAAL: ("taal", "gegevens"),
    Categorie.VERBLIJF: ("vergunning",),
    Categorie.INBURGERING: ("inburgering", "lessen"),
    Categorie.BEGELEIDING: ("bezoeken", "afspraken", "wat er speelt"),
    Categorie.GEZONDHEID: ("zorg", "gezondheid"),
    Categorie.VEILIGHEID: ("onveilig",),
    Categorie.INKOMEN: ("geld",),
    Categorie.WONEN: ("wonen",),
    Categorie.GEZIN: ("gezin", "kinderen"),
    Categorie.WERK: ("werk",),
    Categorie.PLAN: ("plan", "doelen"),
}


@pytest.mark.parametrize("code", sorted(CODES))
def test_the_dutch_text_names_each_category_that_leaves(code: str) -> None:
    wat = catalogue.toestemmingstaal("nl").teksten[code].wat.lower()
    for categorie in DOELEN[code].categorieen:
        assert any(word in wat for word in WORDS[categorie]), categorie


def test_dutch_sentences_stay_short() -> None:
    language = catalogue.toestemmingstaal("nl")
    for tekst in language.teksten.values():
        for field in ("wat", "met_wie", "waarom", "als_ja", "als_nee", "vrij", "intrekken", "papier"):
            for sentence in re.split(r"(?<=[.!?])\s+", getattr(tekst, field)):
                assert len(sentence.split()) <= 24, sentence


def test_one_other_letter_gives_another_hash() -> None:
    data = raw("toestemming/nl.v1.toml")
    before = parse_toestemmingstaal(data, "nl").teksten
    changed = copy.deepcopy(data)
    changed["algemeen"]["vrij"] += " "
    assert (
        parse_toestemmingstaal(changed, "nl").teksten["brief-foto"].tekst_hash
        == before["brief-foto"].tekst_hash
    )
    changed["algemeen"]["vrij"] += "!"
    for code, tekst in parse_toestemmingstaal(changed, "nl").teksten.items():
        assert tekst.tekst_hash != before[code].tekst_hash


def test_a_text_that_nobody_reviewed_must_say_so_itself() -> None:
    data = raw("toestemming/en.v1.toml")
    del data["niet_nagekeken"]
    with pytest.raises(Fault):
        parse_toestemmingstaal(data, "en")


def test_another_language_or_version_is_not_found() -> None:
    for taal, versie in (("de", None), ("doelen", None), ("nl", 99)):
        with pytest.raises(KeyError):
            catalogue.toestemmingstaal(taal, versie)


def test_published_texts_and_tables_never_change() -> None:
    listed = {}
    for row in raw("toestemming/manifest.toml")["gepubliceerd"]:
        listed[f"{row['code']}.v{row['versie']}.toml"] = row["sha256"]
    on_disk = {name for name in resources.list_names("toestemming") if name != "manifest.toml"}
    assert on_disk == set(listed)
    for name, sha256 in listed.items():
        content = resources.read_bytes(f"toestemming/{name}")
        assert hashlib.sha256(content).hexdigest() == sha256, f"{name} is published: make a new version"


# -- handover templates


def test_there_is_a_template_for_each_kind_of_handover() -> None:
    assert set(catalogue.sjablonen()) == {
        "azc_gemeente",
        "gemeente_gemeente",
        "begeleider_begeleider",
        "huisarts",
        "jgz",
        "wijkteam",
        "afsluiting",
    }


@pytest.mark.parametrize("key", sorted(catalogue.sjablonen()))
def test_a_template_holds_nothing_that_its_purposes_could_never_let_go(key: str) -> None:
    sjabloon = catalogue.sjablonen()[key]
    allowed: set[Categorie] = {Categorie.TOESTEMMING}
    for code in sjabloon.doelen:
        assert DOELEN[code].ontvanger is sjabloon.ontvanger
        allowed |= DOELEN[code].categorieen
    for sectie in sjabloon.secties:
        assert sectie.categorieen <= allowed, sectie.key
    assert sjabloon.vraag


@pytest.mark.parametrize("key", sorted(catalogue.sjablonen()))
def test_safety_and_health_are_never_ticked_beforehand(key: str) -> None:
    sjabloon = catalogue.sjablonen()[key]
    for sectie in sjabloon.secties:
        if sectie.key in sjabloon.standaard:
            assert not sectie.apart_blad
            assert not sectie.categorieen & SENSITIVE
    assert len(sjabloon.standaard) < len(sjabloon.secties)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("secties", ["identificatie"]),
        ("secties", ["identificatie", "overdracht", "toestemming", "bsn"]),
        ("standaard", ["veiligheid"]),
        ("standaard", ["inburgering"]),
        ("ontvanger", "buurman"),
    ],
)
def test_a_wrong_template_is_refused(field: str, value: Any) -> None:
    data = raw("regels/overdracht_sjablonen.v1.toml")
    row = next(row for row in data["sjablonen"] if row["key"] == "huisarts")
    row[field] = value
    if value == ["veiligheid"]:
        row["secties"] = [*row["secties"], "veiligheid"]
    with pytest.raises(Fault) as caught:
        parse_sjablonen(data, "sjablonen.toml")
    assert caught.value.kind is GEGEVENS_ONJUIST
