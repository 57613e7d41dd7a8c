"""The inbox: fetch, look at the plan, import; the window stays alive throughout."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from ui import theme
from ui.i18n import counted, tr
from ui.models.texts import TextTableModel
from ui.navigation import Navigator
from ui.viewmodels.postvak import HEADINGS, BatchCard, PostvakViewModel
from ui.views.live import LivePage
from ui.views.working import WorkingBar
from ui.widgets.badges import Badge, Pill
from ui.widgets.buttons import Button
from ui.widgets.layouts import FlowLayout, clear, column, row
from ui.widgets.panels import Card, EmptyState
from ui.widgets.table import DataTable
from ui.widgets.text import label


class PostvakView(LivePage):
    """The page of the inbox."""

    def __init__(self, model: PostvakViewModel, navigator: Navigator) -> None:
        super().__init__(model, navigator, tr("Postvak"), wide=True)
        self.postvak = model
        self.fetch = Button(tr("Ophalen"), "secondary", "refresh", model.fetch)
        self.apply = Button(tr("Verwerken"), "primary", "import", model.apply)
        self.add_action(self.fetch)
        self.add_action(self.apply)
        self.working = WorkingBar(model.working)
        self.state = label("", "muted")
        self.headline = label("", "heading")
        self.counts = QWidget()
        self.count_flow = FlowLayout()
        self.counts.setLayout(self.count_flow)
        self.batches = QWidget()
        self.batch_column = column(gap=theme.current().spacing.s)
        self.batches.setLayout(self.batch_column)
        self.rows = TextTableModel([tr(word) for word in HEADINGS], self)
        self.table = DataTable(
            tr("Wat er met elk stuk gebeurt"),
            self.rows,
            widths={0: 200, 1: 150, 2: -240, 3: 150, 4: 160, 5: -200},
        )
        self.empty = EmptyState(
            tr("Er ligt niets klaar. Haal op wat de vrijwilligers hebben gedeeld."),
            icon="inbox",
            button=tr("Ophalen"),
            clicked=model.fetch,
        )
        self.waiting_batches = EmptyState(
            tr("Er zijn zendingen opgehaald die nog niet verwerkt zijn."),
            icon="inbox",
            button=tr("Bekijken"),
            clicked=model.fetch,
        )
        for part in (self.state, self.working, self.headline, self.counts, self.batches, self.table):
            self.shown_column.addWidget(part)
        self.shown_column.addWidget(self.empty)
        self.shown_column.addWidget(self.waiting_batches)
        model.planned.connect(self._show_plan)
        model.working.busy_changed.connect(self._busy)
        self._show_plan()

    def activate(self, params: Mapping[str, str]) -> None:
        self.wake()

    def show_facts(self) -> None:
        facts = self.postvak.facts
        if facts is None:
            return
        if not facts.mailbox:
            words = tr("Er is nog geen plek gekozen waar zendingen binnenkomen. Kies die bij “Delen”.")
        elif not facts.devices:
            words = tr("Er is nog geen apparaat toegelaten. Nodig iemand uit bij “Apparaten”.")
        else:
            words = tr(
                "{devices} · {fetched} opgehaald · {held} op een eerder deel",
                devices=counted(facts.devices, "apparaat", "apparaten"),
                fetched=facts.fetched,
                held=counted(facts.held, "wacht", "wachten"),
            )
        self.state.setText(words)
        self._show_plan()

    def _busy(self, busy: bool) -> None:
        self.fetch.setEnabled(not busy)
        self.apply.setEnabled(not busy)

    def _show_plan(self) -> None:
        model = self.postvak
        self.headline.setText(model.headline)
        self.headline.setVisible(bool(model.headline))
        clear(self.count_flow)
        for words, tone, icon in model.counts():
            self.count_flow.addWidget(Badge(Pill(words, tone, icon)))
        self.counts.setVisible(bool(model.counts()))
        clear(self.batch_column)
        for card in model.cards():
            self.batch_column.addWidget(self._batch(card))
        rows = model.rows()
        self.rows.show(rows)
        self.table.setVisible(bool(rows))
        height = self.table.verticalHeader().defaultSectionSize() * (min(len(rows), 12) + 1)
        self.table.setFixedHeight(height + theme.current().spacing.l)
        lying = bool(model.facts and model.facts.fetched)
        self.empty.setVisible(model.view is None and not lying)
        self.waiting_batches.setVisible(model.view is None and lying)
        self.show_action(self.apply, model.can_apply)

    def _batch(self, batch: BatchCard) -> QWidget:
        card = Card()
        line = row(gap=theme.current().spacing.m)
        words = column(label(batch.sender, "strong"), gap=theme.current().spacing.xs)
        words.addWidget(
            label(" · ".join(part for part in (batch.number, batch.received, batch.count) if part), "muted")
        )
        words.addWidget(label(tr("Vingerafdruk {digits}", digits=batch.fingerprint), "small"))
        line.addLayout(words, 1)
        tone, icon = ("success", "check") if batch.whole else ("warning", "clock")
        line.addWidget(Badge(Pill(batch.chain, tone, icon)))
        holder = QWidget()
        holder.setLayout(line)
        card.add(holder)
        if batch.fault:
            card.add(label(batch.fault, "error"))
        return card
