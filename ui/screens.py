"""Pictures of every screen: `python -m ui.screens --out DIR [--only main] [--role ROLE] [--page KEY]`.

Three practice profiles are made in a temporary folder, filled with made-up people, paired and shared once; every
destination of every role is drawn in memory, light and dark, at 1280 x 720; some with text at 200 %. What a page
shows beyond the window's height isn't drawn: `--height` makes the window taller.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import sys
import tempfile
import traceback
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from app.ports import Transport
    from app.services.vault import OpenProfile
    from app.wiring import World
    from ui.navigation import Destination
    from ui.session import Session
    from ui.shell import MainWindow

MOMENT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
PASSPHRASE = "oefenen met plaatjes"
WIDTH, HEIGHT = 1280, 720
PEOPLE = {
    "vrijwilliger": ("Ans Vermeer", 9, 60),
    "begeleider": ("Mehmet Yildiz", 40, 400),
    "coordinator": ("Bram Coster", 4, 24),
}
MAIN = {
    "vrijwilliger": (
        "vandaag", "dossier", "contact", "checklist", "pvt", "toestemming", "wat-gaat-weg", "overdracht", "delen",
    ),
    "begeleider": ("clienten", "lijn", "doorgeven"),
    "coordinator": ("postvak", "besluiten", "overzichten", "signalen", "signaal", "apparaten"),
}  # fmt: skip
LARGE = (
    "vandaag",
    "clienten",
    "dossier",
    "contact",
    "pvt",
    "toestemming",
    "instellingen",
    "signalen",
    "delen",
)


PRESSED = {"postvak": "Bekijken", "overdracht": "Huisarts"}
"""Pages that show little before somebody presses something."""
PAUSE_MS = 600
"""Long enough for what follows a press after a little while, such as a preview."""


class StandingClock:
    """The same moment for every picture."""

    def now(self) -> datetime:
        return MOMENT


@dataclass(frozen=True, slots=True)
class Look:
    """How a set of pictures is dressed."""

    name: str
    dark: bool = False
    scale: float = 1.0


LIGHT, DARK = Look("licht"), Look("donker", dark=True)
LARGE_LIGHT = Look("licht-200", scale=2.0)


@dataclass(slots=True)
class Seat:
    """One practice profile, opened."""

    role: str
    opened: OpenProfile
    transport: Transport


def make_seats(folder: Path, roles: Sequence[str]) -> dict[str, Seat]:
    """Make the practice profiles, pair the devices with the register, and let them share once."""
    from app import wiring
    from app.ports import Rol
    from app.services import practice
    from app.services.vault import NewProfile

    os.environ[wiring.PRACTICE_KDF_ENV] = "1"
    world = wiring.World(clock=StandingClock())
    seats: dict[str, Seat] = {}
    for number, role in enumerate(roles):
        naam, clients, contacts = PEOPLE[role]
        wanted = NewProfile(
            naam=naam, rol=Rol(role), practice=True, organisatie="Vluchtelingenwerk Lindewaard"
        )
        opened = wiring.create_profile(world, folder / role, wanted, PASSPHRASE)
        practice.seed(opened.store, world.clock, world.ids, random.Random(number), clients, contacts)
        seats[role] = Seat(role, opened, wiring.open_transport(world, opened))
    _back_up(world, seats.get("vrijwilliger"), folder / "stick")
    register = seats.get("coordinator")
    if register is not None:
        _pair(register, [seat for seat in seats.values() if seat is not register], folder / "mailbox")
    return seats


def _back_up(world: World, seat: Seat | None, stick: Path) -> None:
    from app.services import kopieplan
    from app.wiring import keeping

    if seat is not None:
        stick.mkdir()
        kopieplan.choose_place(seat.opened.store, str(stick))
        keeping.create_backup(world, seat.opened, stick)


def _pair(register: Seat, devices: Sequence[Seat], mailbox: Path) -> None:
    mailbox.mkdir()
    register.transport.set_mailbox(f"folder:{mailbox}")
    for seat in devices:
        answer = seat.transport.join(register.transport.invite(PEOPLE[seat.role][0]))
        register.transport.admit(answer)
        seat.transport.share(_nothing, _never)
    register.transport.fetch_plan(_nothing, _never)


def _nothing(_phrase: str, _done: int, _total: int) -> None: ...


def _never() -> bool:
    return False


def close(seats: Mapping[str, Seat]) -> None:
    """Give the profiles free."""
    for seat in seats.values():
        seat.opened.close()


def parameters(seat: Seat) -> dict[str, dict[str, str]]:
    """Return what the pages with ids are shown with; a page that isn't named gets the dossier."""
    from app.ports import ClientFilter
    from app.services import catalogue

    with seat.opened.store.read() as reading:
        signals = reading.signals(only_open=True)
        clients = reading.clients(ClientFilter())
    dossier = signals[0].dossier_id if signals else clients[0].dossier_id if clients else ""
    plain = {"dossier": dossier}
    return {
        "": plain,
        "checklist": {**plain, "code": catalogue.checklists()[0].code},
        "signaal": {"signaal": signals[0].signaal_id if signals else ""},
        "intrekken": {**plain, "doel": next(iter(catalogue.doelen()))},
        "gebeurtenis": {**plain, **_an_event(seat, dossier)},
        **_of_the_plan(seat, plain),
    }


