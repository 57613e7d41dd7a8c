"""The page with the plans of one household side by side."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from ui import theme
from ui.i18n import apart, tr
from ui.navigation import Navigator
from ui.viewmodels.plan_huishouden import HuishoudenViewModel, LidFacts
from ui.views.live import LivePage
from ui.widgets.buttons import Button
from ui.widgets.layouts import clear, column
from ui.widgets.panels import Card, MessageBar
from ui.widgets.text import label


class HuishoudenView(LivePage):
    """The page `plan-huishouden`; `activate` gets `dossier`."""

    model: HuishoudenViewModel

    def __init__(self, model: HuishoudenViewModel, navigator: Navigator) -> None:
        super().__init__(model, navigator, tr("Plannen van het huishouden"))
        self.privacy = MessageBar(
            "info",
            tr("Ieder heeft een eigen plan."),
            detail=tr("Hier staat alleen wat iemand zelf aan het gezin wil laten zien."),
        )
        self.director = label("", "strong")
        self.alone = label(tr("Er is geen ander gezinslid met een dossier op dit apparaat."), "muted")
        self.members = column(gap=theme.current().spacing.l)
        holder = QWidget()
        holder.setLayout(self.members)
        for part in (self.privacy, self.director, holder, self.alone):
            self.shown_column.addWidget(part)
        self.shown_column.addStretch(1)

    def activate(self, params: Mapping[str, str]) -> None:
        self.model.open(params["dossier"])
        self.wake()

    def show_facts(self) -> None:
        facts = self.model.facts
        assert facts is not None
        who = facts.regisseur or tr("nog niemand")
        self.director.setText(tr("Regie: {who}", who=apart(who)))
        clear(self.members)
        for each in facts.leden:
            self.members.addWidget(self._member(each))
        self.alone.setVisible(len(facts.leden) < 2)

    def _member(self, lid: LidFacts) -> Card:
        card = Card(lid.naam, icon="person")
        open_plan = Button(
            tr("Naar het plan"),
            "quiet",
            "arrow-right",
            partial(self.navigator.go, "plan", dossier=lid.dossier_id),
        )
        open_plan.setAccessibleName(tr("Naar het plan van {who}", who=lid.naam))
        card.tools.addWidget(open_plan)
        under = " · ".join(part for part in (lid.rol, lid.bespreken) if part)
        if under:
            card.add(label(under, "muted"))
        for thema, zin in lid.doelen:
            words = QWidget()
            words.setLayout(column(label(thema, "small"), label(apart(f"“{zin}”")), gap=1))
            card.add(words)
        if lid.verborgen:
            card.add(label(lid.verborgen, "muted"))
        return card
