"""Dossiers that a person said are one: kept as decisions beside the records, so that nothing has to be moved back."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, delete, insert, select

from app.domain.dubbelingen import Dubbelbesluit
from storage.codec import from_moment, maybe_moment, read_moment, to_moment
from storage.tables import dubbelbesluit

_ALL = select(dubbelbesluit).order_by(dubbelbesluit.c.besloten_op, dubbelbesluit.c.id)


def all_decisions(connection: Connection) -> tuple[Dubbelbesluit, ...]:
    """Return every decision, oldest first, also those that were undone."""
    return tuple(_decision(row) for row in connection.execute(_ALL))


def put(connection: Connection, besluit: Dubbelbesluit) -> None:
    """Store a decision, in place of the one with its id."""
    connection.execute(delete(dubbelbesluit).where(dubbelbesluit.c.id == besluit.id))
    connection.execute(
        insert(dubbelbesluit).values(
            id=besluit.id,
            een=besluit.een,
            ander=besluit.ander,
            samen=int(besluit.samen),
            reden=besluit.reden,
            door=besluit.door,
            besloten_op=to_moment(besluit.besloten_op),
            ongedaan_door=besluit.ongedaan_door,
            ongedaan_op=maybe_moment(besluit.ongedaan_op),
        )
    )


def _decision(row: Any) -> Dubbelbesluit:
    return Dubbelbesluit(
        id=row.id,
        een=row.een,
        ander=row.ander,
        samen=bool(row.samen),
        reden=row.reden,
        door=row.door,
        besloten_op=from_moment(row.besloten_op),
        ongedaan_door=row.ongedaan_door,
        ongedaan_op=read_moment(row.ongedaan_op),
    )
