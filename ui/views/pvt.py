"""The PVT of one client: how far it is, as bars; its sessions, and a new session."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from ui import theme
from ui.i18n import numeric_day, tr
from ui.models.texts import TextTableModel
from ui.navigation import Navigator
from ui.viewmodels.pvt import (
    AANWEZIG,
    SOORTEN,
    WAARDEN,
    PvtViewModel,
    SessieForm,
    SessieViewModel,
)
from ui.views.editing import EditingPage
from ui.widgets.badges import Badge, Pill
from ui.widgets.buttons import Button
from ui.widgets.choices import ChipGroup
from ui.widgets.dates import DateField, DurationField
from ui.widgets.facts import KeyValueList, Progress
from ui.widgets.inputs import TextLine
from ui.widgets.layouts import FlowLayout, clear, row
from ui.widgets.panels import Card, EmptyState
from ui.widgets.table import DataTable
from ui.widgets.text import label

_HEADINGS = ("Datum", "Soort", "Duur", "Kernwaarden", "Aanwezig")


class PvtView(EditingPage):
    """The page; `activate` gets `dossier`. The form at the end adds a session."""

    def __init__(self, model: PvtViewModel, sessie: SessieViewModel, navigator: Navigator) -> None:
        super().__init__(sessie, navigator, tr("PVT"))
        self.pvt = model
        self.sessie = sessie
        model.setParent(self)
        self._make_standing()
        self._make_trajectory()
        self._make_sessions()
        self._make_form()
        self.add(self.trouble, self.standing, self.sessions, self.adding)
        model.reloaded.connect(self._show)
        model.failed.connect(self._failed)
        sessie.saved.connect(lambda _: self._say(tr("De bijeenkomst is vastgelegd.")))

    def activate(self, params: Mapping[str, str]) -> None:
        self.note.hide()
        self.pvt.open(params["dossier"])
        self.pvt.wake()
        self.sessie.load(params["dossier"])

    # -- parts

    def _make_standing(self) -> None:
        self.standing = Card(tr("Participatieverklaring (PVT)"), icon="pvt")
        self.hours = Progress(tr("Uren"))
        self.values = Progress(tr("Kernwaarden"))
        self.facts = KeyValueList()
        self.missing = QWidget()
        self.missing_flow = FlowLayout()
        self.missing.setLayout(self.missing_flow)
        self.standing.add(self.hours, self.values, self.missing, self.facts)

    def _make_trajectory(self) -> None:
        self.trajectory = Button(tr("Naar traject en termijn"), "quiet", "arrow-right", self._to_trajectory)
        self.trajectory.setVisible(self.navigator.has("inburgering"))
        self.standing.body.addLayout(row(None, self.trajectory))

    def _to_trajectory(self) -> None:
        self.navigator.go("inburgering", dossier=self.pvt.dossier_id)

    def _make_sessions(self) -> None:
        self.sessions = Card(tr("Bijeenkomsten"), icon="calendar")
        self.rows = TextTableModel([tr(word) for word in _HEADINGS], self)
        self.table = DataTable(
            tr("Bijeenkomsten van de PVT"),
            self.rows,
            widths={1: -160, 3: -160},
            empty=EmptyState(tr("Er is nog geen bijeenkomst vastgelegd."), icon="calendar"),
        )
        self.sessions.add(self.table)

    def _make_form(self) -> None:
        self.adding = Card(tr("Bijeenkomst toevoegen"), icon="plus")
        self.day = DateField(self.sessie.today)
        self.kind = ChipGroup(SOORTEN)
        self.minutes = DurationField(usual=(60, 90, 120, 180, 240))
        self.covered = ChipGroup(WAARDEN, many=True)
        self.presence = ChipGroup(AANWEZIG)
        self.language = TextLine()
        self.organisation = TextLine()
        self.form.add_field("datum", tr("Welke dag?"), self.day)
        self.form.add_field("soort", tr("Wat voor bijeenkomst?"), self.kind)
        self.form.add_field("minuten", tr("Hoe lang duurde het?"), self.minutes)
        self.form.add_field("waarden", tr("Welke kernwaarden kwamen aan bod?"), self.covered, optional=True)
        self.form.add_field("aanwezig", tr("Was de cliënt er?"), self.presence)
        self.form.add_field("taal", tr("Taal of tolk"), self.language, optional=True)
        self.form.add_field("organisatie", tr("Organisatie"), self.organisation, optional=True)
        self.done = Button(tr("Vastleggen"), "primary", "check", self.submit)
        self.note = label("", "strong")
        self.note.hide()
        self.adding.add(self.form, self.foot(self.done), self.note)
        self.listen(self.day.changed, self.kind.changed, self.minutes.changed, self.covered.changed)
        self.listen(self.presence.changed, self.language.textEdited, self.organisation.textEdited)

    # -- what is shown

    def _show(self) -> None:
        facts = self.pvt.facts
        if facts is None:
            return
        stand = facts.stand
        self.set_title(tr("PVT"), facts.naam)
        self.hours.set_counts(stand.minuten, stand.minuten_nodig, facts.uren)
        self.values.set_counts(len(stand.kernwaarden), len(WAARDEN))
        clear(self.missing_flow)
        words = (
            [Pill(tr("Compleet"), "success", "check")]
            if stand.is_compleet
            else [Pill(part, "warning", "clock") for part in stand.ontbreekt]
        )
        for pill in words:
            self.missing_flow.addWidget(Badge(pill))
        signed = stand.datum_ondertekening_pvt
        self.facts.set_pairs(
            (
                (tr("Ondertekend op"), numeric_day(signed) if signed else tr("nog niet")),
                (tr("Excursie of activiteit"), tr("gedaan") if stand.excursie_gedaan else tr("nog niet")),
                (tr("Laatste dag van de termijn"), facts.termijn),
            )
        )
        self.rows.show([(s.datum, s.soort, s.duur, s.waarden, s.aanwezig) for s in facts.sessies])
        line = self.table.verticalHeader().defaultSectionSize()
        shown = min(max(len(facts.sessies), 2), 12)
        self.table.setFixedHeight(line * (shown + 1) + theme.current().spacing.m)

    def _say(self, words: str) -> None:
        self.trouble.hide()
        self.note.setText(words)
        self.note.show()

    # -- between fields and form

    def fill(self) -> None:
        form = self.sessie.form
        self.day.set_value(form.datum)
        self.kind.set_value(form.soort)
        self.minutes.set_value(form.minuten)
        self.covered.set_values(form.waarden)
        self.presence.set_value(form.aanwezig)
        self.language.setText(form.taal)
        self.organisation.setText(form.organisatie)

    def read(self) -> SessieForm:
        return SessieForm(
            datum=self.day.value(),
            soort=self.kind.value(),
            minuten=self.minutes.value(),
            waarden=self.covered.values(),
            aanwezig=self.presence.value(),
            taal=self.language.text(),
            organisatie=self.organisation.text(),
        )

    def submit(self) -> None:
        self.note.hide()
        self.sessie.edit(self.read())
        problems = self.sessie.problems()
        for key, control in (("datum", self.day), ("minuten", self.minutes)):
            if sentence := control.problem():
                problems[key] = sentence
        if self.form.show_errors(problems):
            self.sessie.save()
