"""The pages before a profile opens: which one, the wachtzin, the first run, and every other way in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.faults import Fault
from app.ports import Clock, Ids
from ui.gate import Gate, Opened
from ui.i18n import tr
from ui.preferences import Preferences
from ui.shell import MainWindow
from ui.tasks.protocol import Tasks
from ui.viewmodels.unlock import Misses

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.viewmodels.welkom import FirstRunViewModel
    from ui.views.begin import StartCard
    from ui.views.stappen import StepsView


class Entrance(QObject):
    """Shows one page at a time in the window. `entered(opened, page, notice)` when a profile opened: `page` is where
    to go first (`""`: where one was), `notice` a sentence and its detail to show there (`("", "")`: nothing).
    """

    entered = Signal(object, str, object)

    def __init__(
        self,
        gate: Gate,
        window: MainWindow,
        tasks: Tasks,
        clock: Clock,
        ids: Ids,
        preferences: Preferences,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._gate, self._window, self._tasks = gate, window, tasks
        self._clock, self._ids, self._preferences = clock, ids, preferences
        self._misses = Misses()
        self._told: tuple[str, str, str, str] | None = None

    def start(self, *, choose: bool = False) -> None:
        """Show the unlock screen, or the first run when there's no profile; with `choose` which profile, if several."""
        if choose and len(self._gate.profiles()) > 1:
            self.show_profiles()
        elif self._gate.exists():
            self.show_unlock()
        else:
            self.show_first_run()

    def show_unlock(self, fault: Fault | None = None) -> None:
        """Show the one field that opens a profile; with a fault that just kept another way from opening it."""
        from ui.viewmodels.unlock import UnlockViewModel
        from ui.views.unlock import UnlockView

        profiles = self._gate.profiles()
        name = next((one.naam for one in profiles if one.key == self._gate.chosen), "")
        model = UnlockViewModel(
            self._tasks, self._gate.unlock, name=name if len(profiles) > 1 else "", misses=self._misses
        )
        model.fault = fault
        model.unlocked.connect(self._enter)
        model.forgotten.connect(self.show_recovery)
        model.help_wanted.connect(self.show_help)
        model.other_wanted.connect(self.show_profiles)
        view = UnlockView(model)
        model.setParent(view)
        self._window.show_alone(view, tr("Inloggen"))

    def show_waiting(self, words: str) -> None:
        """Show that something is done to the profile while nobody can work in it."""
        from ui.views.begin import WaitingCard

        self._window.show_alone(WaitingCard(words), tr("Even geduld"))

    def _enter(self, opened: Opened) -> None:
        self.entered.emit(opened, "", ("", ""))

    def show_first_run(self) -> None:
        """Make a profile, one question per page."""
        from ui.viewmodels.welkom import FirstRunViewModel
        from ui.views.welkom import FirstRunView

        others = bool(self._gate.profiles())
        model = FirstRunViewModel(
            self._tasks, self._clock, self._ids, self._gate.create, rename=self._gate.rename, beside=others
        )
        if self._told is not None:
            model.naam, model.rol, model.organisatie, model.hier = self._told
        view = FirstRunView(model)
        model.finished.connect(lambda made: self.entered.emit(*made, ("", "")))
        model.restore_wanted.connect(lambda: self._remember(model))
        model.restore_wanted.connect(self.show_restore)
        model.left.connect(self.show_profiles)
        self._show_steps(view)

    def _remember(self, model: FirstRunViewModel) -> None:
        """Keep what was told on the first page while somebody looks at a backup."""
        self._told = (model.naam, model.rol, model.organisatie, model.hier)

    def show_recovery(self, way: str = "") -> None:
        """Open the profile with its herstelblad, or with the organisation's papers."""
        from ui.viewmodels.herstel import RecoveryViewModel
        from ui.viewmodels.toegang import BLAD
        from ui.views.herstel import RecoveryView

        model = RecoveryViewModel(self._tasks, self._clock, self._ids, self._gate, way or BLAD)
        view = RecoveryView(model)
        model.finished.connect(self._enter)
        model.left.connect(self.show_unlock)
        self._show_steps(view)

    def show_restore(self) -> None:
        """Try a backup, and make a profile out of it."""
        from ui.viewmodels.terugzetten import RestoreViewModel
        from ui.views.terugzetten import RestoreView

        model = RestoreViewModel(self._tasks, self._clock, self._gate, beside=self._gate.exists())
        view = RestoreView(model)
        model.finished.connect(lambda made: self._enter_restored(*made))
        model.left.connect(self.start)
        self._show_steps(view)

    def _enter_restored(self, opened: Opened, _made: str) -> None:
        self._preferences.use(self._gate.folder)
        self.entered.emit(opened, "", ("", ""))

    def show_salvage(self) -> None:
        """Look into a damaged profile, or save what can be read."""
        from ui.viewmodels.redden import SalvageViewModel
        from ui.views.redden import SalvageView

        model = SalvageViewModel(self._tasks, self._gate)
        view = SalvageView(model)
        model.finished.connect(self._enter)
        model.saved.connect(self.show_unlock)
        model.left.connect(self.show_unlock)
        self._show_steps(view)

    def show_help(self) -> None:
        """Show what can be done when the wachtzin isn't enough."""
        from ui.viewmodels.toegang import PAPIEREN as PAPERS
        from ui.views import begin

        card = begin.help_card(self.show_unlock)
        ways: dict[str, Callable[[], object]] = {
            begin.VERGETEN: self.show_recovery,
            begin.PAPIEREN: lambda: self.show_recovery(PAPERS),
            begin.TERUGZETTEN: self.show_restore,
            begin.BESCHADIGD: self.show_salvage,
            begin.PROFIELEN: self.show_profiles,
        }
        self._show_card(card, tr("Hulp bij openen"), lambda key: ways[key]())

    def show_profiles(self) -> None:
        """Show the profiles on this computer."""
        from ui.views.begin import profiles_card

        profiles = self._gate.profiles()
        if not profiles:
            self.show_first_run()
            return
        card = profiles_card(
            [(one.key, one.naam, one.practice) for one in profiles], self._new_profile, self.show_restore
        )
        self._show_card(card, tr("Kies een profiel"), self._choose)

    def _choose(self, key: str) -> None:
        self._gate.choose(key)
        self._preferences.use(self._gate.folder)
        self.show_unlock()

    def _new_profile(self) -> None:
        try:
            self._gate.choose_new()
        except Fault as fault:
            self._window.show_fault(fault)
            return
        self._preferences.use(self._gate.folder)
        self.show_first_run()

    def _show_card(self, card: StartCard, title: str, chosen: Callable[[str], object]) -> None:
        card.chosen.connect(chosen)
        self._window.show_alone(card, title)

    def _show_steps(self, view: StepsView) -> None:
        page: QWidget = view
        self._window.show_alone(page, "")
        view.titled.connect(self._window.show_title)
        view.show_step()
