"""The register's key ring, as both faces see it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.crypto.escrow import OrganisationSeed, Share, combine_shares
from app.crypto.identity import DeviceKeys, fingerprint
from app.faults import Fault
from app.ports import Clock, Ids, KeyView, Store, UnitOfWork
from app.services import catalogue
from sync import pairing, ring
from sync.party import Party


class KeepsKeyring:
    """The part of a transport that looks after the keys of a register."""

    __slots__ = ()

    store: Store
    keys: DeviceKeys
    clock: Clock
    ids: Ids

    @property
    def _register(self) -> Party:
        if not self.store.profile.is_register:
            raise Fault(pairing.VERKEERDE_KANT)
        return Party(self.store, self.keys, self.clock, self.ids, catalogue.doelen())

    def keyring(self) -> tuple[KeyView, ...]:
        """Return the keys that may read what devices send to this register."""
        party = self._register
        with self.store.read() as reading:
            found = ring.own(party, reading)
        return tuple(
            KeyView(
                device_id=one.identity.device_id,
                naam=one.naam,
                fingerprint=fingerprint(one.identity),
                generation=one.identity.generation,
                version=found.version,
                guarded=found.root is not None,
            )
            for one in found.members
        )

    def renew_key(self) -> None:
        """Give this register a new sealing key; devices learn of it at their next round."""
        party = self._register
        with self.store.write() as uow:
            fresh = ring.renew(party, uow)
            uow.commit()
        # Frozen for everybody else: the same installation, with one key more.
        object.__setattr__(self, "keys", fresh)

    def reader_card(self) -> bytes:
        """Return the card by which another register may let this coordinator read."""
        return ring.card(self._register)

    def read_reader_card(self, data: bytes) -> KeyView:
        """Read a coordinator's card; compare its fingerprint aloud before letting it read."""
        found = ring.read_card(self._register, data)
        identity = found.identity
        return KeyView(
            device_id=identity.device_id,
            naam=found.naam,
            fingerprint=pairing.fingerprints(self.keys, identity).samen,
            generation=identity.generation,
        )

    def admit_reader(self, card: bytes, shares: Sequence[str] = ()) -> None:
        """Let a coordinator's key read; with `shares`, two papers of the organisation's key."""
        party = self._register
        found = ring.read_card(party, card)
        self._change(
            lambda uow, seed: ring.admit_reader(party, uow, found.identity, found.naam, seed), shares
        )

    def drop_reader(self, device_id: str, shares: Sequence[str] = ()) -> None:
        """Take a coordinator's key out of the ring."""
        party = self._register
        self._change(lambda uow, seed: ring.drop_reader(party, uow, device_id, seed), shares)

    def guard_keyring(self, shares: Sequence[str]) -> None:
        """Let the organisation's key on paper guard who comes into the ring and who goes."""
        party = self._register

        def guard(uow: UnitOfWork, seed: OrganisationSeed | None) -> object:
            if seed is None:
                raise Fault(ring.HOOFDSLEUTEL_NODIG)
            return ring.set_root(party, uow, seed)

        self._change(guard, shares)

    def _change(
        self, how: Callable[[UnitOfWork, OrganisationSeed | None], object], shares: Sequence[str]
    ) -> None:
        seed = combine_shares([Share.parse(text) for text in shares]) if shares else None
        try:
            with self.store.write() as uow:
                how(uow, seed)
                uow.commit()
        finally:
            if seed is not None:
                seed.wipe()
