"""The vault: making a profile, the ways into it, and changing them. Slow by design; call it off the GUI thread.

The passphrase and the recovery code can't be wiped (`str`): whoever asks for them lets them go at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from app.crypto import keyslots
from app.crypto.identity import DeviceKeys
from app.crypto.kdf import FLOOR_KIB, KdfParams
from app.crypto.recovery import RecoveryCode
from app.crypto.secret import StoreKey
from app.faults import Fault, FaultKind
from app.ports import Profile, Rol, Store

KEYS_SETTING = "apparaatsleutels"

WAYS = {
    keyslots.SlotType.PASSPHRASE: "wachtzin",
    keyslots.SlotType.RECOVERY: "herstelblad",
    keyslots.SlotType.ESCROW: "organisatie",
}

NAAM_LEEG = FaultKind("profielnaam-leeg", "Je naam is nog leeg.", "Vul de naam in die je collega's zien.")


class Safe(Protocol):
    """Where a profile's files are (storage.profile_folder)."""

    def prepare(self) -> None: ...
    def lock(self) -> None: ...
    def unlock(self) -> None: ...
    def begin_making(self) -> None: ...
    def made(self) -> None: ...
    def abandon(self) -> None: ...
    def slot_copies(self) -> Sequence[bytes | None]: ...
    def write_slots(self, data: bytes) -> None: ...
    def create_store(self, key: bytes | bytearray, profile: Profile) -> Store: ...
    def open_store(self, key: bytes | bytearray) -> Store: ...


@dataclass(slots=True)
class OpenProfile:
    """An opened profile: its store, and the device's own keys. `close` gives everything free."""

    safe: Safe
    store: Store
    keys: DeviceKeys

    def close(self) -> None:
        self.store.close()
        self.safe.unlock()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProfile:
    """What a new profile is made of."""

    naam: str
    rol: Rol
    practice: bool = False
    organisatie: str = ""


def create_profile(
    safe: Safe,
    wanted: NewProfile,
    passphrase: str,
    params: KdfParams,
    *,
    recovery: Sequence[str] = (),
    floor_kib: int = FLOOR_KIB,
) -> OpenProfile:
    """Make a profile: device keys, a random store key in a passphrase slot, and an empty store.

    `recovery` are the groups of a herstelblad that was printed already (`propose_recovery`).

    The slots are written before the store, so a profile that exists can always be opened. What fails or is cut off
    leaves no profile: the folder can be used again.
    """
    if not wanted.naam.strip():
        raise Fault(NAAM_LEEG)
    safe.prepare()
    safe.lock()
    store: Store | None = None
    try:
        safe.begin_making()
        keys = DeviceKeys.generate(wanted.practice)
        slots, key = keyslots.create(passphrase, params, keys.device_id, floor_kib=floor_kib)
        profile = Profile(
            device_id=keys.device_id,
            naam=wanted.naam.strip(),
            rol=wanted.rol,
            practice=wanted.practice,
            organisatie=wanted.organisatie.strip(),
        )
        with _Wiped(key) as raw:
            slots = with_recovery(slots, key, recovery)
            safe.write_slots(keyslots.to_bytes(slots))
            store = safe.create_store(raw, profile)
        with store.write() as uow:
            uow.put_setting(KEYS_SETTING, keys.to_bytes().hex())
            uow.commit()
        safe.made()
    except BaseException:
        if store is not None:
            store.close()
        safe.abandon()
        raise
    return OpenProfile(safe, store, keys)


def unlock(safe: Safe, passphrase: str, *, floor_kib: int = FLOOR_KIB) -> OpenProfile:
    """Open a profile with its passphrase. Raises a Fault per way it can fail; nothing is changed then."""
    copies = safe.slot_copies()
    safe.lock()
    try:
        opened = keyslots.open_with_passphrase(copies, passphrase, floor_kib=floor_kib)
        if opened.rewrite:
            safe.write_slots(keyslots.to_bytes(opened.file))
        with _Wiped(opened.key) as raw:
            store = safe.open_store(raw)
    except BaseException:
        safe.unlock()
        raise
    return OpenProfile(safe, store, _device_keys(store))


def propose_recovery() -> tuple[str, ...]:
    """Return the groups of a new recovery code. It opens nothing until it is given to one of the functions here."""
    with RecoveryCode.generate() as code:
        return code.groups()


