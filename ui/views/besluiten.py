"""Decisions: two versions of a fact, two dossiers that may be one person, and what could not be taken over."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from ui import theme
from ui.i18n import apart, counted, local, short_moment, tr
from ui.navigation import Navigator
from ui.viewmodels.besluiten import (
    Apart,
    Besluiten,
    BesluitenViewModel,
    Dubbel,
    Genomen,
    Persoonskaart,
    Verschil,
    Wachtend,
    careful_side,
    who_and_when,
)
from ui.views.live import LivePage
from ui.widgets.badges import Badge, Pill
from ui.widgets.buttons import Button
from ui.widgets.conflict import ConflictPicker, Difference
from ui.widgets.form import Form
from ui.widgets.inputs import TextLine
from ui.widgets.layouts import clear, column, row
from ui.widgets.panels import Card, EmptyState, MessageBar, divider
from ui.widgets.taborder import tab_by_layout
from ui.widgets.text import announce, label

LIKELY_SCORE = 75


class BesluitenView(LivePage):
    """The page. What was chosen or typed and not yet confirmed stays when something else comes in."""

    def __init__(self, model: BesluitenViewModel, navigator: Navigator) -> None:
        super().__init__(
            model,
            navigator,
            tr("Besluiten"),
            tr("Waar een mens moet kiezen. De rest gaat gewoon door."),
            wide=True,
        )
        self.besluiten = model
        self.said = MessageBar("success", "", closable=True)
        self.said.hide()
        self.headline = label("", "heading")
        self.empty = EmptyState(tr("Er wacht niets op jouw besluit."), icon="check")
        self.cards = QWidget()
        self.card_column = column(gap=theme.current().spacing.l)
        self.cards.setLayout(self.card_column)
        for part in (self.said, self.headline, self.empty, self.cards):
            self.shown_column.addWidget(part)
        self.differences: dict[str, DifferenceCard] = {}
        self.doubles: dict[tuple[str, str], DoubleCard] = {}
        self._chosen: dict[str, str] = {}
        self._typed: dict[tuple[str, str], str] = {}
        model.decided.connect(self._say)

    def activate(self, params: Mapping[str, str]) -> None:
        self.said.hide()
        self.wake()

    def show_facts(self) -> None:
        facts = self.besluiten.facts
        if facts is None:
            return
        self._remember()
        self.headline.setText(self.besluiten.headline)
        self.headline.setVisible(bool(facts.aantal))
        self.empty.setVisible(not facts.aantal)
        clear(self.card_column)
        self.differences = {each.record_id: self._difference(each) for each in facts.verschillen}
        self.doubles = {
            (each.een.dossier_id, each.ander.dossier_id): self._double(each) for each in facts.dubbelen
        }
        self._rest(facts)
        tab_by_layout(self)

    def _remember(self) -> None:
        for difference in self.differences.values():
            self._chosen.update(difference.picker.choices())
        for key, double in self.doubles.items():
            self._typed[key] = double.reason.text()

    def _difference(self, verschil: Verschil) -> DifferenceCard:
        card = DifferenceCard(verschil, self)
        for veld in verschil.velden:
            if self._chosen.get(veld.id):
                card.picker.choose(veld.id, self._chosen[veld.id])
        self.card_column.addWidget(card)
        return card

    def _double(self, dubbel: Dubbel) -> DoubleCard:
        card = DoubleCard(dubbel, self)
        card.reason.setText(self._typed.get((dubbel.een.dossier_id, dubbel.ander.dossier_id), ""))
        self.card_column.addWidget(card)
        return card

    def _rest(self, facts: Besluiten) -> None:
        if facts.apart:
            card = Card(tr("Apart gezet"), icon="inbox")
            card.add(label(tr("Dit kon niet worden overgenomen. Er is niets weg."), "muted"))
            for each in facts.apart:
                card.add(divider(), self._aside(each))
            self.card_column.addWidget(card)
        if facts.wachtend:
            card = Card(tr("Wacht op een eerder deel"), icon="clock")
            card.add(
                label(tr("Meestal komt dat deel vanzelf. Na vijf dagen mag je verdergaan zonder."), "muted")
            )
            for waiting in facts.wachtend:
                card.add(divider(), self._waiting_row(waiting))
            self.card_column.addWidget(card)
        if facts.geschiedenis:
            card = Card(tr("Eerder besloten"), icon="saved")
            for taken in facts.geschiedenis:
                card.add(divider(), self._taken(taken))
            self.card_column.addWidget(card)

    def _aside(self, item: Apart) -> QWidget:
        what = " · ".join(part for part in (item.naam, item.soort) if part) or tr("(niet te lezen)")
        retry = Button(
            tr("Opnieuw proberen"), "secondary", "refresh", lambda: self.besluiten.retry(item.op_id)
        )
        retry.setAccessibleName(tr("Opnieuw proberen: {what}", what=what))
        return _line(what, item.reden, who_and_when(item.afzender, item.gezien_op), retry)

    def _waiting_row(self, item: Wachtend) -> QWidget:
        what = tr("Zending {n} van {who}", n=item.nummer, who=apart(item.afzender))
        age = counted(item.dagen, "dag", "dagen")
        about = tr("{count} · wacht {age}", count=counted(item.aantal, "stuk", "stukken"), age=age)
        if not item.mag_door:
            return _line(what, item.reden, about, None)
        on = Button(
            tr("Verder zonder dat deel"), "secondary", "import", lambda: self.besluiten.go_on(item.digest)
        )
        on.setAccessibleName(tr("Verder zonder dat deel: {what}", what=what))
        return _line(what, item.reden, about, on)

    def _taken(self, item: Genomen) -> QWidget:
        button = None
        if item.kan_terug:
            button = Button(tr("Ongedaan maken"), "secondary", "undo", lambda: self.besluiten.undo(item.id))
            button.setAccessibleName(tr("Ongedaan maken: {what}", what=item.wat))
        return _line(item.wat, "", " · ".join((item.wie, short_moment(local(item.op)))), button)

    def _say(self, words: str) -> None:
        self.said.show_message("success", words)
        self.said.show()
        announce(self.said, words)


class DifferenceCard(Card):
    """The versions of one record side by side."""

    def __init__(self, verschil: Verschil, page: BesluitenView) -> None:
        super().__init__(
            tr("Twee versies: {who}", who=apart(verschil.naam) or verschil.soort), icon="conflict"
        )
        about = " · ".join(part for part in (verschil.soort, verschil.titel) if part)
        self.picker = ConflictPicker(
            [
                Difference(
                    key=veld.id,
                    caption=veld.veld,
                    mine=veld.onze,
                    theirs=veld.hunne,
                    mine_meta=veld.onze_door,
                    theirs_meta=who_and_when(veld.hunne_door, veld.gezien_op),
                    careful=careful_side(veld),
                )
                for veld in verschil.velden
            ],
            mine=tr("Was er het eerst"),
            theirs=tr("Kwam later binnen"),
        )
        self.save = Button(tr("Zo laten gelden"), "primary", "check", lambda: self._settle(page))
        self.missing = label(tr("Kies eerst bij elk onderdeel een kant."), "error")
        self.missing.hide()
        buttons = row(
            self.save, _open_dossier(page, verschil.dossier_id), None, gap=theme.current().spacing.m
        )
        self.add(label(about, "muted"), self.picker, self.missing)
        self.body.addLayout(buttons)

    def _settle(self, page: BesluitenView) -> None:
        if not self.picker.is_complete():
            self.missing.show()
            announce(self.missing, self.missing.text())
            return
        page.besluiten.settle(self.picker.choices())


class DoubleCard(Card):
    """Two people side by side, why they may be one, and a reason to give."""

    def __init__(self, dubbel: Dubbel, page: BesluitenView) -> None:
        super().__init__(tr("Misschien dezelfde persoon"), icon="person")
        self._page = page
        self._ids = (dubbel.een.dossier_id, dubbel.ander.dossier_id)
        likely = dubbel.score >= LIKELY_SCORE
        words = tr("waarschijnlijk") if likely else tr("mogelijk")
        self.tools.addWidget(Badge(Pill(words, "warning" if likely else "info", "person")))
        self.add(label(_sentence(dubbel.redenen), "muted"))
        self.add(_side_by_side(dubbel))
        self.form = Form()
        self.reason = TextLine()
        self.form.add_field(
            "reden",
            tr("Hoe weet je dat?"),
            self.reason,
            hint=tr("Bijvoorbeeld: zelfde pasje gezien, of beide personen gesproken."),
        )
        self.add(self.form)
        self.same = Button(tr("Zelfde persoon: samenvoegen"), "primary", "check", lambda: self._decide(True))
        self.other = Button(tr("Twee personen"), "secondary", "close", lambda: self._decide(False))
        self.body.addLayout(row(self.same, self.other, None, gap=theme.current().spacing.m))
        self.add(
            label(
                tr(
                    "Bij samenvoegen wordt niets verplaatst. Je ziet beide dossiers als één, en van de"
                    " toestemmingen geldt de strengste. Je kunt het later ongedaan maken."
                ),
                "small",
            )
        )

    def _decide(self, same: bool) -> None:
        reden = self.reason.text().strip()
        if not self.form.show_errors(
            {} if reden else {"reden": tr("Vul in hoe je dat weet. Eén zin is genoeg.")}
        ):
            return
        act = self._page.besluiten.merge if same else self._page.besluiten.keep_apart
        act(*self._ids, reden)


def _sentence(reasons: tuple[str, ...]) -> str:
    words = " · ".join(reasons)
    return words[:1].upper() + words[1:]


def _side_by_side(dubbel: Dubbel) -> QWidget:
    from ui.widgets.facts import KeyValueList

    holder = QWidget()
    pairs = row(gap=theme.current().spacing.xl)
    for kaart in (dubbel.een, dubbel.ander):
        facts = KeyValueList(_facts(kaart))
        pairs.addWidget(facts, 1)
    holder.setLayout(pairs)
    return holder


def _facts(kaart: Persoonskaart) -> tuple[tuple[str, str], ...]:
    none = tr("niet ingevuld")
    return (
        (tr("Naam"), kaart.naam),
        (tr("Andere schrijfwijzen"), kaart.andere_namen or none),
        (tr("Geboren"), kaart.geboortedatum),
        (tr("Gemeente"), kaart.gemeente or none),
        (tr("Adres"), kaart.adres or none),
        (tr("Telefoon"), kaart.telefoon or none),
        (tr("Klantreferentie"), kaart.klantreferentie or none),
        (tr("Op het apparaat van"), kaart.apparaten or tr("niemand")),
        (tr("In het dossier"), counted(kaart.stukken, "stuk", "stukken")),
    )


def _open_dossier(page: BesluitenView, dossier_id: str) -> Button:
    return Button(
        tr("Dossier openen"), "secondary", "clients", lambda: page.navigator.go("dossier", dossier=dossier_id)
    )


def _line(what: str, reason: str, about: str, button: Button | None) -> QWidget:
    words = column(label(what, "strong"), gap=theme.current().spacing.xs)
    if reason:
        words.addWidget(label(reason))
    if about:
        words.addWidget(label(about, "muted"))
    holder = QWidget()
    line = row(gap=theme.current().spacing.m)
    line.addLayout(words, 1)
    if button is not None:
        line.addWidget(button)
    holder.setLayout(line)
    return holder
