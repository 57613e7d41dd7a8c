"""The vault: making a profile, and opening it with a passphrase. Slow by design; call it off the GUI thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from app.crypto import keyslots
from app.crypto.identity import DeviceKeys
from app.crypto.kdf import FLOOR_KIB, KdfParams
from app.crypto.secret import StoreKey
from app.faults import Fault, FaultKind
from app.ports import Profile, Rol, Store

KEYS_SETTING = "apparaatsleutels"

NAAM_LEEG = FaultKind("profielnaam-leeg", "Je naam is nog leeg.", "Vul de naam in die je collega's zien.")


class Safe(Protocol):
    """Where a profile's files are (storage.profile_folder)."""

    def prepare(self) -> None: ...
    def lock(self) -> None: ...
    def unlock(self) -> None: ...
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
    safe: Safe, wanted: NewProfile, passphrase: str, params: KdfParams, *, floor_kib: int = FLOOR_KIB
) -> OpenProfile:
    """Make a profile: device keys, a random store key in a passphrase slot, and an empty store.

    The slots are written before the store, so a profile that exists can always be opened.
    """
    if not wanted.naam.strip():
        raise Fault(NAAM_LEEG)
    safe.prepare()
    safe.lock()
    try:
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
            safe.write_slots(keyslots.to_bytes(slots))
            store = safe.create_store(raw, profile)
        with store.write() as uow:
            uow.put_setting(KEYS_SETTING, keys.to_bytes().hex())
            uow.commit()
    except BaseException:
        safe.unlock()
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
