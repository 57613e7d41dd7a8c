"""The pages of letters: the list of a client, adding one, and reading one."""

from __future__ import annotations

from collections.abc import Mapping

from app.faults import Fault
from ui import theme
from ui.i18n import apart, counted, tr
from ui.navigation import Navigator
from ui.viewmodels.brieven import (
    SOORTEN,
    BriefForm,
    BriefToevoegenViewModel,
    BriefViewModel,
    BrievenViewModel,
)
from ui.views.editing import EditingPage
from ui.views.live import LivePage
from ui.views.pills import row_of
from ui.widgets.buttons import Button
from ui.widgets.choices import ChipGroup
from ui.widgets.dates import DateField
from ui.widgets.facts import KeyValueList
from ui.widgets.files import PathChooser, ask_open
from ui.widgets.inputs import TextLine
from ui.widgets.layouts import row
from ui.widgets.letterview import LetterView
from ui.widgets.panels import Card, EmptyState, MessageBar
from ui.widgets.rows import RowList
from ui.widgets.text import label

KINDS = "Foto of PDF (*.jpg *.jpeg *.png *.pdf)"


class BrievenView(LivePage):
    """The page `brieven`; `activate` gets `dossier`."""

    model: BrievenViewModel

    def __init__(self, model: BrievenViewModel, navigator: Navigator) -> None:
        super().__init__(model, navigator, tr("Brieven"))
        self.add_letter = Button(tr("Brief toevoegen"), "primary", "plus", self._add)
        self.add_action(self.add_letter)
        self.stays = MessageBar(
            "info",
            tr("Brieven blijven op dit apparaat, versleuteld. Ze gaan nooit mee bij het delen."),
            detail=tr("Nooit een foto van een pas, paspoort of een brief met een BSN in beeld."),
        )
        self.no_consent = MessageBar(
            "warning",
            tr("De cliënt heeft (nog) geen ja gezegd tegen een foto van een brief."),
            detail=tr("Vraag het eerst. Zonder ja lees je de brief samen, en bewaar je niets."),
            action=tr("Gesprek over toestemming"),
            on_action=self._consent,
        )
        self.card = Card()
        self.rows = RowList(tr("Brieven"))
        self.rows.opened.connect(lambda key: navigator.go("brief", brief=key))
        self.empty = EmptyState(
            tr("Er is nog geen brief bewaard."),
            icon="letter",
            button=tr("Brief toevoegen"),
            clicked=self._add,
        )
        self.card.add(self.empty, self.rows)
        self.card.body.setSpacing(theme.current().spacing.s)
        for part in (self.stays, self.no_consent, self.card):
            self.shown_column.addWidget(part)
        self.shown_column.addStretch(1)

    def activate(self, params: Mapping[str, str]) -> None:
        self.model.open(params["dossier"])
        self.wake()

    def show_facts(self) -> None:
        facts = self.model.facts
        assert facts is not None
        count = counted(len(facts.brieven), "brief", "brieven") if facts.brieven else ""
        self.set_title(tr("Brieven"), " · ".join(part for part in (facts.naam, count) if part))
        self.no_consent.setVisible(not facts.mag)
        self.show_action(self.add_letter, facts.mag and bool(facts.brieven))
        self.empty.setVisible(not facts.brieven)
        if self.empty.button is not None:
            self.empty.button.setVisible(facts.mag)
        self.rows.set_rows([row_of(line) for line in facts.brieven])

    def _add(self) -> None:
        self.navigator.go("brief-toevoegen", dossier=self.model.dossier_id)

    def _consent(self) -> None:
        if self.navigator.has("toestemming-gesprek"):
            self.navigator.go("toestemming-gesprek", dossier=self.model.dossier_id)


