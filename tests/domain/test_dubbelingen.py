"""Doubles: who is proposed, in which words, and who is not."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from app.domain.dubbelingen import LIKELY, Dubbelbesluit, compare, pair, same_person, suspect
from app.domain.inburgeraar import Inburgeraar

MOMENT = datetime(2026, 11, 22, tzinfo=UTC)


def person(number: int, voornamen: str, achternaam: str = "", born: str = "", **more: Any) -> Inburgeraar:
    key = f"d{number}"
    return Inburgeraar(
        id=key, dossier_id=key, voornamen=voornamen, achternaam=achternaam, geboortedatum=born, **more
    )


ALIKE = {
    "another spelling": (("Mohammed", "Karimi", "1990-03-12"), ("Muhamad", "Karimi", "1990-03-12")),
    "another script": (("محمد", "کریمی", "1990-03-12"), ("Mohammad", "Karimi", "1990-03-12")),
    "swapped names": (("Mohammed", "Karimi", "1990-03-12"), ("Karimi", "Mohammed", "1990-03-12")),
    "only the year known": (("Selam", "Tesfay", "1994-01-01"), ("Selam", "Tesfay", "1994-06-07")),
    "day and month turned": (("Selam", "Tesfay", "1994-07-06"), ("Selam", "Tesfay", "1994-06-07")),
    "family name left out": (("Selam", "", "1994-06-07"), ("Selam", "Tesfay", "1994-06-07")),
}
APART = {
    "another birth date": (("Selam", "Tesfay", "1994-06-07"), ("Selam", "Tesfay", "1987-02-03")),
    "brothers born on one day": (("Hassan", "Karimi", "1990-03-12"), ("Bilal", "Karimi", "1990-03-12")),
    "only a name": (("Selam", "Tesfay", ""), ("Selam", "Tesfay", "")),
    "one year, other names": (("Selam", "Tesfay", "1994-01-01"), ("Ruta", "Haile", "1994-01-01")),
}


@pytest.mark.parametrize(("een", "ander"), ALIKE.values(), ids=ALIKE.keys())
def test_who_may_be_one_person_is_proposed(een: tuple[str, ...], ander: tuple[str, ...]) -> None:
    (found,) = suspect([person(1, *een), person(2, *ander), person(3, "Olga", "Bondar", "1980-02-02")])
    assert pair(found.een, found.ander) == pair("d1", "d2") and found.score >= LIKELY
    assert len(found.redenen) >= 2


@pytest.mark.parametrize(("een", "ander"), APART.values(), ids=APART.keys())
def test_who_is_somebody_else_is_not(een: tuple[str, ...], ander: tuple[str, ...]) -> None:
    assert suspect([person(1, *een), person(2, *ander)]) == ()


def test_a_household_shares_nearly_everything_and_is_not_one_person() -> None:
    home = {"adres": "Dorpsstraat 1", "postcode": "3500 AB", "telefoon": "0612345678"}
    family = [person(n, name, "Karimi", "", **home) for n, name in enumerate(("Ali", "Sara", "Nour"))]
    assert suspect(family) == ()


def test_a_telephone_number_is_the_same_in_every_way_of_writing() -> None:
    een = person(1, "Selam", "Tesfay", telefoon="06-12 34 56 78")
    ander = person(2, "Selam", "Tesfay", telefoon="+31 6 12345678")
    (found,) = suspect([een, ander])
    assert "zelfde telefoonnummer" in found.redenen


def test_the_number_of_an_azc_says_nothing() -> None:
    names = [f"{first}a{second}o" for first in "bdfgklmnr" for second in "bdfgklmnr"]
    people = [person(n, name, telefoon="030 1234567") for n, name in enumerate(names)]
    assert suspect(people) == ()


def test_what_was_judged_is_not_proposed_again() -> None:
    een, ander = person(1, *ALIKE["swapped names"][0]), person(2, *ALIKE["swapped names"][1])
    assert suspect([een, ander], {pair("d2", "d1")}) == ()


def test_a_swap_is_said_in_words() -> None:
    found = compare(person(1, *ALIKE["swapped names"][0]), person(2, *ALIKE["swapped names"][1]))
    assert "voornaam en achternaam zijn omgedraaid" in found.redenen


def merged(number: int, een: str, ander: str, **more: Any) -> Dubbelbesluit:
    values = {"samen": True, "reden": "r", "door": "Loes", "besloten_op": MOMENT, **more}
    return Dubbelbesluit(id=f"b{number}", een=een, ander=ander, **values)


def test_three_dossiers_of_one_person_are_one_group_and_come_apart_again() -> None:
    besluiten = [merged(1, "a", "b"), merged(2, "b", "c"), merged(3, "x", "y", samen=False)]
    groups = same_person(besluiten)
    assert groups == {"a": ("a", "b", "c"), "b": ("a", "b", "c"), "c": ("a", "b", "c")}
    undone = [besluiten[0], merged(2, "b", "c", ongedaan_op=MOMENT)]
    assert same_person(undone) == {"a": ("a", "b"), "b": ("a", "b")}


def test_a_circle_of_decisions_ends() -> None:
    assert same_person([merged(1, "a", "b"), merged(2, "b", "a")]) == {"a": ("a", "b"), "b": ("a", "b")}
