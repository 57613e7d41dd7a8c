"""Overviews: bars to look at, the table they are made of, and files to take along."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QComboBox, QWidget

from app.faults import Fault
from ui import theme
from ui.i18n import tr
from ui.models.texts import TextTableModel
from ui.navigation import Navigator
from ui.viewmodels.overzichten import CONTACTS, DUO, SHEET, SUBJECTS, TEXT, OverzichtenViewModel
from ui.views.bevestigen import when_proven
from ui.views.live import LivePage
from ui.widgets.buttons import Button
from ui.widgets.charts import BarDrawing, Series
from ui.widgets.choices import ChipGroup
from ui.widgets.files import ask_save
from ui.widgets.layouts import FlowLayout, clear, column, row
from ui.widgets.panels import Card, EmptyState, MessageBar
from ui.widgets.table import DataTable
from ui.widgets.taborder import tab_by_layout
from ui.widgets.text import announce, label

_KINDS = {
    SHEET: "Excel-werkmap (*.xlsx)",
    TEXT: "Tekst met puntkomma's (*.csv)",
    DUO: "JSON (*.json)",
    CONTACTS: "JSON (*.json)",
}
_WIDTHS = {"Wet": 190, "Leerroute": 190, "Wat ontbreekt": 260}
_ROWS = 14


class OverzichtenView(LivePage):
    """The page. `ask` chooses where a file goes; a test answers in its place."""

    def __init__(self, model: OverzichtenViewModel, navigator: Navigator) -> None:
        super().__init__(
            model, navigator, tr("Overzichten"), tr("Wat loopt, en waar iets blijft liggen."), wide=True
        )
        self.overzichten = model
        self.said = MessageBar("success", "", closable=True)
        self.said.hide()
        options = [(key, tr(word), icon) for key, word, icon in SUBJECTS]
        self.subject = ChipGroup(options, chosen=[model.onderwerp.value])
        self.subject.setAccessibleName(tr("Onderwerp"))
        self.subject.changed.connect(lambda: model.choose(self.subject.value()))
        self.gemeente = QComboBox()
        self.gemeente.setAccessibleName(tr("Gemeente"))
        self.gemeente.currentIndexChanged.connect(self._gemeente_chosen)
        self.title_line = label("", "heading")
        self.about = label("", "muted")
        self.drawing = QWidget()
        self.drawing_column = column(gap=0)
        self.drawing.setLayout(self.drawing_column)
        self.holder = QWidget()
        self.table_column = column(gap=0)
        self.holder.setLayout(self.table_column)
        self.table: DataTable | None = None
        self.files = self._files()
        card = Card()
        card.add(self.title_line, self.about, self.drawing)
        choosing = row(label(tr("Gemeente"), "label"), self.gemeente, None, gap=theme.current().spacing.m)
        line = QWidget()
        line.setLayout(choosing)
        for part in (self.said, self.subject, line, card, self.holder, self.files):
            self.shown_column.addWidget(part)
        model.saved.connect(self._saved)
        model.refused.connect(self._refused)

    def _files(self) -> QWidget:
        holder = QWidget()
        flow = FlowLayout()
        self.buttons: dict[str, Button] = {}
        for form, words in (
            (SHEET, tr("Opslaan voor Excel")),
            (TEXT, tr("Opslaan als CSV")),
            (DUO, tr("Voorstel voor DUO")),
            (CONTACTS, tr("Klantcontacten")),
        ):
            self.buttons[form] = Button(words, "secondary", "export", partial(self._ask, form))
            flow.addWidget(self.buttons[form])
        holder.setLayout(flow)
        return holder

    def activate(self, params: Mapping[str, str]) -> None:
        self.said.hide()
        self.wake()

    def show_facts(self) -> None:
        facts = self.overzichten.facts
        if facts is None:
            return
        self._offer_gemeenten(facts.gemeenten)
        self.title_line.setText(facts.title)
        self.about.setText(facts.about)
        clear(self.drawing_column)
        if facts.bars:
            names = tuple(name for name, _ in facts.bars)
            counts = Series(name=facts.title, values=tuple(float(count) for _, count in facts.bars))
            self.drawing_column.addWidget(BarDrawing(facts.title, names, [counts], None))
        self._show_table(facts.title, facts.headings, facts.rows)
        for form, button in self.buttons.items():
            button.setVisible(bool(facts.rows) and (facts.clients or form in (SHEET, TEXT)))
        tab_by_layout(self)

    def _offer_gemeenten(self, names: tuple[str, ...]) -> None:
        wanted = ["", *names]
        if [self.gemeente.itemData(at) for at in range(self.gemeente.count())] == wanted:
            return
        chosen = self.overzichten.gemeente
        self.gemeente.blockSignals(True)
        self.gemeente.clear()
        for name in wanted:
            self.gemeente.addItem(name or tr("Alle gemeenten"), name)
        self.gemeente.setCurrentIndex(max(0, self.gemeente.findData(chosen)))
        self.gemeente.blockSignals(False)

    def _gemeente_chosen(self) -> None:
        self.overzichten.choose_gemeente(self.gemeente.currentData() or "")

    def _show_table(self, title: str, headings: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
        clear(self.table_column)
        model = TextTableModel(headings, self.holder)
        model.show(rows)
        widths = {0: -220, **{at: _WIDTHS.get(each, 150) for at, each in enumerate(headings) if at}}
        self.table = DataTable(
            title, model, widths=widths, empty=EmptyState(tr("Hier is nog niets over bekend."), icon="chart")
        )
        height = self.table.verticalHeader().defaultSectionSize() * (min(len(rows) or 3, _ROWS) + 1)
        self.table.setFixedHeight(height + theme.current().spacing.l)
        self.table_column.addWidget(self.table)

    # -- files

    def ask(self, form: str, name: str) -> None:
        """Ask where the file goes, and store it there."""
        ask_save(self, tr("Opslaan"), name, lambda path: self.overzichten.save(path, form), kind=_KINDS[form])

    def _ask(self, form: str) -> None:
        why = tr("Wat in dit bestand staat, gaat van je computer af.")
        name = self.overzichten.proposed_name(form)
        when_proven(self, self.overzichten.session, why, lambda: self.ask(form, name))

    def _saved(self, name: str) -> None:
        self.trouble.hide()
        words = tr("Opgeslagen als {name}. In elk dossier staat dat dit gemaakt is.", name=name)
        if not (self.overzichten.facts and self.overzichten.facts.clients):
            words = tr("Opgeslagen als {name}.", name=name)
        self.said.show_message("success", words)
        self.said.show()
        announce(self.said, words)

    def _refused(self, fault: Fault) -> None:
        self.trouble.show_message("error", fault.sentence, detail=fault.next_step)
        self.trouble.show()
