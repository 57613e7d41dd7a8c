"""The one form for every checklist: made for a kitchen table, by keyboard or touch, with help at once."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QComboBox, QVBoxLayout, QWidget

from app.faults import Fault
from ui import theme
from ui.i18n import apart, counted, tr
from ui.navigation import Navigator
from ui.viewmodels.checklist import ChecklistViewModel
from ui.viewmodels.lijstantwoorden import Stage
from ui.viewmodels.lijstvragen import FormFacts, Question
from ui.views.bellen import put_under
from ui.views.lijst_klaar import DoneView
from ui.views.lijst_samenvatting import SummaryView
from ui.views.lijstsectie import SectionCard
from ui.views.vragen import QuestionRow, set_tongue, tongue
from ui.widgets.buttons import Button
from ui.widgets.facts import Progress
from ui.widgets.layouts import FlowLayout, clear, column
from ui.widgets.page import Page
from ui.widgets.panels import MessageBar
from ui.widgets.text import label

PANEL_SEEN = 60
"""Pixels of a panel on the screen from which it counts as seen."""


class ChecklistView(Page):
    """Answering, then looking at what will be noted, then done; the answers are kept all the while."""

    def __init__(self, model: ChecklistViewModel, navigator: Navigator) -> None:
        super().__init__(tr("Lijst invullen"))
        self.model = model
        self.navigator = navigator
        model.setParent(self)
        self.rows: dict[str, QuestionRow] = {}
        self.cards: list[SectionCard] = []
        self._facts: FormFacts | None = None
        self._language = ""
        self._make_head()
        self.trouble = MessageBar("error", "")
        self.trouble.hide()
        self.show_message(self.trouble)
        self.waiting = label(tr("Even geduld. De lijst wordt geladen."), "muted")
        self.form = QWidget()
        self.form_column = column(gap=theme.current().spacing.l)
        self.form.setLayout(self.form_column)
        self.summary = SummaryView(model, self)
        self.done = DoneView(model, self)
        self.add(self.waiting, self.form, self.summary, self.done)
        self.body.addStretch(1)
        self.numbers = put_under(self)
        self._make_urgent()
        self._wire()

    def _make_urgent(self) -> None:
        """At the foot, beside the numbers: there it moves nothing that is being read."""
        space = theme.current().spacing
        self.urgent = MessageBar("acuut", "")
        self.urgent.hide()
        self.urgent_place = QWidget()
        self.urgent_place.setLayout(column(self.urgent, margins=(space.xl, space.xs, space.xl, space.s)))
        self.urgent_place.hide()
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(layout.indexOf(self.numbers), self.urgent_place)
        bar = self.scroller.verticalScrollBar()
        bar.valueChanged.connect(self._show_urgent)
        bar.rangeChanged.connect(self._show_urgent)

    def _make_head(self) -> None:
        self.later = Button(tr("Later verder"), clicked=self._later)
        self.finish = Button(tr("Afronden"), "primary", "check", self.model.summarise)
        self.finish.setToolTip(tr("Ctrl+Enter"))
        self.add_action(self.later)
        self.add_action(self.finish)
        self.progress = Progress(tr("Beantwoord"))
        self.progress.setMinimumWidth(round(150 * theme.current().scale))
        self.open_button = Button(tr("Eerste &open vraag"), clicked=self.go_to_first_open)
        self.sections = _compact()
        self.sections.setAccessibleName(tr("Ga naar een onderdeel"))
        self.sections.activated.connect(self._go_to_section)
        self.languages = _compact()
        self.languages.setAccessibleName(tr("Tweede taal onder het Nederlands"))
        self.languages.activated.connect(
            lambda number: self.model.read_along_in(self.languages.itemData(number) or "")
        )
        self.language_note = label("", "small")
        self.language_answers = tongue()
        self.tools = QWidget()
        flow = FlowLayout(gap=theme.current().spacing.m)
        for part in (self.progress, self.open_button, self.sections, self.languages):
            flow.addWidget(part)
        inside = column(flow, self.language_answers, self.language_note, gap=theme.current().spacing.xs)
        self.tools.setLayout(inside)
        self.above.addWidget(self.tools)

    def _wire(self) -> None:
        model = self.model
        model.reloaded.connect(self._show)
        model.changed.connect(self._show_answers)
        model.failed.connect(self._failed)
        model.session.along.changed.connect(self._show_private)
        ending = QShortcut(QKeySequence("Ctrl+Return"), self)
        ending.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        ending.activated.connect(self._end)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)

    # -- coming and going

    def activate(self, params: Mapping[str, str]) -> None:
        self.waiting.setVisible(self.model.facts is None)
        self.model.open(params["dossier"], params["code"])

    def save_draft(self) -> None:
        """Keep what isn't kept yet: the page is being left, or the program is about to lock."""
        self.model.flush()

    def _later(self) -> None:
        self.model.flush()
        if self.navigator.has("checklists"):
            self.navigator.go("checklists", dossier=self.model.dossier_id)

    def _end(self) -> None:
        if self.model.stage is Stage.FORM and self.model.facts is not None:
            self.model.summarise()
        elif self.model.stage is Stage.SUMMARY:
            self.summary.submit()

    # -- showing

    def _failed(self, fault: Fault) -> None:
        self.waiting.hide()
        again = None if self.model.facts is None else self.model.flush
        self.trouble.show_message(
            "error",
            fault.sentence,
            detail=fault.next_step,
            action=tr("Opnieuw bewaren") if again else tr("Andere lijst kiezen"),
            on_action=again or self._later,
        )
        self.trouble.show()
        self._show_saved()

    def _show(self) -> None:
        facts = self.model.facts
        if facts is None:
            return
        self.waiting.hide()
        self.trouble.hide()
        if facts is not self._facts:
            self._build(facts)
        stage = self.model.stage
        for part, wanted in (
            (self.form, Stage.FORM),
            (self.summary, Stage.SUMMARY),
            (self.done, Stage.DONE),
        ):
            part.setVisible(stage is wanted)
        self.tools.setVisible(stage is Stage.FORM)
        self.later.setVisible(stage is Stage.FORM)
        self.finish.setVisible(stage is Stage.FORM)
        self.scroller.verticalScrollBar().setValue(0)
        if stage is Stage.SUMMARY:
            self.summary.show_signals()
        elif stage is Stage.DONE:
            self.done.show_result()
        self._show_answers()
        self._go_to_place()

    def _build(self, facts: FormFacts) -> None:
        self._facts = facts
        self._language = ""
        clear(self.form_column)
        self.rows.clear()
        self.cards = []
        for section in facts.sections:
            rows = [self._row(question) for question in section.questions]
            card = SectionCard(section, rows)
            self.cards.append(card)
            self.form_column.addWidget(card)
        self.foot = Button(tr("Afronden"), "primary", "check", self.model.summarise)
        self.form_column.addWidget(self.foot, 0, Qt.AlignmentFlag.AlignLeft)
        self._fill_languages(facts)

    def _row(self, question: Question) -> QuestionRow:
        made = QuestionRow(question, self.model.today, self.model.number_problem)
        self.rows[question.key] = made
        made.chosen.connect(self.model.choose)
        made.written.connect(self.model.write)
        made.remarked.connect(self.model.remark)
        made.sourced.connect(self.model.source)
        made.wished.connect(self.model.wish_urgency)
        made.reasoned.connect(self.model.give_reason)
        made.moved.connect(self._move)
        made.panel_opened.connect(self._see)
        return made

    def _fill_languages(self, facts: FormFacts) -> None:
        with QSignalBlocker(self.languages):
            self.languages.clear()
            self.languages.addItem(tr("Alleen Nederlands"), "")
            for each in facts.languages:
                self.languages.addItem(tr("Ook {name}", name=each.name), each.code)
            self.languages.setCurrentIndex(max(0, self.languages.findData(self.model.language)))
        self.languages.setVisible(bool(facts.languages))

    def _show_answers(self) -> None:
        facts = self.model.facts
        if facts is None or facts is not self._facts:
            return
        if self.model.stage is Stage.FORM:
            for key, each in self.rows.items():
                each.show_state(self.model.state(key))
            self._show_private()
            self._show_language(facts)
            done, asked, first_open = self.model.counts()
            self.progress.set_counts(done, asked)
            self.open_button.setEnabled(first_open is not None)
        self._show_urgent()
        self._show_saved()

    def _show_private(self) -> None:
        private = self.model.private
        visible = self.model.visible() if self.model.facts is not None else frozenset()
        for card in self.cards:
            card.show_visible(visible, private=private)
        with QSignalBlocker(self.sections):
            self.sections.clear()
            self.sections.addItem(tr("Ga naar onderdeel"), None)
            for number, card in enumerate(self.cards):
                if not card.isHidden():
                    self.sections.addItem(card.section.title, number)
        self._show_urgent()

    def _show_language(self, facts: FormFacts) -> None:
        code = self.model.language
        chosen = next((each for each in facts.languages if each.code == code), None)
        changed = code != self._language
        self._language = code
        for card in self.cards if changed else ():
            card.show_language(code)
        if changed:
            self._lay_out_at_once()
        set_tongue(self.language_answers, chosen.answers if chosen else "")
        note = tr("Let op: deze vertaling is {note}.", note=chosen.note) if chosen and chosen.note else ""
        self.language_note.setText(note)
        self.language_note.setVisible(bool(note))

    def _lay_out_at_once(self) -> None:
        """A hundred lines came or went: from the inside out in one go, else one sees the page find its heights."""
        for part in (*self.cards, self.form, self.scroller.content, self.scroller.widget()):
            layout = part.layout() if part is not None else None
            if layout is not None:
                layout.invalidate()
                layout.activate()

    def _show_saved(self) -> None:
        facts = self.model.facts
        if facts is None:
            return
        words = apart(facts.client)
        if self.model.stage is Stage.FORM:
            words = f"{words} · {self.model.saved_words}"
        self.set_title(facts.title, words)
        if self.model.fault is None:
            self.trouble.hide()

    def _show_urgent(self, *_: object) -> None:
        """A bar that stays while one scrolls on from what is urgent. It names no subject: somebody may read along."""
        form = self.model.facts is not None and self.model.stage is Stage.FORM and not self.model.private
        unseen = [(key, each) for key, each in self.model.urgent() if not self._in_sight(key)] if form else []
        if unseen:
            key, first = unseen[0]
            others = len(unseen) - 1
            more = counted(others, "dringend antwoord", "dringende antwoorden")
            self.urgent.show_message(
                first.tone,
                first.heading,
                detail=tr("Nog {more}.", more=more) if others else "",
                action=tr("Bekijk wat te doen"),
                on_action=lambda: self._go_to_help(key),
            )
        self.urgent.setVisible(bool(unseen))
        self.urgent_place.setVisible(bool(unseen))

    def _in_sight(self, key: str) -> bool:
        details = self.rows[key].details if key in self.rows else None
        panel = details.panel if details is not None else None
        return panel is not None and panel.visibleRegion().boundingRect().height() > PANEL_SEEN

    # -- moving

    def go_to_first_open(self) -> None:
        """Go to the first question that isn't answered."""
        first_open = self.model.counts()[2]
        if first_open is not None:
            self._go_to_row(first_open)

    def _go_to_row(self, key: str) -> None:
        if self.model.stage is not Stage.FORM:
            self.model.back_to_form(key)
        elif key in self.rows:
            self.rows[key].focus()

    def _go_to_help(self, key: str) -> None:
        self._go_to_row(key)
        details = self.rows[key].details
        if details is not None and details.panel is not None:
            self._see(details.panel)

    def _go_to_place(self) -> None:
        """After building, the rows have no place yet: go where one was once they have."""
        if self.model.stage is Stage.FORM:
            QTimer.singleShot(0, self, self._focus_place)
        elif self.model.stage is Stage.SUMMARY:
            QTimer.singleShot(0, self, self.summary.focus_first)
        else:
            QTimer.singleShot(0, self, self.done.focus_first)

    def _focus_place(self) -> None:
        shown = [each for each in self.rows.values() if each.answerable and not each.isHidden()]
        wanted = self.rows.get(self.model.place)
        target = wanted if wanted in shown else next(iter(shown), None)
        if target is not None and self.isVisible():
            target.focus()

    def _move(self, key: str, step: int) -> None:
        shown = [each for each in self.rows.values() if each.answerable and each.isVisibleTo(self.form)]
        here = self.rows[key]
        place = shown.index(here) + step
        if 0 <= place < len(shown):
            shown[place].focus_column(here.focused_column())

    def _go_to_section(self, number: int) -> None:
        place = self.sections.itemData(number)
        if place is not None:
            card = self.cards[place]
            self.scroller.verticalScrollBar().setValue(card.y())
            first = next((each for each in card.rows if each.answerable and not each.isHidden()), None)
            if first is not None:
                first.focus()
        self.sections.setCurrentIndex(0)

    def _see(self, panel: QWidget) -> None:
        """What to do at once must be seen, with its question above it, also when it opens below the edge."""
        QTimer.singleShot(0, self, lambda: self._scroll_to(panel))

    def _scroll_to(self, panel: QWidget) -> None:
        row = next((each for each in self.rows.values() if each.isAncestorOf(panel)), None)
        ground = self.scroller.widget()
        if row is None or ground is None:
            return
        bar, height = self.scroller.verticalScrollBar(), self.scroller.viewport().height()
        top = row.mapTo(ground, QPoint(0, 0)).y() - 8
        bottom = panel.mapTo(ground, QPoint(0, panel.height())).y() + 8
        if bottom > bar.value() + height or top < bar.value():
            bar.setValue(min(top, bottom - height) if bottom - top < height else top)

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is None or not self.isVisible() or not self.form.isAncestorOf(new):
            return
        step: QWidget | None = new
        while step is not None and not isinstance(step, QuestionRow):
            step = step.parentWidget()
        if step is not None:
            self.model.be_at(step.key)
            self._show_question(step, new)

    def _show_question(self, row: QuestionRow, focused: QWidget) -> None:
        """With what has the focus also its question: chips and fields stand a few lines below it."""
        ground = self.scroller.widget()
        if ground is None:
            return
        bar, height = self.scroller.verticalScrollBar(), self.scroller.viewport().height()
        top = row.mapTo(ground, QPoint(0, 0)).y() - 8
        bottom = focused.mapTo(ground, QPoint(0, focused.height())).y() + 8
        if top < bar.value() and bottom - top < height:
            bar.setValue(top)


def _compact() -> QComboBox:
    """A list to choose from that is as wide as it must be, so that the head stays one line."""
    made = QComboBox()
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(15)
    return made
