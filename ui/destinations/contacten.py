"""Contacts and inburgering: writing a contact down, and the PVT."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.i18n import tr
from ui.navigation import Destination, Navigator
from ui.session import Session


def destinations(session: Session, navigator: Navigator) -> tuple[Destination, ...]:
    """Return the places of this subject; pages are imported when they're first gone to."""

    def contact() -> QWidget:
        from ui.viewmodels.contact import ContactViewModel
        from ui.views.contact import ContactView

        return ContactView(ContactViewModel(session), navigator)

    def pvt() -> QWidget:
        from ui.viewmodels.pvt import PvtViewModel, SessieViewModel
        from ui.views.pvt import PvtView

        return PvtView(PvtViewModel(session), SessieViewModel(session), navigator)

    def inburgering() -> QWidget:
        from ui.viewmodels.inburgering import InburgeringViewModel
        from ui.views.inburgering import InburgeringPage

        return InburgeringPage(InburgeringViewModel(session), navigator)

    def beside(key: str, title: str, icon: str, factory: object) -> Destination:
        return Destination(key=key, title=title, icon=icon, factory=factory, in_rail=False, under="clienten")  # type: ignore[arg-type]

    return (
        beside("contact", tr("Contact vastleggen"), "contact", contact),
        beside("pvt", tr("PVT"), "pvt", pvt),
        beside("inburgering", tr("Inburgering"), "school", inburgering),
    )
