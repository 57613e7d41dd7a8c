"""Inburgering: the trajectory, its term and the PVT built of sessions. What can be derived is never typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, ClassVar

from app.domain.records import LINE, NAME, SEARCHABLE, Categorie, Record, shared
from app.faults import Fault, FaultKind

_INB = shared(Categorie.INBURGERING)

SESSIE_DUUR = FaultKind(
    "pvt-duur-onjuist", "De duur van de bijeenkomst klopt niet.", "Vul een duur in van 1 minuut tot 12 uur."
)
SESSIE_TOEKOMST = FaultKind(
    "pvt-datum-toekomst",
    "Deze bijeenkomst ligt in de toekomst.",
    "Leg een bijeenkomst vast als zij geweest is.",
)


class Wet(StrEnum):
    WI2021 = "wi2021"
    WI2013 = "wi2013"


class Leerroute(StrEnum):
    ONBEKEND = ""
    B1 = "B"
    ONDERWIJS = "O"
    ZELFREDZAAMHEID = "Z"


class PvtSoort(StrEnum):
    BIJEENKOMST = "bijeenkomst"
    EXCURSIE = "excursie"
    INDIVIDUEEL = "individueel"
    ONDERTEKENING = "ondertekening"


class Kernwaarde(StrEnum):
    VRIJHEID = "vrijheid"
    GELIJKWAARDIGHEID = "gelijkwaardigheid"
    SOLIDARITEIT = "solidariteit"
    PARTICIPATIE = "participatie"


class Aanwezigheid(StrEnum):
    AANWEZIG = "aanwezig"
    AFGEMELD = "afwezig_met_afmelding"
    AFWEZIG = "afwezig_zonder_afmelding"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verlenging:
    """An extension of the term: its ground in words and its length in weeks."""

    grond: str
    weken: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Inburgeringstraject(Record):
    """The formal trajectory; dates are decisions (beschikkingen) of the gemeente, `dagtekening_pip` is the first PIP.

    Under Wi2013 there is no PIP: the term begins on `plicht_vanaf`, the day in DUO's letter.
    """

    soort: ClassVar[str] = "inburgeringstraject"

    wet: Annotated[Wet, _INB] = Wet.WI2021
    leerroute: Annotated[Leerroute, _INB] = Leerroute.ONBEKEND
    kennisgeving_op: Annotated[date | None, _INB] = None
    brp_op: Annotated[date | None, _INB] = None
    plicht_vanaf: Annotated[date | None, _INB] = None
    dagtekening_pip: Annotated[date | None, _INB] = None
    herziene_pips: Annotated[tuple[date, ...], _INB] = ()
    verlengingen: Annotated[tuple[Verlenging, ...], _INB] = ()
    datum_eindgesprek_map: Annotated[date | None, _INB] = None
    datum_afronding_zroute: Annotated[date | None, _INB] = None
    map_themas: Annotated[tuple[str, ...], _INB, NAME] = ()
    knm_themas: Annotated[tuple[str, ...], _INB, NAME] = ()
    afgeschaald_op: Annotated[date | None, _INB] = None
    school: Annotated[str, _INB, SEARCHABLE, LINE] = ""
    school_vanaf: Annotated[date | None, _INB] = None

    @property
    def inhoud_categorieen(self) -> frozenset[Categorie]:
        return frozenset({Categorie.INBURGERING})

    @property
    def titel(self) -> str:
        return "Inburgering"


@dataclass(frozen=True, slots=True, kw_only=True)
class PvtSessie(Record):
    """One session of the participatieverklaringstraject."""

    soort: ClassVar[str] = "pvt_sessie"
    append_only: ClassVar[bool] = True

    datum: Annotated[date, _INB]
    minuten: Annotated[int, _INB]
    pvt_soort: Annotated[PvtSoort, _INB] = PvtSoort.BIJEENKOMST
    kernwaarden: Annotated[tuple[Kernwaarde, ...], _INB] = ()
    aanwezigheid: Annotated[Aanwezigheid, _INB] = Aanwezigheid.AANWEZIG
    taal: Annotated[str, _INB, NAME] = ""
    organisatie: Annotated[str, _INB, SEARCHABLE, NAME] = ""
    vervangt: Annotated[str, _INB] = ""

    @property
    def inhoud_categorieen(self) -> frozenset[Categorie]:
        return frozenset({Categorie.INBURGERING})

    @property
    def titel(self) -> str:
        return f"PVT {self.pvt_soort.value}"


@dataclass(frozen=True, slots=True)
class PvtEis:
    """What the law asks of a PVT (from resources/regels): minutes in all, all four values, excursion, signing."""

    minuten: int
    excursie: bool
    jaren: int


@dataclass(frozen=True, slots=True)
class PvtStand:
    """Where a PVT stands, all derived from its sessions."""

    minuten: int
    minuten_nodig: int
    kernwaarden: frozenset[Kernwaarde]
    excursie_gedaan: bool
    excursie_nodig: bool
    datum_ondertekening_pvt: date | None
    laatste_dag: date | None
    dagen_over: int | None

    @property
    def ontbreekt(self) -> tuple[str, ...]:
        """What is still missing, as short Dutch phrases; empty when the PVT is complete."""
        missing: list[str] = []
        if self.minuten < self.minuten_nodig:
            missing.append(f"nog {in_uren(self.minuten_nodig - self.minuten)}")
        absent = [waarde.value for waarde in Kernwaarde if waarde not in self.kernwaarden]
        if absent:
            missing.append("kernwaarde " + ", ".join(absent))
        if self.excursie_nodig and not self.excursie_gedaan:
            missing.append("een excursie of activiteit")
        if self.datum_ondertekening_pvt is None:
            missing.append("de ondertekening")
        return tuple(missing)

    @property
    def is_compleet(self) -> bool:
        return not self.ontbreekt


def in_uren(minuten: int) -> str:
    """Say minutes as hours: `2 uur`, `1 uur 30`, `45 minuten`."""
    uren, rest = divmod(minuten, 60)
    if uren == 0:
        return f"{rest} minuten"
    return f"{uren} uur" if rest == 0 else f"{uren} uur {rest}"


def check_sessie(sessie: PvtSessie, today: date) -> None:
    """Raise a Fault when the session can't have been held like this."""
    if not 1 <= sessie.minuten <= 12 * 60:
        raise Fault(SESSIE_DUUR)
    if sessie.datum > today:
        raise Fault(SESSIE_TOEKOMST)


