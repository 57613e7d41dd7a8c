"""About this program."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui import theme
from ui.i18n import tr
from ui.viewmodels.over import OverViewModel
from ui.widgets.facts import KeyValueList
from ui.widgets.layouts import column
from ui.widgets.page import Page
from ui.widgets.panels import Card
from ui.widgets.text import label


class OverView(Page):
    """Version, licences, and the versions of what keeps the data safe."""

    def __init__(self, model: OverViewModel) -> None:
        super().__init__(
            tr("Over dit programma"), tr("Doorgaande lijn is vrije software, onder de licentie EUPL-1.2.")
        )
        self._model = model
        model.setParent(self)
        self.facts = KeyValueList()
        self.facts.setAccessibleName(tr("Versies"))
        self.parts = QGridLayout()
        self.parts.setContentsMargins(0, 0, 0, 0)
        self.parts.setHorizontalSpacing(theme.current().spacing.l)
        self.parts.setVerticalSpacing(theme.current().spacing.m)
        self.parts.setColumnStretch(0, 3)
        self.parts.setColumnStretch(2, 2)
        promise = Card(tr("Wat het programma belooft"), icon="shield")
        promise.add(
            label(
                tr("Alles staat versleuteld op dit apparaat. Alleen je wachtzin of herstelblad opent het.")
            ),
            label(tr("Er gaat niets naar buiten zonder toestemming of wettelijke grond.")),
            label(tr("Het programma meet niet wat je doet en belt niemand op.")),
        )
        built = Card(tr("Gemaakt met"))
        built.body.addLayout(self.parts)
        self.add(Card(tr("Versies")).add(self.facts), promise, built)
        model.reloaded.connect(self._show)

    def activate(self, params: Mapping[str, str]) -> None:
        self._model.load()

    def _show(self) -> None:
        facts = self._model.facts
        assert facts is not None
        self.facts.set_pairs([(tr("Doorgaande lijn"), facts.version), *facts.safety])
        top = Qt.AlignmentFlag.AlignTop
        for number, (name, version, licence, purpose) in enumerate(facts.parts):
            words = QWidget()
            words.setLayout(column(label(name, "strong"), label(purpose, "small"), gap=0))
            self.parts.addWidget(words, number, 0, top)
            self.parts.addWidget(label(version, "muted", wrap=False), number, 1, top)
            self.parts.addWidget(label(licence, selectable=True), number, 2, top)
