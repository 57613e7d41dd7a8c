"""The program: from the unlock screen to the desk and back. What opens a profile comes from outside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from random import SystemRandom
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from app.changes import Changes
from app.faults import Fault
from app.ports import Clock, Ids, Profile, Rol, Store, VerifyReport
from app.services import concepten, delen, instellingen, teruggezet, vandaag
from app.services.controle import Aanleiding
from app.services.teruggezet import Teruggezet
from ui.destinations import all_destinations
from ui.entrance import Entrance
from ui.gate import Gate, Opened
from ui.i18n import tr
from ui.navigation import Place, Route
from ui.preferences import Preferences
from ui.session import Session
from ui.shell import Desk, MainWindow
from ui.shell.clipboard import ClipboardWatch
from ui.shell.syncfacts import SyncFacts
from ui.tasks.protocol import Tasks
from ui.vanzelf import VanzelfDelen
from ui.viewmodels.bewaking import Safekeeping
from ui.viewmodels.deelronde import Deelronde
from ui.viewmodels.veiligheid import check_words, restored_words
from ui.widgets.panels import MessageBar

PLACE_DRAFT = vandaag.PLAATS
WATCH_MS = 3000
"""How long the desk stands before checks and backups begin: the first pages must not wait for them."""
ROUNDS = 6
"""How often a page may ask the store in a row before the place is put back for good."""


class Program(QObject):
    """One run of the window. After a lock it shows the unlock screen; the real program says with `on_locked` that it
    starts anew instead, so that nothing of a dossier stays in the memory of a process.
    """

    def __init__(
        self,
        gate: Gate,
        window: MainWindow,
        tasks: Tasks,
        clock: Clock,
        ids: Ids,
        *,
        preferences: Preferences | None = None,
    ) -> None:
        super().__init__(window)
        self.gate = gate
        self.window = window
        self.tasks = tasks
        self.clock = clock
        self.ids = ids
        self.session: Session | None = None
        self.preferences = preferences or Preferences(parent=self)
        self._after_lock: Callable[[], None] = self.start
        self._after_quit: Callable[[], None] = _nothing
        self._opened: Opened | None = None
        self._first_page = ""
        self._notice = ("", "")
        self.safekeeping: Safekeeping | None = None
        self.by_itself: VanzelfDelen | None = None
        self.clipboard = ClipboardWatch(self)
        self.entrance = Entrance(gate, window, tasks, clock, ids, self.preferences, self)
        self.entrance.entered.connect(self.enter)
        self._crash_bar: MessageBar | None = None
        self.preferences.lock_changed.connect(lambda minutes: window.idle.set_limit(60 * minutes))
        # Later: the page on which it was chosen is one of those that are made anew.
        self.preferences.looks_changed.connect(lambda: QTimer.singleShot(0, window, window.reload_pages))
        window.lock_requested.connect(self._lock)
        window.quit_requested.connect(self._quit)
        window.sync_clicked.connect(lambda: window.navigator.go("delen"))
        tasks.changed.connect(lambda changes, _: self._show_sync() if changes.concerns() else None)
        tasks.changed.connect(self._follow_drafts)
        self._followed: Place | None = None
        self._going = False
        tasks.unheard.connect(window.show_fault)

    def on_locked(self, then: Callable[[], None]) -> None:
        """Say what happens once a lock has closed everything."""
        self._after_lock = then

    def on_quit(self, then: Callable[[], None]) -> None:
        """Say what happens once the window has closed."""
        self._after_quit = then

    # -- in

    def start(self, *, choose: bool = False) -> None:
        """Show the unlock screen, or the first run when there's no profile yet; with `choose` which one, if several."""
        self.entrance.start(choose=choose)

    def unlock_with(self, passphrase: str) -> None:
        """Open the profile without asking, as for a practice world whose wachtzin everybody knows."""
        self.tasks.slow(
            lambda: self.gate.unlock(passphrase),
            self,
            lambda opened: self.enter(opened),
            self.window.show_fault,
        )

    def enter(self, opened: Opened, page: str = "", notice: tuple[str, str] = ("", "")) -> None:
        """Go to the desk of a profile that was just opened or made: at `page`, or where one was; with a notice."""
        self._opened = opened
        self._going, self._followed = False, None
        self._first_page = page
        self._notice = notice
        self.tasks.open(lambda: opened.store, self, self._read_place)

    def _read_place(self, profile: Profile) -> None:
        assert self._opened is not None
        self.session = Session(
            self.tasks,
            self.clock,
            self.ids,
            profile,
            self._opened.transport,
            keyring=self._opened,
            preferences=self.preferences,
            safekeeping=self._keep_safe(self._opened),
            rekey=self.rekey,
        )
        self.session = replace(self.session, rounds=self._share_quietly(self.session))
        self.session.ask(
            lambda store: (_take_place(store), instellingen.lock_minutes(store)), self, self._open_desk
        )

    def _keep_safe(self, opened: Opened) -> Safekeeping:
        """Watch over the profile as long as it is open, whatever page is shown."""
        self.safekeeping = keeping = Safekeeping(self.tasks, self.clock, opened, self.window.view)
        keeping.checked.connect(self._tell_check)
        keeping.backup_failed.connect(self._tell_backup)
        return keeping

    def _share_quietly(self, session: Session) -> Deelronde:
        """Let sharing run whatever page is shown, begun by a person or by itself."""
        rounds = Deelronde(session, self)
        self.by_itself = VanzelfDelen(session, rounds, SystemRandom().random, parent=rounds)
        self.by_itself.trouble_changed.connect(lambda _: self._show_sync())
        rounds.working.busy_changed.connect(lambda _: self._show_sync())
        return rounds

    def watch(self) -> None:
        """Check and back up what is due. Called when the desk has stood for a moment: nobody waits for it."""
        if self.safekeeping is None or self._opened is None or self._opened.read_only:
            return
        self.safekeeping.check_if_due(unclean=self._opened.unclean)
        self.safekeeping.back_up_if_due()
        if self.by_itself is not None:
            self.by_itself.start()

    def _tell_check(self, report: VerifyReport, reason: str) -> None:
        if not self.window.is_open or not reason:
            return
        tone, sentence, _ = check_words(report)
        if report.ok and reason != Aanleiding.NIET_AFGESLOTEN:
            return
        unclean = tr("Het programma stopte de vorige keer plots. Daarom is alles nagekeken.")
        self.window.notices.add(
            MessageBar(
                tone,
                sentence,
                detail=unclean if report.ok else "",
                action=tr("Bekijk"),
                on_action=lambda: self.window.navigator.go("veiligheid"),
                closable=True,
            )
        )

    def _tell_backup(self, fault: Fault, asked: bool) -> None:
        if not asked and self.window.is_open:
            self.window.notices.add(
                MessageBar("warning", fault.sentence, detail=fault.next_step, closable=True)
            )

    def _open_desk(self, kept: tuple[Place | None, int]) -> None:
        assert self.session is not None
        place, minutes = kept
        self.window.idle.set_limit(60 * minutes)
        profile = self.session.profile
        desk = Desk(
            name=profile.naam,
            role=tr(_ROLES[profile.rol]),
            practice=profile.practice,
            destinations=all_destinations(self.session, self.window.navigator),
            home="vandaag",
            help="hulp",
            search=self._search_panel,
            along=self.session.along,
        )
        self.window.open_desk(desk, place)
        if self._first_page and self.window.navigator.has(self._first_page):
            self.window.navigator.go(self._first_page)
        self._first_page = ""
        self._say_first()
        if place is not None:
            self._settle(place, ROUNDS)
        self._show_sync()
        assert self.safekeeping is not None
        QTimer.singleShot(WATCH_MS, self.safekeeping, self.watch)

    def _say_first(self) -> None:
        """Show what is to be known about the profile that was opened, before anything else."""
        assert self._opened is not None
        words, detail = self._notice
        self._notice = ("", "")
        if words:
            self.window.notices.add(MessageBar("success", words, detail=detail, closable=True))
        if self._opened.read_only:
            looking = tr("Je kijkt alleen in een beschadigd profiel. Er wordt niets opgeslagen.")
            self.window.notices.add(MessageBar("warning", looking))
        elif self.session is not None:
            self.session.ask(teruggezet.news, self, self._tell_restored)

    def _tell_restored(self, news: Teruggezet | None) -> None:
        if news is not None and self.window.is_open:
            words, detail = restored_words(news, self.clock.now())
            self.window.notices.add(MessageBar("warning", words, detail=detail, closable=True))

    def _settle(self, place: Place, rounds: int) -> None:
        """Put focus and cursor back once more after the page has read what it shows: work on the store keeps its order,
        so what comes back here comes after the page's own first reading (and what that one asked for in its turn).
        Whoever has begun to type is left alone.
        """
        touches = self.window.idle.touches

        def put_back(_: object) -> None:
            current = self.window.navigator.current
            if self.window.idle.touches != touches:
                return
            if self.session is not None and place.routes and current == place.routes[-1]:
                self.window.stack.restore(place)
                if rounds > 1:
                    self._settle(place, rounds - 1)

        if self.session is not None:
            self.session.ask(lambda store: None, self, put_back)

    def _search_panel(self) -> QWidget:
        from ui.destinations.dossiers import search_panel

        assert self.session is not None
        return search_panel(self.session, self.window.navigator)

    def listen_to_system(self) -> None:
        """Lock when the computer goes to sleep or its session is locked."""
        from ui.shell.locking import SystemLock

        self._system = SystemLock(self)
        self._system.locking.connect(self.window.lock)
        self._system.listen(int(self.window.winId()))

    # -- another key

    def rekey(self, old: str, new: str, recovery: Sequence[str]) -> None:
        """Close the profile, give it another key, and open it again at the page about safety."""
        words = (
            tr(
                "Alles heeft een nieuwe sleutel. Gebruik vanaf nu je nieuwe wachtzin en je nieuwe herstelblad."
            ),
            tr("Maak een nieuwe reservekopie, en vernietig de oude en het oude blad."),
        )

        def closed() -> None:
            self._forget_opened()
            self.entrance.show_waiting(tr("Je dossiers krijgen een nieuwe sleutel. Even geduld."))
            self.tasks.slow(
                lambda: self.gate.rekey(old, new, recovery),
                self,
                lambda opened: self.enter(opened, "veiligheid", words),
                self.entrance.show_unlock,
            )

        self.window.stack.save_drafts()
        self.tasks.close(closed)

    # -- the calm line

    def _show_sync(self) -> None:
        if self.session is not None:
            self.tasks.store(delen.line, self, self._feed_line)

    def _feed_line(self, line: delen.SyncLine) -> None:
        facts = line.facts
        attention = tr("Er is een besluit nodig") if facts.decisions else ""
        if facts.set_aside:
            attention = tr("Er staat iets apart")
        rhythm = self.by_itself.rhythm if self.by_itself is not None else None
        if rhythm is not None and rhythm.zaak is not None:
            attention = tr("Delen lukt niet")
        rounds = self.session.rounds if self.session is not None else None
        self.window.show_sync(
            SyncFacts(
                unshared=facts.unsent,
                unconfirmed=facts.sent_unconfirmed,
                last_shared=facts.last_success,
                attention=attention,
                sharing=rounds is not None and rounds.working.busy,
            )
        )

    # -- out

    def _lock(self, place: Place) -> None:
        """Every draft is on its way to the store already; keep the place, let the queue run dry, close, forget."""
        self._going = True
        self._keep_place(place)
        self._leave(self._after_lock)

    def _quit(self) -> None:
        self._going = True
        if self._followed is not None:
            # Who stops begins at the start again; the drafts are there.
            self.tasks.store(lambda store: concepten.drop(store, PLACE_DRAFT), self)
        self._leave(self._close_window)

    def _follow_drafts(self, changes: Changes, _: object) -> None:
        """Keep the place along with every draft: a killed program comes back at the same screen, field and cursor."""
        kept = any(each.soort == "concept" for each in changes.touched)
        if not kept or self._going or not self.window.is_open:
            return
        place = self.window.place()
        if place != self._followed:
            self._followed = place
            self._keep_place(place)

    def _close_window(self) -> None:
        self.window.allow_close()
        self.window.close()
        self._after_quit()

    def _keep_place(self, place: Place) -> None:
        def keep(store: Store) -> Changes:
            return concepten.save(store, PLACE_DRAFT, "", asdict(place))

        self.tasks.store(keep, self)

    def _leave(self, then: Callable[[], None]) -> None:
        def closed() -> None:
            self._forget_opened()
            then()

        self.tasks.close(closed)

    def _forget_opened(self) -> None:
        self.clipboard.clear()
        if self._opened is not None:
            self._opened.release()
        if self.by_itself is not None:
            self.by_itself.stop()
            self.by_itself = None
        if self.session is not None and self.session.rounds is not None:
            self.session.rounds.deleteLater()
        self._opened = None
        self.session = None
        if self.safekeeping is not None:
            self.safekeeping.deleteLater()
            self.safekeeping = None
        self.window.close_desk()

    def refuse(self, fault: Fault) -> None:
        """Show a fault that belongs to no page."""
        self.window.show_fault(fault)

    def tell_crash(self, report: str) -> None:
        """Say calmly that something of ours went wrong, and where its report lies (`""`: it couldn't be written)."""
        where = tr("Er staat een verslag zonder persoonsgegevens in: {file}", file=report) if report else ""
        detail = " ".join(part for part in (tr("Wat al bewaard was, is veilig."), where) if part)
        words = tr("Er ging iets mis in het programma.")
        if self._crash_bar is not None and self._crash_bar in self.window.notices.bars():
            self._crash_bar.show_message("error", words, detail=detail)
            return
        self._crash_bar = self.window.notices.add(MessageBar("error", words, detail=detail, closable=True))


def _nothing() -> None:
    """What happens after quitting where nobody waits for it."""


_ROLES = {
    Rol.VRIJWILLIGER: "Vrijwilliger",
    Rol.BEGELEIDER: "Begeleider",
    Rol.COORDINATOR: "Coördinator",
}


def _take_place(store: Store) -> Place | None:
    draft = concepten.load(store, PLACE_DRAFT)
    if draft is None:
        return None
    with suppress(Fault):
        # Where nothing may be written, it is read again the next time.
        concepten.drop(store, PLACE_DRAFT)
    return _place_of(draft.inhoud)


def _place_of(values: Any) -> Place:
    return Place(
        routes=tuple(Route(one["name"], one["params"]) for one in values["routes"]),
        focus=tuple(values["focus"]),
        cursor=values["cursor"],
        scroll=values["scroll"],
    )
