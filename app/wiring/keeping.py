"""Composition of what keeps a profile safe: backups, travel mode, the organisation's key, rekey, checks, salvage."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from app import wiring
from app.crypto import keyslots
from app.crypto.anchorfile import Anchor
from app.crypto.identity import DeviceKeys
from app.crypto.kdf import KdfParams
from app.crypto.recovery import RecoveryCode
from app.faults import Fault
from app.ports import Store
from app.services import backups, deposits, escrow, rekeying, travel
from app.services.backups import Rehearsal, WayIn
from app.services.vault import KEYS_SETTING, OpenProfile, Safe
from storage import anchoring, salvaging
from storage.anchoring import Standing
from storage.backups import BackupFiles
from storage.profile_folder import ProfileFolder
from storage.salvaging import SalvageReport
from storage.store import SqlStore

if TYPE_CHECKING:
    from app.wiring import World


def lay_down(
    opened: OpenProfile, passphrase: str, params: KdfParams | None, recovery: Sequence[str], floor: int
) -> None:
    """Let backups made from now on open with what was just chosen."""
    deposits.lay_down(opened.store, passphrase=passphrase, params=params, recovery=recovery, floor_kib=floor)


def back_from_travel(opened: OpenProfile) -> None:
    """Note that a new passphrase ended travel mode, if it was on."""
    travel.note_back(opened)


@contextmanager
def closing_on_failure(opened: OpenProfile) -> Iterator[None]:
    """Close a profile that was just opened when what follows fails."""
    try:
        yield
    except BaseException:
        opened.close()
        raise


def mend_with_passphrase(safe: ProfileFolder, passphrase: str, floor: int) -> None:
    """Finish or undo a rekey that was cut off, before the profile is opened."""
    if safe.copy_left or rekeying.unfinished(safe.slot_copies()):
        rekeying.mend(safe, lambda copies: keyslots.open_with_passphrase(copies, passphrase, floor_kib=floor))


def mend_with_recovery(safe: ProfileFolder, typed: str) -> None:
    """As `mend_with_passphrase`, with the code of the herstelblad."""
    if safe.copy_left or rekeying.unfinished(safe.slot_copies()):
        with RecoveryCode.parse(typed) as code:
            rekeying.mend(safe, lambda copies: keyslots.open_with_recovery(copies, code))


def create_backup(
    world: World, opened: OpenProfile, folder: Path, say: backups.Say = lambda _phrase, _done, _total: None
) -> Rehearsal:
    """Write a backup of an opened profile to a folder or stick, verified."""
    made = backups.create(BackupFiles(), opened.store, opened.keys, folder, world.clock, say=say)
    if isinstance(opened.store, SqlStore):
        # What an older generation doesn't know of withdrawals and erasures lies beside it.
        opened.store.write_list(folder, opened.keys)
    return made


def look_at_backup(path: Path) -> None:
    """Return when a file looks like a backup that this version can read; nothing secret is needed for that."""
    _floor_of_backup(path)


def rehearse_backup(path: Path, way: WayIn, scratch: Path) -> Rehearsal:
    """Open a backup and check everything in it; nothing is restored."""
    return backups.rehearse(BackupFiles(), path, way, scratch, floor_kib=_floor_of_backup(path))


def restore_backup(
    world: World, path: Path, way: WayIn, folder: Path, new_passphrase: str = ""
) -> OpenProfile:
    """Make a profile in a new folder out of a backup; it asks what was withdrawn since before it shares anything."""
    floor = _floor_of_backup(path)
    params = wiring.kdf_params(floor == wiring.PRACTICE_FLOOR_KIB)[0] if new_passphrase else None
    home = ProfileFolder(folder, world.clock, world.ids)

    def arrive(store: Store, keys: DeviceKeys) -> dict[str, int]:
        done = _arrive(store, [anchoring.read(place, keys) for place in anchoring.beside(path, folder)])
        if isinstance(store, SqlStore):
            store.keep_anchor(home.anchor_path, keys)
        return done

    return backups.restore(
        BackupFiles(),
        path,
        way,
        home,
        world.clock,
        new_passphrase=new_passphrase,
        params=params,
        floor_kib=floor,
        arrive=arrive,
    )


def _arrive(store: Store, anchors: Sequence[Anchor | None]) -> dict[str, int]:
    """Replay what was withdrawn and erased since, as far as any anchor knows it, and begin a new incarnation.

    Its streams go on in a new epoch, and wait for what the other side knows of withdrawals.
    """
    from sync import returning

    done = {"ingetrokken": 0, "gewist": 0}
    with store.write() as uow:
        highest = returning.incarnation(uow)
        for kept in anchors:
            if kept is not None:
                ended, erased = anchoring.replay(uow, kept)
                done = {"ingetrokken": done["ingetrokken"] + ended, "gewist": done["gewist"] + erased}
                highest = max(highest, kept.incarnation)
        uow.put_setting(returning.INCARNATION, highest)
        returning.begin(uow)
        uow.commit()
    return done


def hold_anchor(world: World, opened: OpenProfile) -> None:
    """Notice a store of an earlier moment and bring it up; from now on the anchor goes along with the store."""
    store, safe = opened.store, opened.safe
    if not isinstance(store, SqlStore) or not isinstance(safe, ProfileFolder):
        return
    found, kept = store.standing(safe.anchor_path, opened.keys)
    if found is not Standing.GOED:
        done = _arrive(store, [kept])
        with store.write() as uow:
            said = {"op": world.clock.now().isoformat(), "nummer": 0, "anker": found.value, **done}
            uow.put_setting(backups.RESTORED_SETTING, said)
            uow.commit()
    store.keep_anchor(safe.anchor_path, opened.keys)


def rekey(world: World, folder: Path, old: str, new: str, recovery: Sequence[str] = ()) -> None:
    """Give a closed profile another store key, passphrase and (when given) herstelblad."""
    safe = ProfileFolder(folder, world.clock, world.ids)
    floor = wiring.floor_of(safe.slot_copies())
    params, _ = wiring.kdf_params(floor == wiring.PRACTICE_FLOOR_KIB)
    rekeying.rekey(safe, old, new, params, recovery=recovery, floor_kib=floor)


def travel_on(world: World, opened: OpenProfile, passphrase: str) -> None:
    """Take the passphrase away until the herstelblad or the organisation gives a new one."""
    travel.turn_on(opened, passphrase, world.clock, floor_kib=_floor_of(opened.safe))


def add_organisation(opened: OpenProfile, passphrase: str, public: bytes) -> str:
    """Let an organisation open this profile; return the fingerprint of its key."""
    return escrow.add(opened, passphrase, public, floor_kib=_floor_of(opened.safe))


def remove_organisation(opened: OpenProfile, passphrase: str) -> None:
    """Take the organisation's way in away."""
    escrow.remove(opened, passphrase, floor_kib=_floor_of(opened.safe))


