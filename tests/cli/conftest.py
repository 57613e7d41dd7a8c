"""Profiles for the tests of the command line, each cheap to open."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.wiring import PRACTICE_KDF_ENV
from tests.cli.people import Person, pair
from tests.worlds import HandClock


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PRACTICE_KDF_ENV, "1")


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def ans(tmp_path: Path, clock: HandClock) -> Person:
    """A volunteer."""
    return Person(tmp_path / "ans", clock, 1).create("vrijwilliger", "Ans Vermeer")


@pytest.fixture
def kees(tmp_path: Path, clock: HandClock) -> Person:
    """A coordinator."""
    return Person(tmp_path / "kees", clock, 2).create(
        "coordinator", "Kees Bos", organisation="Gemeente Lindewaard"
    )


@pytest.fixture
def mailbox(tmp_path: Path) -> Path:
    folder = tmp_path / "gedeeld"
    folder.mkdir()
    return folder


@pytest.fixture
def paired(ans: Person, kees: Person, mailbox: Path, tmp_path: Path) -> tuple[Person, Person]:
    """The volunteer and the coordinator, who know each other."""
    pair(kees, ans, mailbox, tmp_path / "papier")
    return ans, kees
