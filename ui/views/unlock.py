"""The lock screen: one field, an eye, a button; what went wrong stands under the field."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from ui import theme
from ui.i18n import counted, tr
from ui.viewmodels.unlock import UnlockViewModel
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.form import Field
from ui.widgets.inputs import PassphraseField
from ui.widgets.layouts import FlowLayout, column, row
from ui.widgets.text import Icon, announce, label


class UnlockView(QWidget):
    """A card in the middle of the window. `model` says what to show; Enter tries."""

    def __init__(self, model: UnlockViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._model = model
        self.passphrase = PassphraseField()
        self.field = Field("wachtzin", tr("Wachtzin"), self.passphrase)
        self.button = Button(tr("Openen"), "primary", "unlock", self._submit)
        self.forgotten = LinkButton(tr("Wachtzin vergeten?"), model.passphrase_forgotten)
        self.help = LinkButton(tr("Andere hulp bij openen"), model.ask_help)
        self.other = LinkButton(tr("Ander profiel kiezen"), model.ask_other)
        if not model.name:
            self.other.hide()
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(tr("Bezig met openen"))
        self.waiting = label(tr("Even geduld. Je gegevens gaan open."), "muted")
        self.setLayout(self._lay_out())
        self.passphrase.submitted.connect(self._submit)
        self.passphrase.changed.connect(model.forget_fault)
        model.changed.connect(self._show)
        model.unlocked.connect(lambda _: self.passphrase.clear())
        self.setFocusProxy(self.passphrase.line)
        self._show()

    def _lay_out(self) -> QVBoxLayout:
        tokens = theme.current()
        space = tokens.spacing
        card = QFrame()
        card.setObjectName("card")
        card.setMinimumWidth(round(360 * (0.6 + 0.4 * tokens.scale)))
        card.setMaximumWidth(round(460 * (0.6 + 0.4 * tokens.scale)))
        head = row(gap=space.m)
        head.addWidget(Icon("lock", "accent", tokens.sizes.icon_large))
        head.addWidget(label(tr("Doorgaande lijn"), "title"), 1)
        whose = label(tr("Profiel: {name}", name=self._model.name), "muted")
        if not self._model.name:
            whose.hide()
        inside = column(head, whose, gap=space.m, margins=(space.xxl, space.xxl, space.xxl, space.xxl))
        inside.addSpacing(space.s)
        inside.addWidget(self.field)
        inside.addWidget(self.progress)
        inside.addWidget(self.waiting)
        inside.addWidget(self.button)
        links = FlowLayout(gap=space.m)
        for link in (self.forgotten, self.help, self.other):
            links.addWidget(link)
        inside.addLayout(links)
        card.setLayout(inside)
        ground = QWidget()
        ground.setObjectName("scrollbody")
        middle = row(None, gap=0)
        middle.addWidget(card, 4)
        middle.addStretch(1)
        ground.setLayout(column(None, middle, None, gap=0, margins=(space.l, space.l, space.l, space.l)))
        scroller = QScrollArea()
        scroller.setWidgetResizable(True)
        scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroller.setFrameShape(QFrame.Shape.NoFrame)
        scroller.setWidget(ground)
        return column(scroller, gap=0)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.passphrase.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _submit(self) -> None:
        self._model.try_passphrase(self.passphrase.text())

    def _show(self) -> None:
        busy, fault = self._model.busy, self._model.fault
        self.progress.setVisible(busy)
        waiting = self._model.waiting
        self.waiting.setVisible(busy or bool(waiting))
        self.waiting.setText(
            tr(
                "Nog {seconds} wachten. Daarna kun je het weer proberen.",
                seconds=counted(waiting, "tel", "tellen"),
            )
            if waiting
            else tr("Even geduld. Je gegevens gaan open.")
        )
        self.passphrase.line.setReadOnly(busy)
        self.button.setEnabled(not busy and not self._model.waiting)
        for link in (self.forgotten, self.help, self.other):
            link.setEnabled(not busy)
        sentence = " ".join(part for part in (fault.sentence, fault.next_step) if part) if fault else ""
        if sentence and sentence != self.field.error:
            announce(self.passphrase.line, sentence, urgent=True)
            self.passphrase.line.setFocus(Qt.FocusReason.OtherFocusReason)
            self.passphrase.line.selectAll()
        self.field.set_error(sentence)
        if busy:
            announce(self.passphrase.line, self.waiting.text())
