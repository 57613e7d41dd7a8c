"""The organisation's own key, kept on paper in three parts of which two are needed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence

from app.crypto import shamir
from app.crypto.identity import DeviceKeys
from app.crypto.recovery import format_groups, parse_groups
from app.crypto.secret import Secret
from app.faults import Fault, FaultKind

DEEL_ONBEKEND = FaultKind(
    "sleuteldeel-onbekend",
    "Dit is geen deel van een organisatiesleutel.",
    "Vergelijk de code met het papier.",
)
DELEN_TE_WEINIG = FaultKind(
    "sleuteldelen-te-weinig",
    "Er zijn twee verschillende delen nodig.",
    "Vraag de tweede bewaarder om zijn of haar deel.",
)
DELEN_GEMENGD = FaultKind(
    "sleuteldelen-gemengd",
    "Deze delen horen niet bij dezelfde sleutel.",
    "Kijk of op beide papieren dezelfde organisatie en datum staan.",
)

THRESHOLD = 2
SHARES = 3
_SHARE_VERSION = 0


class OrganisationSeed(Secret):
    """32 random bytes from which the organisation's signing and sealing keys follow."""

    __slots__ = ()
    SIZE = 32

    def __init__(self, raw: bytes | bytearray) -> None:
        if len(raw) != self.SIZE:
            raise ValueError("an organisation seed is 32 bytes")
        super().__init__(raw)

    @classmethod
    def generate(cls, random: Callable[[int], bytes] = os.urandom) -> OrganisationSeed:
        return cls(random(cls.SIZE))

    def keys(self, *, practice: bool) -> DeviceKeys:
        """The same keys every time; `keys(...).public` is what devices make their escrow slot for."""
        return DeviceKeys.from_seed(self.raw, practice=practice)


class Share(Secret):
    """One part: version and number (1 byte), the mark of its set (2 bytes), and 32 bytes."""

    __slots__ = ()
    SIZE = 35
    GROUPS = 14

    def __init__(self, raw: bytes | bytearray) -> None:
        if len(raw) != self.SIZE:
            raise ValueError("a share is 35 bytes")
        super().__init__(raw)

    @property
    def number(self) -> int:
        return self.raw[0] & 0x0F

    @property
    def mark(self) -> str:
        """Four hex digits that all parts of one key have in common; print them on the paper."""
        return self.raw[1:3].hex()

    def groups(self) -> tuple[str, ...]:
        """Fourteen groups of five signs, to print once and drop."""
        return format_groups(self.raw)

    def text(self) -> str:
        return "-".join(self.groups())

    @classmethod
    def parse(cls, text: str) -> Share:
        """From typed groups or a QR code; Faults name the wrong group, or `DEEL_ONBEKEND`."""
        share = cls(parse_groups(text, cls.SIZE))
        if share.raw[0] >> 4 != _SHARE_VERSION or not 1 <= share.number <= SHARES:
            raise Fault(DEEL_ONBEKEND)
        return share


def _mark(seed: Secret) -> bytes:
    # Sixteen bits of a hash of a 256-bit random value: tells sets apart, helps nobody to guess.
    return hashlib.sha256(b"doorgaande-lijn/escrow-set/v1\x00" + seed.raw).digest()[:2]


def split_seed(seed: OrganisationSeed, random: Callable[[int], bytes] = os.urandom) -> tuple[Share, ...]:
    """Three parts; any two give the seed back, one alone says nothing about it beyond its mark."""
    parts = shamir.split(seed.raw, THRESHOLD, SHARES, random)
    return tuple(
        Share(bytearray([_SHARE_VERSION << 4 | number]) + bytearray(_mark(seed)) + parts[number])
        for number in range(1, SHARES + 1)
    )


def combine_shares(shares: Sequence[Share]) -> OrganisationSeed:
    """The seed from two or three parts. Faults: `DELEN_TE_WEINIG`, `DELEN_GEMENGD`."""
    by_number = {share.number: share for share in shares}
    if len(by_number) < THRESHOLD:
        raise Fault(DELEN_TE_WEINIG)
    if len({share.mark for share in shares}) != 1:
        raise Fault(DELEN_GEMENGD)
    seed = OrganisationSeed(shamir.combine({n: share.raw[3:] for n, share in by_number.items()}))
    if _mark(seed).hex() != shares[0].mark:
        seed.wipe()
        raise Fault(DELEN_GEMENGD)
    return seed
