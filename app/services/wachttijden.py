"""Waiting signals: which one first, and which waited longer than their urgency allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.domain.leefgebieden import Urgentie
from app.domain.regels import Regelset, urgency_workdays
from app.domain.signalen import Signaalstand
from app.ports import SignalRow, Store
from app.services import catalogue
from app.services.kalender import add_workdays, day_of


@dataclass(frozen=True, slots=True)
class OverdueSignal:
    """A signal whose next step should have been there: `uiterlijk` is the last day, `dagen` how many days ago."""

    rij: SignalRow
    uiterlijk: date
    dagen: int


def most_urgent_first(rows: Sequence[SignalRow]) -> tuple[SignalRow, ...]:
    """Return the rows by urgency, the oldest first within one."""
    return tuple(
        sorted(rows, key=lambda row: (-Urgentie(row.urgentie).rang, row.genoteerd_op, row.signaal_id))
    )


def overdue(store: Store, today: date, termijnen: Regelset | None = None) -> tuple[OverdueSignal, ...]:
    """Return the open signals that waited longer than their urgency allows, most urgent and longest first."""
    with store.read() as reading:
        return overdue_rows(reading.signals(), today, termijnen)


def overdue_rows(
    rows: Sequence[SignalRow], today: date, termijnen: Regelset | None = None
) -> tuple[OverdueSignal, ...]:
    """The same over rows already read."""
    rules = termijnen or catalogue.regels("termijnen", today)
    late = [
        OverdueSignal(row, uiterlijk, (today - uiterlijk).days)
        for row in rows
        if (uiterlijk := last_day(row, rules)) < today
    ]
    return tuple(
        sorted(
            late, key=lambda each: (-Urgentie(each.rij.urgentie).rang, each.uiterlijk, each.rij.signaal_id)
        )
    )


def last_day(row: SignalRow, rules: Regelset) -> date:
    """Return the last day on which the next step is in time: the promised day, or the urgency's term."""
    if row.uiterlijk is not None:
        return row.uiterlijk
    urgentie = Urgentie.VOLGEN if row.stand == Signaalstand.OPGEPAKT else Urgentie(row.urgentie)
    return add_workdays(day_of(row.stap_op), urgency_workdays(rules, urgentie))
