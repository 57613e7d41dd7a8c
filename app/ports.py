"""What the use cases need from the world, as Protocols. storage/ and sync/ keep these promises; tests bring fakes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import TracebackType
from typing import Any, Protocol, Self, TypeVar

from app.changes import Changes
from app.domain.dubbelingen import Dubbelbesluit
from app.domain.ops import Deelstand, Op, OpResult
from app.domain.records import Record
from app.faults import Fault

R = TypeVar("R", bound=Record)


REGISTER = "register"
"""On a device, the one reader that it writes to, also before it has been paired. (On the register: device ids.)"""


class Clock(Protocol):
    def now(self) -> datetime:
        """Return the present moment in UTC, aware."""


class Ids(Protocol):
    def new(self) -> str:
        """Return a fresh uuid7 as text."""


class Rol(StrEnum):
    VRIJWILLIGER = "vrijwilliger"
    BEGELEIDER = "begeleider"
    COORDINATOR = "coordinator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Who works with this store. `device_id` names the installation; a practice profile never meets a real register."""

    device_id: str
    naam: str
    rol: Rol
    practice: bool
    organisatie: str = ""

    @property
    def is_register(self) -> bool:
        return self.rol is Rol.COORDINATOR


# ---------------------------------------------------------------------------------------------- rows of lists


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientRow:
    """One line of the list of clients."""

    dossier_id: str
    naam: str
    geboortedatum: str
    gemeente: str
    klantreferentie: str
    fase: int
    status: str
    laatste_contact: datetime | None
    open_signalen: int
    deelstand: Deelstand


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientFilter:
    """What the list shows: text in any spelling, a status, a sort column (a ClientRow field) and a page.

    `na` is the dossier of the row just before the page, when it's known: then nothing before it is counted through.
    `vanaf` is the number of the first row, for a leap to where no row before it is known.
    """

    tekst: str = ""
    status: str = "open"
    sorteer: str = "naam"
    aflopend: bool = False
    vanaf: int = 0
    aantal: int = 200
    na: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """One place where the words were found; `fragment` marks the matched part as `[[...]]`."""

    dossier_id: str
    soort: str
    record_id: str
    naam: str
    titel: str
    fragment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalRow:
    """One signal with where it stands. `stap_op` is the moment of its last step; `uiterlijk` when it was promised.

    `beschermd`: about safety, so never on anything that the client carries or reads along.
    """

    signaal_id: str
    dossier_id: str
    naam: str
    leefgebied: str
    urgentie: str
    titel: str
    genoteerd_op: datetime
    genoteerd_door: str
    stand: str
    stap_op: datetime
    belegd_bij: str
    uiterlijk: date | None
    toelichting: str
    deelstand: Deelstand
    beschermd: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordShare:
    """Where one record is on its way: its state, the reason when it stays or was refused, and the moments.

    `detail` is what the register said in its receipt, such as what a withdrawal removed and what stayed.
    """

    stand: Deelstand
    reden: str = ""
    verzonden_op: datetime | None = None
    ontvangen_op: datetime | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SentRow:
    """One op that was sealed: which fields of which record, to which reader, on which grants, and how far it came."""

    reader: str
    soort: str
    record_id: str
    velden: tuple[str, ...]
    grants: tuple[str, ...]
    stand: Deelstand
    verzegeld_op: datetime
    verzonden_op: datetime | None = None
    ontvangen_op: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRow:
    """One row of the access log (NEN 7513): who, which client, what (C/R/U/D/E), when, on which ground, result."""

    nummer: int
    op: datetime
    wie: str
    namens: str
    dossier_id: str
    actie: str
    soort: str
    record_id: str
    grond: str
    resultaat: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Something unfinished: which screen (`sleutel`), its fields as plain values, and when it was last stored."""

    sleutel: str
    dossier_id: str
    inhoud: Mapping[str, Any]
    bewaard_op: datetime


# ------------------------------------------------------------------------------------- the store and its units


class Reading(Protocol):
    """Queries on one consistent state. Rows are frozen; lists come in pages."""

    def get(self, cls: type[R], record_id: str) -> R | None: ...
    def prefetch(self, wanted: Iterable[tuple[type[Record], str]]) -> None:
        """Read records of these kinds and ids in bulk, so that `get` and `record_revs` find them without a query."""

    def of_dossier(self, cls: type[R], dossier_id: str) -> tuple[R, ...]:
        """Return the live records of one kind in one dossier, oldest first; of a merged person, of all the dossiers."""

    def same_person(self, dossier_id: str) -> tuple[str, ...]:
        """Return the dossiers of this person, the one that goes on first: one, unless a coordinator merged doubles."""

    def count_in_dossier(self, dossier_id: str) -> int:
        """Return how many live records a dossier has."""

    def doubles(self) -> tuple[Dubbelbesluit, ...]:
        """Return what was decided about dossiers that look alike, oldest first, also what was undone (register)."""

    def matching(self, cls: type[R], veld: str, waarde: str) -> tuple[R, ...]:
        """Return the live records of one kind whose field has this value, oldest first; the field has an index."""

    def everything(self, cls: type[R]) -> tuple[R, ...]:
        """Return the live records of one kind over all dossiers (small kinds only)."""

    def clients(self, wanted: ClientFilter) -> tuple[ClientRow, ...]: ...
    def names(self) -> Mapping[str, str]:
        """Return the name of the client of every dossier, from their cards."""

    def last_contacts(self, dossier_id: str = "") -> Mapping[str, datetime]:
        """Return when each dossier (or one) last had a contact that took place; who had none is left out."""

    def count_clients(self, wanted: ClientFilter) -> int: ...
    def signals(self, *, dossier_id: str = "", only_open: bool = True) -> tuple[SignalRow, ...]: ...
    def search(self, text: str, limit: int = 30, *, closed: bool = True) -> tuple[SearchHit, ...]:
        """Return where the words were found, people first; without `closed` nothing of a closed dossier."""

    def shares(self, record_ids: Sequence[str]) -> Mapping[str, RecordShare]: ...
    def sent_in_part(self, record_ids: Sequence[str]) -> frozenset[str]:
        """Return those of these records of which something has left, or is under way."""

    def sent(self, dossier_id: str) -> tuple[SentRow, ...]:
        """Return everything of a dossier that was ever sealed to a reader, oldest first; also what is on its way."""

    def log(self, *, dossier_id: str = "", after: int = 0, limit: int = 200) -> tuple[LogRow, ...]: ...
    def drafts(self, dossier_id: str = "") -> tuple[Draft, ...]: ...
    def draft(self, sleutel: str) -> Draft | None: ...
    def setting(self, name: str) -> Any:
        """Return a stored setting as plain value, or None."""

    def counts(self) -> Mapping[str, int]:
        """Return the number of live records per `soort`."""

    @property
    def ledger(self) -> LedgerReading: ...


class UnitOfWork(Reading, Protocol):
    """One transaction. Leaving it without `commit()` undoes it.

    Every write is noted; `commit` derives from the notes, in the same transaction: the outbox ops, the access log rows,
    the search index, and the `Changes` that it returns.
    """

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
    def add(self, record: Record) -> None: ...
    def replace(self, record: Record) -> None:
        """Store a new version of a record that is not append-only; only changed fields travel."""

    def note_access(self, dossier_id: str, actie: str, *, soort: str = "", grond: str = "") -> None:
        """Log something that isn't a write: R (read), E (export)."""

    def save_draft(self, sleutel: str, dossier_id: str, inhoud: Mapping[str, Any]) -> None: ...
    def drop_draft(self, sleutel: str) -> None: ...
    def put_double(self, besluit: Dubbelbesluit) -> None:
        """Store what a person decided about two dossiers, or that it was undone; logged for both."""

    def put_setting(self, name: str, value: Any) -> None: ...
    def commit(self) -> Changes: ...

    @property
    def ledger(self) -> Ledger: ...


