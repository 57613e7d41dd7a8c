"""Whom to call, in words: the numbers on every signalering screen, and what an urgent answer asks for at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.domain.leefgebieden import Urgentie
from app.domain.organisatie import Contactpersoon
from app.services import hulp
from app.services.hulp import Hulplijn
from ui.i18n import tr


@dataclass(frozen=True, slots=True, kw_only=True)
class CallLine:
    """Somebody to call. `numbers` is `""` when this device doesn't know the number; `note` says when and how."""

    name: str
    numbers: str
    note: str
    alarm: bool = False
    nameless: bool = False

    @property
    def spoken(self) -> str:
        """Everything in it as one sentence for a screen reader."""
        return ". ".join(part for part in (f"{self.name}: {self.numbers or NO_NUMBER}", self.note) if part)


NO_NUMBER = "nummer niet op dit apparaat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What to do now, and whom to call. `tone` is `acuut` or `spoed`."""

    tone: str
    heading: str
    deed: str
    lines: tuple[CallLine, ...]

    @property
    def spoken(self) -> str:
        """Everything in it, as it is said aloud."""
        return " ".join([self.heading, self.deed, *(each.spoken + "." for each in self.lines)])


def always() -> tuple[CallLine, ...]:
    """Return the numbers that stand on every signalering screen."""
    return tuple(_line(each) for each in hulp.always())


def advice(
    urgentie: Urgentie,
    naar: Iterable[str],
    *,
    op: date,
    doen: str = "",
    gemeente: str = "",
    oefen: bool = False,
    contactpersoon: Contactpersoon | None = None,
) -> Advice | None:
    """Return what an answer of this urgency asks for at once; None while nothing asks for haste."""
    routes = tuple(naar)
    lines = hulp.whom_to_call(urgentie, routes, gemeente, oefen=oefen, contactpersoon=contactpersoon)
    if not lines:
        return None
    about_self = "coordinator" in routes and urgentie is Urgentie.SPOED
    return Advice(
        tone=urgentie.value,
        heading=tr("Vandaag of de volgende werkdag: bel je coördinator.")
        if about_self
        else hulp.haste_in_words(urgentie, op),
        deed=doen,
        lines=tuple(_line(each) for each in lines),
    )


def call_lines(
    naar: Iterable[str],
    gemeente: str = "",
    *,
    oefen: bool = False,
    contactpersoon: Contactpersoon | None = None,
) -> tuple[CallLine, ...]:
    """Return who helps on these routes."""
    found = hulp.lines_for(naar, gemeente, oefen=oefen, contactpersoon=contactpersoon)
    return tuple(_line(each) for each in found)


def _line(each: Hulplijn) -> CallLine:
    return CallLine(
        name=each.naam,
        numbers=f" {tr('of')} ".join(each.nummers),
        note=each.wanneer or each.uitleg,
        alarm=each.alarm,
        nameless=each.anoniem,
    )
