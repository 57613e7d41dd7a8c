"""A real window that is opened, shows a client, and is locked on request; says what to look for in its memory.

`python -m tests.ui.program.locked_window FOLDER CLIENT` with the wachtzin on the first line of its input. It prints the
store key and the signing key (hex) once the client is shown, locks at the next line, and prints the successor's number.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QSocketNotifier, Qt, QTimer
from PySide6.QtTest import QTest

import ui  # noqa: F401
from app import main as start
from ui.application import make_application


def main(folder: Path, client: str) -> None:
    app = make_application(sys.argv[:1], folder)
    program = start.make_program(app, folder)
    window = program.window
    again = start._start_again

    def told(place: Path) -> int:
        number = again(place)
        print(number, flush=True)
        return number

    start._start_again = told
    program.start()
    program.unlock_with(sys.stdin.readline().rstrip("\n"))
    window.show()
    notifier = QSocketNotifier(0, QSocketNotifier.Type.Read)
    notifier.setEnabled(False)
    waiting = QTimer(interval=50)
    seen: list[str] = []

    def look() -> None:
        if not window.is_open:
            return
        if not seen:
            window.navigator.go("contact", dossier=client)
            seen.append("gone")
            return
        page = window.stack.page("contact")
        if page is None or not page.isVisible():
            return
        waiting.stop()
        opened = program._opened.opened
        print(opened.store._key.raw.hex(), opened.keys.sign_private.hex(), flush=True)
        notifier.setEnabled(True)

    def lock() -> None:
        notifier.setEnabled(False)
        sys.stdin.readline()
        QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)

    waiting.timeout.connect(look)
    notifier.activated.connect(lock)
    waiting.start()
    app.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
