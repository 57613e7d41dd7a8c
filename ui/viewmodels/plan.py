"""The plan of one client: its frame, goals per theme with their steps, what was signed, and what happened when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal

from app.domain.plan import Doel, Doelstand, Planthema, Stapstand
from app.faults import Fault
from app.ports import Store
from app.services import bestanden, planbladen, plannen
from app.services.afgifte import MadeDocument
from app.services.kalender import day_of, today
from app.services.plannen import Happened, PlanView
from app.services.veldnamen import value_in_words
from ui.i18n import apart, counted, plain_day, relative_day, relative_moment, short_day, tr
from ui.session import Session
from ui.viewmodels.live import LiveViewModel

THEME_ICONS = {
    Planthema.HUISVESTING: "home",
    Planthema.GEZONDHEID: "heart",
    Planthema.ONDERWIJS: "school",
    Planthema.WERK: "places",
}
_HISTORY_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class StapFacts:
    """One step to tick: what, and under it who, when and how it stands."""

    nummer: int
    wat: str
    detail: str
    gedaan: bool
    te_laat: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DoelFacts:
    """One goal in words; `afgeschermd` says that its words stay hidden now."""

    doel_id: str
    zin: str
    termijn: str
    stand: str
    resultaat: str
    stappen: tuple[StapFacts, ...]
    voortgang: str
    deelstand: str
    versies: int
    loopt: bool
    afgeschermd: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemaFacts:
    """One of the four themes with its goals."""

    thema: str
    naam: str
    icoon: str
    doelen: tuple[DoelFacts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TerugblikFacts:
    """One line of the history of the plan."""

    kop: str
    meta: str
    regels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """Everything of the page in words. `getekend` is the sentence about signing, `kan_tekenen` whether one can now."""

    naam: str
    kader: tuple[tuple[str, str], ...]
    bespreken: str
    themas: tuple[ThemaFacts, ...]
    getekend: str
    is_getekend: bool
    kan_tekenen: bool
    terugblik: tuple[TerugblikFacts, ...]
    leeg: bool
    afgeschermd: bool


class PlanViewModel(LiveViewModel[PlanFacts]):
    """Reads the plan of `dossier_id`; ticks steps, and stores the paper. `saved_as(name)` when that is done."""

    kinds = ("doel", "plan_van_aanpak", "afspraak", "inburgeraar")
    saved_as = Signal(str)
    refused = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.revealed = False
        session.along.changed.connect(lambda: None if self._asleep else self.reveal(revealed=False))

    def open(self, dossier_id: str) -> None:
        """Show this client's plan."""
        if dossier_id != self.dossier_id:
            self.facts = None
        self.dossier_id, self.revealed = dossier_id, False

    @property
    def along(self) -> bool:
        return self.session.along.on

    def reveal(self, *, revealed: bool) -> None:
        """Show or hide goals about safety; never while somebody reads along."""
        self.revealed = revealed and not self.along
        self.reload()

    def query(self) -> Callable[[Store], PlanFacts]:
        dossier_id, now, revealed = self.dossier_id, self.session.clock.now(), self.revealed
        day = today(self.session.clock)

        def read(store: Store) -> PlanFacts:
            view = plannen.show(store, dossier_id)
            happened = plannen.history(store, dossier_id)
            return PlanFacts(
                naam=apart(view.naam),
                kader=_frame(view),
                bespreken=_review(view, day),
                themas=_themes(view, day, revealed=revealed),
                getekend=_signed(view, day),
                is_getekend=view.getekend,
                kan_tekenen=bool(plannen.lines_of(view.kader, [each.doel for each in view.doelen])),
                terugblik=tuple(
                    TerugblikFacts(
                        kop=tr("Afgeschermd") if each.beschermd and not revealed else each.titel,
                        meta=" · ".join(part for part in (relative_moment(each.op, now), each.door) if part),
                        regels=() if each.beschermd and not revealed else each.regels,
                    )
                    for each in _shown(happened)
                ),
                leeg=not view.doelen and view.kader is None,
                afgeschermd=any(each.doel.beschermd for each in view.doelen),
            )

        return read

    def tick(
        self, doel_id: str, nummer: int, *, done: bool, then: Callable[[], object] | None = None
    ) -> None:
        """Put a step at done, or at open again; each tick is a version of the goal."""
        clock, ids = self.session.clock, self.session.ids
        stand = Stapstand.GEDAAN if done else Stapstand.OPEN
        self.session.act(
            lambda store: plannen.set_step(store, clock, ids, doel_id, nummer, stand),
            self,
            (lambda _: then()) if then else None,
            self.refused.emit,
        )

    def proposed_name(self) -> str:
        """Return a name for the paper, without the client in it."""
        return f"plan-van-aanpak-{today(self.session.clock):%Y-%m-%d}.pdf"

    def save_paper(self, path: str) -> None:
        """Make the plan on paper, store it at `path` and register it."""
        session, dossier_id = self.session, self.dossier_id

        def work() -> MadeDocument:
            store = session.tasks.call_store(lambda opened: opened)
            with bestanden.saving(path) as put:
                made = planbladen.make(store, session.clock, session.ids, dossier_id)
                session.tasks.announce(made.changes, None)
                put(made.data)
            return made

        session.tasks.slow(work, self, lambda _: self.saved_as.emit(Path(path).name), self._refused_paper)

    def _refused_paper(self, fault: Fault) -> None:
        self.refused.emit(fault)