def _of_the_plan(seat: Seat, plain: dict[str, str]) -> dict[str, dict[str, str]]:
    """Return what the pages about a plan, a question and a letter are shown with: the first that has one."""
    from app.domain.bijlagen import Bijlage
    from app.domain.plan import Doel
    from app.services import vragen

    with seat.opened.store.read() as reading:
        goals, letters = reading.everything(Doel), reading.everything(Bijlage)
    questions = vragen.every(seat.opened.store)
    if not goals:
        return {}
    planned = {"dossier": goals[0].dossier_id}
    pages = (
        "plan",
        "plan-kader",
        "plan-tekenen",
        "plan-huishouden",
        "zelfredzaamheid",
        "brieven",
        "brief-toevoegen",
    )
    return {
        **dict.fromkeys(pages, planned),
        "doel": {**planned, "doel": goals[0].id},
        "vraag": {"vraag": questions[-1].vraag.id if questions else ""},
        "vraag-stellen": {**plain, "over": "Dossier"},
        "brief": {"brief": letters[0].id if letters else ""},
    }


def _an_event(seat: Seat, dossier: str) -> dict[str, str]:
    from app.domain.contactmomenten import Contactmoment

    with seat.opened.store.read() as reading:
        found = reading.of_dossier(Contactmoment, dossier) if dossier else ()
    return {"soort": "contactmoment", "record": found[-1].id if found else ""}


class Studio:
    """Draws pages of one window into files and remembers what failed."""

    def __init__(self, app: QApplication, out: Path, height: int = HEIGHT) -> None:
        self.app = app
        self.out = out
        self.height = height
        self.made: list[str] = []
        self.failed: list[str] = []
        out.mkdir(parents=True, exist_ok=True)

    @contextlib.contextmanager
    def window(self, look: Look) -> Iterator[MainWindow]:
        """Lend a window in a look, and take all of it away again."""
        from PySide6.QtCore import QCoreApplication, QEvent

        from ui import theme
        from ui.shell import MainWindow

        mode = theme.Mode.DARK if look.dark else theme.Mode.LIGHT
        theme.apply_theme(self.app, mode, look.scale)
        made = MainWindow(StandingClock())
        made.resize(WIDTH, self.height)
        made.show()
        try:
            yield made
        finally:
            made.close_desk()
            made.allow_close()
            made.close()
            made.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def picture(self, window: MainWindow, name: str) -> None:
        """Store the window as it stands now."""
        for _ in range(4):
            # Nothing else runs here, and the layout must have come to rest before it is drawn.
            self.app.sendPostedEvents()
            self.app.processEvents()
        window.grab().save(str(self.out / f"{name}.png"))
        self.made.append(name)

    @contextlib.contextmanager
    def daring(self, name: str) -> Iterator[None]:
        """Let one page fail without the others."""
        try:
            yield
        except Exception:
            self.failed.append(name)
            print(f"{name}: niet gemaakt", file=sys.stderr)
            traceback.print_exc()


