"""What came in is applied: at the register after a plan that anybody may look at, on a device at once.

At the register: one unit of work per batch, so a kill or a cancel leaves whole batches done and whole batches to do.
Withdrawals go first, before any question about chains, also those in batches that were set aside.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from app.changes import Changes
from app.crypto.identity import DeviceKeys, fingerprint
from app.domain.catalogus import BY_SOORT
from app.domain.deelredenen import BATCH_ONLEESBAAR, UPDATE_NODIG
from app.domain.inburgeraar import Inburgeraar
from app.domain.ops import Op
from app.domain.organisatie import ORGANISATIE
from app.domain.records import record_type, to_fields
from app.domain.toestemmingen import Doelentabel, Grondslag, Toestemming
from app.faults import Fault
from app.ports import BatchIn, BatchStand, Clock, DeviceStatus, Ids, Reading, Store, UnitOfWork
from sync import chains
from sync.batches import Body, ParsedOp
from sync.importing import import_again, import_batch, is_withdrawal, open_stored
from sync.party import Cancelled, Party, Peer, Progress, Report, never, peers, silent
from sync.reports import BatchLine, Chain, ImportPlan, ImportReport, ImportRow, Tally

MOST_TITLES = 1_000
"""How many rows of a plan or report are named: nobody reads more, and each costs a query."""
_OPEN = (BatchStand.BINNEN, BatchStand.WACHT_OP_DEEL)


class _PlanOnly(Exception):
    """Ends the unit of work in which a plan was made, so that nothing of it is kept."""


# -- the register


def plan(
    store: Store,
    keys: DeviceKeys,
    clock: Clock,
    ids: Ids,
    doelen: Doelentabel,
    progress: Report = silent,
    cancelled: Cancelled = never,
) -> ImportPlan:
    """Say what an import would do. It is the import itself, in one unit of work that is never committed."""
    party = Party(store, keys, clock, ids, doelen)
    work = _waiting(party)
    tally = Tally()
    before = 0
    try:
        with store.write() as uow:
            before = sum(uow.counts().values())
            for number, (peer, batch) in enumerate(work, start=1):
                if cancelled():
                    break
                _take(party, peer, uow, batch, tally)
                progress(Progress("bekijken", number, len(work)))
            raise _PlanOnly
    except _PlanOnly:
        pass
    return ImportPlan(
        batches=tuple(tally.batches),
        rows=tuple(tally.rows),
        set_aside=refused(store),
        records_before=before,
    )


def apply(
    store: Store,
    keys: DeviceKeys,
    clock: Clock,
    ids: Ids,
    doelen: Doelentabel,
    only: Collection[str] | None = None,
    progress: Report = silent,
    cancelled: Cancelled = never,
    *,
    force: Collection[str] = (),
) -> ImportReport:
    """Import what waits (with `only`: the batches of a plan, by digest), one unit of work per batch.

    For the batches in `force` a person decided not to wait any longer for what is missing before them.

    A Fault of the store ends the import and stands in the report; batches that were done stay done.
    """
    return import_waiting(Party(store, keys, clock, ids, doelen), only, progress, cancelled, force)


def import_waiting(
    party: Party,
    only: Collection[str] | None,
    progress: Report = silent,
    cancelled: Cancelled = never,
    force: Collection[str] = (),
) -> ImportReport:
    """As `apply`, for a party that is already there."""
    waiting = _waiting(party)
    work = [(peer, batch) for peer, batch in waiting if only is None or batch.digest in only]
    return run_batches(party, work, "importeren", progress, cancelled, force)


def run_batches(
    party: Party,
    work: Sequence[tuple[Peer, BatchIn]],
    step: str,
    progress: Report,
    cancelled: Cancelled,
    force: Collection[str] = (),
) -> ImportReport:
    tally = Tally()
    fault: Fault | None = None
    try:
        for number, (peer, batch) in enumerate(work, start=1):
            if cancelled():
                return _report(tally, cancelled=True)
            with party.store.write(actor=peer.device.naam) as uow:
                _take(party, peer, uow, batch, tally, forced=batch.digest in force)
                tally.changes |= uow.commit()
            progress(Progress(step, number, len(work)))
    except Fault as error:
        fault = error
    return _report(tally, fault=fault)


def honour_withdrawals(party: Party, progress: Report = silent, cancelled: Cancelled = never) -> ImportReport:
    """Carry out every withdrawal that came in, also from a batch that is forked, held or of a revoked device."""
    return run_batches(party, _withdrawals(party), "intrekken", progress, cancelled)


def retry(party: Party, op_ids: Collection[str]) -> ImportReport:
    """Judge ops that were set aside anew, each in a unit of work of its own; one of an unknown sender stays."""
    tally = Tally()
    with party.store.read() as reading:
        kept = [item for item in reading.ledger.aside() if item.op_id in op_ids]
        known = {peer.reader: peer for peer in peers(reading)}
    for item in kept:
        if item.sender not in known:
            continue
        with party.store.write(actor=known[item.sender].device.naam) as uow:
            tally.rows.extend(_named(uow, (import_again(party, known[item.sender], uow, item),)))
            tally.changes |= uow.commit()
    return ImportReport(batches=(), rows=tuple(tally.rows), changes=tally.changes)


def refused(store: Store) -> tuple[BatchLine, ...]:
    """Return the batches that were set aside, for the list that a coordinator looks at."""
    with store.read() as reading:
        known = {peer.reader: peer for peer in peers(reading)}
        return tuple(
            _line(reading, known[batch.sender], batch)
            for batch in reading.ledger.batches_in(BatchStand.GEWEIGERD)
            if batch.sender in known and (batch.data or not batch.applied_op)
        )


def _report(tally: Tally, *, cancelled: bool = False, fault: Fault | None = None) -> ImportReport:
    return ImportReport(
        batches=tuple(tally.batches),
        rows=tuple(tally.rows),
        changes=tally.changes,
        cancelled=cancelled,
        fault=fault,
    )


def _take(
    party: Party, peer: Peer, uow: UnitOfWork, batch: BatchIn, tally: Tally, *, forced: bool = False
) -> None:
    line = _line(uow, peer, batch)
    rows = import_batch(party, peer, uow, batch, forced=forced)
    now = next(
        (
            item
            for item in uow.ledger.batches_at(batch.stream, batch.epoch, batch.seq)
            if item.digest == batch.digest
        ),
        batch,
    )
    tally.batches.append(replace(line, stand=now.stand, reden=now.reden))
    room = max(0, MOST_TITLES - len(tally.rows))
    tally.rows.extend((*_named(uow, rows[:room]), *rows[room:]))


def _named(uow: UnitOfWork, rows: Sequence[ImportRow]) -> tuple[ImportRow, ...]:
    """Say whose each row is and what it is called, as it stands after the import."""
    people: dict[str, str] = {}
    named = []
    for row in rows:
        if row.dossier_id not in people:
            person = uow.get(Inburgeraar, row.dossier_id)
            people[row.dossier_id] = person.naam if person else ""
        cls = BY_SOORT.get(row.soort)
        record = uow.get(cls, row.record_id) if cls and row.record_id else None
        named.append(
            replace(row, naam=people[row.dossier_id], titel=(record.titel or record.soort) if record else "")
        )
    return tuple(named)


def _waiting(party: Party) -> list[tuple[Peer, BatchIn]]:
    """Return what has to be imported: withdrawals first, then by stream, epoch and number."""
    with party.store.read() as reading:
        known = {peer.reader: peer for peer in peers(reading)}
        found = [
            (known[batch.sender], batch)
            for batch in reading.ledger.batches_in(*_OPEN)
            if batch.sender in known and known[batch.sender].device.status is DeviceStatus.TOEGELATEN
        ]
    first = _withdrawals(party)
    chosen = {batch.digest for _, batch in first}
    rest = [item for item in found if item[1].digest not in chosen]
    return [*first, *sorted(rest, key=lambda item: (item[1].stream, item[1].epoch, item[1].seq))]


def _withdrawals(party: Party) -> list[tuple[Peer, BatchIn]]:
    with party.store.read() as reading:
        known = {peer.reader: peer for peer in peers(reading)}
        kept = [
            (known[batch.sender], batch)
            for batch in reading.ledger.batches_in(*_OPEN, BatchStand.GEWEIGERD)
            # A withdrawal is alone in its batch: the others needn't be opened to know that they aren't one.
            if batch.sender in known and batch.data and batch.count == 1
        ]
    return [(peer, batch) for peer, batch in kept if is_withdrawal(party, peer, batch)]


def _line(reading: Reading, peer: Peer, batch: BatchIn) -> BatchLine:
    state = chains.state_of(reading.ledger, batch.stream)
    chain = (
        Chain.VORK if state.forks else Chain.GAT if chains.gap_before(reading.ledger, batch) else Chain.HEEL
    )
    return BatchLine(
        digest=batch.digest,
        name=batch.name,
        afzender=peer.device.naam,
        device_id=peer.reader,
        vingerafdruk=fingerprint(peer.identity),
        epoch=batch.epoch,
        seq=batch.seq,
        count=batch.count,
        keten=chain,
        stand=batch.stand,
        reden=batch.reden,
        received_op=batch.received_op,
    )


# -- a device


@dataclass(slots=True)
class ReceiveReport:
    """What a device took over from the register."""

    batches: int = 0
    results: int = 0
    ops: int = 0
    skipped: int = 0
    changes: Changes = field(default_factory=Changes)


def receive(
    party: Party, peer: Peer, progress: Report = silent, cancelled: Cancelled = never
) -> ReceiveReport:
    """Apply the register's batches on a device, one unit of work each: results first, then ops."""
    report = ReceiveReport()
    with party.store.read() as reading:
        work = [batch for batch in reading.ledger.batches_in(*_OPEN) if batch.sender == peer.reader]
    work.sort(key=lambda batch: (batch.epoch, batch.seq))
    for number, batch in enumerate(work, start=1):
        if cancelled():
            break
        with party.store.write(actor=peer.device.naam) as uow:
            _receive_one(party, peer, uow, batch, report)
            report.changes |= uow.commit()
        report.batches += 1
        progress(Progress("overnemen", number, len(work)))
    return report


