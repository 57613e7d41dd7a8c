"""The days on which the wachtzin isn't enough: papers of the organisation, a backup, damage, several profiles."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app import wiring
from app.faults import Fault
from app.ports import ClientFilter, Rol
from app.services import backups, escrow, vault
from app.services.vault import NewProfile
from app.wiring import keeping
from tests.ui.program.conftest import NAAM, WACHTZIN, House, alone
from tests.ui.walk import cut_off, settle, unnamed
from tests.worlds import person
from ui.program import Program

CLIENT = "019a0000-0001-7000-8000-000000000001"


def press(qtbot: QtBot, widget: Any) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def onward(program: Program, qtbot: QtBot) -> None:
    press(qtbot, alone(program).next)


def at_step(program: Program, qtbot: QtBot, step: int) -> Any:
    qtbot.waitUntil(lambda: alone(program).model.step == step and not alone(program).model.busy)
    return alone(program).panel


def error_of(program: Program, qtbot: QtBot, field: str) -> str:
    found = alone(program).panel.form.fields[field]
    qtbot.waitUntil(lambda: bool(found.error))
    return str(found.error)


def take_words(program: Program, qtbot: QtBot, step: int) -> str:
    panel = at_step(program, qtbot, step)
    words = str(panel.chooser.words.text())
    qtbot.keyClicks(panel.chooser.again.line, words)
    onward(program, qtbot)
    return words


def choose_help(program: Program, qtbot: QtBot, key: str) -> None:
    press(qtbot, alone(program).help)
    press(qtbot, alone(program).rows.row(key))


def clients(program: Program) -> list[str]:
    assert program.session is not None

    def read() -> list[str]:
        assert program._opened is not None
        with program._opened.store.read() as reading:
            return [row.dossier_id for row in reading.clients(ClientFilter())]

    return read()


@pytest.fixture
def sheet(house: House) -> tuple[str, ...]:
    """A profile with one client and a herstelblad."""
    groups = vault.propose_recovery()
    wanted = NewProfile(naam=NAAM, rol=Rol.VRIJWILLIGER, practice=True)
    opened = wiring.create_profile(
        wiring.World(clock=house.clock), house.folder, wanted, WACHTZIN, recovery=groups
    )
    with opened.store.write() as uow:
        uow.add(person(CLIENT))
        uow.commit()
    opened.close()
    return groups


@pytest.fixture
def papers(house: House, sheet: tuple[str, ...]) -> tuple[str, ...]:
    made = escrow.new_papers(practice=True)
    opened = wiring.unlock(wiring.World(clock=house.clock), house.folder, WACHTZIN)
    keeping.add_organisation(opened, WACHTZIN, made.public)
    opened.close()
    return made.papers


@pytest.fixture
def backup(house: House, sheet: tuple[str, ...], tmp_path: Path) -> Path:
    """A backup of that profile on a stick."""
    (tmp_path / "stick").mkdir()
    opened = wiring.unlock(wiring.World(clock=house.clock), house.folder, WACHTZIN)
    made = keeping.create_backup(wiring.World(clock=house.clock), opened, tmp_path / "stick")
    opened.close()
    return made.path


@pytest.fixture
def pick(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Say which file will be chosen in the dialog of the system."""

    def act(path: Path) -> None:
        monkeypatch.setattr(
            "ui.views.terugzetten.ask_open", lambda parent, caption, chosen, **_: chosen(str(path))
        )

    return act


def elsewhere(house: House, tmp_path: Path) -> Program:
    """Start on another computer, where there is nothing yet."""
    house.folder = tmp_path / "nieuwe computer" / "profiel"
    return house.start()


# The organisation


def test_two_of_three_papers_give_a_new_wachtzin(
    house: House, qtbot: QtBot, papers: tuple[str, ...], sheet: tuple[str, ...]
) -> None:
    program = house.start()
    choose_help(program, qtbot, "papieren")
    panel = at_step(program, qtbot, 0)
    assert panel.access.way.value() == "papieren" and not panel.code.isVisible()
    qtbot.keyClicks(panel.access.papers[0], papers[0].lower())
    qtbot.keyClicks(panel.access.papers[1], papers[2].replace("-", " "))
    onward(program, qtbot)
    words = take_words(program, qtbot, 1)
    at_step(program, qtbot, 2)
    press(qtbot, alone(program).later)
    house.opened(program)
    assert clients(program) == [CLIENT]
    program.window.lock()
    qtbot.waitUntil(lambda: not program.window.is_open)
    world = wiring.World(clock=house.clock)
    wiring.unlock(world, house.folder, words).close()
    wiring.check_recovery(world, house.folder, "-".join(sheet))


