"""Sending: what waits is sealed, what is sealed is put, and every number is true.

The sealed bytes are stored before any network, so a retry puts the same bytes. Right before a batch is put it is
weighed once more: what lost its ground meanwhile is unsealed and goes back, and what remains is sealed anew in a new
epoch, since a number once used may have been seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.crypto import envelope
from app.domain.catalogus import BY_SOORT
from app.domain.ops import Op
from app.domain.organisatie import ORGANISATIE
from app.domain.records import from_fields, to_fields
from app.domain.toestemmingen import Grondslag, Toestemming
from app.faults import Fault
from app.ports import BatchOut, DeviceStatus, Mailbox, MailboxEntry, Reading, StreamOut, UnitOfWork
from sync import acknowledging, batches, layout, notices, recovering, returning, tidying, wiping
from sync.acknowledging import AFRESH, EpochTrouble
from sync.consent import Grants, ends_ground, weigh
from sync.mailboxes.faults import MAILBOX_PAKKET_TE_GROOT
from sync.party import Cancelled, Party, Peer, Progress, Report, never, silent, stream_out
from sync.sealing import ROOM, erased_behind, inventory_of, record_behind, room_of, seal_next, was_erased

WEIGHED_ON = "sync.gewogen_op"
_TRIES = 5


@dataclass(slots=True)
class SendReport:
    """What sending did. `put` counts batches that are in the mailbox, `ops_put` the ops in them."""

    sealed: int = 0
    ops_sealed: int = 0
    put: int = 0
    ops_put: int = 0
    withheld: int = 0
    repaired: int = 0
    unsealed: int = 0
    new_epochs: int = 0
    finished: bool = False
    tidied: int = 0


@dataclass(slots=True)
class _Sender:
    """One sending to one peer; remembers the ops of what it sealed, so that they needn't be opened again."""

    party: Party
    peer: Peer
    mailbox: Mailbox
    report: SendReport
    progress: Report
    cancelled: Cancelled
    ops: dict[str, tuple[Op, ...]] = field(default_factory=dict)

    # -- before anything new: our own stream, as the mailbox and the peer show it

    def mind_our_stream(self) -> None:
        """Notice that we are behind our own stream, and put again what got lost on the way."""
        with self.party.store.read() as reading:
            stream = stream_out(reading, self.peer)
            kept = reading.ledger.batches_out(self.peer.reader)
            trouble = acknowledging.trouble_of(reading, self.peer)
            wanted = acknowledging.wanted_of_us(reading, self.peer)
            # An acknowledgement alone is never acknowledged: nothing is lost with it.
            open_work = any(batch.count for batch in kept) or wanted or trouble or returning.waiting(reading)
            if not (open_work or self._has_something(reading)):
                return
        listed, newer = self._listed(stream, kept)
        trouble = newer or trouble or self._lost(stream, kept, wanted)
        if trouble:
            self._relearn(stream)
            # What wasn't acknowledged may lie under numbers that another copy of us used: send it again. The ids of
            # the ops are the same, so the reader does nothing twice.
            self._renew(kept, trouble)
            return
        self._repair([batch for batch in kept if batch.put_op], listed, wanted)

    def _lost(
        self, stream: StreamOut, kept: Sequence[BatchOut], wanted: frozenset[tuple[int, int]]
    ) -> EpochTrouble | None:
        """Say so when the reader asks for what it had acknowledged: it was put back, and those bytes are gone."""
        have = {(batch.epoch, batch.seq) for batch in kept}
        with self.party.store.read() as reading:
            began = acknowledging.afresh_from(reading, self.peer)
            gone = [
                number
                for number in sorted(wanted - have)
                if number[0] >= began and reading.ledger.was_sealed(self.peer.reader, *number)
            ]
        return EpochTrouble(AFRESH, stream.epoch) if gone else None

    def _has_something(self, reading: Reading) -> bool:
        ledger = reading.ledger
        return bool(
            ledger.outbox(self.peer.reader, 1)
            or notices.waiting(reading, self.peer.reader)
            or acknowledging.owes(reading, self.peer)
            or (self.party.is_register and ledger.pending_results(self.peer.reader, only_unsealed=True))
        )

    def _listed(
        self, stream: StreamOut, kept: Sequence[BatchOut]
    ) -> tuple[dict[str, MailboxEntry], EpochTrouble | None]:
        """List our own stream from the first unacknowledged batch on; say so when it goes further than we know."""
        folder = layout.stream_folder(self.peer.folder, stream.stream)
        there = {epoch for name in self.mailbox.folders(folder) if (epoch := layout.parse_epoch(name))}
        entries: dict[str, MailboxEntry] = {}
        for epoch in sorted({batch.epoch for batch in kept} | {stream.epoch}):
            if epoch not in there:
                continue
            first = min([batch.seq for batch in kept if batch.epoch == epoch] or [stream.next_seq])
            after = layout.after_number(self.peer.folder, stream.stream, epoch, first)
            found = self.mailbox.list(layout.epoch_folder(self.peer.folder, stream.stream, epoch), after)
            entries.update({entry.name: entry for entry in found})
        top = max(there, default=stream.epoch)
        if top > stream.epoch:
            highest = self.mailbox.list(layout.epoch_folder(self.peer.folder, stream.stream, top))[-1:]
        else:
            places = ((layout.parse_name(name), entry) for name, entry in entries.items())
            highest = tuple(
                entry
                for place, entry in places
                if place and place.epoch == stream.epoch and place.seq >= stream.next_seq
            )[-1:]
        if highest and self._is_ours(highest[0]):
            return entries, EpochTrouble("terug", top)
        return entries, None

    def _relearn(self, stream: StreamOut) -> None:
        """Take over, from our own later files, the ends of grounds that this copy of us never knew."""
        folder = layout.stream_folder(self.peer.folder, stream.stream)
        found: dict[str, Op] = {}
        for epoch in sorted(
            epoch for name in self.mailbox.folders(folder) if (epoch := layout.parse_epoch(name))
        ):
            if epoch < stream.epoch:
                continue
            first = stream.next_seq - 1 if epoch == stream.epoch else 0
            after = layout.after_number(self.peer.folder, stream.stream, epoch, first)
            for entry in self.mailbox.list(
                layout.epoch_folder(self.peer.folder, stream.stream, epoch), after
            ):
                if self._is_ours(entry):
                    found.update({op.record_id: op for op in self._ends_in(entry)})
        with self.party.store.write() as uow:
            erased = uow.ledger.erased_fields(found)
            for op in found.values():
                cls = BY_SOORT[op.soort]
                if uow.get(cls, op.record_id) is None and op.record_id not in erased:
                    uow.add(from_fields(cls, op.record_id, op.dossier_id, op.fields))
            uow.commit()

    def _ends_in(self, entry: MailboxEntry) -> list[Op]:
        try:
            body = batches.decode(self._open(self.mailbox.get(entry.name, batches.MAX_FILE)).body)
        except Fault:
            return []
        ops = [parsed.op for parsed in body.ops if parsed.op is not None]
        return [op for op in ops if ends_ground(op.soort, op.kind, op.fields)]

    def _is_ours(self, entry: MailboxEntry) -> bool:
        """True for a batch that we signed ourselves: only that shows that we are behind, not any file of that name."""
        try:
            data = self.mailbox.get(entry.name, batches.MAX_FILE)
            header = self._open(data).header
        except Fault:
            return False
        place = layout.parse_name(entry.name)
        return place is not None and (header.stream, header.epoch, header.seq) == (
            place.stream,
            place.epoch,
            place.seq,
        )

    def _repair(
        self,
        put: Sequence[BatchOut],
        listed: dict[str, MailboxEntry],
        wanted: frozenset[tuple[int, int]],
    ) -> None:
        """Put again what the mailbox lost or damaged; what lost its ground meanwhile isn't sent a second time."""
        for batch in put:
            entry = listed.get(batch.name)
            sound = entry is not None and entry.size == len(batch.data)
            if sound and (batch.epoch, batch.seq) not in wanted:
                continue
            if not self._may_go(batch):
                later = [item for item in put if (item.epoch, item.seq) >= (batch.epoch, batch.seq)]
                with self.party.store.read() as reading:
                    later += _unput(reading.ledger.batches_out(self.peer.reader))
                self._renew(later, None)
                return
            self.mailbox.put(batch.name, batch.data)
            self.report.repaired += 1
        if wanted:
            with self.party.store.write() as uow:
                acknowledging.note_wanted(uow, self.peer, ())
                uow.commit()

    # -- sealing and putting

    def seal_all(self) -> None:
        """Empty the outbox into sealed batches, one transaction each."""
        inventory = inventory_of(self.party)
        while not self.cancelled():
            sealed = seal_next(self.party, self.peer, inventory)
            self.report.withheld += sealed.withheld
            if sealed.batch is not None:
                self.ops[sealed.batch.digest] = sealed.ops
                self.report.sealed += 1
                self.report.ops_sealed += len(sealed.ops)
                self.progress(Progress("inpakken", self.report.ops_sealed, 0))
            if not sealed.more:
                return

    def put_all(self) -> bool:
        """Put what is sealed, in order, each weighed right before; False when one may not go as it is."""
        with self.party.store.read() as reading:
            waiting = reading.ledger.batches_out(self.peer.reader, only_unput=True)
        for number, batch in enumerate(waiting, start=1):
            if self.cancelled():
                return True
            if self._overtaken() or not self._may_go(batch):
                return False
            try:
                self.mailbox.put(batch.name, batch.data)
            except Fault as fault:
                if fault.kind is MAILBOX_PAKKET_TE_GROOT and self._seal_smaller(waiting[number - 1 :]):
                    return False
                raise
            with self.party.store.write() as uow:
                uow.ledger.mark_put(batch, self.party.now())
                uow.commit()
            self.report.put += 1
            self.report.ops_put += len(self._ops_of(batch))
            self.progress(Progress("versturen", number, len(waiting)))
        self.report.finished = True
        return True

    def _seal_smaller(self, refused: Sequence[BatchOut]) -> bool:
        """After a server that takes no files of this size: the same ops in half of it; False when that can't be."""
        first = refused[0]
        if first.count < 2:
            return False
        room = len(self._open(first.data).body) // 2
        with self.party.store.write() as uow:
            uow.put_setting(ROOM, min(room, room_of(uow)))
            uow.commit()
        self._renew(refused, None)
        return True

    def unseal_stale(self) -> None:
        """Unseal what wasn't put yet, when a withdrawal must overtake it or its ground is gone."""
        with self.party.store.read() as reading:
            waiting = reading.ledger.batches_out(self.peer.reader, only_unput=True)
        if not waiting or (not self._overtaken() and all(self._may_go(batch) for batch in waiting)):
            return
        with self.party.store.read() as reading:
            listed, _ = self._listed(stream_out(reading, self.peer), waiting)
        left = [batch for batch in waiting if batch.name not in listed]
        with self.party.store.write() as uow:
            # Put, but the note of it got lost (a kill in between): it did leave.
            for batch in waiting:
                if batch.name in listed:
                    uow.ledger.mark_put(batch, self.party.now())
            uow.commit()
        if left:
            self._renew(left, None)

    def _overtaken(self) -> bool:
        """True when a withdrawal waits in the outbox: it goes ahead of everything that is sealed."""
        if self.party.is_register:
            return False
        with self.party.store.read() as reading:
            front = reading.ledger.outbox(self.peer.reader, soorten=(Toestemming.soort, Grondslag.soort))
        return any(ends_ground(row.op.soort, row.op.kind, row.op.fields) for row in front)

    def _may_go(self, batch: BatchOut) -> bool:
        with self.party.store.read() as reading:
            if batch.put_op and wiping.is_wiped(reading):
                # It left before the records went; there is nothing to weigh it by any more.
                return True
            ops = self._ops_of(batch)
            if ops and self.peer.device.status is DeviceStatus.INGETROKKEN:
                return False
            reading.prefetch((BY_SOORT[op.soort], op.record_id) for op in ops)
            if self.party.is_register:
                caseload = {*reading.ledger.caseload(self.peer.reader), ORGANISATIE}
                return all(op.dossier_id in caseload and _still_stands(reading, op) for op in ops)
            grants = Grants(reading, self.party.doelen, self.party.today())
            erased = erased_behind(reading, ops)
            if any(was_erased(reading, op, erased) for op in ops):
                return False
            return all(self._still_granted(reading, op, grants) for op in ops)

    def _still_granted(self, reading: Reading, op: Op, grants: Grants) -> bool:
        record = reading.get(BY_SOORT[op.soort], op.record_id) or record_behind(reading, op)
        if record is None:
            return False
        return not weigh(record, op.fields, grants.of(op.dossier_id), self.party.doelen).stays

    # -- unsealing

    def _renew(self, back: Sequence[BatchOut], trouble: EpochTrouble | None) -> None:
        """Begin a new epoch; the ops of `back`, oldest first, go into the outbox again."""
        ops = [op for batch in back for op in self._ops_of(batch)]
        prev = self._open(back[0].data).header.prev if back else None
        with self.party.store.write() as uow:
            stream = stream_out(uow, self.peer)
            if back:
                uow.ledger.unseal(back, ops)
                notices.unsealed(uow, self.peer.reader, {(one.epoch, one.seq) for one in back})
                acknowledging.owe(uow, self.peer)
            above = max(stream.epoch, trouble.above if trouble else 0)
            self._start_epoch(uow, stream, above + 1, stream.digest if prev is None else prev)
            if trouble and trouble.reden == AFRESH:
                recovering.offer_everything(self.party, self.peer, uow)
                acknowledging.start_afresh(uow, self.peer, above + 1)
                acknowledging.note_wanted(uow, self.peer, ())
            acknowledging.clear_trouble(uow, self.peer)
            uow.commit()
        self.report.unsealed += len(back)
        self.report.new_epochs += 1

    @staticmethod
    def _start_epoch(uow: UnitOfWork, stream: StreamOut, epoch: int, prev: str) -> None:
        uow.ledger.put_stream_out(
            StreamOut(
                stream=stream.stream, reader=stream.reader, epoch=epoch, next_seq=1, digest=prev, acked=0
            )
        )

    def _ops_of(self, batch: BatchOut) -> tuple[Op, ...]:
        """Return the ops in one of our own batches: everything is sealed to ourselves too."""
        if batch.digest not in self.ops:
            opened = self._open(batch.data)
            body = batches.parse(opened.value, len(opened.body))
            self.ops[batch.digest] = tuple(parsed.op for parsed in body.ops if parsed.op is not None)
        return self.ops[batch.digest]

    def _open(self, data: bytes) -> envelope.Opened:
        me = self.party.me
        return envelope.open_envelope(
            data, self.party.keys, lambda name: me if name == me.device_id else None
        )


