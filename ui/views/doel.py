"""The pages on which a goal is written, and the frame around the goals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QWidget

from app.domain.plan import RESULTAAT_MAX, STAP_MAX, WOORDEN_MAX, ZIN_MAX, Doelstand, Stapstand, Uitvoerder
from ui import theme
from ui.i18n import apart, tr
from ui.navigation import Navigator
from ui.viewmodels.doel import (
    EXTRA,
    STANDEN,
    STAPSTANDEN,
    TERMIJNEN,
    THEMAS,
    WIE,
    DoelForm,
    DoelVelden,
    DoelViewModel,
    KaderForm,
    KaderVelden,
    KaderViewModel,
    StapRegel,
    usual_extra,
)
from ui.views.revising import RevisingPage
from ui.widgets.buttons import Button, IconButton
from ui.widgets.choices import ChipGroup
from ui.widgets.dates import DateField
from ui.widgets.form import Field
from ui.widgets.inputs import LongText, TextLine
from ui.widgets.layouts import column, row
from ui.widgets.panels import Card
from ui.widgets.text import label


class StapRij(QFrame):
    """One step: what, who, by when, how it stands and what came of it."""

    changed = Signal()
    removed = Signal(object)

    def __init__(self, regel: StapRegel, today: Callable[[], date], *, new: bool = False) -> None:
        super().__init__()
        self.setObjectName("sunken")
        space = theme.current().spacing
        self.number = label("", "strong")
        self.what = TextLine(max_length=STAP_MAX)
        self.who = ChipGroup(WIE)
        self.who_name = TextLine(width=20)
        self.day = DateField(today)
        self.state = ChipGroup(STAPSTANDEN)
        self.result = TextLine(max_length=STAP_MAX)
        self.away = IconButton("trash", tr("Deze stap weghalen"), clicked=lambda: self.removed.emit(self))
        self.name_field = Field("naam", tr("Naam of organisatie"), self.who_name, optional=True)
        self.result_field = Field("resultaat", tr("Hoe ging het?"), self.result, optional=True)
        self.state_field = Field("stand", tr("Stand"), self.state)
        # A step of a goal that isn't there yet is open: nothing to ask.
        self.state_field.setVisible(not new)
        head = row(gap=space.s)
        head.addWidget(self.number, 1)
        head.addWidget(self.away)
        body = column(gap=space.m, margins=(space.m, space.s, space.m, space.m))
        body.addLayout(head)
        for field in (
            Field("wat", tr("Wat gaat er gebeuren?"), self.what),
            Field("wie", tr("Wie doet het?"), self.who),
            self.name_field,
            Field("dag", tr("Voor wanneer?"), self.day, optional=True),
            self.state_field,
            self.result_field,
        ):
            body.addWidget(field)
        self.setLayout(body)
        self.what.setText(regel.wat)
        self.who.set_value(regel.wie)
        self.who_name.setText(regel.wie_naam)
        self.day.set_value(regel.voor_op)
        self.state.set_value(regel.stand)
        self.result.setText(regel.resultaat)
        self._fit()
        for signal in (self.what.textEdited, self.who_name.textEdited, self.result.textEdited):
            signal.connect(lambda _: self.changed.emit())
        for signal in (self.who.changed, self.day.changed, self.state.changed):
            signal.connect(self._chosen)

    def _chosen(self) -> None:
        self._fit()
        self.changed.emit()

    def _fit(self) -> None:
        self.name_field.setVisible(self.who.value() != Uitvoerder.CLIENT.value)
        self.result_field.setVisible(self.state.value() != Stapstand.OPEN.value)

    def set_number(self, number: int) -> None:
        """Say which step this is."""
        self.number.setText(tr("Stap {n}", n=number))
        self.away.set_name(tr("Stap {n} weghalen", n=number))

    def regel(self) -> StapRegel:
        """Return what it holds."""
        return StapRegel(
            wat=self.what.text(),
            wie=self.who.value() or Uitvoerder.CLIENT.value,
            wie_naam=self.who_name.text(),
            voor_op=self.day.value(),
            stand=self.state.value() or Stapstand.OPEN.value,
            resultaat=self.result.text(),
        )


class DoelView(RevisingPage):
    """The page `doel`; `activate` gets `dossier`, and `doel` or `thema`."""

    model: DoelViewModel

    def __init__(self, model: DoelViewModel, navigator: Navigator) -> None:
        super().__init__(model, navigator, tr("Doel opschrijven"))
        self.rows: list[StapRij] = []
        self.thema = ChipGroup(THEMAS)
        self.sentence = LongText(max_length=ZIN_MAX, lines=2)
        self.term = ChipGroup(TERMIJNEN)
        self.state = ChipGroup(STANDEN)
        self.result = LongText(max_length=RESULTAAT_MAX, lines=2)
        self.extra = ChipGroup(EXTRA, many=True)
        self.household = QCheckBox(tr("De cliënt wil dat het gezin dit doel mag zien"))
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        form, space = self.form, theme.current().spacing
        form.add_field("thema", tr("Bij welk thema hoort dit?"), self.thema)
        form.add_field(
            "ik_zin",
            tr("Wat wil de cliënt?"),
            self.sentence,
            hint=tr("In eigen woorden, als zin met “ik”. Bijvoorbeeld: Ik wil zelf naar de huisarts bellen."),
        )
        form.add_field("termijn", tr("Wanneer?"), self.term)
        steps = Card(tr("Stappen"), icon="checklist")
        self.step_rows = column(gap=space.m)
        holder = QWidget()
        holder.setLayout(self.step_rows)
        self.add_step = Button(tr("Stap toevoegen"), "secondary", "plus", self._new_step)
        steps.add(form.adopt(Field("stappen", tr("Wie doet wat, en voor wanneer?"), holder, optional=True)))
        steps.body.addLayout(row(self.add_step, None, gap=0))
        form.body.addWidget(steps)
        form.add_field("stand", tr("Hoe staat het ervoor?"), self.state)
        self.result_field = form.add_field("resultaat", tr("Resultaat"), self.result)
        form.add_field(
            "extra",
            tr("Gaat het doel ook over gezondheid of veiligheid?"),
            self.extra,
            hint=tr("Dan gaat het alleen weg met een eigen ja. Veiligheid komt nooit op papier."),
            optional=True,
        )
        form.body.addWidget(self.household)
        self.done = Button(tr("Bewaren"), "primary", "check", self.submit)
        self.done.setToolTip(tr("Ctrl+Enter"))
        self.later = Button(tr("Later verder"), "quiet", clicked=self._later)
        self.add(self.trouble, self.difference, form, self.foot(self.done, self.later))

    def _wire(self) -> None:
        self.listen(self.thema.changed, self.sentence.changed, self.term.changed, self.state.changed)
        self.listen(self.result.changed, self.extra.changed, self.household.toggled)
        self.state.changed.connect(self._fit)
        self.extra.changed.connect(self._fit)
        self.thema.changed.connect(self._thema_chosen)
        self.form.on_left(self._check)
        self.model.saved.connect(self._saved)

    def activate(self, params: Mapping[str, str]) -> None:
        self.begin()
        self.model.load(params["dossier"], params.get("doel", ""), params.get("thema", ""))

    # -- between fields and form

    def fill(self) -> None:
        shown: DoelVelden = self.model.form.shown
        new = self.model.is_new
        extra = "" if new else tr("De eerdere versie blijft leesbaar.")
        self.set_title(
            tr("Doel opschrijven") if new else tr("Doel wijzigen"),
            " · ".join(part for part in (apart(self.model.naam), extra) if part),
        )
        self.thema.set_value(shown.thema)
        self.sentence.set_text(shown.ik_zin)
        self.term.set_value(shown.termijn)
        self.state.set_value(shown.stand)
        self.result.set_text(shown.resultaat)
        self.extra.set_values(shown.extra)
        self.household.setChecked(shown.in_huishouden)
        if shown.stappen != tuple(each.regel() for each in self.rows):
            for each in list(self.rows):
                self._drop(each)
            for regel in shown.stappen:
                self._show_step(regel)
        self._fit()

    def read(self) -> DoelForm:
        form: DoelForm = self.model.form
        shown = DoelVelden(
            thema=self.thema.value(),
            termijn=self.term.value() or form.shown.termijn,
            ik_zin=self.sentence.text(),
            stappen=tuple(each.regel() for each in self.rows),
            stand=self.state.value() or Doelstand.LOOPT.value,
            resultaat=self.result.text(),
            extra=self.extra.values(),
            in_huishouden=self.household.isChecked(),
        )
        return DoelForm(shown=shown, basis=form.basis, basis_id=form.basis_id)

    def _fit(self) -> None:
        # A goal that is new runs: nothing to ask yet.
        self.form.fields["stand"].setVisible(not self.model.is_new)
        self.result_field.setVisible(self.state.value() != Doelstand.LOOPT.value)
        about_safety = "veiligheid" in self.extra.values()
        self.household.setEnabled(not about_safety)
        if about_safety:
            self.household.setChecked(False)

    def _thema_chosen(self) -> None:
        if self.model.is_new and not self.extra.values():
            self.extra.set_values(usual_extra(self.thema.value()))

    def _check(self, key: str) -> str:
        self.model.edit(self.read())
        return self.model.problem(key)

    # -- steps

    def _new_step(self) -> None:
        self._show_step(StapRegel()).what.setFocus()
        self._edited()

    def _show_step(self, regel: StapRegel) -> StapRij:
        made = StapRij(regel, self.model.today, new=self.model.is_new)
        self.rows.append(made)
        made.set_number(len(self.rows))
        self.step_rows.addWidget(made)
        made.show()
        self.listen(made.changed)
        made.removed.connect(self._remove)
        return made

    def _remove(self, gone: StapRij) -> None:
        place = self.rows.index(gone)
        self._drop(gone)
        left = self.rows[min(place, len(self.rows) - 1)].what if self.rows else self.add_step
        left.setFocus()
        self._edited()

    def _drop(self, gone: StapRij) -> None:
        self.rows.remove(gone)
        self.step_rows.removeWidget(gone)
        gone.hide()
        gone.deleteLater()
        for number, each in enumerate(self.rows, start=1):
            each.set_number(number)

    # -- what the buttons do

    def submit(self) -> None:
        self.model.edit(self.read())
        problems = self.model.problems()
        for number, each in enumerate(self.rows, start=1):
            if sentence := each.day.problem():
                problems["stappen"] = tr("Stap {n}: {sentence}", n=number, sentence=sentence)
        if self.form.show_errors(problems) and not self.undecided():
            self.trouble.hide()
            self.model.save()

    def _saved(self, _: str) -> None:
        self.navigator.go("plan", dossier=self.model.dossier_id)

    def _later(self) -> None:
        self.save_draft()
        self.navigator.go("plan", dossier=self.model.dossier_id)


class KaderView(RevisingPage):
    """The page `plan-kader`; `activate` gets `dossier`."""

    model: KaderViewModel

    def __init__(self, model: KaderViewModel, navigator: Navigator) -> None:
        super().__init__(model, navigator, tr("Sterke kanten en wensen"))
        self.strengths = LongText(max_length=WOORDEN_MAX, lines=3)
        self.wishes = LongText(max_length=WOORDEN_MAX, lines=3)
        self.helpers = LongText(max_length=WOORDEN_MAX, lines=2)
        self.again = DateField(model.today)
        form = self.form
        form.add_field(
            "sterke_kanten",
            tr("Wat kan de cliënt goed?"),
            self.strengths,
            hint=tr("Begin hier. Bijvoorbeeld: ik kan goed koken, ik ken veel mensen."),
            optional=True,
        )
        form.add_field("wensen", tr("Wat wil de cliënt graag?"), self.wishes, optional=True)
        form.add_field(
            "wie_helpt",
            tr("Wie helpt de cliënt nu?"),
            self.helpers,
            hint=tr("Familie, buren, een maatje, een vereniging."),
            optional=True,
        )
        form.add_field("bespreken_op", tr("Wanneer kijken jullie er weer naar?"), self.again, optional=True)
        self.done = Button(tr("Bewaren"), "primary", "check", self.submit)
        self.done.setToolTip(tr("Ctrl+Enter"))
        self.add(self.trouble, self.difference, form, self.foot(self.done))
        self.listen(self.strengths.changed, self.wishes.changed, self.helpers.changed, self.again.changed)
        model.saved.connect(lambda _: navigator.go("plan", dossier=model.dossier_id))

    def activate(self, params: Mapping[str, str]) -> None:
        self.begin()
        self.model.load(params["dossier"])

    def fill(self) -> None:
        shown: KaderVelden = self.model.form.shown
        self.set_title(tr("Sterke kanten en wensen"), apart(self.model.naam))
        self.strengths.set_text(shown.sterke_kanten)
        self.wishes.set_text(shown.wensen)
        self.helpers.set_text(shown.wie_helpt)
        self.again.set_value(shown.bespreken_op)

    def read(self) -> KaderForm:
        form: KaderForm = self.model.form
        shown = KaderVelden(
            sterke_kanten=self.strengths.text(),
            wensen=self.wishes.text(),
            wie_helpt=self.helpers.text(),
            bespreken_op=self.again.value(),
        )
        return KaderForm(shown=shown, basis=form.basis, basis_id=form.basis_id)

    def submit(self) -> None:
        self.model.edit(self.read())
        problems = self.model.problems()
        if sentence := self.again.problem():
            problems["bespreken_op"] = sentence
        if self.form.show_errors(problems) and not self.undecided():
            self.trouble.hide()
            self.model.save()
