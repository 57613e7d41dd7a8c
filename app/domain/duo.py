"""What DUO would say to the gemeente: its acceptance rules, checked beforehand as soft advice.

The gemeente reports, never this program: DUO takes only a date and, once the term is over, whether that is to be
blamed on the person (`verwijtbaar`, the gemeente's judgement). Here stands whether the dates would be taken, and why.
Source: DUO, koppelvlak MAP PVT Z-route voor gemeenten, June 2026.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.domain.inburgering import Inburgeringstraject, Leerroute, Wet, begin_termijn, einddatum_termijn


class DuoOnderdeel(StrEnum):
    """The three parts that a gemeente reports, by their names on screen."""

    PVT = "PVT"
    MAP = "MAP"
    ZROUTE = "Z-route"


@dataclass(frozen=True, slots=True, kw_only=True)
class DuoAdvies:
    """Whether this date can be reported, and why not. `let_op` are things to know that stop nothing.

    `verwijtbaar_invullen`: the gemeente has to say whether the overrun is to be blamed on the person; otherwise it
    must leave that empty, or DUO refuses the report.
    """

    onderdeel: DuoOnderdeel
    datum: date | None
    redenen: tuple[str, ...]
    let_op: tuple[str, ...] = ()
    verwijtbaar_invullen: bool = False

    @property
    def kan(self) -> bool:
        return not self.redenen

    @property
    def zin(self) -> str:
        """The advice in one sentence."""
        if self.kan:
            return "Zo kan de gemeente dit bij DUO melden."
        if self.datum is None:
            return "De gemeente kan dit nog niet bij DUO melden."
        return "Zo kan de gemeente dit niet bij DUO melden."


def advies_pvt(
    traject: Inburgeringstraject | None,
    getekend_op: date | None,
    jaren: int,
    today: date,
    ontbreekt: tuple[str, ...] = (),
) -> DuoAdvies:
    """Return the advice on the signing of the participatieverklaring; `ontbreekt` is what the PVT itself lacks."""
    reasons = _redenen(traject, getekend_op, "de ondertekening", jaren, today)
    notes = _let_op(traject, getekend_op, jaren)
    rest = [part for part in ontbreekt if part != "de ondertekening"]
    if getekend_op is not None and rest:
        notes = (f"Het PVT is nog niet af: {'; '.join(rest)}.", *notes)
    return DuoAdvies(
        onderdeel=DuoOnderdeel.PVT,
        datum=getekend_op,
        redenen=reasons,
        let_op=notes,
        verwijtbaar_invullen=_te_laat(traject, getekend_op, jaren),
    )


def advies_map(
    traject: Inburgeringstraject | None,
    jaren: int,
    today: date,
    leerroutes: tuple[str, ...],
    ontbreekt: tuple[str, ...] = (),
) -> DuoAdvies:
    """Return the advice on the eindgesprek of the MAP, which only the routes in `leerroutes` have."""
    day = traject.datum_eindgesprek_map if traject else None
    reasons = _redenen(traject, day, "het eindgesprek van de MAP", jaren, today)
    if traject and traject.leerroute is not Leerroute.ONBEKEND and traject.leerroute.value not in leerroutes:
        reasons = ("De MAP hoort niet bij deze leerroute.", *reasons)
    notes = _let_op(traject, day, jaren)
    rest = [part for part in ontbreekt if part != "het eindgesprek"]
    if day is not None and rest:
        notes = (f"De MAP is nog niet af: {'; '.join(rest)}.", *notes)
    return DuoAdvies(
        onderdeel=DuoOnderdeel.MAP,
        datum=day,
        redenen=reasons,
        let_op=notes,
        verwijtbaar_invullen=_te_laat(traject, day, jaren),
    )


def advies_zroute(
    traject: Inburgeringstraject | None, jaren: int, today: date, ontbreekt: tuple[str, ...] = ()
) -> DuoAdvies:
    """Return the advice on the end of the Z-route; DUO takes only its date, never `verwijtbaar`."""
    day = traject.datum_afronding_zroute if traject else None
    reasons = _redenen(traject, day, "de afronding van de Z-route", jaren, today)
    if traject and traject.leerroute not in (Leerroute.ONBEKEND, Leerroute.ZELFREDZAAMHEID):
        reasons = ("Deze cliënt volgt de Z-route niet.", *reasons)
    notes = (f"De Z-route is nog niet af: {'; '.join(ontbreekt)}.",) if day and ontbreekt else ()
    return DuoAdvies(onderdeel=DuoOnderdeel.ZROUTE, datum=day, redenen=reasons, let_op=notes)


def _redenen(
    traject: Inburgeringstraject | None, day: date | None, what: str, jaren: int, today: date
) -> tuple[str, ...]:
    reasons = []
    if traject is not None and traject.wet is Wet.WI2013:
        reasons.append("Deze cliënt valt onder de oude wet. Die kent deze melding niet.")
    if day is None:
        reasons.append(f"De dag van {what} is nog niet bekend.")
        return tuple(reasons)
    if day > today:
        reasons.append(f"De dag van {what} ligt in de toekomst.")
    begin = begin_termijn(traject) if traject else None
    if begin is None:
        reasons.append("De dagtekening van het eerste PIP is niet bekend.")
    elif day < begin:
        reasons.append(f"De dag ligt voor het begin van de termijn ({begin:%d-%m-%Y}).")
    done = traject.datum_afronding_zroute if traject else None
    if done is not None and day > done:
        reasons.append(f"De dag ligt na de afronding van de Z-route ({done:%d-%m-%Y}).")
    return tuple(reasons)


def _te_laat(traject: Inburgeringstraject | None, day: date | None, jaren: int) -> bool:
    end = einddatum_termijn(traject, jaren) if traject else None
    return day is not None and end is not None and day >= end


def _let_op(traject: Inburgeringstraject | None, day: date | None, jaren: int) -> tuple[str, ...]:
    end = einddatum_termijn(traject, jaren) if traject else None
    if day is None or end is None:
        return ()
    if day >= end:
        last = end - timedelta(days=1)
        was = f"De laatste dag van de termijn was {last:%d-%m-%Y}."
        return (f"{was} De gemeente moet erbij zeggen of de cliënt daar iets aan kon doen.",)
    return ("Het is op tijd. De gemeente laat “verwijtbaar” leeg.",)
