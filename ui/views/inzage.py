"""Inzage: read with the client what is kept, what was shared and who looked; saved as paper and as a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt

from app.faults import Fault
from ui import theme
from ui.i18n import counted, tr
from ui.navigation import Navigator
from ui.viewmodels.inzage import InzageFeiten, InzageViewModel
from ui.views.bevestigen import when_proven
from ui.views.live import LivePage
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.choices import ChipGroup
from ui.widgets.facts import KeyValueList
from ui.widgets.files import ask_save
from ui.widgets.layouts import clear, column
from ui.widgets.panels import Card, MessageBar, divider
from ui.widgets.text import label

AT_ONCE = 8


class InzageView(LivePage):
    """The page; `activate` gets `dossier`. `ask_path` asks where the files go, so that tests can answer."""

    model: InzageViewModel

    def __init__(self, model: InzageViewModel, navigator: Navigator) -> None:
        super().__init__(model, navigator, tr("Inzage"))
        self.ask_path = ask_save
        self._all: set[str] = set()
        self.said = MessageBar("success", "", closable=True)
        self.said.hide()
        self.note = MessageBar("warning", "")
        self.where = ChipGroup(
            (("thuis", tr("Thuis"), "home"), ("kantoor", tr("Op kantoor"), "places")), chosen=["thuis"]
        )
        self.where.setAccessibleName(tr("Waar lees je dit?"))
        self.language = ChipGroup(model.languages(), chosen=["nl"])
        self.language.setAccessibleName(tr("In welke taal?"))
        self.keep = Button(tr("&Opslaan voor de cliënt"), "primary", "pdf", self._save)
        self.add_action(self.keep)
        self.rights_link = LinkButton(tr("Verbeteren, beperken of wissen"), self._rights_page)
        self.intro = column(gap=theme.current().spacing.xs)
        self.unchecked = MessageBar("info", "")
        self.cards = column(gap=theme.current().spacing.l)
        top = Card()
        top.body.addLayout(column(label(tr("Waar lees je dit?"), "label"), self.where))
        top.body.addLayout(column(label(tr("In welke taal?"), "label"), self.language))
        top.add(self.note)
        top.body.addWidget(self.rights_link, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self.said, top, self.unchecked):
            self.shown_column.addWidget(part)
        self.shown_column.addLayout(self.intro)
        self.shown_column.addLayout(self.cards)
        self.shown_column.addStretch(1)
        self.where.changed.connect(self._other)
        self.language.changed.connect(self._other)
        model.saved.connect(self._saved)
        model.refused.connect(self._refused)

    def activate(self, params: Mapping[str, str]) -> None:
        if params.get("dossier", "") != self.model.dossier_id:
            self.said.hide()
            self._all.clear()
        self.model.show(params.get("dossier", ""))
        self.where.set_value(str(self.model.variant))
        self.wake()

    def _other(self) -> None:
        self.model.choose(self.where.value(), self.language.value())

    def show_facts(self) -> None:
        facts = self.model.facts
        assert facts is not None
        self.set_title(tr("Inzage"), f"{facts.naam} · {counted(facts.stukken, 'stuk', 'stukken')}")
        self.language.set_value(facts.taal)
        self.note.setVisible(self.where.value() == "kantoor")
        self.note.show_message(
            "warning",
            tr("Hier staat ook wat over veiligheid gaat."),
            detail=tr("Laat het alleen op kantoor lezen. Geef het niet mee naar huis."),
        )
        self.unchecked.setVisible(bool(facts.niet_nagekeken))
        self.unchecked.show_message("info", facts.niet_nagekeken)
        clear(self.intro)
        for words in facts.woorden["inzage_uitleg"]:
            if words:
                self.intro.addWidget(label(words))
        self._fill(facts)

    def _fill(self, facts: InzageFeiten) -> None:
        clear(self.cards)
        self._records(facts)
        for name, lines, none in (
            ("verzonden", facts.gedeeld, tr("Er is niets gedeeld.")),
            ("papier", facts.papier, tr("Er is niets op papier of als bestand gemaakt.")),
            ("gronden", tuple((each, "") for each in facts.gronden), tr("Er is nog niets gevraagd.")),
            ("toegang", facts.toegang, tr("Nog niemand.")),
        ):
            self._lines(facts, name, lines, none)
        self._rights(facts)

    def _card(self, facts: InzageFeiten, name: str) -> Card:
        dutch, own = facts.woorden[name]
        card = Card(dutch)
        if own:
            card.add(label(own, "strong"))
        self.cards.addWidget(card)
        return card

    def _records(self, facts: InzageFeiten) -> None:
        card = self._card(facts, "bewaard")
        for groep in facts.bewaard:
            card.add(divider(), label(f"{groep.titel} ({len(groep.stukken)})", "strong"))
            shown = groep.stukken if groep.titel in self._all else groep.stukken[:AT_ONCE]
            for stuk in shown:
                head = " · ".join(part for part in (stuk.titel, stuk.wanneer) if part)
                values = KeyValueList()
                values.set_pairs(list(stuk.velden))
                card.add(label(head, "muted"), values)
            self._more(card, groep.titel, len(groep.stukken) - len(shown))
        drafts = counted(facts.concepten, "concept", "concepten")
        card.add(divider(), label(tr("Nog niet af: {n}.", n=drafts), "muted"))

    def _lines(self, facts: InzageFeiten, name: str, lines: Sequence[tuple[str, str]], none: str) -> None:
        card = self._card(facts, name)
        shown = lines if name in self._all else lines[:AT_ONCE]
        for title, meta in shown:
            parts = [label(title)] + ([label(meta, "muted")] if meta else [])
            card.body.addLayout(column(*parts, gap=0))
        if not lines:
            card.add(label(none, "muted"))
        self._more(card, name, len(lines) - len(shown))

    def _more(self, card: Card, key: str, hidden: int) -> None:
        if hidden > 0:
            link = LinkButton(tr("Nog {n} laten zien", n=hidden), lambda: self._show_all(key))
            card.body.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_all(self, key: str) -> None:
        self._all.add(key)
        if self.model.facts is not None:
            self._fill(self.model.facts)

    def _rights(self, facts: InzageFeiten) -> None:
        card = Card(tr("Goed om te weten"), icon="info")
        for name, count in (("weggelaten", f" {facts.weggelaten}"), ("rechten", ""), ("klacht", "")):
            for words in facts.woorden[name]:
                if words:
                    card.add(label(f"{words}{count}"))
        self.cards.addWidget(card)

    def _rights_page(self) -> None:
        self.navigator.go("rechten", dossier=self.model.dossier_id)

    def _save(self) -> None:
        why = tr("Het hele dossier gaat van je computer af.")
        when_proven(self, self.model.session, why, self._ask_where)

    def _ask_where(self) -> None:
        self.ask_path(self, tr("Inzage opslaan als PDF"), self.model.proposed_name(), self.model.save)

    def _saved(self, name: str) -> None:
        self.said.show_message(
            "success",
            tr("Opgeslagen: {name}, met een bestand voor computers ernaast.", name=name),
            detail=tr("Dit is vastgelegd in het dossier. Wat je opslaat, kun je niet terughalen."),
        )
        self.said.show()

    def _refused(self, fault: Fault) -> None:
        self.said.show_message("error", fault.sentence, detail=fault.next_step)
        self.said.show()
