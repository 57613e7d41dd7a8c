"""Pages about the organisation's key: letting it in or out, and making it on three papers."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QHideEvent

from app.faults import Fault
from ui.i18n import tr
from ui.navigation import Navigator
from ui.session import Session
from ui.viewmodels.organisatiesleutel import KEY_FILE, OrganisationKeyViewModel, OrganisationPapersViewModel
from ui.views.sleutels import KeysForm
from ui.views.stappen import bullets
from ui.widgets.buttons import Button
from ui.widgets.choices import ChipGroup
from ui.widgets.facts import KeyValueList
from ui.widgets.files import EVERYTHING, PathChooser, ask_open, ask_save
from ui.widgets.form import Field
from ui.widgets.layouts import clear, flow
from ui.widgets.page import Page
from ui.widgets.panels import Card, MessageBar
from ui.widgets.text import label


class OrganisationForm(KeysForm):
    """Takes the key over after comparing its fingerprint, or takes it away."""

    def __init__(self, model: OrganisationKeyViewModel) -> None:
        lead = (
            tr("Je organisatie kan dit profiel openen, met twee van de drie papieren.")
            if model.there
            else tr("Raak je alles kwijt? Dan kan je organisatie helpen, met twee van de drie papieren.")
        )
        word = tr("Organisatie niet meer laten openen") if model.there else tr("Organisatie laten openen")
        super().__init__(model, word, lead)
        self._organisation = model
        self.file = PathChooser(
            tr("Bestand kiezen"),
            lambda chosen: ask_open(self, tr("Sleutel van je organisatie"), chosen, kind=KEY_KIND),
        )
        self.file_field = self.form.adopt(
            Field(
                "bestand", tr("Het bestand van je organisatie"), self.file, hint=tr("Het eindigt op .dlorg.")
            )
        )
        self.fingerprint = label("", "heading", selectable=True)
        self.fingerprint.setAccessibleDescription(tr("Vingerafdruk van de sleutel"))
        self.same = ChipGroup([("ja", tr("De vingerafdruk is hetzelfde"), "")], many=True)
        self.same_field = self.form.adopt(
            Field(
                "vergeleken",
                tr("Bel je organisatie en lees de vingerafdruk voor"),
                self.same,
            )
        )
        for part in (self.file_field, self.fingerprint, self.same_field):
            self.middle.addWidget(part)
            part.setVisible(part is self.file_field and not model.there)
        self.middle.addWidget(self.now_field)
        self.file.changed.connect(model.look)
        self.same.changed.connect(lambda: setattr(model, "compared", self.same.values() == ("ja",)))
        self.now.submitted.connect(model.submit)
        model.looked.connect(self._looked)

    def _looked(self) -> None:
        found = self._organisation.fingerprint
        self.fingerprint.setText(found)
        self.same.set_values(())
        self.fingerprint.setVisible(bool(found))
        self.same_field.setVisible(bool(found))


KEY_KIND = "Sleutel van een organisatie (*.dlorg)"


class PapersPage(Page):
    """Makes the key, and three papers that are printed or stored one by one. Leaving the page forgets it."""

    def __init__(self, session: Session, navigator: Navigator) -> None:
        super().__init__(
            tr("Sleutel van je organisatie maken"),
            tr("Met twee van de drie papieren open je het profiel van een collega die alles kwijt is."),
        )
        self._session = session
        self.model: OrganisationPapersViewModel | None = None
        self.said = MessageBar("success", "", closable=True)
        self.said.hide()
        self.start = Card(tr("Voordat je begint"))
        self.make = Button(tr("Sleutel maken"), "primary", "key", self._make)
        self.start.add(
            bullets(
                tr("Kies drie mensen die elk een papier bewaren, op drie plekken."),
                tr("Eén papier alleen opent niets. Twee samen openen elk profiel dat de sleutel heeft."),
                tr("De sleutel staat alleen op papier. Print dus alles voordat je deze pagina verlaat."),
            ),
            flow(self.make),
        )
        self.result = Card(tr("De nieuwe sleutel"))
        self.facts = KeyValueList()
        self.rest = label("", "muted")
        self._papers = Card(tr("Drie papieren, voor drie mensen"))
        self.save_key = Button(tr("Bestand voor de apparaten opslaan"), "secondary", "key", self._ask_key)
        self.prints: list[Button] = []
        self.saves: list[Button] = []
        self.result.add(self.facts, flow(self.save_key), self.rest)
        self.add(self.said, self.start, self.result, self._papers)
        for card in (self.result, self._papers):
            card.hide()

    def activate(self, params: Mapping[str, str]) -> None:
        self._forget()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self._forget()

    def _forget(self) -> None:
        if self.model is not None:
            self.model.forget()
            self.model.deleteLater()
            self.model = None
        clear(self._papers.body)
        self.facts.set_pairs(())
        self.prints, self.saves = [], []
        for part in (self.said, self.result, self._papers):
            part.hide()
        self.start.show()

    def _make(self) -> None:
        self._forget()
        self.model = model = OrganisationPapersViewModel(self._session, self)
        model.made.connect(self._made)
        model.busy_changed.connect(lambda: self.make.setEnabled(not model.busy))
        model.said.connect(self._say)
        model.failed.connect(self._failed)
        model.ready.connect(self._print)
        model.make()

    def _made(self) -> None:
        model = self.model
        assert model is not None and model.papers is not None
        self.facts.set_pairs(
            ((tr("Merk op de papieren"), model.papers.mark), (tr("Vingerafdruk"), model.papers.fingerprint))
        )
        for number in range(1, len(model.papers.papers) + 1):
            self._add_paper(model, number)
        self.start.hide()
        self.result.show()
        self._papers.show()
        self._tell_rest()

    def _add_paper(self, model: OrganisationPapersViewModel, number: int) -> None:
        word = tr("Papier {n} printen", n=number)
        print_it = Button(word, "secondary", "print", lambda: model.print_paper(number))
        save = Button(
            tr("Papier {n} opslaan als bestand", n=number),
            "quiet",
            "pdf",
            lambda: ask_save(
                self,
                tr("Sleutelpapier opslaan"),
                f"sleutelpapier-{number}.pdf",
                lambda path: model.save_paper(number, path),
            ),
        )
        self.prints.append(print_it)
        self.saves.append(save)
        self._papers.add(flow(print_it, save))

    def _ask_key(self) -> None:
        model = self.model
        if model is not None:
            ask_save(self, tr("Bestand opslaan"), KEY_FILE, model.save_key, kind=EVERYTHING)

    def _print(self, data: bytes) -> None:
        from ui.printing import ask_printer

        ask_printer(self, data, tr("Sleutelpapier"))
        self._tell_rest()

    def _say(self, tone: str, sentence: str) -> None:
        self.said.show_message(tone, sentence)
        self.said.show()
        self._tell_rest()

    def _failed(self, fault: Fault) -> None:
        self.said.show_message("error", fault.sentence, detail=fault.next_step)
        self.said.show()

    def _tell_rest(self) -> None:
        model = self.model
        if model is None:
            return
        self.rest.setText(
            tr("Alles is geprint of opgeslagen. Geef elk papier aan een ander.")
            if model.complete
            else tr("Print elk papier, en sla het bestand op. Daarna kun je deze pagina verlaten.")
        )
