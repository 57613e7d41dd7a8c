"""The opened store: one encrypted file, one connection, one thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import cast

from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2

from app.crypto import anchorfile
from app.crypto.anchorfile import Anchor
from app.crypto.identity import DeviceKeys
from app.crypto.secret import Secret
from app.faults import Fault
from app.ports import Clock, Ids, Profile, Reading, Rol, Store, VerifyReport
from storage import access_log, anchoring, verifying
from storage.anchoring import Standing
from storage.codec import to_moment
from storage.copying import copy_store, write_whole
from storage.failing import as_fault, faults
from storage.guarding import BEVROREN, Guard
from storage.ledger_reading import SqlLedgerReading
from storage.migrating import bring_up_to_date, drop_copies
from storage.opening import SCHIJF_FOUT, SCHIJF_VOL, connect
from storage.reading import SqlReading
from storage.unit import SqlUnitOfWork

PROFILE_SETTING = "profiel"
ANCHOR_EVERY = 20
"""Commits after which the anchor is written again, if nothing that has to be replayed came before."""


class SqlReadingWithLedger(SqlReading):
    """Reading, with the ledger beside it."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self._ledger = SqlLedgerReading(connection)

    @property
    def ledger(self) -> SqlLedgerReading:
        return self._ledger


class SqlStore:
    """Keeps the promises of `app.ports.Store` on SQLCipher.

    Units follow one another: a round of sharing in the pool takes its short turns between those of the store thread,
    so neither waits for the other's network or disk longer than one unit.
    """

    def __init__(
        self,
        connection: Connection,
        clock: Clock,
        ids: Ids,
        guard: Guard,
        path: Path,
        key: bytes | bytearray,
    ) -> None:
        self._connection = connection
        self._path = path
        # For reopening after a failed commit; SQLCipher holds the same key as long as the store is open.
        self._key = Secret(bytes(key))
        self._clock = clock
        self._ids = ids
        self._guard = guard
        self._turn = threading.RLock()
        self._anchor: tuple[Path, DeviceKeys] | None = None
        self._since_anchor = 0
        self._profile = _read_profile(SqlReading(connection))

    @property
    def profile(self) -> Profile:
        return self._profile

    @contextmanager
    def read(self) -> Iterator[Reading]:
        """Give a reading; what SQLite reports of the world comes out as a Fault."""
        with self._turn, faults():
            self._trust_again()
            try:
                yield SqlReadingWithLedger(self._connection)
            except DBAPIError as error:
                self._guard.reading_failed(as_fault(error))
                raise

    def write(self, *, actor: str = "") -> SqlUnitOfWork:
        """Begin a unit of work (use it in a `with`). A Fault when the disk can't be trusted or is full (`Guard`)."""
        return self._write(actor, sharing=False)

    def _write(self, actor: str, *, sharing: bool) -> SqlUnitOfWork:
        self._guard.before_write(sharing=sharing)
        return SqlUnitOfWork(
            self._connection,
            self._profile,
            self._clock,
            self._ids,
            actor,
            self._commit,
            self._turn,
            self._guard.failed,
            self._guard.undo_failed,
            self._committed,
        )

    def for_sharing(self) -> Store:
        """Return this store for rounds of sharing, which go on when the disk is too full for anything new."""
        return _ForSharing(self)

    def _commit(self, connection: Connection) -> None:
        try:
            connection.exec_driver_sql("COMMIT")
        except DBAPIError as error:
            fault = as_fault(error)
            if fault is not None and fault.kind is SCHIJF_VOL:
                # No room is told before anything is final, and the journal undoes it: nothing is unknown.
                self._guard.failed(fault)
                raise fault from error
            self._guard.commit_failed()
            raise Fault(BEVROREN) from error

    # -- the anchor outside

    def standing(self, path: Path, keys: DeviceKeys) -> tuple[Standing, Anchor | None]:
        """Say whether this store continues from the anchor in a file, and what that anchor says."""
        with self._turn, faults():
            kept = anchoring.read(path, keys)
            return anchoring.standing(self._connection, kept), kept

    def keep_anchor(self, path: Path, keys: DeviceKeys) -> None:
        """Write the anchor now, and from now on as this store goes on."""
        with self.read() as reading:
            known = reading.setting(anchoring.HAS_ANCHOR)
        self._anchor = (path, keys)
        if not known:
            with self.write() as uow:
                uow.put_setting(anchoring.HAS_ANCHOR, True)
                uow.commit()
        self._write_anchor()

    def write_list(self, folder: Path, keys: DeviceKeys) -> None:
        """Lay what was withdrawn and erased beside the backups in a folder; Fault when that isn't possible."""
        with self._turn, faults():
            anchor = anchoring.snapshot(self._connection)
        try:
            write_whole(anchoring.list_path(folder, self._profile.device_id), anchorfile.seal(anchor, keys))
        except OSError as error:
            raise Fault(SCHIJF_FOUT) from error

    def _committed(self, urgent: bool) -> None:
        self._since_anchor += 1
        if urgent or self._since_anchor >= ANCHOR_EVERY:
            self._write_anchor()

    def _write_anchor(self) -> None:
        """Write the anchor where it can be; one that lags behind does no harm."""
        if self._anchor is None or self._guard.stopped:
            return
        path, keys = self._anchor
        with suppress(OSError, DBAPIError):
            write_whole(path, anchorfile.seal(anchoring.snapshot(self._connection), keys))
            access_log.seal(self._connection, keys, to_moment(self._clock.now()))
            self._since_anchor = 0

    def verify(self, progress: Callable[[str], None] | None = None) -> VerifyReport:
        with self._turn, faults():
            self._trust_again()
            return verifying.verify(self._connection, progress or (lambda _: None))

    def _trust_again(self) -> None:
        """After a failed commit: close, and open anew to read only. What was acknowledged is there, the rest isn't."""
        if not self._guard.take_untrusted():
            return
        engine = self._connection.engine
        with suppress(DBAPIError):
            self._connection.close()
            engine.dispose()
        try:
            raw = connect(self._path, self._key.raw)
        except Fault:
            self._guard.still_untrusted()
            raise
        raw.execute("PRAGMA query_only=ON")
        self._connection = wrap(raw)

    def copy_to(self, path: Path, key: bytes | bytearray) -> None:
        """Write a consistent copy under another key to a new file; units wait meanwhile."""
        with self._turn, faults():
            self._trust_again()
            raw = self._connection.connection.dbapi_connection
            copy_store(cast("dbapi2.Connection", raw), path, key)

    def close(self) -> None:
        with self._turn:
            if self._since_anchor:
                self._write_anchor()
            engine = self._connection.engine
            self._key.wipe()
            with suppress(DBAPIError):
                self._connection.close()
            engine.dispose()


