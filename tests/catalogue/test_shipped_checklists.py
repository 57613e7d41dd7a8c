"""The seven shipped checklists: against the table of the domain, line by line; published files never change."""

from __future__ import annotations

import hashlib
import re

import pytest

import resources
from app.domain.checklists import Checklist, Item, Sectiesoort, Soort
from app.domain.leefgebieden import Leefgebied, Urgentie
from app.services import catalogue

CODES = (
    "18min-18plus",
    "eerste-huisbezoek",
    "overdracht-azc-gemeente",
    "signalering-algemeen",
    "signalering-gezondheid",
    "stagnatie-inburgering",
    "zelfredzaamheid",
)
ALL = [catalogue.checklist(code) for code in CODES]
ITEMS = [(checklist, item) for checklist in ALL for item in checklist.items]
SIGNALS = [(checklist, item) for checklist, item in ITEMS if item.signaal_bij]
TRANSLATED = [checklist for checklist in ALL if checklist.talen]

A, S, B, V = Urgentie.ACUUT, Urgentie.SPOED, Urgentie.BINNENKORT, Urgentie.VOLGEN
L = Leefgebied

# The table of the domain: what a leefgebied may be by default, and where it goes. Whoever names Veilig Thuis names the
# contactpersoon before it, and acuut may add 112.
TABLE: dict[Leefgebied, tuple[set[Urgentie], set[str]]] = {
    L.LICHAMELIJKE_GEZONDHEID: ({B, S}, {"huisarts", "verloskundige", "ggd", "jgz"}),
    L.PSYCHISCHE_GEZONDHEID: ({B, A}, {"huisarts", "wijkteam", "113", "112"}),
    L.MIDDELEN: ({B}, {"huisarts", "verslavingszorg"}),
    L.STAGNERENDE_INBURGERING: ({B}, {"regievoerder", "taalschool"}),
    L.GELD_EN_POST: ({B, S}, {"schuldhulp", "sociaal_raadslieden", "juridisch_loket", "voedselbank"}),
    L.WONEN: ({B}, {"corporatie", "gemeente"}),
    L.VEILIGHEID_EN_RELATIES: ({S, A}, {"contactpersoon", "veilig_thuis", "112"}),
    L.KINDEREN: ({B, S}, {"jgz", "school", "wijkteam", "contactpersoon", "veilig_thuis"}),
    L.GEZIN_EN_NAREIS: ({B}, {"vluchtelingenwerk", "advocaat"}),
    L.SOCIAAL_NETWERK: ({V}, {"maatje", "buurthuis", "taalcafe"}),
    L.VERBLIJF_EN_DOCUMENTEN: ({B}, {"ind_loket", "vluchtelingenwerk", "gemeente"}),
    L.TAAL_EN_DIGITAAL: ({V}, {"taalhuis", "bibliotheek"}),
    L.BEGELEIDER_ZELF: ({S}, {"coordinator"}),
}
# Ways that the table doesn't name, each with its reason. Nothing else may join them unnoticed.
EXTRA = {
    (L.GELD_EN_POST, "gemeente"): "an uitkering is asked for at the gemeente",
    (L.KINDEREN, "voogd"): "an AMV has a voogd until 18",
    (
        L.GEZIN_EN_NAREIS,
        "wijkteam",
    ): "a lone parent who is overloaded needs help at home; so do worries of the COA",
    (L.LICHAMELIJKE_GEZONDHEID, "wijkteam"): "Wmo and jeugdhulp are asked for at the wijkteam",
}

