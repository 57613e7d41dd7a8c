"""The pages of questions to the coordinator: the list, one with its answers, and asking one from any place."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QCheckBox, QFrame, QWidget

from app.domain.vragen import ANTWOORD_MAX, VRAAG_MAX, Vraagstand
from ui import theme
from ui.i18n import apart, counted, tr
from ui.navigation import Navigator
from ui.viewmodels.lines import Line
from ui.viewmodels.vragen import (
    EXTRA,
    STANDWORDS,
    AntwoordForm,
    AntwoordViewModel,
    VraagForm,
    VraagStellenViewModel,
    VraagViewModel,
    VragenViewModel,
    WoordFacts,
)
from ui.views.editing import EditingPage
from ui.views.live import LivePage
from ui.views.pills import row_of
from ui.widgets.badges import Badge, Pill, sharing
from ui.widgets.buttons import Button
from ui.widgets.choices import ChipGroup
from ui.widgets.inputs import LongText
from ui.widgets.layouts import FlowLayout, clear, column, row
from ui.widgets.panels import Card, EmptyState, MessageBar
from ui.widgets.rows import RowList
from ui.widgets.text import label


class VragenView(LivePage):
    """The page `vragen`."""

    model: VragenViewModel

    def __init__(self, model: VragenViewModel, navigator: Navigator) -> None:
        super().__init__(model, navigator, tr("Vragen"))
        register = model.session.profile.is_register
        self.empty = Card()
        self.empty_state = EmptyState(
            tr("Er zijn geen vragen.")
            if register
            else tr("Je hebt nog geen vraag gesteld. Open een dossier en kies Vraag stellen (Ctrl+J)."),
            icon="question",
            button=tr("Naar het postvak") if register else tr("Naar je cliënten"),
            clicked=lambda: navigator.go("postvak" if register else "clienten"),
        )
        self.empty.add(self.empty_state)
        self.groups: dict[str, tuple[Card, RowList]] = {}
        self._lines: dict[str, Line] = {}
        self.shown_column.addWidget(self.empty)
        self.shown_column.addStretch(1)

    def activate(self, params: Mapping[str, str]) -> None:
        self.wake()

    def show_facts(self) -> None:
        facts = self.model.facts
        assert facts is not None
        self.set_title(tr("Vragen"), counted(facts.count, "vraag", "vragen") if facts.count else "")
        self.empty.setVisible(not facts.groepen)
        self._lines = {line.key: line for _, lines in facts.groepen for line in lines}
        wanted = [title for title, _ in facts.groepen]
        for title, (card, _) in self.groups.items():
            card.setVisible(title in wanted)
        for place, (title, lines) in enumerate(facts.groepen, start=1):
            card, rows = self.groups.get(title) or self._group(title)
            self.shown_column.removeWidget(card)
            self.shown_column.insertWidget(place, card)
            rows.set_rows([row_of(line) for line in lines])
            card.show()

    def _group(self, title: str) -> tuple[Card, RowList]:
        card, rows = Card(title), RowList(title)
        rows.opened.connect(lambda key: self.navigator.go("vraag", vraag=key))
        card.add(rows)
        card.body.setSpacing(theme.current().spacing.s)
        self.groups[title] = (card, rows)
        return card, rows


class VraagView(EditingPage):
    """The page `vraag`; `activate` gets `vraag`. The form at the end answers it, or asks on."""

    model: AntwoordViewModel

    def __init__(self, vraag: VraagViewModel, antwoord: AntwoordViewModel, navigator: Navigator) -> None:
        super().__init__(antwoord, navigator, tr("Vraag"))
        self.vraag = vraag
        vraag.setParent(self)
        space = theme.current().spacing
        self.stays = MessageBar("warning", "")
        self.stays.hide()
        self.marks = FlowLayout(gap=space.s)
        marks = QWidget()
        marks.setLayout(self.marks)
        self.words = column(gap=space.m)
        holder = QWidget()
        holder.setLayout(self.words)
        self.to_client = Button(tr("Naar het dossier"), "secondary", "person", self._to_client)
        self.add_action(self.to_client)
        self.text = LongText(max_length=ANTWOORD_MAX, lines=4)
        self.finish = QCheckBox(tr("De vraag is hiermee klaar"))
        self.field = self.form.add_field("tekst", tr("Jouw antwoord"), self.text)
        self.done = Button(tr("Versturen"), "primary", "answer", self.submit)
        self.done.setToolTip(tr("Ctrl+Enter"))
        self.card = Card(tr("Antwoord geven"), icon="answer")
        self.card.add(self.form, self.finish, self.foot(self.done))
        self.note = label("", "strong")
        self.note.hide()
        self.add(self.trouble, self.stays, marks, holder, self.note, self.card)
        self.listen(self.text.changed, self.finish.toggled)
        vraag.reloaded.connect(self._show)
        vraag.failed.connect(self._failed)
        antwoord.saved.connect(lambda _: self._say())

    def activate(self, params: Mapping[str, str]) -> None:
        self.note.hide()
        self.vraag.open(params["vraag"])
        self.vraag.wake()
        self.model.load(params["vraag"])

    def _show(self) -> None:
        facts = self.vraag.facts
        if facts is None:
            return
        self.set_title(tr("Vraag"), " · ".join(part for part in (facts.naam, facts.over) if part))
        clear(self.marks)
        words, tone, icon = STANDWORDS[facts.stand]
        self.marks.addWidget(Badge(Pill(tr(words), tone, icon)))
        if facts.haast and facts.stand is Vraagstand.OPEN:
            self.marks.addWidget(Badge(Pill(tr("Haast"), "warning", "clock")))
        self.stays.setVisible(bool(facts.waarom))
        if facts.waarom:
            self.stays.show_message(
                "warning",
                tr("Deze vraag blijft op dit apparaat."),
                detail=tr("{why} Bel de coördinator, of vraag eerst toestemming.", why=facts.waarom),
            )
        clear(self.words)
        for each in facts.woorden:
            self.words.addWidget(self._word(each))
        self.field.set_caption(tr("Nog iets zeggen") if facts.van_mij else tr("Jouw antwoord"))
        if self.card.heading is not None:
            self.card.heading.setText(tr("Reageren") if facts.van_mij else tr("Antwoord geven"))

    def _word(self, word: WoordFacts) -> QFrame:
        card = Card()
        space = theme.current().spacing
        head = row(gap=space.s)
        head.addWidget(label(apart(word.door), "strong"), 1)
        head.addWidget(Badge(sharing(word.deelstand)))
        card.body.addLayout(head)
        kind = tr("antwoord") if word.is_antwoord else tr("vraag")
        card.add(label(f"{kind} · {word.wanneer}", "small"), label(apart(word.tekst), selectable=True))
        card.body.setSpacing(space.xs)
        card.setAccessibleName(f"{kind}: {word.door}. {word.tekst}")
        return card

    def _say(self) -> None:
        self.trouble.hide()
        self.note.setText(tr("Bewaard. Het gaat mee bij het volgende delen."))
        self.note.show()

    def fill(self) -> None:
        self.text.set_text(self.model.form.tekst)
        self.finish.setChecked(self.model.form.rondt_af)

    def read(self) -> AntwoordForm:
        return AntwoordForm(tekst=self.text.text(), rondt_af=self.finish.isChecked())

    def submit(self) -> None:
        self.note.hide()
        self.model.edit(self.read())
        mine = self.vraag.facts is not None and self.vraag.facts.van_mij
        if self.form.show_errors(self.model.problems(may_be_empty=mine)):
            self.model.save()

    def _to_client(self) -> None:
        if self.vraag.facts is not None:
            self.navigator.go("dossier", dossier=self.vraag.facts.dossier_id)


class VraagStellenView(EditingPage):
    """The page `vraag-stellen`; `activate` gets `dossier` or `signaal`, and `over`: what was on the screen."""

    model: VraagStellenViewModel

    def __init__(self, model: VraagStellenViewModel, navigator: Navigator) -> None:
        super().__init__(model, navigator, tr("Vraag stellen"))
        self.who = EmptyState(
            tr("Over wie gaat je vraag? Open eerst het dossier, en kies daar Vraag stellen (Ctrl+J)."),
            icon="clients",
            button=tr("Naar je cliënten"),
            clicked=lambda: navigator.go("clienten"),
        )
        self.stays = MessageBar(
            "warning",
            tr("Er is nog geen ja om dit te delen. Je vraag blijft dan op dit apparaat."),
            detail=tr("Vraag de cliënt eerst om toestemming, of bel de coördinator."),
            action=tr("Gesprek over toestemming"),
            on_action=self._consent,
        )
        self.text = LongText(max_length=VRAAG_MAX, lines=5)
        self.extra = ChipGroup(EXTRA, many=True)
        self.haste = QCheckBox(tr("Dit heeft haast"))
        form = self.form
        form.add_field(
            "tekst",
            tr("Wat wil je weten?"),
            self.text,
            hint=tr("De coördinator leest dit. Schrijf geen namen van anderen."),
        )
        form.add_field(
            "extra",
            tr("Gaat het over gezondheid of veiligheid?"),
            self.extra,
            hint=tr("Dan gaat de vraag alleen weg met een eigen ja van de cliënt."),
            optional=True,
        )
        form.body.addWidget(self.haste)
        self.done = Button(tr("Vraag versturen"), "primary", "question", self.submit)
        self.done.setToolTip(tr("Ctrl+Enter"))
        self.feet = self.foot(self.done)
        self.add(self.trouble, self.who, self.stays, form, self.feet)
        self.listen(self.text.changed, self.extra.changed, self.haste.toggled)
        self.extra.changed.connect(self._warn)
        model.needs_client.connect(lambda: self._show_form(shown=False))
        model.saved.connect(lambda key: navigator.go("vraag", vraag=key))

    def activate(self, params: Mapping[str, str]) -> None:
        self.model.load(params.get("dossier", ""), params.get("over", ""), params.get("signaal", ""))

    def _show_form(self, *, shown: bool) -> None:
        self.who.setVisible(not shown)
        self.form.setVisible(shown)
        self.feet.setVisible(shown)
        if not shown:
            self.set_title(tr("Vraag stellen"))
            self.stays.hide()

    def fill(self) -> None:
        form = self.model.form
        about = tr("over: {page}", page=self.model.over) if self.model.over else ""
        self.set_title(
            tr("Vraag stellen"), " · ".join(part for part in (apart(self.model.naam), about) if part)
        )
        self._show_form(shown=True)
        self.text.set_text(form.tekst)
        self.extra.set_values(form.extra)
        self.haste.setChecked(form.haast)
        self._warn()

    def _warn(self) -> None:
        self.stays.setVisible(self.model.stays)

    def read(self) -> VraagForm:
        return VraagForm(tekst=self.text.text(), haast=self.haste.isChecked(), extra=self.extra.values())

    def save_draft(self) -> None:
        if self.model.dossier_id:
            super().save_draft()

    def submit(self) -> None:
        if not self.model.dossier_id:
            return
        self.model.edit(self.read())
        if self.form.show_errors(self.model.problems()):
            self.model.save()

    def _consent(self) -> None:
        self.save_draft()
        if self.navigator.has("toestemming-gesprek"):
            self.navigator.go("toestemming-gesprek", dossier=self.model.dossier_id)
