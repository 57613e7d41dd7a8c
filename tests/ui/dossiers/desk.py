"""A desk for tests of the dossiers: a real encrypted store, a real window, work that runs at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from app.changes import Changes
from app.domain.inburgeraar import Inburgeraar
from app.domain.leefgebieden import Leefgebied, Urgentie
from app.domain.signalen import Signaal
from app.domain.taken import Taak
from app.ports import Rol
from app.services import dossiers, signaleringen, taken
from app.services.signaleringen import NOG_NIET
from storage.store import SqlStore
from tests.ui.walk import flush_deleted
from tests.worlds import CountingIds, HandClock, contact, new_store
from ui.destinations import dossiers as places
from ui.navigation import Destination, Navigator, Route
from ui.session import Session
from ui.shell import Desk, MainWindow
from ui.tasks import ImmediateTasks
from ui.widgets.page import Page


class SilentTransport:
    """Nothing is sent in these tests: whatever is asked of it is a mistake."""

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"the dossiers asked the transport for {name}")


class Elsewhere(Page):
    """A page of another subject, that only remembers how it was gone to."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.params: dict[str, str] = {}

    def activate(self, params: Any) -> None:
        self.params = dict(params)


ELSEWHERE = (
    "contact", "pvt", "inburgering", "checklists", "checklist", "signaal", "signalen", "signaal-noteren",
    "toestemming", "toestemming-gesprek", "overdracht", "delen", "postvak", "besluiten",
)  # fmt: skip


@dataclass
class World:
    """Everything of one test: the store, the window with its pages, and short ways to fill and walk."""

    store: SqlStore
    clock: HandClock
    ids: CountingIds
    tasks: ImmediateTasks
    session: Session
    window: MainWindow

    @property
    def navigator(self) -> Navigator:
        return self.window.navigator

    def go(self, name: str, **params: str) -> Any:
        """Go somewhere and return the page."""
        self.navigator.go(name, **params)
        return self.page(name)

    def page(self, name: str) -> Any:
        """Return a page that was gone to."""
        page = self.window.stack.page(name)
        assert page is not None, f"nobody went to {name}"
        return page

    @property
    def here(self) -> Route:
        """The route that is shown."""
        assert self.navigator.current is not None
        return self.navigator.current

    def client(self, voornamen: str = "Selam", achternaam: str = "Tesfay", **more: Any) -> str:
        """Open a dossier and return its id."""
        values: dict[str, Any] = {"geboortedatum": "1991-04-03", "gemeente": "Lindewaard", **more}
        person = Inburgeraar(id="", dossier_id="", voornamen=voornamen, achternaam=achternaam, **values)
        return dossiers.open_dossier(self.store, self.clock, self.ids, person)[0]

    def visit(self, dossier_id: str, *, days_ago: float = 0, **more: Any) -> str:
        """Write down a contact as if it was, without the contact's own screen."""
        made = contact(
            self.ids.new(),
            dossier_id,
            plaatsgevonden_op=self.clock.now() - timedelta(days=days_ago),
            **{"door": "Ans Vermeer", **more},
        )
        with self.store.write() as uow:
            uow.add(made)
            self.heard(uow.commit())
        return made.id

    def task(
        self, dossier_id: str, what: str = "Bel de huisarts", due: date | None = None, **more: Any
    ) -> str:
        """Agree on a task."""
        taak = Taak(id="", dossier_id=dossier_id, omschrijving=what, voor_op=due, **more)
        taak_id, changes = taken.add(self.store, self.clock, self.ids, taak)
        self.heard(changes)
        return taak_id

    def signal(self, dossier_id: str, **more: Any) -> str:
        """Note a signal."""
        values: dict[str, Any] = {
            "leefgebied": Leefgebied.GELD_EN_POST,
            "urgentie": Urgentie.SPOED,
            "waarneming": "Een stapel brieven ligt dicht op tafel.",
            "genoteerd_op": NOG_NIET,
            **more,
        }
        signaal = Signaal(id="", dossier_id=dossier_id, **values)
        signaal_id, changes = signaleringen.note_signal(self.store, self.clock, self.ids, signaal)
        self.heard(changes)
        return signaal_id

    def heard(self, changes: Changes) -> None:
        """Tell the screens what was written behind their backs, as an import does."""
        self.tasks.announce(changes)

    def show(self) -> None:
        """Put the window on the (offscreen) screen, as small as it must still work."""
        self.window.resize(1280, 720)
        self.window.show()
        self.window.activateWindow()

    @property
    def today(self) -> date:
        return self.clock.now().date()


def open_world(
    folder: Path, *, rol: Rol = Rol.BEGELEIDER, naam: str = "Ans Vermeer", elsewhere: bool = True
) -> World:
    """Open an empty store and the desk over it."""
    clock, ids = HandClock(), CountingIds(7)
    store = new_store(folder, rol=rol, naam=naam, clock=clock, ids=CountingIds(3))
    return desk_over(store, clock, ids, elsewhere=elsewhere)


def desk_over(store: SqlStore, clock: HandClock, ids: CountingIds, *, elsewhere: bool = True) -> World:
    """Open the desk over a store that may hold something, as after unlocking."""
    naam, rol = store.profile.naam, store.profile.rol
    tasks = ImmediateTasks(store)
    session = Session(tasks, clock, ids, store.profile, SilentTransport())  # type: ignore[arg-type]
    window = MainWindow(clock)
    found = list(places.destinations(session, window.navigator))
    if elsewhere:
        found += [
            Destination(
                key=name, title=name, icon="info", factory=lambda name=name: _made(name), in_rail=False
            )
            for name in ELSEWHERE
        ]
    world = World(store, clock, ids, tasks, session, window)
    window.open_desk(
        Desk(
            name=naam,
            role=str(rol),
            destinations=found,
            search=lambda: places.search_panel(session, window.navigator),
        )
    )
    return world


def close_world(world: World) -> None:
    """Let the window and its pages really go, then close the store."""
    world.window.close_desk()
    world.tasks.close()
    world.window.allow_close()
    world.window.close()
    world.window.deleteLater()
    flush_deleted()


def _made(name: str) -> QWidget:
    return Elsewhere(name)