# Every example in the table, and the question that asks it: (checklist, key, default urgency).
LINES: tuple[tuple[Leefgebied, str, str, str, Urgentie], ...] = (
    (L.LICHAMELIJKE_GEZONDHEID, "no huisarts", "signalering-algemeen", "lich_huisarts", B),
    (L.LICHAMELIJKE_GEZONDHEID, "medicine ran out", "signalering-algemeen", "lich_medicijnen", S),
    (L.LICHAMELIJKE_GEZONDHEID, "stopped at the move", "signalering-gezondheid", "lich_behandeling", B),
    (L.LICHAMELIJKE_GEZONDHEID, "missed TBC", "signalering-gezondheid", "lich_tbc", B),
    (L.LICHAMELIJKE_GEZONDHEID, "vaccination", "signalering-gezondheid", "lich_vaccin", B),
    (L.LICHAMELIJKE_GEZONDHEID, "pregnant", "signalering-algemeen", "lich_zwanger", S),
    (L.PSYCHISCHE_GEZONDHEID, "bad sleep", "signalering-algemeen", "psy_slaap", B),
    (L.PSYCHISCHE_GEZONDHEID, "withdraws", "signalering-algemeen", "psy_terugtrekken", B),
    (L.PSYCHISCHE_GEZONDHEID, "cannot follow lessons", "signalering-gezondheid", "psy_lessen", B),
    (L.PSYCHISCHE_GEZONDHEID, "hopeless", "signalering-gezondheid", "psy_hoop", B),
    (L.PSYCHISCHE_GEZONDHEID, "not to want to live", "signalering-algemeen", "psy_niet_leven", A),
    (L.MIDDELEN, "alcohol, drugs, qat", "signalering-algemeen", "mid_last", B),
    (L.MIDDELEN, "medicines", "signalering-gezondheid", "mid_pillen", B),
    (L.MIDDELEN, "gambling", "signalering-gezondheid", "mid_gokken", B),
    (L.STAGNERENDE_INBURGERING, "lessons missed", "signalering-algemeen", "inb_lessen", B),
    (L.STAGNERENDE_INBURGERING, "no PIP", "stagnatie-inburgering", "inb_pip", B),
    (L.STAGNERENDE_INBURGERING, "no school", "stagnatie-inburgering", "inb_school", B),
    (L.STAGNERENDE_INBURGERING, "no exam", "stagnatie-inburgering", "inb_examen", B),
    (L.STAGNERENDE_INBURGERING, "childcare", "stagnatie-inburgering", "inb_opvang", B),
    (L.STAGNERENDE_INBURGERING, "travel", "stagnatie-inburgering", "inb_reizen", B),
    (L.STAGNERENDE_INBURGERING, "no PVT", "stagnatie-inburgering", "inb_pvt", B),
    (L.STAGNERENDE_INBURGERING, "letters of DUO", "signalering-algemeen", "inb_duo_post", B),
    (L.GELD_EN_POST, "unopened post", "signalering-algemeen", "geld_post", B),
    (L.GELD_EN_POST, "arrears, deurwaarder, toeslag", "signalering-algemeen", "geld_achterstand", B),
    (L.GELD_EN_POST, "no money for food", "signalering-algemeen", "geld_eten", B),
    (L.GELD_EN_POST, "eviction or cut-off", "signalering-algemeen", "geld_afsluiting", S),
    (L.WONEN, "unsafe, no heating", "signalering-algemeen", "won_veilig", B),
    (L.WONEN, "no alarm", "signalering-algemeen", "won_melders", B),
    (L.WONEN, "overcrowded, conflict, eviction", "signalering-algemeen", "won_blijven", B),
    (L.VEILIGHEID_EN_RELATIES, "injuries, fear", "signalering-algemeen", "vei_bang", S),
    (L.VEILIGHEID_EN_RELATIES, "controlled", "signalering-algemeen", "vei_controle", S),
    (L.VEILIGHEID_EN_RELATIES, "threats, dwang, exploitation", "signalering-algemeen", "vei_dwang", S),
    (L.VEILIGHEID_EN_RELATIES, "immediate danger", "signalering-algemeen", "vei_gevaar", A),
    (L.KINDEREN, "not in school, consultatiebureau", "signalering-algemeen", "kin_school", B),
    (L.KINDEREN, "regression", "signalering-algemeen", "kin_anders", B),
    (L.KINDEREN, "interprets", "signalering-algemeen", "kin_tolkt", B),
    (L.KINDEREN, "18-/18+", "signalering-algemeen", "kin_18", B),
    (L.KINDEREN, "safety", "signalering-algemeen", "kin_veilig", S),
    (L.GEZIN_EN_NAREIS, "nareis term or papers", "signalering-algemeen", "gez_nareis", B),
    (L.GEZIN_EN_NAREIS, "divorce, lone parent", "signalering-algemeen", "gez_zwaar", B),
    (L.SOCIAAL_NETWERK, "nobody to call", "signalering-algemeen", "soc_bellen", V),
    (L.SOCIAAL_NETWERK, "hardly leaves home, discriminated", "signalering-algemeen", "soc_buiten", V),
    (L.VERBLIJF_EN_DOCUMENTEN, "permit under 6 months", "signalering-algemeen", "ver_vergunning", B),
    (L.VERBLIJF_EN_DOCUMENTEN, "BRP, DigiD, bank", "signalering-algemeen", "ver_basis", B),
    (L.TAAL_EN_DIGITAAL, "cannot read own alphabet", "signalering-algemeen", "taal_lezen", V),
    (L.TAAL_EN_DIGITAAL, "no device, DigiD elsewhere", "signalering-algemeen", "taal_digitaal", V),
    (L.BEGELEIDER_ZELF, "unsafe", "signalering-algemeen", "zelf_onveilig", S),
    (L.BEGELEIDER_ZELF, "too close, don't know", "signalering-algemeen", "zelf_steun", S),
)


