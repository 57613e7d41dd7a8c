"""Secrets on paper: groups of four signs and a check sign, so that a typing error is traced to its group."""

from __future__ import annotations

import os
import re
from collections.abc import Callable

from app.crypto.secret import Secret
from app.faults import Fault, FaultKind

HERSTELCODE_GROEP = FaultKind(
    "herstelcode-groep",
    "Groep {groep} klopt niet.",
    "Vergelijk groep {groep} teken voor teken met het papier.",
)
HERSTELCODE_TEKEN = FaultKind(
    "herstelcode-teken",
    "In groep {groep} staat een teken dat niet in de code voorkomt: {teken}.",
    "Vergelijk groep {groep} teken voor teken met het papier.",
)
HERSTELCODE_LENGTE = FaultKind(
    "herstelcode-lengte",
    "De code heeft {verwacht} groepen van vijf tekens. Hier staan {gelezen} tekens.",
    "Kijk of je een groep hebt overgeslagen of dubbel hebt getypt.",
)

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base32: no I, L, O or U."""
GROUP = 4
_VALUE = {sign: value for value, sign in enumerate(ALPHABET)}
_LOOK_ALIKE = {"O": "0", "I": "1", "L": "1", "U": "V"}
_SEPARATORS = re.compile(r"[\s\-–—.,:;/_]+")


def _times_two(value: int) -> int:
    """Multiply by x in GF(32), modulus x^5 + x^2 + 1."""
    value <<= 1
    return value ^ 0x25 if value & 0x20 else value


def _check_value(number: int, values: list[int]) -> int:
    """Each sign weighs x^1 .. x^4: any single wrong sign and any swap of two signs shows.

    The number of the group is added, so that whole groups in the wrong order show as well.
    """
    total = number & 0x1F
    for value in reversed(values):
        total = _times_two(total ^ value)
    # Horner gives weight x^1 to the first sign and leaves the number at x^4, a bijection all the same.
    return total


def format_groups(secret: bytes | bytearray) -> tuple[str, ...]:
    """Groups of five signs; `secret` must fill them exactly (20 bits a group, so 20 or 35 bytes do)."""
    bits = len(secret) * 8
    if bits == 0 or bits % (GROUP * 5):
        raise ValueError("the secret must fill groups of 20 bits")
    number = int.from_bytes(secret, "big")
    groups: list[str] = []
    for index in range(bits // 20):
        chunk = number >> (bits - 20 * (index + 1)) & 0xFFFFF
        values = [chunk >> shift & 0x1F for shift in (15, 10, 5, 0)]
        groups.append("".join(ALPHABET[v] for v in [*values, _check_value(index + 1, values)]))
    return tuple(groups)


def parse_groups(text: str, size: int) -> bytearray:
    """The `size` bytes behind typed groups; case, spaces, dashes and look-alikes (O I L U) don't matter.

    Faults name the group that is wrong: `HERSTELCODE_TEKEN`, `HERSTELCODE_GROEP`, else `HERSTELCODE_LENGTE`.
    """
    expected = size * 8 // 20
    for number, group in enumerate(_split(text, expected), start=1):
        _values(number, group)
    joined = "".join(_split(text, expected))
    if len(joined) != expected * (GROUP + 1):
        raise Fault(HERSTELCODE_LENGTE, verwacht=expected, gelezen=len(joined))
    number = 0
    for index in range(expected):
        for value in _values(index + 1, joined[index * 5 : index * 5 + 5])[:GROUP]:
            number = number << 5 | value
    return bytearray(number.to_bytes(size, "big"))


def group_is_right(number: int, typed: str) -> bool:
    """Whether what was typed for group `number` (from 1) is a possible group: for a tick while typing."""
    try:
        _values(number, "".join(_split(typed, 1)))
    except Fault:
        return False
    return True


def _split(text: str, expected: int) -> list[str]:
    """As the user separated them when that gives the right number of groups, else five by five."""
    signs = [part for part in _SEPARATORS.split(text.upper()) if part]
    if len(signs) == expected:
        return signs
    joined = "".join(signs)
    return [joined[at : at + GROUP + 1] for at in range(0, len(joined), GROUP + 1)]


def _values(number: int, group: str) -> list[int]:
    values: list[int] = []
    for sign in group:
        value = _VALUE.get(_LOOK_ALIKE.get(sign, sign))
        if value is None:
            raise Fault(HERSTELCODE_TEKEN, groep=number, teken=sign)
        values.append(value)
    if len(values) != GROUP + 1 or _check_value(number, values[:GROUP]) != values[GROUP]:
        raise Fault(HERSTELCODE_GROEP, groep=number)
    return values


class RecoveryCode(Secret):
    """160 random bits that open a store without the passphrase; printed once, on the herstelblad."""

    __slots__ = ()
    SIZE = 20
    GROUPS = 8

    def __init__(self, raw: bytes | bytearray) -> None:
        if len(raw) != self.SIZE:
            raise ValueError("a recovery code is 20 bytes")
        super().__init__(raw)

    @classmethod
    def generate(cls, random: Callable[[int], bytes] = os.urandom) -> RecoveryCode:
        return cls(random(cls.SIZE))

    @classmethod
    def parse(cls, text: str) -> RecoveryCode:
        """From what a person typed or a QR code held; Faults as `parse_groups`."""
        return cls(parse_groups(text, cls.SIZE))

    def groups(self) -> tuple[str, ...]:
        """Eight groups of five signs. These are `str`: they can't be wiped, so print and drop them."""
        return format_groups(self.raw)

    def text(self) -> str:
        """The groups joined by dashes: what the QR code holds, and what `parse` reads."""
        return "-".join(self.groups())
