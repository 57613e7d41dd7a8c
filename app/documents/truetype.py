"""Adds glyphs that are made of other glyphs to a TrueType file: the few tables that takes, no more."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

Box = tuple[int, int, int, int]
_WORDS, _XY, _MORE = 0x0001, 0x0002, 0x0020


@dataclass(frozen=True, slots=True)
class Composite:
    """A glyph made of others: (number, x, y) of each, its advance, and its box (x min, y min, x max, y max)."""

    parts: tuple[tuple[int, int, int], ...]
    advance: int
    box: Box

    def outline(self) -> bytes:
        """Return the entry of the `glyf` table."""
        data = struct.pack(">h4h", -1, *self.box)
        for number, (glyph, x, y) in enumerate(self.parts):
            more = _MORE if number < len(self.parts) - 1 else 0
            data += struct.pack(">HHhh", _WORDS | _XY | more, glyph, x, y)
        return data + b"\0" * (-len(data) % 4)


def union(boxes: Sequence[Box]) -> Box:
    """Return the smallest box around `boxes`; empty ones (a space) don't count."""
    inked = [box for box in boxes if box[0] != box[2]] or [(0, 0, 0, 0)]
    return (
        min(box[0] for box in inked),
        min(box[1] for box in inked),
        max(box[2] for box in inked),
        max(box[3] for box in inked),
    )


def with_composites(program: bytes, first: int, composites: Sequence[Composite]) -> bytes:
    """Return the font `program` with `composites` added as glyphs `first`, `first + 1` and so on."""
    tables = _tables(program)
    count = first + len(composites)
    offsets = _offsets(tables, first)
    glyf = tables["glyf"]
    metrics = _metrics(tables, first)
    for composite in composites:
        glyf += composite.outline()
        offsets.append(len(glyf))
        metrics.append((composite.advance, composite.box[0]))
    tables["glyf"] = glyf
    tables["loca"] = struct.pack(f">{len(offsets)}I", *offsets)
    tables["hmtx"] = b"".join(struct.pack(">Hh", max(0, advance), bearing) for advance, bearing in metrics)
    tables["head"] = tables["head"][:50] + struct.pack(">h", 1) + tables["head"][52:]
    tables["hhea"] = tables["hhea"][:34] + struct.pack(">H", count)
    tables["maxp"] = _maxp(tables["maxp"], count, max(len(composite.parts) for composite in composites))
    return _file(tables)


def _tables(program: bytes) -> dict[str, bytes]:
    (count,) = struct.unpack(">H", program[4:6])
    found = {}
    for at in range(12, 12 + 16 * count, 16):
        tag, _, offset, length = struct.unpack(">4sIII", program[at : at + 16])
        found[tag.decode("ascii")] = program[offset : offset + length]
    return found


def _offsets(tables: dict[str, bytes], first: int) -> list[int]:
    """Return where each glyph starts in `glyf`, empty glyphs added up to number `first`, and the end."""
    loca = tables["loca"]
    if struct.unpack(">h", tables["head"][50:52])[0]:
        offsets = list(struct.unpack(f">{len(loca) // 4}I", loca))
    else:
        offsets = [2 * offset for offset in struct.unpack(f">{len(loca) // 2}H", loca)]
    tables["glyf"] = tables["glyf"][: offsets[-1]] + b"\0" * (-offsets[-1] % 4)
    end = len(tables["glyf"])
    return offsets[:-1] + [end] * (first + 1 - (len(offsets) - 1))


def _metrics(tables: dict[str, bytes], first: int) -> list[tuple[int, int]]:
    (full,) = struct.unpack(">H", tables["hhea"][34:36])
    (glyphs,) = struct.unpack(">H", tables["maxp"][4:6])
    hmtx = tables["hmtx"]
    found = list(struct.iter_unpack(">Hh", hmtx[: 4 * full]))
    rest = struct.iter_unpack(">h", hmtx[4 * full : 4 * full + 2 * (glyphs - full)])
    found += [(found[-1][0], bearing) for (bearing,) in rest]
    return found[:first] + [(0, 0)] * (first - len(found))


def _maxp(table: bytes, count: int, parts: int) -> bytes:
    fields = list(struct.unpack(">IH13H", table[:32]))
    fields[1] = count
    # Points and contours of the largest composite are sums of its parts; depth is one more than it was.
    fields[4] = min(0xFFFF, max(fields[4], parts * max(fields[2], fields[4])))
    fields[5] = min(0xFFFF, max(fields[5], parts * max(fields[3], fields[5])))
    fields[13] = max(fields[13], parts)
    fields[14] = fields[14] + 1
    return struct.pack(">IH13H", *fields)


def _file(tables: dict[str, bytes]) -> bytes:
    tables["head"] = tables["head"][:8] + b"\0\0\0\0" + tables["head"][12:]
    names = sorted(tables)
    power = 1 << (len(names).bit_length() - 1)
    head = struct.pack(
        ">IHHHH", 0x00010000, len(names), power * 16, power.bit_length() - 1, len(names) * 16 - power * 16
    )
    offset = 12 + 16 * len(names)
    directory, body = b"", b""
    for name in names:
        data = tables[name]
        padded = data + b"\0" * (-len(data) % 4)
        directory += struct.pack(">4sIII", name.encode("ascii"), _sum(padded), offset + len(body), len(data))
        body += padded
    program = head + directory + body
    adjust = (0xB1B0AFBA - _sum(program)) & 0xFFFFFFFF
    at = offset + sum(len(tables[name]) + -len(tables[name]) % 4 for name in names if name < "head") + 8
    return program[:at] + struct.pack(">I", adjust) + program[at + 4 :]


def _sum(data: bytes) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(data) // 4}I", data)
    return sum(words) & 0xFFFFFFFF
