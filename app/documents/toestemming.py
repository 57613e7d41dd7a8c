"""The client's printed copy of a consent: Dutch beside the client's own language, purpose by purpose."""

from __future__ import annotations

from app.documents.content import Toestemmingsblad


def render(blad: Toestemmingsblad, *, password: str | None = None) -> bytes:
    """Return the consent copy as PDF; the client's language runs right to left where it does."""
    from app.documents import toestemming_pages

    return toestemming_pages.render(blad, password)
