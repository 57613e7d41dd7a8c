"""The page that shows how zelfredzaamheid grew: a line per leefgebied, its table, draagkracht beside draaglast."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from ui import theme
from ui.i18n import counted, tr
from ui.models.texts import TextTableModel
from ui.navigation import Navigator
from ui.viewmodels.lines import Line
from ui.viewmodels.zelfredzaamheid import ZelfFacts, ZelfredzaamheidViewModel
from ui.views.live import LivePage
from ui.views.pills import row_of
from ui.widgets.buttons import Button
from ui.widgets.columns import TwoColumns
from ui.widgets.facts import KeyValueList
from ui.widgets.growth import Growth, GrowthLines, GrowthPoint
from ui.widgets.layouts import clear, column
from ui.widgets.panels import Card, EmptyState
from ui.widgets.rows import RowList
from ui.widgets.table import DataTable
from ui.widgets.text import label

_MOST_ROWS = 14


class ZelfredzaamheidView(LivePage):
    """The page `zelfredzaamheid`; `activate` gets `dossier`."""

    model: ZelfredzaamheidViewModel

    def __init__(self, model: ZelfredzaamheidViewModel, navigator: Navigator) -> None:
        super().__init__(model, navigator, tr("Zelfredzaamheid in de tijd"), wide=True)
        self.fill_in = Button(tr("Lijst invullen"), "primary", "checklist", self._fill_in)
        if navigator.has("checklist"):
            self.add_action(self.fill_in)
        self.growth = Card(tr("Wat iemand zelf doet"), icon="chart")
        self.growth.add(
            label(
                tr(
                    "Hoe hoger de lijn, hoe meer iemand zelf doet. Samen doen is ook goed. Er is geen cijfer."
                ),
                "muted",
            )
        )
        self._slot = column(gap=theme.current().spacing.m)
        holder = QWidget()
        holder.setLayout(self._slot)
        self.growth.add(holder)
        self.lines: GrowthLines | None = None
        self.rows: TextTableModel | None = None
        self.empty_card = Card()
        self.empty_card.add(
            EmptyState(
                tr("Vul de lijst Zelfredzaamheid in. Na een paar keer zie je hier een lijn."),
                icon="chart",
                button=tr("Lijst invullen"),
                clicked=self._fill_in,
            )
        )
        self.carries = Card(tr("Draagkracht: wat gaat goed, wie helpt"), icon="heart")
        self.no_strengths = label(tr("Hierover is nog niets opgeschreven."), "muted")
        self.strengths = KeyValueList()
        self.carries.add(self.no_strengths, self.strengths)
        self.weighs = Card(tr("Draaglast: wat nu zwaar is"), icon="signal")
        self.no_burden = label(tr("Er staan geen signalen open."), "muted")
        self.burden = RowList(tr("Open signalen"))
        self.burden.opened.connect(self._open)
        self._burden: tuple[Line, ...] = ()
        self.weighs.add(self.no_burden, self.burden)
        self.balance = TwoColumns()
        self.balance.add(self.balance.first, self.carries)
        self.balance.add(self.balance.aside, self.weighs)
        for part in (self.empty_card, self.growth, self.balance):
            self.shown_column.addWidget(part)
        self.shown_column.addStretch(1)

    def activate(self, params: Mapping[str, str]) -> None:
        self.model.open(params["dossier"])
        self.wake()

    def show_facts(self) -> None:
        facts: ZelfFacts | None = self.model.facts
        assert facts is not None
        times = counted(facts.momenten, "keer ingevuld", "keer ingevuld") if facts.momenten else ""
        self.set_title(
            tr("Zelfredzaamheid in de tijd"), " · ".join(part for part in (facts.naam, times) if part)
        )
        self.empty_card.setVisible(not facts.lijnen)
        self.growth.setVisible(bool(facts.lijnen))
        self._show_lines(facts)
        self.no_strengths.setVisible(not facts.kracht)
        self.strengths.setVisible(bool(facts.kracht))
        self.strengths.set_pairs(facts.kracht)
        self._burden = facts.last
        self.no_burden.setVisible(not facts.last)
        self.burden.set_rows([row_of(line) for line in facts.last])

    def _show_lines(self, facts: ZelfFacts) -> None:
        clear(self._slot)
        self.lines = self.rows = None
        if not facts.lijnen:
            return
        self.lines = GrowthLines(
            tr("Zelfredzaamheid per leefgebied"),
            [
                Growth(
                    name=name,
                    points=tuple(
                        GrowthPoint(op=each.op, height=each.hoogte, words=each.woorden) for each in points
                    ),
                )
                for name, points in facts.lijnen
            ],
            facts.vandaag,
        )
        self.rows = TextTableModel(list(facts.koppen), self)
        self.rows.show(list(facts.rijen))
        table = DataTable(
            tr("Tabel bij zelfredzaamheid per leefgebied"),
            self.rows,
            widths={0: -220},
            empty=EmptyState(tr("Er is nog niets ingevuld."), icon="chart"),
        )
        line = table.verticalHeader().defaultSectionSize()
        shown = min(len(facts.rijen), _MOST_ROWS)
        table.setFixedHeight(line * (shown + 1) + theme.current().spacing.m)
        self._slot.addWidget(self.lines)
        self._slot.addWidget(table)

    def _fill_in(self) -> None:
        self.navigator.go("checklist", dossier=self.model.dossier_id, code="zelfredzaamheid")

    def _open(self, key: str) -> None:
        line = next(each for each in self._burden if each.key == key)
        self.go(line.route, line.dossier_id)
