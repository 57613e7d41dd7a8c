"""Tasks: what somebody agreed to do, and by when."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from app.changes import Changes
from app.domain.inburgeraar import Inburgeraar
from app.domain.persoonsnummers import refuse_in
from app.domain.taken import Taak
from app.faults import Fault, FaultKind
from app.ports import Clock, Ids, Store
from app.services import personen
from app.services.kalender import today
from app.services.veldnamen import VELDEN

TAAK_LEEG = FaultKind(
    "taak-leeg",
    "Er staat nog niet wat er moet gebeuren.",
    "Schrijf in een paar woorden wat er moet gebeuren.",
)
TAAK_ONBEKEND = FaultKind("taak-onbekend", "Deze taak staat niet op dit apparaat.", "Ververs het scherm.")


@dataclass(frozen=True, slots=True)
class NamedTask:
    """A task with the name of whose dossier it stands in."""

    taak: Taak
    naam: str


def ready(taak: Taak) -> Taak:
    """Return the task as it may be stored; a Fault when it says nothing, or holds a BSN or V-nummer."""
    full = replace(taak, omschrijving=taak.omschrijving.strip(), wie=taak.wie.strip())
    if not full.omschrijving:
        raise Fault(TAAK_LEEG)
    refuse_in(full, VELDEN)
    return full


def add(store: Store, clock: Clock, ids: Ids, taak: Taak) -> tuple[str, Changes]:
    """Store a new task; its id is made here and returned."""
    full = ready(replace(taak, id=ids.new()))
    with store.write() as uow:
        personen.require(uow, full.dossier_id)
        uow.add(full)
        return full.id, uow.commit()


def change(store: Store, taak: Taak) -> Changes:
    """Store another text, date or person."""
    with store.write() as uow:
        if uow.get(Taak, taak.id) is None:
            raise Fault(TAAK_ONBEKEND)
        uow.replace(ready(taak))
        return uow.commit()


def finish(store: Store, clock: Clock, taak_id: str, *, done: bool = True) -> Changes:
    """Tick a task off today, or (`done=False`) take the tick away."""
    with store.write() as uow:
        taak = uow.get(Taak, taak_id)
        if taak is None:
            raise Fault(TAAK_ONBEKEND)
        uow.replace(replace(taak, gedaan_op=today(clock) if done else None))
        return uow.commit()


def move(store: Store, taak_id: str, day: date | None) -> Changes:
    """Agree on another day for a task (None: on no day)."""
    with store.write() as uow:
        taak = uow.get(Taak, taak_id)
        if taak is None:
            raise Fault(TAAK_ONBEKEND)
        uow.replace(replace(taak, voor_op=day))
        return uow.commit()


def give(store: Store, taak_id: str, wie: str) -> Changes:
    """Let somebody else do a task (`""`: nobody in particular); who shares the dossier sees it after delen."""
    with store.write() as uow:
        taak = uow.get(Taak, taak_id)
        if taak is None:
            raise Fault(TAAK_ONBEKEND)
        uow.replace(ready(replace(taak, wie=wie)))
        return uow.commit()


def people(store: Store) -> tuple[str, ...]:
    """Return who tasks were given to before, most often first, and oneself."""
    with store.read() as reading:
        every = reading.everything(Taak)
    counts = Counter(each.wie for each in every if each.wie)
    counts[store.profile.naam] += 0
    return tuple(name for name, _ in counts.most_common(8))


def still_open(store: Store, dossier_id: str = "", until: date | None = None) -> tuple[Taak, ...]:
    """Return the tasks that aren't done, soonest first, those without a date last; `until` leaves out later ones."""
    with store.read() as reading:
        every = reading.of_dossier(Taak, dossier_id) if dossier_id else reading.everything(Taak)
    return soonest_first(
        tuple(each for each in every if until is None or (each.voor_op is not None and each.voor_op <= until))
    )


def with_names(store: Store, *, done: bool = False) -> tuple[NamedTask, ...]:
    """Return the open tasks of all dossiers, soonest first, or those that are done, last done first."""
    with store.read() as reading:
        names = {each.id: each.naam for each in reading.everything(Inburgeraar)}
        every = reading.everything(Taak)
    if not done:
        return tuple(NamedTask(each, names.get(each.dossier_id, "")) for each in soonest_first(every))
    finished = [(each.gedaan_op, each.id, each) for each in every if each.gedaan_op is not None]
    ordered = sorted(finished, key=lambda item: item[:2], reverse=True)
    return tuple(NamedTask(each, names.get(each.dossier_id, "")) for _, _, each in ordered)


def soonest_first(taken: tuple[Taak, ...]) -> tuple[Taak, ...]:
    """Return the open ones of these tasks by date, those without a date last."""
    still = [each for each in taken if each.gedaan_op is None]
    return tuple(sorted(still, key=lambda each: (each.voor_op is None, each.voor_op or date.max, each.id)))
