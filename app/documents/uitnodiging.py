"""An invitation on paper: a code to scan and words to read aloud to each other."""

from __future__ import annotations

from app.documents.content import Uitnodiging


def render(blad: Uitnodiging, *, password: str | None = None) -> bytes:
    """Return the invitation as PDF: steps, QR code, the fingerprint in groups, until when it holds and whom to call."""
    from app.documents import uitnodiging_pages

    return uitnodiging_pages.render(blad, password)
