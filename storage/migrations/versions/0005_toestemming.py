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
