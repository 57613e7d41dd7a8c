"""Grounds other than consent: all of one dossier, and the form that records or ends one."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from ui import theme
from ui.i18n import apart, tr
from ui.navigation import Navigator
from ui.viewmodels.grondslagen import GrondForm, GrondRegel, GrondslagenViewModel, GrondslagViewModel
from ui.views.editing import EditingPage
from ui.views.live import LivePage
from ui.widgets.badges import Badge, Pill
from ui.widgets.buttons import Button
from ui.widgets.choices import ChipGroup
from ui.widgets.dates import DateField
from ui.widgets.inputs import LongText
from ui.widgets.layouts import clear, column, row
from ui.widgets.panels import Card, EmptyState, MessageBar
from ui.widgets.text import label

_PILLS = {
    "geldt": ("Geldt", "success", "shield"),
    "begint_later": ("Begint later", "info", "calendar"),
    "verlopen": ("Verlopen", "warning", "clock"),
    "gestopt": ("Gestopt", "neutral", "minus"),
}
TEXT_MAX = 500


class GrondCard(Card):
    """One ground: what for, which, why, who and until when; and what can be done with it."""

    def __init__(self, page: GrondslagenView, regel: GrondRegel) -> None:
        super().__init__(regel.titel)
        space = theme.current().spacing
        words, tone, icon = _PILLS[regel.stand]
        self.regel = regel
        self.body.setSpacing(space.s)
        top = row(
            Badge(Pill(tr(words), tone, icon)), label(regel.grond.capitalize(), "strong"), None, gap=space.s
        )
        self.body.addLayout(top)
        self.add(label(regel.uitleg), *(label(line, "muted") for line in regel.meta))
        self.stop = Button(tr("Stoppen"), clicked=lambda: page.stop(regel.id))
        self.stop.setAccessibleName(tr("{title} stoppen", title=regel.titel))
        self.renew = Button(tr("Verlengen"), icon="refresh", clicked=lambda: page.renew(regel.id))
        self.renew.setAccessibleName(tr("{title} verlengen", title=regel.titel))
        self.stop.setVisible(regel.kan_stoppen)
        self.renew.setVisible(regel.kan_verlengen)
        if regel.kan_stoppen or regel.kan_verlengen:
            self.body.addLayout(row(self.renew, self.stop, None, gap=space.m))


class GrondslagenView(LivePage):
    """The list; `activate` gets `dossier`."""

    model: GrondslagenViewModel

    def __init__(self, model: GrondslagenViewModel, navigator: Navigator) -> None:
        super().__init__(model, navigator, tr("Delen zonder toestemming"))
        self.note = MessageBar("info", "")
        self.cards = column(gap=theme.current().spacing.l)
        self.by_id: dict[str, GrondCard] = {}
        self.new = Button(tr("&Grondslag vastleggen"), "primary", "plus", self._new)
        self.add_action(self.new)
        self.shown_column.addWidget(self.note)
        self.shown_column.addLayout(self.cards)
        self.shown_column.addStretch(1)

    def activate(self, params: Mapping[str, str]) -> None:
        self.model.show(params.get("dossier", ""))
        self.wake()

    def show_facts(self) -> None:
        facts = self.model.facts
        assert facts is not None
        self.set_title(tr("Delen zonder toestemming"), facts.naam)
        self.new.setVisible(facts.mag)
        self.note.show_message(
            "info",
            tr("Soms mag delen zonder toestemming. Dan staat hier waarom, en wie dat vastlegde."),
            detail=tr("De cliënt mag dit altijd weten en lezen.")
            if facts.mag
            else tr("Een begeleider of coördinator legt dit vast. Vraag de cliënt anders om toestemming."),
        )
        clear(self.cards)
        self.by_id = {}
        for regel in facts.regels:
            self.by_id[regel.id] = GrondCard(self, regel)
            self.cards.addWidget(self.by_id[regel.id])
        if not facts.regels:
            self.cards.addWidget(
                EmptyState(
                    tr("Er is geen andere grondslag dan toestemming."),
                    icon="shield",
                    button=tr("Naar Toestemming"),
                    clicked=lambda: self.navigator.go("toestemming", dossier=self.model.dossier_id),
                )
            )

    def _new(self) -> None:
        self.navigator.go("grondslag", dossier=self.model.dossier_id)

    def stop(self, grond_id: str) -> None:
        """Go to the page on which a ground is ended."""
        self.navigator.go("grondslag", dossier=self.model.dossier_id, stopt=grond_id)

    def renew(self, grond_id: str) -> None:
        """Go to the form, filled with this ground, to record it anew."""
        self.navigator.go("grondslag", dossier=self.model.dossier_id, verlengt=grond_id)


class GrondslagView(EditingPage):
    """The form; `activate` gets `dossier`, and `stopt` or `verlengt` with the ground that it is about."""

    def __init__(self, model: GrondslagViewModel, navigator: Navigator) -> None:
        super().__init__(model, navigator, tr("Grondslag vastleggen"))
        self.ground = model
        self._made_for = ""
        self.about = MessageBar("info", "")
        self.purpose = ChipGroup(model.doelen())
        self.grounds = ChipGroup(())
        self.categories = ChipGroup((), many=True)
        self.help = label("", "muted")
        self.why = LongText(max_length=TEXT_MAX, lines=2)
        self.exception = LongText(max_length=TEXT_MAX, lines=2)
        clock = model.session.clock
        self.first = DateField(lambda: clock.now().date())
        self.last = DateField(lambda: clock.now().date())
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        form, space = self.form, theme.current().spacing
        self.purpose_field = form.add_field("doel", tr("Waarvoor is dit?"), self.purpose)
        self.grounds_box, self.categories_box = QWidget(), QWidget()
        self.grounds_box.setLayout(column(gap=0))
        self.categories_box.setLayout(column(gap=0))
        self.ground_field = form.add_field(
            "grondslag", tr("Waarom mag het zonder toestemming?"), self.grounds_box
        )
        form.body.addWidget(self.help)
        self.category_field = form.add_field(
            "categorieen",
            tr("Over welke gegevens gaat het?"),
            self.categories_box,
            hint=tr("Kies niets als het over alles van dit doel gaat."),
            optional=True,
        )
        self.why_field = form.add_field("toelichting", tr("Waarom?"), self.why)
        self.exception_field = form.add_field(
            "uitzondering",
            tr("Waarom kon je geen toestemming vragen?"),
            self.exception,
            hint=tr(
                "Over gezondheid en veiligheid deel je alleen met toestemming, of als vragen echt niet kan."
            ),
        )
        self.first_field = form.add_field("vanaf", tr("Vanaf"), self.first)
        self.last_field = form.add_field("tot", tr("Tot"), self.last, optional=True)
        self.done = Button(tr("Vastleggen"), "primary", "check", self.submit)
        self.done.setToolTip(tr("Ctrl+Enter"))
        self.later = Button(tr("Later verder"), "quiet", clicked=self._later)
        form.body.setSpacing(space.l)
        self.add(self.trouble, self.about, form, self.foot(self.done, self.later))

    def _wire(self) -> None:
        self.purpose.changed.connect(self._purpose_chosen)
        self.listen(self.purpose.changed, self.why.changed, self.exception.changed)
        self.listen(self.first.changed, self.last.changed)
        self.first.changed.connect(self._show_meaning)
        self.ground.saved.connect(self._saved)

    def activate(self, params: Mapping[str, str]) -> None:
        self.ground.load(params["dossier"], params.get("stopt", ""), params.get("verlengt", ""))

    def _choices(self, doel: str) -> None:
        """Put the grounds and categories of a purpose there; without one there is nothing to choose yet."""
        if doel == self._made_for:
            return
        self._made_for = doel
        for box, options, many in (
            (self.grounds_box, self.ground.grounds(doel), False),
            (self.categories_box, self.ground.categories(doel), True),
        ):
            layout = box.layout()
            assert layout is not None
            clear(layout)
            group = ChipGroup(options, many=many)
            layout.addWidget(group)
            box.setFocusProxy(group)
            self.listen(group.changed)
            group.changed.connect(self._show_meaning)
            if many:
                self.categories = group
                group.setAccessibleName(tr("Over welke gegevens gaat het?"))
            else:
                self.grounds = group
                group.setAccessibleName(tr("Waarom mag het zonder toestemming?"))

    def fill(self) -> None:
        form, ends = self.ground.form, bool(self.ground.stopt)
        title = tr("Grondslag stoppen") if ends else tr("Grondslag vastleggen")
        self.set_title(title, apart(self.ground.client))
        self.about.setVisible(ends)
        if ends:
            self.about.show_message(
                "info",
                tr("Je stopt: {title}.", title=self.ground.over),
                detail=tr("Vanaf nu gaat hierop niets meer weg. De gemeente krijgt bericht."),
            )
        self.purpose.set_value(form.doel)
        self._choices(form.doel)
        if form.doel:
            self.grounds.set_value(form.grondslag)
            self.categories.set_values(form.categorieen)
        self.why.set_text(form.toelichting)
        self.exception.set_text(form.uitzondering)
        self.first.set_value(form.vanaf)
        self.last.set_value(form.tot)
        self.why_field.set_caption(tr("Waarom stopt dit?") if ends else tr("Leg uit waarom dit mag"))
        self.done.setText(tr("Stoppen") if ends else tr("Vastleggen"))
        self._show_meaning()

    def read(self) -> GrondForm:
        return GrondForm(
            doel=self.purpose.value(),
            grondslag=self.grounds.value() if self._made_for else "",
            categorieen=self.categories.values() if self._made_for else (),
            toelichting=self.why.text(),
            uitzondering=self.exception.text(),
            vanaf=self.first.value(),
            tot=self.last.value(),
        )

    def _purpose_chosen(self) -> None:
        self._choices(self.purpose.value())
        self._show_meaning()

    def _show_meaning(self, *_: object) -> None:
        form, ends = self.read(), bool(self.ground.stopt)
        chosen = bool(form.doel) and not ends
        for field in (self.purpose_field, self.first_field, self.last_field):
            field.setVisible(not ends)
        self.ground_field.setVisible(chosen)
        self.category_field.setVisible(chosen)
        self.exception_field.setVisible(not ends and self.ground.asks_exception(form))
        self.help.setText(self.ground.help(form))
        self.help.setVisible(chosen and bool(form.grondslag))

    def submit(self) -> None:
        self.ground.edit(self.read())
        found = dict(self.ground.problems(self.ground.form))
        if not self.ground.stopt:
            unreadable = {"vanaf": self.first.problem(), "tot": self.last.problem()}
            found.update({key: sentence for key, sentence in unreadable.items() if sentence})
        if self.form.show_errors(found):
            self.ground.store()

    def _saved(self, _: str) -> None:
        if not self.navigator.back():
            self.navigator.go("grondslagen", dossier=self.ground.dossier_id)

    def _later(self) -> None:
        self.save_draft()
        self._saved("")
