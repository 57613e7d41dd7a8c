"""Inburgering of one client on one page: the term, PVT, MAP, KNM, Z-route, school and exams, and the advice on DUO."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.i18n import apart, tr
from ui.navigation import Navigator, Route
from ui.viewmodels.inburgering import Bar, DuoFacts, InburgeringFacts, InburgeringViewModel
from ui.views.dossier import PvtCard
from ui.views.entries import EntryCard, EntryFormBody, rows_of
from ui.views.live import LivePage
from ui.widgets.buttons import Button
from ui.widgets.choices import ChipGroup
from ui.widgets.columns import TwoColumns
from ui.widgets.facts import KeyValueList, Progress
from ui.widgets.layouts import clear, column, row
from ui.widgets.panels import Card, divider
from ui.widgets.text import Icon, label


class BarsCard(Card):
    """Bars under each other, and what is missing in words."""

    def __init__(self, title: str, icon: str) -> None:
        super().__init__(title, icon=icon)
        self.bars: list[Progress] = []
        self._holder = column(gap=theme.current().spacing.m)
        self.words = label("", "muted")
        self.body.addLayout(self._holder)
        self.add(self.words)

    def show_bars(self, bars: Sequence[Bar], words: str) -> None:
        """Show these; bars that are there already are used again."""
        while len(self.bars) > len(bars):
            gone = self.bars.pop()
            self._holder.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self.bars) < len(bars):
            made = Progress(bars[len(self.bars)].caption)
            self.bars.append(made)
            self._holder.addWidget(made)
        for shown, bar in zip(self.bars, bars, strict=True):
            shown.set_caption(bar.caption)
            shown.set_counts(bar.done, bar.needed, bar.words)
        self.words.setText(words)
        self.words.setVisible(bool(words))


class ThemesCard(BarsCard):
    """The same with themes to tick as chips, stored at once."""

    def __init__(self, title: str, icon: str, model: InburgeringViewModel, field: str, caption: str) -> None:
        super().__init__(title, icon)
        self._model = model
        self._field = field
        self.chips: ChipGroup | None = None
        self._caption = label(caption, "label")
        self._names: tuple[str, ...] = ()
        self.body.insertWidget(1, self._caption)

    def show_themes(self, themes: Sequence[tuple[str, bool]]) -> None:
        """Show which themes there are and which were covered."""
        names = tuple(name for name, _ in themes)
        if names != self._names or self.chips is None:
            if self.chips is not None:
                self.body.removeWidget(self.chips)
                self.chips.hide()
                self.chips.deleteLater()
            self._names = names
            self.chips = ChipGroup([(n, n[:1].upper() + n[1:], "") for n in names], many=True)
            self.chips.setAccessibleName(self._caption.text())
            self.chips.changed.connect(self._changed)
            self.body.insertWidget(2, self.chips)
        self.chips.set_values([name for name, done in themes if done])
        self._caption.setVisible(bool(themes))
        self.chips.setVisible(bool(themes))

    def _changed(self) -> None:
        assert self.chips is not None
        self._model.set_themes(self._field, self.chips.values())


class DuoCard(Card):
    """What the gemeente could report to DUO, and why not yet. Advice: the gemeente decides and reports."""

    def __init__(self) -> None:
        super().__init__(tr("Melden bij DUO"), icon="letter")
        self.add(label(tr("De gemeente meldt, niet jij. Dit is een advies vooraf."), "muted"))
        self._lines = column(gap=theme.current().spacing.m)
        self.body.addLayout(self._lines)

    def show_advice(self, advice: Sequence[DuoFacts]) -> None:
        """Show each report with its sentence and reasons."""
        clear(self._lines)
        for each in advice:
            icon = "check" if each.possible else "clock" if each.waiting else "warning"
            tone = "success.ink" if each.possible else "text_muted" if each.waiting else "warning.ink"
            words = column(label(each.title, "strong"), label(each.sentence), gap=1)
            for reason in each.reasons:
                words.addWidget(label(reason, "muted"))
            line = row(gap=theme.current().spacing.s)
            line.addWidget(Icon(icon, tone), 0, Qt.AlignmentFlag.AlignTop)
            line.addLayout(words, 1)
            self._lines.addLayout(line)


class RulesCard(Card):
    """Which rules were used here: value, since when, from which source. Closed until somebody wants to know."""

    def __init__(self) -> None:
        super().__init__(tr("Welke regels gelden?"), icon="info")
        self.toggle = Button(tr("Laten zien"), "quiet", "chevron-down", self._toggle)
        self.toggle.setAccessibleName(tr("Regels laten zien"))
        self.tools.addWidget(self.toggle)
        self._rules: tuple[tuple[str, str, str, str], ...] = ()
        self.list = QWidget()
        self._lines = column(gap=theme.current().spacing.s)
        self.list.setLayout(self._lines)
        self.list.hide()
        self.add(self.list)

    def show_rules(self, rules: tuple[tuple[str, str, str, str], ...]) -> None:
        """Remember the rules; they are laid out when the card is opened."""
        if rules != self._rules:
            self._rules = rules
            if self.list.isVisibleTo(self):
                self._fill()

    def _toggle(self) -> None:
        shown = not self.list.isVisibleTo(self)
        if shown:
            self._fill()
        self.list.setVisible(shown)
        self.toggle.setText(tr("Verbergen") if shown else tr("Laten zien"))
        self.toggle.setAccessibleName(tr("Regels verbergen") if shown else tr("Regels laten zien"))
        self.toggle.set_icon("chevron-up" if shown else "chevron-down")

    def _fill(self) -> None:
        clear(self._lines)
        for number, (name, value, since, source) in enumerate(self._rules):
            if number:
                self._lines.addWidget(divider())
            self._lines.addWidget(label(f"{name[:1].upper()}{name[1:]}: {value}"))
            self._lines.addWidget(label(f"{since}. {source}", "small"))


class TermCard(Card):
    """The term with its facts, and the form over the trajectory."""

    def __init__(self, model: InburgeringViewModel) -> None:
        super().__init__(tr("Traject en termijn"), icon="calendar")
        self.change = Button(tr("Wijzigen"), "secondary", "edit", self._change)
        self.change.setAccessibleName(tr("Traject wijzigen"))
        self.tools.addWidget(self.change)
        self._model = model
        self.none = label(tr("Er is nog niets ingevuld over de inburgering."), "muted")
        self.facts = KeyValueList()
        self.form = EntryFormBody(model.traject)
        self.form.hide()
        self.add(self.none, self.facts, self.form)
        model.traject.loaded.connect(self._fit)

    def show_term(self, facts: InburgeringFacts) -> None:
        """Show what is known."""
        self.facts.set_pairs(facts.termijn)
        self._fit()

    def _change(self) -> None:
        self._model.change_traject()
        self.form.form.fields["wet"].focus()

    def _fit(self) -> None:
        shown = self._model.traject.form.shown
        known = bool(self._model.facts and self._model.facts.termijn)
        had = self.form.isAncestorOf(self.focusWidget())
        self.form.setVisible(shown)
        self.facts.setVisible(known and not shown)
        self.none.setVisible(not known and not shown)
        self.change.setVisible(not shown)
        if had and not shown:
            self.change.setFocus()


class InburgeringPage(LivePage):
    """The page `inburgering`; `activate` gets `dossier`."""

    model: InburgeringViewModel

    def __init__(self, model: InburgeringViewModel, navigator: Navigator) -> None:
        super().__init__(model, navigator, tr("Inburgering"), wide=True)
        self.term = TermCard(model)
        self.pvt = PvtCard(self._to_pvt, can_open=navigator.has("pvt"))
        self.map = ThemesCard(tr("MAP"), "work", model, "map_themas", tr("Welke onderwerpen zijn geweest?"))
        self.knm = ThemesCard(tr("KNM"), "places", model, "knm_themas", tr("Welke onderwerpen zijn geweest?"))
        self.zroute = BarsCard(tr("Z-route"), "clients")
        self.school = BarsCard(tr("School"), "school")
        self.examens = EntryCard(
            tr("Examens"),
            "checklist",
            model.examen,
            none=tr("Er is nog geen examen opgeschreven."),
            add=tr("Examen"),
        )
        self.examens_words = label("", "muted")
        self.examens.body.insertWidget(0, self.examens_words)
        self.uren = EntryCard(
            tr("Uren"), "clock", model.uren, none=tr("Er zijn nog geen uren opgeschreven."), add=tr("Uren")
        )
        self.examens.add_button.setAccessibleName(tr("Examen toevoegen"))
        self.uren.add_button.setAccessibleName(tr("Uren toevoegen"))
        self.duo = DuoCard()
        self.rules = RulesCard()
        self.columns = TwoColumns()
        columns = self.columns
        columns.add(columns.first, self.term, self.examens, self.uren)
        columns.add(columns.aside, self.pvt, self.zroute, self.school, self.map, self.knm)
        columns.add(columns.rest, self.duo, self.rules)
        self.shown_column.addWidget(columns)

    def activate(self, params: Mapping[str, str]) -> None:
        self.model.open(params["dossier"])

    def save_draft(self) -> None:
        """The page is being left, or the program is about to lock."""
        for form in (self.term.form, self.examens.body_form, self.uren.body_form):
            form.keep()

    def show_facts(self) -> None:
        facts = self.model.facts
        assert facts is not None
        self.set_title(tr("Inburgering"), apart(facts.naam))
        self.term.show_term(facts)
        self.pvt.show_pvt(facts.pvt)
        self.map.show_bars([facts.map_bar] if facts.map_bar else [], facts.map_words)
        self.map.show_themes(facts.map_themas if facts.map_bar else ())
        self.knm.show_bars([], facts.knm_words)
        self.knm.show_themes(facts.knm_themas)
        self.zroute.show_bars(facts.zroute, facts.zroute_words)
        self.zroute.setVisible(bool(facts.zroute))
        self.school.show_bars(facts.school, facts.school_words)
        self.examens_words.setText(facts.examens_words)
        self.examens.show_rows(rows_of(facts.examens), {e.record.id: e.record for e in facts.examens})
        self.uren.show_rows(rows_of(facts.uren), {e.record.id: e.record for e in facts.uren})
        self.duo.show_advice(facts.duo)
        self.rules.show_rules(facts.regels)

    def _to_pvt(self) -> None:
        self.go(Route("pvt", {"dossier": self.model.dossier_id}))
