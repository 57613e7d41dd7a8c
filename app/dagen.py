"""Moments are kept in UTC; days are days in the Netherlands, for screens and for consent alike."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Europe/Amsterdam")


def local(moment: datetime) -> datetime:
    """Return an aware moment as Dutch clock time."""
    return moment.astimezone(HERE)


def day_of(moment: datetime) -> date:
    """Return the Dutch day of an aware moment."""
    return local(moment).date()
