"""Signaleringen: choose and fill in a checklist, note what was noticed, and follow each signal to its end."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.i18n import tr
from ui.navigation import Destination, Navigator
from ui.session import Session


def destinations(session: Session, navigator: Navigator) -> tuple[Destination, ...]:
    """Return the places of this subject; pages are imported when they're first gone to."""

    def checklists() -> QWidget:
        from ui.viewmodels.checklists import ChecklistsViewModel
        from ui.views.checklists import ChecklistsView

        return ChecklistsView(ChecklistsViewModel(session), navigator)

    def checklist() -> QWidget:
        from ui.viewmodels.checklist import ChecklistViewModel
        from ui.views.checklist import ChecklistView

        return ChecklistView(ChecklistViewModel(session), navigator)

    def inside(key: str, title: str, icon: str, factory) -> Destination:  # type: ignore[no-untyped-def]
        return Destination(key=key, title=title, icon=icon, factory=factory, in_rail=False, under="signalen")

    return (
        inside("checklists", tr("Lijst kiezen"), "checklist", checklists),
        inside("checklist", tr("Lijst invullen"), "checklist", checklist),
    )
