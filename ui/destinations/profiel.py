"""The profile: settings, help, and what this program is made of."""

from __future__ import annotations

from collections.abc import Callable

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

    def wachtzin() -> QWidget:
        from ui.viewmodels.sleutels import ChangePassphraseViewModel
        from ui.views.sleutels import KeysPage, PassphraseForm

        finished = tr("Je wachtzin is gewijzigd. De oude werkt niet meer.")
        return KeysPage(
            tr("Wachtzin wijzigen"),
            lambda: PassphraseForm(ChangePassphraseViewModel(session)),
            finished,
            navigator,
        )

    def herstelblad() -> QWidget:
        from ui.viewmodels.sleutels import NewSheetViewModel
        from ui.views.sleutels import KeysPage, SheetForm

        finished = tr("Je nieuwe herstelblad werkt. Gooi het oude weg.")
        return KeysPage(
            tr("Nieuw herstelblad"), lambda: SheetForm(NewSheetViewModel(session)), finished, navigator
        )

    def under(key: str, title: str, icon: str, factory: Callable[[], QWidget]) -> Destination:
        return Destination(
            key=key, title=title, icon=icon, factory=factory, in_rail=False, under="instellingen"
        )

    return (
        under("wachtzin-wijzigen", tr("Wachtzin wijzigen"), "key", wachtzin),
        under("herstelblad", tr("Nieuw herstelblad"), "print", herstelblad),
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
