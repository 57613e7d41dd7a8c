"""The sections of a client's facts: their cards, their fields, and how a value gets in and out of each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from ui import theme
from ui.i18n import tr
from ui.viewmodels.client_fields import SCHRIFTEN, TALEN
from ui.widgets.choices import ChipGroup
from ui.widgets.dates import DateField
from ui.widgets.form import Field, Form
from ui.widgets.inputs import LongText, TextLine
from ui.widgets.layouts import row
from ui.widgets.linelist import LineList, follow_script
from ui.widgets.panels import Card
from ui.widgets.partialdate import PartialDateField
from ui.widgets.text import label

GESLACHT = (
    ("onbekend", "Niet bekend", ""),
    ("vrouw", "Vrouw", ""),
    ("man", "Man", ""),
    ("anders", "Anders", ""),
)
TOLK = (
    ("geen_voorkeur", "Geen voorkeur", ""),
    ("vrouw", "Liever een vrouw", ""),
    ("man", "Liever een man", ""),
)
LEZEN = (("ja", "Ja", ""), ("nee", "Nee", ""))
DOELGROEP = (
    ("asielstatushouder", "Asielstatushouder", ""),
    ("gezinsmigrant_en_overige_migrant", "Gezinsmigrant of andere migrant", ""),
)
VERBLIJF = (
    ("onbekend", "Niet bekend", ""),
    ("in_aanvraag", "In aanvraag", ""),
    ("vergunning_asiel", "Vergunning asiel", ""),
    ("vluchteling", "Vluchteling", ""),
    ("subsidiair_beschermde", "Subsidiair beschermde", ""),
    ("nareis", "Nareis", ""),
    ("regulier", "Regulier", ""),
)


class ClientSections:
    """Builds the cards in a form. `controls` are by the name of their field, `cards` by the name of their section.

    `alike` is put under the birth date: that is where it is known who somebody may be.
    """

    def __init__(
        self, form: Form, alike: QWidget, today: Callable[[], date], age: Callable[[str], str]
    ) -> None:
        self.form = form
        self.controls: dict[str, Any] = {}
        self.cards: dict[str, Card] = {}
        self._alike = alike
        self._today = today
        self._age = age
        self._all_optional = False
        for build in (
            self._wie,
            self._taal,
            self._bereikbaar,
            self._adres,
            self._verblijf,
            self._zorg,
            self._kracht,
            self._prive,
        ):
            build()

    def _section(self, key: str, title: str, icon: str, *, optional: bool = True) -> Card:
        """Make a card. Of an `optional` one nothing is needed: said once on top instead of at every field."""
        card = Card(title, icon=icon)
        if optional:
            card.tools.addWidget(label(tr("niet verplicht"), "muted", wrap=False))
        self._all_optional = optional
        card.body.setSpacing(theme.current().spacing.l)
        self.cards[key] = card
        self.form.body.addWidget(card)
        return card

    def _field(
        self, key: str, caption: str, control: QWidget, *, hint: str = "", optional: bool = True
    ) -> Field:
        self.controls[key] = control
        if isinstance(control, TextLine):
            follow_script(control)
        marked = optional and not self._all_optional
        return self.form.adopt(Field(key, caption, control, hint=hint, optional=marked))

    def _wie(self) -> None:
        card = self._section("wie", tr("Wie"), "person", optional=False)
        names = row(
            self._field("voornamen", tr("Voornaam of enige naam"), TextLine(max_length=100), optional=False),
            self._field("achternaam", tr("Achternaam"), TextLine(max_length=100)),
            gap=theme.current().spacing.l,
        )
        card.add(label(tr("Heeft iemand maar één naam? Vul die in. Dat is genoeg."), "muted"))
        card.body.addLayout(names)
        card.add(
            self._field(
                "andere_spellingen",
                tr("Andere schrijfwijzen"),
                LineList(tr("Schrijfwijze"), tr("Schrijfwijze toevoegen")),
                hint=tr("Ook in eigen schrift. Je vindt de cliënt dan met elke schrijfwijze."),
            ),
            self._field(
                "geboortedatum",
                tr("Geboortedatum"),
                PartialDateField(self._today, explain=self._age),
                hint=tr("Weet je alleen het jaar? Typ dan het jaar. Niet bekend? Laat het leeg."),
            ),
            self._alike,
            self._field("geslacht", tr("Geslacht"), ChipGroup(GESLACHT)),
        )
        self.controls["amv"] = QCheckBox(tr("Alleen gekomen als minderjarige (AMV)"))
        card.add(
            self.controls["amv"],
            self._field(
                "gemeente",
                tr("Gemeente"),
                TextLine(width=32, max_length=100),
                hint=tr("Waar de cliënt woont, of aan welke gemeente hij of zij gekoppeld is."),
            ),
            self._field("gekoppeld_op", tr("Gekoppeld aan de gemeente op"), DateField(self._today)),
            self._field(
                "klantreferentie",
                tr("Klantreferentie"),
                TextLine(width=24, max_length=40),
                hint=tr("Het nummer van je eigen organisatie. Nooit een BSN of V-nummer."),
            ),
            self._field(
                "rol_in_huishouden",
                tr("Plaats in het gezin"),
                TextLine(width=32, max_length=100),
                hint=tr("Bijvoorbeeld: moeder, oudste zoon, woont alleen."),
            ),
            self._field("regisseur", tr("Wie houdt het overzicht?"), TextLine(width=32, max_length=100)),
        )

    def _taal(self) -> None:
        card = self._section("taal", tr("Taal en tolk"), "language")
        card.add(
            self._field("talen", tr("Welke talen?"), ChipGroup([(t, t, "") for t in TALEN], many=True)),
            self._field("andere_talen", tr("Andere talen"), TextLine(), hint=tr("Met een komma ertussen.")),
            self._field("dialect", tr("Dialect of streek"), TextLine(width=32, max_length=100)),
        )
        self.controls["tolk_nodig"] = QCheckBox(tr("Er is een tolk nodig"))
        card.add(
            self.controls["tolk_nodig"],
            self._field("tolkvoorkeur", tr("Voorkeur voor de tolk"), ChipGroup(TOLK)),
            self._field(
                "kan_lezen",
                tr("Kan lezen en schrijven in de eigen taal"),
                ChipGroup(LEZEN, clearable=True),
                hint=tr("Weet je het niet? Kies dan niets."),
            ),
            self._field(
                "schriften",
                tr("Welk schrift kan de cliënt lezen?"),
                ChipGroup([(each, each, "") for each in SCHRIFTEN], many=True),
            ),
        )

    def _bereikbaar(self) -> None:
        card = self._section("bereikbaar", tr("Bereikbaar"), "phone")
        card.add(
            self._field("telefoon", tr("Telefoon"), TextLine(width=20, max_length=40)),
            self._field("email", tr("E-mail"), TextLine(width=36)),
            self._field(
                "bereikbaar_via",
                tr("Hoe bereik je de cliënt het best?"),
                TextLine(),
                hint=tr("Bijvoorbeeld: WhatsApp, na 17 uur, via de oudste dochter."),
            ),
        )

    def _adres(self) -> None:
        card = self._section("adres", tr("Adres"), "home")
        place = row(
            self._field("postcode", tr("Postcode"), TextLine(width=8, max_length=12)),
            self._field("woonplaats", tr("Woonplaats"), TextLine(width=28, max_length=100)),
            None,
            gap=theme.current().spacing.l,
        )
        card.add(self._field("adres", tr("Straat en huisnummer"), TextLine(width=36)))
        card.body.addLayout(place)
        self.controls["adres_geheim"] = QCheckBox(tr("Dit adres is geheim"))
        self.secret_note = label(
            tr("Een geheim adres staat nooit op papier en nooit op een scherm dat je deelt."), "muted"
        )
        card.add(self.controls["adres_geheim"], self.secret_note)

    def _verblijf(self) -> None:
        card = self._section("verblijf", tr("Verblijf"), "shield")
        card.add(
            self._field("doelgroep", tr("Groep voor de inburgering"), ChipGroup(DOELGROEP)),
            self._field("verblijfsstatus", tr("Verblijfsstatus"), ChipGroup(VERBLIJF)),
            self._field(
                "vergunning_vanaf",
                tr("Vergunning vanaf"),
                DateField(self._today),
                hint=tr("Een vergunning asiel van na 12 juni 2026 geldt drie jaar, een eerdere vijf jaar."),
            ),
            self._field(
                "vergunning_tot",
                tr("Vergunning geldig tot"),
                DateField(self._today),
                hint=tr("Je krijgt op tijd bericht als de datum dichtbij komt."),
            ),
        )

    def _zorg(self) -> None:
        card = self._section("zorg", tr("Zorg en school"), "heart")
        card.add(
            self._field("huisarts", tr("Huisarts"), TextLine(width=36)),
            self._field("zorgverzekeraar", tr("Zorgverzekeraar"), TextLine(width=36)),
            self._field("school", tr("School of taalschool"), TextLine(width=36)),
        )

    def _kracht(self) -> None:
        card = self._section("kracht", tr("Kracht en wensen"), "plan")
        card.add(
            self._field("kracht", tr("Wat gaat goed?"), LongText(max_length=2000, lines=2)),
            self._field(
                "wensen",
                tr("Wat wil de cliënt?"),
                LongText(max_length=2000, lines=2),
                hint=tr("Zo veel mogelijk in de eigen woorden."),
            ),
        )

    def _prive(self) -> None:
        card = self._section("prive", tr("Bijzonderheden"), "private")
        card.add(
            self._field(
                "bijzonderheden",
                tr("Alleen voor jou"),
                LongText(max_length=20_000, lines=3),
                hint=tr("Privé. Dit gaat nooit van dit apparaat af."),
            )
        )


def put(control: Any, value: Any) -> None:
    """Show a value in any control; a cursor stays where it is when nothing changed."""
    match control:
        case PartialDateField():
            if control.text() != value:
                control.set_text(value)
        case TextLine():
            if control.text() != value:
                control.setText(value)
        case LongText():
            control.set_text(value)
        case QCheckBox():
            control.setChecked(value)
        case DateField():
            if control.value() != value or value is None:
                control.set_value(value)
        case LineList():
            control.set_values(value)
        case ChipGroup():
            control.set_values([value] if isinstance(value, str) else value)


def take(control: Any) -> Any:
    """Return the value of any control."""
    match control:
        case PartialDateField() | TextLine() | LongText():
            return control.text()
        case QCheckBox():
            return control.isChecked()
        case LineList() | DateField():
            return control.values() if isinstance(control, LineList) else control.value()
        case ChipGroup():
            return control.values() if control.is_many else control.value()
    raise TypeError(type(control).__name__)
