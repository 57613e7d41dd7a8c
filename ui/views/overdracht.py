"""Overdracht: who gets it and what goes on it at the left, the page as it will be at the right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QWidget

from app.faults import Fault
from ui import theme
from ui.i18n import tr
from ui.navigation import Navigator
from ui.viewmodels.overdracht import (
    VEILIGHEID,
    OverdrachtForm,
    OverdrachtViewModel,
    receiver_words,
    receivers,
)
from ui.views.bevestigen import when_proven
from ui.views.editing import EditingPage
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.choices import ChipGroup
from ui.widgets.files import ask_save
from ui.widgets.form import Field
from ui.widgets.inputs import LongText, TextLine
from ui.widgets.layouts import clear, column, row, turn
from ui.widgets.panels import Card, MessageBar
from ui.widgets.pdf import PdfPages, ask_print
from ui.widgets.text import Icon, announce, label


class SectionTick(QWidget):
    """One section with its tick; what always goes has none; where it may not go the reason is under it."""

    def __init__(self, page: OverdrachtView, code: str, title: str) -> None:
        super().__init__()
        self.code = code
        self.box = QCheckBox(title)
        self.why = label("", "muted")
        self.fixed = QWidget()
        fixed_line = row(gap=theme.current().spacing.s)
        fixed_line.addWidget(Icon("check", "accent"))
        fixed_line.addWidget(label(title), 1)
        self.fixed.setLayout(fixed_line)
        self.setLayout(column(self.fixed, self.box, self.why, gap=0))
        self.box.clicked.connect(lambda on: page.overdracht.tick(code, on))

    def show_state(self, *, may: bool, on: bool, always: bool, why: str) -> None:
        """Show whether it goes along; what always goes can't be left out."""
        stays = always and may
        self.fixed.setVisible(stays)
        self.box.setVisible(not stays)
        self.box.setChecked(on)
        self.box.setEnabled(may)
        words = why or (tr("Staat er altijd op.") if stays else "")
        self.why.setText(words)
        self.why.setVisible(bool(words))
        self.box.setAccessibleDescription(words)


