"""Fields as people read them: label above, hint under it, the mistake and what to do below; a summary on top."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui import theme
from ui.i18n import tr
from ui.widgets.buttons import LinkButton
from ui.widgets.layouts import clear, column, row
from ui.widgets.text import Icon, announce, label


class Field(QWidget):
    """One question: `key` names it for the form and the view-model.

    `left` is emitted when the focus leaves the control after its content was changed: the moment to check it.
    """

    left = Signal(str)

    def __init__(
        self,
        key: str,
        caption: str,
        control: QWidget,
        *,
        hint: str = "",
        optional: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.key = key
        self.control = control
        self.caption = caption
        self._hint_text = hint
        self._touched = False
        space = theme.current().spacing
        words = f"{caption} {tr('(niet verplicht)')}" if optional else caption
        self._caption = label(words, "label")
        self._caption.setBuddy(_focus_target(control))
        self._hint = label(hint, "muted")
        self._error = label("", "error")
        self._error_line = QWidget()
        error_row = row(gap=space.s)
        error_row.addWidget(Icon("error", "error.ink"), 0, Qt.AlignmentFlag.AlignTop)
        error_row.addWidget(self._error, 1)
        self._error_line.setLayout(error_row)
        self._error_line.hide()
        self.setLayout(column(self._caption, self._hint, control, self._error_line, gap=space.xs))
        # Not before: a label that is shown without a parent is a window of its own, and takes the focus.
        self._hint.setVisible(bool(hint))
        self._name(words)
        target = _focus_target(control)
        for watched in {control, target}:
            watched.installEventFilter(self)
        self._listen(control, target)

    def set_hint(self, words: str) -> None:
        """Say something else under the question."""
        self._hint_text = words
        self._hint.setText(words)
        self._hint.setVisible(bool(words))
        self._describe()

    def set_caption(self, words: str) -> None:
        """Ask something else in the same place."""
        self._caption.setText(words)
        self._name(words)

    def _name(self, words: str) -> None:
        target = _focus_target(self.control)
        target.setAccessibleName(words)
        if target is not self.control:
            self.control.setAccessibleName(words)
        self._describe()

    def _describe(self) -> None:
        parts = [self._hint_text, self._error.text()]
        _focus_target(self.control).setAccessibleDescription(" ".join(part for part in parts if part))

    def _listen(self, *widgets: QWidget) -> None:
        for widget in widgets:
            for name in ("textEdited", "textChanged", "changed", "currentIndexChanged", "toggled"):
                signal = getattr(widget, name, None)
                if signal is not None and hasattr(signal, "connect"):
                    signal.connect(self._touch)
                    break

    def _touch(self, *_: object) -> None:
        self._touched = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and self._touched:
            self._touched = False
            self.left.emit(self.key)
        return super().eventFilter(watched, event)

    @property
    def error(self) -> str:
        return self._error.text()

    def set_error(self, sentence: str) -> None:
        """Show what is wrong and what to do (`""` when all is well)."""
        self._error.setText(sentence)
        self._error_line.setVisible(bool(sentence))
        target = _focus_target(self.control)
        if bool(target.property("error")) != bool(sentence):
            target.setProperty("error", bool(sentence))
            theme.restyle(target)
        self._describe()

    def focus(self) -> None:
        """Put the cursor in the field."""
        _focus_target(self.control).setFocus(Qt.FocusReason.OtherFocusReason)


def _focus_target(control: QWidget) -> QWidget:
    """The widget that takes the keys for a control made of several."""
    return control.focusProxy() or control


class ErrorSummary(QFrame):
    """On top of a form after a refused submit: every mistake as a link that goes to its field."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("errorsummary")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        space = theme.current().spacing
        self._heading = label("", "strong")
        self._links: QVBoxLayout = column(gap=space.s)
        self.setLayout(
            column(self._heading, self._links, gap=space.s, margins=(space.l, space.m, space.l, space.m))
        )
        self.hide()

    def show_errors(self, errors: Sequence[tuple[str, str]]) -> None:
        """Show `(field key, sentence)` pairs in the order of the page; hide when there are none."""
        clear(self._links)
        for key, sentence in errors:
            link = LinkButton(_headline(sentence), clicked=lambda key=key: self.chosen.emit(key))  # type: ignore[misc]
            self._links.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        count = len(errors)
        words = tr("Eén ding klopt nog niet") if count == 1 else tr("{n} dingen kloppen nog niet", n=count)
        self._heading.setText(words)
        self.setAccessibleName(". ".join([words, *(sentence for _, sentence in errors)]))
        self.setVisible(bool(errors))

    @property
    def links(self) -> list[LinkButton]:
        found = (self._links.itemAt(index).widget() for index in range(self._links.count()))  # type: ignore[union-attr]
        return [link for link in found if isinstance(link, LinkButton)]


def _headline(sentence: str) -> str:
    """Return the first sentence: what is wrong. What to do stands at the field."""
    head, more, _ = sentence.partition(". ")
    return f"{head}." if more else sentence


class Form(QWidget):
    """Fields in a column with the summary on top. The view-model says what is wrong; the form shows where."""

    left = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.summary = ErrorSummary()
        self.summary.chosen.connect(self.focus)
        self.fields: dict[str, Field] = {}
        self.body: QVBoxLayout = column(gap=theme.current().spacing.l)
        self.setLayout(column(self.summary, self.body, gap=theme.current().spacing.l))

    def add_field(
        self, key: str, caption: str, control: QWidget, *, hint: str = "", optional: bool = False
    ) -> Field:
        """Make a field and put it under the last one."""
        field = self.adopt(Field(key, caption, control, hint=hint, optional=optional))
        self.body.addWidget(field)
        return field

    def adopt(self, field: Field) -> Field:
        """Let a field that stands elsewhere in the form take part in its checks and summary."""
        self.fields[field.key] = field
        field.left.connect(self.left)
        return field

    def show_error(self, key: str, sentence: str) -> None:
        """Show or clear the mistake of one field, as on leaving it."""
        self.fields[key].set_error(sentence)

    def show_errors(self, errors: Mapping[str, str]) -> bool:
        """Show all mistakes after a submit (clearing the others) and go to the summary. True when there are none."""
        listed = [(key, errors[key]) for key in self.fields if errors.get(key)]
        for key, field in self.fields.items():
            field.set_error(errors.get(key, ""))
        self.summary.show_errors(listed)
        if listed:
            self.summary.setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self.summary, self.summary.accessibleName(), urgent=True)
        return not listed

    def focus(self, key: str) -> None:
        """Put the cursor in a field."""
        self.fields[key].focus()

    def on_left(self, check: Callable[[str], str]) -> None:
        """Check a changed field when the cursor leaves it: `check(key)` returns a sentence or `""`."""
        self.left.connect(lambda key: self.show_error(key, check(key)))
