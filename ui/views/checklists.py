"""Choose a checklist: what is unfinished on top, then every list with what it is for."""

from __future__ import annotations

from collections.abc import Mapping

from ui import theme
from ui.i18n import apart, tr
from ui.navigation import Navigator
from ui.viewmodels.checklists import ChecklistsViewModel, Choice
from ui.views.bellen import put_under
from ui.views.live import LivePage
from ui.widgets.badges import Pill
from ui.widgets.buttons import Button
from ui.widgets.panels import Card
from ui.widgets.rows import Row, RowList
from ui.widgets.text import label


class ChecklistsView(LivePage):
    """The lists for one client."""

    model: ChecklistsViewModel

    def __init__(self, model: ChecklistsViewModel, navigator: Navigator) -> None:
        super().__init__(model, navigator, tr("Iets opgevallen?"))
        self.note = Button(tr("Los signaal noteren"), "secondary", "signal", self._note)
        self.add_action(self.note)
        self.unfinished_card = Card(tr("Verder waar je was"), icon="edit")
        self.unfinished = RowList(tr("Lijsten die nog niet af zijn"))
        self.unfinished_card.add(self.unfinished)
        self.all_card = Card(tr("Kies een lijst"), icon="checklist")
        self.all_card.body.setSpacing(theme.current().spacing.s)
        self.rows = RowList(tr("Lijsten"))
        self.hint = label(
            tr("Een lijst helpt je kijken. Weet je al wat er is? Noteer dan een los signaal."), "muted"
        )
        self.all_card.add(self.hint, self.rows)
        self.unfinished.opened.connect(self._open)
        self.rows.opened.connect(self._open)
        self.shown_column.addWidget(self.unfinished_card)
        self.shown_column.addWidget(self.all_card)
        self.numbers = put_under(self)

    def activate(self, params: Mapping[str, str]) -> None:
        self.model.show(params["dossier"])
        self.wake()

    def show_facts(self) -> None:
        facts = self.model.facts
        assert facts is not None
        self.set_title(tr("Iets opgevallen?"), apart(facts.client))
        begun = [each for each in facts.choices if each.unfinished]
        self.unfinished_card.setVisible(bool(begun))
        self.unfinished.set_rows([_begun(each) for each in begun])
        self.rows.set_rows([_row(each) for each in facts.choices if not each.unfinished])

    def _open(self, code: str) -> None:
        self.navigator.go("checklist", dossier=self.model.dossier_id, code=code)

    def _note(self) -> None:
        self.navigator.go("signaal-noteren", dossier=self.model.dossier_id)


def _begun(each: Choice) -> Row:
    return Row(
        key=each.code,
        title=each.title,
        icon="edit",
        meta=each.unfinished,
        pills=(Pill(tr("Concept"), "neutral", "sync-concept"),),
    )


def _row(each: Choice) -> Row:
    return Row(
        key=each.code,
        title=each.title,
        icon="checklist",
        text=each.purpose,
        meta=" · ".join(part for part in (each.facts, each.last) if part),
    )
