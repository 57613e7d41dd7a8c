"""Parts that several documents share: the top of a page, steps, signatures, remarks, big code groups."""

from __future__ import annotations

from collections.abc import Sequence

from app.documents import theme
from app.documents.content import Colofon, Handtekening, Opmerking
from app.documents.drawings import (
    WORDS,
    alarm_panel,
    calm_panel,
    draw_qr,
    draw_strokes,
    qr_modules,
    urgency_sign,
)
from app.documents.flow import Flow, Mark
from app.documents.paging import Draw
from app.documents.pen import Pen
from app.documents.structure import Element
from app.documents.text import clean_line, dutch_date
from app.documents.theme import TextStyle
from app.documents.typesetting import SetText, Span, set_text

_Group = tuple[int, SetText, SetText, Element]
QR_MOST = 1200
"""Characters above which a QR code on paper can't be read with an ordinary telephone."""


def title_style(title: str, size: float) -> TextStyle:
    """Return the style of a title: a very long name is set smaller, so that the page stays readable at a glance."""
    size *= 1.0 if len(title) <= 50 else 0.72 if len(title) <= 90 else 0.5
    return theme.TITLE.but(size=size, leading=size * 1.3, align="left")


def put_masthead(flow: Flow, kicker: str, title: str, *, size: float = 20.0) -> None:
    """Put the kind of document in small capitals above its title."""
    flow.text(clean_line(kicker).upper(), theme.KICKER, before=0)
    flow.heading(clean_line(title), 1, title_style(title, size), before=1)


def put_remark(flow: Flow, remark: Opmerking) -> None:
    """Put a callout: a sign, the word, the text."""
    urgent = remark.urgentie is not None and remark.urgentie.value in ("acuut", "spoed")
    word = WORDS[remark.urgentie] if remark.urgentie else "Let op"
    panel = alarm_panel(flow.width) if urgent else calm_panel(flow.width)
    with flow.framed(panel, inset=12, padding=7, before=8) as box:
        colour = theme.ALARM if urgent else theme.ACCENT
        text = [Span(f"{word}. ", theme.BOLD, colour), Span(remark.tekst)]
        box.marked(Mark(urgency_sign(remark.urgentie, 10), text))


def put_steps(flow: Flow, steps: Sequence[str], *, before: float = 5.0) -> None:
    """Put numbered steps, the numbers in filled circles."""
    parent = flow.root.child("L")
    for number, step in enumerate(steps, 1):
        item = parent.child("LI")
        label = item.child("Lbl")
        digit = set_text(
            str(number),
            theme.BODY.but(size=8, leading=10, weight=theme.BOLD, colour=theme.PAPER, align="center"),
            14,
        )

        def draw(pen: Pen, x: float, y: float, label: Element = label, digit: SetText = digit) -> None:
            pen.circle(x + 6, y, 6.5, theme.ACCENT)
            pen.lines(digit, x - 1, y + 5, 14, label)

        cell = Flow(flow.width, item.child("LBody"))
        cell.marked(Mark(draw, step), theme.LARGE, indent=20, before=before)
        flow.slabs += cell.slabs


def put_groups(flow: Flow, groups: Sequence[tuple[str, str]], *, each: int, size: float = 17.0) -> None:
    """Put code groups in large type, `each` on a row; the second of a pair is the check character."""
    gap = 9.0
    width = (flow.width - gap * (each - 1)) / each
    height = size * 2.35
    style = theme.BODY.but(
        size=size, leading=size * 1.3, weight=theme.SEMIBOLD, align="left", direction="ltr"
    )
    number_style = theme.BODY.but(size=7, leading=9, colour=theme.SOFT)
    for start in range(0, len(groups), each):
        row = [
            (
                number,
                set_text(group, style, width * 3),
                set_text(check, style.but(colour=theme.ACCENT), width),
                flow.root.child("P"),
            )
            for number, (group, check) in enumerate(groups[start : start + each], start + 1)
        ]

        def draw(pen: Pen, x: float, top: float, row: list[_Group] = row) -> None:
            for at, (number, group, check, element) in enumerate(row):
                left = x + at * (width + gap)
                tail = check.width + 12 if check.width else 0.0
                pen.frame(left, top - height, width, height, theme.SOFT, 0.8)
                if tail:
                    pen.rectangle(
                        left + width - tail - 3,
                        top - height + 0.8,
                        tail + 2.2,
                        height - 1.6,
                        theme.ACCENT_SOFT,
                    )
                pen.lines(set_text(str(number), number_style, 20), left + 5, top - 2, 20, element)
                middle = left + (width - tail - group.width) / 2
                below = top - height + (height + style.leading) / 2 - 4
                pen.lines(group, middle, below, width, element)
                if tail:
                    pen.lines(check, left + width - tail + 4, below, tail, element)

        flow.drawing(height, draw, before=8 if start else 4)


def put_signatures(flow: Flow, signatures: Sequence[Handtekening], *, place: str = "") -> None:
    """Put signatures beside each other, two on a row: the strokes, or a line to sign on."""
    gap = 18.0
    each = (flow.width - gap) / 2
    for start in range(0, len(signatures), 2):
        cells = []
        for signature in signatures[start : start + 2]:
            cell = Flow(each, flow.root)
            who = clean_line(signature.naam) or "Naam:"
            figure = cell.root.child(
                "Figure",
                alt=f"Handtekening van {who}" if signature.strepen else f"Plaats om te tekenen: {who}",
            )
            cell.drawing(48, _signature(signature, figure, each))
            cell.text(
                [Span(who, theme.SEMIBOLD), Span(f", {signature.rol}" if signature.rol else "")], before=3
            )
            cell.text(dutch_date(signature.datum, absent="Datum:"), theme.SMALL, before=0)
            cells.append(cell)
        flow.columns(cells, [0.0, each + gap][: len(cells)], before=10)


def _signature(signature: Handtekening, figure: Element, width: float) -> Draw:
    def draw(pen: Pen, x: float, top: float) -> None:
        figure.box = (x, top - 48, x + width, top)
        pen.rectangle(x, top - 48, width, 0.7, theme.INK, figure)
        draw_strokes(pen, signature.strepen, x + 6, top - 46, width - 12, 44, figure)

    return draw


def put_qr(flow: Flow, data: str, side: float, alt: str, *, before: float = 0.0) -> None:
    """Put a QR code; data that is too much for paper is answered with a sentence."""
    if not data:
        return
    if len(data) > QR_MOST:
        flow.text("Deze code is te groot voor papier. Gebruik het bestand.", theme.NOTE, before=before)
        return
    modules = qr_modules(data)
    figure = flow.root.child("Figure", alt=alt)

    def draw(pen: Pen, x: float, top: float) -> None:
        figure.box = (x, top - side, x + side, top)
        draw_qr(pen, modules, x, top - side, side, figure)

    flow.drawing(side, draw, before=before)


def practice_or(colofon: Colofon, title: str) -> str:
    """Return the title for the file's metadata."""
    return f"OEFENEN: {title}" if colofon.oefenen else title
