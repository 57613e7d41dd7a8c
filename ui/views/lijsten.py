"""The lists of the organisation, for the coordinator: choose a workbook, see what it becomes, publish; or save one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.faults import Fault, FaultKind
from ui import theme
from ui.i18n import tr
from ui.models.texts import TextTableModel
from ui.navigation import Navigator
from ui.viewmodels.lijsten import HEADINGS, LijstenViewModel, ListLine
from ui.views.lijstvoorbeeld import ListPreview
from ui.views.live import LivePage
from ui.widgets.badges import Pill
from ui.widgets.buttons import Button
from ui.widgets.files import ask_open, ask_save
from ui.widgets.layouts import FlowLayout, column
from ui.widgets.panels import Card, MessageBar
from ui.widgets.rows import Row, RowList
from ui.widgets.table import DataTable
from ui.widgets.text import announce, label

FILE_LIMIT = 4 * 1024 * 1024
WORKBOOKS = "Excel-werkmappen (*.xlsx *.xls *.ods);;Alle bestanden (*)"
WORKBOOK = "Excel-werkmap (*.xlsx)"

WERKMAP_ONLEESBAAR = FaultKind(
    "werkmap-onleesbaar", "Dit bestand kan niet gelezen worden.", "Kies een ander bestand."
)
WERKMAP_TE_GROOT = FaultKind(
    "werkmap-te-groot", "Dit bestand is groter dan 4 MB.", "Haal er bladen en plaatjes uit."
)
WERKMAP_NIET_BEWAARD = FaultKind(
    "werkmap-niet-bewaard", "Het bestand kan daar niet worden bewaard.", "Kies een andere map."
)


class LijstenView(LivePage):
    """All lists; over them, once a workbook is chosen, what must be mended or the list to try out."""

    model: LijstenViewModel

    def __init__(self, model: LijstenViewModel, navigator: Navigator) -> None:
        super().__init__(
            model,
            navigator,
            tr("Lijsten"),
            tr("Maak een eigen lijst in Excel. Na publiceren krijgen alle apparaten hem."),
            wide=True,
        )
        self._code = ""
        self.preview: ListPreview | None = None
        self.choose = Button(tr("Lijst uit Excel"), "primary", "import", self._ask_file)
        self.add_action(self.choose)
        self.outcome = MessageBar("success", "")
        self.show_message(self.outcome)
        self.outcome.hide()
        self._make_proposal()
        self._make_lists()
        model.proposed.connect(self._show_proposal)
        model.done.connect(self._say)
        model.refused.connect(self._refuse)
        model.written.connect(self._ask_place)

    def _make_proposal(self) -> None:
        space = theme.current().spacing
        self.verdict = MessageBar("info", "")
        self.remarks = TextTableModel([tr(word) for word in HEADINGS], self)
        self.table = DataTable(
            tr("Wat er over dit bestand te zeggen is"), self.remarks, widths={0: 250, 1: -250, 2: -300}
        )
        self.publish = Button(tr("Publiceren"), "primary", "share", self.model.publish)
        self.leave = Button(tr("Niet doen"), "secondary", "close", self.model.forget)
        self.buttons = QWidget()
        flow = FlowLayout(gap=space.s)
        flow.addWidget(self.publish)
        flow.addWidget(self.leave)
        self.buttons.setLayout(flow)
        self.preview_place = column(gap=0)
        self.proposal = QWidget()
        self.proposal.setLayout(
            column(self.verdict, self.table, self.buttons, self.preview_place, gap=space.m)
        )
        self.proposal.hide()
        self.shown_column.addWidget(self.proposal)

    def _make_lists(self) -> None:
        self.own_card = Card(tr("Eigen lijsten"), icon="checklist")
        self.own_hint = label(
            tr(
                "Er is nog geen eigen lijst. Sla een lijst van het programma op als begin, of kies een werkmap."
            ),
            "muted",
        )
        self.own = RowList(tr("Eigen lijsten"))
        self.own_card.add(self.own_hint, self.own)
        self.shipped_card = Card(tr("Lijsten van het programma"), icon="checklist")
        self.shipped_hint = label(
            tr("Deze veranderen niet. Sla er een op, pas hem aan in Excel en geef hem een eigen form_id."),
            "muted",
        )
        self.shipped = RowList(tr("Lijsten van het programma"))
        self.shipped_card.add(self.shipped_hint, self.shipped)
        self.about = Card()
        self.about_title = label("", "strong")
        self.about_words = label("", "muted")
        self.save = Button(tr("Opslaan als Excel-bestand"), "secondary", "export", self._make_workbook)
        self.switch = Button("", "secondary", "", self._switch)
        holder = QWidget()
        flow = FlowLayout(gap=theme.current().spacing.s)
        flow.addWidget(self.save)
        flow.addWidget(self.switch)
        holder.setLayout(flow)
        self.about.add(self.about_title, self.about_words, holder)
        self.about.hide()
        for part in (self.about, self.own_card, self.shipped_card):
            self.shown_column.addWidget(part)
        self.own.opened.connect(self._open)
        self.shipped.opened.connect(self._open)

    def activate(self, params: Mapping[str, str]) -> None:
        self.wake()

    # -- the lists

    def show_facts(self) -> None:
        lines = self.model.facts or ()
        self.own.set_rows([_row(each) for each in lines if each.own])
        self.shipped.set_rows([_row(each) for each in lines if not each.own])
        self.own_hint.setVisible(not any(each.own for each in lines))
        self._show_about()

    def _line(self) -> ListLine | None:
        return next((each for each in self.model.facts or () if each.code == self._code), None)

    def _open(self, code: str) -> None:
        self._code = code
        self._show_about()
        self.scroller.ensureWidgetVisible(self.about)
        self.save.setFocus()

    def _show_about(self) -> None:
        line = self._line()
        self.about.setVisible(line is not None)
        if line is None:
            return
        self.about_title.setText(line.title)
        self.about_words.setText(line.facts)
        self.switch.setVisible(line.own)
        self.switch.setText(tr("Weer aanbieden") if line.off else tr("Niet meer aanbieden"))

    def _switch(self) -> None:
        line = self._line()
        if line is not None:
            self.model.set_in_use(line.code, line.off)

    # -- a workbook out

    def _make_workbook(self) -> None:
        self.model.workbook(self._code)

    def _ask_place(self, data: bytes) -> None:
        ask_save(
            self,
            tr("Opslaan als Excel-bestand"),
            f"{self._code}.xlsx",
            lambda path: self.write_to(path, data),
            kind=WORKBOOK,
        )

    def write_to(self, path: str, data: bytes) -> None:
        """Store a workbook where somebody chose to."""
        wanted = Path(path)
        if not wanted.suffix:
            wanted = wanted.with_suffix(".xlsx")
        try:
            wanted.write_bytes(data)
        except OSError:
            self._refuse(Fault(WERKMAP_NIET_BEWAARD))
            return
        self._say(tr("Opgeslagen als bestand."))

    # -- a workbook in

    def _ask_file(self) -> None:
        ask_open(self, tr("Lijst kiezen"), self.take_file, kind=WORKBOOKS)

    def take_file(self, path: str) -> None:
        """Look at a chosen workbook."""
        chosen = Path(path)
        try:
            if chosen.stat().st_size > FILE_LIMIT:
                self.model.refuse(Fault(WERKMAP_TE_GROOT))
                return
            data = chosen.read_bytes()
        except OSError:
            self.model.refuse(Fault(WERKMAP_ONLEESBAAR))
            return
        self.model.read_file(data, chosen.name)

    def _show_proposal(self) -> None:
        found = self.model.proposal
        self.outcome.setVisible(self.outcome.isVisible() and found is None)
        if self.preview is not None:
            self.preview.hide()
            self.preview.deleteLater()
            self.preview = None
        self.proposal.setVisible(found is not None)
        if found is None:
            self.choose.setFocus()
            return
        tone, words, detail = self.model.headline()
        self.verdict.show_message(tone, words, detail=detail)
        rows = self.model.rows()
        self.remarks.show(rows)
        self.table.setVisible(bool(rows))
        height = self.table.verticalHeader().defaultSectionSize() * (min(len(rows), 8) + 1)
        self.table.setFixedHeight(height + theme.current().spacing.l)
        self.publish.setVisible(found.publiceerbaar)
        trial = self.model.try_out()
        if trial is not None:
            self.preview = ListPreview(trial)
            self.preview_place.addWidget(self.preview)
            self.preview.show()
        self.scroller.verticalScrollBar().setValue(0)
        announce(self.verdict, f"{words} {detail}")
        (self.publish if found.publiceerbaar else self.choose).setFocus()

    def _say(self, words: str) -> None:
        self.outcome.show_message("success", words)
        self.outcome.show()
        announce(self.outcome, words)

    def _refuse(self, fault: Fault) -> None:
        self.outcome.show_message("error", fault.sentence, detail=fault.next_step)
        self.outcome.show()
        announce(self.outcome, self.outcome.text, urgent=True)


def _row(each: ListLine) -> Row:
    pills = (Pill(tr("Niet meer aangeboden"), "neutral", "eye-off"),) if each.off else ()
    return Row(key=each.code, title=each.title, icon="checklist", meta=each.facts, pills=pills)
