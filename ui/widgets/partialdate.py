"""A birth date of which only a part may be known: typed in one line, understood aloud below it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.widgets.inputs import TextLine
from ui.widgets.layouts import column
from ui.widgets.partials import parse_partial, partial_in_words, partial_problem
from ui.widgets.text import label


class PartialDateField(QWidget):
    """A line for a birth date, in full or in part. `value()` is a Deeldatum (`""`: unknown or unreadable)."""

    changed = Signal()

    def __init__(
        self,
        today: Callable[[], date],
        *,
        explain: Callable[[str], str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._today = today
        self._explain_more = explain
        self._value = ""
        self.line = TextLine(width=18, max_length=30)
        self.note = label("", "small")
        self.setFocusProxy(self.line)
        self.setLayout(column(self.line, self.note, gap=theme.current().spacing.xs))
        self.line.textEdited.connect(self._typed)
        self.line.editingFinished.connect(self._settle)
        self._explain()

    def value(self) -> str:
        """Return `"1990-05-12"`, `"1990-05"`, `"1990"` or `""`."""
        return self._value

    def set_value(self, value: str) -> None:
        """Show a Deeldatum."""
        self._value = value
        self.line.setText("-".join(reversed(value.split("-"))))
        self._explain()

    def text(self) -> str:
        """Return what stands in the line, also when it can't be read."""
        return self.line.text()

    def set_text(self, text: str) -> None:
        """Put back what was typed, as from a draft."""
        self.line.setText(text)
        self._value = parse_partial(text, self._today()) or ""
        self._explain()

    def problem(self) -> str:
        """Return what is wrong with the text, or `""`."""
        return partial_problem(self.line.text(), self._today())

    def _typed(self, _: str = "") -> None:
        self._value = parse_partial(self.line.text(), self._today()) or ""
        self._explain()
        self.changed.emit()

    def _settle(self) -> None:
        if self._value:
            self.line.setText("-".join(reversed(self._value.split("-"))))

    def _explain(self) -> None:
        words = partial_in_words(self._value)
        if self._value and self._explain_more is not None:
            words = ", ".join(part for part in (words, self._explain_more(self._value)) if part)
        self.note.setText(words)
        self.note.setVisible(bool(words))
