"""Note a signal in under a minute: what it is about, what you saw, how urgent; help at once when it is."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from ui import theme
from ui.i18n import apart, tr
from ui.navigation import Navigator
from ui.viewmodels.lijstvragen import BRONNEN
from ui.viewmodels.signaal_noteren import LEEFGEBIEDEN, SignaalNoterenViewModel, SignalForm
from ui.views.bellen import CallPanel, put_under
from ui.views.editing import EditingPage
from ui.views.lijst_samenvatting import REASONS
from ui.views.vraagdetails import REMARK_MAX, URGENCIES
from ui.widgets.buttons import Button
from ui.widgets.choices import ChipGroup
from ui.widgets.form import Field
from ui.widgets.inputs import LongText, TextLine
from ui.widgets.layouts import column
from ui.widgets.text import label


class SignaalNoterenView(EditingPage):
    """The page of a new signal; `activate` gets `dossier`."""

    def __init__(self, model: SignaalNoterenViewModel, navigator: Navigator) -> None:
        super().__init__(model, navigator, tr("Signaal noteren"))
        self.signal = model
        self.panel: CallPanel | None = None
        self._make_fields()
        self._lay_out()
        self._wire()
        self.numbers = put_under(self)

    def _make_fields(self) -> None:
        self.domain = ChipGroup([(key, tr(text), icon) for key, text, icon in LEEFGEBIEDEN])
        self.remark = LongText(max_length=REMARK_MAX, lines=3)
        self.source = ChipGroup([(key, tr(text), "") for key, text in BRONNEN])
        self.urgency = ChipGroup([(key, tr(text), icon) for key, text, icon in URGENCIES])
        self.reason = TextLine(max_length=300)
        self.discussed = ChipGroup([("ja", tr("Ja"), ""), ("nee", tr("Nee"), "")])
        self.why_not = TextLine(max_length=300)
        self.reasons = ChipGroup([(key, tr(text), "") for key, text in REASONS])
        self.reasons.setAccessibleName(tr("Vaak gekozen redenen"))
        self.haste = label("", "small")
        self.led = label(
            tr(
                "Dit komt nooit op papier voor de cliënt. Jij beslist niet over een melding. "
                "Praat met je contactpersoon."
            ),
            "muted",
        )

    def _lay_out(self) -> None:
        form, space = self.form, theme.current().spacing
        form.add_field("leefgebied", tr("Waar gaat het over?"), self.domain)
        self.panel_place = column(gap=0)
        form.body.addLayout(self.panel_place)
        form.add_field(
            "waarneming",
            tr("Wat zag of hoorde je?"),
            self.remark,
            hint=tr("Alleen wat je zag of hoorde. Niet wat je ervan denkt."),
        )
        form.add_field("bron", tr("Van wie weet je het?"), self.source)
        self.urgency_field = form.add_field("urgentie", tr("Hoe dringend?"), self.urgency)
        form.body.addWidget(self.haste)
        self.reason_field = form.add_field(
            "reden",
            tr("Waarom minder dringend?"),
            self.reason,
            hint=tr("Deze reden blijft bij het signaal staan."),
        )
        form.body.addWidget(self.led)
        self.discussed_field = form.add_field(
            "besproken", tr("Heb je dit met de cliënt besproken?"), self.discussed
        )
        self.why_field = form.adopt(Field("waarom_niet", tr("Waarom niet?"), self.why_not))
        self.why = QWidget()
        self.why.setLayout(column(self.why_field, self.reasons, gap=space.s))
        form.body.addWidget(self.why)
        self.done = Button(tr("Signaal noteren"), "primary", "check", self.submit)
        self.done.setToolTip(tr("Ctrl+Enter"))
        self.later = Button(tr("Later verder"), "quiet", clicked=self._later)
        self.add(self.trouble, form, self.foot(self.done, self.later))

    def _wire(self) -> None:
        # First: with another subject comes another usual haste, before anything reads the fields.
        self.domain.changed.connect(self._domain_chosen)
        self.listen(self.domain.changed, self.remark.changed, self.source.changed, self.urgency.changed)
        self.listen(self.reason.textEdited, self.discussed.changed, self.why_not.textEdited)
        self.urgency.changed.connect(self._show_meaning)
        self.reason.textEdited.connect(self._show_meaning)
        self.discussed.changed.connect(self._show_meaning)
        self.reasons.changed.connect(self._quick_reason)
        self.form.on_left(self._check)
        self.signal.saved.connect(self._saved)

    def activate(self, params: Mapping[str, str]) -> None:
        self.signal.load(params["dossier"])

    # -- between fields and form

    def fill(self) -> None:
        form = self.signal.form
        self.set_title(tr("Signaal noteren"), apart(self.signal.client))
        self.domain.set_value(form.leefgebied)
        self.remark.set_text(form.waarneming)
        self.source.set_value(form.bron)
        self.reason.setText(form.reden)
        self.discussed.set_value(form.besproken)
        self.why_not.setText(form.waarom_niet)
        self.urgency.set_value(form.urgentie or self.signal.usual(form))
        self._show_meaning()

    def read(self) -> SignalForm:
        wished = self.urgency.value()
        domain = self.domain.value()
        usual = self.signal.usual(SignalForm(leefgebied=domain))
        return SignalForm(
            leefgebied=domain,
            waarneming=self.remark.text(),
            bron=self.source.value(),
            urgentie="" if wished == usual else wished,
            reden=self.reason.text(),
            besproken=self.discussed.value(),
            waarom_niet=self.why_not.text(),
        )

    def _domain_chosen(self) -> None:
        before = self.signal.usual(self.signal.form)
        if self.urgency.value() in ("", before):
            self.urgency.set_value(self.signal.usual(SignalForm(leefgebied=self.domain.value())))
        self._show_meaning()

    def _show_meaning(self, *_: object) -> None:
        """Show what the choices ask for: haste, a reason, whom to call."""
        signal, form = self.signal, self.read()
        self.urgency_field.setVisible(bool(form.leefgebied))
        self.reason_field.setVisible(signal.is_lower(form))
        self.haste.setText(signal.haste(form))
        self.haste.setVisible(bool(form.leefgebied))
        self.led.setVisible(signal.is_shielded(form) and not signal.about_self(form))
        self.discussed_field.setVisible(not signal.about_self(form))
        self.why.setVisible(form.besproken == "nee" and not signal.about_self(form))
        self._show_panel(form)

    def _show_panel(self, form: SignalForm) -> None:
        found = self.signal.advice(form)
        if found is None:
            if self.panel is not None:
                self.panel.hide()
        elif self.panel is None:
            self.panel = CallPanel(found)
            self.panel_place.addWidget(self.panel)
        else:
            self.panel.show_advice(found)
            self.panel.show()

    def _quick_reason(self) -> None:
        words = next((tr(text) for key, text in REASONS if key == self.reasons.value()), "")
        self.why_not.setText(words)
        self.why_field.set_error("")
        self._edited()

    def _check(self, key: str) -> str:
        if key == "waarneming":
            return self.signal.number_problem(self.remark.text())
        return ""

    # -- done

    def submit(self) -> None:
        self.signal.edit(self.read())
        if self.form.show_errors(self.signal.problems(self.signal.form)):
            self.signal.note()

    def _saved(self, signaal_id: str) -> None:
        # The way back from the signal leads to where one came from, not to an empty form.
        self.navigator.back()
        self.navigator.go("signaal", signaal=signaal_id)

    def _later(self) -> None:
        self.save_draft()
        if not self.navigator.back():
            self.navigator.go("signalen")
