"""Paragraphs to lines: which font and direction each bit has, where lines break, and the order on the line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from app.documents import bidi, fonts
from app.documents.text import clean, clean_line
from app.documents.theme import Colour, TextStyle

_SIMPLE = re.compile("[\x20-\x7e\xa1-\xac\xae-\u024f\u2013\u2014\u2018-\u201d\u2022\u2026\u20ac\n]*\\Z")
_TOKEN = re.compile(r" +|[^ ፡]+፡?|፡")
_SOFT_BREAK_AFTER = frozenset("/-_.@&=?,;:)+")
TALLER = 1.22
"""Arabic and Ethiopic letters reach further up and down than Latin ones of the same size."""


@dataclass(frozen=True, slots=True)
class Span:
    """Part of a paragraph in one look; None takes the paragraph's own."""

    text: str
    weight: str | None = None
    colour: Colour | None = None
    language: str | None = None


Text = str | Span | Sequence[Span]


@dataclass(frozen=True, slots=True)
class Run:
    """Shaped text in one font and colour; `words` are drawn one after another, from left to right."""

    face: str
    colour: Colour
    language: str
    words: tuple[fonts.Shaped, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One set line: runs from left to right, width in points."""

    runs: tuple[Run, ...]
    width: float
    size: float
    leading: float

    @property
    def baseline(self) -> float:
        """How far below the line's top the letters stand."""
        return (self.leading + 0.70 * self.size) / 2


@dataclass(frozen=True, slots=True)
class SetText:
    """A paragraph broken into lines; `shift(line, width)` places one within a column."""

    lines: tuple[Line, ...]
    text: str
    rtl: bool
    align: str
    has_rtl: bool = False
    goes_on: bool = False
    """True when more lines of the same paragraph stand elsewhere, on the next page for example."""

    @property
    def height(self) -> float:
        return sum(line.leading for line in self.lines)

    @property
    def width(self) -> float:
        return max((line.width for line in self.lines), default=0.0)

    def shift(self, line: Line, width: float) -> float:
        """Return how far from the column's left edge `line` starts."""
        room = width - line.width
        if self.align == "center":
            return room / 2
        if self.align == "left":
            return 0.0
        if self.align == "right":
            return room
        return room if (self.align == "end") != self.rtl else 0.0


@dataclass(slots=True)
class _Bit:
    """A stretch of one word (or the space between two) in one font, level and look."""

    text: str
    level: int
    face: str
    shaped: fonts.Shaped
    span: Span
    missing: bool = False


@dataclass(slots=True)
class _Word:
    """What a line may not break within: bits in logical order."""

    bits: list[_Bit] = field(default_factory=list)
    space: bool = False

    @property
    def width(self) -> float:
        return sum(bit.shaped.width for bit in self.bits)


def plain(text: Text) -> str:
    """Return the letters of `text` without looks."""
    if isinstance(text, str):
        return text
    return text.text if isinstance(text, Span) else "".join(span.text for span in text)


def set_text(text: Text, style: TextStyle, width: float) -> SetText:
    """Break `text` into lines of at most `width` points; `\\n` starts a new line."""
    if isinstance(text, str) and _SIMPLE.match(text) and style.direction != "rtl":
        return SetText(tuple(_simple_lines(text, style, width)), text, False, style.align)
    spans = [Span(text)] if isinstance(text, str) else [text] if isinstance(text, Span) else list(text)
    spans = [Span(clean(span.text), span.weight, span.colour, span.language) for span in spans]
    whole = "".join(span.text for span in spans)
    rtl = style.direction == "rtl" or (style.direction == "auto" and bidi.is_rtl(whole))
    lines: list[Line] = []
    for paragraph in _paragraphs(spans):
        lines += _lines(paragraph, style, width, rtl)
    return SetText(tuple(lines), whole, rtl, style.align, rtl or bidi.has_rtl(whole))


def text_width(text: str, style: TextStyle) -> float:
    """Return the width in points of `text` on one line."""
    return set_text(text, style, 1e9).width


def one_line(text: str, style: TextStyle, width: float) -> SetText:
    """Set text on one line, cut short with an ellipsis where it doesn't fit."""
    # No letter that fits is narrower than a fifth of the size; more text would only cost time.
    text = clean_line(text)[: int(width / style.size * 5) + 2]
    content = set_text(text, style, width)
    keep = len(text)
    while len(content.lines) > 1 and keep > 1:
        keep = min(keep - 1, int(keep * 0.9))
        content = set_text(text[:keep].rstrip() + "…", style, width)
    return content


def _simple_lines(text: str, style: TextStyle, width: float) -> Iterable[Line]:
    """Set text that is wholly in Noto Sans and runs left to right: nearly all of a Dutch sheet."""
    name = fonts.font_name("NotoSans", style.weight)
    space = fonts.shape(name, " ")
    room = width * 1000 / style.size + 0.01
    for paragraph in text.split("\n"):
        line: list[fonts.Shaped] = []
        used = 0.0
        for word in paragraph.split():
            shaped = fonts.shape(name, word)
            if line and used + space.width + shaped.width > room:
                yield _simple_line(name, line, used, style)
                line, used = [], 0.0
            if shaped.width > room:
                *full, shaped = [fonts.shape(name, part) for part in _cut(word, shaped, room)]
                for part in full:
                    yield _simple_line(name, [part], part.width, style)
            if line:
                line.append(space)
                used += space.width
            line.append(shaped)
            used += shaped.width
        yield _simple_line(name, line, used, style)


def _simple_line(name: str, words: list[fonts.Shaped], used: float, style: TextStyle) -> Line:
    run = Run(name, style.colour, style.language, tuple(words))
    return Line((run,) if words else (), used * style.size / 1000, style.size, style.leading)


def _cut(word: str, shaped: fonts.Shaped, room: float) -> list[str]:
    """Cut a word that is wider than a line into parts that aren't, after a sign such as `/` where one is near."""
    parts: list[str] = []
    start, before, reached = 0, 0.0, 0.0
    soft, soft_reached = 0, 0.0
    for at, wide in sorted(shaped.starts):
        if reached - before + wide > room and at > start:
            near = soft - start > (at - start) / 2
            end, before = (soft, soft_reached) if near else (at, reached)
            parts.append(word[start:end])
            start = end
        reached += wide
        if word[at] in _SOFT_BREAK_AFTER:
            soft, soft_reached = at + 1, reached
    parts.append(word[start:])
    return parts


def _paragraphs(spans: list[Span]) -> Iterable[list[Span]]:
    current: list[Span] = []
    for span in spans:
        first, *rest = span.text.split("\n")
        current.append(Span(first, span.weight, span.colour, span.language))
        for part in rest:
            yield current
            current = [Span(part, span.weight, span.colour, span.language)]
    yield current


def _lines(spans: list[Span], style: TextStyle, width: float, rtl: bool) -> list[Line]:
    room = width * 1000 / style.size + 0.01
    words = _words(spans, style, rtl)
    leading = style.leading * TALLER if _mostly_tall(words) else style.leading
    base = 1 if rtl else 0
    lines: list[Line] = []
    line: list[_Word] = []
    used = 0.0
    for word in words:
        if word.space:
            if line:
                line.append(word)
                used += word.width
            continue
        if line and used + word.width > room:
            lines.append(_line(line, style, leading, base))
            line, used = [], 0.0
        if word.width > room:
            *full, word = _cut_word(word, room)
            lines += [_line([part], style, leading, base) for part in full]
        line.append(word)
        used += word.width
    lines.append(_line(line, style, leading, base))
    return lines


def _mostly_tall(words: list[_Word]) -> bool:
    """Tell whether most letters are Arabic or Ethiopic; a name in between doesn't push the lines apart."""
    bits = [bit for word in words if not word.space for bit in word.bits]
    tall = sum(len(bit.text) for bit in bits if not bit.face.startswith("NotoSans-"))
    return 2 * tall > sum(len(bit.text) for bit in bits)


def _cut_word(word: _Word, room: float) -> list[_Word]:
    """Cut a word of many bits into words that fit the line."""
    parts: list[_Word] = [_Word()]
    for bit in word.bits:
        if parts[-1].bits and parts[-1].width + bit.shaped.width > room:
            parts.append(_Word())
        if bit.shaped.width <= room or bit.missing:
            parts[-1].bits.append(bit)
            continue
        language = bit.span.language or "nl"
        for number, text in enumerate(_cut(bit.text, bit.shaped, room)):
            if number:
                parts.append(_Word())
            shaped = fonts.shape(bit.face, text, bool(bit.level % 2), language)
            parts[-1].bits.append(_Bit(text, bit.level, bit.face, shaped, bit.span))
    return parts


def _words(spans: list[Span], style: TextStyle, rtl: bool) -> list[_Word]:
    """Cut one paragraph into words and spaces, and each into bits that one font shapes in one direction."""
    whole = "".join(span.text for span in spans)
    owner = [span for span in spans for _ in span.text]
    level = bidi.levels(whole, rtl=rtl)
    words: list[_Word] = []
    family = "NotoSansArabic" if rtl else "NotoSans"
    for token in _TOKEN.finditer(whole):
        word = _Word(space=token.group()[0] == " ")
        start = token.start()
        while start < token.end():
            found = fonts.family_for(whole[start], family)
            end = start + 1
            while (
                found is not None
                and end < token.end()
                and owner[end] is owner[start]
                and level[end] == level[start]
                and fonts.family_for(whole[end], found) == found
            ):
                end += 1
            word.bits.append(_bit(whole[start:end], level[start], found, owner[start], style))
            family = found or family
            start = end
        words.append(word)
    return words


def _bit(text: str, level: int, family: str | None, span: Span, style: TextStyle) -> _Bit:
    weight = span.weight or style.weight
    name = fonts.font_name(family or "NotoSans", weight)
    if family is None:
        return _Bit(text, level, name, fonts.shape_missing(name, text), span, missing=True)
    language = span.language or style.language
    if name.startswith("NotoSansArabic") and language == "nl":
        language = "ar"
    return _Bit(text, level, name, fonts.shape(name, text, bool(level % 2), language), span)


def _line(words: list[_Word], style: TextStyle, leading: float, base: int) -> Line:
    while words and words[-1].space:
        words = words[:-1]
    bits = [bit for word in words for bit in word.bits]
    ordered = _with_marks([bits[at] for at in bidi.visual_order([bit.level for bit in bits])]) if bits else []
    runs: list[Run] = []
    for bit in ordered:
        colour = bit.span.colour or style.colour
        language = _language(bit, style)
        last = runs[-1] if runs else None
        if last and (last.face, last.colour, last.language) == (bit.face, colour, language):
            runs[-1] = Run(bit.face, colour, language, (*last.words, bit.shaped))
        else:
            runs.append(Run(bit.face, colour, language, (bit.shaped,)))
    width = sum(bit.shaped.width for bit in bits) * style.size / 1000
    return Line(tuple(runs), width, style.size, leading)


def _with_marks(ordered: list[_Bit]) -> list[_Bit]:
    if len({bit.level % 2 for bit in ordered}) < 2:
        return ordered
    marks = bidi.marks_between([bit.text for bit in ordered], [bit.level for bit in ordered])
    for at, mark in reversed(marks):
        beside = ordered[at if (ordered[at].level % 2) == (mark == bidi.RLM) else at - 1]
        hidden = fonts.shape_hidden(beside.face, mark)
        ordered.insert(at, _Bit(mark, beside.level, beside.face, hidden, beside.span))
    return ordered


def _language(bit: _Bit, style: TextStyle) -> str:
    """Return the language to tell a screen reader: said, or told by the script."""
    if bit.span.language:
        return bit.span.language
    if bit.face.startswith("NotoSansArabic"):
        return style.language if style.language in ("ar", "fa", "ps", "ur", "ckb") else "ar"
    if bit.face.startswith("NotoSansEthiopic"):
        return style.language if style.language in ("ti", "am") else "ti"
    return style.language
