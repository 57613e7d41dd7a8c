"""Lays out one paper of an organisation's key."""

from __future__ import annotations

from app.documents import sheets, theme
from app.documents.content import Opmerking, Sleutelpapier
from app.documents.flow import Flow
from app.documents.furniture import WIDTH, PageFurniture, build
from app.documents.paging import Part
from app.documents.structure import Element

TITLE = "Sleutelpapier"


def render(papier: Sleutelpapier, password: str | None) -> bytes:
    """Return the page as PDF bytes."""
    root = Element("Document")
    flow = Flow(WIDTH, root)
    title = f"{TITLE} {papier.nummer} van {papier.aantal}"
    sheets.put_masthead(flow, title, "Twee van deze papieren samen openen een profiel", size=18)
    facts = [("Organisatie", papier.organisatie)] if papier.organisatie else []
    flow.space(4)
    flow.facts([*facts, ("Merk", papier.merk), ("Vingerafdruk", papier.vingerafdruk)], label=88.0, pairs=1)
    flow.heading("De code van dit papier", 2)
    flow.text(
        "Het teken in het vakje achteraan controleert of je goed typt.", theme.BODY, before=1, glue=True
    )
    flow.space(4, glue=True)
    sheets.put_groups(flow, [(group.tekens, group.controle) for group in papier.groepen], each=4, size=18)
    flow.heading("Wat doe je ermee", 2)
    sheets.put_steps(
        flow,
        (
            "Iemand is zijn wachtzin en herstelblad kwijt. Vraag wie het is. Kijk of je diegene kent.",
            "Ga er samen heen met een tweede bewaarder. Die heeft een ander papier met hetzelfde merk.",
            "Kies op die computer “Andere hulp bij openen” en dan “Mijn organisatie helpt me”.",
            "Typ allebei je eigen code over. Daarna kiest de eigenaar een nieuwe wachtzin.",
        ),
    )
    flow.heading("Waar bewaar je het", 2)
    flow.bullets(
        (
            "Op slot, op een andere plek dan de andere papieren.",
            "Maak er geen foto van. Stuur het niet per mail.",
            "Kwijt of gezien door een ander? Meld het meteen bij je organisatie.",
        ),
        theme.LARGE,
        before=3,
    )
    sheets.put_remark(
        flow, Opmerking(tekst="Wie twee papieren heeft en een computer, kan alles op die computer lezen.")
    )
    furniture = PageFurniture(papier.colofon, title)
    return build(
        sheets.practice_or(papier.colofon, title),
        papier.colofon,
        root,
        [Part(flow.slabs, furniture)],
        password,
    )
