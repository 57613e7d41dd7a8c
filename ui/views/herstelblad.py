"""The herstelblad in the window: print or store it, then type two groups back, so that it is known to be on paper."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.faults import Fault
from ui import theme
from ui.i18n import tr
from ui.viewmodels.herstelblad import RecoverySheet
from ui.widgets.buttons import Button
from ui.widgets.files import ask_save
from ui.widgets.form import Field, Form
from ui.widgets.inputs import TextLine
from ui.widgets.layouts import FlowLayout, column
from ui.widgets.panels import MessageBar
from ui.widgets.text import label


class SheetPanel(QWidget):
    """Puts its fields (`groep1`, `groep2`) in `form`."""

    def __init__(self, model: RecoverySheet, form: Form) -> None:
        super().__init__()
        self._model = model
        space = theme.current().spacing
        self.print = Button(tr("Printen"), "secondary", "print", model.prepare_print)
        self.save = Button(tr("Opslaan als bestand"), "secondary", "pdf", self._ask)
        self.show_code = Button(tr("Geen printer? Schrijf de code over"), "quiet", "edit", self._toggle)
        buttons = QWidget()
        flow = FlowLayout()
        for button in (self.print, self.save, self.show_code):
            flow.addWidget(button)
        buttons.setLayout(flow)
        self.code = label("", "heading", selectable=True)
        self.code.setAccessibleDescription(tr("De acht groepen van je herstelcode"))
        self.code.hide()
        self.note = MessageBar("success", "")
        self.note.hide()
        first, second = model.asked
        self.groups = tuple(TextLine(max_length=12, width=8) for _ in model.asked)
        self.fields = tuple(
            form.adopt(Field(f"groep{place}", tr("Groep {n} van je blad", n=number), line))
            for place, (number, line) in enumerate(zip((first, second), self.groups, strict=True), start=1)
        )
        self.setLayout(
            column(
                buttons,
                self.code,
                self.note,
                label(tr("Typ nu twee groepen over van het papier. Zo weet je dat het goed is."), "strong"),
                *self.fields,
                gap=space.m,
            )
        )
        for place, line in enumerate(self.groups):
            line.textChanged.connect(lambda text, place=place: self._typed(place, text))
        model.saved.connect(self._saved)
        model.ready.connect(self._print)
        model.failed.connect(self._failed)

    def _typed(self, place: int, text: str) -> None:
        self._model.typed[place] = text
        # Copying from the screen would prove nothing about the paper.
        if text and not self.code.isHidden():
            self._toggle()

    def _toggle(self) -> None:
        shown = self.code.isHidden()
        groups = self._model.groups
        numbered = [f"{number}. {group}" for number, group in enumerate(groups, start=1)]
        half = len(numbered) // 2
        lines = ("     ".join(numbered[:half]), "     ".join(numbered[half:]))
        self.code.setText("\n".join(lines) if shown else "")
        self.code.setVisible(shown)
        self.show_code.setText(tr("Code verbergen") if shown else tr("Geen printer? Schrijf de code over"))

    def _ask(self) -> None:
        ask_save(self, tr("Herstelblad opslaan"), self._model.proposed_name(), self._model.save)

    def _saved(self, name: str) -> None:
        self._say(
            "success",
            tr("Opgeslagen als {name}.", name=name),
            tr("Print het blad en wis daarna het bestand. Het hoort niet op deze computer."),
        )

    def _print(self, data: bytes) -> None:
        from ui.printing import ask_printer

        ask_printer(self, data, tr("Herstelblad"))

    def _failed(self, fault: Fault) -> None:
        self._say("error", fault.sentence, fault.next_step)

    def _say(self, tone: str, text: str, detail: str) -> None:
        self.note.show_message(tone, text, detail=detail)
        self.note.show()
