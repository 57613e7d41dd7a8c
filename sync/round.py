"""One round of delen, for both roles: receive, take over, send. What the report says happened, happened.

No network stands inside a transaction, and every step leaves the store as a whole: a round may be cancelled or killed
anywhere, and the next one goes on from there.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from app.changes import Changes
from app.crypto.identity import DeviceKeys
from app.domain.toestemmingen import Doelentabel
from app.faults import Fault
from app.ports import Clock, DeviceStatus, Ids, Mailbox, Store
from sync import fetching, incoming, lease, notices, outgoing, recovering, returning, wiping
from sync.fetching import FetchReport
from sync.incoming import ReceiveReport
from sync.outgoing import SendReport
from sync.party import NIET_GEKOPPELD as NIET_GEKOPPELD
from sync.party import Cancelled, Party, Peer, Report, never, peers, silent
from sync.reports import ImportReport


@dataclass(slots=True)
class RoundReport:
    """What one round did. With `fault` it broke off there, and everything that is counted did happen.

    `unsent` and `withheld` are what is left afterwards: ops that still have to go, and ops that stay for a reason.
    """

    fetched: FetchReport = field(default_factory=FetchReport)
    received: ReceiveReport = field(default_factory=ReceiveReport)
    sent: SendReport = field(default_factory=SendReport)
    imports: tuple[ImportReport, ...] = ()
    changes: Changes = field(default_factory=Changes)
    unsent: int = 0
    withheld: int = 0
    cancelled: bool = False
    fault: Fault | None = None
    wiped: bool = False

    @property
    def success(self) -> bool:
        return self.fault is None and not self.cancelled


def run(
    store: Store,
    mailbox: Mailbox,
    keys: DeviceKeys,
    clock: Clock,
    ids: Ids,
    doelen: Doelentabel,
    progress: Report = silent,
    cancelled: Cancelled = never,
    *,
    apply_imports: bool = False,
) -> RoundReport:
    """Do one round. On the register withdrawals are carried out at once; the rest only with `apply_imports`."""
    party = Party(store, keys, clock, ids, doelen)
    report = RoundReport()
    with store.read() as reading:
        others = peers(reading)
    try:
        if not others:
            raise Fault(NIET_GEKOPPELD)
        recovering.mind_restore(party)
        if party.is_register:
            _register_round(party, others, mailbox, report, progress, cancelled, apply_imports=apply_imports)
        else:
            for peer in others:
                _device_round(party, peer, mailbox, report, progress, cancelled)
    except Fault as fault:
        report.fault = fault
    report.cancelled = cancelled()
    _close(party, report)
    return report


def fetch(
    store: Store,
    mailbox: Mailbox,
    keys: DeviceKeys,
    clock: Clock,
    ids: Ids,
    doelen: Doelentabel,
    progress: Report = silent,
    cancelled: Cancelled = never,
) -> RoundReport:
    """On the register: the first half of a round. Fetch what is new and carry out withdrawals; nothing is sent."""
    party = Party(store, keys, clock, ids, doelen)
    report = RoundReport()
    with store.read() as reading:
        others = peers(reading)
    try:
        if not others:
            raise Fault(NIET_GEKOPPELD)
        _receive_from_all(party, others, mailbox, report, progress, cancelled)
    except Fault as fault:
        report.fault = fault
    report.cancelled = cancelled()
    _close(party, report)
    return report


def _device_round(
    party: Party,
    peer: Peer,
    mailbox: Mailbox,
    report: RoundReport,
    progress: Report,
    cancelled: Cancelled,
) -> None:
    fetching.fetch(party, peer, mailbox, report.fetched, progress, cancelled)
    report.received = incoming.receive(party, peer, progress, cancelled)
    report.changes |= report.received.changes
    returning.settle(party, peer)
    outgoing.send_into(report.sent, party, peer, mailbox, progress, cancelled)
    if not cancelled() and wiping.carry_out(party, peer):
        report.wiped = True
        # That it is done must get there too; what was put before this stays put.
        outgoing.send_into(report.sent, party, peer, mailbox, progress, cancelled)
    _say_when_waiting(party, (peer,))


def _register_round(
    party: Party,
    others: tuple[Peer, ...],
    mailbox: Mailbox,
    report: RoundReport,
    progress: Report,
    cancelled: Cancelled,
    *,
    apply_imports: bool,
) -> None:
    """Receive from everybody first, so that one answer can hold what all of them brought."""
    _receive_from_all(party, others, mailbox, report, progress, cancelled)
    if apply_imports:
        _note_import(report, incoming.import_waiting(party, None, progress, cancelled))
    for peer in others:
        if not cancelled() and _has_a_say(party, peer):
            outgoing.send_into(report.sent, party, peer, mailbox, progress, cancelled)
    _say_when_waiting(party, others)


def _say_when_waiting(party: Party, others: tuple[Peer, ...]) -> None:
    """A round in which a profile that was put back may not send yet, isn't a success."""
    with party.store.read() as reading:
        if returning.waiting(reading) & {peer.reader for peer in others}:
            raise Fault(returning.TERUGGEZET_WACHT)


def _has_a_say(party: Party, peer: Peer) -> bool:
    """True for an admitted device, and for a revoked one that is still asked for something, such as to wipe itself."""
    if peer.device.status is DeviceStatus.TOEGELATEN:
        return True
    with party.store.read() as reading:
        under_way = any(batch.count for batch in reading.ledger.batches_out(peer.reader))
        return bool(notices.waiting(reading, peer.reader)) or (under_way and bool(peer.device.wipe))


def _receive_from_all(
    party: Party,
    others: tuple[Peer, ...],
    mailbox: Mailbox,
    report: RoundReport,
    progress: Report,
    cancelled: Cancelled,
) -> None:
    """Fetch from everybody, and carry out withdrawals at once, whoever is or isn't at the desk."""
    for peer in others:
        fetching.fetch(party, peer, mailbox, report.fetched, progress, cancelled)
    _note_import(report, incoming.honour_withdrawals(party, progress, cancelled))
    for peer in others:
        returning.settle(party, peer)


def _note_import(report: RoundReport, done: ImportReport) -> None:
    if done.batches:
        report.imports = (*report.imports, done)
    report.changes |= done.changes
    if done.fault is not None:
        raise done.fault


def _close(party: Party, report: RoundReport) -> None:
    """Note the round where the honest line is made from: the last SUCCESS, and the code of what went wrong."""
    report.changes |= lease.mind(party)
    detail = "afgebroken" if report.cancelled else report.fault.code if report.fault else ""
    with party.store.write() as uow:
        uow.ledger.note_round(party.now(), success=report.success, detail=detail)
        report.changes |= uow.commit()
    with party.store.read() as reading:
        facts = reading.ledger.facts()
    report.unsent, report.withheld = facts.unsent, facts.withheld
