"""A report of any kind: title, facts, chapters with tables, bars and remarks."""

from __future__ import annotations

from app.documents.content import Verslag


def render(verslag: Verslag, *, password: str | None = None) -> bytes:
    """Return a report as PDF; it also serves import reports, breach sheets, inzage and overviews."""
    from app.documents import verslag_pages

    return verslag_pages.render(verslag, password)
