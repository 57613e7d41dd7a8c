"""Receiving: list what is newer, fetch, check in the order of the specification, keep the sealed file.

Nothing here believes a name, a size or a number that isn't under a signature. A file that fails a check is set aside
with a code; it never moves a counter and never blocks another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from app.crypto import envelope
from app.crypto.header import Header
from app.crypto.identity import PublicIdentity
from app.domain.deelredenen import (
    APPARAAT_INGETROKKEN,
    BATCH_BESCHADIGD,
    BATCH_TE_GROOT,
    BATCH_VERKEERDE_PLAATS,
    UPDATE_NODIG,
    sentence,
)
from app.faults import Fault
from app.ports import BatchIn, BatchStand, DeviceStatus, Mailbox, MailboxEntry, StreamIn, UnitOfWork
from sync import acknowledging, batches, chains, layout, notices, orders, recovering, returning, wiping
from sync.mailboxes.faults import MAILBOX_ONTBREEKT, MAILBOX_TE_GROOT
from sync.party import Cancelled, Party, Peer, Progress, Report, never, silent

CLOCK = "sync.klok."
"""Setting per peer: seconds by which its clock was ahead of ours in its newest batch."""
RETRIES_PER_ROUND = 20
"""How many files that were damaged before are fetched again in one round: a hostile mailbox can't make us busy."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """A file that wasn't taken over: whose stream, its name, a reason code (ours or the envelope's) and a sentence."""

    sender: str
    name: str
    code: str
    sentence: str


@dataclass(slots=True)
class FetchReport:
    """What came in. `batches` are new and sound; `withdrawals` of them are withdrawals."""

    batches: int = 0
    ops: int = 0
    withdrawals: int = 0
    known: int = 0
    ignored: int = 0
    set_aside: list[SetAside] = field(default_factory=list)
    held: int = 0


def fetch(
    party: Party,
    peer: Peer,
    mailbox: Mailbox,
    report: FetchReport,
    progress: Report = silent,
    cancelled: Cancelled = never,
) -> None:
    """Fetch what is new from one peer into the store. A Fault of the mailbox comes out; what was kept stays kept."""
    me, stream = party.me.device_id, peer.device.their_stream
    epochs = [
        number
        for name in mailbox.folders(layout.stream_folder(me, stream))
        if (number := layout.parse_epoch(name))
    ]
    with party.store.read() as reading:
        states = {state.epoch: state for state in reading.ledger.streams_in(stream)}
    fetcher = _Fetcher(party, peer, mailbox, report, progress, cancelled)
    for epoch in sorted(epochs):
        state = states.get(epoch) or StreamIn(stream=stream, epoch=epoch, contiguous=0, digest="")
        if not state.closed and not cancelled():
            after = layout.after_number(me, stream, epoch, state.contiguous)
            fetcher.take(mailbox.list(layout.epoch_folder(me, stream, epoch), after), state)


@dataclass(slots=True)
class _Fetcher:
    party: Party
    peer: Peer
    mailbox: Mailbox
    report: FetchReport
    progress: Report
    cancelled: Cancelled
    retries: int = 0

    def take(self, entries: Sequence[MailboxEntry], state: StreamIn) -> None:
        """Fetch the entries of one epoch that aren't known yet."""
        for number, entry in enumerate(entries, start=1):
            if self.cancelled():
                return
            place = layout.parse_name(entry.name)
            if place is None:
                self.report.ignored += 1
            elif not self._is_settled(entry.name, place):
                self._take_one(entry, place)
            self.progress(Progress("ophalen", number, len(entries)))

    def _is_settled(self, name: str, place: layout.Place) -> bool:
        """True when the file of this name was decided on before; a damaged one may have been put again since."""
        with self.party.store.read() as reading:
            known = reading.ledger.batches_at(place.stream, place.epoch, place.seq)
        for batch in known:
            if batch.name == name and batch.reden not in acknowledging.REPAIRABLE:
                self.report.known += 1
                return True
        if any(batch.name == name for batch in known):
            self.retries += 1
            return self.retries > RETRIES_PER_ROUND
        return False

    def _take_one(self, entry: MailboxEntry, place: layout.Place) -> None:
        try:
            data = self.mailbox.get(entry.name, batches.MAX_FILE)
        except Fault as fault:
            if fault.kind is MAILBOX_TE_GROOT:
                self._reject(entry.name, place, b"", BATCH_TE_GROOT, fault.sentence)
            elif fault.kind is MAILBOX_ONTBREEKT:
                self.report.ignored += 1
            else:
                raise
            return
        if not hashlib.sha256(data).hexdigest().startswith(place.short_digest):
            self._reject(entry.name, place, data, BATCH_BESCHADIGD, "")
            return
        try:
            opened = envelope.open_envelope(data, self.party.keys, self._sender)
        except envelope.EnvelopeRejected as fault:
            if fault.kind is envelope.ENVELOP_NIEUWER:
                # Nothing of it can be verified by this version: it stays where it is until the program is updated.
                self._say(entry.name, UPDATE_NODIG, fault.sentence)
                return
            self._reject(entry.name, place, data, fault.code, fault.sentence)
            return
        self._keep(entry.name, place, data, opened)

    def _sender(self, name: str) -> PublicIdentity | None:
        return self.peer.identity if name == self.peer.identity.device_id else None

    # -- what is sound

    def _keep(self, name: str, place: layout.Place, data: bytes, opened: envelope.Opened) -> None:
        header = opened.header
        if (header.stream, header.epoch, header.seq) != (place.stream, place.epoch, place.seq):
            self._reject(name, place, data, BATCH_VERKEERDE_PLAATS, "")
            return
        now = self.party.now()
        batch = BatchIn(
            sender=self.peer.reader,
            stream=header.stream,
            epoch=header.epoch,
            seq=header.seq,
            name=name,
            digest=opened.digest,
            data=data,
            stand=BatchStand.BINNEN,
            count=header.count,
            received_op=now,
            prev=header.prev,
        )
        with self.party.store.write() as uow:
            batch = self._place(uow, batch, header)
            self._listen(uow, batch, opened)
            current = uow.ledger.device(self.peer.reader) or self.peer.device
            fresh = chains.is_newest(uow.ledger, batch) and current.wipe != wiping.DONE
            held = dict(header.inventory) if fresh else current.inventory
            uow.ledger.put_device(replace(current, last_seen=now, inventory=held))
            _note_clock(uow, self.peer, header.created, now)
            uow.commit()
        self.report.batches += 1
        self.report.ops += batch.count
        self.report.withdrawals += header.kind == batches.KIND_WITHDRAWAL

    def _listen(self, uow: UnitOfWork, batch: BatchIn, opened: envelope.Opened) -> None:
        """Take over what a sound batch says about the streams themselves, and its notices."""
        header, newest = opened.header, chains.is_newest(uow.ledger, batch)
        trouble = acknowledging.believe(uow, self.peer, header.ack, self.party.now(), newest=newest)
        if trouble:
            acknowledging.note_trouble(uow, self.peer, trouble)
            if trouble.reden != acknowledging.AFRESH and self.party.is_register:
                recovering.put_back_in_time(self.party, uow, trouble.above)
        body = _body(opened) if batches.is_readable(header) else batches.Body()
        if newest:
            acknowledging.note_wanted(uow, self.peer, body.again)
        notices.take(self.party, self.peer, uow, body.notices, orders.HANDLERS)
        returning.hear(self.party, uow, self.peer, header.extra, body.ended)
        if batch.count:
            acknowledging.owe(uow, self.peer)

    def _place(self, uow: UnitOfWork, batch: BatchIn, header: Header) -> BatchIn:
        """Store a sound batch where it belongs in its stream, or aside with the reason."""
        if self.peer.device.status is not DeviceStatus.TOEGELATEN:
            batch = replace(batch, stand=BatchStand.GEWEIGERD, reden=APPARAAT_INGETROKKEN)
            uow.ledger.store_incoming(batch)
            self._say(batch.name, batch.reden, "")
            return batch
        if not batches.is_readable(header):
            batch = replace(batch, stand=BatchStand.WACHT_OP_DEEL, reden=UPDATE_NODIG)
            self.report.held += 1
        elif not batch.count or header.kind == batches.KIND_NOTICE:
            batch = replace(batch, stand=BatchStand.VERWERKT, data=b"", applied_op=batch.received_op)
        afresh = header.extra.get("afresh")
        if isinstance(afresh, int) and 1 < afresh <= batch.epoch:
            chains.close_all_before(uow.ledger, batch.stream, afresh)
        for changed in chains.place(uow, batch):
            if changed.stand is BatchStand.GEWEIGERD:
                self._say(changed.name, changed.reden, "")
            if changed.digest == batch.digest:
                batch = changed
        return batch

    # -- what isn't

    def _reject(self, name: str, place: layout.Place, data: bytes, code: str, said: str) -> None:
        """Remember a file that isn't taken over; its bytes aren't kept, and no counter moves."""
        # Bound to the name: the same junk under another name is another file.
        digest = hashlib.sha256(name.encode("ascii") + b"\x00" + data).hexdigest()
        with self.party.store.write() as uow:
            known = uow.ledger.batches_at(place.stream, place.epoch, place.seq)
            if any(batch.digest == digest for batch in known):
                return
            if code in acknowledging.REPAIRABLE and not any(
                batch.name == name and batch.stand is not BatchStand.GEWEIGERD for batch in known
            ):
                acknowledging.owe(uow, self.peer)
            uow.ledger.store_incoming(
                BatchIn(
                    sender=self.peer.reader,
                    stream=place.stream,
                    epoch=place.epoch,
                    seq=place.seq,
                    name=name,
                    digest=digest,
                    data=b"",
                    stand=BatchStand.GEWEIGERD,
                    reden=code,
                    received_op=self.party.now(),
                )
            )
            uow.commit()
        self._say(name, code, said)

    def _say(self, name: str, code: str, said: str) -> None:
        self.report.set_aside.append(SetAside(self.peer.device.naam, name, code, said or sentence(code)))


def _body(opened: envelope.Opened) -> batches.Body:
    try:
        return batches.parse(opened.value, len(opened.body))
    except Fault:
        return batches.Body()


def _note_clock(uow: UnitOfWork, peer: Peer, created: str, now: datetime) -> None:
    """Keep by how many seconds the writer's clock is ahead; behind says nothing: a batch may travel for days."""
    try:
        ahead = round((datetime.fromisoformat(created) - now).total_seconds())
    except (ValueError, TypeError):
        return
    name = CLOCK + peer.reader
    if ahead >= 60 or uow.setting(name):
        uow.put_setting(name, max(0, ahead))
