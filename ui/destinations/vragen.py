"""Questions to the coordinator: the list in the rail, one with its answers, and asking one."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.i18n import tr
from ui.navigation import Destination, Navigator
from ui.session import Session


def destinations(session: Session, navigator: Navigator) -> tuple[Destination, ...]:
    """Return the places of this subject; a coordinator answers, and has nobody to ask."""

    def listing() -> QWidget:
        from ui.viewmodels.vragen import VragenViewModel
        from ui.views.vragen_coordinator import VragenView

        return VragenView(VragenViewModel(session), navigator)

    def one() -> QWidget:
        from ui.viewmodels.vragen import AntwoordViewModel, VraagViewModel
        from ui.views.vragen_coordinator import VraagView

        return VraagView(VraagViewModel(session), AntwoordViewModel(session), navigator)

    def ask() -> QWidget:
        from ui.viewmodels.vragen import VraagStellenViewModel
        from ui.views.vragen_coordinator import VraagStellenView

        return VraagStellenView(VraagStellenViewModel(session), navigator)

    places = (
        Destination(key="vragen", title=tr("Vragen"), icon="question", factory=listing),
        Destination(
            key="vraag", title=tr("Vraag"), icon="question", factory=one, in_rail=False, under="vragen"
        ),
    )
    if session.profile.is_register:
        return places
    asking = Destination(
        key="vraag-stellen",
        title=tr("Vraag stellen"),
        icon="question",
        factory=ask,
        in_rail=False,
        under="vragen",
    )
    return (*places, asking)