class Store(Protocol):
    """An opened encrypted store."""

    @property
    def profile(self) -> Profile: ...
    def read(self) -> AbstractContextManager[Reading]: ...
    def write(self, *, actor: str = "") -> UnitOfWork:
        """Begin a unit of work; `actor` defaults to the profile's name."""

    def verify(self, progress: Callable[[str], None] | None = None) -> VerifyReport: ...
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyReport:
    """What was checked and what was found; `findings` is empty when all is well."""

    checked: tuple[str, ...]
    findings: tuple[str, ...]
    log_rows: int = 0
    records: int = 0

    @property
    def ok(self) -> bool:
        return not self.findings


# ------------------------------------------------------------------------------------------- what sync keeps


class DeviceStatus(StrEnum):
    UITGENODIGD = "uitgenodigd"
    TOEGELATEN = "toegelaten"
    INGETROKKEN = "ingetrokken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """The other side: on the register each device, on a device the register. `identity` is PublicIdentity bytes.

    `stream` is the stream that this side writes to it, `their_stream` the one that it writes to us. `inventory` is what
    its last batch said, signed, that it held. `wipe`: "", "gevraagd" or "bevestigd"; the last only by its own word.
    """

    device_id: str
    naam: str
    rol: Rol
    identity: bytes
    status: DeviceStatus
    stream: str
    their_stream: str
    admitted_op: datetime | None = None
    last_seen: datetime | None = None
    revoked_op: datetime | None = None
    wipe: str = ""
    wiped_op: datetime | None = None
    inventory: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxRow:
    """One unsealed op for one reader. At most one per record and reader: later edits fold into it.

    `reden` is what the last sealing said about what stays, `oordeel` what the last commit foresaw.
    """

    op: Op
    reader: str
    created_op: datetime
    reden: str = ""
    oordeel: str = ""

    @property
    def stays(self) -> str:
        """Why nothing of it goes now; `""` for what waits to be sent."""
        return self.reden or self.oordeel


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchOut:
    """A sealed batch that this side wrote; its bytes are kept until a receipt covers it."""

    reader: str
    stream: str
    epoch: int
    seq: int
    name: str
    digest: str
    data: bytes
    count: int
    put_op: datetime | None = None
    acked_op: datetime | None = None


class BatchStand(StrEnum):
    BINNEN = "binnen"
    VERWERKT = "verwerkt"
    WACHT_OP_DEEL = "wacht op eerder deel"
    GEWEIGERD = "geweigerd"


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchIn:
    """A batch that came in, known by its digest (two of one number are a fork: both are kept).

    `data` is the sealed file, empty once nothing of it has to be done any more; `prev` the digest of the batch before
    it as its signed header says.
    """

    sender: str
    stream: str
    epoch: int
    seq: int
    name: str
    digest: str
    data: bytes
    stand: BatchStand
    reden: str = ""
    count: int = 0
    received_op: datetime | None = None
    applied_op: datetime | None = None
    prev: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamIn:
    """How far we are in one epoch of somebody's stream: the contiguous number, its digest, what is known beyond it.

    `closed`: the next epoch follows on exactly this head, so nothing more can come here.
    """

    stream: str
    epoch: int
    contiguous: int
    digest: str
    beyond: tuple[int, ...] = ()
    highest_listed: int = 0
    closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamOut:
    """How far we are in a stream of ours: next number, digest of the last batch, what the reader acknowledged."""

    stream: str
    reader: str
    epoch: int
    next_seq: int
    digest: str
    acked: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A field to which two people gave another value (`ours` was at the register first). Values are plain JSON."""

    id: str
    dossier_id: str
    soort: str
    record_id: str
    veld: str
    ours: Any
    theirs: Any
    ours_door: str
    theirs_door: str
    op_id: str
    gezien_op: datetime
    besluit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """An op that couldn't be taken over, as it came (`raw`: its JSON), with the reason code."""

    op_id: str
    sender: str
    dossier_id: str
    raw: bytes
    reden: str
    gezien_op: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncFacts:
    """The honest line: what still has to go, what stays and since when, and the last SUCCESS."""

    unsent: int
    oldest_unsent: datetime | None
    withheld: int
    sent_unconfirmed: int
    decisions: int
    set_aside: int
    last_success: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One round of sharing: when, whether it came to its end, and else the code of what went wrong."""

    op: datetime
    gelukt: bool
    bijzonderheid: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedOp:
    """What applying one op did, for the report."""

    result: OpResult
    dossier_id: str
    soort: str
    actor: str
    is_new: bool = False
    extra: Mapping[str, Any] = field(default_factory=dict)


class LedgerReading(Protocol):
    """What sync needs to know; all of it lives in the same store as the records."""

    def devices(self) -> tuple[Device, ...]: ...
    def device(self, device_id: str) -> Device | None: ...
    def outbox(
        self, reader: str, limit: int = 0, *, withheld: bool = False, soorten: Sequence[str] = ()
    ) -> tuple[OutboxRow, ...]:
        """Return the unsealed ops for a reader in the order of writing (consent and withdrawals first).

        What was weighed before and had to stay (a row with `reden`) is left out, unless asked for or requeued.
        With `soorten` only ops on records of those kinds.
        """

    def batches_out(self, reader: str, *, only_unput: bool = False) -> tuple[BatchOut, ...]:
        """Return the sealed batches that no receipt covers yet, with their bytes, by epoch and number."""

    def batches_acked(self, reader: str, after: tuple[int, int] = (0, 0)) -> tuple[BatchOut, ...]:
        """Return our batches that a receipt covers, without bytes, beyond an (epoch, number), oldest first."""

    def rounds(self, limit: int = 50) -> tuple[Round, ...]:
        """Return the newest rounds of sharing, newest first."""

    def batches_in(self, *stands: BatchStand) -> tuple[BatchIn, ...]:
        """Return the incoming batches in one of these states (all without `stands`), in order of receipt."""

    def batches_at(self, stream: str, epoch: int, seq: int) -> tuple[BatchIn, ...]:
        """Return every batch known under one number; more than one that isn't refused is a fork."""

    def streams_in(self, stream: str) -> tuple[StreamIn, ...]:
        """Return what is known of each epoch of a stream, oldest first."""

    def stream_out(self, reader: str) -> StreamOut | None: ...
    def is_applied(self, op_ids: Iterable[str]) -> Mapping[str, OpResult]:
        """Return the results kept for those ops (permanent idempotence); `wacht op eerder deel` isn't final."""

    def record_revs(self, record_id: str) -> tuple[int, Mapping[str, int]]:
        """Return the record's revision and, per field, the revision in which it last changed."""

    def last_actor(self, record_id: str) -> str:
        """Return who wrote the record last, for the two sides of a conflict."""

    def unconfirmed_fields(self, record_id: str) -> frozenset[str]:
        """Return the fields with a change of ours that the reader hasn't answered: in the outbox or under way."""

    def unanswered(self, record_id: str) -> tuple[str, ...]:
        """Return the ids of our sealed ops on a record that the register hasn't answered yet, oldest first."""

    def pending_results(self, device_id: str, *, only_unsealed: bool = False) -> tuple[OpResult, ...]:
        """Return the op results that the device has not acknowledged yet, oldest first.

        With `only_unsealed` those that have not been in any batch, which is what makes a new receipt worth sending.
        """

    def conflicts(self, *, only_open: bool = True) -> tuple[Conflict, ...]: ...
    def aside(self) -> tuple[SetAside, ...]:
        """Return what was set aside, oldest first."""

    def caseload(self, device_id: str) -> frozenset[str]:
        """Return the dossiers that the device holds (register)."""

    def holders(self, dossier_id: str) -> frozenset[str]:
        """Return the devices that hold a dossier (register); empty when nobody does yet."""

    def facts(self) -> SyncFacts: ...
    def was_sealed(self, reader: str, epoch: int, seq: int) -> bool:
        """Return whether we sealed a batch under this number for a reader, receipted or not."""

    def unconfirmed_records(self) -> frozenset[str]:
        """Return the records with a change that waits, is under way, or was not taken over; not what stays here."""

    def ended_grounds(self, reader: str) -> tuple[tuple[str, str, str], ...]:
        """Return (kind, id, dossier) of the withdrawals and ends of grounds that a reader must know, newest first.

        Of its caseload on the register; on a device those that were ever sealed for it.
        """

    def erased_fields(self, record_ids: Iterable[str]) -> Mapping[str, tuple[str, ...] | None]:
        """Return, of those records of which something was ever erased, which fields; None when all of it was."""


