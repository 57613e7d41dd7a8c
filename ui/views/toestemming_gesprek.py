"""The conversation: a page per purpose in two languages, an own yes or no, how it was given, and a look back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.faults import Fault
from ui import theme
from ui.i18n import apart, tr
from ui.navigation import Navigator
from ui.viewmodels.toestemming import JA, NEE
from ui.viewmodels.toestemming_gesprek import (
    NAKIJKEN,
    START,
    TEKENEN,
    DoelPagina,
    GesprekForm,
    GesprekViewModel,
    languages,
    titel_van,
)
from ui.views.editing import EditingPage
from ui.views.toestemming import stand_pill
from ui.views.tweetalig import BesideEachOther, OwnLabel
from ui.widgets.badges import Badge
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.choices import ChipGroup
from ui.widgets.facts import KeyValueList, Progress
from ui.widgets.form import ErrorSummary, Form
from ui.widgets.inputs import TextLine
from ui.widgets.layouts import clear, column, row
from ui.widgets.panels import Card, MessageBar, divider
from ui.widgets.signature import SignaturePad
from ui.widgets.text import Icon, announce, label


class StartStep(QWidget):
    """The language, who interprets, and what to talk about."""

    def __init__(self, page: GesprekView) -> None:
        super().__init__()
        self._page = page
        self.form = page.form
        self.language = ChipGroup(languages())
        self.interpreter = TextLine(width=32)
        self.parent_note = MessageBar("info", "")
        self.parent_note.hide()
        self.topics = Topics()
        self.open_ones = Button(tr("Kies alles wat nog open staat"), "quiet", "check", self._all_open)
        self.form.add_field(
            "taal",
            tr("In welke taal leest de cliënt mee?"),
            self.language,
            hint=tr("Links staat steeds het Nederlands, rechts deze taal."),
        )
        self.form.add_field("tolk", tr("Wie tolkt er?"), self.interpreter, optional=True)
        self.form.add_field(
            "doelen",
            tr("Waar praten jullie over?"),
            self.topics,
            hint=tr("Dit kiest alleen de onderwerpen. De cliënt zegt daarna per onderwerp ja of nee."),
        )
        self.setLayout(
            column(self.parent_note, self.form, row(self.open_ones, None), gap=theme.current().spacing.l)
        )
        self.language.changed.connect(self._tell)
        self.interpreter.textEdited.connect(self._tell)
        self.topics.changed.connect(self._tell)

    def fill(self, model: GesprekViewModel) -> None:
        """Show what was chosen."""
        assert model.begin is not None
        self.topics.set_choices(model)
        self.topics.set_values(model.form.doelen)
        self.language.set_value(model.form.taal)
        self.interpreter.setText(model.form.tolk)
        self.parent_note.setVisible(model.begin.ouder_beslist)
        if model.begin.ouder_beslist:
            self.parent_note.show_message(
                "info",
                tr("De cliënt is {age} jaar. Een ouder of voogd beslist.", age=model.begin.leeftijd),
                detail=tr("Doe dit gesprek met een ouder of voogd erbij."),
            )

    def _tell(self) -> None:
        self._page.start_changed()

    def _all_open(self) -> None:
        self.topics.set_values(self._page.model.still_open())
        self._tell()


class Topics(QWidget):
    """The purposes as chips, grouped by who gets it."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._column = column(gap=theme.current().spacing.m)
        self.setLayout(self._column)
        self.groups: list[ChipGroup] = []
        self._codes: tuple[str, ...] = ()

    def set_choices(self, model: GesprekViewModel) -> None:
        """Show these purposes; the same ones again keep their chips."""
        keuzes = model.begin.keuzes if model.begin else ()
        codes = tuple(each.doel for each in keuzes)
        if codes == self._codes:
            return
        self._codes = codes
        clear(self._column)
        self.groups = []
        for name in dict.fromkeys(each.groep for each in keuzes):
            options = [(each.doel, each.titel, "") for each in keuzes if each.groep == name]
            group = ChipGroup(options, many=True)
            group.setAccessibleName(name)
            group.changed.connect(self.changed)
            self.groups.append(group)
            self._column.addLayout(column(label(name, "muted"), group, gap=theme.current().spacing.xs))
        if self.groups:
            self.setFocusProxy(self.groups[0])

    def chip(self, doel: str) -> QWidget:
        """Return the chip of a purpose."""
        return next(group.chip(doel) for group in self.groups if doel in group.options())

    def values(self) -> tuple[str, ...]:
        """Return the chosen purposes."""
        return tuple(code for group in self.groups for code in group.values())

    def set_values(self, codes: tuple[str, ...]) -> None:
        """Choose these and no others."""
        for group in self.groups:
            group.set_values([code for code in codes if code in group.options()])


