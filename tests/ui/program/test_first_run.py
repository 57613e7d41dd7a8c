"""The first day, and the day on which the wachtzin is forgotten: with the program's own threads and a real store."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app import wiring
from app.faults import Fault
from app.services import vault
from tests.ui.program.conftest import NAAM, WACHTZIN, House, alone
from tests.ui.walk import cut_off, flush_deleted, settle, tab_stops, unnamed
from ui.program import Program
from ui.theme import Mode, apply_theme


def onward(program: Program, qtbot: QtBot) -> None:
    qtbot.mouseClick(alone(program).next, Qt.MouseButton.LeftButton)


def at_step(program: Program, qtbot: QtBot, step: int) -> Any:
    qtbot.waitUntil(lambda: alone(program).model.step == step and not alone(program).model.busy)
    return alone(program).panel


def say_who(program: Program, qtbot: QtBot) -> None:
    panel = at_step(program, qtbot, 0)
    qtbot.keyClicks(panel.naam, NAAM)
    qtbot.mouseClick(panel.rol.chip("vrijwilliger"), Qt.MouseButton.LeftButton)
    onward(program, qtbot)


def choose_kind(program: Program, qtbot: QtBot, kind: str = "oefenen") -> None:
    panel = at_step(program, qtbot, 1)
    qtbot.mouseClick(panel.soort.chip(kind), Qt.MouseButton.LeftButton)
    onward(program, qtbot)


def take_words(program: Program, qtbot: QtBot, step: int = 2) -> str:
    panel = at_step(program, qtbot, step)
    words = str(panel.chooser.words.text())
    qtbot.keyClicks(panel.chooser.again.line, words)
    onward(program, qtbot)
    return words


def type_groups(program: Program, qtbot: QtBot, step: int = 3) -> tuple[str, ...]:
    panel = at_step(program, qtbot, step)
    blad = alone(program).model.blad
    groups: tuple[str, ...] = blad.groups
    for line, number in zip(panel.sheet.groups, blad.asked, strict=True):
        line.clear()
        qtbot.keyClicks(line, groups[number - 1].lower())
    onward(program, qtbot)
    return groups


def test_somebody_starts_for_the_first_time(house: House, qtbot: QtBot, tmp_path: Path) -> None:
    program = house.start()
    assert "Stap 1 van 5" in program.window.windowTitle()
    say_who(program, qtbot)
    choose_kind(program, qtbot)
    assert "Stap 3 van 5" in program.window.windowTitle()
    words = take_words(program, qtbot)
    panel = at_step(program, qtbot, 3)
    alone(program).model.blad.save(str(tmp_path / "herstelblad.pdf"))
    qtbot.waitUntil(lambda: panel.sheet.note.isVisible())
    assert (tmp_path / "herstelblad.pdf").read_bytes().startswith(b"%PDF-")
    assert not house.folder.exists()
    groups = type_groups(program, qtbot)
    at_step(program, qtbot, 4)
    assert not alone(program).back.isVisible()
    onward(program, qtbot)
    house.opened(program)
    assert program.session is not None and program.session.profile.naam == NAAM
    program.window.lock()
    qtbot.waitUntil(lambda: not program.window.is_open)
    world = wiring.World()
    wiring.unlock(world, house.folder, words).close()
    wiring.check_recovery(world, house.folder, " ".join(groups))


def test_connecting_at_once_leads_to_sharing(house: House, qtbot: QtBot) -> None:
    program = house.start()
    say_who(program, qtbot)
    choose_kind(program, qtbot)
    take_words(program, qtbot)
    type_groups(program, qtbot)
    at_step(program, qtbot, 4)
    qtbot.mouseClick(alone(program).connect_now, Qt.MouseButton.LeftButton)
    house.opened(program)
    assert program.window.navigator.current is not None
    assert program.window.navigator.current.name == "delen"


def test_going_back_loses_nothing(house: House, qtbot: QtBot) -> None:
    program = house.start()
    say_who(program, qtbot)
    choose_kind(program, qtbot)
    take_words(program, qtbot)
    at_step(program, qtbot, 3)
    words = alone(program).model.wachtzin.proposed
    for _ in range(3):
        qtbot.mouseClick(alone(program).back, Qt.MouseButton.LeftButton)
    panel = at_step(program, qtbot, 0)
    assert panel.naam.text() == NAAM and panel.rol.value() == "vrijwilliger"
    onward(program, qtbot)
    assert at_step(program, qtbot, 1).soort.value() == "oefenen"
    onward(program, qtbot)
    chooser = at_step(program, qtbot, 2).chooser
    assert chooser.words.text() == words and chooser.again.text() == words


def test_nothing_filled_in_says_what_is_missing(house: House, qtbot: QtBot) -> None:
    program = house.start()
    onward(program, qtbot)
    form = alone(program).panel.form
    assert "leeg" in form.fields["naam"].error
    assert form.fields["rol"].error
    assert alone(program).model.step == 0


def test_a_weak_wachtzin_is_refused_for_real_work_and_told_for_practice(house: House, qtbot: QtBot) -> None:
    program = house.start()
    say_who(program, qtbot)
    choose_kind(program, qtbot, "echt")
    chooser = at_step(program, qtbot, 2).chooser
    qtbot.mouseClick(chooser.way.chip("eigen"), Qt.MouseButton.LeftButton)
    qtbot.keyClicks(chooser.own.line, "Ans Vermeer 2026")
    qtbot.keyClicks(chooser.again.line, "Ans Vermeer 2026")
    assert chooser.strength.words() == "te zwak"
    onward(program, qtbot)
    assert "te makkelijk" in chooser.own_field.error
    assert alone(program).model.step == 2
    qtbot.mouseClick(alone(program).back, Qt.MouseButton.LeftButton)
    choose_kind(program, qtbot, "oefenen")
    at_step(program, qtbot, 2)
    onward(program, qtbot)
    at_step(program, qtbot, 3)


def test_another_word_the_second_time_is_noticed(house: House, qtbot: QtBot) -> None:
    program = house.start()
    say_who(program, qtbot)
    choose_kind(program, qtbot)
    chooser = at_step(program, qtbot, 2).chooser
    qtbot.keyClicks(chooser.again.line, "iets heel anders")
    onward(program, qtbot)
    assert "niet dezelfde" in chooser.again_field.error


def test_a_group_typed_wrong_is_named_and_makes_no_profile(house: House, qtbot: QtBot) -> None:
    program = house.start()
    say_who(program, qtbot)
    choose_kind(program, qtbot)
    take_words(program, qtbot)
    panel = at_step(program, qtbot, 3)
    qtbot.keyClicks(panel.sheet.groups[0], "00000")
    onward(program, qtbot)
    number = alone(program).model.blad.asked[0]
    assert f"Groep {number}" in panel.sheet.fields[0].error
    assert panel.sheet.fields[1].error
    assert not house.folder.exists()


def test_the_code_on_screen_hides_while_one_types(house: House, qtbot: QtBot) -> None:
    program = house.start()
    say_who(program, qtbot)
    choose_kind(program, qtbot)
    take_words(program, qtbot)
    sheet = at_step(program, qtbot, 3).sheet
    qtbot.mouseClick(sheet.show_code, Qt.MouseButton.LeftButton)
    groups = alone(program).model.blad.groups
    assert all(group in sheet.code.text() for group in groups)
    qtbot.keyClicks(sheet.groups[0], "A")
    assert not sheet.code.isVisible() and sheet.code.text() == ""


def test_a_folder_where_nothing_may_be_written_says_so_and_keeps_everything(
    house: House, qtbot: QtBot
) -> None:
    house.folder.write_text("geen map", encoding="utf-8")
    program = house.start()
    say_who(program, qtbot)
    choose_kind(program, qtbot)
    take_words(program, qtbot)
    type_groups(program, qtbot)
    qtbot.waitUntil(lambda: alone(program).trouble.isVisible())
    assert "niet worden geschreven" in alone(program).trouble.text
    assert at_step(program, qtbot, 3) is not None


# Wachtzin vergeten


@pytest.fixture
def printed(house: House) -> tuple[str, ...]:
    """A profile with a herstelblad."""
    from app.ports import Rol

    groups = vault.propose_recovery()
    wanted = vault.NewProfile(naam=NAAM, rol=Rol.VRIJWILLIGER, practice=True)
    wiring.create_profile(wiring.World(clock=house.clock), house.folder, wanted, WACHTZIN, groups).close()
    return groups


def forgotten(house: House, qtbot: QtBot) -> Program:
    program = house.start()
    qtbot.mouseClick(alone(program).forgotten, Qt.MouseButton.LeftButton)
    assert "Stap 1 van 3" in program.window.windowTitle()
    return program


def test_with_the_herstelblad_one_gets_a_new_wachtzin_and_a_new_blad(
    house: House, qtbot: QtBot, printed: tuple[str, ...]
) -> None:
    program = forgotten(house, qtbot)
    qtbot.keyClicks(at_step(program, qtbot, 0).code, " ".join(printed).lower())
    onward(program, qtbot)
    words = take_words(program, qtbot, step=1)
    groups = type_groups(program, qtbot, step=2)
    house.opened(program)
    program.window.lock()
    qtbot.waitUntil(lambda: not program.window.is_open)
    world = wiring.World(clock=house.clock)
    wiring.unlock(world, house.folder, words).close()
    wiring.check_recovery(world, house.folder, "-".join(groups))
    for old in (lambda: wiring.unlock(world, house.folder, WACHTZIN), lambda: check(house, printed)):
        with pytest.raises(Fault):
            old()


def check(house: House, groups: tuple[str, ...]) -> None:
    wiring.check_recovery(wiring.World(clock=house.clock), house.folder, "-".join(groups))


def test_the_old_blad_may_stay(house: House, qtbot: QtBot, printed: tuple[str, ...]) -> None:
    program = forgotten(house, qtbot)
    qtbot.keyClicks(at_step(program, qtbot, 0).code, "-".join(printed))
    onward(program, qtbot)
    take_words(program, qtbot, step=1)
    at_step(program, qtbot, 2)
    qtbot.mouseClick(alone(program).later, Qt.MouseButton.LeftButton)
    house.opened(program)
    check(house, printed)


def test_a_typing_error_in_the_code_names_the_group(
    house: House, qtbot: QtBot, printed: tuple[str, ...]
) -> None:
    program = forgotten(house, qtbot)
    wrong = [*printed[:5], "00001" if printed[5] != "00001" else "00002", *printed[6:]]
    panel = at_step(program, qtbot, 0)
    qtbot.keyClicks(panel.code, " ".join(wrong))
    onward(program, qtbot)
    qtbot.waitUntil(lambda: bool(panel.form.fields["code"].error))
    assert "Groep 6" in panel.form.fields["code"].error
    assert alone(program).model.step == 0


def test_the_blad_of_another_profile_says_so_and_the_way_back_leads_to_the_lock(
    house: House, qtbot: QtBot, printed: tuple[str, ...]
) -> None:
    program = forgotten(house, qtbot)
    panel = at_step(program, qtbot, 0)
    qtbot.keyClicks(panel.code, " ".join(vault.propose_recovery()))
    onward(program, qtbot)
    qtbot.waitUntil(lambda: bool(panel.form.fields["code"].error))
    assert "past niet" in panel.form.fields["code"].error
    qtbot.mouseClick(alone(program).back, Qt.MouseButton.LeftButton)
    assert "Inloggen" in program.window.windowTitle()
    flush_deleted()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_every_step_names_its_controls_and_cuts_nothing_off(house: House, qtbot: QtBot, scale: float) -> None:
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, Mode.LIGHT, scale)
    try:
        program = house.start()
        program.window.resize(1280, 720)
        view = alone(program)
        for step in range(5):
            view.model.show(step)
            settle(view)
            assert unnamed(view) == []
            assert cut_off(view) == []
    finally:
        house.end()
        house.programs.clear()
        apply_theme(app, Mode.LIGHT, 1.0)


def test_by_keyboard_alone_enter_goes_on_from_what_is_chosen_and_tab_comes_to_the_way_on_first(
    house: House, qtbot: QtBot
) -> None:
    program = house.start()
    panel = at_step(program, qtbot, 0)
    qtbot.keyClicks(panel.naam, NAAM)
    chip = panel.rol.chip("vrijwilliger")
    chip.setFocus()
    qtbot.keyClick(chip, Qt.Key.Key_Return)
    assert panel.rol.value() == "vrijwilliger" and alone(program).model.step == 0
    qtbot.keyClick(chip, Qt.Key.Key_Return)
    chip = at_step(program, qtbot, 1).soort.chip("oefenen")
    qtbot.keyClick(chip, Qt.Key.Key_Return)
    qtbot.keyClick(chip, Qt.Key.Key_Return)
    chooser = at_step(program, qtbot, 2).chooser
    assert chooser.again_field.caption and chooser.again.line.accessibleName() == "Typ de wachtzin over"
    qtbot.keyClick(chooser.way.chip("woorden"), Qt.Key.Key_Return)
    qtbot.waitUntil(chooser.again.line.hasFocus)
    stops = tab_stops(alone(program))
    assert stops.index(chooser.again.line) < stops.index(alone(program).next)
    assert stops.index(alone(program).next) < stops.index(alone(program).back)


def test_looking_at_a_backup_keeps_what_was_told_already(house: House, qtbot: QtBot) -> None:
    program = house.start()
    panel = at_step(program, qtbot, 0)
    qtbot.keyClicks(panel.naam, NAAM)
    qtbot.mouseClick(panel.rol.chip("begeleider"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(alone(program).restore, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(alone(program).back, Qt.MouseButton.LeftButton)
    panel = at_step(program, qtbot, 0)
    assert panel.naam.text() == NAAM and panel.rol.value() == "begeleider"
