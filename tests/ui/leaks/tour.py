"""A tour through every page of the window by somebody who types names everywhere; run as a process of its own.

`python -m tests.ui.leaks.tour WORLD ROLE [--leak]` prints what can be seen from outside: titles, names of objects,
the clipboard. Everything that it leaves lies in WORLD. With `--leak` it leaks on purpose, for who looks for leaks.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPlainTextEdit, QWidget

from app import crash, wiring
from app.domain.contactmomenten import Contactmoment, Kanaal
from app.domain.inburgeraar import Inburgeraar
from app.domain.leefgebieden import Leefgebied, Urgentie
from app.domain.signalen import Signaal
from app.domain.taken import Taak
from app.ports import Rol
from app.services import contactmomenten, dossiers, signaleringen, taken, vault
from app.services.signaleringen import NOG_NIET
from app.services.vault import NewProfile, OpenProfile
from app.wiring.gate import ProfileGate
from ui import screens
from ui.application import make_application
from ui.preferences import Preferences
from ui.program import Program
from ui.shell import MainWindow
from ui.tasks import ImmediateTasks
from ui.widgets.files import ask_save

FIRST, LAST, STREET, NOTE, OWN = "Zilvervosje", "Kwelgeestra", "Boterletterhof", "Sneeuwklokzin", "Mokumdrift"
MARKERS = (FIRST, LAST, STREET, NOTE, OWN)
PASSPHRASE = "Trapgatvlinder koffie oever 7"


def fill(world: wiring.World, opened: OpenProfile) -> None:
    """Write down one person, with something of every kind."""
    store, clock, ids = opened.store, world.clock, world.ids
    person = Inburgeraar(id="", dossier_id="", voornamen=FIRST, achternaam=LAST, adres=f"{STREET} 3")
    dossier = dossiers.open_dossier(store, clock, ids, person)[0]
    now = clock.now()
    visit = Contactmoment(
        id="",
        dossier_id=dossier,
        plaatsgevonden_op=now,
        kanaal=Kanaal.HUISBEZOEK,
        onderwerp=STREET,
        samenvatting=NOTE,
        aantekening=f"{NOTE} alleen hier",
    )
    contactmomenten.record(store, clock, ids, visit)
    taken.add(store, clock, ids, Taak(id="", dossier_id=dossier, omschrijving=f"{NOTE} bellen"))
    signal = Signaal(
        id="",
        dossier_id=dossier,
        leefgebied=Leefgebied.GELD_EN_POST,
        urgentie=Urgentie.SPOED,
        waarneming=NOTE,
        genoteerd_op=NOG_NIET,
    )
    signaleringen.note_signal(store, clock, ids, signal)


def settle() -> None:
    for _ in range(3):
        QCoreApplication.sendPostedEvents()
        QCoreApplication.processEvents()  # noqa: TID251  nothing else turns the loop here
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def type_everywhere(page: QWidget) -> int:
    """Type names in every field of a page that takes them; return how many there were."""
    typed = 0
    for line in page.findChildren(QLineEdit):
        if line.isEnabled() and not line.isReadOnly():
            line.setText(f"{FIRST} {LAST}")
            typed += 1
    for editor in page.findChildren(QPlainTextEdit):
        if editor.isEnabled() and not editor.isReadOnly():
            editor.setPlainText(f"{NOTE} van {FIRST} {LAST}, {STREET}")
            typed += 1
    return typed


class Outside:
    """What somebody sees from outside the pages: titles of windows and names of objects."""

    def __init__(self) -> None:
        self.seen: set[str] = set()

    def look(self) -> None:
        for window in QApplication.topLevelWidgets():
            self.seen.update((window.windowTitle(), window.windowIconText(), window.objectName()))
            self.seen.update(child.objectName() for child in window.findChildren(QWidget))
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        self.seen.update((app.applicationName(), app.applicationDisplayName(), app.desktopFileName()))


def asked_for() -> dict[str, str]:
    """Every parameter that a page of the window asks for, empty: a page is shown also where there is nothing."""
    views = Path(screens.__file__).parent / "views"
    texts = (path.read_text(encoding="utf-8") for path in views.glob("*.py"))
    return {name: "" for text in texts for name in re.findall(r'params\["(\w+)"\]', text)}


def walk(program: Program, outside: Outside, stick: Path) -> dict[str, Any]:
    """Go to every page, type, leave; copy, save in a dialog, back up, break, lock and come back."""
    window = program.window
    opened = program._opened
    assert opened is not None and program.session is not None
    seat = screens.Seat(program.session.profile.rol.value, opened.opened, opened.transport)  # type: ignore[attr-defined]
    known = screens.parameters(seat)
    everything = {**asked_for(), **{key: value for each in known.values() for key, value in each.items()}}
    typed = {}
    for destination in window.navigator.destinations:
        params = {} if destination.in_rail else {**everything, **known.get(destination.key, {})}
        window.navigator.go(destination.key, **params)
        settle()
        page = window.stack.page(destination.key)
        assert page is not None
        typed[destination.key] = type_everywhere(page)
        settle()
        outside.look()
        window.stack.save_drafts()
    window.open_search()
    settle()
    outside.look()
    save_in_a_dialog(window, stick)
    QGuiApplication.clipboard().setText(f"{FIRST} {LAST}")
    assert program.clipboard.timer.isActive() and program.clipboard.timer.interval() == 30_000
    program.clipboard.timer.timeout.emit()
    copied = QGuiApplication.clipboard().text()
    assert program.safekeeping is not None
    program.safekeeping.back_up(str(stick))
    try:
        raise ValueError(f"{FIRST} {LAST} woont op {STREET}")
    except ValueError as error:
        program.tell_crash(str(crash.write_report(error, program.gate.folder) or ""))
    outside.look()
    QGuiApplication.clipboard().setText(NOTE)
    window.lock()
    settle()
    outside.look()
    return {"typed": typed, "copied": copied, "at_lock": QGuiApplication.clipboard().text()}


def save_in_a_dialog(window: MainWindow, stick: Path) -> None:
    folder = stick / "documenten"
    folder.mkdir()
    ask_save(window, "Opslaan", "overdracht.pdf", lambda _: None)
    settle()
    (dialog,) = window.findChildren(QFileDialog)
    dialog.setDirectory(str(folder))
    settle()
    dialog.accept()
    settle()
    kept = QSettings(QSettings.Scope.UserScope, "QtProject")
    assert not kept.value("FileDialog/history") and not kept.value("FileDialog/lastVisited")


def leak(program: Program) -> None:
    """Do what must be found: a name in a title, in the settings, in a file's name."""
    program.window.setWindowTitle(f"Dossier van {LAST}")
    settings = QSettings("doorgaande-lijn", "laatst")
    settings.setValue("dossier", FIRST)
    settings.sync()
    (program.gate.folder / f"{OWN}.txt").write_text("", encoding="utf-8")


def main(where: Path, role: str, *, leaking: bool) -> None:
    app = make_application(["tour"])
    world = wiring.World(clock=screens.StandingClock())
    folder, stick = where / "xdg_data_home" / "profiel", where / "stick"
    stick.mkdir()
    wanted = NewProfile(naam=f"Ans {OWN}", rol=Rol(role), practice=True, organisatie="Lijnhuis")
    opened = wiring.create_profile(world, folder, wanted, PASSPHRASE, vault.propose_recovery())
    fill(world, opened)
    opened.close()
    window = MainWindow(world.clock)
    program = Program(
        ProfileGate(world, folder),
        window,
        ImmediateTasks(),
        world.clock,
        world.ids,
        preferences=Preferences(folder),
    )
    program.start()
    window.show()
    outside = Outside()
    outside.look()
    program.unlock_with(PASSPHRASE)
    settle()
    found: dict[str, Any] = {}
    if leaking:
        leak(program)
    else:
        found = walk(program, outside, stick)
        program.unlock_with(PASSPHRASE)
        settle()
    outside.look()
    window.close()
    settle()
    print(json.dumps({**found, "seen": sorted(outside.seen)}, ensure_ascii=False))
    app.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], leaking="--leak" in sys.argv)
