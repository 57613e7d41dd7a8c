"""The plan of a client with its pages, zelfredzaamheid in time, the agenda, kept letters, and the sociale kaart."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.services import socialekaart
from ui.i18n import tr
from ui.navigation import Destination, Navigator
from ui.session import Session


def destinations(session: Session, navigator: Navigator) -> tuple[Destination, ...]:
    """Return the places of this subject; pages are imported when they're first gone to."""

    def plan() -> QWidget:
        from ui.viewmodels.plan import PlanViewModel
        from ui.views.plan import PlanView

        return PlanView(PlanViewModel(session), navigator)

    def doel() -> QWidget:
        from ui.viewmodels.doel import DoelViewModel
        from ui.views.doel import DoelView

        return DoelView(DoelViewModel(session), navigator)

    def kader() -> QWidget:
        from ui.viewmodels.doel import KaderViewModel
        from ui.views.doel import KaderView

        return KaderView(KaderViewModel(session), navigator)

    def tekenen() -> QWidget:
        from ui.viewmodels.plan_tekenen import TekenViewModel
        from ui.views.plan_tekenen import TekenView

        return TekenView(TekenViewModel(session), navigator)

    def huishouden() -> QWidget:
        from ui.viewmodels.plan_huishouden import HuishoudenViewModel
        from ui.views.plan_huishouden import HuishoudenView

        return HuishoudenView(HuishoudenViewModel(session), navigator)

    def zelf() -> QWidget:
        from ui.viewmodels.zelfredzaamheid import ZelfredzaamheidViewModel
        from ui.views.zelfredzaamheid import ZelfredzaamheidView

        return ZelfredzaamheidView(ZelfredzaamheidViewModel(session), navigator)

    def agenda() -> QWidget:
        from ui.viewmodels.agenda import AgendaViewModel
        from ui.views.agenda import AgendaView

        return AgendaView(AgendaViewModel(session), navigator)

    def afspraak() -> QWidget:
        from ui.viewmodels.agenda import AfspraakViewModel
        from ui.views.agenda import AfspraakView

        return AfspraakView(AfspraakViewModel(session), navigator)

    def brieven() -> QWidget:
        from ui.viewmodels.brieven import BrievenViewModel
        from ui.views.brieven import BrievenView

        return BrievenView(BrievenViewModel(session), navigator)

    def toevoegen() -> QWidget:
        from ui.viewmodels.brieven import BriefToevoegenViewModel
        from ui.views.brieven import BriefToevoegenView

        return BriefToevoegenView(BriefToevoegenViewModel(session), navigator)

    def brief() -> QWidget:
        from ui.viewmodels.brieven import BriefViewModel
        from ui.views.brieven import BriefView

        return BriefView(BriefViewModel(session), navigator)

    def kaart() -> QWidget:
        from ui.viewmodels.socialekaart import KaartViewModel
        from ui.views.socialekaart import KaartView

        return KaartView(KaartViewModel(session), navigator)

    # Whom to call is asked on pages where no store is at hand.
    session.ask(socialekaart.remember, navigator, None)

    def inside(key: str, title: str, icon: str, factory: Callable[[], QWidget]) -> Destination:
        return Destination(key=key, title=title, icon=icon, factory=factory, in_rail=False, under="clienten")

    return (
        Destination(
            key="agenda",
            title=tr("Agenda"),
            icon="calendar",
            factory=agenda,
            in_rail=not session.profile.is_register,
            under="clienten",
        ),
        Destination(key="sociale-kaart", title=tr("Sociale kaart"), icon="phone", factory=kaart),
        inside("brieven", tr("Brieven"), "letter", brieven),
        inside("brief-toevoegen", tr("Brief toevoegen"), "letter", toevoegen),
        inside("brief", tr("Brief"), "letter", brief),
        inside("afspraak", tr("Afspraak"), "calendar", afspraak),
        inside("plan", tr("Plan van aanpak"), "plan", plan),
        inside("doel", tr("Doel"), "plan", doel),
        inside("plan-kader", tr("Sterke kanten en wensen"), "heart", kader),
        inside("plan-tekenen", tr("Samen tekenen"), "signature", tekenen),
        inside("zelfredzaamheid", tr("Zelfredzaamheid"), "chart", zelf),
        inside("plan-huishouden", tr("Plannen van het huishouden"), "household", huishouden),
    )
