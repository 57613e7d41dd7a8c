"""Safety on one page: backups, who can open this profile, travel, and whether all is sound."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ui import theme
from ui.i18n import tr
from ui.navigation import Navigator
from ui.viewmodels.veiligheid import VeiligheidViewModel
from ui.views.live import LivePage
from ui.widgets.badges import Badge, Pill
from ui.widgets.buttons import Button
from ui.widgets.choices import ChipGroup
from ui.widgets.facts import KeyValueList, Progress
from ui.widgets.files import PathChooser, ask_folder
from ui.widgets.form import Field
from ui.widgets.layouts import flow
from ui.widgets.panels import Card, MessageBar
from ui.widgets.text import label

_WAYS = (
    ("wachtzin", "Je wachtzin"),
    ("herstelblad", "Je herstelblad"),
    ("organisatie", "Je organisatie"),
)


class VeiligheidView(LivePage):
    """The page. Choices work at once; what needs the wachtzin has a page of its own."""

    model: VeiligheidViewModel

    def __init__(self, model: VeiligheidViewModel, navigator: Navigator) -> None:
        super().__init__(
            model, navigator, tr("Veiligheid"), tr("Zo raak je niets kwijt, en kan niemand anders erbij.")
        )
        self.shown_column.setSpacing(theme.current().spacing.l)
        for card in (self._backup_card(), self._ways_card(), self._check_card(), self._travel_card()):
            self.shown_column.addWidget(card)
        model.said.connect(self._say)
        model.verified.connect(self._verified)
        model.keeping.backup_changed.connect(self._show_busy)
        model.keeping.progress.connect(self._at)
        model.keeping.check_changed.connect(self._show_checking)
        model.keeping.checking.connect(self._checking)

    def activate(self, params: Mapping[str, str]) -> None:
        self.said.hide()
        self.report.hide()
        self.findings.hide()
        self.wake()

    # -- backups

    def _backup_card(self) -> Card:
        self.kopie = MessageBar("success", "")
        self.said = MessageBar("success", "", closable=True)
        self.said.hide()
        self.progress = Progress(tr("Reservekopie maken"))
        self.progress.hide()
        self.place = PathChooser(
            tr("Plek kiezen"),
            lambda chosen: ask_folder(self, tr("Waar bewaar je reservekopieën?"), chosen),
            nothing=tr("Nog geen plek gekozen"),
        )
        self.place.changed.connect(self.model.choose_place)
        self.itself = ChipGroup(
            (("aan", tr("Elke dag vanzelf"), ""), ("uit", tr("Alleen als ik het vraag"), ""))
        )
        self.itself.changed.connect(lambda: self.model.by_itself(self.itself.value() == "aan"))
        self.make = Button(tr("Nu een reservekopie maken"), "primary", "saved", self._make)
        self.rehearse = Button(
            tr("Oefenen met terugzetten"),
            "secondary",
            "undo",
            lambda: self.navigator.go("reservekopie-oefenen"),
        )
        return Card(tr("Reservekopie"), icon="saved").add(
            self.kopie,
            self.said,
            self.progress,
            Field(
                "plek",
                tr("Waar"),
                self.place,
                hint=tr("Neem een stick of een map op een andere schijf. De kopie is versleuteld."),
            ),
            Field(
                "vanzelf",
                tr("Wanneer"),
                self.itself,
                hint=tr("Vanzelf gebeurt na het openen, als de stick erin zit. De drie nieuwste blijven."),
            ),
            flow(self.make, self.rehearse),
        )

    def _say(self, tone: str, sentence: str, detail: str) -> None:
        self.said.show_message(tone, sentence, detail=detail)
        self.said.show()

    def _show_busy(self) -> None:
        busy = self.model.keeping.backing_up
        if busy:
            self.said.hide()
            self.progress.set_counts(0, 2, tr("even geduld"))
        self.progress.setVisible(busy)
        self._allow()

    def _at(self, phrase: str, done: int, total: int) -> None:
        self.progress.set_counts(done, total, tr(phrase))

    def _make(self) -> None:
        """Make one; who chose no place yet is asked for it first."""
        facts = self.model.facts
        if facts is not None and not facts.kopie.plek:
            self.place.button.click()
        else:
            self.model.back_up()

    def _allow(self) -> None:
        self.make.setEnabled(not self.model.keeping.backing_up)
        self.place.button.setEnabled(not self.model.keeping.backing_up)

    # -- ways in

    def _ways_card(self) -> Card:
        go = self.navigator.go
        self.ways = KeyValueList()
        self.change = Button(tr("Wachtzin wijzigen"), "secondary", "key", lambda: go("wachtzin-wijzigen"))
        self.sheet = Button(tr("Nieuw herstelblad"), "secondary", "print", lambda: go("herstelblad"))
        self.no_sheet = Button(tr("Herstelblad intrekken"), "quiet", "trash", lambda: go("herstelblad-weg"))
        self.organisation = Button(
            tr("Sleutel van je organisatie"), "secondary", "household", lambda: go("organisatiesleutel")
        )
        self.papers = Button(tr("Sleutel maken"), "quiet", "plus", lambda: go("sleutelpapieren"))
        if not self.navigator.has("sleutelpapieren"):
            self.papers.hide()
        self.known = Button(
            tr("Iemand kent mijn wachtzin"), "secondary", "warning", lambda: go("nieuwe-sleutel")
        )
        card = Card(tr("Wie kan dit profiel openen?"), icon="key").add(
            self.ways,
            flow(self.change, self.sheet, self.organisation, self.no_sheet, self.papers),
            label(
                tr("Heeft iemand je wachtzin of je herstelblad gezien? Dan krijgt alles een nieuwe sleutel."),
                "muted",
            ),
            flow(self.known),
        )
        if self.model.session.rekey is None:
            self.known.hide()
        if self.model.session.keyring is None:
            card.hide()
        return card

    # -- check

    def _check_card(self) -> Card:
        self.last_check = label("", selectable=True)
        self.bar = Progress(tr("Bezig met nakijken"))
        self.bar.hide()
        self.report = MessageBar("success", "")
        self.report.hide()
        self.findings = label("", selectable=True)
        self.findings.hide()
        self._part = 0
        self.verify = Button(tr("Alles nakijken"), "secondary", "shield", self.model.verify)
        return Card(tr("Is alles in orde?"), icon="shield").add(
            label(
                tr("Het programma kijkt elke week alles na, en ook als het de vorige keer plots stopte."),
                "muted",
            ),
            self.last_check,
            self.bar,
            self.report,
            self.findings,
            flow(self.verify),
        )

    def _show_checking(self) -> None:
        busy = self.model.keeping.is_checking
        self._part = 0
        if busy:
            self.report.hide()
            self.findings.hide()
            self.bar.set_counts(0, self.model.check_parts, tr("even geduld"))
        self.bar.setVisible(busy)
        self.verify.setEnabled(not busy)

    def _checking(self, phrase: str) -> None:
        self._part += 1
        self.bar.set_counts(self._part, self.model.check_parts, phrase)

    def _verified(self, tone: str, sentence: str, findings: Sequence[str]) -> None:
        detail = ""
        if tone == "error" and findings:
            detail = tr(
                "Zet een reservekopie terug, of red wat te lezen is. Ga daarvoor op slot en kies hulp."
            )
        self.report.show_message(tone, sentence, detail=detail)
        self.report.show()
        self.findings.setText("\n".join(f"• {finding}" for finding in findings))
        self.findings.setVisible(bool(findings))

    # -- travel

    def _travel_card(self) -> Card:
        self.travel_words = label("")
        self.travel = Button(tr("Reisstand"), "secondary", "places", lambda: self.navigator.go("reisstand"))
        card = Card(tr("Op reis"), icon="places").add(self.travel_words, flow(self.travel))
        if self.model.session.keyring is None:
            card.hide()
        return card

    # -- all of it

    def show_facts(self) -> None:
        facts = self.model.facts
        assert facts is not None
        self.kopie.show_message(facts.kopie_tone, facts.kopie_words)
        self.place.show_path(facts.kopie.plek)
        self.itself.set_value("aan" if facts.kopie.vanzelf else "uit")
        self._allow()
        self.ways.set_pairs([(tr(name), _state(way in facts.ways)) for way, name in _WAYS])
        self.no_sheet.setVisible("herstelblad" in facts.ways)
        self.last_check.setText(tr("Laatst nagekeken: {words}", words=facts.checked))
        self.travel_words.setText(
            tr("De reisstand is aan. Je wachtzin opent dit profiel niet.")
            if facts.travelling
            else tr(
                "In de reisstand opent je wachtzin niets. Wat jij niet kunt openen, kan niemand je laten openen."
            )
        )
        self.travel.setText(tr("Over de reisstand") if facts.travelling else tr("Reisstand aanzetten"))


def _state(there: bool) -> Badge:
    return Badge(Pill(tr("kan openen"), "success", "check") if there else Pill(tr("nee"), "neutral", "minus"))
