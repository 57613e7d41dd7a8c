"""Mailboxes: dumb, untrusted places for sealed files. All keep one contract (tests/sync/test_mailboxes.py)."""

from __future__ import annotations