class Ledger(LedgerReading, Protocol):
    """The same, with writing; part of the unit of work, so that an act and its sync facts stand or fall together."""

    def put_device(self, device: Device) -> None: ...
    def add_to_caseload(self, device_id: str, dossier_id: str) -> None: ...
    def queue_organisation(self, reader: str) -> None:
        """Queue everything that is the organisation's own for a device that was just admitted (register)."""

    def remove_from_caseload(self, device_id: str, dossier_id: str) -> None: ...
    def offer_again(self, reader: str, dossier_ids: Collection[str] | None = None) -> int:
        """Queue everything that may ever travel of these dossiers (None: all) for a reader; return how many ops.

        What waits already isn't doubled. Ops that were received but never answered count as lost: this replaces them.
        """

    def raise_revs(self, by: int) -> None:
        """Lift every record's revision, as a register that was put back must: its next ones are then new to all."""

    def erase_dossier(
        self, dossier_id: str, *, grond: str, keep: Collection[type[Record]] = ()
    ) -> Mapping[str, int]:
        """Remove a dossier with its drafts and whatever of it waited or was sent, but the kinds in `keep`.

        Return how many records went, by `soort`. No word of it stays in the index, also not of earlier versions.
        """

    def erase_everything(self, *, grond: str) -> int:
        """Remove every dossier, draft and incoming file. Sealed batches, keys, settings and the log stay."""

    def put_stream_out(self, stream: StreamOut) -> None: ...
    def seal(
        self,
        batch: BatchOut,
        sealed: Sequence[Op],
        left_over: Sequence[OutboxRow],
        results: Sequence[OpResult] = (),
    ) -> None:
        """Record a sealed batch: its ops leave the outbox, what had to stay goes back with its reason.

        A sealed op carries the id of its outbox row; a left-over op is new (of the same record), with an id of its own.
        `results` are the op results in it (register). The stream's head becomes this batch: epoch, number + 1, digest.
        """

    def withhold(self, rows: Sequence[OutboxRow]) -> None:
        """Keep ops in the outbox with the reason why nothing of them goes; no batch is made."""

    def drop_outbox(self, rows: Sequence[OutboxRow]) -> None:
        """Take ops out of the outbox that have nothing left that could ever go."""

    def unseal(self, batches: Sequence[BatchOut], ops: Sequence[Op]) -> None:
        """Undo the sealing of batches: their bytes are erased, their ops (oldest first) stand in front of the outbox.

        The reader may know the ids of these ops, so later edits of their records are never folded into them. Results
        that were in the batches count as unsealed again.
        """

    def mark_put(self, batch: BatchOut, at: datetime) -> None: ...
    def mark_acked(
        self, reader: str, epoch: int, contiguous: int, beyond: Sequence[int], at: datetime
    ) -> None:
        """Note the reader's acknowledgement in one epoch: bytes of covered batches may go, op results in them too."""

    def store_results(self, results: Sequence[OpResult], at: datetime) -> None:
        """Store what the register said of our ops (sender's side) and take over the new base revisions.

        The revision counts for the record, and for those fields that the op carried. Unknown op ids are ignored.
        """

    def store_incoming(self, batch: BatchIn) -> None: ...
    def set_incoming(self, batch: BatchIn) -> None: ...
    def put_stream_in(self, stream: StreamIn) -> None: ...
    def apply(
        self, op: Op, values: Mapping[str, Any], *, sender: str, rev: int, received_op: datetime
    ) -> bool:
        """Write an op's values into its record without making new ops; True when the record is new here.

        Notes the write for log, index and Changes as every write does, with the op's actor as author.
        """

    def savepoint(self) -> AbstractContextManager[None]:
        """Undo what was written inside when an exception leaves it; the unit of work itself goes on."""

    def put_result(self, device_id: str, result: OpResult, batch_digest: str, at: datetime) -> None:
        """Keep an op's result for good, and until acknowledged for the sender's receipt (register).

        A later result for the same op replaces one that was waiting or set aside, and is sent anew.
        """

    def add_conflict(self, conflict: Conflict) -> None: ...
    def settle_conflict(self, conflict_id: str, besluit: str) -> None:
        """Note what was decided about a conflict; after the last of an op its sender is told that it is done."""

    def drop_aside(self, op_id: str) -> None:
        """Forget an op that was set aside: it was taken over after all."""

    def set_aside(
        self, op_id: str, raw: bytes, dossier_id: str, sender: str, reden: str, at: datetime
    ) -> None:
        """Keep an op that can't be processed as it came (`raw`: its JSON), for a retry or export; by `op_id`."""

    def erase(self, soort: str, record_id: str, names: Sequence[str] | None, *, grond: str) -> None:
        """Remove fields (back to their defaults, and out of the field revisions), or with None the whole record.

        Also from the index, from conflicts, from what was set aside and from what waits to be sent of this record; only
        the end of a ground is sent all the same. Makes no ops; logged as D, and kept (without content) to be replayed
        on a backup from before.
        """

    def relay(self, op: Op, readers: Sequence[str]) -> None:
        """Queue an applied op, as it is, for other devices that hold the dossier (register)."""

    def requeue(self, dossier_id: str = "") -> None:
        """Let every record of a dossier (of all, without one) be weighed again: a new grant may let it go."""

    def note_round(self, at: datetime, *, success: bool, detail: str = "") -> None: ...


