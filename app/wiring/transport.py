"""Sharing, importing and pairing as both faces see them: the store, the keys and the mailbox put together."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from app.changes import Changes, Touched
from app.crypto import envelope
from app.crypto.identity import DeviceKeys, fingerprint
from app.domain import deelredenen
from app.domain.toestemmingen import Doelentabel
from app.faults import Fault, FaultKind
from app.ports import (
    BatchStand,
    BatchView,
    Clock,
    Device,
    Fate,
    Ids,
    ImportView,
    Invitation,
    Mailbox,
    MailboxAccess,
    MailboxTrial,
    PlanRow,
    Progressing,
    ShareOutcome,
    Store,
)
from app.services import catalogue, verlies
from app.services.delen import why
from app.services.veldnamen import soort_naam
from app.wiring.keyring import KeepsKeyring
from app.wiring.mailboxes import KeptMailbox
from app.wiring.moving import MovesDossiers
from sync import fetching, incoming, pairing, reviewing, round, wiping
from sync.mailboxes.addresses import open_mailbox
from sync.mailboxes.faults import MAILBOX_GESTOPT
from sync.party import Party, Progress, peers
from sync.reports import BatchLine, Chain, ImportPlan, ImportReport, ImportRow, Outcome

DEELT_AL = FaultKind(
    "delen-loopt-al",
    "Het delen is al bezig.",
    "Wacht tot dit klaar is. Er gaat niets verloren.",
)

Cancelled = Callable[[], bool]

_FATES = {
    Outcome.NIEUW: Fate.NIEUW,
    Outcome.GEWIJZIGD: Fate.GEWIJZIGD,
    Outcome.INTREKKING: Fate.GEWIJZIGD,
    Outcome.GELIJK: Fate.GELIJK,
    Outcome.BOTSING: Fate.BOTSING,
    Outcome.DUBBEL: Fate.AL_VERWERKT,
    Outcome.WACHT: Fate.WACHT,
    Outcome.GEWEIGERD: Fate.GEWEIGERD,
    Outcome.APART: Fate.GEWEIGERD,
}


def quiet(_phrase: str, _done: int, _total: int) -> None:
    """Take progress and do nothing with it."""


def never() -> bool:
    """Nobody cancels."""
    return False


@dataclass(frozen=True, slots=True)
class StoreTransport(MovesDossiers, KeepsKeyring):
    """Keeps the promises of `app.ports.Transport` for one opened profile. Use it where the store may be used."""

    store: Store
    keys: DeviceKeys
    clock: Clock
    ids: Ids
    running: threading.Lock = field(default_factory=threading.Lock)

    # -- the mailbox

    @property
    def _kept(self) -> KeptMailbox:
        return KeptMailbox(self.store, self.clock)

    def mailbox_address(self) -> str:
        """Return where the mailbox is, `""` when nobody chose one yet."""
        return self._kept.address()

    def mailbox_user(self) -> str:
        """Return the name with which one gets into the mailbox; never the password."""
        return self._kept.user()

    def mailbox_is_there(self) -> bool:
        """True when a round is worth a try."""
        return self._kept.is_there()

    def set_mailbox(self, address: str, access: MailboxAccess | None = None) -> Changes:
        """Store where the mailbox is and how one gets in, after looking; with a Fault nothing is kept."""
        return self._kept.choose(address, access)

    def try_mailbox(
        self, address: str, access: MailboxAccess | None = None, cancelled: Cancelled = never
    ) -> MailboxTrial:
        """Read, write, read back and tidy up at an address that isn't kept yet; nothing is stored here."""
        return self._kept.try_out(address, access, cancelled)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One round or import at a time; the store itself is open in one process only."""
        if not self.running.acquire(blocking=False):
            raise Fault(DEELT_AL)
        try:
            yield
        finally:
            self.running.release()

    @contextmanager
    def _round(self, cancelled: Cancelled) -> Iterator[Mailbox]:
        with self._alone(), self._kept.opened(cancelled) as mailbox:
            yield mailbox

    # -- sharing and importing

    def share(self, progress: Progressing = quiet, cancelled: Cancelled = never) -> ShareOutcome:
        """Do one round; a Fault of the world on the way stands in the outcome, beside what was done before it."""
        with self._round(cancelled) as mailbox:
            report = round.run(
                self.store,
                mailbox,
                self.keys,
                self.clock,
                self.ids,
                self._doelen(),
                _phrases(progress),
                cancelled,
            )
        fault = report.fault
        if fault is not None and fault.kind is MAILBOX_GESTOPT:
            fault = None  # what a person did is no failure; `cancelled` says it
        return ShareOutcome(
            batches_received=report.fetched.batches,
            ops_received=report.fetched.ops if self.store.profile.is_register else report.received.ops,
            ops_confirmed=report.received.results,
            batches_sent=report.sent.put,
            ops_sent=report.sent.ops_put,
            ops_withheld=report.withheld,
            cancelled=report.cancelled,
            fault=fault,
            changes=report.changes,
        )

    def fetch(self, progress: Progressing = quiet, cancelled: Cancelled = never) -> int:
        """Fetch what is new into the store, unopened to anybody else; return how many sound batches came (register)."""
        self._require_register()
        party = Party(self.store, self.keys, self.clock, self.ids, self._doelen())
        with self.store.read() as reading:
            others = peers(reading)
        if not others:
            raise Fault(round.NIET_GEKOPPELD)
        report = fetching.FetchReport()
        with self._round(cancelled) as mailbox:
            for peer in others:
                fetching.fetch(party, peer, mailbox, report, _phrases(progress), cancelled)
        return report.batches

    def fetch_plan(self, progress: Progressing = quiet, cancelled: Cancelled = never) -> ImportView:
        """Fetch what is new, and say what importing would do (register)."""
        self.fetch(progress, cancelled)
        plan = incoming.plan(
            self.store, self.keys, self.clock, self.ids, self._doelen(), _phrases(progress), cancelled
        )
        return self._view(plan)

    def apply(
        self, progress: Progressing = quiet, cancelled: Cancelled = never, force: Collection[str] = ()
    ) -> ImportView:
        """Import what was fetched (register); what was done before a Fault or a cancel stays done."""
        self._require_register()
        with self._alone():
            report = incoming.apply(
                self.store,
                self.keys,
                self.clock,
                self.ids,
                self._doelen(),
                progress=_phrases(progress),
                cancelled=cancelled,
                force=force,
            )
        return self._view(report)

    def retry(self, op_ids: Collection[str]) -> ImportView:
        """Judge ops anew that were set aside (register)."""
        self._require_register()
        party = Party(self.store, self.keys, self.clock, self.ids, self._doelen())
        with self._alone():
            return self._view(incoming.retry(party, op_ids))

    def _view(self, found: ImportPlan | ImportReport) -> ImportView:
        lines = [*found.batches, *(found.set_aside if isinstance(found, ImportPlan) else ())]
        by_batch: dict[str, list[ImportRow]] = {}
        for row in found.rows:
            by_batch.setdefault(row.batch, []).append(row)
        views = tuple(_batch(line, by_batch.get(line.digest, ())) for line in _once(lines))
        counts = Counter(_FATES[row.uitkomst] for row in found.rows)
        report = found if isinstance(found, ImportReport) else None
        return ImportView(
            batches=views,
            counts={fate: counts.get(fate, 0) for fate in Fate},
            applied=report is not None,
            cancelled=bool(report and report.cancelled),
            fault=report.fault if report else None,
            changes=report.changes if report else Changes(),
        )

    # -- pairing

    def invite(self, naam: str = "") -> bytes:
        """Return a signed invitation for one device; `naam` is the coordinator's own note of whom it is for."""
        return pairing.invite(
            self.store, self.keys, self.clock, self.ids, mailbox=self.mailbox_address(), voor=naam
        )

    def read_invitation(self, data: bytes) -> Invitation:
        """Read an invitation; its fingerprint is the one over both sides, the same on both screens."""
        found = pairing.read_invitation(data)
        return Invitation(
            naam=found.naam,
            organisatie=found.organisatie,
            rol="coordinator",
            practice=found.practice,
            fingerprint=pairing.fingerprints(self.keys, found.register).samen,
            mailbox=found.mailbox,
        )

    def join(self, data: bytes) -> bytes:
        """Accept an invitation and return the answer file; its mailbox becomes ours where we have none."""
        invitation = pairing.read_invitation(data)
        answer = pairing.join(self.store, self.keys, self.clock, self.ids, invitation)
        if invitation.mailbox and not self.mailbox_address():
            # A hint only: the same folder may stand elsewhere on this machine, and then the person chooses.
            with suppress(Fault):
                open_mailbox(invitation.mailbox, clock=self.clock)
                self._kept.keep(invitation.mailbox)
        return answer

    def read_answer(self, data: bytes) -> Invitation:
        """Read an answer; compare its fingerprint aloud before admitting."""
        answer = pairing.read_answer(self.store, self.keys, data)
        return Invitation(
            naam=answer.naam,
            organisatie="",
            rol=answer.rol.value,
            practice=answer.identity.practice,
            fingerprint=pairing.fingerprints(self.keys, answer.identity).samen,
        )

    def admit(self, data: bytes) -> Device:
        """Admit the device that made the answer (register)."""
        return pairing.admit(
            self.store, self.keys, self.clock, pairing.read_answer(self.store, self.keys, data)
        )

    def fingerprint(self) -> str:
        """Return our own fingerprint, in groups of digits to read aloud."""
        return fingerprint(self.keys.public)

    # -- a device that is lost

    def revoke(self, device_id: str, *, wipe: bool = False) -> Changes:
        """Revoke a device, and with `wipe` ask it to wipe itself when it is next heard (register)."""
        self._require_register()
        with self.store.write() as uow:
            if not wiping.revoke(self._party, uow, device_id, wipe=wipe):
                raise Fault(verlies.APPARAAT_ONBEKEND)
            return uow.commit()

    def take_over(
        self, digests: Collection[str], progress: Progressing = quiet, cancelled: Cancelled = never
    ) -> ImportView:
        """Import what was set aside because its device is revoked, by every rule of import (register)."""
        self._require_register()
        with self._alone():
            return self._view(reviewing.take_over(self._party, digests, _phrases(progress), cancelled))

    def put_away(self, digests: Collection[str]) -> Changes:
        """Decide that what was set aside isn't taken over; its contents go (register)."""
        self._require_register()
        reviewing.put_away(self._party, digests)
        return Changes(frozenset(Touched("batch_in", digest, "") for digest in digests))

    # -- inside

    def _require_register(self) -> None:
        if not self.store.profile.is_register:
            raise Fault(pairing.VERKEERDE_KANT)

    @staticmethod
    def _doelen() -> Doelentabel:
        return catalogue.doelen()


