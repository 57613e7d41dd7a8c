"""Steps: one question per page, back without losing anything, and what is wrong said where it is."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.faults import Fault


class StepsViewModel(QObject):
    """`step` counts from 0 over `titles`. `moved` after another step; `checked(errors)` after a refused `next`.

    `busy` while something slow runs; `failed(Fault)` when the world was against it; `finished(result)` at the end.
    """

    moved = Signal()
    checked = Signal(object)
    busy_changed = Signal()
    failed = Signal(object)
    finished = Signal(object)
    left = Signal()

    titles: tuple[str, ...] = ()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.step = 0
        self.busy = False

    def check(self) -> dict[str, str]:
        """Return what is wrong on this step, per field."""
        return {}

    def forward(self) -> None:
        """Go on from a step that is well: to the next one, unless something slow must come first."""
        self.show(self.step + 1)

    def next(self) -> None:
        """Check this step and go on."""
        if self.busy:
            return
        errors = self.check()
        self.checked.emit(errors)
        if not errors:
            self.forward()

    def back(self) -> None:
        """Go back; at the first step that means leaving."""
        if self.busy:
            return
        if self.step == 0:
            self.left.emit()
        else:
            self.show(self.step - 1)

    def show(self, step: int) -> None:
        """Go to a step."""
        self.step = step
        self.moved.emit()

    def set_busy(self, busy: bool) -> None:
        """Say that something slow begins or has ended."""
        self.busy = busy
        self.busy_changed.emit()

    def refused(self, fault: Fault) -> None:
        """What was slow failed; nothing that was typed is gone."""
        self.set_busy(False)
        self.failed.emit(fault)
