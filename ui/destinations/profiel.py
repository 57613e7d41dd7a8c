"""The profile: settings, help, and what this program is made of."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.i18n import tr
from ui.navigation import Destination, Navigator
from ui.session import Session


def destinations(session: Session, navigator: Navigator) -> tuple[Destination, ...]:
    """Return the places of this subject; pages are imported when they're first gone to."""

    def instellingen() -> QWidget:
        from ui.viewmodels.instellingen import InstellingenViewModel
        from ui.views.instellingen import InstellingenView

        return InstellingenView(InstellingenViewModel(session), navigator)

    def hulp() -> QWidget:
        from ui.viewmodels.hulp import HulpViewModel
        from ui.views.hulp import HulpView

        return HulpView(HulpViewModel(), navigator)

    def over() -> QWidget:
        from ui.viewmodels.over import OverViewModel
        from ui.views.over import OverView

        return OverView(OverViewModel(session))

    return (
        Destination(
            key="instellingen",
            title=tr("Instellingen"),
            icon="settings",
            factory=instellingen,
            at_bottom=True,
        ),
        Destination(key="hulp", title=tr("Hulp"), icon="help", factory=hulp, at_bottom=True),
        Destination(
            key="over", title=tr("Over dit programma"), icon="info", factory=over, in_rail=False, under="hulp"
        ),
    )
