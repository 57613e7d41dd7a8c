"""The eight font files: what they cover, how they shape text, and what of them goes into a document."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from itertools import groupby
from typing import Any

import uharfbuzz as hb

import resources
from app.documents import truetype
from app.documents.text import BOX
from app.documents.theme import BOLD, ITALIC, REGULAR, SEMIBOLD

_CUTS = {
    "NotoSans": {REGULAR: REGULAR, SEMIBOLD: SEMIBOLD, BOLD: BOLD, ITALIC: ITALIC},
    "NotoSansArabic": {REGULAR: REGULAR, SEMIBOLD: BOLD, BOLD: BOLD, ITALIC: REGULAR},
    "NotoSansEthiopic": {REGULAR: REGULAR, SEMIBOLD: BOLD, BOLD: BOLD, ITALIC: REGULAR},
}
FAMILIES = tuple(_CUTS)
_PRESENTATION = (range(0xFB00, 0xFE00), range(0xFE70, 0xFF00))
_SUBSET_FLAGS = (
    hb.SubsetFlags.RETAIN_GIDS
    | hb.SubsetFlags.NO_HINTING
    | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    | hb.SubsetFlags.NOTDEF_OUTLINE
)
_NEEDLESS_TABLES = ("GSUB", "GPOS", "GDEF", "OS/2", "gasp", "name", "post", "vhea", "vmtx")


def font_name(family: str, weight: str) -> str:
    """Return the file name (without `.ttf`) of the cut that stands for `weight` in `family`."""
    return f"{family}-{_CUTS[family][weight]}"


class Face:
    """One font file, opened once: coverage, advances, and its own text for each glyph."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._face: Any = hb.Face(hb.Blob(resources.read_bytes(f"fonts/{name}.ttf")))
        self.font: Any = hb.Font(self._face)
        self.scale: float = 1000 / self._face.upem
        self.coverage: frozenset[int] = frozenset(self._face.unicodes)
        self._advances: dict[int, int] = {}

    @cached_property
    def texts(self) -> dict[int, str]:
        """The text that a glyph stands for by itself; joining forms stand for their plain letter."""
        found: dict[int, str] = {}
        for code in sorted(self.coverage):
            glyph = self.font.get_nominal_glyph(code)
            if glyph is not None and glyph not in found:
                char = chr(code)
                folds = any(code in block for block in _PRESENTATION)
                found[glyph] = unicodedata.normalize("NFKC", char) if folds else char
        if "Arabic" in self.name:
            self._add_joining_forms(found)
        return found

    def _add_joining_forms(self, found: dict[int, str]) -> None:
        """Joining forms have no code of their own: shape each letter in its four places to learn them."""
        joiner = "\u200d"
        for code in sorted(code for code in self.coverage if 0x0620 <= code <= 0x06FF):
            letter = chr(code)
            for text in (letter, letter + joiner, joiner + letter + joiner, joiner + letter):
                own = text.index(letter)
                glyphs = [info.codepoint for info, _ in self.place(text, rtl=True) if info.cluster == own]
                if len(glyphs) == 1:
                    found.setdefault(glyphs[0], letter)

    @cached_property
    def metrics(self) -> dict[str, Any]:
        """Numbers of the PDF font descriptor, in thousandths of the size."""
        head = self._face.reference_table("head").data
        hhea = self._face.reference_table("hhea").data
        os2 = self._face.reference_table("OS/2").data
        post = self._face.reference_table("post").data
        version = struct.unpack(">H", os2[:2])[0]
        cap = struct.unpack(">h", os2[88:90])[0] if version >= 2 else 714
        return {
            "box": [round(value * self.scale) for value in struct.unpack(">4h", head[36:44])],
            "ascent": round(struct.unpack(">h", hhea[4:6])[0] * self.scale),
            "descent": round(struct.unpack(">h", hhea[6:8])[0] * self.scale),
            "cap": round(cap * self.scale),
            "angle": struct.unpack(">i", post[4:8])[0] / 65536,
        }

    def advance(self, glyph: int) -> int:
        """Return a glyph's own advance in font units."""
        known = self._advances.get(glyph)
        if known is None:
            known = self._advances[glyph] = self.font.get_glyph_h_advance(glyph)
        return known

    def place(self, text: str, *, rtl: bool, language: str = "ar") -> list[tuple[Any, Any]]:
        """Shape `text`: HarfBuzz's (glyph info, glyph position) pairs from left to right."""
        buffer: Any = hb.Buffer()
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.add_str(text)
        buffer.direction = "rtl" if rtl else "ltr"
        buffer.guess_segment_properties()
        buffer.language = language
        hb.shape(self.font, buffer, {"liga": False} if self.name.startswith("NotoSans-") else {})
        return list(zip(buffer.glyph_infos, buffer.glyph_positions, strict=True))

    def subset(self, glyphs: frozenset[int], composites: Sequence[Cluster] = ()) -> bytes:
        """Return a TrueType file with only `glyphs`, numbers unchanged, and `composites` from `first_free` on."""
        parts = {part[0] for cluster in composites for part in cluster.glyphs}
        wanted = hb.SubsetInput()
        wanted.glyph_set.update(glyphs | parts | {0})
        wanted.flags = _SUBSET_FLAGS
        wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _NEEDLESS_TABLES)
        program = bytes(wanted.subset(self._face).blob.data)
        if not composites:
            return program
        boxes = [[self._glyph_box(glyph, x, y) for glyph, x, y in cluster.glyphs] for cluster in composites]
        return truetype.with_composites(
            program,
            self.first_free,
            [
                truetype.Composite(cluster.glyphs, cluster.advance, truetype.union(box))
                for cluster, box in zip(composites, boxes, strict=True)
            ],
        )

    @property
    def first_free(self) -> int:
        """The first glyph number that the file doesn't use."""
        return int(self._face.glyph_count)

    def _glyph_box(self, glyph: int, x: int, y: int) -> tuple[int, int, int, int]:
        extents = self.font.get_glyph_extents(glyph)
        left, top = extents.x_bearing + x, extents.y_bearing + y
        return (left, top + extents.height, left + extents.width, top)


