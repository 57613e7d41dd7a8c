"""The computer sleeps, the session is locked, a dialog is open, the clock jumps: the lock comes, and only once."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.walk import flush_deleted
from tests.worlds import HandClock
from ui.navigation import Destination, Place
from ui.shell import Desk, MainWindow
from ui.shell.idle import IdleWatch
from ui.shell.locking import BusEars, MacEars, SystemLock, read_message, windows_locks
from ui.widgets.layouts import column
from ui.widgets.page import Page

CTRL = Qt.KeyboardModifier.ControlModifier


# The system


class Fired(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.lock = SystemLock(self)
        self.times = 0
        self.lock.locking.connect(self._count)

    def _count(self) -> None:
        self.times += 1


@pytest.fixture
def bus() -> Iterator[str]:
    """A message bus of our own, on which the test plays logind."""
    if shutil.which("dbus-daemon") is None:
        pytest.skip("no dbus-daemon on this computer")
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"], stdout=subprocess.PIPE, text=True
    )
    assert daemon.stdout is not None
    yield daemon.stdout.readline().strip()
    daemon.terminate()
    daemon.wait()
    daemon.stdout.close()


def test_sleep_a_locked_session_and_the_screen_saver_lock_over_the_bus(bus: str, qtbot: QtBot) -> None:
    theirs = QDBusConnection.connectToBus(bus, "logind of the test")
    ours = QDBusConnection.connectToBus(bus, "ours")
    for name in ("org.freedesktop.login1", "org.gnome.ScreenSaver"):
        assert theirs.registerService(name)
    fired = Fired()
    ears = BusEars(fired.lock, ours, ours)
    assert ears.hears

    def say(path: str, interface: str, name: str, *values: object) -> None:
        message = QDBusMessage.createSignal(path, interface, name)
        message.setArguments(list(values))
        assert theirs.send(message)

    manager = ("/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep")
    say(*manager, True)
    qtbot.waitUntil(lambda: fired.times == 1)
    say(*manager, False)
    say("/org/freedesktop/login1/session/_31", "org.freedesktop.login1.Session", "Lock")
    qtbot.waitUntil(lambda: fired.times == 2)
    saver = ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged")
    say(*saver, False)
    say(*saver, True)
    qtbot.waitUntil(lambda: fired.times == 3)
    for name in ("logind of the test", "ours"):
        QDBusConnection.disconnectFromBus(name)


def test_without_a_bus_nothing_is_heard_and_nothing_breaks() -> None:
    nowhere = QDBusConnection("no such bus")
    assert not BusEars(SystemLock(), nowhere, nowhere).hears


def test_messages_of_windows() -> None:
    assert windows_locks(0x0218, 0x0004) and windows_locks(0x02B1, 0x7)
    assert not windows_locks(0x0218, 0x0007) and not windows_locks(0x02B1, 0x8)
    assert not windows_locks(0x0100, 0x0004)

    class Message(ctypes.Structure):
        _fields_ = (
            ("hwnd", ctypes.c_void_p),
            ("message", ctypes.c_uint),
            ("wparam", ctypes.c_size_t),
            ("lparam", ctypes.c_ssize_t),
        )

    message = Message(1, 0x02B1, 7, 0)
    assert read_message(ctypes.addressof(message), ctypes) == (0x02B1, 7)


def test_a_notification_of_macos() -> None:
    class Core:
        """Plays CoreFoundation: remembers what was asked for."""

        def __init__(self) -> None:
            self.asked: list[Any] = []

            def make(*values: Any) -> int:
                self.asked.append(values)
                return 7

            class Function:
                def __call__(self, *values: Any) -> int:
                    return make(*values)

            self.CFNotificationCenterGetDistributedCenter = Function()
            self.CFStringCreateWithCString = Function()
            self.CFNotificationCenterAddObserver = Function()

    fired, core = Fired(), Core()
    ears = MacEars(fired.lock, core)
    assert core.asked[0][1] == b"com.apple.screenIsLocked"
    ears._heard(None, None, None, None, None)
    assert fired.times == 1


# The clock


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


def test_the_first_key_after_a_long_sleep_meets_the_lock_and_does_nothing_else(
    clock: HandClock, qtbot: QtBot
) -> None:
    watch = IdleWatch(clock, limit=600)
    watch.start()
    seen: list[str] = []
    watch.expired.connect(lambda: seen.append("lock"))
    clock.move(hours=9)
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
    assert watch.eventFilter(watch, key)
    watch.check()
    assert seen == ["lock"]


def test_a_clock_that_is_set_back_gives_nobody_more_time(clock: HandClock, qtbot: QtBot) -> None:
    watch = IdleWatch(clock, limit=600)
    watch.start()
    seen: list[int] = []
    watch.warned.connect(seen.append)
    clock.move(seconds=569)
    watch.check()
    clock.move(days=-1)
    watch.check()
    assert seen == [30]
    watch.touch()
    clock.move(seconds=500)
    watch.check()
    assert not watch.is_warning
    watch.stop()


# Dialogs


class Desktop(Page):
    def __init__(self) -> None:
        super().__init__("Vandaag")
        self.line = QLineEdit("Brief van de gemeente")
        self.line.setAccessibleName("Onderwerp")
        self.body.addLayout(column(self.line))
        self.saved = 0

    def save_draft(self) -> None:
        self.saved += 1


@pytest.fixture
def window(clock: HandClock, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(clock)
    qtbot.addWidget(made)
    home = Destination(key="vandaag", title="Vandaag", icon="home", factory=Desktop)
    made.open_desk(Desk(name="Ria", role="", destinations=[home]))
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    yield made
    made.close_desk()
    made.allow_close()
    flush_deleted()


def a_dialog(window: MainWindow, kind: str) -> QWidget:
    page: Any = window.stack.page("vandaag")
    if kind == "bestand":
        made: Any = QFileDialog(page, "Opslaan")
        made.setOption(QFileDialog.Option.DontUseNativeDialog)
    else:
        made = QMessageBox(page)
        made.setText("Weet je het zeker?")
    made.open()
    return made  # type: ignore[no-any-return]


@pytest.mark.parametrize("kind", ["bestand", "bericht"])
@pytest.mark.parametrize("how", ["toetsen", "niemand", "systeem"])
def test_with_a_dialog_open_the_draft_is_saved_the_place_kept_and_then_it_locks(
    window: MainWindow, clock: HandClock, qtbot: QtBot, kind: str, how: str
) -> None:
    page: Any = window.stack.page("vandaag")
    page.line.setFocus()
    page.line.setCursorPosition(5)
    dialog = a_dialog(window, kind)
    qtbot.waitUntil(dialog.isActiveWindow)
    places: list[Place] = []
    window.lock_requested.connect(places.append)
    if how == "toetsen":
        qtbot.keyClick(dialog, Qt.Key.Key_L, CTRL)
    elif how == "niemand":
        clock.move(minutes=11)
        window.idle.check()
    else:
        window.lock()
        window.lock()
    assert len(places) == 1 and page.saved == 1
    assert not dialog.isVisible() and not window.stack.isVisible()
    assert places[0].cursor == 5 and places[0].focus


def test_the_warning_stands_in_front_of_a_dialog_and_staying_is_one_press(
    window: MainWindow, clock: HandClock, qtbot: QtBot
) -> None:
    dialog = a_dialog(window, "bericht")
    qtbot.waitUntil(dialog.isActiveWindow)
    clock.move(seconds=575)
    window.idle.check()
    note = window._idle_note
    assert note is not None and note.isVisible() and "25 seconden" in note.bar.text
    qtbot.mouseClick(note.bar.action_button, Qt.MouseButton.LeftButton)
    assert window._idle_note is None and dialog.isVisible() and window.is_open
    clock.move(seconds=560)
    window.idle.check()
    assert window._idle_note is None


def test_another_program_in_front_costs_nobody_their_place(window: MainWindow, qtbot: QtBot) -> None:
    page: Any = window.stack.page("vandaag")
    page.line.setFocus()
    page.line.setCursorPosition(3)
    other = QLineEdit()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    assert window.place().cursor == 3
