"""Pages before a profile opens: which one, and other help than the wachtzin. A card with rows to choose from."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from ui import theme
from ui.i18n import tr
from ui.widgets.buttons import Button
from ui.widgets.layouts import column, row
from ui.widgets.page import ScrollBody
from ui.widgets.rows import Row, RowList
from ui.widgets.text import Icon, label


class StartCard(QWidget):
    """A question, rows as answers, and buttons under them. `chosen(key)` for a row."""

    chosen = Signal(str)

    def __init__(
        self,
        title: str,
        lead: str,
        rows: Sequence[Row],
        buttons: Sequence[tuple[str, str, Callable[[], object]]] = (),
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(title)
        tokens = theme.current()
        space = tokens.spacing
        card = QFrame()
        card.setObjectName("card")
        card.setMaximumWidth(round(620 * (0.6 + 0.4 * tokens.scale)))
        head = row(gap=space.m)
        head.addWidget(Icon("line", "accent", tokens.sizes.icon_large))
        head.addWidget(label(title, "title"), 1)
        self.rows = RowList(title, rows)
        self.rows.opened.connect(self.chosen)
        self.buttons = tuple(Button(word, "secondary", icon, act) for word, icon, act in buttons)
        foot = row(gap=space.m)
        for button in self.buttons:
            foot.addWidget(button)
        foot.addStretch(1)
        inside = column(
            head,
            label(lead, "lead"),
            self.rows,
            gap=space.l,
            margins=(space.xxl, space.xl, space.xxl, space.xl),
        )
        inside.addLayout(foot)
        card.setLayout(inside)
        self.scroller = ScrollBody()
        middle = row(gap=0)
        middle.addStretch(1)
        middle.addWidget(card, 8)
        middle.addStretch(1)
        self.scroller.body.addSpacing(space.l)
        self.scroller.body.addLayout(middle)
        self.setLayout(column(self.scroller, gap=0))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        first = self.rows.rows()[0] if self.rows.rows() else self.buttons[0] if self.buttons else None
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)


VERGETEN, PAPIEREN, TERUGZETTEN, BESCHADIGD, PROFIELEN = (
    "vergeten",
    "papieren",
    "terugzetten",
    "beschadigd",
    "profielen",
)


def help_card(leave: Callable[[], object]) -> StartCard:
    """Return what can be done when a profile doesn't open with the wachtzin."""
    rows = (
        Row(
            key=VERGETEN,
            title=tr("Ik ben mijn wachtzin vergeten"),
            meta=tr("Met je herstelblad kies je een nieuwe."),
            icon="key",
        ),
        Row(
            key=PAPIEREN,
            title=tr("Mijn organisatie helpt me"),
            meta=tr("Met twee van de drie papieren van je organisatie."),
            icon="household",
        ),
        Row(
            key=TERUGZETTEN,
            title=tr("Ik heb een reservekopie"),
            meta=tr("Terugzetten, of alleen oefenen."),
            icon="undo",
        ),
        Row(
            key=BESCHADIGD,
            title=tr("Mijn profiel is beschadigd"),
            meta=tr("Inkijken, of redden wat te lezen is."),
            icon="warning",
        ),
        Row(
            key=PROFIELEN,
            title=tr("Ik wil een ander profiel"),
            meta=tr("Een profiel van een ander, of een nieuw."),
            icon="person",
        ),
    )
    return StartCard(
        tr("Hulp bij openen"),
        tr("Wat is er aan de hand? Er verandert niets voordat jij dat wilt."),
        rows,
        [(tr("Terug naar inloggen"), "arrow-left", leave)],
    )


def profiles_card(
    profiles: Sequence[tuple[str, str, bool]],
    make: Callable[[], object],
    restore: Callable[[], object],
) -> StartCard:
    """Return the profiles on this computer (key, name, whether for practice), and how to get another one."""
    rows = [
        Row(
            key=key,
            title=naam,
            meta=tr("Om te oefenen") if practice else "",
            icon="practice" if practice else "person",
        )
        for key, naam, practice in profiles
    ]
    return StartCard(
        tr("Welk profiel open je?"),
        tr("Elk profiel heeft een eigen wachtzin. Profielen zien niets van elkaar."),
        rows,
        [(tr("Nieuw profiel"), "plus", make), (tr("Reservekopie terugzetten"), "undo", restore)],
    )


class WaitingCard(QWidget):
    """One sentence and a bar, while something is done that takes a while."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        space = theme.current().spacing
        card = QFrame()
        card.setObjectName("card")
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(words)
        card.setLayout(
            column(
                label(words, "lead"), bar, gap=space.l, margins=(space.xxl, space.xxl, space.xxl, space.xxl)
            )
        )
        middle = row(None, gap=0)
        middle.addWidget(card, 4)
        middle.addStretch(1)
        self.setLayout(column(None, middle, None, gap=0, margins=(space.l, space.l, space.l, space.l)))
