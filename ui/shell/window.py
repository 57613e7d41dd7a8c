"""The main window. It knows no screen: destinations, profile, clock and what locking means come from outside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from ui.i18n import counted, tr
from ui.meekijken import needs_curtain
from ui.navigation import Destination, Navigator, Place, Route
from ui.shell.dialogs import DialogWatch, IdleNote
from ui.shell.idle import IdleWatch
from ui.shell.notices import Notices
from ui.widgets.layouts import column
from ui.widgets.panels import MessageBar
from ui.widgets.text import announce

if TYPE_CHECKING:
    from app.faults import Fault
    from app.ports import Clock
    from ui.meekijken import Meekijken
    from ui.shell.deskview import DeskView
    from ui.shell.header import Header
    from ui.shell.rail import Rail
    from ui.shell.searchpanel import SearchPanel
    from ui.shell.stack import PageStack
    from ui.shell.statusline import StatusLine
    from ui.shell.syncfacts import SyncFacts

PROGRAM = "Doorgaande lijn"
UNDO_SECONDS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What an unlocked profile brings: whose it is, where it can go, and how it searches.

    `search` makes the panel of Ctrl+K; its `left` and `opened` signals, if it has them, close the panel. `along` is
    turned with F9 when somebody beside the user begins or stops to read along.
    """

    name: str
    role: str
    destinations: Sequence[Destination]
    practice: bool = False
    home: str = ""
    help: str = ""
    search: Callable[[], QWidget] | None = None
    along: Meekijken | None = None


ASK = "vraag-stellen"
"""The place where a question to the coordinator is written, reached from everywhere."""


