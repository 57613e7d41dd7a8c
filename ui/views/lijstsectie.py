"""One section of a checklist: its heading in two languages, and its questions."""

from __future__ import annotations

from ui import theme
from ui.viewmodels.lijstvragen import Section
from ui.views.vragen import QuestionRow, set_tongue, tongue
from ui.widgets.panels import Card
from ui.widgets.text import label


class SectionCard(Card):
    """The questions of one section."""

    def __init__(self, section: Section, rows: list[QuestionRow]) -> None:
        super().__init__(section.title, icon="shield" if section.shielded else "")
        self.section = section
        self.rows = rows
        self.body.setSpacing(0)
        self.second_title = tongue()
        self.explanation = label(section.explanation, "muted")
        self.domain = label(section.domain, "small")
        self.second_title.setWordWrap(False)
        self.tools.addWidget(self.second_title)
        self.add(self.domain, self.explanation)
        # Not before: a widget that is shown without a parent is a window of its own.
        self.domain.setVisible(bool(section.domain))
        self.explanation.setVisible(bool(section.explanation))
        self.body.addSpacing(theme.current().spacing.s)
        self.add(*rows)

    def show_language(self, code: str) -> None:
        """Show the heading in another language too."""
        set_tongue(self.second_title, self.section.second.get(code, "") if code else "")
        for each in self.rows:
            each.show_language(code)

    def show_visible(self, keys: frozenset[str], *, private: bool) -> None:
        """Show the questions that apply; with somebody reading along, none that are shielded."""
        any_shown = False
        for each in self.rows:
            applies = each.key in keys and not (private and each.question.shielded)
            any_shown = any_shown or (applies and each.answerable)
            each.setVisible(applies)
            each.show_private(private)
        self.setVisible(any_shown and not (private and self.section.shielded))