def check_papers(world: World, folder: Path, papers: Sequence[str]) -> None:
    """Return when the organisation's papers open the profile in a folder; nothing is changed."""
    safe = ProfileFolder(folder, world.clock, world.ids)
    practice = wiring.floor_of(safe.slot_copies()) == wiring.PRACTICE_FLOOR_KIB
    escrow.check_papers(safe, papers, practice=practice)


def open_with_papers(
    world: World, folder: Path, papers: Sequence[str], passphrase: str, recovery: Sequence[str] = ()
) -> OpenProfile:
    """Open a profile with two of the organisation's three papers and give it a new passphrase (and herstelblad)."""
    safe = ProfileFolder(folder, world.clock, world.ids)
    floor = wiring.floor_of(safe.slot_copies())
    practice = floor == wiring.PRACTICE_FLOOR_KIB
    params, _ = wiring.kdf_params(practice)
    opened = escrow.open_with_papers(
        safe, papers, passphrase, params, practice=practice, recovery=recovery, floor_kib=floor
    )
    with closing_on_failure(opened):
        travel.note_back(opened)
        hold_anchor(world, opened)
    return opened


def _floor_of(safe: Safe) -> int:
    return wiring.floor_of(safe.slot_copies())


def _floor_of_backup(path: Path) -> int:
    from app.crypto.backupfile import FRONT_LIMIT, read_front

    return wiring.floor_of([read_front(BackupFiles().front(path, FRONT_LIMIT)).slots.raw])


