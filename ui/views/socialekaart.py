"""The page of the sociale kaart: search, and reading a list in with a look at every row first."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.faults import Fault
from ui import theme
from ui.i18n import counted, tr
from ui.models.texts import TextTableModel
from ui.navigation import Navigator
from ui.viewmodels.socialekaart import KaartViewModel
from ui.views.live import LivePage
from ui.widgets.badges import Badge, Pill
from ui.widgets.buttons import Button
from ui.widgets.files import ask_open
from ui.widgets.inputs import SearchLine
from ui.widgets.layouts import FlowLayout, clear, row
from ui.widgets.panels import Card, EmptyState, MessageBar
from ui.widgets.table import DataTable
from ui.widgets.text import announce, label

LISTS = "Lijsten (*.csv *.xlsx)"
_HEADS = ("Naam", "Soort hulp", "Telefoon", "Gemeente", "Wanneer")
_PLAN_HEADS = ("Rij", "Naam", "Wat", "Wat er niet klopt")
_SEARCH_MS = 150


class KaartView(LivePage):
    """The page `sociale-kaart`."""

    model: KaartViewModel

    def __init__(self, model: KaartViewModel, navigator: Navigator) -> None:
        super().__init__(model, navigator, tr("Sociale kaart"), wide=True, fills=True)
        self.ask_path = ask_open
        self.choose = Button(tr("Lijst inlezen"), "secondary", "import", self._choose)
        self.choose.setToolTip(tr("CSV of Excel, met naam, gemeente, soort hulp en telefoon"))
        self.add_action(self.choose)
        self.search = SearchLine(tr("Zoek op naam, soort hulp of gemeente"))
        self.search.setAccessibleName(tr("Zoeken in de sociale kaart"))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SEARCH_MS)
        self._soon.timeout.connect(lambda: model.find(self.search.text()))
        self.search.textChanged.connect(lambda _: self._soon.start())
        self.said = MessageBar("success", "")
        self.said.hide()
        self._make_plan()
        self.rows = TextTableModel([tr(word) for word in _HEADS], self)
        self.table = DataTable(
            tr("Organisaties"),
            self.rows,
            widths={0: -250, 1: -180, 2: 125, 3: 115, 4: -210},
            empty=EmptyState(tr("Niets gevonden. Probeer een ander woord."), icon="search"),
        )
        for part in (self.said, self.plan_card, self.search, self.table):
            self.shown_column.addWidget(part)
        self.shown_column.setStretchFactor(self.table, 1)
        self.shown_column.setStretchFactor(self.plan_card, 1)
        model.planned.connect(self._show_plan)
        model.applied.connect(self._applied)
        model.refused.connect(self._refused)

    def _make_plan(self) -> None:
        self.plan_card = Card(tr("Deze lijst overnemen?"), icon="import")
        self.plan_card.add(label(tr("Er is nog niets opgeslagen. Kijk eerst per rij."), "muted"))
        self.counts = QWidget()
        self.count_flow = FlowLayout()
        self.counts.setLayout(self.count_flow)
        self.plan_rows = TextTableModel([tr(word) for word in _PLAN_HEADS], self)
        self.plan_table = DataTable(
            tr("De rijen van de lijst"), self.plan_rows, widths={0: 60, 1: 220, 2: 120, 3: -320}
        )
        self.take_in = Button(tr("Goede rijen overnemen"), "primary", "check", self.model.apply)
        self.leave = Button(tr("Toch niet"), "quiet", clicked=self.model.drop_plan)
        self.plan_card.add(self.counts, self.plan_table)
        self.plan_card.body.addLayout(row(self.take_in, self.leave, None, gap=theme.current().spacing.s))
        self.plan_card.hide()

    def activate(self, params: Mapping[str, str]) -> None:
        self.said.hide()
        self.wake()

    def show_facts(self) -> None:
        facts = self.model.facts
        assert facts is not None
        count = counted(facts.totaal, "organisatie", "organisaties")
        own = tr("{n} zelf ingelezen", n=facts.eigen) if facts.eigen else ""
        self.set_title(tr("Sociale kaart"), " · ".join(part for part in (count, own) if part))
        self.rows.show(list(facts.rijen))

    def _choose(self) -> None:
        self.said.hide()
        self.ask_path(self, tr("Lijst met organisaties"), self.model.read_file, kind=tr(LISTS))

    def _show_plan(self) -> None:
        there = self.model.plan is not None
        self.plan_card.setVisible(there)
        # One thing at a time: while a list is looked at, what is known already steps aside.
        self.search.setVisible(not there)
        self.table.setVisible(not there)
        if not there:
            self.search.setFocus()
            return
        clear(self.count_flow)
        for words, tone in self.model.plan_counts():
            self.count_flow.addWidget(Badge(Pill(words, tone, "warning" if tone == "warning" else "check")))
        rows = self.model.plan_rows()
        self.plan_rows.show(list(rows))
        self.take_in.setVisible(self.model.can_apply)
        (self.take_in if self.model.can_apply else self.leave).setFocus()
        announce(self.plan_card, ", ".join(words for words, _ in self.model.plan_counts()))

    def _applied(self, words: str) -> None:
        self._show_plan()
        self.said.show_message(
            "success", words, detail=tr("Deze organisaties staan ook bij “wie bel ik” van een signaal.")
        )
        self.said.show()

    def _refused(self, fault: Fault) -> None:
        self.said.show_message("error", fault.sentence, detail=fault.next_step)
        self.said.show()
