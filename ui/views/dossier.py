"""One dossier on one page: the line on top, then what is due and noticed, the facts beside it, and what happened."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from app.faults import Fault
from ui import theme
from ui.i18n import apart, counted, tr
from ui.navigation import Navigator, Route
from ui.viewmodels.dossier import DossierFacts, DossierViewModel, PvtFacts, StepFacts, sharing_words
from ui.viewmodels.lines import Line
from ui.views.history import HistoryCard
from ui.views.live import LivePage, offer_undo
from ui.views.pills import row_of
from ui.views.task_rows import TaskRows
from ui.widgets.badges import Badge, Pill, sharing
from ui.widgets.buttons import Button
from ui.widgets.columns import TwoColumns
from ui.widgets.facts import KeyValueList, Progress
from ui.widgets.layouts import FlowLayout, column, row
from ui.widgets.panels import Card, MessageBar
from ui.widgets.rows import RowList
from ui.widgets.stepline import Step, StepLine, StepState
from ui.widgets.text import Icon, label

_STATES = {
    "gedaan": StepState.DONE,
    "onbekend": StepState.UNKNOWN,
    "nu": StepState.CURRENT,
    "later": StepState.FUTURE,
}


class LinesCard(Card):
    """A card with lines that lead somewhere, or one sentence when there are none."""

    def __init__(self, page: DossierPage, title: str, icon: str, *, none: str = "") -> None:
        super().__init__(title, icon=icon)
        self._page = page
        self._lines: tuple[Line, ...] = ()
        self.rows = RowList(title)
        self.rows.opened.connect(self._open)
        self.none = label(none, "muted")
        self.add(self.none, self.rows)
        self.body.setSpacing(theme.current().spacing.s)

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Show these lines; a card that has nothing to say without them disappears."""
        self._lines = lines
        self.rows.set_rows([row_of(line) for line in lines])
        self.none.setVisible(not lines and bool(self.none.text()))
        self.setVisible(bool(lines) or bool(self.none.text()))

    def _open(self, key: str) -> None:
        line = next(each for each in self._lines if each.key == key)
        self._page.go(line.route, line.dossier_id)


class PvtCard(Card):
    """How far the PVT is: minutes, the four values, excursion, signing, and what is missing."""

    def __init__(self, clicked: Callable[[], object], *, can_open: bool) -> None:
        super().__init__(tr("PVT"), icon="pvt")
        self.progress = Progress(tr("Uren"))
        self._marks = FlowLayout(gap=theme.current().spacing.s)
        self._badges: list[Badge] = []
        self.missing = label("", "muted")
        self.open_button = Button(tr("Naar PVT"), "quiet", "arrow-right", clicked)
        holder = QWidget()
        holder.setLayout(self._marks)
        self.add(self.progress, holder, self.missing)
        self.body.addLayout(row(None, self.open_button))
        self.body.setSpacing(theme.current().spacing.m)
        if not can_open:
            self.open_button.hide()

    def show_pvt(self, facts: PvtFacts) -> None:
        """Show where it stands."""
        self.progress.set_counts(facts.minutes, facts.needed, facts.words)
        marks = [(name.capitalize(), done) for name, done in facts.values]
        if facts.excursion is not None:
            marks.append((tr("Excursie"), facts.excursion))
        signed = tr("Getekend {day}", day=facts.signed) if facts.signed else tr("Ondertekening")
        marks.append((signed, bool(facts.signed)))
        pills = [Pill(n, "success" if d else "neutral", "check" if d else "minus") for n, d in marks]
        while len(self._badges) < len(pills):
            self._badges.append(Badge(pills[0]))
            self._marks.addWidget(self._badges[-1])
        for badge, pill, (name, done) in zip(self._badges, pills, marks, strict=False):
            badge.set_pill(pill)
            badge.setAccessibleName(f"{name}: {tr('gedaan') if done else tr('nog niet')}")
        for badge in self._badges[len(pills) :]:
            badge.hide()
        self.missing.setText(tr("Het PVT is klaar.") if facts.complete else facts.missing)


