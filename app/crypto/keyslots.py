"""The ways into a store: passphrase, recovery card, organisation. All pure: storage reads and writes the copies."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.crypto import hybrid, kdf
from app.crypto.chain import subkey_into
from app.crypto.identity import DeviceKeys, PublicIdentity, seal_key_id
from app.crypto.kdf import FLOOR_KIB, KdfParams
from app.crypto.recovery import RecoveryCode
from app.crypto.secret import StoreKey, wipe
from app.crypto.slotbox import (
    Random,
    aad,
    open_box,
    passphrase_slot,
    read_params,
    recovery_kek,
    seal_box,
)
from app.crypto.slotfile import (
    MAX_EPOCH,
    Slot,
    SlotFile,
    SlotType,
    assemble,
    by_preference,
    from_bytes,
    mac_holds,
    newest_valid,
    to_bytes,
)
from app.faults import Fault, FaultKind

__all__ = [
    "SlotFile",
    "SlotType",
    "Unlocked",
    "add_escrow",
    "add_recovery",
    "change_passphrase",
    "create",
    "forget_previous",
    "from_bytes",
    "newest_valid",
    "open_with_escrow",
    "open_with_passphrase",
    "open_with_recovery",
    "previous_key",
    "rekey",
    "remove_slot",
    "repair",
    "to_bytes",
    "unlock_with_escrow",
    "unlock_with_passphrase",
    "unlock_with_recovery",
]

WACHTZIN_ONJUIST = FaultKind(
    "wachtzin-onjuist",
    "Deze wachtzin past niet op dit profiel.",
    "Probeer het opnieuw. Let op Caps Lock en op de spaties. Vergeten? Gebruik je herstelblad.",
)
HERSTELCODE_ONJUIST = FaultKind(
    "herstelcode-onjuist",
    "Deze herstelcode past niet op dit profiel.",
    "Kijk of je het herstelblad van dit profiel hebt, en of er een nieuwer blad is.",
)
ORGANISATIESLEUTEL_ONJUIST = FaultKind(
    "organisatiesleutel-onjuist",
    "De sleutel van de organisatie past niet op dit profiel.",
    "Kijk of de delen van de sleutel bij deze organisatie horen.",
)
SLOT_ONTBREEKT = FaultKind(
    "slot-ontbreekt",
    "Dit profiel kan niet op deze manier geopend worden.",
    "Gebruik een andere manier: je wachtzin, je herstelblad of de sleutel van je organisatie.",
)
SLEUTELBOS_VERANDERD = FaultKind(
    "sleutelbos-veranderd",
    "Het sleutelbestand van dit profiel is beschadigd of door iets anders veranderd.",
    "Je gegevens zijn er nog. Kies hulp bij openen, en dan “Sleutelbestand herstellen”.",
)
LAATSTE_SLOT = FaultKind(
    "laatste-slot",
    "Dit is de laatste manier om het profiel te openen.",
    "Maak eerst een herstelblad, of voeg de sleutel van je organisatie toe.",
)
SLEUTELBOS_VOL = FaultKind(
    "sleutelbos-vol",
    "Er kunnen niet meer sleutels bij dit profiel.",
    "Verwijder eerst een sleutel die je niet meer gebruikt.",
)


@dataclass(frozen=True, slots=True)
class Unlocked:
    """A store key and the file it came from.

    `index` is the copy that was used; `rewrite` lists the copies that differ from it and should be written
    again. `intact` is False only after salvage: then write `repair(file, key)` to both copies.
    """

    key: StoreKey
    file: SlotFile
    index: int
    rewrite: tuple[int, ...]
    intact: bool


def create(
    passphrase: str,
    params: KdfParams,
    profile_id: str,
    *,
    floor_kib: int = FLOOR_KIB,
    random: Random = os.urandom,
) -> tuple[SlotFile, StoreKey]:
    """A new store key from `random`, never from a passphrase, with one passphrase slot; epoch 1."""
    key = StoreKey(random(StoreKey.SIZE))
    slot = passphrase_slot(key, passphrase, params, profile_id, floor_kib, random)
    return assemble(profile_id, 1, [slot], key), key


# Opening


def unlock_with_passphrase(
    data: bytes | SlotFile, passphrase: str, *, floor_kib: int = FLOOR_KIB, salvage: bool = False
) -> StoreKey:
    """The store key from one copy. Faults: `WACHTZIN_ONJUIST`, `SLOT_ONTBREEKT`, `SLEUTELBOS_VERANDERD`."""
    return open_with_passphrase([_raw(data)], passphrase, floor_kib=floor_kib, salvage=salvage).key


def unlock_with_recovery(data: bytes | SlotFile, code: RecoveryCode, *, salvage: bool = False) -> StoreKey:
    """The store key from one copy. Faults: `HERSTELCODE_ONJUIST`, `SLOT_ONTBREEKT`, `SLEUTELBOS_VERANDERD`."""
    return open_with_recovery([_raw(data)], code, salvage=salvage).key


def unlock_with_escrow(
    data: bytes | SlotFile, organisation: DeviceKeys, *, salvage: bool = False
) -> StoreKey:
    """The store key from one copy. Faults: `ORGANISATIESLEUTEL_ONJUIST`, `SLOT_ONTBREEKT`, `SLEUTELBOS_VERANDERD`."""
    return open_with_escrow([_raw(data)], organisation, salvage=salvage).key


def open_with_passphrase(
    copies: Sequence[bytes | None], passphrase: str, *, floor_kib: int = FLOOR_KIB, salvage: bool = False
) -> Unlocked:
    """Try the copies from best to worst; the first whose slot opens and whose MAC holds wins."""
    known: dict[bytes, bytearray] = {}

    def opener(file: SlotFile, slot: Slot) -> StoreKey | None:
        params = read_params(slot.payload)
        try:
            params.check(floor_kib)
        except Fault:
            return None
        cost = slot.payload[:26]
        if cost not in known:
            known[cost] = kdf.derive(passphrase, params, floor_kib=floor_kib)
        return open_box(known[cost], slot.payload[26:], aad(file.profile_id, SlotType.PASSPHRASE, cost))

    if not kdf.usable(passphrase):
        raise Fault(WACHTZIN_ONJUIST)
    try:
        return _open(copies, SlotType.PASSPHRASE, opener, WACHTZIN_ONJUIST, salvage)
    finally:
        for derived in known.values():
            wipe(derived)


def open_with_recovery(
    copies: Sequence[bytes | None], code: RecoveryCode, *, salvage: bool = False
) -> Unlocked:
    """As `open_with_passphrase`, with the code on the herstelblad."""

    def opener(file: SlotFile, slot: Slot) -> StoreKey | None:
        salt = slot.payload[:16]
        kek = recovery_kek(code, salt)
        try:
            return open_box(kek, slot.payload[16:], aad(file.profile_id, SlotType.RECOVERY, salt))
        finally:
            wipe(kek)

    return _open(copies, SlotType.RECOVERY, opener, HERSTELCODE_ONJUIST, salvage)


def open_with_escrow(
    copies: Sequence[bytes | None], organisation: DeviceKeys, *, salvage: bool = False
) -> Unlocked:
    """As `open_with_passphrase`, with the organisation's key put together from its parts."""

    def opener(file: SlotFile, slot: Slot) -> StoreKey | None:
        key_id = slot.payload[:16]
        for private in organisation.seal_privates:
            if seal_key_id(private.public_bytes()) == key_id:
                info = aad(file.profile_id, SlotType.ESCROW, key_id)
                opened = hybrid.unwrap(private, slot.payload[16:], info)
                return None if opened is None else StoreKey(opened)
        return None

    return _open(copies, SlotType.ESCROW, opener, ORGANISATIESLEUTEL_ONJUIST, salvage)


