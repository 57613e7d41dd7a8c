"""Before a checklist is finished: which signals will be noted, and whether each was talked through."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.i18n import counted, joined, tr
from ui.viewmodels.checklist import ChecklistViewModel
from ui.viewmodels.lijstantwoorden import NotedSignal
from ui.views.bellen import CallPanel
from ui.widgets.badges import Badge, urgency
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.choices import ChipGroup
from ui.widgets.form import Field, Form
from ui.widgets.inputs import TextLine
from ui.widgets.layouts import clear, column, row
from ui.widgets.panels import Card, MessageBar
from ui.widgets.text import label

REASONS = (
    ("niet_alleen", "We waren niet alleen"),
    ("niet_veilig", "Dat was nu niet veilig"),
    ("taal", "Zonder tolk lukte het niet"),
    ("tijd", "Geen tijd meer"),
)


class SignalCard(Card):
    """One signal as it will be noted, with what is still to be said about it."""

    def __init__(self, model: ChecklistViewModel, noted: NotedSignal, form: Form, page: Any) -> None:
        super().__init__(noted.question, icon="shield" if noted.shielded else "signal")
        self.noted = noted
        self._model = model
        space = theme.current().spacing
        self.tools.addWidget(Badge(urgency(noted.urgency)))
        facts = [tr("Antwoord: {answer}", answer=noted.answer), noted.domain]
        if noted.to:
            facts.append(tr("naar {whom}", whom=joined(list(noted.to))))
        self.add(label(" · ".join(facts), "muted"))
        if noted.remark:
            self.add(label(f"“{noted.remark}”"))
        else:
            self.add(label(tr("Er staat nog niet wat je zag of hoorde."), "muted"))
        change = LinkButton(tr("Antwoord aanpassen"), lambda: model.back_to_form(noted.key))
        change.setAccessibleDescription(noted.question)
        self.body.addWidget(change, 0, Qt.AlignmentFlag.AlignLeft)
        if noted.advice is not None:
            self.add(CallPanel(noted.advice))
        if noted.shielded:
            self.add(label(_led(noted), "muted"))
        if noted.about_self:
            return
        self.discussed = ChipGroup([("ja", tr("Ja"), ""), ("nee", tr("Nee"), "")])
        self.discussed.set_value({True: "ja", False: "nee", None: ""}[noted.discussed])
        self.field = form.adopt(Field(noted.key, tr("Heb je dit met de cliënt besproken?"), self.discussed))
        self.reason = TextLine(noted.why_not, max_length=300)
        self.reasons = ChipGroup([(key, tr(text), "") for key, text in REASONS])
        self.reasons.setAccessibleName(tr("Vaak gekozen redenen"))
        self.reason_field = Field("waarom", tr("Waarom niet?"), self.reason)
        self.why = QWidget()
        self.why.setLayout(column(self.reason_field, self.reasons, gap=space.s))
        self.add(self.field, self.why)
        self.why.setVisible(noted.discussed is False)
        self.discussed.changed.connect(self._discussed)
        self.reasons.changed.connect(self._quick_reason)
        self.reason.textEdited.connect(lambda text: model.explain_not_discussed(noted.key, text.strip()))

    def _discussed(self) -> None:
        yes = self.discussed.value() == "ja"
        self.why.setVisible(not yes)
        self._model.discuss(self.noted.key, yes)
        self.field.set_error("")

    def _quick_reason(self) -> None:
        words = next(tr(text) for key, text in REASONS if key == self.reasons.value())
        self.reason.setText(words)
        self._model.explain_not_discussed(self.noted.key, words)
        self.field.set_error("")


def _led(noted: NotedSignal) -> str:
    if noted.about_self:
        return tr("Dit gaat over jou. De cliënt ziet dit nooit.")
    return tr(
        "Jij beslist niet over een melding. Praat met je contactpersoon. "
        "Die vraagt advies bij Veilig Thuis en beslist."
    )


class SummaryView(QWidget):
    """Everything that finishing will note. `submit` checks and finishes."""

    def __init__(self, model: ChecklistViewModel, page: Any) -> None:
        super().__init__()
        self._model = model
        self._page = page
        space = theme.current().spacing
        self.form = Form()
        self.heading = label("", "heading")
        self.open_words = MessageBar("info", "")
        self.cards: dict[str, SignalCard] = {}
        self._cards = column(gap=space.l)
        self.form.body.addLayout(self._cards)
        self.done = Button(tr("Klaar, bewaren"), "primary", "check", self.submit)
        self.back = Button(tr("Terug naar de vragen"), clicked=lambda: model.back_to_form())
        self.setLayout(
            column(
                self.heading,
                self.open_words,
                self.form,
                row(self.done, self.back, None, gap=space.m),
                gap=space.l,
            )
        )
        self.hide()

    def show_signals(self) -> None:
        """Show what will be noted with the answers as they are."""
        noted = self._model.noted()
        if self._model.private:
            noted = tuple(each for each in noted if not each.shielded)
        clear(self._cards)
        self.form.fields.clear()
        self.cards = {each.key: SignalCard(self._model, each, self.form, self._page) for each in noted}
        for card in self.cards.values():
            self._cards.addWidget(card)
        self.form.show_errors({})
        if noted:
            count = counted(len(noted), "signaal", "signalen")
            self.heading.setText(tr("Je noteert {count}", count=count))
        else:
            self.heading.setText(tr("Er is niets opgevallen dat iemand moet oppakken"))
        self._show_open()

    def _show_open(self) -> None:
        done, asked, first_open = self._model.counts()
        self.open_words.setVisible(first_open is not None)
        if first_open is not None:
            left = counted(asked - done, "vraag is", "vragen zijn")
            self.open_words.show_message(
                "info",
                tr("Nog {left} open. Dat mag.", left=left),
                action=tr("Naar de eerste open vraag"),
                on_action=lambda: self._model.back_to_form(first_open),
            )

    def focus_first(self) -> None:
        """Put the focus on the first thing that is still to be said, or on the button."""
        problems = self._model.problems()
        for key, card in self.cards.items():
            if key in problems:
                card.field.focus()
                return
        self.done.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Finish, or say what is still to be said."""
        if self.form.show_errors(dict(self._model.problems())):
            self._model.finish()
