"""Signaleringen: choose and fill in a checklist, note what was noticed, and follow each signal to its end."""

from __future__ import annotations

from collections.abc import Callable

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

    def note() -> QWidget:
        from ui.viewmodels.signaal_noteren import SignaalNoterenViewModel
        from ui.views.signaal_noteren import SignaalNoterenView

        return SignaalNoterenView(SignaalNoterenViewModel(session), navigator)

    def signal() -> QWidget:
        from ui.viewmodels.signaal import SignaalViewModel
        from ui.viewmodels.signaalstap import StapViewModel
        from ui.views.signaal import SignaalView

        return SignaalView(SignaalViewModel(session), StapViewModel(session), navigator)

    def signals() -> QWidget:
        from ui.viewmodels.signalen import SignalenViewModel

        model = SignalenViewModel(session)
        if not model.for_coordinator:
            from ui.views.signalen import OwnSignalsView

            return OwnSignalsView(model, navigator)
        from ui.viewmodels.signaal import SignaalViewModel
        from ui.viewmodels.signaalstap import StapViewModel
        from ui.views.signalen import AllSignalsView

        return AllSignalsView(model, SignaalViewModel(session), StapViewModel(session), navigator)

    def pattern() -> QWidget:
        from ui.viewmodels.patroon import PatroonViewModel
        from ui.views.patroon import PatroonView

        return PatroonView(PatroonViewModel(session), navigator)

    def lists() -> QWidget:
        from ui.viewmodels.lijsten import LijstenViewModel
        from ui.views.lijsten import LijstenView

        return LijstenView(LijstenViewModel(session), navigator)

    def inside(
        key: str, title: str, icon: str, factory: Callable[[], QWidget], under: str = "clienten"
    ) -> Destination:
        return Destination(key=key, title=title, icon=icon, factory=factory, in_rail=False, under=under)

    own = (Destination(key="lijsten", title=tr("Lijsten"), icon="checklist", factory=lists),)
    return (
        Destination(key="signalen", title=tr("Signalen"), icon="signal", factory=signals),
        inside("checklists", tr("Lijst kiezen"), "checklist", checklists),
        inside("checklist", tr("Lijst invullen"), "checklist", checklist),
        inside("signaal-noteren", tr("Signaal noteren"), "signal", note),
        inside("signaal", tr("Signaal"), "signal", signal, under="signalen"),
        inside("patroon", tr("Signalen door de tijd"), "chart", pattern),
        *(own if session.profile.is_register else ()),
    )
