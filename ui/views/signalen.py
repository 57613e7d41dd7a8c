"""The signals: for who noted them in three groups with the answer; for who coordinates a table to assign from."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QComboBox, QWidget

from ui import theme
from ui.i18n import counted, tr
from ui.models.signalen import (
    CLIENT,
    FIELDS,
    GENOTEERD,
    LEEFGEBIED,
    STAND,
    TITEL,
    UITERLIJK,
    URGENTIE,
    SignalenModel,
)
from ui.navigation import Navigator
from ui.viewmodels.signaal import SignaalViewModel
from ui.viewmodels.signaalstap import StapViewModel
from ui.viewmodels.signalen import (
    DOMAINS,
    URGENCY_WORDS,
    WHICH,
    SignalenViewModel,
    SignalLine,
    Which,
    groups,
)
from ui.views.bellen import put_under
from ui.views.live import LivePage
from ui.views.stapformulier import StepCard
from ui.widgets.badges import Pill, sharing, urgency
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.inputs import SearchLine
from ui.widgets.layouts import FlowLayout
from ui.widgets.panels import Card, EmptyState
from ui.widgets.rows import Row, RowList
from ui.widgets.table import DataTable
from ui.widgets.text import announce, label

_WIDTHS = {
    URGENTIE: 124,
    UITERLIJK: 150,
    TITEL: -210,
    CLIENT: 140,
    LEEFGEBIED: 140,
    STAND: 150,
    GENOTEERD: 92,
}

CLOSED_SHOWN = 20

_GROUPS = {
    "open": ("Wacht op een volgende stap", "signal"),
    "bezig": ("Iemand is ermee bezig", "contact"),
    "klaar": ("Afgesloten", "success"),
}


class OwnSignalsView(LivePage):
    """For volunteer and begeleider: what is open, what somebody has taken up, and what came of the rest."""

    model: SignalenViewModel

    def __init__(self, model: SignalenViewModel, navigator: Navigator) -> None:
        super().__init__(model, navigator, tr("Signalen"), wide=True)
        self.cards: dict[str, Card] = {}
        self.rows: dict[str, RowList] = {}
        for key, (title, icon) in _GROUPS.items():
            card = self.cards[key] = Card(tr(title), icon=icon)
            rows = self.rows[key] = RowList(tr(title))
            rows.opened.connect(lambda signaal_id: navigator.go("signaal", signaal=signaal_id))
            card.body.setSpacing(theme.current().spacing.s)
            card.add(rows)
            self.shown_column.addWidget(card)
        self._all = False
        self.more = LinkButton("", self._show_all)
        self.cards["klaar"].body.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.empty = EmptyState(
            tr("Er zijn nog geen signalen. Valt je iets op? Begin bij de cliënt."),
            icon="signal",
            button=tr("Naar je cliënten") if navigator.has("clienten") else "",
            clicked=lambda: navigator.go("clienten"),
        )
        self.shown_column.addWidget(self.empty)
        self.numbers = put_under(self)
        model.session.along.changed.connect(self._private_changed)

    def activate(self, params: Mapping[str, str]) -> None:
        self.wake()

    def _private_changed(self) -> None:
        if self.model.facts is not None:
            self.show_facts()

    def _show_all(self) -> None:
        self._all = True
        self.show_facts()
        self.rows["klaar"].rows()[CLOSED_SHOWN].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_facts(self) -> None:
        lines = self.model.visible()
        late = self.model.late_count()
        words = counted(late, "signaal wacht te lang", "signalen wachten te lang")
        self.set_title(tr("Signalen"), words if late else "")
        for key, found in groups(lines):
            shown = found if self._all or key != "klaar" else found[:CLOSED_SHOWN]
            self.rows[key].set_rows([_row(line) for line in shown])
            self.cards[key].setVisible(bool(found))
            if key == "klaar":
                self.more.setText(tr("Nog {n} laten zien", n=len(found) - len(shown)))
                self.more.setVisible(len(found) > len(shown))
        self.empty.setVisible(not lines)


def _row(line: SignalLine) -> Row:
    pills = [urgency(line.urgency)]
    if line.late:
        pills.append(Pill(tr("Te laat"), "warning", "clock"))
    if not line.answer:
        pills.append(sharing(line.deelstand))
    noted = tr("genoteerd {day} door {who}", day=line.noted_words, who=line.noted_by)
    return Row(
        key=line.signaal_id,
        title=line.title,
        icon="shield" if line.shielded else "signal",
        meta=" · ".join((line.client, line.domain, noted)),
        text=line.answer or line.stand_words,
        pills=tuple(pills),
    )


class AllSignalsView(LivePage):
    """For the coordinator: sort, filter, open with Enter, assign with B without leaving the list."""

    model: SignalenViewModel

    def __init__(
        self,
        model: SignalenViewModel,
        signal: SignaalViewModel,
        step: StapViewModel,
        navigator: Navigator,
    ) -> None:
        super().__init__(model, navigator, tr("Signalen"), wide=True, fills=True)
        self.signal = signal
        self.step = step
        signal.setParent(self)
        step.setParent(self)
        self.table_model = SignalenModel(self)
        self._chosen = ""
        self._place = 0
        self._assigning = False
        self._make_filters()
        self._make_table()
        self._make_panel(step)
        self.assign_button = Button(tr("&Beleggen"), "primary", "person", self.assign)
        self.add_action(self.assign_button)
        self.above.addWidget(self.filters)
        self.shown_column.addWidget(self.hint)
        self.shown_column.addWidget(self.table, 1)
        self.shown_column.addWidget(self.steps)
        self.shown_column.setSpacing(theme.current().spacing.s)
        self.numbers = put_under(self)
        self._wire()

    def _make_filters(self) -> None:
        self.search = SearchLine(tr("Zoek op cliënt, signaal of wie het oppakt"), tr("Zoek"))
        self.search.setMinimumWidth(220)
        self.which = self._combo(tr("Welke signalen"), WHICH)
        self.domain = self._combo(tr("Leefgebied"), (("", "Elk leefgebied"), *DOMAINS))
        self.urgency = self._combo(tr("Urgentie"), (("", "Elke urgentie"), *URGENCY_WORDS))
        self.count = label("", "muted", wrap=False)
        self.count.setMinimumHeight(theme.current().sizes.control)
        flow = FlowLayout(gap=theme.current().spacing.m)
        for part in (self.search, self.which, self.domain, self.urgency, self.count):
            flow.addWidget(part)
        self.filters = QWidget()
        self.filters.setLayout(flow)

    def _combo(self, name: str, options: tuple[tuple[str, str], ...]) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(name)
        for key, words in options:
            made.addItem(tr(words), key)
        return made

    def _make_table(self) -> None:
        self.no_rows = EmptyState(tr("Geen signalen met deze keuze."), icon="success")
        self.table = DataTable(
            tr("Signalen"),
            self.table_model,
            widths=_WIDTHS,
            sortable=tuple(range(len(FIELDS))),
            empty=self.no_rows,
        )
        self.table.setMinimumHeight(round(2.5 * theme.current().sizes.row))
        self.hint = label(tr("Enter opent een signaal. B: beleggen."), "small")

    def _make_panel(self, step: StapViewModel) -> None:
        self.steps = StepCard(step, self)
        self.open = Button(tr("Openen"), "quiet", "arrow-right", self._open_chosen)
        self.steps.tools.addWidget(self.open)
        self.steps.body.setSpacing(theme.current().spacing.s)
        self.steps.hide()

    def _wire(self) -> None:
        self.table.opened.connect(self._open_row)
        self.table.sort_wanted.connect(
            lambda number, down: self.model.narrow(sort=FIELDS[number], descending=down)
        )
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._row_chosen())
        self.table_model.modelReset.connect(self._keep_chosen)
        assign = QShortcut(QKeySequence("B"), self.table)
        assign.setContext(Qt.ShortcutContext.WidgetShortcut)
        assign.activated.connect(self.assign)
        self.search.textChanged.connect(lambda text: self.model.narrow(text=text))
        self.search.down.connect(lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        self.which.activated.connect(
            lambda number: self.model.narrow(which=Which(self.which.itemData(number)))
        )
        self.domain.activated.connect(lambda number: self.model.narrow(domain=self.domain.itemData(number)))
        self.urgency.activated.connect(
            lambda number: self.model.narrow(urgency=self.urgency.itemData(number))
        )
        self.signal.reloaded.connect(self._show_panel)
        self.step.loaded.connect(self._cancelled)
        self.step.saved.connect(self._step_taken)
        self.model.session.along.changed.connect(self._private_changed)

    # -- coming and going

    def activate(self, params: Mapping[str, str]) -> None:
        self.wake()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # The list, not the button above it: the arrows and B are what one comes for.
        if not event.spontaneous():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def save_draft(self) -> None:
        """Keep what was written for the next step of the chosen signal."""
        self.steps.save_draft()

    def _private_changed(self) -> None:
        if self.model.facts is not None:
            self.show_facts()

    # -- showing

    def show_facts(self) -> None:
        shown = self.model.shown()
        late = self.model.late_count()
        words = counted(late, "signaal wacht te lang", "signalen wachten te lang")
        self.set_title(tr("Signalen"), words if late else tr("Geen enkel signaal wacht te lang."))
        self.count.setText(counted(len(shown), "signaal", "signalen"))
        with QSignalBlocker(self.which):
            self.which.setCurrentIndex(self.which.findData(self.model.filter.which.value))
        self.table_model.show_lines(shown)

    def _keep_chosen(self) -> None:
        """Stay on the chosen signal; where it has left the list, on the one that came in its place."""
        if not self._chosen:
            return
        place = self.table_model.row_of(self._chosen)
        if place < 0:
            self._chosen = ""
            self._make_room(False)
            place = min(self._place, self.table_model.rowCount() - 1)
        if place >= 0:
            self.table.selectRow(place)

    def _row_chosen(self) -> None:
        line = self.table_model.line(self.table.current_row())
        if line is None:
            return
        self._place = self.table.current_row()
        if line.signaal_id != self._chosen:
            self.steps.save_draft()
            self._chosen = line.signaal_id
            self._make_room(False)

    def _show_panel(self) -> None:
        facts = self.signal.facts
        if facts is None or facts.signaal_id != self._chosen or not self._assigning:
            return
        self._assigning = False
        self.step.load(facts.dossier_id, facts.signaal_id)
        words = " · ".join(part for part in (facts.client, facts.title, facts.remark) if part)
        self.steps.show_choices(facts, words)
        assigns = next((each.stand for each in facts.steps if each.assigns), "")
        self._make_room(bool(assigns))
        if assigns:
            self.steps.choose(assigns)

    def _make_room(self, assigning: bool) -> None:
        """On a small screen the fields and the list can't both have their room: what narrows the list steps aside."""
        self.steps.setVisible(assigning)
        self.hint.setVisible(not assigning)
        self.filters.setVisible(not assigning)
        QTimer.singleShot(0, self, lambda: self.table.scrollTo(self.table.currentIndex()))

    # -- acting

    def assign(self) -> None:
        """Open the fields to say who takes up the chosen signal; without a choice the first one."""
        if self.table.current_row() < 0 and self.table_model.rowCount():
            self.table.selectRow(0)
        line = self.table_model.line(self.table.current_row())
        if line is None:
            return
        self._chosen = line.signaal_id
        self._assigning = True
        self.signal.show(line.signaal_id)
        self.signal.wake()

    def _step_taken(self, stand: str) -> None:
        """Back to the list: the next signal is a key away."""
        self._make_room(False)
        announce(self.table, tr("Bewaard."))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _cancelled(self) -> None:
        if not self.step.form.stand and self.steps.isVisible():
            self._make_room(False)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_row(self, place: int) -> None:
        line = self.table_model.line(place)
        if line is not None:
            self.navigator.go("signaal", signaal=line.signaal_id)

    def _open_chosen(self) -> None:
        if self._chosen:
            self.navigator.go("signaal", signaal=self._chosen)
