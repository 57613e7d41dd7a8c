"""Safety: backups, the ways in, travel, checks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.i18n import tr
from ui.navigation import Destination, Navigator
from ui.session import Session

if TYPE_CHECKING:
    from ui.views.sleutels import KeysForm


def destinations(session: Session, navigator: Navigator) -> tuple[Destination, ...]:
    """Return the places of this subject; pages are imported when they're first gone to."""
    places = [
        Destination(
            key="veiligheid",
            title=tr("Veiligheid"),
            icon="shield",
            factory=lambda: _page(session, navigator),
            at_bottom=True,
        ),
        *_forms(session, navigator),
    ]
    if session.profile.is_register:
        places.append(
            _under("sleutelpapieren", tr("Sleutel maken"), "key", lambda: _papers(session, navigator))
        )
    return tuple(places)


def _page(session: Session, navigator: Navigator) -> QWidget:
    from ui.viewmodels.veiligheid import VeiligheidViewModel
    from ui.views.veiligheid import VeiligheidView

    return VeiligheidView(VeiligheidViewModel(session), navigator)


def _papers(session: Session, navigator: Navigator) -> QWidget:
    from ui.views.organisatiesleutel import PapersPage

    return PapersPage(session, navigator)


def _under(key: str, title: str, icon: str, factory: Callable[[], QWidget]) -> Destination:
    return Destination(key=key, title=title, icon=icon, factory=factory, in_rail=False, under="veiligheid")


def _forms(session: Session, navigator: Navigator) -> tuple[Destination, ...]:
    def form(key: str, title: str, icon: str, make: Callable[[], KeysForm], finished: str) -> Destination:
        def page() -> QWidget:
            from ui.views.sleutels import KeysPage

            return KeysPage(title, make, finished, navigator)

        return _under(key, title, icon, page)

    return (
        form(
            "wachtzin-wijzigen",
            tr("Wachtzin wijzigen"),
            "key",
            lambda: _change(session),
            tr("Je wachtzin is gewijzigd. De oude werkt niet meer."),
        ),
        form(
            "herstelblad",
            tr("Nieuw herstelblad"),
            "print",
            lambda: _sheet(session),
            tr("Je nieuwe herstelblad werkt. Gooi het oude weg."),
        ),
        form(
            "herstelblad-weg",
            tr("Herstelblad intrekken"),
            "trash",
            lambda: _no_sheet(session),
            tr("Geen herstelblad opent dit profiel meer."),
        ),
        form(
            "nieuwe-sleutel",
            tr("Iemand kent mijn wachtzin"),
            "warning",
            lambda: _rekey(session),
            "",
        ),
        form(
            "reisstand",
            tr("Reisstand"),
            "places",
            lambda: _travel(session),
            tr("De reisstand is aan. Ga nu op slot, met Ctrl+L."),
        ),
        form(
            "organisatiesleutel",
            tr("Sleutel van je organisatie"),
            "household",
            lambda: _organisation(session),
            tr("Gelukt. Bij Veiligheid zie je wie dit profiel kan openen."),
        ),
        form(
            "reservekopie-oefenen",
            tr("Oefenen met terugzetten"),
            "undo",
            lambda: _rehearse(session),
            "",
        ),
    )


def _change(session: Session) -> KeysForm:
    from ui.viewmodels.sleutels import ChangePassphraseViewModel
    from ui.views.sleutels import PassphraseForm

    return PassphraseForm(ChangePassphraseViewModel(session))


def _sheet(session: Session) -> KeysForm:
    from ui.viewmodels.sleutels import NewSheetViewModel
    from ui.views.sleutels import SheetForm

    return SheetForm(NewSheetViewModel(session))


def _no_sheet(session: Session) -> KeysForm:
    from ui.viewmodels.sleutels import RemoveSheetViewModel
    from ui.views.sleutels import PlainForm

    lead = tr("Kwijt, en wil je geen nieuw blad? Dan opent geen enkel herstelblad dit profiel nog.")
    points = (
        tr("Vergeet je daarna je wachtzin, dan ben je alles kwijt."),
        tr("Liever een nieuw blad? Ga terug."),
    )
    return PlainForm(RemoveSheetViewModel(session), tr("Herstelblad intrekken"), lead, points)


def _rekey(session: Session) -> KeysForm:
    from ui.viewmodels.sleutels import RekeyViewModel
    from ui.views.sleutels import RekeyForm

    return RekeyForm(RekeyViewModel(session))


def _travel(session: Session) -> KeysForm:
    from ui.viewmodels.sleutels import TravelViewModel
    from ui.views.sleutels import travel_form

    return travel_form(TravelViewModel(session))


def _organisation(session: Session) -> KeysForm:
    from ui.viewmodels.organisatiesleutel import OrganisationKeyViewModel
    from ui.views.organisatiesleutel import OrganisationForm

    return OrganisationForm(OrganisationKeyViewModel(session))


def _rehearse(session: Session) -> KeysForm:
    from ui.viewmodels.reservekopie_oefenen import RehearseViewModel
    from ui.views.reservekopie_oefenen import RehearseForm

    return RehearseForm(RehearseViewModel(session))
