"""One signal on a page: where it is now, what was noticed, its whole life, the next step, and whom to call."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QWidget

from ui import theme
from ui.i18n import tr
from ui.navigation import Navigator
from ui.viewmodels.signaal import LifeLine, SignaalFacts, SignaalViewModel
from ui.viewmodels.signaalstap import StapViewModel
from ui.views.bellen import fill_calls, put_under
from ui.views.live import LivePage
from ui.views.stapformulier import StepCard
from ui.widgets.badges import Badge, sharing, urgency
from ui.widgets.buttons import Button
from ui.widgets.columns import TwoColumns
from ui.widgets.facts import KeyValueList
from ui.widgets.layouts import FlowLayout, clear, column, row
from ui.widgets.panels import Card, MessageBar
from ui.widgets.text import Icon, label


class LifeRow(QWidget):
    """One step that was taken, on a line that runs through."""

    def __init__(self, line: LifeLine, *, last: bool) -> None:
        super().__init__()
        self.line = line
        self._last = last
        space = theme.current().spacing
        edge = round(theme.current().sizes.icon * 1.7)
        self._edge = edge
        sign = Icon(line.icon, "on_accent_soft")
        sign.setFixedSize(edge, edge)
        words = column(label(line.title, "strong"), label(line.meta, "small"), gap=1)
        if line.text:
            said = label(f"“{line.text}”" if line.answer else line.text, selectable=True)
            words.addWidget(said)
        inside = row(gap=space.m, margins=(0, 0, 0, space.m))
        inside.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        inside.addLayout(words, 1)
        self.setLayout(inside)
        self.setAccessibleName(". ".join(part for part in (line.title, line.meta, line.text) if part))

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme.current().colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = self.width() - self._edge if mirrored else 0
        spot = QRectF(left, 0, self._edge, self._edge)
        if not self._last:
            painter.setPen(QPen(QColor(colours.border), 2))
            middle = round(spot.center().x())
            painter.drawLine(middle, self._edge + 3, middle, self.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent_soft))
        painter.drawEllipse(spot)


class SignaalView(LivePage):
    """The page of a signal; `activate` gets `signaal`."""

    model: SignaalViewModel

    def __init__(self, model: SignaalViewModel, step: StapViewModel, navigator: Navigator) -> None:
        super().__init__(model, navigator, tr("Signaal"), wide=True)
        self.step = step
        step.setParent(self)
        self.dossier = Button(tr("Naar het dossier"), icon="person", clicked=self._to_dossier)
        self.add_action(self.dossier)
        self.overdue = MessageBar("warning", "")
        self.overdue.hide()
        self.hidden_words = MessageBar(
            "info",
            tr("Dit signaal is nu niet te zien."),
            detail=tr("Er kijkt iemand mee. Druk op F9 als je weer alleen kijkt."),
        )
        self.hidden_words.hide()
        self.stays = MessageBar("info", "")
        self.stays.hide()
        self.columns = TwoColumns()
        self._make_now()
        self._make_seen()
        self.steps = StepCard(step, self)
        self.life_card = Card(tr("Wat is er gebeurd?"), icon="clock")
        self.life_rows = column(gap=0)
        self.life_card.body.addLayout(self.life_rows)
        self._make_calls()
        self.columns.add(self.columns.first, self.now_card, self.steps, self.life_card)
        self.columns.add(self.columns.aside, self.seen_card, self.led_card, self.calls_card)
        self.shown_column.addWidget(self.overdue)
        self.shown_column.addWidget(self.stays)
        self.shown_column.addWidget(self.hidden_words)
        self.shown_column.addWidget(self.columns)
        self.shown_column.addStretch(1)
        self.numbers = put_under(self)
        model.session.along.changed.connect(self._show_private)
        step.saved.connect(lambda _: model.reload())

    def _make_now(self) -> None:
        self.now_card = Card(tr("Waar is het nu?"), icon="places")
        self.now = label("", "lead")
        self.now_detail = label("", "muted")
        self.pills = FlowLayout()
        holder = QWidget()
        holder.setLayout(self.pills)
        self.now_card.add(self.now, self.now_detail, holder)
        self.now_card.body.setSpacing(theme.current().spacing.s)

    def _make_seen(self) -> None:
        self.seen_card = Card(tr("Wat viel op?"), icon="signal")
        self.question = label("", "strong")
        self.remark = label("", selectable=True)
        self.facts = KeyValueList()
        self.seen_card.add(self.question, self.remark, self.facts)

    def _make_calls(self) -> None:
        self.led_card = Card(tr("Over veiligheid"), icon="shield")
        for words in (
            tr("1. Schrijf op wat je zag of hoorde."),
            tr("2. Praat met de contactpersoon van je organisatie. Die vraagt advies bij Veilig Thuis."),
            tr("3. De contactpersoon weegt en beslist. Jij beslist niet over een melding."),
            tr("Advies vragen mag zonder naam: 0800-2000. Is er nu gevaar? Bel 112."),
        ):
            self.led_card.add(label(words))
        self.led_card.body.setSpacing(theme.current().spacing.s)
        self.calls_card = Card(tr("Wie kan helpen?"), icon="phone")
        self._calls = QGridLayout()
        self._calls.setContentsMargins(0, 0, 0, 0)
        self._calls.setHorizontalSpacing(theme.current().spacing.l)
        self._calls.setVerticalSpacing(theme.current().spacing.m)
        self._calls.setColumnStretch(1, 1)
        self.calls_card.body.addLayout(self._calls)

    # -- coming and going

    def activate(self, params: Mapping[str, str]) -> None:
        self.model.show(params["signaal"])
        self.wake()

    def save_draft(self) -> None:
        """Keep what was written for the next step."""
        self.steps.save_draft()

    def _to_dossier(self) -> None:
        if self.model.facts is not None and self.navigator.has("dossier"):
            self.navigator.go("dossier", dossier=self.model.facts.dossier_id)

    def _to_consent(self) -> None:
        if self.model.facts is not None:
            self.navigator.go("toestemming-gesprek", dossier=self.model.facts.dossier_id)

    # -- showing

    def show_facts(self) -> None:
        facts = self.model.facts
        assert facts is not None
        self.step.load(facts.dossier_id, facts.signaal_id)
        self.set_title(tr("Signaal"), f"{facts.client} · {facts.domain}")
        self.dossier.setVisible(self.navigator.has("dossier"))
        self._show_now(facts)
        self.question.setText(facts.title)
        self.question.setVisible(bool(facts.title))
        self.remark.setText(f"“{facts.remark}”" if facts.remark else tr("Er is niets bij opgeschreven."))
        self.facts.set_pairs(facts.pairs)
        clear(self.life_rows)
        for number, line in enumerate(facts.life, start=1):
            self.life_rows.addWidget(LifeRow(line, last=number == len(facts.life)))
        fill_calls(self._calls, facts.calls)
        self.calls_card.setVisible(facts.is_open and bool(facts.calls))
        self.led_card.setVisible(
            facts.shielded and facts.is_open and self.model.for_volunteer and not facts.about_self
        )
        self.steps.show_choices(facts)
        self._show_private()

    def _show_now(self, facts: SignaalFacts) -> None:
        self.now.setText(facts.now)
        self.now_detail.setText(facts.now_detail)
        self.now_detail.setVisible(bool(facts.now_detail))
        clear(self.pills)
        self.pills.addWidget(Badge(urgency(facts.urgency)))
        if facts.deelstand:
            self.pills.addWidget(Badge(sharing(facts.deelstand)))
        self.overdue.setVisible(bool(facts.overdue))
        if facts.overdue:
            self.overdue.show_message("warning", facts.overdue)
        if facts.stays:
            way = self.navigator.has("toestemming-gesprek") and not facts.shielded
            self.stays.show_message(
                "info",
                facts.stays,
                action=tr("Over toestemming praten") if way else "",
                on_action=self._to_consent if way else None,
            )

    def _show_private(self) -> None:
        facts = self.model.facts
        if facts is None:
            return
        shut = facts.shielded and self.model.private
        self.columns.setVisible(not shut)
        self.overdue.setVisible(bool(facts.overdue) and not shut)
        self.stays.setVisible(bool(facts.stays) and not shut)
        self.hidden_words.setVisible(shut)
