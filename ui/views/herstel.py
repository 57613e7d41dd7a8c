"""Wachtzin forgotten, in three pages."""

from __future__ import annotations

from ui.i18n import tr
from ui.viewmodels.herstel import BLAD, CODE, WACHTZIN, RecoveryViewModel
from ui.views.herstelblad import SheetPanel
from ui.views.nieuwe_wachtzin import PassphraseChooser
from ui.views.stappen import StepPanel, StepsView
from ui.views.toegang import AccessPanel
from ui.widgets.buttons import Button


class CodePanel(StepPanel):
    """The code of the herstelblad, or of two papers of the organisation."""

    def __init__(self, model: RecoveryViewModel) -> None:
        super().__init__(
            tr(
                "Met je herstelblad kom je er weer in. Of met twee papieren van je organisatie, als die er zijn."
            )
        )
        self.access = AccessPanel(model.access, self.form, tr("Wat heb je bij de hand?"))
        self.code = self.access.code
        self.column.addWidget(self.access)
        self.first = self.code
        self.access.on_enter(model.next)


class NewPanel(StepPanel):
    """Another wachtzin."""

    def __init__(self, model: RecoveryViewModel) -> None:
        super().__init__(tr("Je code klopt. Met deze wachtzin open je het programma voortaan."))
        self.chooser = PassphraseChooser(model.wachtzin, self.form)
        self.column.addWidget(self.chooser)
        self.chooser.own.submitted.connect(self.chooser.again.line.setFocus)
        self.chooser.again.submitted.connect(model.next)


class NewSheetPanel(StepPanel):
    """Another herstelblad."""

    def __init__(self, model: RecoveryViewModel) -> None:
        super().__init__(tr("Maak nu een nieuw blad. Het oude werkt daarna niet meer. Gooi dat weg."))
        self.sheet = SheetPanel(model.blad, self.form)
        self.column.addWidget(self.sheet)
        self.first = self.sheet.print
        self.sheet.groups[0].returnPressed.connect(self.sheet.groups[1].setFocus)
        self.sheet.groups[1].returnPressed.connect(model.next)


class RecoveryView(StepsView):
    """`model.finished` says when the profile is open; `model.left` when somebody goes back."""

    def __init__(self, model: RecoveryViewModel) -> None:
        super().__init__(model, tr("Wachtzin vergeten"), first_back=tr("Terug naar inloggen"))
        self._recovery = model
        self.later = Button(tr("Oude blad houden"), "secondary", clicked=model.keep_old_sheet)
        self.extra.addWidget(self.later)
        self.later.hide()
        self.begin(self._panel)

    def _panel(self, step: int) -> StepPanel:
        makers = {CODE: CodePanel, WACHTZIN: NewPanel, BLAD: NewSheetPanel}
        return makers[step](self._recovery)

    def show_step(self) -> None:
        super().show_step()
        last = self.model.step == BLAD
        self.later.setVisible(last)
        self.next.setText(tr("Openen") if last else tr("Verder"))

    def _show_busy(self) -> None:
        super()._show_busy()
        self.later.setEnabled(not self.model.busy)
