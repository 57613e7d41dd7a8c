"""Voortgang: where MAP, KNM, the Z-route and the hours of lessons stand, all derived from what was written down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.domain.contactmomenten import Contactmoment
from app.domain.examens import Examen, Examenonderdeel
from app.domain.inburgeraar import Doelgroep
from app.domain.inburgering import Inburgeringstraject, Leerroute, in_uren
from app.domain.uren import Urensoort, Urenstaat, minuten_van


@dataclass(frozen=True, slots=True, kw_only=True)
class MapEis:
    """What the law asks of the MAP: the routes that have it, practical minutes, themes, and an eindgesprek."""

    leerroutes: tuple[str, ...]
    minuten: int
    themas: tuple[str, ...]
    eindgesprek: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MapStand:
    """Where the MAP stands. `geldt` is False in a route without MAP; None while the route isn't known."""

    geldt: bool | None
    minuten: int
    minuten_nodig: int
    themas: tuple[tuple[str, bool], ...]
    eindgesprek_op: date | None
    eindgesprek_nodig: bool

    @property
    def ontbreekt(self) -> tuple[str, ...]:
        """What is still missing, as short Dutch phrases; empty when it's complete or isn't asked."""
        if self.geldt is False:
            return ()
        missing = []
        if self.minuten < self.minuten_nodig:
            missing.append(f"nog {in_uren(self.minuten_nodig - self.minuten)} praktijk")
        left = sum(not done for _, done in self.themas)
        if left:
            missing.append(f"{left} {'thema' if left == 1 else 'thema’s'}")
        if self.eindgesprek_nodig and self.eindgesprek_op is None:
            missing.append("het eindgesprek")
        return tuple(missing)

    @property
    def is_compleet(self) -> bool:
        return self.geldt is not False and not self.ontbreekt


@dataclass(frozen=True, slots=True, kw_only=True)
class KnmStand:
    """Which of the themes were covered, and on which day the exam was passed."""

    themas: tuple[tuple[str, bool], ...]
    gehaald_op: date | None
    vrijgesteld: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ZRouteStand:
    """Minutes of course and of participation against what this group of people needs (0: none).

    `uit_contacten` is the part of the participation that came from contact moments.
    """

    geldt: bool | None
    cursus: int
    cursus_nodig: int
    participatie: int
    participatie_nodig: int
    uit_contacten: int
    afgerond_op: date | None

    @property
    def ontbreekt(self) -> tuple[str, ...]:
        """What is still missing, as short Dutch phrases."""
        if self.geldt is False:
            return ()
        missing = []
        if self.cursus < self.cursus_nodig:
            missing.append(f"nog {in_uren(self.cursus_nodig - self.cursus)} les")
        if self.participatie < self.participatie_nodig:
            missing.append(f"nog {in_uren(self.participatie_nodig - self.participatie)} meedoen")
        return tuple(missing)


@dataclass(frozen=True, slots=True, kw_only=True)
class AfschaalStand:
    """How far the hours are that open the way from B1 down to A2; `geldt` only in the B1-route."""

    geldt: bool
    minuten: int
    minuten_nodig: int
    afgeschaald_op: date | None

    @property
    def uren_genoeg(self) -> bool:
        return self.minuten >= self.minuten_nodig


def map_stand(traject: Inburgeringstraject | None, staten: Iterable[Urenstaat], eis: MapEis) -> MapStand:
    """Derive where the MAP stands."""
    route = traject.leerroute if traject else Leerroute.ONBEKEND
    done = set(traject.map_themas) if traject else set()
    return MapStand(
        geldt=None if eis.leerroutes and route is Leerroute.ONBEKEND else route.value in eis.leerroutes,
        minuten=minuten_van(staten, Urensoort.MAP_PRAKTIJK),
        minuten_nodig=eis.minuten,
        themas=tuple((thema, thema in done) for thema in eis.themas),
        eindgesprek_op=traject.datum_eindgesprek_map if traject else None,
        eindgesprek_nodig=eis.eindgesprek,
    )


def knm_stand(
    traject: Inburgeringstraject | None, examens: Iterable[Examen], themas: Iterable[str]
) -> KnmStand:
    """Derive where the KNM stands: themes covered, and the exam."""
    done = set(traject.knm_themas) if traject else set()
    passed = [each for each in examens if each.onderdeel is Examenonderdeel.KNM and each.is_klaar]
    days = [each.datum for each in passed if each.datum is not None]
    return KnmStand(
        themas=tuple((thema, thema in done) for thema in themas),
        gehaald_op=min(days) if days else None,
        vrijgesteld=bool(passed) and not days,
    )


def minuten_uit_contacten(contacten: Iterable[Contactmoment]) -> int:
    """Return the minutes of contacts that count as participation; only those that took place do.

    Give current contacts: one that was superseded must not count twice.
    """
    return sum(each.duur_minuten for each in contacten if each.telt_mee_zroute and each.contact_gelukt)


def zroute_stand(
    traject: Inburgeringstraject | None,
    staten: Iterable[Urenstaat],
    contacten: Iterable[Contactmoment],
    cursus_nodig: int,
    participatie_nodig: int,
) -> ZRouteStand:
    """Derive where the Z-route stands, in minutes; `contacten` are the current ones."""
    every = tuple(staten)
    route = traject.leerroute if traject else Leerroute.ONBEKEND
    talked = minuten_uit_contacten(contacten)
    return ZRouteStand(
        geldt=None if cursus_nodig and route is Leerroute.ONBEKEND else _is_zroute(route, cursus_nodig),
        cursus=minuten_van(every, Urensoort.LES),
        cursus_nodig=cursus_nodig,
        participatie=minuten_van(every, Urensoort.PARTICIPATIE) + talked,
        participatie_nodig=participatie_nodig,
        uit_contacten=talked,
        afgerond_op=traject.datum_afronding_zroute if traject else None,
    )


def _is_zroute(route: Leerroute, cursus_nodig: int) -> bool:
    return route is Leerroute.ZELFREDZAAMHEID and cursus_nodig > 0


def afschaal_stand(
    traject: Inburgeringstraject | None, staten: Iterable[Urenstaat], uren_nodig: int
) -> AfschaalStand:
    """Derive how far the hours of lessons are towards scaling down."""
    route = traject.leerroute if traject else Leerroute.ONBEKEND
    return AfschaalStand(
        geldt=route is Leerroute.B1,
        minuten=minuten_van(staten, Urensoort.LES),
        minuten_nodig=uren_nodig * 60,
        afgeschaald_op=traject.afgeschaald_op if traject else None,
    )


def zroute_regel(doelgroep: Doelgroep) -> str:
    """Return the part of a rule's key that names this group of people."""
    return "asielstatushouder" if doelgroep is Doelgroep.ASIELSTATUSHOUDER else "gezinsmigrant"
