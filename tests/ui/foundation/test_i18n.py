"""Dates, spans and counts read as Dutch."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

from ui import i18n

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def test_days() -> None:
    assert i18n.short_day(date(2026, 11, 21), TODAY) == "za 21 nov"
    assert i18n.short_day(date(2025, 3, 2), TODAY) == "zo 2 mrt 2025"
    assert i18n.long_day(date(2026, 11, 21)) == "zaterdag 21 november 2026"
    assert i18n.plain_day(date(2026, 5, 1)) == "1 mei 2026"
    assert i18n.numeric_day(date(2026, 5, 1)) == "01-05-2026"
    assert i18n.month_heading(date(2026, 11, 1)) == "november 2026"


def test_moments_are_shown_in_dutch_time() -> None:
    assert i18n.short_moment(datetime(2026, 11, 21, 15, 2, tzinfo=UTC), NOW) == "za 21 nov 16:02"
    assert i18n.short_moment(datetime(2025, 7, 1, 22, 30, tzinfo=UTC), NOW) == "wo 2 jul 2025 00:30"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "vandaag"),
        (1, "morgen"),
        (2, "overmorgen"),
        (-1, "gisteren"),
        (12, "over 12 dagen"),
        (-3, "3 dagen geleden"),
        (21, "over 3 weken"),
        (90, "over 3 maanden"),
        (-1200, "3 jaar geleden"),
    ],
)
def test_relative_days(days: int, words: str) -> None:
    assert i18n.relative_day(TODAY + timedelta(days=days), TODAY) == words


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0, "zojuist"), (1, "1 minuut geleden"), (59, "59 minuten geleden"), (61, "vandaag 09:29")],
)
def test_relative_moments(minutes: int, words: str) -> None:
    assert i18n.relative_moment(NOW - timedelta(minutes=minutes), NOW) == words


def test_counts_and_durations() -> None:
    assert i18n.counted(1, "wijziging", "wijzigingen") == "1 wijziging"
    assert i18n.counted(12345, "wijziging", "wijzigingen") == "12.345 wijzigingen"
    assert [i18n.duration(m) for m in (0, 1, 45, 60, 90)] == [
        "0 minuten",
        "1 minuut",
        "45 minuten",
        "1 uur",
        "1 uur 30 minuten",
    ]
    assert i18n.decimal(7.5) == "7,5"
    assert i18n.joined(["a", "b", "c"]) == "a, b en c"


def test_direction_of_text() -> None:
    assert i18n.is_right_to_left("۱۲ سلام")
    assert not i18n.is_right_to_left("12 ሰላም")
    assert not i18n.is_right_to_left("")


def test_qt_speaks_dutch(qapp: QApplication, qtbot: QtBot) -> None:
    assert i18n.install_dutch(qapp)
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.buttons()[0].text() == "Annuleren"
