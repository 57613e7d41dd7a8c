"""Plan van aanpak: write goals down in the client's words, follow their steps, sign what was agreed, and look back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from app.changes import Changes
from app.domain.persoonsnummers import refuse, refuse_in
from app.domain.plan import (
    Afspraak,
    Doel,
    Doelstand,
    PlanVanAanpak,
    Stapstand,
    check_frame,
    check_goal,
    current,
    earlier,
    in_order,
)
from app.domain.records import Categorie
from app.faults import Fault, FaultKind
from app.ports import Clock, Ids, Reading, RecordShare, Store, UnitOfWork
from app.services import huishoudens, personen
from app.services.kalender import after
from app.services.veldnamen import VELDEN, value_in_words

DOEL_ONBEKEND = FaultKind(
    "plandoel-onbekend", "Dit doel staat niet op dit apparaat.", "Ga terug naar het plan en kies opnieuw."
)
DOEL_AL_GEWIJZIGD = FaultKind(
    "doel-al-gewijzigd",
    "Iemand anders heeft dit doel intussen gewijzigd.",
    "Bekijk het verschil en kies wat klopt. Wat je typte staat er nog.",
)
NIETS_TE_TEKENEN = FaultKind(
    "plan-niets-te-tekenen",
    "Er staat nog geen lopend doel in het plan.",
    "Schrijf eerst samen een doel op. Teken daarna.",
)
PLAN_VERANDERD = FaultKind(
    "plan-veranderd",
    "Het plan is veranderd nadat deze regels op het scherm kwamen.",
    "Lees de nieuwe regels samen en teken dan.",
)
HANDTEKENING_NODIG = FaultKind(
    "plan-handtekening-nodig",
    "Er ontbreekt nog een handtekening: {wie}.",
    "Teken allebei, of schrijf op waarom er niet getekend is.",
)

Strokes = tuple[tuple[tuple[float, float], ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalView:
    """A goal as it stands now, the versions before it (newest first), and where it is on its way."""

    doel: Doel
    eerder: tuple[Doel, ...]
    share: RecordShare


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """A signing, and whether the plan still says what was signed."""

    afspraak: Afspraak
    geldt: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """One client's plan: the frame (None before anything was written), goals in order, signings newest first.

    `getekend` is True when everything that runs now was signed for, word for word.
    """

    naam: str
    kader: PlanVanAanpak | None
    doelen: tuple[GoalView, ...]
    afspraken: tuple[Agreed, ...]
    getekend: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """One line of the plan's history: what was written or signed, when, by whom."""

    op: datetime
    door: str
    titel: str
    regels: tuple[str, ...]
    soort: str
    record_id: str
    beschermd: bool = False


def show(store: Store, dossier_id: str) -> PlanView:
    """Return the plan of one client; Fault DOSSIER_ONBEKEND when there is no such dossier."""
    with store.read() as reading:
        return show_in(reading, dossier_id)


def show_in(reading: Reading, dossier_id: str) -> PlanView:
    """The same inside a reading that is already open."""
    persoon = personen.require(reading, dossier_id)
    every = reading.of_dossier(Doel, dossier_id)
    doelen = in_order(current(every))
    kader = frame_of(reading, dossier_id)
    shares = reading.shares([each.id for each in doelen])
    now = signed_hash(lines_of(kader, doelen))
    signings = sorted(
        reading.of_dossier(Afspraak, dossier_id), key=lambda each: each.gemaakt_op, reverse=True
    )
    return PlanView(
        naam=persoon.naam,
        kader=kader,
        doelen=tuple(
            GoalView(doel=each, eerder=earlier(each, every), share=shares[each.id]) for each in doelen
        ),
        afspraken=tuple(Agreed(afspraak=each, geldt=each.inhoud_hash == now) for each in signings),
        getekend=bool(signings) and signings[0].inhoud_hash == now,
    )


def frame_of(reading: Reading, dossier_id: str) -> PlanVanAanpak | None:
    """Return the frame as it stands now: of two that were written apart, the later one."""
    heads = current(reading.of_dossier(PlanVanAanpak, dossier_id))
    return max(heads, key=lambda each: (each.vastgelegd_op, each.id), default=None)


