"""Delen: one button, what goes, what stays and why, where the mailbox is, and pairing with the gemeente."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.faults import Fault
from ui import theme
from ui.i18n import apart, counted, tr
from ui.models.wachtrij import WachtrijModel
from ui.navigation import Navigator
from ui.viewmodels.delen import (
    DeelFeiten,
    DelenViewModel,
    Uitkomst,
    Uitnodigingsfeiten,
    fingerprint_groups,
)
from ui.views.bevestigen import when_proven
from ui.views.deellijnen import DeellijnenCard
from ui.views.gedeeldemap import GedeeldeMapCard
from ui.views.live import LivePage
from ui.views.working import WorkingBar
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.choices import ChipGroup
from ui.widgets.facts import KeyValueList
from ui.widgets.files import EVERYTHING, ask_open, ask_save
from ui.widgets.form import Form
from ui.widgets.layouts import FlowLayout, clear, column, row
from ui.widgets.panels import Card, MessageBar
from ui.widgets.table import DataTable
from ui.widgets.text import label

_WIDTHS = {0: 190, 1: -240, 2: 210, 3: 180}
_LEAST_ROWS, _MOST_ROWS = 1, 9


class PairingCard(Card):
    """Read the gemeente's invitation, compare the digits aloud, and store the answer."""

    def __init__(self, page: DelenView) -> None:
        super().__init__(tr("Koppelen met de gemeente"), icon="fingerprint")
        self._page = page
        self.state = label("")
        self.choose = Button(tr("&Uitnodiging openen"), "secondary", "import", self._choose)
        self.trouble = MessageBar("error", "")
        self.trouble.hide()
        self.found = QWidget()
        self.who = KeyValueList()
        self.digits = FlowLayout(gap=theme.current().spacing.m)
        holder = QWidget()
        holder.setLayout(self.digits)
        self._holder = holder
        self.yes = Button(tr("De cijfers zijn gelijk: antwoord &opslaan"), "primary", "check", self._join)
        self.no = Button(tr("Niet gelijk"), "secondary", "close", self._differ)
        self.found.setLayout(
            column(
                self.who,
                label(tr("Bel de coördinator. Lees deze cijfers aan elkaar voor."), "strong"),
                holder,
                row(self.yes, self.no, None),
                gap=theme.current().spacing.m,
            )
        )
        self.found.hide()
        self.stored = MessageBar("success", "")
        self.stored.hide()
        self.add(self.state, self.stored, self.trouble, self.found)
        self.body.addLayout(row(self.choose, None))

    def show_facts(self, facts: DeelFeiten) -> None:
        """Say with whom this device is paired."""
        paired = bool(facts.gekoppeld)
        if paired:
            self.state.setText(tr("Dit apparaat deelt met {who}.", who=", ".join(facts.gekoppeld)))
        else:
            self.state.setText(
                tr("Nog niet gekoppeld. Vraag de coördinator om een uitnodiging (een bestand).")
            )
        self.choose.setVisible(not paired)

    def _choose(self) -> None:
        self._page.ask_for_file(
            self, tr("Uitnodiging openen"), self._page.model.read_invitation, kind=EVERYTHING
        )

    def show_invitation(self, invitation: Uitnodigingsfeiten) -> None:
        """Show who invites and the digits, in groups."""
        self.trouble.hide()
        self.who.set_pairs(
            (
                (tr("Van"), apart(invitation.naam)),
                (tr("Organisatie"), apart(invitation.organisatie)),
                *(
                    ((tr("Oefenen"), tr("Dit is een uitnodiging om te oefenen.")),)
                    if invitation.practice
                    else ()
                ),
            )
        )
        clear(self.digits)
        groups = fingerprint_groups(invitation.fingerprint)
        for group in groups:
            self.digits.addWidget(label(group, "heading", wrap=False))
        self._holder.setAccessibleName(" ".join(groups))
        self.found.show()
        self.yes.setFocus(Qt.FocusReason.OtherFocusReason)

    def _join(self) -> None:
        why = tr("Vanaf nu kan deze gemeente lezen wat je deelt.")
        when_proven(self, self._page.model.session, why, self._ask_where)

    def _ask_where(self) -> None:
        self._page.ask_where(
            self, tr("Antwoord opslaan"), "antwoord.koppeling", self._page.model.join, kind=EVERYTHING
        )

    def _differ(self) -> None:
        self.found.hide()
        self.trouble.show_message(
            "warning",
            tr("Er is niets gekoppeld."),
            detail=tr("Lees de cijfers nog eens voor. Blijven ze anders, vraag dan een nieuwe uitnodiging."),
        )
        self.trouble.show()

    def joined(self) -> None:
        """The answer file stands where it was asked."""
        self.found.hide()
        self.trouble.hide()
        self.stored.show_message(
            "success",
            tr("Gekoppeld. Geef het antwoord-bestand aan de coördinator."),
            detail=tr("Zodra de coördinator je toelaat, kun je delen."),
        )
        self.stored.show()

    def refuse(self, fault: Fault) -> None:
        """Say what is wrong with the file."""
        self.trouble.show_message("error", fault.sentence, detail=fault.next_step)
        self.trouble.show()


