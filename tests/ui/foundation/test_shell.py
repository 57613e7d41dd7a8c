"""The window: where one goes, what is saved before one leaves, and the way to the lock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.faults import Fault, FaultKind
from tests.ui.foundation.conftest import HandClock
from tests.ui.walk import cut_off, settle, unnamed
from ui.navigation import Destination, Navigator, Place, Route
from ui.shell import Desk, MainWindow, SyncFacts, sync_sentence
from ui.theme import Mode, apply_theme
from ui.widgets.inputs import TextLine
from ui.widgets.page import Page
from ui.widgets.search import Result, SearchBox

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


class Diary:
    """What the pages of a test were asked to do."""

    def __init__(self) -> None:
        self.lines: list[str] = []


class NotePage(Page):
    """A page with two fields that writes down what happens to it."""

    def __init__(self, key: str, diary: Diary) -> None:
        super().__init__(f"Bladzijde {key}")
        self.key = key
        self.diary = diary
        self.first, self.second = TextLine("een"), TextLine("tweede regel")
        self.first.setAccessibleName("Eerste")
        self.second.setAccessibleName("Tweede")
        self.add(self.first, self.second)
        diary.lines.append(f"made {key}")

    def activate(self, params: Mapping[str, str]) -> None:
        self.diary.lines.append(f"show {self.key} {dict(params)}")

    def save_draft(self) -> None:
        self.diary.lines.append(f"save {self.key}")


@pytest.fixture
def diary() -> Diary:
    return Diary()


def destinations(diary: Diary) -> list[Destination]:
    def make(key: str, title: str, icon: str, **more: object) -> Destination:
        return Destination(key=key, title=title, icon=icon, factory=lambda: NotePage(key, diary), **more)  # type: ignore[arg-type]

    return [
        make("vandaag", "Vandaag", "home"),
        make("clienten", "Cliënten", "clients"),
        make("hulp", "Hulp", "help", at_bottom=True),
        make("dossier", "Dossier", "person", in_rail=False, under="clienten"),
        make("contact", "Contact", "contact", in_rail=False, under="clienten"),
    ]


def search_panel() -> QWidget:
    box = SearchBox("Zoeken")
    box.wanted.connect(lambda text: box.show_results([Result(key="1", title=f"[[{text}]]")]))
    return box


@pytest.fixture
def window(qtbot: QtBot, clock: HandClock, diary: Diary) -> Iterator[MainWindow]:
    made = MainWindow(clock)
    qtbot.addWidget(made, before_close_func=lambda one: one.allow_close())
    made.open_desk(
        Desk(
            name="Ria de Wit",
            role="Vrijwilliger",
            practice=True,
            help="hulp",
            search=search_panel,
            destinations=destinations(diary),
        )
    )
    made.show_sync(SyncFacts(unshared=3, last_shared=datetime(2026, 11, 21, 15, 2, tzinfo=UTC)))
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is made)
    yield made
    made.allow_close()


def page(window: MainWindow) -> NotePage:
    shown = window.stack.currentWidget()
    assert isinstance(shown, NotePage)
    return shown


# ------------------------------------------------------------------------------------------------- going places


def test_pages_are_made_when_first_gone_to(window: MainWindow, diary: Diary, qtbot: QtBot) -> None:
    assert window.stack.made() == ("vandaag",)
    qtbot.mouseClick(window.rail.button("clienten"), Qt.MouseButton.LeftButton)
    window.navigator.go("vandaag")
    window.navigator.go("clienten")
    assert diary.lines == [
        "made vandaag",
        "show vandaag {}",
        "save vandaag",
        "made clienten",
        "show clienten {}",
        "save clienten",
        "show vandaag {}",
        "save vandaag",
        "show clienten {}",
    ]


def test_the_way_back_leads_to_the_same_place_and_focus(
    window: MainWindow, diary: Diary, qtbot: QtBot
) -> None:
    window.navigator.go("clienten")
    page(window).second.setFocus()
    window.navigator.go("dossier", id="7")
    assert window.rail.button("clienten").isChecked(), "a dossier belongs to the clients"
    assert window.header.back.isVisible()
    window.navigator.go("contact", dossier="7")
    qtbot.mouseClick(window.header.back, Qt.MouseButton.LeftButton)
    assert page(window).key == "dossier" and diary.lines[-1] == "show dossier {'id': '7'}"
    qtbot.keyClick(window, Qt.Key.Key_Left, ALT)
    assert page(window).key == "clienten" and page(window).second.hasFocus()
    assert not window.header.back.isVisible()


def test_the_rail_is_a_new_start(window: MainWindow) -> None:
    window.navigator.go("dossier", id="1")
    window.navigator.go("vandaag")
    assert not window.navigator.back()
    window.navigator.go("dossier", id="1")
    window.navigator.go("dossier", id="1")
    assert [route.name for route in window.navigator.history] == ["vandaag", "dossier"]
    window.navigator.go("dossier", id="2")
    assert len(window.navigator.history) == 3


def test_unknown_destinations_are_our_own_mistake() -> None:
    navigator = Navigator()
    with pytest.raises(KeyError):
        navigator.go("nergens")


def test_the_title_of_the_window_names_no_client(window: MainWindow) -> None:
    window.navigator.go("dossier", id="7")
    page(window).set_title("Selam Tesfay")
    assert window.windowTitle() == "Dossier - Doorgaande lijn - OEFENEN"


def test_focus_goes_into_the_page(window: MainWindow) -> None:
    window.navigator.go("clienten")
    assert page(window).first.hasFocus()


# ------------------------------------------------------------------------------------------------------- by keys


def test_numbers_help_and_arrows_in_the_rail(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_2, CTRL)
    assert page(window).key == "clienten"
    qtbot.keyClick(window, Qt.Key.Key_9, CTRL)
    assert page(window).key == "clienten"
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert page(window).key == "hulp"
    first = window.rail.button("vandaag")
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert window.rail.button("clienten").hasFocus()
    qtbot.keyClick(window.rail.button("clienten"), Qt.Key.Key_Return)
    assert page(window).key == "clienten"


def test_search_opens_anywhere_and_gives_the_focus_back(window: MainWindow, qtbot: QtBot) -> None:
    page(window).second.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    box = window.findChild(SearchBox)
    assert box is not None and box.isVisible() and box.line.hasFocus()
    qtbot.keyClicks(box.line, "sel")
    qtbot.keyClick(box.line, Qt.Key.Key_Escape)
    assert not box.isVisible() and page(window).second.hasFocus()
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    again = next(one for one in window.findChildren(SearchBox) if one.isVisible())
    qtbot.keyClicks(again.line, "s")
    with qtbot.waitSignal(again.opened):
        qtbot.keyClick(again.line, Qt.Key.Key_Return)
    assert not again.isVisible()


# ----------------------------------------------------------------------------------------------- lock, idle, quit


def test_lock_saves_every_draft_first_and_keeps_the_place(
    window: MainWindow, diary: Diary, qtbot: QtBot
) -> None:
    window.navigator.go("dossier", id="7")
    page(window).second.setFocus()
    page(window).second.setCursorPosition(5)
    diary.lines.clear()
    window.lock_requested.connect(lambda _: diary.lines.append("lock"))
    window.open_search()
    with qtbot.waitSignal(window.lock_requested) as locked:
        qtbot.keyClick(window, Qt.Key.Key_L, CTRL)
    assert diary.lines == ["save vandaag", "save dossier", "lock"]
    place = locked.args[0] if locked.args else None
    assert isinstance(place, Place)
    assert place.routes[-1] == Route("dossier", {"id": "7"}) and place.cursor == 5

    window.close_desk()
    assert window.stack.made() == () and not window.is_open
    window.lock()
    assert diary.lines[-1] == "lock" and diary.lines.count("lock") == 1, "locked already"
    window.open_desk(Desk(name="Ria", role="", destinations=destinations(diary)), place)
    assert page(window).key == "dossier"
    assert page(window).second.hasFocus() and page(window).second.cursorPosition() == 5
    assert window.navigator.back()


def test_a_place_that_no_longer_exists_leads_home(window: MainWindow, diary: Diary) -> None:
    window.close_desk()
    place = Place(routes=(Route("weg", {}),), focus=(9, 9), cursor=3)
    window.open_desk(Desk(name="Ria", role="", destinations=destinations(diary)), place)
    assert page(window).key == "vandaag"


def test_nobody_there_is_warned_and_then_locked(window: MainWindow, clock: HandClock, qtbot: QtBot) -> None:
    locks: list[Place] = []
    window.lock_requested.connect(locks.append)
    clock.forward(seconds=569)
    window.idle.check()
    assert not window.idle.is_warning
    clock.forward(seconds=1)
    window.idle.check()
    (bar,) = window.notices.bars()
    assert bar.text.startswith("Over 30 seconden gaat het programma op slot.")
    clock.forward(seconds=10)
    window.idle.check()
    assert bar.text.startswith("Over 20 seconden")
    qtbot.mouseClick(bar.action_button, Qt.MouseButton.LeftButton)
    assert not window.idle.is_warning and window.notices.bars() == []
    clock.forward(seconds=599)
    window.idle.check()
    assert locks == []
    clock.forward(seconds=1)
    window.idle.check()
    window.idle.check()
    assert len(locks) == 1


def test_input_anywhere_in_the_window_counts(window: MainWindow, clock: HandClock, qtbot: QtBot) -> None:
    clock.forward(seconds=580)
    window.idle.check()
    assert window.idle.is_warning
    handle = window.windowHandle()
    assert handle is not None
    from PySide6.QtTest import QTest

    QTest.keyClick(handle, Qt.Key.Key_Shift)
    assert not window.idle.is_warning


def test_a_machine_that_slept_finds_the_lock(window: MainWindow, clock: HandClock, qtbot: QtBot) -> None:
    clock.forward(hours=9)
    with qtbot.waitSignal(window.lock_requested):
        window.idle.check()


def test_closing_asks_first_and_saves(window: MainWindow, diary: Diary, qtbot: QtBot) -> None:
    diary.lines.clear()
    with qtbot.waitSignal(window.quit_requested):
        window.close()
    assert window.isVisible() and diary.lines == ["save vandaag"]
    window.allow_close()
    window.close()
    assert not window.isVisible()


# ------------------------------------------------------------------------------------------ notices and the line


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (
            SyncFacts(unshared=3, last_shared=datetime(2026, 11, 21, 15, 2, tzinfo=UTC)),
            "Alles bewaard op dit apparaat · 3 wijzigingen nog niet gedeeld · laatst gedeeld za 21 nov 16:02",
        ),
        (SyncFacts(), "Alles bewaard op dit apparaat · niets om te delen"),
        (SyncFacts(unconfirmed=2), "Alles bewaard op dit apparaat · 2 wijzigingen nog niet bevestigd"),
        (
            SyncFacts(unshared=1),
            "Alles bewaard op dit apparaat · 1 wijziging nog niet gedeeld · nog nooit gedeeld",
        ),
        (SyncFacts(saving=True, sharing=True), "Bezig met bewaren · bezig met delen"),
        (
            SyncFacts(
                attention="Er is een besluit nodig", last_shared=datetime(2026, 11, 21, 15, 2, tzinfo=UTC)
            ),
            (
                "Er is een besluit nodig · Alles bewaard op dit apparaat · alles is gedeeld · "
                "laatst gedeeld za 21 nov 16:02"
            ),
        ),
    ],
)
def test_the_calm_line(facts: SyncFacts, sentence: str) -> None:
    assert sync_sentence(facts, NOW) == sentence


def test_the_line_opens_the_queue_and_is_read_whole(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.sync_clicked):
        qtbot.mouseClick(window.status.button, Qt.MouseButton.LeftButton)
    window.resize(1024, 640)
    assert "laatst gedeeld za 21 nov 16:02" in window.status.button.accessibleName()


def test_undo_is_offered_and_taken(window: MainWindow, qtbot: QtBot) -> None:
    undone: list[bool] = []
    window.show_undo("Taak afgevinkt.", lambda: undone.append(True))
    window.show_undo("Nog een taak afgevinkt.", lambda: undone.append(True))
    assert len(window.notices.bars()) == 1
    (bar,) = window.notices.bars()
    qtbot.mouseClick(bar.action_button, Qt.MouseButton.LeftButton)
    assert undone == [True] and window.notices.bars() == []


def test_a_fault_nobody_took_is_shown(window: MainWindow) -> None:
    window.show_fault(Fault(FaultKind("vol", "De schijf is vol.", "Maak ruimte.")))
    (bar,) = window.notices.bars()
    assert bar.text == "De schijf is vol. Maak ruimte."
    bar.dismiss()
    assert window.notices.bars() == []


def test_a_fault_is_shown_above_a_page_alone_too(window: MainWindow) -> None:
    window.show_undo("Klaar.", lambda: None)
    window.close_desk()
    assert window.view.notices.bars() == [], "what was on the desk went with it"
    window.show_alone(Page("Inloggen"), "Inloggen")
    window.show_fault(Fault(FaultKind("vol", "De schijf is vol.")))
    (bar,) = window.notices.bars()
    assert bar.isVisible()


def test_counts_stand_in_the_name_too(window: MainWindow) -> None:
    window.rail.set_count("clienten", 3)
    assert window.rail.button("clienten").accessibleName() == "Cliënten, 3 wachten"
    window.rail.set_count("clienten", 0)
    assert window.rail.button("clienten").accessibleName() == "Cliënten"
    window.rail.set_count("bestaat niet", 1)


# --------------------------------------------------------------------------------------------------- look and size


def test_everything_has_a_name(window: MainWindow) -> None:
    assert unnamed(window) == []


@pytest.mark.parametrize(
    ("scale", "width", "height"), [(1.0, 1024, 640), (1.0, 1280, 720), (1.5, 1280, 720), (2.0, 1024, 640)]
)
def test_nothing_is_cut_off(
    any_theme: QApplication,
    qtbot: QtBot,
    clock: HandClock,
    diary: Diary,
    scale: float,
    width: int,
    height: int,
) -> None:
    apply_theme(any_theme, Mode.LIGHT, scale)
    made = MainWindow(clock)
    qtbot.addWidget(made)
    desk = Desk(name="Ria de Wit", role="Vrijwilliger", practice=True, destinations=destinations(diary))
    made.open_desk(desk)
    made.rail.set_count("clienten", 12)
    made.show_sync(SyncFacts(unshared=3))
    made.show_undo("Taak afgevinkt.", lambda: None)
    made.resize(width, height)
    made.show()
    settle(made)
    assert (made.width(), made.height()) == (width, height)
    assert cut_off(made) == []
    made.allow_close()


def test_pages_made_anew_keep_the_place(window: MainWindow, diary: Diary) -> None:
    window.navigator.go("dossier", id="7")
    page(window).second.setFocus()
    diary.lines.clear()
    window.reload_pages()
    assert diary.lines == ["save vandaag", "save dossier", "made dossier", "show dossier {'id': '7'}"]
    assert page(window).second.hasFocus()


def test_one_page_alone_shows_no_names(window: MainWindow, qtbot: QtBot) -> None:
    window.close_desk()
    alone = Page("Inloggen")
    window.show_alone(alone, "Inloggen")
    assert window.windowTitle() == "Inloggen - Doorgaande lijn"
    assert alone.isVisible() and not window.rail.isVisible()
    assert window.header.name.text() == ""
