"""Toestemming: each purpose with where it stands, and from there to the conversation, the withdrawal and the paper."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from app.faults import Fault
from ui import theme
from ui.i18n import tr
from ui.navigation import Navigator
from ui.viewmodels.toestemming import (
    INGETROKKEN,
    JA,
    LATER,
    NEE,
    OPEN,
    VERLOPEN,
    DoelGroep,
    DoelRegel,
    ToestemmingViewModel,
)
from ui.views.live import LivePage
from ui.widgets.badges import Badge, Pill, sharing
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.files import ask_save
from ui.widgets.layouts import FlowLayout, clear, column, row, turn
from ui.widgets.panels import Card, MessageBar, divider
from ui.widgets.text import label

_PILLS = {
    JA: ("Ja", "success", "consent"),
    NEE: ("Nee", "neutral", "consent-refused"),
    INGETROKKEN: ("Ingetrokken", "neutral", "consent-refused"),
    VERLOPEN: ("Verlopen", "warning", "clock"),
    OPEN: ("Niet gevraagd", "neutral", "question"),
    LATER: ("Begint later", "info", "calendar"),
}


def stand_pill(stand: str) -> Pill:
    """Return the pill of where a purpose stands."""
    words, tone, icon = _PILLS[stand]
    return Pill(tr(words), tone, icon)


class DoelRow(QFrame):
    """One purpose: title and pills, what it means now, the proof under it, and what can be done."""

    def __init__(self, page: ToestemmingView, regel: DoelRegel) -> None:
        super().__init__()
        space = theme.current().spacing
        self.regel = regel
        self.pills = FlowLayout(gap=space.xs)
        holder = QWidget()
        holder.setLayout(self.pills)
        self._fill_pills(regel)
        words = column(label(regel.titel, "strong"), holder, label(regel.uitleg), gap=space.xs)
        for line in (regel.meta, *regel.andere_gronden):
            if line:
                words.addWidget(label(line, "muted"))
        if regel.bellen:
            words.addWidget(label(tr("Nog geen bevestiging. Bel de gemeente."), "error"))
        self.withdraw: Button | None = None
        self._line = row(gap=space.l)
        self._line.addLayout(words, 1)
        if regel.kan_intrekken:
            self.withdraw = Button(tr("Intrekken"), clicked=lambda: page.withdraw(regel.doel))
            self.withdraw.setAccessibleName(tr("{title} intrekken", title=regel.titel))
            self.withdraw.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            self._line.addWidget(self.withdraw, 0, Qt.AlignmentFlag.AlignTop)
        elif regel.stand == INGETROKKEN:
            look = LinkButton(tr("Waar staat het?"), lambda: page.withdraw(regel.doel))
            look.setAccessibleName(tr("Waar staat de intrekking van {title}?", title=regel.titel))
            self._line.addWidget(look, 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(self._line)

    def _fill_pills(self, regel: DoelRegel) -> None:
        self.pills.addWidget(Badge(stand_pill(regel.stand)))
        if regel.onderweg:
            self.pills.addWidget(Badge(sharing(regel.onderweg)))
        for words in regel.meer:
            self.pills.addWidget(Badge(Pill(words, "warning", "refresh")))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.withdraw is not None:
            turn(self._line, beside=self.width() > round(420 * theme.current().scale))


class ToestemmingView(LivePage):
    """The overview of one dossier. `ask_path` asks where a file goes, so that tests can answer for a person."""

    model: ToestemmingViewModel

    def __init__(self, model: ToestemmingViewModel, navigator: Navigator) -> None:
        super().__init__(model, navigator, tr("Toestemming"), wide=False)
        self.ask_path = ask_save
        self.said = MessageBar("success", "", closable=True)
        self.said.hide()
        self.empty = MessageBar("info", "")
        self.parent_note = MessageBar("info", "")
        self.groups = column(gap=theme.current().spacing.l)
        self.rows: dict[str, DoelRow] = {}
        self.leaves = Button(tr("Wat gaat er &weg?"), icon="eye", clicked=self._show_leaves)
        self.paper = Button(tr("&Afdruk voor de cliënt"), icon="pdf", clicked=self._print)
        self.without = Button(tr("&Zonder toestemming"), icon="shield", clicked=self._show_grounds)
        self.talk = Button(tr("&Gesprek beginnen"), "primary", "chat", self._talk)
        self.add_action(self.talk)
        self.also = QWidget()
        self.also.setLayout(row(self.leaves, self.paper, self.without, None, gap=theme.current().spacing.m))
        self._make_history()
        for part in (self.said, self.parent_note, self.empty, self.also):
            self.shown_column.addWidget(part)
        self.shown_column.addLayout(self.groups)
        self.shown_column.addWidget(self.history_link, 0, Qt.AlignmentFlag.AlignLeft)
        self.shown_column.addWidget(self.history)
        self.shown_column.addStretch(1)
        model.printed.connect(self._printed)
        model.refused.connect(self._refused)

    def _make_history(self) -> None:
        self.history = Card(tr("Alles wat is vastgelegd"), icon="clock")
        self.history.hide()
        self.history_link = LinkButton("", self._toggle_history)

    def activate(self, params: Mapping[str, str]) -> None:
        self.said.hide()
        self.model.show(params.get("dossier", ""))
        self.wake()

    def show_facts(self) -> None:
        facts = self.model.facts
        assert facts is not None
        self.set_title(tr("Toestemming"), f"{facts.naam} · {facts.samenvatting}")
        self.parent_note.setVisible(bool(facts.ouder))
        if facts.ouder:
            self.parent_note.show_message("info", facts.ouder)
        self.empty.setVisible(facts.nog_niets)
        if facts.nog_niets:
            self.empty.show_message(
                "info",
                tr("Er is nog niets gevraagd. Alles blijft op dit apparaat."),
                detail=tr("Begin een gesprek. De cliënt zegt per onderwerp ja of nee."),
            )
        self.talk.setText(
            tr("Verder met het &gesprek") if facts.gesprek_begonnen else tr("&Gesprek beginnen")
        )
        self.paper.setVisible(not facts.nog_niets)
        self._show_groups(facts.groepen)
        self._show_history(facts.geschiedenis)

    def _show_groups(self, groups: tuple[DoelGroep, ...]) -> None:
        focused = next(
            (
                code
                for code, each in self.rows.items()
                if each.withdraw is not None and each.withdraw.hasFocus()
            ),
            "",
        )
        clear(self.groups)
        self.rows = {}
        for group in groups:
            card = Card(group.titel)
            for number, regel in enumerate(group.regels):
                if number:
                    card.add(divider())
                self.rows[regel.doel] = DoelRow(self, regel)
                card.add(self.rows[regel.doel])
            self.groups.addWidget(card)
        again = self.rows.get(focused)
        if again is not None and again.withdraw is not None:
            again.withdraw.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_history(self, lines: tuple[tuple[str, str], ...]) -> None:
        clear(self.history.body)
        for title, meta in lines:
            self.history.body.addLayout(column(label(title), label(meta, "muted"), gap=0))
        self.history_link.setVisible(bool(lines))
        self._name_history(len(lines))

    def _name_history(self, count: int) -> None:
        shown = not self.history.isHidden()
        words = tr("Geschiedenis verbergen") if shown else tr("Geschiedenis laten zien ({n})", n=count)
        self.history_link.setText(words)

    def _toggle_history(self) -> None:
        self.history.setVisible(self.history.isHidden())
        self._name_history(len(self.model.facts.geschiedenis) if self.model.facts else 0)

    # -- to elsewhere

    def withdraw(self, doel: str) -> None:
        """Go to the page on which one purpose is taken back."""
        self.navigator.go("intrekken", dossier=self.model.dossier_id, doel=doel)

    def _show_leaves(self) -> None:
        self.navigator.go("wat-gaat-weg", dossier=self.model.dossier_id)

    def _show_grounds(self) -> None:
        self.navigator.go("grondslagen", dossier=self.model.dossier_id)

    def _talk(self) -> None:
        self.navigator.go("toestemming-gesprek", dossier=self.model.dossier_id)

    def _print(self) -> None:
        self.ask_path(self, tr("Afdruk opslaan als PDF"), self.model.proposed_name(), self.model.print_copy)

    def _printed(self, name: str) -> None:
        self.said.show_message(
            "success",
            tr("Opgeslagen: {name}. Druk het af en geef het aan de cliënt.", name=name),
            detail=tr(
                "Vragen over veiligheid staan niet op dit blad. De afdruk is vastgelegd in het dossier."
            ),
        )
        self.said.show()

    def _refused(self, fault: Fault) -> None:
        self.said.show_message("error", fault.sentence, detail=fault.next_step)
        self.said.show()
