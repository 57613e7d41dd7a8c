"""Pairing without a network: a signed invitation goes out as a file, the device's sealed answer comes back.

Whoever holds the invitation can answer it once. What makes it this coordinator and this device is people: both read the
same six groups of digits aloud. Formats: docs/format/sync.md, "Pairing".
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any

import msgspec

from app.crypto import canonical, envelope
from app.crypto.header import Header
from app.crypto.identity import (
    PUBLIC_BYTES,
    SIGNATURE_BYTES,
    DeviceKeys,
    PublicIdentity,
    fingerprint,
    require_same_world,
    shared_fingerprint,
    sign,
    verify,
)
from app.crypto.token import InvitationToken, joining_context
from app.faults import Fault, FaultKind
from app.ports import REGISTER, Clock, Device, DeviceStatus, Ids, Reading, Rol, Store, UnitOfWork
from sync import notices
from sync.batches import Notice
from sync.party import RING_SETTING

UITNODIGING_ONLEESBAAR = FaultKind(
    "uitnodiging-onleesbaar",
    "Dit is geen uitnodiging, of het bestand is beschadigd.",
    "Vraag de coördinator om het bestand opnieuw.",
)
UITNODIGING_NIEUWER = FaultKind(
    "uitnodiging-nieuwer",
    "Deze uitnodiging komt van een nieuwere versie van het programma.",
    "Werk het programma bij.",
)
UITNODIGING_ONBEKEND = FaultKind(
    "uitnodiging-onbekend",
    "Deze uitnodiging is hier niet gemaakt.",
    "Kijk of het antwoord bij deze gemeente hoort.",
)
UITNODIGING_GEBRUIKT = FaultKind(
    "uitnodiging-gebruikt",
    "Deze uitnodiging is al een keer gebruikt.",
    "Maak een nieuwe uitnodiging voor dit apparaat.",
)
UITNODIGING_VERLOPEN = FaultKind(
    "uitnodiging-verlopen",
    "Deze uitnodiging was geldig tot {tot}.",
    "Maak een nieuwe uitnodiging.",
)
ANTWOORD_ONLEESBAAR = FaultKind(
    "antwoord-onleesbaar",
    "Dit is geen antwoord op een uitnodiging, of het bestand is beschadigd.",
    "Laat het antwoord opnieuw maken.",
)
ANTWOORD_BEWIJS = FaultKind(
    "antwoord-bewijs-onjuist",
    "Dit antwoord is niet gemaakt met de uitnodiging die erbij hoort.",
    "Laat dit apparaat niet toe. Bel degene die het stuurde.",
)
AL_GEKOPPELD = FaultKind(
    "al-gekoppeld",
    "Dit apparaat is al gekoppeld aan {naam}.",
    "Eén apparaat hoort bij één gemeente. Maak een nieuw profiel.",
)
APPARAAT_IS_INGETROKKEN = FaultKind(
    "apparaat-ingetrokken",
    "Dit apparaat is eerder ingetrokken.",
    "Laat op het apparaat een nieuw profiel maken.",
)
VERKEERDE_KANT = FaultKind(
    "koppelen-verkeerde-kant",
    "Dit kan niet op dit apparaat.",
    "De coördinator nodigt uit en laat toe. Een begeleider of vrijwilliger antwoordt.",
)

INVITATION_MAGIC = b"DLINV\r\n\x1a"
ANSWER_MAGIC = b"DLANT\r\n\x1a"
VERSION = 1
MAX_INVITATION = 16 * 1024
MAX_ANSWER = 64 * 1024
VALID_DAYS = 14
SETTING = "koppelen.uitnodigingen"
"""Register: token id -> token, end, stream, who used it. The tokens live in the encrypted store and nowhere else."""

_SIGN_LABEL = "invitation"
_KIND = "koppeling"
_JOINING_ROLES = (Rol.VRIJWILLIGER, Rol.BEGELEIDER)

_Text = Annotated[str, msgspec.Meta(max_length=200)]
_Stream = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\Z")]


class _WireInvitation(msgspec.Struct, forbid_unknown_fields=False):
    id: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{32}\Z")]
    register: str
    organisatie: _Text
    naam: _Text
    mailbox: Annotated[str, msgspec.Meta(max_length=500)]
    token: Annotated[str, msgspec.Meta(max_length=100)]
    practice: bool
    verloopt: datetime
    stream: _Stream


class _WireAnswer(msgspec.Struct, forbid_unknown_fields=False):
    id: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{32}\Z")]
    proof: str
    naam: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    rol: str
    stream: _Stream


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """What an invitation says. `vingerafdruk` is the register's own; the token isn't shown."""

    id: str
    register: PublicIdentity
    organisatie: str
    naam: str
    mailbox: str
    practice: bool
    verloopt: datetime
    stream: str
    token: InvitationToken

    @property
    def vingerafdruk(self) -> str:
        return fingerprint(self.register)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an answer says, its signature and proof checked: show name, role and fingerprint before admitting."""

    invitation_id: str
    identity: PublicIdentity
    naam: str
    rol: Rol
    stream: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprints:
    """Six groups of five digits each. `samen` is the same on both screens: that one is read aloud."""

    eigen: str
    ander: str
    samen: str


