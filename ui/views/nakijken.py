"""Is this sheet real? Scan or type its code, or choose the file."""

from __future__ import annotations

from collections.abc import Mapping

from app.faults import Fault
from ui import theme
from ui.i18n import tr
from ui.navigation import Navigator
from ui.viewmodels.nakijken import NakijkenViewModel
from ui.widgets.buttons import Button
from ui.widgets.facts import KeyValueList
from ui.widgets.files import ask_open
from ui.widgets.form import Form
from ui.widgets.inputs import TextLine
from ui.widgets.layouts import row
from ui.widgets.page import Page
from ui.widgets.panels import Card, MessageBar
from ui.widgets.text import label


class NakijkenView(Page):
    """The page. A scanner types the code and presses Enter, as a person would."""

    def __init__(self, model: NakijkenViewModel, navigator: Navigator) -> None:
        super().__init__(tr("Blad nakijken"), tr("Is dit blad hier gemaakt, en staat er nog hetzelfde op?"))
        self.model = model
        model.setParent(self)
        self.navigator = navigator
        self.code = TextLine(max_length=400)
        self.form = Form()
        self.form_field = self.form.add_field(
            "code",
            tr("Code van het blad"),
            self.code,
            hint=tr("Scan de QR-code. Of typ het nummer en het controlegetal over die onderaan staan."),
        )
        self.check = Button(tr("Nakijken"), "primary", "search", self._check)
        self.file = Button(tr("Bestand kiezen"), "secondary", "pdf", self._choose)
        self.code.returnPressed.connect(self._check)
        card = Card()
        card.add(self.form)
        card.body.addLayout(row(self.check, self.file, None, gap=theme.current().spacing.m))
        self.answer = MessageBar("info", "")
        self.answer.hide()
        self.known = Card(tr("Wat er gemaakt is"), icon="handover")
        self.facts = KeyValueList()
        self.open = Button(tr("Dossier openen"), "secondary", "clients", self._open)
        self.known.add(self.facts)
        self.known.body.addLayout(row(self.open, None, gap=0))
        self.known.hide()
        note = tr("Er wordt niets verstuurd en niets bewaard. Wie dit blad kreeg, kan je de code voorlezen.")
        self.add(card, self.answer, self.known, label(note, "muted"))
        model.judged.connect(self._show)
        model.refused.connect(self._refused)

    def activate(self, params: Mapping[str, str]) -> None:
        self.code.setFocus()

    def ask(self) -> None:
        """Ask which file; a test answers in its place."""
        ask_open(self, tr("Bestand nakijken"), self.model.check_file)

    def _choose(self) -> None:
        self.ask()

    def _check(self) -> None:
        text = self.code.text().strip()
        if self.form.show_errors({} if text else {"code": tr("Scan of typ eerst de code.")}):
            self.model.check_code(text)

    def _show(self) -> None:
        oordeel = self.model.oordeel
        if oordeel is None:
            return
        self.answer.show_message(self.model.tone, oordeel.zin)
        self.answer.show()
        self.facts.set_pairs(self.model.facts())
        self.known.setVisible(bool(self.model.facts()))

    def _refused(self, fault: Fault) -> None:
        self.known.hide()
        self.answer.show_message("error", fault.sentence, detail=fault.next_step)
        self.answer.show()

    def _open(self) -> None:
        if self.model.oordeel is not None and self.navigator.has("dossier"):
            self.navigator.go("dossier", dossier=self.model.oordeel.dossier_id)