class _ForSharing:
    """A store whose units may also begin on a full disk."""

    def __init__(self, store: SqlStore) -> None:
        self._store = store

    @property
    def profile(self) -> Profile:
        return self._store.profile

    def read(self) -> AbstractContextManager[Reading]:
        return self._store.read()

    def write(self, *, actor: str = "") -> SqlUnitOfWork:
        return self._store._write(actor, sharing=True)

    def verify(self, progress: Callable[[str], None] | None = None) -> VerifyReport:
        return self._store.verify(progress)

    def close(self) -> None:
        self._store.close()


def create_store(path: Path, key: bytes | bytearray, profile: Profile, clock: Clock, ids: Ids) -> SqlStore:
    """Make a new encrypted store for a profile; the file may not exist yet."""
    with faults():
        connection = wrap(connect(path, key, create=True))
        bring_up_to_date(connection, path)
        unit = SqlUnitOfWork(connection, profile, clock, ids, "", _plain_commit, threading.RLock())
        with unit as uow:
            uow.put_setting(PROFILE_SETTING, _profile_values(profile))
            uow.commit()
        return SqlStore(connection, clock, ids, Guard(path), path, key)


def _plain_commit(connection: Connection) -> None:
    connection.exec_driver_sql("COMMIT")


def open_store(
    path: Path, key: bytes | bytearray, clock: Clock, ids: Ids, *, read_only: bool = False
) -> SqlStore:
    """Open a store with its raw 32-byte key, migrated to today's schema. Raises a Fault per way it can fail.

    With `read_only` every unit of work is refused: for a damaged store, which is never written to.
    """
    connection = wrap(connect(path, key))
    try:
        with faults():
            if not read_only and not bring_up_to_date(connection, path):
                # The migration before this opening went well, and so did what came after it.
                drop_copies(path)
            return SqlStore(connection, clock, ids, Guard(path, read_only=read_only), path, key)
    except BaseException:
        connection.close()
        connection.engine.dispose()
        raise


def save_profile(store: SqlStore, profile: Profile) -> None:
    """Write a changed profile (name, organisation) into the store."""
    with store.write() as uow:
        uow.put_setting(PROFILE_SETTING, _profile_values(profile))
        uow.commit()
    store._profile = profile


def wrap(raw: dbapi2.Connection) -> Connection:
    """Give a connection of the driver to SQLAlchemy."""
    engine = create_engine(
        "sqlite://",
        creator=lambda: raw,
        module=dbapi2,
        poolclass=StaticPool,
        isolation_level="AUTOCOMMIT",  # transactions are begun and ended by the unit of work itself
    )
    return engine.connect()


def _profile_values(profile: Profile) -> dict[str, object]:
    return {
        "device_id": profile.device_id,
        "naam": profile.naam,
        "rol": profile.rol.value,
        "practice": profile.practice,
        "organisatie": profile.organisatie,
    }


def _read_profile(reading: SqlReading) -> Profile:
    values = reading.setting(PROFILE_SETTING)
    return Profile(
        device_id=values["device_id"],
        naam=values["naam"],
        rol=Rol(values["rol"]),
        practice=values["practice"],
        organisatie=values["organisatie"],
    )
