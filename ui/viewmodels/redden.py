"""A damaged profile: looking into it without changing it, or saving what can be read into a new profile."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from app.faults import Fault
from app.services import veldnamen
from ui.gate import Salvaged
from ui.i18n import counted, tr
from ui.tasks.protocol import Tasks
from ui.viewmodels.stappen import StepsViewModel

WACHTZIN, VERSLAG = range(2)
INKIJKEN, SLEUTELS, REDDEN = "inkijken", "sleutels", "redden"


class SalvageGate(Protocol):
    """What opens a damaged profile to look into, and saves what can be read of it."""

    def look_inside(self, passphrase: str) -> object: ...
    def repair_slots(self, passphrase: str) -> object: ...
    def salvage(self, passphrase: str, say: Callable[[str], None]) -> Salvaged: ...


class SalvageViewModel(StepsViewModel):
    """`finished(opened)` when it is open again, or looked into; `saved` when one goes on to what was saved.

    `progress(phrase)` while it saves. `report` are lines to read at the end; `gone` how many pieces are lost.
    """

    progress = Signal(str)
    saved = Signal()

    def __init__(self, tasks: Tasks, gate: SalvageGate, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._gate = tasks, gate
        self.titles = ("Een beschadigd profiel", "Wat er gered is")
        self.passphrase = ""
        self.what = ""
        self.lost = 0
        self.report: tuple[tuple[str, str], ...] = ()

    def check(self) -> dict[str, str]:
        if self.step == VERSLAG:
            return {}
        errors = {}
        if not self.what:
            errors["wat"] = tr("Kies wat je wilt doen.")
        if not self.passphrase:
            errors["wachtzin"] = tr("Je wachtzin is nog leeg. Typ hem in het veld.")
        return errors

    def forward(self) -> None:
        if self.step == VERSLAG:
            self.saved.emit()
            return
        gate, passphrase = self._gate, self.passphrase
        self.set_busy(True)
        if self.what == INKIJKEN:
            self._tasks.slow(lambda: gate.look_inside(passphrase), self, self._opened, self._refused_here)
            return
        if self.what == SLEUTELS:
            self._tasks.slow(lambda: gate.repair_slots(passphrase), self, self._opened, self._refused_here)
            return
        say = self._tasks.reporter(self, self.progress.emit)
        self._tasks.slow(lambda: gate.salvage(passphrase, say), self, self._salvaged, self._refused_here)

    def back(self) -> None:
        if self.step == VERSLAG:
            return  # the profile that was saved exists: there is nothing to go back to
        super().back()

    def _opened(self, opened: object) -> None:
        self.passphrase = ""
        self.set_busy(False)
        self.finished.emit(opened)

    def _salvaged(self, report: Salvaged) -> None:
        self.passphrase = ""
        self.lost = sum(report.gone.values())
        self.report = _lines(report.saved, report.gone, report.gone_per_dossier)
        self.set_busy(False)
        self.show(VERSLAG)

    def _refused_here(self, fault: Fault) -> None:
        self.set_busy(False)
        if fault.code == "wachtzin-onjuist":
            self.checked.emit({"wachtzin": f"{fault.sentence} {fault.next_step}"})
        else:
            self.failed.emit(fault)


def _lines(
    saved: Mapping[str, int], gone: Mapping[str, int], per_dossier: Mapping[str, int]
) -> tuple[tuple[str, str], ...]:
    """Return pairs to read: per kind what is there and what is gone, the rest of the store together."""
    pairs = []
    others = [0, 0]
    for name in sorted({*saved, *gone}):
        kept, lost = saved.get(name, 0), gone.get(name, 0)
        word = veldnamen.SOORTEN.get(name, "")
        if word:
            pairs.append((word, _words(kept, lost)))
        else:
            others[0] += kept
            others[1] += lost
    pairs.append((tr("Logboek, delen en instellingen"), _words(*others)))
    if per_dossier:
        pairs.append((tr("Dossiers waarin iets ontbreekt"), counted(len(per_dossier), "dossier", "dossiers")))
    return tuple(pairs)


def _words(kept: int, lost: int) -> str:
    return tr("{n} gered, {m} weg", n=kept, m=lost) if lost else tr("{n} gered", n=kept)
