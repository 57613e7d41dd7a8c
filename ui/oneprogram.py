"""One window per profile: a second start brings the first window forward, and ends."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication, QWidget

_ASK = b"naar voren\n"
_ANSWER = b"hier\n"
_PATIENCE_MS = 2_000
"""How long a start waits for the answer of a program that is there; one that hangs doesn't keep anybody out."""
_ASKING_MS = 200


def bring_forward(folder: Path) -> bool:
    """Ask the program that has a profile open to come forward; True when it says that it does.

    For the window's thread, before or between its events. What answers is a program of the same user; nothing of the
    profile is said.
    """
    socket = QLocalSocket()
    socket.connectToServer(_name_of(folder))
    if not socket.waitForConnected(_PATIENCE_MS):
        return False
    socket.write(_ASK)
    socket.flush()
    answer = b""
    while len(answer) < len(_ANSWER) and socket.waitForReadyRead(_PATIENCE_MS):
        answer += bytes(socket.readAll().data())
    socket.abort()
    return answer == _ANSWER


class OneProgram(QObject):
    """Listens, for each profile that this program has, to later starts; `called` when one asks to come forward."""

    called = Signal()
    _wanted = Signal(str)
    _taken = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._servers: dict[str, QLocalServer] = {}
        self._wanted.connect(self._listen)
        self._taken.connect(self._ask_other)

    def hold(self, folder: Path) -> None:
        """Listen for a profile's folder from now on; from any thread."""
        self._wanted.emit(_name_of(folder))

    def ask_other(self, folder: Path) -> None:
        """Bring the window forward that has a profile; from any thread."""
        self._taken.emit(str(folder))

    @Slot(str)
    def _ask_other(self, folder: str) -> None:
        bring_forward(Path(folder))

    @Slot(str)
    def _listen(self, name: str) -> None:
        if name in self._servers and self._servers[name].isListening():
            return
        server = self._servers.get(name) or QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._answer_all, Qt.ConnectionType.UniqueConnection)
        if not server.listen(name):
            # Left behind by a program that was killed: nobody answered, so nobody is there.
            QLocalServer.removeServer(name)
            server.listen(name)
        self._servers[name] = server

    @Slot()
    def _answer_all(self) -> None:
        for server in tuple(self._servers.values()):
            while server.hasPendingConnections():
                self._answer(server)

    def _answer(self, server: QLocalServer) -> None:
        """Answer at once: who asks has said so already, and who says nothing is let go."""
        socket = server.nextPendingConnection()
        asked = socket.bytesAvailable() >= len(_ASK) or socket.waitForReadyRead(_ASKING_MS)
        heard = asked and bytes(socket.read(len(_ASK)).data()) == _ASK
        if heard:
            socket.write(_ANSWER)
            socket.waitForBytesWritten(_ASKING_MS)
        socket.disconnectFromServer()
        socket.deleteLater()
        if heard:
            self.called.emit()

    def release(self) -> None:
        """Stop listening: a start after this opens a window of its own."""
        for server in self._servers.values():
            server.close()


def come_forward(window: QWidget) -> None:
    """Show a window in front of the others; where the system doesn't allow that, it asks for attention."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
    QApplication.alert(window)


def _name_of(folder: Path) -> str:
    """Return where the program of a profile listens; no path or name of a person is in it."""
    digest = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:24]
    name = f"doorgaande-lijn-{digest}"
    run = os.environ.get("XDG_RUNTIME_DIR", "")
    return str(Path(run) / name) if run and Path(run).is_dir() else name
