"""A real window in which somebody types on several pages and that is then killed; it says when all of it is kept.

`python -m tests.ui.program.killed_window FOLDER CLIENT` with the wachtzin on the first line of its input. It prints
`bewaard` when every draft is in the store, and then waits for its end.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest

import ui  # noqa: F401
from app import main as start
from ui.application import make_application

PAGES: tuple[tuple[str, str, str], ...] = (
    ("contact", "subject", "Brief van de gemeente"),
    ("plan-kader", "strengths", "Ik kan goed koken"),
    ("afspraak", "about", "Post doornemen"),
    ("vraag-stellen", "text", "Mag zijn broer mee"),
    ("brief-toevoegen", "about", "Waterbedrijf"),
    ("client-bewerken", "controls.huisarts", "Praktijk De Linde"),
    ("doel", "sentence", "Ik wil leren fietsen"),
)
"""Page, the field in which is typed, and what; the last is where the end comes."""


def field_of(page: Any, path: str) -> Any:
    """Return the control of a page, by its name or by its name in a table of controls."""
    name, _, key = path.partition(".")
    found = getattr(page, name)
    return found[key] if key else found


def main(folder: Path, client: str) -> None:
    app = make_application(sys.argv[:1], folder)
    program = start.make_program(app, folder)
    window = program.window
    program.start()
    program.unlock_with(sys.stdin.readline().rstrip("\n"))
    window.show()

    def steps() -> Iterator[None]:
        while not window.is_open:
            yield
        for name, path, words in PAGES:
            window.navigator.go(name, dossier=client)
            page: Any = window.stack.page(name)
            kept: list[object] = []
            page.model.kept.connect(kept.append)
            while not page.isVisible() or page.model.dossier_id != client or not page.model.draft_key:
                yield
            # What the page reads comes back before anybody types.
            read: list[object] = []
            program.tasks.store(lambda store: "gelezen", program, read.append)
            while not read:
                yield
            control = field_of(page, path)
            target = control.focusProxy() or control
            target.setFocus()
            QTest.keyClicks(target, words)
            page.save_draft()
            while not kept:
                yield
        for _ in range(6):
            yield
        print("bewaard", flush=True)
        while True:
            yield

    run = steps()
    timer = QTimer(interval=30)
    timer.timeout.connect(lambda: next(run))
    timer.start()
    app.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
