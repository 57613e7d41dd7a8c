"""Keys for later boxes: what a passphrase, herstelblad or organisation turns into, kept inside the encrypted store.

A backup has a key of its own and slots of its own, and is made when nobody types anything. So the derived key of each
way in is laid down, inside the store, when the secret is at hand; the secret itself never is.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace

from app.crypto import kdf, keyslots
from app.crypto.identity import PublicIdentity
from app.crypto.kdf import FLOOR_KIB, KdfParams
from app.crypto.recovery import RecoveryCode
from app.crypto.secret import StoreKey, wipe
from app.crypto.slotbox import Random, aad, passphrase_head, recovery_kek, seal_box
from app.crypto.slotfile import Slot, SlotFile, SlotType, assemble

_HEAD = 26
_SALT = 16
_KEK = 32


@dataclass(frozen=True, slots=True, repr=False)
class Deposit:
    """The ways into what will be locked. Empty bytes: no such way.

    `passphrase`: derivation and cost (26 bytes) and the derived key (32); `recovery`: salt (16) and key (32);
    `organisation`: its public identity.
    """

    passphrase: bytes = b""
    recovery: bytes = b""
    organisation: bytes = b""

    def __repr__(self) -> str:
        return "<Deposit verborgen>"

    @property
    def empty(self) -> bool:
        return not (self.passphrase or self.recovery or self.organisation)

    def with_passphrase(
        self, passphrase: str, params: KdfParams, *, floor_kib: int = FLOOR_KIB, random: Random = os.urandom
    ) -> Deposit:
        """Lay down a passphrase under a fresh salt; slow, and with the Faults of `kdf.derive`."""
        fresh = params.with_fresh_salt(random)
        derived = kdf.derive(passphrase, fresh, floor_kib=floor_kib)
        try:
            return replace(self, passphrase=passphrase_head(fresh) + bytes(derived))
        finally:
            wipe(derived)

    def without_passphrase(self) -> Deposit:
        """Travel mode: nothing that is made from now on opens with the passphrase."""
        return replace(self, passphrase=b"")

    def with_recovery(self, code: RecoveryCode, *, random: Random = os.urandom) -> Deposit:
        """Lay down the code of a herstelblad."""
        salt = random(_SALT)
        kek = recovery_kek(code, salt)
        try:
            return replace(self, recovery=salt + bytes(kek))
        finally:
            wipe(kek)

    def without_recovery(self) -> Deposit:
        """Nothing that is made from now on opens with a herstelblad."""
        return replace(self, recovery=b"")

    def with_organisation(self, organisation: PublicIdentity | None) -> Deposit:
        """Lay down the organisation's public key, or take it away."""
        return replace(self, organisation=organisation.to_bytes() if organisation else b"")

    def as_plain(self) -> dict[str, str]:
        """For inside the encrypted store only."""
        return {
            "wachtzin": self.passphrase.hex(),
            "herstelblad": self.recovery.hex(),
            "organisatie": self.organisation.hex(),
        }

    @classmethod
    def from_plain(cls, plain: object) -> Deposit:
        """Read what `as_plain` wrote; what isn't whole is left out."""
        values = plain if isinstance(plain, dict) else {}
        passphrase, recovery, organisation = (
            bytes.fromhex(str(values.get(name) or "")) for name in ("wachtzin", "herstelblad", "organisatie")
        )
        return cls(
            passphrase if len(passphrase) == _HEAD + _KEK else b"",
            recovery if len(recovery) == _SALT + _KEK else b"",
            organisation,
        )


def slots_for(
    deposit: Deposit, profile_id: str, key: StoreKey, *, epoch: int = 1, random: Random = os.urandom
) -> SlotFile:
    """A sleutelbos for a key, with a slot for each way that was laid down. ValueError when there is none."""
    if deposit.empty:
        raise ValueError("a sleutelbos without a way in opens for nobody")
    slots: list[Slot | None] = []
    if deposit.passphrase:
        head, kek = deposit.passphrase[:_HEAD], bytearray(deposit.passphrase[_HEAD:])
        bound_to = aad(profile_id, SlotType.PASSPHRASE, head)
        slots.append(Slot(SlotType.PASSPHRASE, head + seal_box(kek, key, bound_to, random)))
        wipe(kek)
    if deposit.recovery:
        salt, kek = deposit.recovery[:_SALT], bytearray(deposit.recovery[_SALT:])
        bound_to = aad(profile_id, SlotType.RECOVERY, salt)
        slots.append(Slot(SlotType.RECOVERY, salt + seal_box(kek, key, bound_to, random)))
        wipe(kek)
    file = assemble(profile_id, epoch, slots, key)
    if deposit.organisation:
        with_escrow = keyslots.add_escrow(file, key, PublicIdentity.from_bytes(deposit.organisation))
        file = assemble(profile_id, epoch, with_escrow.places, key)
    return file
