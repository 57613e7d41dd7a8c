"""The one-time token of an invitation, and the proof that a joining device knows it."""

from __future__ import annotations

import hmac
import os
from collections.abc import Callable

from app.crypto.chain import subkey
from app.crypto.recovery import format_groups, parse_groups
from app.crypto.secret import Secret


class InvitationToken(Secret):
    """160 random bits, valid once; the register keeps only its `token_id`."""

    __slots__ = ()
    SIZE = 20

    def __init__(self, raw: bytes | bytearray) -> None:
        if len(raw) != self.SIZE:
            raise ValueError("an invitation token is 20 bytes")
        super().__init__(raw)

    @classmethod
    def generate(cls, random: Callable[[int], bytes] = os.urandom) -> InvitationToken:
        return cls(random(cls.SIZE))

    @classmethod
    def parse(cls, text: str) -> InvitationToken:
        """From typed groups or a QR code; Faults as `recovery.parse_groups`."""
        return cls(parse_groups(text, cls.SIZE))

    def text(self) -> str:
        """Eight groups of five signs, joined by dashes."""
        return "-".join(format_groups(self.raw))

    def token_id(self) -> str:
        """32 hex digits by which the register finds the invitation; they don't give the token away."""
        return subkey(self, "invitation-id", 16).hex()

    def prove(self, context: bytes) -> bytes:
        """32 bytes that only a holder of the token can make for this context.

        The context must hold everything that the proof is about: the register's identity and the joining
        device's own identity, each with its length.
        """
        return hmac.new(subkey(self, "invitation-proof"), context, "sha256").digest()

    def proof_holds(self, context: bytes, proof: bytes) -> bool:
        return hmac.compare_digest(self.prove(context), proof)


def joining_context(register: bytes, device: bytes, invitation: str) -> bytes:
    """The context of a joining device's proof: both public identities' bytes and the invitation's id."""
    parts = (register, device, invitation.encode("utf-8"))
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)
