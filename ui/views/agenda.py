"""The pages of the agenda: what is planned, and one appointment."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from app.domain.agenda import Agendastand
from app.faults import Fault
from ui import theme
from ui.i18n import apart, counted, tr
from ui.navigation import Navigator
from ui.viewmodels.agenda import SOORTEN, AfspraakForm, AfspraakVelden, AfspraakViewModel, AgendaViewModel
from ui.viewmodels.lines import Line
from ui.views.live import LivePage
from ui.views.pills import row_of
from ui.views.revising import RevisingPage
from ui.widgets.buttons import Button
from ui.widgets.choices import ChipGroup
from ui.widgets.dates import DurationField, MomentField
from ui.widgets.files import ask_save
from ui.widgets.inputs import TextLine
from ui.widgets.layouts import clear, column
from ui.widgets.panels import Card, EmptyState, MessageBar
from ui.widgets.rows import RowList
from ui.widgets.text import label

ICS = "Agenda (*.ics)"
STANDEN = (
    (Agendastand.GEPLAND.value, "Staat gepland", "calendar"),
    (Agendastand.GEWEEST.value, "Is geweest", "check"),
    (Agendastand.AFGEZEGD.value, "Gaat niet door", "close"),
)


class AgendaView(LivePage):
    """The page `agenda`."""

    model: AgendaViewModel

    def __init__(self, model: AgendaViewModel, navigator: Navigator) -> None:
        super().__init__(model, navigator, tr("Agenda"))
        self.ask_path = ask_save
        self.save = Button(tr("Opslaan voor je agenda"), "secondary", "export", self._save)
        self.save.setToolTip(
            tr("Een bestand (.ics) zonder namen, voor de agenda van je telefoon of computer")
        )
        self.add_action(self.save)
        self.said = MessageBar("info", "")
        self.said.hide()
        self.empty = Card()
        self.empty_state = EmptyState(
            tr("Er staat nog niets gepland. Maak een afspraak vanuit een dossier."),
            icon="calendar",
            button=tr("Naar je cliënten"),
            clicked=lambda: navigator.go("clienten"),
        )
        self.empty.add(self.empty_state)
        self.days = column(gap=theme.current().spacing.l)
        holder = QWidget()
        holder.setLayout(self.days)
        for part in (self.said, self.empty, holder):
            self.shown_column.addWidget(part)
        self.shown_column.addStretch(1)
        self._lines: dict[str, Line] = {}
        self.lists: list[RowList] = []
        model.saved_as.connect(self._saved)
        model.refused.connect(self._refused)

    def activate(self, params: Mapping[str, str]) -> None:
        self.said.hide()
        self.wake()

    def show_facts(self) -> None:
        facts = self.model.facts
        assert facts is not None
        count = counted(facts.aantal, "afspraak", "afspraken") if facts.aantal else ""
        self.set_title(tr("Agenda"), count)
        self.show_action(self.save, bool(facts.aantal))
        self.empty.setVisible(not facts.dagen and not facts.voorbij)
        clear(self.days)
        self.lists.clear()
        self._lines = {}
        for title, lines in facts.dagen:
            self._day(title, lines)
        if facts.voorbij:
            self._day(tr("Hoe ging dit?"), facts.voorbij, note=tr("De dag is voorbij. Zeg of het doorging."))

    def _day(self, title: str, lines: tuple[Line, ...], note: str = "") -> None:
        card, rows = Card(title), RowList(title)
        card.body.setSpacing(theme.current().spacing.s)
        if note:
            card.add(label(note, "muted"))
        rows.set_rows([row_of(line) for line in lines])
        rows.opened.connect(self._open)
        card.add(rows)
        self._lines.update({line.key: line for line in lines})
        self.lists.append(rows)
        self.days.addWidget(card)

    def _open(self, key: str) -> None:
        line = self._lines[key]
        self.go(line.route, line.dossier_id)

    def _save(self) -> None:
        self.ask_path(
            self, tr("Afspraken opslaan"), self.model.proposed_name(), self.model.save_file, kind=tr(ICS)
        )

    def _saved(self, name: str, count: int) -> None:
        self.said.show_message(
            "success",
            tr("Opgeslagen: {name}, met {count}.", name=name, count=counted(count, "afspraak", "afspraken")),
            detail=tr("Er staan geen namen, adressen of teksten in. Het opslaan is vastgelegd."),
        )
        self.said.show()

    def _refused(self, fault: Fault) -> None:
        self.said.show_message("error", fault.sentence, detail=fault.next_step)
        self.said.show()


class AfspraakView(RevisingPage):
    """The page `afspraak`; `activate` gets `dossier`, and `punt` when one is changed."""

    model: AfspraakViewModel

    def __init__(self, model: AfspraakViewModel, navigator: Navigator) -> None:
        super().__init__(model, navigator, tr("Afspraak maken"))
        self.kind = ChipGroup(SOORTEN)
        self.moment = MomentField(model.today)
        self.duration = DurationField(usual=(30, 60, 90, 120))
        self.about = TextLine(max_length=200)
        self.place = TextLine(max_length=200)
        self.with_whom = TextLine(max_length=200)
        self.interpreter = TextLine(max_length=200)
        self.state = ChipGroup(STANDEN)
        form = self.form
        form.add_field("soort", tr("Wat voor afspraak is het?"), self.kind)
        form.add_field("moment", tr("Wanneer?"), self.moment)
        form.add_field("duur", tr("Hoe lang?"), self.duration)
        form.add_field("omschrijving", tr("Waar gaat het over?"), self.about, optional=True)
        form.add_field("plaats", tr("Waar?"), self.place, optional=True)
        form.add_field("wie", tr("Wie gaat er mee?"), self.with_whom, optional=True)
        form.add_field("tolk", tr("Tolk"), self.interpreter, optional=True)
        self.state_field = form.add_field("stand", tr("Hoe staat het ervoor?"), self.state)
        self.done = Button(tr("Bewaren"), "primary", "check", self.submit)
        self.done.setToolTip(tr("Ctrl+Enter"))
        self.write_down = Button(tr("Contact vastleggen"), "secondary", "contact", self._contact)
        self.add(self.trouble, self.difference, form, self.foot(self.done, self.write_down))
        self.listen(self.kind.changed, self.moment.changed, self.duration.changed, self.state.changed)
        self.listen(self.about.textEdited, self.place.textEdited, self.with_whom.textEdited)
        self.listen(self.interpreter.textEdited)
        model.saved.connect(lambda _: self._back())

    def activate(self, params: Mapping[str, str]) -> None:
        self.begin()
        self.model.load(params["dossier"], params.get("punt", ""))

    def fill(self) -> None:
        shown: AfspraakVelden = self.model.form.shown
        new = self.model.is_new
        self.set_title(tr("Afspraak maken") if new else tr("Afspraak"), apart(self.model.naam))
        self.kind.set_value(shown.soort)
        self.moment.set_value(shown.moment)
        self.duration.set_value(shown.duur)
        self.about.setText(shown.omschrijving)
        self.place.setText(shown.plaats)
        self.with_whom.setText(shown.wie)
        self.interpreter.setText(shown.tolk)
        self.state.set_value(shown.stand)
        self.state_field.setVisible(not new)
        self.write_down.setVisible(not new and self.navigator.has("contact"))

    def read(self) -> AfspraakForm:
        form: AfspraakForm = self.model.form
        shown = AfspraakVelden(
            moment=self.moment.value(),
            duur=self.duration.value(),
            soort=self.kind.value() or form.shown.soort,
            omschrijving=self.about.text(),
            plaats=self.place.text(),
            wie=self.with_whom.text(),
            tolk=self.interpreter.text(),
            stand=self.state.value() or form.shown.stand,
        )
        return AfspraakForm(shown=shown, basis=form.basis, basis_id=form.basis_id)

    def submit(self) -> None:
        self.model.edit(self.read())
        problems = self.model.problems()
        for key, control in (("moment", self.moment), ("duur", self.duration)):
            if sentence := control.problem():
                problems[key] = sentence
        if self.form.show_errors(problems) and not self.undecided():
            self.trouble.hide()
            self.model.save()

    def _contact(self) -> None:
        self.save_draft()
        self.navigator.go("contact", dossier=self.model.dossier_id)

    def _back(self) -> None:
        self.navigator.go("dossier", dossier=self.model.dossier_id)
