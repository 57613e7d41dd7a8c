"""Parts of the page of devices for one that is lost: revoke it, and look at what it sent since."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from ui import theme
from ui.i18n import counted, tr
from ui.viewmodels.apparaten import Apparaat, ApparatenViewModel, Kept
from ui.views.bevestigen import when_proven
from ui.widgets.buttons import Button
from ui.widgets.layouts import clear, column, row
from ui.widgets.panels import Card
from ui.widgets.text import announce, label


class LostCard(Card):
    """What can be done about the chosen device when it is lost: asked twice before it is done."""

    def __init__(self, model: ApparatenViewModel) -> None:
        super().__init__(tr("Apparaat kwijt of gestolen"), icon="warning")
        self._model = model
        self._device: Apparaat | None = None
        self.hint = label("", "muted")
        self.wipe = QCheckBox(tr("Vraag het apparaat ook om alles te wissen"))
        self.wipe_hint = label(
            tr(
                "Dat gebeurt pas als het apparaat weer deelt. Eerst verstuurt het wat gedeeld mag worden. "
                "Wat niet gedeeld mag worden, is daarna weg."
            ),
            "muted",
        )
        self.question = label("", "strong")
        self.revoke = Button(tr("Toegang intrekken"), "secondary", "lock", self._ask)
        self.yes = Button(tr("Ja, intrekken"), "danger", "check", self._do)
        self.no = Button(tr("Nee, terug"), "secondary", "close", self._back)
        self.sheet = Button(tr("Blad voor een datalek"), "secondary", "print", self._print)
        self.add(self.hint, self.wipe, self.wipe_hint, self.question)
        gap = theme.current().spacing.m
        self.body.addLayout(row(self.revoke, self.yes, self.no, self.sheet, None, gap=gap))
        self.show_device(None)

    @property
    def device_id(self) -> str:
        """Which device is chosen; `""` for none."""
        return self._device.device_id if self._device is not None else ""

    def show_device(self, device: Apparaat | None) -> None:
        """Show what can be done about one device; None when none is chosen."""
        if device is not None and self._device is not None and device.device_id == self._device.device_id:
            asking = self.yes.isVisibleTo(self)
        else:
            asking = False
        self._device = device
        self._offer(asking)

    def _offer(self, asking: bool) -> None:
        device = self._device
        gone = device is not None and device.revoked
        open_to = device is not None and (not gone or not device.wipe)
        self.hint.setText(self._hint(device))
        self.wipe.setVisible(bool(open_to))
        self.wipe_hint.setVisible(bool(open_to))
        if gone and open_to:
            self.wipe.setChecked(True)
        self.revoke.setVisible(bool(open_to) and not asking)
        self.revoke.setText(tr("Vragen om te wissen") if gone else tr("Toegang intrekken"))
        self.sheet.setVisible(device is not None and not asking)
        for part in (self.question, self.yes, self.no):
            part.setVisible(bool(open_to) and asking)

    @staticmethod
    def _hint(device: Apparaat | None) -> str:
        if device is None:
            return tr("Kies hierboven het apparaat.")
        if device.wipe == "bevestigd":
            return tr("Dit apparaat van {naam} heeft zelf bevestigd dat het gewist is.", naam=device.naam)
        if device.wipe:
            return tr(
                "Gevraagd om te wissen. {naam} heeft dat nog niet bevestigd: zonder internet weet het dit niet.",
                naam=device.naam,
            )
        if device.revoked:
            return tr("De toegang van {naam} is ingetrokken. Er gaat niets meer heen.", naam=device.naam)
        return tr(
            "Gekozen: het apparaat van {naam}. Na het intrekken gaat er niets meer heen, "
            "en wat ervan komt bekijk je eerst zelf.",
            naam=device.naam,
        )

    def _ask(self) -> None:
        if self._device is not None:
            self.question.setText(
                tr("Toegang van {naam} intrekken? Dit kan niet terug.", naam=self._device.naam)
            )
            self._offer(True)
            announce(self.question, self.question.text())
            self.no.setFocus()

    def _back(self) -> None:
        self._offer(False)
        self.revoke.setFocus()

    def _do(self) -> None:
        if self._device is not None:
            why = tr("Dit apparaat mag daarna niets meer. Dit kan niet terug.")
            when_proven(self, self._model.session, why, self._revoke)

    def _revoke(self) -> None:
        if self._device is not None:
            self._offer(False)
            self._model.revoke(self._device, wipe=self.wipe.isChecked())

    def _print(self) -> None:
        if self._device is not None:
            self._model.print_sheet(self._device)


class KeptCard(Card):
    """What revoked devices sent: nothing of it is taken over before a person decides."""

    def __init__(self, model: ApparatenViewModel) -> None:
        super().__init__(tr("Nog te bekijken"), icon="inbox")
        self._model = model
        self.lines = column(gap=theme.current().spacing.s)
        self.add(
            label(
                tr(
                    "Dit kwam van een apparaat waarvan de toegang is ingetrokken. Vraag de maker of het klopt."
                ),
                "muted",
            )
        )
        self.body.addLayout(self.lines)
        self.hide()

    def show_kept(self, kept: Sequence[Kept]) -> None:
        """Show one line per device, with a yes and a no."""
        clear(self.lines)
        for one in kept:
            line = QWidget()
            line.setLayout(self._line(one))
            self.lines.addWidget(line)
            line.show()
        self.setVisible(bool(kept))

    def _line(self, one: Kept) -> QHBoxLayout:
        words = label(f"{one.naam}: {counted(one.changes, 'wijziging', 'wijzigingen')}", "strong")
        take = Button(tr("Overnemen"), "secondary", "import", lambda: self._model.take_over(one))
        drop = Button(tr("Niet overnemen"), "secondary", "close", lambda: self._model.put_away(one))
        take.setAccessibleName(tr("Overnemen wat van {naam} kwam", naam=one.naam))
        drop.setAccessibleName(tr("Niet overnemen wat van {naam} kwam", naam=one.naam))
        take.setObjectName("overnemen")
        drop.setObjectName("niet-overnemen")
        return row(words, None, take, drop, gap=theme.current().spacing.m)
