"""Own checklists and what follows up a signal."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables of what belongs to the organisation and to no client."""
    op.create_table(
        "eigen_lijst",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("versie", sa.Integer(), nullable=False),
        sa.Column("naam", sa.Text(), nullable=False),
        sa.Column("template_hash", sa.Text(), nullable=False),
        sa.Column("inhoud", sa.Text(), nullable=False),
        sa.Column("gepubliceerd_op", sa.Text(), nullable=False),
        sa.Column("gepubliceerd_door", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_eigen_lijst_dossier_id"), "eigen_lijst", ["dossier_id"], unique=False)
    op.create_table(
        "organisatiegegevens",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("dossier_id", sa.Text(), nullable=False),
        sa.Column("contactpersoon", sa.Text(), nullable=False),
        sa.Column("telefoon", sa.Text(), nullable=False),
        sa.Column("bereikbaar", sa.Text(), nullable=False),
        sa.Column("uit_gebruik", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        op.f("ix_organisatiegegevens_dossier_id"), "organisatiegegevens", ["dossier_id"], unique=False
    )
