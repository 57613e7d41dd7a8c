"""Lays out the invitation."""

from __future__ import annotations

from app.documents import sheets, theme
from app.documents.content import Uitnodiging
from app.documents.flow import Flow
from app.documents.furniture import WIDTH, PageFurniture, build
from app.documents.paging import Part
from app.documents.structure import Element
from app.documents.text import dutch_date

TITLE = "Uitnodiging"


def render(blad: Uitnodiging, password: str | None) -> bytes:
    """Return the page as PDF bytes."""
    root = Element("Document")
    flow = Flow(WIDTH, root)
    sheets.put_masthead(
        flow, f"{TITLE} van {blad.organisatie}", f"Welkom, {blad.voor}" if blad.voor else "Welkom"
    )
    flow.space(4)
    facts = [("Je rol", blad.rol), ("Geldig tot", dutch_date(blad.geldig_tot, absent="geen einddatum"))]
    flow.facts(facts + ([("Code", blad.code)] if blad.code else []), label=88.0, pairs=2)
    fits = 0 < len(blad.qr) <= sheets.QR_MOST
    side = (190.0 if len(blad.qr) > 300 else 150.0) if fits else 150.0
    left, right = Flow(WIDTH - side - 26, root), Flow(side, root)
    left.heading("Zo begin je", 2, before=0)
    sheets.put_steps(
        left,
        (
            "Open het programma op je laptop.",
            "Kies “Ik heb een uitnodiging”.",
            "Scan deze code, of open het bestand dat je kreeg.",
            "Bel je coördinator. Lees samen de woorden hieronder hardop voor.",
            "Kloppen alle woorden? Dan ben je klaar. Klopt er één niet? Stop dan.",
        ),
    )
    sheets.put_qr(right, blad.qr, side, "QR-code met de uitnodiging")
    flow.columns([left, right], [0.0, WIDTH - side], before=12)
    flow.heading("Om hardop te vergelijken", 2)
    if blad.vingerafdruk:
        longest = max(len(group) for group in blad.vingerafdruk)
        sheets.put_groups(
            flow,
            [(group, "") for group in blad.vingerafdruk],
            each=4 if longest <= 8 else 3 if longest <= 13 else 2,
            size=14,
        )
    else:
        flow.text("Er zijn geen woorden om te vergelijken.", theme.NOTE)
    if blad.contact:
        flow.heading("Hulp nodig", 2)
        flow.text(blad.contact, theme.LARGE)
    furniture = PageFurniture(blad.colofon, f"{TITLE} · {blad.organisatie}")
    return build(
        sheets.practice_or(blad.colofon, TITLE), blad.colofon, root, [Part(flow.slabs, furniture)], password
    )