class BriefToevoegenView(EditingPage):
    """The page `brief-toevoegen`; `activate` gets `dossier`."""

    model: BriefToevoegenViewModel

    def __init__(self, model: BriefToevoegenViewModel, navigator: Navigator) -> None:
        super().__init__(model, navigator, tr("Brief toevoegen"))
        self.ask_path = ask_open
        self.warning = MessageBar(
            "warning",
            tr("De cliënt heeft (nog) geen ja gezegd tegen een foto van een brief."),
            detail=tr("Vraag het eerst, bij Toestemming."),
        )
        self.file = PathChooser(
            tr("Kies een foto of PDF"),
            lambda chosen: self.ask_path(self, tr("Foto of PDF van de brief"), chosen, kind=tr(KINDS)),
        )
        self.preview = LetterView(tr("De brief"))
        self.kind = ChipGroup(SOORTEN)
        self.about = TextLine(max_length=200)
        self.day = DateField(model.today)
        self.todo = TextLine(max_length=200)
        self.due = DateField(model.today)
        form = self.form
        form.add_field(
            "bestand",
            tr("Welke brief?"),
            self.file,
            hint=tr("Tot 15 MB. Plaats, datum en toestel van de foto bewaren we niet."),
        )
        form.body.addWidget(self.preview)
        form.add_field("soort", tr("Wat voor brief is het?"), self.kind)
        form.add_field(
            "omschrijving",
            tr("Van wie is de brief?"),
            self.about,
            hint=tr("Bijvoorbeeld: DUO, over de lening."),
        )
        form.add_field("datum", tr("Welke datum staat erop?"), self.day, optional=True)
        form.add_field(
            "wat_te_doen",
            tr("Wat moet ermee gebeuren?"),
            self.todo,
            hint=tr("Dit wordt een taak. Een taak kan gedeeld worden, de brief niet."),
            optional=True,
        )
        form.add_field("voor_op", tr("Voor wanneer?"), self.due, optional=True)
        self.done = Button(tr("Brief bewaren"), "primary", "check", self.submit)
        self.done.setToolTip(tr("Ctrl+Enter"))
        self.add(self.trouble, self.warning, form, self.foot(self.done))
        self.listen(self.kind.changed, self.about.textEdited, self.day.changed, self.todo.textEdited)
        self.listen(self.due.changed, self.file.changed)
        self.file.changed.connect(self._chosen)
        model.seen.connect(self._seen)
        model.unreadable.connect(self._unreadable)
        model.saved.connect(lambda _: navigator.go("brieven", dossier=model.dossier_id))

    def activate(self, params: Mapping[str, str]) -> None:
        self.preview.clear()
        self.model.load(params["dossier"])

    def fill(self) -> None:
        form = self.model.form
        self.set_title(tr("Brief toevoegen"), apart(self.model.naam))
        self.warning.setVisible(not self.model.mag)
        self.file.show_path(form.pad)
        self.kind.set_value(form.soort)
        self.about.setText(form.omschrijving)
        self.day.set_value(form.datum)
        self.todo.setText(form.wat_te_doen)
        self.due.set_value(form.voor_op)

    def read(self) -> BriefForm:
        return BriefForm(
            pad=self.file.path,
            soort=self.kind.value() or SOORTEN[0][0],
            omschrijving=self.about.text(),
            datum=self.day.value(),
            wat_te_doen=self.todo.text(),
            voor_op=self.due.value(),
        )

    def _chosen(self, path: str) -> None:
        self.form.show_error("bestand", "")
        self.preview.clear()
        self.model.look_at(path)

    def _seen(self, kind: str, data: bytes) -> None:
        self.form.show_error("bestand", "")
        self.preview.show_letter(kind, data)

    def _unreadable(self, fault: Fault) -> None:
        self.preview.clear()
        self.form.show_error("bestand", f"{fault.sentence} {fault.next_step}")

    def submit(self) -> None:
        self.model.edit(self.read())
        problems = self.model.problems()
        if not self.model.has_letter and (known := self.form.fields["bestand"].error):
            problems["bestand"] = known
        for key, control in (("datum", self.day), ("voor_op", self.due)):
            if sentence := control.problem():
                problems[key] = sentence
        if self.form.show_errors(problems):
            self.trouble.hide()
            self.model.save()


class BriefView(LivePage):
    """The page `brief`; `activate` gets `brief`."""

    model: BriefViewModel

    def __init__(self, model: BriefViewModel, navigator: Navigator) -> None:
        super().__init__(model, navigator, tr("Brief"))
        self.ask_removal = Button(tr("Verwijderen"), "secondary", "trash", self._ask)
        self.add_action(self.ask_removal)
        self.sure = MessageBar(
            "warning",
            tr("Verwijderen is voorgoed. De brief is daarna nergens meer."),
            action=tr("Ja, verwijder"),
            on_action=model.remove,
            closable=True,
        )
        self.sure.hide()
        self.facts_card = Card()
        self.facts = KeyValueList()
        self.note = label(tr("Deze brief blijft op dit apparaat en gaat nooit mee bij het delen."), "muted")
        self.facts_card.add(self.facts, self.note)
        self.page = LetterView(tr("De brief"))
        self.shown_column.addWidget(self.sure)
        self.shown_column.addWidget(self.facts_card)
        self.shown_column.addWidget(self.page)
        self.shown_column.addLayout(row(None))
        self.shown_column.addStretch(1)
        self._dossier_id = ""
        model.shown.connect(self.page.show_letter)
        model.removed.connect(self._gone)

    def activate(self, params: Mapping[str, str]) -> None:
        self.sure.hide()
        self.page.clear()
        self.model.open(params["brief"])
        self.wake()

    def show_facts(self) -> None:
        facts = self.model.facts
        assert facts is not None
        self._dossier_id = facts.dossier_id
        self.set_title(facts.titel, facts.naam)
        self.facts.set_pairs(facts.feiten)

    def _ask(self) -> None:
        self.sure.show()
        self.sure.action_button.setFocus()

    def _gone(self) -> None:
        self.page.clear()
        self.navigator.go("brieven", dossier=self._dossier_id)
