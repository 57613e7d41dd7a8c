"""After a checklist: what was noted, what to do now, and where to go on."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.i18n import counted, tr
from ui.viewmodels.checklist import ChecklistViewModel
from ui.views.bellen import CallPanel
from ui.widgets.badges import urgency
from ui.widgets.buttons import Button
from ui.widgets.layouts import FlowLayout, clear, column
from ui.widgets.panels import MessageBar
from ui.widgets.rows import Row, RowList


class DoneView(QWidget):
    """The end of a checklist."""

    def __init__(self, model: ChecklistViewModel, page: Any) -> None:
        super().__init__()
        self._model = model
        self._page = page
        space = theme.current().spacing
        self.message = MessageBar("success", "")
        self.panels = column(gap=space.m)
        self.signals = RowList(tr("Genoteerde signalen"))
        self.signals.opened.connect(self._open)
        self.dossier = Button(tr("Naar het dossier"), "primary", clicked=self._dossier)
        self.another = Button(tr("Nog een lijst"), clicked=self._another)
        buttons = FlowLayout()
        buttons.addWidget(self.dossier)
        buttons.addWidget(self.another)
        self.setLayout(column(self.message, self.panels, self.signals, buttons, gap=space.l))
        self.hide()

    def show_result(self) -> None:
        """Show what was noted."""
        both = zip(self._model.finished, self._model.finished_ids, strict=True)
        shown = [(each, key) for each, key in both if not (self._model.private and each.shielded)]
        noted = tuple(each for each, _ in shown)
        detail = (
            tr(
                "{count} genoteerd. Ze gaan mee bij het delen, als daar toestemming voor is.",
                count=counted(len(noted), "signaal", "signalen"),
            )
            if noted
            else tr("Er zijn geen signalen genoteerd.")
        )
        self.message.show_message("success", tr("De lijst is bewaard op dit apparaat."), detail=detail)
        clear(self.panels)
        for each in noted:
            if each.advice is not None:
                self.panels.addWidget(CallPanel(each.advice))
        self.signals.set_rows(
            [
                Row(
                    key=signaal_id,
                    title=each.question,
                    icon="shield" if each.shielded else "signal",
                    meta=each.domain,
                    pills=(urgency(each.urgency),),
                )
                for each, signaal_id in shown
            ]
        )
        self.dossier.setVisible(self._page.navigator.has("dossier"))

    def focus_first(self) -> None:
        """Put the focus on where one goes on."""
        target = self.dossier if self.dossier.isVisibleTo(self) else self.another
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, key: str) -> None:
        self._page.navigator.go("signaal", signaal=key)

    def _dossier(self) -> None:
        self._page.navigator.go("dossier", dossier=self._model.dossier_id)

    def _another(self) -> None:
        self._page.navigator.go("checklists", dossier=self._model.dossier_id)
