"""Which way each character runs: embedding levels of the Unicode bidirectional algorithm, and the order on a line.

The algorithm is python-bidi's (the Rust crate unicode-bidi, with paired brackets and isolates). Its public call gives
the reordered text only; the levels, which line breaking needs, are read from its debug form. The version is locked and
`tests/documents/test_bidi.py` compares the two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import bidirectional

_RTL = re.compile("[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_LEVELS = re.compile(r"Level\(\s*(\d+),?\s*\)")
_NUMBER = re.compile(r"\+?\d+(?:(?:[ ]?[-/.:–]|[ ])\d+)+(?!\w)")
_LRI, _PDI = "\u2066", "\u2069"


def has_rtl(text: str) -> bool:
    """Tell whether any character of `text` belongs to a right-to-left script."""
    return _RTL.search(text) is not None


def is_rtl(text: str) -> bool:
    """Tell whether a paragraph starts right to left, by its first strong character."""
    if not has_rtl(text):
        return False
    from bidi import get_base_level

    return bool(get_base_level(text.partition("\n")[0] or text) % 2)


def levels(text: str, *, rtl: bool) -> list[int]:
    """Return the embedding level of each character of one paragraph (no line breaks in it).

    Telephone numbers and dates (`020 123 45 67`, `22-11-2026`) are isolated first: inside Arabic their groups would
    otherwise stand in the opposite order.
    """
    if not text or (not rtl and not has_rtl(text)):
        return [0] * len(text)
    isolated = _NUMBER.sub(lambda found: f"{_LRI}{found.group()}{_PDI}", text)
    of_isolated = raw_levels(isolated, rtl=rtl)
    return [level for char, level in zip(isolated, of_isolated, strict=True) if char not in (_LRI, _PDI)]


def raw_levels(text: str, *, rtl: bool) -> list[int]:
    """Return python-bidi's level of each character, one entry per character."""
    from bidi import get_display

    dump = str(get_display(text, base_dir="R" if rtl else "L", debug=True))
    per_byte = [
        int(found) for found in _LEVELS.findall(dump.partition("levels:")[2].partition("paragraphs:")[0])
    ]
    result: list[int] = []
    at = 0
    for char in text:
        if at >= len(per_byte):
            break
        result.append(per_byte[at])
        at += len(char.encode("utf-8"))
    if at != len(per_byte) or len(result) != len(text):
        raise RuntimeError("python-bidi no longer gives levels in the form that is read here")
    return result


LRM, RLM = "\u200e", "\u200f"
_STRONG = frozenset({"L", "R", "AL", "EN", "AN"})


def marks_between(texts: Sequence[str], item_levels: Sequence[int]) -> list[tuple[int, str]]:
    """Return the direction marks (place, mark) that keep brackets and points on their side when a line is copied.

    `texts` are the items of a line in visual order, each in logical order inside. Programs that read a page guess the
    direction of signs between two scripts; a mark beside the sign, in the sign's own direction, tells them.
    """
    found: list[tuple[int, str]] = []
    for at in range(1, len(texts)):
        left, right = item_levels[at - 1] % 2, item_levels[at] % 2
        if left == right:
            continue
        if _neutral_edge(texts[:at][::-1], item_levels[:at][::-1], last=not left):
            found.append((at, RLM if left else LRM))
        if _neutral_edge(texts[at:], item_levels[at:], last=bool(right)):
            found.append((at, RLM if right else LRM))
    return found


def _neutral_edge(texts: Sequence[str], item_levels: Sequence[int], *, last: bool) -> bool:
    """Tell whether the first sign met, going inwards through items of one direction, is no letter or digit."""
    for text, level in zip(texts, item_levels, strict=True):
        if level % 2 != item_levels[0] % 2:
            return False
        if text.strip(" \u00a0"):
            inner = text.strip(" \u00a0")
            return bidirectional(inner[-1] if last else inner[0]) not in _STRONG
    return False


def visual_order(item_levels: Sequence[int]) -> list[int]:
    """Return the indexes of the items of one line from left to right (rule L2)."""
    order = list(range(len(item_levels)))
    odd = [level for level in item_levels if level % 2]
    if not odd:
        return order
    for level in range(max(item_levels), min(odd) - 1, -1):
        at = 0
        while at < len(order):
            if item_levels[order[at]] < level:
                at += 1
                continue
            end = at
            while end < len(order) and item_levels[order[end]] >= level:
                end += 1
            order[at:end] = order[at:end][::-1]
            at = end
    return order
