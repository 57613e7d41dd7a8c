"""Beslissen: a person decides between two versions, and about two dossiers; what was decided can be read back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import msgspec

from app.changes import Changes
from app.domain.catalogus import BY_SOORT
from app.domain.dubbelingen import Dubbelbesluit, pair
from app.domain.records import with_fields
from app.faults import Fault, FaultKind
from app.ports import Clock, Ids, Store, UnitOfWork
from app.services import personen
from app.services.besluiten import Kant, Keuze

AL_BESLOTEN = FaultKind(
    "besluit-al-genomen",
    "Hierover is al een besluit genomen.",
    "Ververs de lijst en kijk bij de geschiedenis.",
)
REDEN_ONTBREEKT = FaultKind(
    "samenvoegen-reden", "Vul in waarom dit wel of niet dezelfde persoon is.", "Eén zin is genoeg."
)


def settle(store: Store, clock: Clock, choices: Mapping[str, Kant]) -> Changes:
    """Let for each conflict (by id) one side stand; both stay on record. Fault when one was decided already.

    What is chosen goes to every device that holds the dossier, and the sender hears that its piece is done.
    """
    with store.write() as uow:
        conflicts = {each.id: each for each in uow.ledger.conflicts()}
        if not choices or set(choices) - set(conflicts):
            raise Fault(AL_BESLOTEN)
        chosen: dict[tuple[str, str], dict[str, object]] = {}
        # In the order in which they arose, so that of two about one field the later choice stands.
        for conflict in (each for each in conflicts.values() if each.id in choices):
            side = choices[conflict.id]
            value = conflict.ours if side is Kant.ONZE else conflict.theirs
            chosen.setdefault((conflict.soort, conflict.record_id), {})[conflict.veld] = value
            kept = Keuze(side, store.profile.naam, clock.now())
            uow.ledger.settle_conflict(conflict.id, msgspec.json.encode(kept).decode())
        for (soort, record_id), values in chosen.items():
            record = uow.get(BY_SOORT[soort], record_id)
            if record is not None:
                uow.replace(with_fields(record, values))
        return uow.commit()


def merge(store: Store, clock: Clock, ids: Ids, een: str, ander: str, reden: str) -> Changes:
    """Say that two dossiers are one person: `een` goes on, `ander` stays as its alias, and no record is moved.

    From then on both are shown as one, and of what the client decided in either the narrower counts.
    """
    return _judge(store, clock, ids, een, ander, reden, samen=True)


def keep_apart(store: Store, clock: Clock, ids: Ids, een: str, ander: str, reden: str) -> Changes:
    """Say that two dossiers are two people: they aren't proposed again."""
    return _judge(store, clock, ids, een, ander, reden, samen=False)


def undo(store: Store, clock: Clock, besluit_id: str) -> Changes:
    """Take a decision about two dossiers back: each is on its own again, and they may be proposed anew."""
    with store.write() as uow:
        besluit = next((each for each in uow.doubles() if each.id == besluit_id and each.holds), None)
        if besluit is None:
            raise Fault(AL_BESLOTEN)
        uow.put_double(replace(besluit, ongedaan_op=clock.now(), ongedaan_door=store.profile.naam))
        _weigh_again(uow, besluit)
        return uow.commit()


def _judge(store: Store, clock: Clock, ids: Ids, een: str, ander: str, reden: str, *, samen: bool) -> Changes:
    if not reden.strip():
        raise Fault(REDEN_ONTBREEKT)
    with store.write() as uow:
        for dossier_id in (een, ander):
            personen.require(uow, dossier_id)
        together = een == ander or ander in uow.same_person(een)
        if together or any(
            each.holds and pair(een, ander) == pair(each.een, each.ander) for each in uow.doubles()
        ):
            raise Fault(AL_BESLOTEN)
        besluit = Dubbelbesluit(
            id=ids.new(),
            een=een,
            ander=ander,
            samen=samen,
            reden=reden.strip(),
            door=store.profile.naam,
            besloten_op=clock.now(),
        )
        uow.put_double(besluit)
        _weigh_again(uow, besluit)
        return uow.commit()


def _weigh_again(uow: UnitOfWork, besluit: Dubbelbesluit) -> None:
    """What may be held or sent of either dossier has changed with the grounds that count for both."""
    if besluit.samen:
        for dossier_id in (besluit.een, besluit.ander):
            uow.ledger.requeue(dossier_id)