class DoelStep(QWidget):
    """One purpose: what, with whom, why, what yes and no mean, and the question."""

    def __init__(self, page: GesprekView) -> None:
        super().__init__()
        self._page = page
        space = theme.current().spacing
        self.notice = QWidget()
        self._notice_words = column(gap=2)
        holder = QWidget()
        holder.setLayout(self._notice_words)
        notice_line = row(gap=space.s)
        notice_line.addWidget(Icon("language", "text_muted"), 0, Qt.AlignmentFlag.AlignTop)
        notice_line.addWidget(holder, 1)
        self.notice.setLayout(notice_line)
        self.titles = BesideEachOther()
        self.parts = BesideEachOther()
        self.foot = BesideEachOther()
        self.earlier = label("", "muted")
        self.origin = label("", "small")
        self.question = BesideEachOther()
        self._answer_slot = column(gap=0)
        self.answer = ChipGroup(())
        self.form = Form()
        text = Card()
        text.add(self.titles, self.parts, divider(), self.foot, self.origin)
        asked = Card()
        self._error = ErrorSummary()
        asked.add(self._error, self.question, self.earlier)
        asked.body.addLayout(self._answer_slot)
        self.setLayout(column(self.notice, text, asked, gap=space.l))

    def show_page(self, page: DoelPagina) -> None:
        """Show one purpose; nothing is chosen unless the client answered under this text."""
        self.titles.show_pairs((page.titel,), role="heading")
        self.parts.show_pairs(page.delen)
        self.foot.show_pairs(page.voet, role="muted")
        self.question.show_pairs((page.vraag,), role="lead")
        self.earlier.setText(page.eerder)
        self.earlier.setVisible(bool(page.eerder))
        self._show_notice(page)
        self._error.show_errors(())
        clear(self._answer_slot)
        two = bool(page.ja.eigen)
        words = {
            JA: f"{page.ja.nl}  ·  {apart(page.ja.eigen)}" if two else page.ja.nl,
            NEE: f"{page.nee.nl}  ·  {apart(page.nee.eigen)}" if two else page.nee.nl,
        }
        self.answer = ChipGroup(
            [(JA, words[JA], "consent"), (NEE, words[NEE], "consent-refused")], clearable=True
        )
        self.answer.setAccessibleName(page.vraag.nl)
        self.answer.set_value(page.antwoord)
        self.answer.changed.connect(lambda: self._page.answered(page.doel, self.answer.value()))
        self._answer_slot.addWidget(self.answer)
        # At once, so that the focus can go to it.
        self.answer.show()

    def _show_notice(self, page: DoelPagina) -> None:
        clear(self._notice_words)
        self.notice.setVisible(page.niet_nagekeken is not None)
        self.origin.setText(page.herkomst)
        if page.niet_nagekeken is not None:
            self._notice_words.addWidget(label(page.niet_nagekeken.nl, "muted"))
            self._notice_words.addWidget(OwnLabel(page.niet_nagekeken.eigen, "muted"))

    def refuse(self, sentence: str) -> None:
        """Say that an answer is missing."""
        self._error.show_errors([("antwoord", sentence)])
        self._error.chosen.connect(lambda _: self.answer.chip(JA).setFocus(Qt.FocusReason.OtherFocusReason))
        announce(self._error, sentence, urgent=True)
        self.answer.chip(JA).setFocus(Qt.FocusReason.OtherFocusReason)


