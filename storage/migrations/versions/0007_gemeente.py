"""Decisions, aliases, exports and remembered mappings at the register."""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """What the register keeps, and an index by which the last contact of a dossier is found at once."""
    op.create_index(
        "ix_contactmoment_laatste",
        "contactmoment",
        ["dossier_id", "contact_gelukt", "plaatsgevonden_op"],
        unique=False,
    )
