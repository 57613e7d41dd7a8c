"""At the gemeente: the inbox, the devices, and a list of clients from elsewhere. For the coordinator only."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.i18n import tr
from ui.navigation import Destination, Navigator
from ui.session import Session


def destinations(session: Session, navigator: Navigator) -> tuple[Destination, ...]:
    """Return the places of this subject; pages are imported when they're first gone to."""

    def postvak() -> QWidget:
        from ui.viewmodels.postvak import PostvakViewModel
        from ui.views.postvak import PostvakView

        return PostvakView(PostvakViewModel(session), navigator)

    def besluiten() -> QWidget:
        from ui.viewmodels.besluiten import BesluitenViewModel
        from ui.views.besluiten import BesluitenView

        return BesluitenView(BesluitenViewModel(session), navigator)

    def overzichten() -> QWidget:
        from ui.viewmodels.overzichten import OverzichtenViewModel
        from ui.views.overzichten import OverzichtenView

        return OverzichtenView(OverzichtenViewModel(session), navigator)

    def apparaten() -> QWidget:
        from ui.viewmodels.apparaten import ApparatenViewModel
        from ui.views.apparaten import ApparatenView

        return ApparatenView(ApparatenViewModel(session), navigator)

    def caseload() -> QWidget:
        from ui.viewmodels.caseload import CaseloadViewModel
        from ui.views.caseload import CaseloadView

        return CaseloadView(CaseloadViewModel(session), navigator)

    def doorgeven() -> QWidget:
        from ui.viewmodels.doorgeven import DoorgevenViewModel
        from ui.views.doorgeven import DoorgevenView

        return DoorgevenView(DoorgevenViewModel(session), navigator)

    lijst = Destination(
        key="caseload-import",
        title=tr("Lijst inlezen"),
        icon="import",
        factory=caseload,
        in_rail=session.profile.is_register,
        under="clienten",
    )
    if not session.profile.is_register:
        handing = Destination(
            key="doorgeven",
            title=tr("Dossiers doorgeven"),
            icon="handover",
            factory=doorgeven,
            in_rail=False,
            under="delen",
        )
        return (lijst, handing)
    return (
        Destination(key="postvak", title=tr("Postvak"), icon="inbox", factory=postvak),
        Destination(key="besluiten", title=tr("Besluiten"), icon="conflict", factory=besluiten),
        Destination(key="overzichten", title=tr("Overzichten"), icon="chart", factory=overzichten),
        Destination(key="apparaten", title=tr("Apparaten"), icon="device", factory=apparaten),
        lijst,
    )