@lru_cache(maxsize=16)
def face(name: str) -> Face:
    """Return the opened font file `name` (without `.ttf`)."""
    return Face(name)


def subset_tag(name: str, glyphs: frozenset[int], composites: Sequence[Cluster] = ()) -> str:
    """Return the six capitals that PDF wants before a subset's name; the same glyphs give the same letters."""
    digest = sha256(f"{name}:{sorted(glyphs)}:{composites!r}".encode()).digest()
    return "".join(chr(65 + byte % 26) for byte in digest[:6])


@lru_cache(maxsize=8192)
def family_for(char: str, before: str) -> str | None:
    """Return the family that draws `char`, None if no font has it; `before` is what drew the character before it.

    Letters go by their script; spaces, digits and punctuation stay in the font of their word.
    """
    code = ord(char)
    if 0x0600 <= code <= 0x08FF:
        own = "NotoSansArabic"
    elif 0x1200 <= code <= 0x139F:
        own = "NotoSansEthiopic"
    else:
        own = "NotoSans" if char.isalpha() else ""
    for family in (own, before, *FAMILIES):
        if family and code in face(font_name(family, REGULAR)).coverage:
            return family
    return None


@dataclass(frozen=True, slots=True)
class Cluster:
    """A letter whose glyphs don't tell its text by themselves: several glyphs, moved ones, or one that stands for more.

    It becomes one glyph of its own in the document (`glyphs` are number, x and y; font units), so that a reader finds
    one letter in one place, with its text. `advance` in font units.
    """

    glyphs: tuple[tuple[int, int, int], ...]
    advance: int
    text: str


@dataclass(frozen=True, slots=True)
class Shaped:
    """A shaped bit of one word, from left to right: operands of TJ, or clusters. `width` in thousandths of the size."""

    width: float
    pieces: tuple[str | Cluster, ...]
    glyphs: frozenset[int]
    starts: tuple[tuple[int, float], ...]
    """Where each cluster starts in the text, in logical order, and its width."""


@lru_cache(maxsize=16384)
def shape(name: str, text: str, rtl: bool = False, language: str = "nl") -> Shaped:
    """Shape `text` (one font, one direction, one word or bit of it) into glyphs in drawing order."""
    font_face = face(name)
    placed = font_face.place(text, rtl=rtl, language=language)
    starts = sorted({info.cluster for info, _ in placed})
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    widths = dict.fromkeys(starts, 0.0)
    pieces: list[str | Cluster] = []
    plain: set[int] = set()
    for cluster, group in groupby(placed, key=lambda pair: pair[0].cluster):
        glyphs = [(info.codepoint, position) for info, position in group]
        advance = sum(position.x_advance for _, position in glyphs)
        widths[cluster] += advance * font_face.scale
        behind = text[cluster : ends[cluster]]
        if not _stands_for(font_face, glyphs, behind):
            pieces.append(_cluster(glyphs, advance, behind))
            continue
        glyph = glyphs[0][0]
        plain.add(glyph)
        kern = (font_face.advance(glyph) - advance) * font_face.scale
        operand = f"<{glyph:04X}>{kern:g} " if kern else f"<{glyph:04X}>"
        if pieces and isinstance(pieces[-1], str):
            pieces[-1] = (pieces[-1] + operand).replace("><", "")
        else:
            pieces.append(operand)
    return Shaped(sum(widths.values()), tuple(pieces), frozenset(plain), tuple(widths.items()))


@lru_cache(maxsize=256)
def shape_missing(name: str, char: str) -> Shaped:
    """Shape the box that stands for a character no font has; the character stays behind it as its text."""
    glyph = face(name).font.get_nominal_glyph(ord(BOX))
    advance = face(name).advance(glyph)
    width = advance * face(name).scale
    return Shaped(width, (Cluster(((glyph, 0, 0),), advance, char),), frozenset(), ((0, width),))


@lru_cache(maxsize=32)
def shape_hidden(name: str, char: str) -> Shaped:
    """Shape a character that only a reader of the text sees, such as a direction mark: no ink, no width."""
    glyph = face(name).font.get_nominal_glyph(ord(" "))
    return Shaped(0.0, (Cluster(((glyph, 0, 0),), 0, char),), frozenset(), ())


def _stands_for(font_face: Face, glyphs: list[tuple[int, Any]], behind: str) -> bool:
    if len(glyphs) != 1 or glyphs[0][1].x_offset or glyphs[0][1].y_offset:
        return False
    own = font_face.texts.get(glyphs[0][0])
    return own == behind or (own == " " and behind == "\u00a0")


def _cluster(glyphs: list[tuple[int, Any]], advance: int, behind: str) -> Cluster:
    x = 0
    parts: list[tuple[int, int, int]] = []
    for glyph, position in glyphs:
        parts.append((glyph, x + position.x_offset, position.y_offset))
        x += position.x_advance
    return Cluster(tuple(parts), advance, behind)


def forget() -> None:
    """Drop every shaped word from memory (the words of a dossier are in there); the font files stay open."""
    shape.cache_clear()
    shape_missing.cache_clear()