def goal(store: Store, doel_id: str) -> Doel:
    """Return a goal as it stands now, also when an older version is named; Fault DOEL_ONBEKEND."""
    with store.read() as reading:
        return _head(reading, doel_id)


def _head(reading: Reading, doel_id: str) -> Doel:
    found = reading.get(Doel, doel_id)
    if found is None:
        raise Fault(DOEL_ONBEKEND)
    newer = {each.vervangt: each for each in reading.of_dossier(Doel, found.dossier_id) if each.vervangt}
    seen = {found.id}
    while found.id in newer and newer[found.id].id not in seen:
        found = newer[found.id]
        seen.add(found.id)
    return found


def save_frame(
    store: Store, clock: Clock, ids: Ids, plan: PlanVanAanpak, draft_key: str = ""
) -> tuple[str, Changes]:
    """Store strengths, wishes and the day to look again as a new version; the one before it stays readable."""
    check_frame(plan)
    refuse_in(plan, VELDEN)
    with store.write() as uow:
        personen.require(uow, plan.dossier_id)
        before = frame_of(uow, plan.dossier_id)
        full = replace(
            plan,
            id=ids.new(),
            vastgelegd_op=after(clock.now(), *([before.vastgelegd_op] if before else [])),
            vastgelegd_door=store.profile.naam,
            vervangt=before.id if before else "",
        )
        uow.add(full)
        _drop(uow, draft_key)
        return full.id, uow.commit()


def save_goal(store: Store, clock: Clock, ids: Ids, doel: Doel, draft_key: str = "") -> tuple[str, Changes]:
    """Store a goal. With `vervangt` it is a new version of that one, which must be the newest; returns the new id.

    Id, moment and author are filled in here. Raises DOEL_AL_GEWIJZIGD when somebody changed it meanwhile.
    """
    tidy = _tidy(doel)
    check_goal(tidy)
    refuse_in(tidy, VELDEN)
    refuse((f"Stap {number}", str(stap)) for number, stap in enumerate(tidy.stappen, start=1))
    with store.write() as uow:
        personen.require(uow, tidy.dossier_id)
        before = _replaced(uow, tidy)
        full = replace(
            tidy,
            id=ids.new(),
            vastgelegd_op=after(clock.now(), *([before.vastgelegd_op] if before else [])),
            vastgelegd_door=store.profile.naam,
        )
        uow.add(full)
        _drop(uow, draft_key)
        return full.id, uow.commit()


def _replaced(uow: UnitOfWork, doel: Doel) -> Doel | None:
    if not doel.vervangt:
        return None
    head = _head(uow, doel.vervangt)
    if head.id != doel.vervangt:
        raise Fault(DOEL_AL_GEWIJZIGD)
    return head


def _tidy(doel: Doel) -> Doel:
    steps = tuple(
        replace(each, wat=each.wat.strip(), wie_naam=each.wie_naam.strip(), resultaat=each.resultaat.strip())
        for each in doel.stappen
    )
    extra = tuple(sorted({each for each in doel.categorieen if each is not Categorie.PLAN}))
    return replace(
        doel,
        ik_zin=" ".join(doel.ik_zin.split()),
        resultaat=doel.resultaat.strip(),
        stappen=steps,
        categorieen=extra,
        # What is about safety is shown to nobody else in the house, whatever was ticked.
        in_huishouden=doel.in_huishouden and Categorie.VEILIGHEID not in extra,
    )


def _drop(uow: UnitOfWork, draft_key: str) -> None:
    if draft_key:
        uow.drop_draft(draft_key)


def set_step(
    store: Store, clock: Clock, ids: Ids, doel_id: str, nummer: int, stand: Stapstand
) -> tuple[str, Changes]:
    """Put one step (counted from 1) of a goal in another state, as a new version of the goal; returns its id."""
    with store.read() as reading:
        head = _head(reading, doel_id)
    if not 1 <= nummer <= len(head.stappen):
        raise Fault(DOEL_ONBEKEND)
    steps = list(head.stappen)
    steps[nummer - 1] = replace(steps[nummer - 1], stand=stand)
    return save_goal(store, clock, ids, replace(head, stappen=tuple(steps), vervangt=head.id))


# -- what was agreed