def _phrases(progress: Progressing) -> Callable[[Progress], None]:
    return lambda step: progress(step.step, step.done, step.total)


def _once(lines: Iterable[BatchLine]) -> Sequence[BatchLine]:
    return tuple({line.digest: line for line in lines}.values())


def _batch(line: BatchLine, rows: Sequence[ImportRow]) -> BatchView:
    sound = line.stand in (BatchStand.BINNEN, BatchStand.VERWERKT)
    return BatchView(
        digest=line.digest,
        sender_id=line.device_id,
        sender=line.afzender,
        fingerprint=line.vingerafdruk,
        epoch=line.epoch,
        seq=line.seq,
        whole=line.keten is Chain.HEEL,
        received_op=line.received_op,
        count=line.count,
        fault="" if sound else batch_reason(line.reden),
        rows=tuple(_row(row) for row in rows),
    )


def _row(row: ImportRow) -> PlanRow:
    return PlanRow(
        dossier_id=row.dossier_id,
        naam=row.naam,
        soort=soort_naam(row.soort) if row.soort else "",
        titel=row.titel,
        door=row.actor or row.afzender,
        fate=_FATES[row.uitkomst],
        reden=why(row.reden),
    )


_ENVELOPE_REASONS: Mapping[str, str] = {
    kind.code: kind.sentence
    for kind in vars(envelope).values()
    if isinstance(kind, FaultKind) and "{" not in kind.sentence
}


def batch_reason(code: str) -> str:
    """Say why a batch waits or was refused, in a Dutch sentence."""
    return _ENVELOPE_REASONS.get(code) or deelredenen.sentence(code)
