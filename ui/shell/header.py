"""Above the pages: the way back, search, whose profile this is, and the lock. In the practice world a band above it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame

from ui import theme
from ui.i18n import tr
from ui.widgets.buttons import Button, IconButton
from ui.widgets.layouts import column, row
from ui.widgets.text import Icon, label


class PracticeBand(QFrame):
    """Says in colour, icon and words that nothing here is real."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("practiceband")
        space = theme.current().spacing
        words = label(tr("OEFENEN: verzonnen mensen. Er gaat niets naar de echte gemeente."), wrap=True)
        line = row(gap=space.s, margins=(space.l, space.xs, space.l, space.xs))
        line.addWidget(Icon("practice", "on_practice"))
        line.addWidget(words, 1)
        self.setLayout(line)


class AlongBand(QFrame):
    """Says that somebody reads along, and ends it with one press."""

    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("alongband")
        space = theme.current().spacing
        words = label(
            tr("Er kijkt iemand mee. Veiligheid, privé-aantekeningen en andere cliënten zijn uit beeld.")
        )
        self.end = Button(tr("Ik kijk weer alleen (F9)"), "secondary", clicked=self.ended.emit)
        line = row(gap=space.m, margins=(space.l, space.xs, space.l, space.xs))
        line.addWidget(Icon("eye-off", "on_accent_soft"))
        line.addWidget(words, 1)
        line.addWidget(self.end)
        self.setLayout(line)
        self.hide()


class Header(QFrame):
    """The header. Names of buttons tell their keys."""

    back_clicked = Signal()
    search_clicked = Signal()
    lock_clicked = Signal()
    along_clicked = Signal()
    ask_clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("header")
        space = theme.current().spacing
        self.back = Button(tr("Terug"), "quiet", "arrow-left", self.back_clicked.emit)
        self.back.setToolTip(tr("Terug (Alt+Pijl links)"))
        self.search = Button(tr("Zoeken"), "secondary", "search", self.search_clicked.emit)
        self.search.setToolTip(tr("Zoeken (Ctrl+K)"))
        self.lock = Button(tr("Op slot"), "secondary", "lock", self.lock_clicked.emit)
        self.lock.setToolTip(tr("Op slot (Ctrl+L)"))
        self.along = IconButton("eye", tr("Er kijkt iemand mee (F9)"), clicked=self.along_clicked.emit)
        self.ask = IconButton(
            "question", tr("Vraag aan de coördinator (Ctrl+J)"), clicked=self.ask_clicked.emit
        )
        self.ask.hide()
        self.name = label("", "strong", wrap=False)
        self.role = label("", "small", wrap=False)
        align = Qt.AlignmentFlag.AlignTrailing
        self.name.setAlignment(align)
        self.role.setAlignment(align)
        line = row(gap=space.m, margins=(space.l, space.s, space.l, space.s))
        line.addWidget(self.back)
        line.addWidget(self.search)
        line.addStretch(1)
        line.addLayout(column(self.name, self.role, gap=0))
        line.addWidget(self.ask)
        line.addWidget(self.along)
        line.addWidget(self.lock)
        self.setLayout(line)
        self._whose = ("", "")

    def show_profile(self, name: str, role: str) -> None:
        """Show whose profile this is; a long name is cut at the end, whole in its tip."""
        self._whose = (name, role)
        self._elide()

    def _elide(self) -> None:
        name, role = self._whose
        room = max(120, self.width() // 4)
        for shown, text in ((self.name, name), (self.role, role)):
            shown.setText(shown.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room))
            shown.setToolTip(text)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.StyleChange):
            self._elide()
        return super().event(event)
