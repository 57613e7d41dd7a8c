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
from ui.widgets.inputs import TextLine
from ui.widgets.layouts import flow
from ui.widgets.panels import Card, MessageBar
from ui.widgets.text import label


class InstellingenView(LivePage):
    """Looks, lock, the way to safety, shared folder, profile."""

    def __init__(self, model: InstellingenViewModel, navigator: Navigator) -> None:
        super().__init__(model, navigator, tr("Instellingen"), tr("Wat je kiest, werkt meteen."))
        self.settings = model
        cards = (self._looks(), self._lock(), self._safety(), self._person(), self._folder(), self._profile())
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

    def _person(self) -> Card:
        self.person_words = label("", "muted")
        self.person_name = TextLine(max_length=120)
        self.person_phone = TextLine(max_length=40)
        self.person_when = TextLine(max_length=120)
        self.person_fields = (
            Field("naam", tr("Naam"), self.person_name),
            Field(
                "telefoon", tr("Telefoon"), self.person_phone, hint=tr("Dit nummer werkt zonder internet.")
            ),
            Field("bereikbaar", tr("Wanneer te bereiken"), self.person_when, optional=True),
        )
        self.person_save = Button(tr("Contactpersoon bewaren"), "secondary", "check", self._save_person)
        for line in (self.person_name, self.person_phone, self.person_when):
            line.returnPressed.connect(self._save_person)
        self.settings.person_kept.connect(self._person_kept)
        return Card(tr("Contactpersoon"), icon="phone").add(
            self.person_words, *self.person_fields, flow(self.person_save)
        )

    def _save_person(self) -> None:
        self.settings.save_person(self.person_name.text(), self.person_phone.text(), self.person_when.text())

    def _person_kept(self) -> None:
        self.show_message(MessageBar("success", tr("De contactpersoon is bewaard."), closable=True))

    def _show_person(self) -> None:
        facts = self.settings.facts
        assert facts is not None
        person, sent = facts.person, facts.person_is_sent
        if sent and person is not None:
            told = (person.naam, person.telefoon, person.bereikbaar)
            words = tr(
                "Je organisatie stuurde dit: {who}. Je belt deze persoon bij zorgen over veiligheid.",
                who=", ".join(part for part in told if part),
            )
        elif facts.for_all:
            words = tr(
                "Wie belt een vrijwilliger bij zorgen over veiligheid? Elk apparaat krijgt dit bij het delen."
            )
        else:
            words = tr("Wie bel je bij zorgen over veiligheid? Vraag het je coördinator en vul het hier in.")
        self.person_words.setText(words)
        for part in (*self.person_fields, self.person_save):
            part.setVisible(not sent)
        lines = (self.person_name, self.person_phone, self.person_when)
        texts = (person.naam, person.telefoon, person.bereikbaar) if person else ("", "", "")
        for line, text in zip(lines, texts, strict=True):
            if not line.hasFocus() and not line.isModified():
                line.setText(text)

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
        self._show_person()
        self.address.setText(
            facts.mailbox or tr("Er is nog geen gedeelde map gekozen. Dat doe je bij Delen.")
        )
        self.facts.set_pairs(facts.profile)

    def _refused(self, fault: Fault) -> None:
        self.show_message(MessageBar("error", fault.sentence, detail=fault.next_step, closable=True))
