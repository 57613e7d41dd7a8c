"""What an erasure takes along besides the record: what waits to be sent of it; and what it leaves: that it happened.

The trace of an erasure (`gewist.<record>`: which fields, why) holds no content. It is replayed when a backup from
before the erasure is put back, and keeps what was sealed before it from going.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, or_, select, update

from app.domain.records import Record
from app.domain.toestemmingen import Grondslag, Toestemming
from storage.codec import from_json, from_row, to_json
from storage.tables import instelling, outbox, record_tables, verzonden_op

ERASED = "gewist."


def trace_name(record_id: str) -> str:
    """Return the setting that says what was erased of a record."""
    return f"{ERASED}{record_id}"


def forget_unsent(connection: Connection, record: Record, names: Sequence[str] | None) -> None:
    """Take what was erased out of the queue and out of what is kept until an answer comes.

    The end of a ground stays whatever happens: it has to reach the other side.
    """
    if ends_ground(record):
        return
    rows = connection.execute(
        select(outbox.c.nr, outbox.c.fields).where(outbox.c.record_id == record.id)
    ).all()
    for row in rows:
        fields = from_json(row.fields)
        left = {} if names is None else {key: value for key, value in fields.items() if key not in names}
        if not left:
            connection.execute(delete(outbox).where(outbox.c.nr == row.nr))
        elif len(left) < len(fields):
            connection.execute(update(outbox).where(outbox.c.nr == row.nr).values(fields=to_json(left)))
    connection.execute(update(verzonden_op).where(verzonden_op.c.record_id == record.id).values(inhoud=""))


def trace(earlier: Mapping[str, Any] | None, record: Record, names: Sequence[str] | None, grond: str) -> Any:
    """Return what is kept of an erasure, together with what was kept of an earlier one of the same record."""
    known = None if earlier is None else earlier["velden"]
    whole = names is None or (earlier is not None and known is None)
    return {
        "soort": record.soort,
        "velden": None if whole else sorted({*(known or ()), *(names or ())}),
        "grond": grond,
        "keer": 1 + (0 if earlier is None else int(earlier["keer"])),
    }


def traces(connection: Connection) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield (record id, trace) of every erasure."""
    found = select(instelling).where(instelling.c.naam.startswith(ERASED, autoescape=True))
    for row in connection.execute(found.order_by(instelling.c.naam)):
        yield row.naam.removeprefix(ERASED), from_json(row.waarde)


def ended_grounds(connection: Connection) -> Iterator[Toestemming | Grondslag]:
    """Yield every refusal, withdrawal and end of a ground: what a backup from before doesn't know."""
    no = or_(_consents.c.trekt_in != "", _consents.c.besluit != "gegeven")
    for row in connection.execute(select(_consents).where(no)).mappings():
        yield from_row(Toestemming, row)
    for row in connection.execute(select(_grounds).where(_grounds.c.beeindigt != "")).mappings():
        yield from_row(Grondslag, row)


def ends_ground(record: Record) -> bool:
    """True for a record with which a ground ends."""
    if isinstance(record, Toestemming):
        return bool(record.trekt_in)
    return isinstance(record, Grondslag) and bool(record.beeindigt)


_consents = record_tables[Toestemming]
_grounds = record_tables[Grondslag]
