"""One JSON text per value: sorted keys, no white space, no floats. Bounded before anything is built from it."""

from __future__ import annotations

import re

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
_NOT_STRUCTURE = bytes(set(range(256)) - set(b"[]{},"))


def encode(value: object) -> bytes:
    """The one text of this value. Raises ValueError or TypeError for what isn't allowed: that is our own mistake."""
    fault = _fault_in(value)
    if fault is not None:
        raise ValueError(fault.code)
    return _ENCODER.encode(value)


def decode(data: bytes) -> object:
    """The value behind a canonical text. Order of refusal: depth, count, form, numbers, canonical form."""
    _scan(data)
    try:
        value = _DECODER.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Fault(JSON_VORM) from None
    fault = _fault_in(value)
    if fault is not None:
        raise Fault(fault)
    # A key given twice, spaces, another escape, -0: all come back different.
    if _ENCODER.encode(value) != data:
        raise Fault(JSON_NIET_CANONIEK)
    return value


def _scan(data: bytes) -> None:
    """Depth and count from the brackets and commas outside strings, before any object is made."""
    structure = _STRING.sub(b"", data).translate(None, _NOT_STRUCTURE)
    depth = items = 0
    for sign in structure:
        if sign in b"[{":
            depth += 1
            items += 1
            if depth > MAX_DEPTH:
                raise Fault(JSON_DIEPTE)
        elif sign in b"]}":
            depth -= 1
        else:
            items += 1
        if items > MAX_ITEMS:
            raise Fault(JSON_AANTAL)


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
