"""What is shown of long work: what it does, how far it is by real counts, and a button to stop."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui import theme
from ui.i18n import tr, whole
from ui.viewmodels.working import Working
from ui.widgets.buttons import Button
from ui.widgets.facts import Progress
from ui.widgets.layouts import column


class WorkingBar(QWidget):
    """Hidden while nothing is under way."""

    def __init__(self, working: Working, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = Progress(tr("Bezig"))
        self.cancel = Button(tr("Stoppen"), "secondary", "close", working.stop)
        self.setLayout(column(self.bar, self.cancel, gap=theme.current().spacing.s))
        if not working.busy:
            self.hide()
        working.busy_changed.connect(self._busy)
        working.progress.connect(self._progress)

    def _busy(self, busy: bool) -> None:
        self.bar.set_counts(0, 0, tr("even geduld"))
        self.setVisible(busy)

    def _progress(self, words: str, done: int, total: int) -> None:
        counts = tr("{done} van {total}", done=whole(done), total=whole(total)) if total else whole(done)
        self.bar.set_counts(done, total, f"{words} · {counts}" if done or total else words)
