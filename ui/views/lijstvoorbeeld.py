"""A list as it will look on the devices, to be tried before it is published. Nothing that is filled in is kept."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from ui import theme
from ui.i18n import tr
from ui.viewmodels.lijsten import TryOut
from ui.views.lijstsectie import SectionCard
from ui.views.vragen import QuestionRow, set_tongue, tongue
from ui.widgets.layouts import column
from ui.widgets.text import label


class ListPreview(QWidget):
    """The sections and questions of a proposed list, with its second languages."""

    def __init__(self, model: TryOut, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        facts = model.facts
        self.rows: dict[str, QuestionRow] = {}
        self.cards: list[SectionCard] = []
        self.heading = label(tr("Zo ziet de lijst eruit"), "heading")
        self.hint = label(
            tr("Probeer hem uit: kies antwoorden en kijk wat er opengaat. Hier wordt niets bewaard."), "muted"
        )
        self.languages = QComboBox()
        self.languages.setAccessibleName(tr("Tweede taal onder het Nederlands"))
        self.languages.addItem(tr("Alleen Nederlands"), "")
        for each in facts.languages:
            self.languages.addItem(tr("Ook {name}", name=each.name), each.code)
        self.languages.activated.connect(self._show_language)
        self.answers = tongue()
        self.note = label("", "small")
        self.note.hide()
        inside = column(
            self.heading, self.hint, self.languages, self.answers, self.note, gap=theme.current().spacing.s
        )
        for section in facts.sections:
            rows = [self._row(each.key) for each in section.questions]
            card = SectionCard(section, rows)
            self.cards.append(card)
            inside.addWidget(card)
        self.setLayout(inside)
        self.languages.setVisible(bool(facts.languages))
        model.changed.connect(self.show_answers)
        self.show_answers()

    def _row(self, key: str) -> QuestionRow:
        question = next(each for each in self.model.facts.questions if each.key == key)
        made = QuestionRow(question, self.model.today, lambda _: "")
        self.rows[key] = made
        made.chosen.connect(self.model.choose)
        made.written.connect(self.model.choose)
        return made

    def show_answers(self) -> None:
        """Show which questions apply, and what the answers ask for."""
        visible = self.model.visible()
        for each in self.rows.values():
            each.show_state(self.model.state(each.key))
        for card in self.cards:
            card.show_visible(visible, private=False)

    def _show_language(self, number: int) -> None:
        code = self.languages.itemData(number) or ""
        for card in self.cards:
            card.show_language(code)
        chosen = next((each for each in self.model.facts.languages if each.code == code), None)
        set_tongue(self.answers, chosen.answers if chosen else "")
        note = tr("Let op: deze vertaling is {note}.", note=chosen.note) if chosen and chosen.note else ""
        self.note.setText(note)
        self.note.setVisible(bool(note))