class QueueCard(Card):
    """Some rows of the queue, as tall as its rows up to a limit."""

    def __init__(self, title: str, icon: str, why: str, empty: str, *, reasons: bool) -> None:
        super().__init__(title, icon=icon)
        self.rows = WachtrijModel(reasons=reasons, parent=self)
        widths = {0: 185, 1: -220, 2: 130, 3: 170, 4: -230} if reasons else _WIDTHS
        self.table = DataTable(title, self.rows, widths=widths)
        self.none = label(empty, "muted")
        self.add(label(why, "muted"), self.none, self.table)

    def show_lines(self, lines: tuple[object, ...]) -> None:
        """Show these rows."""
        self.rows.show_lines(lines)  # type: ignore[arg-type]
        self.none.setVisible(not lines)
        self.table.setVisible(bool(lines))
        shown = min(_MOST_ROWS, max(_LEAST_ROWS, len(lines)))
        head = self.table.horizontalHeader().sizeHint().height()
        bar = self.table.horizontalScrollBar().sizeHint().height()
        self.table.setFixedHeight(shown * theme.current().sizes.row + head + bar + 6)


class DelenView(LivePage):
    """The page. `ask_for_file` and `ask_where` ask for places, so that tests can answer."""

    model: DelenViewModel

    def __init__(self, model: DelenViewModel, navigator: Navigator) -> None:
        super().__init__(model, navigator, tr("Delen"), wide=True)
        self.ask_for_file, self.ask_where = ask_open, ask_save
        self.outcome = MessageBar("info", "", closable=True)
        self.outcome.hide()
        self.news = MessageBar("warning", "")
        self.news.hide()
        self.share = Button(tr("&Nu delen"), "primary", "share", model.share)
        self.working = WorkingBar(model.working)
        self.by_itself = ChipGroup(
            (("aan", tr("Vanzelf, op de achtergrond"), ""), ("uit", tr("Alleen als ik op de knop druk"), ""))
        )
        self.rhythm = Form()
        self.rhythm.add_field(
            "vanzelf",
            tr("Wanneer delen?"),
            self.by_itself,
            hint=tr(
                "Vanzelf is elk kwartier, en als er een verbinding of stick is. Je kunt gewoon doorwerken."
            ),
        )
        self.line = label("", "strong")
        self.last = label("", "muted")
        self.under_way = label("", "muted")
        self.going = QueueCard(
            tr("Gaat mee"),
            "sync-waiting",
            tr(
                "Dit gaat weg bij de volgende keer delen. Alleen waarvoor toestemming of een andere grond is."
            ),
            tr("Er wacht niets."),
            reasons=False,
        )
        self.staying = QueueCard(
            tr("Blijft hier, en waarom"),
            "private",
            tr("Dit gaat niet weg. Geeft de cliënt later toestemming, dan gaat het mee."),
            tr("Er blijft niets achter."),
            reasons=True,
        )
        self.mailbox = GedeeldeMapCard(model.place)
        self.lines = DeellijnenCard(model.diagnose)
        self.pairing = PairingCard(self)
        self.devices = LinkButton(tr("Naar de apparaten"), lambda: navigator.go("apparaten"))
        self.handing = LinkButton(tr("Dossiers aan een collega geven"), lambda: navigator.go("doorgeven"))
        self._lay_out()
        for card in (self.going, self.staying):
            card.table.opened.connect(lambda number, card=card: self._open(card, number))
        model.shared.connect(self._say)
        model.calmed.connect(self.outcome.hide)
        model.refused.connect(self._refuse)
        model.invited.connect(self.pairing.show_invitation)
        model.stored.connect(lambda _: self.pairing.joined())
        model.working.busy_changed.connect(self.share.setDisabled)
        self.share.setDisabled(model.working.busy)
        self.by_itself.changed.connect(lambda: model.share_by_itself(self.by_itself.value() == "aan"))

    def _lay_out(self) -> None:
        top = Card()
        top.add(self.line, self.last, self.under_way, self.working)
        top.body.addLayout(row(self.share, None))
        top.add(self.rhythm)
        for part in (
            self.outcome,
            self.news,
            top,
            self.going,
            self.staying,
            self.lines,
            self.mailbox,
            self.pairing,
            self.devices,
            self.handing,
        ):
            self.shown_column.addWidget(part)
        self.shown_column.addStretch(1)

    def activate(self, params: Mapping[str, str]) -> None:
        self.wake()

    def show_facts(self) -> None:
        facts = self.model.facts
        assert facts is not None
        self.news.setVisible(bool(facts.melding))
        if facts.melding:
            self.news.show_message("warning", facts.melding)
        self.line.setText(facts.regel)
        self.last.setText(facts.laatst)
        self.last.setVisible(bool(facts.laatst))
        self.under_way.setText(facts.onderweg)
        self.under_way.setVisible(bool(facts.onderweg))
        self.by_itself.set_value("aan" if facts.vanzelf else "uit")
        self.going.show_lines(facts.gaat)
        self.staying.show_lines(facts.blijft)
        self.staying.setVisible(bool(facts.blijft) or not facts.is_register)
        self.mailbox.show_place(facts.adres, facts.map_, facts.gebruiker)
        self.lines.show_lines(facts.lijnen, facts.klok)
        self.pairing.show_facts(facts)
        self.pairing.setVisible(not facts.is_register)
        self.handing.setVisible(not facts.is_register and self.navigator.has("doorgeven"))
        self.devices.setVisible(facts.is_register and self.navigator.has("apparaten"))
        count = counted(len(facts.gaat), "stuk gaat mee", "stukken gaan mee")
        self.set_title(tr("Delen"), f"{count} · {counted(len(facts.blijft), 'blijft hier', 'blijven hier')}")

    def _say(self, outcome: Uitkomst) -> None:
        self.outcome.show_message(outcome.toon, outcome.zin, detail=outcome.stap)
        self.outcome.show()
        self.scroller.verticalScrollBar().setValue(0)

    def _refuse(self, where: str, fault: Fault) -> None:
        if where == "koppelen":
            self.pairing.refuse(fault)
        else:
            self._say(Uitkomst(toon="error", zin=fault.sentence, stap=fault.next_step))

    def _open(self, card: QueueCard, number: int) -> None:
        dossier = card.rows.line(number).dossier_id
        if dossier and self.navigator.has("dossier"):
            self.navigator.go("dossier", dossier=dossier)
