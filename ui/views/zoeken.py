"""Finding: the panel of Ctrl+K, and the same as a page."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from app.faults import Fault
from ui.i18n import tr
from ui.navigation import Navigator
from ui.viewmodels.zoeken import Found, SearchViewModel
from ui.views.live import follow
from ui.widgets.layouts import column
from ui.widgets.page import Page
from ui.widgets.panels import MessageBar
from ui.widgets.search import Result, SearchBox
from ui.widgets.text import label


class SearchPanel(QWidget):
    """A line and what it finds. `opened` when one went somewhere, `left` when Escape closes an empty line."""

    opened = Signal()
    left = Signal()

    def __init__(self, model: SearchViewModel, navigator: Navigator) -> None:
        super().__init__()
        self.model = model
        self._navigator = navigator
        model.setParent(self)
        self.box = SearchBox(
            tr("Zoek een cliënt of iets dat is opgeschreven"),
            empty=tr("Niets gevonden. Probeer een deel van de naam, of een ander woord."),
        )
        self.hint = label(tr("Typ een naam zoals je hem hoort. Pijltjes kiezen, Enter opent."), "muted")
        self.trouble = MessageBar("error", "")
        self.trouble.hide()
        self.closed = QCheckBox(tr("Zoek ook in gesloten dossiers"))
        self.closed.toggled.connect(model.look_in_closed)
        outer = column(self.box, self.trouble, self.hint, self.closed)
        outer.setStretch(0, 1)
        self.setLayout(outer)
        self.setFocusProxy(self.box.line)
        self.box.results.hide()
        self.box.wanted.connect(self._wanted)
        self.box.opened.connect(self._open)
        self.box.left.connect(self.left)
        model.found.connect(self._show)
        model.failed.connect(self._failed)

    def _wanted(self, text: str) -> None:
        self.hint.setVisible(not text.strip())
        self.trouble.hide()
        self.model.search(text)

    def _show(self, found: tuple[Found, ...]) -> None:
        self.box.show_results(
            [
                Result(key=each.key, title=each.title, text=each.text, icon=each.icon, group=each.group)
                for each in found
            ]
        )

    def _failed(self, fault: Fault) -> None:
        self.trouble.show_message("error", fault.sentence, detail=fault.next_step)
        self.trouble.show()

    def _open(self, key: str) -> None:
        route, dossier_id = self.model.route_of(key)
        self.opened.emit()
        follow(self._navigator, route, dossier_id)


class SearchPage(Page):
    """The page `zoeken`: the same as Ctrl+K, where there is room to read."""

    def __init__(self, model: SearchViewModel, navigator: Navigator) -> None:
        super().__init__(tr("Zoeken"))
        self.panel = SearchPanel(model, navigator)
        self.add(self.panel)
        self.body.addStretch(1)

    def activate(self, params: Mapping[str, str]) -> None:
        self.panel.box.line.selectAll()
        # The words may have been found before something was changed.
        self.panel.model.search(self.panel.box.line.text())
        QTimer.singleShot(0, self.panel, lambda: self.panel.setFocus(Qt.FocusReason.OtherFocusReason))
