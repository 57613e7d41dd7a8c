"""Blocks under one another: headings, paragraphs, lists, tables, columns, frames."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import pairwise

from app.documents import theme
from app.documents.paging import Draw, Frame, Slab, draw_stack
from app.documents.pen import Pen
from app.documents.structure import Element
from app.documents.theme import TextStyle
from app.documents.typesetting import SetText, Text, plain, set_text, text_width

_TALL = 190.0
"""A table row higher than this (points) may break over pages; a lower one moves to the next page whole."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A small drawing with a word beside it, as the value of a cell; `draw(pen, x, y of its middle)`."""

    draw: Draw
    text: Text
    strong: bool = False


Value = Text | Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A table column: `share` of the width, `strong` for the words that name the row."""

    title: str
    share: float = 1.0
    strong: bool = False
    align: str = "start"


class Flow:
    """A column of blocks `width` points wide whose content hangs under `root` in the structure tree."""

    def __init__(self, width: float, root: Element) -> None:
        self.width = width
        self.root = root
        self.slabs: list[Slab] = []

    @property
    def height(self) -> float:
        """Total height in points when nothing breaks."""
        return sum(slab.height + slab.before for slab in self.slabs)

    def add(self, slab: Slab) -> None:
        """Put a strip under what is there."""
        self.slabs.append(slab)

    def space(self, height: float, *, glue: bool = False) -> None:
        """Leave white, not at the top of a page."""
        self.slabs.append(Slab(0.0, before=height, glue=glue))

    def drawing(self, height: float, draw: Draw, *, before: float = 0.0, glue: bool = False) -> None:
        """Put a drawing of `height` points that doesn't break."""
        self.slabs.append(Slab(height, draw, before, glue))

    # Text ----------------------------------------------------------------------------------------------------

    def heading(self, text: str, level: int, style: TextStyle | None = None, *, before: float = 9.5) -> None:
        """Put a heading that stays with what follows it."""
        style = style or (theme.H1 if level <= 2 else theme.H2)
        self._put(
            set_text(text, style, self.width),
            self.root.child(f"H{level}"),
            before,
            glue=True,
            rule=level == 2,
        )

    def text(
        self,
        text: Text,
        style: TextStyle = theme.BODY,
        *,
        before: float = 3.0,
        tag: str = "P",
        glue: bool = False,
    ) -> None:
        """Put a paragraph; an empty one takes no room."""
        if plain(text):
            self._put(set_text(text, style, self.width), _leaf(self.root, tag, style), before, glue=glue)

    def _put(
        self, content: SetText, element: Element, before: float, *, glue: bool, rule: bool = False
    ) -> None:
        if content.has_rtl:
            element.actual = content.text
        groups = _line_groups(content, whole=glue)
        for number, group in enumerate(groups):
            last = number == len(groups) - 1
            extra = 3.0 if rule and last else 0.0
            self.slabs.append(
                Slab(
                    group.height + extra,
                    self._draw_text(group, element, rule and last),
                    before if not number else 0.0,
                    glue=glue,
                )
            )

    def _draw_text(self, content: SetText, element: Element, rule: bool) -> Draw:
        def draw(pen: Pen, x: float, top: float) -> None:
            below = pen.lines(content, x, top, self.width, element)
            if rule:
                pen.rectangle(x, below - 1.5, self.width, 0.6, theme.RULE)

        return draw

    def bullets(self, items: Sequence[Text], style: TextStyle = theme.BODY, *, before: float = 3.0) -> None:
        """Put a list; each item hangs beside its dot."""
        parent = self.root.child("L")
        for item in items:
            own = parent.child("LI")
            dot, body = own.child("Lbl"), own.child("LBody")
            rtl = set_text(item, style, self.width).rtl
            cell = Flow(self.width - 11, body)
            cell.text(item, style, before=0)
            for number, slab in enumerate(cell.slabs):
                self.slabs.append(
                    replace(
                        slab,
                        before=before if not number else slab.before,
                        draw=_bulleted(slab, self.width, style, dot if not number else None, rtl),
                    )
                )

    def marked(
        self, mark: Mark, style: TextStyle = theme.BODY, *, indent: float = 14.0, before: float = 0.0
    ) -> None:
        """Put a small drawing with words hanging beside it: at the right where the words run right to left."""
        content = set_text(
            mark.text, style.but(weight=theme.SEMIBOLD) if mark.strong else style, self.width - indent
        )
        if not content.rtl:
            content = replace(content, align="left")
        element = _leaf(self.root, "P", style)
        if content.has_rtl:
            element.actual = content.text
        for number, group in enumerate(_line_groups(content, whole=False)):
            drawing = None if number else mark.draw
            draw = self._draw_marked(group, element, drawing, indent)
            self.slabs.append(Slab(group.height, draw, 0.0 if number else before))

    def _draw_marked(self, content: SetText, element: Element, drawing: Draw | None, indent: float) -> Draw:
        def draw(pen: Pen, x: float, top: float) -> None:
            if drawing:
                middle = top - content.lines[0].leading / 2
                drawing(pen, x + self.width - 9.5 if content.rtl else x, middle)
            pen.lines(content, x if content.rtl else x + indent, top, self.width - indent, element)

        return draw

    # Tables --------------------------------------------------------------------------------------------------

    def facts(self, rows: Sequence[tuple[str, Value]], *, label: float = 96.0, pairs: int = 1) -> None:
        """Put name and value beside each other, `pairs` of them on a row; `label` is the names' width."""
        table = self.root.child("Table")
        gap = 14.0
        each = (self.width - gap * (pairs - 1)) / pairs
        for start in range(0, len(rows), pairs):
            row = table.child("TR")
            cells, offsets = [], []
            part = list(rows[start : start + pairs])
            for number, (name, value) in enumerate(part + [("", "")] * (pairs - len(part))):
                left = number * (each + gap)
                cells += [
                    _cell(
                        name,
                        theme.LABEL.but(leading=theme.BODY.leading),
                        label - 8,
                        row.child("TH", scope="Row"),
                    ),
                    _cell(value, theme.BODY.but(align="left"), each - label, row.child("TD")),
                ]
                offsets += [left, left + label]
            self.slabs += _side_by_side(cells, offsets, before=2.0)

    def table(
        self, columns: Sequence[Column], rows: Sequence[Sequence[Value]], *, before: float = 4.0
    ) -> None:
        """Put a table whose head comes back on every page; a row breaks over pages only when it is very high."""
        table = self.root.child("Table")
        widths, offsets = self._columns(columns, rows)
        head_row = table.child("THead").child("TR")
        heads = [
            _cell(
                column.title,
                theme.TABLE_HEAD.but(align=column.align),
                width,
                head_row.child("TH", scope="Column"),
            )
            for column, width in zip(columns, widths, strict=True)
        ]
        head = _under(_side_by_side(heads, offsets, whole=True)[0], self.width, 3.0, theme.ACCENT, 0.9)
        head.before, head.glue = before, True
        self.slabs.append(head)
        body = table.child("TBody")
        for row in rows:
            self.slabs += self._row(columns, row, widths, offsets, body.child("TR"), head)

    def _columns(
        self, columns: Sequence[Column], rows: Sequence[Sequence[Value]]
    ) -> tuple[list[float], list[float]]:
        """Share out the width; a column that would break its longest word takes room from those that have some over."""
        gap = 10.0
        room = self.width - gap * (len(columns) - 1)
        unit = room / sum(column.share for column in columns)
        widths = [column.share * unit for column in columns]
        most = room / len(columns) * 1.5
        needed = [
            min(
                most,
                max(
                    _longest_word(value, column) for value in (column.title, *(row[at] for row in rows[:200]))
                ),
            )
            for at, column in enumerate(columns)
        ]
        short = sum(max(0.0, need - width) for need, width in zip(needed, widths, strict=True))
        over = sum(max(0.0, width - need) for need, width in zip(needed, widths, strict=True))
        if short and over:
            part = min(1.0, short / over)
            gain = min(1.0, over / short)
            widths = [
                width + (need - width) * (gain if need > width else part)
                for need, width in zip(needed, widths, strict=True)
            ]
        return widths, [sum(widths[:at]) + at * gap for at in range(len(widths))]

    def _row(
        self,
        columns: Sequence[Column],
        row: Sequence[Value],
        widths: list[float],
        offsets: list[float],
        element: Element,
        head: Slab,
    ) -> list[Slab]:
        cells = []
        for column, value, width in zip(columns, row, widths, strict=True):
            style = theme.STRONG if column.strong else theme.BODY
            cells.append(_cell(value, style.but(align=column.align), width, element.child("TD")))
        slabs = _side_by_side(cells, offsets)
        slabs[0] = _over(slabs[0], 3.0)
        slabs[-1] = _under(slabs[-1], self.width, 3.0, theme.RULE, 0.4)
        for slab in slabs:
            slab.heads = (head,)
        return slabs

    def columns(self, cells: Sequence[Flow], offsets: Sequence[float], *, before: float = 0.0) -> None:
        """Put ready columns beside each other; each starts `offsets` points from the left."""
        if cells:
            self.slabs += _side_by_side(list(cells), list(offsets), before=before)

    # Groups --------------------------------------------------------------------------------------------------

    @contextmanager
    def framed(
        self,
        frame: Frame,
        *,
        tag: str = "Sect",
        inset: float = 10.0,
        right: float = 10.0,
        padding: float = 8.0,
        before: float = 8.0,
    ) -> Iterator[Flow]:
        """Let what is put in the inner flow stand in a frame that goes on over pages."""
        inner = Flow(self.width - inset - right, self.root.child(tag))
        yield inner
        if not inner.slabs:
            return
        inner.slabs[0].before = 0.0
        inner.slabs[-1].glue = True
        padded = [Slab(padding, glue=True), *inner.slabs, Slab(padding)]
        for number, slab in enumerate(padded):
            self.slabs.append(
                Slab(
                    slab.height,
                    _moved(slab.draw, inset),
                    before if not number else slab.before,
                    slab.glue,
                    ((frame, 0.0), *((other, x + inset) for other, x in slab.frames)),
                    tuple(replace(head, draw=_moved(head.draw, inset)) for head in slab.heads),
                )
            )

    @contextmanager
    def together(self) -> Iterator[None]:
        """Keep what is put meanwhile on one page, when it fits one."""
        start = len(self.slabs)
        yield
        for slab in self.slabs[start:-1]:
            slab.glue = True