class ProofStep(QWidget):
    """How the yes was given: a drawn signature, or aloud with a witness and a reason; under 16 by a parent."""

    def __init__(self, page: GesprekView) -> None:
        super().__init__()
        self._page = page
        self.form = Form()
        self.no_proof = MessageBar(
            "info",
            tr("De cliënt zegt overal nee. Een handtekening is niet nodig."),
            detail=tr("Een nee hoeft niemand te bewijzen."),
        )
        self.guardian = TextLine(width=32)
        self.how = ChipGroup(
            (
                ("handtekening", tr("Met een handtekening"), "signature"),
                ("mondeling", tr("Mondeling"), "chat"),
            )
        )
        self.pad = SignaturePad()
        self.witness = TextLine(width=32)
        self.reason = TextLine()
        self.guardian_field = self.form.add_field(
            "ouder",
            tr("Welke ouder of voogd beslist?"),
            self.guardian,
            hint=tr("De naam, en of het een ouder of voogd is."),
        )
        self.how_field = self.form.add_field("wijze", tr("Hoe geeft de cliënt toestemming?"), self.how)
        self.pad_field = self.form.add_field("handtekening", tr("Handtekening"), self.pad)
        self.witness_field = self.form.add_field(
            "getuige",
            tr("Wie was erbij?"),
            self.witness,
            hint=tr("Bijvoorbeeld de tolk. Schrijf de naam op."),
        )
        self.reason_field = self.form.add_field("reden", tr("Waarom is er geen handtekening?"), self.reason)
        self.setLayout(column(self.no_proof, self.form, gap=theme.current().spacing.l))
        self.how.changed.connect(self._chosen)
        self.pad.changed.connect(page.proof_changed)
        self.pad.alternative.connect(self._rather_oral)
        for line in (self.guardian, self.witness, self.reason):
            line.textEdited.connect(page.proof_changed)

    def _chosen(self) -> None:
        self._page.proof_changed()
        self.show_state()

    def _rather_oral(self) -> None:
        self.how.set_value("mondeling")
        self._chosen()
        self.witness.setFocus(Qt.FocusReason.OtherFocusReason)

    def fill(self, model: GesprekViewModel) -> None:
        """Show what was filled in."""
        form = model.form
        self.guardian.setText(form.ouder)
        self.how.set_value(form.wijze)
        if self.pad.strokes() != form.handtekening:
            self.pad.set_strokes(form.handtekening)
        self.witness.setText(form.getuige)
        self.reason.setText(form.reden)
        self.show_state()

    def show_state(self) -> None:
        """Show only what has to be filled in."""
        model = self._page.model
        needed = model.any_yes
        self.no_proof.setVisible(not needed)
        self.guardian_field.setVisible(bool(model.begin and model.begin.ouder_beslist))
        self.how_field.setVisible(needed)
        self.pad_field.setVisible(needed and model.form.wijze == "handtekening")
        for field in (self.witness_field, self.reason_field):
            field.setVisible(needed and model.form.wijze == "mondeling")


class ReviewStep(QWidget):
    """Everything once more, with a way to change each."""

    def __init__(self, page: GesprekView) -> None:
        super().__init__()
        self._page = page
        self.answers = Card(tr("Wat de cliënt zegt"), icon="consent")
        self.how = Card(tr("Hoe"), icon="signature")
        self.facts = KeyValueList()
        self.how.add(self.facts)
        self.changes: dict[str, LinkButton] = {}
        self.setLayout(column(self.answers, self.how, gap=theme.current().spacing.l))

    def fill(self, model: GesprekViewModel) -> None:
        """Show the answers and how they were given."""
        clear(self.answers.body)
        self.changes = {}
        for doel in model.form.doelen:
            title = titel_van(doel)
            change = LinkButton(tr("Veranderen"), lambda doel=doel: model.go_to(doel))  # type: ignore[misc]
            change.setAccessibleName(tr("{title} veranderen", title=title))
            self.changes[doel] = change
            line = row(gap=theme.current().spacing.m)
            line.addWidget(label(title), 1)
            said = model.answered(doel)
            line.addWidget(Badge(stand_pill(said or "open")))
            line.addWidget(change)
            self.answers.body.addLayout(line)
        self.facts.set_pairs(model.review())