def named(pairs: list[tuple[Checklist, Item]]) -> list[object]:
    return [pytest.param(*pair, id=f"{pair[0].code}-{pair[1].key}") for pair in pairs]


# -- published


def test_the_seven_are_there_and_no_file_is_unlisted() -> None:
    assert tuple(dict(catalogue.checklist_versions())) == CODES
    on_disk = {name for name in resources.list_names("checklists") if name.endswith(".toml")}
    listed = {f"{code}.v{versie}.toml" for code, versie in catalogue.checklist_versions()}
    assert on_disk == listed | {"manifest.toml", "antwoorden.v1.toml"}


@pytest.mark.parametrize(("code", "versie"), catalogue.checklist_versions())
def test_a_published_file_never_changes(code: str, versie: int) -> None:
    raw = resources.read_bytes(f"checklists/{code}.v{versie}.toml")
    file_hash, content_hash = catalogue.published_hash(code, versie)
    assert hashlib.sha256(raw).hexdigest() == file_hash, "published: make a new version instead"
    checklist = catalogue.checklist(code, versie)
    assert (checklist.code, checklist.versie) == (code, versie)
    assert checklist.template_hash == content_hash
    assert b"\r" not in raw


def test_an_unknown_checklist_or_version_is_not_found() -> None:
    for code, versie in (("bestaat-niet", None), ("zelfredzaamheid", 99)):
        with pytest.raises(KeyError):
            catalogue.checklist(code, versie)


# -- the table of the domain


@pytest.mark.parametrize(("leefgebied", "example", "code", "key", "urgentie"), LINES)
def test_every_line_of_the_table_is_asked(
    leefgebied: Leefgebied, example: str, code: str, key: str, urgentie: Urgentie
) -> None:
    item = catalogue.checklist(code).item(key)
    assert item.leefgebied is leefgebied, example
    assert item.urgentie is urgentie, example
    assert item.signaal_bij, example


@pytest.mark.parametrize(("checklist", "item"), named(SIGNALS))
def test_urgency_and_route_follow_the_table(checklist: Checklist, item: Item) -> None:
    assert item.leefgebied is not None
    urgencies, routes = TABLE[item.leefgebied]
    assert item.urgentie in urgencies
    extra = {route for route in item.naar if (item.leefgebied, route) in EXTRA}
    assert set(item.naar) <= routes | extra
    assert set(item.naar) <= set(catalogue.sociale_kaart().routes)
    if "veilig_thuis" in item.naar:
        assert "contactpersoon" in item.naar[: item.naar.index("veilig_thuis")]


@pytest.mark.parametrize(("checklist", "item"), named(SIGNALS))
def test_spoed_and_acuut_say_what_to_do_now(checklist: Checklist, item: Item) -> None:
    urgent = [item.urgentie, *item.urgentie_bij.values()]
    if item.urgentie is Urgentie.ACUUT:
        assert "112" in item.naar
        assert re.search(r"\b11[23]\b", item.doen)
    if Urgentie.SPOED in urgent or Urgentie.ACUUT in urgent:
        assert item.doen or item.soort is Soort.KEUZE


def test_no_answer_can_hide_an_urgent_question() -> None:
    """A hidden question asks for no signal, so what is spoed or acuut by itself must stand there always."""
    for checklist in ALL:
        for sectie in checklist.secties:
            for item in sectie.items:
                if item.urgentie in (Urgentie.SPOED, Urgentie.ACUUT):
                    assert item.zichtbaar_als is None and sectie.zichtbaar_als is None, item.key


