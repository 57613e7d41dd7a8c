"""Hulp: whom to call now, in which order, and how much haste a worry usually has. Works without internet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from app.domain.checklists import Item
from app.domain.leefgebieden import Leefgebied, Urgentie
from app.domain.organisatie import Contactpersoon
from app.domain.regels import Alarmnummer
from app.domain.socialekaart import LANDELIJK, Organisatie, Route
from app.services import catalogue, socialekaart

_CONTACTPERSOON = "contactpersoon"
_COORDINATOR = "coordinator"
_BASIS = "signalering-algemeen"
_PER_ROUTE = 2
"""How many organisations of one kind are named: more numbers is slower calling."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hulplijn:
    """Somebody to call: numbers (none when this gemeente's aren't known), when, and what helps to know.

    `alarm` numbers are national and always right; `anoniem`: one may ask for advice without a name.
    """

    key: str
    naam: str
    nummers: tuple[str, ...]
    wanneer: str = ""
    uitleg: str = ""
    alarm: bool = False
    anoniem: bool = False


def always() -> tuple[Hulplijn, ...]:
    """Return the numbers that stand on every signalering screen."""
    return tuple(_alarm(each) for each in catalogue.alarmnummers() if each.altijd_tonen)


def whom_to_call(
    urgentie: Urgentie,
    naar: Iterable[str],
    gemeente: str = "",
    *,
    oefen: bool = False,
    contactpersoon: Contactpersoon | None = None,
) -> tuple[Hulplijn, ...]:
    """Return whom to call for a signal, first things first; empty while nothing asks for haste.

    The routes of the question lead. The contactpersoon always hears of it (the coordinator, where the worry is about
    the begeleider). With `acuut` the alarm numbers that need nobody in between come first, then the contactpersoon.
    """
    if urgentie.rang < Urgentie.SPOED.rang:
        return ()
    routes = list(dict.fromkeys(naar))
    if _CONTACTPERSOON not in routes and _COORDINATOR not in routes:
        routes.append(_CONTACTPERSOON)
    if urgentie is Urgentie.ACUUT:
        routes.sort(key=_place_when_acute)
    return lines_for(routes, gemeente, oefen=oefen, contactpersoon=contactpersoon)


def _place_when_acute(key: str) -> int:
    route = catalogue.sociale_kaart().routes.get(key)
    if route is not None and route.alarm and not route.via:
        return 0
    return 1 if key in (_CONTACTPERSOON, _COORDINATOR) else 2


def lines_for(
    naar: Iterable[str],
    gemeente: str = "",
    *,
    oefen: bool = False,
    contactpersoon: Contactpersoon | None = None,
) -> tuple[Hulplijn, ...]:
    """Return who helps on these routes, in their order; a route nobody is known for stays, without a number.

    `contactpersoon` is the organisation's own, with a name and a number; it comes before what the kaart has.
    """
    kaart = socialekaart.known()
    alarms = {each.key: each for each in catalogue.alarmnummers()}
    found: dict[str, Hulplijn] = {}
    for key in naar:
        route = kaart.routes.get(key)
        if route is None:
            continue
        if route.alarm:
            found.setdefault(route.alarm, _alarm(alarms[route.alarm]))
            continue
        if key == _CONTACTPERSOON and contactpersoon is not None:
            found.setdefault(key, _own_person(contactpersoon, route))
            continue
        known = kaart.helpers((key,), gemeente, oefen)
        if key in (_CONTACTPERSOON, _COORDINATOR):
            # Ours are people of the own organisation: somebody else's, elsewhere in the country, are no use.
            known = tuple(each for each in known if each.gemeente != LANDELIJK)
        for each in known[:_PER_ROUTE]:
            found.setdefault(each.key, _organisatie(each, route))
        if not known:
            found.setdefault(key, Hulplijn(key=key, naam=route.naam, nummers=(), uitleg=route.uitleg))
    return tuple(found.values())


def _own_person(person: Contactpersoon, route: Route) -> Hulplijn:
    return Hulplijn(
        key=_CONTACTPERSOON,
        naam=f"{person.naam}, contactpersoon",
        nummers=(person.telefoon,) if person.telefoon else (),
        wanneer=person.bereikbaar,
        uitleg=route.uitleg,
    )


def _alarm(nummer: Alarmnummer) -> Hulplijn:
    return Hulplijn(
        key=nummer.key,
        naam=nummer.naam,
        nummers=nummer.nummers,
        wanneer=nummer.wanneer,
        uitleg=nummer.uitleg,
        alarm=True,
        anoniem=nummer.anoniem,
    )


def _organisatie(each: Organisatie, route: Route) -> Hulplijn:
    return Hulplijn(
        key=each.key,
        naam=each.naam,
        nummers=each.telefoon,
        wanneer=each.wanneer,
        uitleg=route.uitleg,
        anoniem=each.anoniem,
    )


def haste_in_words(urgentie: Urgentie, op: date) -> str:
    """Return when somebody must act, in one short sentence."""
    return catalogue.regels("termijnen", op).tekst(f"urgentie_{urgentie.value}_zin")


@lru_cache(maxsize=32)
def usual_urgency(leefgebied: Leefgebied) -> Urgentie:
    """Return how much haste questions about this leefgebied usually have in `signalering-algemeen`."""
    counted = Counter(item.urgentie for item in _items(leefgebied) if item.urgentie is not None)
    if not counted:
        return Urgentie.BINNENKORT
    # Where two are as usual, the calmer one: whoever fills it in may always raise it.
    return max(counted, key=lambda urgentie: (counted[urgentie], -urgentie.rang))


@lru_cache(maxsize=32)
def usual_routes(leefgebied: Leefgebied) -> tuple[str, ...]:
    """Return to whom questions about this leefgebied usually lead, the usual one first.

    Numbers for direct danger belong to a question that asks about it, so they are no usual route.
    """
    kaart = catalogue.sociale_kaart()
    counted = Counter(
        route
        for item in _items(leefgebied)
        for route in item.naar
        if not kaart.routes[route].alarm or kaart.routes[route].via
    )
    return tuple(route for route, _ in counted.most_common(3))


def _items(leefgebied: Leefgebied) -> tuple[Item, ...]:
    return tuple(
        item
        for item in catalogue.checklist(_BASIS).items
        if item.leefgebied is leefgebied and item.signaal_bij
    )


def route_names(naar: Iterable[str]) -> tuple[str, ...]:
    """Return the names of routes as users see them; what isn't known is left out."""
    routes = catalogue.sociale_kaart().routes
    return tuple(routes[key].naam for key in naar if key in routes)
