"""Wat gaat er weg: read together with the client, record by record, before anything leaves."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from ui import theme
from ui.i18n import counted, tr
from ui.navigation import Navigator
from ui.viewmodels.wat_gaat_weg import (
    ALLES,
    BLIJFT,
    GAAT,
    Stuk,
    Veldregel,
    WatGaatWegViewModel,
    WegFeiten,
    receivers,
)
from ui.views.live import LivePage
from ui.widgets.badges import Badge, Pill
from ui.widgets.buttons import LinkButton
from ui.widgets.choices import ChipGroup
from ui.widgets.layouts import clear, column
from ui.widgets.panels import Card, EmptyState, MessageBar, divider
from ui.widgets.text import label

AT_ONCE = 12


def gaat_pill(goes: bool) -> Pill:
    """Return the pill of what happens to a field."""
    return Pill(tr("Gaat weg"), "info", "share") if goes else Pill(tr("Blijft hier"), "neutral", "private")


class StukCard(Card):
    """One record: its fields with value, what happens to each, and why."""

    def __init__(self, stuk: Stuk) -> None:
        super().__init__(stuk.titel)
        self.stuk = stuk
        space = theme.current().spacing
        self.body.setSpacing(space.s)
        meta = " · ".join(part for part in (stuk.soort, stuk.wanneer) if part)
        self.body.addWidget(label(meta, "muted"))
        for veld in stuk.velden:
            self.add(divider(), _field(veld))


def _field(veld: Veldregel) -> QWidget:
    """A field on a line: name over value at the left, the pill over its reason at the right."""
    space = theme.current().spacing
    holder = QWidget()
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(space.l)
    grid.setVerticalSpacing(2)
    value = veld.waarde or tr("(privé, alleen voor de begeleider)")
    left = column(label(veld.naam, "strong"), label(value, "body" if veld.waarde else "muted"), None, gap=2)
    right = column(gap=2)
    right.addWidget(Badge(gaat_pill(veld.gaat)), 0, Qt.AlignmentFlag.AlignLeft)
    right.addWidget(label(veld.waarom, "muted"))
    right.addStretch(1)
    grid.addLayout(left, 0, 0)
    grid.addLayout(right, 0, 1)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    holder.setLayout(grid)
    return holder


class WatGaatWegView(LivePage):
    """What leaves of one dossier; `activate` gets `dossier`."""

    model: WatGaatWegViewModel

    def __init__(self, model: WatGaatWegViewModel, navigator: Navigator) -> None:
        super().__init__(model, navigator, tr("Wat gaat er weg?"))
        self._shown = AT_ONCE
        self.who = ChipGroup(receivers(), chosen=[str(model.ontvanger)])
        self.who.setAccessibleName(tr("Naar wie?"))
        self.filter = ChipGroup(
            (
                (ALLES, tr("Alles"), ""),
                (GAAT, tr("Wat weggaat"), "share"),
                (BLIJFT, tr("Wat blijft"), "private"),
            ),
            chosen=[ALLES],
        )
        self.filter.setAccessibleName(tr("Wat laten zien?"))
        self.summary = MessageBar("info", "")
        self.grounds = column(gap=0)
        self.protected = QCheckBox("")
        self.cards = column(gap=theme.current().spacing.l)
        self.more = LinkButton("", self._more)
        self._empty_slot = column(gap=0)
        top = Card()
        top.body.addLayout(column(label(tr("Naar wie?"), "label"), self.who))
        top.body.addLayout(column(label(tr("Wat laten zien?"), "label"), self.filter))
        top.add(self.protected)
        self.shown_column.addWidget(self.summary)
        self.shown_column.addLayout(self.grounds)
        self.shown_column.addWidget(top)
        self.shown_column.addLayout(self._empty_slot)
        self.shown_column.addLayout(self.cards)
        self.shown_column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.shown_column.addStretch(1)
        self.who.changed.connect(self._other_receiver)
        self.filter.changed.connect(self._refill)
        self.protected.toggled.connect(self._refill)

    def activate(self, params: Mapping[str, str]) -> None:
        if params.get("dossier", "") != self.model.dossier_id:
            self.protected.setChecked(False)
            self._shown = AT_ONCE
        self.model.show(params.get("dossier", ""))
        self.who.set_value(str(self.model.ontvanger))
        self.wake()

    def show_facts(self) -> None:
        facts = self.model.facts
        assert facts is not None
        self.set_title(tr("Wat gaat er weg?"), facts.naam)
        self.summary.show_message(
            "info",
            facts.samenvatting,
            detail=tr("Zo gaat het, als je nu deelt. Verandert er iets, dan staat dat hier meteen."),
        )
        clear(self.grounds)
        for ground in facts.gronden:
            self.grounds.addWidget(label(ground, "muted"))
        self.protected.setVisible(facts.beschermd > 0)
        count = counted(facts.beschermd, "stuk", "stukken")
        self.protected.setText(
            tr("Ook {n} over veiligheid laten zien. Doe dit alleen als niemand meekijkt.", n=count)
        )
        self._fill(facts)

    def _other_receiver(self) -> None:
        self._shown = AT_ONCE
        self.model.choose(self.who.value())

    def _refill(self, *_: object) -> None:
        self._shown = AT_ONCE
        if self.model.facts is not None:
            self._fill(self.model.facts)

    def _more(self) -> None:
        first = self._shown
        self._shown += 4 * AT_ONCE
        if self.model.facts is not None:
            self._fill(self.model.facts)
        item = self.cards.itemAt(first)
        widget = item.widget() if item is not None else None
        if widget is not None:
            self.scroller.ensureWidgetVisible(widget)

    def chosen(self) -> tuple[Stuk, ...]:
        """Return the records that the filter lets through."""
        facts = self.model.facts
        return facts.chosen(self.filter.value(), protected=self.protected.isChecked()) if facts else ()

    def _fill(self, facts: WegFeiten) -> None:
        clear(self.cards)
        clear(self._empty_slot)
        chosen = self.chosen()
        for stuk in chosen[: self._shown]:
            self.cards.addWidget(StukCard(stuk))
        hidden = max(0, len(chosen) - self._shown)
        self.more.setVisible(hidden > 0)
        self.more.setText(tr("Nog {n} laten zien", n=counted(hidden, "stuk", "stukken")))
        if not chosen:
            self._empty_slot.addWidget(self._empty(facts))

    def _empty(self, facts: WegFeiten) -> QWidget:
        if self.filter.value() == GAAT:
            return EmptyState(
                tr("Er gaat niets weg naar {who}.", who=facts.aan),
                icon="private",
                button=tr("Naar Toestemming"),
                clicked=lambda: self.navigator.go("toestemming", dossier=self.model.dossier_id),
            )
        return EmptyState(tr("Hier is niets om te laten zien."), icon="info")
