"""Handing dossiers over between two devices, as both faces see it."""

from __future__ import annotations

from collections.abc import Collection

from app.changes import Changes, Touched
from app.crypto.identity import DeviceKeys, PublicIdentity
from app.faults import Fault
from app.ports import Clock, Ids, MovingView, Store
from app.services import catalogue
from sync import moving, pairing
from sync.party import Party


class MovesDossiers:
    """The part of a transport that needs no mailbox: files on a stick, between two devices of one gemeente."""

    __slots__ = ()

    store: Store
    keys: DeviceKeys
    clock: Clock
    ids: Ids

    @property
    def _party(self) -> Party:
        return Party(self.store, self.keys, self.clock, self.ids, catalogue.doelen())

    def own_card(self) -> bytes:
        """Return the card by which a colleague can hand dossiers over to this device."""
        return moving.card(self._device())

    def read_card(self, data: bytes) -> MovingView:
        """Read a colleague's card; compare its fingerprint aloud before handing anything over."""
        found = moving.read_card(self._device(), data)
        return MovingView(naam=found.naam, fingerprint=self._together(found.identity))

    def hand_over(self, card: bytes, dossier_ids: Collection[str]) -> MovingView:
        """Seal dossiers to a colleague's device; they stay here until its receipt. `data` is the file."""
        party = self._device()
        to = moving.read_card(party, card)
        done = moving.hand_over(party, to, dossier_ids)
        return MovingView(
            naam=to.naam,
            fingerprint=self._together(to.identity),
            dossiers=len(done.dossiers),
            records=done.records,
            stays=done.stays,
            data=done.data,
            changes=_all_of(done.dossiers),
        )

    def look_at_dossiers(self, data: bytes) -> MovingView:
        """Read a file with dossiers; nothing is written."""
        found = moving.look(self._device(), data)
        return MovingView(
            fingerprint=self._together(found.sender), dossiers=len(found.dossiers), records=found.records
        )

    def take_dossiers(self, data: bytes) -> MovingView:
        """Take dossiers over; `data` is the receipt for the colleague."""
        found, receipt = moving.take_over(self._device(), data)
        return MovingView(
            fingerprint=self._together(found.sender),
            dossiers=len(found.dossiers),
            records=found.records,
            data=receipt,
            changes=_all_of(found.dossiers),
        )

    def finish_hand_over(self, data: bytes) -> MovingView:
        """Erase what was handed over, by its receipt; `stays` counts what had to stay."""
        party = self._device()
        with self.store.read() as reading:
            held = {one for known in moving.given(reading).values() for one in known["dossiers"]}
        return MovingView(stays=moving.finish(party, data), changes=_all_of(held))

    def _device(self) -> Party:
        if self.store.profile.is_register:
            raise Fault(pairing.VERKEERDE_KANT)
        return self._party

    def _together(self, other: PublicIdentity) -> str:
        return pairing.fingerprints(self.keys, other).samen


def _all_of(dossier_ids: Collection[str]) -> Changes:
    return Changes(frozenset(Touched("inburgeraar", one, one) for one in dossier_ids))
