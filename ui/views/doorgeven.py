"""Handing dossiers over to a colleague: two cards for the two sides, and one for the receipt."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from app.faults import Fault
from ui import theme
from ui.i18n import counted, tr
from ui.navigation import Navigator
from ui.viewmodels.doorgeven import DoorgevenViewModel, Gezien
from ui.views.live import LivePage
from ui.widgets.buttons import Button
from ui.widgets.choices import ChipGroup
from ui.widgets.facts import KeyValueList
from ui.widgets.files import EVERYTHING, ask_open, ask_save
from ui.widgets.layouts import clear, column, row
from ui.widgets.panels import Card, MessageBar
from ui.widgets.text import announce, label


class Compare(QWidget):
    """Whose a file is, and the digits to compare aloud: yes goes on, no stops."""

    def __init__(self, yes: str) -> None:
        super().__init__()
        self.facts = KeyValueList()
        self.question = label(tr("Bel elkaar. Lees de cijfers voor. Zijn ze bij de ander gelijk?"), "strong")
        self.yes = Button(yes, "primary", "check")
        self.no = Button(tr("Niet gelijk"), "secondary", "close", self.hide)
        gap = theme.current().spacing.m
        self.setLayout(column(self.facts, self.question, row(self.yes, self.no, None, gap=gap), gap=gap))
        self.hide()

    def show_found(self, found: Gezien) -> None:
        """Show what was read."""
        pairs = [(tr("Van"), found.naam)] if found.naam else []
        pairs.append((tr("Cijfers"), found.fingerprint))
        if found.dossiers:
            words = counted(found.dossiers, "dossier", "dossiers")
            pairs.append((tr("Erin"), f"{words}, {counted(found.stukken, 'stuk', 'stukken')}"))
        self.facts.set_pairs(tuple(pairs))
        self.show()
        announce(self.question, self.question.text())
        self.yes.setFocus()


class DoorgevenView(LivePage):
    """The page. `ask_for_file` and `ask_where` ask for places, so that tests can answer."""

    model: DoorgevenViewModel

    def __init__(self, model: DoorgevenViewModel, navigator: Navigator) -> None:
        why = tr("Zonder internet, met bestanden op een stick. Je collega deelt met dezelfde gemeente.")
        super().__init__(model, navigator, tr("Dossiers doorgeven"), why, wide=True)
        self.ask_for_file, self.ask_where = ask_open, ask_save
        self.said = MessageBar("success", "", closable=True)
        self.said.hide()
        self._bars: dict[str, MessageBar] = {}
        for card in (self.said, self._get_card(), self._give_card(), self._done_card()):
            self.shown_column.addWidget(card)
        self.shown_column.addStretch(1)
        model.card_read.connect(self._card_read)
        model.file_read.connect(self._file_read)
        model.done.connect(self._done)
        model.refused.connect(self._refuse)

    def _bar(self, step: str) -> MessageBar:
        self._bars[step] = MessageBar("error", "")
        self._bars[step].hide()
        return self._bars[step]

    def _get_card(self) -> Card:
        card = Card(tr("Jij krijgt dossiers"), icon="import")
        self.make = Button(tr("1. Adreskaart maken"), "secondary", "export", self._make)
        self.open = Button(tr("2. Dossiers overnemen"), "secondary", "import", self._open)
        self.incoming = Compare(tr("Gelijk: overnemen"))
        self.incoming.yes.clicked.connect(self._take)
        why = tr("Geef je adreskaart aan je collega. Alleen dit apparaat kan openen wat je terugkrijgt.")
        card.add(label(why, "muted"), self._bar("krijgen"))
        card.body.addLayout(row(self.make, self.open, None, gap=theme.current().spacing.m))
        card.add(self.incoming)
        return card

    def _give_card(self) -> Card:
        card = Card(tr("Jij geeft dossiers"), icon="handover")
        self.choose = Button(tr("1. Adreskaart kiezen"), "secondary", "import", self._choose)
        self.outgoing = Compare(tr("Gelijk: cliënten kiezen"))
        self.outgoing.yes.clicked.connect(self._compared)
        self.who = QWidget()
        self.who_column = column(gap=theme.current().spacing.s)
        self.who.setLayout(self.who_column)
        self.clients = ChipGroup(())
        self.give = Button(tr("2. Dossiers doorgeven"), "primary", "export", self._give)
        why = tr(
            "Alleen wat gedeeld mag worden gaat mee. Je eigen aantekeningen blijven hier. "
            "De dossiers blijven staan tot je collega ze heeft."
        )
        card.add(label(why, "muted"), self._bar("geven"))
        card.body.addLayout(row(self.choose, None))
        card.add(self.outgoing, self.who)
        card.body.addLayout(row(self.give, None))
        self._offer_clients(False)
        return card

    def _done_card(self) -> Card:
        card = Card(tr("Ontvangstbewijs"), icon="check")
        self.state = label("", "muted")
        self.finish = Button(tr("3. Ontvangstbewijs inlezen"), "secondary", "import", self._finish)
        card.add(self.state, self._bar("klaar"))
        card.body.addLayout(row(self.finish, None))
        return card

    def activate(self, params: Mapping[str, str]) -> None:
        self.wake()

    def show_facts(self) -> None:
        facts = self.model.facts
        assert facts is not None
        chosen = self.clients.values()
        clear(self.who_column)
        options = [(key, naam, "") for key, naam in facts.clienten]
        self.clients = ChipGroup(
            options, many=True, chosen=[key for key in chosen if key in dict(facts.clienten)]
        )
        self.clients.setAccessibleName(tr("Welke cliënten?"))
        self.who_column.addWidget(label(tr("Welke cliënten?"), "strong"))
        self.who_column.addWidget(self.clients)
        waiting = counted(facts.wacht, "bestand wacht", "bestanden wachten")
        none = tr("Er wacht niets. Pas met het ontvangstbewijs wordt hier gewist wat je gaf.")
        words = tr("{waiting} op een ontvangstbewijs.", waiting=waiting) if facts.wacht else none
        self.state.setText(words)
        self.finish.setVisible(bool(facts.wacht))

    # -- steps

    def _make(self) -> None:
        self.ask_where(self, tr("Adreskaart opslaan"), "adreskaart", self.model.make_card, kind=EVERYTHING)

    def _open(self) -> None:
        self.ask_for_file(self, tr("Dossiers kiezen"), self.model.read_file, kind=EVERYTHING)

    def _take(self) -> None:
        self.ask_where(
            self, tr("Ontvangstbewijs opslaan"), "ontvangstbewijs", self.model.take, kind=EVERYTHING
        )

    def _choose(self) -> None:
        self.ask_for_file(self, tr("Adreskaart kiezen"), self.model.read_card, kind=EVERYTHING)

    def _give(self) -> None:
        chosen = self.clients.values()
        if not chosen:
            self._bars["geven"].show_message("error", tr("Kies eerst welke cliënten."))
            self._bars["geven"].show()
            return

        def save(path: str) -> None:
            self.model.give(path, chosen)

        self.ask_where(self, tr("Dossiers opslaan"), "dossiers", save, kind=EVERYTHING)

    def _finish(self) -> None:
        self.ask_for_file(self, tr("Ontvangstbewijs kiezen"), self.model.finish, kind=EVERYTHING)

    # -- what came of it

    def _card_read(self, found: Gezien) -> None:
        self._quiet()
        self._offer_clients(False)
        self.outgoing.show_found(found)

    def _file_read(self, found: Gezien) -> None:
        self._quiet()
        self.incoming.show_found(found)

    def _compared(self) -> None:
        self.outgoing.yes.hide()
        self.outgoing.no.hide()
        self.outgoing.question.hide()
        self._offer_clients(True)

    def _offer_clients(self, shown: bool) -> None:
        for part in (self.who, self.give):
            part.setVisible(shown)
        for part in (self.outgoing.yes, self.outgoing.no, self.outgoing.question):
            part.setVisible(not shown)

    def _done(self, step: str, number: int) -> None:
        self._quiet()
        self.incoming.hide()
        if step != "kaart":
            self.outgoing.hide()
            self._offer_clients(False)
            self.outgoing.hide()
        rest = counted(number, "stuk blijft hier", "stukken blijven hier")
        words = {
            "kaart": tr("Je adreskaart staat klaar. Geef hem aan je collega."),
            "geven": tr(
                "Het bestand staat klaar. De dossiers blijven hier tot je het ontvangstbewijs inleest."
            ),
            "overnemen": tr("Overgenomen. Geef het ontvangstbewijs terug aan je collega."),
            "klaar": tr("Overgedragen en hier gewist."),
        }[step]
        detail = ""
        if number and step in ("geven", "klaar"):
            detail = tr("{rest}: dat mag niet gedeeld worden, of is daarna veranderd.", rest=rest)
        self.said.show_message("success", words, detail=detail)
        self.said.show()
        self.scroller.verticalScrollBar().setValue(0)

    def _refuse(self, step: str, fault: Fault) -> None:
        self.said.hide()
        self._bars[step].show_message("error", fault.sentence, detail=fault.next_step)
        self._bars[step].show()

    def _quiet(self) -> None:
        self.said.hide()
        for bar in self._bars.values():
            bar.hide()