def _open(
    copies: Sequence[bytes | None],
    kind: SlotType,
    opener: Callable[[SlotFile, Slot], StoreKey | None],
    refused: FaultKind,
    salvage: bool,
) -> Unlocked:
    present = False
    doubtful: Unlocked | None = None
    for copy in by_preference(copies):
        for slot in copy.file.of_type(kind):
            present = True
            key = opener(copy.file, slot)
            if key is None:
                continue
            rewrite = tuple(i for i, data in enumerate(copies) if data != copy.file.raw)
            if mac_holds(copy.file, key):
                if doubtful is not None:
                    doubtful.key.wipe()
                return Unlocked(key, copy.file, copy.index, rewrite, True)
            if doubtful is None:
                doubtful = Unlocked(key, copy.file, copy.index, rewrite, False)
            else:
                key.wipe()
    if doubtful is not None:
        if salvage:
            return doubtful
        doubtful.key.wipe()
        raise Fault(SLEUTELBOS_VERANDERD)
    raise Fault(refused if present else SLOT_ONTBREEKT)


# Changing: each gives a new file with the next epoch, for storage to write to both copies


def change_passphrase(
    file: SlotFile,
    key: StoreKey,
    passphrase: str,
    params: KdfParams,
    *,
    floor_kib: int = FLOOR_KIB,
    random: Random = os.urandom,
) -> SlotFile:
    """Wrap the same store key under a new passphrase and a fresh salt; the old passphrase slot goes."""
    slot = passphrase_slot(key, passphrase, params, file.profile_id, floor_kib, random)
    return _replace(file, key, SlotType.PASSPHRASE, slot)