def _leaf(parent: Element, tag: str, style: TextStyle) -> Element:
    if parent.tag in ("P", "TD", "TH", "LBody", "Lbl", "Caption"):
        return parent
    return parent.child(tag, language=style.language if style.language != "nl" else None)


def _cell(text: Value, style: TextStyle, width: float, element: Element) -> Flow:
    if style.language != "nl":
        element.language = style.language
    cell = Flow(width, element)
    if isinstance(text, Mark):
        cell.marked(text, style)
        return cell
    cell.text(text, style, before=0)
    return cell


def _longest_word(value: Value, column: Column) -> float:
    """Return the width in points of the widest word of a cell."""
    extra, text = (14.0, value.text) if isinstance(value, Mark) else (0.0, value)
    style = theme.STRONG if column.strong or text is column.title else theme.BODY
    longest = sorted(plain(text).split(), key=len)[-3:]
    return extra + max((text_width(word, style) for word in longest), default=0.0)


def _line_groups(content: SetText, *, whole: bool) -> list[SetText]:
    """Cut a paragraph where it may break: never one line alone at the top or bottom of a page."""
    lines = content.lines
    if whole or len(lines) <= 3:
        return [content]
    cuts = [0, *range(2, len(lines) - 1), len(lines)]
    return [replace(content, lines=lines[a:b], goes_on=b < len(lines)) for a, b in pairwise(cuts)]


