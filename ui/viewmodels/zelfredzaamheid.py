"""Zelfredzaamheid of one client in words: lines over time, their table, and what carries beside what weighs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.domain.leefgebieden import Leefgebied
from app.ports import Store
from app.services import zelfredzaamheid
from app.services.kalender import today
from app.services.zelfredzaamheid import Overzicht, Punt
from ui.i18n import apart, numeric_day, short_day, tr
from ui.navigation import Route
from ui.viewmodels.lines import Line
from ui.viewmodels.live import LiveViewModel


@dataclass(frozen=True, slots=True, kw_only=True)
class PuntFacts:
    """One point: its day, its height (0.0 to 1.0), and its words."""

    op: date
    hoogte: float
    woorden: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ZelfFacts:
    """The page: lines as (name, points), the table as heads and rows, and both sides of the balance."""

    naam: str
    vandaag: date
    momenten: int
    lijnen: tuple[tuple[str, tuple[PuntFacts, ...]], ...]
    koppen: tuple[str, ...]
    rijen: tuple[tuple[str, ...], ...]
    kracht: tuple[tuple[str, str], ...]
    last: tuple[Line, ...]


class ZelfredzaamheidViewModel(LiveViewModel[ZelfFacts]):
    """Reads how one client's zelfredzaamheid grew."""

    kinds = ("invulling", "signaal", "signaalstap", "plan_van_aanpak", "inburgeraar")

    def open(self, dossier_id: str) -> None:
        """Show this client."""
        if dossier_id != self.dossier_id:
            self.facts = None
        self.dossier_id = dossier_id

    def query(self) -> Callable[[Store], ZelfFacts]:
        dossier_id, day = self.dossier_id, today(self.session.clock)
        along = self.session.along.on
        return lambda store: facts_of(zelfredzaamheid.show(store, dossier_id), day, along=along)


def words_of(punt: Punt) -> str:
    """Return `2 van 3 zelf`."""
    return tr("{n} van {all} zelf", n=punt.zelf, all=punt.bekend)


def facts_of(view: Overzicht, day: date, *, along: bool) -> ZelfFacts:
    """Put the overview into words; what is about safety isn't there while somebody reads along."""
    lines = [each for each in view.lijnen if not (along and each.leefgebied.beschermd)]
    kracht = [(tr("Sterke kanten"), view.sterke_kanten), (tr("Wie helpt"), view.wie_helpt)]
    kracht += [
        (f"{each.leefgebied or each.vraag} · {short_day(each.op, day)}", each.tekst) for each in view.kracht
    ]
    by_day = {each.leefgebied: {punt.op: words_of(punt) for punt in each.punten} for each in lines}
    return ZelfFacts(
        naam=apart(view.naam),
        vandaag=day,
        momenten=len(view.momenten),
        lijnen=tuple(
            (
                each.leefgebied.naam,
                tuple(PuntFacts(op=p.op, hoogte=p.deel, woorden=words_of(p)) for p in each.punten),
            )
            for each in lines
        ),
        koppen=(tr("Leefgebied"), *(numeric_day(each) for each in view.momenten)),
        rijen=tuple(
            (each.leefgebied.naam, *(by_day[each.leefgebied].get(op, "-") for op in view.momenten))
            for each in lines
        ),
        kracht=tuple(pair for pair in kracht if pair[1]),
        last=tuple(
            Line(
                key=row.signaal_id,
                title=tr("Afgeschermd signaal") if row.beschermd else Leefgebied(row.leefgebied).naam,
                meta=row.stand.replace("_", " "),
                text="" if row.beschermd else row.titel,
                icon="private" if row.beschermd else "signal",
                urgentie=row.urgentie,
                route=Route("signaal", {"signaal": row.signaal_id}),
                dossier_id=row.dossier_id,
            )
            for row in view.last
            if not (along and row.beschermd)
        ),
    )
