"""Lays out the recovery card."""

from __future__ import annotations

from app.documents import sheets, theme
from app.documents.content import Herstelblad, Opmerking
from app.documents.flow import Flow
from app.documents.furniture import WIDTH, PageFurniture, build
from app.documents.paging import Part
from app.documents.structure import Element

TITLE = "Herstelblad"


def render(blad: Herstelblad, password: str | None) -> bytes:
    """Return the page as PDF bytes."""
    root = Element("Document")
    flow = Flow(WIDTH, root)
    sheets.put_masthead(flow, TITLE, "Wachtzin kwijt? Met dit blad kom je er weer in", size=18)
    facts = [("Profiel", blad.profiel)] + ([("Organisatie", blad.organisatie)] if blad.organisatie else [])
    flow.space(4)
    flow.facts(facts, label=88.0, pairs=2)
    flow.heading("Je herstelcode", 2)
    flow.text(
        "Het teken in het vakje achteraan controleert of je goed typt.", theme.BODY, before=1, glue=True
    )
    flow.space(4, glue=True)
    wide = max((len(group.tekens) for group in blad.groepen), default=4)
    sheets.put_groups(
        flow,
        [(group.tekens, group.controle) for group in blad.groepen],
        each=4 if wide <= 5 else 3 if wide <= 7 else 2,
        size=20,
    )
    side = 132.0
    left = Flow(WIDTH - side - 26, root)
    left.heading("Wat doe je ermee", 2, before=0)
    sheets.put_steps(
        left,
        (
            "Open het programma. Kies “Wachtzin vergeten”.",
            "Typ de groepen over, met het teken achteraan. Of scan de QR-code.",
            "Kies een nieuwe wachtzin.",
            "Maak daarna een nieuw herstelblad. Dit blad werkt dan niet meer.",
        ),
    )
    right = Flow(side, root)
    sheets.put_qr(right, blad.qr, side, "QR-code met de herstelcode van dit blad")
    if blad.qr:
        right.text("Dezelfde code, om te scannen", theme.SMALL.but(align="center"), before=4)
    flow.columns([left, right], [0.0, WIDTH - side], before=14)
    flow.heading("Waar bewaar je het", 2)
    flow.bullets(
        (
            "Thuis, op een droge plek. Bijvoorbeeld bij je paspoort.",
            "Nooit in de tas van je laptop.",
            "Maak er geen foto van. Stuur het niet per mail.",
            "Kwijt of gezien door een ander? Maak meteen een nieuw herstelblad.",
        ),
        theme.LARGE,
        before=3,
    )
    if blad.hulp:
        flow.heading("Hulp nodig", 2)
        flow.text(blad.hulp, theme.LARGE)
    sheets.put_remark(flow, Opmerking(tekst="Wie dit blad heeft en je laptop, kan al je gegevens lezen."))
    furniture = PageFurniture(blad.colofon, f"{TITLE} · {blad.profiel}")
    return build(
        sheets.practice_or(blad.colofon, TITLE), blad.colofon, root, [Part(flow.slabs, furniture)], password
    )
