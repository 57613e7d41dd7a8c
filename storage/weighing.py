"""What waits and what stays, said truly from the first moment: the one rule, asked at every commit.

Sealing asks `decide` again and only that answer counts for what leaves. Here the same question is asked so that nobody
reads "wacht op verzenden" about something that no ground lets go.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any

import resources
from app.domain.doelentabel import parse_doelen
from app.domain.gegevensbesluiten import Gegevensbesluit, is_beperkt
from app.domain.records import Record, required_fields
from app.domain.toestemmingen import (
    Doelentabel,
    Grant,
    Grondslag,
    Ontvanger,
    Reden,
    Toestemming,
    decide,
    live_grants,
    main_reason,
    newest_per_doel,
)
from app.ports import Reading


@lru_cache(maxsize=1)
def shipped_doelen() -> Doelentabel:
    """Return the newest table of purposes that ships."""
    name = resources.newest("toestemming", "doelen")
    return MappingProxyType(parse_doelen(tomllib.loads(resources.read_text(name)), name))


@dataclass(frozen=True, slots=True)
class Scale:
    """The grounds of one dossier on a day, for the gemeente."""

    day: date
    doelen: Doelentabel
    grants: tuple[Grant, ...]
    decisions: Mapping[str, Toestemming]

    @classmethod
    def of(cls, reading: Reading, dossier_id: str, day: date) -> Scale:
        """Read the grounds of a dossier."""
        doelen = shipped_doelen()
        said = reading.of_dossier(Toestemming, dossier_id)
        grounds = reading.of_dossier(Grondslag, dossier_id)
        shut = is_beperkt(reading.of_dossier(Gegevensbesluit, dossier_id))
        live = () if shut else live_grants(said, grounds, doelen, day)
        return cls(day, doelen, live, newest_per_doel(said))

    def why_it_stays(self, record: Record, fields: Mapping[str, Any], *, is_patch: bool) -> str:
        """Return the reason why nothing of an op goes; `""` when something does."""
        judged = decide(
            record,
            fields,
            self.grants,
            Ontvanger.GEMEENTE,
            decisions=self.decisions,
            doelen=self.doelen,
            day=self.day,
        )
        needed = set() if is_patch else required_fields(type(record)) & set(fields)
        if judged.goes and needed <= set(judged.goes):
            return ""
        return main_reason(judged) if judged.stays else Reden.GEEN_GROND.value
