"""Signals over time: a drawing by leefgebied with its table, what comes back, and answers side by side."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox

from ui import theme
from ui.i18n import counted, tr
from ui.models.texts import TextTableModel
from ui.navigation import Navigator
from ui.viewmodels.patroon import SIGNAL_HEADINGS, Compared, PatroonViewModel
from ui.views.live import LivePage
from ui.widgets.panels import Card, EmptyState
from ui.widgets.signalchart import Mark, SignalDrawing
from ui.widgets.table import DataTable
from ui.widgets.text import label

ROWS_SEEN = 8


class PatroonView(LivePage):
    """For one client."""

    model: PatroonViewModel

    def __init__(self, model: PatroonViewModel, navigator: Navigator) -> None:
        super().__init__(model, navigator, tr("Signalen door de tijd"), wide=True)
        self._ids: tuple[str, ...] = ()
        self.repeats = Card(tr("Komt terug"), icon="refresh")
        self.repeat_words = label("")
        self.repeat_hint = label(
            tr("“Soms” dat blijft, is de moeite van een gesprek waard. Bespreek het met je contactpersoon."),
            "muted",
        )
        self.repeats.add(self.repeat_words, self.repeat_hint)
        self.over_time = Card(tr("Per leefgebied"), icon="chart")
        self.drawing = SignalDrawing(tr("Signalen per leefgebied door de tijd"))
        self.signals = TextTableModel([tr(word) for word in SIGNAL_HEADINGS], self)
        self.table = DataTable(
            tr("Signalen, de nieuwste eerst"), self.signals, widths={0: 100, 1: 210, 2: -240, 3: 120, 4: 220}
        )
        self.table.opened.connect(self._open)
        self.over_time.add(self.drawing, self.table)
        self.beside = Card(tr("Antwoorden naast elkaar"), icon="checklist")
        self.lists = QComboBox()
        self.lists.setAccessibleName(tr("Kies een lijst"))
        self.lists.activated.connect(lambda _: self._show_compared())
        self.older = label("", "small")
        self.beside.add(self.lists, self.older)
        self.answers: DataTable | None = None
        self.note = label(
            tr("Hier staat wat genoteerd is, en wanneer. Het is geen score en geen oordeel."), "muted"
        )
        self.empty = EmptyState(
            tr("Er is nog niets genoteerd. Vul een lijst in, of noteer een signaal."),
            icon="chart",
            button=tr("Iets opgevallen?") if navigator.has("checklists") else "",
            clicked=lambda: navigator.go("checklists", dossier=model.dossier_id),
        )
        for part in (self.note, self.repeats, self.over_time, self.beside, self.empty):
            self.shown_column.addWidget(part)

    def activate(self, params: Mapping[str, str]) -> None:
        self.model.show(params["dossier"])
        self.wake()

    def show_facts(self) -> None:
        facts = self.model.facts
        assert facts is not None
        self.set_title(tr("Signalen door de tijd"), facts.client)
        self.repeat_words.setText("\n".join(facts.repeats))
        self.repeats.setVisible(bool(facts.repeats))
        marks = [Mark(row=row, day=day, urgency=key, open=open_) for row, day, key, open_ in facts.marks]
        self.drawing.show_marks(facts.domains, marks, facts.months, facts.last)
        self._ids = facts.signal_ids
        self.signals.show(facts.signals)
        self._fit(self.table, len(facts.signals))
        self.over_time.setVisible(bool(marks))
        self._fill_lists(facts.compared)
        self.beside.setVisible(bool(facts.compared))
        nothing = not marks and not facts.compared
        self.empty.setVisible(nothing)
        self.note.setVisible(not nothing)

    def _fill_lists(self, compared: tuple[Compared, ...]) -> None:
        chosen = self.lists.currentData()
        with QSignalBlocker(self.lists):
            self.lists.clear()
            for each in compared:
                self.lists.addItem(each.name, each.code)
            self.lists.setCurrentIndex(max(0, self.lists.findData(chosen)))
        self._show_compared()

    def _show_compared(self) -> None:
        facts = self.model.facts
        code = self.lists.currentData()
        each = next((one for one in facts.compared if one.code == code), None) if facts else None
        if self.answers is not None:
            self.answers.hide()
            self.answers.deleteLater()
            self.answers = None
        if each is None:
            return
        # The number of columns is another one for each list, so the table is made anew.
        model = TextTableModel(each.headings)
        widths = {0: -300, **dict.fromkeys(range(1, len(each.headings)), -130)}
        self.answers = DataTable(tr("Antwoorden op deze lijst, per keer"), model, widths=widths)
        model.setParent(self.answers)
        model.show(each.rows)
        self._fit(self.answers, len(each.rows))
        self.beside.add(self.answers)
        self.answers.show()
        words = counted(each.older, "eerdere keer staat", "eerdere keren staan")
        self.older.setText(tr("{times} in de tijdlijn van het dossier.", times=words))
        self.older.setVisible(each.older > 0)

    def _fit(self, table: DataTable, rows: int) -> None:
        height = table.verticalHeader().defaultSectionSize() * (min(rows, ROWS_SEEN) + 1)
        table.setFixedHeight(height + theme.current().spacing.l)

    def _open(self, place: int) -> None:
        if 0 <= place < len(self._ids) and self.navigator.has("signaal"):
            self.navigator.go("signaal", signaal=self._ids[place])
