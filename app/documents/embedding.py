"""Puts the used part of each font into reportlab's document, with the table that tells text from glyphs."""

from __future__ import annotations

from typing import Any

from reportlab.pdfbase import pdfdoc

from app.documents import fonts


class _Raw(pdfdoc.PDFObject):  # type: ignore[misc]
    """A PDF object whose bytes are ready."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def format(self, document: Any) -> bytes:
        return self._content


class FontUse:
    """The glyphs that one document draws, per font file."""

    def __init__(self) -> None:
        self._glyphs: dict[str, set[int]] = {}
        self._names: dict[str, str] = {}
        self._composites: dict[str, dict[fonts.Cluster, str]] = {}

    def short_name(self, name: str) -> str:
        """Return the name of a font inside this document's pages."""
        if name not in self._names:
            self._names[name] = f"N{len(self._names)}"
            self._glyphs[name] = set()
            self._composites[name] = {}
        return self._names[name]

    def used(self, name: str) -> set[int]:
        """Return the set to add drawn glyphs to."""
        return self._glyphs[name]

    def composite(self, name: str, cluster: fonts.Cluster) -> str:
        """Return the operand that draws `cluster` as one glyph."""
        known = self._composites[name]
        if cluster not in known:
            known[cluster] = f"<{fonts.face(name).first_free + len(known):04X}>"
        return known[cluster]

    def add_to(self, document: Any) -> None:
        """Add all fonts to a reportlab document as Type 0 fonts, cut down to what is drawn."""
        resources = document.idToObject["BasicFonts"].dict
        for name, short in self._names.items():
            resources[short] = _add_font(
                document, name, short, frozenset(self._glyphs[name]), tuple(self._composites[name])
            )


def _add_font(
    document: Any, name: str, short: str, glyphs: frozenset[int], composites: tuple[fonts.Cluster, ...]
) -> Any:
    face = fonts.face(name)
    base = f"/{fonts.subset_tag(name, glyphs, composites)}+{name}"
    numbers = face.metrics
    program = face.subset(glyphs, composites)
    file = _add(document, short + "file", _stream(program, f"/Length1 {len(program)} "))
    to_text = _add(document, short + "text", _stream(_to_unicode(face, glyphs, composites)))
    flags = 4 | (64 if numbers["angle"] else 0)
    descriptor = _add(
        document,
        short + "descriptor",
        f"<< /Type /FontDescriptor /FontName {base} /Flags {flags} /FontBBox {_array(numbers['box'])} "
        f"/ItalicAngle {numbers['angle']:g} /Ascent {numbers['ascent']} /Descent {numbers['descent']} "
        f"/CapHeight {numbers['cap']} /StemV {140 if 'Bold' in name else 80} /FontFile2 {file} >>".encode(),
    )
    advances = [(glyph, face.advance(glyph)) for glyph in sorted(glyphs)]
    advances += [(face.first_free + at, cluster.advance) for at, cluster in enumerate(composites)]
    widths = " ".join(f"{glyph} [{advance * face.scale:g}]" for glyph, advance in advances)
    inner = _add(
        document,
        short + "cid",
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont {base} /CIDToGIDMap /Identity /DW 1000 "
        f"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
        f"/FontDescriptor {descriptor} /W [{widths}] >>".encode(),
    )
    outer = (
        f"<< /Type /Font /Subtype /Type0 /BaseFont {base} /Encoding /Identity-H "
        f"/DescendantFonts [{inner}] /ToUnicode {to_text} >>"
    )
    return document.Reference(_Raw(outer.encode()), short)


def _add(document: Any, name: str, content: bytes) -> str:
    """Register an object and return the words that refer to it."""
    name = f"dl.{name}"
    document.Reference(_Raw(content), name)
    number, version = document.idToObjectNumberAndVersion[name]
    return f"{number} {version} R"


def _stream(content: bytes, more: str = "") -> bytes:
    """Return a stream as it is: `finishing` compresses all of them."""
    return f"<< /Length {len(content)} {more}>>\nstream\n".encode() + content + b"\nendstream"


def _array(values: list[int]) -> str:
    return f"[{' '.join(str(value) for value in values)}]"


def _to_unicode(face: fonts.Face, glyphs: frozenset[int], composites: tuple[fonts.Cluster, ...]) -> bytes:
    """Return the CMap from glyph number to text."""
    texts = [(glyph, face.texts[glyph]) for glyph in sorted(glyphs)]
    texts += [(face.first_free + at, cluster.text) for at, cluster in enumerate(composites)]
    pairs = [f"<{glyph:04X}> <{text.encode('utf-16-be').hex().upper()}>" for glyph, text in texts]
    blocks = []
    for at in range(0, len(pairs), 100):
        part = pairs[at : at + 100]
        blocks.append(f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar")
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        + "\n".join(blocks)
        + "\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    ).encode()