def test_under_six_months_left_every_stagnation_is_spoed() -> None:
    for code in ("signalering-algemeen", "stagnatie-inburgering"):
        for item in catalogue.checklist(code).items:
            if item.signaal_bij and item.leefgebied is L.STAGNERENDE_INBURGERING:
                assert [v.urgentie for v in item.verhogingen] == [Urgentie.SPOED], item.key


def test_a_permit_under_three_months_is_spoed_everywhere() -> None:
    permits = [item for _, item in ITEMS if item.key == "ver_vergunning"]
    assert len(permits) == 4
    for item in permits:
        assert item.urgentie_bij == {"onder_drie": Urgentie.SPOED}


def test_the_general_list_covers_all_domains_with_strength_beside_weight() -> None:
    general = catalogue.checklist("signalering-algemeen")
    assert {item.leefgebied for item in general.items if item.signaal_bij} == set(Leefgebied)
    strength = {item.leefgebied for item in general.items if item.draagkracht and item.leefgebied}
    assert strength == set(Leefgebied) - {Leefgebied.BEGELEIDER_ZELF}
    assert 25 <= sum(1 for item in general.items if item.signaal_bij) <= 37


@pytest.mark.parametrize("checklist", ALL, ids=CODES)
def test_each_list_asks_what_goes_well(checklist: Checklist) -> None:
    assert any(item.draagkracht for item in checklist.items)
    weighing = {s.key for s in checklist.secties if any(i.signaal_bij for i in s.items)}
    carried = {s.key for s in checklist.secties if any(i.draagkracht for i in s.items)}
    bare = weighing - carried - {"begeleider_zelf"}
    # A page that must be short and careful, or whose strength is asked on the next one.
    assert bare <= {"dossiers", "veiligheid", "tegenhouden"}, bare


def test_the_scale_has_no_signals_and_no_marks() -> None:
    scale = catalogue.checklist("zelfredzaamheid")
    asked = {item.leefgebied for item in scale.items if item.soort is Soort.SCHAAL}
    assert asked == set(Leefgebied) - {L.VEILIGHEID_EN_RELATIES, L.BEGELEIDER_ZELF}
    assert not any(item.signaal_bij for item in scale.items)


@pytest.mark.parametrize(("checklist", "item"), named(ITEMS))
def test_safety_is_shielded(checklist: Checklist, item: Item) -> None:
    if item.leefgebied in (L.VEILIGHEID_EN_RELATIES, L.BEGELEIDER_ZELF) or "veilig_thuis" in item.naar:
        assert item.beschermd


def test_questions_about_the_begeleider_are_apart_and_never_translated() -> None:
    for checklist in ALL:
        for sectie in checklist.secties:
            about_self = {i.leefgebied is L.BEGELEIDER_ZELF for i in sectie.items}
            assert about_self <= {sectie.soort is Sectiesoort.BEGELEIDER}
            if sectie.soort is Sectiesoort.BEGELEIDER:
                assert not any(i.vertalingen for i in sectie.items)


# -- words

HARD_WORDS = (
    "aangaande adequaat alsmede anamnese anticiperen authenticatie behoudens betreffende bewerkstelligen casuïstiek "
    "classificatie cognitief conform consulteren coping derhalve desalniettemin dienen discrepantie doch eenieder "
    "effectueren evalueren exporteren faciliteren frequentie geïndiceerd genoemde hetgeen hiertoe implementeren "
    "inadequaat indicatiestelling indien initiëren inzake inventariseren jegens matigen mits naderhand nihil "
    "omtrent onderhavige optimaliseren participeren prevalentie primair problematiek prognose realiseren reeds "
    "relevant respectievelijk screening secundair signaleren stabiliseren symptomen synchroniseren tevens teneinde "
    "tengevolge terzake thans uitsluitend vigerende vooralsnog voornoemde wenselijk zulks zodanig"
)
HARD = frozenset(HARD_WORDS.split())
DIAGNOSES = (
    "depressie depressief psychose psychotisch ptss ptsd trauma getraumatiseerd verslaafd stoornis suïcidaal"
)


def sentences(text: str) -> list[list[str]]:
    parts = re.split(r"(?<=[.!?:])\s+", text)
    return [re.findall(r"[\w'’-]+", part) for part in parts if part.strip()]