class ConsentCard(Card):
    """What the client said to each purpose, icon and word."""

    def __init__(self, clicked: Callable[[], object], *, can_open: bool) -> None:
        super().__init__(tr("Toestemming"), icon="consent")
        self._lines = column(gap=theme.current().spacing.s)
        self._shown: tuple[tuple[tuple[str, str, bool], ...], int] | None = None
        self.open_button = Button(tr("Naar toestemming"), "quiet", "arrow-right", clicked)
        self._holder = QWidget()
        self._holder.setLayout(self._lines)
        self.add(self._holder)
        self.body.addLayout(row(None, self.open_button))
        if not can_open:
            self.open_button.hide()

    def show_consents(self, consents: tuple[tuple[str, str, bool], ...], not_asked: int) -> None:
        """Show (purpose, what was said, whether it opens a door), and how much was never asked."""
        if (consents, not_asked) == self._shown:
            return
        self._shown = (consents, not_asked)
        self.body.removeWidget(self._holder)
        self._holder.hide()
        self._holder.deleteLater()
        self._lines = column(gap=theme.current().spacing.s)
        for title, said, opens in consents:
            line = row(gap=theme.current().spacing.s)
            icon = Icon("check" if opens else "minus", "success.ink" if opens else "text_muted")
            line.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
            line.addLayout(column(label(title), label(said, "small"), gap=0), 1)
            self._lines.addLayout(line)
        if not consents:
            self._lines.addWidget(label(tr("Er is nog niets gevraagd."), "muted"))
        elif not_asked:
            words = counted(not_asked, "doel is nog niet gevraagd.", "doelen zijn nog niet gevraagd.")
            self._lines.addWidget(label(words, "muted"))
        self._holder = QWidget()
        self._holder.setLayout(self._lines)
        self.body.insertWidget(0, self._holder)


