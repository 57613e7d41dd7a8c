"""A desk for tests of consent: a real encrypted store, a real window, work that runs at once, a transport to script."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.changes import Changes
from app.domain.inburgeraar import Inburgeraar
from app.faults import Fault
from app.ports import Invitation, MailboxAccess, MailboxTrial, Rol, ShareOutcome
from app.services import dossiers, toestemmingen
from storage.store import SqlStore
from sync.mailboxes.faults import MAILBOX_ADRES
from tests.services.conftest import yes
from tests.ui.walk import settle
from tests.worlds import CountingIds, HandClock, contact, new_store
from ui.destinations import toestemmingen as places
from ui.navigation import Destination, Navigator, Route
from ui.session import Session
from ui.shell import Desk, MainWindow
from ui.tasks import ImmediateTasks
from ui.widgets.page import Page
from ui.widgets.signature import SignaturePad


class Elsewhere(Page):
    """A page of another subject, that only remembers how it was gone to."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.params: dict[str, str] = {}

    def activate(self, params: Any) -> None:
        self.params = dict(params)


@dataclass
class ScriptedTransport:
    """Answers as the test says; remembers what was asked."""

    address: str = ""
    outcome: ShareOutcome = field(default_factory=ShareOutcome)
    fault: Fault | None = None
    invitation: Invitation | None = None
    steps: tuple[tuple[str, int, int], ...] = ()
    during: Callable[[], object] = lambda: None
    joined: list[bytes] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    access: MailboxAccess = field(default_factory=MailboxAccess)
    trial: MailboxTrial = field(default_factory=MailboxTrial)
    there: bool = True
    rounds: int = 0

    def mailbox_address(self) -> str:
        return self.address

    def mailbox_user(self) -> str:
        return self.access.user

    def mailbox_is_there(self) -> bool:
        return self.there

    def try_mailbox(self, address: str, access: MailboxAccess | None, cancelled: Any) -> MailboxTrial:
        self.asked.append(address)
        self.access = access or self.access
        return self.trial

    def set_mailbox(self, address: str, access: MailboxAccess | None = None) -> Changes:
        self.access = access or self.access
        self.asked.append(address)
        if not address.startswith(("folder:/", "webdav:https://", "s3:https://")):
            raise Fault(MAILBOX_ADRES, reden="schrijf het hele pad op, vanaf het begin.")
        self.address = address
        return Changes()

    def share(self, progress: Any, cancelled: Any) -> ShareOutcome:
        self.rounds += 1
        for step in self.steps:
            progress(*step)
        self.during()
        if cancelled():
            return ShareOutcome(cancelled=True, ops_sent=2)
        if self.fault is not None:
            raise self.fault
        return self.outcome

    def read_invitation(self, data: bytes) -> Invitation:
        if self.invitation is None:
            raise self.fault or AssertionError("no invitation was scripted")
        return self.invitation

    def join(self, data: bytes) -> bytes:
        self.joined.append(data)
        return b"antwoord"


@dataclass
class World:
    """Everything of one test."""

    store: SqlStore
    clock: HandClock
    ids: CountingIds
    tasks: ImmediateTasks
    session: Session
    window: MainWindow
    transport: Any
    home: Path

    @property
    def navigator(self) -> Navigator:
        return self.window.navigator

    def go(self, name: str, **params: str) -> Any:
        self.navigator.go(name, **params)
        settle(self.window)
        return self.page(name)

    def page(self, name: str) -> Any:
        page = self.window.stack.page(name)
        assert page is not None, f"nobody went to {name}"
        return page

    @property
    def here(self) -> Route:
        assert self.navigator.current is not None
        return self.navigator.current

    def later(self, **step: float) -> None:
        """Come back another day: the window doesn't take the time between for somebody who walked away."""
        self.clock.move(**step)
        self.window.idle.start()

    def client(self, voornamen: str = "Yousef", achternaam: str = "Al Haddad", **more: Any) -> str:
        values: dict[str, Any] = {"geboortedatum": "1991-04-03", "gemeente": "Lindewaard", **more}
        person = Inburgeraar(id="", dossier_id="", voornamen=voornamen, achternaam=achternaam, **values)
        return dossiers.open_dossier(self.store, self.clock, self.ids, person)[0]

    def visit(self, dossier_id: str, **more: Any) -> str:
        made = contact(self.ids.new(), dossier_id, plaatsgevonden_op=self.clock.now(), **more)
        with self.store.write() as uow:
            uow.add(made)
            self.tasks.announce(uow.commit())
        return made.id

    def say_yes(self, dossier_id: str, *doelen: str, **more: Any) -> None:
        decisions = [yes(doel, **more) for doel in doelen]
        self.tasks.announce(
            toestemmingen.record_decisions(self.store, self.clock, self.ids, dossier_id, decisions)
        )


def open_world(
    folder: Path, *, rol: Rol = Rol.BEGELEIDER, transport: Any = None, naam: str = "Ans Vermeer"
) -> World:
    """Open an empty store and the desk over it."""
    clock, ids = HandClock(), CountingIds(7)
    store = new_store(folder, rol=rol, naam=naam, clock=clock, ids=CountingIds(3))
    tasks = ImmediateTasks(store)
    made = ScriptedTransport() if transport is None else transport
    session = Session(tasks, clock, ids, store.profile, made)
    window = MainWindow(clock)
    found: list[Destination] = [
        Destination(
            key=name, title=name, icon="info", factory=lambda name=name: Elsewhere(name), in_rail=rail
        )
        for name, rail in (("vandaag", True), ("clienten", True), ("dossier", False), ("apparaten", False))
    ]
    found += places.destinations(session, window.navigator)
    world = World(store, clock, ids, tasks, session, window, made, folder)
    window.open_desk(Desk(name=naam, role=str(rol), destinations=found))
    window.resize(1280, 720)
    return world


def click(widget: QWidget) -> None:
    """Press a control as a person does, in its middle."""
    settle(widget.window())
    assert widget.isVisible(), f"{widget} can't be seen"
    assert widget.isEnabled(), f"{widget} can't be pressed"
    QTest.mouseClick(
        widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, widget.rect().center()
    )


def draw(pad: SignaturePad) -> None:
    """Draw a signature with the mouse."""
    paper = pad.pad
    QTest.mousePress(paper, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(40, 90))
    for step in range(1, 14):
        QTest.mouseMove(paper, QPoint(40 + 14 * step, 90 - (step % 3) * 22))
    QTest.mouseRelease(paper, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(230, 60))