@pytest.mark.parametrize(("checklist", "item"), named(ITEMS))
def test_words_are_plain_and_sentences_short(checklist: Checklist, item: Item) -> None:
    assert item.hint, "each question has a hint"
    assert max(len(words) for words in sentences(item.tekst)) <= 15
    for text in (item.tekst, item.hint, item.doen, *(keuze.tekst for keuze in item.keuzes)):
        for words in sentences(text):
            assert len(words) <= 20, " ".join(words)
            lowered = {word.lower() for word in words}
            assert not lowered & HARD, lowered & HARD
            assert not lowered & set(DIAGNOSES.split()), "no diagnosis"


@pytest.mark.parametrize("checklist", ALL, ids=CODES)
def test_titles_and_explanations_are_short_too(checklist: Checklist) -> None:
    for text in (
        checklist.doel,
        *(s.titel for s in checklist.secties),
        *(s.uitleg for s in checklist.secties),
    ):
        for words in sentences(text):
            assert len(words) <= 20, text
            assert not {word.lower() for word in words} & HARD, text


@pytest.mark.parametrize("code", ["signalering-gezondheid", "zelfredzaamheid"])
def test_a_second_version_asks_the_same_with_more_languages_and_the_first_is_still_there(code: str) -> None:
    first, second = catalogue.checklist(code, 1), catalogue.checklist(code)
    assert (first.versie, second.versie) == (1, 2)
    assert first.talen == () and {state.taal for state in second.talen} == {"en", "ar"}
    assert [(item.key, item.tekst, item.urgentie) for item in first.items] == [
        (item.key, item.tekst, item.urgentie) for item in second.items
    ]


# -- second languages


def test_the_lists_that_a_client_reads_along_with_speak_english_and_arabic() -> None:
    assert {checklist.code for checklist in TRANSLATED} == {
        "signalering-algemeen",
        "eerste-huisbezoek",
        "signalering-gezondheid",
        "zelfredzaamheid",
    }
    for checklist in TRANSLATED:
        assert {state.taal for state in checklist.talen} == {"en", "ar"}
        for state in checklist.talen:
            assert not state.nagekeken
            assert state.opmerking == "niet door een moedertaalspreker nagekeken"


ARABIC = re.compile(r"[\u0621-\u064a]")
SCRIPTLESS = re.compile(r"[A-Za-z]")


@pytest.mark.parametrize("checklist", TRANSLATED, ids=lambda each: each.code)
def test_translations_are_complete_where_claimed(checklist: Checklist) -> None:
    for state in checklist.talen:
        for sectie in checklist.secties:
            if sectie.soort is Sectiesoort.BEGELEIDER:
                continue
            texts = [(sectie.key, sectie.vertalingen.get(state.taal, ""))]
            for item in sectie.items:
                texts.append((item.key, item.vertalingen.get(state.taal, "")))
                texts += [(f"{item.key}/{k.key}", k.vertalingen.get(state.taal, "")) for k in item.keuzes]
            for key, text in texts:
                script = ARABIC if state.taal == "ar" else SCRIPTLESS
                assert script.search(text), (checklist.code, key, state.taal)
                assert state.taal == "en" or text.count("؟") <= 1, key


def test_the_fixed_answers_have_words_in_every_language_of_the_lists() -> None:
    labels = catalogue.answer_labels()
    assert set(labels) == {"nee", "soms", "ja", "niet_gezien", "weet_niet", "samen", "zelf", "nvt"}
    for words in labels.values():
        assert set(words) == {"nl", "en", "ar"}


# -- one key, one meaning


def test_a_key_that_lists_share_means_the_same_everywhere() -> None:
    meaning: dict[str, tuple[object, ...]] = {}
    for checklist, item in ITEMS:
        now = (item.leefgebied, item.soort, item.categorie, item.beschermd, item.signaal_bij, item.urgentie)
        assert meaning.setdefault(item.key, now) == now, (checklist.code, item.key)


PREFILL = {
    "huishouden.kinderen",
    "inburgering.termijn_over",
    "inburgering.leerroute",
    "persoon.amv_bijna_18",
    "persoon.maanden_tot_18",
    "persoon.talen",
    "verblijf.vergunning_over",
    "dossieroverdracht.medisch_dossier",
    "dossieroverdracht.jgz",
    "dossieroverdracht.begeleiding",
    "dossieroverdracht.risicosignalen",
}


def test_prefilled_facts_are_known_ones() -> None:
    assert {item.voorvullen for _, item in ITEMS if item.voorvullen} == PREFILL