class MainWindow(QMainWindow):
    """One window: either a page alone (unlock, first run) or the desk with rail, header, pages and the calm line.

    `lock_requested(place)` comes after every draft was asked to save itself; whoever wired the window then closes the
    store and shows the lock. `quit_requested` comes instead of closing while a desk is open.
    """

    lock_requested = Signal(object)
    quit_requested = Signal()
    sync_clicked = Signal()

    def __init__(self, clock: Clock, *, idle_limit: float = 600, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._desk: Desk | None = None
        self._may_close = True
        self.setMinimumSize(1024, 640)
        self.resize(1280, 800)
        self.navigator = Navigator(parent=self)
        self.navigator.moved.connect(self._moved)
        self._view: DeskView | None = None
        self._alone: QWidget | None = None
        self._idle_bar: MessageBar | None = None
        self._idle_note: IdleNote | None = None
        self._locking = False
        self._undo_bar: MessageBar | None = None
        self._undo_timer = QTimer(self)
        self._undo_timer.setSingleShot(True)
        self._undo_timer.timeout.connect(self._hide_undo)
        self._search: SearchPanel | None = None
        self._modes = QStackedWidget()
        self._top_notices = Notices()
        ground = QWidget()
        ground.setLayout(column(self._top_notices, self._modes, gap=0))
        self.setCentralWidget(ground)
        self.idle = IdleWatch(clock, limit=idle_limit, parent=self)
        self.dialogs = DialogWatch(self, self.lock)
        self._wire()
        self._show_title("")

    @property
    def view(self) -> DeskView:
        """The desk's parts, made when first asked for: the unlock screen doesn't wait for them."""
        if self._view is None:
            from ui.shell.deskview import DeskView

            self._view = view = DeskView()
            self._modes.addWidget(view)
            view.rail.chosen.connect(self.navigator.go)
            view.header.back_clicked.connect(self.navigator.back)
            view.header.lock_clicked.connect(self.lock)
            view.header.search_clicked.connect(self.open_search)
            view.status.clicked.connect(self.sync_clicked)
            view.header.along_clicked.connect(self._toggle_along)
            view.header.ask_clicked.connect(self._ask)
            view.along_band.ended.connect(self._toggle_along)
            view.curtain.ended.connect(self._toggle_along)
        return self._view

    @property
    def rail(self) -> Rail:
        return self.view.rail

    @property
    def header(self) -> Header:
        return self.view.header

    @property
    def stack(self) -> PageStack:
        return self.view.stack

    @property
    def status(self) -> StatusLine:
        return self.view.status

    @property
    def notices(self) -> Notices:
        """Where messages go that belong to no page: on the desk, or above the page that stands alone."""
        return self.view.notices if self.is_open else self._top_notices

    def _wire(self) -> None:
        self.idle.warned.connect(self._warn)
        self.idle.resumed.connect(self._hide_warning)
        self.idle.expired.connect(self.lock)
        for keys, act in (
            ("Ctrl+L", self.lock),
            ("Ctrl+K", self.open_search),
            ("F1", self._help),
            ("F9", self._toggle_along),
            ("Ctrl+J", self._ask),
            ("Alt+Left", self.navigator.back),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        for number in range(1, 10):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.activated.connect(lambda number=number: self._go_number(number))

    # --------------------------------------------------------------------------------------- what is shown

    def show_alone(self, page: QWidget, title: str) -> None:
        """Show one page over the whole window, without rail or names: unlocking, the first run."""
        self._drop_alone()
        self._alone = page
        self._modes.addWidget(page)
        self._modes.setCurrentWidget(page)
        self._show_title(title)

    def _drop_alone(self) -> None:
        if self._alone is not None:
            old, self._alone = self._alone, None
            self._modes.removeWidget(old)
            old.deleteLater()

    def open_desk(self, desk: Desk, place: Place | None = None) -> None:
        """Show the desk of a profile, at `place` if one was kept, else at its home; begin watching for idleness."""
        self._desk = desk
        self._may_close = False
        self.navigator.forget()
        for destination in desk.destinations:
            self.navigator.add(destination)
        in_rail = [one for one in desk.destinations if one.in_rail]
        ordered = [one for one in in_rail if not one.at_bottom] + [one for one in in_rail if one.at_bottom]
        self.rail.set_destinations(ordered)
        self.header.show_profile(desk.name, desk.role)
        self.header.search.setVisible(desk.search is not None)
        self.view.band.setVisible(desk.practice)
        self.header.along.setVisible(desk.along is not None)
        self.header.ask.setVisible(self.navigator.has(ASK))
        if desk.along is not None:
            desk.along.changed.connect(self._show_along)
        self._show_along()
        self._modes.setCurrentWidget(self.view)
        self._drop_alone()
        self.idle.start()
        if place is not None and any(self.navigator.has(route.name) for route in place.routes):
            self.navigator.restore(place.routes)
            self.stack.restore(place)
        else:
            self.navigator.go(desk.home or ordered[0].key)

    def _toggle_along(self) -> None:
        if self._desk is not None and self._desk.along is not None:
            self._desk.along.toggle()

    def _show_along(self) -> None:
        on = self._desk is not None and self._desk.along is not None and self._desk.along.on
        band = self.view.along_band
        if on != band.isVisibleTo(self.view):
            band.setVisible(on)
            self.header.along.set_icon("eye-off" if on else "eye")
            words = tr("Er kijkt iemand mee.") if on else tr("Je kijkt weer alleen.")
            announce(band if on else self.header.along, words)
        self._draw_curtain(self.navigator.current)

    def _draw_curtain(self, route: Route | None) -> None:
        """Put a curtain before a page that isn't known to hide what who reads along must not read."""
        on = self._desk is not None and self._desk.along is not None and self._desk.along.on
        closed = on and route is not None and needs_curtain(route.name)
        curtain = self.view.curtain
        if closed == curtain.isVisibleTo(self.view):
            return
        self.stack.setVisible(not closed)
        curtain.setVisible(closed)
        if closed:
            curtain.end.setFocus()

    def close_desk(self) -> None:
        """Let every page go and what it holds. The window may be closed again."""
        self.close_search()
        if self._desk is None:
            return
        self.idle.stop()
        self._undo_timer.stop()
        self._idle_bar = self._undo_bar = None
        self.notices.drop_all()
        self.stack.drop_all()
        self.status.hide()
        self.header.show_profile("", "")
        self.navigator.forget()
        self._desk = None
        self._locking = False
        self._may_close = True

    def reload_pages(self) -> None:
        """Make the pages anew, drafts saved first, as after another text size; one stays at the same place."""
        if self._desk is None:
            return
        place = self.place()
        self.stack.save_drafts()
        self.stack.drop_all()
        self.navigator.restore(place.routes)
        self.stack.restore(place)

    def show_title(self, title: str) -> None:
        """Say in the window's title what stands alone in it; a page of steps tells which step."""
        self._show_title(title)

    def _show_title(self, title: str) -> None:
        practice = tr("OEFENEN") if self._desk is not None and self._desk.practice else ""
        self.setWindowTitle(" - ".join(part for part in (title, PROGRAM, practice) if part))

    def _moved(self, route: Route, back: bool) -> None:
        destination = self.navigator.destination(route.name)
        self._draw_curtain(route)
        self.stack.show_route(destination, route, back=back)
        self.rail.show_current(destination.key if destination.in_rail else destination.under)
        self.header.back.setVisible(self.navigator.can_go_back)
        self._show_title(destination.title)

    def _go_number(self, number: int) -> None:
        if self.is_open and number <= len(self.rail.keys()):
            self.navigator.go(self.rail.keys()[number - 1])

    def _help(self) -> None:
        if self._desk is not None and self._desk.help and self.navigator.has(self._desk.help):
            self.navigator.go(self._desk.help)

    def _ask(self) -> None:
        """Ask the coordinator about the client of this place; what was being written is kept."""
        here = self.navigator.current
        if not self.is_open or here is None or here.name == ASK or not self.navigator.has(ASK):
            return
        about = {key: value for key, value in here.params.items() if key in ("dossier", "signaal")}
        over = {"over": self.navigator.destination(here.name).title} if about else {}
        self.stack.save_drafts()
        self.navigator.go(ASK, **about, **over)

    @property
    def is_open(self) -> bool:
        """True while a desk is shown."""
        return self._desk is not None

    # ------------------------------------------------------------------------------------ lock, quit, idle

    def place(self) -> Place:
        """Return where somebody is: routes, focus, cursor, scroll."""
        return self.stack.place(self.navigator.history)

    def lock(self) -> None:
        """Save every draft, then ask for the lock; also with a panel or a dialog open. Does nothing while locked."""
        if self._desk is None or self._locking:
            return
        self._locking = True
        self.idle.stop()
        self._hide_warning()
        self.close_search()
        place = self.place()
        self.dialogs.close_all()
        self.stack.save_drafts()
        self._cover()
        self.lock_requested.emit(place)

    def _cover(self) -> None:
        """Take everything out of sight at once: the drafts may need a moment, the eyes of others don't."""
        from ui.shell.deskview import Cover

        self._drop_alone()
        self._alone = Cover()
        self._modes.addWidget(self._alone)
        self._modes.setCurrentWidget(self._alone)
        self._show_title("")
        self.repaint()

    def allow_close(self) -> None:
        """From now on the window may be closed: the queue is dry."""
        self._may_close = True

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close:
            event.accept()
            return
        event.ignore()
        self.stack.save_drafts()
        self.quit_requested.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        handle = self.windowHandle()
        if handle is not None:
            self.idle.watch(handle)

    def _warn(self, seconds: int) -> None:
        words = tr("Over {time} gaat het programma op slot.", time=counted(seconds, "seconde", "seconden"))
        self._warn_in_front(words)
        if self._idle_bar is None:
            self._idle_bar = MessageBar(
                "warning",
                words,
                detail=tr("Je werk is bewaard."),
                action=tr("Ik ben er nog"),
                on_action=self.idle.touch,
            )
            self.notices.add(self._idle_bar)
        else:
            self._idle_bar.change_words(words)

    def _warn_in_front(self, words: str) -> None:
        """With a dialog open the bar can't be reached: say it in front of the dialog too."""
        if self._idle_note is not None:
            self._idle_note.bar.change_words(words)
            return
        open_ones = self.dialogs.open_ones()
        if open_ones:
            self._idle_note = IdleNote(open_ones[-1], words, self.idle.touch)
            self._idle_note.rejected.connect(self.idle.touch)
            self._idle_note.show()

    def _hide_warning(self) -> None:
        if self._idle_note is not None:
            note, self._idle_note = self._idle_note, None
            note.rejected.disconnect()
            note.close()
            note.deleteLater()
        if self._idle_bar is not None:
            self.notices.drop(self._idle_bar)
            self._idle_bar = None

    # ---------------------------------------------------------------------------------------------- notices

    def show_fault(self, fault: Fault) -> None:
        """Show a fault that no page took: its sentence and the next step, until it's dismissed."""
        self.notices.add(MessageBar("error", fault.sentence, detail=fault.next_step, closable=True))

    def show_undo(self, text: str, undo: Callable[[], object]) -> None:
        """Say what was done and offer to undo it, for ten seconds."""
        self._hide_undo()

        def act() -> None:
            self._hide_undo()
            undo()

        self._undo_bar = MessageBar("success", text, action=tr("Ongedaan maken"), on_action=act)
        self.notices.add(self._undo_bar)
        self._undo_timer.start(UNDO_SECONDS * 1000)

    def _hide_undo(self) -> None:
        self._undo_timer.stop()
        if self._undo_bar is not None:
            self.notices.drop(self._undo_bar)
            self._undo_bar = None

    def show_sync(self, facts: SyncFacts) -> None:
        """Feed the calm line."""
        self.status.show_facts(facts, self._clock.now())

    # ----------------------------------------------------------------------------------------------- search

    def open_search(self) -> None:
        """Open the search panel over the page, or put the cursor in it when it's open."""
        if self._desk is None or self._desk.search is None:
            return
        if self._search is None:
            from ui.shell.searchpanel import SearchPanel

            self._search = SearchPanel(self._desk.search(), self)
            self._search.left.connect(self.close_search)
        self._search.open()

    def close_search(self) -> None:
        """Close the search panel; the focus goes back to where it was."""
        if self._search is not None:
            panel, self._search = self._search, None
            panel.leave()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._search is not None:
            self._search.fit()
