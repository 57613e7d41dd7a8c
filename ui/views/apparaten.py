"""Devices: invite with a file, compare digits aloud, admit."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from app.faults import Fault, FaultKind
from ui import theme
from ui.i18n import tr
from ui.models.texts import TextTableModel
from ui.navigation import Navigator
from ui.viewmodels.apparaten import HEADINGS, ApparatenViewModel
from ui.views.bevestigen import when_proven
from ui.views.live import LivePage
from ui.views.verloren import KeptCard, LostCard
from ui.widgets.buttons import Button
from ui.widgets.facts import KeyValueList
from ui.widgets.form import Form
from ui.widgets.inputs import TextLine
from ui.widgets.layouts import row
from ui.widgets.panels import Card, EmptyState, MessageBar
from ui.widgets.table import DataTable
from ui.widgets.text import announce, label

ANSWER_LIMIT = 1024 * 1024

BESTAND_ONLEESBAAR = FaultKind(
    "gekozen-bestand-onleesbaar",
    "Dit bestand kan niet gelezen of geschreven worden.",
    "Kies een ander bestand, of een andere plek.",
)


class ApparatenView(LivePage):
    """The page; `save_path` and `open_path` ask for files, so that tests can answer for a person."""

    def __init__(self, model: ApparatenViewModel, navigator: Navigator) -> None:
        super().__init__(model, navigator, tr("Apparaten"), tr("Wie met deze gemeente deelt."), wide=True)
        self.devices = model
        self.said = MessageBar("success", "", closable=True)
        self.said.hide()
        self.rows = TextTableModel([tr(word) for word in HEADINGS], self)
        self.table = DataTable(
            tr("Apparaten"),
            self.rows,
            widths={0: -180, 1: 120, 2: 230, 3: 160, 4: 160, 5: 100},
            empty=EmptyState(tr("Er is nog niemand toegelaten. Nodig hieronder iemand uit."), icon="device"),
        )
        self.own = KeyValueList()
        self.lost = LostCard(model)
        self.kept = KeptCard(model)
        cards = (self.lost, self._invite_card(), self._admit_card(), self._own_card())
        for part in (self.said, self.kept, self.table, *cards):
            self.shown_column.addWidget(part)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_chosen())
        model.revoked.connect(self._revoked)
        model.reviewed.connect(self._reviewed)
        model.sheet.connect(self._keep_sheet)
        model.invited.connect(self._hand_over)
        model.answered.connect(self._show_answer)
        model.admitted.connect(self._welcome)

    def _invite_card(self) -> Card:
        card = Card(tr("Iemand uitnodigen"), icon="plus")
        self.who = TextLine()
        self.invite_form = Form()
        self.invite_form.add_field(
            "naam",
            tr("Voor wie is de uitnodiging?"),
            self.who,
            hint=tr("Alleen voor jezelf, om ze uit elkaar te houden."),
        )
        self.invite = Button(tr("Uitnodiging maken"), "primary", "export", self._invite)
        card.add(
            label(
                tr("Geef het bestand op een stick, of stuur het. Er staat niets geheims over cliënten in."),
                "muted",
            ),
            self.invite_form,
        )
        card.body.addLayout(row(self.invite, None, gap=0))
        return card

    def _admit_card(self) -> Card:
        card = Card(tr("Iemand toelaten"), icon="fingerprint")
        self.choose = Button(tr("Antwoord kiezen"), "secondary", "import", self._choose_answer)
        self.answer = KeyValueList()
        self.compare = label(
            tr("Bel elkaar. Lees deze cijfers voor. Zijn ze bij de ander precies gelijk?"), "strong"
        )
        self.yes = Button(tr("Ja, toelaten"), "primary", "check", self._admit)
        self.no = Button(tr("Nee, niet toelaten"), "secondary", "close", self._forget_answer)
        self.buttons = row(self.yes, self.no, None, gap=theme.current().spacing.m)
        card.add(label(tr("Kies het antwoordbestand van de vrijwilliger."), "muted"))
        card.body.addLayout(row(self.choose, None, gap=0))
        card.add(self.answer, self.compare)
        card.body.addLayout(self.buttons)
        self._forget_answer()
        return card

    def _own_card(self) -> Card:
        card = Card(tr("Onze eigen vingerafdruk"), icon="key")
        card.add(self.own)
        return card

    def activate(self, params: Mapping[str, str]) -> None:
        self.wake()

    def show_facts(self) -> None:
        facts = self.devices.facts
        if facts is None:
            return
        chosen = self.lost.device_id
        self.rows.show(facts.rows)
        known = [one.device_id for one in facts.devices]
        if chosen in known:
            self.table.setCurrentIndex(self.rows.index(known.index(chosen), 0))
        height = self.table.verticalHeader().defaultSectionSize() * (min(len(facts.rows) or 3, 10) + 1)
        self.table.setFixedHeight(height + theme.current().spacing.l)
        self.own.set_pairs(((tr("Cijfers"), facts.fingerprint),))
        self.kept.show_kept(facts.kept)
        self._show_chosen()

    # -- a device that is lost

    def _show_chosen(self) -> None:
        facts, at = self.devices.facts, self.table.current_row()
        self.lost.show_device(facts.devices[at] if facts and 0 <= at < len(facts.devices) else None)

    def _revoked(self, naam: str, wipe: bool) -> None:
        words = tr("De toegang van het apparaat van {naam} is ingetrokken.", naam=naam)
        asked = tr(" Het apparaat wist zich als het weer deelt.") if wipe else ""
        self._say(words + asked)

    def _reviewed(self, changes: int) -> None:
        done = tr("Bekeken en overgenomen waar dat mocht.") if changes else tr("Dit wordt niet overgenomen.")
        self._say(done)

    def sheet_path(self) -> str:
        """Ask where the sheet goes; `""` when nobody chose."""
        chosen, _ = QFileDialog.getSaveFileName(
            self, tr("Blad opslaan"), "verloren-apparaat.pdf", tr("PDF (*.pdf)")
        )
        return chosen

    def _keep_sheet(self, data: bytes) -> None:
        chosen = self.sheet_path()
        if not chosen:
            return
        try:
            Path(chosen).write_bytes(data)
        except OSError:
            self._failed(Fault(BESTAND_ONLEESBAAR))
            return
        self._say(tr("Het blad staat klaar. Er staan namen op: bewaar het veilig."))

    # -- inviting

    def save_path(self) -> str:
        """Ask where the invitation goes; `""` when nobody chose."""
        chosen, _ = QFileDialog.getSaveFileName(
            self, tr("Uitnodiging opslaan"), "uitnodiging.dluitnodiging", tr("Uitnodiging (*.dluitnodiging)")
        )
        return chosen

    def open_path(self) -> str:
        """Ask which answer; `""` when nobody chose."""
        chosen, _ = QFileDialog.getOpenFileName(self, tr("Antwoord kiezen"), "", tr("Alle bestanden (*)"))
        return chosen

    def _invite(self) -> None:
        naam = self.who.text().strip()
        if self.invite_form.show_errors({} if naam else {"naam": tr("Vul in voor wie de uitnodiging is.")}):
            self.devices.invite(naam)

    def _hand_over(self, data: bytes) -> None:
        chosen = self.save_path()
        if not chosen:
            return
        try:
            Path(chosen).write_bytes(data)
        except OSError:
            self._failed(Fault(BESTAND_ONLEESBAAR))
            return
        self.who.clear()
        self._say(tr("De uitnodiging staat klaar. Zij werkt één keer."))

    # -- admitting

    def _choose_answer(self) -> None:
        chosen = self.open_path()
        if not chosen:
            return
        try:
            with Path(chosen).open("rb") as file:
                data = file.read(ANSWER_LIMIT)
        except OSError:
            self._failed(Fault(BESTAND_ONLEESBAAR))
            return
        self.devices.read_answer(data)

    def _show_answer(self, pairs: tuple[tuple[str, str], ...]) -> None:
        self.trouble.hide()
        self.answer.set_pairs(pairs)
        self._offer(True)
        announce(self.compare, self.compare.text())

    def _admit(self) -> None:
        why = tr("Dit apparaat mag daarna lezen en sturen.")
        when_proven(self, self.devices.session, why, self.devices.admit)

    def _forget_answer(self) -> None:
        self._offer(False)

    def _offer(self, shown: bool) -> None:
        for part in (self.answer, self.compare, self.yes, self.no):
            part.setVisible(shown)

    def _welcome(self, naam: str) -> None:
        self._offer(False)
        self._say(tr("{naam} is toegelaten en kan nu delen.", naam=naam))

    def _say(self, words: str) -> None:
        self.trouble.hide()
        self.said.show_message("success", words)
        self.said.show()