def _shown(happened: tuple[Happened, ...]) -> tuple[Happened, ...]:
    return happened[:_HISTORY_SHOWN]


def _frame(view: PlanView) -> tuple[tuple[str, str], ...]:
    kader = view.kader
    if kader is None:
        return ()
    pairs = (
        (tr("Sterke kanten"), kader.sterke_kanten),
        (tr("Wensen"), kader.wensen),
        (tr("Wie helpt"), kader.wie_helpt),
    )
    return tuple(pair for pair in pairs if pair[1])


def _review(view: PlanView, day: date) -> str:
    again = view.kader.bespreken_op if view.kader else None
    if again is None:
        return tr("Nog geen dag om het plan weer te bespreken.")
    return tr("Weer bespreken: {day} ({when}).", day=plain_day(again), when=relative_day(again, day))


def _signed(view: PlanView, day: date) -> str:
    if not view.afspraken:
        return tr("Het plan is nog niet samen getekend.")
    last = view.afspraken[0].afspraak
    when = short_day(day_of(last.gemaakt_op), day)
    if not view.getekend:
        return tr("Het plan is gewijzigd na het tekenen op {day}.", day=when)
    if last.reden_mondeling:
        return tr("Mondeling afgesproken op {day}.", day=when)
    return tr("Samen getekend op {day}.", day=when)


def _themes(view: PlanView, day: date, *, revealed: bool) -> tuple[ThemaFacts, ...]:
    return tuple(
        ThemaFacts(
            thema=thema.value,
            naam=thema.naam,
            icoon=THEME_ICONS[thema],
            doelen=tuple(
                _goal(each.doel, each.share.stand, len(each.eerder), day, revealed=revealed)
                for each in view.doelen
                if each.doel.thema is thema
            ),
        )
        for thema in Planthema
    )


def _goal(doel: Doel, deelstand: str, versions: int, day: date, *, revealed: bool) -> DoelFacts:
    hidden = doel.beschermd and not revealed
    done = sum(each.stand is Stapstand.GEDAAN for each in doel.stappen)
    return DoelFacts(
        doel_id=doel.id,
        zin=tr("Afgeschermd doel") if hidden else doel.ik_zin,
        termijn=doel.termijn.naam,
        stand="" if doel.stand is Doelstand.LOOPT else doel.stand.value,
        resultaat="" if hidden else doel.resultaat,
        stappen=()
        if hidden
        else tuple(_step(doel, number, day) for number in range(1, len(doel.stappen) + 1)),
        voortgang=tr("{done} van {all}", done=done, all=counted(len(doel.stappen), "stap", "stappen"))
        if doel.stappen
        else "",
        deelstand=deelstand,
        versies=versions,
        loopt=doel.stand is Doelstand.LOOPT,
        afgeschermd=hidden,
    )


def _step(doel: Doel, number: int, day: date) -> StapFacts:
    stap = doel.stappen[number - 1]
    open_now = stap.stand in (Stapstand.OPEN, Stapstand.BEZIG)
    when = ""
    if stap.voor_op is not None:
        when = short_day(stap.voor_op, day)
        if open_now:
            when = f"{when} ({relative_day(stap.voor_op, day)})"
    stand = "" if stap.stand in (Stapstand.OPEN, Stapstand.GEDAAN) else value_in_words(stap.stand)
    return StapFacts(
        nummer=number,
        wat=stap.wat,
        detail=" · ".join(
            part for part in (stap.wie_naam or stap.wie.naam, when, stand, stap.resultaat) if part
        ),
        gedaan=stap.stand is Stapstand.GEDAAN,
        te_laat=open_now and stap.voor_op is not None and stap.voor_op < day,
    )
