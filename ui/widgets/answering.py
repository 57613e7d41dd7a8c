"""Controls for the few kinds of questions of a form, with one way in and one way out for their values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from ui import theme
from ui.i18n import numeric_day, tr
from ui.widgets.buttons import Button, IconButton
from ui.widgets.choices import ChipGroup, Option
from ui.widgets.dates import DateField
from ui.widgets.inputs import LongText, TextLine
from ui.widgets.layouts import column, row
from ui.widgets.linelist import follow_script
from ui.widgets.moments import parse_day
from ui.widgets.partialdate import PartialDateField

Today = Callable[[], date]


class NumberLine(TextLine):
    """A whole number, or hours; `problem()` says in a sentence what can't be read."""

    def __init__(
        self, parse: Callable[[str], int | None], show: Callable[[int | None], str], said: str
    ) -> None:
        super().__init__(width=8, max_length=12)
        self._parse, self._show, self._said = parse, show, said

    def value(self) -> int | None:
        """Return the number, or None while empty or unreadable."""
        return self._parse(self.text().strip()) if self.text().strip() else None

    def set_value(self, value: int | None) -> None:
        """Show a number."""
        self.setText(self._show(value))

    def problem(self) -> str:
        """Return what is wrong with the text, or `""`."""
        return self._said if self.text().strip() and self.value() is None else ""


def whole_number(text: str) -> int | None:
    """Return the number that was typed, or None."""
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else None


class DaysLine(TextLine):
    """Several days with a comma between them."""

    def __init__(self, today: Today) -> None:
        super().__init__(max_length=300)
        self._today = today
        self.setPlaceholderText(tr("dd-mm-jjjj, dd-mm-jjjj"))

    def _parts(self) -> list[str]:
        return [part.strip() for part in re.split(r"[,;]", self.text()) if part.strip()]

    def value(self) -> list[str]:
        """Return the days as ISO texts, oldest first; what can't be read is left out."""
        days = (parse_day(part, self._today()) for part in self._parts())
        return [day.isoformat() for day in sorted(day for day in days if day is not None)]

    def set_value(self, days: Iterable[str]) -> None:
        """Show days given as ISO texts."""
        self.setText(", ".join(numeric_day(date.fromisoformat(day)) for day in days))

    def problem(self) -> str:
        """Return what is wrong with the text, or `""`."""
        wrong = [part for part in self._parts() if parse_day(part, self._today()) is None]
        return tr("“{text}” is geen datum. Typ bijvoorbeeld 21-11-2026.", text=wrong[0]) if wrong else ""


class WeeksRow(QWidget):
    """One ground with its weeks."""

    changed = Signal()
    removed = Signal(object)

    def __init__(self, grond: str, weken: int | None) -> None:
        super().__init__()
        self.ground = TextLine(grond, width=30)
        self.ground.setAccessibleName(tr("Grond van de verlenging"))
        self.ground.setPlaceholderText(tr("bijvoorbeeld: ziekte"))
        self.weeks = NumberLine(whole_number, lambda n: "" if n is None else str(n), "")
        self.weeks.setAccessibleName(tr("Aantal weken"))
        self.weeks.setPlaceholderText(tr("weken"))
        self.weeks.set_value(weken)
        away = IconButton("close", tr("Deze verlenging weghalen"), clicked=lambda: self.removed.emit(self))
        self.setLayout(row(self.ground, self.weeks, away, None, gap=theme.current().spacing.s))
        self.ground.textEdited.connect(self.changed)
        self.weeks.textEdited.connect(self.changed)


