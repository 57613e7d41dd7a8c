"""How a page looks: colours that keep their order in grey, sizes in points, and the text styles by name."""

from __future__ import annotations

from dataclasses import dataclass, replace

REGULAR, SEMIBOLD, BOLD, ITALIC = "Regular", "SemiBold", "Bold", "Italic"
Colour = tuple[float, float, float]


def _rgb(code: str) -> Colour:
    return (int(code[0:2], 16) / 255, int(code[2:4], 16) / 255, int(code[4:6], 16) / 255)


INK = _rgb("16232B")
SOFT = _rgb("4A5A64")
ACCENT = _rgb("0B4F62")
ACCENT_SOFT = _rgb("E6F0F2")
RULE = _rgb("C3CED4")
HAIR = _rgb("DDE4E8")
PAPER = _rgb("FFFFFF")
PANEL = _rgb("F3F6F7")
ALARM = _rgb("8E1B1B")
ALARM_SOFT = _rgb("FBEFEC")

MM = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
MARGIN = 17 * MM


@dataclass(frozen=True, slots=True, kw_only=True)
class TextStyle:
    """How a paragraph is set: sizes in points, `direction` is `ltr`, `rtl` or `auto` (by its first strong letter)."""

    size: float = 9.2
    leading: float = 12.4
    weight: str = REGULAR
    colour: Colour = INK
    align: str = "start"
    direction: str = "auto"
    language: str = "nl"

    def but(self, **changes: object) -> TextStyle:
        """Return the same style with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]


BODY = TextStyle()
STRONG = BODY.but(weight=SEMIBOLD)
SMALL = BODY.but(size=7.8, leading=10.6, colour=SOFT)
LABEL = BODY.but(size=7.8, leading=10.6, weight=SEMIBOLD, colour=SOFT)
NOTE = BODY.but(weight=ITALIC, colour=SOFT)
TABLE_HEAD = BODY.but(size=7.8, leading=10.6, weight=SEMIBOLD, colour=ACCENT)
TITLE = BODY.but(size=21, leading=27, weight=BOLD)
KICKER = BODY.but(size=9, leading=12, weight=SEMIBOLD, colour=ACCENT)
H1 = BODY.but(size=11.5, leading=15, weight=SEMIBOLD, colour=ACCENT)
H2 = BODY.but(size=9.6, leading=13, weight=SEMIBOLD)
LARGE = BODY.but(size=11, leading=16)
