"""The sociale kaart: whom to turn to, nationally and in one gemeente, without internet. Organisations, no people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.velden import Velden

LANDELIJK = "landelijk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A kind of helper that a signal can go to. `via` names who goes first; `alarm` is a number to show at once."""

    key: str
    naam: str
    uitleg: str
    via: str
    alarm: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisatie:
    """A helper with a number. `gemeente` is `landelijk` or a gemeente's name; `oefen` marks the practice world."""

    key: str
    naam: str
    gemeente: str
    routes: tuple[str, ...]
    telefoon: tuple[str, ...]
    website: str
    wanneer: str
    kosten: str
    anoniem: bool
    oefen: bool
    bron: str
    nagekeken_op: date
    bevestigd: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SocialeKaart:
    """All routes and all known organisations."""

    routes: Mapping[str, Route]
    organisaties: tuple[Organisatie, ...]

    def helpers(self, routes: Iterable[str], gemeente: str, oefen: bool = False) -> tuple[Organisatie, ...]:
        """Return who helps on these routes: those of the gemeente first, then national ones, in route order."""
        order = {route: place for place, route in enumerate(routes)}
        found: list[tuple[int, int, int, Organisatie]] = []
        for place, organisatie in enumerate(self.organisaties):
            hits = [order[route] for route in organisatie.routes if route in order]
            local = organisatie.gemeente.casefold() == gemeente.casefold()
            reachable = local or organisatie.gemeente == LANDELIJK
            if hits and reachable and (oefen or not organisatie.oefen):
                found.append((0 if local else 1, min(hits), place, organisatie))
        return tuple(entry[3] for entry in sorted(found, key=lambda entry: entry[:3]))


def parse_kaart(parts: Iterable[tuple[Mapping[str, object], str]]) -> SocialeKaart:
    """Return one sociale kaart from (data, file name) pairs; Fault GEGEVENS_ONJUIST for anything that's off."""
    routes: dict[str, Route] = {}
    organisaties: list[Organisatie] = []
    for data, bestand in parts:
        velden = Velden(data, bestand)
        velden.code("code")
        velden.number("versie")
        velden.day("geldig_vanaf")
        for part in velden.tables("routes"):
            route = _route(part)
            if route.key in routes:
                raise part.fault("Deze route staat er twee keer.", "key")
            routes[route.key] = route
        for part in velden.tables("organisaties"):
            organisatie = _organisatie(part)
            unknown = [route for route in organisatie.routes if route not in routes]
            if unknown:
                raise part.fault(f"Onbekende route: {', '.join(unknown)}.", "routes")
            organisaties.append(organisatie)
        velden.done()
    keys = [organisatie.key for organisatie in organisaties]
    doubles = sorted({key for key in keys if keys.count(key) > 1})
    if doubles:
        raise Velden({}, "sociale_kaart").fault(f"Twee keer dezelfde sleutel: {', '.join(doubles)}.")
    return SocialeKaart(routes=routes, organisaties=tuple(organisaties))


def _route(velden: Velden) -> Route:
    route = Route(
        key=velden.key("key"),
        naam=velden.text("naam"),
        uitleg=velden.text("uitleg"),
        via=velden.text("via", ""),
        alarm=velden.text("alarm", ""),
    )
    velden.done()
    return route


def _organisatie(velden: Velden) -> Organisatie:
    organisatie = Organisatie(
        key=velden.key("key"),
        naam=velden.text("naam"),
        gemeente=velden.text("gemeente"),
        routes=velden.texts("routes"),
        telefoon=velden.texts("telefoon"),
        website=velden.text("website", ""),
        wanneer=velden.text("wanneer", ""),
        kosten=velden.text("kosten", ""),
        anoniem=velden.flag("anoniem", False),
        oefen=velden.flag("oefen", False),
        bron=velden.text("bron"),
        nagekeken_op=velden.day("nagekeken_op"),
        bevestigd=velden.flag("bevestigd"),
    )
    velden.done()
    return organisatie
