"""The household around one client: members as rows, who comes and goes, and the one regisseur."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from app.faults import Fault
from ui import theme
from ui.i18n import apart, tr
from ui.navigation import Navigator
from ui.viewmodels.huishouden import RELATIES, SAMEN, HuishoudenViewModel
from ui.viewmodels.lines import Line
from ui.views.entries import EntryFormBody
from ui.views.live import LivePage
from ui.views.pills import row_of
from ui.widgets.buttons import Button
from ui.widgets.choices import ChipGroup
from ui.widgets.form import Field
from ui.widgets.inputs import SearchLine, TextLine
from ui.widgets.layouts import FlowLayout, row
from ui.widgets.panels import Card, MessageBar
from ui.widgets.rows import RowList
from ui.widgets.text import label


class HuishoudenPage(LivePage):
    """The page `huishouden`; `activate` gets `dossier`."""

    model: HuishoudenViewModel

    def __init__(self, model: HuishoudenViewModel, navigator: Navigator) -> None:
        super().__init__(model, navigator, tr("Huishouden"))
        self._joining: tuple[Line, ...] = ()
        self.said = MessageBar("info", "")
        self.said.hide()
        self._make_members()
        self._make_adding()
        self._make_regisseur()
        self._make_place()
        self.earlier = Card(tr("Woonde hier eerder"), icon="clock")
        self.earlier_rows = RowList(tr("Woonde hier eerder"))
        self.earlier.add(self.earlier_rows)
        for part in (self.said, self.members, self.adding, self.place, self.regisseur, self.earlier):
            self.shown_column.addWidget(part)
        self.shown_column.addStretch(1)
        model.found.connect(self._show_found)
        model.done.connect(self._say)
        model.refused.connect(self._trouble)

    # -- building

    def _make_members(self) -> None:
        self.members = Card(tr("Wie wonen er samen?"), icon="household")
        intro = tr("Elke volwassene heeft een eigen dossier. Hier staat alleen wie er woont.")
        self.none = label(tr("Er staat nog niemand bij deze cliënt."), "muted")
        self.rows = RowList(tr("Leden van het huishouden"))
        self.rows.opened.connect(self._open)
        self.members.add(label(intro, "muted"), self.none, self.rows)

    def _make_adding(self) -> None:
        self.adding = Card(tr("Iemand toevoegen"), icon="plus")
        self.search = SearchLine(tr("Zoek een cliënt"))
        self.relation = ChipGroup(SAMEN, clearable=True)
        self.found = RowList(tr("Gevonden cliënten"))
        self.found.opened.connect(self._join)
        self.nothing = label(tr("Niemand gevonden. Probeer een deel van de naam."), "muted")
        self.nothing.hide()
        self.child = Button(
            tr("Kind of ander gezinslid zonder dossier"), "secondary", "plus", self._add_child
        )
        self.form = EntryFormBody(self.model.editor)
        self.form.hide()
        self.adding.add(
            Field("relatie", tr("Welke plaats krijgt deze persoon?"), self.relation),
            Field("zoek", tr("Iemand met een dossier"), self.search),
            self.nothing,
            self.found,
        )
        self.adding.body.addLayout(row(self.child, None, gap=0))
        self.adding.add(self.form)
        self.search.textChanged.connect(self.model.look)
        self.model.editor.loaded.connect(self._fit_form)

    def _make_regisseur(self) -> None:
        self.regisseur = Card(tr("Regisseur"), icon="person")
        self.name = TextLine(width=30, max_length=100)
        self.organisation = TextLine(width=30, max_length=100)
        self.keep = Button(tr("Regisseur bewaren"), "secondary", "check", self._keep_regisseur)
        self.regisseur.add(
            label(tr("Eén persoon houdt het overzicht over het hele huishouden."), "muted"),
            Field("regisseur", tr("Naam van de regisseur"), self.name),
            Field("organisatie", tr("Organisatie van de regisseur"), self.organisation),
        )
        self.regisseur.body.addLayout(row(self.keep, None, gap=0))

    def _make_place(self) -> None:
        self.place = Card(tr("Plaats van deze cliënt"), icon="home")
        self.own = ChipGroup(RELATIES)
        self.own.setAccessibleName(tr("Plaats van deze cliënt"))
        self.own.changed.connect(lambda: self.model.set_place(self.own.value()))
        self.away = Button(tr("Cliënt gaat uit dit huishouden"), "quiet", "arrow-right", self._ask_leave)
        self.sure = QWidget()
        buttons = FlowLayout(gap=theme.current().spacing.s)
        self.yes = Button(tr("Ja, per vandaag"), "secondary", "check", self._leave)
        self.no = Button(tr("Nee, laat staan"), "quiet", clicked=lambda: self._ask(asking=False))
        for part in (label(tr("De anderen blijven bij elkaar."), wrap=False), self.yes, self.no):
            buttons.addWidget(part)
        self.sure.setLayout(buttons)
        self.sure.hide()
        self.place.add(self.own, self.sure)
        self.place.body.addLayout(row(self.away, None, gap=0))

    # -- showing

    def activate(self, params: Mapping[str, str]) -> None:
        self.said.hide()
        self.search.clear()
        self._ask(asking=False)
        self.model.open(params["dossier"])

    def save_draft(self) -> None:
        """The page is being left, or the program is about to lock."""
        self.form.keep()

    def show_facts(self) -> None:
        facts = self.model.facts
        assert facts is not None
        self.set_title(tr("Huishouden"), apart(facts.naam))
        self.rows.set_rows([row_of(line) for line in facts.leden])
        self.none.setVisible(not facts.leden)
        self.place.setVisible(facts.in_huishouden)
        self.own.set_value(facts.relatie)
        self.earlier.setVisible(bool(facts.eerder))
        self.earlier_rows.set_rows([row_of(line) for line in facts.eerder])
        for line, value in ((self.name, facts.regisseur), (self.organisation, facts.organisatie)):
            if not line.hasFocus():
                line.setText(value)

    def _show_found(self, lines: tuple[Line, ...]) -> None:
        self._joining = lines
        self.found.set_rows([row_of(line) for line in lines])
        self.nothing.setVisible(bool(self.search.text().strip()) and not lines)

    def _fit_form(self) -> None:
        shown = self.model.editor.form.shown
        had = self.form.isAncestorOf(self.focusWidget())
        self.form.setVisible(shown)
        self.child.setVisible(not shown)
        if had and not shown:
            self.child.setFocus()

    # -- what the buttons do

    def _open(self, key: str) -> None:
        facts = self.model.facts
        if facts is None:
            return
        line = next(each for each in facts.leden if each.key == key)
        if line.route.name:
            self.go(line.route, line.dossier_id)
        elif key in facts.records:
            self.model.editor.change(facts.records[key])
            self.form.form.fields["naam"].focus()

    def _add_child(self) -> None:
        self.model.editor.begin()
        self.form.form.fields["naam"].focus()

    def _join(self, key: str) -> None:
        self.model.join(key, self.relation.value() or "onbekend")

    def _keep_regisseur(self) -> None:
        self.model.set_regisseur(self.name.text(), self.organisation.text())

    def _ask_leave(self) -> None:
        self._ask(asking=True)
        self.yes.setFocus()

    def _ask(self, *, asking: bool) -> None:
        self.sure.setVisible(asking)
        self.away.setVisible(not asking)

    def _leave(self) -> None:
        self._ask(asking=False)
        self.model.leave()

    def _say(self, words: str) -> None:
        self.search.clear()
        self.said.show_message("success", words)
        self.said.show()

    def _trouble(self, fault: Fault) -> None:
        self.said.show_message("error", fault.sentence, detail=fault.next_step)
        self.said.show()