def test_papers_that_do_not_fit_say_what_is_wrong_where_it_is(
    house: House, qtbot: QtBot, papers: tuple[str, ...]
) -> None:
    program = house.start()
    choose_help(program, qtbot, "papieren")
    panel = at_step(program, qtbot, 0)
    first, second = panel.access.papers
    onward(program, qtbot)
    assert "papier 1" in error_of(program, qtbot, "papier1")
    groups = papers[0].split("-")
    groups[4] = "00000" if groups[4] != "00000" else "11111"
    first.setText("-".join(groups))
    second.setText(papers[1])
    onward(program, qtbot)
    assert "Groep 5" in error_of(program, qtbot, "papier1")
    first.setText(papers[1])
    onward(program, qtbot)
    assert "twee verschillende" in error_of(program, qtbot, "papier2")
    other = escrow.new_papers(practice=True).papers
    first.setText(other[0])
    onward(program, qtbot)
    qtbot.waitUntil(lambda: "niet bij dezelfde" in alone(program).panel.form.fields["papier2"].error)
    second.setText(other[1])
    onward(program, qtbot)
    assert "past niet" in error_of(program, qtbot, "papier1")
    assert alone(program).model.step == 0


# A backup


def test_a_backup_on_a_new_computer_brings_everything_back(
    house: House, qtbot: QtBot, backup: Path, tmp_path: Path, pick: Callable[[Path], None]
) -> None:
    program = elsewhere(house, tmp_path)
    press(qtbot, alone(program).restore)
    assert "Stap 1 van 3" in program.window.windowTitle()
    onward(program, qtbot)
    assert "Kies eerst" in error_of(program, qtbot, "bestand")
    pick(backup)
    press(qtbot, alone(program).panel.file.button)
    onward(program, qtbot)
    panel = at_step(program, qtbot, 1)
    qtbot.keyClicks(panel.access.passphrase.line, "een heel andere zin")
    onward(program, qtbot)
    assert "van de dag" in error_of(program, qtbot, "wachtzin")
    panel.access.passphrase.clear()
    qtbot.keyClicks(panel.access.passphrase.line, WACHTZIN)
    qtbot.keyClick(panel.access.passphrase.line, Qt.Key.Key_Return)
    panel = at_step(program, qtbot, 2)
    assert "Alles is terug te zetten" in panel.verdict.text
    assert any("1 cliënt" in value for _, value in alone(program).model.facts.pairs)
    assert not house.folder.exists()
    onward(program, qtbot)
    house.opened(program)
    assert clients(program) == [CLIENT]
    qtbot.waitUntil(lambda: any("teruggezet" in bar.text for bar in program.window.notices.bars()))
    with program._opened.store.read() as reading:  # type: ignore[union-attr]
        assert backups.incarnation(reading) == 1


def test_a_rehearsal_changes_nothing(
    house: House, qtbot: QtBot, backup: Path, tmp_path: Path, pick: Callable[[Path], None]
) -> None:
    def seen() -> list[str]:
        return sorted(str(each.relative_to(tmp_path)) for each in tmp_path.rglob("*"))

    before = seen()
    program = house.start()
    choose_help(program, qtbot, "terugzetten")
    pick(backup)
    press(qtbot, alone(program).panel.file.button)
    onward(program, qtbot)
    panel = at_step(program, qtbot, 1)
    qtbot.keyClicks(panel.access.passphrase.line, WACHTZIN)
    onward(program, qtbot)
    panel = at_step(program, qtbot, 2)
    assert panel.beside.isVisible()
    press(qtbot, alone(program).enough)
    assert "Inloggen" in program.window.windowTitle()
    assert seen() == before


