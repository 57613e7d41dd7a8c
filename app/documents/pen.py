"""Draws on reportlab's canvas: shaped lines, rules and boxes, each inside the structure element it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from app.documents import fonts
from app.documents.embedding import FontUse
from app.documents.structure import Element
from app.documents.theme import PAGE_HEIGHT, PAGE_WIDTH, Colour
from app.documents.typesetting import Line, SetText

rl_config.canvas_basefontname = "NotoSans-Regular"

Point = tuple[float, float]
_CIRCLE = 0.5523


class _Sheet(Canvas):  # type: ignore[misc]
    """A canvas that names no font by itself: only the embedded ones are used."""

    def _make_preamble(self) -> None:
        self._preamble = "1 0 0 1 0 0 cm"


class Artifact:
    """A reason why something on the page is not part of its content; `kind` is PDF's, empty for decoration."""

    def __init__(self, kind: str = "", subtype: str = "") -> None:
        named = f" /Subtype /{subtype}" if subtype else ""
        self.operator = f"/Artifact <</Type /{kind}{named}>> BDC" if kind else "/Artifact BMC"


DECORATION = Artifact("Layout")
HEADER = Artifact("Pagination", "Header")
FOOTER = Artifact("Pagination", "Footer")
REPEATED = Artifact("Pagination")


