"""Ctrl+K: as you type, people first, in any spelling, all by keyboard."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services import dossiers, zoeken
from tests.ui.dossiers.desk import World
from ui.viewmodels.zoeken import mark_name
from ui.widgets.search import Result


def open_search(world: World, qtbot: QtBot) -> Any:
    qtbot.keyClick(world.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert world.window._search is not None
    return world.window._search.content


def results(panel: Any) -> list[Result]:
    return list(panel.box._rows.rows)


def test_a_name_is_found_in_another_spelling_and_opened_by_keyboard(world: World, qtbot: QtBot) -> None:
    world.client("Yusuf", "Amini")
    mo = world.client("Mohammed", "Haddad", gemeente="Zwaluwerve")
    panel = open_search(world, qtbot)
    assert panel.box.line.hasFocus() and panel.hint.isVisible()
    qtbot.keyClicks(panel.box.line, "mochamad")
    [found] = results(panel)
    assert found.title == "[[Mohammed]] Haddad" and found.group == "Mensen"
    assert found.text == "geboren 03-04-1991 · Zwaluwerve"
    assert not panel.hint.isVisible()
    qtbot.keyClick(panel.box.line, Qt.Key.Key_Return)
    assert world.here.params == {"dossier": mo}
    assert world.window._search is None


def test_people_stand_above_what_was_written(world: World, qtbot: QtBot) -> None:
    linde = world.client("Linda", "Linde")
    selam = world.client()
    visit = world.visit(selam, onderwerp="Naar de Lindelaan", samenvatting="", aantekening="")
    world.visit(linde, onderwerp="Lindebloesem")
    panel = open_search(world, qtbot)
    qtbot.keyClicks(panel.box.line, "linde")
    assert [each.group for each in results(panel)] == ["Mensen", "In de dossiers", "In de dossiers"]
    assert results(panel)[0].title == "Linda [[Linde]]"
    place = next(n for n, each in enumerate(results(panel)) if each.key.endswith(visit))
    assert "[[" in results(panel)[place].title and "Selam Tesfay" in results(panel)[place].text
    for _ in range(place):
        qtbot.keyClick(panel.box.line, Qt.Key.Key_Down)
    qtbot.keyClick(panel.box.line, Qt.Key.Key_Return)
    assert world.here.name == "gebeurtenis" and world.here.params["record"] == visit
    assert world.page("gebeurtenis").title == "Naar de Lindelaan"


def test_a_name_in_its_own_script_is_found_by_its_sound(world: World, qtbot: QtBot) -> None:
    maryam = world.client("مريم", "حسيني")
    panel = open_search(world, qtbot)
    qtbot.keyClicks(panel.box.line, "maryam hus")
    [found] = results(panel)
    assert "[[مريم]]" in found.title
    qtbot.keyClick(panel.box.line, Qt.Key.Key_Return)
    assert world.here.params == {"dossier": maryam}


def test_a_spelling_that_matched_is_named(world: World, qtbot: QtBot) -> None:
    world.client("Selam", "Tesfay", andere_spellingen=("Zewdi Haile",))
    panel = open_search(world, qtbot)
    qtbot.keyClicks(panel.box.line, "zewd")
    assert results(panel)[0].text.startswith("ook [[Zewd]]i Haile")


def test_nothing_found_says_what_to_try(world: World, qtbot: QtBot) -> None:
    world.client()
    panel = open_search(world, qtbot)
    qtbot.keyClicks(panel.box.line, "zzzz")
    assert panel.box.nothing.isVisible() and "Probeer" in panel.box.nothing.text()


@pytest.mark.parametrize("text", ['"', "* OR a", "NEAR(", "'; --", "\\", "%", "(" * 40, "a" * 400])
def test_odd_text_breaks_nothing(world: World, qtbot: QtBot, text: str) -> None:
    world.client()
    panel = open_search(world, qtbot)
    panel.box.line.setText(text)
    assert not panel.trouble.isVisible()


def test_escape_closes_the_panel(world: World, qtbot: QtBot) -> None:
    panel = open_search(world, qtbot)
    qtbot.keyClicks(panel.box.line, "sel")
    qtbot.keyClick(panel.box.line, Qt.Key.Key_Escape)
    assert world.window._search is None


def test_while_one_search_is_under_way_only_the_newest_words_wait(
    world: World, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.client("Selam")
    world.client("Amir")
    asked: list[str] = []
    plain = zoeken.find

    def counted(store: Any, text: str, limit: int = 30, *, closed: bool = False) -> Any:
        asked.append(text)
        return plain(store, text, limit, closed=closed)

    monkeypatch.setattr(zoeken, "find", counted)
    panel = open_search(world, qtbot)
    world.tasks.hold()
    qtbot.keyClicks(panel.box.line, "selam")
    world.tasks.release()
    assert asked == ["s", "selam"]
    assert [each.title for each in results(panel)] == ["[[Selam]] Tesfay"]
    asked.clear()
    world.tasks.hold()
    panel.box.line.setText("am")
    panel.box.line.clear()
    world.tasks.release()
    assert results(panel) == [], "what was asked before the line was emptied is not shown"


def test_with_somebody_reading_along_only_people_are_found(world: World, qtbot: QtBot) -> None:
    selam = world.client("Selam")
    world.visit(selam, onderwerp="Selam was bang")
    world.session.along.set(True)
    panel = open_search(world, qtbot)
    qtbot.keyClicks(panel.box.line, "selam")
    assert [each.group for each in results(panel)] == ["Mensen"]


def test_the_page_finds_the_same(world: World, qtbot: QtBot) -> None:
    selam = world.client()
    page = world.go("zoeken")
    qtbot.waitUntil(lambda: page.panel.box.line.hasFocus())
    qtbot.keyClicks(page.panel.box.line, "tesfai")
    assert [each.title for each in results(page.panel)] == ["Selam [[Tesfay]]"]
    qtbot.keyClick(page.panel.box.line, Qt.Key.Key_Return)
    assert world.here.params == {"dossier": selam}


@pytest.mark.parametrize(
    ("name", "text", "marked"),
    [
        ("Selam Tesfay", "tes", "Selam [[Tes]]fay"),
        ("Selam Tesfay", "TES sel", "[[Sel]]am [[Tes]]fay"),
        ("Zoë Çelik", "zoe celi", "[[Zoë]] [[Celi]]k".replace("C", "Ç")),
        ("Mohammed Haddad", "muhamad", "[[Mohammed]] Haddad"),
        ("ሰላም ተስፋይ", "selam", "[[ሰላም]] ተስፋይ"),
        ("Selam Tesfay", "zzz", "Selam Tesfay"),
        ("Selam Tesfay", "", "Selam Tesfay"),
        ("", "a", ""),
    ],
)
def test_the_matched_part_of_a_name(name: str, text: str, marked: str) -> None:
    assert mark_name(name, text) == marked


def test_closed_dossiers_stay_closed_unless_asked(world: World, qtbot: QtBot) -> None:
    selam, amir = world.client("Selam"), world.client("Amir", "Tesfay")
    world.visit(amir, onderwerp="Over de Tesfayschool")
    world.heard(dossiers.close(world.store, world.clock, amir))
    page = world.go("zoeken")
    qtbot.keyClicks(page.panel.box.line, "tesfay")
    assert {each.dossier_id for each in page.panel.model.results} == {selam}
    qtbot.keyClick(page.panel.closed, Qt.Key.Key_Space)
    assert {each.dossier_id for each in page.panel.model.results} == {selam, amir}
    qtbot.keyClick(page.panel.closed, Qt.Key.Key_Space)
    assert {each.dossier_id for each in page.panel.model.results} == {selam}


def test_whole_words_stand_before_words_that_only_begin_so(world: World, qtbot: QtBot) -> None:
    selam = world.client("Selam")
    world.visit(selam, onderwerp="Over school", samenvatting="", days_ago=9)
    for days in range(8):
        world.visit(selam, onderwerp="De schoolbus reed niet", samenvatting="", days_ago=days)
    page = world.go("zoeken")
    qtbot.keyClicks(page.panel.box.line, "school")
    notes = [each for each in page.panel.model.results if not each.key.startswith("inburgeraar")]
    assert "Over" in notes[0].title