# ------------------------------------------------------------------------------------------------- mailboxes


@dataclass(frozen=True, slots=True)
class MailboxEntry:
    """One file in the mailbox: its full name and its size in bytes."""

    name: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxAccess:
    """A name (or key id) and a password (or secret key), and the PEM text of an own certificate authority.

    Only in the encrypted store and in memory: shown nowhere, also not by `repr`.
    """

    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    ca_pem: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class MailboxTrial:
    """What a try of a mailbox showed: a Dutch sentence per thing that worked, and the Fault where it broke off.

    `clock_ahead`: seconds by which this device's clock is ahead of the server's, None where the place has no clock.
    """

    steps: tuple[str, ...] = ()
    fault: Fault | None = None
    clock_ahead: int | None = None


class Mailbox(Protocol):
    """A dumb, untrusted place for files. Every failure is a Fault; nothing here may be believed unread."""

    def put(self, name: str, data: bytes) -> None:
        """Write a file once and durably, and read it back: returning means that it stands there whole.

        The same name with the same bytes again is no error; other bytes under that name are damage, and are replaced.
        """

    def get(self, name: str, limit: int) -> bytes:
        """Return a file's bytes, never more than `limit`."""

    def list(self, folder: str, after: str = "") -> tuple[MailboxEntry, ...]:
        """Return the files directly in a folder whose names sort after `after`, sorted by name."""

    def folders(self, folder: str) -> tuple[str, ...]:
        """Return the names (not paths) of the folders directly in a folder, sorted; none when it isn't there."""

    def remove(self, name: str) -> None:
        """Take a file away; one that isn't there is no error."""

    def describe(self) -> str:
        """Return a Dutch phrase naming the place, without secrets."""

    def server_clock(self) -> datetime | None:
        """Return what the other side's clock says now, where it said so in this piece of work."""

    def close(self) -> None:
        """Let go of what is held, such as a connection; the next piece of work opens it again."""


