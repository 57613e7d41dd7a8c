"""Decisions, aliases, exports and remembered mappings at the register."""

from __future__ import annotations

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Nothing yet."""
