"""Rekey: another store key, because somebody knows a way in. Both keys are held until the new store is verified.

In this order: the store is copied under the new key and the copy proven; both slot files are written, with the old
key inside; the copy takes the store's place in one step; it is verified; the old key is forgotten. Wherever it is cut
off, the old or the new passphrase opens everything, and `mend` finishes or undoes it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Protocol

from app.crypto import keyslots, slotfile
from app.crypto.deposit import Deposit
from app.crypto.identity import PublicIdentity
from app.crypto.kdf import FLOOR_KIB, KdfParams
from app.crypto.keyslots import SlotFile, SlotType, Unlocked
from app.crypto.recovery import RecoveryCode
from app.crypto.secret import StoreKey
from app.faults import Fault, FaultKind
from app.services import deposits
from app.services.vault import Safe, with_recovery

SLEUTELWISSEL_NIET_AF = FaultKind(
    "sleutelwissel-niet-af",
    "Het vervangen van de sleutel is onderbroken en kan niet worden afgemaakt.",
    "Zet een reservekopie terug, of vraag hulp. Gooi niets weg.",
)

Open = Callable[[Sequence[bytes | None]], Unlocked]
Step = Callable[[str], None]


class RekeySafe(Safe, Protocol):
    """A profile's folder that can take another key (storage.profile_folder)."""

    def opens(self, key: bytes | bytearray) -> bool: ...
    def copy_under(self, key: bytes | bytearray, new_key: bytes | bytearray) -> None: ...
    def swap(self) -> None: ...
    def drop_copy(self) -> None: ...


def rekey(
    safe: RekeySafe,
    old: str,
    new: str,
    params: KdfParams,
    *,
    recovery: Sequence[str] = (),
    floor_kib: int = FLOOR_KIB,
    step: Step = lambda _: None,
) -> None:
    """Give a closed profile another store key, passphrase and (when given) herstelblad.

    The old herstelblad stops working in any case. An organisation's way in stays. `step` hears each step that is done.
    """
    mend(safe, lambda copies: keyslots.open_with_passphrase(copies, old, floor_kib=floor_kib))
    safe.lock()
    try:
        found = keyslots.open_with_passphrase(safe.slot_copies(), old, floor_kib=floor_kib)
        with found.key as key:
            organisation = _organisation(safe, found.file, key)
            slots, fresh = keyslots.rekey(
                found.file, key, new, params, organisation=organisation, floor_kib=floor_kib
            )
            with fresh:
                slots = with_recovery(slots, fresh, recovery)
                safe.copy_under(key.raw, fresh.raw)
                step("copied")
                safe.write_slots(keyslots.to_bytes(slots))
                step("slots written")
                safe.swap()
                step("swapped")
                _lay_down(safe, fresh, new, params, recovery, organisation, floor_kib)
                step("verified")
                safe.write_slots(keyslots.to_bytes(keyslots.forget_previous(slots, fresh)))
    finally:
        safe.unlock()


def unfinished(copies: Sequence[bytes | None]) -> bool:
    """True when a slot file still holds the key from before a rekey. Needs no secret."""
    for copy in copies:
        with suppress(Fault):
            if slotfile.from_bytes(copy or b"").of_type(SlotType.PREVIOUS):
                return True
    return False


def mend(safe: RekeySafe, opening: Open) -> None:
    """Finish, or undo, a rekey that was cut off; nothing happens when there was none. For a closed profile."""
    copies = safe.slot_copies()
    safe.lock()
    try:
        if not unfinished(copies):
            safe.drop_copy()
            return
        found = opening(copies)
        with found.key as key:
            previous = keyslots.previous_key(found.file, key)
            if previous is None:
                # The old passphrase opened the copy from before: nothing was swapped yet.
                if not safe.opens(key.raw):
                    raise Fault(SLEUTELWISSEL_NIET_AF)
                safe.write_slots(keyslots.to_bytes(found.file))
                safe.drop_copy()
                return
            with previous:
                _finish(safe, key, previous)
            if not safe.opens(key.raw):
                raise Fault(SLEUTELWISSEL_NIET_AF)
            safe.write_slots(keyslots.to_bytes(keyslots.forget_previous(found.file, key)))
    finally:
        safe.unlock()


def _finish(safe: RekeySafe, key: StoreKey, previous: StoreKey) -> None:
    if safe.opens(key.raw):
        safe.drop_copy()
        return
    if not safe.opens(previous.raw):
        raise Fault(SLEUTELWISSEL_NIET_AF)
    safe.copy_under(previous.raw, key.raw)
    safe.swap()


def _organisation(safe: RekeySafe, file: SlotFile, key: StoreKey) -> PublicIdentity | None:
    """Return whose way in has to stay: the slot names a key only, the store has it whole."""
    store = safe.open_store(key.raw)
    try:
        with store.read() as reading:
            laid_down = deposits.of(reading).organisation
    finally:
        store.close()
    return PublicIdentity.from_bytes(laid_down) if laid_down and file.of_type(SlotType.ESCROW) else None


def _lay_down(
    safe: RekeySafe,
    key: StoreKey,
    passphrase: str,
    params: KdfParams,
    recovery: Sequence[str],
    organisation: PublicIdentity | None,
    floor_kib: int,
) -> None:
    """Prove the store under its new key, and let backups from now on open with the new ways only."""
    store = safe.open_store(key.raw)
    try:
        if not store.verify().ok:
            raise Fault(SLEUTELWISSEL_NIET_AF)
        deposit = Deposit().with_passphrase(passphrase, params, floor_kib=floor_kib)
        if recovery:
            with RecoveryCode.parse("-".join(recovery)) as code:
                deposit = deposit.with_recovery(code)
        deposits.replace(store, deposit.with_organisation(organisation))
    finally:
        store.close()
