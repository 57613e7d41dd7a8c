"""The sociale kaart: every way a signal can go has somebody at its end; the practice gemeente stays apart."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest

import resources
from app.domain.socialekaart import LANDELIJK, parse_kaart
from app.faults import Fault
from app.services import catalogue

KAART = catalogue.sociale_kaart()


def test_every_route_that_a_question_names_exists_and_is_used() -> None:
    asked = {route for checklist in catalogue.checklists() for item in checklist.items for route in item.naar}
    assert asked == set(KAART.routes)


@pytest.mark.parametrize("route", sorted(KAART.routes))
def test_in_the_practice_gemeente_every_route_ends_at_somebody(route: str) -> None:
    helpers = KAART.helpers([route], "Lindewaard", oefen=True)
    assert helpers
    assert helpers[0].telefoon


def test_the_volunteer_is_led_to_the_contactpersoon_before_veilig_thuis() -> None:
    assert KAART.routes["veilig_thuis"].via == "contactpersoon"
    names = [
        helper.key for helper in KAART.helpers(["contactpersoon", "veilig_thuis"], "lindewaard", oefen=True)
    ]
    assert names[0] == "lw_contactpersoon"
    assert names.index("lw_contactpersoon") < names.index("veilig_thuis")


def test_local_help_comes_before_national_help() -> None:
    places = [
        helper.gemeente for helper in KAART.helpers(["huisarts", "schuldhulp"], "Lindewaard", oefen=True)
    ]
    assert places == sorted(places, key=lambda place: place == LANDELIJK)


def test_made_up_helpers_never_appear_outside_the_practice_world() -> None:
    for gemeente in ("Lindewaard", "Utrecht"):
        assert not any(helper.oefen for helper in KAART.helpers(KAART.routes, gemeente))


def test_made_up_numbers_can_not_ring_anywhere() -> None:
    for helper in KAART.organisaties:
        if helper.oefen:
            assert helper.gemeente == "Lindewaard"
            assert all(re.fullmatch(r"000-\d{7}", number) for number in helper.telefoon)
        else:
            assert not any(number.startswith("000") for number in helper.telefoon)


def test_alarm_numbers_of_routes_exist() -> None:
    known = {number.key for number in catalogue.alarmnummers()}
    assert {route.alarm for route in KAART.routes.values() if route.alarm} == {"112", "113", "veilig_thuis"}
    assert {"112", "113", "veilig_thuis"} <= known


def parts(change: Any = None) -> list[tuple[dict[str, Any], str]]:
    loaded = []
    for code in ("routes", "landelijk"):
        name = f"sociale_kaart/{code}.v1.toml"
        loaded.append((tomllib.loads(resources.read_text(name)), name))
    if change is not None:
        change(loaded)
    return loaded


@pytest.mark.parametrize(
    "change",
    [
        lambda p: p[1][0]["organisaties"][0].update(routes=["tovenaar"]),
        lambda p: p[1][0]["organisaties"][0].update(telefoon="112"),
        lambda p: p[1][0]["organisaties"][1].update(key="alarm_112"),
        lambda p: p[1][0]["organisaties"][0].pop("bron"),
        lambda p: p[1][0]["organisaties"][0].update(email="x"),
        lambda p: p[0][0]["routes"].append(p[0][0]["routes"][0]),
    ],
)
def test_a_wrong_kaart_is_refused(change: Any) -> None:
    assert parse_kaart(parts()).organisaties
    with pytest.raises(Fault):
        parse_kaart(parts(change))
