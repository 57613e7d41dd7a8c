"""The plan on one page: what the client wants, per theme, with steps to tick, what was signed, and what happened."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from app.faults import Fault
from ui import theme
from ui.i18n import apart, counted, tr
from ui.navigation import Navigator
from ui.viewmodels.plan import DoelFacts, PlanFacts, PlanViewModel, StapFacts, ThemaFacts
from ui.views.live import LivePage, offer_undo
from ui.widgets.answers import TickRow
from ui.widgets.badges import Badge, Pill, sharing
from ui.widgets.buttons import Button
from ui.widgets.facts import KeyValueList
from ui.widgets.files import ask_save
from ui.widgets.layouts import FlowLayout, clear, column, row
from ui.widgets.panels import Card, EmptyState, MessageBar, divider
from ui.widgets.text import Icon, label


class PlanView(LivePage):
    """The page `plan`; `activate` gets `dossier`."""

    model: PlanViewModel

    def __init__(self, model: PlanViewModel, navigator: Navigator) -> None:
        super().__init__(model, navigator, tr("Plan van aanpak"))
        self.ask_path = ask_save
        self.ticks: dict[tuple[str, int], TickRow] = {}
        self.edits: dict[str, Button] = {}
        self.adds: dict[str, Button] = {}
        self.paper = Button(tr("Opslaan als PDF"), "secondary", "pdf", self._paper)
        self.together = Button(
            tr("Samen tekenen"), "secondary", "signature", lambda: self._to("plan-tekenen")
        )
        self.add_goal = Button(tr("Doel opschrijven"), "primary", "plus", lambda: self._to("doel"))
        for button in (self.paper, self.add_goal):
            self.add_action(button)
        self.said = MessageBar("info", "")
        self.said.hide()
        self._make_parts()
        model.saved_as.connect(self._saved)
        model.refused.connect(self._refused)

    def _make_parts(self) -> None:
        space = theme.current().spacing
        self.signed = MessageBar("info", "")
        self.frame = Card(tr("In eigen woorden"), icon="heart")
        self.change_frame = Button(tr("Wijzigen"), "quiet", "edit", lambda: self._to("plan-kader"))
        self.change_frame.setAccessibleName(tr("Sterke kanten en wensen wijzigen"))
        self.frame.tools.addWidget(self.change_frame)
        self.words = KeyValueList()
        self.no_words = label(
            tr("Wat kan de cliënt goed, en wat wil die graag? Schrijf het samen op."), "muted"
        )
        self.review = label("", "muted")
        self.frame.add(self.no_words, self.words, self.review)
        self.shield = Button("", "quiet", "eye", self._toggle)
        self.goals = column(gap=space.l)
        holder = QWidget()
        holder.setLayout(self.goals)
        self.household = Button(
            tr("Overzicht van het huishouden"), "quiet", "household", lambda: self._to("plan-huishouden")
        )
        self.progress = Button(
            tr("Zelfredzaamheid in de tijd"), "quiet", "chart", lambda: self._to("zelfredzaamheid")
        )
        if not self.navigator.has("zelfredzaamheid"):
            self.progress.hide()
        self.history = Card(tr("Wat is wanneer afgesproken"), icon="clock")
        self.past = column(gap=space.m)
        past = QWidget()
        past.setLayout(self.past)
        self.history.add(past)
        ways = QWidget()
        flow = FlowLayout(gap=space.s)
        for button in (self.household, self.progress, self.shield):
            flow.addWidget(button)
        ways.setLayout(flow)
        self.empty = EmptyState(
            tr("Er is nog geen plan. Schrijf samen op wat de cliënt wil."),
            icon="plan",
            button=tr("Doel opschrijven"),
            clicked=lambda: self._to("doel"),
        )
        self.empty_card = Card()
        self.empty_card.add(self.empty)
        self.shown_column.addWidget(self.said)
        self.shown_column.addWidget(self.signed)
        for part in (self.empty_card, ways, self.frame, holder, self.history):
            self.shown_column.addWidget(part)
        self.shown_column.addStretch(1)

    def activate(self, params: Mapping[str, str]) -> None:
        self.said.hide()
        if params["dossier"] != self.model.dossier_id:
            self.shown.hide()
        self.model.open(params["dossier"])
        self.wake()

    # -- showing

    def show_facts(self) -> None:
        facts: PlanFacts | None = self.model.facts
        assert facts is not None
        self.set_title(tr("Plan van aanpak"), facts.naam)
        self.show_action(self.paper, not facts.leeg)
        self.show_action(self.add_goal, not facts.leeg)
        self.empty_card.setVisible(facts.leeg)
        self._show_signed(facts)
        self.words.set_pairs(facts.kader)
        self.words.setVisible(bool(facts.kader))
        self.no_words.setVisible(not facts.kader)
        self.review.setText(facts.bespreken)
        self.shield.setVisible(facts.afgeschermd and not self.model.along)
        self.shield.setText(tr("Afschermen") if self.model.revealed else tr("Afgeschermde doelen laten zien"))
        self.shield.set_icon("eye-off" if self.model.revealed else "eye")
        self._show_goals(facts)
        self._show_history(facts)

    def _show_signed(self, facts: PlanFacts) -> None:
        self.signed.setVisible(facts.kan_tekenen or facts.is_getekend)
        self.signed.show_message(
            "success" if facts.is_getekend else "info",
            facts.getekend,
            action="" if facts.is_getekend else tr("Samen tekenen"),
            on_action=lambda: self._to("plan-tekenen"),
        )

    def _show_goals(self, facts: PlanFacts) -> None:
        held = next((key for key, tick in self.ticks.items() if tick.box.hasFocus()), None)
        clear(self.goals)
        self.ticks.clear()
        self.edits.clear()
        self.adds.clear()
        if facts.leeg:
            return
        for thema in facts.themas:
            self.goals.addWidget(self._theme(thema))
        if held is not None:
            # A tick makes a new version with an id of its own: the same place on the page keeps the focus.
            same = [tick for (_, number), tick in self.ticks.items() if number == held[1]]
            if same:
                self.ticks.get(held, same[0]).box.setFocus()

    def _theme(self, thema: ThemaFacts) -> Card:
        card = Card(thema.naam, icon=thema.icoon)
        add = Button(tr("Doel"), "quiet", "plus", partial(self._to, "doel", thema=thema.thema))
        add.setAccessibleName(tr("Doel opschrijven bij {thema}", thema=thema.naam))
        self.adds[thema.thema] = add
        card.tools.addWidget(add)
        if not thema.doelen:
            card.add(label(tr("Nog geen doel bij dit thema."), "muted"))
        for place, doel in enumerate(thema.doelen):
            if place:
                card.add(divider())
            card.add(self._goal(doel))
        return card

    def _goal(self, doel: DoelFacts) -> QWidget:
        space = theme.current().spacing
        holder = QWidget()
        words = label(apart(f"“{doel.zin}”") if not doel.afgeschermd else doel.zin, "lead")
        edit = Button(tr("Wijzigen"), "quiet", "edit", partial(self._to, "doel", doel=doel.doel_id))
        edit.setAccessibleName(tr("Doel wijzigen: {zin}", zin=doel.zin))
        edit.setVisible(not doel.afgeschermd)
        self.edits[doel.doel_id] = edit
        head = row(gap=space.s)
        head.addWidget(words, 1)
        head.addWidget(edit)
        badges = FlowLayout(gap=space.s)
        for pill in self._pills(doel):
            badges.addWidget(Badge(pill))
        marks = QWidget()
        marks.setLayout(badges)
        body = column(gap=space.s)
        body.addLayout(head)
        body.addWidget(marks)
        if doel.resultaat:
            body.addWidget(label(tr("Resultaat: {text}", text=doel.resultaat)))
        for stap in doel.stappen:
            body.addWidget(self._step(doel, stap))
        holder.setLayout(body)
        return holder

    @staticmethod
    def _pills(doel: DoelFacts) -> list[Pill]:
        pills = [Pill(doel.termijn, "neutral", "calendar")]
        if doel.stand:
            tone = "success" if doel.stand == "bereikt" else "neutral"
            pills.append(Pill(doel.stand.capitalize(), tone, "check" if tone == "success" else "close"))
        elif doel.voortgang:
            pills.append(Pill(doel.voortgang, "info", "task"))
        if doel.versies:
            pills.append(Pill(counted(doel.versies, "eerdere versie", "eerdere versies"), "neutral", "clock"))
        return [*pills, sharing(doel.deelstand)]

    def _step(self, doel: DoelFacts, stap: StapFacts) -> TickRow:
        detail = " · ".join([tr("te laat")] * stap.te_laat + [stap.detail])
        tick = TickRow(
            stap.wat,
            detail=detail,
            checked=stap.gedaan,
            on_change=partial(self._tick, doel.doel_id, stap.nummer),
        )
        tick.box.setEnabled(doel.loopt)
        self.ticks[(doel.doel_id, stap.nummer)] = tick
        return tick

    def _show_history(self, facts: PlanFacts) -> None:
        clear(self.past)
        self.history.setVisible(bool(facts.terugblik))
        space = theme.current().spacing
        for each in facts.terugblik:
            body = column(label(each.kop, "strong"), label(each.meta, "small"), gap=1)
            for line in each.regels:
                body.addWidget(label(line))
            line_row = row(gap=space.m)
            mark = column(Icon("signature" if "getekend" in each.kop else "edit", "text_muted"), gap=0)
            mark.addStretch(1)
            line_row.addLayout(mark)
            line_row.addLayout(body, 1)
            holder = QWidget()
            holder.setLayout(line_row)
            self.past.addWidget(holder)

    # -- what the buttons do

    def _to(self, name: str, **more: str) -> None:
        self.navigator.go(name, dossier=self.model.dossier_id, **more)

    def _toggle(self) -> None:
        self.model.reveal(revealed=not self.model.revealed)

    def _tick(self, doel_id: str, nummer: int, done: bool) -> None:
        words = tr("De stap is gedaan.") if done else tr("De stap staat weer open.")
        model = self.model
        model.tick(
            doel_id,
            nummer,
            done=done,
            then=lambda: offer_undo(self, words, lambda: model.tick(doel_id, nummer, done=not done)),
        )

    def _paper(self) -> None:
        self.ask_path(self, tr("Plan opslaan als PDF"), self.model.proposed_name(), self.model.save_paper)

    def _saved(self, name: str) -> None:
        self.said.show_message(
            "success",
            tr("Opgeslagen: {name}. Druk het af voor de cliënt.", name=name),
            detail=tr("Doelen over veiligheid staan er niet op. De afdruk is vastgelegd in het dossier."),
        )
        self.said.show()

    def _refused(self, fault: Fault) -> None:
        self.said.show_message("error", fault.sentence, detail=fault.next_step)
        self.said.show()
        self.model.reload()
