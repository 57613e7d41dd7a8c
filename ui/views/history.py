"""The timeline of a dossier on its card: chips per kind, month headings, the newest first, older ones on request."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal

from ui import theme
from ui.i18n import tr, whole
from ui.viewmodels.tijdlijn import KINDS, Entry, History, route_of_entry
from ui.widgets.badges import sharing
from ui.widgets.buttons import Button
from ui.widgets.choices import ChipGroup
from ui.widgets.layouts import column, row
from ui.widgets.panels import Card
from ui.widgets.text import announce, label
from ui.widgets.timeline import Timeline, TimelineEntry

PAGE = 40
"""Entries at first, and with every press on "older"."""

_ALL = "alles"


class HistoryCard(Card):
    """`opened` brings a function that makes the route of the chosen entry for a dossier."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__(tr("Wat er gebeurd is"), icon="clock")
        self._history: History | None = None
        self._count = PAGE
        self._kinds: tuple[str, ...] | None = None
        self.chips = ChipGroup([(_ALL, tr("Alles"), "")], chosen=[_ALL])
        self._chip_slot = column(gap=0)
        self.timeline = Timeline(tr("Tijdlijn"), fit=True)
        self.timeline.opened.connect(lambda key: self.opened.emit(partial(route_of_entry, key)))
        self.nothing = label(tr("Er is nog niets vastgelegd."), "muted")
        self.older = Button("", "secondary", "chevron-down", self._more)
        self.body.addLayout(self._chip_slot)
        self.add(self.nothing, self.timeline)
        self.body.addLayout(row(None, self.older, None))
        self.body.setSpacing(theme.current().spacing.s)

    def forget(self) -> None:
        """Begin at the top again, as for another dossier."""
        self._count = PAGE
        self._kinds = None
        self.timeline.set_entries([])

    def show_history(self, history: History) -> None:
        """Show a timeline; the chosen kind and how far one had gone back stay."""
        self._history = history
        if history.kinds != self._kinds:
            self._make_chips(history.kinds)
        self._fill()

    def _make_chips(self, kinds: tuple[str, ...]) -> None:
        chosen = self.chips.value()
        self._kinds = kinds
        self._chip_slot.removeWidget(self.chips)
        self.chips.hide()
        self.chips.deleteLater()
        options = [(_ALL, tr("Alles"), ""), *((kind, tr(KINDS[kind][0]), KINDS[kind][1]) for kind in kinds)]
        self.chips = ChipGroup(options, chosen=[chosen if chosen in kinds else _ALL])
        self.chips.setAccessibleName(tr("Welke soort"))
        self.chips.changed.connect(self._chosen)
        self._chip_slot.addWidget(self.chips)
        self.chips.setVisible(len(kinds) > 1)

    def _kind(self) -> str:
        value = self.chips.value()
        return "" if value == _ALL else value

    def _chosen(self) -> None:
        self._count = PAGE
        self._fill()

    def _fill(self) -> None:
        if self._history is None:
            return
        entries, older = self._history.page(self._kind(), self._count)
        self.timeline.set_entries([_entry(each) for each in entries])
        self.timeline.setVisible(bool(entries))
        self.nothing.setVisible(not entries)
        self.older.setVisible(older > 0)
        self.older.setText(
            tr("Nog {n} eerdere laten zien (van {total})", n=min(PAGE, older), total=whole(older))
        )

    def _more(self) -> None:
        had = self.timeline.current_key()
        self._count += PAGE
        self._fill()
        if had:
            self.timeline.choose(had)
        announce(self.timeline, tr("Er staan nu {n} regels.", n=self._count))
        if not self.older.isVisible():
            self.timeline.setFocus(Qt.FocusReason.OtherFocusReason)


def _entry(each: Entry) -> TimelineEntry:
    return TimelineEntry(
        key=each.key,
        icon=each.icon,
        title=each.title,
        meta=each.meta,
        text=each.text,
        heading=each.heading,
        pills=(sharing(each.deelstand),),
    )
