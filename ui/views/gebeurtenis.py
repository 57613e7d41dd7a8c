"""One thing that happened: its fields, what is private apart, where it is on its way, and the versions before it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from app.faults import Fault
from ui import theme
from ui.i18n import tr
from ui.navigation import Navigator
from ui.viewmodels.gebeurtenis import EventFacts, EventViewModel, Pairs
from ui.views.live import LivePage
from ui.widgets.badges import Badge, sharing
from ui.widgets.buttons import Button
from ui.widgets.facts import KeyValueList
from ui.widgets.layouts import column, row
from ui.widgets.panels import Card, EmptyState, MessageBar
from ui.widgets.text import label


class EventPage(LivePage):
    """The page `gebeurtenis`; `activate` gets `dossier`, `soort` and `record`."""

    model: EventViewModel

    def __init__(self, model: EventViewModel, navigator: Navigator) -> None:
        super().__init__(model, navigator, tr("Gebeurtenis"))
        self.way = Button("", "secondary", "edit", self._go_on)
        self.add_action(self.way)
        self.newer = MessageBar("info", tr("Dit is een eerdere versie."))
        self.hidden = Card()
        self.hidden.add(
            EmptyState(
                tr("Iemand kijkt mee. Daarom staat dit nu niet op het scherm."),
                icon="private",
                button=tr("Terug naar het dossier"),
                clicked=self._back,
            )
        )
        self.fields = Card()
        self.pairs = KeyValueList()
        self.fields.add(self.pairs)
        self.private = Card(tr("Alleen op dit apparaat"), icon="private")
        self.private_pairs = KeyValueList()
        self.private.add(self.private_pairs)
        self.way_there = Card(tr("Delen"), icon="share")
        self.badge = Badge(sharing("blijft hier"))
        self.why = label("", "muted")
        line = row(gap=theme.current().spacing.m)
        line.addWidget(self.badge)
        line.addWidget(self.why, 1)
        self.way_there.body.addLayout(line)
        self.earlier = QWidget()
        self._earlier_column = column(gap=theme.current().spacing.l)
        self.earlier.setLayout(self._earlier_column)
        self._versions: tuple[tuple[str, Pairs, Pairs], ...] = ()
        for part in (self.newer, self.hidden, self.fields, self.private, self.way_there, self.earlier):
            self.shown_column.addWidget(part)
        model.session.along.changed.connect(self._show_along)

    def activate(self, params: Mapping[str, str]) -> None:
        self.model.open(params["dossier"], params["soort"], params["record"])

    def fault_action(self, fault: Fault) -> tuple[str, Callable[[], object]]:
        return tr("Terug naar het dossier"), self._back

    def show_facts(self) -> None:
        facts = self.model.facts
        assert facts is not None
        self.pairs.set_pairs(facts.open_fields)
        self.private_pairs.set_pairs(facts.private)
        self.badge.set_pill(sharing(facts.deelstand))
        self.why.setText(facts.sharing)
        self._show_way(facts)
        self._show_earlier(facts.earlier)
        self._show_along()

    def _show_along(self) -> None:
        """Take out of sight what who reads along must not read."""
        facts = self.model.facts
        if facts is None:
            return
        along = self.model.along
        away = along and facts.shielded
        self.set_title(tr("Afgeschermd") if away else facts.title, facts.subtitle)
        self.hidden.setVisible(away)
        self.fields.setVisible(bool(facts.open_fields) and not away)
        self.private.setVisible(bool(facts.private) and not along)
        self.way_there.setVisible(not away)
        self.earlier.setVisible(bool(facts.earlier) and not along)
        self.way.setVisible(bool(self.way.text()) and not away)

    def _show_way(self, facts: EventFacts) -> None:
        known = facts.way is not None and self.navigator.has(facts.way[1].name)
        self.way.setText(facts.way[0] if facts.way is not None and known else "")
        self.way.set_icon(
            "edit" if facts.way is not None and facts.way[1].name == "contact" else "arrow-right"
        )
        newer = facts.newer
        self.newer.setVisible(newer is not None)
        if newer is not None:
            self.newer.show_message(
                "info",
                tr("Dit is een eerdere versie."),
                action=tr("Naar de nieuwste"),
                on_action=lambda: self.go(newer),
            )

    def _show_earlier(self, versions: tuple[tuple[str, Pairs, Pairs], ...]) -> None:
        if versions == self._versions:
            return
        self._versions = versions
        while (item := self._earlier_column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for title, plain, private in versions:
            card = Card(title, icon="clock")
            card.add(KeyValueList([*plain, *private]))
            self._earlier_column.addWidget(card)

    def _go_on(self) -> None:
        facts = self.model.facts
        if facts is not None and facts.way is not None:
            self.go(facts.way[1], self.model.dossier_id)

    def _back(self) -> None:
        self.navigator.go("dossier", dossier=self.model.dossier_id)
