"""Changes: what a write touched. Every screen listens to these and reloads what it shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Touched(NamedTuple):
    """One record that was written: its kind, its id and its dossier (`""` for what belongs to no dossier)."""

    soort: str
    id: str
    dossier_id: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What one committed unit of work touched. Settings, devices and sync facts appear as kinds of their own."""

    touched: frozenset[Touched] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.touched)

    def __or__(self, other: Changes) -> Changes:
        return Changes(self.touched | other.touched)

    def concerns(self, *soorten: str, dossier_id: str = "") -> bool:
        """True when one of the kinds was touched (any kind without `soorten`), in that dossier if one is named."""
        return any(
            (not soorten or item.soort in soorten) and (not dossier_id or item.dossier_id == dossier_id)
            for item in self.touched
        )
