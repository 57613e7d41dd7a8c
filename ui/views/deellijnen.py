"""The card that says how sharing goes per other side, with the file for whoever helps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from app.faults import Fault
from ui import theme
from ui.i18n import tr
from ui.models.lijnen import LijnenModel
from ui.viewmodels.deellijnen import DiagnoseViewModel, LijnRegel
from ui.widgets.buttons import LinkButton
from ui.widgets.files import EVERYTHING, ask_save
from ui.widgets.layouts import row
from ui.widgets.panels import Card, MessageBar
from ui.widgets.table import DataTable
from ui.widgets.text import label

_WIDTHS = {0: -190, 1: 130, 2: 130, 3: 130, 4: 110, 5: 110, 6: 120}
_MOST_ROWS = 8


class DeellijnenCard(Card):
    """A table with a row per side; `ask_where` asks where the file goes, so that a test can answer."""

    def __init__(self, model: DiagnoseViewModel) -> None:
        super().__init__(tr("Hoe het delen loopt"), icon="chart")
        self.ask_where: Callable[..., Any] = ask_save
        self.model = model
        self.rows = LijnenModel(self)
        self.table = DataTable(tr("Hoe het delen loopt"), self.rows, widths=_WIDTHS)
        self.none = label(tr("Er is nog niemand om mee te delen."), "muted")
        self.clock = MessageBar("warning", "")
        self.clock.hide()
        self.outcome = MessageBar("info", "", closable=True)
        self.outcome.hide()
        self.report = LinkButton(tr("Verslag voor de helpdesk opslaan"), self._ask)
        hint = label(
            tr("In het verslag staan aantallen en codes. Geen namen, geen teksten, geen adressen."), "muted"
        )
        self.add(self.none, self.table, self.clock, hint, self.outcome)
        self.body.addLayout(row(self.report, None))
        model.stored.connect(self._stored)
        model.refused.connect(self._refused)

    def show_lines(self, lines: Sequence[LijnRegel], clock: str) -> None:
        """Show these sides, and what is to be said about the own clock."""
        self.rows.show_lines(lines)
        self.none.setVisible(not lines)
        self.table.setVisible(bool(lines))
        shown = min(_MOST_ROWS, max(1, len(lines)))
        head = self.table.horizontalHeader().sizeHint().height()
        bar = self.table.horizontalScrollBar().sizeHint().height()
        self.table.setFixedHeight(shown * theme.current().sizes.row + head + bar + 6)
        self.clock.setVisible(bool(clock))
        if clock:
            self.clock.show_message("warning", clock)

    def _ask(self) -> None:
        self.ask_where(self, tr("Verslag opslaan"), "verslag-delen.json", self.model.store, kind=EVERYTHING)

    def _stored(self, _: str) -> None:
        self.outcome.show_message("success", tr("Het verslag is opgeslagen."))
        self.outcome.show()

    def _refused(self, fault: Fault) -> None:
        self.outcome.show_message("error", fault.sentence, detail=fault.next_step)
        self.outcome.show()
