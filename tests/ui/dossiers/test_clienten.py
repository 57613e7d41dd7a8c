"""The list of clients: found in any spelling, sorted, opened, and no pause at 50,000."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.domain.inburgeraar import Inburgeraar
from app.ports import ClientFilter, ClientRow
from app.services import dossiers
from storage.store import SqlStore
from tests.ui.dossiers.desk import World
from ui.models.clienten import DELEN, GEBOREN, NAAM, ClientsModel
from ui.viewmodels.clienten import PAGE, ClientLine
from ui.views.clienten import ClientsView
from ui.widgets.badges import Pill
from ui.widgets.table import PILL_ROLE


def shown(page: ClientsView, column: int = NAAM) -> list[str]:
    rows = page.rows
    return [str(rows.index(row, column).data()) for row in range(rows.rowCount())]


def line(number: int) -> ClientLine:
    return ClientLine(
        dossier_id=str(number),
        naam=f"Naam {number}",
        geboren="1990",
        gemeente="Lindewaard",
        fase="8 Verder in de gemeente",
        laatste_contact="nog geen",
        signalen="",
        deelstand="blijft hier",
        gesloten=False,
    )


def page_of(first: int, count: int) -> Sequence[ClientLine]:
    return [line(number) for number in range(first, first + count)]


def test_the_model_keeps_qts_rules(qtmodeltester: ModelTester) -> None:
    model = ClientsModel()
    model.wanted.connect(lambda first: model.put_page(first, page_of(first, min(PAGE, 450 - first))))
    model.show_clients(450, page_of(0, PAGE))
    qtmodeltester.check(model)
    model.show_clients(0, ())
    qtmodeltester.check(model)


def test_a_page_is_asked_for_once_and_after_a_leap_only_what_is_looked_at(qtbot: QtBot) -> None:
    model = ClientsModel()
    asked: list[int] = []
    model.wanted.connect(asked.append)
    model.show_clients(50_000, page_of(0, PAGE))
    for row in (PAGE, 2 * PAGE, 30 * PAGE, 100 * PAGE, 101 * PAGE, 101 * PAGE + 1):
        assert model.index(row, NAAM).data() == "…"
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == [30 * PAGE, 100 * PAGE, 101 * PAGE]
    assert model.index(101 * PAGE, NAAM).data() == "…"
    model.put_page(101 * PAGE, page_of(101 * PAGE, PAGE))
    assert model.index(101 * PAGE + 3, NAAM).data() == f"Naam {101 * PAGE + 3}"


def test_old_pages_are_let_go(qtbot: QtBot) -> None:
    model = ClientsModel()
    model.show_clients(50_000, page_of(0, PAGE))
    for number in range(1, 40):
        model.put_page(number * PAGE, page_of(number * PAGE, PAGE))
    assert len(model._pages) <= 12
    assert model.line(39 * PAGE) is not None and model.line(PAGE) is None


def test_each_client_is_a_row_with_its_state_of_sharing(world: World) -> None:
    world.client("Selam", "Tesfay", fase=7)
    world.client("Tesfalem", "", geboortedatum="1988")
    page = world.go("clienten")
    assert shown(page) == ["Tesfalem", "Selam Tesfay"]
    assert shown(page, GEBOREN) == ["1988", "03-04-1991"]
    pill = page.rows.index(1, DELEN).data(PILL_ROLE)
    assert isinstance(pill, Pill) and pill.text == "Blijft hier"
    assert page.subtitle.text() == "2 cliënten"


def test_a_name_is_found_in_another_spelling_and_script(world: World, qtbot: QtBot) -> None:
    world.client("Mohammed", "Haddad")
    world.client("مريم", "حسيني")
    world.client("Selam", "Tesfay", andere_spellingen=("ሰላም ተስፋይ",))
    page = world.go("clienten")
    for typed, found in (
        ("mochamed hadad", "Mohammed Haddad"),
        ("maryam", "\u2068مريم حسيني\u2069"),
        ("ተስፋይ", "Selam Tesfay"),
        ("tesfai salam", "Selam Tesfay"),
    ):
        page.search.clear()
        page.search.setFocus()
        if typed.isascii():
            qtbot.keyClicks(page.search, typed)
        else:
            page.search.insert(typed)
        assert shown(page) == [found], typed


def test_nobody_found_says_so_and_leads_back_to_everybody(world: World, qtbot: QtBot) -> None:
    world.client()
    gone = world.client("Weg", "Is")
    dossiers.close(world.store, world.clock, gone)
    page = world.go("clienten")
    qtbot.keyClicks(page.search, "zzzz")
    assert page.nobody.isVisible() and not page.table.isVisible()
    from ui.widgets.buttons import Button

    button = page.nobody.findChild(Button)
    assert button is not None and button.text() == "Toon alle cliënten"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert page.table.isVisible() and page.search.text() == ""
    assert shown(page) == ["Weg Is (gesloten)", "Selam Tesfay"]


def test_open_closed_and_all(world: World, qtbot: QtBot) -> None:
    world.client("Selam", "Tesfay")
    dossiers.close(world.store, world.clock, world.client("Amir", "Rahimi"))
    page = world.go("clienten")
    assert shown(page) == ["Selam Tesfay"]
    qtbot.mouseClick(page.status.chip("gesloten"), Qt.MouseButton.LeftButton)
    assert shown(page) == ["Amir Rahimi (gesloten)"]
    qtbot.mouseClick(page.status.chip("alle"), Qt.MouseButton.LeftButton)
    assert shown(page) == ["Amir Rahimi (gesloten)", "Selam Tesfay"]


def test_a_heading_sorts_in_the_store(world: World) -> None:
    world.client("Amir", "Rahimi", geboortedatum="1999-01-02")
    world.client("Zahra", "Amini", geboortedatum="1970-01-02")
    page = world.go("clienten")
    assert shown(page) == ["Zahra Amini", "Amir Rahimi"]
    page.table.horizontalHeader().sectionClicked.emit(GEBOREN)
    assert shown(page) == ["Zahra Amini", "Amir Rahimi"] and page.model.sorteer == "geboortedatum"
    page.table.horizontalHeader().sectionClicked.emit(GEBOREN)
    assert shown(page) == ["Amir Rahimi", "Zahra Amini"] and page.model.aflopend


def test_enter_and_a_double_click_open(world: World, qtbot: QtBot) -> None:
    selam = world.client()
    other = world.client("Zahra", "Zand")
    page = world.go("clienten")
    page.search.setFocus()
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    assert page.table.hasFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert world.here.params == {"dossier": other}
    page = world.go("clienten")
    spot = page.table.visualRect(page.rows.index(0, NAAM)).center()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.mouseDClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert world.here.params == {"dossier": selam}


def test_enter_after_typing_opens_the_only_one(world: World, qtbot: QtBot) -> None:
    selam = world.client()
    world.client("Zahra", "Zand")
    page = world.go("clienten")
    page.search.setFocus()
    qtbot.keyClicks(page.search, "selam")
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert world.here.name == "dossier" and world.here.params == {"dossier": selam}


def test_what_arrives_keeps_the_chosen_row(world: World) -> None:
    world.client("Zahra", "Zand")
    page = world.go("clienten")
    page.table.setCurrentIndex(page.rows.index(0, 0))
    world.client("Amir", "Amini")
    world.visit(world.client("Bahar", "Bari"))
    assert shown(page) == ["Amir Amini", "Bahar Bari", "Zahra Zand"]
    assert page.table.current_row() == 2


def test_fifty_thousand_rows_are_never_read_at_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Filter, sort and a leap to the end read a few pages each, whatever the number of clients."""
    with world.store.write() as uow:
        for number in range(1, 2001):
            dossier_id = world.ids.new()
            uow.add(
                Inburgeraar(
                    id=dossier_id,
                    dossier_id=dossier_id,
                    voornamen=f"Naam{number:04}",
                    geboortedatum=f"19{number % 80 + 10}",
                )
            )
        uow.commit()
    asked: list[int] = []
    plain = dossiers.list_clients

    def counted(store: SqlStore, wanted: ClientFilter) -> tuple[ClientRow, ...]:
        rows = plain(store, wanted)
        asked.append(len(rows))
        return rows

    monkeypatch.setattr(dossiers, "list_clients", counted)
    page = world.go("clienten")
    assert page.rows.rowCount() == 2000
    page.table.horizontalHeader().sectionClicked.emit(GEBOREN)
    page.table.scrollToBottom()
    assert asked and all(count <= PAGE for count in asked)
    assert sum(asked) <= 4 * PAGE


