"""The first run in five pages."""

from __future__ import annotations

from ui.i18n import tr
from ui.viewmodels.welkom import BLAD, KLAAR, ROLES, SOORT, WACHTZIN, WIE, FirstRunViewModel
from ui.views.herstelblad import SheetPanel
from ui.views.nieuwe_wachtzin import PassphraseChooser
from ui.views.stappen import StepPanel, StepsView, bullets
from ui.widgets.buttons import Button
from ui.widgets.choices import ChipGroup
from ui.widgets.inputs import TextLine
from ui.widgets.panels import MessageBar


class WhoPanel(StepPanel):
    """Name, role, organisation."""

    def __init__(self, model: FirstRunViewModel) -> None:
        super().__init__(tr("Dit programma werkt op je eigen computer, ook zonder internet."))
        self.naam = TextLine(model.naam, max_length=100)
        chips = [(key, tr(text), icon) for key, text, icon in ROLES]
        self.rol = ChipGroup(chips, chosen=(model.rol,))
        self.rol.confirmed.connect(model.next)
        self.organisatie = TextLine(model.organisatie, max_length=100)
        self.form.add_field("naam", tr("Je naam"), self.naam, hint=tr("Zo zien je collega's je."))
        self.form.add_field("rol", tr("Wat doe je?"), self.rol)
        self.form.add_field("organisatie", tr("Je organisatie"), self.organisatie, optional=True)
        if model.beside:
            self.hier = TextLine(model.hier, max_length=40)
            self.form.add_field(
                "hier",
                tr("Naam van het profiel op deze computer"),
                self.hier,
                hint=tr("Bijvoorbeeld: Werk. Iedereen die deze computer gebruikt kan dit lezen."),
                optional=True,
            )
            self.hier.textChanged.connect(lambda text: setattr(model, "hier", text))
            self.hier.returnPressed.connect(model.next)
        self.naam.textChanged.connect(lambda text: setattr(model, "naam", text))
        self.organisatie.textChanged.connect(lambda text: setattr(model, "organisatie", text))
        self.rol.changed.connect(lambda: setattr(model, "rol", self.rol.value()))
        self.naam.returnPressed.connect(model.next)
        self.organisatie.returnPressed.connect(model.next)


class KindPanel(StepPanel):
    """Practice or real."""

    def __init__(self, model: FirstRunViewModel) -> None:
        super().__init__(tr("Je kunt eerst oefenen. Een oefenprofiel blijft apart van het echte werk."))
        self.soort = ChipGroup(
            (("oefenen", tr("Eerst oefenen"), "practice"), ("echt", tr("Echt werken"), "clients"))
        )
        self.form.add_field("soort", tr("Wat wil je nu?"), self.soort)
        self.column.addWidget(
            bullets(
                tr("Oefenen: verzonnen mensen en een paarse balk. Er gaat niets naar de echte gemeente."),
                tr("Echt werken: je eigen cliënten. Alles staat versleuteld op deze computer."),
                tr("Na 10 minuten zonder toetsen gaat het programma op slot. Je werk is dan bewaard."),
            )
        )
        self.soort.confirmed.connect(model.next)
        self.soort.changed.connect(lambda: setattr(model, "soort", self.soort.value()))


class PassphrasePanel(StepPanel):
    """A wachtzin, proposed or own."""

    def __init__(self, model: FirstRunViewModel) -> None:
        super().__init__(tr("Met je wachtzin open je het programma. Niemand anders kent hem. Ook wij niet."))
        self.chooser = PassphraseChooser(model.wachtzin, self.form)
        self.column.addWidget(self.chooser)
        self.chooser.own.submitted.connect(self.chooser.again.line.setFocus)
        self.chooser.again.submitted.connect(model.next)


class RecoveryPanel(StepPanel):
    """The herstelblad."""

    def __init__(self, model: FirstRunViewModel) -> None:
        super().__init__(tr("Vergeet je je wachtzin? Dan kom je alleen met dit blad weer bij je gegevens."))
        self.sheet = SheetPanel(model.blad, self.form)
        self.column.addWidget(self.sheet)
        self.first = self.sheet.print
        self.sheet.groups[0].returnPressed.connect(self.sheet.groups[1].setFocus)
        self.sheet.groups[1].returnPressed.connect(model.next)


class ReadyPanel(StepPanel):
    """Connect with the gemeente, or begin."""

    def __init__(self, model: FirstRunViewModel) -> None:
        register = model.rol == "coordinator"
        super().__init__(
            tr("Je profiel is klaar. Nodig nu de apparaten van je begeleiders uit, of doe dat later.")
            if register
            else tr("Je profiel is klaar. Heb je een uitnodiging van je coördinator? Verbind dan nu.")
        )
        self.column.addWidget(MessageBar("success", tr("Alles staat klaar op dit apparaat.")))
        self.column.addWidget(
            bullets(
                tr("Je kunt meteen beginnen, ook zonder verbinding."),
                tr("Verbinden kan altijd nog: kies dan Delen."),
                tr("Bewaar je herstelblad thuis, bij je paspoort."),
            )
        )


class FirstRunView(StepsView):
    """`model.finished` says when to go to the desk."""

    def __init__(self, model: FirstRunViewModel) -> None:
        super().__init__(model, tr("Welkom"), first_back=tr("Andere profielen") if model.beside else "")
        self._first = model
        self.connect_now = Button(tr("Nu verbinden"), "secondary", "share", lambda: model.leave_for("delen"))
        self.restore = Button(
            tr("Ik heb een reservekopie"), "secondary", "undo", lambda: model.restore_wanted.emit()
        )
        self.extra.addWidget(self.restore)
        self.extra.addWidget(self.connect_now)
        self.connect_now.hide()
        self.begin(self._panel)

    def _panel(self, step: int) -> StepPanel:
        makers = {
            WIE: WhoPanel,
            SOORT: KindPanel,
            WACHTZIN: PassphrasePanel,
            BLAD: RecoveryPanel,
            KLAAR: ReadyPanel,
        }
        return makers[step](self._first)

    def show_step(self) -> None:
        super().show_step()
        last = self.model.step == KLAAR
        self.connect_now.setVisible(last)
        self.restore.setVisible(self.model.step == WIE)
        self.next.setText(tr("Beginnen") if last else tr("Verder"))
        if last:
            self.back.hide()
