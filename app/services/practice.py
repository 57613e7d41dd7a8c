"""The practice world: made-up people with a believable year behind them. Only for practice profiles."""

from __future__ import annotations

import random
from dataclasses import dataclass

from app.changes import Changes
from app.faults import FaultKind
from app.ports import Clock, Ids, Store

ALLEEN_OEFENEN = FaultKind(
    "alleen-oefenen",
    "Dit kan alleen in een oefenomgeving.",
    "Maak een oefenprofiel, of vul je eigen cliënten in.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeded:
    """What was made."""

    dossier_ids: tuple[str, ...]
    contacten: int
    changes: Changes


def seed(store: Store, clock: Clock, ids: Ids, rng: random.Random, clients: int, contacts: int) -> Seeded:
    """Fill a practice profile with `clients` people and `contacts` contact moments spread over them.

    The same `rng` state, clock and ids give the same world. Raises Fault ALLEEN_OEFENEN for a real profile.
    """
    raise NotImplementedError
