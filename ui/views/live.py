"""A page over a live view-model: it waits, shows, or says in its place what is wrong; and how it offers to undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.faults import Fault
from ui import theme
from ui.i18n import tr
from ui.navigation import Navigator, Route
from ui.viewmodels.live import LiveViewModel
from ui.widgets.layouts import column
from ui.widgets.page import LARGE_TEXT, Page
from ui.widgets.panels import MessageBar
from ui.widgets.taborder import tab_by_layout
from ui.widgets.text import label

UNDO_MS = 10_000
WAIT_MS = 250


class LivePage(Page):
    """Put what the page shows in `shown`: it is hidden while there are no facts yet, and after a fault.

    Subclasses fill `shown` in `__init__` and paint the facts in `show_facts`. With `fills` what is shown takes the
    height of the window and scrolls itself, as a table does.
    """

    def __init__(
        self,
        model: LiveViewModel,
        navigator: Navigator,
        title: str,
        subtitle: str = "",
        *,
        wide: bool = False,
        fills: bool = False,
    ) -> None:
        super().__init__(title, subtitle, wide=wide)
        self.model = model
        self.navigator = navigator
        model.setParent(self)
        self.shown = QWidget()
        self.shown_column = column(gap=theme.current().spacing.l)
        self.shown.setLayout(self.shown_column)
        self.waiting = label(tr("Even geduld. De gegevens worden geladen."), "muted")
        self.trouble = MessageBar("error", "")
        self.trouble.hide()
        if fills and theme.current().scale < LARGE_TEXT:
            self._fill_window()
        else:
            self.add(self.trouble, self.waiting, self.shown)
        if fills and theme.current().scale >= LARGE_TEXT:
            self.shown.setMinimumHeight(8 * theme.current().sizes.row)
        self.waiting.hide()
        self.shown.hide()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self._show_waiting)
        model.reloaded.connect(self._reloaded)
        model.failed.connect(self._failed)

    def _fill_window(self) -> None:
        space = theme.current().spacing
        self.scroller.hide()
        body = column(gap=space.l, margins=(space.xl, space.s, space.xl, space.xl))
        body.addWidget(self.trouble)
        body.addWidget(self.waiting)
        body.addWidget(self.shown, 1)
        body.addStretch(0)
        outer = self.layout()
        assert isinstance(outer, QVBoxLayout)
        outer.addLayout(body, 1)

    def wake(self) -> None:
        """Call from `activate`, when the view-model knows what to show."""
        if self.model.facts is None:
            self._wait.start()
        self.model.wake()

    def show_facts(self) -> None:
        """Paint `model.facts`."""
        raise NotImplementedError

    def fault_action(self, fault: Fault) -> tuple[str, Callable[[], object]]:
        """Return the word and deed of the button beside a fault."""
        return tr("Opnieuw proberen"), self.model.reload

    def _show_waiting(self) -> None:
        self.waiting.setVisible(self.model.facts is None and self.model.fault is None)

    def _reloaded(self) -> None:
        self._wait.stop()
        self.waiting.hide()
        self.trouble.hide()
        self.show_facts()
        self.shown.show()
        tab_by_layout(self)

    def _failed(self, fault: Fault) -> None:
        self._wait.stop()
        self.waiting.hide()
        self.shown.setVisible(self.model.facts is not None)
        word, deed = self.fault_action(fault)
        self.trouble.show_message(
            "error", fault.sentence, detail=fault.next_step, action=word, on_action=deed
        )
        self.trouble.show()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.model.sleep()

    def go(self, route: Route, dossier_id: str = "") -> None:
        """Follow a route; where its page doesn't exist for this role, go to the dossier that it is about."""
        follow(self.navigator, route, dossier_id)


def follow(navigator: Navigator, route: Route, dossier_id: str = "") -> None:
    """Follow a route; where its page doesn't exist for this role, go to the dossier that it is about."""
    dossier = dossier_id or route.params.get("dossier", "")
    if navigator.has(route.name):
        navigator.follow(route)
    elif dossier and navigator.has("dossier"):
        navigator.go("dossier", dossier=dossier)


@runtime_checkable
class OffersUndo(Protocol):
    """A window that offers to undo for ten seconds, wherever one goes meanwhile."""

    def show_undo(self, text: str, undo: Callable[[], object]) -> None: ...


def offer_undo(page: Page, text: str, undo: Callable[[], object]) -> None:
    """Say what was done and offer to undo it for ten seconds: in the window, or on the page where that is alone."""
    window = page.window()
    if isinstance(window, OffersUndo):
        window.show_undo(text, undo)
        return
    bar = page.show_message(MessageBar("success", text, action=tr("Ongedaan maken")))

    def away() -> None:
        page.messages.removeWidget(bar)
        bar.hide()
        bar.deleteLater()

    def take_back() -> None:
        away()
        undo()

    bar.show_message("success", text, action=tr("Ongedaan maken"), on_action=take_back)
    QTimer.singleShot(UNDO_MS, bar, bar.hide)
