"""Backups: made, verified, rehearsed and restored. Slow by design; call these off the GUI thread.

A backup has its own random key and its own slots (`app.crypto.deposit`), so an old stick with an old wachtzin opens
that old backup and nothing else.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from app.crypto import keyslots
from app.crypto.backupfile import (
    FRONT_LIMIT,
    RESERVEKOPIE_BESCHADIGD,
    Front,
    Header,
    open_header,
    read_front,
    slots_id,
    write_front,
)
from app.crypto.deposit import slots_for
from app.crypto.escrow import Share, combine_shares
from app.crypto.identity import PRACTICE_PREFIX, DeviceKeys
from app.crypto.kdf import FLOOR_KIB, KdfParams
from app.crypto.recovery import RecoveryCode
from app.crypto.secret import StoreKey
from app.faults import Fault, FaultKind
from app.ports import Clock, Reading, Store
from app.services import deposits
from app.services.vault import KEYS_SETTING, OpenProfile, Safe

GENERATIONS = 3
REMIND_AFTER = timedelta(days=7)
LAST_SETTING = "reservekopie.laatst"
INCARNATION_SETTING = "incarnatie"
RESTORED_SETTING = "teruggezet"
ENDING = ".dlres"

NIETS_NEERGELEGD = FaultKind(
    "reservekopie-zonder-slot",
    "Er kan nog geen reservekopie worden gemaakt: dan kon niemand die openen.",
    "Open het profiel met je wachtzin, of maak een herstelblad.",
)
RESERVEKOPIE_NIET_GOED = FaultKind(
    "reservekopie-niet-goed",
    "De nieuwe reservekopie is niet goed gelukt ({aantal} dingen kloppen niet).",
    "De vorige reservekopieën zijn er nog. Probeer het opnieuw, op een andere stick.",
)


Say = Callable[[str, int, int], None]


class Body(Protocol):
    """What is in a backup (storage.backups)."""

    @property
    def size(self) -> int: ...
    @property
    def sha256(self) -> str: ...
    @property
    def schema(self) -> int: ...
    @property
    def rows(self) -> Mapping[str, int]: ...
    @property
    def log_rows(self) -> int: ...
    @property
    def log_head(self) -> str: ...


class Files(Protocol):
    """Where backup files are (storage.backups)."""

    def write(
        self, store: Store, path: Path, key: bytes | bytearray, front_of: Callable[[Body], bytes]
    ) -> None: ...
    def front(self, path: Path, limit: int) -> bytes: ...
    def examine(
        self, path: Path, body_at: int, key: bytes | bytearray, scratch: Path
    ) -> tuple[Body, tuple[str, ...]]: ...
    def unpack(
        self, path: Path, body_at: int, key: bytes | bytearray, target: Path, new_key: bytes | bytearray
    ) -> None: ...
    def named(self, folder: Path, stem: str, ending: str) -> Sequence[Path]: ...
    def remove(self, path: Path) -> None: ...


Arrive = Callable[[Store, DeviceKeys], Mapping[str, int]]
"""Brings a restored store up to what was withdrawn and erased since; says how much of each there was."""


class NewHome(Safe, Protocol):
    """The folder of a profile that is being restored (storage.profile_folder)."""

    @property
    def store_path(self) -> Path: ...
    def abandon(self) -> None: ...


@dataclass(frozen=True, slots=True)
class WayIn:
    """How somebody opens a backup: the passphrase, the herstelblad's code or two papers, each as of that day."""

    passphrase: str = ""
    recovery: str = ""
    papers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """What a backup turned out to hold. `findings` is empty when everything can be restored."""

    path: Path
    made_op: datetime
    number: int
    rows: Mapping[str, int]
    log_rows: int
    findings: tuple[str, ...]

    @property
    def ok(self) -> bool:
        return not self.findings


def create(
    files: Files,
    opened_store: Store,
    keys: DeviceKeys,
    folder: Path,
    clock: Clock,
    *,
    say: Say = lambda _phrase, _done, _total: None,
) -> Rehearsal:
    """Write a backup to a folder or stick, open and count it again, and keep the three newest of this profile.

    `say(phrase, done, total)` hears each step before it begins.

    A backup that can't be opened again is removed and raises `RESERVEKOPIE_NIET_GOED`; the older ones stay.
    """
    device_id = opened_store.profile.device_id
    with opened_store.read() as reading:
        deposit = deposits.of(reading)
        last = int((reading.setting(LAST_SETTING) or {}).get("nummer", 0))
    if deposit.empty:
        raise Fault(NIETS_NEERGELEGD)
    stem = f"reservekopie-{device_id[-8:]}-"
    number = max([last, *(_number(path) for path in files.named(folder, stem, ENDING))]) + 1
    path = folder / f"{stem}{number:06d}{ENDING}"
    now = clock.now()
    with StoreKey(os.urandom(StoreKey.SIZE)) as key:
        slots = slots_for(deposit, slots_id(device_id), key)

        def front_of(body: Body) -> bytes:
            return write_front(_header(device_id, now, number, body), slots, key, keys)

        say("kopiëren", 0, 2)
        files.write(opened_store, path, key.raw, front_of)
        say("nakijken", 1, 2)
        try:
            done = _examine(files, path, read_front(files.front(path, FRONT_LIMIT)), key, folder)
        except Fault:
            files.remove(path)
            raise
    if not done.ok:
        files.remove(path)
        raise Fault(RESERVEKOPIE_NIET_GOED, aantal=len(done.findings))
    with opened_store.write() as uow:
        uow.put_setting(LAST_SETTING, {"op": now.isoformat(), "nummer": number})
        uow.commit()
    for old in sorted(files.named(folder, stem, ENDING), key=_number)[:-GENERATIONS]:
        files.remove(old)
    return done


