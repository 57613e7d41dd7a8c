"""What is drawn, not written: signs of urgency, the doorgaande lijn, bars, signatures, QR codes, frames."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.documents import theme
from app.documents.content import LIJN, LijnStand, Strokes, Urgentie, Voortgang
from app.documents.flow import Flow
from app.documents.paging import Draw
from app.documents.pen import DECORATION, Artifact, Pen
from app.documents.structure import Element
from app.documents.text import clean_line, short_date
from app.documents.theme import ACCENT, ACCENT_SOFT, ALARM, ALARM_SOFT, INK, PANEL, PAPER, RULE, SOFT, Colour
from app.documents.typesetting import SetText, one_line, set_text

WORDS = {
    Urgentie.ACUUT: "Acuut",
    Urgentie.SPOED: "Spoed",
    Urgentie.BINNENKORT: "Binnenkort",
    Urgentie.VOLGEN: "Volgen",
}


@dataclass(eq=False, slots=True)
class Panel:
    """A tinted area; `bar` draws a thick line at its left, `outline` a thin one around it."""

    width: float
    colour: Colour = PANEL
    bar: Colour | None = None
    outline: Colour | None = None

    def draw(self, pen: Pen, x: float, top: float, bottom: float) -> None:
        pen.rectangle(x, bottom, self.width, top - bottom, self.colour)
        if self.outline:
            pen.frame(x, bottom, self.width, top - bottom, self.outline, 0.6)
        if self.bar:
            pen.rectangle(x, bottom, 3.2, top - bottom, self.bar)


def alarm_panel(width: float) -> Panel:
    """Return the frame of what can't wait: dark bar and outline carry it when printed in grey."""
    return Panel(width, ALARM_SOFT, ALARM, ALARM)


def calm_panel(width: float) -> Panel:
    """Return the frame of what is asked or explained."""
    return Panel(width, ACCENT_SOFT, ACCENT)


# Signs -------------------------------------------------------------------------------------------------------


def urgency_sign(urgentie: Urgentie | None, size: float = 9.5) -> Draw:
    """Return the sign of an urgency, `draw(pen, x, y of its middle)`; each has a shape of its own. None: "let op"."""
    signs: dict[Urgentie | None, Callable[[Pen, float, float, float], None]] = {
        Urgentie.ACUUT: _octagon,
        Urgentie.SPOED: _triangle,
        Urgentie.BINNENKORT: _clock,
        Urgentie.VOLGEN: _eye,
        None: _attention,
    }
    radius = size / 2
    return lambda pen, x, y: signs[urgentie](pen, x + radius, y, radius)


def _octagon(pen: Pen, x: float, y: float, r: float) -> None:
    points = [
        (x + r * math.cos(math.pi * (at + 0.5) / 4), y + r * math.sin(math.pi * (at + 0.5) / 4))
        for at in range(8)
    ]
    pen.path(points, ALARM, filled=True)
    _exclamation(pen, x, y, r, PAPER)


def _triangle(pen: Pen, x: float, y: float, r: float) -> None:
    pen.path([(x - r, y - 0.85 * r), (x + r, y - 0.85 * r), (x, y + 0.95 * r)], ALARM, filled=True)
    _exclamation(pen, x, y - 0.2 * r, 0.72 * r, PAPER)


def _exclamation(pen: Pen, x: float, y: float, r: float, colour: Colour) -> None:
    pen.rectangle(x - 0.14 * r, y - 0.12 * r, 0.28 * r, 0.76 * r, colour)
    pen.rectangle(x - 0.14 * r, y - 0.56 * r, 0.28 * r, 0.28 * r, colour)


def _clock(pen: Pen, x: float, y: float, r: float) -> None:
    pen.circle(x, y, r - 0.5, INK, 0.9)
    pen.path([(x, y + 0.58 * r), (x, y), (x + 0.42 * r, y - 0.2 * r)], INK, 0.9)


def _eye(pen: Pen, x: float, y: float, r: float) -> None:
    upper = [(x + r * at / 6, y + 0.55 * r * (1 - (at / 6) ** 2)) for at in range(-6, 7)]
    lower = [(px, 2 * y - py) for px, py in reversed(upper)]
    pen.path(upper + lower[1:-1], SOFT, 0.8, closed=True)
    pen.circle(x, y, 0.26 * r, SOFT)


