"""Lines: what lists on a page show and where each leads, in words, without widgets."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from app.domain.leefgebieden import Leefgebied
from app.services.termijnen import Deadline, DeadlineSoort
from ui.i18n import apart, relative_day, tr
from ui.navigation import Route


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a list. `urgentie`, `deelstand` and `nadruk` (with `wanneer`) are the words that become pills."""

    key: str
    title: str
    meta: str = ""
    text: str = ""
    icon: str = ""
    urgentie: str = ""
    deelstand: str = ""
    nadruk: str = ""
    wanneer: str = ""
    route: Route = field(default_factory=lambda: Route("vandaag"))
    dossier_id: str = ""


DEADLINE_ICONS = {
    DeadlineSoort.PIP: "letter",
    DeadlineSoort.TERMIJN: "calendar",
    DeadlineSoort.PVT: "pvt",
    DeadlineSoort.VERGUNNING: "shield",
    DeadlineSoort.ACHTTIEN: "person",
    DeadlineSoort.SIGNAAL: "signal",
    DeadlineSoort.TOESTEMMING: "consent",
    DeadlineSoort.BEWAREN: "clock",
    DeadlineSoort.PLAN: "plan",
    DeadlineSoort.BEZOEK: "home-visit",
    DeadlineSoort.INTREKKING: "phone",
}
_DEADLINE_TITLES = {
    DeadlineSoort.PIP: "PIP",
    DeadlineSoort.TERMIJN: "Inburgeringstermijn",
    DeadlineSoort.PVT: "PVT",
    DeadlineSoort.VERGUNNING: "Vergunning",
    DeadlineSoort.ACHTTIEN: "Bijna 18 jaar",
    DeadlineSoort.SIGNAAL: "Signaal wacht",
    DeadlineSoort.TOESTEMMING: "Toestemming",
    DeadlineSoort.BEWAREN: "Bewaartermijn",
    DeadlineSoort.PLAN: "Plan van aanpak",
    DeadlineSoort.BEZOEK: "Volgend bezoek",
    DeadlineSoort.INTREKKING: "Intrekking",
}


def deadline_line(item: Deadline, today: date, *, named: bool) -> Line:
    """Return a deadline as a line: under the client's name (`named`), or under what it is."""
    title = tr(_DEADLINE_TITLES[item.soort])
    return Line(
        key=f"{item.soort}:{item.dossier_id}:{item.record_id}",
        title=apart(item.naam) if named else title,
        text=item.tekst if named else _without(item.tekst, title),
        icon=DEADLINE_ICONS[item.soort],
        nadruk=item.urgentie,
        wanneer=relative_day(item.datum, today),
        route=_deadline_route(item),
        dossier_id=item.dossier_id,
    )


def _without(text: str, title: str) -> str:
    """Leave out the title that already stands above the text."""
    rest = text.removeprefix(f"{title}: ")
    return rest[:1].upper() + rest[1:]


def _deadline_route(item: Deadline) -> Route:
    match item.soort:
        case DeadlineSoort.PLAN:
            return Route("plan", {"dossier": item.dossier_id})
        case DeadlineSoort.PVT:
            return Route("pvt", {"dossier": item.dossier_id})
        case DeadlineSoort.PIP | DeadlineSoort.TERMIJN:
            return Route("inburgering", {"dossier": item.dossier_id})
        case DeadlineSoort.BEWAREN:
            return Route("rechten", {"dossier": item.dossier_id})
        case DeadlineSoort.SIGNAAL:
            return Route("signaal", {"signaal": item.record_id})
        case DeadlineSoort.TOESTEMMING | DeadlineSoort.INTREKKING:
            return Route("toestemming", {"dossier": item.dossier_id})
        case _:
            return Route("dossier", {"dossier": item.dossier_id})


def is_shielded(leefgebied: str) -> bool:
    """True for a life domain of which nothing may be read over somebody's shoulder."""
    return Leefgebied(leefgebied).beschermd
