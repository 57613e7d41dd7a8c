"""Background work: one thread owns the store, a pool does what is slow, and results come back by one queued signal.

    tasks.read(lambda reading: ..., self, then=self._show)
    tasks.write(lambda unit: contactmomenten.record(unit, ...), self, then=self._saved, failed=self._refused)
    tasks.slow(lambda: make_pdf(content), self, then=self._ready)

`then` and `failed` run on the GUI thread, in the order in which the work was given to that thread. A dead owner gets
nothing. `write` commits the unit itself when the work returns, and undoes it when the work raises; what was touched is
emitted as `changed(changes, initiator)` after `then`. A `Fault` goes to `failed`; any other exception is our own bug:
its traceback goes to the crash hook without message, values or locals, and `failed` gets `PROGRAMMAFOUT`, so that no
screen waits for ever.
"""

from __future__ import annotations

from ui.tasks.background import BackgroundTasks, State
from ui.tasks.immediate import ImmediateTasks
from ui.tasks.protocol import OP_SLOT, PROGRAMMAFOUT, CrashReport, Tasks

__all__ = [
    "OP_SLOT",
    "PROGRAMMAFOUT",
    "BackgroundTasks",
    "CrashReport",
    "ImmediateTasks",
    "State",
    "Tasks",
]
