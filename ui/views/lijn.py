"""The doorgaande lijn: the eight steps, one of them to write in, and the four files that must travel along."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.faults import Fault
from ui import theme
from ui.i18n import apart, clock_time, tr
from ui.navigation import Navigator
from ui.viewmodels.lijn import STANDEN, UITLEG, LineFacts, LineViewModel, StepEditor, StepForm, TransferFacts
from ui.views.dossier import step_of
from ui.views.lijnonderdelen import PartsCard
from ui.views.live import LivePage, offer_undo
from ui.widgets.buttons import Button
from ui.widgets.choices import ChipGroup
from ui.widgets.dates import DateField
from ui.widgets.form import Field, Form
from ui.widgets.inputs import LongText, TextLine
from ui.widgets.layouts import FlowLayout, column, row
from ui.widgets.panels import Card, MessageBar, divider
from ui.widgets.stepline import StepLine
from ui.widgets.text import Icon, announce, label


class StepCard(Card):
    """One step: when it began and ended, what was done, what must go along. Kept while one types."""

    def __init__(self, editor: StepEditor) -> None:
        super().__init__(tr("Stap"), icon="line")
        self.editor = editor
        self._filling = False
        self.explanation = label("", "muted")
        self.carried = MessageBar("info", "")
        self.trouble = MessageBar("error", "")
        self.trouble.hide()
        self.begun = DateField(editor.today)
        self.ended = DateField(editor.today)
        self.done = LongText(max_length=2000, lines=2)
        self.along = LongText(max_length=2000, lines=2)
        self.form = Form()
        self._lay_out_form()
        self.save = Button(tr("Bewaren"), "primary", "check", self.submit)
        self.here = Button(tr("Dit is de stap van nu"), "secondary", "arrow-right")
        self.kept = label("", "muted", wrap=False)
        self.kept_icon = Icon("saved", "text_muted")
        self.kept_icon.hide()
        buttons = FlowLayout()
        buttons.addWidget(self.save)
        buttons.addWidget(self.here)
        self.add(self.explanation, self.carried, self.trouble, self.form)
        self.body.addLayout(buttons)
        self.body.addLayout(row(self.kept_icon, self.kept, None, gap=theme.current().spacing.s))
        self._wire()

    def _lay_out_form(self) -> None:
        days = row(gap=theme.current().spacing.l)
        for key, caption, control in (
            ("begonnen_op", tr("Begonnen op"), self.begun),
            ("afgerond_op", tr("Afgerond op"), self.ended),
        ):
            field = self.form.adopt(Field(key, caption, control, optional=True))
            days.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self.form.body.addLayout(days)
        self.form.add_field("gedaan", tr("Wat is er gedaan?"), self.done, optional=True)
        self.form.add_field(
            "meenemen",
            tr("Wat moet mee naar de volgende stap?"),
            self.along,
            hint=tr("Geen medische inhoud. Schrijf wat er moet gebeuren en wie het doet."),
            optional=True,
        )

    def _wire(self) -> None:
        for part in (self.begun, self.ended, self.done, self.along):
            part.changed.connect(self._edited)
        self.form.on_left(self._check)
        editor = self.editor
        editor.loaded.connect(self.fill)
        editor.kept.connect(self._show_kept)
        editor.saved.connect(lambda _: self._say(tr("De stap is bewaard.")))
        editor.failed.connect(self._failed)
        editor.problems_found.connect(self.form.show_errors)

    def fill(self) -> None:
        """Show what the editor holds."""
        form, editor = self.editor.form, self.editor
        assert self.heading is not None
        self._filling = True
        try:
            self.heading.setText(editor.title)
            self.setAccessibleName(editor.title)
            self.explanation.setText(tr(UITLEG[editor.stap - 1]))
            self.begun.set_value(form.begonnen_op)
            self.ended.set_value(form.afgerond_op)
            self.done.set_text(form.gedaan)
            self.along.set_text(form.meenemen)
            self.form.show_errors({})
            self.trouble.hide()
        finally:
            self._filling = False
        self._say(tr("Je gaat verder met je concept.") if editor.has_draft else "")

    def read(self) -> StepForm:
        """Return what the fields hold."""
        return StepForm(
            begonnen_op=self.begun.value(),
            afgerond_op=self.ended.value(),
            gedaan=self.done.text(),
            meenemen=self.along.text(),
        )

    def _edited(self) -> None:
        if not self._filling:
            self.editor.edit(self.read())
            for key, control in (("gedaan", self.done), ("meenemen", self.along)):
                field = self.form.fields[key]
                if field.error or control.editor.hasFocus():
                    field.set_error(self.editor.problem(key))

    def _check(self, key: str) -> str:
        self.editor.edit(self.read())
        dates = {"begonnen_op": self.begun, "afgerond_op": self.ended}
        return (dates[key].problem() if key in dates else "") or self.editor.problem(key)

    def submit(self) -> None:
        """Check, and store."""
        self.editor.edit(self.read())
        said = {key: self._check(key) for key in self.form.fields}
        if self.form.show_errors({key: words for key, words in said.items() if words}):
            self.editor.save()

    def _say(self, words: str) -> None:
        self.kept.setText(words)
        self.kept.setVisible(bool(words))
        self.kept_icon.setVisible(bool(words))
        if words:
            announce(self.kept, words)

    def _show_kept(self, moment: datetime) -> None:
        self._say(tr("Bewaard op dit apparaat {time}", time=clock_time(moment)))

    def _failed(self, fault: Fault) -> None:
        self.trouble.show_message("error", fault.sentence, detail=fault.next_step)
        self.trouble.show()


class TransferRow(QWidget):
    """One file: what, from whom to whom; its state as chips; by whom and on which day once it is asked for."""

    put = Signal(str, str, object)

    def __init__(self, facts: TransferFacts, today: Callable[[], date]) -> None:
        super().__init__()
        space = theme.current().spacing
        self.facts = facts
        self.chips = ChipGroup(STANDEN)
        self.chips.setAccessibleName(facts.title)
        self.by = TextLine(width=24)
        self.by.setAccessibleName(tr("Door wie: {what}", what=facts.title))
        self.day = DateField(today)
        self.day.line.setAccessibleName(tr("Welke dag: {what}", what=facts.title))
        self.details = QWidget()
        line = row(gap=space.m)
        line.addLayout(column(label(tr("Door wie"), "small"), self.by, None, gap=space.xs))
        line.addLayout(column(label(tr("Op welke dag"), "small"), self.day, gap=space.xs))
        line.addStretch(1)
        self.details.setLayout(line)
        self.setLayout(
            column(
                label(facts.title, "strong"),
                label(facts.explanation, "muted"),
                self.chips,
                self.details,
                gap=space.xs,
                margins=(0, space.s, 0, space.s),
            )
        )
        self.chips.changed.connect(self._chosen)
        self.by.editingFinished.connect(self._typed)
        self.day.line.editingFinished.connect(self._typed)
        self.day.changed.connect(lambda: None if self.day.line.hasFocus() else self._typed())
        self.show_facts(facts)

    def show_facts(self, facts: TransferFacts) -> None:
        """Show where it stands; what is being typed stays."""
        self.facts = facts
        self.chips.set_value(facts.stand)
        self.details.setVisible(facts.stand in ("gevraagd", "gebeurd"))
        if not self.by.hasFocus():
            self.by.setText(facts.door)
        if not self.day.line.hasFocus() and self.day.value() != facts.datum:
            self.day.set_value(facts.datum)

    def _chosen(self) -> None:
        # Another state has another day: today, unless a day is typed after this.
        self.put.emit(self.chips.value(), self.by.text(), None)

    def _typed(self) -> None:
        facts, day = self.facts, self.day.value()
        if self.day.problem():
            return
        if (self.by.text().strip(), day) != (facts.door, facts.datum):
            self.put.emit(facts.stand, self.by.text(), day)


class LinePage(LivePage):
    """The page `lijn`; `activate` gets `dossier`, and `stap` when one of the eight is meant."""

    model: LineViewModel

    def __init__(self, model: LineViewModel, navigator: Navigator) -> None:
        super().__init__(model, navigator, tr("Doorgaande lijn"), wide=True)
        self.line = StepLine(tr("Doorgaande lijn"))
        line_card = Card()
        line_card.setAccessibleName(tr("Doorgaande lijn"))
        line_card.add(self.line)
        self.step = StepCard(model.editor)
        self.step.here.clicked.connect(self._move_here)
        self.parts = PartsCard(model.parts)
        self.transfers = Card(tr("Dossiers die mee moeten"), icon="handover")
        words = tr("Bij de warme overdracht gaan vier dossiers mee. Hier staat alleen of het gebeurd is.")
        self.transfers.add(label(words, "muted"))
        self.rows: dict[str, TransferRow] = {}
        self.shown_column.addWidget(line_card)
        self.shown_column.addWidget(self.step)
        self.shown_column.addWidget(self.parts)
        self.shown_column.addWidget(self.transfers)
        self.shown_column.addStretch(1)
        self.line.chosen.connect(lambda number: self._choose(number + 1))
        self._wanted = 0

    def activate(self, params: Mapping[str, str]) -> None:
        stap = params.get("stap", "")
        self._wanted = int(stap) if stap.isdecimal() and 1 <= int(stap) <= len(UITLEG) else 0
        if params["dossier"] != self.model.dossier_id:
            self.model.editor.stap = 0
        self.model.open(params["dossier"])

    def save_draft(self) -> None:
        """The page is being left, or the program is about to lock."""
        editor = self.model.editor
        if editor.stap:
            editor.edit(self.step.read())
            editor.keep_draft()

    def show_facts(self) -> None:
        facts = self.model.facts
        assert facts is not None
        editor = self.model.editor
        self.set_title(tr("Doorgaande lijn"), apart(facts.naam))
        self.line.set_steps([step_of(each) for each in facts.steps])
        if self._wanted or not editor.stap:
            stap, chosen = self._wanted or facts.fase, self._wanted
            self._choose(stap)
            self._wanted = 0
            if chosen:
                # After the window has put the focus on the first of the page.
                QTimer.singleShot(0, self.line, lambda: self.line.focus_step(stap - 1))
        else:
            editor.refresh(facts.known[editor.stap - 1])
            self._show_step(facts)
        self._show_transfers(facts.transfers)

    def _choose(self, stap: int) -> None:
        editor = self.model.editor
        if editor.stap and editor.stap != stap:
            self.save_draft()
        editor.load(self.model.dossier_id, stap)
        if self.model.facts is not None:
            self._show_step(self.model.facts)

    def _show_step(self, facts: LineFacts) -> None:
        stap = self.model.editor.stap
        self.step.here.setVisible(stap != facts.fase)
        self.parts.show_step(stap)
        before = facts.known[stap - 2].meenemen if stap > 1 else ""
        self.step.carried.setVisible(bool(before))
        if before:
            self.step.carried.show_message("info", tr("Mee uit de vorige stap"), detail=before)

    def _show_transfers(self, transfers: tuple[TransferFacts, ...]) -> None:
        for facts in transfers:
            if facts.wat not in self.rows:
                made = TransferRow(facts, self.model.editor.today)
                made.put.connect(
                    lambda stand, door, day, wat=facts.wat: self.model.put_transfer(wat, stand, door, day)
                )
                if self.rows:
                    self.transfers.add(divider())
                self.rows[facts.wat] = made
                self.transfers.add(made)
            self.rows[facts.wat].show_facts(facts)

    def _move_here(self) -> None:
        facts = self.model.facts
        if facts is None:
            return
        before, stap = facts.fase, self.model.editor.stap
        self.save_draft()
        words = tr("De cliënt staat nu op stap {n}.", n=stap)
        self.model.go_to(stap, lambda: offer_undo(self, words, lambda: self.model.go_to(before)))
