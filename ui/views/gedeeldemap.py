"""The card that says where the shared folder is, and lets another place be chosen after it was tried."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.faults import Fault
from ui import theme
from ui.i18n import tr
from ui.viewmodels.gedeeldemap import (
    MAP,
    S3,
    WEBDAV,
    GedeeldeMapViewModel,
    Plaats,
    Proef,
    missing,
    read_address,
)
from ui.views.bevestigen import when_proven
from ui.views.working import WorkingBar
from ui.widgets.buttons import Button, LinkButton
from ui.widgets.choices import ChipGroup
from ui.widgets.files import EVERYTHING, ask_folder, ask_open
from ui.widgets.form import Form
from ui.widgets.inputs import PassphraseField, TextLine
from ui.widgets.layouts import column, row
from ui.widgets.panels import Card, MessageBar
from ui.widgets.text import announce, label

_HINTS = {
    MAP: "Het hele pad, bijvoorbeeld van een stick of een map op het netwerk. Het staat ook in de uitnodiging.",
    WEBDAV: "Begint met https://. Bij Nextcloud staat het onder Bestanden, Instellingen, WebDAV; zet er de map achter.",
    S3: "Begint met https://, bijvoorbeeld https://opslag.gemeente.nl. Zonder de naam van de bucket.",
}
_CAPTIONS = {MAP: "Welke map delen jullie?", WEBDAV: "Adres van de map", S3: "Adres van de opslag"}


class GedeeldeMapCard(Card):
    """One place at a time; what was typed stays when it doesn't work. `ask_folder` and `ask_file` are for tests."""

    def __init__(self, model: GedeeldeMapViewModel) -> None:
        super().__init__(tr("De gedeelde map"), icon="places")
        self.model = model
        self.ask_folder: Callable[..., Any] = ask_folder
        self.ask_file: Callable[..., Any] = ask_open
        self._address = self._user = ""
        self.where = label("", selectable=True)
        self.change = Button(tr("Andere plek"), "secondary", "", self._open)
        self.tools.addWidget(self.change)
        self.form = Form()
        self._make_fields()
        self.browse = Button(tr("Map kiezen"), "secondary", "places", self._browse)
        self.attempt = Button(tr("Probeer de verbinding"), "secondary", "refresh", self._try)
        self.keep = Button(tr("Deze plek gebruiken"), "primary", "check", self._keep)
        self.outcome = MessageBar("info", "")
        self.trouble = self.outcome
        self.outcome.hide()
        self.editor = QWidget()
        gap = theme.current().spacing.m
        buttons = row(self.browse, self.attempt, self.keep, None)
        self.editor.setLayout(column(self.form, WorkingBar(model.working), buttons, gap=gap))
        self.editor.hide()
        self.add(self.where, self.editor, self.outcome)
        model.tried.connect(self._show_trial)
        model.stands.connect(self._stands)
        model.refused.connect(self.refuse)
        model.certificate_read.connect(self._show_certificate)
        model.working.busy_changed.connect(self.attempt.setDisabled)
        model.working.busy_changed.connect(self.keep.setDisabled)
        self._show_sort()

    def _make_fields(self) -> None:
        self.sort = ChipGroup(
            (
                (MAP, tr("Map of USB-stick"), "places"),
                (WEBDAV, tr("Nextcloud of WebDAV"), "share"),
                (S3, tr("S3-opslag"), "inbox"),
            ),
            chosen=(MAP,),
        )
        self.line = TextLine(max_length=1000)
        self.bucket = TextLine(max_length=300)
        self.region = TextLine(max_length=60)
        self.user = TextLine(max_length=300)
        self.password = PassphraseField(eye=(tr("Wachtwoord laten zien"), tr("Wachtwoord verbergen")))
        self.form.add_field("soort", tr("Waar delen jullie?"), self.sort)
        self._where = self.form.add_field("map", tr(_CAPTIONS[MAP]), self.line, hint=tr(_HINTS[MAP]))
        self._bucket = self.form.add_field(
            "bucket", tr("Bucket, en de map daarin"), self.bucket, hint=tr("Bijvoorbeeld: postbus/lindewaard")
        )
        self._region = self.form.add_field("regio", tr("Regio"), self.region, optional=True)
        self._user_field = self.form.add_field("naam", tr("Naam"), self.user)
        self._password_field = self.form.add_field(
            "wachtwoord",
            tr("Wachtwoord"),
            self.password,
            hint=tr("Het staat alleen versleuteld op dit apparaat."),
        )
        self.certificate = LinkButton(tr("Certificaat van de organisatie toevoegen"), self._ask_certificate)
        self.form.body.addWidget(self.certificate)
        self.sort.changed.connect(self._show_sort)
        self.line.returnPressed.connect(self._keep)
        self.password.submitted.connect(self._keep)

    # -- what stands

    def show_place(self, address: str, shown: str, user: str) -> None:
        """Show where it is; without a place the fields stand open. What somebody is typing is left alone."""
        self.where.setText(shown or tr("Er is nog geen plek gekozen. Alles blijft op dit apparaat."))
        self.change.setVisible(bool(address))
        if not address:
            self.editor.show()
        if (address, user) != (self._address, self._user) or not self.line.text():
            self._address, self._user = address, user
            self._fill(read_address(address, user))

    def _fill(self, place: Plaats) -> None:
        self.sort.set_value(place.soort)
        for field, text in (
            (self.line, place.adres),
            (self.bucket, place.bucket),
            (self.region, place.regio),
            (self.user, place.naam),
        ):
            field.setText(text)
        self._show_sort()

    def _show_sort(self) -> None:
        sort = self.sort.value() or MAP
        network = sort != MAP
        self._where.set_caption(tr(_CAPTIONS[sort]))
        self._where.set_hint(tr(_HINTS[sort]))
        self._bucket.setVisible(sort == S3)
        self._region.setVisible(sort == S3)
        self._user_field.set_caption(tr("Sleutelnaam") if sort == S3 else tr("Naam"))
        self._password_field.set_caption(tr("Geheime sleutel") if sort == S3 else tr("Wachtwoord"))
        self._user_field.setVisible(network)
        self._password_field.setVisible(network)
        self.certificate.setVisible(network)
        self.browse.setVisible(not network)

    # -- acting

    @property
    def place(self) -> Plaats:
        return Plaats(
            soort=self.sort.value() or MAP,
            adres=self.line.text(),
            naam=self.user.text(),
            bucket=self.bucket.text(),
            regio=self.region.text(),
        )

    def _is_complete(self) -> bool:
        same = read_address(self._address, self._user) == self.place
        return self.form.show_errors(missing(self.place, password=bool(self.password.text()) or same))

    def _try(self) -> None:
        if self._is_complete():
            self.outcome.hide()
            self.model.try_out(self.place, self.password.text())

    def _keep(self) -> None:
        if self._is_complete():
            self.outcome.hide()
            why = tr("Wat je deelt gaat vanaf nu naar een andere plek.")
            when_proven(self, self.model.session, why, self._take)

    def _take(self) -> None:
        self.model.choose(self.place, self.password.text())

    def _open(self) -> None:
        self.editor.setVisible(self.editor.isHidden())
        if not self.editor.isHidden():
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _browse(self) -> None:
        self.ask_folder(self, tr("Gedeelde map kiezen"), self.line.setText)

    def _ask_certificate(self) -> None:
        self.ask_file(self, tr("Certificaat kiezen"), self.model.read_certificate, kind=EVERYTHING)

    # -- what came of it

    def _show_trial(self, proef: Proef) -> None:
        steps = " ".join(proef.gelukt)
        detail = " ".join(part for part in (proef.stap, steps) if part)
        self._say(proef.toon, proef.zin, detail)

    def _stands(self) -> None:
        self.password.clear()
        self.form.show_errors({})
        self.editor.hide()
        self.outcome.hide()
        announce(self, tr("De plek is gekozen."))

    def refuse(self, fault: Fault) -> None:
        """Say what is wrong with the place; what was typed stays."""
        self._say("error", fault.sentence, fault.next_step)

    def _show_certificate(self, there: bool) -> None:
        self.certificate.setText(
            tr("Certificaat toegevoegd. Een ander kiezen")
            if there
            else tr("Certificaat van de organisatie toevoegen")
        )

    def _say(self, tone: str, text: str, detail: str) -> None:
        self.outcome.show_message(tone, text, detail=detail)
        self.outcome.show()
        self.editor.show()
