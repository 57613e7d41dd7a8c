"""Keys in rotation, revocation, transfer, snapshots."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """When a device was revoked, what became of its wiping, and what its last batch said that it held."""
    op.add_column("apparaat", sa.Column("ingetrokken_op", sa.Text(), nullable=True))
    op.add_column("apparaat", sa.Column("wissen", sa.Text(), nullable=False, server_default=""))
    op.add_column("apparaat", sa.Column("gewist_op", sa.Text(), nullable=True))
    op.add_column("apparaat", sa.Column("inventaris", sa.Text(), nullable=False, server_default="{}"))
