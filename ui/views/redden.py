"""A damaged profile: look into it, or save what can be read, and read what is gone."""

from __future__ import annotations

from ui.i18n import counted, tr
from ui.viewmodels.redden import INKIJKEN, REDDEN, SLEUTELS, VERSLAG, SalvageViewModel
from ui.views.stappen import StepPanel, StepsView, bullets
from ui.widgets.choices import ChipGroup
from ui.widgets.facts import KeyValueList
from ui.widgets.inputs import PassphraseField
from ui.widgets.panels import MessageBar
from ui.widgets.text import label


class WhatPanel(StepPanel):
    """Look, or save."""

    def __init__(self, model: SalvageViewModel) -> None:
        super().__init__(tr("Heb je een goede reservekopie? Zet die liever terug. Anders kan dit helpen."))
        self.what = ChipGroup(
            (
                (INKIJKEN, tr("Alleen inkijken"), "eye"),
                (SLEUTELS, tr("Sleutelbestand herstellen"), "key"),
                (REDDEN, tr("Redden wat te lezen is"), "heart"),
            )
        )
        self.form.add_field("wat", tr("Wat wil je doen?"), self.what)
        self.passphrase = PassphraseField()
        self.form.add_field("wachtzin", tr("De wachtzin van dit profiel"), self.passphrase)
        self.column.addWidget(
            bullets(
                tr("Inkijken verandert niets. Je kunt dan niets opslaan."),
                tr("Herstellen maakt het sleutelbestand weer heel. Print daarna een nieuw herstelblad."),
                tr("Redden maakt een nieuw profiel ernaast. Het beschadigde blijft staan."),
                tr("Daarna lees je wat er gered is, en wat er weg is."),
            )
        )
        self.said = label("", "muted")
        self.column.addWidget(self.said)
        self.said.hide()
        self.what.confirmed.connect(self.passphrase.line.setFocus)
        self.what.changed.connect(lambda: setattr(model, "what", self.what.value()))
        self.passphrase.changed.connect(lambda: setattr(model, "passphrase", self.passphrase.text()))
        self.passphrase.submitted.connect(model.next)
        model.progress.connect(self._say)

    def _say(self, phrase: str) -> None:
        self.said.setText(phrase)
        self.said.show()


class ReportPanel(StepPanel):
    """What was saved, and what is gone."""

    def __init__(self, model: SalvageViewModel) -> None:
        super().__init__(tr("Wat te lezen was, staat nu in een nieuw profiel. Je wachtzin is dezelfde."))
        gone = model.lost
        self.verdict = MessageBar(
            "warning" if gone else "success",
            tr("{what} weg.", what=counted(gone, "stuk is", "stukken zijn"))
            if gone
            else tr("Alles is gered."),
            detail=tr("Gooi het beschadigde profiel niet weg. Bel je coördinator.") if gone else "",
        )
        self.facts = KeyValueList(model.report)
        self.column.addWidget(self.verdict)
        self.column.addWidget(self.facts)


class SalvageView(StepsView):
    """`model.finished` opens it to look; `model.saved` goes to the profile that was saved."""

    def __init__(self, model: SalvageViewModel) -> None:
        super().__init__(model, tr("Hulp bij openen"), first_back=tr("Terug naar inloggen"))
        self._salvage = model
        self.begin(self._panel)

    def _panel(self, step: int) -> StepPanel:
        return ReportPanel(self._salvage) if step == VERSLAG else WhatPanel(self._salvage)

    def show_step(self) -> None:
        super().show_step()
        last = self.model.step == VERSLAG
        self.next.setText(tr("Naar het geredde profiel") if last else tr("Verder"))
        self.back.setVisible(not last)