def fingerprints(keys: DeviceKeys, other: PublicIdentity) -> Fingerprints:
    """Return the fingerprints of both sides and the one over both together."""
    mine = keys.public
    return Fingerprints(
        eigen=fingerprint(mine), ander=fingerprint(other), samen=shared_fingerprint(mine, other)
    )


# -- the register invites


def invite(
    store: Store,
    keys: DeviceKeys,
    clock: Clock,
    ids: Ids,
    *,
    mailbox: str = "",
    voor: str = "",
    days: int = VALID_DAYS,
) -> bytes:
    """Make an invitation file for one device, valid once and for `days` days. `mailbox` is a hint, such as an URL.

    `voor` is the coordinator's own note of whom it is for; it stays in the store.
    """
    profile = store.profile
    if not profile.is_register:
        raise Fault(VERKEERDE_KANT)
    require_same_world(profile.practice, keys.public)
    token = InvitationToken.generate()
    ends = clock.now() + timedelta(days=days)
    stream = ids.new()
    payload = canonical.encode(
        {
            "v": VERSION,
            "id": token.token_id(),
            "register": _to_text(keys.public.to_bytes()),
            "organisatie": profile.organisatie[:200],
            "naam": profile.naam[:200],
            "mailbox": mailbox[:500],
            "token": token.text(),
            "practice": keys.practice,
            "verloopt": ends.isoformat(timespec="seconds"),
            "stream": stream,
        }
    )
    with store.write() as uow:
        known = dict(uow.setting(SETTING) or {})
        known[token.token_id()] = {
            "token": token.text(),
            "verloopt": ends.isoformat(timespec="seconds"),
            "stream": stream,
            "voor": voor[:200],
            "gebruikt_door": "",
        }
        uow.put_setting(SETTING, known)
        uow.commit()
    return INVITATION_MAGIC + payload + sign(keys, _SIGN_LABEL, payload)


def read_invitation(data: bytes) -> Invitation:
    """Parse an invitation and check its signature. Faults: `uitnodiging-onleesbaar`, `uitnodiging-nieuwer`.

    The signature shows that nothing was changed; whose it is, only the fingerprint read aloud can show.
    """
    if len(data) > MAX_INVITATION or not data.startswith(INVITATION_MAGIC):
        raise Fault(UITNODIGING_ONLEESBAAR)
    payload, signature = data[len(INVITATION_MAGIC) : -SIGNATURE_BYTES], data[-SIGNATURE_BYTES:]
    try:
        value = canonical.decode(payload)
        if isinstance(value, dict) and isinstance(value.get("v"), int) and value["v"] > VERSION:
            raise Fault(UITNODIGING_NIEUWER)
        wire = msgspec.convert(value, _WireInvitation)
        register = PublicIdentity.from_bytes(_from_text(wire.register))
        token = InvitationToken.parse(wire.token)
        verify(register, _SIGN_LABEL, payload, signature)
    except Fault as fault:
        if fault.kind is UITNODIGING_NIEUWER:
            raise
        raise Fault(UITNODIGING_ONLEESBAAR) from fault
    except (msgspec.ValidationError, binascii.Error) as error:
        raise Fault(UITNODIGING_ONLEESBAAR) from error
    if register.practice != wire.practice or token.token_id() != wire.id or wire.verloopt.tzinfo is None:
        raise Fault(UITNODIGING_ONLEESBAAR)
    return Invitation(
        id=wire.id,
        register=register,
        organisatie=wire.organisatie,
        naam=wire.naam,
        mailbox=wire.mailbox,
        practice=wire.practice,
        verloopt=wire.verloopt,
        stream=wire.stream,
        token=token,
    )


