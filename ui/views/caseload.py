"""A list of clients from a spreadsheet: choose it, see per row what would happen, take the good rows in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFileDialog, QGridLayout, QWidget

from app.faults import Fault, FaultKind
from ui import theme
from ui.i18n import tr
from ui.models.texts import TextTableModel
from ui.navigation import Navigator
from ui.viewmodels.caseload import FIELDS, HEADINGS, CaseloadViewModel
from ui.views.working import WorkingBar
from ui.widgets.badges import Badge, Pill
from ui.widgets.buttons import Button
from ui.widgets.layouts import FlowLayout, clear
from ui.widgets.page import Page
from ui.widgets.panels import Card, EmptyState, MessageBar
from ui.widgets.table import DataTable
from ui.widgets.text import announce, label

FILE_LIMIT = 64 * 1024 * 1024

LIJST_ONLEESBAAR = FaultKind(
    "lijst-onleesbaar",
    "Dit bestand kan niet gelezen worden.",
    "Kies een ander bestand, of sla het opnieuw op.",
)
LIJST_TE_GROOT = FaultKind(
    "lijst-bestand-te-groot",
    "Dit bestand is groter dan 64 MB.",
    "Knip de lijst in stukken, of haal plaatjes eruit.",
)


class CaseloadView(Page):
    """The page; `open_path` asks for a file, so that tests can answer for a person."""

    def __init__(self, model: CaseloadViewModel, navigator: Navigator) -> None:
        super().__init__(
            tr("Lijst inlezen"),
            tr("Een lijst met cliënten uit Excel of een ander systeem. Eerst kijken, dan pas overnemen."),
            wide=True,
        )
        self.model = model
        self.navigator = navigator
        model.setParent(self)
        self.choose = Button(tr("Bestand kiezen"), "secondary", "import", self._choose)
        self.take_in = Button(tr("Goede rijen overnemen"), "primary", "check", model.apply)
        self.add_action(self.choose)
        self.add_action(self.take_in)
        self.trouble = MessageBar("error", "")
        self.done = MessageBar("success", "")
        self.working = WorkingBar(model.working)
        self.counts = QWidget()
        self.count_flow = FlowLayout()
        self.counts.setLayout(self.count_flow)
        self.columns = Card(tr("Welke kolom is wat?"), icon="filter")
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(theme.current().spacing.l)
        self.grid.setColumnStretch(2, 1)
        holder = QWidget()
        holder.setLayout(self.grid)
        self.columns.add(holder)
        self.boxes: dict[str, QComboBox] = {}
        self.rows = TextTableModel([tr(word) for word in HEADINGS], self)
        self.table = DataTable(
            tr("De rijen van de lijst"), self.rows, widths={0: 70, 1: 240, 2: 130, 3: 160, 4: -300}
        )
        self.empty = EmptyState(
            tr("Kies een CSV- of Excel-bestand. Er wordt nog niets opgeslagen."),
            icon="import",
            button=tr("Bestand kiezen"),
            clicked=self._choose,
        )
        self.add(self.trouble, self.done, self.working, self.counts, self.table, self.columns, self.empty)
        model.planned.connect(self._show)
        model.applied.connect(self._applied)
        model.failed.connect(self._failed)
        model.working.busy_changed.connect(self._busy)
        for part in (self.trouble, self.done, self.counts, self.columns, self.table):
            part.hide()
        self.show_action(self.take_in, False)

    def activate(self, params: Mapping[str, str]) -> None:
        """Show what was chosen before, if anything."""

    def open_path(self) -> str:
        """Ask which file; `""` when nobody chose."""
        chosen, _ = QFileDialog.getOpenFileName(
            self, tr("Lijst kiezen"), "", tr("Lijsten (*.csv *.xlsx *.xls *.ods);;Alle bestanden (*)")
        )
        return chosen

    def _choose(self) -> None:
        chosen = self.open_path()
        if not chosen:
            return
        path = Path(chosen)
        try:
            if path.stat().st_size > FILE_LIMIT:
                self.model.refuse(Fault(LIJST_TE_GROOT))
                return
            data = path.read_bytes()
        except OSError:
            self.model.refuse(Fault(LIJST_ONLEESBAAR))
            return
        self.model.read(data, path.name)

    def _busy(self, busy: bool) -> None:
        self.choose.setEnabled(not busy)
        self.take_in.setEnabled(not busy)

    def _show(self) -> None:
        self.trouble.hide()
        self.done.hide()
        self.empty.hide()
        clear(self.count_flow)
        for words, tone, icon in self.model.counts():
            self.count_flow.addWidget(Badge(Pill(words, tone, icon)))
        self.counts.show()
        rows = self.model.rows()
        self.rows.show(rows)
        height = self.table.verticalHeader().defaultSectionSize() * (min(len(rows), 12) + 1)
        self.table.setFixedHeight(height + theme.current().spacing.l)
        self.table.show()
        self._show_columns()
        self.show_action(self.take_in, any(row[3] == "nieuw" for row in rows))
        announce(self.counts, ", ".join(words for words, _, _ in self.model.counts()))

    def _show_columns(self) -> None:
        clear(self.grid)
        self.boxes = {}
        for line, (kop, veld, remark) in enumerate(self.model.columns()):
            box = QComboBox()
            for key, words in FIELDS:
                box.addItem(tr(words), key)
            box.setCurrentIndex(max(0, box.findData(veld)))
            box.setAccessibleName(tr("Kolom {name} is", name=kop))
            box.setEnabled(not remark)
            box.activated.connect(lambda _, kop=kop, box=box: self.model.remap(kop, box.currentData()))
            self.boxes[kop] = box
            self.grid.addWidget(label(kop, "label"), line, 0)
            self.grid.addWidget(box, line, 1)
            self.grid.addWidget(label(remark, "muted"), line, 2)
        self.columns.show()

    def _applied(self) -> None:
        self.done.show_message(
            "success",
            self.model.outcome,
            detail=tr("Rijen met een fout staan hieronder nog met de reden."),
            action=tr("Naar cliënten"),
            on_action=lambda: self.navigator.go("clienten"),
        )
        self.done.show()
        self.show_action(self.take_in, False)

    def _failed(self, fault: Fault) -> None:
        self.trouble.show_message("error", fault.sentence, detail=fault.next_step)
        self.trouble.show()
        announce(self.trouble, self.trouble.text, urgent=True)
