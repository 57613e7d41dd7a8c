"""Choosing a new wachtzin: five words as proposed, or one's own with an honest judgement, typed once more."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from ui import theme
from ui.i18n import tr
from ui.viewmodels.nieuwe_wachtzin import NewPassphrase
from ui.widgets.buttons import Button
from ui.widgets.choices import ChipGroup
from ui.widgets.facts import Progress
from ui.widgets.form import Field, Form
from ui.widgets.inputs import PassphraseField
from ui.widgets.layouts import column, row
from ui.widgets.text import announce, label


class PassphraseChooser(QWidget):
    """Puts its fields (`eigen`, `nogmaals`) in `form`, so that mistakes show where they are."""

    def __init__(self, model: NewPassphrase, form: Form) -> None:
        super().__init__()
        self._model = model
        space = theme.current().spacing
        self.way = ChipGroup(
            (("woorden", tr("Deze vijf woorden"), "shield"), ("eigen", tr("Zelf bedenken"), "edit")),
            chosen=("woorden",),
        )
        self.words = label("", "heading", selectable=True)
        self.words.setAccessibleDescription(tr("Voorgestelde wachtzin"))
        self.words.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.another = Button(tr("Andere woorden"), "secondary", "refresh", model.propose)
        self.proposal = QFrame()
        self.proposal.setObjectName("card")
        inside = column(
            self.words,
            label(tr("Schrijf ze op. Bewaar het papier niet bij je computer."), "muted"),
            row(self.another, None),
            gap=space.m,
            margins=(space.l, space.l, space.l, space.l),
        )
        self.proposal.setLayout(inside)
        self.own = PassphraseField()
        self.own_field = form.adopt(
            Field("eigen", tr("Je eigen wachtzin"), self.own, hint=tr("Neem minstens vijf losse woorden."))
        )
        self.strength = Progress(tr("Hoe sterk"), 0, 100)
        self.advice = label("", "muted")
        self.again = PassphraseField()
        self.again_field = form.adopt(Field("nogmaals", tr("Typ de wachtzin nog een keer"), self.again))
        self.setLayout(
            column(
                self.way,
                self.proposal,
                self.own_field,
                self.strength,
                self.advice,
                self.again_field,
                gap=space.m,
            )
        )
        self.way.confirmed.connect(lambda: (self.own if model.own else self.again).line.setFocus())
        self.way.changed.connect(lambda: model.choose_own(self.way.value() == "eigen"))
        self.own.changed.connect(self._typed)
        self.again.changed.connect(self._repeated)
        model.changed.connect(self.show_model)
        self.show_model()

    def show_model(self) -> None:
        """Show what the view-model holds; called again when the step comes back into view."""
        model = self._model
        self.way.set_value("eigen" if model.own else "woorden")
        self.words.setText(model.proposed)
        self.proposal.setVisible(not model.own)
        self.own_field.setVisible(model.own)
        self.again_field.set_caption(
            tr("Typ de wachtzin nog een keer") if model.own else tr("Typ de wachtzin over")
        )
        for field, text in ((self.own, model.typed), (self.again, model.again)):
            if field.text() != text:
                field.line.setText(text)
        self.own_field.set_error("")
        self.again_field.set_error("")
        self._judge()
        if not model.own:
            announce(self.words, model.proposed)

    def _typed(self) -> None:
        self._model.typed = self.own.text()
        self._judge()

    def _repeated(self) -> None:
        self._model.again = self.again.text()

    def _judge(self) -> None:
        shown = self._model.own and bool(self._model.typed)
        self.strength.setVisible(shown)
        self.advice.setVisible(shown)
        if shown:
            found = self._model.judge(self._model.typed)
            self.strength.bar.tone = found.tone
            self.strength.set_counts(found.level, 100, found.word)
            self.strength.bar.update()
            self.advice.setText(found.advice)