class GesprekView(EditingPage):
    """The page of a conversation; `activate` gets `dossier`."""

    model: GesprekViewModel

    def __init__(self, model: GesprekViewModel, navigator: Navigator) -> None:
        super().__init__(model, navigator, tr("Gesprek over toestemming"))
        space = theme.current().spacing
        self.progress = Progress(tr("Voortgang"))
        self.start = StartStep(self)
        self.doel = DoelStep(self)
        self.proof = ProofStep(self)
        self.review = ReviewStep(self)
        self.back = Button(tr("&Terug"), "secondary", "arrow-left", self._back)
        self.on = Button(tr("&Verder"), "primary", "", self.submit)
        self.stop = Button(tr("Later verder"), "quiet", "", self._later)
        self.above.addWidget(self.progress)
        self.add(self.trouble, self.start, self.doel, self.proof, self.review)
        self.body.addWidget(self.foot(self.back, self.on, self.stop))
        self.body.addStretch(1)
        self.body.setSpacing(space.l)
        model.turned.connect(self._turned)
        model.saved.connect(self._recorded)
        for step in (self.start, self.doel, self.proof, self.review):
            step.hide()

    def activate(self, params: Mapping[str, str]) -> None:
        self.model.open(params.get("dossier", ""))

    def fill(self) -> None:
        if self.model.begin is None:
            return
        self.start.fill(self.model)
        self.proof.fill(self.model)
        self._show_step()

    def read(self) -> GesprekForm:
        return self.model.form

    # -- what is filled in

    def start_changed(self) -> None:
        """The first page was changed."""
        if self._filling:
            return
        form = replace(
            self.model.form, taal=self.start.language.value(), tolk=self.start.interpreter.text().strip()
        )
        self.model.edit(form)
        self.model.choose(self.start.topics.values())
        self._show_progress()

    def answered(self, doel: str, said: str) -> None:
        """The client said yes or no, or took it back."""
        self.model.answer(doel, said == JA if said else None)

    def proof_changed(self) -> None:
        """How it was given was changed."""
        if self._filling:
            return
        proof = self.proof
        self.model.edit(
            replace(
                self.model.form,
                ouder=proof.guardian.text(),
                wijze=proof.how.value(),
                handtekening=proof.pad.strokes(),
                getuige=proof.witness.text(),
                reden=proof.reason.text(),
            )
        )

    # -- steps

    @property
    def step(self) -> str:
        """The page that is open."""
        return self.model.form.stap

    def submit(self) -> None:
        problems = self.model.problems(self.step)
        if not self._show_problems(problems):
            return
        if self.step == NAKIJKEN:
            self.model.record()
        else:
            self.model.turn(1)

    def _show_problems(self, problems: Mapping[str, str]) -> bool:
        if self.step == START:
            return self.form.show_errors(problems)
        if self.step == TEKENEN:
            return self.proof.form.show_errors(problems)
        if problems:
            self.doel.refuse(next(iter(problems.values())))
        return not problems

    def _back(self) -> None:
        if self.step == START:
            self._later()
        else:
            self.model.turn(-1)

    def _later(self) -> None:
        self.save_draft()
        if not self.navigator.back():
            self.navigator.go("toestemming", dossier=self.model.dossier_id)

    def _turned(self) -> None:
        self._show_step()
        self._focus_step()
        # The answer has the focus; the words above it are read first.
        self.scroller.verticalScrollBar().setValue(0)
        announce(self, self.subtitle.text())

    def _show_step(self) -> None:
        step = self.step
        self.trouble.hide()
        pages = {START: self.start, TEKENEN: self.proof, NAKIJKEN: self.review}
        shown = pages.get(step, self.doel)
        for page in (self.start, self.doel, self.proof, self.review):
            page.setVisible(page is shown)
        if shown is self.doel:
            self.doel.show_page(self.model.page(step))
        if shown is self.proof:
            self.proof.fill(self.model)
        if shown is self.review:
            self.review.fill(self.model)
        self.on.setText(tr("&Vastleggen") if step == NAKIJKEN else tr("&Verder"))
        self._show_progress()

    def _show_progress(self) -> None:
        number, total = self.model.step
        self.progress.set_counts(number, total, tr("Stap {n} van {total}", n=number, total=total))
        who = apart(self.model.begin.naam) if self.model.begin else ""
        self.set_title(tr("Gesprek over toestemming"), f"{who} · {self._step_name()}")

    def _step_name(self) -> str:
        names = {START: tr("Begin"), TEKENEN: tr("Hoe de cliënt het zegt"), NAKIJKEN: tr("Nakijken")}
        return names.get(self.step) or titel_van(self.step)

    def _focus_step(self) -> None:
        if self.step == START:
            self.start.language.chip(self.model.form.taal or "nl").setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.step == NAKIJKEN:
            self.on.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.step == TEKENEN:
            first = (
                self.proof.guardian_field
                if not self.proof.guardian_field.isHidden()
                else self.proof.how_field
            )
            (first if not first.isHidden() else self.on).setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.doel.answer.chip(self.doel.answer.value() or JA).setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, fault: Fault) -> None:
        super()._failed(fault)
        self.scroller.verticalScrollBar().setValue(0)

    def _recorded(self, dossier_id: str) -> None:
        self.model.leave()
        if not self.navigator.back():
            self.navigator.go("toestemming", dossier=dossier_id)