def lines_of(kader: PlanVanAanpak | None, doelen: Sequence[Doel]) -> tuple[str, ...]:
    """Return what is agreed as lines to read aloud and sign: the running goals with their steps.

    A goal about safety is left out: this goes on paper that the client takes home.
    """
    lines: list[str] = []
    for each in _signable(doelen):
        lines.append(f"{each.thema.naam}, {each.termijn.naam.lower()}: {each.ik_zin}")
        lines += [f"Stap {n}: {value_in_words(stap)}" for n, stap in enumerate(each.stappen, start=1)]
    if lines and kader is not None and kader.bespreken_op is not None:
        lines.append(f"We kijken hier weer samen naar op {kader.bespreken_op:%d-%m-%Y}.")
    return tuple(lines)


def _signable(doelen: Iterable[Doel]) -> tuple[Doel, ...]:
    return tuple(each for each in doelen if each.stand is Doelstand.LOOPT and not each.beschermd)


def signed_hash(lines: Sequence[str]) -> str:
    """Return the number that fixes every word of what is signed (SHA-256, hex)."""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """What the signing page gives: the lines that were on the screen, and two signatures or why there are none."""

    dossier_id: str
    regels: tuple[str, ...]
    handtekening_client: Strokes = ()
    handtekening_begeleider: Strokes = ()
    reden_mondeling: str = ""


def sign(store: Store, clock: Clock, ids: Ids, signing: Signing, draft_key: str = "") -> tuple[str, Changes]:
    """Store what both agreed. The lines must be those of the plan as it stands; returns the id of the Afspraak."""
    reason = signing.reden_mondeling.strip()
    if not reason:
        for strokes, wie in (
            (signing.handtekening_client, "de cliënt"),
            (signing.handtekening_begeleider, "de begeleider"),
        ):
            if not strokes:
                raise Fault(HANDTEKENING_NODIG, wie=wie)
    with store.write() as uow:
        persoon = personen.require(uow, signing.dossier_id)
        kader = frame_of(uow, signing.dossier_id)
        doelen = in_order(current(uow.of_dossier(Doel, signing.dossier_id)))
        lines = lines_of(kader, doelen)
        if not lines:
            raise Fault(NIETS_TE_TEKENEN)
        if lines != signing.regels:
            raise Fault(PLAN_VERANDERD)
        signed = _signable(doelen)
        full = Afspraak(
            id=ids.new(),
            dossier_id=signing.dossier_id,
            gemaakt_op=clock.now(),
            regels=lines,
            doel_ids=tuple(each.id for each in signed),
            categorieen=tuple(sorted({one for each in signed for one in each.categorieen})),
            inhoud_hash=signed_hash(lines),
            naam_client=persoon.naam,
            naam_begeleider=store.profile.naam,
            reden_mondeling=reason,
            bespreken_op=kader.bespreken_op if kader else None,
            handtekening_client=signing.handtekening_client,
            handtekening_begeleider=signing.handtekening_begeleider,
        )
        refuse_in(full, VELDEN)
        uow.add(full)
        _drop(uow, draft_key)
        return full.id, uow.commit()


# -- looking back


def history(store: Store, dossier_id: str) -> tuple[Happened, ...]:
    """Return everything that was written and signed in a plan, newest first, each with what it changed."""
    with store.read() as reading:
        personen.require(reading, dossier_id)
        goals = reading.of_dossier(Doel, dossier_id)
        frames = reading.of_dossier(PlanVanAanpak, dossier_id)
        signings = reading.of_dossier(Afspraak, dossier_id)
    found = [_goal_line(each, goals) for each in goals]
    found += [_frame_line(each, frames) for each in frames]
    found += [
        Happened(
            op=each.gemaakt_op,
            door=each.naam_begeleider,
            titel="Afspraken mondeling vastgelegd" if each.reden_mondeling else "Afspraken getekend",
            regels=each.regels,
            soort=Afspraak.soort,
            record_id=each.id,
        )
        for each in signings
    ]
    return tuple(sorted(found, key=lambda each: (each.op, each.record_id), reverse=True))


