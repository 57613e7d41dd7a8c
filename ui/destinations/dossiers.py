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

    return (
        Destination(key="vandaag", title=tr("Vandaag"), icon="home", factory=vandaag),
        Destination(key="clienten", title=tr("Cliënten"), icon="clients", factory=clienten),
        _inner("client-bewerken", tr("Gegevens van de cliënt"), "edit", client),
    )


def _inner(key: str, title: str, icon: str, factory: Callable[[], QWidget]) -> Destination:
    """A page that is reached from the clients."""
    return Destination(key=key, title=title, icon=icon, factory=factory, in_rail=False, under="clienten")
