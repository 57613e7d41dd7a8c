"""The parts of a step as rows: a state, a day, and what came out or how many hours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.lijnonderdelen import UREN_MOST
from ui import theme
from ui.i18n import tr
from ui.viewmodels.lijnonderdelen import GROEPEN, STANDEN, PartFacts, PartsViewModel
from ui.widgets.answering import NumberLine, whole_number
from ui.widgets.choices import ChipGroup
from ui.widgets.dates import DateField
from ui.widgets.facts import Progress
from ui.widgets.inputs import TextLine
from ui.widgets.layouts import column, row
from ui.widgets.panels import Card, divider
from ui.widgets.text import label


class PartRow(QWidget):
    """One part. What is typed is stored when its field is left; a state at once."""

    put = Signal(str, object, str, object)

    def __init__(self, facts: PartFacts, today: Callable[[], date], number: Callable[[str], str]) -> None:
        super().__init__()
        space = theme.current().spacing
        self.facts = facts
        self._number = number
        self.chips = ChipGroup(STANDEN, clearable=True)
        self.chips.setAccessibleName(facts.title)
        self.day = DateField(today)
        self.day.line.setAccessibleName(tr("Welke dag: {what}", what=facts.title))
        self.outcome = TextLine(max_length=500)
        self.outcome.setAccessibleName(tr("Wat kwam eruit: {what}", what=facts.title))
        self.hours = NumberLine(
            whole_number,
            lambda n: "" if n is None else str(n),
            tr("Dit is geen getal. Typ alleen hele uren, hooguit {most}.", most=UREN_MOST),
        )
        self.hours.setAccessibleName(tr("Hoeveel uur: {what}", what=facts.title))
        self.error = label("", "error")
        self.error.hide()
        self.details = QWidget()
        self.details.setLayout(self._lay_details())
        self.setLayout(
            column(
                label(facts.title, "strong"),
                label(facts.explanation, "muted"),
                self.chips,
                self.details,
                self.error,
                gap=space.xs,
                margins=(0, space.s, 0, space.s),
            )
        )
        self.chips.changed.connect(self._chosen)
        self.day.line.editingFinished.connect(self._typed)
        self.day.changed.connect(lambda: None if self.day.line.hasFocus() else self._typed())
        self.outcome.editingFinished.connect(self._typed)
        self.outcome.textEdited.connect(lambda text: self.show_error(self._number(text)))
        self.hours.editingFinished.connect(self._typed)
        self.show_facts(facts)

    def _lay_details(self) -> QHBoxLayout:
        space = theme.current().spacing
        line = row(gap=space.m)
        line.addLayout(column(label(tr("Op welke dag"), "small"), self.day, gap=space.xs))
        if self.facts.in_hours:
            caption = tr("Uren gevolgd, van {total}", total=self.facts.uren_van)
            line.addLayout(column(label(caption, "small"), self.hours, None, gap=space.xs))
            line.addStretch(1)
            self.outcome.setParent(self)
            self.outcome.hide()
        elif self.facts.gevoelig:
            line.addStretch(1)
            for hidden in (self.outcome, self.hours):
                hidden.setParent(self)
                hidden.hide()
        else:
            line.addLayout(column(label(tr("Wat kwam eruit"), "small"), self.outcome, None, gap=space.xs), 1)
            self.hours.setParent(self)
            self.hours.hide()
        return line

    def show_facts(self, facts: PartFacts) -> None:
        """Show what is known; what is being typed stays."""
        self.facts = facts
        self.chips.set_value(facts.stand)
        self.details.setVisible(facts.stand in ("gedaan", "meegegeven"))
        if not self.day.line.hasFocus() and self.day.value() != facts.datum:
            self.day.set_value(facts.datum)
        if not self.outcome.hasFocus() and not self.error.text():
            self.outcome.setText(facts.uitkomst)
        if not self.hours.hasFocus() and self.hours.value() != facts.uren:
            self.hours.set_value(facts.uren)

    def show_error(self, sentence: str) -> None:
        """Say in its place what is wrong (`""`: nothing)."""
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))

    def _chosen(self) -> None:
        done = self.chips.value() in ("gedaan", "meegegeven")
        self.put.emit(
            self.chips.value(),
            self.day.value() if done else None,
            self.outcome.text() if done else "",
            self.hours.value() if done else None,
        )

    def _typed(self) -> None:
        said = self.day.problem() or self.hours.problem() or self._number(self.outcome.text())
        self.show_error(said)
        facts = self.facts
        now = (self.day.value(), self.outcome.text().strip(), self.hours.value())
        if not said and now != (facts.datum, facts.uitkomst, facts.uren):
            self.put.emit(self.chips.value(), *now)


class PartsCard(Card):
    """The parts of one step; hidden on steps without."""

    def __init__(self, model: PartsViewModel) -> None:
        super().__init__(tr("Onderdelen van deze stap"), icon="checklist")
        self.model = model
        self.rows: dict[str, PartRow] = {}
        self.groups: dict[str, QWidget] = {}
        self.hours = Progress(tr("Uren voorinburgering"))
        self.add(self.hours)
        self._step = 0
        model.reloaded.connect(self._show)
        model.refused.connect(self._refused)
        self.hide()

    def show_step(self, stap: int) -> None:
        """Show the parts of this step."""
        self._step = stap
        self._show()

    def _show(self) -> None:
        facts, wanted = self.model.facts, GROEPEN.get(self._step, ())
        self.setVisible(facts is not None and bool(wanted))
        if facts is None or not wanted:
            return
        keys = {str(groep) for groep, _ in wanted}
        for groep, heading in wanted:
            if groep not in self.groups:
                self._build(groep, tr(heading), [each for each in facts.parts if each.groep == groep])
        for name, holder in self.groups.items():
            holder.setVisible(name in keys)
        for part in facts.parts:
            shown = self.rows.get(f"{part.groep}:{part.key}")
            if shown is not None:
                shown.show_facts(part)
        uren = facts.uren
        self.hours.setVisible(self._step == 5)
        words = tr("{done} van {total} uur", done=uren.gedaan, total=uren.totaal)
        self.hours.set_counts(uren.gedaan, uren.totaal, words if uren.is_bekend else tr("niet bekend"))

    def _build(self, groep: str, heading: str, parts: list[PartFacts]) -> None:
        holder = QWidget()
        lines = column(label(heading, "label"), gap=theme.current().spacing.s)
        for number, part in enumerate(parts):
            if number:
                lines.addWidget(divider())
            made = PartRow(part, self.model.today, self.model.number)
            made.put.connect(
                lambda stand, day, text, hours, key=f"{part.groep}:{part.key}": self.model.put(
                    self.rows[key].facts, stand, day, text, hours
                )
            )
            self.rows[f"{part.groep}:{part.key}"] = made
            lines.addWidget(made)
        holder.setLayout(lines)
        self.groups[groep] = holder
        self.add(holder)

    def _refused(self, key: str, sentence: str) -> None:
        if key in self.rows:
            self.rows[key].show_error(sentence)