def add_recovery(
    file: SlotFile, key: StoreKey, *, code: RecoveryCode | None = None, random: Random = os.urandom
) -> tuple[SlotFile, RecoveryCode]:
    """A new recovery code, or one that was printed already; a code from before stops working."""
    code = code or RecoveryCode(random(RecoveryCode.SIZE))
    salt = random(16)
    kek = recovery_kek(code, salt)
    try:
        box = seal_box(kek, key, aad(file.profile_id, SlotType.RECOVERY, salt), random)
    finally:
        wipe(kek)
    return _replace(file, key, SlotType.RECOVERY, Slot(SlotType.RECOVERY, salt + box)), code


def add_escrow(file: SlotFile, key: StoreKey, organisation: PublicIdentity) -> SlotFile:
    """A slot that only the organisation's key opens; an escrow slot from before goes."""
    key_id = seal_key_id(organisation.seal_key)
    wrapped = hybrid.wrap(organisation.seal_key, key.raw, aad(file.profile_id, SlotType.ESCROW, key_id))
    return _replace(file, key, SlotType.ESCROW, Slot(SlotType.ESCROW, key_id + wrapped))


def remove_slot(file: SlotFile, key: StoreKey, kind: SlotType) -> SlotFile:
    """Take a way in away (travel mode: the passphrase). Never the last one: `LAATSTE_SLOT`."""
    if not file.of_type(kind):
        raise Fault(SLOT_ONTBREEKT)
    if not [other for other in file.types() if other != kind]:
        raise Fault(LAATSTE_SLOT)
    return _replace(file, key, kind, None)


def repair(file: SlotFile, key: StoreKey) -> SlotFile:
    """The readable slots under a new MAC and epoch, after a salvage. Damaged places become empty."""
    return assemble(file.profile_id, _next_epoch(file), file.places, key)


def rekey(
    file: SlotFile,
    key: StoreKey,
    passphrase: str,
    params: KdfParams,
    *,
    organisation: PublicIdentity | None = None,
    floor_kib: int = FLOOR_KIB,
    random: Random = os.urandom,
) -> tuple[SlotFile, StoreKey]:
    """A new random store key with a passphrase slot (and escrow, if given), because somebody knew the old way in.

    The old store key stays inside, under the new one, until `forget_previous`: a rekey that was cut off can be
    finished or undone. The recovery card must be made anew.
    """
    fresh = StoreKey(random(StoreKey.SIZE))
    slots: list[Slot | None] = [
        passphrase_slot(fresh, passphrase, params, file.profile_id, floor_kib, random)
    ]
    kek = subkey_into(fresh, "slotfile-previous")
    try:
        box = seal_box(kek, key, aad(file.profile_id, SlotType.PREVIOUS, b""), random)
    finally:
        wipe(kek)
    slots.append(Slot(SlotType.PREVIOUS, box))
    renewed = assemble(file.profile_id, _next_epoch(file), slots, fresh)
    if organisation is not None:
        # Same epoch: this is one change to whoever reads it.
        with_escrow = add_escrow(renewed, fresh, organisation)
        renewed = assemble(file.profile_id, renewed.epoch, with_escrow.places, fresh)
    return renewed, fresh


def previous_key(file: SlotFile, key: StoreKey) -> StoreKey | None:
    """The store key from before a rekey that wasn't finished, or None."""
    for slot in file.of_type(SlotType.PREVIOUS):
        kek = subkey_into(key, "slotfile-previous")
        try:
            return open_box(kek, slot.payload, aad(file.profile_id, SlotType.PREVIOUS, b""))
        finally:
            wipe(kek)
    return None


def forget_previous(file: SlotFile, key: StoreKey) -> SlotFile:
    """Drop the old store key once the rekeyed store has been verified."""
    return _replace(file, key, SlotType.PREVIOUS, None)


def _replace(file: SlotFile, key: StoreKey, kind: SlotType, slot: Slot | None) -> SlotFile:
    places = [None if old is not None and old.type == kind else old for old in file.places]
    if slot is not None:
        free = [number for number, old in enumerate(places) if old is None]
        if not free:
            raise Fault(SLEUTELBOS_VOL)
        places[free[0]] = slot
    return assemble(file.profile_id, _next_epoch(file), places, key)


def _next_epoch(file: SlotFile) -> int:
    return min(file.epoch + 1, MAX_EPOCH)


def _raw(data: bytes | SlotFile) -> bytes:
    return data.raw if isinstance(data, SlotFile) else data
