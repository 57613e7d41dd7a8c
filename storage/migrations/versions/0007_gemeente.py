"""Decisions, aliases, exports and remembered mappings at the register."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """What the register keeps, and an index by which the last contact of a dossier is found at once."""
    op.create_table(
        "dubbelbesluit",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("een", sa.Text(), nullable=False),
        sa.Column("ander", sa.Text(), nullable=False),
        sa.Column("samen", sa.Integer(), nullable=False),
        sa.Column("reden", sa.Text(), nullable=False),
        sa.Column("door", sa.Text(), nullable=False),
        sa.Column("besloten_op", sa.Text(), nullable=False),
        sa.Column("ongedaan_door", sa.Text(), nullable=False),
        sa.Column("ongedaan_op", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_contactmoment_laatste",
        "contactmoment",
        ["dossier_id", "contact_gelukt", "plaatsgevonden_op"],
        unique=False,
    )
