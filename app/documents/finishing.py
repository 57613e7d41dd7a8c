"""The last pass over a document: structure tree, metadata without names, compression and, if asked, a password."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from app.documents.structure import Element

PRODUCER = "Doorgaande Lijn"
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>nl</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate><xmp:CreatorTool>{producer}</xmp:CreatorTool>
<pdf:Producer>{producer}</pdf:Producer>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def finish(
    raw: bytes,
    *,
    title: str,
    made_at: datetime,
    root: Element,
    marks: Sequence[Sequence[Element]],
    password: str | None = None,
) -> bytes:
    """Return the finished file: with a password AES-256 (revision 6), without one the same bytes each time."""
    with pikepdf.open(BytesIO(raw)) as pdf:
        _describe(pdf, title, made_at)
        _tag(pdf, root, marks)
        out = BytesIO()
        secret: dict[str, Any] = {"deterministic_id": True}
        if password is not None:
            secret = {"encryption": pikepdf.Encryption(owner=password, user=password, R=6)}
        pdf.save(
            out,
            compress_streams=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            min_version="2.0" if password is not None else "1.7",
            **secret,
        )
    return out.getvalue()


def _describe(pdf: pikepdf.Pdf, title: str, made_at: datetime) -> None:
    catalog = pdf.Root
    catalog.Lang = String("nl")
    catalog.MarkInfo = Dictionary(Marked=True)
    catalog.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    for key in ("/PageMode", "/Outlines"):
        if key in catalog:
            del catalog[key]
    stamp = String(f"D:{made_at:%Y%m%d%H%M%S}{_zone(made_at, for_pdf=True)}")
    info = pdf.docinfo
    for key in list(info.keys()):
        del info[key]
    info.Title, info.Producer, info.Creator = String(title), String(PRODUCER), String(PRODUCER)
    info.CreationDate = info.ModDate = stamp
    xmp = _XMP.format(
        title=title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"),
        moment=f"{made_at:%Y-%m-%dT%H:%M:%S}{_zone(made_at, for_pdf=False)}",
        producer=PRODUCER,
    )
    metadata = pdf.make_stream(xmp.encode("utf-8"))
    metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
    catalog.Metadata = metadata


def _zone(moment: datetime, *, for_pdf: bool) -> str:
    offset = moment.utcoffset()
    if offset is None:
        return ""
    minutes = round(offset.total_seconds() / 60)
    sign, minutes = ("-" if minutes < 0 else "+"), abs(minutes)
    hours, rest = divmod(minutes, 60)
    return f"{sign}{hours:02d}'{rest:02d}'" if for_pdf else f"{sign}{hours:02d}:{rest:02d}"


def _tag(pdf: pikepdf.Pdf, root: Element, marks: Sequence[Sequence[Element]]) -> None:
    pages = [page.obj for page in pdf.pages]
    made: dict[int, Any] = {}
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    tree.K = Array([_element(pdf, root, tree, pages, made)])
    numbers = Array()
    for number, of_page in enumerate(marks):
        page = pages[number]
        page.StructParents, page.Tabs = number, Name.S
        numbers.append(number)
        numbers.append(pdf.make_indirect(Array([made[id(element)] for element in of_page])))
    tree.ParentTree = pdf.make_indirect(Dictionary(Nums=numbers))
    tree.ParentTreeNextKey = len(marks)
    pdf.Root.StructTreeRoot = tree


def _element(pdf: pikepdf.Pdf, element: Element, parent: Any, pages: list[Any], made: dict[int, Any]) -> Any:
    fields: dict[str, Any] = {"/S": Name("/" + element.tag), "/P": parent}
    if element.language:
        fields["/Lang"] = String(element.language)
    if element.alt:
        fields["/Alt"] = String(element.alt)
    if element.actual:
        fields["/ActualText"] = String(element.actual)
    own = next((kid[0] for kid in element.kids if isinstance(kid, tuple)), None)
    if own is not None:
        fields["/Pg"] = pages[own]
    if element.scope:
        fields["/A"] = Dictionary(O=Name.Table, Scope=Name("/" + element.scope))
    elif element.tag == "L":
        fields["/A"] = Dictionary(O=Name.List, ListNumbering=Name.Disc)
    elif element.box:
        fields["/A"] = Dictionary(O=Name.Layout, BBox=Array([round(side, 2) for side in element.box]))
    result = made[id(element)] = pdf.make_indirect(Dictionary(fields))
    kids: list[Any] = []
    for kid in element.kids:
        if isinstance(kid, Element):
            if kid.empty and kid.tag not in ("TD", "TH"):
                continue
            kids.append(_element(pdf, kid, result, pages, made))
        elif kid[0] == own:
            kids.append(kid[1])
        else:
            kids.append(Dictionary(Type=Name.MCR, Pg=pages[kid[0]], MCID=kid[1]))
    if kids:
        result.K = Array(kids) if len(kids) > 1 else kids[0]
    return result
