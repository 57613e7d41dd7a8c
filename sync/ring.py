"""The register's key ring: which keys may read what is sent to it and sign what comes from it, by version.

A device believes a newer ring when a key of the ring that it knows signed it. Once the ring names the organisation's
root key, which lies on paper in three parts, other keys come and go only with the root's signature too; renewing a
sealing key under the same signing key needs none. Formats: docs/format/sync.md, "Key ring".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any

import msgspec

from app.crypto import canonical
from app.crypto.escrow import OrganisationSeed
from app.crypto.identity import DeviceKeys, PublicIdentity, require_same_world, sign, signature_holds
from app.faults import Fault, FaultKind
from app.ports import REGISTER, DeviceStatus, Reading, UnitOfWork
from sync import notices, signedfiles
from sync.batches import Notice
from sync.party import RING_SETTING, Party, Peer

SLEUTELRING_ONGELDIG = FaultKind(
    "sleutelring-ongeldig",
    "De sleutelring van de gemeente klopt niet ({wat}).",
    "Er is niets veranderd. Vraag de coördinator om hulp.",
)
HOOFDSLEUTEL_NODIG = FaultKind(
    "hoofdsleutel-nodig",
    "Voor deze verandering zijn twee delen van de sleutel van de organisatie nodig.",
    "Haal twee van de drie papieren erbij.",
)
LAATSTE_LEZER = FaultKind(
    "laatste-lezer",
    "De sleutel van dit register zelf kan er niet uit.",
    "Kies een andere sleutel.",
)

RING = "ring"
KEYS_SETTING = "apparaatsleutels"
"""Where this installation keeps its own keys (app.services.vault)."""
LABEL = "ring"
MAX_MEMBERS = 8
MAX_SIGNATURES = 4
MAX_RING = 32 * 1024

_Id = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\Z")]


class _WireMember(msgspec.Struct):
    identity: Annotated[str, msgspec.Meta(max_length=4_000)]
    naam: Annotated[str, msgspec.Meta(max_length=200)]


class _WireRing(msgspec.Struct):
    version: Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)]
    register: _Id
    members: Annotated[list[_WireMember], msgspec.Meta(min_length=1, max_length=MAX_MEMBERS)]
    root: Annotated[str, msgspec.Meta(max_length=4_000)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One key that reads and signs for the register, and whose it is."""

    identity: PublicIdentity
    naam: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """One version of the ring. `register` is the id under which the register stands in the mailbox, for good."""

    version: int
    register: str
    members: tuple[Member, ...]
    root: PublicIdentity | None = None
    signatures: tuple[tuple[str, str], ...] = ()

    def payload(self) -> bytes:
        """What is signed."""
        return canonical.encode(
            {
                "version": self.version,
                "register": self.register,
                "members": [
                    {"identity": signedfiles.to_text(one.identity.to_bytes()), "naam": one.naam}
                    for one in self.members
                ],
                "root": signedfiles.to_text(self.root.to_bytes()) if self.root else "",
            }
        )

    def as_plain(self) -> dict[str, Any]:
        """Return the ring as it is kept and as it travels."""
        return {
            "ring": signedfiles.to_text(self.payload()),
            "signatures": [list(item) for item in self.signatures],
        }

    def of(self, device_id: str) -> PublicIdentity | None:
        """Return the keys of a member, or None."""
        return next((one.identity for one in self.members if one.identity.device_id == device_id), None)


def parse(plain: Mapping[str, Any], *, practice: bool) -> Ring:
    """Parse a ring; nothing says yet that it may be believed. Faults: `sleutelring-ongeldig`, `oefensleutel`."""
    raw, said = signedfiles.from_text(str(plain.get("ring", ""))), plain.get("signatures")
    if not raw or len(raw) > MAX_RING or not isinstance(said, list) or len(said) > MAX_SIGNATURES:
        raise Fault(SLEUTELRING_ONGELDIG, wat="vorm")
    try:
        wire = msgspec.convert(canonical.decode(raw), _WireRing)
        signatures = tuple((str(name), str(text)) for name, text in said)
        members = tuple(Member(identity=_identity(one.identity), naam=one.naam) for one in wire.members)
        root = _identity(wire.root) if wire.root else None
    except (Fault, msgspec.ValidationError, ValueError, TypeError) as error:
        raise Fault(SLEUTELRING_ONGELDIG, wat="vorm") from error
    require_same_world(practice, *(one.identity for one in members), *([root] if root else []))
    ids = [one.identity.device_id for one in members]
    if len(set(ids)) != len(ids):
        raise Fault(SLEUTELRING_ONGELDIG, wat="dubbel")
    found = Ring(
        version=wire.version, register=wire.register, members=members, root=root, signatures=signatures
    )
    if found.payload() != raw:
        raise Fault(SLEUTELRING_ONGELDIG, wat="vorm")
    return found


