"""Travel mode: the passphrase opens nothing until the herstelblad, or the organisation, gives a new one.

What a person can't say, nobody can make them say. Older backups still open with the passphrase of their day: leave
those at home.
"""

from __future__ import annotations

from app.crypto import keyslots
from app.crypto.kdf import FLOOR_KIB
from app.crypto.keyslots import SlotType
from app.faults import Fault, FaultKind
from app.ports import Clock, Reading
from app.services import deposits
from app.services.vault import OpenProfile

TRAVEL_SETTING = "reisstand"

REISSTAND_ZONDER_UITWEG = FaultKind(
    "reisstand-zonder-uitweg",
    "Zonder herstelblad of sleutel van je organisatie kun je na de reis niet meer bij je dossiers.",
    "Maak eerst een herstelblad, of vraag je coördinator om de sleutel van de organisatie toe te voegen.",
)


def turn_on(opened: OpenProfile, passphrase: str, clock: Clock, *, floor_kib: int = FLOOR_KIB) -> None:
    """Take the passphrase away from both copies of the slots and from backups made from now on.

    The profile stays open until it is locked. The passphrase is asked: who finds the computer open can't do this.
    """
    found = keyslots.open_with_passphrase(opened.safe.slot_copies(), passphrase, floor_kib=floor_kib)
    with found.key as key:
        if not {SlotType.RECOVERY, SlotType.ESCROW} & set(found.file.types()):
            raise Fault(REISSTAND_ZONDER_UITWEG)
        slots = keyslots.remove_slot(found.file, key, SlotType.PASSPHRASE)
        # The store first: cut off in between, the passphrase still opens, and this can be done again.
        deposits.take_away_passphrase(opened.store)
        with opened.store.write() as uow:
            uow.put_setting(TRAVEL_SETTING, clock.now().isoformat())
            uow.commit()
        opened.safe.write_slots(keyslots.to_bytes(slots))


def note_back(opened: OpenProfile) -> None:
    """Note that a new passphrase ended travel mode."""
    with opened.store.write() as uow:
        if uow.setting(TRAVEL_SETTING):
            uow.put_setting(TRAVEL_SETTING, None)
            uow.commit()


def since(reading: Reading) -> str:
    """Return since when (ISO) the profile travels; `""` when it doesn't."""
    return str(reading.setting(TRAVEL_SETTING) or "")
