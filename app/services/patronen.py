"""Patterns of one client: signals over time by leefgebied, answers beside earlier ones, a `soms` that comes back.

No score, no sum over leefgebieden, no judgement: what is said is what was noted, on which day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.domain.checklists import Signaalwaarde
from app.domain.invullingen import Invulling
from app.domain.leefgebieden import Leefgebied, Urgentie
from app.domain.signalen import OPEN_STANDEN, Signaalstand
from app.ports import Reading, SignalRow, Store
from app.services import lijsten, personen
from app.services.invullingen import answer_in_words
from app.services.kalender import day_of

FROM_TIMES = 2
"""How many times in a row `soms` is worth a word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Punt:
    """One signal on the day that it was noted."""

    signaal_id: str
    op: date
    leefgebied: Leefgebied
    urgentie: Urgentie
    titel: str
    stand: Signaalstand
    beschermd: bool

    @property
    def open(self) -> bool:
        return self.stand in OPEN_STANDEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Herhaling:
    """A question to which the answer was `soms` on each of these days, the last ones in a row."""

    vraag: str
    dagen: tuple[date, ...]
    beschermd: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rij:
    """One question with its answers, one per filling (`""`: not asked or not answered then)."""

    key: str
    vraag: str
    antwoorden: tuple[str, ...]
    beschermd: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Vergelijking:
    """The answers of one list beside each other, oldest filling first; also when its template is gone."""

    code: str
    naam: str
    dagen: tuple[date, ...]
    rijen: tuple[Rij, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Patroon:
    """Everything of one client that a pattern could be seen in."""

    dossier_id: str
    naam: str
    punten: tuple[Punt, ...]
    herhalingen: tuple[Herhaling, ...]
    vergelijkingen: tuple[Vergelijking, ...]

    def without_shielded(self) -> Patroon:
        """Return the same without anything about safety, for when somebody reads along."""
        compared = (
            Vergelijking(
                code=each.code,
                naam=each.naam,
                dagen=each.dagen,
                rijen=tuple(rij for rij in each.rijen if not rij.beschermd),
            )
            for each in self.vergelijkingen
        )
        return Patroon(
            dossier_id=self.dossier_id,
            naam=self.naam,
            punten=tuple(each for each in self.punten if not each.beschermd),
            herhalingen=tuple(each for each in self.herhalingen if not each.beschermd),
            vergelijkingen=tuple(each for each in compared if each.rijen),
        )


def show(store: Store, dossier_id: str) -> Patroon:
    """Return the patterns of one client; Fault DOSSIER_ONBEKEND when there's no such dossier."""
    with store.read() as reading:
        persoon = personen.require(reading, dossier_id)
        filled = sorted(reading.of_dossier(Invulling, dossier_id), key=lambda each: each.afgerond_op)
        return Patroon(
            dossier_id=dossier_id,
            naam=persoon.naam,
            punten=_points(reading, dossier_id),
            herhalingen=tuple(_repeated(reading, filled)),
            vergelijkingen=tuple(_compared(reading, filled)),
        )


def _points(reading: Reading, dossier_id: str) -> tuple[Punt, ...]:
    rows = reading.signals(dossier_id=dossier_id, only_open=False)
    return tuple(sorted((_point(row) for row in rows), key=lambda each: (each.op, each.signaal_id)))


def _point(row: SignalRow) -> Punt:
    return Punt(
        signaal_id=row.signaal_id,
        op=day_of(row.genoteerd_op),
        leefgebied=Leefgebied(row.leefgebied),
        urgentie=Urgentie(row.urgentie),
        titel=row.titel,
        stand=Signaalstand(row.stand),
        beschermd=row.beschermd,
    )


@dataclass(slots=True)
class _Asked:
    """One question over time, by its key, which stays the same over versions."""

    vraag: str = ""
    beschermd: bool = False
    soms: list[date] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)


def _over_time(reading: Reading, filled: Iterable[Invulling]) -> dict[str, _Asked]:
    found: dict[str, _Asked] = {}
    for invulling in filled:
        shielded = lijsten.shielded_keys(reading, invulling)
        for given in invulling.antwoorden:
            asked = found.setdefault(given.key, _Asked())
            asked.vraag = given.vraag
            asked.beschermd = asked.beschermd or given.key in shielded
            # Not asked then, or not seen, says nothing; any other answer ends the row.
            if given.waarde == Signaalwaarde.SOMS:
                asked.soms.append(day_of(invulling.afgerond_op))
            elif given.waarde != Signaalwaarde.NIET_GEZIEN:
                asked.soms.clear()
            words = answer_in_words(given.waarde)
            asked.answers[invulling.id] = f"{words}. {given.waarneming}" if given.waarneming else words
    return found


def _by_code(filled: Sequence[Invulling]) -> dict[str, list[Invulling]]:
    found: dict[str, list[Invulling]] = {}
    for each in filled:
        found.setdefault(each.code, []).append(each)
    return found


def _repeated(reading: Reading, filled: Sequence[Invulling]) -> Iterable[Herhaling]:
    for times in _by_code(filled).values():
        for asked in _over_time(reading, times).values():
            if len(asked.soms) >= FROM_TIMES:
                yield Herhaling(vraag=asked.vraag, dagen=tuple(asked.soms), beschermd=asked.beschermd)


def _compared(reading: Reading, filled: Sequence[Invulling]) -> Iterable[Vergelijking]:
    for code, times in sorted(_by_code(filled).items(), key=lambda item: item[1][-1].naam.casefold()):
        rows = tuple(
            Rij(
                key=key,
                vraag=asked.vraag,
                antwoorden=tuple(asked.answers.get(each.id, "") for each in times),
                beschermd=asked.beschermd,
            )
            for key, asked in _over_time(reading, times).items()
        )
        days = tuple(day_of(each.afgerond_op) for each in times)
        yield Vergelijking(code=code, naam=times[-1].naam, dagen=days, rijen=rows)
