"""What the register decides about one op: may it be here, on which ground, and what of it stands after the merge.

Only reads. The order of the questions is that of docs/format/sync.md, "Import"; the first that fails decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import msgspec

from app.domain.catalogus import BY_SOORT
from app.domain.deelredenen import (
    ALLEEN_AANVULLEN,
    ANDER_DOSSIER,
    BASIS_ONTBREEKT,
    DEELS_GEEN_TOESTEMMING,
    EERDER_DEEL,
    GEEN_TOESTEMMING,
    GEWIST,
    INGETROKKEN,
    NIET_IN_CASELOAD,
    ONLEESBAAR,
    UPDATE_NODIG,
    VERSCHIL,
)
from app.domain.gegevensbesluiten import Gegevensbesluit, stand_of
from app.domain.inburgeraar import Inburgeraar
from app.domain.merging import Botsing, merge_fields
from app.domain.ops import Deelstand, Op, OpKind
from app.domain.organisatie import ORGANISATIE
from app.domain.records import Record, from_fields, record_type, to_fields, with_fields
from app.domain.toestemmingen import Doelentabel, Grondslag, Reden, Toestemming
from app.ports import Reading
from sync.consent import DossierGrants, Grants, ends_ground, weigh

NOT_CARRIED_OUT = frozenset({OpKind.TOMBSTONE, OpKind.TRANSFER})
"""Kinds that the protocol names and that this version doesn't carry out: held, as from a newer version."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be done with an op: its state for the receipt, a reason, and the values to write (if any)."""

    stand: Deelstand
    reden: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    clashes: tuple[Botsing, ...] = ()
    refused: tuple[str, ...] = ()
    is_new: bool = False
    withdrawal: bool = False

    @property
    def held(self) -> bool:
        return self.stand is Deelstand.WACHT_OP_DEEL

    @property
    def stands(self) -> bool:
        """True when the op is (at least in part) taken over, whether or not anything had to be written."""
        return self.stand in (Deelstand.VERWERKT, Deelstand.BESLUIT_NODIG)


def _aside(reden: str) -> Verdict:
    return Verdict(Deelstand.APART_GEZET, reden)


def _held(reden: str) -> Verdict:
    return Verdict(Deelstand.WACHT_OP_DEEL, reden)


def _refused(reden: str) -> Verdict:
    return Verdict(Deelstand.GEWEIGERD, reden)