def test_the_herstelblad_opens_a_backup_and_beside_a_profile_it_becomes_another(
    house: House,
    qtbot: QtBot,
    backup: Path,
    sheet: tuple[str, ...],
    pick: Callable[[Path], None],
) -> None:
    program = house.start()
    choose_help(program, qtbot, "terugzetten")
    pick(backup)
    press(qtbot, alone(program).panel.file.button)
    onward(program, qtbot)
    panel = at_step(program, qtbot, 1)
    press(qtbot, panel.access.way.chip("blad"))
    assert "van 4" in program.window.windowTitle()
    qtbot.keyClicks(panel.access.code, "-".join([*sheet[:7], sheet[6]]))
    onward(program, qtbot)
    assert "Groep 8" in error_of(program, qtbot, "code")
    panel.access.code.setText("-".join(sheet))
    onward(program, qtbot)
    at_step(program, qtbot, 2)
    onward(program, qtbot)
    words = take_words(program, qtbot, 3)
    house.opened(program)
    program.window.lock()
    qtbot.waitUntil(lambda: not program.window.is_open)
    world = wiring.World(clock=house.clock)
    wiring.unlock(world, house.folder.parent / "profiel-2", words).close()
    wiring.unlock(world, house.folder, WACHTZIN).close()
    assert "Teruggezet op 22-11-2026" in alone(program)._model.name
    press(qtbot, alone(program).other)
    assert [row.shown.title for row in alone(program).rows.rows()] == [
        "Oefenprofiel",
        "Teruggezet op 22-11-2026",
    ]


def test_what_is_no_backup_or_a_damaged_one_says_so(
    house: House, qtbot: QtBot, backup: Path, tmp_path: Path, pick: Callable[[Path], None]
) -> None:
    program = elsewhere(house, tmp_path)
    press(qtbot, alone(program).restore)
    letter = tmp_path / "brief.dlres"
    letter.write_text("Beste Ans", encoding="utf-8")
    pick(letter)
    press(qtbot, alone(program).panel.file.button)
    onward(program, qtbot)
    assert "geen reservekopie" in error_of(program, qtbot, "bestand")
    pick(tmp_path / "weg.dlres")
    press(qtbot, alone(program).panel.file.button)
    onward(program, qtbot)
    qtbot.waitUntil(lambda: "stick" in alone(program).panel.form.fields["bestand"].error)
    data = bytearray(backup.read_bytes())
    data[-2000] ^= 1
    backup.write_bytes(data)
    pick(backup)
    press(qtbot, alone(program).panel.file.button)
    onward(program, qtbot)
    qtbot.keyClicks(at_step(program, qtbot, 1).access.passphrase.line, WACHTZIN)
    onward(program, qtbot)
    qtbot.waitUntil(lambda: alone(program).trouble.isVisible() or alone(program).model.step == 2)
    if alone(program).model.step == 2:
        assert not alone(program).next.isVisible()
        assert "niet goed" in alone(program).panel.verdict.text
    else:
        assert "beschadigd" in alone(program).trouble.text
    assert not house.folder.exists()


# Damage


