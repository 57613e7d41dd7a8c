"""One contact on one screen, written down in under a minute."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from app.domain.contactmomenten import ONDERWERP_MAX, SAMENVATTING_MAX
from ui import theme
from ui.i18n import tr
from ui.navigation import Navigator
from ui.viewmodels.contact import (
    GELUKT,
    KANALEN,
    LEEFGEBIEDEN,
    UITKOMSTEN,
    AfspraakRegel,
    ContactForm,
    ContactViewModel,
)
from ui.viewmodels.lines import is_shielded
from ui.views.editing import EditingPage
from ui.widgets.buttons import Button, IconButton
from ui.widgets.choices import ChipGroup
from ui.widgets.dates import DateField, DurationField, MomentField
from ui.widgets.form import Field
from ui.widgets.inputs import LongText, TextLine
from ui.widgets.layouts import column, row
from ui.widgets.panels import Card
from ui.widgets.taborder import tab_by_layout
from ui.widgets.text import label

AANTEKENING_MAX = 20_000


class AfspraakRow(QWidget):
    """One agreement: what, by when, who."""

    changed = Signal()
    removed = Signal(object)

    def __init__(self, regel: AfspraakRegel, today: object, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.what = TextLine(regel.wat)
        self.what.setAccessibleName(tr("Wat is afgesproken?"))
        self.what.setPlaceholderText(tr("Bijvoorbeeld: afspraak maken bij de huisarts"))
        self.day = DateField(today, regel.voor_op)  # type: ignore[arg-type]
        self.day.line.setAccessibleName(tr("Voor wanneer?"))
        self.who = TextLine(regel.wie, width=16)
        self.who.setAccessibleName(tr("Wie doet het?"))
        self.who.setPlaceholderText(tr("wie"))
        self.away = IconButton("close", tr("Deze afspraak weghalen"), clicked=lambda: self.removed.emit(self))
        line = row(gap=theme.current().spacing.s)
        line.addWidget(self.what, 1)
        for part in (self.day, self.who, self.away):
            line.addWidget(part)
        self.error = label("", "error")
        self.error.hide()
        self.setLayout(column(line, self.error, gap=theme.current().spacing.xs))
        self.what.textEdited.connect(self.changed)
        self.who.textEdited.connect(self.changed)
        self.day.changed.connect(self.changed)

    def show_error(self, sentence: str) -> None:
        """Say in its place what is wrong (`""`: nothing)."""
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
        self.what.setAccessibleDescription(sentence)

    def regel(self) -> AfspraakRegel:
        """Return what it holds."""
        return AfspraakRegel(
            wat=self.what.text().strip(), voor_op=self.day.value(), wie=self.who.text().strip()
        )


class ContactView(EditingPage):
    """The page of a contact; `activate` gets `dossier`, and `vervangt` when one is corrected."""

    def __init__(self, model: ContactViewModel, navigator: Navigator) -> None:
        super().__init__(model, navigator, tr("Contact vastleggen"))
        self.contact = model
        self.rows: list[AfspraakRow] = []
        self._make_fields()
        self._lay_out()
        self._wire()

    def _make_fields(self) -> None:
        self.channel = ChipGroup(KANALEN)
        self.moment = MomentField(self.contact.today)
        self.outcome = ChipGroup(UITKOMSTEN)
        self.duration = DurationField()
        self.subject = TextLine(max_length=ONDERWERP_MAX)
        self.domains = ChipGroup(LEEFGEBIEDEN, many=True)
        self.summary = LongText(max_length=SAMENVATTING_MAX, lines=3)
        self.note = LongText(max_length=AANTEKENING_MAX, lines=3)
        self.seen = LongText(max_length=SAMENVATTING_MAX, lines=2)
        self.meaning = LongText(max_length=AANTEKENING_MAX, lines=2)
        self.present = TextLine()
        self.interpreter = TextLine()
        self.counts = QCheckBox(tr("Deze tijd telt mee als participatie in de Z-route"))

    def _lay_out(self) -> None:
        form, space = self.form, theme.current().spacing
        form.add_field("kanaal", tr("Hoe hadden jullie contact?"), self.channel)
        form.add_field("moment", tr("Wanneer?"), self.moment)
        form.add_field("uitkomst", tr("Is het gelukt?"), self.outcome)
        self.duration_field = form.add_field("duur", tr("Hoe lang duurde het?"), self.duration, optional=True)
        form.add_field("onderwerp", tr("Waar ging het over?"), self.subject, hint=tr("In een paar woorden."))
        form.add_field("leefgebieden", tr("Onderwerpen"), self.domains, optional=True)
        form.add_field(
            "samenvatting",
            tr("Samenvatting"),
            self.summary,
            hint=tr(
                "De gemeente ziet dit als de cliënt dat goed vindt. "
                "Voor gezondheid of veiligheid is een eigen ja nodig."
            ),
            optional=True,
        )
        form.add_field(
            "aantekening",
            tr("Privé-aantekening"),
            self.note,
            hint=tr("Alleen voor jou. Dit gaat nooit van dit apparaat af."),
            optional=True,
        )
        self.agreements = Card(tr("Afspraken"), icon="task")
        self.agreement_rows = column(gap=space.s)
        holder = QWidget()
        holder.setLayout(self.agreement_rows)
        self.add_agreement = Button(tr("Afspraak toevoegen"), "quiet", "plus", self._new_agreement)
        self.agreements.add(label(tr("Een afspraak wordt een taak met een datum."), "muted"), holder)
        self.agreements.body.addLayout(row(self.add_agreement, None, gap=0))
        form.body.addWidget(self.agreements)
        form.body.addWidget(self._more())
        self.done = Button(tr("Klaar"), "primary", "check", self.submit)
        self.done.setToolTip(tr("Ctrl+Enter"))
        self.noticed = Button(tr("Iets opgevallen?"), "secondary", "signal", self._noticed)
        self.later = Button(tr("Later verder"), "quiet", clicked=self._later)
        self.add(self.trouble, form, self.foot(self.done, self.noticed, self.later))

    def _more(self) -> QWidget:
        card = Card(tr("Meer vastleggen"), icon="more")
        fields = (
            ("waarneming", tr("Wat zag of hoorde je?"), self.seen, tr("Alleen wat er was, zonder uitleg.")),
            (
                "duiding",
                tr("Wat denk je daarvan?"),
                self.meaning,
                tr("Privé. Dit gaat nooit van dit apparaat af."),
            ),
            ("aanwezig", tr("Wie waren erbij?"), self.present, tr("Namen met een komma ertussen.")),
            ("tolk", tr("Tolk"), self.interpreter, tr("Wie vertaalde, of via welke dienst.")),
        )
        for key, caption, control, hint in fields:
            card.add(self.form.adopt(Field(key, caption, control, hint=hint, optional=True)))
        card.add(self.counts)
        return card

    def _wire(self) -> None:
        self.listen(self.channel.changed, self.moment.changed, self.outcome.changed, self.duration.changed)
        self.listen(self.subject.textEdited, self.domains.changed, self.summary.changed, self.note.changed)
        self.listen(self.seen.changed, self.meaning.changed, self.present.textEdited)
        self.listen(self.interpreter.textEdited, self.counts.toggled)
        self.outcome.changed.connect(self._show_duration)
        for key, control in (
            ("onderwerp", self.subject),
            ("samenvatting", self.summary),
            ("aantekening", self.note),
            ("waarneming", self.seen),
            ("duiding", self.meaning),
            ("aanwezig", self.present),
            ("tolk", self.interpreter),
        ):
            signal = control.textEdited if isinstance(control, TextLine) else control.changed
            signal.connect(partial(self._watch, key))
        self.form.on_left(self._check)
        self.contact.saved.connect(self._saved)
        self.domains.changed.connect(self._show_private)
        self.contact.session.along.changed.connect(self._show_private)

    def activate(self, params: Mapping[str, str]) -> None:
        self.contact.load(params["dossier"], params.get("vervangt", ""))

    # -- between fields and form

    def fill(self) -> None:
        form = self.contact.form
        title = tr("Contact verbeteren") if self.contact.vervangt else tr("Contact vastleggen")
        extra = tr("De eerdere versie blijft leesbaar.") if self.contact.vervangt else ""
        self.set_title(title, " · ".join(part for part in (self.contact.naam, extra) if part))
        self.channel.set_value(form.kanaal)
        self.moment.set_value(form.moment)
        self.outcome.set_value(form.uitkomst)
        self.duration.set_value(form.duur)
        self.subject.setText(form.onderwerp)
        self.domains.set_values(form.leefgebieden)
        self.summary.set_text(form.samenvatting)
        self.note.set_text(form.aantekening)
        self.seen.set_text(form.waarneming)
        self.meaning.set_text(form.duiding)
        self.present.setText(form.aanwezig)
        self.interpreter.setText(form.tolk)
        self.counts.setChecked(form.telt_mee)
        for line in list(self.rows):
            self._drop_agreement(line)
        for regel in form.afspraken:
            self._show_agreement(regel)
        self._show_duration()
        self._show_private()

    def _show_private(self) -> None:
        """Take out of sight what who reads along must not read; what stands in it stays."""
        along = self.contact.session.along.on
        about_safety = any(is_shielded(each) for each in self.domains.values())
        for key in ("aantekening", "duiding"):
            self.form.fields[key].setVisible(not along)
        for key in ("onderwerp", "samenvatting", "waarneming", "leefgebieden"):
            self.form.fields[key].setVisible(not (along and about_safety))

    def read(self) -> ContactForm:
        return ContactForm(
            moment=self.moment.value(),
            kanaal=self.channel.value(),
            uitkomst=self.outcome.value() or GELUKT,
            duur=self.duration.value(),
            onderwerp=self.subject.text(),
            leefgebieden=self.domains.values(),
            samenvatting=self.summary.text(),
            aantekening=self.note.text(),
            waarneming=self.seen.text(),
            duiding=self.meaning.text(),
            aanwezig=self.present.text(),
            tolk=self.interpreter.text(),
            telt_mee=self.counts.isChecked(),
            afspraken=tuple(line.regel() for line in self.rows),
        )

    def _show_duration(self) -> None:
        self.duration_field.setVisible(self.outcome.value() == GELUKT)
        self.counts.setVisible(self.outcome.value() == GELUKT)

    def _watch(self, key: str, *_: object) -> None:
        """While typing only a number that may not be here is said; all else waits until the field is left."""
        if self._filling:
            return
        self.contact.edit(self.read())
        field, said = self.form.fields[key], self.contact.number(key)
        if said or field.error:
            field.set_error(said)

    def _watch_agreement(self, line: AfspraakRow) -> None:
        line.show_error(self.contact.agreement_problem(line.regel()))

    def _check(self, key: str) -> str:
        self.contact.edit(self.read())
        return {"moment": self.moment.problem(), "duur": self.duration.problem()}.get(key, "") or (
            self.contact.problem(key)
        )

    # -- agreements

    def _new_agreement(self) -> None:
        line = self._show_agreement(AfspraakRegel())
        # A widget made later would stand at the end of the order of Tab, far from where the eye is.
        tab_by_layout(self)
        line.what.setFocus()

    def _show_agreement(self, regel: AfspraakRegel) -> AfspraakRow:
        line = AfspraakRow(regel, self.contact.today)
        self.rows.append(line)
        self.agreement_rows.addWidget(line)
        self.listen(line.changed)
        line.changed.connect(partial(self._watch_agreement, line))
        line.removed.connect(self._drop_agreement)
        line.removed.connect(self._edited)
        return line

    def _drop_agreement(self, line: AfspraakRow) -> None:
        self.rows.remove(line)
        self.agreement_rows.removeWidget(line)
        line.hide()
        line.deleteLater()

    # -- what the buttons do

    def submit(self) -> None:
        self.contact.edit(self.read())
        problems = self.contact.problems()
        for key, control in (("moment", self.moment), ("duur", self.duration)):
            if sentence := control.problem():
                problems[key] = sentence
        wrong = [line for line in self.rows if self.contact.agreement_problem(line.regel())]
        if self.form.show_errors(problems) and wrong:
            wrong[0].what.setFocus()
        elif not problems:
            self.trouble.hide()
            self.contact.save()

    def _saved(self, _: str) -> None:
        self.navigator.go("dossier", dossier=self.contact.dossier_id)

    def _noticed(self) -> None:
        self.save_draft()
        if self.navigator.has("checklists"):
            self.navigator.go("checklists", dossier=self.contact.dossier_id)

    def _later(self) -> None:
        self.save_draft()
        self.navigator.go("dossier", dossier=self.contact.dossier_id)