# -- the device answers


def join(store: Store, keys: DeviceKeys, clock: Clock, ids: Ids, invitation: Invitation) -> bytes:
    """Take the register of an invitation as ours and make the answer file. Show the fingerprints before this.

    Faults: `oefensleutel` (practice and real don't mix), `al-gekoppeld` (another register), `koppelen-verkeerde-kant`.
    """
    profile = store.profile
    if profile.is_register:
        raise Fault(VERKEERDE_KANT)
    require_same_world(profile.practice, keys.public, invitation.register)
    register = invitation.register.to_bytes()
    with store.write() as uow:
        known = uow.ledger.device(REGISTER)
        if (
            known is not None
            and PublicIdentity.from_bytes(known.identity).device_id != invitation.register.device_id
        ):
            raise Fault(AL_GEKOPPELD, naam=known.naam)
        # The stream stays when a device joins its own register again: what was sent before still counts.
        stream = known.stream if known else ids.new()
        uow.ledger.put_device(
            Device(
                device_id=REGISTER,
                naam=invitation.organisatie or invitation.naam,
                rol=Rol.COORDINATOR,
                identity=register,
                status=DeviceStatus.TOEGELATEN,
                stream=stream,
                their_stream=invitation.stream,
                admitted_op=clock.now(),
            )
        )
        uow.commit()
    return _answer(keys, clock, invitation, profile.naam, profile.rol, stream)


def _answer(
    keys: DeviceKeys, clock: Clock, invitation: Invitation, naam: str, rol: Rol, stream: str
) -> bytes:
    mine = keys.public.to_bytes()
    proof = invitation.token.prove(joining_context(invitation.register.to_bytes(), mine, invitation.id))
    body = canonical.encode(
        {
            "id": invitation.id,
            "proof": _to_text(proof),
            "naam": naam[:200],
            "rol": rol.value,
            "stream": stream,
        }
    )
    header = Header(
        kind=_KIND,
        purpose="gemeente",
        stream=stream,
        epoch=0,
        seq=0,
        created=clock.now().isoformat(timespec="seconds"),
    )
    return ANSWER_MAGIC + mine + envelope.seal(header, body, keys, [invitation.register])


# -- the register admits


def read_answer(store: Store, keys: DeviceKeys, data: bytes) -> Answer:
    """Open an answer and check signature, proof and world; nothing is written.

    Faults: `antwoord-onleesbaar`, `antwoord-bewijs-onjuist`, `uitnodiging-onbekend`, `oefensleutel`.
    """
    if not store.profile.is_register:
        raise Fault(VERKEERDE_KANT)
    if len(data) > MAX_ANSWER or not data.startswith(ANSWER_MAGIC):
        raise Fault(ANTWOORD_ONLEESBAAR)
    raw = data[len(ANSWER_MAGIC) : len(ANSWER_MAGIC) + PUBLIC_BYTES]
    try:
        identity = PublicIdentity.from_bytes(raw)
    except Fault as fault:
        raise Fault(ANTWOORD_ONLEESBAAR) from fault
    require_same_world(store.profile.practice, keys.public, identity)
    try:
        opened = envelope.open_envelope(
            data[len(ANSWER_MAGIC) + PUBLIC_BYTES :],
            keys,
            lambda name: identity if name == identity.device_id else None,
        )
        wire = msgspec.convert(opened.value, _WireAnswer)
        proof = _from_text(wire.proof)
        rol = Rol(wire.rol)
    except (Fault, msgspec.ValidationError, ValueError) as error:
        raise Fault(ANTWOORD_ONLEESBAAR) from error
    if opened.header.kind != _KIND or opened.header.stream != wire.stream or rol not in _JOINING_ROLES:
        raise Fault(ANTWOORD_ONLEESBAAR)
    _check_proof(store, keys, identity, wire.id, proof)
    return Answer(invitation_id=wire.id, identity=identity, naam=wire.naam, rol=rol, stream=wire.stream)


