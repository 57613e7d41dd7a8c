"""Dossiers: the start screen, the clients, one dossier with its line, tasks, and finding."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.i18n import tr
from ui.navigation import Destination, Navigator
from ui.session import Session


def destinations(session: Session, navigator: Navigator) -> tuple[Destination, ...]:
    """Return the places of this subject; pages are imported when they're first gone to."""

    def vandaag() -> QWidget:
        from ui.viewmodels.vandaag import VandaagViewModel
        from ui.views.vandaag import VandaagView

        return VandaagView(VandaagViewModel(session), navigator)

    def clienten() -> QWidget:
        from ui.viewmodels.clienten import ClientsViewModel
        from ui.views.clienten import ClientsView

        return ClientsView(ClientsViewModel(session), navigator)

    def client() -> QWidget:
        from ui.viewmodels.client import ClientViewModel
        from ui.views.client import ClientView

        return ClientView(ClientViewModel(session), navigator)

    def dossier() -> QWidget:
        from ui.viewmodels.dossier import DossierViewModel
        from ui.views.dossier import DossierPage

        return DossierPage(DossierViewModel(session), navigator)

    def event() -> QWidget:
        from ui.viewmodels.gebeurtenis import EventViewModel
        from ui.views.gebeurtenis import EventPage

        return EventPage(EventViewModel(session), navigator)

    def line() -> QWidget:
        from ui.viewmodels.lijn import LineViewModel
        from ui.views.lijn import LinePage

        return LinePage(LineViewModel(session), navigator)

    def werk() -> QWidget:
        from ui.viewmodels.werk import WerkViewModel
        from ui.views.werk import WerkPage

        return WerkPage(WerkViewModel(session), navigator)

    def klant_in_beeld() -> QWidget:
        from ui.viewmodels.werk import KlantInBeeldViewModel
        from ui.views.werk import KlantInBeeldPage

        return KlantInBeeldPage(KlantInBeeldViewModel(session), navigator)

    def huishouden() -> QWidget:
        from ui.viewmodels.huishouden import HuishoudenViewModel
        from ui.views.huishouden import HuishoudenPage

        return HuishoudenPage(HuishoudenViewModel(session), navigator)

    def taken() -> QWidget:
        from ui.viewmodels.taken import TakenViewModel
        from ui.views.taken import TasksPage

        return TasksPage(TakenViewModel(session), navigator)

    def zoeken() -> QWidget:
        from ui.viewmodels.zoeken import SearchViewModel
        from ui.views.zoeken import SearchPage

        return SearchPage(SearchViewModel(session), navigator)

    return (
        Destination(key="vandaag", title=tr("Vandaag"), icon="home", factory=vandaag),
        Destination(key="clienten", title=tr("Cliënten"), icon="clients", factory=clienten),
        Destination(key="taken", title=tr("Taken"), icon="task", factory=taken),
        _inner("client-bewerken", tr("Gegevens van de cliënt"), "edit", client),
        _inner("dossier", tr("Dossier"), "person", dossier),
        _inner("gebeurtenis", tr("Gebeurtenis"), "clock", event),
        _inner("lijn", tr("Doorgaande lijn"), "line", line),
        _inner("werk", tr("Werk en leren"), "work", werk),
        _inner("klant-in-beeld", tr("Klant in beeld"), "person", klant_in_beeld),
        _inner("huishouden", tr("Huishouden"), "household", huishouden),
        Destination(key="zoeken", title=tr("Zoeken"), icon="search", factory=zoeken, in_rail=False),
    )


def search_panel(session: Session, navigator: Navigator) -> QWidget:
    """Make the panel of Ctrl+K, for `Desk.search`; its `opened` and `left` close it."""
    from ui.viewmodels.zoeken import SearchViewModel
    from ui.views.zoeken import SearchPanel

    return SearchPanel(SearchViewModel(session), navigator)


def _inner(key: str, title: str, icon: str, factory: Callable[[], QWidget]) -> Destination:
    """A page that is reached from the clients."""
    return Destination(key=key, title=title, icon=icon, factory=factory, in_rail=False, under="clienten")
