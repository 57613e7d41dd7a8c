"""The sociale kaart: who helps with what in this gemeente; and a list of organisations being read in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal

from app.changes import Changes
from app.domain.socialekaart import LANDELIJK, Organisatie, SocialeKaart
from app.ports import Store
from app.services import bestanden, socialekaart
from app.services.socialekaart import KaartPlan, KaartStand
from ui.i18n import counted, tr
from ui.session import Session
from ui.viewmodels.live import LiveViewModel

FILE_LIMIT = 8 * bestanden.MEGABYTE
_STANDS = {
    KaartStand.NIEUW: ("nieuw", "success"),
    KaartStand.GEWIJZIGD: ("gewijzigd", "info"),
    KaartStand.GELIJK: ("al bekend", "neutral"),
    KaartStand.FOUT: ("met een fout", "warning"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class KaartFacts:
    """The rows under the search: name, kind of help, telephone, gemeente, when; and how many there are in all."""

    rijen: tuple[tuple[str, ...], ...]
    totaal: int
    eigen: int


class KaartViewModel(LiveViewModel[KaartFacts]):
    """Searches the sociale kaart. `planned` when a list was read (nothing stored), `applied(words)` when taken."""

    kinds = ("instelling",)
    planned = Signal()
    applied = Signal(str)
    refused = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.text = ""
        self.plan: KaartPlan | None = None

    def find(self, text: str) -> None:
        """Show what fits these words."""
        self.text = text
        self.reload()

    def query(self) -> Callable[[Store], KaartFacts]:
        text, practice = self.text, self.session.profile.practice

        def read(store: Store) -> KaartFacts:
            own = socialekaart.remember(store)
            kaart = socialekaart.known()
            found = socialekaart.search(kaart, text, oefen=practice)
            every = socialekaart.search(kaart, oefen=practice)
            return KaartFacts(
                rijen=tuple(_row(kaart, each) for each in found), totaal=len(every), eigen=len(own)
            )

        return read

    # -- a list from elsewhere

    def read_file(self, path: str) -> None:
        """Read a list and say per row what it would do; nothing is stored."""
        clock = self.session.clock

        def work(store: Store) -> KaartPlan:
            data = bestanden.read(path, FILE_LIMIT)
            return socialekaart.plan(store, clock, data, path.replace("\\", "/").rpartition("/")[2])

        self.session.ask(work, self, self._planned, self.refused.emit)

    def _planned(self, plan: KaartPlan) -> None:
        self.plan = plan
        self.planned.emit()

    def plan_rows(self) -> tuple[tuple[str, ...], ...]:
        """Return the rows of the plan: number, name, what would happen, and what is wrong in words."""
        if self.plan is None:
            return ()
        return tuple(
            (str(each.nummer), each.naam or "-", tr(_STANDS[each.stand][0]), " ".join(each.fouten))
            for each in self.plan.rijen
        )

    def plan_counts(self) -> tuple[tuple[str, str], ...]:
        """Return (words, tone) per kind of row that occurs."""
        if self.plan is None:
            return ()
        found = []
        for stand, (words, tone) in _STANDS.items():
            count = self.plan.telling(stand)
            if count:
                found.append((f"{counted(count, 'rij', 'rijen')} {tr(words)}", tone))
        return tuple(found)

    @property
    def can_apply(self) -> bool:
        """True when the plan has something good in it."""
        return self.plan is not None and any(each.organisatie is not None for each in self.plan.rijen)

    def apply(self) -> None:
        """Take the good rows over."""
        plan = self.plan
        if plan is None:
            return

        def work(store: Store) -> tuple[int, Changes]:
            return socialekaart.apply(store, plan)

        self.session.act(work, self, self._applied, self.refused.emit)

    def _applied(self, count: int) -> None:
        self.plan = None
        self.applied.emit(tr("{rows} overgenomen.", rows=counted(count, "rij", "rijen")))
        self.reload()

    def drop_plan(self) -> None:
        """Leave the list for what it is."""
        self.plan = None
        self.planned.emit()


def _row(kaart: SocialeKaart, each: Organisatie) -> tuple[str, ...]:
    kinds = ", ".join(kaart.routes[key].naam for key in each.routes if key in kaart.routes)
    reach = f" {tr('of')} ".join(each.telefoon) or each.website
    where = tr("heel Nederland") if each.gemeente == LANDELIJK else each.gemeente
    return (each.naam, kinds, reach, where, each.wanneer)
