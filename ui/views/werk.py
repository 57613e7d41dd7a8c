"""Learning and work of one client, step by step; and Klant in beeld as one calm page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.faults import Fault
from ui import theme
from ui.i18n import apart, tr
from ui.navigation import Navigator
from ui.viewmodels.werk import KlantInBeeldViewModel, Loopbaanregel, WerkViewModel
from ui.views.entries import EntryCard, rows_of
from ui.views.live import LivePage
from ui.widgets.buttons import Button
from ui.widgets.facts import KeyValueList
from ui.widgets.files import ask_save
from ui.widgets.layouts import clear, column
from ui.widgets.panels import Card, MessageBar, divider
from ui.widgets.rows import RowList
from ui.widgets.text import label


class WerkPage(LivePage):
    """The page `werk`; `activate` gets `dossier`."""

    model: WerkViewModel

    def __init__(self, model: WerkViewModel, navigator: Navigator) -> None:
        super().__init__(model, navigator, tr("Werk en leren"))
        self.overview = Button(tr("Klant in beeld"), "secondary", "person", self._to_overview)
        if navigator.has("klant-in-beeld"):
            self.add_action(self.overview)
        self.now = EntryCard(
            tr("Werk en leren in Nederland"),
            "work",
            model.editor,
            none=tr("Er staat nog niets. Voeg school, een stage of werk toe."),
            add=tr("Toevoegen"),
        )
        self.now.add_button.setAccessibleName(tr("Leren of werken toevoegen"))
        self.before = Card(tr("School en werk van vroeger"), icon="clock")
        self.before_rows = RowList(tr("School en werk van vroeger"))
        self.before_rows.opened.connect(self._change)
        self.before_none = label(tr("Uit het assessment of de intake. Er staat nog niets."), "muted")
        self.before.add(self.before_none, self.before_rows)
        self.shown_column.addWidget(self.now)
        self.shown_column.addWidget(self.before)
        self.shown_column.addStretch(1)

    def activate(self, params: Mapping[str, str]) -> None:
        self.model.open(params["dossier"])

    def save_draft(self) -> None:
        """The page is being left, or the program is about to lock."""
        self.now.body_form.keep()

    def show_facts(self) -> None:
        facts = self.model.facts
        assert facts is not None
        self.set_title(tr("Werk en leren"), apart(facts.naam))
        self.now.show_rows(rows_of(facts.nu), {each.record.id: each.record for each in facts.nu})
        self.before_rows.set_rows(rows_of(facts.geschiedenis))
        self.before_none.setVisible(not facts.geschiedenis)

    def _change(self, key: str) -> None:
        facts = self.model.facts
        found = next((each for each in facts.geschiedenis if each.record.id == key), None) if facts else None
        if found is not None:
            self.now.change(found.record)

    def _to_overview(self) -> None:
        self.navigator.go("klant-in-beeld", dossier=self.model.dossier_id)


class StepsCard(Card):
    """Steps to read, each as three lines at most."""

    def __init__(self, title: str, icon: str) -> None:
        super().__init__(title, icon=icon)
        self._lines = column(gap=theme.current().spacing.m)
        self.body.addLayout(self._lines)

    def show_steps(self, steps: Sequence[Loopbaanregel]) -> None:
        """Show these, or one sentence."""
        clear(self._lines)
        if not steps:
            self._lines.addWidget(label(tr("Hier staat nog niets."), "muted"))
        for number, step in enumerate(steps):
            if number:
                self._lines.addWidget(divider())
            meta = " · ".join(part for part in (step.soort, step.wanneer, step.stand) if part)
            parts = [label(apart(step.wat), "strong"), label(meta, "muted")]
            if step.resultaat:
                parts.append(label(apart(step.resultaat)))
            self._lines.addLayout(column(*parts, gap=1))


class KlantInBeeldPage(LivePage):
    """The page `klant-in-beeld`; `activate` gets `dossier`."""

    model: KlantInBeeldViewModel

    def __init__(self, model: KlantInBeeldViewModel, navigator: Navigator) -> None:
        super().__init__(model, navigator, tr("Klant in beeld"))
        self.ask_path = ask_save
        self.paper = Button(tr("Opslaan als PDF"), "secondary", "pdf", self._paper)
        self.add_action(self.paper)
        self.said = MessageBar("info", "")
        self.said.hide()
        self.who = Card(tr("Wie"), icon="person")
        self.who_facts = KeyValueList()
        self.who.add(self.who_facts)
        self.language = Card(tr("Taal en inburgering"), icon="language")
        self.language_facts = KeyValueList()
        self.language.add(self.language_facts)
        self.now = StepsCard(tr("Werk en leren in Nederland"), "work")
        self.before = StepsCard(tr("School en werk van vroeger"), "clock")
        self.words = Card(tr("In eigen woorden"), icon="heart")
        self.words_facts = KeyValueList()
        self.words.add(self.words_facts)
        intro = tr("Voor de werkcoach. Er staat niets in over gezondheid, geld of het gezin.")
        self.shown_column.addWidget(self.said)
        self.shown_column.addWidget(label(intro, "muted"))
        for card in (self.who, self.language, self.now, self.before, self.words):
            self.shown_column.addWidget(card)
        self.shown_column.addStretch(1)
        model.saved_as.connect(self._saved)
        model.refused.connect(self._not_saved)

    def activate(self, params: Mapping[str, str]) -> None:
        self.said.hide()
        self.model.open(params["dossier"])

    def show_facts(self) -> None:
        facts = self.model.facts
        assert facts is not None
        self.set_title(tr("Klant in beeld"), apart(facts.naam))
        for card, shown, pairs in (
            (self.who, self.who_facts, facts.wie),
            (self.language, self.language_facts, facts.taal),
            (self.words, self.words_facts, facts.eigen_woorden),
        ):
            shown.set_pairs([(name, apart(value)) for name, value in pairs])
            card.setVisible(bool(pairs))
        self.now.show_steps(facts.nu)
        self.before.show_steps(facts.geschiedenis)

    def _paper(self) -> None:
        caption = tr("Klant in beeld opslaan als PDF")
        self.ask_path(self, caption, self.model.proposed_name(), self.model.save_paper)

    def _saved(self, name: str) -> None:
        self.said.show_message(
            "success",
            tr("Opgeslagen: {name}. Het blad is van de cliënt.", name=name),
            detail=tr("De cliënt beslist aan wie het blad gaat. De afdruk is vastgelegd in het dossier."),
        )
        self.said.show()

    def _not_saved(self, fault: Fault) -> None:
        self.said.show_message("error", fault.sentence, detail=fault.next_step)
        self.said.show()
