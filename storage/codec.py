"""Between records and rows: plain values in columns, JSON text for what is composed. Converts at the edge only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

import msgspec
from sqlalchemy import RowMapping

from app.domain.records import Record, record_type, to_fields

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class _Plan:
    names: tuple[str, ...]
    booleans: frozenset[str]
    composed: frozenset[str]
    moments: frozenset[str]


_PLANS: dict[type[Record], _Plan] = {}


def _plan(cls: type[Record]) -> _Plan:
    found = _PLANS.get(cls)
    if found is None:
        facts = record_type(cls).fields
        texts = {name: str(fact.hint) for name, fact in facts.items()}
        found = _PLANS[cls] = _Plan(
            names=tuple(facts),
            booleans=frozenset(
                name for name, fact in facts.items() if fact.hint is bool or "bool" in texts[name]
            ),
            composed=frozenset(name for name in facts if texts[name].startswith("tuple")),
            moments=frozenset(name for name in facts if "datetime.datetime" in texts[name]),
        )
    return found


def to_row(record: Record) -> dict[str, Any]:
    """Return the row of a record: its plain fields, composed ones as JSON text, moments in a width that sorts."""
    plan = _plan(type(record))
    row = to_fields(record)
    for name in plan.moments - plan.composed:
        row[name] = maybe_moment(getattr(record, name))
    for name in plan.composed:
        row[name] = to_json(row[name])
    for name in plan.booleans:
        row[name] = None if row[name] is None else int(row[name])
    row["id"] = record.id
    row["dossier_id"] = record.dossier_id
    return row


def from_row(cls: type[R], row: RowMapping) -> R:
    """Build a record from a row of its table."""
    plan = _plan(cls)
    plain = {name: row[name] for name in plan.names}
    for name in plan.composed:
        plain[name] = from_json(plain[name])
    for name in plan.booleans:
        plain[name] = None if plain[name] is None else bool(plain[name])
    plain["id"] = row["id"]
    plain["dossier_id"] = row["dossier_id"]
    return msgspec.convert(plain, cls)


def to_json(value: Any) -> str:
    """Return compact JSON text."""
    return msgspec.json.encode(value).decode("utf-8")


def from_json(text: str) -> Any:
    return msgspec.json.decode(text)


def to_moment(moment: datetime) -> str:
    """Return a UTC moment as text of fixed width, so that text order is time order."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def maybe_moment(moment: datetime | None) -> str | None:
    return None if moment is None else to_moment(moment)


def from_moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def read_moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def in_chunks(items: Sequence[str], size: int = 500) -> list[Sequence[str]]:
    """Cut a list of ids into pieces that fit in one statement."""
    return [items[start : start + size] for start in range(0, len(items), size)]
