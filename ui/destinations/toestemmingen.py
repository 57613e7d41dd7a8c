"""Toestemming, what leaves, the overdracht, and sharing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.i18n import tr
from ui.navigation import Destination, Navigator
from ui.session import Session


def destinations(session: Session, navigator: Navigator) -> tuple[Destination, ...]:
    """Return the places of this subject; pages are imported when they're first gone to."""

    def toestemming() -> QWidget:
        from ui.viewmodels.toestemming import ToestemmingViewModel
        from ui.views.toestemming import ToestemmingView

        return ToestemmingView(ToestemmingViewModel(session), navigator)

    def gesprek() -> QWidget:
        from ui.viewmodels.toestemming_gesprek import GesprekViewModel
        from ui.views.toestemming_gesprek import GesprekView

        return GesprekView(GesprekViewModel(session), navigator)

    def intrekken() -> QWidget:
        from ui.viewmodels.intrekken import IntrekkenViewModel
        from ui.views.intrekken import IntrekkenView

        return IntrekkenView(IntrekkenViewModel(session), navigator)

    def rechten() -> QWidget:
        from ui.viewmodels.rechten import RechtenViewModel
        from ui.views.rechten import RechtenView

        return RechtenView(RechtenViewModel(session), navigator)

    def inzage() -> QWidget:
        from ui.viewmodels.inzage import InzageViewModel
        from ui.views.inzage import InzageView

        return InzageView(InzageViewModel(session), navigator)

    def grondslagen() -> QWidget:
        from ui.viewmodels.grondslagen import GrondslagenViewModel
        from ui.views.grondslagen import GrondslagenView

        return GrondslagenView(GrondslagenViewModel(session), navigator)

    def grondslag() -> QWidget:
        from ui.viewmodels.grondslagen import GrondslagViewModel
        from ui.views.grondslagen import GrondslagView

        return GrondslagView(GrondslagViewModel(session), navigator)

    def wat_gaat_weg() -> QWidget:
        from ui.viewmodels.wat_gaat_weg import WatGaatWegViewModel
        from ui.views.wat_gaat_weg import WatGaatWegView

        return WatGaatWegView(WatGaatWegViewModel(session), navigator)

    def overdracht() -> QWidget:
        from ui.viewmodels.overdracht import OverdrachtViewModel
        from ui.views.overdracht import OverdrachtView

        return OverdrachtView(OverdrachtViewModel(session), navigator)

    def nakijken() -> QWidget:
        from ui.viewmodels.nakijken import NakijkenViewModel
        from ui.views.nakijken import NakijkenView

        return NakijkenView(NakijkenViewModel(session), navigator)

    def delen() -> QWidget:
        from ui.viewmodels.delen import DelenViewModel
        from ui.views.delen import DelenView

        return DelenView(DelenViewModel(session), navigator)

    def beside(key: str, title: str, icon: str, factory: Callable[[], QWidget]) -> Destination:
        return Destination(key=key, title=title, icon=icon, factory=factory, in_rail=False, under="clienten")

    return (
        beside("toestemming", tr("Toestemming"), "consent", toestemming),
        beside("toestemming-gesprek", tr("Gesprek over toestemming"), "chat", gesprek),
        beside("intrekken", tr("Toestemming intrekken"), "consent-refused", intrekken),
        beside("rechten", tr("Gegevens en rechten"), "shield", rechten),
        beside("inzage", tr("Inzage"), "eye", inzage),
        beside("grondslagen", tr("Delen zonder toestemming"), "shield", grondslagen),
        beside("grondslag", tr("Grondslag vastleggen"), "shield", grondslag),
        beside("wat-gaat-weg", tr("Wat gaat er weg?"), "eye", wat_gaat_weg),
        beside("overdracht", tr("Overdracht"), "handover", overdracht),
        Destination(
            key="nakijken",
            title=tr("Blad nakijken"),
            icon="search",
            factory=nakijken,
            in_rail=session.profile.is_register,
            under="clienten",
        ),
        Destination(key="delen", title=tr("Delen"), icon="share", factory=delen, at_bottom=True),
    )
