"""A client's own facts in sections, for a new client and to change one; nothing typed is ever lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui import theme
from ui.i18n import apart, tr
from ui.navigation import Navigator
from ui.viewmodels.client import ClientForm, ClientViewModel
from ui.viewmodels.client_fields import NAMES, TALEN, TEXTS, ClientFields, FieldDifference
from ui.viewmodels.lines import Line
from ui.views.client_sections import ClientSections, put, take
from ui.views.editing import EditingPage
from ui.views.live import follow, offer_undo
from ui.views.pills import row_of
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.conflict import ConflictPicker, Difference
from ui.widgets.inputs import LongText, TextLine
from ui.widgets.layouts import FlowLayout, column
from ui.widgets.page import LARGE_TEXT
from ui.widgets.panels import Card
from ui.widgets.rows import RowList
from ui.widgets.taborder import tab_by_layout
from ui.widgets.text import label

LOOK_AFTER_MS = 600
"""How long after the last letter of a name the program looks whether this person is here already."""


class ClientView(EditingPage):
    """The page `client-bewerken`; `activate` gets `dossier`, or nothing for a new client."""

    model: ClientViewModel

    def __init__(self, model: ClientViewModel, navigator: Navigator) -> None:
        super().__init__(model, navigator, tr("Nieuwe cliënt"))
        self.client = model
        self.alike = self._make_alike()
        self.difference = self._make_difference()
        built = ClientSections(self.form, self.alike, model.today, model.age)
        self.controls, self.sections, self.secret_note = built.controls, built.cards, built.secret_note
        self._index()
        self.form.body.setSpacing(theme.current().spacing.l)
        self.add(self.trouble, self.difference, self.form)
        self._make_foot()
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.setInterval(LOOK_AFTER_MS)
        self._look.timeout.connect(model.look_alike)
        self._wire()
        tab_by_layout(self)

    # -- around the sections

    def _index(self) -> None:
        """Links under the title that bring one to a section."""
        self.index = QWidget()
        self.index.setAccessibleName(tr("Onderdelen"))
        flow = FlowLayout(gap=theme.current().spacing.l)
        self.links: dict[str, LinkButton] = {}
        for key, card in self.sections.items():
            title = card.heading.text() if card.heading is not None else key
            self.links[key] = LinkButton(title, partial(self.go_to, key))
            flow.addWidget(self.links[key])
        self.index.setLayout(flow)
        policy = self.index.sizePolicy()
        policy.setHeightForWidth(True)
        self.index.setSizePolicy(policy)
        self.above.addWidget(self.index)

    def go_to(self, key: str) -> None:
        """Scroll to a section and put the cursor in its first field."""
        card = self.sections[key]
        ground = self.scroller.widget()
        assert ground is not None
        place = card.mapTo(ground, card.rect().topLeft())
        first = next(field for field in self.form.fields.values() if card.isAncestorOf(field))
        first.focus()
        self.scroller.verticalScrollBar().setValue(max(0, place.y() - theme.current().spacing.m))

    def _make_alike(self) -> Card:
        card = Card(tr("Is deze persoon er al?"), icon="household")
        self.alike_rows = RowList(tr("Lijkt op"))
        self.alike_rows.opened.connect(self._open_alike)
        self._alike_lines: tuple[Line, ...] = ()
        card.add(
            label(tr("Deze cliënt lijkt op iemand die er al staat. Kijk even."), "muted"), self.alike_rows
        )
        card.hide()
        return card

    def _make_difference(self) -> Card:
        card = Card(tr("Intussen is er ook elders iets veranderd"), icon="conflict")
        card.add(label(tr("Wat jij typte is er nog. Kies per onderdeel wat klopt."), "muted"))
        self.picker: ConflictPicker | None = None
        card.hide()
        return card

    def _make_foot(self) -> None:
        self.done = Button("", "primary", "check", self.submit)
        self.done.setToolTip(tr("Ctrl+Enter"))
        self.throw = Button(tr("Niet bewaren"), "quiet", clicked=self.client.throw_away)
        foot = self.foot(self.done, self.throw)
        self.kept.setWordWrap(False)
        tokens = theme.current()
        outer = self.layout()
        if tokens.scale >= LARGE_TEXT or not isinstance(outer, QVBoxLayout):
            self.add(foot)
            return
        # Always in sight: the form is long, and the button says that it can be left half done.
        space = tokens.spacing
        holder = QFrame()
        holder.setObjectName("footbar")
        holder.setLayout(column(foot, margins=(space.xl, space.m, space.xl, space.m)))
        outer.addWidget(holder)

    def _wire(self) -> None:
        for key, control in self.controls.items():
            for name in ("textEdited", "changed", "toggled"):
                signal = getattr(control, name, None)
                if signal is not None and hasattr(signal, "connect"):
                    self.listen(signal)
                    if key in TEXTS:
                        signal.connect(partial(self._watch, key))
                    break
        for key in ("voornamen", "achternaam", "andere_spellingen", "geboortedatum"):
            control = self.controls[key]
            (control.textEdited if isinstance(control, TextLine) else control.changed).connect(
                self._look_soon
            )
        self.controls["andere_spellingen"].reshaped.connect(lambda: tab_by_layout(self))
        self.controls["tolk_nodig"].toggled.connect(self._fit_choices)
        self.controls["adres_geheim"].toggled.connect(self._fit_choices)
        self.form.on_left(self._check)
        self.client.problems_found.connect(self.form.show_errors)
        self.client.alike_found.connect(self._show_alike)
        self.client.differed.connect(self._show_difference)
        self.client.saved.connect(self._saved)
        self.client.thrown_away.connect(self._thrown_away)
        self.client.session.along.changed.connect(self._show_private)

    def activate(self, params: Mapping[str, str]) -> None:
        self._look.stop()
        self.alike.hide()
        self.difference.hide()
        self.client.load(params.get("dossier", ""))

    # -- between fields and form

    def fill(self) -> None:
        shown = self.client.form.shown
        new = self.client.is_new
        self.set_title(
            tr("Nieuwe cliënt") if new else tr("Gegevens wijzigen"), "" if new else apart(self.client.name)
        )
        self.done.setText(tr("Cliënt toevoegen") if new else tr("Bewaren"))
        for name in NAMES:
            put(self.controls[name], getattr(shown, name))
        others = [each for each in shown.talen if each not in TALEN]
        self.controls["andere_talen"].setText(", ".join(others))
        self._fit_choices()
        self._show_private()
        if self.client.has_draft:
            self.client.look_alike()
        elif new:
            # After the window has put the focus on the first link of the page.
            QTimer.singleShot(0, self, self.controls["voornamen"].setFocus)

    def read(self) -> ClientForm:
        values = {name: take(self.controls[name]) for name in NAMES}
        others = [each.strip() for each in self.controls["andere_talen"].text().split(",") if each.strip()]
        kept = self.client.form.shown.talen
        chosen = {*values["talen"], *others}
        # In the order in which they stood, so that looking at a client changes nothing.
        ordered = [each for each in kept if each in chosen]
        values["talen"] = (*ordered, *(each for each in (*values["talen"], *others) if each not in ordered))
        return ClientForm(shown=ClientFields(**values), basis=self.client.form.basis)

    def _fit_choices(self, *_: object) -> None:
        self.form.fields["tolkvoorkeur"].setVisible(self.controls["tolk_nodig"].isChecked())
        self.secret_note.setVisible(self.controls["adres_geheim"].isChecked())

    def _show_private(self) -> None:
        """Take out of sight what who reads along must not read; what stands in it stays."""
        shown = not self.client.session.along.on
        self.sections["prive"].setVisible(shown)
        self.links["prive"].setVisible(shown)

    def _watch(self, key: str, *_: object) -> None:
        """While typing only a number that may not be here is said; all else waits until the field is left."""
        field = self.form.fields[key]
        said = self.client.number(key)
        if said or field.error:
            field.set_error(said)

    def _check(self, key: str) -> str:
        self.client.edit(self.read())
        if key in ("vergunning_tot", "vergunning_vanaf", "gekoppeld_op"):
            return str(self.controls[key].problem())
        if isinstance(self.controls[key], LongText) and self.controls[key].too_much:
            return tr("Deze tekst is te lang. Maak hem korter.")
        return self.client.problem(key) if key in NAMES else ""

    def _look_soon(self, *_: object) -> None:
        self._look.start()

    def _show_alike(self, lines: tuple[Line, ...]) -> None:
        self._alike_lines = lines
        self.alike_rows.set_rows([row_of(line) for line in lines])
        self.alike.setVisible(bool(lines))

    def _open_alike(self, key: str) -> None:
        line = next(each for each in self._alike_lines if each.key == key)
        self.save_draft()
        follow(self.navigator, line.route, line.dossier_id)

    def _show_difference(self, differences: Sequence[FieldDifference]) -> None:
        if self.picker is not None:
            self.difference.body.removeWidget(self.picker)
            self.picker.hide()
            self.picker.deleteLater()
            self.picker = None
        self.difference.setVisible(bool(differences))
        if differences:
            self.picker = ConflictPicker(
                [Difference(key=d.key, caption=d.caption, mine=d.mine, theirs=d.theirs) for d in differences],
                mine=tr("Wat jij typte"),
                theirs=tr("Wat er binnenkwam"),
            )
            self.picker.changed.connect(self._chosen)
            self.difference.add(self.picker)

    def _chosen(self) -> None:
        if self.picker is None:
            return
        for key, side in self.picker.choices().items():
            if side:
                self.client.choose(key, theirs=side == "theirs")

    # -- what the buttons do

    def submit(self) -> None:
        self.client.edit(self.read())
        said = {key: self._check(key) for key in self.form.fields}
        problems = {**{key: words for key, words in said.items() if words}, **self.client.problems()}
        if self.form.show_errors(problems):
            self.trouble.hide()
            self.client.save()

    def _saved(self, dossier_id: str) -> None:
        self.navigator.back()
        here = self.navigator.current
        if here is None or here.params.get("dossier") != dossier_id:
            self.navigator.go("dossier", dossier=dossier_id)

    def _thrown_away(self) -> None:
        offer_undo(self, tr("Wat je typte is weggegooid."), self.client.bring_back)
        if not self.navigator.back():
            self.navigator.go("clienten")
