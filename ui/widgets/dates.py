"""Fields for a day, a time and a duration: typed tolerantly, or picked; what was understood stands below in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QFrame, QSizePolicy, QWidget

from ui import theme
from ui.i18n import duration, dutch, local, long_day, numeric_day, relative_day, tr, zone
from ui.widgets.buttons import IconButton
from ui.widgets.choices import ChipGroup
from ui.widgets.inputs import TextLine
from ui.widgets.layouts import column, row
from ui.widgets.moments import parse_day, parse_duration, parse_time
from ui.widgets.text import label

Today = Callable[[], date]


class _Understood(QWidget):
    """A line whose text is turned into a value when it's left; unreadable text stays, with a sentence."""

    changed = Signal()

    def __init__(self, line: TextLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = line
        self.note = label("", "small")
        self.setFocusProxy(line)
        line.editingFinished.connect(self._settle)
        line.textEdited.connect(lambda _: self._typed())

    def _typed(self) -> None:
        raise NotImplementedError

    def _settle(self) -> None:
        raise NotImplementedError


class DateField(_Understood):
    """A day as `dd-mm-jjjj`, or a word ("vandaag", "gisteren", "21 nov"), or the calendar (Alt+Down).

    `value()` is None while empty or unreadable; `problem()` says in a sentence what can't be read.
    """

    def __init__(self, today: Today, value: date | None = None, parent: QWidget | None = None) -> None:
        super().__init__(TextLine(width=12, max_length=30), parent)
        self._today = today
        self._value: date | None = None
        self._calendar: _CalendarPopup | None = None
        self.line.setPlaceholderText(tr("dd-mm-jjjj"))
        self.line.installEventFilter(self)
        self.picker = IconButton("calendar", tr("Kies een dag in de kalender"), clicked=self.open_calendar)
        line = row(self.line, self.picker, None, gap=theme.current().spacing.xs)
        self.setLayout(column(line, self.note, gap=theme.current().spacing.xs))
        self.set_value(value)

    def value(self) -> date | None:
        """Return the day that is meant, or None."""
        return self._value

    def set_value(self, value: date | None) -> None:
        """Show a day (None: empty)."""
        self._value = value
        self.line.setText(numeric_day(value) if value else "")
        self._explain()

    def problem(self) -> str:
        """Return what is wrong with the text, or `""`."""
        if self._value is None and self.line.text().strip():
            return tr("Dit is geen datum. Typ bijvoorbeeld 21-11-2026 of gisteren.")
        return ""

    def _typed(self) -> None:
        self._value = parse_day(self.line.text(), self._today())
        self._explain()
        self.changed.emit()

    def _settle(self) -> None:
        self._value = parse_day(self.line.text(), self._today())
        if self._value is not None:
            self.line.setText(numeric_day(self._value))
        self._explain()

    def _explain(self) -> None:
        day = self._value
        self.note.setText(f"{long_day(day)} ({relative_day(day, self._today())})" if day else "")
        self.note.setVisible(day is not None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            if event.key() == Qt.Key.Key_Down and alt:
                self.open_calendar()
                return True
        return super().eventFilter(watched, event)

    def open_calendar(self) -> None:
        """Open the calendar under the field, on the day that is filled in or on today."""
        if self._calendar is None:
            self._calendar = _CalendarPopup(self)
            self._calendar.chosen.connect(self._picked)
        self._calendar.open_at(
            self.line.mapToGlobal(QPoint(0, self.line.height() + 4)), self._value or self._today()
        )

    def _picked(self, day: date) -> None:
        self.set_value(day)
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)
        self.changed.emit()


class _CalendarPopup(QFrame):
    """A month that opens over the page and closes with a choice or Escape."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("card")
        self.month = QCalendarWidget()
        self.month.setLocale(dutch())
        self.month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.month.setGridVisible(False)
        self.month.setAccessibleName(tr("Kalender"))
        self.month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.month.activated.connect(self._choose)
        self.month.clicked.connect(self._choose)
        self.setLayout(column(self.month, margins=(8, 8, 8, 8)))

    def open_at(self, place: QPoint, day: date) -> None:
        self.month.setSelectedDate(QDate(day.year, day.month, day.day))
        screen = self.screen().availableGeometry()
        size = self.sizeHint()
        x = min(place.x(), screen.right() - size.width())
        y = min(place.y(), screen.bottom() - size.height())
        self.move(max(screen.left(), x), max(screen.top(), y))
        self.show()
        self.month.setFocus(Qt.FocusReason.PopupFocusReason)

    def _choose(self, day: QDate) -> None:
        self.hide()
        self.chosen.emit(date(day.year(), day.month(), day.day()))


class TimeField(_Understood):
    """A time of day as `16:02`; understands 1602, 16.02, 9u30 and 9."""

    def __init__(self, value: time | None = None, parent: QWidget | None = None) -> None:
        super().__init__(TextLine(width=6, max_length=12), parent)
        self._value: time | None = None
        self.line.setPlaceholderText(tr("uu:mm"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setLayout(row(self.line))
        self.set_value(value)

    def value(self) -> time | None:
        """Return the time that is meant, or None."""
        return self._value

    def set_value(self, value: time | None) -> None:
        """Show a time (None: empty)."""
        self._value = value
        self.line.setText(f"{value:%H:%M}" if value is not None else "")

    def problem(self) -> str:
        """Return what is wrong with the text, or `""`."""
        if self._value is None and self.line.text().strip():
            return tr("Dit is geen tijd. Typ bijvoorbeeld 16:30.")
        return ""

    def _typed(self) -> None:
        self._value = parse_time(self.line.text())
        self.changed.emit()

    def _settle(self) -> None:
        self.set_value(found) if (found := parse_time(self.line.text())) is not None else None


class MomentField(QWidget):
    """A day and a time together; `value()` is an aware moment in the zone of the window, or None."""

    changed = Signal()

    def __init__(self, today: Today, value: datetime | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = DateField(today)
        self.time = TimeField()
        self.day.line.setAccessibleName(tr("Dag"))
        self.time.line.setAccessibleName(tr("Tijd"))
        self.setFocusProxy(self.day.line)
        line = row(gap=theme.current().spacing.s)
        line.addWidget(self.day, 0)
        line.addWidget(self.time, 0, Qt.AlignmentFlag.AlignTop)
        line.addStretch(1)
        self.setLayout(line)
        self.day.changed.connect(self.changed)
        self.time.changed.connect(self.changed)
        self.set_value(value)

    def value(self) -> datetime | None:
        """Return the moment, aware, or None when one of the two is missing or unreadable."""
        day, clock = self.day.value(), self.time.value()
        return datetime.combine(day, clock, tzinfo=zone()) if day and clock is not None else None

    def set_value(self, value: datetime | None) -> None:
        """Show an aware moment in local time (None: empty)."""
        there = local(value) if value else None
        self.day.set_value(there.date() if there else None)
        self.time.set_value(there.time() if there else None)

    def problem(self) -> str:
        """Return what is wrong with either, or `""`."""
        return self.day.problem() or self.time.problem()


class DurationField(_Understood):
    """Minutes, by chips for what is usual, or typed: 45, 1:30, 1,5 uur, anderhalf uur."""

    def __init__(
        self,
        value: int | None = None,
        *,
        usual: Sequence[int] = (15, 30, 45, 60, 90),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(TextLine(width=8, max_length=20), parent)
        self._value: int | None = None
        self.line.setPlaceholderText(tr("minuten"))
        self.chips = ChipGroup([(str(minutes), _short(minutes), "") for minutes in usual], clearable=True)
        self.chips.setAccessibleName(tr("Vaak gekozen"))
        self.chips.changed.connect(self._chip)
        space = theme.current().spacing
        line = row(gap=space.s)
        line.addWidget(self.line, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.chips, 1)
        self.setLayout(column(line, self.note, gap=space.xs))
        self.set_value(value)

    def value(self) -> int | None:
        """Return the minutes, or None."""
        return self._value

    def set_value(self, value: int | None) -> None:
        """Show a number of minutes (None: empty)."""
        self._value = value
        self.line.setText(str(value) if value is not None else "")
        self._explain()

    def problem(self) -> str:
        """Return what is wrong with the text, or `""`."""
        if self._value is None and self.line.text().strip():
            return tr("Dit is geen duur. Typ bijvoorbeeld 45 of 1 uur 30.")
        return ""

    def _chip(self) -> None:
        chosen = self.chips.value()
        if chosen:
            self.set_value(int(chosen))
            self.changed.emit()

    def _typed(self) -> None:
        self._value = parse_duration(self.line.text())
        self._explain()
        self.changed.emit()

    def _settle(self) -> None:
        found = parse_duration(self.line.text())
        if found is not None:
            self.set_value(found)

    def _explain(self) -> None:
        minutes = self._value
        self.note.setText(duration(minutes) if minutes is not None and minutes >= 60 else "")
        self.note.setVisible(bool(self.note.text()))
        key = str(minutes) if minutes is not None else ""
        self.chips.set_value(key if key in self.chips.options() else "")


def _short(minutes: int) -> str:
    if minutes < 60:
        return tr("{n} min", n=minutes)
    return (
        tr("{n} uur", n=minutes // 60)
        if minutes % 60 == 0
        else f"{minutes // 60}:{minutes % 60:02d} {tr('uur')}"
    )
