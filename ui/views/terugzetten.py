"""Putting a backup back, one question per page; up to the last press it is a rehearsal."""

from __future__ import annotations

from ui.i18n import tr
from ui.viewmodels.terugzetten import KOPIE, MANIER, PROEF, WACHTZIN, RestoreViewModel
from ui.views.nieuwe_wachtzin import PassphraseChooser
from ui.views.stappen import StepPanel, StepsView, bullets
from ui.views.toegang import AccessPanel
from ui.widgets.buttons import Button
from ui.widgets.facts import KeyValueList
from ui.widgets.files import BACKUP, PathChooser, ask_open
from ui.widgets.panels import MessageBar
from ui.widgets.text import label


class FilePanel(StepPanel):
    """Which file."""

    def __init__(self, model: RestoreViewModel) -> None:
        super().__init__(tr("Steek de stick erin, of zoek de map waar je reservekopieën staan."))
        self.file = PathChooser(
            tr("Bestand kiezen"),
            lambda chosen: ask_open(self, tr("Reservekopie kiezen"), chosen, kind=BACKUP),
        )
        self.file.show_path(model.path)
        self.form.add_field("bestand", tr("Reservekopie"), self.file)
        self.column.addWidget(
            bullets(
                tr("Je ziet eerst wat erin zit. Er verandert nog niets."),
                tr("Zo kun je ook oefenen, voor als het ooit nodig is."),
            )
        )
        self.file.changed.connect(model.pick)


class WayPanel(StepPanel):
    """With what it opens."""

    def __init__(self, model: RestoreViewModel) -> None:
        super().__init__(tr("Een reservekopie opent met wat je had op de dag dat hij werd gemaakt."))
        self.access = AccessPanel(
            model.access, self.form, tr("Wat heb je bij de hand?"), tr("De wachtzin van toen")
        )
        self.column.addWidget(self.access)
        self.first = self.access.passphrase.line
        self.access.on_enter(model.next)


class ProofPanel(StepPanel):
    """What is in it."""

    def __init__(self, model: RestoreViewModel) -> None:
        super().__init__(tr("De reservekopie is geopend en helemaal nagekeken."))
        self._model = model
        self.verdict = MessageBar("success", "")
        self.facts = KeyValueList()
        self.findings = label("", selectable=True)
        self.warning = bullets(
            tr("Wat je na de reservekopie deed, staat er niet in."),
            tr("Gebruik het oude profiel daarna niet meer."),
            icon="info",
        )
        self.beside = label(
            tr("Er staat al een profiel op deze computer. De reservekopie komt ernaast."), "muted"
        )
        for part in (self.verdict, self.facts, self.findings, self.warning, self.beside):
            self.column.addWidget(part)
        self.show_facts()

    def show_facts(self) -> None:
        """Show what the rehearsal found; called again when another file was tried."""
        facts = self._model.facts
        if facts is None:
            return
        if facts.findings:
            self.verdict.show_message(
                "error",
                tr("Deze reservekopie is niet goed. Hij kan niet worden teruggezet."),
                detail=tr("Gebruik een andere reservekopie. Gooi deze nog niet weg."),
            )
        else:
            self.verdict.show_message(
                "success", tr("Alles is terug te zetten."), detail=tr("Er is nog niets veranderd.")
            )
        self.facts.set_pairs(facts.pairs)
        self.findings.setText("\n".join(f"• {finding}" for finding in facts.findings))
        self.findings.setVisible(bool(facts.findings))
        self.warning.setVisible(not facts.findings)
        self.beside.setVisible(self._model.beside and not facts.findings)


class FreshPanel(StepPanel):
    """Another wachtzin, when the old one isn't known."""

    def __init__(self, model: RestoreViewModel) -> None:
        super().__init__(tr("Met deze wachtzin open je het teruggezette profiel."))
        self.chooser = PassphraseChooser(model.wachtzin, self.form)
        self.column.addWidget(self.chooser)
        self.chooser.own.submitted.connect(self.chooser.again.line.setFocus)
        self.chooser.again.submitted.connect(model.next)


class RestoreView(StepsView):
    """`model.finished` says when the restored profile is open; `model.left` when somebody goes back."""

    def __init__(self, model: RestoreViewModel) -> None:
        super().__init__(model, tr("Reservekopie terugzetten"), first_back=tr("Terug naar het begin"))
        self._restore = model
        self.enough = Button(tr("Het was een oefening"), "secondary", clicked=model.end_rehearsal)
        self.extra.addWidget(self.enough)
        self.enough.hide()
        self.begin(self._panel)

    def _panel(self, step: int) -> StepPanel:
        makers = {KOPIE: FilePanel, MANIER: WayPanel, PROEF: ProofPanel, WACHTZIN: FreshPanel}
        return makers[step](self._restore)

    def show_step(self) -> None:
        super().show_step()
        model = self._restore
        proof = model.step == PROEF
        if isinstance(self.panel, ProofPanel):
            self.panel.show_facts()
        self.enough.setVisible(proof)
        last = model.step == len(model.titles) - 1
        self.next.setText(tr("Terugzetten") if last and model.step >= PROEF else tr("Verder"))
        self.next.setVisible(not proof or model.restorable)

    def _show_busy(self) -> None:
        super()._show_busy()
        self.enough.setEnabled(not self.model.busy)
