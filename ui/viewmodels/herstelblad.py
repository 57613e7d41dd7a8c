"""The herstelblad: a code made here, printed or stored as PDF, and proven by typing two of its groups back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.ports import Clock, Ids
from app.services import bestanden, vault, wachtzinnen
from ui.i18n import tr
from ui.tasks.protocol import Tasks


class RecoverySheet(QObject):
    """`groups` are on the paper and open nothing until somebody hands them to the vault. `asked` are two numbers.

    `saved(name)` when the PDF was stored, `ready(bytes)` when it can be printed, `failed(Fault)` when neither could be.
    """

    saved = Signal(str)
    ready = Signal(bytes)
    failed = Signal(object)

    def __init__(self, tasks: Tasks, clock: Clock, ids: Ids, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._clock, self._ids = tasks, clock, ids
        self.naam = ""
        self.organisatie = ""
        self.practice = False
        self.groups = vault.propose_recovery()
        self.asked = _two_of(self.groups)
        self.typed = ["", ""]
        self.made = False

    def describe(self, naam: str, organisatie: str, *, practice: bool) -> None:
        """Say whose sheet it is."""
        self.naam, self.organisatie, self.practice = naam, organisatie, practice

    def proposed_name(self) -> str:
        """Return a file name; it says whose it is only to who holds the paper."""
        return "herstelblad.pdf"

    def _make(self) -> bytes:
        return wachtzinnen.sheet(
            self.groups,
            self.naam,
            self.organisatie,
            practice=self.practice,
            clock=self._clock,
            ids=self._ids,
        )

    def save(self, path: str) -> None:
        """Store the sheet as PDF."""

        def work() -> str:
            bestanden.save(path, self._make())
            return Path(path).name

        self._tasks.slow(work, self, self._saved, self.failed.emit)

    def _saved(self, name: str) -> None:
        self.made = True
        self.saved.emit(name)

    def prepare_print(self) -> None:
        """Make the sheet for the printer: it goes there from memory, never through a file."""
        self._tasks.slow(self._make, self, self._printable, self.failed.emit)

    def _printable(self, data: bytes) -> None:
        self.made = True
        self.ready.emit(data)

    def check(self) -> dict[str, str]:
        """Return what is wrong per field (`groep1`, `groep2`): the two groups typed back from the paper."""
        errors: dict[str, str] = {}
        for place, (number, typed) in enumerate(zip(self.asked, self.typed, strict=True), start=1):
            if not typed.strip():
                errors[f"groep{place}"] = tr("Typ groep {n} over van je herstelblad.", n=number)
            elif not wachtzinnen.group_is_right(number, typed, self.groups[number - 1]):
                errors[f"groep{place}"] = tr(
                    "Groep {n} is anders dan op het blad. Vergelijk teken voor teken.", n=number
                )
        return errors

    def forget(self) -> None:
        """Let go of the code."""
        self.groups = ()
        self.typed = ["", ""]


def _two_of(groups: tuple[str, ...]) -> tuple[int, int]:
    """Choose a group of the first half and one of the second; which ones follows from the random code itself."""
    half = len(groups) // 2
    first = sum(map(ord, groups[0])) % half
    second = half + sum(map(ord, groups[-1])) % (len(groups) - half)
    return first + 1, second + 1
