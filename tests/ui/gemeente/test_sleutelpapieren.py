"""The coordinator makes the organisation's key: three papers and a file, each printed or stored, then forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ports import Rol
from app.services import escrow
from tests.ui.dossiers.desk import SilentTransport
from tests.ui.walk import cut_off, flush_deleted, settle, unnamed
from tests.worlds import CountingIds, HandClock, new_store
from ui.destinations import veiligheid
from ui.navigation import Navigator
from ui.session import Session
from ui.tasks import ImmediateTasks
from ui.views.organisatiesleutel import PapersPage


@pytest.fixture
def page(tmp_path: Path, qtbot: QtBot) -> Iterator[Any]:
    store = new_store(tmp_path, rol=Rol.COORDINATOR, naam="Bram Coster")
    session = Session(
        ImmediateTasks(store),
        HandClock(),
        CountingIds(5),
        store.profile,
        SilentTransport(),  # type: ignore[arg-type]
    )
    keys = {one.key for one in veiligheid.destinations(session, Navigator())}
    assert "sleutelpapieren" in keys
    made = PapersPage(session, Navigator())
    qtbot.addWidget(made)
    made.resize(1000, 700)
    with qtbot.waitExposed(made):
        made.show()
    made.activate({})
    yield made
    flush_deleted()
    store.close()


def test_three_papers_and_a_file_and_two_of_the_papers_are_enough(
    page: Any, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    qtbot.mouseClick(page.make, Qt.MouseButton.LeftButton)
    papers = page.model.papers
    assert len(papers.papers) == 3 and not page.model.complete
    monkeypatch.setattr(
        "ui.views.organisatiesleutel.ask_save",
        lambda parent, caption, name, chosen, **_: chosen(str(tmp_path / name)),
    )
    for number, button in enumerate(page.saves, start=1):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert (tmp_path / f"sleutelpapier-{number}.pdf").read_bytes().startswith(b"%PDF-")
    assert "Print elk papier" in page.rest.text()
    qtbot.mouseClick(page.save_key, Qt.MouseButton.LeftButton)
    assert page.model.complete and "Geef elk papier" in page.rest.text()
    public = (tmp_path / "sleutel-van-de-organisatie.dlorg").read_bytes()
    assert escrow.fingerprint_of(public, practice=True) == papers.fingerprint
    for paper in papers.papers:
        escrow.check_paper(paper)
    settle(page)
    assert unnamed(page) == [] and cut_off(page) == []


def test_leaving_the_page_forgets_the_key(page: Any, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.make, Qt.MouseButton.LeftButton)
    model = page.model
    page.hide()
    assert model.papers is None and page.model is None
    page.show()
    assert page.start.isVisible() and not page.result.isVisible()


def test_a_folder_that_is_not_there_is_said(page: Any, qtbot: QtBot, tmp_path: Path) -> None:
    qtbot.mouseClick(page.make, Qt.MouseButton.LeftButton)
    page.model.save_paper(1, str(tmp_path / "weg" / "a.pdf"))
    assert page.said.isVisible() and not page.model.done
