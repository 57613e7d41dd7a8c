"""Zelfredzaamheid in time: what somebody does alone, per leefgebied, and what carries beside what weighs. No marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.checklists import Schaalwaarde
from app.domain.invullingen import GegevenAntwoord, Invulling
from app.domain.leefgebieden import Leefgebied
from app.domain.plan import PlanVanAanpak
from app.ports import Reading, SignalRow, Store
from app.services import catalogue, personen, plannen
from app.services.kalender import day_of
from app.services.signaleringen import most_urgent_first

LIJST = "zelfredzaamheid"
_SCALE = frozenset({Schaalwaarde.ZELF, Schaalwaarde.SAMEN})
_STRENGTHS_SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Punt:
    """One moment in one leefgebied: how many things somebody did alone, of how many that were known."""

    op: date
    zelf: int
    bekend: int

    @property
    def deel(self) -> float:
        """The part done alone, 0.0 to 1.0."""
        return self.zelf / self.bekend if self.bekend else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Lijn:
    """One leefgebied over time, oldest first; only the moments on which something was known."""

    leefgebied: Leefgebied
    punten: tuple[Punt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kracht:
    """Something that goes well or somebody who helps, as it was said: when, about what, in which words."""

    op: date
    leefgebied: str
    vraag: str
    tekst: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overzicht:
    """The page: moments on which the list was filled in, a line per leefgebied, and both sides of the balance.

    `kracht` is what carries, newest first; `last` the open signals, most urgent first.
    """

    naam: str
    momenten: tuple[date, ...]
    lijnen: tuple[Lijn, ...]
    sterke_kanten: str
    wie_helpt: str
    kracht: tuple[Kracht, ...]
    last: tuple[SignalRow, ...]


def show(store: Store, dossier_id: str) -> Overzicht:
    """Return how one client's zelfredzaamheid grew; Fault DOSSIER_ONBEKEND when there is no such dossier."""
    with store.read() as reading:
        persoon = personen.require(reading, dossier_id)
        every = sorted(
            reading.of_dossier(Invulling, dossier_id), key=lambda each: (each.afgerond_op, each.id)
        )
        kader = plannen.frame_of(reading, dossier_id)
        filled = [each for each in every if each.code == LIJST]
        return Overzicht(
            naam=persoon.naam,
            momenten=tuple(sorted({day_of(each.afgerond_op) for each in filled})),
            lijnen=lines_of(filled),
            sterke_kanten=_words(kader, "sterke_kanten") or persoon.kracht,
            wie_helpt=_words(kader, "wie_helpt"),
            kracht=_strengths(every),
            last=_burden(reading, dossier_id),
        )


def _words(kader: PlanVanAanpak | None, name: str) -> str:
    return str(getattr(kader, name)) if kader is not None else ""


def lines_of(filled: Iterable[Invulling]) -> tuple[Lijn, ...]:
    """Return a line per leefgebied from finished lists, oldest first; of two on one day the later one counts."""
    found: dict[Leefgebied, dict[date, Punt]] = {}
    for each in filled:
        day = day_of(each.afgerond_op)
        for gebied, answers in _by_domain(each.antwoorden).items():
            known = [answer for answer in answers if answer.waarde in _SCALE]
            if known:
                alone = sum(answer.waarde == Schaalwaarde.ZELF for answer in known)
                found.setdefault(gebied, {})[day] = Punt(op=day, zelf=alone, bekend=len(known))
    return tuple(
        Lijn(leefgebied=gebied, punten=tuple(found[gebied][day] for day in sorted(found[gebied])))
        for gebied in Leefgebied
        if gebied in found
    )


def _by_domain(answers: Sequence[GegevenAntwoord]) -> dict[Leefgebied, list[GegevenAntwoord]]:
    grouped: dict[Leefgebied, list[GegevenAntwoord]] = {}
    for each in answers:
        if each.leefgebied in set(Leefgebied):
            grouped.setdefault(Leefgebied(each.leefgebied), []).append(each)
    return grouped


def _strengths(every: Sequence[Invulling]) -> tuple[Kracht, ...]:
    """Return what was answered to the questions about what goes well and who helps; the last answer to each."""
    found: dict[str, tuple[datetime, Kracht]] = {}
    for each in every:
        asked = _strength_keys(each.code, each.versie)
        for answer in each.antwoorden:
            said = answer.waarde.strip() or answer.waarneming.strip()
            if answer.key in asked and said:
                gebied = answer.leefgebied
                found[answer.key] = (
                    each.afgerond_op,
                    Kracht(
                        op=day_of(each.afgerond_op),
                        leefgebied=Leefgebied(gebied).naam if gebied in set(Leefgebied) else "",
                        vraag=answer.vraag,
                        tekst=said.replace("_", " "),
                    ),
                )
    newest = sorted(found.values(), key=lambda item: item[0], reverse=True)
    return tuple(kracht for _, kracht in newest[:_STRENGTHS_SHOWN])


def _strength_keys(code: str, versie: int) -> frozenset[str]:
    try:
        checklist = catalogue.checklist(code, versie)
    except KeyError:
        return frozenset()
    return frozenset(item.key for sectie in checklist.secties for item in sectie.items if item.draagkracht)


def _burden(reading: Reading, dossier_id: str) -> tuple[SignalRow, ...]:
    return most_urgent_first(reading.signals(dossier_id=dossier_id))