def _attention(pen: Pen, x: float, y: float, r: float) -> None:
    pen.circle(x, y, r, ACCENT)
    _exclamation(pen, x, y, 0.9 * r, PAPER)


def tick_box(ticked: bool | None, size: float = 9.0) -> Draw:
    """Return a box: ticked, crossed (False) or open (None)."""

    def draw(pen: Pen, x: float, y: float) -> None:
        low, q = y - size / 2, size / 4
        if ticked:
            pen.rectangle(x, low, size, size, INK)
            pen.path(
                [(x + 0.8 * q, low + 2 * q), (x + 1.7 * q, low + 1.1 * q), (x + 3.2 * q, low + 3 * q)],
                PAPER,
                1.3,
            )
            return
        pen.frame(x, low, size, size, INK, 0.9)
        if ticked is False:
            pen.path([(x + q, low + q), (x + 3 * q, low + 3 * q)], INK, 1.0)
            pen.path([(x + q, low + 3 * q), (x + 3 * q, low + q)], INK, 1.0)

    return draw


# The doorgaande lijn -----------------------------------------------------------------------------------------

_LINE_LABEL = theme.BODY.but(size=7.5, leading=9.5, align="center", colour=SOFT)
_LINE_NUMBER = theme.BODY.but(size=7.5, leading=9.5, align="center", weight=theme.BOLD)


def put_lijn(flow: Flow, stand: LijnStand, *, before: float = 10.0) -> None:
    """Put the eight steps as a line: filled and ticked is behind us, ringed is now, open is ahead."""
    stap = min(max(stand.stap, 1), len(LIJN))
    done = ", ".join(LIJN[: stap - 1])
    alt = f"De doorgaande lijn. Nu: stap {stap} van {len(LIJN)}, {LIJN[stap - 1]}." + (
        f" Geweest: {done}." if done else ""
    )
    figure = flow.root.child("Figure", alt=alt)
    step = flow.width / len(LIJN)
    dates = [short_date(value, absent="") for value in stand.data] + [""] * len(LIJN)

    def draw(pen: Pen, x: float, top: float) -> None:
        middle = top - 11
        figure.box = (x, top - 44, x + flow.width, top)
        centre = [x + step * (at + 0.5) for at in range(len(LIJN))]
        pen.rectangle(centre[0], middle - 0.6, centre[-1] - centre[0], 1.2, RULE, figure)
        pen.rectangle(centre[0], middle - 1.2, centre[stap - 1] - centre[0], 2.4, ACCENT, figure)
        for at, name in enumerate(LIJN):
            _step(pen, centre[at], middle, at + 1 - stap, at + 1, figure)
            style = _LINE_LABEL.but(weight=theme.BOLD, colour=INK) if at + 1 == stap else _LINE_LABEL
            left = centre[at] - step / 2 + 1
            below = pen.lines(set_text(name, style, step - 2), left, middle - 11, step - 2, figure)
            if dates[at]:
                pen.lines(
                    one_line(dates[at], _LINE_LABEL.but(size=6.5, leading=8.5), step - 2),
                    left,
                    below,
                    step - 2,
                    figure,
                )

    flow.drawing(50 if any(dates) else 41, draw, before=before)


def _step(pen: Pen, x: float, y: float, distance: int, number: int, figure: Element) -> None:
    if distance < 0:
        pen.circle(x, y, 5.2, ACCENT, target=figure)
        pen.path([(x - 2.3, y + 0.1), (x - 0.7, y - 1.6), (x + 2.4, y + 1.9)], PAPER, 1.2, target=figure)
        return
    if distance == 0:
        pen.circle(x, y, 9.2, PAPER, target=figure)
        pen.circle(x, y, 8.6, ACCENT, 1.2, target=figure)
        pen.circle(x, y, 6.6, ACCENT, target=figure)
    else:
        pen.circle(x, y, 5.2, PAPER, target=figure)
        pen.circle(x, y, 5.2, SOFT, 0.8, target=figure)
    style = _LINE_NUMBER.but(colour=PAPER if distance == 0 else SOFT)
    pen.lines(set_text(str(number), style, 12), x - 6, y + style.leading / 2, 12, figure)


# Bars --------------------------------------------------------------------------------------------------------