class OverdrachtView(EditingPage):
    """The page of a sheet; `activate` gets `dossier`. `ask_path` and `ask_printer` can be answered by tests."""

    def __init__(self, model: OverdrachtViewModel, navigator: Navigator) -> None:
        super().__init__(model, navigator, tr("Overdracht"), wide=True)
        self.overdracht = model
        self.ask_path, self.ask_printer = ask_save, ask_print
        self.sections: dict[str, SectionTick] = {}
        self._print_next = False
        self._make_parts()
        self._lay_out()
        self._wire()

    def _make_parts(self) -> None:
        self.who = ChipGroup(receivers())
        self.name = TextLine()
        self.discussed = TextLine()
        self.note = LongText(max_length=600, lines=2)
        self.blocked = MessageBar("warning", "")
        self.said = MessageBar("success", "", closable=True)
        self.blocked.hide()
        self.said.hide()
        self.ticks = Card(tr("Wat staat erop?"), icon="checklist")
        self.tick_column = column(gap=theme.current().spacing.s)
        self.ticks.add(label(tr("Begin klein. Zet er alleen bij wat de ander nodig heeft."), "muted"))
        self.ticks.body.addLayout(self.tick_column)
        self.safety = Card(tr("Veiligheid"), icon="shield")
        self.safety_column = column(gap=theme.current().spacing.s)
        self.safety.add(
            label(tr("Dit komt op een eigen blad. Geef dat nooit mee aan de cliënt of het gezin."), "muted")
        )
        self.safety.body.addLayout(self.safety_column)
        self.pages = PdfPages(tr("Voorbeeld van het blad"))
        self.preview = Card(tr("Zo ziet het blad eruit"), icon="pdf")
        self.preview_note = label(tr("Kies eerst wie dit blad krijgt."), "muted")
        self.preview.add(self.preview_note, self.pages)
        self.preview.body.setStretch(1, 1)
        self.save = Button(tr("&Opslaan als PDF"), "primary", "export", self.submit)
        self.print = Button(tr("&Afdrukken"), "secondary", "print", self._print)

    def _lay_out(self) -> None:
        space = theme.current().spacing
        self.form.add_field("ontvanger", tr("Wie krijgt dit?"), self.who)
        self.details = Card(tr("Erbij"), icon="edit")
        self._detail("ontvanger_naam", tr("Naam van de praktijk of persoon"), self.name, optional=True)
        self._detail(
            "besproken_met",
            tr("Met wie is dit doorgesproken?"),
            self.discussed,
            hint=tr("Een warme overdracht: jullie spraken elkaar."),
            optional=True,
        )
        self._detail("toelichting", tr("Toelichting op het blad"), self.note, optional=True)
        self.left = QWidget()
        self.left.setLayout(
            column(self.form, self.blocked, self.ticks, self.safety, self.details, None, gap=space.l)
        )
        self._both = row(gap=space.xl)
        self._both.addWidget(self.left, 2)
        self._both.addWidget(self._beside(), 3)
        self.scroller.verticalScrollBar().valueChanged.connect(self._follow)
        for part in (self.trouble, self.said):
            self.add(part)
        self.body.addLayout(self._both, 1)
        self.add_action(LinkButton(tr("Blad nakijken"), lambda: self.navigator.go("nakijken")))
        self.add_action(self.print)
        self.add_action(self.save)
        self.body.addWidget(self.foot())

    def _beside(self) -> QWidget:
        """The preview with room above it, so that it can stay in sight while the ticks scroll by."""
        self._above_preview = QWidget()
        self._above_preview.setFixedHeight(0)
        self.right = QWidget()
        self.right.setLayout(column(self._above_preview, self.preview, None, gap=0))
        return self.right

    def _follow(self, *_: object) -> None:
        beside = self._both.direction() == QBoxLayout.Direction.LeftToRight
        room = self.right.height() - self.preview.height()
        value = self.scroller.verticalScrollBar().value()
        self._above_preview.setFixedHeight(max(0, min(value, room)) if beside else 0)

    def _detail(
        self, key: str, caption: str, control: QWidget, *, hint: str = "", optional: bool = False
    ) -> None:
        """Put a field under what matters more; it takes part in the same checks."""
        self.details.add(self.form.adopt(Field(key, caption, control, hint=hint, optional=optional)))

    def _wire(self) -> None:
        self.who.changed.connect(self._choose)
        self.name.textEdited.connect(self._choose)
        self.discussed.textEdited.connect(self._choose)
        self.note.changed.connect(self._choose)
        self.overdracht.planned.connect(self._show_plan)
        self.overdracht.previewed.connect(self._show_pages)
        self.overdracht.made.connect(self._made)
        self.overdracht.unwell.connect(self._failed)
        self.overdracht.working.connect(self._show_working)

    def activate(self, params: Mapping[str, str]) -> None:
        if params.get("dossier", "") != self.overdracht.dossier_id:
            self.said.hide()
        self.overdracht.open(params.get("dossier", ""))

    def fill(self) -> None:
        form: OverdrachtForm = self.overdracht.form
        self.set_title(tr("Overdracht"), self.overdracht.naam)
        self.who.set_value(form.ontvanger)
        self.name.setText(form.ontvanger_naam)
        self.discussed.setText(form.besproken_met)
        self.note.set_text(form.toelichting)
        self._clear_plan()

    def read(self) -> OverdrachtForm:
        form: OverdrachtForm = self.overdracht.form
        return replace(
            form,
            ontvanger=self.who.value(),
            ontvanger_naam=self.name.text(),
            besproken_met=self.discussed.text(),
            toelichting=self.note.text(),
        )

    def _choose(self, *_: object) -> None:
        if not self._filling:
            self.said.hide()
            self.overdracht.choose(self.read())

    # -- plan and preview

    def _clear_plan(self) -> None:
        for card in (self.ticks, self.safety, self.details):
            card.hide()
        self.blocked.hide()
        self._show_pages(b"")
        self.preview_note.setText(tr("Kies eerst wie dit blad krijgt."))

    def _show_plan(self) -> None:
        plan = self.overdracht.plan
        assert plan is not None
        self.trouble.hide()
        self._show_blocked(plan.geblokkeerd)
        codes = tuple(section.code for section in plan.secties)
        if codes != tuple(self.sections):
            self._make_ticks([(section.code, section.titel) for section in plan.secties])
        for section in plan.secties:
            self.sections[section.code].show_state(
                may=section.mag,
                on=section.aan,
                always=self.overdracht.always(section.code),
                why=section.reden,
            )
        for card in (self.ticks, self.details):
            card.setVisible(not plan.geblokkeerd)
        self.safety.setVisible(not plan.geblokkeerd and VEILIGHEID in self.sections)

    def _make_ticks(self, sections: list[tuple[str, str]]) -> None:
        clear(self.tick_column)
        clear(self.safety_column)
        self.sections = {}
        for code, title in sections:
            tick = self.sections[code] = SectionTick(self, code, title)
            (self.safety_column if code == VEILIGHEID else self.tick_column).addWidget(tick)

    def _show_blocked(self, why: str) -> None:
        self.blocked.setVisible(bool(why))
        for button in (self.save, self.print):
            button.setVisible(not why)
        if why:
            can_ask = self.navigator.has("toestemming-gesprek")
            self.blocked.show_message(
                "warning",
                why,
                detail=tr("Vraag de cliënt om toestemming. Daarna kun je het blad maken."),
                action=tr("Toestemming vragen") if can_ask else "",
                on_action=self._ask_consent if can_ask else None,
            )

    def _ask_consent(self) -> None:
        self.navigator.go("toestemming-gesprek", dossier=self.overdracht.dossier_id)

    def _show_pages(self, data: bytes) -> None:
        self.pages.setVisible(bool(data))
        self.preview_note.setVisible(not data)
        if not data:
            who = self.overdracht.form.ontvanger
            blocked = tr("Er is nu geen blad voor {who}.", who=receiver_words(who)) if who else ""
            self.preview_note.setText(blocked)
        self.pages.show_pdf(data)

    # -- making

    def submit(self) -> None:
        if self._ready():
            when_proven(self, self.overdracht.session, tr("Dit blad gaat van je computer af."), self._save)

    def _save(self) -> None:
        self._print_next = False
        self.ask_path(
            self, tr("Overdracht opslaan als PDF"), self.overdracht.proposed_name(), self.overdracht.save
        )

    def _print(self) -> None:
        if self._ready():
            when_proven(self, self.overdracht.session, tr("Dit blad gaat naar papier."), self._make_print)

    def _make_print(self) -> None:
        self._print_next = True
        self.overdracht.make_for_print()

    def _ready(self) -> bool:
        self.overdracht.choose(self.read())
        plan = self.overdracht.plan
        return self.form.show_errors(self.overdracht.problems()) and plan is not None and not plan.geblokkeerd

    def _made(self, words: str, data: bytes) -> None:
        action = tr("Het blad is gemaakt.") if self._print_next else tr("Opgeslagen.")
        self.said.show_message(
            "success",
            f"{action} {words}",
            detail=tr("Het bestand heeft geen wachtwoord. Geef het veilig door.")
            if not self._print_next
            else tr("Wat op papier staat, kun je niet terughalen."),
        )
        self.said.show()
        self.scroller.verticalScrollBar().setValue(0)
        if self._print_next:
            self._print_next = False
            self.ask_printer(self, data, lambda: announce(self, tr("Naar de printer gestuurd.")))

    def _show_working(self, busy: bool) -> None:
        for button in (self.save, self.print):
            button.setDisabled(busy)

    def _failed(self, fault: Fault) -> None:
        super()._failed(fault)
        self.scroller.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= round(860 * (0.4 + 0.6 * theme.current().scale))
        turn(self._both, beside=beside)
        room = self.scroller.viewport().height() - 2 * theme.current().spacing.l
        self.preview.setFixedHeight(max(round(380 + 140 * theme.current().scale), room))
        self._follow()
        self._both.setAlignment(self.left, Qt.AlignmentFlag.AlignTop if beside else Qt.AlignmentFlag(0))