def _identity(text: str) -> PublicIdentity:
    return PublicIdentity.from_bytes(signedfiles.from_text(text))


def check(known: Ring, new: Ring) -> None:
    """Raise `sleutelring-ongeldig` unless `new` may follow on the ring that we know."""
    if new.register != known.register or new.version <= known.version:
        raise Fault(SLEUTELRING_ONGELDIG, wat="volgorde")
    if not any(_signed_by(new, one.identity) for one in known.members):
        raise Fault(SLEUTELRING_ONGELDIG, wat="handtekening")
    for one in new.members:
        before = known.of(one.identity.device_id)
        if before is not None and one.identity.generation < before.generation:
            raise Fault(SLEUTELRING_ONGELDIG, wat="oude sleutel")
    if known.root is None:
        return
    same_keys = {one.identity.device_id for one in new.members} == {
        one.identity.device_id for one in known.members
    }
    same_root = new.root is not None and new.root.device_id == known.root.device_id
    if not (same_keys and same_root) and not _signed_by(new, known.root):
        raise Fault(SLEUTELRING_ONGELDIG, wat="hoofdsleutel")


def _signed_by(found: Ring, identity: PublicIdentity) -> bool:
    return any(
        name == identity.device_id
        and signature_holds(identity, LABEL, found.payload(), signedfiles.from_text(text))
        for name, text in found.signatures
    )


def _signed(found: Ring, *signers: DeviceKeys) -> Ring:
    payload = found.payload()
    made = tuple((keys.device_id, signedfiles.to_text(sign(keys, LABEL, payload))) for keys in signers)
    return replace(found, signatures=made)


# -- the register


def own(party: Party, reading: Reading) -> Ring:
    """Return the ring of this register; before anything was changed it holds its own key alone, as version 0."""
    kept = reading.setting(RING_SETTING)
    if kept:
        return parse(kept, practice=party.keys.practice)
    mine = Member(identity=party.me, naam=party.store.profile.naam)
    return Ring(version=0, register=party.me.device_id, members=(mine,))


def renew(party: Party, uow: UnitOfWork) -> DeviceKeys:
    """Give this register a new sealing key and return its keys; older ones stay to open what is under way."""
    fresh = party.keys.with_new_seal_key()
    known = own(party, uow)
    members = tuple(
        replace(one, identity=fresh.public) if one.identity.device_id == party.me.device_id else one
        for one in known.members
    )
    _follow(party, uow, known, replace(known, members=members), (fresh,))
    uow.put_setting(KEYS_SETTING, fresh.to_bytes().hex())
    return fresh


def admit_reader(
    party: Party, uow: UnitOfWork, reader: PublicIdentity, naam: str, seed: OrganisationSeed | None = None
) -> Ring:
    """Let another coordinator's key read what devices send. Compare the fingerprint aloud before this."""
    require_same_world(party.keys.practice, reader)
    known = own(party, uow)
    rest = tuple(one for one in known.members if one.identity.device_id != reader.device_id)
    members = (*rest, Member(identity=reader, naam=naam[:200]))
    return _follow(party, uow, known, replace(known, members=members), _signers(party, known, seed))


def drop_reader(party: Party, uow: UnitOfWork, device_id: str, seed: OrganisationSeed | None = None) -> Ring:
    """Take another coordinator's key out of the ring: what is sealed from now on isn't for it any more."""
    if device_id == party.me.device_id:
        raise Fault(LAATSTE_LEZER)
    known = own(party, uow)
    members = tuple(one for one in known.members if one.identity.device_id != device_id)
    return _follow(party, uow, known, replace(known, members=members), _signers(party, known, seed))


