"""Notices: short signed messages beside the ops, such as a wipe request or a new key ring. Delivered, once or more.

They wait in a queue per reader, go in the next batch, and leave the queue when that batch is acknowledged. Every kind
may arrive twice or late: what it asks for is done once. Formats: docs/format/sync.md, "Notices".
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from app.ports import Reading, UnitOfWork
from sync.batches import MAX_NOTICES, Notice
from sync.party import Party, Peer

Handler = Callable[[Party, Peer, UnitOfWork, Notice], None]


def queue(uow: UnitOfWork, reader: str, notice: Notice, *, each: bool = False) -> None:
    """Let a notice go with the next batch to a reader; unless `each` counts, only the newest of a type waits."""
    key = "id" if each else "type"
    ours = notice.id if each else notice.type
    kept = [item for item in _queued(uow, reader) if item[key] != ours or item["at"]]
    item = {"id": notice.id, "type": notice.type, "data": dict(notice.data), "at": None}
    uow.put_setting(_name(reader), [*kept, item])


def waiting(reading: Reading, reader: str) -> tuple[Notice, ...]:
    """Return the notices that are in no batch yet, oldest first."""
    found = [item for item in _queued(reading, reader) if not item["at"]]
    return tuple(Notice(item["id"], item["type"], item["data"]) for item in found[:MAX_NOTICES])


def has(reading: Reading, reader: str, kind: str) -> bool:
    """True when a notice of this type waits or is under way."""
    return any(item["type"] == kind for item in _queued(reading, reader))


def sealed(uow: UnitOfWork, reader: str, sent: Collection[Notice], epoch: int, seq: int) -> None:
    """Note in which batch these notices went."""
    if sent:
        ids = {notice.id for notice in sent}
        _change(uow, reader, lambda item: {**item, "at": [epoch, seq]} if item["id"] in ids else item)


def unsealed(uow: UnitOfWork, reader: str, numbers: Collection[tuple[int, int]]) -> None:
    """Let what was in these batches, which go no more, wait again."""
    _change(uow, reader, lambda item: {**item, "at": None} if _in(item, numbers) else item)


def acknowledged(uow: UnitOfWork, reader: str, epoch: int, contiguous: int, beyond: Sequence[int]) -> None:
    """Take what the reader has out of the queue."""

    def keep(item: dict[str, Any]) -> dict[str, Any] | None:
        at = item["at"]
        there = at and at[0] == epoch and (at[1] <= contiguous or at[1] in beyond)
        return None if there else item

    _change(uow, reader, keep)


def take(
    party: Party, peer: Peer, uow: UnitOfWork, found: Sequence[Notice], handlers: Mapping[str, Handler]
) -> None:
    """Do what the notices ask, each in a savepoint; one of an unknown type is passed over."""
    for notice in found:
        handler = handlers.get(notice.type)
        if handler is not None:
            handler(party, peer, uow, notice)


def _in(item: Mapping[str, Any], numbers: Collection[tuple[int, int]]) -> bool:
    return bool(item["at"]) and tuple(item["at"]) in numbers


def _queued(reading: Reading, reader: str) -> list[dict[str, Any]]:
    return list(reading.setting(_name(reader)) or ())


def _change(uow: UnitOfWork, reader: str, how: Callable[[dict[str, Any]], dict[str, Any] | None]) -> None:
    before = _queued(uow, reader)
    if before:
        after = [item for one in before if (item := how(one)) is not None]
        if after != before:
            uow.put_setting(_name(reader), after)


def _name(reader: str) -> str:
    return f"sync.berichten.{reader}"
