"""Every parser of foreign bytes as a function that may return or raise a Fault, and nothing else, with its corpus.

The corpus is the vectors: small, in the repository, and each with another fault in it already.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from app.crypto import canonical, envelope, identity, slotfile
from app.crypto.backupfile import read_front
from app.crypto.header import Header
from app.crypto.identity import DeviceKeys, PublicIdentity, sign
from app.domain import hlc
from app.ports import Profile, Rol
from sync import batches, layout, moving, pairing, signedfiles
from tests.sync.fakes import FakeStore
from tests.vectors import make_sync
from tests.worlds import CountingIds, HandClock

VECTORS = Path(__file__).parents[1] / "vectors"
Parser = Callable[[bytes], object]


@dataclass(frozen=True)
class Target:
    """One parser and what it is first tried with."""

    parse: Parser
    corpus: Callable[[], list[bytes]]


@cache
def vectors(name: str) -> Any:
    return json.loads((VECTORS / f"{name}.json").read_text("utf-8"))


def files(kind: str, field: str) -> list[bytes]:
    return [base64.b64decode(one[field]) for one in vectors("sync")[kind]]


def plain(kind: str, field: str) -> list[bytes]:
    return [canonical.encode(one[field]) for one in vectors("sync")[kind] if _small(one[field])]


def _small(value: object) -> bool:
    try:
        return len(canonical.encode(value)) < 4_000
    except ValueError:
        return False


@cache
def register() -> FakeStore:
    profile = Profile(
        device_id=make_sync.REGISTER.device_id, naam="Loes", rol=Rol.COORDINATOR, practice=False
    )
    store = FakeStore(profile, HandClock(), CountingIds(1))
    token = make_sync.TOKEN
    store.state.settings[pairing.SETTING] = {token.token_id(): {"token": token.text(), "gebruikt_door": ""}}
    return store


def open_batch(data: bytes) -> object:
    known = {keys.device_id: keys.public for keys in (make_sync.DEVICE, make_sync.REGISTER)}
    return envelope.open_envelope(data, make_sync.REGISTER, known.get)


def signed_invitation(payload: bytes) -> object:
    """Everything behind the signature, as somebody with a key may write it."""
    signature = sign(make_sync.REGISTER, "invitation", payload)
    return pairing.read_invitation(pairing.INVITATION_MAGIC + payload + signature)


def one_op(data: bytes) -> object:
    return batches.parse_op(canonical.decode(data))


def small_file(form: signedfiles.Form, kind: type[Any]) -> Parser:
    """Everything behind the signature of one of the small files."""

    def parse(payload: bytes) -> object:
        data = form.magic + payload + sign(make_sync.DEVICE, form.label, payload)
        return signedfiles.read(form, data, kind, make_sync.DEVICE.public)

    return parse


def text_of(parse: Callable[[str], object]) -> Parser:
    return lambda data: parse(data.decode("utf-8", "surrogateescape"))


def split_dossiers(data: bytes) -> object:
    try:
        return moving._split(data)
    except (ValueError, IndexError):
        return None


def dossiers_file() -> list[bytes]:
    keys: DeviceKeys = make_sync.DEVICE
    piece = b"x" * 40
    head = moving.MAGIC + keys.public.to_bytes()
    return [head + (1).to_bytes(2, "big") + len(piece).to_bytes(4, "big") + piece, head, moving.MAGIC]


def envelopes() -> list[bytes]:
    found = vectors("envelope")
    return [base64.b64decode(one["file"]) for one in [*found["good"], *found["bad"][:20]] if "file" in one]


CARD = {"identity": "AAAA", "naam": "Ans", "register": "d-abc", "v": 1}
STATEMENT = {"id": "t-1", "register": "d-abc", "from": "d-a", "to": "d-b", "dossiers": ["d1"], "v": 1}
STATEMENT |= {"at": "2026-11-22T10:00:00+00:00", "parts": 1}
RECEIPT = {"id": "t-1", "digest": "ab" * 32, "records": 3, "v": 1}
HEADER = Header(
    kind="ops",
    purpose="gemeente",
    stream="s-1",
    epoch=1,
    seq=1,
    created="2026",
    sender="d-a",
    receivers=("d-b",),
)

TARGETS: Mapping[str, Target] = {
    "canonical": Target(canonical.decode, lambda: files("bodies", "body")[:30]),
    "body": Target(batches.decode, lambda: [one for one in files("bodies", "body") if len(one) < 4_000]),
    "op": Target(one_op, lambda: plain("ops", "op")),
    "envelope": Target(open_batch, envelopes),
    "header": Target(Header.from_bytes, lambda: [HEADER.to_bytes(), b"{}"]),
    "identity": Target(PublicIdentity.from_bytes, lambda: [make_sync.DEVICE.public.to_bytes(), b"DLID"]),
    "keys": Target(identity.DeviceKeys.from_bytes, lambda: [make_sync.DEVICE.to_bytes()]),
    "name": Target(
        text_of(layout.parse_name), lambda: [one["name"].encode() for one in vectors("sync")["names"]]
    ),
    "clock": Target(text_of(hlc.is_stamp), lambda: [make_sync.STAMP.encode()]),
    "invitation": Target(pairing.read_invitation, lambda: files("invitations", "file")[:20]),
    "invitation-signed": Target(
        signed_invitation, lambda: [one[8:-64] for one in files("invitations", "file") if len(one) > 80]
    ),
    "answer": Target(
        lambda data: pairing.read_answer(register(), make_sync.REGISTER, data),
        lambda: files("answers", "file"),
    ),
    "card": Target(small_file(signedfiles.CARD, moving._WireCard), lambda: [canonical.encode(CARD)]),
    "statement": Target(
        small_file(signedfiles.STATEMENT, moving._WireStatement), lambda: [canonical.encode(STATEMENT)]
    ),
    "receipt": Target(
        small_file(signedfiles.RECEIPT, moving._WireReceipt), lambda: [canonical.encode(RECEIPT)]
    ),
    "dossiers": Target(split_dossiers, dossiers_file),
    "backup": Target(read_front, lambda: [b"DLRESERV\x01\x00\x00\x00\x00\x00\x01\x00" + bytes(600)]),
    "slots": Target(slotfile.from_bytes, lambda: [bytes(slotfile.FILE_BYTES), b"DL"]),
}
