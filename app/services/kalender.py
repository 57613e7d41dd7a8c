"""The day as people here live it: moments are kept in UTC, days are days in the Netherlands."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from app.ports import Clock

HERE = ZoneInfo("Europe/Amsterdam")


def today(clock: Clock) -> date:
    """Return the present day in the Netherlands."""
    return local(clock.now()).date()


def local(moment: datetime) -> datetime:
    """Return an aware moment as Dutch clock time."""
    return moment.astimezone(HERE)


def day_of(moment: datetime) -> date:
    """Return the Dutch day of an aware moment."""
    return local(moment).date()


def add_workdays(day: date, count: int) -> date:
    """Return the day that is `count` working days (Monday to Friday) later; 0 in a weekend gives the Monday."""
    while day.weekday() >= 5:
        day += timedelta(days=1)
    for _ in range(count):
        day += timedelta(days=3 if day.weekday() == 4 else 1)
    return day
