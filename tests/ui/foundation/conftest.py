"""A dressed application, a store that only counts, and a clock moved by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.walk import flush_deleted
from ui.theme import Mode, apply_theme


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp: QApplication) -> QApplication:
    apply_theme(qapp, Mode.LIGHT, 1.0)
    return qapp


@pytest.fixture
def any_theme(qapp: QApplication) -> Iterator[QApplication]:
    """For tests that change the theme: puts the light one back."""
    flush_deleted()
    yield qapp
    flush_deleted()
    apply_theme(qapp, Mode.LIGHT, 1.0)


class HandClock:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def forward(self, **by: float) -> None:
        self.moment += timedelta(**by)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()
