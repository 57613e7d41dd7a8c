"""What a sealed batch says about itself, inside the seal and under the signature."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from app.crypto import canonical
from app.faults import Fault, FaultKind

KOP_VELD = FaultKind("envelop-kop-veld", "De kop van het bericht klopt niet (veld {veld}).")

VERSION = 1
MAX_HEADER_BYTES = 64 * 1024
MAX_RECEIVERS = 16
MAX_SEQ = 9_999_999_999
MAX_INVENTORY = 64
JsonObject = Mapping[str, object]

_KIND = re.compile(r"[a-z][a-z0-9-]{0,31}\Z")
_PURPOSE = re.compile(r"[a-z0-9][a-z0-9._:-]{0,63}\Z")
_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}\Z")
_HASH = re.compile(r"(?:[0-9a-f]{64})?\Z")
_CREATED = re.compile(r"[!-~]{1,64}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The signed header. `seal` fills in sender, receivers and practice when they are left empty.

    `extra` is free for the application; `unknown` holds fields of a later version, which survive a round trip.
    `prev` and `log_head` are 64 hex digits, or empty where there is nothing before.
    """

    kind: str
    purpose: str
    stream: str
    epoch: int
    seq: int
    created: str
    count: int = 0
    schema: int = 1
    min_reader: int = 1
    prev: str = ""
    log_head: str = ""
    ack: JsonObject | None = None
    inventory: Mapping[str, int] = field(default_factory=dict)
    extra: JsonObject = field(default_factory=dict)
    sender: str = ""
    receivers: tuple[str, ...] = ()
    practice: bool = False
    version: int = VERSION
    unknown: JsonObject = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        """Canonical JSON; ValueError when a field breaks its rule (that is our own mistake)."""
        values: dict[str, object] = {name: getattr(self, name) for name in KNOWN}
        values["receivers"] = list(self.receivers)
        overlap = set(self.unknown) & set(KNOWN)
        wrong = _wrong_field(values) or (overlap.pop() if overlap else None)
        if wrong is not None:
            raise ValueError(f"header field {wrong}")
        data = canonical.encode(values | dict(self.unknown))
        if len(data) > MAX_HEADER_BYTES:
            raise ValueError("the header is too long")
        return data

    @classmethod
    def from_bytes(cls, data: bytes) -> Header:
        """Strict: Faults of `canonical.decode`, or `KOP_VELD` naming the field that is missing or wrong."""
        values = canonical.decode(data)
        if not isinstance(values, dict):
            raise Fault(KOP_VELD, veld="kop")
        missing = [name for name in KNOWN if name not in values]
        wrong = missing[0] if missing else _wrong_field(values)
        if wrong is not None:
            raise Fault(KOP_VELD, veld=wrong)
        known = {name: values.pop(name) for name in KNOWN}
        known["receivers"] = tuple(known["receivers"])
        return cls(**known, unknown=values)


KNOWN = tuple(sorted(f.name for f in fields(Header) if f.name != "unknown"))


def _is_count(value: object, low: int, high: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def _matches(pattern: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and pattern.match(value) is not None


def _receivers_right(value: object) -> bool:
    if not isinstance(value, list) or not 1 <= len(value) <= MAX_RECEIVERS:
        return False
    return all(_matches(_IDENTIFIER, one) for one in value) and value == sorted(set(value))


def _inventory_right(value: object) -> bool:
    if not isinstance(value, dict) or len(value) > MAX_INVENTORY:
        return False
    return all(_is_count(number, 0, canonical.MAX_INT) for number in value.values())


def _wrong_field(values: Mapping[str, object]) -> str | None:
    right = {
        "version": _is_count(values["version"], VERSION, VERSION),
        "kind": _matches(_KIND, values["kind"]),
        "purpose": _matches(_PURPOSE, values["purpose"]),
        "stream": _matches(_IDENTIFIER, values["stream"]),
        "sender": _matches(_IDENTIFIER, values["sender"]),
        "receivers": _receivers_right(values["receivers"]),
        "practice": isinstance(values["practice"], bool),
        "epoch": _is_count(values["epoch"], 0, canonical.MAX_INT),
        "seq": _is_count(values["seq"], 0, MAX_SEQ),
        "count": _is_count(values["count"], 0, canonical.MAX_ITEMS),
        "schema": _is_count(values["schema"], 0, 65535),
        "min_reader": _is_count(values["min_reader"], 0, 65535),
        "prev": _matches(_HASH, values["prev"]),
        "log_head": _matches(_HASH, values["log_head"]),
        "created": _matches(_CREATED, values["created"]),
        "ack": values["ack"] is None or isinstance(values["ack"], dict),
        "inventory": _inventory_right(values["inventory"]),
        "extra": isinstance(values["extra"], dict),
    }
    return next((name for name, good in right.items() if not good), None)