def draw_desk(studio: Studio, seat: Seat, look: Look, only: Sequence[str] | None = None) -> None:
    """Draw every destination of a profile, or only those named."""
    from ui.destinations import all_destinations
    from ui.shell import Desk

    role = seat.role.capitalize().replace("Coordinator", "Coördinator")
    with studio.window(look) as window:
        session = _session(seat)
        found = all_destinations(session, window.navigator)
        desk = Desk(
            name=PEOPLE[seat.role][0],
            role=role,
            practice=True,
            destinations=found,
            home="vandaag",
            help="hulp",
            search=lambda: _search(session, window),
        )
        window.open_desk(desk)
        _calm_line(window, seat)
        known = parameters(seat)
        for destination in found:
            if only is None or destination.key in only:
                _draw_page(studio, window, destination, known, f"{seat.role}-{destination.key}-{look.name}")


def _draw_page(
    studio: Studio,
    window: MainWindow,
    destination: Destination,
    known: Mapping[str, Mapping[str, str]],
    name: str,
) -> None:
    params = {} if destination.in_rail else known.get(destination.key, known[""])
    with studio.daring(name):
        window.navigator.go("vandaag")
        window.navigator.go(destination.key, **params)
        _press(window.stack.page(destination.key), PRESSED.get(destination.key, ""))
        studio.picture(window, name)


def _press(page: QWidget | None, word: str) -> None:
    from PySide6.QtWidgets import QAbstractButton

    if page is None or not word:
        return
    for button in page.findChildren(QAbstractButton):
        if button.text().replace("&", "") == word and button.isVisibleTo(page):
            button.click()
            _wait(PAUSE_MS)
            return


def _wait(milliseconds: int) -> None:
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _session(seat: Seat) -> Session:
    from app.wiring import World
    from app.wiring.gate import WindowProfile
    from ui.preferences import Preferences
    from ui.session import Session
    from ui.tasks import ImmediateTasks

    world = World(clock=StandingClock())
    store = seat.opened.store
    return Session(
        ImmediateTasks(store),
        world.clock,
        world.ids,
        store.profile,
        seat.transport,
        keyring=WindowProfile(world, seat.opened, seat.transport),
        preferences=Preferences(),
        rekey=lambda *_: None,
    )


def _search(session: Session, window: MainWindow) -> Any:
    from ui.destinations.dossiers import search_panel

    return search_panel(session, window.navigator)


def _calm_line(window: MainWindow, seat: Seat) -> None:
    from app.services import delen
    from ui.shell import SyncFacts

    facts = delen.line(seat.opened.store).facts
    window.show_sync(
        SyncFacts(unshared=facts.unsent, unconfirmed=facts.sent_unconfirmed, last_shared=facts.last_success)
    )


def draw_start(studio: Studio, look: Look, folder: Path, *, brief: bool = False) -> None:
    """Draw the unlock screen, the first run, and every other way into a profile."""
    from app import wiring
    from app.wiring.gate import ProfileGate
    from ui.entrance import Entrance
    from ui.preferences import Preferences
    from ui.tasks import ImmediateTasks

    world = wiring.World(clock=StandingClock())
    gate = ProfileGate(world, folder / "vrijwilliger")
    with studio.daring(f"begin-{look.name}"), studio.window(look) as window:
        looks = Preferences()
        entrance = Entrance(gate, window, ImmediateTasks(), world.clock, world.ids, looks, window)
        entrance.show_unlock()
        studio.picture(window, f"begin-inloggen-{look.name}")
        entrance.show_first_run()
        _draw_steps(studio, window, "welkom", look, brief=brief)
        if brief:
            return
        entrance.show_recovery()
        _draw_steps(studio, window, "herstel", look)
        entrance.show_help()
        studio.picture(window, f"begin-hulp-{look.name}")
        entrance.show_profiles()
        studio.picture(window, f"begin-profielen-{look.name}")
        entrance.show_salvage()
        _draw_steps(studio, window, "redden", look)
        entrance.show_restore()
        _draw_restore(studio, window, folder / "stick", look)


