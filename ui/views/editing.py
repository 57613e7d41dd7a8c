"""A page over a form: fills it, keeps it, says in its place what is wrong, and when it was kept."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.faults import Fault
from ui import theme
from ui.i18n import clock_time, tr
from ui.navigation import Navigator
from ui.viewmodels.editing import EditingViewModel
from ui.widgets.form import Form
from ui.widgets.layouts import column, row
from ui.widgets.page import Page
from ui.widgets.panels import MessageBar
from ui.widgets.text import Icon, announce, label


class EditingPage(Page):
    """Subclasses build `form` in `__init__`, fill it in `fill`, and read it in `read`.

    `listen(widget.changed, ...)` makes a control tell the view-model; while `fill` runs nothing is told.
    """

    def __init__(
        self,
        model: EditingViewModel[Any],
        navigator: Navigator,
        title: str,
        subtitle: str = "",
        *,
        wide: bool = False,
    ) -> None:
        super().__init__(title, subtitle, wide=wide)
        self.model = model
        self.navigator = navigator
        model.setParent(self)
        self.form = Form()
        self.trouble = MessageBar("error", "")
        self.trouble.hide()
        self.kept = label("", "muted")
        self._kept_icon = Icon("saved", "text_muted")
        self._filling = False
        model.loaded.connect(self._load)
        model.kept.connect(self._show_kept)
        model.failed.connect(self._failed)
        self._finish = QShortcut(QKeySequence("Ctrl+Return"), self)
        self._finish.activated.connect(self.submit)

    def fill(self) -> None:
        """Show what `model.form` holds."""
        raise NotImplementedError

    def read(self) -> Any:
        """Return what the fields hold, as the view-model's form."""
        raise NotImplementedError

    def submit(self) -> None:
        """Check, and store."""
        raise NotImplementedError

    def save_draft(self) -> None:
        """The page is being left, or the program is about to lock."""
        self.model.edit(self.read())
        self.model.keep_draft()

    def listen(self, *signals: Any) -> None:
        """Tell the view-model after each of these signals."""
        for signal in signals:
            signal.connect(self._edited)

    def foot(self, *buttons: QWidget) -> QWidget:
        """Return the line at the end of a form: buttons, and when the draft was kept."""
        line = row(*buttons, None, gap=theme.current().spacing.m)
        holder = QWidget()
        quiet = row(self._kept_icon, self.kept, None, gap=theme.current().spacing.s)
        self._kept_icon.hide()
        holder.setLayout(column(line, quiet, gap=theme.current().spacing.s))
        return holder

    def _edited(self, *_: object) -> None:
        if not self._filling:
            self.model.edit(self.read())

    def _load(self) -> None:
        self.trouble.hide()
        self.form.show_errors({})
        self._filling = True
        try:
            self.fill()
        finally:
            self._filling = False
        self._kept_icon.setVisible(self.model.has_draft)
        self.kept.setText(tr("Je gaat verder met je concept.") if self.model.has_draft else "")

    def _show_kept(self, moment: datetime) -> None:
        self._kept_icon.show()
        self.kept.setText(tr("Bewaard op dit apparaat {time}", time=clock_time(moment)))

    def _failed(self, fault: Fault) -> None:
        self.trouble.show_message("error", fault.sentence, detail=fault.next_step)
        self.trouble.show()
        announce(self.trouble, self.trouble.text, urgent=True)
        self.scroller.ensureWidgetVisible(self.trouble)
