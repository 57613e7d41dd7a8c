"""Intrekken: what happens, what can't be called back, one button; afterwards where the message stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.faults import Fault
from ui import theme
from ui.i18n import tr
from ui.navigation import Navigator
from ui.viewmodels.intrekken import IntrekkenFeiten, IntrekkenViewModel, Stap
from ui.views.live import LivePage
from ui.views.tweetalig import BesideEachOther
from ui.widgets.buttons import Button
from ui.widgets.files import ask_save
from ui.widgets.form import Form
from ui.widgets.inputs import TextLine
from ui.widgets.layouts import clear, column, row
from ui.widgets.panels import Card, MessageBar
from ui.widgets.text import Icon, announce, label


def _bullets(into: QVBoxLayout, lines: Sequence[str], icon: str, colour: str) -> None:
    clear(into)
    for words in lines:
        line = row(gap=theme.current().spacing.s)
        line.addWidget(Icon(icon, colour), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(label(words), 1)
        into.addLayout(line)


class IntrekkenView(LivePage):
    """One purpose of one dossier; `activate` gets `dossier` and `doel`."""

    model: IntrekkenViewModel

    def __init__(self, model: IntrekkenViewModel, navigator: Navigator) -> None:
        super().__init__(model, navigator, tr("Toestemming intrekken"))
        self.said = MessageBar("success", "")
        self.own = Card()
        self.pairs = BesideEachOther()
        self.own.add(self.pairs)
        self.happens = Card(tr("Wat er gebeurt"), icon="info")
        self.stays = Card(tr("Wat we niet kunnen terughalen"), icon="warning")
        self.confirm_card = self._make_confirm()
        self.stand = Card(tr("Waar staat het?"), icon="share")
        self.steps = column(gap=theme.current().spacing.s)
        self.call = MessageBar("warning", "")
        self.share = Button(tr("&Nu delen"), "primary", "share", lambda: navigator.go("delen"))
        self.stand.body.addLayout(self.steps)
        self.stand.add(self.call)
        self.ask_path = ask_save
        self.proof = Button(tr("&Bewijs voor de cliënt"), icon="pdf", clicked=self._print)
        self.stand.body.addLayout(row(self.share, self.proof, None, gap=theme.current().spacing.m))
        self.nothing = MessageBar("info", "")
        for part in (
            self.said,
            self.nothing,
            self.stand,
            self.own,
            self.happens,
            self.stays,
            self.confirm_card,
        ):
            self.shown_column.addWidget(part)
        self.shown_column.addStretch(1)
        self.said.hide()
        model.done.connect(self._done)
        model.refused.connect(self._refused)
        model.printed.connect(self._printed)

    def _make_confirm(self) -> QWidget:
        holder = QWidget()
        self.form = Form()
        self.guardian = TextLine(width=32)
        self.guardian_field = self.form.add_field(
            "ouder", tr("Welke ouder of voogd trekt dit in?"), self.guardian
        )
        self.interpreter = TextLine(width=32)
        self.form.add_field("tolk", tr("Wie tolkt er?"), self.interpreter, optional=True)
        self.confirm = Button(tr("&Intrekken"), "primary", "consent-refused", self._confirm)
        # Beside the title: in sight without scrolling, so that taking back is as easy as giving.
        self.add_action(self.confirm)
        holder.setLayout(column(self.form))
        return holder

    def activate(self, params: Mapping[str, str]) -> None:
        dossier, doel = params.get("dossier", ""), params.get("doel", "")
        if (dossier, doel) != (self.model.dossier_id, self.model.doel):
            self.said.hide()
            self.guardian.clear()
            self.interpreter.clear()
        self.model.show(dossier, doel)
        self.wake()

    def show_facts(self) -> None:
        facts = self.model.facts
        assert facts is not None
        self.set_title(tr("Toestemming intrekken"), f"{facts.naam} · {facts.titel}")
        self.happens.setVisible(facts.kan)
        self.stays.setVisible(facts.kan or bool(facts.stappen))
        self.confirm_card.setVisible(facts.kan)
        self.confirm.setVisible(facts.kan)
        self.guardian_field.setVisible(facts.ouder_beslist)
        self.own.setVisible(bool(facts.tekst))
        self.pairs.show_pairs(facts.tekst)
        _bullets(self.happens.body, facts.gevolgen, "check", "accent")
        _bullets(self.stays.body, facts.niet_terug, "minus", "text_muted")
        self._show_stand(facts)

    def _show_stand(self, facts: IntrekkenFeiten) -> None:
        gone = bool(facts.stappen)
        self.stand.setVisible(gone)
        self.nothing.setVisible(not gone and not facts.kan)
        if not gone and not facts.kan:
            self.nothing.show_message(
                "info", tr("Voor dit doel is er nu geen toestemming. Er is niets in te trekken.")
            )
        clear(self.steps)
        for step in facts.stappen:
            self.steps.addWidget(_step(step))
        self.call.setVisible(bool(facts.bellen))
        if facts.bellen:
            self.call.show_message("warning", facts.bellen)
        self.share.setVisible(gone and facts.wacht_op_delen and self.navigator.has("delen"))

    def _confirm(self) -> None:
        self.model.withdraw(self.guardian.text().strip(), self.interpreter.text().strip())

    def _print(self) -> None:
        self.ask_path(self, tr("Bewijs opslaan als PDF"), self.model.proposed_name(), self.model.print_proof)

    def _printed(self, name: str) -> None:
        self.said.show_message(
            "success",
            tr("Opgeslagen: {name}. Druk het af en geef het aan de cliënt.", name=name),
            detail=tr("Komt er later een bevestiging, maak dan een nieuw blad."),
        )
        self.said.show()

    def _leave(self) -> None:
        if not self.navigator.back():
            self.navigator.go("toestemming", dossier=self.model.dossier_id)

    def _done(self) -> None:
        self.said.show_message(
            "success",
            tr("Ingetrokken. Hiervoor gaat niets meer weg."),
            detail=tr("Vertel het de cliënt. Een blad van wat er is besloten maak je bij Toestemming."),
            action=tr("Naar Toestemming"),
            on_action=self._leave,
        )
        self.said.show()
        announce(self.said, self.said.text)
        self.scroller.verticalScrollBar().setValue(0)
        target = self.share if not self.share.isHidden() else self.said.action_button
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refused(self, fault: Fault) -> None:
        self.said.show_message("error", fault.sentence, detail=fault.next_step)
        self.said.show()


def _step(step: Stap) -> QWidget:
    holder = QWidget()
    line = row(gap=theme.current().spacing.m)
    icon = Icon("success" if step.gedaan else "clock", "success.ink" if step.gedaan else "text_muted")
    line.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
    words = column(label(step.titel, "strong"), gap=0)
    if step.uitleg:
        words.addWidget(label(step.uitleg, "muted"))
    line.addLayout(words, 1)
    holder.setLayout(line)
    done = tr("gedaan") if step.gedaan else tr("nog niet")
    holder.setAccessibleName(f"{step.titel}: {done}. {step.uitleg}")
    return holder