def _goal_line(doel: Doel, every: Sequence[Doel]) -> Happened:
    before = next((each for each in every if each.id == doel.vervangt), None)
    if before is None:
        titel, regels = "Nieuw doel", (doel.ik_zin, *map(value_in_words, doel.stappen))
    else:
        ended = before.stand is Doelstand.LOOPT and doel.stand is not Doelstand.LOOPT
        titel = f"Doel {doel.stand.value}" if ended else "Doel gewijzigd"
        regels = (doel.ik_zin, *_differences(before, doel))
    return Happened(
        op=doel.vastgelegd_op,
        door=doel.vastgelegd_door,
        titel=titel,
        regels=regels,
        soort=Doel.soort,
        record_id=doel.id,
        beschermd=doel.beschermd,
    )


def _differences(before: Doel, after_it: Doel) -> tuple[str, ...]:
    """Say in lines what another version changed."""
    found: list[str] = []
    if before.ik_zin != after_it.ik_zin:
        found.append(f"Eerst stond er: {before.ik_zin}")
    if (before.thema, before.termijn) != (after_it.thema, after_it.termijn):
        found.append(f"Nu bij {after_it.thema.naam}, {after_it.termijn.naam.lower()}")
    old, new = [*map(value_in_words, before.stappen)], [*map(value_in_words, after_it.stappen)]
    found += [f"Stap: {each}" for each in new if each not in old]
    left = [each for each in before.stappen if each.wat not in {one.wat for one in after_it.stappen}]
    found += [f"Stap vervallen: {each.wat}" for each in left]
    if after_it.resultaat and before.resultaat != after_it.resultaat:
        found.append(f"Resultaat: {after_it.resultaat}")
    return tuple(found)


def _frame_line(plan: PlanVanAanpak, every: Sequence[PlanVanAanpak]) -> Happened:
    before = next((each for each in every if each.id == plan.vervangt), None)
    lines = [
        f"{name}: {value}"
        for name, value, was in (
            ("Sterke kanten", plan.sterke_kanten, before.sterke_kanten if before else ""),
            ("Wensen", plan.wensen, before.wensen if before else ""),
            ("Wie helpt", plan.wie_helpt, before.wie_helpt if before else ""),
        )
        if value and value != was
    ]
    if plan.bespreken_op and plan.bespreken_op != (before.bespreken_op if before else None):
        lines.append(f"Weer bespreken op {plan.bespreken_op:%d-%m-%Y}")
    return Happened(
        op=plan.vastgelegd_op,
        door=plan.vastgelegd_door,
        titel="Sterke kanten en wensen" if before is None else "Sterke kanten en wensen gewijzigd",
        regels=tuple(lines),
        soort=PlanVanAanpak.soort,
        record_id=plan.id,
    )


# -- the household


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberPlan:
    """One member's plan as the household's overview may show it.

    `doelen` are those that this person wants the others to see; `verborgen` counts the rest, and nothing more is said.
    """

    dossier_id: str
    naam: str
    rol: str
    doelen: tuple[Doel, ...]
    verborgen: int
    bespreken_op: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdPlans:
    """The plans of one household side by side, with the one who keeps the overview."""

    regisseur: str
    leden: tuple[MemberPlan, ...]


def household(store: Store, dossier_id: str, today: date) -> HouseholdPlans:
    """Return the plans of everybody in this client's household with a dossier here, the client first.

    Only what each person chose to show: an adult's dossier is theirs, also at home. A goal about safety is never in it,
    nor counted.
    """
    with store.read() as reading:
        persoon = personen.require(reading, dossier_id)
        house = huishoudens.view_of(reading, persoon, today)
        others = [each for each in house.leden if each.dossier_id and not each.is_zelf]
        members = [(persoon.id, persoon.naam, persoon.rol_in_huishouden)]
        members += [(each.dossier_id, each.naam, each.rol) for each in others]
        return HouseholdPlans(
            regisseur=house.regisseur, leden=tuple(_member(reading, *each) for each in members)
        )


def _member(reading: Reading, dossier_id: str, naam: str, rol: str) -> MemberPlan:
    running = _signable(in_order(current(reading.of_dossier(Doel, dossier_id))))
    shown = tuple(each for each in running if each.in_huishouden)
    kader = frame_of(reading, dossier_id)
    return MemberPlan(
        dossier_id=dossier_id,
        naam=naam,
        rol=rol,
        doelen=shown,
        verborgen=len(running) - len(shown),
        bespreken_op=kader.bespreken_op if kader else None,
    )
