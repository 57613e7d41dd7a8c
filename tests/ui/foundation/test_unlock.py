"""The lock screen as its user meets it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.faults import Fault, FaultKind
from tests.ui.walk import unnamed
from ui.tasks import ImmediateTasks
from ui.viewmodels.unlock import Misses, UnlockViewModel
from ui.views.unlock import UnlockView

PAST_NIET = FaultKind("wachtzin-past-niet", "Deze wachtzin past niet.", "Probeer het nog een keer.")


class Safe:
    """A safe that opens with one wachtzin and counts the attempts."""

    def __init__(self) -> None:
        self.tried: list[str] = []

    def unlock(self, passphrase: str) -> str:
        self.tried.append(passphrase)
        if passphrase != "vier gewone woorden":
            raise Fault(PAST_NIET)
        return "open"


@pytest.fixture
def safe() -> Safe:
    return Safe()


@pytest.fixture
def tasks() -> ImmediateTasks:
    return ImmediateTasks()


@pytest.fixture
def model(tasks: ImmediateTasks, safe: Safe) -> UnlockViewModel:
    return UnlockViewModel(tasks, safe.unlock, name="Ria de Wit")


@pytest.fixture
def view(model: UnlockViewModel, qtbot: QtBot) -> UnlockView:
    made = UnlockView(model)
    qtbot.addWidget(made)
    made.resize(1024, 640)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.passphrase.line.hasFocus)
    return made


def test_enter_opens_and_the_wachtzin_is_forgotten(
    view: UnlockView, model: UnlockViewModel, qtbot: QtBot
) -> None:
    qtbot.keyClicks(view.passphrase.line, "vier gewone woorden")
    with qtbot.waitSignal(model.unlocked) as opened:
        qtbot.keyClick(view.passphrase.line, Qt.Key.Key_Return)
    assert opened.args == ["open"]
    assert view.passphrase.text() == ""
    assert "vier" not in repr(vars(model))


def test_a_wrong_wachtzin_is_told_in_its_place(view: UnlockView, safe: Safe, qtbot: QtBot) -> None:
    qtbot.keyClicks(view.passphrase.line, "vier gewone wooden")
    qtbot.mouseClick(view.button, Qt.MouseButton.LeftButton)
    assert view.field.error == "Deze wachtzin past niet. Probeer het nog een keer."
    assert view.passphrase.line.hasFocus() and view.passphrase.line.selectedText() != ""
    assert view.button.isEnabled()
    qtbot.keyClicks(view.passphrase.line, "v")
    assert view.field.error == "", "typing takes the message away"
    assert view.passphrase.text() == "v"


def test_while_it_opens_nothing_can_be_sent_twice(
    view: UnlockView, model: UnlockViewModel, tasks: ImmediateTasks, safe: Safe, qtbot: QtBot
) -> None:
    qtbot.keyClicks(view.passphrase.line, "vier gewone woorden")
    tasks.hold()
    qtbot.keyClick(view.passphrase.line, Qt.Key.Key_Return)
    assert view.progress.isVisible() and view.waiting.isVisible() and not view.button.isEnabled()
    qtbot.keyClick(view.passphrase.line, Qt.Key.Key_Return)
    qtbot.keyClicks(view.passphrase.line, "x")
    assert view.passphrase.text() == "vier gewone woorden"
    assert len(safe.tried) == 1
    with qtbot.waitSignal(model.unlocked):
        tasks.release()
    assert not view.progress.isVisible()


def test_an_empty_field_asks_for_the_wachtzin(view: UnlockView, safe: Safe, qtbot: QtBot) -> None:
    qtbot.keyClick(view.passphrase.line, Qt.Key.Key_Return)
    assert view.field.error.startswith("Je hebt nog geen wachtzin ingevuld.")
    assert safe.tried == []


def test_forgotten_leads_on(view: UnlockView, model: UnlockViewModel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(model.forgotten):
        qtbot.mouseClick(view.forgotten, Qt.MouseButton.LeftButton)


def test_everything_has_a_name(view: UnlockView) -> None:
    assert unnamed(view) == []


def test_after_four_misses_the_next_attempt_waits_longer_each_time(
    tasks: ImmediateTasks, qtbot: QtBot
) -> None:
    wrong = FaultKind("wachtzin-onjuist", "Deze wachtzin past niet.", "Probeer het nog een keer.")
    tried: list[str] = []

    def unlock(passphrase: str) -> str:
        tried.append(passphrase)
        raise Fault(wrong)

    misses = Misses()
    model = UnlockViewModel(tasks, unlock, misses=misses)
    view = UnlockView(model)
    qtbot.addWidget(view)
    view.show()
    waits = []
    for number in range(10):
        model.try_passphrase(f"poging {number}")
        waits.append(model.waiting)
        while model.waiting:
            assert not view.button.isEnabled() and "wachten" in view.waiting.text()
            model.try_passphrase("te vroeg")
            model.timer.timeout.emit()
        assert view.button.isEnabled()
    assert waits == [0, 0, 0, 0, 2, 4, 8, 16, 30, 30]
    assert "te vroeg" not in tried
    again = UnlockViewModel(tasks, unlock, misses=misses)
    again.try_passphrase("na de hulp")
    assert again.waiting == 30
    again.timer.stop()
