"""Tasks: open under what matters today, ticked, taken back, moved, and found again when done."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.taken import Taak
from tests.ui.dossiers.desk import World
from tests.ui.dossiers.test_client import press, type_in
from ui.views.taken import TasksPage


def stored(world: World, taak_id: str) -> Taak:
    with world.store.read() as reading:
        found = reading.get(Taak, taak_id)
    assert found is not None
    return found


def groups(page: TasksPage) -> dict[str, list[str]]:
    return {
        title: [row.box.accessibleName() for row in rows.rows()]
        for title, (card, rows) in page.groups.items()
        if card.isVisible()
    }


def test_without_tasks_one_sentence_and_one_button(world: World, qtbot: QtBot) -> None:
    page = world.go("taken")
    assert page.empty_state.isVisible() and not page.nothing_done.isVisible()
    press(qtbot, page.which.chip("gedaan"))
    assert page.nothing_done.isVisible() and not page.empty_state.isVisible()
    press(qtbot, page.nothing_done.button)
    assert page.which.value() == "open" and page.empty_state.isVisible()


def test_tasks_stand_under_what_matters_today(world: World) -> None:
    selam = world.client()
    for what, due in (
        ("later", world.today + timedelta(days=30)),
        ("ooit", None),
        ("gisteren", world.today - timedelta(days=1)),
        ("nu", world.today),
        ("dinsdag", world.today + timedelta(days=2)),
    ):
        world.task(selam, what, due)
    page = world.go("taken")
    assert list(groups(page).items()) == [
        ("De dag is voorbij", ["gisteren"]),
        ("Vandaag", ["nu"]),
        ("Komende week", ["dinsdag"]),
        ("Later", ["later"]),
        ("Zonder dag", ["ooit"]),
    ]
    assert page.subtitle.text() == "5 taken"


def test_a_tick_goes_to_done_and_comes_back_within_ten_seconds(world: World, qtbot: QtBot) -> None:
    taak = world.task(world.client(), due=world.today)
    page = world.go("taken")
    row = page.groups["Vandaag"][1].rows()[0]
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert stored(world, taak).gedaan_op == world.today and groups(page) == {}
    assert world.window._undo_timer.remainingTime() > 9000
    press(qtbot, world.window._undo_bar.action_button)
    assert stored(world, taak).gedaan_op is None and groups(page) == {"Vandaag": ["Bel de huisarts"]}


def test_what_is_done_can_be_seen_and_opened_again(world: World, qtbot: QtBot) -> None:
    taak = world.task(world.client(), due=world.today)
    page = world.go("taken")
    page.groups["Vandaag"][1].rows()[0].box.click()
    press(qtbot, page.which.chip("gedaan"))
    assert groups(page) == {"Gedaan": ["Bel de huisarts"]} and page.subtitle.text() == "1 taak gedaan"
    row = page.groups["Gedaan"][1].rows()[0]
    assert row.box.isChecked()
    row.box.click()
    assert stored(world, taak).gedaan_op is None and groups(page) == {}


def test_another_day_by_one_press_and_back(world: World, qtbot: QtBot) -> None:
    taak = world.task(world.client(), due=world.today)
    page = world.go("taken")
    rows = page.groups["Vandaag"][1]
    rows.open_mover(rows._tasks[0])
    mover = rows.mover()
    assert mover is not None and mover.usual[0].hasFocus()
    qtbot.keyClick(mover.usual[0], Qt.Key.Key_Return)
    assert stored(world, taak).voor_op == world.today + timedelta(days=1)
    assert groups(page) == {"Komende week": ["Bel de huisarts"]}
    press(qtbot, world.window._undo_bar.action_button)
    assert stored(world, taak).voor_op == world.today


def test_another_day_typed(world: World, qtbot: QtBot) -> None:
    taak = world.task(world.client(), due=world.today)
    page = world.go("taken")
    rows = page.groups["Vandaag"][1]
    rows.open_mover(rows._tasks[0])
    mover = rows.mover()
    type_in(qtbot, mover.field.line, "ooit een keer")
    press(qtbot, mover.button)
    assert "geen datum" in mover.field.note.text() and mover.field.note.isVisible()
    type_in(qtbot, mover.field.line, "24-12-2026")
    qtbot.keyClick(mover.field.line, Qt.Key.Key_Return)
    assert stored(world, taak).voor_op == date(2026, 12, 24)


def test_escape_leaves_the_day_as_it_was(world: World, qtbot: QtBot) -> None:
    world.task(world.client(), due=world.today)
    page = world.go("taken")
    rows = page.groups["Vandaag"][1]
    rows.open_mover(rows._tasks[0])
    qtbot.keyClick(rows.mover().usual[0], Qt.Key.Key_Escape)
    assert rows.mover() is None and rows.rows()[0].box.hasFocus()
    rows.open_mover(rows._tasks[0])
    rows.open_mover(rows._tasks[0])
    assert rows.mover() is None, "pressed again it closes"


def test_a_task_that_is_gone_says_so(world: World) -> None:
    world.task(world.client(), due=world.today)
    page = world.go("taken")
    page.model.commands.finish("weg")
    assert page.trouble.isVisible() and "staat niet op dit apparaat" in page.trouble.text
    assert groups(page) == {"Vandaag": ["Bel de huisarts"]}


def test_the_focus_stays_in_the_list_after_a_tick(world: World, qtbot: QtBot) -> None:
    selam = world.client()
    for number in range(3):
        world.task(selam, f"Taak {number}", world.today)
    page = world.go("taken")
    rows = page.groups["Vandaag"][1]
    rows.rows()[1].box.setFocus()
    qtbot.keyClick(rows.rows()[1].box, Qt.Key.Key_Space)
    assert [row.box.accessibleName() for row in rows.rows()] == ["Taak 0", "Taak 2"]
    assert rows.rows()[1].box.hasFocus()