def put_bars(flow: Flow, bars: Sequence[Voortgang], *, label: float = 96.0, before: float = 3.0) -> None:
    """Put bars under one another, each with its name and numbers beside it."""
    for bar in bars:
        said = f"{_number(bar.gedaan)} van {_number(bar.doel)} {clean_line(bar.eenheid)}"
        figure = flow.root.child("Figure", alt=f"{clean_line(bar.naam)}: {said}")
        name = set_text(bar.naam, theme.LABEL.but(leading=13), label - 8)
        number = set_text(said, theme.BODY, flow.width)
        part = (
            min(max(bar.gedaan / bar.doel, 0.0), 1.0) if bar.doel > 0 and math.isfinite(bar.gedaan) else 0.0
        )
        length = min(170.0, flow.width - label - number.width - 10)
        flow.drawing(
            max(13.0, name.height), _bar(flow, figure, name, number, label, length, part), before=before
        )


def _bar(
    flow: Flow, figure: Element, name: SetText, number: SetText, label: float, length: float, part: float
) -> Draw:
    def draw(pen: Pen, x: float, top: float) -> None:
        figure.box = (x, top - max(13.0, name.height), x + flow.width, top)
        pen.lines(name, x, top, label, figure)
        pen.rectangle(x + label, top - 10, length * part, 7, ACCENT, figure)
        pen.frame(x + label, top - 10, length, 7, ACCENT, 0.7, figure)
        pen.lines(number, x + label + length + 8, top, number.width + 1, figure)

    return draw


def _number(value: float) -> str:
    if not math.isfinite(value):
        return "?"
    return f"{value:.1f}".rstrip("0").rstrip(".").replace(".", ",")


# Signatures and codes ----------------------------------------------------------------------------------------

_MOST_POINTS = 20_000


def draw_strokes(
    pen: Pen, strokes: Strokes, x: float, y: float, width: float, height: float, target: Element | Artifact
) -> None:
    """Draw a signature inside a box with its lower left corner at x, y, in its own proportions."""
    kept = [[(px, py) for px, py in stroke if math.isfinite(px) and math.isfinite(py)] for stroke in strokes]
    flat = [point for stroke in kept for point in stroke][:_MOST_POINTS]
    if not flat:
        return
    left, upper = min(px for px, _ in flat), min(py for _, py in flat)
    wide, high = max(px for px, _ in flat) - left, max(py for _, py in flat) - upper
    scale = min(width / wide if wide > 0 else math.inf, height / high if high > 0 else math.inf)
    scale = scale if math.isfinite(scale) else 1.0
    room = len(flat)
    for stroke in kept:
        points = [(x + (px - left) * scale, y + height - (py - upper) * scale) for px, py in stroke[:room]]
        room -= len(points)
        pen.path(points * 2 if len(points) == 1 else points, INK, 1.1, target=target)


def qr_modules(data: str) -> list[tuple[int, int, int]]:
    """Return the dark stretches of a QR code, (row, column, length), the code's own size in the first row's place.

    The first entry is (size, 0, 0).
    """
    import segno

    matrix = segno.make(
        data.encode("utf-8", "replace").decode(), error="m", micro=False, boost_error=False
    ).matrix
    stretches = [(len(matrix), 0, 0)]
    for number, row in enumerate(matrix):
        start = None
        for at, dark in enumerate([*row, 0]):
            if dark and start is None:
                start = at
            elif not dark and start is not None:
                stretches.append((number, start, at - start))
                start = None
    return stretches


def draw_qr(
    pen: Pen,
    modules: Sequence[tuple[int, int, int]],
    x: float,
    y: float,
    side: float,
    target: Element | Artifact,
) -> None:
    """Draw a QR code `side` points wide with its lower left corner at x, y; the caller leaves white around it."""
    unit = side / modules[0][0]
    boxes = [
        (x + at * unit, y + side - (row + 1) * unit, length * unit, unit) for row, at, length in modules[1:]
    ]
    pen.rectangles(boxes, (0.0, 0.0, 0.0), target)


__all__ = [
    "DECORATION",
    "WORDS",
    "Panel",
    "alarm_panel",
    "calm_panel",
    "draw_qr",
    "draw_strokes",
    "put_bars",
    "put_lijn",
    "qr_modules",
    "tick_box",
    "urgency_sign",
]
