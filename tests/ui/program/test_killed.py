"""The program is killed while somebody types: every page has its words again, and one is back at field and cursor."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

from pytestqt.qtbot import QtBot

from app import wiring
from app.services import concepten, vandaag
from tests.ui.program.conftest import WACHTZIN, House
from tests.ui.program.killed_window import PAGES, field_of
from tests.ui.program.test_day import Unlock, give_client
from tests.ui.walk import flush_deleted


def test_kill_9_while_typing_loses_no_word_and_no_place(profile: House, qtbot: QtBot, unlock: Unlock) -> None:
    client = give_client(profile)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.ui.program.killed_window", str(profile.folder), client],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    try:
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(f"{WACHTZIN}\n")
        process.stdin.flush()
        assert process.stdout.readline() == "bewaard\n"
    finally:
        process.send_signal(signal.SIGKILL)
        process.communicate()
    program = profile.start()
    unlock(program)
    name, path, words = PAGES[-1]
    qtbot.waitUntil(lambda: program.window.navigator.current.name == name)  # type: ignore[union-attr]
    page = profile.page(program)
    control = field_of(page, path)
    qtbot.waitUntil(lambda: control.text() == words)
    target = control.focusProxy() or control
    qtbot.waitUntil(target.hasFocus)
    qtbot.waitUntil(lambda: target.textCursor().position() == len(words))
    for name, path, words in PAGES[:-1]:
        program.window.navigator.go(name, dossier=client)
        control = field_of(profile.page(program), path)
        qtbot.waitUntil(lambda control=control, words=words: control.text() == words)  # type: ignore[misc]
    program.window.close()
    qtbot.waitUntil(lambda: not program.window.isVisible())
    flush_deleted()
    opened = wiring.unlock(wiring.World(clock=profile.clock), profile.folder, WACHTZIN)
    try:
        keys = {each.sleutel for each in concepten.unfinished(opened.store)}
        shown = {each.draft.sleutel for each in vandaag.for_volunteer(opened.store, profile.clock).drafts}
    finally:
        opened.close()
    assert {f"doel:{client}", f"plan-kader:{client}", f"afspraak:{client}", f"vraag:{client}"} <= keys
    assert vandaag.PLAATS not in keys | shown