class DossierPage(LivePage):
    """The page `dossier`; `activate` gets its id."""

    model: DossierViewModel

    def __init__(self, model: DossierViewModel, navigator: Navigator) -> None:
        super().__init__(model, navigator, tr("Dossier"), wide=True)
        self.contact = Button(tr("Nieuw contact"), "primary", "plus", lambda: self._to("contact"))
        if navigator.has("contact"):
            self.add_action(self.contact)
        self._make_head()
        self._make_cards()
        self._lay_out()

    # -- building

    def _make_head(self) -> None:
        space = theme.current().spacing
        self.sharing_badge = Badge(sharing("blijft hier"))
        self.sharing_note = label("", "muted", wrap=False)
        self.sharing_note.setMinimumHeight(self.sharing_badge.sizeHint().height())
        self.closed_badge = Badge(Pill(tr("Gesloten"), "neutral", "lock"))
        badges = FlowLayout(gap=space.s)
        for part in (self.closed_badge, self.sharing_badge, self.sharing_note):
            badges.addWidget(part)
        self.ways: dict[str, Button] = {}
        buttons = FlowLayout(gap=space.s)
        for name, words, icon in (
            ("checklists", tr("Checklist"), "checklist"),
            ("plan", tr("Plan"), "plan"),
            ("inburgering", tr("Inburgering"), "school"),
            ("werk", tr("Werk"), "work"),
            ("toestemming", tr("Toestemming"), "consent"),
            ("overdracht", tr("Overdracht"), "handover"),
            ("inzage", tr("Inzage"), "eye"),
            ("brieven", tr("Brieven"), "letter"),
            ("vraag-stellen", tr("Vraag stellen"), "question"),
            ("client-bewerken", tr("Gegevens wijzigen"), "edit"),
        ):
            self.ways[name] = Button(words, "secondary", icon, lambda name=name: self._to(name))  # type: ignore[misc]
            buttons.addWidget(self.ways[name])
            if not self.navigator.has(name):
                self.ways[name].hide()
        self.head = QWidget()
        self.head.setLayout(column(badges, buttons, gap=space.m))
        policy = self.head.sizePolicy()
        policy.setHeightForWidth(True)
        self.head.setSizePolicy(policy)
        self.conflicts = MessageBar("warning", "")
        self.line = StepLine(tr("Doorgaande lijn"))
        self.line.chosen.connect(self._to_step)
        self.line_card = Card()
        self.line_card.setAccessibleName(tr("Doorgaande lijn"))
        self.line_card.add(self.line)

    def _make_cards(self) -> None:
        has = self.navigator.has
        self.drafts = LinesCard(self, tr("Verder waar je was"), "edit")
        self.deadlines = LinesCard(self, tr("Termijnen"), "calendar")
        self.agenda = LinesCard(self, tr("Afspraken"), "calendar", none=tr("Er staat geen afspraak gepland."))
        self.plan_visit = Button(tr("Plannen"), "quiet", "plus", lambda: self._to("afspraak"))
        self.plan_visit.setAccessibleName(tr("Afspraak maken"))
        self.agenda.tools.addWidget(self.plan_visit)
        if not has("afspraak"):
            self.plan_visit.hide()
        self.signals = LinesCard(self, tr("Signalen"), "signal", none=tr("Er staan geen signalen open."))
        self.note_signal = Button(tr("Noteren"), "quiet", "plus", lambda: self._to("signaal-noteren"))
        self.note_signal.setAccessibleName(tr("Signaal noteren"))
        self.reveal = Button("", "quiet", "eye", self._toggle_shield)
        self.over_time = Button(tr("Door de tijd"), "quiet", "chart", lambda: self._to("patroon"))
        self.over_time.setAccessibleName(tr("Signalen door de tijd"))
        self.signals.tools.addWidget(self.reveal)
        self.signals.tools.addWidget(self.over_time)
        if not has("patroon"):
            self.over_time.hide()
        self.signals.tools.addWidget(self.note_signal)
        if not has("signaal-noteren"):
            self.note_signal.hide()
        self.history = HistoryCard()
        self.history.opened.connect(self._open_entry)
        self.pvt = PvtCard(lambda: self._to("pvt"), can_open=has("pvt"))
        self.tasks_card = Card(tr("Taken"), icon="task")
        self.no_tasks = label(tr("Er staan geen taken open."), "muted")
        self.tasks = TaskRows(self.model.tasks, self, compact=True)
        self.tasks_card.add(self.no_tasks, self.tasks)
        self.consents = ConsentCard(lambda: self._to("toestemming"), can_open=has("toestemming"))
        self.person = Card(tr("Gegevens"), icon="person")
        self.person_facts = KeyValueList()
        self.person_none = label(tr("Er is nog niets meer ingevuld."), "muted")
        self.person.add(self.person_none, self.person_facts)
        self.household = LinesCard(
            self, tr("Huishouden"), "household", none=tr("Er staat nog niemand bij deze cliënt.")
        )
        self.to_household = Button(tr("Bekijken"), "quiet", "arrow-right", lambda: self._to("huishouden"))
        self.to_household.setAccessibleName(tr("Huishouden bekijken"))
        self.household.tools.addWidget(self.to_household)
        self.shut = Button("", "quiet", "lock", self._shut)

    def _lay_out(self) -> None:
        self.columns = TwoColumns()
        columns = self.columns
        columns.add(columns.first, self.drafts, self.deadlines, self.signals)
        columns.add(
            columns.aside, self.agenda, self.tasks_card, self.pvt, self.consents, self.person, self.household
        )
        columns.add(columns.rest, self.history)
        self.shown_column.addWidget(self.head)
        self.shown_column.addWidget(self.conflicts)
        self.shown_column.addWidget(self.line_card)
        self.shown_column.addWidget(columns)
        self.shown_column.addLayout(row(None, self.shut))

    # -- showing

    def activate(self, params: Mapping[str, str]) -> None:
        if params["dossier"] != self.model.dossier_id:
            self.shown.hide()
            self.set_title(tr("Dossier"))
            self.history.forget()
        self.model.open(params["dossier"])

    def fault_action(self, fault: Fault) -> tuple[str, Callable[[], object]]:
        return tr("Naar de cliënten"), lambda: self.navigator.go("clienten")

    def _failed(self, fault: Fault) -> None:
        super()._failed(fault)
        self.contact.setVisible(self.model.facts is not None and self.navigator.has("contact"))

    def show_facts(self) -> None:
        facts = self.model.facts
        assert facts is not None
        self.contact.setVisible(self.navigator.has("contact"))
        self.set_title(apart(facts.naam), facts.subtitle)
        self.sharing_badge.set_pill(sharing(facts.deelstand))
        self.sharing_note.setText(sharing_words(facts.deelstand))
        self.closed_badge.setVisible(bool(facts.gesloten))
        self.closed_badge.set_pill(Pill(facts.gesloten or tr("Gesloten"), "neutral", "lock"))
        self.line.set_steps([step_of(each) for each in facts.steps])
        self.drafts.show_lines(facts.drafts)
        self.deadlines.show_lines(facts.deadlines)
        self.agenda.show_lines(facts.agenda)
        self.signals.show_lines(facts.signals)
        self._show_conflicts(facts.conflicts)
        self._show_shield(shielded=facts.shielded)
        self.pvt.show_pvt(facts.pvt)
        self.no_tasks.setVisible(not facts.tasks)
        self.tasks.set_tasks(facts.tasks)
        self.consents.show_consents(facts.consents, facts.not_asked)
        self._show_person(facts)
        self.history.show_history(facts.history)
        self.shut.setText(tr("Dossier weer openen") if facts.gesloten else tr("Dossier sluiten"))
        self.shut.set_icon("unlock" if facts.gesloten else "lock")

    def _show_person(self, facts: DossierFacts) -> None:
        self.person_none.setVisible(not facts.facts)
        self.person_facts.setVisible(bool(facts.facts))
        self.person_facts.set_pairs(facts.facts)
        self.household.show_lines(facts.household)

    def _show_conflicts(self, count: int) -> None:
        self.conflicts.setVisible(count > 0)
        if count:
            way = next((name for name in ("besluiten", "delen") if self.navigator.has(name)), "")
            self.conflicts.show_message(
                "warning",
                tr("{count} in dit dossier.", count=counted(count, "verschil", "verschillen")),
                detail=tr("Kies wat klopt. Tot dan geldt de voorzichtigste versie."),
                action=tr("Bekijk") if way else "",
                on_action=(lambda: self.navigator.go(way)) if way else None,
            )

    def _show_shield(self, *, shielded: bool) -> None:
        self.reveal.setVisible(shielded and not self.model.along)
        open_now = self.model.revealed
        self.reveal.setText(tr("Afschermen") if open_now else tr("Laten zien"))
        self.reveal.setAccessibleName(
            tr("Afgeschermde regels verbergen") if open_now else tr("Afgeschermde regels laten zien")
        )
        self.reveal.set_icon("eye-off" if open_now else "eye")

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.model.revealed = False

    # -- going on

    def _to(self, name: str) -> None:
        self.go(Route(name, {"dossier": self.model.dossier_id}))

    def _to_step(self, number: int) -> None:
        self.go(Route("lijn", {"dossier": self.model.dossier_id, "stap": str(number + 1)}))

    def _open_entry(self, route_of: Callable[[str], Route]) -> None:
        self.go(route_of(self.model.dossier_id), self.model.dossier_id)

    def _toggle_shield(self) -> None:
        self.model.reveal(not self.model.revealed)

    def _shut(self) -> None:
        facts = self.model.facts
        if facts is not None and facts.gesloten:
            self.model.reopen()
            return
        self.model.close(lambda: offer_undo(self, tr("Het dossier is gesloten."), self.model.reopen))


def step_of(each: StepFacts) -> Step:
    """Return a step as the line draws it."""
    return Step(title=each.title, state=_STATES[each.state], note=each.note, attention=each.attention)
