"""The practice world: made-up people with a believable year behind them. Only for practice profiles."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from app.changes import Changes, Touched
from app.domain.records import Record
from app.faults import Fault, FaultKind
from app.ports import ClientFilter, Clock, Ids, Store
from app.services import practice_plans, practice_progress
from app.services.kalender import today
from app.services.practice_life import World, dossier
from app.services.practice_people import Story, cast, invent

ALLEEN_OEFENEN = FaultKind(
    "alleen-oefenen",
    "Dit kan alleen in een oefenomgeving.",
    "Maak een oefenprofiel, of vul je eigen cliënten in.",
)
AANTAL_ONJUIST = FaultKind(
    "aantal-onjuist",
    "Het aantal cliënten en contacten klopt niet.",
    "Kies 1 of meer cliënten en 0 of meer contacten.",
)

CHUNK = 2000
"""Records per transaction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeded:
    """What was made: the dossiers, how many contacts and records in all, and what was touched."""

    dossier_ids: tuple[str, ...]
    contacten: int
    records: int
    changes: Changes


def seed(store: Store, clock: Clock, ids: Ids, rng: random.Random, clients: int, contacts: int) -> Seeded:
    """Fill a practice profile with `clients` people and `contacts` contact moments spread over them.

    The same `rng` state, clock and ids give the same world. Raises Fault ALLEEN_OEFENEN for a real profile.
    """
    if not store.profile.practice:
        raise Fault(ALLEEN_OEFENEN)
    if clients < 1 or contacts < 0:
        raise Fault(AANTAL_ONJUIST)
    with store.read() as reading:
        there = reading.count_clients(ClientFilter(status=""))
    world = World(store.profile.naam, clock.now(), today(clock), rng, ids)
    stories = _stories(world, clients, there)
    shares = _spread(contacts, len(stories))
    made: list[str] = []
    touched: set[Touched] = set()
    count = 0
    waiting: list[Record] = []
    homes: set[str] = set()
    for number, (story, share) in enumerate(zip(stories, shares, strict=True), start=there + 1):
        records = tuple(dossier(world, story, number, share))
        made.append(records[0].id)
        records += tuple(practice_plans.of_dossier(world, records[0].id, number))
        records += tuple(practice_progress.of_dossier(world.ids, world.day, records, number, homes))
        count += len(records)
        waiting.extend(records)
        if len(waiting) >= CHUNK:
            touched |= _store(store, waiting).touched
            waiting = []
    touched |= _store(store, waiting).touched
    return Seeded(
        dossier_ids=tuple(made), contacten=contacts, records=count, changes=Changes(frozenset(touched))
    )


def _stories(world: World, clients: int, there: int) -> list[Story]:
    """Return the cast first (once per profile), then invented people."""
    known = cast(world.day)[there : there + clients]
    for name in sorted(
        {str(story.persoon["huishouden"]) for story in known if "huishouden" in story.persoon}
    ):
        world.huishoudens[name] = world.ids.new()
    return [*known, *(invent(world.rng, world.day) for _ in range(clients - len(known)))]


def _spread(contacts: int, dossiers: int) -> list[int]:
    """Share the contacts out: everybody about the same, the first dossiers one more."""
    each, more = divmod(contacts, dossiers)
    return [each + (number < more) for number in range(dossiers)]


def _store(store: Store, records: Sequence[Record]) -> Changes:
    if not records:
        return Changes()
    with store.write() as uow:
        for record in records:
            uow.add(record)
        return uow.commit()
