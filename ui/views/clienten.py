"""The list of clients: a line to search in, who is open or closed, and a table that opens a dossier."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent

from ui import theme
from ui.i18n import tr
from ui.models.clienten import CONTACT, DELEN, FASE, GEBOREN, GEMEENTE, NAAM, SIGNALEN, ClientsModel
from ui.navigation import Navigator
from ui.viewmodels.clienten import SORTABLE, ClientsViewModel
from ui.views.live import LivePage
from ui.widgets.buttons import Button
from ui.widgets.choices import ChipGroup
from ui.widgets.inputs import SearchLine
from ui.widgets.layouts import row
from ui.widgets.page import LARGE_TEXT
from ui.widgets.panels import Card, EmptyState
from ui.widgets.table import DataTable
from ui.widgets.text import announce

_WIDTHS = {NAAM: -200, GEBOREN: 104, GEMEENTE: 116, FASE: 150, CONTACT: 136, SIGNALEN: 88}
_LEAVES_FIRST = (GEMEENTE, FASE, GEBOREN, CONTACT)
_ALL = "alle"


def chips_width(group: ChipGroup) -> int:
    """Return the width at which the chips of a group stand on one line."""
    widths = [group.chip(key).sizeHint().width() for key in group.options()]
    return sum(widths) + theme.current().spacing.s * (len(widths) - 1) + 2


class ClientsView(LivePage):
    """The clients of this profile. Enter or a double click opens a dossier."""

    model: ClientsViewModel

    def __init__(self, model: ClientsViewModel, navigator: Navigator) -> None:
        super().__init__(model, navigator, tr("Cliënten"), wide=True, fills=True)
        self.new = Button(tr("Nieuwe cliënt"), "primary", "plus", lambda: navigator.go("client-bewerken"))
        self.add_action(self.new)
        self.search = SearchLine(tr("Zoek een cliënt"), tr("Zoek op naam, in elke schrijfwijze"))
        self.status = ChipGroup(
            [("open", tr("Open"), ""), ("gesloten", tr("Gesloten"), ""), (_ALL, tr("Alle"), "")],
            chosen=[model.status],
        )
        self.status.setAccessibleName(tr("Welke dossiers"))
        self.status.setMinimumWidth(chips_width(self.status))
        if theme.current().scale < LARGE_TEXT:
            tools = row(gap=theme.current().spacing.m)
            tools.addWidget(self.search, 1)
            tools.addWidget(self.status, 0)
            self.above.addLayout(tools)
        else:
            self.above.addWidget(self.search)
            self.above.addWidget(self.status)
        self.rows = ClientsModel(self)
        sortable = range(len(SORTABLE))
        self.table = DataTable(tr("Cliënten"), self.rows, widths=_WIDTHS, sortable=tuple(sortable))
        self.table.show_sorted(0, False)
        self.nobody = Card()
        self._nobody_words: tuple[str, str] = ("", "")
        self.shown_column.addWidget(self.table, 1)
        self.shown_column.addWidget(self.nobody)
        self.shown_column.addStretch(0)
        self._wire()

    def _wire(self) -> None:
        self.search.textChanged.connect(self._search)
        self.search.down.connect(self._to_table)
        self.search.returnPressed.connect(self._enter)
        self.status.changed.connect(self._status)
        self.table.opened.connect(self._open)
        self.table.sort_wanted.connect(lambda column, down: self.model.sort(SORTABLE[column], down))
        self.rows.wanted.connect(lambda first: self.model.fetch(first, self.rows.before(first)))
        self.model.page_read.connect(self.rows.put_page)

    def activate(self, params: Mapping[str, str]) -> None:
        self.wake()
        QTimer.singleShot(0, self, self._begin_searching)

    def _begin_searching(self) -> None:
        """Where the window put the cursor on the first button of the page, the line to search in is wanted more."""
        if self.window().focusWidget() is self.new:
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_facts(self) -> None:
        facts = self.model.facts
        assert facts is not None
        self.set_title(tr("Cliënten"), facts.words)
        chosen, scroll = self._chosen(), self.table.verticalScrollBar().value()
        self.rows.show_clients(facts.count, facts.first)
        self.table.setVisible(facts.count > 0)
        self.nobody.setVisible(facts.count == 0)
        if facts.count == 0:
            self._say_nobody(any_at_all=facts.any_at_all)
        place = self.rows.row_of(chosen) if chosen else -1
        if place >= 0:
            self.table.setCurrentIndex(self.rows.index(place, 0))
            self.table.verticalScrollBar().setValue(scroll)
        self._fit()
        if self.search.hasFocus() and self.search.text():
            announce(self.search, facts.words)

    def _say_nobody(self, *, any_at_all: bool) -> None:
        words = (
            (tr("Geen cliënt gevonden. Probeer een deel van de naam."), tr("Toon alle cliënten"))
            if any_at_all
            else (tr("Je hebt nog geen cliënten. Begin met de eerste."), tr("Nieuwe cliënt"))
        )
        if words == self._nobody_words:
            return
        self._nobody_words = words
        while (item := self.nobody.body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        deed = self._everybody if any_at_all else self.new.click
        icon = "search" if any_at_all else "clients"
        self.nobody.add(EmptyState(words[0], icon=icon, button=words[1], clicked=deed))

    def _everybody(self) -> None:
        self.status.set_value(_ALL)
        self.model.status = ""
        self.search.clear()
        self.model.reload()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chosen(self) -> str:
        place = self.table.current_row()
        line = self.rows.line(place) if place >= 0 else None
        return line.dossier_id if line is not None else ""

    def _search(self, text: str) -> None:
        self.table.scrollToTop()
        self.model.search(text)

    def _status(self) -> None:
        value = self.status.value()
        self.model.show_status("" if value == _ALL else value)

    def _to_table(self) -> None:
        if self.table.isVisible():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _enter(self) -> None:
        """Open the only one found; among more, go and choose."""
        if self.rows.rowCount() == 1:
            self._open(0)
        else:
            self._to_table()

    def _open(self, place: int) -> None:
        line = self.rows.line(place)
        if line is not None:
            self.navigator.go("dossier", dossier=line.dossier_id)

    def _fit(self) -> None:
        """Leave out what the dossier itself also says, where there is no room to read the name."""
        grown = 0.5 + 0.5 * theme.current().scale
        # The borders, and the scroll bar of a list that is longer than the window.
        room = self.width() - 2 * theme.current().spacing.xl - 20
        needed = sum(round(abs(width) * grown) for width in _WIDTHS.values()) + self.table.columnWidth(DELEN)
        before = [self.table.isColumnHidden(column) for column in _LEAVES_FIRST]
        for column in _LEAVES_FIRST:
            hidden = needed > room
            needed -= round(_WIDTHS[column] * grown) if hidden else 0
            self.table.setColumnHidden(column, hidden)
        if before != [self.table.isColumnHidden(column) for column in _LEAVES_FIRST]:
            self.table.fit_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
