"""From unlock to desk, to the lock and back; and every way in which a profile doesn't open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app import crash, wiring
from app.domain.contactmomenten import Contactmoment
from app.faults import Fault
from app.ports import Store
from app.services import concepten, instellingen
from tests.ui.program.conftest import NAAM, WACHTZIN, House, alone
from tests.ui.walk import flush_deleted
from tests.worlds import person
from ui.program import PLACE_DRAFT, Program

Unlock = Callable[[Program], None]


def give_client(profile: House) -> str:
    opened = wiring.unlock(wiring.World(clock=profile.clock), profile.folder, WACHTZIN)
    with opened.store.write() as uow:
        uow.add(person("019a0000-0001-7000-8000-000000000001"))
        uow.commit()
    opened.close()
    return "019a0000-0001-7000-8000-000000000001"


def try_wachtzin(program: Program, qtbot: QtBot, text: str) -> None:
    view = alone(program)
    view.passphrase.line.clear()
    qtbot.keyClicks(view.passphrase.line, text)
    qtbot.mouseClick(view.button, Qt.MouseButton.LeftButton)


def error_of(program: Program, qtbot: QtBot) -> str:
    qtbot.waitUntil(lambda: bool(alone(program).field.error))
    return str(alone(program).field.error)


def write_contact(profile: House, program: Program, client: str) -> Any:
    """Go to a new contact and wait until its fields are filled."""
    program.window.navigator.go("contact", dossier=client)
    page = profile.page(program)
    with profile.qtbot.waitSignal(page.model.loaded):
        pass
    return page


def in_store(profile: House, work: Callable[[Store], object]) -> object:
    opened = wiring.unlock(wiring.World(clock=profile.clock), profile.folder, WACHTZIN)
    try:
        return work(opened.store)
    finally:
        opened.close()


def test_a_wrong_wachtzin_says_so_and_the_right_one_opens_the_desk(profile: House, qtbot: QtBot) -> None:
    program = profile.start()
    assert "Inloggen" in program.window.windowTitle()
    try_wachtzin(program, qtbot, "vergeten zin")
    assert "past niet" in error_of(program, qtbot)
    try_wachtzin(program, qtbot, WACHTZIN)
    profile.opened(program)
    assert "Vandaag" in program.window.windowTitle()
    assert NAAM not in program.window.windowTitle()


def test_a_contact_is_written_and_the_next_start_still_has_it(
    profile: House, qtbot: QtBot, unlock: Unlock
) -> None:
    client = give_client(profile)
    program = profile.start()
    unlock(program)
    page = write_contact(profile, program, client)
    qtbot.mouseClick(page.channel.chip("huisbezoek"), Qt.MouseButton.LeftButton)
    qtbot.keyClicks(page.subject, "Brief van de gemeente")
    page.submit()
    qtbot.waitUntil(lambda: program.window.navigator.current.name != "contact")  # type: ignore[union-attr]
    quit_window(program, qtbot)

    def contacts(store: Store) -> object:
        with store.read() as reading:
            return [one.onderwerp for one in reading.of_dossier(Contactmoment, client)]

    assert in_store(profile, contacts) == ["Brief van de gemeente"]


def quit_window(program: Program, qtbot: QtBot) -> None:
    program.window.close()
    qtbot.waitUntil(lambda: not program.window.isVisible())


def test_ctrl_l_in_the_middle_of_a_word_brings_back_page_field_text_and_cursor(
    profile: House, qtbot: QtBot, unlock: Unlock
) -> None:
    client = give_client(profile)
    program = profile.start()
    unlock(program)
    program.window.navigator.go("clienten")
    page = write_contact(profile, program, client)
    page.subject.setFocus()
    qtbot.waitUntil(page.subject.hasFocus)
    qtbot.keyClicks(page.subject, "Brief van de gemeente")
    for _ in range(8):
        qtbot.keyClick(page.subject, Qt.Key.Key_Left)
    qtbot.keyClick(program.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not program.window.is_open and alone(program) is not None)
    assert program.session is None
    flush_deleted()
    unlock(program)
    assert program.window.navigator.current.name == "contact"  # type: ignore[union-attr]
    page = profile.page(program)
    qtbot.waitUntil(lambda: page.subject.text() == "Brief van de gemeente")
    qtbot.waitUntil(page.subject.hasFocus)
    qtbot.waitUntil(lambda: page.subject.cursorPosition() == len("Brief van de gemeente") - 8)
    assert program.window.navigator.back()
    assert program.window.navigator.current.name == "clienten"  # type: ignore[union-attr]


def test_quitting_while_typing_keeps_the_draft(profile: House, qtbot: QtBot, unlock: Unlock) -> None:
    client = give_client(profile)
    program = profile.start()
    unlock(program)
    page = write_contact(profile, program, client)
    qtbot.keyClicks(page.subject, "Half af")
    quit_window(program, qtbot)
    drafts = in_store(profile, lambda store: [draft.sleutel for draft in concepten.unfinished(store)])
    assert any("contact" in key for key in drafts)  # type: ignore[attr-defined]


def test_the_place_is_kept_in_the_store_only(profile: House, qtbot: QtBot, unlock: Unlock) -> None:
    client = give_client(profile)
    program = profile.start()
    unlock(program)
    program.window.navigator.go("contact", dossier=client)
    program.window.lock()
    qtbot.waitUntil(lambda: not program.window.is_open)
    kept = in_store(profile, lambda store: concepten.load(store, PLACE_DRAFT))
    assert kept is not None
    assert not any(client.encode() in file.read_bytes() for file in profile.folder.iterdir())


def test_nobody_there_locks_after_the_time_that_was_chosen(
    profile: House, qtbot: QtBot, unlock: Unlock
) -> None:
    in_store(profile, lambda store: instellingen.set_lock_minutes(store, 2))
    program = profile.start()
    unlock(program)
    profile.clock.move(minutes=1)
    program.window.idle.check()
    assert program.window.is_open
    profile.clock.move(minutes=2)
    program.window.idle.check()
    qtbot.waitUntil(lambda: not program.window.is_open)


def test_a_second_start_on_the_same_profile_says_so(profile: House, qtbot: QtBot, unlock: Unlock) -> None:
    first = profile.start()
    unlock(first)
    second = profile.start()
    try_wachtzin(second, qtbot, WACHTZIN)
    assert "al open" in error_of(second, qtbot)
    assert first.window.is_open


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (lambda data: data[:4096], "beschadigd"),
        (lambda data: data[: len(data) // 2], "beschadigd"),
        (lambda data: data[:100] + bytes(64) + data[164:], "beschadigd"),
        (lambda data: b"SQLite format 3\x00" + data[16:], "geen dossierbestand"),
    ],
)
def test_a_store_that_is_not_whole_says_so_on_the_unlock_screen_and_stays_as_it_is(
    profile: House, qtbot: QtBot, harm: Callable[[bytes], bytes], words: str
) -> None:
    store = profile.folder / "dossiers.db"
    harmed = harm(store.read_bytes())
    store.write_bytes(harmed)
    program = profile.start()
    try_wachtzin(program, qtbot, WACHTZIN)
    assert words in error_of(program, qtbot)
    assert store.read_bytes() == harmed
    assert not program.window.is_open


def test_a_store_of_a_newer_version_says_so(
    profile: House, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from storage import opening, store

    def newer(*_: object, **__: object) -> None:
        raise Fault(opening.NIEUWER)

    # A newer schema itself is refused in tests/storage; here it counts what the person sees.
    monkeypatch.setattr(store, "open_connection", newer, raising=False)
    monkeypatch.setattr("storage.profile_folder.open_store", newer)
    program = profile.start()
    try_wachtzin(program, qtbot, WACHTZIN)
    assert "nieuwere versie" in error_of(program, qtbot)


def test_a_missing_store_says_so(profile: House, qtbot: QtBot) -> None:
    (profile.folder / "dossiers.db").unlink()
    program = profile.start()
    try_wachtzin(program, qtbot, WACHTZIN)
    assert "ontbreekt" in error_of(program, qtbot)


def test_our_own_mistake_is_told_calmly_and_its_report_holds_no_data(
    profile: House, qtbot: QtBot, unlock: Unlock, tmp_path: Path
) -> None:
    program = profile.start()
    unlock(program)

    def wrong(_: Store) -> None:
        raise ValueError("Selam Tesfay woont aan de Kerkstraat")

    program.tasks.store(wrong, program, None, lambda fault: None)
    qtbot.waitUntil(lambda: bool(profile.crashes))
    report = crash.write_text(
        crash.describe_frames(profile.crashes[0].kind, profile.crashes[0].frames), tmp_path
    )
    assert report is not None
    text = report.read_text(encoding="utf-8")
    assert "ValueError" in text and "wrong" in text
    assert "Selam" not in text and str(tmp_path) not in text
    program.tell_crash(report.name)
    program.tell_crash(report.name)
    bars = [bar for bar in program.window.notices.bars() if "ging iets mis" in bar.text]
    assert len(bars) == 1 and report.name in bars[0].text


def test_every_subject_is_there_for_every_role(profile: House, qtbot: QtBot, unlock: Unlock) -> None:
    program = profile.start()
    unlock(program)
    keys = {one.key for one in program.window.navigator.destinations}
    assert {"vandaag", "clienten", "contact", "instellingen", "hulp", "over"} <= keys
    with qtbot.waitSignal(program.window.navigator.moved):
        qtbot.keyClick(program.window, Qt.Key.Key_F1)
    assert program.window.navigator.current.name == "hulp"  # type: ignore[union-attr]


def test_sleep_with_a_dialog_open_saves_the_draft_locks_and_brings_one_back_to_the_cursor(
    profile: House, qtbot: QtBot, unlock: Unlock
) -> None:
    client = give_client(profile)
    program = profile.start()
    unlock(program)
    page = write_contact(profile, program, client)
    page.subject.setFocus()
    qtbot.waitUntil(page.subject.hasFocus)
    qtbot.keyClicks(page.subject, "Brief van de gemeente")
    for _ in range(4):
        qtbot.keyClick(page.subject, Qt.Key.Key_Left)
    dialog = QFileDialog(page, "Opslaan")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    program.listen_to_system()
    program._system.locking.emit()
    qtbot.waitUntil(lambda: not program.window.is_open)
    flush_deleted()
    unlock(program)
    page = profile.page(program)
    qtbot.waitUntil(lambda: page.subject.text() == "Brief van de gemeente")
    qtbot.waitUntil(page.subject.hasFocus)
    qtbot.waitUntil(lambda: page.subject.cursorPosition() == len("Brief van de gemeente") - 4)


def test_another_place_to_share_asks_the_wachtzin_first(
    profile: House, qtbot: QtBot, unlock: Unlock, tmp_path: Path
) -> None:
    from ui.views.bevestigen import ConfirmDialog
    from ui.views.gedeeldemap import GedeeldeMapCard

    (tmp_path / "stick").mkdir()
    program = profile.start()
    unlock(program)
    program.window.navigator.go("delen")
    page = profile.page(program)
    qtbot.waitUntil(lambda: page.model.facts is not None)
    card = page.findChild(GedeeldeMapCard)
    card.editor.show()
    card.line.setText(str(tmp_path / "stick"))
    card.keep.click()
    dialog = card.findChild(ConfirmDialog)
    assert dialog is not None and dialog.isVisible()
    assert program.session is not None and program.session.transport.mailbox_address() == ""
    qtbot.keyClicks(dialog.passphrase.line, WACHTZIN)
    qtbot.keyClick(dialog.passphrase.line, Qt.Key.Key_Return)
    transport = program.session.transport
    qtbot.waitUntil(lambda: "stick" in transport.mailbox_address())
