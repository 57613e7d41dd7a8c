"""Two volunteers at one table: one goes on leave, the other takes her clients over with a stick."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.domain.contactmomenten import Contactmoment
from app.ports import Rol
from app.services.vault import NewProfile
from app.wiring import World, create_profile, open_transport
from tests.ui.gemeente.conftest import Town, _page
from tests.worlds import CountingIds
from ui.destinations import gemeente
from ui.session import Session
from ui.shell import Desk, MainWindow
from ui.tasks import ImmediateTasks


def desk_of(town: Town, opened: Any, transport: Any, qtbot: QtBot) -> MainWindow:
    session = Session(
        ImmediateTasks(opened.store), town.clock, CountingIds(40), opened.store.profile, transport
    )
    desk = MainWindow(town.clock)
    qtbot.addWidget(desk)
    places = [
        _page("vandaag"),
        _page("delen"),
        _page("clienten"),
        *gemeente.destinations(session, desk.navigator),
    ]
    desk.open_desk(Desk(name="Ans", role="Vrijwilliger", destinations=places, practice=True))
    desk.show()
    return desk


@pytest.fixture
def table(town: Town, tmp_path: Path, qtbot: QtBot) -> Iterator[tuple[Any, Any, Any]]:
    """The page of Ans, the page of Bram, and Bram's profile."""
    town.pair()
    world = World(town.clock, CountingIds(21))
    wanted = NewProfile(naam="Bram", rol=Rol.VRIJWILLIGER, practice=True, organisatie="Lindewaard")
    bram = create_profile(world, tmp_path / "Bram", wanted, "vier blauwe fietsen zingen")
    at_bram = open_transport(world, bram)
    town.at_register.admit(at_bram.join(town.at_register.invite("Bram")))
    desks = [desk_of(town, town.device, town.at_device, qtbot), desk_of(town, bram, at_bram, qtbot)]
    pages = []
    for desk in desks:
        desk.navigator.go("doorgeven")
        pages.append(desk.stack.page("doorgeven"))
    yield pages[0], pages[1], bram
    for desk in desks:
        desk.close_desk()
    bram.close()


def press(button: QPushButton) -> None:
    assert button.isVisible(), button.text()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def picks(path: Path) -> Callable[..., None]:
    def ask(*words: Any, kind: str = "") -> None:
        chosen = next(one for one in words if callable(one))
        chosen(str(path))

    return ask


def test_a_caseload_goes_over_at_the_table(town: Town, table: Any, tmp_path: Path) -> None:
    ans, bram, profile = table
    town.visit()
    stick = tmp_path / "stick"
    stick.mkdir()
    bram.ask_where = picks(stick / "kaart")
    press(bram.make)
    assert "staat klaar" in bram.said.text
    ans.model.reload()
    ans.ask_for_file = picks(stick / "kaart")
    press(ans.choose)
    assert not ans.give.isVisible(), "first the digits"
    press(ans.outgoing.yes)
    press(ans.give)
    assert "Kies eerst" in ans._bars["geven"].text
    QTest.mouseClick(ans.clients.chip("d1"), Qt.MouseButton.LeftButton)
    ans.ask_where = picks(stick / "dossiers")
    press(ans.give)
    assert "blijven hier" in ans.said.text
    bram.ask_for_file, bram.ask_where = picks(stick / "dossiers"), picks(stick / "bewijs")
    press(bram.open)
    with profile.store.read() as reading:
        assert not reading.get(Contactmoment, "c-d1")
    press(bram.incoming.yes)
    assert "Overgenomen" in bram.said.text
    with profile.store.read() as reading:
        assert reading.get(Contactmoment, "c-d1").aantekening == ""
    ans.ask_for_file = picks(stick / "bewijs")
    press(ans.finish)
    assert "Overgedragen" in ans.said.text
    assert "blijf" in ans.said.text or "mag niet" in ans.said.text


def test_a_strange_file_is_refused_in_words(table: Any, tmp_path: Path) -> None:
    ans, bram, _ = table
    strange = tmp_path / "vakantie.jpg"
    strange.write_bytes(b"\xff\xd8\xff" * 100)
    ans.ask_for_file = picks(strange)
    press(ans.choose)
    assert "geen adreskaart" in ans._bars["geven"].text
    bram.ask_for_file = picks(strange)
    press(bram.open)
    assert "beschadigd" in bram._bars["krijgen"].text
    assert not bram.incoming.isVisible()


def test_other_digits_stop_it(town: Town, table: Any, tmp_path: Path) -> None:
    ans, bram, _ = table
    bram.ask_where = picks(tmp_path / "kaart")
    press(bram.make)
    ans.ask_for_file = picks(tmp_path / "kaart")
    press(ans.choose)
    press(ans.outgoing.no)
    assert not ans.outgoing.isVisible()
    assert not ans.give.isVisible()
