"""The tasks of one's own caseload: open under headings that matter today, or done; ticked, taken back, moved."""

from __future__ import annotations

from collections.abc import Mapping

from ui import theme
from ui.i18n import counted, tr
from ui.navigation import Navigator
from ui.viewmodels.taken import TakenViewModel
from ui.views.live import LivePage
from ui.views.task_rows import TaskRows
from ui.widgets.choices import ChipGroup
from ui.widgets.layouts import row
from ui.widgets.panels import Card, EmptyState

_DONE_SHOWN = 200


class TasksPage(LivePage):
    """The page `taken`."""

    model: TakenViewModel

    def __init__(self, model: TakenViewModel, navigator: Navigator) -> None:
        super().__init__(model, navigator, tr("Taken"))
        self.which = ChipGroup([("open", tr("Open"), ""), ("gedaan", tr("Gedaan"), "")], chosen=["open"])
        self.which.setAccessibleName(tr("Welke taken"))
        self.which.changed.connect(lambda: model.show_done(self.which.value() == "gedaan"))
        self.above.addLayout(row(self.which, gap=theme.current().spacing.s))
        self.empty = Card()
        self.empty_state = EmptyState(
            tr("Er staan geen taken open."),
            icon="task-done",
            button=tr("Naar je cliënten"),
            clicked=lambda: navigator.go("clienten"),
        )
        self.nothing_done = EmptyState(
            tr("Er is nog geen taak afgevinkt."),
            icon="task",
            button=tr("Toon open taken"),
            clicked=self._show_open,
        )
        self.empty.add(self.empty_state, self.nothing_done)
        self.shown_column.addWidget(self.empty)
        self.groups: dict[str, tuple[Card, TaskRows]] = {}
        self.shown_column.addStretch(1)

    def activate(self, params: Mapping[str, str]) -> None:
        self.wake()

    def show_facts(self) -> None:
        facts = self.model.facts
        assert facts is not None
        count = counted(facts.count, "taak", "taken")
        self.set_title(tr("Taken"), tr("{count} gedaan", count=count) if self.model.done else count)
        wanted = [group.title for group in facts.groups]
        for title, (card, _) in self.groups.items():
            card.setVisible(title in wanted)
        for place, group in enumerate(facts.groups, start=1):
            card, rows = self.groups.get(group.title) or self._group(group.title)
            self.shown_column.removeWidget(card)
            self.shown_column.insertWidget(place, card)
            rows.set_tasks(group.tasks[:_DONE_SHOWN])
            card.show()
        self.empty.setVisible(not facts.groups)
        self.empty_state.setVisible(not self.model.done)
        self.nothing_done.setVisible(self.model.done)

    def _group(self, title: str) -> tuple[Card, TaskRows]:
        card, rows = Card(title), TaskRows(self.model.commands, self)
        card.add(rows)
        card.body.setSpacing(theme.current().spacing.s)
        self.groups[title] = (card, rows)
        return card, rows

    def _show_open(self) -> None:
        self.which.set_value("open")
        self.model.show_done(False)