class WeeksList(QWidget):
    """Grounds with weeks under each other; each value is `{"grond": ..., "weken": ...}`."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[WeeksRow] = []
        self._lines = column(gap=theme.current().spacing.s)
        self.add_button = Button(tr("Verlenging toevoegen"), "quiet", "plus", self._add)
        self.setLayout(column(self._lines, row(self.add_button, None, gap=0), gap=theme.current().spacing.xs))
        self.setFocusProxy(self.add_button)

    def value(self) -> list[dict[str, Any]]:
        """Return what is filled in."""
        return [
            {"grond": line.ground.text().strip(), "weken": line.weeks.value() or 0}
            for line in self.rows
            if line.ground.text().strip() or line.weeks.text().strip()
        ]

    def set_value(self, items: Iterable[dict[str, Any]]) -> None:
        """Show these."""
        wanted = list(items)
        if wanted == self.value():
            return
        for line in list(self.rows):
            self._drop(line)
        for item in wanted:
            self._put(str(item["grond"]), int(item["weken"]) or None)

    def problem(self) -> str:
        """Return what is wrong, or `""`."""
        wrong = any(not item["grond"] or not 1 <= item["weken"] <= 520 for item in self.value())
        return tr("Vul bij elke verlenging de grond en het aantal weken in.") if wrong else ""

    def _add(self) -> None:
        self._put("", None).ground.setFocus()
        self.changed.emit()

    def _put(self, grond: str, weken: int | None) -> WeeksRow:
        line = WeeksRow(grond, weken)
        line.changed.connect(self.changed)
        line.removed.connect(self._drop)
        self.rows.append(line)
        self._lines.addWidget(line)
        return line

    def _drop(self, line: WeeksRow) -> None:
        self.rows.remove(line)
        self._lines.removeWidget(line)
        line.hide()
        line.deleteLater()
        self.changed.emit()


def make_control(
    kind: str,
    today: Today,
    *,
    options: tuple[Option, ...] = (),
    most: int = 200,
    width: int = 0,
    caption: str = "",
    needed: bool = False,
    hours: tuple[Callable[[str], int | None], Callable[[int | None], str]] | None = None,
) -> QWidget:
    """Make the control of a kind of question."""
    match kind:
        case "day":
            return DateField(today)
        case "days":
            return DaysLine(today)
        case "partial":
            return PartialDateField(today)
        case "long":
            return LongText(max_length=most, lines=2)
        case "one":
            return ChipGroup(options, clearable=not needed)
        case "many":
            return ChipGroup(options, many=True)
        case "check":
            return QCheckBox(caption)
        case "weeks":
            return WeeksList()
        case "hours" if hours is not None:
            said = tr("Dit zijn geen uren. Typ bijvoorbeeld 12 of 12:30.")
            return NumberLine(hours[0], hours[1], said)
        case "number":
            said = tr("Dit is geen getal. Typ alleen cijfers.")
            return NumberLine(whole_number, lambda n: "" if n is None else str(n), said)
        case "line":
            line = TextLine(max_length=most, width=width)
            follow_script(line)
            return line
    raise ValueError(kind)


def changes_of(control: Any) -> Any:
    """Return the signal that says that a person changed the control."""
    for name in ("textEdited", "changed", "toggled"):
        signal = getattr(control, name, None)
        if signal is not None:
            return signal
    raise TypeError(type(control).__name__)


def show_value(control: Any, value: Any) -> None:
    """Show a plain value in any of these controls; a cursor stays where it is when nothing changed."""
    if value == value_of(control) and value not in (None, ""):
        return
    match control:
        case DateField():
            control.set_value(date.fromisoformat(value) if value else None)
        case LongText():
            control.set_text(value or "")
        case ChipGroup():
            control.set_values(value if isinstance(value, list | tuple) else [value] if value else [])
        case QCheckBox():
            control.setChecked(bool(value))
        case DaysLine() | WeeksList():
            control.set_value(value or [])
        case NumberLine():
            control.set_value(value)
        case PartialDateField():
            control.set_value(value or "")
        case TextLine():
            control.setText(value or "")


def value_of(control: Any) -> Any:
    """Return the plain value of any of these controls."""
    match control:
        case DateField():
            day = control.value()
            return day.isoformat() if day else None
        case LongText():
            return control.text()
        case ChipGroup():
            return list(control.values()) if control.is_many else control.value()
        case QCheckBox():
            return control.isChecked()
        case DaysLine() | WeeksList() | NumberLine() | PartialDateField():
            return control.value()
        case TextLine():
            return control.text().strip()
    raise TypeError(type(control).__name__)
