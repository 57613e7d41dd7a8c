"""What stands around every page: running head, classification, who made it, copy, page numbers, the code to check."""

from __future__ import annotations

from app.documents import theme
from app.documents.content import Colofon
from app.documents.drawings import draw_qr, qr_modules
from app.documents.finishing import finish
from app.documents.paging import Part, compose
from app.documents.pen import DECORATION, FOOTER, HEADER, Artifact, Pen
from app.documents.structure import Element
from app.documents.text import clean_line, dutch_moment, grouped
from app.documents.theme import INK, MARGIN, MM, PAGE_HEIGHT, PAGE_WIDTH, PAPER
from app.documents.typesetting import one_line, set_text

WIDTH = PAGE_WIDTH - 2 * MARGIN
_SIDE = 15.5 * MM
_FOOT = theme.BODY.but(size=7.5, leading=10.2, colour=theme.SOFT)


class PageFurniture:
    """Head and foot of a document's pages; `code` is what the QR in the foot says, `digest` its hash to read."""

    bottom = 26 * MM

    def __init__(
        self,
        colofon: Colofon,
        running: str,
        *,
        code: str = "",
        digest: str = "",
        classification: str | None = None,
        counted: str = "Pagina",
        first_top: float = 15 * MM,
    ) -> None:
        band = 5 * MM if colofon.oefenen else 0.0
        self.top = 21 * MM + band
        self.first_top = first_top + band
        self._colofon = colofon
        self._running = running
        self._code = qr_modules(code) if code else []
        self._digest = digest
        self._counted = counted
        self._classification = clean_line(classification or colofon.classificatie)

    def draw(self, pen: Pen, page: int, pages: int, *, first: bool) -> None:
        if self._colofon.oefenen:
            _practice_band(pen)
        if first:
            pen.rectangle(0, PAGE_HEIGHT - 2.2 * MM, PAGE_WIDTH, 2.2 * MM, theme.ACCENT, DECORATION)
        else:
            self._head(pen)
        self._foot(pen, page, pages)

    def _head(self, pen: Pen) -> None:
        y = PAGE_HEIGHT - self.top + 19
        label = one_line(
            self._classification.upper(), _FOOT.but(weight=theme.SEMIBOLD, align="end"), WIDTH / 2
        )
        running = one_line(self._running, _FOOT, WIDTH - label.width - 20)
        pen.lines(running, MARGIN, y, WIDTH, HEADER)
        pen.lines(label, MARGIN + WIDTH / 2, y, WIDTH / 2, HEADER)
        pen.rectangle(MARGIN, y - 13, WIDTH, 0.5, theme.RULE, HEADER)

    def _foot(self, pen: Pen, page: int, pages: int) -> None:
        colofon = self._colofon
        right = WIDTH - (_SIDE + 10 if self._code else 0)
        y = self.bottom - 5 * MM
        pen.rectangle(MARGIN, y + 2, right, 0.5, theme.RULE, FOOTER)
        number = set_text(
            f"{self._counted} {page} van {pages}",
            _FOOT.but(weight=theme.SEMIBOLD, colour=INK, align="end"),
            right,
        )
        pen.lines(number, MARGIN, y - 2, right, FOOTER)
        bold = _FOOT.but(weight=theme.SEMIBOLD, colour=INK)
        first = (
            f"{self._classification} · {clean_line(colofon.bewaren)}"
            if colofon.bewaren
            else self._classification
        )
        lines = [(first, bold)]
        made = f"Gemaakt door {clean_line(colofon.gemaakt_door)} op {dutch_moment(colofon.gemaakt_op)}"
        lines.append((f"{made} · exemplaar {colofon.exemplaar}", _FOOT))
        lines.append((f"Nummer {clean_line(colofon.document_id)}", _FOOT))
        if self._digest:
            lines.append((f"Controlegetal {grouped(self._digest[:32])}", _FOOT))
        top = y - 2
        for text, style in lines:
            room = right - (number.width + 14 if top == y - 2 else 0)
            top = pen.lines(one_line(text, style, room), MARGIN, top, room, FOOTER)
        if self._code:
            draw_qr(pen, self._code, MARGIN + WIDTH - _SIDE, y + 2 - _SIDE, _SIDE, FOOTER)


def _practice_band(pen: Pen) -> None:
    band = Artifact("Pagination", "Watermark")
    height = 6 * MM
    y = PAGE_HEIGHT - 2.2 * MM - height
    pen.rectangle(0, y, PAGE_WIDTH, height, INK, band)
    style = theme.BODY.but(size=9, weight=theme.BOLD, colour=PAPER, align="center")
    words = set_text("OEFENEN · de mensen op dit blad zijn verzonnen", style, PAGE_WIDTH)
    pen.lines(words, 0, y + height - (height - style.leading) / 2, PAGE_WIDTH, band)


def build(
    title: str, colofon: Colofon, root: Element, parts: list[Part], password: str | None = None
) -> bytes:
    """Draw the parts of a document and return the finished file."""
    pen = Pen(title, colofon.gemaakt_op)
    compose(pen, parts)
    raw = pen.finish()
    return finish(raw, title=title, made_at=colofon.gemaakt_op, root=root, marks=pen.marks, password=password)
