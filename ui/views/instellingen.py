"""The settings page: a card per subject, each choice at work at once."""

from __future__ import annotations

from collections.abc import Mapping

from app.faults import Fault
from ui.i18n import counted, tr
from ui.navigation import Navigator
from ui.preferences import DONKER, LICHT, SIZES, SYSTEEM
from ui.viewmodels.instellingen import InstellingenViewModel
from ui.views.live import LivePage
from ui.widgets.buttons import Button
from ui.widgets.choices import ChipGroup
from ui.widgets.facts import KeyValueList
from ui.widgets.form import Field
from ui.widgets.layouts import flow
from ui.widgets.panels import Card, MessageBar
from ui.widgets.text import label


class InstellingenView(LivePage):
    """Looks, lock, the way to safety, shared folder, profile."""

    def __init__(self, model: InstellingenViewModel, navigator: Navigator) -> None:
        super().__init__(model, navigator, tr("Instellingen"), tr("Wat je kiest, werkt meteen."))
        self.settings = model
        cards = (self._looks(), self._lock(), self._safety(), self._folder(), self._profile())
        for card in cards:
            self.shown_column.addWidget(card)
        model.refused.connect(self._refused)

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

    def _safety(self) -> Card:
        self.safety = Button(
            tr("Naar Veiligheid"), "secondary", "shield", lambda: self.navigator.go("veiligheid")
        )
        return Card(tr("Wachtzin, herstelblad en reservekopie")).add(
            label(tr("Dat staat bij Veiligheid. Daar kijk je ook na of alles in orde is."), "muted"),
            flow(self.safety),
        )

    def _folder(self) -> Card:
        self.address = label("", selectable=True)
        self.to_sharing = Button(tr("Naar Delen"), "secondary", "share", lambda: self.navigator.go("delen"))
        if not self.navigator.has("delen"):
            self.to_sharing.hide()
        return Card(tr("Gedeelde map")).add(self.address, flow(self.to_sharing))

    def _profile(self) -> Card:
        self.facts = KeyValueList()
        self.about = Button(tr("Over dit programma"), "quiet", "info", lambda: self.navigator.go("over"))
        if not self.navigator.has("over"):
            self.about.hide()
        return Card(tr("Je profiel")).add(self.facts, flow(self.about))

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
