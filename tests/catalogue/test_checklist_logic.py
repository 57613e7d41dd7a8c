"""What answers do: open questions, count, ask for signals; and how a template is refused when it is wrong."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.checklist_lezen import parse, template_hash
from app.domain.checklists import (
    ANTWOORD_PAST_NIET,
    URGENTIE_ZONDER_REDEN,
    Antwoord,
    Checklist,
    check_answer,
    default_urgency,
    progress,
    raised_signals,
    set_urgency,
    visible_items,
)
from app.domain.leefgebieden import Leefgebied, Urgentie, most_urgent
from app.domain.records import Categorie
from app.domain.velden import GEGEVENS_ONJUIST
from app.faults import Fault


def template() -> dict[str, Any]:
    """A small list with everything in it: facts, hidden questions, a raised urgency, several choices, safety."""
    return {
        "code": "proef",
        "versie": 1,
        "titel": "Proef",
        "doel": "Proberen.",
        "gepubliceerd": "2026-11-22",
        "talen": [{"taal": "en", "vertaler": "proef", "nagekeken": False}],
        "secties": [
            {
                "key": "vooraf",
                "titel": "Vooraf",
                "soort": "feiten",
                "items": [
                    {
                        "key": "kinderen",
                        "soort": "keuze",
                        "tekst": "Zijn er kinderen?",
                        "keuzes": [{"key": "ja", "tekst": "Ja"}, {"key": "nee", "tekst": "Nee"}],
                    },
                    {
                        "key": "termijn",
                        "soort": "keuze",
                        "tekst": "Hoe lang nog?",
                        "keuzes": [{"key": "kort", "tekst": "Kort"}, {"key": "ruim", "tekst": "Ruim"}],
                    },
                ],
            },
            {
                "key": "last",
                "titel": "Last",
                "items": [
                    {
                        "key": "lessen",
                        "tekst": "Mis je lessen?",
                        "leefgebied": "stagnerende_inburgering",
                        "urgentie": "binnenkort",
                        "naar": ["regievoerder"],
                        "verhogingen": [{"als": "${termijn} = 'kort'", "urgentie": "spoed"}],
                    },
                    {
                        "key": "school",
                        "tekst": "Gaan de kinderen naar school?",
                        "leefgebied": "kinderen",
                        "urgentie": "binnenkort",
                        "naar": ["school"],
                        "signaal_bij": ["nee"],
                        "zichtbaar_als": "${kinderen} = 'ja'",
                    },
                    {
                        "key": "klas",
                        "tekst": "Past de klas?",
                        "leefgebied": "kinderen",
                        "urgentie": "volgen",
                        "naar": ["school"],
                        "signaal_bij": ["nee"],
                        "zichtbaar_als": "${school} = 'ja'",
                    },
                    {
                        "key": "bang",
                        "tekst": "Ben je bang?",
                        "leefgebied": "veiligheid_en_relaties",
                        "urgentie": "spoed",
                        "urgentie_bij": {"ja": "acuut"},
                        "naar": ["contactpersoon"],
                    },
                    {
                        "key": "wie",
                        "soort": "meerkeuze",
                        "tekst": "Wie helpt?",
                        "keuzes": [{"key": "buur", "tekst": "Buur"}, {"key": "vriend", "tekst": "Vriend"}],
                    },
                    {"key": "goed", "soort": "tekst", "tekst": "Wat gaat goed?", "draagkracht": True},
                    {"key": "lees", "soort": "notitie", "tekst": "Lees dit."},
                ],
            },
        ],
    }


@pytest.fixture(scope="module")
def checklist() -> Checklist:
    return parse(template(), "proef.toml")


def answers(**given: Any) -> dict[str, Antwoord]:
    return {key: Antwoord(key=key, waarde=value) for key, value in given.items()}


def shown(checklist: Checklist, **given: Any) -> list[str]:
    return [item.key for item in visible_items(checklist, answers(**given))]


def test_a_question_opens_and_closes_with_the_answer_before_it(checklist: Checklist) -> None:
    assert "school" not in shown(checklist)
    assert "school" in shown(checklist, kinderen="ja")
    assert "klas" in shown(checklist, kinderen="ja", school="ja")


def test_an_answer_on_a_hidden_question_opens_nothing_and_asks_nothing(checklist: Checklist) -> None:
    assert "klas" not in shown(checklist, kinderen="nee", school="ja")
    assert raised_signals(checklist, answers(kinderen="nee", school="nee")) == ()


def test_progress_counts_required_questions_that_apply(checklist: Checklist) -> None:
    assert progress(checklist, {}) == (0, 5, "kinderen")
    assert progress(checklist, answers(kinderen="ja", goed="de buren")) == (1, 6, "termijn")
    full = answers(kinderen="nee", termijn="ruim", lessen="niet_gezien", bang="nee", wie=("buur",))
    assert progress(checklist, full) == (5, 5, None)


def test_signals_come_most_urgent_first_with_their_route(checklist: Checklist) -> None:
    signals = raised_signals(checklist, answers(lessen="soms", kinderen="ja", school="nee", bang="soms"))
    assert [(s.item_key, s.urgentie) for s in signals] == [
        ("bang", Urgentie.SPOED),
        ("lessen", Urgentie.BINNENKORT),
        ("school", Urgentie.BINNENKORT),
    ]
    assert signals[0].naar == ("contactpersoon",)
    assert signals[0].beschermd
    assert signals[0].categorie is Categorie.VEILIGHEID
    assert signals[1].categorie is Categorie.INBURGERING


def test_urgency_follows_the_answer_and_the_facts(checklist: Checklist) -> None:
    assert default_urgency(checklist, answers(bang="ja"), "bang") is Urgentie.ACUUT
    assert default_urgency(checklist, answers(lessen="ja"), "lessen") is Urgentie.BINNENKORT
    assert default_urgency(checklist, answers(lessen="ja", termijn="kort"), "lessen") is Urgentie.SPOED
    for calm in ("nee", "niet_gezien"):
        assert default_urgency(checklist, answers(lessen=calm, termijn="kort"), "lessen") is None


def test_raising_is_free_and_lowering_asks_a_reason(checklist: Checklist) -> None:
    given_answers = answers(lessen="ja")
    raised = set_urgency(checklist, given_answers, "lessen", Urgentie.ACUUT)
    assert (raised.urgentie, raised.reden_lager) == (Urgentie.ACUUT, "")
    with pytest.raises(Fault) as caught:
        set_urgency(checklist, given_answers, "lessen", Urgentie.VOLGEN, "   ")
    assert caught.value.kind is URGENTIE_ZONDER_REDEN
    lowered = set_urgency(checklist, given_answers, "lessen", Urgentie.VOLGEN, " school belt al ")
    (signal,) = raised_signals(checklist, {"lessen": lowered})
    assert (signal.urgentie, signal.standaard_urgentie) == (Urgentie.VOLGEN, Urgentie.BINNENKORT)
    assert signal.reden_lager == "school belt al"


def test_a_choice_without_reason_does_not_keep_a_later_raise_down(checklist: Checklist) -> None:
    chosen = set_urgency(checklist, answers(lessen="ja"), "lessen", Urgentie.BINNENKORT)
    later = {"lessen": chosen, **answers(termijn="kort")}
    assert raised_signals(checklist, later)[0].urgentie is Urgentie.SPOED


@pytest.mark.parametrize(
    ("key", "waarde"),
    [
        ("lessen", "misschien"),
        ("lessen", ("ja",)),
        ("kinderen", "soms"),
        ("wie", "buur"),
        ("wie", ("buur", "buur")),
        ("wie", ("oom",)),
        ("lees", "gelezen"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused(checklist: Checklist, key: str, waarde: Any) -> None:
    with pytest.raises(Fault) as caught:
        check_answer(checklist.item(key), Antwoord(key=key, waarde=waarde))
    assert caught.value.kind is ANTWOORD_PAST_NIET


def test_answers_that_fit_and_open_answers_pass(checklist: Checklist) -> None:
    for key, waarde in (("lessen", "soms"), ("wie", ("buur", "vriend")), ("goed", "veel"), ("kinderen", "")):
        check_answer(checklist.item(key), Antwoord(key=key, waarde=waarde))


@pytest.mark.parametrize(
    ("soort", "good", "bad"),
    [
        ("datum", ("2026-02-28",), ("2026-02-30", "28-02-2026", "20260228", "morgen")),
        ("getal", ("0", "-3", "121"), ("1,5", "1.0", "twaalf", "9" * 12, "²")),
        ("schaal", ("weet_niet", "samen", "zelf", "nvt"), ("ja", "5")),
    ],
)
def test_free_kinds_are_checked_too(soort: str, good: tuple[str, ...], bad: tuple[str, ...]) -> None:
    data = template()
    data["secties"][1]["items"] = [{"key": "vrij", "soort": soort, "tekst": "Vul in."}]
    item = parse(data).item("vrij")
    for waarde in good:
        check_answer(item, Antwoord(key="vrij", waarde=waarde))
    for waarde in bad:
        with pytest.raises(Fault):
            check_answer(item, Antwoord(key="vrij", waarde=waarde))


ITEM = ("secties", 1, "items", 0)


@pytest.mark.parametrize(
    ("place", "value", "named"),
    [
        (("titel",), None, "titel"),
        (("versie",), "een", "versie"),
        (("secties",), [], "secties"),
        (("onzin",), 1, "onzin"),
        ((*ITEM, "onzin"), 1, "lessen"),
        ((*ITEM, "key"), "Lessen!", "lessen"),
        ((*ITEM, "key"), "kinderen", "kinderen"),
        ((*ITEM, "leefgebied"), "geluk", "leefgebied"),
        ((*ITEM, "leefgebied"), None, "leefgebied"),
        ((*ITEM, "urgentie"), None, "urgentie"),
        ((*ITEM, "urgentie"), "heel_erg", "urgentie"),
        ((*ITEM, "naar"), [], "lessen"),
        ((*ITEM, "signaal_bij"), ["vaak"], "signaal_bij"),
        ((*ITEM, "urgentie_bij"), {"nee": "spoed"}, "urgentie_bij"),
        ((*ITEM, "zichtbaar_als"), "${later} = 'ja'", "zichtbaar_als"),
        ((*ITEM, "zichtbaar_als"), "${bang} = 'ja'", "zichtbaar_als"),
        ((*ITEM, "zichtbaar_als"), "${kinderen} = 'soms'", "zichtbaar_als"),
        ((*ITEM, "zichtbaar_als"), "kinderen = ja", "zichtbaar_als"),
        ((*ITEM, "vertalingen"), {"ar": "نعم"}, "vertalingen"),
        ((*ITEM, "vertalingen"), {"en": " "}, "vertalingen"),
        ((*ITEM, "categorie"), "veiligheid", "categorie"),
        ((*ITEM, "keuzes"), [{"key": "a", "tekst": "A"}], "keuzes"),
        (("secties", 1, "items", 3, "categorie"), "begeleiding", "categorie"),
        (("secties", 1, "items", 4, "keuzes"), [], "keuzes"),
        (("secties", 1, "items", 5, "signaal_bij"), ["ja"], "signaal_bij"),
    ],
)
def test_a_wrong_template_is_refused_with_its_place(place: tuple[Any, ...], value: Any, named: str) -> None:
    data = copy.deepcopy(template())
    target: Any = data
    for step in place[:-1]:
        target = target[step]
    if value is None:
        del target[place[-1]]
    else:
        target[place[-1]] = value
    with pytest.raises(Fault) as caught:
        parse(data, "proef.toml")
    assert caught.value.kind is GEGEVENS_ONJUIST
    assert "proef.toml" in caught.value.sentence
    assert named in caught.value.sentence.lower()


def test_the_hash_is_of_the_content_not_of_the_layout() -> None:
    data = template()
    shuffled = dict(reversed(list(data.items())))
    before = template_hash(data)
    assert template_hash(shuffled) == before
    data["secties"][1]["items"][0]["hint"] = "anders"
    assert template_hash(data) != before


def test_safety_is_shielded_without_being_asked() -> None:
    item = parse(template()).item("bang")
    assert item.beschermd
    assert item.categorie is Categorie.VEILIGHEID
    assert Leefgebied.BEGELEIDER_ZELF.beschermd


VALUES = st.sampled_from(["", "nee", "soms", "ja", "niet_gezien", "kort", "ruim", "onzin"])
KEYS = ["kinderen", "termijn", "lessen", "school", "klas", "bang", "wie", "goed", "weg"]


@settings(max_examples=150)
@given(
    st.dictionaries(
        st.sampled_from(KEYS),
        st.tuples(VALUES, st.sampled_from([None, *Urgentie]), st.sampled_from(["", "omdat"])),
    )
)
def test_whatever_is_answered_nothing_drops_below_its_urgency_unexplained(
    given_answers: dict[str, tuple[str, Urgentie | None, str]],
) -> None:
    checklist = parse(template())
    filled = {
        key: Antwoord(key=key, waarde=waarde, urgentie=urgentie, reden_lager=reden)
        for key, (waarde, urgentie, reden) in given_answers.items()
    }
    visible = {item.key for item in visible_items(checklist, filled)}
    done, total, first_open = progress(checklist, filled)
    assert 0 <= done <= total
    assert (first_open is None) is (done == total)
    signals = raised_signals(checklist, filled)
    assert [s.urgentie.rang for s in signals] == sorted((s.urgentie.rang for s in signals), reverse=True)
    for signal in signals:
        assert signal.item_key in visible
        if signal.urgentie.is_lower_than(signal.standaard_urgentie):
            assert signal.reden_lager
        else:
            assert most_urgent(signal.urgentie, signal.standaard_urgentie) is signal.urgentie
