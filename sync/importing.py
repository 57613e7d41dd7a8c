"""One batch of ops into the register, in one unit of work: judge, write, account, relay."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import msgspec

from app.crypto import envelope
from app.crypto.identity import PublicIdentity
from app.dagen import day_of
from app.domain import hlc
from app.domain.catalogus import BY_SOORT
from app.domain.deelredenen import (
    BATCH_ONLEESBAAR,
    EERDER_DEEL,
    NIET_TE_VERWERKEN,
    UPDATE_NODIG,
)
from app.domain.ops import Deelstand, Op, OpResult
from app.domain.records import record_type
from app.domain.toestemmingen import Grondslag, Toestemming
from app.faults import Fault
from app.ports import BatchIn, BatchStand, Conflict, SetAside, UnitOfWork
from sync import batches, chains, withdrawing
from sync.batches import ParsedOp
from sync.consent import Grants
from sync.judging import Judge, Verdict
from sync.party import Party, Peer
from sync.reports import ImportRow, Outcome

_LOG = logging.getLogger(__name__)

DRIFT_SHOWN = 600
"""Seconds that a writer's clock may be ahead before it is shown."""
DRIFT_STAMPED = 86_400
"""Seconds ahead from which an op is stamped with the moment of receipt."""


AGAIN = "opnieuw"
"""Stands where the digest of a batch stands, for an op that a coordinator tried again."""


class _OpFailed(Exception):
    """An op broke something inside; the batch is done again with every op on its own."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A stored batch, opened again: whether this version may read it, its kind, and what it says."""

    kind: str
    readable: bool
    body: batches.Body


def open_stored(party: Party, peer: Peer, batch: BatchIn) -> Opened:
    """Open a batch that was checked when it came in. Faults as `open_envelope` and `batches.parse`."""
    identity = peer.identity

    def sender(name: str) -> PublicIdentity | None:
        return identity if name == identity.device_id else None

    opened = envelope.open_envelope(batch.data, party.keys, sender)
    header = opened.header
    if not batches.is_readable(header):
        return Opened(header.kind, False, batches.Body())
    return Opened(header.kind, True, batches.parse(opened.value, len(opened.body)))


def import_batch(
    party: Party, peer: Peer, uow: UnitOfWork, batch: BatchIn, *, forced: bool = False
) -> tuple[ImportRow, ...]:
    """Import one batch into the register inside `uow`; return a row per op. Nothing that is in it can raise.

    `forced`: don't wait for what was sent before it.
    """
    try:
        opened = open_stored(party, peer, batch)
    except Fault:
        uow.ledger.set_incoming(replace(batch, stand=BatchStand.GEWEIGERD, reden=BATCH_ONLEESBAAR))
        return ()
    if not opened.readable:
        uow.ledger.set_incoming(replace(batch, stand=BatchStand.WACHT_OP_DEEL, reden=UPDATE_NODIG))
        return ()
    work = _Work(party, peer, uow, batch, forced=forced)
    try:
        with uow.ledger.savepoint():
            work.run(opened.body.ops, alone=False)
    except _OpFailed:
        work = _Work(party, peer, uow, batch, forced=forced)
        work.run(opened.body.ops, alone=True)
    uow.ledger.set_incoming(work.finished())
    return tuple(work.rows)


def import_again(party: Party, peer: Peer, uow: UnitOfWork, kept: SetAside) -> ImportRow:
    """Judge an op anew that was set aside; it stays there, with today's reason, when it still can't be taken over."""
    item = msgspec.json.decode(kept.raw)
    batch = BatchIn(
        sender=peer.reader,
        stream="",
        epoch=0,
        seq=0,
        name="",
        digest=AGAIN,
        data=b"",
        stand=BatchStand.VERWERKT,
        reden="",
        count=1,
        received_op=party.now(),
        applied_op=None,
        prev="",
    )
    work = _Work(party, peer, uow, batch)
    work.run([batches.parse_op(item)], alone=True, again=True)
    row = work.rows[0]
    if row.uitkomst is not Outcome.APART:
        uow.ledger.drop_aside(kept.op_id)
    return row


