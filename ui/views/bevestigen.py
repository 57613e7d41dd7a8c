"""Asking the wachtzin once more, in front of the page where something is about to leave."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QProgressBar, QWidget

from ui import theme
from ui.i18n import tr
from ui.session import Session
from ui.viewmodels.bevestigen import ConfirmViewModel, must_prove
from ui.widgets.buttons import Button
from ui.widgets.form import Field
from ui.widgets.inputs import PassphraseField
from ui.widgets.layouts import column, row
from ui.widgets.text import announce, label


def when_proven(parent: QWidget, session: Session, why: str, act: Callable[[], object]) -> None:
    """Do `act` at once when the wachtzin was typed in the last five minutes, else after it is typed now.

    `why` is one sentence to read. Who turns away, changes nothing.
    """
    if not must_prove(session):
        act()
        return
    dialog = ConfirmDialog(session, why, parent)
    dialog.accepted.connect(act)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


class ConfirmDialog(QDialog):
    """One field over the page; accepted once the wachtzin fits. Escape turns away."""

    def __init__(self, session: Session, why: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Even bevestigen"))
        space = theme.current().spacing
        self.model = ConfirmViewModel(session, self)
        self.passphrase = PassphraseField()
        self.field = Field("wachtzin", tr("Je wachtzin"), self.passphrase)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(tr("Bezig"))
        self.progress.hide()
        self.yes = Button(tr("Bevestigen"), "primary", clicked=self._try)
        self.no = Button(tr("Niet doen"), "secondary", clicked=self.reject)
        self.setLayout(
            column(
                label(tr("Ben jij het?"), "heading"),
                label(why),
                self.field,
                self.progress,
                row(None, self.no, self.yes, gap=space.m),
                gap=space.m,
                margins=(space.xl, space.l, space.xl, space.l),
            )
        )
        self.setMinimumWidth(round(440 * (0.5 + 0.5 * theme.current().scale)))
        self.passphrase.submitted.connect(self._try)
        self.passphrase.changed.connect(lambda: self.field.set_error(""))
        self.model.proven.connect(self._proven)
        self.model.refused.connect(self._refused)
        self.model.busy_changed.connect(self._show_busy)
        self.finished.connect(lambda _: self.passphrase.clear())
        QWidget.setTabOrder(self.yes, self.no)
        self.passphrase.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _try(self) -> None:
        self.model.attempt(self.passphrase.text())

    def _proven(self) -> None:
        self.accept()

    def _refused(self, sentence: str) -> None:
        self.field.set_error(sentence)
        announce(self.passphrase.line, sentence, urgent=True)
        self.passphrase.line.selectAll()
        self.passphrase.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_busy(self) -> None:
        self.progress.setVisible(self.model.busy)
        self.yes.setEnabled(not self.model.busy)
