"""The recovery card: kept in a drawer, typed over once in bad light, so large and calm."""

from __future__ import annotations

from app.documents.content import Herstelblad


def render(blad: Herstelblad, *, password: str | None = None) -> bytes:
    """Return the recovery card as PDF: groups with their check characters, QR code, what to do, where to keep it."""
    from app.documents import herstelblad_pages

    return herstelblad_pages.render(blad, password)
