"""The unit of work: every write is noted, and `commit` derives outbox, access log, search index and Changes from it.

Writes are buffered and go to their tables in bulk; a query inside the unit first writes what is buffered, so it sees
everything. All that is derived is made in the same transaction as the write itself, so nobody can forget to sync, to
log, to index or to refresh.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import MISSING, dataclass, field, fields
from datetime import datetime
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, bindparam, delete, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from app.changes import Changes, Touched
from app.domain import hlc
from app.domain.dubbelingen import Dubbelbesluit
from app.domain.records import Record, changed_fields, with_fields
from app.faults import Fault
from app.ports import Clock, Ids, Profile
from storage import access_log, derived, doubling, erasing, search
from storage.codec import from_json, to_json, to_moment, to_row
from storage.failing import as_fault, faults
from storage.ledger import SqlLedger
from storage.reading import SqlReading
from storage.tables import concept, record_tables, stand

R = TypeVar("R", bound=Record)


@dataclass(slots=True)
class Note:
    """One write, until commit has derived everything from it."""

    new: Record
    old: Record | None
    actor: str
    stamp: str
    local: bool
    nr: int
    rev: int
    field_revs: dict[str, int]
    changed: dict[str, Any]
    is_new: bool
    grond: str = ""
    stored: bool = False


@dataclass(slots=True)
class _Known:
    nr: int
    rev: int
    field_revs: dict[str, int] = field(default_factory=dict)


class SqlUnitOfWork(SqlReading):
    """One transaction on the store's connection; leaving it without `commit()` undoes it."""

    def __init__(
        self,
        connection: Connection,
        profile: Profile,
        clock: Clock,
        ids: Ids,
        actor: str,
        finish: Callable[[Connection], None],
        turn: AbstractContextManager[object],
        failed: Callable[[Fault], None] = lambda _: None,
        undo_failed: Callable[[], None] = lambda: None,
        committed: Callable[[bool], None] = lambda _: None,
    ) -> None:
        super().__init__(connection)
        self._profile = profile
        self._clock = clock
        self._ids = ids
        self._actor = actor or profile.naam
        self._finish = finish
        self._turn = turn
        self._failed = failed
        self._undo_failed = undo_failed
        self._committed = committed
        self._notes: dict[str, Note] = {}
        self._log: list[dict[str, Any]] = []
        self._touched: set[Touched] = set()
        self._erased: list[Record] = []
        self._open = False
        self._next_nr = 0
        self._stamp = ""
        self._ledger = SqlLedger(self)

    def __enter__(self) -> Self:
        self._turn.__enter__()
        try:
            with faults():
                self._connection.exec_driver_sql("BEGIN IMMEDIATE")
                self._open = True
                self._next_nr = int(self._connection.execute(_LAST_NR).scalar_one())
                self._stamp = str(self.setting("hlc") or "")
        except BaseException as error:
            self._undo(error)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        fault = as_fault(error)
        if fault is not None:
            self._failed(fault)
        self._undo(error)
        if fault is not None:
            raise fault from error

    def _undo(self, error: BaseException | None) -> None:
        try:
            if self._open:
                self._open = False
                self._connection.exec_driver_sql("ROLLBACK")
        except DBAPIError:
            # After some failures (a full disk) SQLite has undone it already, and says so; the first error counts.
            raw = self._connection.connection.dbapi_connection
            if getattr(raw, "in_transaction", True):
                self._undo_failed()
            if error is None:
                raise
        finally:
            self._turn.__exit__(None, None, None)

    @property
    def ledger(self) -> SqlLedger:
        return self._ledger

    @property
    def connection(self) -> Connection:
        return self._connection

    @property
    def profile(self) -> Profile:
        return self._profile

    @property
    def ids(self) -> Ids:
        return self._ids

    def now(self) -> datetime:
        return self._clock.now()

    # -- writing records

    def get(self, cls: type[R], record_id: str) -> R | None:
        noted = self._notes.get(record_id)
        if noted is not None:
            return noted.new if isinstance(noted.new, cls) else None
        return super().get(cls, record_id)

    def add(self, record: Record) -> None:
        """Store a new record; one with this id may not exist yet."""
        if record.id in self._notes:
            raise ValueError(f"{record.soort} {record.id} was written before in this unit")
        changed = changed_fields(None, record)
        rev = 1 if self._profile.is_register else 0
        revs = dict.fromkeys(changed, rev) if rev else {}
        self._note(record, None, self._actor, self.next_stamp(), True, rev, revs, changed)

    def replace(self, record: Record) -> None:
        """Store a new version of a record that exists and is not append-only; nothing happens without a change."""
        if record.append_only:
            raise TypeError(f"{record.soort} is append-only: supersede it")
        old = self.get(type(record), record.id)
        if old is None:
            raise KeyError(record.id)
        changed = changed_fields(old, record)
        if not changed:
            return
        known = self.known(record.id)
        rev = known.rev + 1 if self._profile.is_register else known.rev
        revs = (
            {**known.field_revs, **dict.fromkeys(changed, rev)}
            if self._profile.is_register
            else known.field_revs
        )
        self._note(record, old, self._actor, self.next_stamp(), True, rev, revs, changed)

    def apply(
        self, record: Record, old: Record | None, changed: dict[str, Any], *, actor: str, stamp: str, rev: int
    ) -> None:
        """Store what arrived by sync: no op is made of it; everything else is derived as always."""
        known = self.known(record.id) if old is not None else _Known(0, 0)
        revs = {**known.field_revs, **dict.fromkeys(changed, rev)}
        self._stamp = hlc.merge(self._stamp, stamp, self.now(), self._profile.device_id)
        self._note(record, old, actor, stamp, False, rev, revs, changed)

    def _note(
        self,
        record: Record,
        old: Record | None,
        actor: str,
        stamp: str,
        local: bool,
        rev: int,
        field_revs: dict[str, int],
        changed: dict[str, Any],
    ) -> None:
        earlier = self._notes.get(record.id)
        if earlier is not None:
            # A second write to one record in one unit folds into the first.
            changed = {**earlier.changed, **changed}
            old = earlier.old
        if earlier is None and old is None:
            self._next_nr += 1
        nr = earlier.nr if earlier else (self._next_nr if old is None else self.known(record.id).nr)
        self._notes[record.id] = Note(
            new=record,
            old=old,
            actor=actor,
            stamp=stamp,
            local=local,
            nr=nr,
            rev=rev,
            field_revs=field_revs,
            changed=changed,
            is_new=earlier.is_new if earlier else old is None,
            stored=False,
        )
        if earlier is not None and earlier.stored:
            self._notes[record.id].is_new = earlier.is_new
            self._rewrite(self._notes[record.id])

    def erase(self, cls: type[Record], record_id: str, names: Sequence[str] | None, *, grond: str) -> None:
        """Take fields back to their defaults and out of the revisions, or the whole record away; logged as D.

        A record goes whole, too, when it can't be without one of the fields. What waits to be sent of it goes along.
        """
        self._before_query()
        record = self.get(cls, record_id)
        if record is None:
            return
        known = self.known(record_id)
        table = record_tables[cls]
        blank = _blank_fields(cls, names)
        if blank is None:
            self._connection.execute(delete(table).where(table.c.id == record_id))
            self._connection.execute(delete(stand).where(stand.c.record_id == record_id))
            search.put(self._connection, [], [known.nr])
        else:
            bare = with_fields(record, blank)
            revs = {name: rev for name, rev in known.field_revs.items() if name not in blank}
            self._connection.execute(update(table).where(table.c.id == record_id).values(to_row(bare)))
            self._connection.execute(
                update(stand).where(stand.c.record_id == record_id).values(field_revs=to_json(revs))
            )
            row = search.index_row(known.nr, bare)
            search.put(self._connection, [row] if row else [], [known.nr])
        gone = None if blank is None else names
        erasing.forget_unsent(self._connection, record, gone)
        name = erasing.trace_name(record_id)
        self._store_setting(name, erasing.trace(self.setting(name), record, gone, grond))
        self._notes.pop(record_id, None)
        self.forget_loaded(record_id)
        self._erased.append(record)
        self._log.append(self._log_row(self._actor, record.dossier_id, "D", cls.soort, record_id, grond))
        self.touch(cls.soort, record_id, record.dossier_id)

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Undo what was written inside when an exception leaves it; the unit itself goes on."""
        self._before_query()
        kept = (
            dict(self._notes),
            list(self._log),
            set(self._touched),
            list(self._erased),
            self._stamp,
            self._next_nr,
        )
        self._connection.exec_driver_sql("SAVEPOINT deel")
        try:
            yield
            self._before_query()
        except BaseException:
            self._connection.exec_driver_sql("ROLLBACK TO deel")
            self._ledger.forget_results()
            self._notes, self._log, self._touched, self._erased, self._stamp, self._next_nr = kept
            raise
        finally:
            self._connection.exec_driver_sql("RELEASE deel")

    def known(self, record_id: str) -> _Known:
        """Return number and revisions of a record that exists, noted or stored."""
        noted = self._notes.get(record_id)
        if noted is not None:
            return _Known(noted.nr, noted.rev, dict(noted.field_revs))
        row = self.record_stand(record_id)
        return _Known(0, 0) if row is None else _Known(row.nr, row.rev, from_json(row.field_revs))

    def next_stamp(self) -> str:
        self._stamp = hlc.tick(self._stamp, self.now(), self._profile.device_id)
        return self._stamp

    def put_double(self, besluit: Dubbelbesluit) -> None:
        doubling.put(self._connection, besluit)
        self._merged = None
        for dossier_id in (besluit.een, besluit.ander):
            self.note_access(dossier_id, "U", soort="dubbelbesluit")
            self.touch("dubbelbesluit", besluit.id, dossier_id)

    def forget_loaded(self, record_id: str) -> None:
        """What was read of a record in bulk is out of date."""
        for key in [key for key in self._loaded if key[1] == record_id]:
            del self._loaded[key]
        self._stands.pop(record_id, None)

    # -- what isn't a record

    def note_access(self, dossier_id: str, actie: str, *, soort: str = "", grond: str = "") -> None:
        self._log.append(self._log_row(self._actor, dossier_id, actie, soort, "", grond))

    def save_draft(self, sleutel: str, dossier_id: str, inhoud: Mapping[str, Any]) -> None:
        self._connection.execute(delete(concept).where(concept.c.sleutel == sleutel))
        self._connection.execute(
            insert(concept).values(
                sleutel=sleutel,
                dossier_id=dossier_id,
                inhoud=to_json(inhoud),
                bewaard_op=to_moment(self.now()),
            )
        )
        self.touch("concept", sleutel, dossier_id)

    def drop_draft(self, sleutel: str) -> None:
        self._connection.execute(delete(concept).where(concept.c.sleutel == sleutel))
        self.touch("concept", sleutel, "")

    def put_setting(self, name: str, value: Any) -> None:
        self._store_setting(name, value)
        self.touch("instelling", name, "")

    def _store_setting(self, name: str, value: Any) -> None:
        self._connection.execute(_PUT_SETTING, {"naam": name, "waarde": to_json(value)})

    def touch(self, soort: str, record_id: str, dossier_id: str) -> None:
        """Note something that screens show but that isn't a record."""
        self._touched.add(Touched(soort, record_id, dossier_id))

    # -- commit

    def commit(self) -> Changes:
        """Write, derive and commit; return what was touched. After a failed commit nothing may be acknowledged."""
        self._before_query()
        notes = [note for note in self._notes.values() if note.changed or note.is_new]
        self._ledger.queue_notes(notes)
        self._log.extend(self._log_of(note) for note in notes)
        access_log.append(self._connection, self._log)
        self._index(notes)
        derived.refresh(self._connection, [*(note.new for note in notes), *self._erased])
        if notes:
            self._store_setting("hlc", self._stamp)
        self._finish(self._connection)
        self._open = False
        self._committed(bool(self._erased) or any(erasing.ends_ground(note.new) for note in notes))
        touched = {Touched(note.new.soort, note.new.id, note.new.dossier_id) for note in notes}
        return Changes(frozenset(touched | self._touched))

    def _before_query(self) -> None:
        self._ledger.flush()
        waiting = [note for note in self._notes.values() if not note.stored]
        by_class: dict[type[Record], list[Note]] = {}
        for note in waiting:
            by_class.setdefault(type(note.new), []).append(note)
            note.stored = True
        for cls, notes in by_class.items():
            fresh = [to_row(note.new) for note in notes if note.is_new]
            if fresh:
                self._connection.execute(insert(record_tables[cls]), fresh)
            for note in notes:
                if not note.is_new:
                    self._update(note)
        fresh_stand = [self._stand_row(note) for note in waiting if note.is_new]
        if fresh_stand:
            self._connection.execute(insert(stand), fresh_stand)
        old_stand = [self._stand_row(note) for note in waiting if not note.is_new]
        if old_stand:
            self._connection.execute(
                _UPDATE_STAND, [{f"b_{key}": value for key, value in row.items()} for row in old_stand]
            )

    def _rewrite(self, note: Note) -> None:
        """Write a record again that this unit already wrote."""
        self._update(note)
        self._connection.execute(_UPDATE_STAND, [{f"b_{k}": v for k, v in self._stand_row(note).items()}])
        note.stored = True

    def _update(self, note: Note) -> None:
        table = record_tables[type(note.new)]
        row = to_row(note.new)
        self._connection.execute(update(table).where(table.c.id == note.new.id).values(row))

    def _stand_row(self, note: Note) -> dict[str, Any]:
        return {
            "nr": note.nr,
            "record_id": note.new.id,
            "dossier_id": note.new.dossier_id,
            "soort": note.new.soort,
            "rev": note.rev,
            "field_revs": to_json(note.field_revs),
            "hlc": note.stamp,
            "actor": note.actor,
            "gewijzigd_op": to_moment(self.now()),
        }

    def _index(self, notes: list[Note]) -> None:
        rows = [row for note in notes if (row := search.index_row(note.nr, note.new))]
        search.put(self._connection, rows, [note.nr for note in notes if not note.is_new])

    def _log_of(self, note: Note) -> dict[str, Any]:
        actie = "C" if note.is_new else "U"
        return self._log_row(note.actor, note.new.dossier_id, actie, note.new.soort, note.new.id, note.grond)

    def _log_row(
        self, who: str, dossier_id: str, actie: str, soort: str, record_id: str, grond: str
    ) -> dict[str, Any]:
        return {
            "op": to_moment(self.now()),
            "wie": who,
            "namens": self._profile.organisatie,
            "dossier_id": dossier_id,
            "actie": actie,
            "soort": soort,
            "record_id": record_id,
            "grond": grond,
            "resultaat": "gelukt",
        }


def _blank_fields(cls: type[Record], names: Sequence[str] | None) -> dict[str, Any] | None:
    """Return the defaults of the named fields as plain values; None when the record can't be without one of them."""
    if names is None:
        return None
    defaults = {item.name: item.default for item in fields(cls)}
    if any(defaults[name] is MISSING for name in names):
        return None
    return {name: defaults[name] for name in names}


_LAST_NR = select(func.coalesce(func.max(stand.c.nr), 0))
# One statement; this form SQLite and PostgreSQL both know.
_PUT_SETTING = text(
    "INSERT INTO instelling (naam, waarde) VALUES (:naam, :waarde)"
    " ON CONFLICT (naam) DO UPDATE SET waarde = excluded.waarde"
)
_UPDATE_STAND = (
    update(stand)
    .where(stand.c.record_id == bindparam("b_record_id"))
    .values(
        rev=bindparam("b_rev"),
        field_revs=bindparam("b_field_revs"),
        hlc=bindparam("b_hlc"),
        actor=bindparam("b_actor"),
        gewijzigd_op=bindparam("b_gewijzigd_op"),
    )
)