def rehearse(files: Files, path: Path, way: WayIn, scratch: Path, *, floor_kib: int = FLOOR_KIB) -> Rehearsal:
    """Open a backup and check everything in it without restoring; `scratch` holds an encrypted copy meanwhile."""
    front = read_front(files.front(path, FRONT_LIMIT))
    with _open(front, way, floor_kib) as key:
        return _examine(files, path, front, key, scratch)


def restore(
    files: Files,
    path: Path,
    way: WayIn,
    home: NewHome,
    clock: Clock,
    *,
    new_passphrase: str = "",
    params: KdfParams | None = None,
    floor_kib: int = FLOOR_KIB,
    arrive: Arrive = lambda _store, _keys: {},
) -> OpenProfile:
    """Make a profile out of a backup in an empty folder, under a new store key, and return it opened.

    The ways in of that day open it again; `new_passphrase` (with `params`) takes the place of the old one.
    `RESTORED_SETTING` says from what it was restored. `arrive` replays what was withdrawn and erased since, before the
    profile can be opened by anybody; what it returns is kept with `RESTORED_SETTING`. What fails or is cut off leaves
    no profile.
    """
    front = read_front(files.front(path, FRONT_LIMIT))
    with _open(front, way, floor_kib) as key:
        header = open_header(front, key)
        home.prepare()
        home.lock()
        try:
            home.begin_making()
            if not _examine(files, path, front, key, home.store_path.parent).ok:
                raise Fault(RESERVEKOPIE_BESCHADIGD, wat="inhoud")
            with StoreKey(os.urandom(StoreKey.SIZE)) as fresh:
                files.unpack(path, front.body_at, key.raw, home.store_path, fresh.raw)
                store = home.open_store(fresh.raw)
                try:
                    if new_passphrase:
                        deposits.lay_down(
                            store, passphrase=new_passphrase, params=params, floor_kib=floor_kib
                        )
                    with store.read() as reading:
                        deposit = deposits.of(reading)
                        keys = DeviceKeys.from_bytes(bytes.fromhex(reading.setting(KEYS_SETTING)))
                    slots = slots_for(deposit, header.device_id, fresh)
                    home.write_slots(keyslots.to_bytes(slots))
                    _note_restored(store, header, clock.now(), arrive(store, keys))
                    home.made()
                except BaseException:
                    store.close()
                    raise
        except BaseException:
            home.abandon()
            raise
    return OpenProfile(home, store, keys)


def reminder(reading: Reading, now: datetime) -> int | None:
    """Return how many days ago the last backup was made when it is time for another; -1 for never, None for not yet."""
    last = reading.setting(LAST_SETTING)
    if not last:
        return -1
    age = now - datetime.fromisoformat(last["op"])
    return age.days if age >= REMIND_AFTER else None


def incarnation(reading: Reading) -> int:
    """Return how often this profile was put back (sync.returning counts)."""
    return int(reading.setting(INCARNATION_SETTING) or 0)


def _note_restored(store: Store, header: Header, now: datetime, replayed: Mapping[str, int]) -> None:
    with store.write() as uow:
        uow.put_setting(
            RESTORED_SETTING,
            {
                "op": now.isoformat(),
                "gemaakt_op": header.made_op,
                "nummer": header.number,
                "log_rows": header.log_rows,
                "log_head": header.log_head,
                **replayed,
            },
        )
        uow.commit()


def _open(front: Front, way: WayIn, floor_kib: int) -> StoreKey:
    copies = [front.slots.raw]
    if way.recovery:
        with RecoveryCode.parse(way.recovery) as code:
            return keyslots.open_with_recovery(copies, code).key
    if way.papers:
        shares = [Share.parse(text) for text in way.papers]
        practice = front.slots.profile_id.startswith(PRACTICE_PREFIX)
        with combine_shares(shares) as seed:
            return keyslots.open_with_escrow(copies, seed.keys(practice=practice)).key
    return keyslots.open_with_passphrase(copies, way.passphrase, floor_kib=floor_kib).key


def _examine(files: Files, path: Path, front: Front, key: StoreKey, scratch: Path) -> Rehearsal:
    header = open_header(front, key)
    body, found = files.examine(path, front.body_at, key.raw, scratch)
    findings = list(found)
    if (body.size, body.sha256) != (header.size, header.sha256):
        findings.append("De inhoud is niet meer zoals die geschreven werd.")
    for name in sorted({*body.rows, *header.rows}):
        there, expected = body.rows.get(name, 0), header.rows.get(name, 0)
        if there != expected:
            findings.append(f"Er zijn {there} van {expected} rijen ({name}).")
    if (body.log_rows, body.log_head) != (header.log_rows, header.log_head):
        findings.append("Het logboek eindigt anders dan toen de kopie werd gemaakt.")
    return Rehearsal(
        path=path,
        made_op=datetime.fromisoformat(header.made_op),
        number=header.number,
        rows=header.rows,
        log_rows=header.log_rows,
        findings=tuple(findings),
    )


def _header(device_id: str, now: datetime, number: int, body: Body) -> Header:
    return Header(
        device_id=device_id,
        made_op=now.isoformat(timespec="seconds"),
        number=number,
        schema=body.schema,
        size=body.size,
        sha256=body.sha256,
        rows=body.rows,
        log_rows=body.log_rows,
        log_head=body.log_head,
    )


def _number(path: Path) -> int:
    digits = path.name.removesuffix(ENDING).rpartition("-")[2]
    return int(digits) if digits.isdecimal() else 0
