"""The one calm line at the foot of the window: what is kept, what is not shared yet, when sharing last succeeded."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy

from ui import theme
from ui.i18n import tr
from ui.shell.syncfacts import SyncFacts, sync_sentence
from ui.widgets.buttons import Button
from ui.widgets.layouts import row
from ui.widgets.text import Icon, announce

__all__ = ["StatusLine", "SyncFacts", "sync_sentence"]


class StatusLine(QFrame):
    """The line itself; `clicked` asks for the queue in human words."""

    clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("statusline")
        space = theme.current().spacing
        self._icon = Icon("saved", "text_muted")
        self.button = Button("", "quiet", clicked=self.clicked.emit)
        self.button.setProperty("statusline", "calm")
        self.button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._sentence = ""
        self._attention = ""
        line = row(gap=space.xs, margins=(space.l, 2, space.l, 2))
        line.addWidget(self._icon)
        line.addWidget(self.button, 1)
        self.setLayout(line)
        self.setVisible(False)

    @property
    def sentence(self) -> str:
        return self._sentence

    def show_facts(self, facts: SyncFacts, now: datetime) -> None:
        """Show the facts; only what asks for a hand is said aloud, and only once."""
        self._sentence = sync_sentence(facts, now)
        self.button.setAccessibleName(self._sentence)
        self.button.setAccessibleDescription(tr("Toont wat er nog gedeeld wordt."))
        self.button.setToolTip(self._sentence)
        self._elide()
        self._icon.set_icon(
            "warning" if facts.attention else "saved", "error.ink" if facts.attention else "text_muted"
        )
        mood = "attention" if facts.attention else "calm"
        if self.button.property("statusline") != mood:
            self.button.setProperty("statusline", mood)
            theme.restyle(self.button)
        if facts.attention and facts.attention != self._attention:
            announce(self.button, facts.attention)
        self._attention = facts.attention
        self.setVisible(True)

    def _elide(self) -> None:
        room = max(60, self.button.width() - 24)
        text = self.button.fontMetrics().elidedText(self._sentence, Qt.TextElideMode.ElideRight, room)
        if text != self.button.text():
            self.button.setText(text)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.StyleChange, QEvent.Type.LayoutRequest):
            self._elide()
        return super().event(event)