def _alone(window: MainWindow) -> Any:
    return window._alone


def _draw_steps(studio: Studio, window: MainWindow, name: str, look: Look, *, brief: bool = False) -> None:
    view = _alone(window)
    model = view.model
    if name == "welkom":
        model.naam, model.rol = "Ans Vermeer", "vrijwilliger"
    if name == "redden":
        model.lost = 3
        model.report = (("Contact", "41 gered, 3 weg"), ("Persoon", "9 gered"))
    for step in range(1 if brief else len(model.titles)):
        model.show(step)
        studio.picture(window, f"begin-{name}-{step + 1}-{look.name}")


def _draw_restore(studio: Studio, window: MainWindow, stick: Path, look: Look) -> None:
    """Walk through a backup as somebody does, up to the last press."""
    view = _alone(window)
    found = sorted(stick.glob("*.dlres"))
    view.model.pick(str(found[-1]) if found else "")
    view.panel.file.show_path("/media/ans/STICK/reservekopie-7f3a21bc-000012.dlres")
    studio.picture(window, f"begin-terugzetten-1-{look.name}")
    if found:
        view.model.next()
        studio.picture(window, f"begin-terugzetten-2-{look.name}")
        view.model.access.wachtzin = PASSPHRASE
        view.model.next()
        studio.picture(window, f"begin-terugzetten-3-{look.name}")


def draw(options: argparse.Namespace) -> Studio:
    """Make all pictures that were asked for."""
    from ui.application import make_application

    studio = Studio(make_application(["screens"]), options.out, options.height)
    main_only = options.only == "main"
    with tempfile.TemporaryDirectory(prefix="doorgaande-lijn-plaatjes-") as name:
        seats = make_seats(Path(name), list(PEOPLE))
        try:
            for look in (LIGHT,) if main_only else (LIGHT, DARK):
                if not options.page:
                    draw_start(studio, look, Path(name), brief=main_only)
                for role, seat in seats.items():
                    if options.role in ("", role):
                        wanted = MAIN[role] if main_only else options.page or None
                        draw_desk(studio, seat, look, wanted)
            if not main_only and not options.page:
                draw_start(studio, LARGE_LIGHT, Path(name))
                for seat in seats.values():
                    if options.role in ("", seat.role):
                        draw_desk(studio, seat, LARGE_LIGHT, LARGE)
        finally:
            close(seats)
    return studio


def main(argv: Sequence[str] | None = None) -> int:
    """Draw, say what was made, and return 1 when a page couldn't be drawn."""
    parser = argparse.ArgumentParser(prog="ui.screens", description="plaatjes van alle schermen")
    parser.add_argument("--out", type=Path, required=True, help="de map voor de plaatjes")
    parser.add_argument("--only", choices=["main"], help="alleen de belangrijkste schermen, licht")
    parser.add_argument("--role", default="", choices=["", *PEOPLE], help="alleen deze rol")
    parser.add_argument("--page", action="append", help="alleen deze pagina's")
    parser.add_argument("--height", type=int, default=HEIGHT, help="hoogte van het venster (720)")
    studio = draw(parser.parse_args(argv))
    print(f"{len(studio.made)} plaatjes in {studio.out}")
    return 1 if studio.failed else 0


if __name__ == "__main__":
    sys.exit(main())