def _moved(draw: Draw | None, by: float) -> Draw | None:
    if draw is None or not by:
        return draw
    return lambda pen, x, top: draw(pen, x + by, top)


def _bulleted(slab: Slab, width: float, style: TextStyle, dot: Element | None, rtl: bool) -> Draw:
    mark = set_text("•", style.but(direction="ltr", align="left"), width) if dot else None

    def draw(pen: Pen, x: float, top: float) -> None:
        if mark and dot:
            pen.lines(mark, x + width - 5 if rtl else x, top, width, dot)
        if slab.draw:
            slab.draw(pen, x if rtl else x + 11, top)

    return draw


def _over(slab: Slab, padding: float) -> Slab:
    inner = slab.draw

    def draw(pen: Pen, x: float, top: float) -> None:
        if inner:
            inner(pen, x, top - padding)

    return replace(slab, height=slab.height + padding, draw=draw)


def _under(slab: Slab, width: float, padding: float, colour: theme.Colour, thickness: float) -> Slab:
    inner, height = slab.draw, slab.height

    def draw(pen: Pen, x: float, top: float) -> None:
        if inner:
            inner(pen, x, top)
        pen.rectangle(x, top - height - padding, width, thickness, colour)

    return replace(slab, height=height + padding, draw=draw)


def _side_by_side(
    cells: list[Flow], offsets: list[float], *, before: float = 0.0, whole: bool = False
) -> list[Slab]:
    """Return one strip with all cells, or, when that would be very high, strips of a few lines each."""
    height = max((cell.height for cell in cells), default=0.0)
    if whole or height <= _TALL:
        return [Slab(height, _draw_cells([cell.slabs for cell in cells], offsets), before)]
    waiting = [list(cell.slabs) for cell in cells]
    strips: list[Slab] = []
    while any(waiting):
        parts = _next_strip(waiting)
        tallest = max(_height(part) for part in parts)
        frames = tuple(
            dict.fromkeys(
                (frame, x + offset)
                for part, offset in zip(parts, offsets, strict=True)
                for slab in part
                for frame, x in slab.frames
            )
        )
        bare = [[replace(slab, frames=()) for slab in part] for part in parts]
        glue = any(part[-1].glue for part in parts if part)
        strips.append(Slab(tallest, _draw_cells(bare, offsets), 0.0 if strips else before, glue, frames))
    return strips


def _next_strip(waiting: list[list[Slab]]) -> list[list[Slab]]:
    """Take from each cell what fits beside the highest of their next slabs."""
    room = max(slabs[0].height + slabs[0].before for slabs in waiting if slabs) + 0.1
    parts: list[list[Slab]] = []
    for slabs in waiting:
        count = 0
        while count < len(slabs) and _height(slabs[: count + 1]) <= room:
            count += 1
        parts.append(slabs[:count])
        del slabs[:count]
    return parts


def _height(slabs: Sequence[Slab]) -> float:
    return sum(slab.height + slab.before for slab in slabs)


def _draw_cells(cells: list[list[Slab]], offsets: list[float]) -> Draw:
    def draw(pen: Pen, x: float, top: float) -> None:
        for slabs, offset in zip(cells, offsets, strict=True):
            draw_stack(pen, slabs, x + offset, top)

    return draw