def _receive_one(party: Party, peer: Peer, uow: UnitOfWork, batch: BatchIn, report: ReceiveReport) -> None:
    now = party.now()
    try:
        opened = open_stored(party, peer, batch)
    except Fault:
        uow.ledger.set_incoming(replace(batch, stand=BatchStand.GEWEIGERD, reden=BATCH_ONLEESBAAR))
        return
    if not opened.readable:
        uow.ledger.set_incoming(replace(batch, stand=BatchStand.WACHT_OP_DEEL, reden=UPDATE_NODIG))
        return
    held = _receive_body(party, peer, uow, opened.body, report)
    if held:
        done = replace(batch, stand=BatchStand.WACHT_OP_DEEL, reden=UPDATE_NODIG)
    else:
        done = replace(batch, stand=BatchStand.VERWERKT, data=b"", applied_op=now)
    uow.ledger.set_incoming(done)


def _receive_body(party: Party, peer: Peer, uow: UnitOfWork, body: Body, report: ReceiveReport) -> bool:
    """Take over results and ops; True when something in it is for a newer version."""
    uow.ledger.store_results(body.results, party.now())
    report.results += len(body.results)
    held = False
    uow.prefetch((BY_SOORT[parsed.op.soort], parsed.op.record_id) for parsed in body.ops if parsed.op)
    for parsed in body.ops:
        if parsed.op is None:
            held = held or parsed.reden == UPDATE_NODIG
            report.skipped += 1
        elif _receive_op(party, peer, uow, parsed, parsed.op):
            report.ops += 1
        else:
            report.skipped += 1
    return held


