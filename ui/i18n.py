"""Words and dates as a Dutch reader expects them: the translation function, dates, relative days, durations, counts."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from PySide6.QtCore import QDate

ISOLATE = "\u2066{}\u2069"
"""Keeps digits and Latin words in their own order inside Arabic text (U+2066 ... U+2069)."""


def tr(text: str, /, **facts: object) -> str:
    """Return the text in the language of the window (Dutch is the source), its `{facts}` filled in."""
    words = QCoreApplication.translate("ui", text)
    return words.format(**facts) if facts else words


def isolated(text: str) -> str:
    """Return text wrapped so that it keeps its own direction inside a line of another direction."""
    return ISOLATE.format(text)


def apart(name: str) -> str:
    """Return a name so that, in whatever script, it neither turns nor is turned by the words around it."""
    return f"\u2068{name}\u2069" if is_right_to_left(name) else name


@cache
def dutch() -> QLocale:
    """Return the Dutch locale, whatever the computer is set to."""
    return QLocale(QLocale.Language.Dutch, QLocale.Country.Netherlands)


@cache
def zone() -> ZoneInfo:
    """Return the time zone in which moments are shown."""
    from zoneinfo import ZoneInfo

    return ZoneInfo("Europe/Amsterdam")


def install_dutch(app: QCoreApplication) -> bool:
    """Make Qt itself speak Dutch (its menus and dialogs); False when its translation is not there."""
    QLocale.setDefault(dutch())
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    return translator.load("qtbase_nl", folder) and app.installTranslator(translator)


def local(moment: datetime) -> datetime:
    """Return an aware moment in the zone of the window."""
    return moment.astimezone(zone())


def _qdate(day: date) -> QDate:
    from PySide6.QtCore import QDate

    return QDate(day.year, day.month, day.day)


def _named(day: date, pattern: str) -> str:
    return dutch().toString(_qdate(day), pattern).replace(".", "")


def short_day(day: date, today: date | None = None) -> str:
    """Return `za 21 nov`, with the year when it isn't the year of `today`: `za 21 nov 2025`."""
    return _named(day, "ddd d MMM" if today is not None and day.year == today.year else "ddd d MMM yyyy")


def long_day(day: date) -> str:
    """Return `zaterdag 21 november 2026`."""
    return _named(day, "dddd d MMMM yyyy")


def plain_day(day: date) -> str:
    """Return `21 november 2026`, for birth dates and documents."""
    return _named(day, "d MMMM yyyy")


def numeric_day(day: date) -> str:
    """Return `21-11-2026`, the form in which dates are typed."""
    return f"{day:%d-%m-%Y}"


def month_heading(day: date) -> str:
    """Return `november 2026`."""
    return _named(day, "MMMM yyyy")


def clock_time(moment: datetime) -> str:
    """Return `16:02` in local time."""
    return f"{local(moment):%H:%M}"


def short_moment(moment: datetime, now: datetime | None = None) -> str:
    """Return `za 21 nov 16:02` in local time, with the year when it isn't the year of `now`."""
    there = local(moment)
    today = local(now).date() if now is not None else None
    return f"{short_day(there.date(), today)} {there:%H:%M}"


def relative_day(day: date, today: date) -> str:
    """Return `vandaag`, `morgen`, `over 12 dagen`, `gisteren`, `3 weken geleden`, `over 4 maanden`."""
    days = (day - today).days
    near = {0: "vandaag", 1: "morgen", 2: "overmorgen", -1: "gisteren", -2: "eergisteren"}
    if days in near:
        return tr(near[days])
    span = _span(abs(days))
    return tr("over {span}", span=span) if days > 0 else tr("{span} geleden", span=span)


def _span(days: int) -> str:
    if days < 21:
        return counted(days, "dag", "dagen")
    if days < 63:
        return counted(days // 7, "week", "weken")
    if days < 730:
        return counted(round(days / 30.44), "maand", "maanden")
    return counted(days // 365, "jaar", "jaar")


def relative_moment(moment: datetime, now: datetime) -> str:
    """Return `zojuist`, `5 minuten geleden`, `vandaag 10:31`, `gisteren 16:02`, or `za 21 nov 16:02`."""
    past = now - moment
    if timedelta(0) <= past < timedelta(minutes=1):
        return tr("zojuist")
    if timedelta(0) <= past < timedelta(hours=1):
        return tr("{span} geleden", span=counted(int(past.total_seconds() // 60), "minuut", "minuten"))
    there, today = local(moment), local(now).date()
    if abs((there.date() - today).days) <= 1:
        return f"{relative_day(there.date(), today)} {there:%H:%M}"
    return short_moment(moment, now)


def duration(minutes: int) -> str:
    """Return `45 minuten`, `1 uur`, `1 uur 30 minuten`."""
    hours, rest = divmod(minutes, 60)
    parts = []
    if hours:
        parts.append(f"{hours} {tr('uur')}")
    if rest or not hours:
        parts.append(counted(rest, "minuut", "minuten"))
    return " ".join(parts)


def counted(number: int, one: str, many: str) -> str:
    """Return `1 wijziging`, `3 wijzigingen`, `1.200 wijzigingen`."""
    return f"{whole(number)} {tr(one) if number == 1 else tr(many)}"


def whole(number: int) -> str:
    """Return a whole number with Dutch grouping: `12.345`."""
    return dutch().toString(number) if abs(number) >= 10_000 else str(number)


def decimal(number: float, digits: int = 1) -> str:
    """Return a number with a decimal comma: `7,5`."""
    return dutch().toString(number, "f", digits)


def joined(words: list[str]) -> str:
    """Return `a`, `a en b`, `a, b en c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {tr('en')} {words[-1]}"


def is_right_to_left(text: str) -> bool:
    """True when the first letter that has a direction is written from right to left."""
    from unicodedata import bidirectional

    for letter in text:
        direction = bidirectional(letter)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False