def send(
    party: Party,
    peer: Peer,
    mailbox: Mailbox,
    progress: Report = silent,
    cancelled: Cancelled = never,
) -> SendReport:
    """Send everything that may go to one peer. A Fault of the mailbox comes out; what was done stays true."""
    report = SendReport()
    send_into(report, party, peer, mailbox, progress, cancelled)
    return report


def send_into(
    report: SendReport,
    party: Party,
    peer: Peer,
    mailbox: Mailbox,
    progress: Report = silent,
    cancelled: Cancelled = never,
) -> None:
    """As `send`, counting into a report that is still there when the mailbox fails halfway."""
    sender = _Sender(party, peer, mailbox, report, progress, cancelled)
    if not party.is_register:
        weigh_again_daily(party, peer)
    sender.mind_our_stream()
    _ask_again(party, peer)
    for _ in range(_TRIES):
        sender.unseal_stale()
        sender.seal_all()
        if sender.put_all():
            report.tidied += tidying.tidy(party, peer, mailbox, cancelled)
            return


def _ask_again(party: Party, peer: Peer) -> None:
    """As long as we wait for an answer every round asks for it: question and answer may both get lost."""
    with party.store.write() as uow:
        if returning.waits(uow, peer) and not acknowledging.owes(uow, peer):
            acknowledging.owe(uow, peer)
            uow.commit()


def weigh_again_daily(party: Party, peer: Peer) -> None:
    """Once a day, weigh again what stayed: a grant may begin or end by the calendar alone."""
    today = party.today().isoformat()
    with party.store.write() as uow:
        if uow.setting(WEIGHED_ON) == today:
            return
        uow.ledger.requeue()
        uow.put_setting(WEIGHED_ON, today)
        uow.commit()


def _unput(batches_out: Sequence[BatchOut]) -> list[BatchOut]:
    return [batch for batch in batches_out if batch.put_op is None]


def _still_stands(reading: Reading, op: Op) -> bool:
    """True when what an op to a device says is still what the register has."""
    record = reading.get(BY_SOORT[op.soort], op.record_id)
    if record is None:
        return False
    now = to_fields(record)
    return all(now.get(name) == value for name, value in op.fields.items())
