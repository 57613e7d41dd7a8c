"""The next step of a signal: the steps that can be taken, and the few fields that the chosen one asks for."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from app.faults import Fault
from ui import theme
from ui.i18n import clock_time, tr
from ui.viewmodels.signaal import SignaalFacts, StepChoice
from ui.viewmodels.signaalstap import StapViewModel, StepForm
from ui.views.vraagdetails import count_late
from ui.widgets.buttons import Button
from ui.widgets.choices import ChipGroup
from ui.widgets.dates import DateField
from ui.widgets.form import Field, Form
from ui.widgets.inputs import LongText, TextLine
from ui.widgets.layouts import FlowLayout, clear, column, row, turn
from ui.widgets.panels import Card, MessageBar
from ui.widgets.text import announce, label

TEXT_MAX = 1000


class Beside(QWidget):
    """Fields beside each other where there is room for all of them, else under each other."""

    def __init__(self, *parts: QWidget, least: int = 860) -> None:
        super().__init__()
        self._least = least
        self._line = row(*parts, gap=theme.current().spacing.l)
        for number, part in enumerate(parts):
            self._line.setAlignment(part, Qt.AlignmentFlag.AlignTop)
            self._line.setStretch(number, 0 if number == 1 else 2)
        self.setLayout(self._line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        turn(self._line, beside=self.width() >= self._least * theme.current().scale)

    def minimumSizeHint(self) -> QSize:
        # Narrow enough to turn.
        size = super().minimumSizeHint()
        return QSize(min(size.width(), 240), size.height())


class StepCard(Card):
    """Buttons for the steps that this role can take; the chosen one opens its fields in place."""

    def __init__(self, step: StapViewModel, page: Any) -> None:
        super().__init__(tr("Volgende stap"), icon="arrow-right")
        self.step = step
        self._page = page
        self._facts: SignaalFacts | None = None
        self._filling = False
        self._chips: tuple[str, ...] = ()
        space = theme.current().spacing
        self.trouble = MessageBar("error", "")
        self.trouble.hide()
        self.buttons: dict[str, Button] = {}
        self._flow = FlowLayout()
        self._button_holder = QWidget()
        self._button_holder.setLayout(self._flow)
        self.form = Form()
        self._make_fields()
        self.done = Button(tr("Bewaren"), "primary", "check", self.submit)
        self.cancel = Button(tr("Toch niet"), clicked=self._cancel)
        self.kept = label("", "small")
        foot = row(self.done, self.cancel, None, gap=space.m)
        self.fields = QWidget()
        self.fields.setLayout(column(self.form, foot, self.kept, gap=space.m))
        self.fields.hide()
        self.subject = label("", "muted")
        self.subject.hide()
        self.add(self.subject, self.trouble, self._button_holder, self.fields)
        step.loaded.connect(self._fill)
        step.failed.connect(self._failed)
        step.kept.connect(lambda at: self.kept.setText(_kept(at)))
        self._shortcut("Ctrl+Return", self.submit)
        self._shortcut("Escape", self._cancel)

    def _shortcut(self, keys: str, act: Any) -> None:
        made = QShortcut(QKeySequence(keys), self.fields)
        made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.activated.connect(act)

    def _make_fields(self) -> None:
        space = theme.current().spacing
        self.who = TextLine(max_length=120)
        self.who_field = self.form.adopt(Field("belegd_bij", tr("Wie pakt dit op?"), self.who))
        self.helpers_slot = column(gap=0)
        self.helpers: ChipGroup | None = None
        self.by = DateField(lambda: self.step.today)
        self.by_field = self.form.adopt(Field("uiterlijk", tr("Uiterlijk wanneer?"), self.by))
        self.text = LongText(max_length=TEXT_MAX, lines=2)
        count_late(self.text)
        self.text_field = self.form.adopt(Field("toelichting", tr("Toelichting"), self.text))
        self.text_hint = label("", "small")
        who, text = QWidget(), QWidget()
        who.setLayout(column(self.who_field, None, gap=space.s))
        text.setLayout(column(self.text_field, self.text_hint, None, gap=space.xs))
        self._who = who
        self.form.body.setSpacing(space.s)
        self.form.body.addLayout(self.helpers_slot)
        self.form.body.addWidget(Beside(who, self.by_field, text))
        self.who.textEdited.connect(self._edited)
        self.by.changed.connect(self._edited)
        self.text.changed.connect(self._edited)

    # -- showing

    def show_choices(self, facts: SignaalFacts, subject: str = "") -> None:
        """Show the steps that can be taken now; what is being written stays. `subject` says of which signal."""
        self.subject.setText(subject)
        self.subject.setVisible(bool(subject))
        changed = self._facts is None or facts.steps != self._facts.steps
        self._facts = facts
        if changed:
            clear(self._flow)
            self.buttons = {}
            for each in facts.steps:
                button = Button(each.word, clicked=lambda stand=each.stand: self.choose(stand))  # type: ignore[misc]
                self.buttons[each.stand] = button
                self._flow.addWidget(button)
        self.setVisible(bool(facts.steps))
        self._fill()

    def choose(self, stand: str) -> None:
        """Open the fields of a step."""
        assert self._facts is not None
        self.step.choose(stand, self._facts.promise)
        target = self.who_field if self._choice(stand).assigns else self.text_field
        target.focus()

    def _choice(self, stand: str) -> StepChoice:
        assert self._facts is not None
        return next(each for each in self._facts.steps if each.stand == stand)

    def _fill(self) -> None:
        facts, form = self._facts, self.step.form
        if facts is None:
            return
        offered = {each.stand for each in facts.steps}
        chosen = self._choice(form.stand) if form.stand in offered else None
        self._button_holder.setVisible(chosen is None)
        self.fields.setVisible(chosen is not None)
        self.trouble.hide()
        if chosen is None:
            self.heading_text(tr("Volgende stap"))
            return
        self.heading_text(chosen.word)
        self._filling = True
        try:
            self.form.show_errors({})
            self._who.setVisible(chosen.assigns)
            self.by_field.setVisible(chosen.assigns)
            self._offer_helpers(facts.helpers if chosen.assigns else ())
            self.who.setText(form.belegd_bij)
            self.by.set_value(form.uiterlijk)
            self.text.set_text(form.toelichting)
            optional = "" if chosen.why else f" {tr('(niet verplicht)')}"
            self.text_field.set_caption(f"{chosen.question}{optional}")
            self.text_hint.setText(chosen.hint)
            self.text_hint.setVisible(bool(chosen.hint))
            self.kept.setText(tr("Je gaat verder met je concept.") if self.step.has_draft else "")
        finally:
            self._filling = False

    def heading_text(self, words: str) -> None:
        """Change what the card is called."""
        assert self.heading is not None
        self.heading.setText(words)
        self.setAccessibleName(words)

    def _offer_helpers(self, names: tuple[str, ...]) -> None:
        if names == self._chips:
            return
        self._chips = names
        clear(self.helpers_slot)
        self.helpers = None
        if names:
            self.helpers = ChipGroup([(name, name, "") for name in names])
            self.helpers.setAccessibleName(tr("Voorstellen: wie pakt dit op?"))
            self.helpers.changed.connect(self._take_helper)
            self.helpers_slot.addWidget(self.helpers)

    def _take_helper(self) -> None:
        if self.helpers is not None:
            self.who.setText(self.helpers.value())
            self.who_field.set_error("")
            self._edited()

    # -- telling

    def _read(self) -> StepForm:
        assigns = bool(self.step.form.stand) and self._choice(self.step.form.stand).assigns
        return StepForm(
            stand=self.step.form.stand,
            toelichting=self.text.text(),
            belegd_bij=self.who.text() if assigns else "",
            uiterlijk=self.by.value() if assigns else None,
        )

    def _edited(self, *_: object) -> None:
        if not self._filling and self.step.form.stand:
            self.step.edit(self._read())

    def save_draft(self) -> None:
        """Keep what was written, now."""
        if not self.fields.isHidden() and self.step.form.stand:
            self.step.edit(self._read())
            self.step.keep_draft()

    def submit(self) -> None:
        """Check, and take the step."""
        if self.fields.isHidden():
            return
        self.step.edit(self._read())
        problems = dict(self.step.problems(self.step.form))
        if self.by.problem():
            problems["uiterlijk"] = self.by.problem()
        if self.form.show_errors(problems):
            self.step.take()

    def _cancel(self) -> None:
        if not self.fields.isHidden():
            stand = self.step.form.stand
            self.step.cancel()
            if stand in self.buttons and self.buttons[stand].isVisible():
                self.buttons[stand].setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, fault: Fault) -> None:
        self.trouble.show_message("error", fault.sentence, detail=fault.next_step)
        self.trouble.show()
        announce(self.trouble, self.trouble.text, urgent=True)


def _kept(at: Any) -> str:
    return tr("Bewaard op dit apparaat {time}", time=clock_time(at))