def check_recovery(safe: Safe, typed: str) -> None:
    """Return when the typed recovery code opens the profile. A Fault names the group with a typing error."""
    with RecoveryCode.parse(typed) as code:
        keyslots.open_with_recovery(safe.slot_copies(), code).key.wipe()


def unlock_with_recovery(
    safe: Safe,
    typed: str,
    passphrase: str,
    params: KdfParams,
    *,
    recovery: Sequence[str] = (),
    floor_kib: int = FLOOR_KIB,
) -> OpenProfile:
    """Open a profile with the code of its herstelblad and give it a new passphrase.

    `recovery` are the groups of the herstelblad that replaces the old one; without them the old one stays good.
    The new slots are written only after the store has opened: what fails, changes nothing.
    """
    copies = safe.slot_copies()
    safe.lock()
    try:
        with RecoveryCode.parse(typed) as code:
            found = keyslots.open_with_recovery(copies, code)
        with _Wiped(found.key) as raw:
            slots = keyslots.change_passphrase(found.file, found.key, passphrase, params, floor_kib=floor_kib)
            slots = with_recovery(slots, found.key, recovery)
            store = safe.open_store(raw)
        try:
            safe.write_slots(keyslots.to_bytes(slots))
            keys = _device_keys(store)
        except BaseException:
            store.close()
            raise
    except BaseException:
        safe.unlock()
        raise
    return OpenProfile(safe, store, keys)


def change_passphrase(
    safe: Safe, old: str, new: str, params: KdfParams, *, floor_kib: int = FLOOR_KIB
) -> None:
    """Give an opened profile another passphrase. The old one is asked: who finds the computer open can't change it."""
    found = keyslots.open_with_passphrase(safe.slot_copies(), old, floor_kib=floor_kib)
    with _Wiped(found.key):
        slots = keyslots.change_passphrase(found.file, found.key, new, params, floor_kib=floor_kib)
        safe.write_slots(keyslots.to_bytes(slots))


def add_recovery(safe: Safe, passphrase: str, groups: Sequence[str], *, floor_kib: int = FLOOR_KIB) -> None:
    """Let a newly printed herstelblad open the profile; the one from before no longer does."""
    found = keyslots.open_with_passphrase(safe.slot_copies(), passphrase, floor_kib=floor_kib)
    with _Wiped(found.key):
        safe.write_slots(keyslots.to_bytes(with_recovery(found.file, found.key, groups)))


def remove_recovery(safe: Safe, passphrase: str, *, floor_kib: int = FLOOR_KIB) -> None:
    """Let the herstelblad no longer open the profile; Fault when there is none, or when it is the last way in."""
    found = keyslots.open_with_passphrase(safe.slot_copies(), passphrase, floor_kib=floor_kib)
    with _Wiped(found.key):
        slots = keyslots.remove_slot(found.file, found.key, keyslots.SlotType.RECOVERY)
        safe.write_slots(keyslots.to_bytes(slots))


def check_passphrase(safe: Safe, passphrase: str, *, floor_kib: int = FLOOR_KIB) -> None:
    """Return when the passphrase opens the profile; nothing is changed."""
    keyslots.open_with_passphrase(safe.slot_copies(), passphrase, floor_kib=floor_kib).key.wipe()


def ways_in(safe: Safe) -> frozenset[str]:
    """Return which ways in there are, by the names of `WAYS`; read from the slots alone, so nothing secret is asked."""
    for copy in safe.slot_copies():
        try:
            kinds = keyslots.from_bytes(copy or b"").types()
        except Fault:
            continue
        return frozenset(WAYS[kind] for kind in kinds if kind in WAYS)
    return frozenset()


def with_recovery(slots: keyslots.SlotFile, key: StoreKey, groups: Sequence[str]) -> keyslots.SlotFile:
    """Return the slots with the herstelblad of these groups as a way in; without groups as they were."""
    if not groups:
        return slots
    with RecoveryCode.parse("-".join(groups)) as code:
        return keyslots.add_recovery(slots, key, code=code)[0]


def _device_keys(store: Store) -> DeviceKeys:
    with store.read() as reading:
        return DeviceKeys.from_bytes(bytes.fromhex(reading.setting(KEYS_SETTING)))


class _Wiped:
    """Lend the raw bytes of a store key and wipe them afterwards: SQLCipher keeps its own copy while open."""

    def __init__(self, key: StoreKey) -> None:
        self._key = key

    def __enter__(self) -> bytearray:
        return self._key.raw

    def __exit__(self, *_: object) -> None:
        self._key.wipe()
