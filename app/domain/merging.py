"""Merging: what the register does with a patch on a record that others may have changed since (sync.md, "Merge")."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.records import RecordType


@dataclass(frozen=True, slots=True)
class Botsing:
    """Two people gave one field another value; both are kept until a person decides. `shown` is what stands now."""

    field: str
    ours: Any
    theirs: Any
    shown: Any


@dataclass(frozen=True, slots=True)
class Merge:
    """The outcome: `values` to write, and the conflicts to put before a person."""

    values: Mapping[str, Any]
    botsingen: tuple[Botsing, ...]


def merge_fields(
    kind: RecordType,
    current: Mapping[str, Any],
    field_revs: Mapping[str, int],
    incoming: Mapping[str, Any],
    base_rev: int,
) -> Merge:
    """Merge changed fields that were based on `base_rev` into the current values.

    A field that nobody changed since `base_rev` (or that the register never had) is applied. The same value changes
    nothing. Another value is a conflict: an ordinary field shows the latest import, a protective one the careful value.
    """
    values: dict[str, Any] = {}
    clashes: list[Botsing] = []
    for name, theirs in incoming.items():
        ours = current.get(name)
        if name in field_revs and ours == theirs:
            continue
        if field_revs.get(name, 0) <= base_rev:
            values[name] = theirs
            continue
        shown = careful(name, ours, theirs) if kind.fields[name].protective else theirs
        clashes.append(Botsing(name, ours, theirs, shown))
        if shown != ours:
            values[name] = shown
    return Merge(values, tuple(clashes))


_URGENCY = ("volgen", "binnenkort", "spoed", "acuut")
_BESLUIT = ("gegeven", "geweigerd", "ingetrokken")


def careful(name: str, ours: Any, theirs: Any) -> Any:
    """Return the more careful of two values of a protective field."""
    order: Callable[[Any], int]
    if name == "urgentie":
        order = _URGENCY.index
    elif name == "besluit":
        order = _BESLUIT.index
    else:
        order = bool
    return max((ours, theirs), key=order)
