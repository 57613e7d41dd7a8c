"""The sociale kaart in the window: searched, and filled from a list after a look at every row."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.services import socialekaart
from tests.services.test_socialekaart import LIST
from tests.ui.contacten.conftest import Bureau


@pytest.fixture(autouse=True)
def nothing_known() -> Iterator[None]:
    yield
    socialekaart._KNOWN.own = ()


def names(page: object) -> list[str]:
    return [row[0] for row in page.model.facts.rijen]  # type: ignore[attr-defined]


def test_a_helper_is_found_by_kind_of_help(bureau: Bureau) -> None:
    page = bureau.go("sociale-kaart")
    assert page.model.facts.totaal > 5
    QTest.keyClicks(page.search, "praktijk huisarts")
    page._soon.timeout.emit()
    assert names(page) == ["Huisartsenpraktijk De Linde"]
    page.model.find("bestaat niet")
    assert names(page) == []


def test_a_list_is_looked_at_row_by_row_and_then_taken_in(bureau: Bureau, tmp_path: Path) -> None:
    path = tmp_path / "kaart.csv"
    path.write_text(LIST, "utf-8")
    page = bureau.go("sociale-kaart")
    page.ask_path = lambda parent, caption, chosen, kind: chosen(str(path))
    QTest.mouseClick(page.choose, Qt.MouseButton.LeftButton)
    assert page.plan_card.isVisible()
    assert page.model.plan_counts()[0][0] == "2 rijen nieuw"
    assert "tovenaar" in page.model.plan_rows()[4][3]
    assert socialekaart.remember(bureau.store) == ()
    QTest.mouseClick(page.take_in, Qt.MouseButton.LeftButton)
    assert "2 rijen overgenomen" in page.said.text
    assert page.model.facts.eigen == 2
    page.model.find("schuldhulp waterdam")
    assert names(page) == ["Schuldhulp Waterdam"]


def test_a_file_that_is_no_list_says_so(bureau: Bureau, tmp_path: Path) -> None:
    path = tmp_path / "kaart.csv"
    path.write_text("een;twee\n1;2\n", "utf-8")
    page = bureau.go("sociale-kaart")
    page.model.read_file(str(path))
    assert "naam, gemeente en soort hulp" in page.said.text
    page.model.read_file(str(tmp_path / "weg.csv"))
    assert "niet worden gelezen" in page.said.text
    assert not page.plan_card.isVisible()
