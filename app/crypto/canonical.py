"""One JSON text per value: sorted keys, no white space, no floats. Bounded before anything is built from it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from app.faults import Fault, FaultKind

JSON_DIEPTE = FaultKind("json-diepte", "De inhoud is te diep genest.")
JSON_AANTAL = FaultKind("json-aantal", "De inhoud heeft te veel onderdelen.")
JSON_VORM = FaultKind("json-vorm", "De inhoud is niet te lezen.")
JSON_GETAL = FaultKind(
    "json-getal", "De inhoud heeft een getal dat niet mag: een breuk of een te groot getal."
)
JSON_NIET_CANONIEK = FaultKind("json-niet-canoniek", "De inhoud is niet in de vaste vorm geschreven.")

MAX_DEPTH = 12
MAX_ITEMS = 20_000
MAX_INT = 2**53 - 1

_ENCODER = msgspec.json.Encoder(order="sorted")
_DECODER = msgspec.json.Decoder()
# Possessive, and an open string runs to the end: linear whatever the bytes are.
_STRING = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL)
_NOT_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_PAIR = re.compile(rb"\[\]|\{\}")
_NO_SAFE_INT = re.compile(rb"[0-9][.eE]|[0-9]{16}")
"""In a text without its strings: a fraction, an exponent, or a number that may be above `MAX_INT`."""


def encode(value: object) -> bytes:
    """The one text of this value. Raises ValueError or TypeError for what isn't allowed: that is our own mistake."""
    fault = _fault_in(value)
    if fault is not None:
        raise ValueError(fault.code)
    return _ENCODER.encode(value)


def encode_decoded(value: object) -> tuple[bytes, int]:
    """The one text of what came out of JSON, and how many values are in it. Raises ValueError as `encode` does.

    The rules are asked of the text, which is many times faster. Only for values that a JSON decoder made: others
    (a NaN, bytes) would turn into something else unseen.
    """
    data = _ENCODER.encode(value)
    shape = _shape(data)
    fault = _fault_in(value) if shape is None else None
    if fault is not None:
        raise ValueError(fault.code)
    return data, _count(value) if shape is None else shape


def join(parts: Mapping[str, Sequence[bytes]]) -> bytes:
    """The one text of a table of lists, of which every item is a canonical text already."""
    return _ENCODER.encode({name: [msgspec.Raw(item) for item in items] for name, items in parts.items()})


def decode(data: bytes) -> object:
    """The value behind a canonical text. Order of refusal: depth, count, form, numbers, canonical form."""
    shape = _shape(data)
    if shape is None:
        _scan(data)
    try:
        value = _DECODER.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Fault(JSON_VORM) from None
    fault = _fault_in(value) if shape is None else None
    if fault is not None:
        raise Fault(fault)
    # A key given twice, spaces, another escape, -0: all come back different.
    if _ENCODER.encode(value) != data:
        raise Fault(JSON_NIET_CANONIEK)
    return value


def _shape(data: bytes) -> int | None:
    """How many values are in a text that keeps every limit; None when that takes a closer look."""
    bare = _STRING.sub(b"s", data)
    opened = bare.count(b"[") + bare.count(b"{")
    # A container that holds something has one value more than commas.
    count = 1 + bare.count(b",") + opened - bare.count(b"[]") - bare.count(b"{}")
    if count + opened > MAX_ITEMS or _NO_SAFE_INT.search(bare):
        return None
    brackets = bare.translate(None, _NOT_BRACKETS)
    for _ in range(MAX_DEPTH):
        brackets = _PAIR.sub(b"", brackets)
        if not brackets:
            return count
    return None


def _scan(data: bytes) -> None:
    """Depth and count from the brackets and commas outside strings, before any object is made."""
    depth = items = 0
    for sign in _STRING.sub(b"", data):
        if sign in b"[{":
            depth += 1
            items += 1
            if depth > MAX_DEPTH:
                raise Fault(JSON_DIEPTE)
        elif sign in b"]}":
            depth -= 1
        elif sign in b",":
            items += 1
        if items > MAX_ITEMS:
            raise Fault(JSON_AANTAL)


def _count(value: object) -> int:
    if isinstance(value, dict):
        return 1 + sum(_count(item) for item in value.values())
    return 1 + sum(_count(item) for item in value) if isinstance(value, list | tuple) else 1


def _fault_in(value: object) -> FaultKind | None:
    """The first rule that a value breaks, level by level. An item is every value, not the keys."""
    level: list[object] = [value]
    items = 0
    for depth in range(MAX_DEPTH + 1):
        items += len(level)
        if items > MAX_ITEMS:
            return JSON_AANTAL
        below: list[object] = []
        for node in level:
            if isinstance(node, str | bool) or node is None:
                continue
            if isinstance(node, int):
                if not -MAX_INT <= node <= MAX_INT:
                    return JSON_GETAL
            elif isinstance(node, dict | list | tuple):
                if depth == MAX_DEPTH:
                    return JSON_DIEPTE
                below.extend(node.values() if isinstance(node, dict) else node)
            else:
                return JSON_GETAL if isinstance(node, float) else JSON_VORM
        level = below
    return None
