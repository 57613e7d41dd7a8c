"""Gegevens en rechten: what may be done with the data of a dossier, each with its reason; erasing with a typed word."""

from __future__ import annotations

from collections.abc import Mapping

from app.faults import Fault
from ui import theme
from ui.i18n import tr
from ui.navigation import Navigator
from ui.viewmodels.rechten import ACTIES, WISWOORD, RechtenViewModel, explanation
from ui.views.live import LivePage
from ui.widgets.buttons import Button
from ui.widgets.choices import ChipGroup
from ui.widgets.files import ask_save
from ui.widgets.form import Form
from ui.widgets.inputs import LongText, TextLine
from ui.widgets.layouts import clear, column, row
from ui.widgets.panels import Card, MessageBar
from ui.widgets.text import label

WISSEN = "wissen"


class RechtenView(LivePage):
    """The page; `activate` gets `dossier`. `ask_path` asks where the certificate goes."""

    model: RechtenViewModel

    def __init__(self, model: RechtenViewModel, navigator: Navigator) -> None:
        super().__init__(model, navigator, tr("Gegevens en rechten"))
        self.ask_path = ask_save
        self.said = MessageBar("success", "", closable=True)
        self.said.hide()
        self.only = MessageBar("info", "")
        self.stand = Card(tr("Hoe het nu staat"), icon="info")
        self.lines = column(gap=theme.current().spacing.xs)
        self.stand.body.addLayout(self.lines)
        self.choices = ChipGroup([(key, tr(words), icon) for key, words, icon in ACTIES])
        self.help = label("", "muted")
        self.why = LongText(max_length=500, lines=2)
        self.word = TextLine(width=16)
        self.form = Form()
        self.form.add_field("actie", tr("Wat vraagt de cliënt, of wat moet er gebeuren?"), self.choices)
        self.form.body.addWidget(self.help)
        self.form.add_field("reden", tr("Waarom?"), self.why)
        self.word_field = self.form.add_field(
            "woord", tr("Typ “{word}” als je het zeker weet", word=WISWOORD), self.word
        )
        self.go_on = Button(tr("Vastleggen"), "primary", "check", self._submit)
        self.act = Card()
        self.act.add(self.form)
        self.act.body.addLayout(row(self.go_on, None))
        self.history = Card(tr("Wat eerder is besloten"), icon="clock")
        self.entries = column(gap=theme.current().spacing.s)
        self.history.body.addLayout(self.entries)
        for part in (self.said, self.only, self.stand, self.act, self.history):
            self.shown_column.addWidget(part)
        self.shown_column.addStretch(1)
        self.choices.changed.connect(self._chosen)
        model.done.connect(self._done)
        model.erased.connect(self._erased)
        model.refused.connect(self._refused)

    def activate(self, params: Mapping[str, str]) -> None:
        if params.get("dossier", "") != self.model.dossier_id:
            self.said.hide()
            self._empty()
        self.model.show(params.get("dossier", ""))
        self.wake()

    def _empty(self) -> None:
        self.choices.set_value("")
        self.why.set_text("")
        self.word.clear()
        self._chosen()

    def show_facts(self) -> None:
        facts = self.model.facts
        assert facts is not None
        self.set_title(
            tr("Gegevens en rechten"),
            tr("{name} · {pieces}, zonder het bewijs", name=facts.naam, pieces=facts.stukken),
        )
        self.only.setVisible(not facts.mag)
        self.only.show_message(
            "info",
            tr("Een begeleider of coördinator beslist. Vertel je contactpersoon wat de cliënt vraagt."),
        )
        self.act.setVisible(facts.mag)
        clear(self.lines)
        for words in facts.stand:
            self.lines.addWidget(label(words))
        for key in self.choices.options():
            self.choices.chip(key).setVisible(key in facts.keuzes)
        clear(self.entries)
        for title, meta in facts.geschiedenis:
            self.entries.addLayout(column(label(title), label(meta, "muted"), gap=0))
        self.history.setVisible(bool(facts.geschiedenis))
        self._chosen()

    def _chosen(self) -> None:
        chosen = self.choices.value()
        self.help.setText(explanation(chosen))
        self.help.setVisible(bool(chosen))
        self.word_field.setVisible(chosen == WISSEN)
        self.go_on.setText(tr("Wissen en bewijs opslaan") if chosen == WISSEN else tr("Vastleggen"))

    def _submit(self) -> None:
        actie, why = self.choices.value(), self.why.text().strip()
        found = {
            "actie": "" if actie else tr("Kies wat er moet gebeuren."),
            "reden": "" if why else tr("Schrijf op waarom. Eén zin is genoeg."),
        }
        if actie == WISSEN and self.word.text().strip().lower() != WISWOORD:
            found["woord"] = tr("Typ het woord om te wissen.")
        if not self.form.show_errors(found):
            return
        if actie == WISSEN:
            title = tr("Bewijs van wissen opslaan als PDF")
            self.ask_path(self, title, self.model.proposed_name(), lambda path: self.model.erase(path, why))
        else:
            self.model.decide(actie, why)

    def _done(self) -> None:
        self._empty()
        self.said.show_message("success", tr("Vastgelegd."))
        self.said.show()
        self.scroller.verticalScrollBar().setValue(0)

    def _erased(self, name: str) -> None:
        self.shown.setEnabled(True)
        self.said.show_message(
            "success",
            tr("Gewist. Het bewijs staat in {name}.", name=name),
            detail=tr("Geef het bewijs aan de cliënt."),
            action=tr("Naar je cliënten"),
            on_action=lambda: self.navigator.go("clienten"),
        )
        self.said.show()
        for part in (self.stand, self.act, self.history, self.trouble):
            part.hide()
        self.shown.show()

    def _refused(self, fault: Fault) -> None:
        self.said.show_message("error", fault.sentence, detail=fault.next_step)
        self.said.show()
