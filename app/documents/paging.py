"""Strips of content over pages: what is drawn behind them, where pages break, what comes back on the next one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from app.documents import theme
from app.documents.pen import REPEATED, Pen
from app.documents.theme import PAGE_HEIGHT

Draw = Callable[[Pen, float, float], None]


class Frame(Protocol):
    """Something drawn behind a group of blocks, on each page that has part of it."""

    def draw(self, pen: Pen, x: float, top: float, bottom: float) -> None: ...


@dataclass(slots=True)
class Slab:
    """A strip of a page that isn't broken: `before` is space above it, dropped at the top of a page."""

    height: float
    draw: Draw | None = None
    before: float = 0.0
    glue: bool = False
    frames: tuple[tuple[Frame, float], ...] = ()
    heads: tuple[Slab, ...] = ()


def draw_stack(pen: Pen, slabs: Sequence[Slab], x: float, top: float) -> float:
    """Draw strips under one another, frames first, and return the y below them."""
    places = []
    for slab in slabs:
        top -= slab.before
        places.append((slab, top))
        top -= slab.height
    _draw_placed(pen, places, x)
    return top


def _draw_placed(pen: Pen, places: Sequence[tuple[Slab, float]], x: float) -> None:
    spans: dict[tuple[Frame, float], tuple[float, float]] = {}
    for slab, y in places:
        for key in slab.frames:
            spans[key] = (spans.get(key, (y, y))[0], y - slab.height)
    for (frame, offset), (upper, lower) in spans.items():
        frame.draw(pen, x + offset, upper, lower)
    for slab, y in places:
        if slab.draw:
            slab.draw(pen, x, y)


class Furniture(Protocol):
    """What stands around the content of a page: `page` counts from 1."""

    top: float
    """Points between the upper edge of a following page and its content."""
    first_top: float
    bottom: float

    def draw(self, pen: Pen, page: int, pages: int, *, first: bool) -> None: ...


@dataclass(slots=True)
class Part:
    """Content that starts on a new page, with its own furniture."""

    slabs: Sequence[Slab]
    furniture: Furniture
    pages: list[list[tuple[Slab, float, bool]]] = field(default_factory=list)


def compose(pen: Pen, parts: Sequence[Part], x: float = theme.MARGIN) -> None:
    """Break all parts into pages and draw them; each part counts its own, so that it can be handed over alone."""
    for part in parts:
        _paginate(part)
    for part in parts:
        for at, page in enumerate(part.pages):
            _draw_placed(pen, [(replace(s, draw=None) if again else s, top) for s, top, again in page], x)
            repeated = [(replace(slab, frames=()), top) for slab, top, again in page if again]
            if repeated:
                pen.force(REPEATED)
                _draw_placed(pen, repeated, x)
                pen.force(None)
            part.furniture.draw(pen, at + 1, len(part.pages), first=at == 0)
            pen.next_page()


def _paginate(part: Part) -> None:
    furniture = part.furniture
    bottom = furniture.bottom
    full = PAGE_HEIGHT - furniture.top - bottom
    part.pages = [[]]
    top = PAGE_HEIGHT - furniture.first_top
    for chunk in _chunks(part.slabs):
        fresh = _fresh(part)
        needed = sum(slab.height + slab.before for slab in chunk) - (chunk[0].before if fresh else 0.0)
        breaks = needed > full
        least = sum(slab.height + slab.before for slab in chunk[:3]) if breaks else needed
        if not fresh and top - least < bottom:
            top = _turn(part, chunk[0], furniture)
        for slab in chunk:
            fresh = _fresh(part)
            before = 0.0 if fresh else slab.before
            if breaks and not fresh and top - before - slab.height < bottom:
                top = _turn(part, slab, furniture)
                before = 0.0
            top -= before
            part.pages[-1].append((slab, top, False))
            top -= slab.height


def _fresh(part: Part) -> bool:
    """Tell whether this page has nothing yet but heads that came back."""
    return all(again for _, _, again in part.pages[-1])


def _turn(part: Part, slab: Slab, furniture: Furniture) -> float:
    """Start a page with the heads of the table that goes on there, and return the y to go on from."""
    part.pages.append([])
    top = PAGE_HEIGHT - furniture.top
    for head in slab.heads:
        part.pages[-1].append((replace(head, frames=slab.frames), top, True))
        top -= head.height
    return top


def _chunks(slabs: Sequence[Slab]) -> Iterator[list[Slab]]:
    chunk: list[Slab] = []
    for slab in slabs:
        chunk.append(slab)
        if not slab.glue:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
