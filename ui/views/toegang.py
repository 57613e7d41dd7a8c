"""Fields for a way in that isn't the wachtzin of now. Which ones show follows the way that is chosen."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui import theme
from ui.i18n import tr
from ui.viewmodels.toegang import BLAD, PAPIEREN, WACHTZIN, Access
from ui.widgets.choices import ChipGroup
from ui.widgets.form import Field, Form
from ui.widgets.inputs import PassphraseField, TextLine
from ui.widgets.layouts import column

_CHIPS = {
    WACHTZIN: ("Mijn wachtzin", "key"),
    BLAD: ("Mijn herstelblad", "print"),
    PAPIEREN: ("Papieren van mijn organisatie", "household"),
}


class AccessPanel(QWidget):
    """Puts its fields (`wachtzin`, `code`, `papier1`, `papier2`) in `form`. `question` stands above the ways."""

    def __init__(self, model: Access, form: Form, question: str, wachtzin: str = "") -> None:
        super().__init__()
        self._model = model
        chips = [(way, tr(_CHIPS[way][0]), _CHIPS[way][1]) for way in model.ways]
        self.way = ChipGroup(chips, chosen=(model.way,))
        self.way_field = Field("manier", question, self.way)
        parts: list[QWidget] = [self.way_field]
        self.passphrase = PassphraseField()
        self.code = TextLine(model.code, max_length=120)
        self.papers = tuple(TextLine(typed, max_length=200) for typed in model.papers)
        self._fields = {
            WACHTZIN: [
                Field("wachtzin", wachtzin or tr("Wachtzin"), self.passphrase),
            ],
            BLAD: [
                Field(
                    "code",
                    tr("Herstelcode"),
                    self.code,
                    hint=tr(
                        "Acht groepen van vijf tekens. Hoofdletters, spaties en streepjes maken niet uit."
                    ),
                )
            ],
            PAPIEREN: [
                Field(
                    f"papier{place}",
                    tr("Code van het {which} papier", which=tr("eerste") if place == 1 else tr("tweede")),
                    line,
                    hint=tr("Veertien groepen van vijf tekens.") if place == 1 else "",
                )
                for place, line in enumerate(self.papers, start=1)
            ],
        }
        for way in model.ways:
            parts += [form.adopt(field) for field in self._fields[way]]
        self.setLayout(column(*parts, gap=theme.current().spacing.l))
        self._wire()
        self.show_way()

    def _wire(self) -> None:
        model = self._model
        self.way.changed.connect(lambda: model.choose(self.way.value()))
        model.changed.connect(self.show_way)
        self.way.confirmed.connect(lambda: self._fields[model.way][0].focus())
        self.passphrase.changed.connect(lambda: setattr(model, "wachtzin", self.passphrase.text()))
        self.code.textChanged.connect(lambda text: setattr(model, "code", text))
        for place, line in enumerate(self.papers):
            line.textChanged.connect(lambda text, place=place: self._paper(place, text))
        self.papers[0].returnPressed.connect(self.papers[1].setFocus)

    def _paper(self, place: int, text: str) -> None:
        self._model.papers[place] = text

    def show_way(self) -> None:
        """Show the fields of the chosen way; what was wrong with another way is no longer news."""
        self.way.set_value(self._model.way)
        for way, fields in self._fields.items():
            for field in fields:
                field.setVisible(way == self._model.way and way in self._model.ways)
                field.set_error("")

    def on_enter(self, act: object) -> None:
        """Enter in the last field of a way goes on."""
        for signal in (self.passphrase.submitted, self.code.returnPressed, self.papers[1].returnPressed):
            signal.connect(act)
