"""A desk with the pages of signalering over a real encrypted store, driven as a person drives it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.leefgebieden import Leefgebied, Urgentie
from app.domain.signalen import Signaal, Signaalstand
from app.ports import Ids, Store
from app.services import signaleringen
from app.services.signaleringen import NOG_NIET
from tests.ui.walk import settle
from tests.worlds import CountingIds, HandClock
from ui.destinations import signaleringen as places
from ui.navigation import Destination
from ui.session import Session
from ui.shell import Desk, MainWindow
from ui.tasks import ImmediateTasks
from ui.widgets.page import Page


class NoTransport:
    """Nothing leaves in these tests."""


def _other(name: str) -> Destination:
    def make() -> QWidget:
        return Page(name)

    return Destination(
        key=name, title=name, icon="info", factory=make, in_rail=name in ("vandaag", "clienten")
    )


@dataclass
class Bureau:
    """A store, and the window over it."""

    store: Store
    clock: HandClock
    ids: Ids
    session: Session
    window: MainWindow

    def go(self, name: str, **params: str) -> Any:
        self.window.navigator.go(name, **params)
        return self.page(name)

    def page(self, name: str) -> Any:
        page = self.window.stack.page(name)
        assert page is not None, f"nobody went to {name}"
        settle(self.window)
        return page

    @property
    def here(self) -> str:
        assert self.window.navigator.current is not None
        return self.window.navigator.current.name

    def signal(self, dossier_id: str = "d1", **more: Any) -> str:
        """Note a signal behind the screens' backs."""
        values: dict[str, Any] = {
            "leefgebied": Leefgebied.GELD_EN_POST,
            "urgentie": Urgentie.BINNENKORT,
            "waarneming": "Een stapel dichte post op de kast.",
            "genoteerd_op": NOG_NIET,
            **more,
        }
        signaal = Signaal(id="", dossier_id=dossier_id, **values)
        return signaleringen.note_signal(self.store, self.clock, self.ids, signaal)[0]

    def step(self, signaal_id: str, stand: Signaalstand, **more: Any) -> None:
        """Take a step behind the screens' backs, and tell them."""
        changes = signaleringen.step(self.store, self.clock, self.ids, signaal_id, stand, **more)
        self.session.tasks.announce(changes)

    def close(self) -> None:
        """Close everything but the store, as the lock does."""
        for page in ("checklist", "signaal", "signalen", "signaal-noteren"):
            shown = self.window.stack.page(page)
            if shown is not None and hasattr(shown, "save_draft"):
                shown.save_draft()
        self.window.close_desk()
        self.window.hide()


def open_bureau(store: Store, clock: HandClock, ids: Ids | None = None) -> Bureau:
    """Open a window over a store and wait until it has the keyboard."""
    made_ids = ids or CountingIds(7)
    tasks = ImmediateTasks(store)
    session = Session(tasks, clock, made_ids, store.profile, NoTransport())  # type: ignore[arg-type]
    window = MainWindow(clock)
    window.resize(1280, 720)
    found = [_other(name) for name in ("vandaag", "clienten", "dossier")]
    found += places.destinations(session, window.navigator)
    naam = store.profile.naam
    window.open_desk(Desk(name=naam, role=str(store.profile.rol), destinations=found, along=session.along))
    window.show()
    QTest.qWaitForWindowExposed(window)
    window.activateWindow()
    settle(window)
    return Bureau(store, clock, made_ids, session, window)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the keyboard"
    return widget


def press(
    key: Qt.Key | str, times: int = 1, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press a key in whatever has the focus."""
    for _ in range(times):
        if isinstance(key, str):
            QTest.keyClicks(focused(), key)
        else:
            QTest.keyClick(focused(), key, modifier)
        settle(focused().window())


def click(widget: QWidget) -> None:
    """Click in the middle of a widget."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    settle(widget.window())


def words(widget: QWidget) -> str:
    """Return every visible word under a widget."""
    from PySide6.QtWidgets import QAbstractButton, QLabel

    shown = [*widget.findChildren(QLabel), *widget.findChildren(QAbstractButton)]
    return "\n".join(each.text() for each in shown if each.isVisibleTo(widget) and each.text())
