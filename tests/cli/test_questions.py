"""A question goes from a kitchen table to the coordinator through a folder, and the answer comes back."""

from __future__ import annotations

from tests.cli.people import Person

Pair = tuple[Person, Person]


def asked(ans: Person, *more: str) -> str:
    client = ans.add_client()
    ans.consent("grant", client, "gemeente-begeleiding")
    text = "Mag zijn broer meekomen naar de les?"
    return str(ans.data("questions", "ask", "--client", client, "--text", text, *more)["vraag_id"])


def test_a_question_travels_and_the_answer_comes_back(paired: Pair) -> None:
    ans, kees = paired
    vraag = asked(ans)
    ans.data("share")
    kees.data("import", "--apply")
    (there,) = kees.data("questions", "list")["vragen"]
    assert (there["id"], there["stand"], there["gesteld_door"]) == (vraag, "open", "Ans Vermeer")
    kees.data("questions", "answer", vraag[-8:], "--text", "Ja, meld hem aan bij de balie.")
    kees.data("share")
    ans.data("share")
    (here,) = ans.data("questions", "list")["vragen"]
    assert here["stand"] == "beantwoord"
    assert here["deelstand"] == "verwerkt"
    (answer,) = here["antwoorden"]
    assert (answer["tekst"], answer["gegeven_door"]) == ("Ja, meld hem aan bij de balie.", "Kees Bos")
    ans.data("questions", "answer", vraag, "--done")
    ans.data("share")
    kees.data("import", "--apply")
    assert kees.data("questions", "list")["vragen"][0]["stand"] == "afgerond"


def test_a_question_about_health_stays_without_that_yes(paired: Pair) -> None:
    ans, kees = paired
    asked(ans, "--about", "gezondheid")
    ans.data("share")
    kees.data("import", "--apply")
    assert kees.data("questions", "list")["vragen"] == []
    assert ans.data("questions", "list")["vragen"][0]["deelstand"] == "blijft hier"


def test_what_is_no_question_is_refused(ans: Person) -> None:
    client = ans.add_client()
    assert ans.do("questions", "ask", "--client", client, "--text", "  ").fault == "vraag-leeg"
    assert ans.do("questions", "ask", "--client", client, "--text", "a" * 1001).fault == "vraag-te-lang"
    number = "Zijn BSN is 111222333, klopt dat?"
    assert ans.do("questions", "ask", "--client", client, "--text", number).fault == "bsn-in-tekst"
    assert ans.do("questions", "answer", "onbekend", "--text", "Ja").fault == "vraag-onbekend"
