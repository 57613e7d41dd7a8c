"""The settings page: a card per subject, each choice at work at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from app.faults import Fault
from ui.i18n import counted, tr
from ui.navigation import Navigator
from ui.preferences import DONKER, LICHT, SIZES, SYSTEEM
from ui.viewmodels.instellingen import InstellingenViewModel
from ui.views.live import LivePage
from ui.widgets.buttons import Button
from ui.widgets.choices import ChipGroup
from ui.widgets.facts import KeyValueList, Progress
from ui.widgets.form import Field
from ui.widgets.layouts import FlowLayout
from ui.widgets.panels import Card, MessageBar
from ui.widgets.text import label


class InstellingenView(LivePage):
    """Looks, lock, ways in, shared folder, check, profile."""

    def __init__(self, model: InstellingenViewModel, navigator: Navigator) -> None:
        super().__init__(model, navigator, tr("Instellingen"), tr("Wat je kiest, werkt meteen."))
        self.settings = model
        cards = (self._looks(), self._lock(), self._ways_in(), self._folder(), self._check(), self._profile())
        for card in cards:
            self.shown_column.addWidget(card)
        model.refused.connect(self._refused)
        model.progress.connect(self._at)
        model.verified.connect(self._verified)

    def activate(self, params: Mapping[str, str]) -> None:
        self.wake()

    def _looks(self) -> Card:
        looks = self.settings.preferences
        self.letters = ChipGroup([(str(size), f"{size}%", "") for size in SIZES], chosen=(str(looks.size),))
        self.mode = ChipGroup(
            (
                (SYSTEEM, tr("Als de computer"), "device"),
                (LICHT, tr("Licht"), "sun"),
                (DONKER, tr("Donker"), "moon"),
            ),
            chosen=(looks.mode,),
        )
        self.letters.changed.connect(lambda: looks.choose(size=int(self.letters.value())))
        self.mode.changed.connect(lambda: looks.choose(mode=self.mode.value()))
        return Card(tr("Weergave")).add(
            Field("letters", tr("Grootte van de letters"), self.letters),
            Field("kleuren", tr("Kleuren"), self.mode),
        )

    def _lock(self) -> Card:
        self.minutes = ChipGroup(
            [
                (str(number), counted(number, "minuut", "minuten"), "")
                for number in self.settings.minutes_offered
            ]
        )
        self.minutes.changed.connect(lambda: self.settings.lock_after(int(self.minutes.value())))
        return Card(tr("Op slot")).add(
            Field(
                "slot",
                tr("Op slot na zoveel minuten zonder toetsen"),
                self.minutes,
                hint=tr("Je werk is dan bewaard. Met Ctrl+L gaat het meteen op slot."),
            )
        )

    def _ways_in(self) -> Card:
        self.change = Button(
            tr("Wachtzin wijzigen"), "secondary", "key", lambda: self.navigator.go("wachtzin-wijzigen")
        )
        self.sheet = Button(
            tr("Nieuw herstelblad"), "secondary", "print", lambda: self.navigator.go("herstelblad")
        )
        card = Card(tr("Wachtzin en herstelblad")).add(
            label(tr("Heeft iemand je wachtzin of herstelblad gezien? Maak dan meteen een nieuwe."), "muted"),
            _flow(self.change, self.sheet),
        )
        card.setVisible(self.settings.has_keyring)
        return card

    def _folder(self) -> Card:
        self.address = label("", selectable=True)
        self.to_sharing = Button(tr("Naar Delen"), "secondary", "share", lambda: self.navigator.go("delen"))
        self.to_sharing.setVisible(self.navigator.has("delen"))
        return Card(tr("Gedeelde map")).add(self.address, _flow(self.to_sharing))

    def _check(self) -> Card:
        self.verify = Button(tr("Alles nakijken"), "secondary", "shield", self._start_check)
        self.bar = Progress(tr("Bezig met nakijken"))
        self.bar.hide()
        self.report = MessageBar("success", "")
        self.report.hide()
        self.findings = label("", selectable=True)
        self.findings.hide()
        return Card(tr("Is alles in orde?")).add(
            label(tr("Het programma leest alles na en verandert niets."), "muted"),
            self.bar,
            self.report,
            self.findings,
            _flow(self.verify),
        )

    def _profile(self) -> Card:
        self.facts = KeyValueList()
        self.about = Button(tr("Over dit programma"), "quiet", "info", lambda: self.navigator.go("over"))
        self.about.setVisible(self.navigator.has("over"))
        return Card(tr("Je profiel")).add(self.facts, _flow(self.about))

    def show_facts(self) -> None:
        facts = self.settings.facts
        assert facts is not None
        self.minutes.set_value(str(facts.minutes))
        self.address.setText(
            facts.mailbox or tr("Er is nog geen gedeelde map gekozen. Dat doe je bij Delen.")
        )
        self.facts.set_pairs(facts.profile)

    def _refused(self, fault: Fault) -> None:
        self.show_message(MessageBar("error", fault.sentence, detail=fault.next_step, closable=True))

    def _start_check(self) -> None:
        self.report.hide()
        self.findings.hide()
        self.verify.setEnabled(False)
        self.bar.set_counts(0, self.settings.parts, tr("even geduld"))
        self.bar.show()
        self.settings.verify()

    def _at(self, phrase: str, number: int) -> None:
        self.bar.set_counts(number, self.settings.parts, phrase)

    def _verified(self, tone: str, sentence: str, findings: Sequence[str]) -> None:
        self.bar.hide()
        self.verify.setEnabled(True)
        self.report.show_message(tone, sentence)
        self.report.show()
        self.findings.setText("\n".join(f"• {finding}" for finding in findings))
        self.findings.setVisible(bool(findings))


def _flow(*buttons: QWidget) -> QWidget:
    made = QWidget()
    flow = FlowLayout()
    for button in buttons:
        flow.addWidget(button)
    made.setLayout(flow)
    return made