def test_the_last_row_is_there_after_a_leap(world: World, qtbot: QtBot) -> None:
    with world.store.write() as uow:
        for number in range(1, 451):
            dossier_id = world.ids.new()
            uow.add(Inburgeraar(id=dossier_id, dossier_id=dossier_id, achternaam=f"Naam{number:04}"))
        uow.commit()
    page = world.go("clienten")
    page.table.scrollToBottom()
    last = page.rows.index(449, NAAM)
    qtbot.waitUntil(lambda: last.data() == "Naam0450")


@pytest.mark.parametrize("sorteer", ["naam", "gemeente", "fase", "laatste_contact", "open_signalen"])
@pytest.mark.parametrize("aflopend", [False, True])
def test_pages_by_the_row_before_are_the_same_as_pages_by_number(
    world: World, sorteer: str, aflopend: bool
) -> None:
    for number in range(23):
        made = world.client(f"Naam{number % 5}", gemeente=f"G{number % 3}", fase=1 + number % 4)
        if number % 4 == 0:
            world.visit(made, days_ago=number % 6)
    wanted = ClientFilter(sorteer=sorteer, aflopend=aflopend, status="")
    every = [each.dossier_id for each in dossiers.list_clients(world.store, wanted)]
    walked: list[str] = []
    while len(walked) < len(every):
        na = walked[-1] if walked else ""
        page = dossiers.list_clients(world.store, replace(wanted, vanaf=len(walked), aantal=4, na=na))
        walked += [each.dossier_id for each in page]
    assert walked == every and len(every) == 23
