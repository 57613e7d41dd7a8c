"""The day as people here live it: moments are kept in UTC, days are days in the Netherlands."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta

from app.dagen import HERE as HERE
from app.dagen import day_of as day_of
from app.dagen import local as local
from app.ports import Clock


def today(clock: Clock) -> date:
    """Return the present day in the Netherlands."""
    return local(clock.now()).date()


def noon(day: date) -> datetime:
    """Return the middle of a Dutch day in UTC, to place what has a date but no hour in a timeline."""
    return datetime.combine(day, time(12), HERE).astimezone(UTC)


def after(moment: datetime, *earlier: datetime) -> datetime:
    """Return `moment`, or just after the latest of `earlier` when a clock was put back: what came last counts."""
    latest = max(earlier, default=None)
    if latest is None or latest < moment:
        return moment
    return latest + timedelta(microseconds=1)


def add_workdays(day: date, count: int) -> date:
    """Return the day that is `count` working days (Monday to Friday) later; 0 in a weekend gives the Monday."""
    while day.weekday() >= 5:
        day += timedelta(days=1)
    for _ in range(count):
        day += timedelta(days=3 if day.weekday() == 4 else 1)
    return day


def add_months(day: date, count: int) -> date:
    """Return the same day `count` months later (negative: earlier), at most the last day of that month."""
    month = day.month - 1 + count
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
