"""Lays out a report on paper."""

from __future__ import annotations

from app.documents import sheets, theme
from app.documents.content import Hoofdstuk, Tabel, Verslag, content_hash
from app.documents.drawings import put_bars
from app.documents.flow import Column, Flow
from app.documents.furniture import WIDTH, PageFurniture, build
from app.documents.paging import Part
from app.documents.structure import Element
from app.documents.text import clean_line

_LABEL = 110.0
EMPTY = "Dit hoofdstuk is leeg."


def render(verslag: Verslag, password: str | None) -> bytes:
    """Return the report as PDF bytes."""
    root = Element("Document")
    flow = Flow(WIDTH, root)
    sheets.put_masthead(flow, verslag.soort, verslag.titel, size=18)
    for text in verslag.inleiding:
        flow.text(text, theme.LARGE.but(size=10, leading=13.6), before=5)
    if verslag.feiten:
        flow.space(7)
        flow.facts(verslag.feiten, label=_LABEL, pairs=2)
    for remark in verslag.opmerkingen:
        sheets.put_remark(flow, remark)
    for hoofdstuk in verslag.hoofdstukken:
        _chapter(flow, hoofdstuk)
    if verslag.handtekeningen:
        flow.heading("Handtekening", 2)
        sheets.put_signatures(flow, verslag.handtekeningen)
    furniture = PageFurniture(
        verslag.colofon, f"{verslag.soort} · {verslag.titel}", digest=content_hash(verslag)
    )
    title = sheets.practice_or(verslag.colofon, clean_line(verslag.soort))
    return build(title, verslag.colofon, root, [Part(flow.slabs, furniture)], password)


def _chapter(flow: Flow, hoofdstuk: Hoofdstuk) -> None:
    flow.heading(hoofdstuk.titel, 2)
    start = len(flow.slabs)
    for text in hoofdstuk.tekst:
        flow.text(text)
    if hoofdstuk.feiten:
        flow.facts(hoofdstuk.feiten, label=_LABEL)
    put_bars(flow, hoofdstuk.voortgang, label=_LABEL)
    if hoofdstuk.punten:
        flow.bullets(hoofdstuk.punten)
    for tabel in hoofdstuk.tabellen:
        _table(flow, tabel)
    for remark in hoofdstuk.opmerkingen:
        sheets.put_remark(flow, remark)
    if len(flow.slabs) == start:
        flow.text(EMPTY, theme.NOTE)


def _table(flow: Flow, tabel: Tabel) -> None:
    if tabel.titel:
        flow.heading(tabel.titel, 3, before=6)
    if not tabel.rijen:
        flow.text(tabel.leeg, theme.NOTE)
        return
    count = max(len(tabel.koppen), max(len(row) for row in tabel.rijen))
    heads = [*tabel.koppen, *[""] * (count - len(tabel.koppen))]
    shares = [*tabel.breedtes, *[1.0] * (count - len(tabel.breedtes))]
    columns = [
        Column(title=title, share=share, strong=not at)
        for at, (title, share) in enumerate(zip(heads, shares, strict=False))
    ]
    flow.table(columns, [[*row, *[""] * (count - len(row))] for row in tabel.rijen])
