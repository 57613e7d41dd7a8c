"""Grounds, inzage, restriction, retention and checkpoints of the log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Say of each waiting op why nothing of it may go; a ground for some categories, and its exception."""
    op.add_column("outbox", sa.Column("oordeel", sa.Text))
    op.add_column("grondslag", sa.Column("categorieen", sa.Text, nullable=False, server_default="[]"))
    op.add_column("grondslag", sa.Column("uitzondering", sa.Text, nullable=False, server_default=""))
    op.create_table(
        "gegevensbesluit",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("actie", sa.Text(), nullable=False),
        sa.Column("reden", sa.Text(), nullable=False),
        sa.Column("besloten_op", sa.Text(), nullable=False),
        sa.Column("besloten_door", sa.Text(), nullable=False),
        sa.Column("tot", sa.Text(), nullable=True),
        sa.Column("telling", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_gegevensbesluit_dossier_id"), "gegevensbesluit", ["dossier_id"], unique=False)
    op.create_table(
        "logboekzegel",
        sa.Column("nummer", sa.Integer(), nullable=False),
        sa.Column("kop", sa.LargeBinary(), nullable=False),
        sa.Column("op", sa.Text(), nullable=False),
        sa.Column("ondertekenaar", sa.LargeBinary(), nullable=False),
        sa.Column("handtekening", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("nummer"),
    )
