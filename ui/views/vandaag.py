"""The start screen: what needs somebody today, in groups, each line one press from where it is done."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.i18n import counted, tr
from ui.navigation import Navigator, Route
from ui.viewmodels.lines import Line
from ui.viewmodels.taken import TaskFacts
from ui.viewmodels.vandaag import Section, VandaagViewModel
from ui.views.live import LivePage
from ui.views.pills import row_of
from ui.views.task_rows import TaskRows
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.columns import TwoColumns
from ui.widgets.layouts import column, row
from ui.widgets.panels import Card, EmptyState, MessageBar
from ui.widgets.rows import RowList
from ui.widgets.text import label

SHOWN = 6
TASKS_SHOWN = 8


class SectionCard(Card):
    """One group: its lines, the first few of many, and a way to what holds them all."""

    def __init__(self, page: VandaagView, section: Section) -> None:
        super().__init__(section.title, icon=section.icon)
        self._page = page
        self._all = False
        self._lines: tuple[Line, ...] = ()
        self.rows = RowList(section.title)
        self.rows.opened.connect(self._open)
        self.count = label("", "muted", wrap=False)
        self.tools.addWidget(self.count)
        self.more = LinkButton("", self._show_all)
        self.further = Button("", "quiet", "arrow-right", self._go_further)
        self._further_route: Route | None = None
        foot = row(gap=theme.current().spacing.m)
        foot.addWidget(self.more)
        foot.addStretch(1)
        foot.addWidget(self.further)
        self.add(self.rows)
        self.body.addLayout(foot)
        self.body.setSpacing(theme.current().spacing.s)

    def show_section(self, section: Section) -> None:
        """Show the lines of a section."""
        self._lines = section.lines
        self.count.setText(str(len(section.lines)))
        self.count.setAccessibleName(counted(len(section.lines), "regel", "regels"))
        self._further_route = section.more_route
        known = section.more_route is not None and self._page.navigator.has(section.more_route.name)
        self.further.setText(section.more)
        self.further.setVisible(bool(section.more) and known)
        self._fill()

    def _fill(self) -> None:
        shown = self._lines if self._all else self._lines[:SHOWN]
        self.rows.set_rows([row_of(line) for line in shown])
        hidden = len(self._lines) - len(shown)
        self.more.setText(tr("Nog {n} laten zien", n=hidden))
        self.more.setVisible(hidden > 0)

    def _show_all(self) -> None:
        self._all = True
        self._fill()
        self.rows.rows()[SHOWN].setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_further(self) -> None:
        if self._further_route is not None:
            self._page.go(self._further_route)

    def _open(self, key: str) -> None:
        line = next(each for each in self._lines if each.key == key)
        self._page.go(line.route, line.dossier_id)


class VandaagView(LivePage):
    """Vandaag. For who visits: unfinished work, answers, deadlines, tasks. For who coordinates: what came in."""

    model: VandaagViewModel

    def __init__(self, model: VandaagViewModel, navigator: Navigator) -> None:
        super().__init__(model, navigator, tr("Vandaag"), wide=True)
        self.columns = TwoColumns()
        self.decisions = MessageBar("info", "")
        self.backup = MessageBar("warning", "")
        self.cards: dict[str, SectionCard] = {}
        self.tasks_card = Card(tr("Taken"), icon="task")
        self.tasks = TaskRows(model.tasks, self, compact=True)
        self.all_tasks = Button(tr("Alle taken"), "quiet", "arrow-right", lambda: navigator.go("taken"))
        self.no_tasks = label(tr("Er staan geen taken open voor de komende twee weken."), "muted")
        self.tasks_card.add(self.no_tasks, self.tasks)
        self.tasks_card.body.addLayout(row(None, self.all_tasks))
        self.tasks_card.body.setSpacing(theme.current().spacing.s)
        self.empty = self._make_empty()
        self.shown_column.addWidget(self.decisions)
        self.shown_column.addWidget(self.backup)
        self.shown_column.addWidget(self.empty)
        self.shown_column.addWidget(self.columns)
        self.shown_column.addStretch(1)
        self.columns.add(self.columns.aside, self.tasks_card)

    def _make_empty(self) -> QWidget:
        self.empty_state: EmptyState | None = None
        self._empty_slot = column(gap=0)
        holder = Card()
        holder.body.addLayout(self._empty_slot)
        return holder

    def activate(self, params: Mapping[str, str]) -> None:
        self.wake()

    def show_facts(self) -> None:
        facts = self.model.facts
        assert facts is not None
        self.set_title(tr("Vandaag"), facts.subtitle)
        self._show_decisions(facts.decisions)
        self._show_backup(facts.backup)
        self._show_sections(facts.sections)
        self._show_tasks(facts.tasks)
        if facts.is_empty:
            self._show_empty(facts.clients)
        self.empty.setVisible(facts.is_empty)
        self.columns.setVisible(not facts.is_empty)

    def _show_decisions(self, words: str) -> None:
        self.decisions.setVisible(bool(words))
        if words:
            way = next((name for name in ("besluiten", "delen") if self.navigator.has(name)), "")
            self.decisions.show_message(
                "warning",
                words,
                action=tr("Bekijk") if way else "",
                on_action=(lambda: self.navigator.go(way)) if way else None,
            )

    def _show_backup(self, words: str) -> None:
        self.backup.setVisible(bool(words))
        if words:
            there = self.navigator.has("veiligheid")
            self.backup.show_message(
                "warning",
                words,
                action=tr("Reservekopie maken") if there else "",
                on_action=(lambda: self.navigator.go("veiligheid")) if there else None,
            )

    def _show_sections(self, sections: tuple[Section, ...]) -> None:
        wanted = {each.key: each for each in sections}
        for key, card in self.cards.items():
            card.setVisible(key in wanted)
        for key, section in wanted.items():
            card = self.cards.get(key) or SectionCard(self, section)
            self.cards[key] = card
            # Again each time: a group that comes later may belong above one that stands there.
            self.columns.add(self.columns.aside if section.aside else self.columns.first, card)
            card.show_section(section)
            card.show()

    def _show_tasks(self, tasks: tuple[TaskFacts, ...]) -> None:
        self.tasks_card.setVisible(not self.model.for_coordinator or bool(tasks))
        self.no_tasks.setVisible(not tasks)
        self.tasks.set_tasks(tasks[:TASKS_SHOWN])
        hidden = len(tasks) - TASKS_SHOWN
        self.all_tasks.setText(tr("Alle taken (nog {n})", n=hidden) if hidden > 0 else tr("Alle taken"))
        self.all_tasks.setVisible(self.navigator.has("taken"))

    def _show_empty(self, clients: int) -> None:
        if self.empty_state is not None:
            self._empty_slot.removeWidget(self.empty_state)
            self.empty_state.deleteLater()
        if clients:
            made = EmptyState(
                tr("Er wacht vandaag niets op jou."),
                icon="success",
                button=tr("Naar je cliënten"),
                clicked=lambda: self.navigator.go("clienten"),
            )
        else:
            made = EmptyState(
                tr("Je hebt nog geen cliënten. Begin met de eerste."),
                icon="clients",
                button=tr("Nieuwe cliënt"),
                clicked=lambda: self.navigator.go("client-bewerken"),
            )
        self.empty_state = made
        self._empty_slot.addWidget(made)