def current_sessies(sessies: Iterable[PvtSessie]) -> tuple[PvtSessie, ...]:
    """Return the sessions that weren't superseded, oldest first."""
    every = tuple(sessies)
    replaced = {sessie.vervangt for sessie in every if sessie.vervangt}
    return tuple(sorted((s for s in every if s.id not in replaced), key=lambda s: (s.datum, s.id)))


def begin_termijn(traject: Inburgeringstraject) -> date | None:
    """Return the first day of the term: the day after the first PIP; under Wi2013 the day in DUO's letter.

    A revised PIP doesn't move it.
    """
    if traject.wet is Wet.WI2013 and traject.plicht_vanaf is not None:
        return traject.plicht_vanaf
    return None if traject.dagtekening_pip is None else traject.dagtekening_pip + timedelta(days=1)


def einddatum_termijn(traject: Inburgeringstraject, jaren: int) -> date | None:
    """Return the EXCLUSIVE end of the term: `jaren` years and the extensions, from its first day."""
    start = begin_termijn(traject)
    if start is None:
        return None
    return add_years(start, jaren) + timedelta(weeks=sum(item.weken for item in traject.verlengingen))


def pip_uiterlijk(traject: Inburgeringstraject, weken: int) -> date | None:
    """Return by when the PIP must be there: `weken` after DUO's notice, or after the BRP registration if later.

    None while no notice is known, when the PIP is there, and under Wi2013.
    """
    notice = traject.kennisgeving_op
    if notice is None or traject.dagtekening_pip is not None or traject.wet is not Wet.WI2021:
        return None
    return max(notice, traject.brp_op or notice) + timedelta(weeks=weken)


def laatste_dag_termijn(traject: Inburgeringstraject, jaren: int) -> date | None:
    """Return the last day inside the term: the day before the exclusive end."""
    einddatum = einddatum_termijn(traject, jaren)
    return None if einddatum is None else einddatum - timedelta(days=1)


def add_years(day: date, years: int) -> date:
    """Return the same day `years` later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def pvt_stand(
    sessies: Iterable[PvtSessie], traject: Inburgeringstraject | None, eis: PvtEis, today: date
) -> PvtStand:
    """Derive the standing of a PVT; only sessions at which the client was present count."""
    present = [s for s in current_sessies(sessies) if s.aanwezigheid is Aanwezigheid.AANWEZIG]
    signed = [s.datum for s in present if s.pvt_soort is PvtSoort.ONDERTEKENING]
    last = None if traject is None else laatste_dag_termijn(traject, eis.jaren)
    return PvtStand(
        minuten=sum(s.minuten for s in present),
        minuten_nodig=eis.minuten,
        kernwaarden=frozenset(waarde for s in present for waarde in s.kernwaarden),
        excursie_gedaan=any(s.pvt_soort is PvtSoort.EXCURSIE for s in present),
        excursie_nodig=eis.excursie,
        datum_ondertekening_pvt=min(signed) if signed else None,
        laatste_dag=last,
        dagen_over=None if last is None else (last - today).days,
    )