def salvage(
    world: World, folder: Path, passphrase: str, target: Path, say: Callable[[str], None]
) -> SalvageReport:
    """Save what can be read of a damaged profile into a new one in `target`, which opens in the same ways.

    The damaged profile isn't changed. The new one is a new incarnation: its streams begin a new epoch.
    """
    safe = ProfileFolder(folder, world.clock, world.ids)
    copies = safe.slot_copies()
    floor = wiring.floor_of(copies)
    safe.lock()
    home = ProfileFolder(target, world.clock, world.ids)
    try:
        found = keyslots.open_with_passphrase(copies, passphrase, floor_kib=floor, salvage=True)
        with found.key as key:
            slots = found.file if found.intact else keyslots.repair(found.file, key)
            home.prepare()
            home.lock()
            try:
                home.begin_making()
                report = salvaging.salvage(safe.store_path, key.raw, home.store_path, key.raw, say)
                home.write_slots(keyslots.to_bytes(slots))
                store = home.open_store(key.raw)
            except BaseException:
                home.abandon()
                raise
        try:
            _begin_as_salvaged(world, store, safe, home)
            home.made()
        finally:
            store.close()
            home.unlock()
    finally:
        safe.unlock()
    return report


def _begin_as_salvaged(world: World, store: SqlStore, damaged: ProfileFolder, home: ProfileFolder) -> None:
    """What the damaged store lost of withdrawals and erasures, its anchor still knows."""
    with store.read() as reading:
        kept_keys = reading.setting(KEYS_SETTING)
    keys = DeviceKeys.from_bytes(bytes.fromhex(kept_keys)) if kept_keys else None
    done = _arrive(store, [anchoring.read(damaged.anchor_path, keys)] if keys else [])
    said = {"op": world.clock.now().isoformat(), "gered": True, "nummer": 0, **done}
    with store.write() as uow:
        uow.put_setting(backups.RESTORED_SETTING, said)
        uow.commit()
    if keys:
        store.keep_anchor(home.anchor_path, keys)


def repair_slots(world: World, folder: Path, passphrase: str) -> None:
    """Make a damaged slot file whole again under the passphrase; ways in that can't be read any more are gone."""
    safe = ProfileFolder(folder, world.clock, world.ids)
    copies = safe.slot_copies()
    safe.lock()
    try:
        floor = wiring.floor_of(copies)
        found = keyslots.open_with_passphrase(copies, passphrase, floor_kib=floor, salvage=True)
        with found.key as key:
            if not safe.opens(key.raw):
                raise Fault(keyslots.SLEUTELBOS_VERANDERD)
            slots = found.file if found.intact else keyslots.repair(found.file, key)
            safe.write_slots(keyslots.to_bytes(slots))
    finally:
        safe.unlock()


def open_to_look(world: World, folder: Path, passphrase: str) -> OpenProfile:
    """Open a profile that may be damaged, to read only: nothing is written to it, not even a repair."""
    safe = ProfileFolder(folder, world.clock, world.ids)
    copies = safe.slot_copies()
    safe.lock()
    try:
        found = keyslots.open_with_passphrase(
            copies, passphrase, floor_kib=wiring.floor_of(copies), salvage=True
        )
        with found.key as key:
            store = safe.open_read_only(key.raw)
        try:
            with store.read() as reading:
                keys = DeviceKeys.from_bytes(bytes.fromhex(reading.setting(KEYS_SETTING)))
        except BaseException:
            store.close()
            raise
    except BaseException:
        safe.unlock()
        raise
    return OpenProfile(safe, store, keys)
