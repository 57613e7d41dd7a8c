"""Tasks to tick, with another day within reach; the same rows on Vandaag, in a dossier and on the page of tasks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from ui import theme
from ui.i18n import tr
from ui.viewmodels.taken import TaskCommands, TaskFacts
from ui.views.live import offer_undo
from ui.views.pills import moment_pill
from ui.widgets.answers import TickRow
from ui.widgets.badges import Badge
from ui.widgets.buttons import Button, IconButton
from ui.widgets.dates import DateField
from ui.widgets.inputs import TextLine
from ui.widgets.layouts import FlowLayout, clear, column, row
from ui.widgets.page import Page
from ui.widgets.text import label


class MoveDay(QFrame):
    """Another day for a task, in one press or typed. `chosen(day)` (None: no day); Escape leaves."""

    chosen = Signal(object)
    left = Signal()

    def __init__(self, today: Callable[[], date], due: date | None) -> None:
        super().__init__()
        self.setObjectName("sunken")
        self.setAccessibleName(tr("Andere dag kiezen"))
        space = theme.current().spacing
        self.field = DateField(today, due)
        self.field.line.setAccessibleName(tr("Andere dag"))
        self.field.line.returnPressed.connect(self._typed)
        self.button = Button(tr("Verplaats"), clicked=self._typed)
        usual = FlowLayout()
        self.usual: list[Button] = []
        for words, days in ((tr("Morgen"), 1), (tr("Over een week"), 7), (tr("Over twee weken"), 14)):
            day = today() + timedelta(days=days)
            self.usual.append(Button(words, "quiet", clicked=partial(self.chosen.emit, day)))
        self.usual.append(Button(tr("Zonder dag"), "quiet", clicked=partial(self.chosen.emit, None)))
        for button in self.usual:
            usual.addWidget(button)
        line = row(self.field, gap=space.s)
        line.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        line.addStretch(1)
        self.setLayout(column(usual, line, gap=space.s, margins=(space.m, space.s, space.m, space.m)))

    def _typed(self) -> None:
        day = self.field.value()
        if day is None:
            self.field.note.setText(self.field.problem() or tr("Vul een dag in, of kies Zonder dag."))
            self.field.note.show()
            self.field.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.chosen.emit(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


class GiveTask(QFrame):
    """Who does a task: somebody known in one press, or a name typed. `chosen(name)`; Escape leaves."""

    chosen = Signal(str)
    left = Signal()

    def __init__(self, wie: str) -> None:
        super().__init__()
        self.setObjectName("sunken")
        self.setAccessibleName(tr("Wie doet deze taak?"))
        space = theme.current().spacing
        self.name = TextLine(wie, width=24, max_length=100)
        self.name.setAccessibleName(tr("Naam van wie het doet"))
        self.name.setPlaceholderText(tr("naam"))
        self.name.returnPressed.connect(self._typed)
        self.button = Button(tr("Geef door"), clicked=self._typed)
        self._known = FlowLayout()
        self.known: list[Button] = []
        note = label(tr("Wie dit dossier ook heeft, ziet het na het delen."), "muted")
        line = row(self.name, self.button, None, gap=space.s)
        self.setLayout(
            column(self._known, line, note, gap=space.s, margins=(space.m, space.s, space.m, space.m))
        )

    def show_known(self, names: Sequence[str]) -> None:
        """Offer these names."""
        for name in names:
            button = Button(name, "quiet", clicked=partial(self.chosen.emit, name))
            self.known.append(button)
            self._known.addWidget(button)

    def _typed(self) -> None:
        self.chosen.emit(self.name.text().strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        super().keyPressEvent(event)


class TaskRows(QWidget):
    """Tasks under each other. `ticked(taak, done)`, `moved(taak, day)`, `given(taak, name)`.

    `page` is where undoing is offered. `compact` is for a narrow column: that a task is late stands in its words, not
    in a pill beside them.
    """

    ticked = Signal(str, bool)
    moved = Signal(str, object)
    given = Signal(str, str)

    def __init__(
        self, commands: TaskCommands, page: Page, *, compact: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._compact = compact
        self._commands = commands
        self._page = page
        self._tasks: tuple[TaskFacts, ...] = ()
        self._rows: list[TickRow] = []
        self._column = column(gap=0)
        self.setLayout(self._column)
        self._mover: MoveDay | GiveTask | None = None
        self.ticked.connect(self._tick)
        self.moved.connect(self._move)
        self.given.connect(self._give)

    def set_tasks(self, tasks: Sequence[TaskFacts]) -> None:
        """Show these tasks; the focus stays at its place in the list."""
        if tuple(tasks) == self._tasks:
            return
        held = next((place for place, shown in enumerate(self._rows) if shown.box.hasFocus()), None)
        self._tasks = tuple(tasks)
        self._mover = None
        clear(self._column)
        self._rows = [self._row(task) for task in self._tasks]
        for shown in self._rows:
            self._column.addWidget(shown)
            shown.show()
        if held is not None and self._rows:
            self._rows[min(held, len(self._rows) - 1)].box.setFocus(Qt.FocusReason.OtherFocusReason)

    def rows(self) -> tuple[TickRow, ...]:
        """Return the rows in the order of the screen."""
        return tuple(self._rows)

    def mover(self) -> MoveDay | None:
        """Return the panel for another day while it is open."""
        return self._mover if isinstance(self._mover, MoveDay) else None

    def giver(self) -> GiveTask | None:
        """Return the panel for somebody else while it is open."""
        return self._mover if isinstance(self._mover, GiveTask) else None

    def _row(self, task: TaskFacts) -> TickRow:
        tools = QWidget()
        line = row(gap=theme.current().spacing.xs)
        late = task.late and self._compact
        if task.late and not late:
            line.addWidget(Badge(moment_pill("verlopen", tr("Te laat"))))
        if not task.done:
            name = tr("Andere dag voor: {task}", task=task.text)
            line.addWidget(IconButton("calendar", name, clicked=lambda: self.open_mover(task)))
            other = tr("Aan iemand anders geven: {task}", task=task.text)
            line.addWidget(IconButton("person", other, clicked=lambda: self.open_giver(task)))
        tools.setLayout(line)
        return TickRow(
            task.text,
            detail=" · ".join([tr("te laat")] * late + [task.detail]),
            checked=task.done,
            trailing=tools,
            on_change=lambda done: self.ticked.emit(task.taak_id, done),
        )

    def open_mover(self, task: TaskFacts) -> None:
        """Open the panel for another day under the row of a task, or close it when it is open there."""
        if self._was_open(task, MoveDay):
            return
        mover = MoveDay(lambda: self._commands.today, task.voor_op)
        mover.chosen.connect(lambda day: self.moved.emit(task.taak_id, day))
        self._open_under(task, mover)
        mover.usual[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def open_giver(self, task: TaskFacts) -> None:
        """Open the panel for somebody else under the row of a task, or close it when it is open there."""
        if self._was_open(task, GiveTask):
            return
        giver = GiveTask(task.wie)
        giver.chosen.connect(lambda name: self.given.emit(task.taak_id, name))
        self._open_under(task, giver)
        self._commands.people(lambda names: giver.show_known([each for each in names if each != task.wie]))
        giver.name.setFocus(Qt.FocusReason.OtherFocusReason)
        giver.name.selectAll()

    def _was_open(self, task: TaskFacts, kind: type[QFrame]) -> bool:
        place = self._tasks.index(task)
        here = isinstance(self._mover, kind) and self._column.indexOf(self._mover) == place + 1
        self._close_mover()
        return here

    def _open_under(self, task: TaskFacts, panel: MoveDay | GiveTask) -> None:
        panel.left.connect(self._close_mover)
        self._mover = panel
        self._column.insertWidget(self._tasks.index(task) + 1, panel)
        # At once, or it couldn't take the focus before the next turn of the loop.
        panel.show()

    def _close_mover(self) -> None:
        if self._mover is None:
            return
        mover, self._mover = self._mover, None
        place = self._column.indexOf(mover) - 1
        self._column.removeWidget(mover)
        mover.hide()
        mover.deleteLater()
        self._rows[place].box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tick(self, taak_id: str, done: bool) -> None:
        words = tr("De taak is gedaan.") if done else tr("De taak staat weer open.")
        page, commands = self._page, self._commands
        commands.finish(
            taak_id,
            lambda: offer_undo(page, words, lambda: commands.finish(taak_id, done=not done)),
            done=done,
        )

    def _move(self, taak_id: str, day: date | None) -> None:
        before = next(task.voor_op for task in self._tasks if task.taak_id == taak_id)
        page, commands = self._page, self._commands
        words = tr("De taak staat op een andere dag.")
        commands.move(taak_id, day, lambda: offer_undo(page, words, lambda: commands.move(taak_id, before)))

    def _give(self, taak_id: str, wie: str) -> None:
        before = next(task.wie for task in self._tasks if task.taak_id == taak_id)
        page, commands = self._page, self._commands
        words = tr("De taak is nu voor {who}.", who=wie) if wie else tr("De taak is weer voor jou.")
        commands.give(taak_id, wie, lambda: offer_undo(page, words, lambda: commands.give(taak_id, before)))
