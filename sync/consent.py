"""The consent question as sync asks it: which fields of one op may go, by the live grants of its dossier.

The rule itself is `app.domain.toestemmingen.decide`. Here is only where the grants are read: in the same transaction
as the sealing, the check before sending, or the import.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.gegevensbesluiten import Gegevensbesluit, is_beperkt
from app.domain.records import Record
from app.domain.toestemmingen import (
    Deelbesluit,
    Doelentabel,
    Grant,
    Grondslag,
    Ontvanger,
    Toestemming,
    decide,
    live_grants,
    newest_per_doel,
)
from app.ports import Reading


@dataclass(frozen=True, slots=True)
class DossierGrants:
    """What holds in one dossier. `known` are the ids of every ground ever recorded, also those withdrawn."""

    live: tuple[Grant, ...]
    decisions: Mapping[str, Toestemming]
    known: frozenset[str]
    ended: frozenset[str]
    day: date


class Grants:
    """Grants per dossier, read once per transaction. `forget` a dossier when its consent changes inside it."""

    def __init__(self, reading: Reading, doelen: Doelentabel, day: date) -> None:
        self._reading = reading
        self._doelen = doelen
        self._day = day
        self._found: dict[str, DossierGrants] = {}

    def of(self, dossier_id: str, written_on: date | None = None) -> DossierGrants:
        """Return the grants of a dossier today.

        A grant that begins tomorrow by our clock holds for what was written, by the writer's clock, after its
        beginning: two clocks that disagree about midnight must not cost anybody an op. `date.max` counts every
        ground that may still begin, for the question what may stay.
        """
        if dossier_id not in self._found:
            self._found[dossier_id] = self._read(dossier_id, ())
        found = self._found[dossier_id]
        if written_on is None or written_on <= self._day:
            return found
        return self._ahead(dossier_id, found, written_on)

    def _ahead(self, dossier_id: str, found: DossierGrants, until: date) -> DossierGrants:
        """Add the grounds that begin after today, up to and including `until`, each as on its own first day."""
        toestemmingen, grondslagen = self._records(dossier_id)
        # The newest decision still rules: one that a later refusal or withdrawal replaced doesn't count.
        decided = [item for item in toestemmingen if found.decisions.get(item.doel) == item]
        firsts = [*(item.vanaf for item in decided), *(item.vanaf for item in grondslagen)]
        begins = {day for day in firsts if self._day < day <= until}
        extra: dict[str, Grant] = {}
        for day in begins:
            live = live_grants(decided, grondslagen, self._doelen, day)
            extra.update({grant.id: grant for grant in live})
        known = {grant.id for grant in found.live}
        added = tuple(grant for key, grant in sorted(extra.items()) if key not in known)
        return DossierGrants((*found.live, *added), found.decisions, found.known, found.ended, self._day)

    def with_new(self, dossier_id: str, ground: Toestemming | Grondslag, day: date) -> DossierGrants:
        """Return the grants as they would be with one more ground, judged on the later of today and `day`."""
        return self._read(
            dossier_id, (ground,), max(day, self._day) if ground.vanaf > self._day else self._day
        )

    def forget(self, dossier_id: str) -> None:
        self._found.pop(dossier_id, None)

    def _records(self, dossier_id: str) -> tuple[tuple[Toestemming, ...], tuple[Grondslag, ...]]:
        return self._reading.of_dossier(Toestemming, dossier_id), self._reading.of_dossier(
            Grondslag, dossier_id
        )

    def _read(
        self, dossier_id: str, extra: Iterable[Toestemming | Grondslag], day: date | None = None
    ) -> DossierGrants:
        toestemmingen, grondslagen = self._records(dossier_id)
        added = {item.id: item for item in extra}
        toestemmingen = (
            *(item for item in toestemmingen if item.id not in added),
            *(item for item in added.values() if isinstance(item, Toestemming)),
        )
        grondslagen = (
            *(item for item in grondslagen if item.id not in added),
            *(item for item in added.values() if isinstance(item, Grondslag)),
        )
        ended = {item.trekt_in for item in toestemmingen} | {item.beeindigt for item in grondslagen}
        known = {item.id for item in toestemmingen} | {item.id for item in grondslagen} | ended
        shut = is_beperkt(self._reading.of_dossier(Gegevensbesluit, dossier_id))
        return DossierGrants(
            # Restricted data is kept and nothing more; a withdrawal still goes, it needs no live ground.
            live=() if shut else live_grants(toestemmingen, grondslagen, self._doelen, day or self._day),
            decisions=newest_per_doel(toestemmingen),
            known=frozenset(known - {""}),
            ended=frozenset(ended - {""}),
            day=self._day,
        )


def weigh(record: Record, names: Iterable[str], grants: DossierGrants, doelen: Doelentabel) -> Deelbesluit:
    """Say which fields of a record may go to the gemeente."""
    return decide(
        record,
        names,
        grants.live,
        Ontvanger.GEMEENTE,
        decisions=grants.decisions,
        doelen=doelen,
        day=grants.day,
    )


def ends_ground(soort: str, kind: str, fields: Mapping[str, object]) -> bool:
    """True for an op that withdraws a consent or ends a ground, whatever its kind says."""
    if soort == Toestemming.soort:
        return kind == "withdraw" or bool(fields.get("trekt_in"))
    return soort == Grondslag.soort and bool(fields.get("beeindigt"))
