"""What the system says when the window must lock: the computer goes to sleep, or the session is locked.

Linux tells it over D-Bus (logind and the screen saver), Windows by messages to the window, macOS by notifications.
Where the system tells nothing, the clock does: after a long sleep the idle watch finds that nobody was there.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    SLOT,
    QAbstractNativeEventFilter,
    QByteArray,
    QCoreApplication,
    QObject,
    Signal,
    Slot,
)

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection, QDBusMessage

LOGIND = "org.freedesktop.login1"
MANAGER = "org.freedesktop.login1.Manager"
SAVERS = (
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
)

WM_POWERBROADCAST, PBT_APMSUSPEND = 0x0218, 0x0004
WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK = 0x02B1, 0x7
MAC_LOCKED = "com.apple.screenIsLocked"


class SystemLock(QObject):
    """Emits `locking` when the computer is about to sleep or the session was locked. `listen` begins."""

    locking = Signal()

    def listen(self, window_id: int = 0) -> bool:
        """Begin to listen to this system; False where it tells nothing."""
        if sys.platform == "win32":
            self._ears: object = WindowsEars(self, window_id)
            return True
        if sys.platform == "darwin":
            self._ears = MacEars(self)
            return True
        from PySide6.QtDBus import QDBusConnection

        self._ears = BusEars(self, QDBusConnection.systemBus(), QDBusConnection.sessionBus())
        return self._ears.hears


class BusEars(QObject):
    """Listens to logind on the system bus and to the screen saver on the session's bus.

    Asks logind to wait a moment before sleeping; the system takes that back when this process ends, as it does at a
    lock.
    """

    def __init__(self, tell: SystemLock, system: QDBusConnection, session: QDBusConnection) -> None:
        super().__init__(tell)
        self._tell = tell
        self._waits: object = None
        self.hears = False
        if system.isConnected():
            sleeping, locked = _slot("about_to_sleep(bool)"), _slot("session_locked()")
            self.hears = system.connect(
                LOGIND, "/org/freedesktop/login1", MANAGER, "PrepareForSleep", self, sleeping
            )
            system.connect(LOGIND, "", f"{LOGIND}.Session", "Lock", self, locked)
            self._ask_to_wait(system)
        if session.isConnected():
            for service, path in SAVERS:
                heard = session.connect(
                    service, path, service, "ActiveChanged", self, _slot("saver_changed(bool)")
                )
                self.hears = self.hears or heard

    def _ask_to_wait(self, system: QDBusConnection) -> None:
        from PySide6.QtDBus import QDBusMessage, QDBusPendingCallWatcher

        call = QDBusMessage.createMethodCall(LOGIND, "/org/freedesktop/login1", MANAGER, "Inhibit")
        call.setArguments(["sleep", "Doorgaande lijn", "Op slot gaan", "delay"])
        watcher = QDBusPendingCallWatcher(system.asyncCall(call), self)
        watcher.finished.connect(self._may_wait)

    def _may_wait(self, watcher: Any) -> None:
        reply: QDBusMessage = watcher.reply()
        arguments = reply.arguments()
        if reply.errorName() == "" and arguments:
            # The file descriptor itself is the request: as long as it is open, logind waits.
            self._waits = arguments[0]
        watcher.deleteLater()

    @Slot(bool)
    def about_to_sleep(self, beginning: bool) -> None:
        """Before the computer sleeps (True), and after it woke (False)."""
        if beginning:
            self._tell.locking.emit()

    @Slot()
    def session_locked(self) -> None:
        """Somebody locked the session."""
        self._tell.locking.emit()

    @Slot(bool)
    def saver_changed(self, active: bool) -> None:
        """The screen saver came (True) or went."""
        if active:
            self._tell.locking.emit()


def _slot(method: str) -> Any:
    """Return the name of a slot as the bus takes it: text, whatever the type in its signature says."""
    return SLOT(method)


def windows_locks(message: int, detail: int) -> bool:
    """True for a message of Windows that says: the computer sleeps, or the session is locked."""
    return (message, detail) in (
        (WM_POWERBROADCAST, PBT_APMSUSPEND),
        (WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK),
    )


class WindowsEars(QAbstractNativeEventFilter):
    """Reads the messages that Windows sends to the window."""

    def __init__(self, tell: SystemLock, window_id: int) -> None:
        super().__init__()
        self._tell = tell
        app = QCoreApplication.instance()
        if app is not None:
            app.installNativeEventFilter(self)
        self._register(window_id)

    def _register(self, window_id: int) -> None:
        import ctypes

        library = getattr(ctypes, "windll", None)
        if library is not None and window_id:
            library.wtsapi32.WTSRegisterSessionNotification(window_id, 0)

    def nativeEventFilter(
        self, kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> tuple[bool, int]:
        import ctypes

        if _as_bytes(kind) == b"windows_generic_MSG" and windows_locks(*read_message(int(message), ctypes)):
            self._tell.locking.emit()
        return False, 0


def _as_bytes(kind: QByteArray | bytes | bytearray | memoryview) -> bytes:
    return bytes(kind.data()) if isinstance(kind, QByteArray) else bytes(kind)


def read_message(address: int, ctypes: Any) -> tuple[int, int]:
    """Return number and detail of a Windows message (a MSG) at an address in memory."""

    class Message(ctypes.Structure):
        _fields_ = (
            ("hwnd", ctypes.c_void_p),
            ("message", ctypes.c_uint),
            ("wparam", ctypes.c_size_t),
            ("lparam", ctypes.c_ssize_t),
        )

    found = Message.from_address(address)
    return int(found.message), int(found.wparam)


class MacEars:
    """Hears from the notification centre of macOS that the screen was locked."""

    def __init__(self, tell: SystemLock, core: Any = None) -> None:
        import ctypes

        self._core = core or ctypes.CDLL("/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation")
        kind = ctypes.CFUNCTYPE(None, *[ctypes.c_void_p] * 5)
        # Kept: the system calls it for as long as the program runs.
        self._heard = kind(lambda *_: tell.locking.emit())
        self._core.CFNotificationCenterGetDistributedCenter.restype = ctypes.c_void_p
        self._core.CFStringCreateWithCString.restype = ctypes.c_void_p
        self._core.CFStringCreateWithCString.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_uint32]
        name = self._core.CFStringCreateWithCString(None, MAC_LOCKED.encode("ascii"), 0x08000100)
        self._core.CFNotificationCenterAddObserver.argtypes = [ctypes.c_void_p] * 5 + [ctypes.c_long]
        centre = self._core.CFNotificationCenterGetDistributedCenter()
        at_once = 4
        self._core.CFNotificationCenterAddObserver(
            centre, None, ctypes.cast(self._heard, ctypes.c_void_p), name, None, at_once
        )