class _Work:
    """The import of one batch."""

    def __init__(
        self, party: Party, peer: Peer, uow: UnitOfWork, batch: BatchIn, *, forced: bool = False
    ) -> None:
        self._party = party
        self._peer = peer
        self._uow = uow
        self._batch = batch
        self._now = party.now()
        self._grants = Grants(uow, party.doelen, party.today())
        self._judge = Judge(
            uow,
            self._grants,
            party.doelen,
            set(uow.ledger.caseload(peer.reader)),
            not forced and chains.gap_before(uow.ledger, batch),
            forced,
        )
        self._held: set[str] = set()
        self._held_by: dict[str, frozenset[str]] = {}
        self.rows: list[ImportRow] = []

    def run(self, ops: Iterable[ParsedOp], *, alone: bool, again: bool = False) -> None:
        """Take every op in order; with `alone` each in a savepoint of its own, with `again` also what was set aside."""
        ops = tuple(ops)
        self._uow.prefetch(
            (BY_SOORT[parsed.op.soort], parsed.op.record_id) for parsed in ops if parsed.op is not None
        )
        known = dict(self._uow.ledger.is_applied([parsed.op_id for parsed in ops if parsed.op_id]))
        for parsed in ops:
            earlier = known.get(parsed.op_id)
            anew = again and earlier is not None and earlier.stand is Deelstand.APART_GEZET
            if earlier is not None and earlier.stand is not Deelstand.WACHT_OP_DEEL and not anew:
                # Told again: a writer that was put back in time may not know that it was answered.
                self._uow.ledger.put_result(self._peer.reader, earlier, self._batch.digest, self._now)
                self._row(parsed, Outcome.DUBBEL, earlier.reden)
                continue
            result = self._one(parsed, earlier, alone=alone)
            if parsed.op_id:
                known[parsed.op_id] = result

    def _one(self, parsed: ParsedOp, earlier: OpResult | None, *, alone: bool) -> OpResult:
        if parsed.op is None:
            stand = Deelstand.WACHT_OP_DEEL if parsed.reden == UPDATE_NODIG else Deelstand.APART_GEZET
            return self._not_taken(parsed, Verdict(stand, parsed.reden), earlier)
        op, drift = self._with_sound_clock(parsed.op)
        try:
            if not alone:
                return self._take(parsed, op, drift, earlier)
            with self._uow.ledger.savepoint():
                return self._take(parsed, op, drift, earlier)
        except Fault:
            raise
        except Exception as error:
            if not alone:
                raise _OpFailed from error
            _LOG.error("an op was set aside after %s", type(error).__name__)
            return self._not_taken(parsed, Verdict(Deelstand.APART_GEZET, NIET_TE_VERWERKEN), earlier)

    def _with_sound_clock(self, op: Op) -> tuple[Op, int]:
        """Stamp an op from far in the future with the moment of receipt; return how far ahead its clock was."""
        drift = int(hlc.drift_seconds(op.hlc, self._now))
        if drift > DRIFT_STAMPED:
            return replace(op, hlc=hlc.tick("", self._now, self._peer.folder)), drift
        return op, drift if drift > DRIFT_SHOWN else 0

    def _take(self, parsed: ParsedOp, op: Op, drift: int, earlier: OpResult | None) -> OpResult:
        # By the writer's own clock, also where the op is stamped anew: a grant and what leans on it share a clock.
        written_on = day_of(hlc.moment(parsed.op.hlc if parsed.op else op.hlc))
        verdict = self._judge.judge(op, written_on)
        if not verdict.stands:
            return self._not_taken(parsed, verdict, earlier, drift)
        rev, _ = self._uow.ledger.record_revs(op.record_id)
        author = self._uow.ledger.last_actor(op.record_id) if verdict.clashes else ""
        # A revision of its own, also when nothing changed: later ops of this writer refer to it.
        rev += 1
        self._uow.ledger.apply(op, verdict.values, sender=self._peer.reader, rev=rev, received_op=self._now)
        self._keep_clashes(op, verdict, author)
        self._claim(op.dossier_id)
        detail = self._after_ground(op, verdict)
        if verdict.refused:
            detail["geweigerde_velden"] = list(verdict.refused)
        result = OpResult(op_id=op.op_id, stand=verdict.stand, reden=verdict.reden, rev=rev, detail=detail)
        self._uow.ledger.put_result(self._peer.reader, result, self._batch.digest, self._now)
        self._relay(op, verdict, rev)
        self._row(parsed, _outcome(verdict), verdict.reden, verdict, drift)
        return result

    def _keep_clashes(self, op: Op, verdict: Verdict, author: str) -> None:
        for clash in verdict.clashes:
            self._uow.ledger.add_conflict(
                Conflict(
                    id=self._party.ids.new(),
                    dossier_id=op.dossier_id,
                    soort=op.soort,
                    record_id=op.record_id,
                    veld=clash.field,
                    ours=clash.ours,
                    theirs=clash.theirs,
                    ours_door=author,
                    theirs_door=op.actor,
                    op_id=op.op_id,
                    gezien_op=self._now,
                )
            )

    def _holders(self, dossier_id: str) -> frozenset[str]:
        if dossier_id not in self._held_by:
            self._held_by[dossier_id] = self._uow.ledger.holders(dossier_id)
        return self._held_by[dossier_id]

    def _claim(self, dossier_id: str) -> None:
        """Whoever brings a dossier that nobody holds, holds it."""
        if dossier_id not in self._judge.caseload:
            self._uow.ledger.add_to_caseload(self._peer.reader, dossier_id)
            self._judge.caseload.add(dossier_id)
            self._held_by.pop(dossier_id, None)

    def _after_ground(self, op: Op, verdict: Verdict) -> dict[str, object]:
        """Do what a change of consent brings with it; return the account of a withdrawal."""
        if op.soort not in (Toestemming.soort, Grondslag.soort) or not verdict.values:
            return {}
        self._grants.forget(op.dossier_id)
        # What was recorded under a clock that runs ahead begins later by ours; it isn't withdrawn for that.
        grants = self._grants.of(op.dossier_id, date.max)
        ground = self._uow.get(BY_SOORT[op.soort], op.record_id)
        if verdict.withdrawal and isinstance(ground, Toestemming | Grondslag):
            return withdrawing.carry_out(self._party, self._uow, ground, grants)
        withdrawing.lift(self._party, self._uow, op.dossier_id, grants)
        return {}

    def _relay(self, op: Op, verdict: Verdict, rev: int) -> None:
        """Pass on what stands now to the others that hold the dossier; to the sender where something else stands."""
        others = self._holders(op.dossier_id) - {self._peer.reader}
        if not others and not verdict.clashes:
            return
        facts = record_type(BY_SOORT[op.soort]).fields
        values = {
            name: value
            for name, value in verdict.values.items()
            if name in facts and (facts[name].shared or facts[name].structural)
        }
        if values and others:
            self._uow.ledger.relay(replace(op, fields=values, rev=rev, grants={}), sorted(others))
        kept = {clash.field: clash.shown for clash in verdict.clashes if clash.shown != clash.theirs}
        if kept:
            correction = replace(op, op_id=self._party.ids.new(), fields=kept, rev=rev, grants={})
            self._uow.ledger.relay(correction, [self._peer.reader])

    def _not_taken(
        self, parsed: ParsedOp, verdict: Verdict, earlier: OpResult | None, drift: int = 0
    ) -> OpResult:
        """Keep what isn't taken over where it can be found again, and tell the sender (once)."""
        result = OpResult(op_id=parsed.op_id, stand=verdict.stand, reden=verdict.reden)
        if verdict.held:
            self._held.add(verdict.reden)
        if parsed.op_id and (
            earlier is None or (earlier.stand, earlier.reden) != (result.stand, result.reden)
        ):
            self._uow.ledger.put_result(self._peer.reader, result, self._batch.digest, self._now)
        if verdict.stand is Deelstand.APART_GEZET:
            name = parsed.op_id or self._party.ids.new()
            self._uow.ledger.set_aside(
                name, parsed.raw, parsed.dossier_id, self._peer.reader, verdict.reden, self._now
            )
        self._row(parsed, _outcome(verdict), verdict.reden, verdict, drift)
        return result

    def _row(
        self,
        parsed: ParsedOp,
        outcome: Outcome,
        reden: str,
        verdict: Verdict | None = None,
        drift: int = 0,
    ) -> None:
        op = parsed.op
        self.rows.append(
            ImportRow(
                op_id=parsed.op_id,
                batch=self._batch.digest,
                afzender=self._peer.device.naam,
                actor=op.actor if op else "",
                dossier_id=parsed.dossier_id,
                soort=parsed.soort,
                record_id=op.record_id if op else "",
                uitkomst=outcome,
                reden=reden,
                velden=tuple(sorted(verdict.values)) if verdict else (),
                klok_seconden=drift,
            )
        )

    def finished(self) -> BatchIn:
        """Return the batch as it stands now: its bytes stay as long as an op in it waits.

        A withdrawal out of a batch that was set aside is carried out, and the batch stays set aside.
        """
        if self._batch.stand is BatchStand.GEWEIGERD:
            return replace(self._batch, data=b"", applied_op=self._now)
        if self._held:
            reden = EERDER_DEEL if EERDER_DEEL in self._held else UPDATE_NODIG
            return replace(self._batch, stand=BatchStand.WACHT_OP_DEEL, reden=reden)
        return replace(self._batch, stand=BatchStand.VERWERKT, reden="", data=b"", applied_op=self._now)


def _outcome(verdict: Verdict) -> Outcome:
    if verdict.withdrawal:
        return Outcome.INTREKKING
    if verdict.stand is Deelstand.WACHT_OP_DEEL:
        return Outcome.WACHT
    if verdict.stand is Deelstand.APART_GEZET:
        return Outcome.APART
    if verdict.stand is Deelstand.GEWEIGERD:
        return Outcome.GEWEIGERD
    if verdict.clashes:
        return Outcome.BOTSING
    if verdict.is_new:
        return Outcome.NIEUW
    return Outcome.GEWIJZIGD if verdict.values else Outcome.GELIJK


def is_withdrawal(party: Party, peer: Peer, batch: BatchIn) -> bool:
    """True for a kept batch whose signed header says that it carries a withdrawal."""
    try:
        return open_stored(party, peer, batch).kind == batches.KIND_WITHDRAWAL
    except (Fault, msgspec.DecodeError):
        return False
