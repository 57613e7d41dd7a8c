"""One paper of an organisation's key: kept by one person, typed over on the day that somebody lost everything else."""

from __future__ import annotations

from app.documents.content import Sleutelpapier


def render(papier: Sleutelpapier, *, password: str | None = None) -> bytes:
    """Return the paper as PDF: groups with their check characters, what to do with it, where to keep it."""
    from app.documents import sleutelpapier_pages

    return sleutelpapier_pages.render(papier, password)
