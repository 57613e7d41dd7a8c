"""How long the overdracht sheet takes beside bare ReportLab with the same words: `python -m tests.documents.bench`."""

from __future__ import annotations

import io
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from xml.sax.saxutils import escape

from reportlab.graphics.shapes import Circle, Drawing, Line, String
from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

import resources
from app.documents import fonts, overdracht
from app.documents.content import LIJN, OverdrachtBlad
from tests.documents.more_samples import toestemming_ar
from tests.documents.samples import OVERDRACHT

BODY = ParagraphStyle("body", fontName="Bare-Regular", fontSize=9.2, leading=12.4)
STRONG = ParagraphStyle("strong", parent=BODY, fontName="Bare-SemiBold")
LABEL = ParagraphStyle("label", parent=STRONG, fontSize=7.8)
HEADING = ParagraphStyle("heading", parent=STRONG, fontSize=11.5, leading=15, spaceBefore=11)
TITLE = ParagraphStyle("title", parent=STRONG, fontSize=21, leading=27)


def with_arabic() -> OverdrachtBlad:
    """The sheet with about a page of Arabic in the client's own words."""
    asked = toestemming_ar()
    strengths = tuple(text.eigen for text in asked.inleiding) * 6
    wishes = tuple(vraag.waarom.eigen or vraag.titel.eigen for vraag in asked.vragen) * 4
    assert OVERDRACHT.krachten
    return replace(
        OVERDRACHT, krachten=replace(OVERDRACHT.krachten, krachten=strengths, wensen=wishes, taal="ar")
    )


def bare(sheet: OverdrachtBlad) -> bytes:
    """Set the same words with ReportLab's own paragraphs and tables: no tags, no bidi, no QR, no metadata."""
    story: list[object] = [
        _p(overdracht.title_of(sheet), LABEL),
        _p(sheet.client.naam, TITLE),
        _p(overdracht.who_line(sheet)),
    ]
    story.append(_facts(sheet.client.details))
    urgent = [_p("Dit kan niet wachten", HEADING), *(_p(punt.wat + punt.gedaan) for punt in sheet.urgent)]
    asked = [_p("Wat wij u vragen", HEADING), *(_p(vraag.wat) for vraag in sheet.vragen)]
    story += [Table([[urgent, asked]]), _line(), _p("Huishouden", HEADING)]
    story.append(_table(("Naam", "Hoort bij", "Geboren", "Opmerking"), overdracht.household_rows(sheet)))
    assert sheet.inburgering and sheet.krachten
    for title, facts in (
        ("Taal en bereikbaarheid", overdracht.taal_facts(sheet)),
        ("Overdracht", overdracht.overdracht_facts(sheet)),
        ("Verblijf", overdracht.verblijf_facts(sheet)),
        ("Inburgering", sheet.inburgering.feiten),
    ):
        story += [_p(title, HEADING), _facts(facts)]
    story.append(_p("Per thema", HEADING))
    for blok in sheet.themas or ():
        story += [_p(blok.thema, STRONG), _p(blok.stand or overdracht.NO_THEME)]
        story += [_p(f"• {text}") for text in (*blok.afspraken, *map(overdracht.action_words, blok.acties))]
    story += [_p("Dossiers die meegaan", HEADING)]
    story.append(_table(("Dossier", "Van", "Naar", "Stand", "Door"), overdracht.file_rows(sheet)))
    rows = [(r.urgentie.value, r.leefgebied, r.wat, str(r.sinds), r.stand) for r in sheet.signalen or ()]
    story += [_p("Open signalen", HEADING), _table(("Hoe snel", "Leefgebied", "Wat", "Sinds", "Stand"), rows)]
    story.append(_p("Wat goed gaat", HEADING))
    story += [_p(f"• {text}") for text in (*sheet.krachten.krachten, *sheet.krachten.wensen)]
    story += [_p("Toestemming en grond", HEADING)]
    story.append(_table(("Waarvoor", "Grond", "Gegeven op", "Tot"), overdracht.ground_rows(sheet)))
    story.append(_p(overdracht.LEFT_OUT, LABEL))
    out = io.BytesIO()
    template = SimpleDocTemplate(out, leftMargin=48, rightMargin=48, topMargin=40, bottomMargin=73)
    template.build(story, onFirstPage=_foot(sheet), onLaterPages=_foot(sheet))
    return out.getvalue()


def _p(text: str, style: ParagraphStyle = BODY) -> Paragraph:
    return Paragraph(escape(text), style)


def _facts(pairs: Sequence[tuple[str, str]]) -> Table:
    even = [*pairs, ("", "")] if len(pairs) % 2 else list(pairs)
    cells = [
        [_p(a, LABEL), _p(b), _p(c, LABEL), _p(d)]
        for (a, b), (c, d) in zip(even[::2], even[1::2], strict=True)
    ]
    return Table(cells, colWidths=[88, 160, 88, 160])


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    cells = [[_p(head, LABEL) for head in heads]]
    cells += [[_p(value, BODY if at else STRONG) for at, value in enumerate(row)] for row in rows]
    return Table(cells, repeatRows=1, style=TableStyle([("LINEBELOW", (0, 0), (-1, -1), 0.4, colors.grey)]))


def _line() -> Drawing:
    drawing = Drawing(490, 40)
    drawing.add(Line(0, 20, 490, 20))
    for at, name in enumerate(LIJN):
        drawing.add(Circle(30 + at * 60, 20, 5))
        drawing.add(String(10 + at * 60, 5, name, fontName="Bare-Regular", fontSize=7))
    return drawing


def _foot(sheet: OverdrachtBlad) -> Callable[..., None]:
    def draw(canvas, _template) -> None:  # type: ignore[no-untyped-def]
        canvas.setFont("Bare-Regular", 7.5)
        for at in range(4):
            canvas.drawString(48, 60 - at * 10, f"Gemaakt door {sheet.colofon.gemaakt_door}")

    return draw


def milliseconds(work: Callable[[], object], times: int = 15) -> float:
    """Return the median processor time of `work`, warm."""
    work()
    taken = []
    for _ in range(times):
        start = time.process_time()
        work()
        taken.append((time.process_time() - start) * 1000)
    return statistics.median(taken)


def measure() -> dict[str, float]:
    """Return milliseconds, and how many times bare ReportLab ours takes (goals: 2 for Dutch, 4 with Arabic)."""
    for weight in ("Regular", "SemiBold"):
        program = io.BytesIO(resources.read_bytes(f"fonts/NotoSans-{weight}.ttf"))
        pdfmetrics.registerFont(TTFont(f"Bare-{weight}", program))
    arabic = with_arabic()

    def new_words() -> bytes:
        fonts.forget()
        return overdracht.render(OVERDRACHT)

    base = milliseconds(lambda: bare(OVERDRACHT))
    found = {
        "dutch": milliseconds(lambda: overdracht.render(OVERDRACHT)),
        "dutch, words not seen before": milliseconds(new_words),
        "with a page of arabic": milliseconds(lambda: overdracht.render(arabic)),
        "dutch, with a password": milliseconds(lambda: overdracht.render(OVERDRACHT, password="x")),
    }
    ratios = {f"{name}, times bare": round(value / base, 2) for name, value in found.items()}
    return {
        "bare reportlab": round(base, 1),
        **{name: round(value, 1) for name, value in found.items()},
        **ratios,
    }


if __name__ == "__main__":
    for name, value in measure().items():
        print(f"{name:45} {value}")
