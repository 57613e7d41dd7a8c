"""Deciding from a terminal: two spellings of one name, judged with a reason, and taken back."""

from __future__ import annotations

from tests.cli.people import Person


def test_a_double_is_listed_merged_and_taken_back(kees: Person) -> None:
    one = kees.add_client("Mohammed", "Karimi", "--birth-date", "1990-03-12")
    other = kees.add_client("Muhamad", "Karimi", "--birth-date", "1990-03-12")
    (found,) = kees.data("decision", "list")["dubbelen"]
    assert {found["een"]["dossier_id"], found["ander"]["dossier_id"]} == {one, other}
    assert (
        kees.do("decision", "merge", "--client", one, "--other", other, "--reason", " ").fault
        == "samenvoegen-reden"
    )
    done = kees.data("decision", "merge", "--client", one, "--other", other, "--reason", "Zelfde pasje.")
    assert not done["dubbelen"]
    (taken,) = done["geschiedenis"]
    assert (
        kees.do("decision", "apart", "--client", one, "--other", other, "--reason", "Nee.").fault
        == "besluit-al-genomen"
    )
    assert kees.data("decision", "undo", "--id", taken["id"])["dubbelen"]
    assert kees.do("decision", "undo", "--id", taken["id"]).fault == "besluit-al-genomen"


def test_what_is_not_there_is_refused_in_words(kees: Person) -> None:
    assert kees.do("decision", "settle", "--id", "weg", "--keep", "onze").fault == "besluit-al-genomen"
    assert kees.data("decision", "retry", "--id", "weg")["apart"] == []