def _check_proof(
    store: Store, keys: DeviceKeys, identity: PublicIdentity, invitation_id: str, proof: bytes
) -> None:
    with store.read() as reading:
        kept = open_invitations(reading).get(invitation_id)
    if kept is None:
        raise Fault(UITNODIGING_ONBEKEND)
    token = InvitationToken.parse(str(kept["token"]))
    context = joining_context(keys.public.to_bytes(), identity.to_bytes(), invitation_id)
    if not token.proof_holds(context, proof):
        raise Fault(ANTWOORD_BEWIJS)


def admit(store: Store, keys: DeviceKeys, clock: Clock, answer: Answer) -> Device:
    """Admit the device of an answer; its invitation is used up. Compare the fingerprint aloud before this.

    Faults: `uitnodiging-gebruikt`, `uitnodiging-verlopen`, `uitnodiging-onbekend`, `apparaat-ingetrokken`.
    """
    require_same_world(store.profile.practice, keys.public, answer.identity)
    now = clock.now()
    with store.write() as uow:
        kept = open_invitations(uow).get(answer.invitation_id)
        if kept is None:
            raise Fault(UITNODIGING_ONBEKEND)
        if kept["gebruikt_door"]:
            raise Fault(UITNODIGING_GEBRUIKT)
        if now > datetime.fromisoformat(str(kept["verloopt"])):
            raise Fault(UITNODIGING_VERLOPEN, tot=str(kept["verloopt"])[:10])
        known = uow.ledger.device(answer.identity.device_id)
        if known is not None and known.status is DeviceStatus.INGETROKKEN:
            raise Fault(APPARAAT_IS_INGETROKKEN)
        _check_stream_is_free(uow, answer)
        device = Device(
            device_id=answer.identity.device_id,
            naam=answer.naam,
            rol=answer.rol,
            identity=answer.identity.to_bytes(),
            status=DeviceStatus.TOEGELATEN,
            stream=str(kept["stream"]),
            their_stream=answer.stream,
            admitted_op=now,
            last_seen=known.last_seen if known else None,
        )
        uow.ledger.put_device(device)
        uow.ledger.queue_organisation(device.device_id)
        if ring := uow.setting(RING_SETTING):
            notices.queue(uow, device.device_id, Notice(answer.invitation_id, "ring", ring))
        _use_up(uow, answer.invitation_id, device.device_id)
        uow.commit()
    return device


def _check_stream_is_free(uow: UnitOfWork, answer: Answer) -> None:
    """A stream has one writer: a second device that names somebody else's stream is refused."""
    for device in uow.ledger.devices():
        if device.their_stream == answer.stream and device.device_id != answer.identity.device_id:
            raise Fault(ANTWOORD_ONLEESBAAR)


def _use_up(uow: UnitOfWork, invitation_id: str, device_id: str) -> None:
    known = open_invitations(uow)
    # The token itself isn't needed any more; that it was used, and by whom, stays.
    known[invitation_id] = {**known[invitation_id], "gebruikt_door": device_id}
    uow.put_setting(SETTING, known)


def open_invitations(reading: Reading) -> dict[str, Mapping[str, Any]]:
    """Return the invitations that this register made, used ones too, by token id."""
    return dict(reading.setting(SETTING) or {})


def withdraw_invitation(store: Store, invitation_id: str) -> None:
    """Make an invitation worthless, such as one that was sent to the wrong person."""
    with store.write() as uow:
        known = open_invitations(uow)
        known.pop(invitation_id, None)
        uow.put_setting(SETTING, known)
        uow.commit()


def _to_text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode("ascii")


def _from_text(text: str) -> bytes:
    return base64.b64decode(text.encode("ascii", "replace"), altchars=b"-_", validate=True)