def _receive_op(party: Party, peer: Peer, uow: UnitOfWork, parsed: ParsedOp, op: Op) -> bool:
    """Take over one op of the register's; what we changed ourselves and wasn't answered yet keeps standing."""
    if BY_SOORT[op.soort].van_organisatie is not (op.dossier_id == ORGANISATIE):
        return False
    values = _newer_values(uow, op)
    if not values:
        return False
    try:
        with uow.ledger.savepoint():
            uow.ledger.apply(op, values, sender=peer.reader, rev=op.rev, received_op=party.now())
    except (ValueError, TypeError):
        # Values that don't fit their type, or part of a record that we never got: kept aside, the rest goes on.
        uow.ledger.set_aside(
            op.op_id, parsed.raw, op.dossier_id, peer.reader, "niet_te_verwerken", party.now()
        )
        return False
    if op.soort in (Toestemming.soort, Grondslag.soort):
        uow.ledger.requeue(op.dossier_id)
    return True


def take_values(party: Party, uow: UnitOfWork, op: Op, sender: str) -> bool:
    """Take over what is newer in an op that didn't come through the register; a Fault-free no when nothing is."""
    values = _newer_values(uow, op)
    if not values:
        return False
    uow.ledger.apply(op, values, sender=sender, rev=op.rev, received_op=party.now())
    return True


def _newer_values(uow: UnitOfWork, op: Op) -> dict[str, object]:
    """Return what of an op is newer than what we have; the same revision counts where the register kept another value.

    What stands at one revision is one state, so the order in which ops come makes no difference.
    """
    _, revs = uow.ledger.record_revs(op.record_id)
    ours = uow.ledger.unconfirmed_fields(op.record_id)
    cls = BY_SOORT[op.soort]
    facts = record_type(cls).fields
    current = uow.get(cls, op.record_id)
    now = to_fields(current) if current is not None else {}
    return {
        name: value
        for name, value in op.fields.items()
        if name not in ours
        and (facts[name].shared is not None or facts[name].structural)
        and (op.rev > revs.get(name, 0) or (op.rev == revs.get(name, 0) and now.get(name) != value))
    }