@dataclass(slots=True)
class Judge:
    """Judges the ops of one sender in one transaction. `gap`: something that was sent before may still come.

    `forced`: a person decided not to wait any longer for what is missing.
    """

    reading: Reading
    grants: Grants
    doelen: Doelentabel
    caseload: set[str]
    gap: bool
    forced: bool = False

    def judge(self, op: Op, written_on: date) -> Verdict:
        """Decide about one op that could be read; `written_on` is its day by the writer's own clock."""
        if op.kind in NOT_CARRIED_OUT:
            return _held(UPDATE_NODIG)
        place = self._place(op)
        if place is not None:
            return place
        current = self.reading.get(BY_SOORT[op.soort], op.record_id)
        if current is not None and current.dossier_id != op.dossier_id:
            return _aside(ANDER_DOSSIER)
        try:
            proposed = _proposed(op, current)
        except (msgspec.ValidationError, ValueError, TypeError):
            # A patch whose record never came can't be built; with a gap it may yet.
            missing = current is None and op.kind is OpKind.PATCH
            return (
                _held(EERDER_DEEL)
                if missing and self.gap
                else _aside(BASIS_ONTBREEKT if missing else ONLEESBAAR)
            )
        if isinstance(proposed, Toestemming | Grondslag):
            return self._ground(op, proposed, current, written_on)
        return self._consented(op, proposed, current, written_on)

    def _place(self, op: Op) -> Verdict | None:
        if op.soort == Inburgeraar.soort and op.record_id != op.dossier_id:
            return _aside(ANDER_DOSSIER)
        if op.dossier_id == ORGANISATIE or BY_SOORT[op.soort].van_organisatie:
            # What all devices get, the register alone decides: nothing of it can come from one of them.
            return _aside(NIET_IN_CASELOAD)
        if stand_of(self.reading.of_dossier(Gegevensbesluit, op.dossier_id), date.min).gewist and not (
            ends_ground(op.soort, op.kind, op.fields)
        ):
            # A late copy can't bring back what was erased; a withdrawal is always heard.
            return _refused(GEWIST)
        if op.dossier_id not in self.caseload and not self.unclaimed(op.dossier_id):
            return _aside(NIET_IN_CASELOAD)
        return None

    def unclaimed(self, dossier_id: str) -> bool:
        """True for a dossier of which the register knows nothing yet: whoever brings it, holds it."""
        if self.reading.ledger.holders(dossier_id) or self.reading.get(Inburgeraar, dossier_id):
            return False
        if self.reading.of_dossier(Toestemming, dossier_id):
            return False
        return not self.reading.of_dossier(Grondslag, dossier_id)

    # -- consent

    def _ground(
        self, op: Op, proposed: Toestemming | Grondslag, current: Record | None, written_on: date
    ) -> Verdict:
        """Judge a consent or ground by what would hold with it: a refusal never had to come here."""
        if current is not None:
            return self._merged(op, current, dict(op.fields), ())
        grants = self.grants.with_new(op.dossier_id, proposed, written_on)
        ends = ends_ground(op.soort, op.kind, op.fields)
        besluit = weigh(proposed, op.fields, grants, self.doelen)
        if not besluit.goes and not ends:
            return _refused(INGETROKKEN if proposed.id in grants.ended else GEEN_TOESTEMMING)
        going = {name: value for name, value in op.fields.items() if name in besluit.goes}
        if ends and not going:
            # A withdrawal that names nothing is still the client's no: honour it whole.
            going = dict(op.fields)
        return self._fresh(op, going, (), withdrawal=ends)

    def _consented(self, op: Op, proposed: Record, current: Record | None, written_on: date) -> Verdict:
        grants = self.grants.of(op.dossier_id, written_on)
        besluit = weigh(proposed, op.fields, grants, self.doelen)
        going = {name: op.fields[name] for name in besluit.goes if op.grants.get(name)}
        refused = tuple(sorted(set(op.fields) - set(going)))
        if refused and self.gap and self._ground_may_come(op, refused, grants):
            return _held(EERDER_DEEL)
        if not going:
            withdrawn = Reden.INGETROKKEN in besluit.stays.values()
            return _refused(INGETROKKEN if withdrawn else GEEN_TOESTEMMING)
        if current is not None:
            return self._merged(op, current, going, refused)
        if op.base_rev and self.gap:
            return _held(EERDER_DEEL)
        return self._fresh(op, going, refused)

    @staticmethod
    def _ground_may_come(op: Op, refused: tuple[str, ...], grants: DossierGrants) -> bool:
        """True when a refused field names a ground that we never saw: it may be in what is missing."""
        named = {grant for name in refused for grant in op.grants.get(name, ())}
        return bool(named - grants.known)

    # -- merge

    def _fresh(
        self, op: Op, going: Mapping[str, Any], refused: tuple[str, ...], *, withdrawal: bool = False
    ) -> Verdict:
        try:
            from_fields(BY_SOORT[op.soort], op.record_id, op.dossier_id, going)
        except (msgspec.ValidationError, ValueError, TypeError):
            # What is needed to build it was refused or never sent.
            return _refused(GEEN_TOESTEMMING) if refused else _aside(BASIS_ONTBREEKT)
        reden = DEELS_GEEN_TOESTEMMING if refused else ""
        return Verdict(
            Deelstand.VERWERKT, reden, dict(going), (), refused, is_new=True, withdrawal=withdrawal
        )

    def _merged(self, op: Op, current: Record, going: Mapping[str, Any], refused: tuple[str, ...]) -> Verdict:
        rev, field_revs = self.reading.ledger.record_revs(op.record_id)
        known = self.reading.ledger.is_applied(op.after)
        earlier = [result for result in known.values() if result.stand is not Deelstand.WACHT_OP_DEEL]
        # Its writer's own earlier ops come first, also where no gap is seen: they may come in a later epoch.
        if not self.forced and (len(earlier) < len(set(op.after)) or (self.gap and op.base_rev > rev)):
            return _held(EERDER_DEEL)
        kind = record_type(type(current))
        now = to_fields(current)
        if kind.append_only and any(
            field_revs.get(name) and now[name] != value for name, value in going.items()
        ):
            return _aside(ALLEEN_AANVULLEN)
        # Every op that was taken over has a revision of its own, so these name what the writer changed itself.
        own = {result.rev for result in earlier if result.rev}
        field_revs = {name: 0 if at in own else at for name, at in field_revs.items()}
        merge = merge_fields(kind, now, field_revs, going, op.base_rev)
        if merge.botsingen:
            return Verdict(Deelstand.BESLUIT_NODIG, VERSCHIL, merge.values, merge.botsingen, refused)
        reden = DEELS_GEEN_TOESTEMMING if refused else ""
        return Verdict(Deelstand.VERWERKT, reden, merge.values, (), refused)


def _proposed(op: Op, current: Record | None) -> Record:
    """Build the record as the op wants it; raises when its values don't fit the type."""
    if current is None:
        return from_fields(BY_SOORT[op.soort], op.record_id, op.dossier_id, op.fields)
    return with_fields(current, op.fields)
