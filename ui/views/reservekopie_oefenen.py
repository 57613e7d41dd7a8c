"""Trying a backup while the profile is open: everything in it is looked at, and nothing is changed."""

from __future__ import annotations

from ui.i18n import tr
from ui.viewmodels.reservekopie_oefenen import RehearseViewModel
from ui.views.sleutels import KeysForm
from ui.views.toegang import AccessPanel
from ui.widgets.facts import KeyValueList
from ui.widgets.files import BACKUP, PathChooser, ask_open
from ui.widgets.form import Field
from ui.widgets.panels import MessageBar
from ui.widgets.text import label


class RehearseForm(KeysForm):
    """The file, how it opens, and what turned out to be in it."""

    def __init__(self, model: RehearseViewModel) -> None:
        super().__init__(
            model,
            tr("Nakijken"),
            tr("Zo weet je dat je reservekopie goed is, en dat je hem kunt openen. Er verandert niets."),
        )
        self._rehearsal = model
        self.file = PathChooser(
            tr("Bestand kiezen"),
            lambda chosen: ask_open(self, tr("Reservekopie kiezen"), chosen, kind=BACKUP),
        )
        self.file_field = self.form.adopt(Field("bestand", tr("Reservekopie"), self.file))
        self.access = AccessPanel(
            model.access, self.form, tr("Wat heb je bij de hand?"), tr("De wachtzin van toen")
        )
        self.verdict = MessageBar("success", "")
        self.facts = KeyValueList()
        self.findings = label("", selectable=True)
        self.middle.addWidget(self.file_field)
        self.middle.addWidget(self.access)
        for part in (self.verdict, self.facts, self.findings):
            self.middle.addWidget(part)
            part.hide()
        self.now_field.hide()
        self.file.changed.connect(lambda path: setattr(model, "path", path))
        self.access.on_enter(model.submit)
        model.rehearsed.connect(self._show)

    def _show(self) -> None:
        facts = self._rehearsal.facts
        assert facts is not None
        if facts.findings:
            self.verdict.show_message(
                "error", tr("Deze reservekopie is niet goed."), detail=tr("Maak nu een nieuwe.")
            )
        else:
            self.verdict.show_message(
                "success",
                tr("Goed. Alles in deze reservekopie is terug te zetten."),
                detail=tr("Terugzetten doe je op het eerste scherm, bij “Andere hulp bij openen”."),
            )
        self.facts.set_pairs(facts.pairs)
        self.findings.setText("\n".join(f"• {finding}" for finding in facts.findings))
        for part in (self.verdict, self.facts):
            part.show()
        self.findings.setVisible(bool(facts.findings))
