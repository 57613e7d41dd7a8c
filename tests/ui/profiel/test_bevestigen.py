"""Somebody finds the computer open: without the wachtzin nothing leaves and nobody new may read."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.profiel.conftest import WACHTZIN, Bureau
from tests.ui.walk import cut_off, flush_deleted, settle, unnamed
from ui.views.bevestigen import ConfirmDialog, when_proven


def ask(bureau: Bureau, done: list[str]) -> Any:
    page = bureau.go("veiligheid")
    when_proven(page, page.model.session, "Dit blad gaat van je computer af.", lambda: done.append("weg"))
    found = [each for each in page.findChildren(ConfirmDialog) if each.isVisible()]
    return found[0] if found else None


def test_the_wachtzin_is_asked_once_and_then_for_five_minutes_no_more(bureau: Bureau, qtbot: QtBot) -> None:
    done: list[str] = []
    dialog = ask(bureau, done)
    qtbot.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    assert "Typ eerst" in dialog.field.error
    qtbot.keyClicks(dialog.passphrase.line, "geraden")
    qtbot.keyClick(dialog.passphrase.line, Qt.Key.Key_Return)
    assert "niet je wachtzin" in dialog.field.error and done == [] and dialog.isVisible()
    dialog.passphrase.clear()
    qtbot.keyClicks(dialog.passphrase.line, WACHTZIN)
    qtbot.keyClick(dialog.passphrase.line, Qt.Key.Key_Return)
    assert done == ["weg"] and not dialog.isVisible() and dialog.passphrase.text() == ""
    assert ask(bureau, done) is None and done == ["weg", "weg"]
    bureau.clock.move(minutes=5)
    assert ask(bureau, done) is not None and done == ["weg", "weg"]
    flush_deleted()


def test_who_turns_away_changes_nothing(bureau: Bureau, qtbot: QtBot) -> None:
    done: list[str] = []
    dialog = ask(bureau, done)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert done == [] and not dialog.isVisible()
    dialog = ask(bureau, done)
    qtbot.mouseClick(dialog.no, Qt.MouseButton.LeftButton)
    assert done == []
    flush_deleted()


def test_the_lock_closes_the_question_and_nothing_happens(bureau: Bureau, qtbot: QtBot) -> None:
    done: list[str] = []
    dialog = ask(bureau, done)
    qtbot.waitUntil(dialog.isActiveWindow)
    with qtbot.waitSignal(bureau.window.lock_requested):
        qtbot.keyClick(dialog, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert done == [] and not dialog.isVisible()
    flush_deleted()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_question_is_whole_at_every_size(
    bureau: Bureau, qtbot: QtBot, qapp: QApplication, scale: float
) -> None:
    from ui.theme import Mode, apply_theme

    apply_theme(qapp, Mode.LIGHT, scale)
    dialog = ask(bureau, [])
    settle(dialog)
    assert unnamed(dialog) == [] and cut_off(dialog) == []
    dialog.reject()
    bureau.window.stack.drop_all()
    flush_deleted()