# --------------------------------------------------------------------------------- what a round or import did


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareOutcome:
    """What one round of sharing did, with true counts; `fault` is why it did not come to its end.

    `changes` is what it wrote here, for the screens.
    """

    batches_received: int = 0
    ops_received: int = 0
    ops_confirmed: int = 0
    batches_sent: int = 0
    ops_sent: int = 0
    ops_withheld: int = 0
    cancelled: bool = False
    fault: Fault | None = None
    changes: Changes = field(default_factory=Changes)


class Fate(StrEnum):
    """What import will do, or did, with one op."""

    NIEUW = "nieuw"
    GEWIJZIGD = "gewijzigd"
    GELIJK = "gelijk"
    BOTSING = "botsing"
    AL_VERWERKT = "al verwerkt"
    WACHT = "wacht op eerder deel"
    GEWEIGERD = "geweigerd"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """One op of a plan or report, in words."""

    dossier_id: str
    naam: str
    soort: str
    titel: str
    door: str
    fate: Fate
    reden: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchView:
    """One incoming batch: who signed it, whether the chain is whole up to it, and what its ops would do."""

    digest: str
    sender_id: str
    sender: str
    fingerprint: str
    epoch: int
    seq: int
    whole: bool
    received_op: datetime | None
    count: int
    fault: str = ""
    rows: tuple[PlanRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportView:
    """A plan (nothing written) or a report (written): batches with their rows, and counts per fate.

    With `fault` the import broke off there; what was done before it stays done.
    """

    batches: tuple[BatchView, ...]
    counts: Mapping[Fate, int]
    applied: bool = False
    cancelled: bool = False
    fault: Fault | None = None
    changes: Changes = field(default_factory=Changes)


Progressing = Callable[[str, int, int], None]
"""Called with a Dutch phrase, how many are done, and of how many (0: not known)."""


class Transport(Protocol):
    """Everything that leaves or enters this installation, as the two faces see it (made in app.wiring).

    Each method is one whole piece of work; call it off the GUI thread, where the store may be used.
    """

    def mailbox_address(self) -> str: ...
    def mailbox_user(self) -> str:
        """Return the name with which one gets into the mailbox, `""` without one; never the password."""

    def mailbox_is_there(self) -> bool:
        """True when a round is worth a try: the stick or folder is there, or the place is on a network."""

    def set_mailbox(self, address: str, access: MailboxAccess | None = None) -> Changes:
        """Store where the mailbox is and how one gets in, after looking there; with a Fault nothing is kept.

        An empty password keeps the one that was stored for the same address and name.
        """

    def try_mailbox(
        self, address: str, access: MailboxAccess | None, cancelled: Callable[[], bool]
    ) -> MailboxTrial:
        """Read, write, read back and tidy up at an address that isn't kept yet; nothing is stored here."""

    def share(self, progress: Progressing, cancelled: Callable[[], bool]) -> ShareOutcome: ...
    def fetch_plan(self, progress: Progressing, cancelled: Callable[[], bool]) -> ImportView:
        """Fetch what is new, and say what importing would do (register)."""

    def apply(
        self, progress: Progressing, cancelled: Callable[[], bool], force: Collection[str] = ()
    ) -> ImportView:
        """Import what was fetched (register).

        For the batches with a digest in `force` a person decided not to wait for what is missing before them.
        """

    def retry(self, op_ids: Collection[str]) -> ImportView:
        """Judge ops anew that were set aside (register)."""

    def invite(self, naam: str) -> bytes:
        """Return a signed invitation for one device (register)."""

    def read_invitation(self, data: bytes) -> Invitation: ...
    def join(self, data: bytes) -> bytes:
        """Accept an invitation and return the answer file for the coordinator (device)."""

    def read_answer(self, data: bytes) -> Invitation: ...
    def admit(self, data: bytes) -> Device:
        """Admit the device that made the answer (register)."""

    def fingerprint(self) -> str:
        """Return our own fingerprint, in groups of digits to read aloud."""

    def revoke(self, device_id: str, *, wipe: bool) -> Changes:
        """Revoke a device, and with `wipe` ask it to wipe itself when it is next heard (register)."""

    def take_over(
        self, digests: Collection[str], progress: Progressing, cancelled: Callable[[], bool]
    ) -> ImportView:
        """Import what was set aside because its device is revoked, by every rule of import (register)."""

    def put_away(self, digests: Collection[str]) -> Changes:
        """Decide that what was set aside isn't taken over; its contents go (register)."""

    def own_card(self) -> bytes:
        """Return the card by which a colleague can hand dossiers over to this device."""

    def read_card(self, data: bytes) -> MovingView:
        """Read a colleague's card; compare its fingerprint aloud before handing anything over."""

    def hand_over(self, card: bytes, dossier_ids: Collection[str]) -> MovingView:
        """Seal dossiers to a colleague's device; they stay here until its receipt. `data` is the file."""

    def look_at_dossiers(self, data: bytes) -> MovingView:
        """Read a file with dossiers; nothing is written."""

    def take_dossiers(self, data: bytes) -> MovingView:
        """Take dossiers over; `data` is the receipt for the colleague."""

    def finish_hand_over(self, data: bytes) -> MovingView:
        """Erase what was handed over, by its receipt; `stays` counts what had to stay."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyView:
    """One key of a register's ring. `guarded`: other keys come and go only with the organisation's key on paper."""

    device_id: str
    naam: str
    fingerprint: str
    generation: int = 0
    version: int = 0
    guarded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MovingView:
    """A step of handing dossiers over: whose, the digits to compare aloud, how much, and the file for the other."""

    naam: str = ""
    fingerprint: str = ""
    dossiers: int = 0
    records: int = 0
    stays: int = 0
    data: bytes = b""
    changes: Changes = field(default_factory=Changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """An invitation or answer, read and verified but not yet accepted: who made it, and what to compare aloud."""

    naam: str
    organisatie: str
    rol: str
    practice: bool
    fingerprint: str
    mailbox: str = ""