def set_root(party: Party, uow: UnitOfWork, seed: OrganisationSeed) -> Ring:
    """Name the organisation's key on paper as the root: from then on other keys need its signature."""
    known = own(party, uow)
    root = seed.keys(practice=party.keys.practice)
    if known.root is not None and known.root.device_id != root.device_id:
        raise Fault(SLEUTELRING_ONGELDIG, wat="hoofdsleutel")
    return _follow(party, uow, known, replace(known, root=root.public), (party.keys, root))


def _signers(party: Party, known: Ring, seed: OrganisationSeed | None) -> tuple[DeviceKeys, ...]:
    if known.root is None:
        return (party.keys,)
    if seed is None:
        raise Fault(HOOFDSLEUTEL_NODIG)
    root = seed.keys(practice=party.keys.practice)
    if root.device_id != known.root.device_id:
        raise Fault(SLEUTELRING_ONGELDIG, wat="hoofdsleutel")
    return (party.keys, root)


def _follow(party: Party, uow: UnitOfWork, known: Ring, new: Ring, signers: Sequence[DeviceKeys]) -> Ring:
    if len(new.members) > MAX_MEMBERS:
        raise Fault(SLEUTELRING_ONGELDIG, wat="te veel sleutels")
    made = _signed(replace(new, version=known.version + 1), *signers)
    check(known, made)
    uow.put_setting(RING_SETTING, made.as_plain())
    for device in uow.ledger.devices():
        if device.status is DeviceStatus.TOEGELATEN:
            tell(party, uow, device.device_id, made)
    return made


class _WireCard(msgspec.Struct):
    identity: Annotated[str, msgspec.Meta(max_length=4_000)]
    naam: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    register: _Id


def card(party: Party) -> bytes:
    """Return the card of a second coordinator's computer, by which the first lets its key read."""
    mine = {"identity": signedfiles.to_text(party.me.to_bytes()), "naam": party.store.profile.naam[:200]}
    return signedfiles.write(signedfiles.CARD, {**mine, "register": party.me.device_id}, party.keys)


def read_card(party: Party, data: bytes) -> Member:
    """Parse a coordinator's card. Faults: `kaart-onleesbaar` (also for a volunteer's card), `oefensleutel`."""
    wire, identity = signedfiles.read_own(signedfiles.CARD, data, _WireCard, lambda found: found.identity)
    require_same_world(party.keys.practice, identity)
    if wire.register != identity.device_id:
        raise Fault(signedfiles.KAART_ONLEESBAAR)
    return Member(identity=identity, naam=wire.naam)


def tell(party: Party, uow: UnitOfWork, device_id: str, found: Ring | None = None) -> None:
    """Let a device learn the ring, such as one that was just admitted; nothing while there is only version 0."""
    found = found or own(party, uow)
    if found.version:
        notices.queue(uow, device_id, Notice(party.ids.new(), RING, found.as_plain()))


# -- the device


def known_to(reading: Reading, *, practice: bool) -> Ring | None:
    """Return the ring that this device believes, or None before it was paired."""
    kept = reading.setting(RING_SETTING)
    if kept:
        return parse(kept, practice=practice)
    register = reading.ledger.device(REGISTER)
    if register is None:
        return None
    identity = PublicIdentity.from_bytes(register.identity)
    return Ring(
        version=0,
        register=identity.device_id,
        members=(Member(identity=identity, naam=register.naam),),
    )


def learn(party: Party, peer: Peer, uow: UnitOfWork, notice: Notice) -> None:
    """Take over a newer ring of our register; one that doesn't follow on what we know changes nothing."""
    if party.is_register:
        return
    known = known_to(uow, practice=party.keys.practice)
    if known is None:
        return
    try:
        new = parse(notice.data, practice=party.keys.practice)
        check(known, new)
    except Fault:
        return
    uow.put_setting(RING_SETTING, new.as_plain())
    register = uow.ledger.device(REGISTER)
    newest = new.of(known.register)
    if register is not None and newest is not None:
        uow.ledger.put_device(replace(register, identity=newest.to_bytes()))


def readers(members: Iterable[Member]) -> tuple[PublicIdentity, ...]:
    """Return the keys that a batch to the register is sealed to."""
    return tuple(one.identity for one in members)