class Pen:
    """Draws one document page by page, in points from the lower left corner; ask `finish` for the bytes."""

    def __init__(self, title: str, made_at: datetime) -> None:
        self._buffer = BytesIO()
        self._canvas: Any = _Sheet(
            self._buffer,
            pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
            pageCompression=0,
            invariant=1,
            initialFontName="NotoSans-Regular",
            lang="nl",
        )
        self._canvas.setTitle(title)
        self._canvas.setAuthor("")
        self._canvas.setSubject("")
        self._canvas.setCreator("Doorgaande Lijn")
        self._canvas.setProducer("Doorgaande Lijn")
        self._code: list[str] = []
        self._open: Element | Artifact | None = None
        self._forced: Artifact | None = None
        self._fill: Colour | None = None
        self._font: tuple[str, float] | None = None
        self.fonts = FontUse()
        self.page = 0
        self.marks: list[list[Element]] = [[]]
        self.made_at = made_at

    # Pages ---------------------------------------------------------------------------------------------------

    def next_page(self) -> None:
        """Close this page."""
        self._close()
        self._canvas.addLiteral("\n".join(self._code))
        self._canvas.showPage()
        self._code = []
        self._fill = self._font = None
        self.page += 1
        self.marks.append([])

    def finish(self) -> bytes:
        """Return reportlab's file, without structure and metadata yet; the last page must be closed."""
        self.marks.pop()
        self.fonts.add_to(self._canvas._doc)
        self._canvas.save()
        return self._buffer.getvalue()

    # Marked content ------------------------------------------------------------------------------------------

    def within(self, target: Element | Artifact) -> None:
        """Let what follows belong to `target`."""
        target = self._forced or target
        if target is self._open:
            return
        self._close()
        self._open = target
        if isinstance(target, Artifact):
            self._code.append(target.operator)
            return
        marks = self.marks[self.page]
        self._code.append(f"/{target.tag} <</MCID {len(marks)}>> BDC")
        target.kids.append((self.page, len(marks)))
        marks.append(target)

    def force(self, artifact: Artifact | None) -> None:
        """Make everything an artifact (a table head repeated on the next page) until called with None."""
        self._close()
        self._forced = artifact

    def _close(self) -> None:
        if self._open is not None:
            self._code.append("EMC")
            self._open = None

    # Text ----------------------------------------------------------------------------------------------------

    def lines(self, text: SetText, x: float, top: float, width: float, target: Element | Artifact) -> float:
        """Draw set lines in a column and return the y below them."""
        for number, line in enumerate(text.lines, 1):
            wrapped = number < len(text.lines) or text.goes_on
            self._line(line, x + text.shift(line, width), top, target, wrapped=wrapped, rtl=text.rtl)
            top -= line.leading
        return top

    def _line(
        self, line: Line, x: float, top: float, target: Element | Artifact, *, wrapped: bool, rtl: bool
    ) -> None:
        """Draw one line with its top at `top`; a wrapped one ends in a space, or words would stick when read aloud."""
        if not line.runs:
            return
        self.within(target)
        language = target.language or "nl" if isinstance(target, Element) else None
        space = fonts.shape(line.runs[0 if rtl else -1].face, " ") if wrapped else None
        if space and rtl:
            x -= space.width * line.size / 1000
        self._code.append(f"BT 1 0 0 1 {x:.2f} {top - line.baseline:.2f} Tm")
        for number, run in enumerate(line.runs):
            words = run.words
            if space and rtl and not number:
                words = (space, *words)
            elif space and not rtl and number == len(line.runs) - 1:
                words = (*words, space)
            self._colour(run.colour)
            key = (run.face, line.size)
            if key != self._font:
                self._font = key
                self._code.append(f"/{self.fonts.short_name(run.face)} {line.size:g} Tf")
            if language is not None and run.language != language:
                self._code.append(f"/Span <</Lang ({run.language})>> BDC")
                self._run(run.face, words)
                self._code.append("EMC")
            else:
                self._run(run.face, words)
        self._code.append("ET")

    def _run(self, face: str, words: Sequence[fonts.Shaped]) -> None:
        used = self.fonts.used(face)
        operands: list[str] = []
        for word in words:
            used |= word.glyphs
            for piece in word.pieces:
                operands.append(piece if isinstance(piece, str) else self.fonts.composite(face, piece))
        self._code.append(f"[{''.join(operands)}] TJ".replace("><", ""))

    def _colour(self, colour: Colour) -> None:
        if colour != self._fill:
            self._fill = colour
            self._code.append(f"{colour[0]:.3f} {colour[1]:.3f} {colour[2]:.3f} rg")

    # Shapes --------------------------------------------------------------------------------------------------

    def rectangle(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        colour: Colour,
        target: Element | Artifact = DECORATION,
    ) -> None:
        """Fill a rectangle with its lower left corner at x, y."""
        self.within(target)
        self._colour(colour)
        self._code.append(f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re f")

    def rectangles(
        self, boxes: Iterable[tuple[float, float, float, float]], colour: Colour, target: Element | Artifact
    ) -> None:
        """Fill many rectangles (x, y, width, height) in one go."""
        self.within(target)
        self._colour(colour)
        self._code.append(" ".join(f"{x:.2f} {y:.2f} {w:.2f} {h:.2f} re" for x, y, w, h in boxes) + " f")

    def frame(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        colour: Colour,
        thickness: float = 0.75,
        target: Element | Artifact = DECORATION,
    ) -> None:
        """Draw the outline of a rectangle, the line wholly inside it."""
        half = thickness / 2
        self.within(target)
        self._code.append(
            f"{_stroke(colour, thickness)} {x + half:.2f} {y + half:.2f} "
            f"{width - thickness:.2f} {height - thickness:.2f} re S"
        )

    def path(
        self,
        points: Sequence[Point],
        colour: Colour,
        thickness: float = 0.75,
        *,
        closed: bool = False,
        filled: bool = False,
        target: Element | Artifact = DECORATION,
    ) -> None:
        """Draw a line through `points`, or the area inside them."""
        if len(points) < 2:
            return
        self.within(target)
        steps = " ".join(f"{x:.2f} {y:.2f} {'l' if number else 'm'}" for number, (x, y) in enumerate(points))
        if filled:
            self._colour(colour)
            self._code.append(f"{steps} h f")
        else:
            self._code.append(f"{_stroke(colour, thickness)} {steps} {'s' if closed else 'S'}")

    def circle(
        self,
        x: float,
        y: float,
        radius: float,
        colour: Colour,
        thickness: float = 0.0,
        target: Element | Artifact = DECORATION,
    ) -> None:
        """Draw a circle around x, y: filled, or an outline when `thickness` is given."""
        self.within(target)
        k = radius * _CIRCLE
        curve = (
            f"{x + radius:.2f} {y:.2f} m "
            f"{x + radius:.2f} {y + k:.2f} {x + k:.2f} {y + radius:.2f} {x:.2f} {y + radius:.2f} c "
            f"{x - k:.2f} {y + radius:.2f} {x - radius:.2f} {y + k:.2f} {x - radius:.2f} {y:.2f} c "
            f"{x - radius:.2f} {y - k:.2f} {x - k:.2f} {y - radius:.2f} {x:.2f} {y - radius:.2f} c "
            f"{x + k:.2f} {y - radius:.2f} {x + radius:.2f} {y - k:.2f} {x + radius:.2f} {y:.2f} c"
        )
        if thickness:
            self._code.append(f"{_stroke(colour, thickness)} {curve} s")
        else:
            self._colour(colour)
            self._code.append(f"{curve} f")


def _stroke(colour: Colour, thickness: float) -> str:
    return f"{colour[0]:.3f} {colour[1]:.3f} {colour[2]:.3f} RG {thickness:g} w 1 J 1 j"
