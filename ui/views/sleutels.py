"""Pages about the ways in: another wachtzin, another herstelblad, another key, travel. Each visit begins empty."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressBar, QWidget

from app.faults import Fault
from ui import theme
from ui.i18n import tr
from ui.navigation import Navigator
from ui.viewmodels.sleutels import (
    ChangePassphraseViewModel,
    KeysViewModel,
    NewSheetViewModel,
    RekeyViewModel,
    TravelViewModel,
)
from ui.views.herstelblad import SheetPanel
from ui.views.nieuwe_wachtzin import PassphraseChooser
from ui.views.stappen import bullets
from ui.widgets.buttons import Button
from ui.widgets.form import Field, Form
from ui.widgets.inputs import PassphraseField
from ui.widgets.layouts import clear, column, row
from ui.widgets.page import Page
from ui.widgets.panels import Card, MessageBar
from ui.widgets.text import label


class KeysForm(QWidget):
    """The wachtzin of now, what replaces what, and a button. `build` puts the middle in the form."""

    def __init__(self, model: KeysViewModel, button: str, lead: str) -> None:
        super().__init__()
        self.model = model
        model.setParent(self)
        space = theme.current().spacing
        self.form = Form()
        self.now = PassphraseField()
        self.now_field = self.form.adopt(Field("nu", tr("De wachtzin van nu"), self.now))
        self.trouble = MessageBar("error", "")
        self.trouble.hide()
        self.middle = column(gap=space.m)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(tr("Bezig"))
        self.progress.hide()
        self.button = Button(button, "primary", clicked=model.submit)
        self.setLayout(
            column(
                label(lead),
                self.trouble,
                self.form,
                self.middle,
                self.progress,
                row(self.button, None),
                gap=space.l,
            )
        )
        self.now.changed.connect(lambda: setattr(model, "now", self.now.text()))
        model.checked.connect(self.form.show_errors)
        model.busy_changed.connect(self._busy)
        model.failed.connect(self._failed)

    def _busy(self) -> None:
        self.trouble.hide()
        self.progress.setVisible(self.model.busy)
        self.button.setEnabled(not self.model.busy)

    def _failed(self, fault: Fault) -> None:
        self.trouble.show_message("error", fault.sentence, detail=fault.next_step)
        self.trouble.show()


class PassphraseForm(KeysForm):
    """The wachtzin of now, then the new one."""

    def __init__(self, model: ChangePassphraseViewModel) -> None:
        lead = tr("Daarna open je het programma met de nieuwe wachtzin. Je herstelblad blijft goed.")
        super().__init__(model, tr("Wachtzin wijzigen"), lead)
        self.chooser = PassphraseChooser(model.wachtzin, self.form)
        self.middle.addWidget(self.now_field)
        self.middle.addWidget(self.chooser)
        self.chooser.again.submitted.connect(model.submit)


class SheetForm(KeysForm):
    """The sheet, two groups typed back, then the wachtzin of now."""

    def __init__(self, model: NewSheetViewModel) -> None:
        lead = tr("Print het nieuwe blad. Het oude werkt pas niet meer als je onderaan op de knop drukt.")
        super().__init__(model, tr("In gebruik nemen"), lead)
        self.sheet = SheetPanel(model.blad, self.form)
        self.middle.addWidget(self.sheet)
        self.middle.addWidget(self.now_field)
        self.now.submitted.connect(model.submit)


class PlainForm(KeysForm):
    """A few honest sentences, then the wachtzin of now."""

    def __init__(self, model: KeysViewModel, button: str, lead: str, points: Sequence[str] = ()) -> None:
        super().__init__(model, button, lead)
        if points:
            self.middle.addWidget(bullets(*points, icon="info"))
            self.middle.addSpacing(theme.current().spacing.s)
        self.middle.addWidget(self.now_field)
        self.now.submitted.connect(model.submit)


def travel_form(model: TravelViewModel) -> KeysForm:
    """Return the form that begins travel mode, or what to do when it is on."""
    if model.on:
        made = PlainForm(
            model,
            tr("Reisstand aanzetten"),
            tr("De reisstand is aan. Zo zet je hem uit:"),
            (
                tr("Ga op slot, met Ctrl+L."),
                tr("Kies “Wachtzin vergeten?” en typ de code van je herstelblad over."),
                tr("Kies een nieuwe wachtzin. De oude opent niets meer."),
            ),
        )
        made.now_field.hide()
        made.button.hide()
        return made
    return PlainForm(
        model,
        tr("Reisstand aanzetten"),
        tr(
            "Ga je ergens heen waar iemand je kan dwingen om je computer te openen? Zet dan de reisstand aan."
        ),
        (
            tr("Je wachtzin opent dit profiel daarna niet meer. Ook jij kunt er onderweg niet bij."),
            tr("Alleen je herstelblad of je organisatie opent het weer. Laat het blad dus thuis."),
            tr("Neem geen oude reservekopieën mee. Die gaan nog open met je wachtzin."),
            tr("De reisstand verbergt het programma niet. Wie je computer bekijkt, ziet dat het er staat."),
            tr("Het profiel gaat dicht zodra je op slot gaat. Doe dat dus meteen."),
        ),
    )


class RekeyForm(KeysForm):
    """The wachtzin of now, a new one, a new sheet; then everything gets another key."""

    def __init__(self, model: RekeyViewModel) -> None:
        lead = tr(
            "Je dossiers krijgen een nieuwe sleutel. De oude wachtzin en het oude blad openen niets meer."
        )
        super().__init__(model, tr("Alles een nieuwe sleutel geven"), lead)
        self.chooser = PassphraseChooser(model.wachtzin, self.form)
        self.sheet = SheetPanel(model.blad, self.form)
        first = Card(tr("1. Een nieuwe wachtzin")).add(self.now_field, self.chooser)
        second = Card(tr("2. Een nieuw herstelblad")).add(self.sheet)
        self.middle.addWidget(first)
        self.middle.addWidget(second)
        self.middle.addWidget(
            bullets(
                tr("Het programma gaat even dicht en opent daarna vanzelf."),
                tr("Oude reservekopieën gaan nog open met de oude wachtzin. Vernietig die."),
                tr("Een kopie die iemand al heeft gemaakt, kun je niet terughalen."),
                icon="info",
            )
        )
        self.chooser.again.submitted.connect(self.sheet.print.setFocus)
        self.sheet.groups[0].returnPressed.connect(self.sheet.groups[1].setFocus)
        self.sheet.groups[1].returnPressed.connect(model.submit)


class KeysPage(Page):
    """Makes a new form at each visit, so that no code or wachtzin of an earlier one is still there."""

    def __init__(self, title: str, make: Callable[[], KeysForm], finished: str, navigator: Navigator) -> None:
        super().__init__(title)
        self._make = make
        self._finished = finished
        self._navigator = navigator
        self.inner: KeysForm | None = None
        self.bar = MessageBar("success", finished)
        self.bar.hide()
        self._place = column(gap=0)
        self.body.addWidget(self.bar)
        self.body.addLayout(self._place)

    def activate(self, params: Mapping[str, str]) -> None:
        self.bar.hide()
        self._renew()

    def _renew(self) -> None:
        clear(self._place)
        self.inner = self._make()
        self.inner.model.done.connect(self._done)
        self._place.addWidget(self.inner)

    def _done(self) -> None:
        clear(self._place)
        self.inner = None
        self.bar.show_message(
            "success",
            self._finished,
            action=tr("Naar Veiligheid"),
            on_action=lambda: self._navigator.go("veiligheid"),
        )
        self.bar.show()
        self.bar.action_button.setFocus(Qt.FocusReason.OtherFocusReason)