def harm(house: House) -> bytes:
    """Damage a page that the list of clients doesn't need, and return what was made of the store."""
    store = house.folder / "dossiers.db"
    whole = store.read_bytes()
    for page in range(len(whole) // 4096 // 2, len(whole) // 4096):
        harmed = whole[: page * 4096] + bytes(64) + whole[page * 4096 + 64 :]
        store.write_bytes(harmed)
        try:
            opened = keeping.open_to_look(wiring.World(clock=house.clock), house.folder, WACHTZIN)
        except Fault:
            continue
        try:
            with opened.store.read() as reading:
                if len(reading.clients(ClientFilter())) == 1 and not opened.store.verify().ok:
                    return harmed
        except Fault:
            continue
        finally:
            opened.close()
    raise AssertionError("every page is needed for the list of clients")


def test_a_damaged_profile_is_looked_into_and_nothing_is_written(
    house: House, qtbot: QtBot, sheet: tuple[str, ...]
) -> None:
    program = house.start()
    harmed = harm(house)
    choose_help(program, qtbot, "beschadigd")
    panel = at_step(program, qtbot, 0)
    onward(program, qtbot)
    assert error_of(program, qtbot, "wat") and error_of(program, qtbot, "wachtzin")
    press(qtbot, panel.what.chip("inkijken"))
    qtbot.keyClicks(panel.passphrase.line, "verkeerd")
    onward(program, qtbot)
    qtbot.waitUntil(lambda: "past niet" in panel.form.fields["wachtzin"].error)
    panel.passphrase.clear()
    qtbot.keyClicks(panel.passphrase.line, WACHTZIN)
    onward(program, qtbot)
    house.opened(program)
    assert any("alleen in een beschadigd" in bar.text for bar in program.window.notices.bars())
    assert clients(program) == [CLIENT]
    program.window.lock()
    qtbot.waitUntil(lambda: not program.window.is_open)
    assert (house.folder / "dossiers.db").read_bytes() == harmed


def test_what_can_be_read_is_saved_in_a_new_profile_beside_it(
    house: House, qtbot: QtBot, sheet: tuple[str, ...]
) -> None:
    program = house.start()
    harmed = harm(house)
    choose_help(program, qtbot, "beschadigd")
    panel = at_step(program, qtbot, 0)
    press(qtbot, panel.what.chip("redden"))
    qtbot.keyClicks(panel.passphrase.line, WACHTZIN)
    qtbot.keyClick(panel.passphrase.line, Qt.Key.Key_Return)
    panel = at_step(program, qtbot, 1)
    assert any(name == "Persoon" and "1 gered" in value for name, value in alone(program).model.report)
    onward(program, qtbot)
    view = alone(program)
    assert "Gered op" in view._model.name
    qtbot.keyClicks(view.passphrase.line, WACHTZIN)
    press(qtbot, view.button)
    house.opened(program)
    assert clients(program) == [CLIENT]
    assert (house.folder / "dossiers.db").read_bytes() == harmed


# Several people, one computer


def test_a_second_profile_is_made_beside_the_first_and_the_next_start_asks_which(
    house: House, qtbot: QtBot, sheet: tuple[str, ...]
) -> None:
    program = house.start()
    choose_help(program, qtbot, "profielen")
    press(qtbot, alone(program).buttons[0])
    panel = at_step(program, qtbot, 0)
    qtbot.keyClicks(panel.naam, "Kees Bos")
    qtbot.keyClicks(panel.hier, "Van de buurman")
    press(qtbot, panel.rol.chip("begeleider"))
    onward(program, qtbot)
    press(qtbot, at_step(program, qtbot, 1).soort.chip("oefenen"))
    onward(program, qtbot)
    words = take_words(program, qtbot, 2)
    panel = at_step(program, qtbot, 3)
    blad = alone(program).model.blad
    for line, number in zip(panel.sheet.groups, blad.asked, strict=True):
        qtbot.keyClicks(line, blad.groups[number - 1])
    onward(program, qtbot)
    at_step(program, qtbot, 4)
    onward(program, qtbot)
    house.opened(program)
    assert clients(program) == []
    program.window.lock()
    qtbot.waitUntil(lambda: not program.window.is_open)
    program.start(choose=True)
    rows = alone(program).rows
    assert [row.shown.title for row in rows.rows()] == ["Oefenprofiel", "Van de buurman"]
    assert not any(b"Kees" in each.read_bytes() for each in house.folder.parent.rglob("*") if each.is_file())
    press(qtbot, rows.row("profiel-2"))
    assert alone(program)._model.name == "Van de buurman"
    qtbot.keyClicks(alone(program).passphrase.line, WACHTZIN)
    press(qtbot, alone(program).button)
    qtbot.waitUntil(lambda: "past niet" in alone(program).field.error)
    alone(program).passphrase.clear()
    qtbot.keyClicks(alone(program).passphrase.line, words)
    press(qtbot, alone(program).button)
    house.opened(program)
    assert program.session is not None and program.session.profile.naam == "Kees Bos"


def test_with_one_profile_nobody_is_asked_which(house: House, sheet: tuple[str, ...]) -> None:
    program = house.start()
    program.start(choose=True)
    assert "Inloggen" in program.window.windowTitle()
    assert not alone(program).other.isVisible()


def test_every_page_of_help_names_its_controls_and_cuts_nothing_off(
    house: House, qtbot: QtBot, sheet: tuple[str, ...]
) -> None:
    program = house.start()
    program.window.resize(1280, 720)
    entrance = program.entrance
    for show in (
        entrance.show_help,
        entrance.show_profiles,
        entrance.show_salvage,
        entrance.show_restore,
        lambda: entrance.show_recovery("papieren"),
    ):
        show()
        view = alone(program)
        settle(view)
        assert unnamed(view) == []
        assert cut_off(view) == []


# Somebody knows the wachtzin


def test_everything_gets_another_key_and_opens_again_at_safety(
    house: House, qtbot: QtBot, sheet: tuple[str, ...]
) -> None:
    program = house.start()
    qtbot.keyClicks(alone(program).passphrase.line, WACHTZIN)
    press(qtbot, alone(program).button)
    house.opened(program)
    before = (house.folder / "dossiers.db").read_bytes()[:16]
    program.window.navigator.go("nieuwe-sleutel")
    form = house.page(program).inner
    new = str(form.chooser.words.text())
    qtbot.keyClicks(form.now.line, WACHTZIN)
    qtbot.keyClicks(form.chooser.again.line, new)
    blad = form.model.blad
    groups = blad.groups
    for line, number in zip(form.sheet.groups, blad.asked, strict=True):
        qtbot.keyClicks(line, groups[number - 1])
    press(qtbot, form.button)
    qtbot.waitUntil(lambda: not program.window.is_open)
    house.opened(program)
    assert program.window.navigator.current.name == "veiligheid"  # type: ignore[union-attr]
    assert any("nieuwe sleutel" in bar.text for bar in program.window.notices.bars())
    assert clients(program) == [CLIENT]
    program.window.lock()
    qtbot.waitUntil(lambda: not program.window.is_open)
    assert (house.folder / "dossiers.db").read_bytes()[:16] != before
    world = wiring.World(clock=house.clock)
    wiring.unlock(world, house.folder, new).close()
    wiring.check_recovery(world, house.folder, "-".join(groups))
    for old in (
        lambda: wiring.unlock(world, house.folder, WACHTZIN),
        lambda: wiring.check_recovery(world, house.folder, "-".join(sheet)),
    ):
        with pytest.raises(Fault):
            old()


def test_after_a_program_that_stopped_suddenly_everything_is_checked_and_said(
    house: House, qtbot: QtBot, sheet: tuple[str, ...]
) -> None:
    (house.folder / "niet-afgesloten").touch()
    program = house.start()
    qtbot.keyClicks(alone(program).passphrase.line, WACHTZIN)
    press(qtbot, alone(program).button)
    house.opened(program)
    program.watch()
    qtbot.waitUntil(lambda: any("plots" in bar.text for bar in program.window.notices.bars()))
    bar = next(bar for bar in program.window.notices.bars() if "plots" in bar.text)
    assert "Alles klopt" in bar.text
    press(qtbot, bar.action_button)
    assert program.window.navigator.current.name == "veiligheid"  # type: ignore[union-attr]


def test_a_damaged_slot_file_is_made_whole_and_opens(
    house: House, qtbot: QtBot, sheet: tuple[str, ...]
) -> None:
    for name in ("sleutels.1", "sleutels.2"):
        data = bytearray((house.folder / name).read_bytes())
        data[-1] ^= 1  # the MAC
        (house.folder / name).write_bytes(data)
    program = house.start()
    qtbot.keyClicks(alone(program).passphrase.line, WACHTZIN)
    press(qtbot, alone(program).button)
    qtbot.waitUntil(lambda: "Sleutelbestand herstellen" in alone(program).field.error)
    choose_help(program, qtbot, "beschadigd")
    panel = at_step(program, qtbot, 0)
    press(qtbot, panel.what.chip("sleutels"))
    qtbot.keyClicks(panel.passphrase.line, WACHTZIN)
    onward(program, qtbot)
    house.opened(program)
    assert clients(program) == [CLIENT]
    program.window.lock()
    qtbot.waitUntil(lambda: not program.window.is_open)
    wiring.unlock(wiring.World(clock=house.clock), house.folder, WACHTZIN).close()
