"""One question per page: where you are, the question, back and on. For the first run and for a forgotten wachtzin."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout, QWidget

from app.faults import Fault
from ui import theme
from ui.i18n import tr
from ui.viewmodels.stappen import StepsViewModel
from ui.widgets.buttons import Button
from ui.widgets.form import Form
from ui.widgets.layouts import column, row
from ui.widgets.page import ScrollBody
from ui.widgets.panels import MessageBar
from ui.widgets.taborder import tab_by_layout
from ui.widgets.text import Icon, announce, label


class StepPanel(QWidget):
    """The content of one step: a lead, and a `form`. `first` gets the cursor, else the form's first field."""

    def __init__(self, lead: str) -> None:
        super().__init__()
        space = theme.current().spacing
        self.lead = label(lead, "lead")
        self.form = Form()
        self.column: QVBoxLayout = column(self.lead, self.form, gap=space.l)
        self.first: QWidget | None = None
        self.setLayout(self.column)


class StepsView(QWidget):
    """Shows the panel of the view-model's step in a card. `titled` tells the window "Stap 2 van 5: Je wachtzin"."""

    titled = Signal(str)

    def __init__(self, model: StepsViewModel, heading: str, first_back: str = "") -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = model
        model.setParent(self)
        self._first_back = first_back
        self._maker: Callable[[int], StepPanel] | None = None
        self._panels: dict[int, StepPanel] = {}
        self.heading = heading
        self.where = label("", "muted")
        self.title = label("", "title")
        self.trouble = MessageBar("error", "")
        self.trouble.hide()
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(tr("Bezig"))
        self.waiting = label(tr("Even geduld. Dit duurt een paar tellen."), "muted")
        self.back = Button(tr("Terug"), "secondary", "arrow-left", model.back)
        self.next = Button(tr("Verder"), "primary", clicked=model.next)
        self.extra = row(gap=theme.current().spacing.m)
        self._lay_out()
        model.moved.connect(self.show_step)
        model.checked.connect(self._show_errors)
        model.busy_changed.connect(self._show_busy)
        model.failed.connect(self._show_fault)

    def _lay_out(self) -> None:
        tokens = theme.current()
        space = tokens.spacing
        card = QFrame()
        card.setObjectName("card")
        card.setMaximumWidth(round(720 * (0.6 + 0.4 * tokens.scale)))
        mark = row(Icon("line", "accent", tokens.sizes.icon_large), gap=space.s)
        mark.addWidget(label(f"{tr('Doorgaande lijn')} · {self.heading}", "strong"), 1)
        self._place = column(gap=0)
        buttons = row(gap=space.m)
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        buttons.addLayout(self.extra)
        buttons.addWidget(self.next)
        inside = column(
            mark,
            space.s,
            column(self.where, self.title, gap=space.xs),
            self.trouble,
            self._place,
            self.progress,
            self.waiting,
            space.s,
            buttons,
            gap=space.m,
            margins=(space.xxl, space.xl, space.xxl, space.xl),
        )
        card.setLayout(inside)
        self.scroller = ScrollBody()
        middle = row(gap=0)
        middle.addStretch(1)
        middle.addWidget(card, 8)
        middle.addStretch(1)
        self.scroller.body.addSpacing(space.l)
        self.scroller.body.addLayout(middle)
        self.setLayout(column(self.scroller, gap=0))

    def begin(self, make: Callable[[int], StepPanel]) -> None:
        """Start; `make` builds the panel of a step when it is first needed."""
        self._maker = make
        self.show_step()
        self._show_busy()

    @property
    def panel(self) -> StepPanel:
        """The panel in view."""
        return self._panels[self.model.step]

    def show_step(self) -> None:
        """Show the step that the view-model is at."""
        step = self.model.step
        if step not in self._panels:
            assert self._maker is not None
            self._panels[step] = self._maker(step)
            self._place.addWidget(self._panels[step])
        for number, panel in self._panels.items():
            panel.setVisible(number == step)
        self.trouble.hide()
        total = len(self.model.titles)
        where = tr("Stap {n} van {total}", n=step + 1, total=total)
        self.where.setText(where)
        self.title.setText(tr(self.model.titles[step]))
        self.back.setText(tr("Terug") if step else self._first_back)
        self.back.setVisible(bool(step or self._first_back))
        self.setAccessibleName(f"{where}. {self.title.text()}")
        self.titled.emit(f"{self.title.text()} - {where}")
        announce(self, self.accessibleName())
        self._order_tabs()
        self.scroller.verticalScrollBar().setValue(0)
        self.focus_first()

    def _order_tabs(self) -> None:
        """Tab goes through the step, then on: the way back stands first on the screen, but comes last."""
        tab_by_layout(self)
        last: QWidget = self.next
        for number in range(self.extra.count()):
            item = self.extra.itemAt(number)
            widget = item.widget() if item is not None else None
            if widget is not None:
                QWidget.setTabOrder(last, widget)
                last = widget
        QWidget.setTabOrder(last, self.back)

    def focus_first(self) -> None:
        """Put the cursor in the first field of the step, or on the button that goes on."""
        if self.panel.first is not None:
            self.panel.first.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        fields = self.panel.form.fields.values()
        shown = next((field for field in fields if field.isVisibleTo(self)), None)
        if shown is not None:
            shown.focus()
        else:
            self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_errors(self, errors: Mapping[str, str]) -> None:
        self.trouble.hide()
        self.panel.form.show_errors(errors)

    def _show_busy(self) -> None:
        busy = self.model.busy
        self.progress.setVisible(busy)
        self.waiting.setVisible(busy)
        for button in (self.back, self.next):
            button.setEnabled(not busy)
        if busy:
            announce(self, self.waiting.text())

    def _show_fault(self, fault: Fault) -> None:
        self.trouble.show_message("error", fault.sentence, detail=fault.next_step)
        self.trouble.show()
        self.scroller.ensureWidgetVisible(self.trouble)


def bullets(*sentences: str, icon: str = "check") -> QWidget:
    """Return short points under each other, each with a tick, or with another icon where a tick would cheer."""
    space = theme.current().spacing
    holder = QWidget()
    lines: Sequence[QWidget] = [_point(sentence, icon) for sentence in sentences]
    holder.setLayout(column(*lines, gap=space.s))
    return holder


def _point(sentence: str, icon: str) -> QWidget:
    made = QWidget()
    line = row(gap=theme.current().spacing.s)
    line.addWidget(Icon(icon, "accent"), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(label(sentence), 1)
    made.setLayout(line)
    return made
