"""Alembic's door: it gets an opened, encrypted connection and never makes one itself."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"], transaction_per_migration=False)
context.run_migrations()
