"""The page on which client and begeleider sign what they agreed, or say why they don't."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QCheckBox, QWidget

from app.domain.plan import STAP_MAX
from ui import theme
from ui.i18n import apart, tr
from ui.navigation import Navigator
from ui.viewmodels.plan_tekenen import TekenForm, TekenViewModel
from ui.views.editing import EditingPage
from ui.widgets.buttons import Button
from ui.widgets.form import Field
from ui.widgets.inputs import TextLine
from ui.widgets.layouts import clear, column
from ui.widgets.panels import Card, EmptyState, MessageBar
from ui.widgets.signature import SignaturePad
from ui.widgets.text import label


class TekenView(EditingPage):
    """The page `plan-tekenen`; `activate` gets `dossier`."""

    model: TekenViewModel

    def __init__(self, model: TekenViewModel, navigator: Navigator) -> None:
        super().__init__(model, navigator, tr("Samen tekenen"))
        space = theme.current().spacing
        self.other_words = MessageBar(
            "warning",
            tr("Het plan is intussen gewijzigd."),
            detail=tr("Lees de regels nog een keer samen. Teken daarna opnieuw."),
        )
        self.other_words.hide()
        self.agreed = Card(tr("Dit spreken we af"), icon="plan")
        self.agreed.add(label(tr("Lees de regels samen hardop, of laat ze vertalen."), "muted"))
        self.lines = column(gap=space.s)
        holder = QWidget()
        holder.setLayout(self.lines)
        self.agreed.add(holder)
        self.client = SignaturePad(alternative=tr("Liever niet tekenen? Leg mondeling vast."))
        self.helper = SignaturePad()
        self.helper.alternative_link.hide()
        self.oral = QCheckBox(tr("We tekenen niet, maar hebben dit mondeling afgesproken"))
        self.reason = TextLine(max_length=STAP_MAX)
        form = self.form
        self.pads = Card(tr("Handtekeningen"), icon="signature")
        self.client_field = form.adopt(Field("client", tr("Handtekening van de cliënt"), self.client))
        self.helper_field = form.adopt(Field("begeleider", tr("Handtekening van de begeleider"), self.helper))
        self.reason_field = form.adopt(Field("reden", tr("Waarom is er niet getekend?"), self.reason))
        self.pads.add(self.client_field, self.helper_field, self.oral, self.reason_field)
        form.body.addWidget(self.agreed)
        form.body.addWidget(self.pads)
        self.done = Button(tr("Vastleggen"), "primary", "check", self.submit)
        self.done.setToolTip(tr("Ctrl+Enter"))
        self.feet = self.foot(self.done)
        self.nothing = EmptyState(
            tr("Er is nog geen lopend doel om voor te tekenen."),
            icon="plan",
            button=tr("Naar het plan"),
            clicked=self._back,
        )
        self.add(self.trouble, self.other_words, self.nothing, form, self.feet)
        self.listen(self.client.changed, self.helper.changed, self.oral.toggled, self.reason.textEdited)
        self.oral.toggled.connect(self._fit)
        self.client.alternative.connect(self._rather_not)
        model.saved.connect(lambda _: self._back())

    def activate(self, params: Mapping[str, str]) -> None:
        self.model.load(params["dossier"])

    def fill(self) -> None:
        form, model = self.model.form, self.model
        self.set_title(tr("Samen tekenen"), apart(model.naam))
        self.other_words.setVisible(model.woorden_anders)
        clear(self.lines)
        for line in model.regels:
            self.lines.addWidget(label(apart(line), "body" if line.startswith("Stap ") else "strong"))
        there = bool(model.regels)
        for part in (self.form, self.feet):
            part.setVisible(there)
        self.nothing.setVisible(not there)
        self.client_field.set_caption(tr("Handtekening van {who}", who=apart(model.naam)))
        self.helper_field.set_caption(tr("Handtekening van {who}", who=apart(model.begeleider)))
        self.client.set_strokes(form.client)
        self.helper.set_strokes(form.begeleider)
        self.oral.setChecked(form.mondeling)
        self.reason.setText(form.reden)
        self._fit()

    def read(self) -> TekenForm:
        return TekenForm(
            regels=self.model.form.regels,
            client=self.client.strokes(),
            begeleider=self.helper.strokes(),
            mondeling=self.oral.isChecked(),
            reden=self.reason.text(),
        )

    def _fit(self) -> None:
        oral = self.oral.isChecked()
        self.client_field.setVisible(not oral)
        self.helper_field.setVisible(not oral)
        self.reason_field.setVisible(oral)

    def _rather_not(self) -> None:
        self.oral.setChecked(True)
        self.reason.setFocus()

    def submit(self) -> None:
        self.model.edit(self.read())
        if self.form.show_errors(self.model.problems()):
            self.trouble.hide()
            self.model.save()

    def _back(self) -> None:
        self.navigator.go("plan", dossier=self.model.dossier_id)
